"""A change, a correction and an end, held day by day against what each of the three means."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registries.temporal import Version, change, correct, end
from registries.temporal.version import NotAChangeError
from tests.prove import examples
from tests.registries.temporal.lawful import assert_lawful

FIRST = date(2000, 1, 1)
CALENDAR = [FIRST + timedelta(days=number) for number in range(-1, 13)]
DAYS = st.integers(0, 11).map(lambda number: FIRST + timedelta(days=number))
BASES = st.sampled_from(["STATED", "OBSERVED", "INFERRED:life"])


@st.composite
def periods(draw: st.DrawFn, *, closed: bool | None = None) -> tuple[date | None, date | None]:
    since = draw(st.none() | DAYS)
    until = draw(DAYS if closed else st.none() | DAYS)
    if since is not None and until is not None and since >= until:
        until = since + timedelta(days=draw(st.integers(1, 3)))
    return since, until


@st.composite
def versions(draw: st.DrawFn, values: str = "abc", period: tuple[date | None, date | None] | None = None) -> Version:
    since, until = draw(periods()) if period is None else period
    starts = draw(BASES)
    ends = None if until is None else draw(BASES)
    brackets = starts == "OBSERVED" and since is not None and draw(st.booleans())
    bracketed = ends == "OBSERVED" and until is not None and draw(st.booleans())
    return Version(
        values=(draw(st.sampled_from(values)),),
        since=since,
        until=until,
        starts_basis=starts,
        starts_after=since - timedelta(days=draw(st.integers(1, 3))) if brackets and since else None,
        ends_basis=ends,
        ends_after=until - timedelta(days=draw(st.integers(1, 3))) if bracketed and until else None,
        statement_id=draw(st.integers(1, 9)),
    )


@st.composite
def timelines(draw: st.DrawFn) -> list[Version]:
    """Versions of one fact: in order, without overlap, with and without gaps."""
    found: list[Version] = []
    for version in sorted(draw(st.lists(versions(), max_size=5)), key=lambda v: v.since or date.min):
        if not found or (found[-1].until is not None and (version.since or date.min) >= found[-1].until):
            found.append(version)
    return found


def on(timeline: Iterable[Version], day: date) -> list[str]:
    return [str(version.values[0]) for version in timeline if version.holds(day)]


@settings(max_examples=examples(200))
@given(timelines(), versions("N"))
def test_a_change_leaves_the_days_before_it_alone_and_holds_from_its_first_day(
    before: list[Version], new: Version
) -> None:
    known_later = any(version.since and new.since and version.since >= new.since for version in before)
    if new.since is None or new.until is not None or known_later:
        with pytest.raises(NotAChangeError):
            change(before, new)
        return
    after = change(before, new)
    assert_lawful(after)
    for day in CALENDAR:
        assert on(after, day) == (["N"] if day >= new.since else on(before, day))


@settings(max_examples=examples(200))
@given(timelines(), versions("N"))
def test_a_correction_replaces_exactly_the_days_it_speaks_of(before: list[Version], new: Version) -> None:
    after = correct(before, new)
    assert_lawful(after)
    for day in CALENDAR:
        assert on(after, day) == (["N"] if new.holds(day) else on(before, day))


@settings(max_examples=examples(200))
@given(timelines(), DAYS, BASES)
def test_nothing_holds_from_the_day_a_fact_ended_and_everything_as_before_until_then(
    before: list[Version], last: date, basis: str
) -> None:
    after = end(before, last, basis=basis)
    assert_lawful(after)
    for day in CALENDAR:
        assert on(after, day) == (on(before, day) if day < last else [])
    cut = [version for version in before if version.holds(last) and version.holds(last - timedelta(days=1))]
    assert [(v.until, v.ends_basis) for v in after if v.until == last and any(v.values == c.values for c in cut)] == [
        (last, basis) for _ in cut
    ]


@settings(max_examples=examples(200))
@given(timelines(), versions("N"))
def test_a_correction_moves_no_bound_that_it_does_not_touch(before: list[Version], new: Version) -> None:
    far = [v for v in before if _apart(v, new)]
    assert [v for v in correct(before, new) if v.values != ("N",) and v in far] == far


def _apart(version: Version, new: Version) -> bool:
    ends_before = version.until is not None and new.since is not None and version.until < new.since
    begins_after = version.since is not None and new.until is not None and version.since > new.until
    return ends_before or begins_after


def test_what_is_open_gives_way_with_the_grounds_of_what_took_its_place() -> None:
    old = Version(("a",), FIRST, None, statement_id=1)
    act = Version(("b",), FIRST + timedelta(days=5), None, starts_basis="INFERRED:act", statement_id=2)
    assert change([old], act) == [
        Version(("a",), FIRST, FIRST + timedelta(days=5), ends_basis="INFERRED:act", statement_id=1),
        act,
    ]


def test_an_observed_change_leaves_the_older_state_uncertain_since_it_was_last_seen() -> None:
    old = Version(("a",), FIRST, None, statement_id=1)
    seen = FIRST + timedelta(days=3)
    new = Version(("b",), FIRST + timedelta(days=8), None, "OBSERVED", starts_after=seen, statement_id=2)
    (ended, _) = change([old], new)
    assert (ended.ends_basis, ended.ends_after) == ("OBSERVED", seen)
    assert not ended.uncertain(seen)
    assert ended.uncertain(seen + timedelta(days=1))
    assert not ended.uncertain(FIRST + timedelta(days=8))


def test_a_correction_with_observed_bounds_passes_its_brackets_to_its_neighbours() -> None:
    old = Version(("a",), FIRST, None, statement_id=1)
    since, until = FIRST + timedelta(days=4), FIRST + timedelta(days=8)
    new = Version(("b",), since, until, "OBSERVED", FIRST + timedelta(days=2), "OBSERVED", FIRST + timedelta(days=6), 2)
    before, _, after = correct([old], new)
    assert (before.until, before.ends_basis, before.ends_after) == (since, "OBSERVED", FIRST + timedelta(days=2))
    assert (after.since, after.starts_basis, after.starts_after) == (until, "OBSERVED", FIRST + timedelta(days=6))
