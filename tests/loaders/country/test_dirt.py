"""Each kind of dirt: its rate, its absence when switched off, and that it disturbs no other kind."""

import io
from collections.abc import Iterator
from math import sqrt

import pytest

from loaders.country.department import Department, Period
from loaders.country.dirt import FIRST_PROFILE, Dirt, DirtKind, PersonShare
from loaders.country.extract import Extract
from loaders.country.families import Families, near_siblings
from loaders.country.files import Lines, Truth
from loaders.country.interior import Documents, Registrations
from loaders.country.money import Pension, Tax
from loaders.country.people import Person
from loaders.country.rounds import FIRST_ROUND
from loaders.country.society import Society, build_society
from loaders.country.soiling import SPOILING

DEPARTMENTS: tuple[type[Department], ...] = (Tax, Pension, Documents, Registrations)
RECORD_KINDS = [kind for kind, _ in SPOILING]
NONE = Dirt({}, FIRST_PROFILE.shares)


def _told(society: Society, dirt: Dirt) -> Iterator[tuple[str, set[str]]]:
    """(source and record key, kinds) of every record of the four departments."""
    for department in DEPARTMENTS:
        lines, truth = Lines(io.StringIO()), io.StringIO()
        Extract(department(society), Period(FIRST_ROUND), dirt, lines, Truth(Lines(truth), "-")).write()
        for row in truth.getvalue().splitlines():
            _, key, _, kinds, *_ = row.split(",")
            yield f"{department.source} {key}", set(kinds.split("|"))


def _with(society: Society, dirt: Dirt, kind: DirtKind) -> list[str]:
    return [key for key, kinds in _told(society, dirt) if kind in kinds]


@pytest.mark.parametrize("kind", RECORD_KINDS)
def test_a_kind_falls_at_its_rate_on_the_records_it_can_fall_on(society: Society, kind: DirtKind) -> None:
    open_to_it = _with(society, FIRST_PROFILE.only(kind, 1.0), kind)
    struck = _with(society, FIRST_PROFILE.only(kind), kind)
    rate, tries = FIRST_PROFILE.rate(kind), len(open_to_it)
    assert set(struck) <= set(open_to_it)
    assert tries > 30
    assert abs(len(struck) - rate * tries) <= 4 * sqrt(tries * rate * (1 - rate)) + 1


@pytest.mark.parametrize("kind", [*RECORD_KINDS, DirtKind.STRANGER, DirtKind.BROKEN_COLUMNS, DirtKind.IMPOSSIBLE_DATE])
def test_a_kind_switched_off_alone_does_not_occur(society: Society, kind: DirtKind) -> None:
    assert _with(society, FIRST_PROFILE.without(kind), kind) == []


@pytest.mark.parametrize("kind", [DirtKind.DUPLICATE_EXACT, DirtKind.DUPLICATE_RESPELT])
def test_duplicates_come_at_their_rate_and_can_be_switched_off(society: Society, kind: DirtKind) -> None:
    rows = len(list(_told(society, NONE)))
    struck = len(_with(society, FIRST_PROFILE.only(kind), kind))
    assert abs(struck - 0.02 * rows) <= 4 * sqrt(rows * 0.02 * 0.98)
    assert _with(society, FIRST_PROFILE.without(kind), kind) == []


def test_one_record_in_twelve_is_about_somebody_outside_the_register(large_society: Society) -> None:
    told = list(_told(large_society, FIRST_PROFILE.only(DirtKind.STRANGER)))
    strangers = [key for key, kinds in told if DirtKind.STRANGER in kinds]
    assert 0.07 <= len(strangers) / len(told) <= 0.09


def test_without_any_dirt_no_kind_is_told(society: Society) -> None:
    assert {kind for _, kinds in _told(society, NONE) for kind in kinds} <= {"", "windows_1251"}


def test_switching_one_kind_off_leaves_the_others_where_they_were(society: Society) -> None:
    births = {DirtKind.BIRTH_DIGIT, DirtKind.BIRTH_MISSING, DirtKind.SEX_MISSING, DirtKind.PLACE_MISSING}
    every = [(key, kinds & births) for key, kinds in _told(society, FIRST_PROFILE)]
    fewer = [(key, kinds & births) for key, kinds in _told(society, FIRST_PROFILE.without(DirtKind.RUSSIFIED))]
    assert every == fewer


def _namesakes(persons: list[Person]) -> int:
    known: dict[tuple[object, ...], int] = {}
    for person in persons:
        known[person.names[0].name, person.birth] = known.get((person.names[0].name, person.birth), 0) + 1
    return sum(count for count in known.values() if count > 1)


def _twins(persons: list[Person]) -> int:
    born: dict[tuple[int, object], int] = {}
    for person in persons:
        if person.mother is not None and person.adopted is None:
            born[person.mother, person.birth] = born.get((person.mother, person.birth), 0) + 1
    return sum(count for count in born.values() if count > 1)


def test_the_hard_cases_are_there_in_their_shares(large_society: Society) -> None:
    people = large_society.persons
    assert 0.135 <= len(near_siblings(people)) / 4000 <= 0.155
    assert 0.010 <= _twins(people) / 4000 <= 0.0125
    assert _namesakes(people) / 4000 == pytest.approx(0.005, abs=0.001)


def test_hard_cases_can_be_switched_off() -> None:
    dirt = FIRST_PROFILE.without_share(*PersonShare)
    people = Families(1000, 5, dirt).grow()
    assert (near_siblings(people), _twins(people), _namesakes(people)) == ([], 0, 0)


def test_two_iins_in_a_thousand_are_odd_and_none_when_that_is_switched_off(large_society: Society) -> None:
    odd = [person.suspicion for person in large_society.persons if person.suspicion]
    assert sorted(odd) == ["another_date"] * 4 + ["wrong_check_digit"] * 4
    clean = build_society(400, 7, FIRST_PROFILE.without(DirtKind.SUSPICIOUS_IIN))
    assert [person for person in clean.persons if person.suspicion] == []
