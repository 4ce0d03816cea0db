"""Other identities that statements refer to: by a code, or by another source's record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection, text

from registries.address.code_bearer import borne_on
from registries.crosswalk.membership import Member, enrol, new_identities
from registries.crosswalk.reading import EntityReference
from registries.crosswalk.registers import REGISTERS

BY_NAME = "NAME"
"""The scheme of what is awaited by the key of a name, not by a code."""
GIVEN_AGAIN = "KATO"
"""The scheme whose codes are given again to others: whom one means is a question of the day."""

Asked = tuple[EntityReference, date]
"""A reference, and the day it speaks of."""
Resolved = dict[Asked, int]
Awaited = Mapping[int, Iterable[EntityReference]]


def resolve(connection: Connection, asked: Iterable[Asked]) -> Resolved:
    """The identities referred to; left out is a code that nobody bears, or several may have borne on the day."""
    wanted = set(asked)
    by_record = _by_record(connection, {r for r, _ in wanted if r.source is not None})
    found = {one: by_record[one[0]] for one in wanted if one[0] in by_record}
    by_kind: dict[tuple[str, str], set[Asked]] = defaultdict(set)
    for reference, day in wanted:
        if reference.scheme is not None:
            by_kind[reference.register, reference.scheme].add((reference, day))
    for (register, scheme), some in by_kind.items():
        found |= _by_code(connection, register, scheme, some)
    return found


def _by_code(connection: Connection, register: str, scheme: str, asked: Iterable[Asked]) -> Resolved:
    values = {(reference.value, day): (reference, day) for reference, day in asked}
    if scheme == GIVEN_AGAIN:
        return {values[one]: unit for one, unit in borne_on(connection, values).items()}
    bearers = bearers_of(connection, register, scheme, {value for value, _ in values})
    return {one: bearers[value] for (value, _), one in values.items() if value in bearers}


def bearers_of(connection: Connection, register: str, scheme: str, values: Iterable[str]) -> dict[str, int]:
    """Who bears each code of a kind that is never given to another; the latest, should registers disagree."""
    fact, column = REGISTERS[register].codes[scheme]
    rows = connection.execute(
        text(
            f"SELECT DISTINCT ON (e.value) e.value, t.{fact.entity} AS entity_id "
            f"FROM unnest(CAST(:values AS text[])) AS e(value) JOIN {fact.name} t ON t.{column} = e.value "
            f"ORDER BY e.value, lower(t.valid_time) DESC NULLS LAST"
        ),
        {"values": sorted(set(values))},
    )
    return {row.value: row.entity_id for row in rows}


def _by_record(connection: Connection, references: set[EntityReference]) -> dict[EntityReference, int]:
    """Identities of other sources' records; a record not yet seen gets its identity now and its facts when it comes."""
    if not references:
        return {}
    keys = sorted({(str(r.source), r.value) for r in references})
    parameters = {"sources": [k[0] for k in keys], "keys": [k[1] for k in keys]}
    connection.execute(_ADD_RECORDS, parameters)
    records = {(row.name, row.key): row for row in connection.execute(_RECORDS, parameters)}
    entities = {pair: row.entity_id for pair, row in records.items() if row.entity_id is not None}
    missing = defaultdict(list)
    for pair, row in records.items():
        if pair not in entities:
            missing[row.register].append(pair)
    for register, pairs in missing.items():
        fresh = new_identities(connection, REGISTERS[register].identity, len(pairs))
        entities.update(zip(sorted(pairs), fresh, strict=True))
        enrol(connection, {}, {records[p].id: Member(register, entities[p], founding=True) for p in pairs})
    return {r: entities[str(r.source), r.value] for r in references if (str(r.source), r.value) in entities}


def await_codes(connection: Connection, records: Iterable[int], awaited: Awaited) -> None:
    """Remember which records wait for which codes, in place of what they waited for before."""
    connection.execute(_FORGET, {"ids": sorted(set(records))})
    rows = sorted({(str(r.scheme), r.value, record) for record, some in awaited.items() for r in some})
    if rows:
        connection.execute(
            _AWAIT,
            {"schemes": [r[0] for r in rows], "values": [r[1] for r in rows], "records": [r[2] for r in rows]},
        )


def waiting_for(connection: Connection, scheme: str, values: Iterable[str]) -> list[int]:
    """Records that wait for any of these codes."""
    return list(connection.scalars(_WAITING, {"scheme": scheme, "values": sorted(set(values))}))


def misnamed(connection: Connection, register: str) -> set[int]:
    """Records about something by a code that this transaction took from it: they may mean another, or wait.

    A code that is given again means somebody on a day, and is seen to by `awakened_acts`.
    """
    found: set[int] = set()
    for scheme, (fact, column) in REGISTERS[register].codes.items():
        if scheme != GIVEN_AGAIN:
            query = text(_MISNAMED.format(fact=fact.name, entity=fact.entity, column=column))
            found |= set(connection.scalars(query, {"fact": fact.name, "register": register, "scheme": scheme}))
    return found


_ADD_RECORDS = text("""
    INSERT INTO provenance.record (source_id, key)
    SELECT s.id, e.key FROM unnest(CAST(:sources AS text[]), CAST(:keys AS text[])) AS e(source, key)
      JOIN provenance.source s ON s.name = e.source ORDER BY s.id, e.key ON CONFLICT DO NOTHING
""")
_RECORDS = text("""
    SELECT s.name, s.register, r.key, r.id, m.entity_id
      FROM unnest(CAST(:sources AS text[]), CAST(:keys AS text[])) AS e(source, key)
      JOIN provenance.source s ON s.name = e.source
      JOIN provenance.record r ON r.source_id = s.id AND r.key = e.key
      LEFT JOIN crosswalk.membership m ON m.record_id = r.id ORDER BY s.name, r.key
""")
# What waits for a name is a clause of an act, and is remembered where its object is sought.
_FORGET = text(
    f"DELETE FROM crosswalk.awaiting WHERE record_id = ANY(CAST(:ids AS bigint[])) AND scheme <> '{BY_NAME}'"
)
_AWAIT = text("""
    INSERT INTO crosswalk.awaiting (scheme, value, record_id)
    SELECT * FROM unnest(CAST(:schemes AS text[]), CAST(:values AS text[]), CAST(:records AS bigint[]))
""")
_WAITING = text(
    "SELECT DISTINCT a.record_id FROM unnest(CAST(:values AS text[])) AS e(value) "
    "JOIN crosswalk.awaiting a ON a.scheme = :scheme AND a.value = e.value ORDER BY 1"
)
# The reading keeps whom a record is about as register, value, scheme and source.
_MISNAMED = """
    SELECT DISTINCT m.record_id FROM feed.changed c
      JOIN crosswalk.membership m ON m.entity_id = c.entity_id AND m.register = :register AND NOT m.founding
      JOIN provenance.statement t ON t.record_id = m.record_id JOIN provenance.reading g ON g.statement_id = t.id
     WHERE c.position = (SELECT max(position) FROM temporal.transaction) AND c.fact = :fact
       AND EXISTS (SELECT FROM {fact}_history h WHERE h.{entity} = c.entity_id
                      AND upper(h.transaction_time) = (SELECT max(stamped_at) FROM temporal.transaction))
       AND g.reading -> 'o' ->> 2 = :scheme
       AND NOT EXISTS (SELECT FROM {fact} b WHERE b.{entity} = c.entity_id AND b.{column} = g.reading -> 'o' ->> 1)
"""
