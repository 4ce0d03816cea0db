"""What is told of a place, cut to the days on which the place is there: against asking day by day."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from registries.crosswalk.lives import gaps, outside
from registries.temporal import Version
from tests.prove import examples

DAYS = 12
FIRST = date(2024, 1, 1)


def day(number: int | None) -> date | None:
    return None if number is None else FIRST + timedelta(days=number)


def version(name: str, since: int | None, until: int | None) -> Version:
    bounds = ("STATED", None, None if until is None else "STATED", None)
    return Version((name,), day(since), day(until), *bounds, statement_id=1)


def life(since: int | None, until: int | None) -> Version:
    observed = ("OBSERVED", FIRST, None if until is None else "OBSERVED", FIRST)
    return Version((), day(since), day(until), *observed, statement_id=2)


@st.composite
def spans(draw: st.DrawFn) -> list[tuple[int | None, int | None]]:
    """Stretches that do not overlap, in order; the first may have no beginning, the last no end."""
    turns = sorted(draw(st.sets(st.integers(0, DAYS), max_size=6)))
    bounds = [*([None] if draw(st.booleans()) else []), *turns, *([None] if draw(st.booleans()) else [])]
    pairs = [(bounds[at], bounds[at + 1]) for at in range(0, len(bounds) - 1, draw(st.sampled_from((1, 2))))]
    return [pair for pair in pairs if pair != (None, None) or len(bounds) == 2]


@settings(max_examples=examples(300, full=20_000), deadline=None)
@given(spans(), spans())
def test_nothing_holds_on_a_day_behind_the_end_of_a_life_and_before_the_next(
    lives: list[tuple[int | None, int | None]], told: list[tuple[int | None, int | None]]
) -> None:
    absent = gaps(life(*one) for one in lives)
    kept = [piece for one in told for piece in outside(absent, version("Абай", *one))]
    for number in range(-1, DAYS + 2):
        asked = FIRST + timedelta(days=number)
        there = any(life(*one).holds(asked) for one in lives)
        ended = any(until is not None and until <= number for _, until in lives)
        said = any(version("Абай", *one).holds(asked) for one in told)
        assert sum(piece.holds(asked) for piece in kept) == (said and (there or not ended))
    assert all(piece.since is None or piece.until is None or piece.since < piece.until for piece in kept)


def test_the_bounds_at_a_gap_are_known_as_those_of_the_lives_are() -> None:
    before, after = outside(gaps([life(7, None), life(0, 3)]), version("Абай", None, None))
    assert (before.since, before.starts_basis, before.until, before.ends_basis, before.ends_after) == (
        None, "STATED", day(3), "OBSERVED", FIRST,
    )  # fmt: skip
    assert (after.since, after.starts_basis, after.starts_after, after.until, after.ends_basis) == (
        day(7), "OBSERVED", FIRST, None, None,
    )  # fmt: skip
