"""Extracts of the address register, each as CSV and as JSON Lines, by the field names of any year."""

import json
from collections.abc import Callable, Mapping, Sequence

Row = Mapping[str, object]
Write = Callable[[Sequence[Row]], bytes]


def as_csv(rows: Sequence[Row]) -> bytes:
    """A table that has every column any of the rows has."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    lines = [",".join(columns), *(",".join(_written(row.get(name)) for name in columns) for row in rows)]
    return ("\n".join(lines) + "\n").encode()


def as_json_lines(rows: Sequence[Row]) -> bytes:
    """Numbers as numbers and truth as truth, as the open data give them."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _written(word: object) -> str:
    if word is None:
        return ""
    return str(word).lower() if isinstance(word, bool) else str(word)


def entry(number: int, code: int, word: str, **changed: object) -> Row:
    """A row of any dictionary."""
    return {
        "id": number, "code": code, "value_ru": word, "value_kz": word, "short_value_ru": None,
        "short_value_kz": None, "actual": True,
    } | changed  # fmt: skip


def unit(number: int, parent: int | None, name: str, kind: int, **changed: object) -> Row:
    return {
        "id": number, "parent_id": parent, "name_rus": name, "name_kaz": name, "full_path_rus": "", "full_path_kaz": "",
        "d_ats_type_id": kind, "d_ats_type_code": kind, "rco": None, "cato": f"99{number:07d}", "actual": True,
        "modified": "2026-09-30 00:00:00",
    } | changed  # fmt: skip


def geonym(number: int, parent: int | None, name: str, kind: int = 1, **changed: object) -> Row:
    return {
        "id": number, "parent_id": parent, "s_ats_id": 2, "d_geonims_type_id": kind, "name_rus": name, "name_kaz": name,
        "full_path_rus": "", "full_path_kaz": "", "rco": f"991{number:09d}", "cato": None, "actual": True,
        "modified": "2026-09-30 00:00:00",
    } | changed  # fmt: skip


def building(number: int, house: str = "1", **changed: object) -> Row:
    return {
        "id": number, "parent_id": None, "parent_rca": None, "s_ats_id": 2, "s_geonim_id": 1, "s_ground_id": None,
        "d_buildings_pointer_code": 1, "number": house, "distance": None, "this_is": None, "rca": f"991{number:013d}",
        "actual": True, "modified": "2026-09-30 00:00:00",
    } | changed  # fmt: skip


def room(number: int, inside: int, **changed: object) -> Row:
    return {
        "id": number, "s_building_id": inside, "d_room_type_id": 1, "number": str(number), "rca": f"992{number:013d}",
        "actual": True, "modified": "2026-09-30 00:00:00",
    } | changed  # fmt: skip


def ground(number: int, plot: str, **changed: object) -> Row:
    return {
        "id": number, "s_ats_id": 2, "s_geonim_id": 1, "number": plot, "rca": f"993{number:013d}",
        "cadastre_number": f"99-320-072-{number:03d}", "full_path_rus": "", "full_path_kaz": "", "actual": True,
        "modified": "2026-09-30 00:00:00",
    } | changed  # fmt: skip


def renamed(row: Row, old: str, new: str) -> Row:
    """The row with one column under another name, in the same place."""
    return {new if name == old else name: word for name, word in row.items()}


def without(row: Row, *names: str) -> Row:
    return {name: word for name, word in row.items() if name not in names}
