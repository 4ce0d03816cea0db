"""The walk of an address on a day, as believed at a moment: premises, buildings, geonyms, administrative units.

One statement walks the states of every address asked for: premises, buildings and the buildings they are parts of,
geonyms, administrative units. A circle ends where it closes, a missing parent ends the chain.
"""

from registries.address import tables
from registries.temporal.declare import Fact
from registries.temporal.read import Read, uncertain
from registries.temporal.state import Point, standing_one

_PREMISES = uncertain(tables.premises, "building_id", "number", "kind")
_BUILDING = uncertain(tables.building, "unit_id", "geonym_id", "parent_id", "number", "pointer")
_PLACE = uncertain(tables.geonym_place, "unit_id", "parent_id")
_PARENT = uncertain(tables.unit_parent, "parent_id")
# What `chain` reads, and `address_walk`.
CHAIN = (_PARENT,)
WALK = (_PREMISES, _BUILDING, _PLACE, _PARENT)


def chain(unit: str, point: Point) -> str:
    """A subquery without its brackets: the units a unit belongs to, as id and step, the nearest first by step."""
    return (
        f"WITH RECURSIVE lowest AS (SELECT CAST({unit} AS bigint) AS start, CAST({unit} AS bigint) AS unit_id), "
        f"{_territory(point)} SELECT unit_id AS id, step FROM territory WHERE step > 0"
    )


def address_walk(wanted: str, point: Point) -> str:
    """WITH RECURSIVE … of the parts of addresses: room, house, street, territory. `wanted` selects their ids as start."""

    def one(fact: Fact, read: Read, condition: str) -> str:
        return standing_one(fact, condition, point, read.of("s"))

    state = "b.parent_id, b.unit_id, b.geonym_id, b.number, b.pointer, b.turning"
    place = "g.parent_id, g.unit_id, g.turning"
    return f"""
WITH RECURSIVE wanted AS ({wanted}),
room AS (
    SELECT w.start, p.address_id, p.building_id, p.number, p.kind, p.turning
      FROM wanted w JOIN {one(tables.premises, _PREMISES, "s.address_id = w.start")} p ON true
),
house AS (
    SELECT w.start, b.address_id, 0 AS step, ARRAY[b.address_id] AS seen, {state}
      FROM wanted w LEFT JOIN room r USING (start)
      JOIN {one(tables.building, _BUILDING, "s.address_id = coalesce(r.building_id, w.start)")} b ON true
    UNION ALL
    SELECT h.start, b.address_id, h.step + 1, h.seen || b.address_id, {state}
      FROM house h JOIN {one(tables.building, _BUILDING, "s.address_id = h.parent_id")} b ON true
     WHERE h.parent_id <> ALL (h.seen)
),
place AS (
    SELECT start, (array_agg(geonym_id ORDER BY step) FILTER (WHERE geonym_id IS NOT NULL))[1] AS geonym_id,
           (array_agg(unit_id ORDER BY step) FILTER (WHERE unit_id IS NOT NULL))[1] AS unit_id
      FROM house GROUP BY start
),
street AS (
    SELECT p.start, p.geonym_id, 0 AS step, ARRAY[p.geonym_id] AS seen, {place}
      FROM place p LEFT JOIN {one(tables.geonym_place, _PLACE, "s.geonym_id = p.geonym_id")} g ON true
     WHERE p.geonym_id IS NOT NULL
    UNION ALL
    SELECT t.start, t.parent_id, t.step + 1, t.seen || t.parent_id, {place}
      FROM street t LEFT JOIN {one(tables.geonym_place, _PLACE, "s.geonym_id = t.parent_id")} g ON true
     WHERE t.parent_id <> ALL (t.seen)
),
lowest AS (
    SELECT p.start, coalesce(
        (SELECT t.unit_id FROM street t WHERE t.start = p.start AND t.unit_id IS NOT NULL ORDER BY t.step DESC LIMIT 1),
        p.unit_id) AS unit_id
      FROM place p
),
{_territory(point)}"""


def _territory(point: Point) -> str:
    """From each `lowest` unit outwards; `turning` of a row is that of the edge that led to it."""
    parent = standing_one(tables.unit_parent, "s.unit_id = t.unit_id", point, _PARENT.of("s"))
    return f"""territory AS (
    SELECT start, unit_id, 0 AS step, ARRAY[unit_id] AS seen, CAST(NULL AS date) AS turning
      FROM lowest WHERE unit_id IS NOT NULL
    UNION ALL
    SELECT t.start, p.parent_id, t.step + 1, t.seen || p.parent_id, p.turning
      FROM territory t JOIN {parent} p ON true WHERE p.parent_id <> ALL (t.seen)
)"""
