"""What was done to units and streets, and what came of what: the register's word and that of the list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, text

from tests.registries.address.chronicle.day import split
from tests.registries.address.chronicle.facts import STATED, Belief, Bound, Period, Thing

SORTS = ("unit", "geonym")
Deed = tuple[str, date, str, date | None]
"""Operation, its first day, the basis of that, and the day up to which it had not been done."""
STATES = {"name.kk": "RENAMED", "name.ru": "RENAMED", "code": "RECODED", "parent": "MOVED", "place": "MOVED"}


@dataclass(frozen=True)
class Link:
    """Who came of whom, by which operation, on which days."""

    came: Thing
    of: Thing
    operation: str
    period: Period

    @property
    def deed(self) -> Deed:
        assert self.period.since is not None
        return self.operation, self.period.since, *self.period.begins


@dataclass
class Deeds:
    """What the list says was done, as far as is known."""

    belief: Belief
    links: list[Link] = field(default_factory=list)
    untold: dict[Thing, set[date | None]] = field(default_factory=lambda: defaultdict(set))
    _of: dict[Thing, list[Link]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for thing, about in self.belief.facts:
            what, _, rest = about.partition(".")
            if what == "untold":
                self.untold[thing] |= {one.since for one in self.belief.periods(thing, about)}
            elif what == "from":
                operation, _, key = rest.partition(".")
                of = thing[0], key
                self.links += [Link(thing, of, operation, one) for one in self.belief.periods(thing, about)]
        for link in self.links:
            self._of[link.came].append(link)
            self._of[link.of].append(link)

    def operations(self, thing: Thing) -> list[Deed]:
        """By comparing the days on either side of every turn."""
        links = [link.deed for link in self._of[thing]]
        days = {link[1] for link in links}
        lives = [deed for deed in self._lives(thing) if deed[1] not in days]
        best: dict[tuple[date, str], Deed] = {}
        for one in sorted([*links, *self._turns(thing), *lives], key=lambda one: one[2] != STATED):
            best.setdefault((one[1], one[0]), one)
        return [best[place] for place in sorted(best)]

    def _turns(self, thing: Thing) -> Iterable[Deed]:
        for about, operation in STATES.items():
            for before, after in pairwise(self.belief.periods(thing, about)):
                if before.until == after.since and (operation != "RENAMED" or _bare(before) != _bare(after)):
                    yield _deed(operation, after.since, after.begins)

    def _lives(self, thing: Thing) -> Iterable[Deed]:
        """What was there when it was first met has no beginning; of some days nobody can tell."""
        for number, life in enumerate(self.belief.periods(thing, "existence")):
            met = number == 0 and life.begins[0] != STATED and life.begins[1] is None
            if not met and life.since not in self.untold[thing]:
                yield _deed("RESTORED" if number else "CREATED", life.since, life.begins)
            if life.ends is not None and life.until not in self.untold[thing]:
                yield _deed("ABOLISHED", life.until, life.ends)

    def predecessors(self, thing: Thing) -> list[tuple[str, Deed]]:
        return sorted((link.of[1], link.deed) for link in self._of[thing] if link.came == thing)

    def successors(self, thing: Thing) -> list[tuple[str, Deed]]:
        return sorted((link.came[1], link.deed) for link in self._of[thing] if link.of == thing)

    def rows(self) -> set[tuple[Any, ...]]:
        """All operations, each until the next of its kind, and all links."""
        found: set[tuple[Any, ...]] = {
            (link.came, link.operation, link.period.since, link.period.until, *link.period.begins, link.of)
            for link in self.links
        }
        # A thing of which only others tell, that they came of it, was divided or joined all the same.
        told = {thing for sort in SORTS for thing in self.belief.things(sort)}
        for thing in sorted(told | self._of.keys()):
            deeds = self.operations(thing)
            for number, (operation, day, *bound) in enumerate(deeds):
                again = [later[1] for later in deeds[number + 1 :] if later[0] == operation]
                found.add((thing, operation, day, again[0] if again else None, *bound))
        return found


def _deed(operation: str, day: date | None, bound: Bound) -> Deed:
    assert day is not None
    return operation, day, *bound


def _bare(period: Period) -> str:
    return split(str(period.value))[1].casefold()


def told_deeds(connection: Connection, things: dict[tuple[str, int], Thing], known: datetime | None) -> set[Any]:
    """Every operation and every link that the register believes in, or believed in."""
    found: set[Any] = set()
    for sort in SORTS:
        for row in connection.execute(text(_told(sort, "operation", "", known)), {"known": known}):
            found.add((things[sort, row[0]], *row[1:]))
        for row in connection.execute(text(_told(sort, "predecessor", ", predecessor_id", known)), {"known": known}):
            found.add((things[sort, row[0]], *row[1:-1], things[sort, row[-1]]))
    return found


def _told(sort: str, table: str, further: str, known: datetime | None) -> str:
    then = "" if known is None else "_known WHERE transaction_time @> CAST(:known AS timestamptz)"
    return (
        f"SELECT {sort}_id, operation, lower(valid_time), upper(valid_time), starts_basis, starts_after{further} "
        f"FROM address.{sort}_{table}{then}"
    )
