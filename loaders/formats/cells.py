"""What stands in a cell of a workbook, as a text: strings, numbers without noise, dates as ISO writes them."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from loaders.formats.rows import Reason

BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
NO_PART_OF_A_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
DATE_SIGN = re.compile("[dmyhs]", re.IGNORECASE)
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")

EXACT_BELOW = Decimal(10) ** 15
"""A spreadsheet keeps fifteen digits of a number; what it shows of a longer one is not what was typed."""
LAST_SERIAL = 2_958_465  # 31.12.9999
LEAP_DAY_THAT_WAS_NOT = 60
EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


def date_styles(styles: Element | None) -> frozenset[int]:
    """The styles, by their place in the list, that show a number as a date."""
    if styles is None:
        return frozenset()
    formats = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in _each(styles, "numFmt")}
    cells = next(_each(styles, "cellXfs"), None)
    shown = [] if cells is None else [int(style.get("numFmtId", "0")) for style in cells]
    return frozenset(place for place, number in enumerate(shown) if _is_date(number, formats))


def _each(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if element.tag.rpartition("}")[2] == name)


def _is_date(number: int, formats: dict[int, str]) -> bool:
    if number not in formats:
        return number in BUILT_IN_DATES
    first = NO_PART_OF_A_FORMAT.sub("", formats[number]).split(";")[0]
    return first.lower() != "general" and DATE_SIGN.search(first) is not None


def unescaped(text: str) -> str:
    """Characters that XML cannot hold are written `_x000D_`."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def number(text: str, column: str) -> str | Reason:
    """A number without the noise of its last binary digits, never in powers of ten."""
    value = _decimal(text)
    if value is None:
        return Reason("UNREADABLE_CELL", None, f"the cell in column {column} is no number and says it is one")
    if value == value.to_integral_value():
        if abs(value) >= EXACT_BELOW:
            return Reason(
                "NUMBER_CUT", None, f"the number in column {column} is longer than a spreadsheet keeps: digits are lost"
            )
        return format(value.to_integral_value(), "f").removeprefix("-0") or "0"
    return format(Decimal(format(float(value), ".15g")), "f")


def _decimal(text: str) -> Decimal | None:
    if len(text) > 400 or not NUMBER.fullmatch(text.strip()):
        return None
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        return None


def shown_date(text: str, column: str, *, from_1904: bool) -> str | Reason:
    """A serial number as the date it is shown as, also the days that a spreadsheet invents: 00.01. and 29.02.1900."""
    value = _decimal(text)
    if value is None or not 0 <= value < LAST_SERIAL + 1:
        return number(text, column)
    days, part = int(value), value - int(value)
    time = _time(round(part * 86_400))
    if not from_1904 and days in {0, LEAP_DAY_THAT_WAS_NOT}:
        return ("1900-02-29" if days else "1900-01-00") + time
    epoch = EPOCH_1904 if from_1904 else EPOCH
    day = epoch + timedelta(days=days + (not from_1904 and days < LEAP_DAY_THAT_WAS_NOT))
    return f"{day:%Y-%m-%d}{time}"


def _time(seconds: int) -> str:
    if not seconds:
        return ""
    seconds = min(seconds, 86_399)
    return f"T{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
