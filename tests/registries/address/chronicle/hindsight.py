"""Streets as the first paper has them, and what they were called before acts that were read backwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.registries.address.chronicle.day import split
from tests.registries.address.chronicle.facts import BEFORE_CLAUSE, STATED, Belief, Fact, Thing
from tests.registries.address.chronicle.papers import Clause, Paper

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Met:
    """A street or unit of the first extract, as it was on the first day on which anybody tells its name."""

    day: date
    place: str
    kind: str
    names: frozenset[str]
    renamed: bool = False


@dataclass(frozen=True)
class Backwards:
    """A clause of a first day, and the street that it renamed."""

    thing: Thing
    first_day: date
    clause: Clause


def first_met(papers: Sequence[Paper]) -> Mapping[Thing, Met]:
    found: dict[Thing, Met] = {}
    for source, sort in (("ar_geonyms", "geonym"), ("ar_units", "unit")):
        extracts = sorted((one for one in papers if one.source == source), key=lambda one: one.day)
        for paper in extracts[:1]:
            for row in paper.rows:
                names = frozenset(name for name in (row.ru, row.kk) if name)
                found[sort, row.key] = Met(paper.day, row.over, row.kind, names)
    told: dict[Thing, dict[date, set[str]]] = {thing: {met.day: set(met.names)} for thing, met in found.items()}
    for naming in {naming for paper in papers for naming in paper.namings}:
        for name, day in ((naming.old, naming.first_day - ONE_DAY), (naming.new, naming.first_day)):
            if name and (thing := ("geonym", naming.key)) in told:
                told[thing].setdefault(day, set()).add(name)
    return {
        thing: replace(met, day=min(told[thing]), names=frozenset(told[thing][min(told[thing])]))
        for thing, met in found.items()
    }


def on_day(thing: Thing, met: Met, backwards: Iterable[Backwards], first_day: date) -> Met | None:
    """What a street was called from a day on, where nobody had told of it before; None where somebody had."""
    if met.day < first_day:
        return None
    later = [one for one in backwards if one.thing == thing and first_day < one.first_day <= met.day]
    kind = met.kind
    for one in sorted(later, key=lambda one: one.first_day, reverse=True):
        was, is_ = split(one.clause.old)[0], split(one.clause.other)[0]
        kind = was if was is not None and was != is_ else kind
    earliest = min((one.first_day for one in later), default=None)
    names = frozenset(split(one.clause.old)[1] for one in later if one.first_day == earliest) or met.names
    return replace(met, kind=kind, names=names, renamed=bool(later))


def hidden_on(belief: Belief, backwards: Iterable[Backwards], day: date) -> frozenset[Thing]:
    """Streets whose names on the day only a clause read backwards tells."""
    hidden: set[Thing] = set()
    for one in backwards:
        if split(one.clause.old)[1] == split(one.clause.other)[1]:
            continue
        about = f"name.{one.clause.language}"
        told = Fact(
            one.thing, about, split(one.clause.old)[1], None, one.first_day, 90, (BEFORE_CLAUSE, None), (STATED, None)
        )
        facts = [*belief.facts.get((one.thing, about), []), told]
        first = max((fact for fact in facts if fact.holds(day)), key=Fact.rank, default=None)
        if first is not None and first.begins[0] == BEFORE_CLAUSE:
            hidden.add(one.thing)
    return frozenset(hidden)
