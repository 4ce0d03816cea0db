"""One record as a department will write it, while dirt falls on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from loaders.country.people import FullName, Person, Sex


@dataclass(slots=True)
class Record:
    """`birth` is a day, a bare year, or nothing; `numbers` are the identifiers by column, an empty one is absent."""

    surname: str
    given: str
    patronymic: str
    birth: date | int | None
    sex: Sex | None = None
    numbers: dict[str, str] = field(default_factory=dict)
    rka: str = ""
    place: str = ""

    @classmethod
    def of(cls, name: FullName, person: Person) -> "Record":
        return cls(name.surname, name.given, name.patronymic, person.birth, person.sex)

    def copy(self) -> "Record":
        return Record(
            self.surname,
            self.given,
            self.patronymic,
            self.birth,
            self.sex,
            dict(self.numbers),
            self.rka,
            self.place,
        )


@dataclass(frozen=True, slots=True)
class Subject:
    """What dirt may need to know beyond the record.

    `other_surname`: under what other surname a woman may stand, empty for none and for men. `another` and `partner`:
    the numbers of somebody else picked by a share in [0, 1), and of the person who was given the same number.
    `old_place`: the address in names that have passed, or nothing where no name has changed.
    """

    person: Person
    other_surname: Callable[[], str]
    another: Callable[[float], dict[str, str]]
    partner: Callable[[], dict[str, str]]
    old_place: Callable[[float], str]
