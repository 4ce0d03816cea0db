"""Codes without a check digit: RKA and RKO of the address register, SIK of the pension system until 2013.

RKA has 16 digits; the length of an RKO is in no source, so up to 20 digits are taken. A SIK has 16 digits and capital
Latin letters without I, L, O, Q (a bank's check of 2003); what its places mean is unknown.
"""

import re

from registries.identifiers.writing import Finding, alphabet_faults, read_digits, without_separators

_SIK_LENGTH = 16
_SIK_ALPHABET = re.compile(r"[0-9A-HJKMNPR-Z]+")
_RKO_LENGTHS = tuple(range(1, 21))


def read_rka(text: str) -> Finding:
    return read_digits(text, (16,))


def read_rko(text: str) -> Finding:
    return read_digits(text, _RKO_LENGTHS)


def read_sik(text: str) -> Finding:
    bare = without_separators(text)
    code = bare.upper() if bare.isascii() else bare
    alphabet = () if _SIK_ALPHABET.fullmatch(code) else alphabet_faults(code)
    length = () if len(code) == _SIK_LENGTH else ("length",)
    return Finding(None, alphabet + length) if alphabet or length else Finding(code)
