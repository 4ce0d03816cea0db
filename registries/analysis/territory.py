"""Every unit with what it is called and where it belongs on a day, as parts of one statement.

Levels are those of the classifier (NK RK 11): region, district, subdistrict (a rural okrug, a town of a district),
settlement. A unit's level follows from the significant digits of its code of that day; without a code, from its kind.
"""

from registries.address import tables
from registries.temporal.declare import Fact
from registries.temporal.state import Point, standing_one

LEVELS = ("region", "district", "subdistrict", "settlement")
# What each level shows of its unit.
SHOWN = ("kato", "ru", "kk")

_DIGITS = {"region": 2, "district": 4, "subdistrict": 6}
_KINDS = {
    "region": ("REGION", "REPUBLICAN_CITY"),
    "district": ("DISTRICT", "CITY_DISTRICT", "CITY_ADMINISTRATION"),
    "subdistrict": ("OKRUG", "SUBDISTRICT"),
}


def level(kato: str, kind: str) -> str:
    """The level as an expression of those of a unit's code and kind; null for the republic."""
    by_code = " ".join(
        f"WHEN {kato} IS NOT NULL AND substr({kato}, {digits + 1}) = '{'0' * (9 - digits)}' THEN '{name}'"
        for name, digits in _DIGITS.items()
    )
    by_kind = " ".join(
        f"WHEN {kato} IS NULL AND {kind} IN ({', '.join(map(repr, kinds))}) THEN '{name}'"
        for name, kinds in _KINDS.items()
    )
    return f"CASE WHEN {kind} = 'REPUBLIC' THEN NULL {by_code} {by_kind} ELSE 'settlement' END"


def territory(point: Point) -> str:
    """Members of WITH RECURSIVE: `standing_unit`, `climb` and `place`.

    `standing_unit` has one row for every unit: id, kato, kind, ru, kk, level, parent_id, existence (null where it does
    not stand) with its bounds, and turning. `place` has, by unit_id, the unit of each level it lies in (itself
    included, the nearest of several) as <level>_id, and the first turning of anything on the way up.
    """
    return f"""
standing_unit AS MATERIALIZED (
    SELECT s.*, {level("s.kato", "s.kind")} AS level FROM (
        SELECT u.id, c.kato, k.kind, ru.name AS ru, kk.name AS kk, p.parent_id, {existence("e")},
               least(e.turning, c.turning, k.turning, ru.turning, kk.turning, p.turning) AS turning
          FROM address.unit u
          {said(tables.unit_existence, "e", "u.id", point)}
          {said(tables.unit_code, "c", "u.id", point)}
          {said(tables.unit_type, "k", "u.id", point)}
          {names(tables.unit_name, "u.id", point)}
          {said(tables.unit_parent, "p", "u.id", point)}) s
),
climb AS (
    SELECT id AS unit_id, id AS above, 0 AS step, ARRAY[id] AS seen FROM standing_unit
    UNION ALL
    SELECT c.unit_id, s.parent_id, c.step + 1, c.seen || s.parent_id
      FROM climb c JOIN standing_unit s ON s.id = c.above
     WHERE s.parent_id IS NOT NULL AND s.parent_id <> ALL (c.seen)
),
place AS MATERIALIZED (
    SELECT c.unit_id, min(s.turning) AS turning, {", ".join(_nearest(name) for name in LEVELS)}
      FROM climb c JOIN standing_unit s ON s.id = c.above GROUP BY c.unit_id
)"""


def existence(alias: str) -> str:
    """The bounds of a life, for SELECT."""
    bounds = ("valid_time", "starts_basis", "ends_basis")
    return ", ".join(f"{alias}.{bound} AS {bound}" for bound in bounds)


def said(fact: Fact, alias: str, entity: str, point: Point) -> str:
    """LEFT JOIN of what stands of a fact with no further key."""
    return f"LEFT JOIN {standing_one(fact, f's.{fact.entity} = {entity}', point)} {alias} ON true"


def names(fact: Fact, entity: str, point: Point) -> str:
    """LEFT JOIN of the names in both languages, as `ru` and `kk`."""
    return " ".join(
        f"LEFT JOIN {standing_one(fact, f's.{fact.entity} = {entity} AND s.language = {language!r}', point)} "
        f"{language} ON true"
        for language in ("ru", "kk")
    )


def _nearest(name: str) -> str:
    return f"(array_agg(s.id ORDER BY c.step) FILTER (WHERE s.level = '{name}'))[1] AS {name}_id"


def level_columns() -> str:
    """The columns of every level, for SELECT beside `level_joins`."""
    return ", ".join(f"{name}.{shown} AS {name}_{shown}" for name in LEVELS for shown in SHOWN)


def level_joins() -> str:
    """JOIN of the units of every level to a `place`."""
    return " ".join(f"LEFT JOIN standing_unit {name} ON {name}.id = place.{name}_id" for name in LEVELS)
