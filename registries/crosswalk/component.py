"""Which records have to be considered together: all that a number or a clerk's judgement leads to, and so on from them.

Only so is a cluster a function of what was said and judged, whatever came first.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text

from registries.crosswalk.linkage import Number
from registries.crosswalk.statements import RecordSaid

# A number that more records than this carry is a placeholder somebody forgot to declare: it links nobody.
HOT = 50


def numbers_of(record: RecordSaid) -> set[Number]:
    return {(i.scheme, i.value) for s in record.statements for i in s.reading.identifiers}


def component(connection: Connection, records: Iterable[int]) -> set[int]:
    """`records` and all that are connected with them by numbers, by judgements, or by a person they belong to."""
    return set(connection.scalars(_COMPONENT, {"ids": sorted(set(records)), "hot": HOT}))


@dataclass(slots=True)
class Noted:
    """Numbers that records came to carry, and that they lost, as often as that happened."""

    added: Counter[Number]
    dropped: Counter[Number]


def note_evidence(connection: Connection, said: Mapping[int, RecordSaid]) -> Noted:
    """Bring the index of numbers in line with what the records say now."""
    rows = sorted((record_id, *number) for record_id, record in said.items() for number in numbers_of(record))
    parameters = {
        "records": sorted(said), "ids": [r[0] for r in rows], "schemes": [r[1] for r in rows],
        "values": [r[2] for r in rows],
    }  # fmt: skip
    dropped = Counter((row.scheme, row.value) for row in connection.execute(_DROP_EVIDENCE, parameters))
    added = Counter((row.scheme, row.value) for row in connection.execute(_ADD_EVIDENCE, parameters))
    return Noted(added, dropped)


def parted(connection: Connection, noted: Noted) -> set[int]:
    """Records that a number led to before what was noted, and may not lead to any more; or the other way round.

    They carry a number that has become a placeholder or is none any more, or one that a record lost. With these beside
    the records that were noted, what is connected now holds all that was connected before.
    """
    gained = {n: noted.added[n] - noted.dropped[n] for n in sorted(noted.added.keys() | noted.dropped.keys())}
    moved = [n for n, more in gained.items() if more or noted.dropped[n]]
    parameters = {
        "schemes": [n[0] for n in moved], "values": [n[1] for n in moved], "gained": [gained[n] for n in moved],
        "lost": [noted.dropped[n] > 0 for n in moved], "hot": HOT,
    }  # fmt: skip
    return set(connection.scalars(_PARTED, parameters)) if moved else set()


def hot_numbers(connection: Connection, numbers: Iterable[Number]) -> set[Number]:
    """Those of `numbers` that too many records carry to link anybody."""
    several = sorted(numbers)
    parameters = {"schemes": [n[0] for n in several], "values": [n[1] for n in several], "hot": HOT}
    return {(row.scheme, row.value) for row in connection.execute(_HOT, parameters)}


# Only clerks' verdicts tie records that share no number; a score's POSITIVE does too. The companions of a record, who
# are its person's today, are looked at again with it.
_COMPONENT = text("""
    WITH RECURSIVE met(id) AS (
        SELECT e.id FROM unnest(CAST(:ids AS bigint[])) AS e(id)
        UNION
        SELECT n.id FROM met m CROSS JOIN LATERAL (
            SELECT h.record_id AS id FROM crosswalk.evidence v CROSS JOIN LATERAL (
                SELECT c.record_id, count(*) OVER () AS carriers FROM (
                    SELECT w.record_id FROM crosswalk.evidence w
                     WHERE w.value = v.value AND w.scheme = v.scheme LIMIT :hot + 1) c) h
             WHERE v.record_id = m.id AND h.carriers <= :hot
            UNION ALL
            SELECT j.right_id FROM crosswalk.judgement j WHERE j.left_id = m.id AND j.judged_by <> 'RULE'
            UNION ALL
            SELECT j.left_id FROM crosswalk.judgement j WHERE j.right_id = m.id AND j.judged_by <> 'RULE'
            UNION ALL
            SELECT o.record_id FROM crosswalk.membership b JOIN crosswalk.membership o
                ON o.entity_id = b.entity_id AND o.register = b.register
             WHERE b.record_id = m.id AND b.register = 'individual') n)
    SELECT id FROM met
""")
_DROP_EVIDENCE = text("""
    DELETE FROM crosswalk.evidence v USING unnest(CAST(:records AS bigint[])) AS e(id)
     WHERE v.record_id = e.id AND NOT EXISTS (
        SELECT FROM unnest(CAST(:ids AS bigint[]), CAST(:schemes AS text[]), CAST(:values AS text[])) AS n(i, s, v2)
         WHERE n.i = v.record_id AND n.s = v.scheme AND n.v2 = v.value)
    RETURNING v.scheme, v.value
""")
_ADD_EVIDENCE = text("""
    INSERT INTO crosswalk.evidence (record_id, scheme, value)
    SELECT * FROM unnest(CAST(:ids AS bigint[]), CAST(:schemes AS text[]), CAST(:values AS text[]))
    ON CONFLICT DO NOTHING RETURNING scheme, value
""")
# Counted no further than is needed to tell that it was, and is, a placeholder.
_PARTED = text("""
    SELECT DISTINCT h.record_id
      FROM unnest(CAST(:schemes AS text[]), CAST(:values AS text[]), CAST(:gained AS int[]), CAST(:lost AS boolean[]))
        AS n(scheme, value, gained, lost)
      CROSS JOIN LATERAL (
        SELECT c.record_id, count(*) OVER () AS carriers
          FROM (SELECT v.record_id FROM crosswalk.evidence v WHERE v.value = n.value AND v.scheme = n.scheme
                 LIMIT :hot + 1 + greatest(n.gained, 0)) c) h
     WHERE (h.carriers <= :hot) <> (h.carriers - n.gained <= :hot) OR (n.lost AND h.carriers <= :hot)
""")
_HOT = text("""
    SELECT n.scheme, n.value
      FROM unnest(CAST(:schemes AS text[]), CAST(:values AS text[])) AS n(scheme, value)
     WHERE (SELECT count(*) FROM (SELECT FROM crosswalk.evidence v
                                   WHERE v.value = n.value AND v.scheme = n.scheme LIMIT :hot + 1) c) > :hot
""")
