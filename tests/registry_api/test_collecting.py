"""A worker does not look for garbage among what it is made of."""

import gc
from collections.abc import Iterator

import pytest

from registry_api.collecting import THRESHOLDS, collect_seldom


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


class Ring:
    """Refers to itself, so that only the collector frees it."""

    freed = 0

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        Ring.freed += 1


def test_what_was_there_is_left_alone_and_what_becomes_garbage_is_still_freed() -> None:
    collect_seldom()
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold() == THRESHOLDS
    before = Ring.freed
    Ring()
    gc.collect()
    assert Ring.freed == before + 1
