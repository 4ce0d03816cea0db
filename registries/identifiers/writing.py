"""Characters and lengths: from what was written to the bare characters of an identifier."""

import re
from collections.abc import Callable
from dataclasses import dataclass

MARKS = tuple[tuple[str, ...], tuple[str, ...]]
"""Faults, then suspicions."""

LONGEST = 100
"""No identifier is longer, separators included; anything above is refused unread."""

BLANKS = " \t\u00a0\u2000-\u200a\u202f\u205f\u3000"
HYPHENS = "\\-\u2010-\u2015\u2212"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_BETWEEN = re.compile(rf"(?<=\w)[{BLANKS}{HYPHENS}]+(?=\w)")
_SPREADSHEET = re.compile(r"[0-9]+(?:[.,][0-9]*(?:[eE]\+?[0-9]+)?|[eE]\+?[0-9]+)")


@dataclass(frozen=True, slots=True)
class Finding:
    """What reading found: the canonical form (None when unreadable), faults, suspicions."""

    normal: str | None
    faults: tuple[str, ...] = ()
    suspicions: tuple[str, ...] = ()


def unwrap(value: str) -> str:
    """`value` without invisible characters and without blanks around it."""
    return value if value.isascii() and value.isalnum() else _INVISIBLE.sub("", value).strip()


def without_separators(text: str) -> str:
    """Blanks and hyphens go when they stand between characters; a leading or trailing hyphen stays and is a fault."""
    return text if text.isalnum() else _BETWEEN.sub("", text)


def only_ascii_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def is_spreadsheet_number(text: str) -> bool:
    return _SPREADSHEET.fullmatch(text) is not None


def alphabet_faults(text: str) -> tuple[str, ...]:
    """For a text already known to break its alphabet."""
    foreign = any(character.isdecimal() and not character.isascii() for character in text)
    return ("alphabet", "foreign-digits") if foreign else ("alphabet",)


def no_marks(_: str) -> MARKS:
    return (), ()


def read_digits(text: str, lengths: tuple[int, ...], judge: Callable[[str], MARKS] = no_marks) -> Finding:
    """A kind that is all digits; `judge` is asked only when characters and length hold. `lengths[0]` is the usual."""
    if is_spreadsheet_number(text) and not only_ascii_digits(text):
        return Finding(None, ("spreadsheet-number",))
    digits = without_separators(text)
    if not only_ascii_digits(digits):
        return Finding(None, alphabet_faults(digits) + (() if len(digits) in lengths else ("length",)))
    if len(digits) not in lengths:
        return Finding(None, ("length", *_lost_zeros(digits, lengths[0], judge)))
    return Finding(digits, *judge(digits))


def _lost_zeros(digits: str, usual: int, judge: Callable[[str], MARKS]) -> tuple[str, ...]:
    if len(digits) >= usual or not digits.strip("0"):
        return ()
    faults, _ = judge(digits.zfill(usual))
    return () if faults else ("leading-zeros-lost",)
