"""Whatever was delivered, repeated, cut short and withdrawn, the registers are those of what remains.

The oracle is another office, given the remaining deliveries in the order of their arrival and nothing else.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from registries.inspection import faults
from tests.loaders.offices import Office, PowerCut, PowerCutAfter, empty
from tests.loaders.papers import (
    AIGUL,
    BOLAT,
    PYOTR,
    ZHANAR,
    Person,
    document_row,
    documents,
    gbd_fl,
    person,
    tax,
    tax_row,
)
from tests.prove import examples

PEOPLE = (AIGUL, ZHANAR, BOLAT, PYOTR)
SURNAMES = ("Ахметова", "Серикова", "Ким")
Said = tuple[int, int]
"""Who of PEOPLE, and under which of three spellings."""


@dataclass(frozen=True)
class Delivered:
    """A file of `source` about some people on the first of a month; `cut` batches in, the power goes."""

    source: str
    said: tuple[Said, ...]
    month: int
    cut: int | None = None

    @property
    def content(self) -> bytes:
        rows = [(PEOPLE[who], spelling) for who, spelling in self.said]
        if self.source == "gbd_fl":
            return gbd_fl(*(person(who, surname=SURNAMES[spelling]) for who, spelling in rows))
        if self.source == "tax":
            return tax(*(tax_row(who, ИИН=_number(who, spelling), ФИО=_full_name(who)) for who, spelling in rows))
        return documents(*(document_row(who, iin=_number(who, spelling)) for who, spelling in rows))

    @property
    def day(self) -> str:
        return f"2024-{self.month:02d}-01"


@dataclass(frozen=True)
class Withdrawn:
    """The delivery at this place of those taken so far, counted round."""

    place: int


Step = Delivered | Withdrawn


def _number(who: Person, spelling: int) -> str:
    """The person's, nothing, or the next person's: a number filed under the wrong name."""
    return (who.iin, "", PEOPLE[(PEOPLE.index(who) + 1) % len(PEOPLE)].iin)[spelling]


def _full_name(who: Person) -> str:
    return f"{who.surname} {who.given_name} {who.patronymic}"


said = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=4, unique_by=lambda one: one[0])
deliveries = st.builds(
    Delivered,
    st.sampled_from(("gbd_fl", "gbd_fl", "tax", "documents")),
    said.map(tuple),
    st.integers(1, 9),
    st.sampled_from((None, None, None, 0, 1)),
)
histories = st.lists(st.one_of(deliveries, deliveries, st.builds(Withdrawn, st.integers(0, 5))), min_size=2, max_size=7)


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
def test_the_registers_are_those_of_what_remains(
    first_house: Engine, second_house: Engine, tmp_path: Path, history: list[Step]
) -> None:
    empty(first_house)
    office = Office(first_house, tmp_path)
    remaining = lived(office, history)
    empty(second_house)
    other = Office(second_house, tmp_path)
    for one in remaining:
        other.load(one.source, one.content, one.day)
    assert office.main_tables() == other.main_tables()
    with first_house.connect() as connection:
        assert [found for found in faults(connection) if found[1]] == []


def lived(office: Office, history: list[Step]) -> list[Delivered]:
    """Takes the history in; returns what of it remains, in the order of arrival."""
    taken: list[tuple[int, Delivered]] = []
    days: set[tuple[str, int]] = set()
    for step in history:
        if isinstance(step, Withdrawn):
            if taken:
                number, gone = taken.pop(step.place % len(taken))
                office.withdraw(number)
                days.discard((gone.source, gone.month))
        elif (step.source, step.month) not in days:
            number = _taken(office, step)
            if number is not None:
                taken.append((number, step))
                days.add((step.source, step.month))
    return [one for _, one in taken]


def _taken(office: Office, step: Delivered) -> int | None:
    """The number of the delivery; None where the same file had been delivered before."""
    file = f"{step.source}_{step.month}"
    known = office.one("SELECT max(id) FROM provenance.delivery") or 0
    if step.cut is not None:
        with suppress(PowerCut):
            office.load(step.source, step.content, step.day, file=file, watcher=PowerCutAfter(step.cut))
    number = office.load(step.source, step.content, step.day, file=file).delivery
    return number if number > int(str(known)) else None
