"""Real data and reference vectors that lie beside the checkout and are never copied into it."""

from pathlib import Path

import pytest

BESIDE = Path(__file__).resolve().parents[2] / "shared"


def shared(name: str) -> Path:
    """The path of `name` beside the checkout; skips the test where it is absent."""
    path = BESIDE / name
    if not path.exists():
        pytest.skip(f"shared/{name} does not lie beside this checkout")
    return path
