"""The registers as flat tables of one day: the statement and the columns of each.

A row stands for what exists on the day, with what stands of its codes, names, kind and place. Persons are never listed:
`residents` counts them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from registries import legal_entity, real_estate
from registries.address import tables
from registries.address.full_text import full_text
from registries.address.wording import KK, RU
from registries.analysis.columns import (
    CERTAINTY_COLUMNS,
    LEVEL_COLUMNS,
    LIFE_COLUMNS,
    NAME_COLUMNS,
    Column,
    Kind,
    text,
)
from registries.analysis.territory import level_columns, level_joins, names, said, territory
from registries.temporal.declare import Fact
from registries.temporal.state import Point, standing_one

_LIFE = """lower(e.valid_time) AS first_day, upper(e.valid_time) - 1 AS last_day, e.starts_basis AS first_day_basis,
       e.ends_basis AS last_day_basis"""


@dataclass(frozen=True, slots=True)
class Extract:
    """A register as a table: `statement` gives the columns in their order, one row for each thing, by its identity."""

    name: str
    comment: str
    columns: tuple[Column, ...]
    statement: Callable[[Point], str]


def _certainty(*turnings: str) -> str:
    first = f"least({', '.join(f'{one}.turning' for one in turnings)})"
    return f"{first} IS NOT NULL AS uncertain, {first} AS newer_since"


def _existing(fact: Fact, entity: str, point: Point) -> str:
    return f"JOIN {standing_one(fact, f's.{fact.entity} = {entity}', point)} e ON true"


def _units(point: Point) -> str:
    return f"""WITH RECURSIVE {territory(point)}
SELECT e.id AS unit_id, e.kato, e.ru AS name_ru, e.kk AS name_kk, e.kind, e.level, e.parent_id AS parent_unit_id,
       p.kato AS parent_kato, {level_columns()}, {_LIFE}, {_certainty("place")}
  FROM standing_unit e JOIN place ON place.unit_id = e.id LEFT JOIN standing_unit p ON p.id = e.parent_id {level_joins()}
 WHERE e.valid_time IS NOT NULL ORDER BY e.id"""


def _geonyms(point: Point) -> str:
    return f"""WITH RECURSIVE {territory(point)}
SELECT g.id AS geonym_id, c.rko, ru.name AS name_ru, kk.name AS name_kk, k.kind, l.parent_id AS parent_geonym_id,
       pc.rko AS parent_rko, u.id AS unit_id, u.kato AS unit_kato, u.ru AS unit_ru, u.kk AS unit_kk, {level_columns()},
       {_LIFE}, {_certainty("e", "c", "k", "ru", "kk", "l", "place")}
  FROM address.geonym g {_existing(tables.geonym_existence, "g.id", point)}
  {said(tables.geonym_code, "c", "g.id", point)} {said(tables.geonym_type, "k", "g.id", point)}
  {names(tables.geonym_name, "g.id", point)} {said(tables.geonym_place, "l", "g.id", point)}
  {said(tables.geonym_code, "pc", "l.parent_id", point)}
  LEFT JOIN standing_unit u ON u.id = l.unit_id LEFT JOIN place ON place.unit_id = u.id {level_joins()}
 ORDER BY g.id"""


def _addresses(point: Point) -> str:
    return f"""WITH RECURSIVE {territory(point)}
SELECT a.id AS address_id, c.rka, CASE WHEN r.building_id IS NULL THEN 'BUILDING' ELSE 'PREMISES' END AS sort,
       f.building AS building_number, f.premises AS premises_number, b.geonym_id, gc.rko AS geonym_rko, u.id AS unit_id,
       u.kato AS unit_kato, f.{RU} AS address_ru, f.{KK} AS address_kk, {level_columns()}, {_LIFE},
       {_certainty("e", "c", "f", "place")}
  FROM address.address a {_existing(tables.address_existence, "a.id", point)}
  {said(tables.address_code, "c", "a.id", point)} {lying("a.id", point)}
  {said(tables.geonym_code, "gc", "b.geonym_id", point)}
  LEFT JOIN LATERAL ({full_text("a.id", point)}) f ON true
  LEFT JOIN standing_unit u ON u.id = l.unit_id LEFT JOIN place ON place.unit_id = u.id {level_joins()}
 ORDER BY a.id"""


def lying(address: str, point: Point) -> str:
    """LEFT JOINs that find where an address lies: its building `b` with its geonym, and the unit as `l.unit_id`.

    A building that is part of another lies where that one does; the unit of a geonym counts before the building's own.
    """
    known = "" if point.known is None else f", {point.known}"
    return f"""
  {said(tables.premises, "r", address, point)}
  {said(tables.building, "o", f"coalesce(r.building_id, {address})", point)}
  LEFT JOIN LATERAL address.building_chain(CASE WHEN o.parent_id IS NOT NULL THEN o.address_id END, {point.day}{known}) h ON true
 CROSS JOIN LATERAL (SELECT coalesce(o.geonym_id, h.geonym_id) AS geonym_id, coalesce(o.unit_id, h.unit_id) AS unit_id) b
  {said(tables.geonym_place, "gl", "b.geonym_id", point)}
 CROSS JOIN LATERAL (SELECT coalesce(gl.unit_id, b.unit_id) AS unit_id) l"""


def _number(scheme: str, alias: str, point: Point) -> str:
    fact = legal_entity.identifier
    condition = f"s.legal_entity_id = x.id AND s.scheme = '{scheme}'"
    return f"LEFT JOIN {standing_one(fact, condition, point)} {alias} ON true"


def _legal_entities(point: Point) -> str:
    """Registered or, where no registration is known, one whose BIN stands."""
    e = legal_entity
    return f"""
