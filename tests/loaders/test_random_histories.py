"""Whatever was delivered, repeated, held, cut short and withdrawn, the registers are those of what remains.

The oracle is another office, given the remaining deliveries in the order of their arrival and nothing else: what was
held and released stands where it arrived, for presence is told by reference dates and not by the day of the release.
No source delivers twice for one day: a second full delivery of a day is refused.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from loaders.delivery import Report
from loaders.source import load_source
from loaders.source.language import HeldAbove
from registries.inspection import faults
from tests.loaders.offices import Office, PowerCut, PowerCutAfter, house
from tests.loaders.papers import (
    AIGUL,
    BOLAT,
    OTHER_RKA,
    PYOTR,
    RKA,
    ZHANAR,
    Person,
    building,
    buildings,
    document_row,
    documents,
    gbd_fl,
    person,
    registration,
    residence,
    tax,
    tax_row,
    unit,
    units,
)
from tests.prove import examples

# The last is the third's namesake, born on the same day: whom words alone speak of, they speak of both.
PEOPLE = (AIGUL, ZHANAR, BOLAT, PYOTR, replace(BOLAT, number=5))
ANY_CHANGE = HeldAbove(shrinks=0, changes=0)
Said = tuple[int, int]
"""Who of PEOPLE, and under which of three spellings."""


@dataclass(frozen=True)
class Delivered:
    """A file of `source` about some people on the first of a month.

    `cut` batches in, the power goes; `held`: a full delivery that changes anything waits for a person.
    """

    source: str
    said: tuple[Said, ...]
    month: int
    cut: int | None = None
    held: bool = False

    @property
    def content(self) -> bytes:
        rows = [(PEOPLE[who], spelling) for who, spelling in self.said]
        if self.source == "gbd_fl":
            return gbd_fl(*(person(_named(who, spelling), iin=who.iin) for who, spelling in rows))
        if self.source == "tax":
            return tax(*(tax_row(who, ИИН=_number(who, spelling), ФИО=_full_name(who)) for who, spelling in rows))
        if self.source == "residence":
            return residence(*(registration(who, RKA, "2020-05-01", **HOMES[spelling]) for who, spelling in rows))
        return documents(*(document_row(who, iin=_number(who, spelling)) for who, spelling in rows))

    @property
    def day(self) -> str:
        return f"2024-{self.month:02d}-01"


HOMES: tuple[dict[str, object], ...] = ({}, {"until": "2023-06-01"}, {"address": {"rka": OTHER_RKA}})


@dataclass(frozen=True)
class Withdrawn:
    """The delivery at this place of those taken so far, counted round."""

    place: int


@dataclass(frozen=True)
class Released:
    """The held delivery at this place of those that wait, counted round."""

    place: int


@dataclass(frozen=True)
class Repeated:
    """The very file at this place of those taken so far, counted round, for the same day: it changes nothing."""

    place: int


Step = Delivered | Withdrawn | Released | Repeated


def _named(who: Person, spelling: int) -> Person:
    """As she is, under another surname, or as the next person: an entry that was mixed up."""
    return (who, replace(who, surname="Ким"), PEOPLE[(PEOPLE.index(who) + 1) % len(PEOPLE)])[spelling]


def _number(who: Person, spelling: int) -> str:
    """The person's, nothing, or the next person's: a number filed under the wrong name."""
    return (who.iin, "", PEOPLE[(PEOPLE.index(who) + 1) % len(PEOPLE)].iin)[spelling]


def _full_name(who: Person) -> str:
    return f"{who.surname} {who.given_name} {who.patronymic}"


said = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), min_size=1, max_size=4, unique_by=lambda one: one[0])
deliveries = st.builds(
    Delivered,
    st.sampled_from(("gbd_fl", "gbd_fl", "tax", "documents", "residence")),
    said.map(tuple),
    st.integers(1, 9),
    st.sampled_from((None, None, None, 0, 1)),
    st.sampled_from((False, False, False, True)),
)
places = st.integers(0, 5)
decisions = st.one_of(st.builds(Withdrawn, places), st.builds(Released, places), st.builds(Repeated, places))
histories = st.lists(st.one_of(deliveries, deliveries, deliveries, decisions), min_size=2, max_size=8)


@given(histories)
@settings(
    max_examples=examples(25, full=200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example([Delivered("gbd_fl", ((0, 0), (1, 0)), 1), Delivered("gbd_fl", ((0, 1),), 3), Withdrawn(0)])
@example([Delivered("gbd_fl", ((0, 1),), 1), Withdrawn(0), Delivered("gbd_fl", ((0, 0),), 1)])
@example([
    Delivered("gbd_fl", ((0, 0), (1, 0)), 2), Delivered("gbd_fl", ((0, 0),), 1), Withdrawn(0),
    Delivered("gbd_fl", ((3, 0),), 2),
])  # fmt: skip
@example([Delivered("tax", ((0, 0),), 2), Delivered("gbd_fl", ((0, 0),), 5), Delivered("gbd_fl", ((1, 0),), 1)])
@example(
    [
        Delivered("gbd_fl", ((2, 2),), 1),
        Delivered("tax", ((2, 0),), 1),
        Delivered("gbd_fl", ((2, 0),), 2),
        Withdrawn(0),
    ]
)
@example(
    [
        Delivered("gbd_fl", ((0, 0), (1, 0)), 1),
        Delivered("gbd_fl", ((0, 0),), 2, held=True),
        Delivered("gbd_fl", ((0, 0), (1, 1)), 3, cut=0),
        Released(0),
        Repeated(1),
    ]
)
def test_the_registers_are_those_of_what_remains(
    server: Engine, village: str, tmp_path: Path, history: list[Step]
) -> None:
    with house(server, village) as first, house(server, village) as second:
        office, other = Office(first, tmp_path), Office(second, tmp_path)
        for one in lived(office, history):
            other.load(one.source, one.content, one.day)
        assert office.main_tables() == other.main_tables()
        with first.connect() as connection:
            assert [found for found in faults(connection) if found[1]] == []


@pytest.fixture(scope="module")
def village(server: Engine, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a database that has seen nothing but two houses in a village: copying it is quicker than loading them."""
    with house(server, template) as engine:
        office = Office(engine, tmp_path_factory.mktemp("village"))
        office.load("ar_units", units(unit(1, 0, "Асан", "990000000")), "2023-01-01")
        office.load("ar_buildings", buildings(building(1, RKA), building(2, OTHER_RKA)), "2023-01-01")
        engine.dispose()
        yield str(engine.url.database)


