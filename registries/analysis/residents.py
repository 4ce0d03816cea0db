"""Residents counted by territory on a day, at any level of the classifier, small counts not shown.

A resident is a person whose registered residence stands on the day and who is not known dead then. He counts where his
address lies on that day: in the nearest unit of each level. Those who lie in none of the level asked for are counted in
rows of their own, without a code at that level. Which counts are not shown is decided over all levels at once
(`suppression`), so tables of different levels of one day may be given out together.
"""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, RowMapping, text

from registries.analysis.columns import LEVEL_COLUMNS, Column, Kind
from registries.analysis.export import about
from registries.analysis.extracts import lying
from registries.analysis.suppression import THRESHOLD, Cell, grown, suppress
from registries.analysis.table_file import table_file
from registries.analysis.territory import LEVELS, SHOWN, territory
from registries.individual import tables as individual
from registries.temporal.declare import Fact
from registries.temporal.state import Point, asked, believed, parameters, source, standing, standing_first

Place = tuple[int | None, ...]
_IDS = tuple(f"{level}_id" for level in LEVELS)
COUNT_COLUMNS = (
    Column("residents", Kind.NUMBER, "how many live there by registration; null where it is not shown"),
    Column("suppressed", Kind.TRUTH, "whether the count is not shown: a small one, or one that would tell of a small"),
)


def columns(level: str) -> tuple[Column, ...]:
    """Those of `level` and the levels above it, and the count."""
    shown = (LEVELS.index(level) + 1) * len(SHOWN)
    return (*LEVEL_COLUMNS[:shown], *COUNT_COLUMNS)


def export_residents(
    connection: Connection,
    level: str,
    path: Path,
    day: date,
    known_at: datetime | None = None,
    threshold: int = THRESHOLD,
) -> int:
    """Write the residents of every unit of `level`; returns the number of rows. Raises as `export` does."""
    told = {**about("residents", day, known_at), "level": level, "suppressed_below": str(threshold)}
    rows = counted(connection, level, day, known_at, threshold)
    with table_file(path, columns(level), told) as sink:
        sink.take(rows)
    return len(rows)


def counted(
    connection: Connection, level: str, day: date, known_at: datetime | None = None, threshold: int = THRESHOLD
) -> list[tuple[object, ...]]:
    """One row for each unit of `level`, in the order of `columns`, by code from the outermost level inwards."""
    root, units = _tree(connection, day, known_at)
    suppress(root, threshold)
    depth = LEVELS.index(level) + 1
    found = [_row(cell, units) for cell in root.walk() if _asked_for(cell, depth)]
    return sorted(found, key=lambda row: [str(word or "") for word in row])


def _asked_for(cell: Cell[Place], depth: int) -> bool:
    """Of a path without a unit of the level asked for there is a row only where somebody lives."""
    return len(cell.key) == depth and (cell.key[-1] is not None or cell.count > 0)


def _tree(connection: Connection, day: date, known_at: datetime | None) -> tuple[Cell[Place], Mapping[int, RowMapping]]:
    """All counts, and the units by identity. Both are of the size of the classifier."""
    point = asked(known_at)
    counts: dict[Place, int] = {}
    units: dict[int, RowMapping] = {}
    for row in connection.execute(text(_statement(point)), parameters((), day, known_at)).mappings():
        if row["id"] is not None:
            units[row["id"]] = row
        if row["stands"]:
            place = tuple(row[name] for name in _IDS)
            counts[place] = counts.get(place, 0) + row["residents"]
    return grown(counts), units


def _row(cell: Cell[Place], units: Mapping[int, RowMapping]) -> tuple[object, ...]:
    said = [None if unit is None else units[unit][shown] for unit in cell.key for shown in SHOWN]
    return (*said, None if cell.hidden else cell.count, cell.hidden)


def _statement(point: Point) -> str:
    """Every unit that exists with its place and nobody, then the places with those who live there: one snapshot."""
    places = ", ".join(f"place.{name}" for name in _IDS)
    return f"""WITH RECURSIVE {territory(point)},
lived AS ({_lived(point)})
SELECT u.id, u.kato, u.ru, u.kk, {places}, CAST(0 AS bigint) AS residents, u.valid_time IS NOT NULL AS stands
  FROM standing_unit u JOIN place ON place.unit_id = u.id
UNION ALL
SELECT NULL, NULL, NULL, NULL, {places}, CAST(sum(lived.residents) AS bigint), true
  FROM lived LEFT JOIN place ON place.unit_id = lived.unit_id GROUP BY {places}"""


def _lived(point: Point) -> str:
    """How many live in each unit directly; where an address lies is found once for all who live there."""
    residence = individual.residence
    return f"""
SELECT l.unit_id, sum(a.residents) AS residents
  FROM (SELECT s.address_id, count(*) AS residents FROM {source(residence, point)} s
         WHERE {standing_first(residence, "s", point)}{believed("s", point)} AND NOT {_dead("s.individual_id", point)}
         GROUP BY s.address_id) a {lying("a.address_id", point)}
 GROUP BY l.unit_id"""


def _dead(individual_id: str, point: Point) -> str:
    death: Fact = individual.death
    return (
        f"EXISTS (SELECT FROM {source(death, point)} x WHERE x.individual_id = {individual_id} "
        f"AND {standing('x', point)}{believed('x', point)})"
    )