SELECT x.id AS legal_entity_id, b.value AS bin, o.value AS okpo, ru.name AS name_ru, kk.name AS name_kk, t.status, a.oked,
       e.registered_on, {_LIFE}, {_certainty("e", "b", "o", "ru", "kk", "t", "a")}
  FROM legal_entity.legal_entity x {said(e.registration, "e", "x.id", point)}
  {_number("BIN", "b", point)} {_number("OKPO", "o", point)} {names(e.name, "x.id", point)}
  {said(e.status, "t", "x.id", point)} {said(e.activity, "a", "x.id", point)}
 WHERE num_nonnulls(e.registered_on, b.value) > 0 ORDER BY x.id"""


def _plots(point: Point) -> str:
    e = real_estate
    return f"""
SELECT x.id AS plot_id, n.cadastral_number, p.area_ha, p.purpose, p.category, p.right_type, c.rka,
       {_LIFE}, {_certainty("e", "n", "p", "a", "c")}
  FROM real_estate.plot_identity x {_existing(e.plot_existence, "x.id", point)}
  {said(e.cadastral_number, "n", "x.id", point)} {said(e.plot_state, "p", "x.id", point)}
  {said(e.plot_address, "a", "x.id", point)} {said(tables.address_code, "c", "a.address_id", point)}
 ORDER BY x.id"""


def _identity(name: str) -> Column:
    return Column(name, Kind.NUMBER, "identity in this installation: permanent")


_KIND = text("kind", "what kind it is")
_UNIT_COLUMNS = (_identity("unit_id"), text("unit_kato", "KATO code of the unit it lies in"))
_END = (*LIFE_COLUMNS, *CERTAINTY_COLUMNS)
EXTRACTS: Mapping[str, Extract] = {
    one.name: one
    for one in (
        Extract(
            "units", "administrative units",
            (_identity("unit_id"), text("kato", "KATO code of that day"), *NAME_COLUMNS, _KIND,
             text("level", "region, district, subdistrict or settlement; null for the republic"),
             _identity("parent_unit_id"), text("parent_kato", "KATO code of the unit above"), *LEVEL_COLUMNS, *_END),
            _units,
        ),
        Extract(
            "geonyms", "streets and other parts of settlements",
            (_identity("geonym_id"), text("rko", "registration code"), *NAME_COLUMNS, _KIND,
             _identity("parent_geonym_id"), text("parent_rko", "registration code of the geonym it lies in"),
             *_UNIT_COLUMNS, text("unit_ru", "name of the unit in Russian"), text("unit_kk", "the same in Kazakh"),
             *LEVEL_COLUMNS, *_END),
            _geonyms,
        ),
        Extract(
            "addresses", "buildings and premises",
            (_identity("address_id"), text("rka", "registration code, 16 digits"),
             text("sort", "BUILDING or PREMISES"), text("building_number", "number of the building, whole"),
             text("premises_number", "number inside the building"), _identity("geonym_id"),
             text("geonym_rko", "registration code of the geonym"), *_UNIT_COLUMNS,
             text("address_ru", "the whole address in Russian"), text("address_kk", "the same in Kazakh"),
             *LEVEL_COLUMNS, *_END),
            _addresses,
        ),
        Extract(
            "legal_entities", "legal entities; nobody who heads or founded one",
            (_identity("legal_entity_id"), text("bin", "business identification number"), text("okpo", "OKPO"),
             *NAME_COLUMNS, text("status", "status as the register words it"), text("oked", "main activity"),
             Column("registered_on", Kind.DAY, "day of registration"), *_END),
            _legal_entities,
        ),
        Extract(
            "land_plots", "land plots; nobody who owns one",
            (_identity("plot_id"), text("cadastral_number", "RR-DDD-KKK-PPP"),
             Column("area_ha", Kind.DECIMAL, "area, hectares"), text("purpose", "purpose as stated"),
             text("category", "category of land"), text("right_type", "kind of right"),
             text("rka", "registration code of its address"), *_END),
            _plots,
        ),
    )
}  # fmt: skip
