"""Which row stands on a day, how surely, and what is newer beside it: dates compared one by one."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from tests.registry_api.oracle.books import KEYS, Row


def first_day(row: Row) -> date | None:
    found: date | None = row["valid_time"].lower
    return found


def end_day(row: Row) -> date | None:
    """The first day on which it holds no longer."""
    found: date | None = row["valid_time"].upper
    return found


def order(row: Row) -> tuple[Any, ...]:
    """Rows in time: what was always before what begins, what ends before what goes on."""
    first, last = first_day(row), end_day(row)
    return (first is not None, first or date.min, last is None, last or date.max)


def holds(row: Row, day: date) -> bool:
    first, last = first_day(row), end_day(row)
    return (first is None or first <= day) and (last is None or day < last)


def stands(row: Row, day: date) -> bool:
    """It holds, or it may have begun already: it was not there on `starts_after`, and it was on its first day."""
    first, absent = first_day(row), row["starts_after"]
    begun = absent is not None and first is not None and absent < day < first
    return begun or holds(row, day)


def uncertain(row: Row, day: date) -> bool:
    seen: date | None = row["ends_after"]
    return not holds(row, day) or (seen is not None and seen < day)


def turning(row: Row, day: date) -> date | None:
    """The first day of the newer state beside an uncertain row."""
    if not uncertain(row, day):
        return None
    return end_day(row) if holds(row, day) else first_day(row)


def standing(rows: Iterable[Row], table: str, day: date) -> list[Row]:
    """One row for each key, the earliest that stands; in the order of the keys."""
    found: dict[tuple[Any, ...], Row] = {}
    for row in sorted((row for row in rows if stands(row, day)), key=order):
        found.setdefault(tuple(row[column] for column in KEYS[table]), row)
    return [found[key] for key in sorted(found)]


def newer(rows: Sequence[Row], table: str, row: Row, day: date) -> Row | None:
    """The row of the same key that begins where one last seen before `day` ends."""
    seen: date | None = row["ends_after"]
    if seen is None or not seen < day:
        return None
    following = [
        other
        for other in rows
        if first_day(other) is not None
        and first_day(other) == end_day(row)
        and all(other[column] == row[column] for column in KEYS[table])
    ]
    return following[0] if following else None


def in_time(rows: Iterable[Row], table: str) -> list[Row]:
    """Every row, by key and then by time."""
    return sorted(rows, key=lambda row: (tuple(row[column] for column in KEYS[table]), order(row)))
