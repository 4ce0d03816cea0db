"""One broken thing, and what has to become of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """`expected` is what happens in words: refused CODE, quarantined CODES, accepted, flagged CODES, duplicate, …"""

    what: str
    source: str
    content: bytes
    expected: str