@dataclass(frozen=True)
class Taken:
    """A delivery under its number; `waits` while it is held."""

    number: int
    step: Delivered
    waits: bool


def lived(office: Office, history: list[Step]) -> list[Delivered]:
    """Takes the history in; returns what of it remains and speaks, in the order of arrival."""
    taken: list[Taken] = []
    for step in history:
        if isinstance(step, Delivered):
            days = {(one.step.source, one.step.month) for one in taken}
            if (step.source, step.month) not in days:
                taken += _delivered(office, step)
            continue
        eligible = [one for one in taken if one.waits or not isinstance(step, Released)]
        if eligible:
            _decide(office, taken, eligible[step.place % len(eligible)], step)
    return [one.step for one in taken if not one.waits]


def _decide(office: Office, taken: list[Taken], one: Taken, step: Withdrawn | Released | Repeated) -> None:
    if isinstance(step, Withdrawn):
        office.withdraw(one.number)
        taken.remove(one)
    elif isinstance(step, Released):
        office.release(one.number)
        taken[taken.index(one)] = replace(one, waits=False)
    else:
        before = office.transactions()
        report = _load(office, one.step)
        assert (report.delivery, report.unchanged, office.transactions()) == (one.number, True, before)


def _delivered(office: Office, step: Delivered) -> list[Taken]:
    """The delivery as it was taken; nothing where the same file had been delivered before."""
    known = int(str(office.one("SELECT max(id) FROM provenance.delivery")))
    if step.cut is not None:
        with suppress(PowerCut):
            _load(office, step, PowerCutAfter(step.cut))
    report = _load(office, step)
    return [Taken(report.delivery, step, report.state == "HELD")] if report.delivery > known else []


def _load(office: Office, step: Delivered, watcher: PowerCutAfter | None = None) -> Report:
    file = f"{step.source}_{step.month}"
    if step.held:
        source = load_source(step.source).model_copy(update={"limits": ANY_CHANGE})
        return office.load_as(source, step.content, step.day, file=file, watcher=watcher)
    return office.load(step.source, step.content, step.day, file=file, watcher=watcher)
