"""Who each record of a person speaks of: clusters brought to the database, for a batch of records."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, text

from registries.crosswalk.claims import Said
from registries.crosswalk.clusters import Clusters, Edges, cluster
from registries.crosswalk.comparison import Demographics, compare, confirms
from registries.crosswalk.component import component, hot_numbers, note_evidence, numbers_of, parted
from registries.crosswalk.description import described, today_of
from registries.crosswalk.judgement import InForce, in_force
from registries.crosswalk.linkage import Node, Number
from registries.crosswalk.membership import Member, members_of, new_identities
from registries.crosswalk.registers import REGISTERS
from registries.crosswalk.statements import RecordSaid, load_said
from registries.crosswalk.verdicts import judged_anew
from registries.crosswalk.weighing.matching import Described

INDIVIDUAL = "individual"
IIN = "IIN"


@dataclass(slots=True)
class Linked:
    """The outcome for a batch: what its records say, and memberships before and after of all that was considered.

    `free`: records that no number and no clerk leads to anybody, by themselves and through others; `met`: those of them
    whose number is borne by somebody whom nothing confirms; `fresh`: those that only now seek their person.
    `asked`: records of pairs newly left to a clerk.
    """

    said: dict[int, RecordSaid]
    before: dict[int, Member]
    after: dict[int, Member]
    judged: InForce
    free: dict[int, Node]
    met: set[int]
    asked: set[int]
    fresh: set[int] = field(default_factory=set)
    _described: dict[int, Described] = field(default_factory=dict, init=False)

    def described(self, record_id: int) -> Described:
        """What a record says of its person, made once for as long as the batch is looked at."""
        found = self._described.get(record_id)
        if found is None:
            found = self._described[record_id] = described(self.said[record_id])
        return found

    @property
    def moved(self) -> set[int]:
        """Records that speak of somebody else than before."""
        return {r for r in self.before.keys() | self.after.keys() if self.before.get(r) != self.after.get(r)}


def link(
    connection: Connection, records: Iterable[int], creating: frozenset[int], read: Mapping[int, RecordSaid]
) -> Linked:
    """Consider `records`, and with them every record that a number or a judgement leads to.

    `creating` are the sources whose unmatched records make a person. Links are computed from the statements and the
    judgements of clerks and models alone, so nothing holds that rests on something withdrawn. `read`: what some of the
    records are known to say.
    """
    batch = _said(connection, records, read)
    noted = note_evidence(connection, batch)
    connected = component(connection, batch.keys() | parted(connection, noted))
    said = batch | _said(connection, connected - batch.keys(), read)
    before = {record_id: m for record_id, m in members_of(connection, said).items() if m.register == INDIVIDUAL}
    judged = in_force(connection, said)
    speaking = [record for record in said.values() if record.statements]
    hot = hot_numbers(connection, {number for record in speaking for number in numbers_of(record)})
    nodes = [_node(record, hot, record.source_id in creating) for record in speaking]
    edges = Edges(judged.clerks(), judged.scored())
    found = cluster(nodes, edges)
    # What weighs nothing itself is told apart by what holds without any weight.
    free, met = _free(nodes, found if not edges.scored else cluster(nodes, Edges(edges.clerks)))
    after = _identified(connection, found, before)
    asked = judged_anew(connection, said, found, judged)
    return Linked(said, before, after, judged, free, met, asked)


def _said(connection: Connection, records: Iterable[int], read: Mapping[int, RecordSaid]) -> dict[int, RecordSaid]:
    wanted = set(records)
    known = {record_id: read[record_id] for record_id in wanted if record_id in read}
    return known | load_said(connection, wanted - known.keys())


def _free(nodes: Iterable[Node], without_scores: Clusters) -> tuple[dict[int, Node], set[int]]:
    linked = {node.record_id for person in without_scores.people for node in person}
    free = {node.record_id: node for node in nodes if node.record_id not in linked}
    return free, {decision.record_id for decision in without_scores.decisions if decision.record_id in free}


def demographics_of(record: RecordSaid) -> Demographics:
    return _demographics(record.statements)


def _demographics(statements: Iterable[Said]) -> Demographics:
    readings = [said.reading for said in statements]
    return Demographics.of(
        (name for reading in readings for name in reading.names),
        (day for reading in readings for day in reading.birth_dates),
        (sex for reading in readings for sex in reading.sexes),
    )


def divided(record: RecordSaid) -> bool:
    """Whether what its source says of the record today speaks of two persons: a number was given twice."""
    today = today_of(record)
    if len(today) < 2:
        return False
    first, *others = (_demographics([said]) for said in today)
    return any(not confirms(compare(first, other)) for other in others)


def _node(record: RecordSaid, hot: set[Number], makes: bool) -> Node:
    said, today = demographics_of(record), today_of(record)
    stated = [i for one in record.statements for i in one.reading.identifiers if i.assigned]
    in_force = {i for one in today for i in one.reading.identifiers if i.assigned and i.until is None}
    return Node(
        record.record_id,
        record.place,
        makes,
        frozenset(numbers_of(record) - hot),
        said,
        divided(record),
        frozenset((i.scheme, i.value) for i in stated),
        frozenset(i.value for i in in_force if i.scheme == IIN) if makes else frozenset(),
        frozenset(i.value for i in stated if i.scheme == IIN and i.until is not None),
        frozenset(_deaths(record)) if makes else frozenset(),
        said if len(today) == len(record.statements) else _demographics(today) if today else None,
    )


def _deaths(record: RecordSaid) -> Iterable[date]:
    for said in today_of(record):
        for stated in said.reading.facts:
            if stated.fact == "individual.death":
                yield date.fromisoformat(str(stated.values["death_date"]))


def _identified(connection: Connection, found: Clusters, before: Mapping[int, Member]) -> dict[int, Member]:
    """Memberships: a person keeps the oldest identity that any of his founding records ever made."""
    homes = _homes(connection, [node.record_id for nodes in found.people for node in nodes if node.makes], before)
    homeless = [nodes for nodes in found.people if not any(node.record_id in homes for node in nodes)]
    fresh = new_identities(connection, REGISTERS[INDIVIDUAL].identity, len(homeless))
    homes |= {nodes[0].record_id: entity_id for nodes, entity_id in zip(homeless, fresh, strict=True)}
    after: dict[int, Member] = {}
    for nodes in found.people:
        entity_id = min(homes[node.record_id] for node in nodes if node.record_id in homes)
        for node in nodes:
            after[node.record_id] = Member(INDIVIDUAL, entity_id, homes.get(node.record_id) == entity_id)
    return after


def _homes(connection: Connection, makers: Sequence[int], before: Mapping[int, Member]) -> dict[int, int]:
    """The identities that records made, also those that have been merged away or withdrawn since."""
    homes = {r: before[r].entity_id for r in makers if r in before and before[r].founding}
    others = [record_id for record_id in makers if record_id not in homes]
    homes.update((row.record_id, row.entity_id) for row in connection.execute(_FOUNDED, {"ids": others}))
    return homes


_FOUNDED = text("""
    SELECT m.record_id, min(m.entity_id) AS entity_id FROM unnest(CAST(:ids AS bigint[])) AS e(id)
      JOIN crosswalk.membership_history m ON m.record_id = e.id
     WHERE m.founding AND m.register = 'individual' GROUP BY 1
""")
