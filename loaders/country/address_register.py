"""The address register's open data and the acts of naming.

All CSV in UTF-8; the first four with `,`, as of today, one row an object, ids integers, `actual` true, `modified`
`YYYY-MM-DD HH:MM:SS`. Names stand without their type word (`Акмолинская`, `Абай`); types are numbers of `codes.py`.

ar_units: `id,parent_id,name_rus,name_kaz,d_ats_type_id,d_ats_type_code,rco,cato,actual,modified`; `cato` is the real
KATO code (the republic has none), `rco` is 990 and nine digits.
ar_geonyms: `id,parent_id,s_ats_id,d_geonims_type_id,name_rus,name_kaz,rco,actual,modified`; `rco` is 991 and nine
digits.
ar_buildings: `id,parent_id,parent_rca,s_ats_id,s_geonim_id,s_ground_id,d_buildings_pointer_code,number,distance,
this_is,rca,actual,modified`; a corpus is a child building whose `number` follows its parent's after a stroke.
ar_premises: `id,s_building_id,d_room_type_id,number,rca,actual,modified`.
naming_acts: `;`, `object,code,old_name_ru,old_name_kk,new_name_ru,new_name_kk,first_day,act,signed_on`; `object` is
`unit` (code: KATO) or `geonym` (code: RCO). No old name: the unit begins on that day. The same name twice: the status
changes, the name does not. The streets of one takeover share act and day. Days YYYY-MM-DD.
"""

from collections.abc import Callable, Iterable, Iterator

from loaders.country.files import Lines, csv_line
from loaders.country.places import Act
from loaders.country.territory import Territory

_MODIFIED = "2026-09-30 00:00:00"
_STATE = ("true", _MODIFIED)
Rows = Iterator[tuple[str, ...]]


def units(territory: Territory) -> Rows:
    yield _header("id,parent_id,name_rus,name_kaz,d_ats_type_id,d_ats_type_code,rco,cato,actual,modified")
    for unit in territory.units:
        parent = "" if unit.parent is None else str(territory.units[unit.parent].id)
        kind = str(unit.type.value)
        yield (str(unit.id), parent, unit.name_ru, unit.name_kk, kind, kind, unit.rko, unit.kato, *_STATE)


def geonyms(territory: Territory) -> Rows:
    yield _header("id,parent_id,s_ats_id,d_geonims_type_id,name_rus,name_kaz,rco,actual,modified")
    for geonym in territory.geonyms:
        unit, kind = str(territory.units[geonym.unit].id), str(geonym.type.value)
        yield (str(geonym.id), "", unit, kind, geonym.name_ru, geonym.name_kk, geonym.rko, *_STATE)


def buildings(territory: Territory) -> Rows:
    yield _header(
        "id,parent_id,parent_rca,s_ats_id,s_geonim_id,s_ground_id,d_buildings_pointer_code,number,distance,this_is,"
        "rca,actual,modified"
    )
    for building in territory.buildings:
        geonym = territory.geonyms[building.geonym]
        parent = territory.buildings[building.parent] if building.parent is not None else None
        above = (str(parent.id), parent.rka) if parent else ("", "")
        place = (str(territory.units[geonym.unit].id), str(geonym.id), "", str(building.pointer.value))
        yield (str(building.id), *above, *place, building.number, "", "", building.rka, *_STATE)


def premises(territory: Territory) -> Rows:
    yield _header("id,s_building_id,d_room_type_id,number,rca,actual,modified")
    for room in territory.premises:
        building = territory.buildings[room.building]
        yield (str(room.id), str(building.id), str(room.type.value), room.number, room.rka, *_STATE)


def naming_acts(territory: Territory) -> Rows:
    yield _header("object,code,old_name_ru,old_name_kk,new_name_ru,new_name_kk,first_day,act,signed_on")
    for unit in territory.units:
        yield from (("unit", unit.kato, *_act(act)) for act in unit.acts)
    for geonym in territory.geonyms:
        yield from (("geonym", geonym.rko, *_act(act)) for act in geonym.acts)


FILES: tuple[tuple[str, str, Callable[[Territory], Rows]], ...] = (
    ("ar_units", ",", units),
    ("ar_geonyms", ",", geonyms),
    ("ar_buildings", ",", buildings),
    ("ar_premises", ",", premises),
    ("naming_acts", ";", naming_acts),
)


def write_rows(rows: Iterable[tuple[str, ...]], lines: Lines, delimiter: str) -> int:
    """The number of rows below the header."""
    for row in rows:
        lines.write(csv_line(row, delimiter))
    return lines.last - 1


def _header(columns: str) -> tuple[str, ...]:
    return tuple(columns.split(","))


def _act(act: Act) -> tuple[str, ...]:
    names = (act.old_ru, act.old_kk, act.new_ru, act.new_kk)
    return (*names, act.first_day.isoformat(), act.title, act.signed_on.isoformat())
