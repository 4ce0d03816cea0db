"""The address register's open data and the acts of naming.

As of today, one row an object, ids integers, `actual` true, `modified` `YYYY-MM-DD HH:MM:SS`. Names stand without their
type word (`Акмолинская`, `Абай`); types are numbers of `codes.py`, whose words are in the dictionaries. `first_extracts`
says which are CSV in UTF-8 with `,` and which JSON Lines, and by the field names of which year.

ar_unit_types, ar_geonym_types, ar_pointers, ar_room_types: `id,code,value_ru,value_kz,short_value_ru,short_value_kz,actual`.

ar_units: `id,parent_id,name_rus,name_kaz,d_ats_type_id,d_ats_type_code,rco,cato,actual,modified`; `cato` is the real
KATO code (the republic has none), `rco` is 990 and nine digits.
ar_geonyms: `id,parent_id,s_ats_id,d_geonims_type_id,name_rus,name_kaz,rco,actual,modified`; `rco` is 991 and nine
digits.
ar_buildings: `id,parent_id,parent_rca,s_ats_id,s_geonim_id,s_ground_id,d_buildings_pointer_code,number,distance,
this_is,rca,actual,modified`; a corpus is a child building whose `number` follows its parent's after a stroke.
ar_premises: `id,s_building_id,d_room_type_code,number,rca,actual,modified`, the code of 2020.
ar_grounds: `id,s_ats_id,s_geonim_id,number,rca,cadastre_number,actual,modified`; the plot on which every plot of the
cadastre has its address, `rca` 993 and thirteen digits. ar_ground_plots is the same file.
naming_acts: CSV, `;`, `object,code,old_name_ru,old_name_kk,new_name_ru,new_name_kk,first_day,act,signed_on`; `object` is
`unit` (code: KATO) or `geonym` (code: RCO). No old name: the unit begins on that day. The same name twice: the status
changes, the name does not. The streets of one takeover share act and day. Days YYYY-MM-DD.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from loaders.country.codes import (
    GEONYM_WORDS,
    POINTER_WORDS,
    ROOM_WORDS,
    UNIT_TYPE_WORDS,
    UNIT_WORDS,
    room_code,
)
from loaders.country.files import Lines, csv_line
from loaders.country.issuing import cadastral_number
from loaders.country.places import Act
from loaders.country.plots import dwelling_of_plot
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
    yield _header("id,s_building_id,d_room_type_code,number,rca,actual,modified")
    for room in territory.premises:
        building = territory.buildings[room.building]
        yield (str(room.id), str(building.id), str(room_code(room.type)), room.number, room.rka, *_STATE)


def naming_acts(territory: Territory) -> Rows:
    yield _header("object,code,old_name_ru,old_name_kk,new_name_ru,new_name_kk,first_day,act,signed_on")
    for unit in territory.units:
        yield from (("unit", unit.kato, *_act(act)) for act in unit.acts)
    for geonym in territory.geonyms:
        yield from (("geonym", geonym.rko, *_act(act)) for act in geonym.acts)


def grounds(territory: Territory, seed: int, plots: int) -> Rows:
    yield _header("id,s_ats_id,s_geonim_id,number,rca,cadastre_number,actual,modified")
    for place in range(plots):
        building = territory.buildings[territory.dwellings[dwelling_of_plot(territory, seed, place)].building]
        geonym = territory.geonyms[building.geonym]
        where = (str(territory.units[geonym.unit].id), str(geonym.id), building.number)
        yield (str(place + 1), *where, f"993{place + 1:013d}", cadastral_number(place), *_STATE)


def dictionary(words: Mapping[Any, tuple[str, str]], codes: Callable[[int], int] = int) -> Rows:
    """The types of one sort; `codes` gives the code of a number."""
    yield _header("id,code,value_ru,value_kz,short_value_ru,short_value_kz,actual")
    for kind, (ru, kk) in words.items():
        yield (str(int(kind)), str(codes(int(kind))), ru, kk, "", "", "true")


@dataclass(frozen=True, slots=True)
class Extract:
    """One file: its rows, how it is written, and columns that bore another name when it was written."""

    source: str
    rows: Callable[[], Rows]
    json: bool = False
    delimiter: str = ","
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def extension(self) -> str:
        return "jsonl" if self.json else "csv"

    def write(self, lines: Lines) -> int:
        """The number of rows, without a header."""
        rows = self.rows()
        header = tuple(self.renamed.get(name, name) for name in next(rows))
        if self.json:
            for row in rows:
                lines.write(json.dumps(dict(zip(header, map(_typed, header, row), strict=True)), ensure_ascii=False))
            return lines.last
        for row in chain([header], rows):
            lines.write(csv_line(row, self.delimiter))
        return lines.last - 1


def first_extracts(territory: Territory, seed: int, plots: int) -> tuple[Extract, ...]:
    """Of several years and in both formats: buildings before January 2022, premises of 2020."""
    return (
        Extract("ar_unit_types", lambda: dictionary(UNIT_WORDS | UNIT_TYPE_WORDS), json=True),
        Extract("ar_geonym_types", lambda: dictionary(GEONYM_WORDS)),
        Extract("ar_pointers", lambda: dictionary(POINTER_WORDS), json=True),
        Extract("ar_room_types", lambda: dictionary(ROOM_WORDS, room_code)),
        Extract("ar_units", lambda: units(territory)),
        Extract("ar_geonyms", lambda: geonyms(territory)),
        Extract("ar_grounds", lambda: grounds(territory, seed, plots), json=True),
        Extract("ar_buildings", lambda: buildings(territory), json=True, renamed={"s_geonim_id": "s_geonims_id"}),
        Extract("ar_premises", lambda: premises(territory), json=True),
        Extract("naming_acts", lambda: naming_acts(territory), delimiter=";"),
    )


def second_extracts(territory: Territory) -> tuple[Extract, ...]:
    """The same buildings in the other format, by the names of today: nothing new is said."""
    return (Extract("ar_buildings", lambda: buildings(territory)),)


def _typed(name: str, word: str) -> str | int | bool | None:
    """As the open data write it: ids and codes as numbers, truth as truth."""
    if not word:
        return None
    if name == "actual":
        return word == "true"
    return int(word) if name.endswith(("id", "_code")) or name == "code" else word


def _header(columns: str) -> tuple[str, ...]:
    return tuple(columns.split(","))


def _act(act: Act) -> tuple[str, ...]:
    names = (act.old_ru, act.old_kk, act.new_ru, act.new_kk)
    return (*names, act.first_day.isoformat(), act.title, act.signed_on.isoformat())
