"""The things of a day, found by what they are called in words."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from tests.registries.address.chronicle.facts import OBSERVED, Belief, Period, Thing

WORDS = {
    "VILLAGE": ("село", "ауылы"),
    "TOWN": ("поселок", "кенті"),
    "DISTRICT": ("район", "ауданы"),
    "REGION": ("область", "облысы"),
    "STREET": ("улица", "көшесі"),
    "AVENUE": ("проспект", "даңғылы"),
}
# By which words a unit goes whose names have none.
GOES_BY = {"VILLAGE": {"VILLAGE", "TOWN"}, "TOWN": {"TOWN"}, "DISTRICT": {"DISTRICT"}, "REGION": {"REGION"}}


@dataclass(frozen=True)
class Day:
    """`coming`: also what was met later and may have been there already; it is looked at as it was when met.

    `hidden`: streets that are not found by their names.
    """

    belief: Belief
    day: date
    coming: bool = False
    hidden: frozenset[Thing] = frozenset()

    def units(self, named: str) -> list[str]:
        """Keys of the units that a name with its type word may mean."""
        kind, name = split(named)
        return [thing[1] for thing in self._by_name.get(name, ()) if self._goes_by(thing, kind)]

    def geonyms(self, unit: str, named: str) -> list[str]:
        """Streets of a name in a unit, and in what belongs to it."""
        (kind, name), inside = split(named), self.and_below(unit)
        return [
            thing[1]
            for thing in self._standing("geonym")
            if thing not in self.hidden and isinstance(place := self.on(thing, "place"), tuple) and place[0] in inside
            and name in dict(self._names(thing)) and self.on(thing, "type") == kind
        ]  # fmt: skip

    def stands(self, thing: Thing) -> bool:
        return self._looked_at(thing) is not None

    def on(self, thing: Thing, about: str) -> object:
        day = self._looked_at(thing)
        return None if day is None else self.belief.on(thing, about, day)

    @cached_property
    def _days(self) -> dict[Thing, date | None]:
        return {}

    def _looked_at(self, thing: Thing) -> date | None:
        if thing not in self._days:
            self._days[thing] = self._first_day_there(thing)
        return self._days[thing]

    def _first_day_there(self, thing: Thing) -> date | None:
        if not self.coming:
            return self.day if self.belief.on(thing, "existence", self.day) else None
        lives = (one for one in self.belief.periods(thing, "existence") if self._may_be_there(one))
        first = next(lives, None)
        return None if first is None else max(self.day, first.since or self.day)

    def _may_be_there(self, life: Period) -> bool:
        """It lasts on the day, or began after it while nobody had looked in between, or before."""
        if life.since is None or life.since <= self.day:
            return life.until is None or life.until > self.day
        basis, after = life.begins
        return after < self.day if after is not None else basis == OBSERVED

    @cached_property
    def _by_name(self) -> dict[str, list[Thing]]:
        found: dict[str, list[Thing]] = defaultdict(list)
        for thing in self._standing("unit"):
            for name in dict(self._names(thing)):
                found[name].append(thing)
        return found

    def _goes_by(self, thing: Thing, kind: str | None) -> bool:
        said = {word for _, word in self._names(thing) if word is not None}
        return kind in (said or GOES_BY.get(str(self.on(thing, "type")), set()))

    def _names(self, thing: Thing) -> list[tuple[str, str | None]]:
        """Names without their type words, and these."""
        said = (self.on(thing, f"name.{language}") for language in ("ru", "kk"))
        return [(split(str(name))[1], split(str(name))[0]) for name in said if name is not None]

    def _standing(self, sort: str) -> list[Thing]:
        return [thing for thing in self.belief.things(sort) if self.stands(thing)]

    def and_below(self, unit: str) -> set[object]:
        inside: set[object] = {unit}
        for _ in range(4):
            inside |= {thing[1] for thing in self._standing("unit") if self.on(thing, "parent") in inside}
        return inside


@lru_cache(1 << 14)
def split(named: str) -> tuple[str | None, str]:
    """The kind that a type word says, and the name without it."""
    for kind, (before, behind) in WORDS.items():
        if named.startswith(f"{before} "):
            return kind, named.removeprefix(f"{before} ")
        if named.endswith(f" {behind}"):
            return kind, named.removesuffix(f" {behind}")
    return None, named


def named(name: str, kind: str, language: str) -> str:
    """A name with its type word."""
    before, behind = WORDS[kind]
    return f"{before} {name}" if language == "ru" else f"{name} {behind}"
