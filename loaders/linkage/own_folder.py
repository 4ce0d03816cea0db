"""A folder on disk for what is read of the register: gone with its command, and soon after one that was killed."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import Final

PREFIX: Final = "registries-bulk-"
FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


@contextmanager
def own_folder() -> Iterator[Path]:
    """Readable by nobody else and gone afterwards; those that killed commands of the same user left are removed first.

    A folder is held by a lock on it, which ends with its process.
    """
    _remove_left_over()
    folder, held = _held()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def _held() -> tuple[Path, int]:
    """A new folder with its lock; one that another command took for a left one in between is made again."""
    while True:
        folder = Path(mkdtemp(prefix=PREFIX))
        with suppress(FileNotFoundError):
            held = os.open(folder, FOLDER)
            fcntl.flock(held, fcntl.LOCK_EX)
            if folder.exists():
                return folder, held
            os.close(held)


def _remove_left_over() -> None:
    for folder in Path(gettempdir()).glob(f"{PREFIX}*"):
        held = _lock(folder)
        if held is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(held)


def _lock(folder: Path) -> int | None:
    """The folder opened and locked; None where it is somebody else's, held, gone, or no folder at all."""
    with suppress(OSError):
        held = os.open(folder, FOLDER)
        with suppress(OSError):
            if os.fstat(held).st_uid == os.geteuid():
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return held
        os.close(held)
    return None
