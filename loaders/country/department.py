"""What a department knows of a person, and how it writes one record of it."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from loaders.country.chance import share
from loaders.country.people import FullName, Person
from loaders.country.record import Record
from loaders.country.society import Society


@dataclass(frozen=True, slots=True)
class Entry:
    """A record before any dirt: `key` is the department's own and the same in every round.

    `numbers` are the identifiers by column, the department's own first; `facts` are further columns by name.
    """

    key: str
    person: Person
    name: FullName
    numbers: dict[str, str]
    facts: dict[str, str]
    dwelling: int | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """What a delivery covers: facts known on `until`; in a delta only what began or ended after `after`."""

    until: date
    after: date | None = None


class Department(ABC):
    """A source of departmental records and its file layout."""

    source: str
    extension = "csv"
    encoding = "utf-8"
    newline = "\n"
    tells_sex = True
    impossible_birth: str

    def __init__(self, society: Society) -> None:
        self.society = society

    @abstractmethod
    def entries(self, person: Person, period: Period) -> Iterator[Entry]:
        """The records about `person`, none where the department does not know them."""

    @abstractmethod
    def numbers_of(self, person: Person, day: date) -> dict[str, str]:
        """The identifiers the department has for `person` on `day`, by column; its own first."""

    @abstractmethod
    def columns(self, record: Record, entry: Entry) -> dict[str, str]:
        """The columns of one row, in order; the birth date under `birth`."""

    @abstractmethod
    def line(self, columns: dict[str, str]) -> str:
        """One row of the file."""

    def broken_line(self, columns: dict[str, str]) -> str:
        """A row with one column too few."""
        return self.line(dict(list(columns.items())[:-1]))

    def address(self, dwelling: int, key: str) -> tuple[str, str]:
        """(RKA, text) as the department knows them; nothing where it keeps no addresses."""
        return "", ""

    def header(self) -> tuple[str, ...]:
        return ()

    def footer(self) -> tuple[str, ...]:
        return ()

    def covers(self, person: Person, percent: float) -> bool:
        """Whether this person is among the share that the department has; a stranger is chosen for it elsewhere."""
        return (
            not self.society.knows(person)
            or share(self.society.seed, self.source, "covers", person.index) < percent / 100
        )

    def true_iin(self, person: Person, day: date) -> str:
        return person.iin_on(day) if self.society.knows(person) else ""


def spelled_birth(birth: date | int | None) -> str:
    """A day as YYYY-MM-DD, a bare year as it is, nothing as nothing."""
    if birth is None:
        return ""
    return birth.isoformat() if isinstance(birth, date) else str(birth)


def point_first(day: str) -> str:
    """YYYY-MM-DD as DD.MM.YYYY; a bare year and nothing as they are."""
    return f"{day[8:]}.{day[5:7]}.{day[:4]}" if len(day) == 10 else day
