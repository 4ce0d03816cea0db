"""Marks inside the text that PostgreSQL answers with: control characters, which JSON text itself never holds.

A subject's mark stands before what is said of him and is taken out before the answer leaves; the mark of a refusal or
of an introspection is replaced by it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

_SUBJECT = re.compile("\x01([0-9]+):([0-9]*):([0-9-]*)\x02")
_REPLACED = re.compile("\x03([a-z]+)([0-9]+)\x04")


@dataclass(frozen=True, slots=True)
class Mark:
    """One subject: the number of the place, his identity (None: unknown), the day where the answer brought it up."""

    place: int
    identity: int | None
    day: date | None


def subject(place: int, identity: str, day: str | None) -> str:
    """SQL of a subject's mark."""
    return f"concat('\x01{place}\\:', {identity}, '\\:', {day or 'NULL'}, '\x02')"


def refusal(root: int) -> str:
    """SQL of the mark where the refusal of a root field goes."""
    return f"'\x03refusal{root}\x04'"


def introspected(number: int) -> str:
    """SQL of the mark where what the schema says of itself goes."""
    return f"'\x03schema{number}\x04'"


def marks(text: str) -> Iterator[Mark]:
    for place, identity, day in _SUBJECT.findall(text):
        yield Mark(int(place), int(identity) if identity else None, date.fromisoformat(day) if day else None)


def unmarked(text: str) -> str:
    return _SUBJECT.sub("", text)


def replaced(text: str, by: Mapping[tuple[str, int], str]) -> str:
    """`by` maps a kind of mark and its number to JSON text."""
    return _REPLACED.sub(lambda found: by[found[1], int(found[2])], text)
