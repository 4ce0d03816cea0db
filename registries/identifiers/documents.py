"""Numbers of documents: identity cards, passports, certificates.

Identity card: 9 digits with leading zeros. Passport: N and 8 digits, older ones 7. Refugee certificate: two letters
and 8 digits. The form of a birth certificate's number is in no source: letters and digits are taken, up to 30, at
least one of them a digit, and only the spelling is made even.
"""

import re
import unicodedata

from registries.identifiers.writing import Finding, alphabet_faults, read_digits, without_separators

_CERTIFICATE = re.compile("[0-9A-Za-z\u0400-\u0481\u048a-\u052f]+")
_CERTIFICATE_LONGEST = 30
_NUMBER_SIGN = re.compile(r"№\s*|/")


def read_identity_card(text: str) -> Finding:
    return read_digits(text, (9,))


def read_passport(text: str) -> Finding:
    return _letters_then_digits(text, re.compile("N"), 1, (8, 7))


def read_refugee_certificate(text: str) -> Finding:
    return _letters_then_digits(text, re.compile("[A-Z]{2}"), 2, (8,))


def read_birth_certificate(text: str) -> Finding:
    number = without_separators(_NUMBER_SIGN.sub(" ", unicodedata.normalize("NFC", text)).strip())
    if _CERTIFICATE.fullmatch(number) is None or not re.search("[0-9]", number):
        return Finding(None, alphabet_faults(number))
    return Finding(number.upper()) if len(number) <= _CERTIFICATE_LONGEST else Finding(None, ("length",))


def _letters_then_digits(text: str, prefix: re.Pattern[str], letters: int, lengths: tuple[int, ...]) -> Finding:
    bare = without_separators(text)
    if not (bare.isascii() and bare.isalnum()):
        return Finding(None, alphabet_faults(bare))
    number = bare.upper()
    if prefix.fullmatch(number[:letters]) is None:
        return Finding(None, ("prefix",))
    if number[letters:] and not number[letters:].isdigit():
        return Finding(None, ("alphabet",))
    return Finding(number) if len(number) - letters in lengths else Finding(None, ("length",))
