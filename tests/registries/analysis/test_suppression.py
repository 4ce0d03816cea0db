"""Nobody works out a small count: held against an attacker who tries every table that the shown counts allow."""

import itertools
from collections.abc import Iterator, Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from registries.analysis.suppression import Cell, grown, suppress
from tests.prove import examples

THRESHOLD = 3
Place = tuple[int, ...]
Shown = Mapping[Place, int | None]


def shown(counts: Mapping[Place, int], threshold: int = THRESHOLD) -> dict[Place, int | None]:
    root = grown(counts)
    suppress(root, threshold)
    return {cell.key: None if cell.hidden else cell.count for cell in root.walk()}


def tables(shown_counts: Shown, leaves: list[Place], most: int) -> Iterator[dict[Place, int]]:
    """Every table that an attacker thinks possible: its sums are those shown, and what is hidden is not nought."""
    for counts in itertools.product(range(most + 1), repeat=len(leaves)):
        true = {cell.key: cell.count for cell in grown(dict(zip(leaves, counts, strict=True))).walk()}
        if all(true[place] > 0 if told is None else true[place] == told for place, told in shown_counts.items()):
            yield true


@st.composite
def countries(draw: st.DrawFn) -> dict[Place, int]:
    """Up to five settlements in up to three regions."""
    places = draw(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=5, unique=True))
    return {place: draw(st.sampled_from((0, 1, 1, 2, 2, 3, 4, 5))) for place in sorted(places)}


@settings(max_examples=examples(60, full=3_000), deadline=None)
@given(countries())
def test_no_small_count_can_be_worked_out_or_told_to_be_small(counts: dict[Place, int]) -> None:
    told = shown(counts)
    true = {cell.key: cell.count for cell in grown(counts).walk()}
    small = [place for place, count in true.items() if 0 < count < THRESHOLD]
    assert [place for place in small if told[place] is not None] == []
    possible: dict[Place, set[int]] = {place: set() for place in small}
    for table in tables(told, list(counts), most=max(8, max(counts.values()) + THRESHOLD)) if small else ():
        for place in small:
            possible[place].add(table[place])
    assert {place: found for place, found in possible.items() if len(found) < 2 or max(found) < THRESHOLD} == {}


def test_a_small_count_takes_the_smallest_beside_it_along() -> None:
    counts = {(1, 1): 2, (1, 2): 9, (1, 3): 40, (2, 1): 30}
    assert shown(counts, 5) == {
        (): 81, (1,): 51, (2,): 30, (1, 1): None, (1, 2): None, (1, 3): 40, (2, 1): 30,
    }  # fmt: skip


def test_where_nothing_beside_it_can_hide_it_the_count_above_is_hidden_and_with_it_another() -> None:
    assert shown({(1, 1): 4, (2, 1): 9, (3, 1): 40}, 5) == {
        (): 53, (1,): None, (1, 1): None, (2,): None, (2, 1): None, (3,): 40, (3, 1): 40,
    }  # fmt: skip


def test_five_households_of_one_do_not_follow_from_a_village_of_five() -> None:
    counts = {(1, one): 1 for one in range(5)} | {(2, 0): 50, (3, 0): 60}
    told = shown(counts, 5)
    assert (told[(1,)], told[(2,)], told[(3,)], told[()]) == (None, None, 60, 115)


def test_noughts_are_shown_and_hide_nobody() -> None:
    assert shown({(1, 1): 0, (1, 2): 7}, 5) == {(): 7, (1,): 7, (1, 1): 0, (1, 2): 7}
    assert shown({(1, 1): 0, (1, 2): 3}, 5) == {(): None, (1,): None, (1, 1): 0, (1, 2): None}


def test_what_is_hidden_above_is_not_the_sum_of_what_is_shown_below() -> None:
    counts = {(1, 1): 3, (2, 1): 20, (2, 2): 30, (3, 1): 90}
    told = shown(counts, 5)
    assert (told[(2,)], told[(2, 1)], told[(2, 2)]) == (None, None, 30)


def test_a_tree_without_anybody_is_shown_whole() -> None:
    root: Cell[Place] = Cell((), 0)
    suppress(root)
    assert not root.hidden
