"""BIN: YYMM of registration, type, detail, five digits of serial, check digit as in an IIN.

Sources: Programme of 2003, rules of Resolution 406 of 22.05.2007. The sixth digit has two published versions: 3 is
another separate unit or a peasant farm, 4 a peasant farm or nothing. Type 9 is reserved and is our synthetic range.
"""

from registries.identifiers.check_digit import check_digit_faults
from registries.identifiers.writing import MARKS, Finding, read_digits

KNOWN_EXCEPTIONS = frozenset({"000003319944"})
"""Issued against the rules, as a published validator of the field records."""


def read_bin(text: str) -> Finding:
    return read_digits(text, (12,), judge)


def judge(digits: str) -> MARKS:
    if digits in KNOWN_EXCEPTIONS:
        return (), ("exception",)
    detail_4 = ("detail-4",) if digits[5] == "4" else ()
    return _structure_faults(digits) + check_digit_faults(digits), detail_4


def _structure_faults(digits: str) -> tuple[str, ...]:
    month = () if 1 <= int(digits[2:4]) <= 12 else ("month",)
    kind = () if digits[4] in "4569" else ("type",)
    detail = () if digits[5] in "01234" else ("detail",)
    return month + kind + detail
