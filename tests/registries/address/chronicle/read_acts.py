"""What acts of one first day come to, read together: by the names of the day before it, and what they found by what is met later.

What acts of that day or later ones do is no reason for what a clause means: the list knows nothing of it yet.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.registries.address.chronicle.day import Day, split
from tests.registries.address.chronicle.facts import (
    ACT,
    BEFORE_CLAUSE,
    GONE,
    OBSERVED,
    STATED,
    Belief,
    Bound,
    Fact,
    Thing,
)
from tests.registries.address.chronicle.hindsight import Backwards, Met, hidden_on, on_day
from tests.registries.address.chronicle.papers import Act, Clause

ONE_DAY = timedelta(days=1)
RENAME_UNIT, RENAME_STREET, ABOLISH = "settlement_rename", "street_rename", "settlement_abolish"
MERGE, MOVE, SPLIT = "settlement_abolish_merge", "region_split", "district_split"
MERGE_STREET, SPLIT_STREET = "street_merge", "street_split"
OF_STREETS = {RENAME_STREET, MERGE_STREET, SPLIT_STREET}
NAMINGS, SPLITS, MERGERS = {RENAME_UNIT, RENAME_STREET}, {SPLIT, SPLIT_STREET}, {MERGE, MERGE_STREET}
ALL_OF = {
    "unit": ("existence", "code", "type", "parent", "name.kk", "name.ru"),
    "geonym": ("existence", "code", "type", "place", "name.kk", "name.ru"),
}
LIKE_ITS_WHOLE = "INFERRED:lies_where_it_came_from"


@dataclass(frozen=True)
class Told:
    """A clause, what it does something to, and the other thing it names, where both are one thing."""

    clause: Clause
    thing: Thing
    other: Thing | None

    def clashes(self, with_: "Told") -> bool:
        """One thing may get a name in each language, be divided into many, and nothing else twice."""
        one, other = self.clause, with_.clause
        if self.thing != with_.thing:
            return False
        if {one.operation, other.operation} <= NAMINGS:
            return one.language == other.language and one.other != other.other
        if one.operation == other.operation and one.operation in SPLITS:
            return False
        return (one.operation, self.other) != (other.operation, with_.other)


def of_acts(
    acts: Sequence[Act],
    first_day: date,
    belief: Belief,
    delivered: Mapping[tuple[str, Clause], date],
    met: Mapping[Thing, Met],
    backwards: Iterable[Backwards],
) -> tuple[list[Fact], list[Backwards]]:
    """Of two equal claims that counts which was delivered later, then that of the later record and words.

    And what is read backwards; `backwards`: what was, of all days, when it was looked at last.
    """
    clauses = sorted({(act.number, clause) for act in acts for clause in act.clauses}, key=_record)
    read = _Reading(belief, first_day, met, backwards)
    read.look_back([clause for _, clause in clauses])
    found = {one: told for one in clauses if (told := read.told(one[1])) is not None}
    kept = {one: told for one, told in found.items() if not any(told.clashes(other) for other in found.values())}
    facts: list[Fact] = []
    for one, told in kept.items():
        parts = _parts(one[1], clauses, kept)
        if told.clause.operation not in SPLITS or len(parts) > 1:
            later = (str(delivered[one]), *_record(one))
            facts += (replace(fact, later=later) for fact in read.effects(told, ends=told.thing not in parts))
    return facts, [
        Backwards(told.thing, first_day, told.clause)
        for told in kept.values()
        if read.turned.get(told.clause) == told.thing
    ]


def _record(one: tuple[str, Clause]) -> tuple[str, ...]:
    number, clause = one
    return (number, clause.operation, clause.language, clause.place, clause.old, clause.other)


def _parts(
    clause: Clause, clauses: Iterable[tuple[str, Clause]], kept: dict[tuple[str, Clause], Told]
) -> set[Thing | None]:
    """What a thing is divided into by all clauses that divide it; nothing where one of them is not understood."""
    beside = [
        one for one in clauses
        if (one[1].operation, one[1].place, one[1].old) == (clause.operation, clause.place, clause.old)
    ]  # fmt: skip
    return {kept[one].other for one in beside} if all(one in kept for one in beside) else set()


class _Reading:
    """The days about a first day, before anything is done on it."""

    def __init__(
        self, belief: Belief, first_day: date, met: Mapping[Thing, Met], backwards: Iterable[Backwards]
    ) -> None:
        self._belief, self._first_day = belief, first_day
        others = [one for one in backwards if one.first_day != first_day]
        hidden = {day: hidden_on(belief, others, day) for day in (first_day - ONE_DAY, first_day)}
        self._before = Day(belief, first_day - ONE_DAY, hidden=hidden[first_day - ONE_DAY])
        self._then = Day(belief, first_day, hidden=hidden[first_day])
        self._coming = Day(belief, first_day, coming=True, hidden=hidden[first_day])
        self._met = {thing: past for thing in met if (past := on_day(thing, met[thing], others, first_day)) is not None}
        self._first_extract = {thing: past.day for thing, past in met.items()}
        self.turned: dict[Clause, Thing] = {}
        self._unsure: set[Clause] = set()

    def look_back(self, clauses: Sequence[Clause]) -> None:
        """Renamings whose street is told by the new name alone; what these streets are called today counts no more."""
        renamings = [clause for clause in clauses if clause.operation == RENAME_STREET]
        bearers = {clause: self._bearers(clause) for clause in renamings}
        found = {
            clause: things[0]
            for clause, things in bearers.items()
            if len(things) == 1 and not any(self._rival(clause, other) for other in clauses)
        }
        while True:
            self._before = replace(self._before, hidden=self._before.hidden | set(found.values()))
            kept = {c: thing for c, thing in found.items() if not _meant(self._before, c, c.old)}
            if kept == found:
                break
            self._before = replace(
                self._before, hidden=self._before.hidden - (set(found.values()) - set(kept.values()))
            )
            found = kept
        self.turned = found
        olds = {clause: _one(_meant(self._before, clause, clause.old)) for clause in set(renamings) - set(found)}
        left = self._left(olds, bearers)
        for clause, old in olds.items():
            if old in self._met and (set(bearers[clause]) - left or self._met[old].renamed):
                self._unsure.add(clause)
        self._doubt_units([clause for clause in clauses if clause.operation == RENAME_UNIT])

    def _doubt_units(self, renamings: Sequence[Clause]) -> None:
        """Those whose old and new names two units bear that were first heard of after the act: which was renamed?"""
        olds = {clause: _one(_meant(self._before, clause, clause.old)) for clause in renamings}
        news = {clause: _one(_meant(self._before, clause, clause.other)) for clause in renamings}
        bearers = {
            clause: [new] if new is not None and new != olds[clause] and self._heard_of_later(new) else []
            for clause, new in news.items()
        }
        left = self._left(olds, bearers)
        for clause, old in olds.items():
            if old is not None and self._heard_of_later(old) and set(bearers[clause]) - left:
                self._unsure.add(clause)

    def _heard_of_later(self, unit: Thing) -> bool:
        """Nobody told of it before the act, and who told first says that it was there since ever."""
        told = [fact for fact in self._belief.facts.get((unit, "existence"), []) if fact.weight != ACT]
        days = [fact.since or self._first_extract.get(unit, date.min) for fact in told]
        ever = any(fact.since is None or fact.begins == (OBSERVED, None) for fact in told)
        return ever and min(days) >= self._first_day

    def _left(self, olds: Mapping[Clause, Thing | None], bearers: Mapping[Clause, list[Thing]]) -> set[Thing]:
        """Streets that lose their names on the day, of which the first extract was behind: none of them got its name then."""
        left: set[Thing] = set()
        sure = {c: old for c, old in olds.items() if old and not (old in self._met and self._met[old].renamed)}
        while more := {old for clause, old in sure.items() if left.issuperset(bearers[clause])} - left:
            left |= more
        return left

    def _bearers(self, clause: Clause) -> list[Thing]:
        places = self._before.units(clause.place)
        if len(places) != 1:
            return []
        inside, (kind, name) = self._before.and_below(places[0]), split(clause.other)
        return [
            thing for thing, past in self._met.items()
            if past.place in inside and past.kind == kind and name in past.names
        ]  # fmt: skip

    def _rival(self, clause: Clause, other: Clause) -> bool:
        """Another clause that gives the same name in the same place to something else."""
        if other.operation not in OF_STREETS or other.other == "" or clause == other:
            return False
        if self._before.units(other.place) != self._before.units(clause.place):
            return False
        if split(other.other)[1] != split(clause.other)[1]:
            return False
        return other.operation not in NAMINGS or (
            other.language == clause.language and split(other.old)[1] != split(clause.old)[1]
        )

    def told(self, clause: Clause) -> Told | None:
        if clause in self.turned:
            return Told(clause, self.turned[clause], None)
        if clause in self._unsure:
            return None
        thing = _one(_meant(self._before, clause, clause.old))
        if thing is None or clause.operation in NAMINGS or clause.operation == ABOLISH:
            return None if thing is None else Told(clause, thing, None)
        first = self._before if clause.operation in MERGERS else self._then
        other = _one(_meant(first, clause, clause.other) or _meant(self._coming, clause, clause.other))
        if other is None or (other == thing and clause.operation not in SPLITS):
            return None
        return Told(clause, thing, other)

    def effects(self, told: Told, *, ends: bool) -> list[Fact]:
        clause, thing, other = told.clause, told.thing, told.other
        if clause.operation == RENAME_UNIT:
            return [self._fact(thing, f"name.{clause.language}", clause.other)]
        if clause.operation == RENAME_STREET:
            (was, _), (kind, name) = split(clause.old), split(clause.other)
            kinds = [self._fact(thing, "type", kind)] if was != kind else []
            if clause not in self.turned:
                return [self._fact(thing, f"name.{clause.language}", name), *kinds]
            olds = [("type", was)] if was != kind else []
            olds += [(f"name.{clause.language}", split(clause.old)[1])] if split(clause.old)[1] != name else []
            before = [
                Fact(thing, about, value, None, self._first_day, ACT, (BEFORE_CLAUSE, None), (STATED, None))
                for about, value in olds
            ]
            return [self._fact(thing, f"name.{clause.language}", name), *kinds, *before]
        if clause.operation == MOVE and other is not None:
            return [self._fact(thing, "parent", other[1]), *self._moved(clause, thing, other)]
        verb = "SPLIT" if clause.operation in SPLITS else "MERGED"
        came = [] if other in (None, thing) else self._came(clause, other, verb, thing)
        gone = ends or clause.operation not in SPLITS
        return [*came, *(self._fact(thing, about, GONE) for about in ALL_OF[thing[0]] if gone)]

    def _moved(self, clause: Clause, thing: Thing, other: Thing) -> list[Fact]:
        """What was not there before split off from where that lay which moves under it."""
        whole = self._before.on(thing, "parent")
        if self._before.stands(other) or whole is None:
            return []
        return self._came(clause, other, "SPLIT", ("unit", str(whole)))

    def _came(self, clause: Clause, came: Thing | None, verb: str, of: Thing) -> list[Fact]:
        """That one came of another; if it was met later only, it began that day, as the clause calls it, where that lay."""
        assert came is not None
        link = self._fact(came, f"from.{verb}.{of[1]}", True)
        existence = self._until_met(came, "existence", True)
        if not existence:
            return [link]
        name = clause.other if came[0] == "unit" else split(clause.other)[1]
        place = "parent" if came[0] == "unit" else "place"
        kind = [] if came[0] == "unit" else self._until_met(came, "type", split(clause.other)[0])
        lay = self._before.on(of, place)
        where = [] if lay is None else self._until_met(came, place, lay, (LIKE_ITS_WHOLE, None))
        return [link, *existence, *self._until_met(came, f"name.{clause.language}", name), *kind, *where]

    def _until_met(self, thing: Thing, about: str, value: object, begins: Bound = (STATED, None)) -> list[Fact]:
        """From the first day up to that from which others tell, if any do; nothing where they tell of that day or before."""
        told = self._belief.facts.get((thing, about), [])
        if any(one.since is None or one.since <= self._first_day for one in told):
            return []
        first = min(told, key=lambda one: (one.since, one.begins[0] != STATED), default=None)
        until, ends = (None, None) if first is None else (first.since, first.begins)
        return [Fact(thing, about, value, self._first_day, until, ACT, begins, ends)]

    def _fact(self, thing: Thing, about: str, value: object) -> Fact:
        return Fact(thing, about, value, self._first_day, None, ACT, (STATED, None))


def _meant(day: Day, clause: Clause, named: str) -> list[Thing]:
    """All that a name may mean on the day; a unit's place may be two, and then nothing is meant beyond doubt."""
    if clause.operation not in OF_STREETS:
        return [("unit", key) for key in day.units(named)]
    places = day.units(clause.place)
    if len(places) > 1:
        return [("unit", key) for key in places]
    return [("geonym", key) for place in places for key in day.geonyms(place, named)]


def _one(found: Sequence[Thing]) -> Thing | None:
    return found[0] if len(found) == 1 else None
