"""The list: facts with the time they were known and the days on which they hold; it answers by looking through it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

Thing = tuple[str, str]
"""unit, geonym or address, and the number its extract gives it."""
GONE = "gone"
"""Said of what an act puts an end to: from then on nothing of the kind holds."""
STATED, OBSERVED, UNDATED = "STATED", "OBSERVED", "INFERRED:undated_address"
BEFORE_ACT = "INFERRED:name_before_act"
BEFORE_CLAUSE = "INFERRED:name_before_clause"
"""Of what a clause read backwards says of the days before its act."""
ACT = 90
Bound = tuple[str, date | None]


@dataclass(frozen=True)
class Fact:
    """`value` holds of a thing on the days `[since, until)`; `begins` and `ends` say how each bound is known."""

    thing: Thing
    about: str
    value: object
    since: date | None
    until: date | None
    weight: int
    begins: Bound
    ends: Bound | None = None
    later: tuple[str, ...] = ()
    """Of claims equal in all else that counts which was delivered later; then by its record."""

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def rank(self) -> tuple[int, date, int, tuple[str, ...]]:
        return self.weight, self.since or date.min, -(self.until or date.max).toordinal(), self.later


@dataclass(frozen=True)
class Period:
    """Days on which one value holds without a break, and how its bounds are known."""

    value: object
    since: date | None
    until: date | None
    begins: Bound
    ends: Bound | None


@dataclass
class Belief:
    """The facts known at one moment."""

    facts: dict[tuple[Thing, str], list[Fact]]
    _lives: dict[Thing, list[Period]] = field(default_factory=dict)

    def add(self, fact: Fact) -> None:
        self.facts.setdefault((fact.thing, fact.about), []).append(fact)
        self._lives.pop(fact.thing, None)

    def things(self, sort: str) -> list[Thing]:
        return sorted({thing for thing, _ in self.facts if thing[0] == sort})

    def on(self, thing: Thing, about: str, day: date) -> object:
        """The value on a day, None where there is none: the weightier fact, then what began later, then what ends sooner."""
        fact = self._winner(thing, about, day)
        return None if fact is None or fact.value == GONE else fact.value

    def periods(self, thing: Thing, about: str) -> list[Period]:
        """Day by day where anything begins or ends."""
        told: list[Fact | Period] = [*self.facts.get((thing, about), [])]
        told += self._life(thing) if _ends_with_its_life(thing, about) else []
        days = sorted({day for one in told for day in (one.since, one.until) if day is not None})
        said = [(day, self._winner(thing, about, day)) for day in (date.min, *days)]
        turns = [said[0]] + [after for before, after in pairwise(said) if _value(before[1]) != _value(after[1])]
        found = []
        for number, (day, first) in enumerate(turns):
            if first is None or first.value == GONE:
                continue
            following = turns[number + 1] if number + 1 < len(turns) else None
            begins = first.begins if day == date.min else _bound(day, self._before(thing, about, day, days), first)
            until, ends = None, None
            if following is not None:
                until = following[0]
                ends = _bound(until, self._before(thing, about, until, days), following[1])
            found.append(Period(first.value, None if day == date.min else day, until, begins, ends))
        return found

    def _before(self, thing: Thing, about: str, day: date, days: list[date]) -> Fact | None:
        """What held up to a day."""
        return self._winner(thing, about, max((one for one in days if one < day), default=date.min))

    def _winner(self, thing: Thing, about: str, day: date) -> Fact | None:
        holding = [fact for fact in self.facts.get((thing, about), []) if fact.holds(day)]
        absent = self._absent(thing, about, day) if holding and _ends_with_its_life(thing, about) else None
        return absent or max(holding, key=Fact.rank, default=None)

    def _absent(self, thing: Thing, about: str, day: date) -> Fact | None:
        """That nothing holds of a thing from the end of its life to the next, if any."""
        lives = self._life(thing)
        before = [one for one in lives if one.until is not None and one.until <= day]
        if not before or any((one.since is None or one.since <= day) and one not in before for one in lives):
            return None
        after = next((one for one in lives if one.since is not None and one.since > day), None)
        since, begins = before[-1].until, before[-1].ends
        assert begins is not None
        until, ends = (None, None) if after is None else (after.since, after.begins)
        return Fact(thing, about, GONE, since, until, 0, begins, ends)

    def _life(self, thing: Thing) -> list[Period]:
        if thing not in self._lives:
            self._lives[thing] = self.periods(thing, "existence")
        return self._lives[thing]


def _ends_with_its_life(thing: Thing, about: str) -> bool:
    return thing[0] != "address" and about.partition(".")[0] in ("code", "type", "name", "parent", "place")


def _value(fact: Fact | None) -> object:
    return GONE if fact is None else fact.value


def _bound(day: date, before: Fact | None, after: Fact | None) -> Bound:
    """A day that somebody states is stated; else it lies between two days of observation."""
    grounds = [after.begins] if after is not None and after.since == day else []
    grounds += [before.ends] if before is not None and before.until == day and before.ends is not None else []
    return min(grounds, key=lambda ground: ground[0] != STATED)


@dataclass
class Chronicle:
    """The list itself: each fact with the moments from which, and up to which, it was known."""

    entries: list[tuple[Fact, datetime, datetime | None]] = field(default_factory=list)

    def learn(self, moment: datetime, facts: Iterable[Fact]) -> None:
        """From `moment` on exactly these are known."""
        now = set(facts)
        kept = {fact for fact, _, until in self.entries if until is None and fact in now}
        self.entries = [
            (fact, since, moment if until is None and fact not in now else until) for fact, since, until in self.entries
        ]
        self.entries += [(fact, moment, None) for fact in sorted(now - kept, key=str)]

    def believed(self, known: datetime | None = None) -> Belief:
        found: dict[tuple[Thing, str], list[Fact]] = defaultdict(list)
        for fact, since, until in self.entries:
            if (until is None) if known is None else since <= known and (until is None or known < until):
                found[fact.thing, fact.about].append(fact)
        return Belief(found)
