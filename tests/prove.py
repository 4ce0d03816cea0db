"""How many examples a property test tries: its everyday share, or the full count under `make prove`."""

import os


def examples(everyday: int, *, full: int | None = None) -> int:
    """`full` (or fifty times the everyday share) when PROVE=1 is set, else `everyday`."""
    if os.environ.get("PROVE") != "1":
        return everyday
    return everyday * 50 if full is None else full
