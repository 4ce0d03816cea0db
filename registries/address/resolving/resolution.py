"""What a written address was found to be: a grade, and the place or places, each with the name by which it was found."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from registries.address.free_text import FreeText


class Grade(StrEnum):
    """A: everything that was said agrees with one place. B: one place, ahead of any other by a margin. C: candidates."""

    A = "A"
    B = "B"
    C = "C"


class Level(StrEnum):
    """What was found: a building or premises; only the street or microdistrict; only the unit."""

    ADDRESS = "ADDRESS"
    GEONYM = "GEONYM"
    UNIT = "UNIT"


@dataclass(frozen=True, slots=True)
class Period:
    """The days `[since, until)` in which a name held; None is an open end."""

    since: date | None
    until: date | None

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def overlaps(self, other: "Period") -> bool:
        first = self.until is None or other.since is None or other.since < self.until
        return first and (other.until is None or self.since is None or self.since < other.until)


@dataclass(frozen=True, slots=True)
class Place:
    """A place that fits. `name` is the registered name that matched and `period` when it held; of a unit alone, None.

    `kk` and `ru` are the whole address as it is written today; empty where nothing of it stands today, and for a unit
    in which no building lies directly.
    """

    level: Level
    id: int
    name: str | None = None
    period: Period | None = None
    likeness: float = 1.0
    kk: str = ""
    ru: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """`places` the likeliest first: one in grades A and B, any number in C. `read` is what was understood of the text.

    `house_missing`: the streets are there, and none has the house that was said.
    """

    read: FreeText
    grade: Grade
    places: tuple[Place, ...]
    house_missing: bool = False
