"""What follows from papers: the facts of extracts, and those of acts, each read by the names of the day before it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from tests.registries.address.chronicle.editions import Verdicts, of_editions
from tests.registries.address.chronicle.facts import ACT, GONE, OBSERVED, STATED, Belief, Bound, Fact, Period, Thing
from tests.registries.address.chronicle.papers import EDITIONS, SORTS, Act, Clause, Paper, of_extracts, of_namings

ONE_DAY, TEN_DAYS_AFTER = timedelta(days=1), timedelta(days=11)
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
RENAME_UNIT, RENAME_STREET, ABOLISH = "settlement_rename", "street_rename", "settlement_abolish"
MERGE, MOVE = "settlement_abolish_merge", "region_split"
LIKE_ITS_WHOLE = "INFERRED:lies_where_it_came_from"
OF_UNITS = ("existence", "code", "type", "parent", "name.kk", "name.ru")


def facts_of(papers: Sequence[Paper], verdicts: Verdicts) -> list[Fact]:
    """All that follows from the papers that count, and from what clerks said of lines of editions."""
    facts = [fact for source in SORTS for fact in of_extracts(one for one in papers if one.source == source)]
    # What is named by a code that no extract has brought yet waits for it.
    brought = {fact.thing for fact in facts}
    facts += [fact for fact in of_namings(papers) if fact.thing in brought]
    facts += of_editions((one for one in papers if one.source == EDITIONS), verdicts)
    belief = _belief(facts)
    for first_day, act in in_force(papers):
        for fact in list(_of_act(act, first_day, belief)):
            belief.facts.setdefault((fact.thing, fact.about), []).append(fact)
            facts.append(fact)
    return facts


def in_force(papers: Sequence[Paper]) -> list[tuple[date, Act]]:
    """Acts with their first days, in order: by the last card of each, else by what its rows tell."""
    told = {number: day for paper in sorted(papers, key=lambda one: one.day) for number, day in paper.cards}
    acts = [act for paper in papers for act in paper.acts if act.status == "act"]
    dated = [(told.get(act.number, act.published), act) for act in acts]
    return sorted(((day + TEN_DAYS_AFTER, act) for day, act in dated if day is not None), key=lambda one: one[0])


def _belief(facts: Iterable[Fact]) -> Belief:
    found: dict[tuple[Thing, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.thing, fact.about].append(fact)
    return Belief(found)


def _of_act(act: Act, first_day: date, belief: Belief) -> Iterable[Fact]:
    """Two clauses that do different things to one thing have no effect."""
    # Of what acts say later nothing holds yet: each day may be read while the list grows.
    before, then = Day(belief, first_day - ONE_DAY), Day(belief, first_day)
    coming = Day(belief, first_day, coming=True)
    meant = [(clause, *_meant(clause, before, then, coming)) for clause in act.clauses]
    told = [(clause, thing, other) for clause, thing, other in meant if thing is not None]
    for one in told:
        if not any(_clash(one, other) for other in told):
            for of, about, value in _effects(*one):
                yield Fact(of, about, value, first_day, None, ACT, (STATED, None))
            yield from _founded(*one, before, first_day)


Told = tuple[Clause, Thing, str | None]


def _clash(one: Told, other: Told) -> bool:
    """One thing may get a name in each language, and nothing else twice."""
    if one[1] != other[1]:
        return False
    named_both = {one[0].operation, other[0].operation} <= {RENAME_UNIT, RENAME_STREET}
    if named_both:
        return one[0].language == other[0].language and one[0].other != other[0].other
    return (one[0].operation, one[2]) != (other[0].operation, other[2])


def _meant(clause: Clause, before: "Day", then: "Day", coming: "Day") -> tuple[Thing | None, str | None]:
    """The thing of a clause, and the other unit it names; None where it is not one thing."""
    if clause.operation == RENAME_STREET:
        units = before.units(clause.place)
        found = before.geonyms(units[0], clause.old) if len(units) == 1 else []
        return (("geonym", found[0]), None) if len(found) == 1 else (None, None)
    found = before.units(clause.old)
    if len(found) != 1:
        return None, None
    if clause.operation not in (MERGE, MOVE):
        return ("unit", found[0]), None
    other = (before if clause.operation == MERGE else then).units(clause.other) or coming.units(clause.other)
    return (("unit", found[0]), other[0]) if len(other) == 1 and other != found else (None, None)


def _effects(clause: Clause, thing: Thing, other: str | None) -> Iterable[tuple[Thing, str, object]]:
    if clause.operation == RENAME_UNIT:
        yield thing, f"name.{clause.language}", clause.other
    elif clause.operation == RENAME_STREET:
        (was, _), (kind, name) = split(clause.old), split(clause.other)
        yield thing, f"name.{clause.language}", name
        if was != kind:
            yield thing, "type", kind
    elif clause.operation == MOVE:
        yield thing, "parent", other
    else:
        for about in OF_UNITS:
            yield thing, about, GONE
        if other is not None:
            yield ("unit", other), f"from.MERGED.{thing[1]}", True


def _founded(clause: Clause, thing: Thing, other: str | None, before: "Day", first_day: date) -> Iterable[Fact]:
    """What is met later only began that day, under the name of the clause, where that lay which it came of."""
    if other is None:
        return
    came, of = ("unit", other), thing
    if clause.operation == MOVE:
        whole = before.on(thing, "parent")
        if whole is None or before.stands(came):
            return
        of = "unit", str(whole)
        yield Fact(came, f"from.SPLIT.{whole}", True, first_day, None, ACT, (STATED, None))
    lay = before.on(of, "parent")
    said: list[tuple[str, object, Bound]] = [
        ("existence", True, (STATED, None)),
        (f"name.{clause.language}", clause.other, (STATED, None)),
        ("parent", lay, (LIKE_ITS_WHOLE, None)),
    ]
    for about, value, begins in said:
        met = min(before.belief.facts.get((came, about), []), key=lambda one: one.since or date.min, default=None)
        if met is not None and met.since is not None and met.since > first_day:
            if value is not None:
                yield Fact(came, about, value, first_day, met.since, ACT, begins, met.begins)
        elif about == "existence":
            return


@dataclass(frozen=True)
class Day:
    """The things of a day, found by their names. `coming`: also what was met later and may have been there already."""

    belief: Belief
    day: date
    coming: bool = False

    def units(self, named: str) -> list[str]:
        """Keys of the units that a name with its type word may mean."""
        kind, name = split(named)
        return [thing[1] for thing in self._by_name.get(name, ()) if self._goes_by(thing, kind)]

    def stands(self, thing: Thing) -> bool:
        return self._looked_at(thing) is not None

    def on(self, thing: Thing, about: str) -> object:
        """As it was that day; of what is coming, as it was when it was met."""
        day = self._looked_at(thing)
        return None if day is None else self.belief.on(thing, about, day)

    def _looked_at(self, thing: Thing) -> date | None:
        if not self.coming:
            return self.day if self.belief.on(thing, "existence", self.day) else None
        lives = (life for life in self.belief.periods(thing, "existence") if self._may_be_there(life))
        first = next(lives, None)
        return None if first is None else max(self.day, first.since or self.day)

    def _may_be_there(self, life: Period) -> bool:
        """It lasts on the day, or began after it while nobody had looked in between, or before."""
        if life.since is None or life.since <= self.day:
            return life.until is None or life.until > self.day
        basis, after = life.begins
        return after < self.day if after is not None else basis == OBSERVED

    def geonyms(self, unit: str, named: str) -> list[str]:
        """Streets of a name in a unit, and in what belongs to it."""
        (kind, name), inside = split(named), self._and_below(unit)
        found = []
        for thing in self._standing("geonym"):
            place = self.on(thing, "place")
            if isinstance(place, tuple) and place[0] in inside and name in dict(self._names(thing)):
                found += [thing[1]] if self.on(thing, "type") == kind else []
        return found

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

    def _and_below(self, unit: str) -> set[object]:
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
