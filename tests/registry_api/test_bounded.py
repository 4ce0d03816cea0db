"""A bounded store: what is asked for again outlives what is not."""

from hypothesis import given
from hypothesis import strategies as st

from registry_api.bounded import Bounded


def test_the_oldest_goes_unless_it_was_asked_for_since_it_was_last_passed_over() -> None:
    kept: Bounded[str, int] = Bounded(2)
    kept.keep("a", 1)
    kept.keep("b", 2)
    assert kept.get("a") == 1
    kept.keep("c", 3)
    assert [kept.get(key) for key in "abc"] == [1, None, 3]
    kept.keep("d", 4)
    kept.keep("e", 5)
    assert len(kept) == 2
    assert kept.get("e") == 5


@given(st.integers(1, 5), st.lists(st.tuples(st.booleans(), st.integers(0, 9))))
def test_it_never_holds_more_and_answers_what_was_last_kept_or_nothing(
    most: int, steps: list[tuple[bool, int]]
) -> None:
    kept: Bounded[int, int] = Bounded(most)
    last: dict[int, int] = {}
    for turn, (keep, key) in enumerate(steps):
        if keep:
            kept.keep(key, turn)
            last[key] = turn
            assert kept.get(key) == turn
        else:
            assert kept.get(key) in (None, last.get(key))
        assert len(kept) <= most
