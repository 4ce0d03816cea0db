"""A folder of one command: what a killed one left is removed, what another one holds is not."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from loaders.linkage.own_folder import PREFIX, own_folder

KILLED = """
import os, signal
from loaders.linkage.own_folder import own_folder
with own_folder() as folder:
    (folder / "register").write_text("people")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_folder_is_readable_by_nobody_else_and_gone_afterwards(place: Path) -> None:
    with own_folder() as folder:
        (folder / "register").write_text("people")
        assert (folder.parent, folder.stat().st_mode & 0o777) == (place, 0o700)
    assert list(place.iterdir()) == []


def test_what_a_killed_command_left_is_removed_by_the_next(place: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED], env={**os.environ, "TMPDIR": str(place)}, check=False)
    assert killed.returncode == -signal.SIGKILL
    [left] = place.iterdir()
    assert (left / "register").read_text() == "people"
    with own_folder() as folder:
        assert list(place.iterdir()) == [folder]


def test_a_folder_in_use_and_what_is_no_folder_are_left_alone(place: Path) -> None:
    elsewhere = place / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").touch()
    (place / f"{PREFIX}link").symlink_to(elsewhere)
    (place / f"{PREFIX}file").touch()
    with own_folder() as held:
        (held / "register").touch()
        with own_folder() as other:
            assert other != held
        assert (held / "register").exists()
    assert sorted(path.name for path in place.iterdir()) == ["elsewhere", f"{PREFIX}file", f"{PREFIX}link"]
    assert (elsewhere / "kept").exists()
