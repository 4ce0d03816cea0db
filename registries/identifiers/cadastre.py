"""Cadastral numbers: oblast (2 digits), district (3), accounting quarter (3), plot (3 or more).

Canonical: `RR-DDD-KKK-PPP`, with `:building:premises` after it where given (usual notation, unconfirmed). The
land cadastre's oblast and district codes are its own (Resolution 958 of 20.09.2003), not KATO. A plot number without
separators that lost its leading zero cannot be told from a shorter one when eleven digits are left.
"""

import re

from registries.identifiers.writing import (
    BLANKS,
    HYPHENS,
    Finding,
    alphabet_faults,
    is_spreadsheet_number,
    only_ascii_digits,
)

_SEPARATOR = f"[{BLANKS}{HYPHENS}:]?"
_NUMBER = re.compile(
    _SEPARATOR.join(["([0-9]{2})", "([0-9]{3})", "([0-9]{3})", "([0-9]{3,9})"]) + "((?::[0-9]{1,5}){0,3})"
)
_SEPARATORS = re.compile(f"[{BLANKS}{HYPHENS}:]")


def read_cadastre(text: str) -> Finding:
    if is_spreadsheet_number(text) and not only_ascii_digits(text):
        return Finding(None, ("spreadsheet-number",))
    match = _NUMBER.fullmatch(text)
    if match is None:
        return Finding(None, _faults(text))
    suffix = match[5]
    return Finding("-".join(match.group(1, 2, 3, 4)) + suffix, (), ("object-suffix",) if suffix else ())


def _faults(text: str) -> tuple[str, ...]:
    bare = _SEPARATORS.sub("", text)
    if not only_ascii_digits(bare):
        return alphabet_faults(bare)
    return ("length", "leading-zeros-lost") if text == bare and len(bare) == 10 else ("length",)
