"""Taking back what acts have done: for good, where an act has no effect on its day any more, or for as long as others are read."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, text

from registries.address.name_key import name_key
from registries.address.place_text import parts
from registries.crosswalk.act_reading import READ_BACKWARDS, Clause
from registries.crosswalk.changes import GEONYM, UNIT

TAKEN_BACK = "TAKEN_BACK"
"""Why clauses have no effect between two readings; never left at the end of a transaction."""


def take_back(connection: Connection, records: Iterable[int]) -> dict[str, set[int]]:
    """The clauses of `records` have no effect until they are read again; returns what they had done it to, by register."""
    touched: dict[str, set[int]] = {UNIT: set(), GEONYM: set()}
    for row in connection.execute(_TAKE_BACK, {"ids": sorted(set(records)), "reason": TAKEN_BACK}):
        touched[row.register].add(row.entity_id)
        touched[UNIT] |= {one for one in (row.other_id, row.whole_id) if one is not None}
        touched[GEONYM] |= {row.other_geonym_id} - {None}
    return touched


def effects_about(connection: Connection, day: date, of_two: Iterable[Clause]) -> list[int]:
    """Records of later acts that did something to what bears, or lies in what bears, a name that these clauses give.

    What an act of the day founded another may have renamed, or have founded itself, before anybody met it. What was read
    backwards stays: it tells of days before.
    """
    named = (part for clause in of_two for text_ in (clause.place, clause.new_name) for part in parts(text_ or ""))
    return list(connection.scalars(_LATER, {"day": day, "keys": sorted({name_key(part.name) for part in named})}))


_TAKE_BACK = text("""
    WITH taken AS (
        UPDATE crosswalk.act_record r
           SET held = :reason, other_id = NULL, other_geonym_id = NULL, whole_id = NULL, ends = false
         WHERE r.record_id = ANY(CAST(:ids AS bigint[])) AND r.operation IS NOT NULL AND r.held IS NULL
        RETURNING r.record_id, old.other_id, old.other_geonym_id, old.whole_id)
    SELECT m.register, m.entity_id, t.other_id, t.other_geonym_id, t.whole_id
      FROM taken t JOIN crosswalk.membership m ON m.record_id = t.record_id ORDER BY t.record_id
""")
_LATER = text(f"""
    SELECT r.record_id FROM provenance.act a JOIN crosswalk.act_record r ON r.act_id = a.id
      JOIN crosswalk.membership m ON m.record_id = r.record_id
     WHERE a.state = 'DATED' AND a.first_day > :day AND r.held IS NULL AND r.operation IS NOT NULL
       AND NOT {READ_BACKWARDS}
       AND (EXISTS (SELECT FROM address.unit_key k WHERE k.key = ANY(CAST(:keys AS text[]))
                       AND (k.unit_id = r.other_id OR m.register = 'address.unit' AND k.unit_id = m.entity_id))
            OR EXISTS (SELECT FROM address.geonym_key k WHERE k.key = ANY(CAST(:keys AS text[]))
                          AND (k.geonym_id = r.other_geonym_id OR m.register = 'address.geonym' AND k.geonym_id = m.entity_id)))
     ORDER BY r.record_id
""")
