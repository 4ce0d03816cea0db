"""Linking by weight during settling: the records of a batch that no number and no clerk leads to anybody.

Each is weighed against the people who share a key with it, found for all of them at once; the decision is that of
`weighing.decision`, and an edge is appended where it links or a link ends (`weight_edges`). Weighed is what the record says
today, against what people are said to be by records that no weight joined: no link by weight depends on another.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from registries.crosswalk.judgement import JudgedBy, Judgement, Pair, append
from registries.crosswalk.people import Linked
from registries.crosswalk.reconcile.near import Nearby
from registries.crosswalk.reconcile.register import register_matcher
from registries.crosswalk.weighing.decision import Answer
from registries.crosswalk.weighing.matching import Matcher, Near
from registries.crosswalk.weighing.narrowing import Probe
from registries.crosswalk.weight_edges import Seeker, edges_of, end, other_of


@dataclass(frozen=True, slots=True)
class Weighed:
    """Of a batch: records whose edges changed, those to be asked about, and all that were weighed."""

    judged: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    looked_at: set[int] = field(default_factory=set)


def weigh(connection: Connection, linked: Linked, batch: Collection[int], makers: frozenset[int]) -> Weighed:
    """Weigh those of a component that have to be, and append what changed, in the transaction of `connection`.

    Has to be: a record of the `batch`, one that only now seeks, and one whose edge leads to nobody. `makers` are the sources
    that make persons. Raises MatchRowsOutdated.
    """
    standing = _standing(linked, makers)
    able = linked.free.keys() - linked.met
    apart = _told_apart(linked)
    seekers = [
        _seeker(linked, record, standing.get(record, {}), apart.get(record, ()))
        for record in sorted(able)
        if record in batch or record in linked.fresh or (record in standing and record not in linked.after)
    ]
    made = [end(edge) for record, edges in standing.items() if record not in able for edge in edges.values()]
    if seekers:
        matcher, near = _match(connection, seekers)
        made += edges_of(connection, linked, seekers, matcher, near)
    append(connection, made)
    undecided = {one.record for one in seekers if one.decided.answer in (Answer.POSSIBLE, Answer.MANY)}
    # A clerk said no, of other words perhaps: then he is asked again.
    undecided |= {one.record for one in seekers if one.never and one.decided.person is None}
    undecided |= {record for edge in made if edge.verdict == "UNSURE" for record in edge.pair}
    judged = {record for edge in made for record in edge.pair if record in linked.said}
    return Weighed(judged, undecided & linked.free.keys(), {one.record for one in seekers})


def _standing(linked: Linked, makers: frozenset[int]) -> dict[int, dict[Pair, Judgement]]:
    """By record that is nobody's maker: edges that a weight made and has not ended."""
    found: dict[int, dict[Pair, Judgement]] = {}
    for pair, edge in linked.judged.by[JudgedBy.SCORE].items():
        for record in pair if edge.verdict != "NEGATIVE" else ():
            if record in linked.said and linked.said[record].source_id not in makers:
                found.setdefault(record, {})[pair] = edge
    return found


def _told_apart(linked: Linked) -> dict[int, set[int]]:
    """By record the persons that a clerk said it is not; his word holds until he gives another, whatever was said since."""
    found: dict[int, set[int]] = {}
    for pair, said in linked.judged.by[JudgedBy.CLERK].items():
        for record in pair if said.verdict == "NEGATIVE" else ():
            if (other := linked.after.get(other_of(pair, record))) is not None:
                found.setdefault(record, set()).add(other.entity_id)
    return found


def _seeker(linked: Linked, record: int, standing: Mapping[Pair, Judgement], never: Iterable[int]) -> Seeker:
    led = [other_of(pair, record) for pair, edge in standing.items() if edge.verdict == "POSITIVE"]
    to = {linked.after[other].entity_id for other in led if other in linked.after}
    person = to.pop() if len(to) == 1 else None
    return Seeker(record, linked.described(record), standing, person, frozenset(never))


def _match(connection: Connection, seekers: Sequence[Seeker]) -> tuple[Matcher, Nearby]:
    """One statement finds the people for all; another those under names in each other's field, where still needed."""
    matcher = register_matcher(connection).for_a_set()
    near = Nearby(connection, matcher.model)
    near.fetch(key for one in seekers for row in one.said.rows() for key in matcher.blocking.probes(row))
    pending: Sequence[Seeker] = seekers
    while pending:
        left: list[Seeker] = []
        wanted: set[Probe] = set()
        for one in pending:
            one.matched = matcher.looking(_passing_over(near, one.never)).match(one.said, linked=one.linked)
            if near.missing:
                left.append(one)
                wanted |= near.missing
                near.missing.clear()
        near.fetch(wanted)
        pending = left
    return matcher, near


def _passing_over(near: Nearby, never: frozenset[int]) -> Callable[[Sequence[Probe]], Near]:
    return lambda keys: near.look(keys, never)
