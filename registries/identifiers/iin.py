"""IIN: YYMMDD, century and sex, four digits of serial, check digit.

Source: Programme of Government Resolution 565 of 11.06.2003. Since Resolution 853 of 26.08.2013 the digits are not
bound to the person's data: a date or sex read from them is a hint, an impossible one a suspicion, neither is a fault.
"""

from datetime import date

from registries.identifiers.check_digit import check_digit, check_digit_faults
from registries.identifiers.writing import MARKS, Finding, read_digits

SERIALS = 10_000
"""Serial numbers of one birth date and seventh digit, 0000 to 9999; about 83 of them give 10 in both passes."""

LAST_SYNTHETIC_BIRTH_YEAR = 2026
"""Seventh digits 7 and 8 name no century. Ours stand for the hundred years that end here: 00–26 are 20xx, 27–99 are
19xx. The year is fixed, not today's, so that a number does not change its meaning on New Year's Eve."""

_CENTURIES = {1: 1800, 2: 1800, 3: 1900, 4: 1900, 5: 2000, 6: 2000}


def read_iin(text: str) -> Finding:
    return read_digits(text, (12,), judge)


def judge(digits: str) -> MARKS:
    seventh = digits[6]
    reserved = (f"7th-digit-{seventh}",) if seventh in "0789" else ()
    undated = () if _has_possible_date(digits) else ("date-invalid",)
    return check_digit_faults(digits), undated + reserved


def birth_date_hint(digits: str) -> date | None:
    """The date the digits spell; None for an impossible date and for seventh digits 0 and 9, which name no century."""
    century = _century(int(digits[6]), int(digits[:2]))
    return None if century is None else _date(century, digits)


def sex_hint(digits: str) -> str | None:
    """MALE for an odd seventh digit, FEMALE for an even one, None for 0 and 9."""
    seventh = digits[6]
    if seventh in "09":
        return None
    return "MALE" if seventh in "1357" else "FEMALE"


def spells(seventh_digit: int, birth_date: date) -> bool:
    """Whether an IIN with this seventh digit can spell this birth date."""
    century = _century(seventh_digit, birth_date.year % 100)
    return century is not None and century + birth_date.year % 100 == birth_date.year


def form_iin(birth_date: date, seventh_digit: int, serial: int) -> str | None:
    """The IIN of these parts, or None where both passes give 10: take the next serial.

    Raises ValueError when the seventh digit cannot spell the birth date's century or the serial is not 0 to 9999.
    """
    if not spells(seventh_digit, birth_date):
        msg = "this seventh digit does not spell the century of this birth date"
        raise ValueError(msg)
    if not 0 <= serial < SERIALS:
        msg = f"a serial number is 0 to {SERIALS - 1}"
        raise ValueError(msg)
    first_eleven = f"{birth_date:%y%m%d}{seventh_digit}{serial:04d}"
    last = check_digit(first_eleven)
    return None if last is None else f"{first_eleven}{last}"


def _century(seventh_digit: int, year_of_century: int) -> int | None:
    if seventh_digit in (7, 8):
        return 2000 if 2000 + year_of_century <= LAST_SYNTHETIC_BIRTH_YEAR else 1900
    return _CENTURIES.get(seventh_digit)


def _date(century: int, digits: str) -> date | None:
    try:
        return date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return None


def _has_possible_date(digits: str) -> bool:
    """With seventh digit 0 or 9 a date of any century will do (29 February of 00 exists only in 2000)."""
    if digits[6] in "09":
        return _date(2000, digits) is not None
    return birth_date_hint(digits) is not None
