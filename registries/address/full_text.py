"""The full address of a building or premises as PostgreSQL writes it, for statements that answer without Python.

One row for one address: kk, ru (the whole address, the country first), building, premises, turning (the first day of a
newer state of some part), stands (whether any of it stands on the day; if not, the others are null). Everything before
the building is read ready (`prefix`); `full_text_walked` answers the same from the states alone.
"""

from registries.address import tables
from registries.address.building_chain import READ as CHAIN
from registries.address.building_chain import of_building
from registries.address.prefix import geonym_prefix, unit_prefix
from registries.address.wording import BUILDING_WORDS, COUNTRY, KK, ROOM_WORDS, RU, UNKNOWN
from registries.address.wording_sql import numbered, quoted
from registries.temporal.declare import Fact
from registries.temporal.read import Read, standing, uncertain
from registries.temporal.state import Point, believed, source, standing_one

_PREMISES = uncertain(tables.premises, "building_id", "number", "kind")
_BUILDING = uncertain(tables.building, "unit_id", "geonym_id", "parent_id", "number", "pointer")
_GEONYM, _UNIT = standing(geonym_prefix, *geonym_prefix.values), standing(unit_prefix, *unit_prefix.values)
READ = (_PREMISES, _BUILDING, _GEONYM, _UNIT, *CHAIN)


def full_text(address: str, point: Point) -> str:
    """A subquery without its brackets; `address` is the expression of an identity, which it may take from outside."""
    return f"""
SELECT e.stands, {", ".join(f"CASE WHEN e.stands THEN {_whole(language)} END AS {language}" for language in (KK, RU))},
       nullif(n.number, '') AS building, r.number AS premises,
       least(r.turning, b.turning, h.turning, g.turning, u.turning) AS turning
  FROM (SELECT CAST({address} AS bigint) AS id) a
  LEFT JOIN {standing_one(tables.premises, "s.address_id = a.id", point, _PREMISES.of("s"))} r ON true
  LEFT JOIN {standing_one(tables.building, "s.address_id = coalesce(r.building_id, a.id)", point, _BUILDING.of("s"))} b ON true
  LEFT JOIN LATERAL {of_building("CASE WHEN b.parent_id IS NOT NULL THEN b.address_id END", point)} h ON true
 CROSS JOIN LATERAL (SELECT coalesce(h.number, btrim(b.number, '/ ')) AS number, coalesce(h.pointer, b.pointer) AS pointer,
                            coalesce(b.geonym_id, h.geonym_id) AS geonym_id, coalesce(b.unit_id, h.unit_id) AS unit_id) n
  LEFT JOIN {_prefix(geonym_prefix, _GEONYM, "n.geonym_id", point)} g ON true
  LEFT JOIN {_prefix(unit_prefix, _UNIT, "CASE WHEN g.placed THEN NULL ELSE n.unit_id END", point)} u ON true
 CROSS JOIN LATERAL (SELECT b.address_id IS NOT NULL OR r.address_id IS NOT NULL AS stands) e"""


def _prefix(fact: Fact, read: Read, identity: str, point: Point) -> str:
    return (
        f"LATERAL (SELECT {read.of('s')} FROM {source(fact, point)} s WHERE s.{fact.entity} = {identity} "
        f"AND s.valid_time @> {point.day}{believed('s', point)})"
    )


def _whole(language: str) -> str:
    building = numbered("n.number", "n.pointer", BUILDING_WORDS, language)
    room = numbered("r.number", "r.kind", ROOM_WORDS, language)
    return (
        f"concat_ws(', ', {_before_the_building(language)}, CASE WHEN n.number IS NOT NULL THEN {building} END, "
        f"CASE WHEN r.address_id IS NOT NULL THEN {room} END)"
    )


def _before_the_building(language: str) -> str:
    """The prefix of the geonym, with the building's own unit where it is not known in which the geonym lies."""
    country = COUNTRY[language]
    nowhere = quoted(f"{country}, {UNKNOWN}")
    geonym = f"coalesce(g.{language}, {nowhere})"
    unit = f"coalesce(u.{language}, {nowhere})"
    return (
        f"CASE WHEN g.placed THEN g.{language} "
        f"WHEN n.geonym_id IS NULL THEN CASE WHEN n.unit_id IS NULL THEN {quoted(country)} ELSE {unit} END "
        f"WHEN n.unit_id IS NULL THEN {geonym} "
        f"ELSE {unit} || substr({geonym}, {len(country) + 1}) END"
    )
