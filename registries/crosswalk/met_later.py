"""Streets and units that nobody told of before a day: what the first paper that has them calls them, turned back to the day.

A first paper tells that they were there since ever, but nothing of before; acts between the days that were read backwards
say what they were called before each of them (`act_hindsight`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Connection

from registries.address.atlas import Place, likeness_of_geonym
from registries.address.place_text import Part, part_of
from registries.crosswalk.act_reading import Clause
from registries.crosswalk.changes import GEONYM
from registries.crosswalk.claims import Said
from registries.crosswalk.clauses import Effect, in_effect, last_word, object_of
from registries.crosswalk.membership import records_of
from registries.crosswalk.statements import load_words

ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class MetLater:
    """A street or unit that nobody told of before a day: what it was called from that day on, until somebody did."""

    kind: str | None
    names: list[Part] = field(default_factory=list)
    renamed: bool = False

    def bears(self, id: int, name: Part) -> bool:
        return likeness_of_geonym(Place(id, tuple(self.names), self.kind, None), name) > 0


def met_later(
    connection: Connection, first_day: date, things: Iterable[int], register: str = GEONYM
) -> dict[int, MetLater]:
    """Those of `things`, streets or units, of which nothing is told before the first day but by clauses of acts."""
    members = records_of(connection, register, things)
    words = load_words(connection, members)
    of_acts = {record_id for record_id, record in words.items() if record.speaks_of_act}
    told: dict[int, list[Said]] = defaultdict(list)
    for record_id in sorted(members.keys() - of_acts):
        told[members[record_id].entity_id] += words[record_id].statements
    turned: dict[int, list[tuple[Effect, Clause]]] = defaultdict(list)
    for record_id, effect in in_effect(connection, of_acts).items():
        last = last_word(words[record_id].statements)
        clause = None if last is None else last.reading.clause
        if effect.backwards and effect.first_day > first_day and clause is not None:
            turned[members[record_id].entity_id].append((effect, clause))
    first_told = {thing: _first_told(register, statements) for thing, statements in told.items()}
    return {
        thing: _turned_back(first, [one for one in turned[thing] if one[0].first_day <= day])
        for thing, (day, first) in first_told.items()
        if day is not None and day >= first_day
    }


def _first_told(register: str, statements: Iterable[Said]) -> tuple[date | None, MetLater]:
    """The day on which a thing is told of first, with its names then, if any, and the kind told first.

    No day where it is not said to have been there since ever: it was not in an earlier extract.
    """
    since_ever = False
    names: dict[date, list[Part]] = defaultdict(list)
    kinds: dict[date, str] = {}
    for said in statements:
        since = min(span.since for span in said.spans)
        for fact in said.reading.facts:
            day = fact.since or (fact.until - ONE_DAY if fact.until else since)
            if fact.fact == f"{register}_existence":
                since_ever |= any(span.not_yet is None for span in said.spans)
                names[day] += []
            elif fact.fact == f"{register}_name":
                names[day].append(part_of(str(fact.values["name"])))
            elif fact.fact == f"{register}_type":
                kinds.setdefault(day, str(fact.values["kind"]))
    first = min(names, default=None) if since_ever else None
    return first, MetLater(kinds[min(kinds)] if kinds else None, [] if first is None else names[first])


def _turned_back(met: MetLater, later: Sequence[tuple[Effect, Clause]]) -> MetLater:
    """What it was called before the clauses that renamed it since."""
    for _, clause in sorted(later, key=lambda one: one[0].first_day, reverse=True):
        old, new = object_of(clause.old_name), object_of(clause.new_name)
        if old is not None and new is not None and old.kind is not None and new.kind not in (None, old.kind):
            met.kind = old.kind
    earliest = min((effect.first_day for effect, _ in later), default=None)
    olds = [object_of(clause.old_name) for effect, clause in later if effect.first_day == earliest]
    return MetLater(met.kind, [one for one in olds if one is not None] or met.names, bool(later))
