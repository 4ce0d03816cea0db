"""RNN, the taxpayer's number until 2013: oblast, tax committee, 0 for an organisation or 1–9, serial, check digit."""

from registries.identifiers.check_digit import expect_digits, remainder
from registries.identifiers.writing import MARKS, Finding, read_digits

PASSES = tuple(tuple((start + place) % 10 + 1 for place in range(11)) for start in range(10))
"""Weights 1, 2, … 10, 1; each further pass begins one later. (An IIN begins its second pass two later.)"""


def rnn_check_digit(first_eleven: str) -> int:
    """The first remainder below 10.

    There is always one. Over all ten passes each digit weighs 1 + 2 + … + 10 = 55, a multiple of 11, so the ten
    remainders sum to 0 modulo 11, and ten tens would sum to 1.
    """
    expect_digits(first_eleven, 11)
    return next(rest for weights in PASSES if (rest := remainder(first_eleven, weights)) < 10)


def read_rnn(text: str) -> Finding:
    return read_digits(text, (12,), judge)


def judge(digits: str) -> MARKS:
    right = rnn_check_digit(digits[:11]) == int(digits[11])
    return (() if right else ("check-digit",)), ()
