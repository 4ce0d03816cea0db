"""From a cleaned text to a value: dates, codes, numbers. Nothing is guessed; what does not read is a reason."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from loaders.formats import Reason
from loaders.mapping.dictionary import Dictionaries, meanings
from loaders.source import SERIAL, YEAR_ALONE, FieldSpec, Scalar
from registries.address.name_forms import one_alphabet

Conversion = Callable[[str], Scalar | Reason]

FIRST_YEAR, LAST_YEAR = 1800, 2199
"""Nobody in a register was born earlier and no validity ends later; years beyond are placeholders or slips."""

REMEMBERED = 1 << 14
"""How many different dates of a field are kept read: days of registration recur, and memory stays bounded."""

_SIGNS = {
    "d": "(?P<d>[0-9]{2})",
    "m": "(?P<m>[0-9]{2})",
    "Y": "(?P<Y>[0-9]{4})",
    "H": "[0-9]{2}",
    "M": "[0-9]{2}",
    "S": "[0-9]{2}",
    "f": "[0-9]{1,9}",
}
_INTEGER = re.compile("[+-]?[0-9]{1,18}")
_DECIMAL = re.compile("[+-]?[0-9]{1,18}(?:[.,][0-9]{1,18})?")


def conversion(name: str, spec: FieldSpec, dictionaries: Dictionaries) -> Conversion | None:
    """How a field's text becomes its value; None for a text that stays one (names and identifiers are read later)."""
    if spec.dictionary is not None and (spec.codes is None or spec.dictionary.source in dictionaries):
        return meanings(name, spec.dictionary, dictionaries)
    if spec.date is not None:
        return _dates(name, spec.date)
    if spec.codes is not None:
        return _codes(name, spec)
    if spec.number is not None:
        return _integers(name) if spec.number == "integer" else _decimals(name)
    return None


def _dates(name: str, formats: tuple[str, ...]) -> Conversion:
    patterns = tuple(_date_pattern(text) for text in formats if text not in {YEAR_ALONE, SERIAL})
    year_alone, serial = YEAR_ALONE in formats, SERIAL in formats
    unreadable = Reason("UNREADABLE_DATE", name, "the date is not written as the source says")
    impossible = Reason("IMPOSSIBLE_DATE", name, "there is no such day in the calendar")
    beyond = Reason("DATE_OUT_OF_RANGE", name, f"the year lies outside {FIRST_YEAR} to {LAST_YEAR}")

    @lru_cache(REMEMBERED)
    def read(text: str) -> date | int | Reason:
        if year_alone and len(text) == 4 and text.isdecimal() and text.isascii():
            return int(text) if FIRST_YEAR <= int(text) <= LAST_YEAR else beyond
        found = next((match for pattern in patterns if (match := pattern.fullmatch(text))), None)
        if found is None:
            return (_day_of_serial(text) if serial else None) or unreadable
        year, month, day = int(found["Y"]), int(found["m"]), int(found["d"])
        try:
            value = date(year, month, day)
        except ValueError:
            return impossible
        return value if FIRST_YEAR <= year <= LAST_YEAR else beyond

    return read


def _day_of_serial(text: str) -> date | None:
    """The day that a spreadsheet keeps as this number; it counts a 29.02.1900 that never was."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 5) or int(text) in {0, 60}:
        return None
    return date(1899, 12, 30) + timedelta(days=int(text) + (int(text) < 60))


def _date_pattern(text: str) -> re.Pattern[str]:
    parts = re.split("%(.)", text)
    return re.compile("".join(_SIGNS[part] if odd % 2 else re.escape(part) for odd, part in enumerate(parts)))


def _codes(name: str, spec: FieldSpec) -> Conversion:
    listed: Iterable[tuple[str, Scalar]] = (
        (" ".join(code.split()), value) for code, value in (spec.codes or {}).items()
    )
    unknown = Reason("UNKNOWN_CODE", name, "the code is not in the source's list")
    otherwise: Scalar | Reason = unknown if spec.other is None else spec.other
    if spec.folded:
        words = {one_spelling(code): value for code, value in listed}
        return lambda text: words.get(one_spelling(text), otherwise)
    codes = dict(listed)
    return lambda text: codes.get(text, otherwise)


def one_spelling(word: str) -> str:
    """A word as all hands and fonts may have meant it: only for comparing."""
    return one_alphabet(word.replace("ё", "е").replace("Ё", "Е"))


def _integers(name: str) -> Conversion:
    unreadable = Reason("UNREADABLE_NUMBER", name, "it is not a whole number")
    return lambda text: int(text) if _INTEGER.fullmatch(text) else unreadable


def _decimals(name: str) -> Conversion:
    unreadable = Reason("UNREADABLE_NUMBER", name, "it is not a number")

    def read(text: str) -> Decimal | Reason:
        return Decimal(text.replace(",", ".")) if _DECIMAL.fullmatch(text) else unreadable

    return read
