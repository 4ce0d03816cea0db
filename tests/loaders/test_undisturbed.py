"""What long work asks of Python is taken back when the work is done."""

import gc

import pytest

from loaders.undisturbed import SELDOM, undisturbed


def test_the_collector_of_cycles_comes_seldom_during_a_load_and_as_before_after_it() -> None:
    before = gc.get_threshold()
    with undisturbed():
        assert gc.get_threshold() == SELDOM
        assert gc.get_freeze_count() > 0
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)


def test_a_load_that_fails_leaves_the_collector_as_it_was() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="broken"), undisturbed():
        raise ValueError("broken")
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)
