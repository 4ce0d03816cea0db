"""Editions of the classifier and the country as earlier editions left it: what is compared, as plain values."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from registries.address.unit_names import CITY, DISTRICT, OKRUG, REGION, read_name

DIGITS = 9
LEVELS = {2: "REGION", 4: "DISTRICT", 6: "SUBDISTRICT"}
TOWN_DIGITS = 7
# Outermost first; a settlement with further ones inside it has a code of seven digits and is decided before them.
ORDER = ("REGION", "DISTRICT", "SUBDISTRICT", "SETTLEMENT", "HAMLET")


def level(code: str) -> str:
    """REGION, DISTRICT, SUBDISTRICT or SETTLEMENT, by the significant digits of the code."""
    return next((name for digits, name in LEVELS.items() if code[digits:] == "0" * (DIGITS - digits)), "SETTLEMENT")


def step(code: str) -> str:
    """The level, settlements inside others apart."""
    found = level(code)
    return "HAMLET" if found == "SETTLEMENT" and code[TOWN_DIGITS:] != "00" else found


def line_key(kato: str, day: date) -> str:
    """The key of the record that keeps a line of the edition of that day."""
    return f"{kato}@{day}"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of an edition: the record it is kept under, its code, its names by language, the code above it.

    `bases`: its names without type words by language; `sort`: what it is among those of its level.
    """

    record: str
    kato: str
    names: Mapping[str, str]
    parent: str | None = None
    bases: frozenset[tuple[str, str]] = field(init=False, compare=False)
    sort: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        read = {language: read_name(name) for language, name in self.names.items()}
        object.__setattr__(self, "bases", frozenset((language, name.base) for language, name in read.items()))
        object.__setattr__(self, "sort", _sort(level(self.kato), {name.kind for name in read.values()}))


def _sort(of_level: str, kinds: AbstractSet[str]) -> str:
    """What a unit is among those of its level, as far as its type word tells; names without one are plain."""
    if of_level == "SETTLEMENT":
        return ""
    if of_level == "REGION":
        return CITY if kinds & {CITY, OKRUG} else REGION
    if of_level == "DISTRICT":
        return OKRUG if OKRUG in kinds else DISTRICT
    return next((kind for kind in (CITY, DISTRICT) if kind in kinds), OKRUG)


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of the classifier on its reference date; `whole`: what it does not contain did not exist then."""

    day: date
    lines: Mapping[str, Line]
    whole: bool = True


@dataclass(slots=True)
class Known:
    """A unit as the last edition that had it left it; `parent` is the place of the unit above in the country."""

    line: Line
    day: date
    parent: int | None
    records: list[str]
    alive: bool = True


@dataclass(slots=True)
class Country:
    """The units of the editions so far; `day`: the last one, `whole_day`: the last that told of all."""

    units: list[Known] = field(default_factory=list)
    whole_day: date | None = None
    day: date | None = None

    def living(self) -> Iterable[int]:
        return (place for place, unit in enumerate(self.units) if unit.alive)

    def above(self, place: int | None, wanted: str) -> int | None:
        """The unit of a level that holds the one at `place`, or is it."""
        while place is not None and level(self.units[place].line.kato) != wanted:
            place = self.units[place].parent
        return place
