"""The check digit that IIN and BIN share.

Source: Programme of Government Resolution 565 of 11.06.2003. It is no evidence of identity: in numbers that end in the
first pass the eleventh digit weighs 11, that is nothing, and 9 % of single-digit errors pass.
"""

from collections.abc import Sequence

FIRST_PASS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
SECOND_PASS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)


def remainder(digits: str, weights: Sequence[int]) -> int:
    """The weighted sum of `digits` modulo 11; `digits` are ASCII digits, as many as there are weights."""
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11


def check_digit(first_eleven: str) -> int | None:
    """The twelfth digit, or None where both passes give 10 and the number is never issued."""
    expect_digits(first_eleven, 11)
    first = remainder(first_eleven, FIRST_PASS)
    if first < 10:
        return first
    second = remainder(first_eleven, SECOND_PASS)
    return second if second < 10 else None


def expect_digits(text: str, length: int) -> None:
    if not (len(text) == length and text.isascii() and text.isdigit()):
        msg = f"a check digit is computed over {length} digits 0 to 9"
        raise ValueError(msg)


def check_digit_faults(digits: str) -> tuple[str, ...]:
    """The faults of the check digit of a whole IIN or BIN."""
    right = check_digit(digits[:11])
    if right is None:
        return ("check-digit-impossible",)
    return () if right == int(digits[11]) else ("check-digit",)
