"""A building that is part of others, as functions of the database: only few buildings are, and they alone pay for it.

Inside the statement that reads an address the recursion would cost a quarter of it, though it hardly ever runs.
"""

from registries.address import tables
from registries.temporal.read import Call, uncertain
from registries.temporal.state import Point, standing_one

SAYS = "number text, turning date, pointer text, geonym_id bigint, unit_id bigint"

_BUILDING = uncertain(tables.building, "unit_id", "geonym_id", "parent_id", "number", "pointer")
# The functions run as whoever calls them.
READ = (
    _BUILDING,
    Call("address.building_chain(bigint, date)"),
    Call("address.building_chain(bigint, date, timestamptz)", believed=True),
)


def of_building(part: str, point: Point) -> str:
    """One row where the identity `part` is not null, else none: the whole number, what it is of, where the buildings lie."""
    known = "" if point.known is None else f", {point.known}"
    return f"address.building_chain({part}, {point.day}{known})"


def functions() -> dict[str, tuple[str, str]]:
    """By signature, the statement that makes it and its comment."""
    said = "the number of a building with those of the buildings it is part of, and where they lie"
    return {
        "building_chain(bigint, date)": (_function("bigint, date", Point("$2")), said),
        "building_chain(bigint, date, timestamptz)": (
            _function("bigint, date, timestamptz", Point("$2", "$3")), f"{said}, as believed at a moment",
        ),
    }  # fmt: skip


def _function(takes: str, point: Point) -> str:
    state = "o.parent_id, o.unit_id, o.geonym_id, o.number, o.pointer, o.turning"
    return f"""
CREATE FUNCTION address.building_chain({takes}) RETURNS TABLE ({SAYS}) LANGUAGE sql STABLE STRICT ROWS 1 AS $function$
WITH RECURSIVE house AS (
    SELECT 0 AS step, ARRAY[o.address_id] AS seen, {state}
      FROM {standing_one(tables.building, "s.address_id = $1", point, _BUILDING.of("s"))} o
    UNION ALL
    SELECT h.step + 1, h.seen || o.address_id, {state}
      FROM house h JOIN {standing_one(tables.building, "s.address_id = h.parent_id", point, _BUILDING.of("s"))} o ON true
     WHERE h.parent_id <> ALL (h.seen)
),
numbers AS (
    SELECT step, btrim(number, '/ ') AS whole FROM house WHERE step = (SELECT max(step) FROM house)
    UNION ALL
    SELECT h.step, CASE WHEN n.whole = '' OR starts_with(btrim(h.number, '/ '), n.whole || '/')
                        THEN btrim(h.number, '/ ') ELSE n.whole || '/' || btrim(h.number, '/ ') END
      FROM numbers n JOIN house h ON h.step = n.step - 1
)
SELECT (SELECT whole FROM numbers WHERE step = 0), min(turning),
       coalesce({_first("pointer", "pointer <> 'CORPUS'")}, {_first("pointer")}), {_first("geonym_id")}, {_first("unit_id")}
  FROM house HAVING count(*) > 0
$function$
"""


def _first(column: str, condition: str | None = None) -> str:
    """The value of the innermost building that has one."""
    return f"(array_agg({column} ORDER BY step) FILTER (WHERE {condition or f'{column} IS NOT NULL'}))[1]"
