"""Which unit each line of an edition speaks of, kept as membership: permanent units under decisions that may change.

A unit goes on with the record that founded it. Records of other sources that name a unit by its code belong to the unit
that bore the code on the day they speak of.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, text

from registries.address import tables
from registries.crosswalk.membership import Member, enrol, members_of, new_identities, records_of
from registries.crosswalk.reading import Reading
from registries.crosswalk.registers import FACTS, REGISTERS
from registries.crosswalk.statements import RecordSaid, load_said

UNIT = "address.unit"


@dataclass(slots=True)
class _Units:
    """Groups of lines by their places; `bearers`: by code the days on which a line of a group bears it."""

    groups: Sequence[Sequence[int]]
    group_of: dict[int, int] = field(default_factory=dict)
    codes: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    bearers: dict[str, list[tuple[date, int]]] = field(default_factory=lambda: defaultdict(list))

    def group_bearing(self, kato: str, day: date) -> int | None:
        """The group that bore a code on a day: by the last line up to it, else by the first after it."""
        lines = sorted(self.bearers.get(kato, ()))
        before = [group for since, group in lines if since <= day]
        return before[-1] if before else lines[0][1] if lines else None


@dataclass(frozen=True, slots=True)
class Enrolled:
    """`due`: records whose facts, or references, speak of another unit now.

    `together`: units that share a code or were left by their lines: a code has one bearer on a day, so they are restated
    at once.
    """

    due: frozenset[int]
    together: frozenset[int]


def enrol_units(connection: Connection, groups: Sequence[Sequence[int]]) -> Enrolled:
    """Give every group of records one unit."""
    units = _described(connection, groups)
    before = members_of(connection, units.group_of)
    others = {r: m for r, m in records_of(connection, UNIT, {m.entity_id for m in before.values()}).items()
              if r not in units.group_of}  # fmt: skip
    attached = _attached(connection, units, others)
    entities = _entities(connection, units, before, others, attached)
    founders = {m.entity_id: record for record, m in {**before, **others}.items() if m.founding}
    after = dict(before)
    for number, records in enumerate(units.groups):
        founder = founders.setdefault(entities[number], records[0])
        for record in records:
            after[record] = Member(UNIT, entities[number], record == founder)
    for record, group in attached.items():
        after[record] = Member(
            UNIT, entities[group], others[record].founding and others[record].entity_id == entities[group]
        )
    before |= {record: others[record] for record in attached}
    enrol(connection, before, after)
    moved = {
        record
        for record, member in after.items()
        if record not in before or before[record].entity_id != member.entity_id
    }
    left = {before[record].entity_id for record in moved if record in before}
    shared = _sharing(connection, units, entities)
    due = moved | set(records_of(connection, UNIT, left)) | set(_referring(connection, left))
    return Enrolled(frozenset(due), frozenset(left | shared))


def _sharing(connection: Connection, units: _Units, entities: Sequence[int]) -> set[int]:
    """Units that bear a code of others: by the lines that count, or as it is still believed by lines that were withdrawn."""
    bearers = {kato: {entities[group] for _, group in lines} for kato, lines in units.bearers.items()}
    for row in connection.execute(_BELIEVED):
        bearers.get(row.kato, set()).add(row.unit_id)
    return {unit for some in bearers.values() if len(some) > 1 for unit in some}


def _described(connection: Connection, groups: Sequence[Sequence[int]]) -> _Units:
    units = _Units(groups, {record: number for number, records in enumerate(groups) for record in records})
    for row in connection.execute(_LINES, {"ids": sorted(units.group_of)}):
        kato, _, day = row.key.partition("@")
        units.codes[units.group_of[row.id]].append(kato)
        units.bearers[kato].append((date.fromisoformat(day), units.group_of[row.id]))
    return units


def _attached(connection: Connection, units: _Units, others: Mapping[int, Member]) -> dict[int, int]:
    """Records of other sources, by the group that bore their code when they spoke."""
    found = {}
    for record_id, said in load_said(connection, others).items():
        if any(one.reading.subject is not None for one in said.statements):
            continue  # about a unit it does not know itself: whom it means follows from the codes as restated
        group = next((g for kato, day in _codes_said(said) if (g := units.group_bearing(kato, day)) is not None), None)
        if group is not None:
            found[record_id] = group
    return found


def _codes_said(said: RecordSaid) -> Iterable[tuple[str, date]]:
    """The codes a record names its unit by, the last said first, each with the day it speaks of."""
    for one in reversed(said.statements):
        day = max(span.since for span in one.spans)
        dated = max((fact.since for fact in one.reading.facts if fact.since is not None), default=day)
        yield from ((kato, dated) for kato in _codes(one.reading))


def _codes(reading: Reading) -> Iterable[str]:
    for stated in reading.facts:
        value = stated.values.get("kato")
        if stated.fact == tables.unit_code.name and isinstance(value, str):
            yield value


def _entities(
    connection: Connection,
    units: _Units,
    before: Mapping[int, Member],
    others: Mapping[int, Member],
    attached: Mapping[int, int],
) -> list[int]:
    """The unit of each group: the one its founder is of, else the one of its first record, else a new one.

    Of several the one of the earliest line: a line that was withdrawn and comes again takes no unit over.
    """
    claims: dict[int, tuple[bool, int, int]] = {}
    group_of = {**units.group_of, **attached}
    place = {record: place for records in units.groups for place, record in enumerate(records)}
    for record, member in sorted({**before, **others}.items()):
        if record in group_of:
            claim = (not member.founding, place.get(record, 0), group_of[record])
            claims[member.entity_id] = min(claims.get(member.entity_id, claim), claim)
    taken: dict[int, int] = {}
    for entity, (_, _, group) in sorted(claims.items(), key=lambda claimed: (claimed[1], claimed[0])):
        taken.setdefault(group, entity)
    _join_bearers(connection, units, taken)
    missing = [number for number in range(len(units.groups)) if number not in taken]
    taken.update(zip(missing, new_identities(connection, REGISTERS[UNIT].identity, len(missing)), strict=True))
    return [taken[number] for number in range(len(units.groups))]


def _join_bearers(connection: Connection, units: _Units, taken: dict[int, int]) -> None:
    """Groups new to the register: other sources may have brought their unit under its code."""
    if len(taken) == len(units.groups):
        return
    members = records_of(connection, UNIT, connection.scalars(_WITHOUT_LINES))
    for record_id, said in sorted(load_said(connection, members).items()):
        group = next((g for kato, day in _codes_said(said) if (g := units.group_bearing(kato, day)) is not None), None)
        if group is not None:
            taken.setdefault(group, members[record_id].entity_id)


def _referring(connection: Connection, entities: set[int]) -> Iterable[int]:
    """Records of whatever refers to one of these units: whom they mean may be another one now."""
    for register in REGISTERS.values():
        for fact in register.facts:
            for column in FACTS[fact.name].table.columns:
                if column.name != fact.entity and any(
                    key.target_fullname == "address.unit.id" for key in column.foreign_keys
                ):
                    query = text(
                        f"SELECT DISTINCT m.record_id FROM unnest(CAST(:ids AS bigint[])) e(id) "
                        f"JOIN {fact.name} t ON t.{column.name} = e.id "
                        f"JOIN crosswalk.membership m ON m.entity_id = t.{fact.entity} AND m.register = :register"
                    )
                    yield from connection.scalars(query, {"ids": sorted(entities), "register": register.name})


_LINES = text(
    "SELECT r.id, r.key FROM unnest(CAST(:ids AS bigint[])) AS e(id) JOIN provenance.record r ON r.id = e.id ORDER BY r.id"
)
_BELIEVED = text("SELECT DISTINCT kato, unit_id FROM address.unit_code")
_WITHOUT_LINES = text("""
    SELECT DISTINCT c.unit_id FROM address.unit_code c WHERE NOT EXISTS (
        SELECT FROM crosswalk.membership m JOIN provenance.record r ON r.id = m.record_id
          JOIN provenance.source s ON s.id = r.source_id AND s.editions
         WHERE m.register = 'address.unit' AND m.entity_id = c.unit_id) ORDER BY 1
