"""Long work without the collector of cycles: rows and readings refer to nothing that refers back to them.

Python looks at every living object for cycles again and again, a fifth of a load's time, and finds none of a load's own.
It goes on looking, seldom: what a library leaves behind is still found, so that memory stays as it is.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

SELDOM: Final = (100_000, 50, 100)


@contextmanager
def undisturbed() -> Iterator[None]:
    """What lives already is not looked at, and what comes seldom, until the work is done."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
