"""The invented people: everything that is true of a person, with the day it began to be true."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Sex(StrEnum):
    MAN = "m"
    WOMAN = "f"


class Group(StrEnum):
    """By whose custom a person is named."""

    KAZAKH = "kazakh"
    RUSSIAN = "russian"
    OTHER = "other"


class DocumentKind(StrEnum):
    """Codes of the register of persons."""

    PASSPORT = "001"
    IDENTITY_CARD = "002"


@dataclass(frozen=True, slots=True)
class FullName:
    """A name as a document bears it: Kazakh letters where the name is Kazakh; `patronymic` may be empty."""

    surname: str
    given: str
    patronymic: str


@dataclass(frozen=True, slots=True)
class Named:
    first_day: date
    name: FullName
    reason: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """An IIN and the day it was given. A later one supersedes it (adoption, corrected digits)."""

    iin: str
    first_day: date


@dataclass(slots=True)
class Marriage:
    spouse: int
    first_day: date
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """`name` is the name as of `issued`; `expires` is the last day of validity."""

    kind: DocumentKind
    number: str
    issued: date
    expires: date
    name: FullName


@dataclass(frozen=True, slots=True)
class Residence:
    """Registered in a dwelling (its place in the territory's list) over `[since, until)`."""

    dwelling: int
    since: date
    until: date | None


@dataclass(slots=True)
class Person:
    """`father` and `mother` are places in the society's list; for an adopted child they are the adoptive parents.

    `birth_home` is the first dwelling, `residences` what the registration service has since it keeps files.
    """

    index: int
    sex: Sex
    group: Group
    birth: date
    names: list[Named]
    father: int | None = None
    mother: int | None = None
    death: date | None = None
    adopted: date | None = None
    left: date | None = None
    suspicion: str = ""
    birth_home: int = 0
    iins: list[Numbered] = field(default_factory=list)
    marriages: list[Marriage] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    residences: list[Residence] = field(default_factory=list)

    def name_on(self, day: date) -> FullName:
        """The name borne on `day`; before the first one, the first."""
        last = next((named for named in reversed(self.names) if named.first_day <= day), self.names[0])
        return last.name

    def iin_on(self, day: date) -> str:
        last = next((given for given in reversed(self.iins) if given.first_day <= day), self.iins[0])
        return last.iin

    def lives_on(self, day: date) -> bool:
        return self.birth <= day and (self.death is None or self.death > day)

    def in_register_on(self, day: date) -> bool:
        """The register of persons keeps the dead; it drops who left the country for good."""
        return self.birth <= day and (self.left is None or self.left > day)

    def age_on(self, day: date) -> int:
        return day.year - self.birth.year - ((day.month, day.day) < (self.birth.month, self.birth.day))

    def is_married_on(self, day: date) -> bool:
        return any(m.first_day <= day and (m.last_day is None or m.last_day > day) for m in self.marriages)

    def document_on(self, day: date) -> Document | None:
        """The identity card in force on `day`, or the last one issued before it."""
        cards = [d for d in self.documents if d.kind is DocumentKind.IDENTITY_CARD and d.issued <= day]
        return cards[-1] if cards else None


def birthday(birth: date, age: int) -> date:
    """The day `age` is reached; 29 February falls on 1 March."""
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:
        return date(birth.year + age, 3, 1)