""")


def contested(connection: Connection, entities: Iterable[int]) -> set[tuple[int, str]]:
    """Units with the codes that lines of another unit bear too: whoever dates such a code by a rule alone is not heard."""
    return {(row.entity_id, row.kato) for row in connection.execute(_CONTESTED, {"ids": sorted(entities)})}


# Codes are looked up one by one whatever the statistics say: while a whole edition is loaded there are none yet.
_CONTESTED = text("""
    WITH lines AS MATERIALIZED (
        SELECT DISTINCT m.entity_id, left(r.key, 9) AS kato
          FROM unnest(CAST(:ids AS bigint[])) AS e(id)
          JOIN crosswalk.membership m ON m.entity_id = e.id AND m.register = 'address.unit'
          JOIN provenance.record r ON r.id = m.record_id JOIN provenance.source s ON s.id = r.source_id AND s.editions)
    SELECT l.entity_id, l.kato FROM lines l
     WHERE EXISTS (
           SELECT FROM provenance.source p
            CROSS JOIN LATERAL (SELECT o.id FROM provenance.record o
                                 WHERE o.source_id = p.id AND o.key > l.kato || '@' AND o.key < l.kato || 'A' OFFSET 0) o
            CROSS JOIN LATERAL (SELECT n.entity_id FROM crosswalk.membership n
                                 WHERE n.record_id = o.id AND n.register = 'address.unit' OFFSET 0) n
            WHERE p.editions AND n.entity_id <> l.entity_id)
""")
