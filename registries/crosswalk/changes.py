"""Operations and predecessors brought to the registers: derived in the transaction that changes what they follow from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, Row, text

from registries.address import changes, tables
from registries.address.operations import States, operations
from registries.crosswalk.survivorship import Claim
from registries.feed import announce
from registries.temporal import Fact, Version, believe
from registries.temporal.declare import BOUNDS, GROUNDS

UNIT, GEONYM = "address.unit", "address.geonym"
EDITION_AUTHORITY = 50
# Per register: existence, codes, names, place with the column that says above what, predecessors, operations.
_STATES: Mapping[str, tuple[Fact, Fact, Fact, Fact, Fact, Fact]] = {
    UNIT: (
        tables.unit_existence, tables.unit_code, tables.unit_name, tables.unit_parent, changes.unit_predecessor,
        changes.unit_operation,
    ),
    GEONYM: (
        tables.geonym_existence, tables.geonym_code, tables.geonym_name, tables.geonym_place, changes.geonym_predecessor,
        changes.geonym_operation,
    ),
}  # fmt: skip


def decided_links(connection: Connection, entities: Iterable[int]) -> Iterable[tuple[int, tuple[object, ...], Claim]]:
    """What decisions on editions claim of the predecessors of units: unit, key of the fact, claim."""
    for row in connection.execute(_LINKS, {"ids": sorted(entities)}):
        claim = Claim(
            (), row.later_on, None, "OBSERVED", row.statement_id, EDITION_AUTHORITY, row.later_on, row.earlier_on
        )
        yield row.unit_id, (row.predecessor_id, row.decision), claim


def restate_operations(connection: Connection, register: str, entities: Iterable[int]) -> None:
    """Make the operations of `entities`, and of their predecessors, what their states say."""
    if register not in _STATES:
        return
    existence, codes, names, parents, predecessors, kept = _STATES[register]
    ids = sorted({*entities, *_linked(connection, predecessors, entities)})
    lives, coded, placed = (_versions(connection, fact, ids) for fact in (existence, codes, parents))
    named = _versions(connection, names, ids)
    links = _links(connection, predecessors, ids)
    untold = _untold(connection, ids) if register == UNIT else {}
    desired = {}
    for entity in ids:
        states = States(
            _of(lives, entity), _of(coded, entity), {key[0]: v for key, v in named.get(entity, {}).items()},
            _of(placed, entity), links.get(entity, ()), untold.get(entity, frozenset()),
        )  # fmt: skip
        desired[entity] = [((kind,), version) for kind, version in operations(states)]
    announce(connection, kept.name, believe(connection, kept, desired))


Stated = dict[int, dict[tuple[str, ...], list[Version]]]


def _of(stated: Stated, entity: int) -> Sequence[Version]:
    return stated.get(entity, {}).get((), ())


def _versions(connection: Connection, fact: Fact, ids: Sequence[int]) -> Stated:
    """Versions by entity and key, in order of their days."""
    query = (
        f"SELECT t.*, lower(t.valid_time) AS since, upper(t.valid_time) AS until FROM unnest(CAST(:ids AS bigint[])) e(id) "
        f"JOIN {fact.name} t ON t.{fact.entity} = e.id ORDER BY t.{fact.entity}, t.valid_time"
    )
    found: Stated = defaultdict(lambda: defaultdict(list))
    for row in connection.execute(text(query), {"ids": ids}):
        said = row._mapping
        key = tuple(str(said[column]) for column in fact.key)
        found[said[fact.entity]][key].append(_version(row, tuple(said[column] for column in fact.values)))
    return found


def _version(row: Row[tuple[object, ...]], values: tuple[object, ...]) -> Version:
    said = row._mapping
    return Version(values, said["since"], said["until"], *(said[column] for column in (*BOUNDS[1:], *GROUNDS)))


def _linked(connection: Connection, fact: Fact, entities: Iterable[int]) -> Iterable[int]:
    query = f"SELECT predecessor_id FROM {fact.name} WHERE {fact.entity} = ANY(CAST(:ids AS bigint[]))"
    return connection.scalars(text(query), {"ids": sorted(entities)})


def _links(connection: Connection, fact: Fact, ids: Sequence[int]) -> dict[int, list[tuple[str, Version]]]:
    """The operations by which things came of each other, for either side."""
    found: dict[int, list[tuple[str, Version]]] = defaultdict(list)
    query = (
        f"SELECT t.*, lower(t.valid_time) AS since, upper(t.valid_time) AS until FROM {fact.name} t "
        f"WHERE t.{fact.entity} = ANY(CAST(:ids AS bigint[])) OR t.predecessor_id = ANY(CAST(:ids AS bigint[])) "
        f"ORDER BY t.{fact.entity}, t.predecessor_id, t.valid_time"
    )
    for row in connection.execute(text(query), {"ids": list(ids)}):
        for side in (row._mapping[fact.entity], row.predecessor_id):
            found[side].append((row.operation, _version(row, ())))
    return found


def _untold(connection: Connection, ids: Sequence[int]) -> dict[int, frozenset[date]]:
    """Days on which a unit may have begun or ended only in appearance: a clerk has still to say."""
    found: dict[int, set[date]] = defaultdict(set)
    for row in connection.execute(_HELD, {"ids": list(ids)}):
        found[row.entity_id].add(row.later_on)
    return {entity: frozenset(days) for entity, days in found.items()}


# Of a pair on one day what is said of who came counts.
_LINKS = text("""
    SELECT DISTINCT ON (n.entity_id, o.entity_id, f.later_on) n.entity_id AS unit_id, o.entity_id AS predecessor_id, f.decision,
           f.later_on, f.earlier_on, (SELECT min(t.id) FROM provenance.statement t WHERE t.record_id = f.new_id) AS statement_id
      FROM (SELECT d.decision, d.later_on, d.earlier_on, d.side, d.new_record_id AS new_id, r.id AS old_id
              FROM address.edition_decision d CROSS JOIN LATERAL jsonb_array_elements_text(d.evidence -> 'from') AS k(key)
              JOIN provenance.source s ON s.name = split_part(k.key, '/', 1)
              JOIN provenance.record r ON r.source_id = s.id AND r.key = split_part(k.key, '/', 2)
             WHERE d.decision IN ('SPLIT', 'MERGED') AND d.side = 'NEW'
            UNION ALL
            SELECT d.decision, d.later_on, d.earlier_on, d.side, r.id, d.old_record_id
              FROM address.edition_decision d CROSS JOIN LATERAL jsonb_array_elements_text(d.evidence -> 'into') AS k(key)
              JOIN provenance.source s ON s.name = split_part(k.key, '/', 1)
              JOIN provenance.record r ON r.source_id = s.id AND r.key = split_part(k.key, '/', 2)
             WHERE d.decision IN ('SPLIT', 'MERGED') AND d.side = 'OLD') f
      JOIN crosswalk.membership n ON n.record_id = f.new_id JOIN crosswalk.membership o ON o.record_id = f.old_id
     WHERE n.entity_id = ANY(CAST(:ids AS bigint[])) AND n.entity_id <> o.entity_id
     ORDER BY n.entity_id, o.entity_id, f.later_on, f.side
""")
_HELD = text("""
    SELECT m.entity_id, d.later_on FROM unnest(CAST(:ids AS bigint[])) AS e(id)
      JOIN crosswalk.membership m ON m.entity_id = e.id AND m.register = 'address.unit'
      CROSS JOIN LATERAL (
        SELECT later_on FROM address.edition_decision WHERE old_record_id = m.record_id AND decision = 'HELD'
        UNION SELECT later_on FROM address.edition_decision WHERE new_record_id = m.record_id AND decision = 'HELD') d
""")
