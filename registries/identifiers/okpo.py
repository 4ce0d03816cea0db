"""OKPO: the statistical code of an organisation, 8 digits.

That Kazakhstan uses the Russian check digit is unconfirmed, as is the branch form of 12 digits. 10 and 14 digits are
Russian lengths. Published codes differ on the second pass over 10 digits (weights 3–9 then 10, 11 or 10, 1); either
is accepted. Nothing published says how 12 and 14 digits are checked, so they are not.
"""

from registries.identifiers.check_digit import expect_digits, remainder
from registries.identifiers.writing import MARKS, Finding, read_digits


def okpo_check_digit(first_seven: str) -> int:
    """The eighth digit: weights 1–7, then 3–9, then 0."""
    expect_digits(first_seven, 7)
    first = remainder(first_seven, range(1, 8))
    return first if first < 10 else remainder(first_seven, range(3, 10)) % 10


def read_okpo(text: str) -> Finding:
    return read_digits(text, (8, 10, 12, 14), judge)


def judge(digits: str) -> MARKS:
    if len(digits) == 8:
        return _faults(int(digits[7]) == okpo_check_digit(digits[:7])), ()
    if len(digits) == 10:
        return _faults(int(digits[9]) in _foreign_check_digits(digits[:9])), ("foreign-length",)
    return (), ("branch-length" if len(digits) == 12 else "foreign-length",)


def _foreign_check_digits(first_nine: str) -> set[int]:
    first = remainder(first_nine, range(1, 10))
    if first < 10:
        return {first}
    return {remainder(first_nine, weights) % 10 for weights in (range(3, 12), (*range(3, 11), 1))}


def _faults(agrees: bool) -> tuple[str, ...]:
    return () if agrees else ("check-digit",)
