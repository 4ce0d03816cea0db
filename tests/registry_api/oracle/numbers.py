"""Reading numbers as their scalars do: the characters and length each kind has, and its check digit."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

SENTENCES = {
    "empty": "Nothing is written.",
    "alphabet": "It holds characters that this kind of identifier does not have.",
    "length": "It has too few or too many characters.",
    "leading-zeros-lost": "With leading zeros it would read; it seems to have been kept as a number somewhere.",
    "prefix": "It does not begin with the letters this kind of document has.",
    "check-digit": "The check digit does not agree with the other digits.",
    "check-digit-impossible": "Both passes give 10: such a number is never issued.",
    "month": "The third and fourth digits of a BIN are a month, 01 to 12.",
    "type": "The fifth digit of a BIN is 4, 5 or 6.",
    "detail": "The sixth digit of a BIN is 0 to 3 (4 in the rules of 2003).",
}
LENGTHS = {"IIN": (12,), "BIN": (12,), "RNN": (12,), "RKA": (16,), "IDENTITY_CARD": (9,), "KATO": (9, 10)}
LENGTHS["RKO"] = tuple(range(1, 21))


@dataclass(frozen=True)
class Number:
    """`normal` is None where the characters or the length do not hold."""

    normal: str | None
    faults: tuple[str, ...] = ()

    def sentence(self, kind: str) -> str:
        return f"{kind}: {' '.join(SENTENCES[fault] for fault in self.faults)}"


def read_number(kind: str, value: str) -> Number:
    """Numbers in ASCII; blanks and hyphens between their characters are forgiven."""
    written = value.strip()
    if not written:
        return Number(None, ("empty",))
    if kind == "CADASTRE":
        return _plot(written)
    if kind == "BIRTH_CERTIFICATE":
        written = re.sub(r"№\s*|/", " ", written).strip()
    bare = re.sub(r"(?<=\w)[ \-]+(?=\w)", "", written)
    return _digits(kind, bare) if kind in LENGTHS else _lettered(kind, bare.upper())


def _plot(written: str) -> Number:
    found = re.fullmatch(r"(\d{2})[- :]?(\d{3})[- :]?(\d{3})[- :]?(\d{3,9})((?::\d{1,5}){0,3})", written)
    if found:
        return Number("-".join(found.group(1, 2, 3, 4)) + found[5])
    return Number(None, ("length",) if re.sub(r"[ \-:]", "", written).isdigit() else ("alphabet",))


def _lettered(kind: str, bare: str) -> Number:
    if kind == "SIK":
        alphabet = () if re.fullmatch("[0-9A-HJKMNPR-Z]+", bare) else ("alphabet",)
        faults = alphabet + (() if len(bare) == 16 else ("length",))
        return Number(None if faults else bare, faults)
    if kind == "BIRTH_CERTIFICATE":
        right = re.fullmatch("[0-9A-ZЀ-ҁҊ-ԯ]+", bare) and re.search("[0-9]", bare)
        return Number(bare) if right else Number(None, ("alphabet",))
    return _document(bare, "[A-Z]{2}" if kind == "REFUGEE_CERTIFICATE" else "N", (8,) if kind != "PASSPORT" else (8, 7))


def _document(bare: str, prefix: str, lengths: tuple[int, ...]) -> Number:
    if not re.fullmatch("[0-9A-Z]+", bare):
        return Number(None, ("alphabet",))
    found = re.match(prefix, bare)
    if not found:
        return Number(None, ("prefix",))
    rest = bare[found.end() :]
    if rest and not rest.isdigit():
        return Number(None, ("alphabet",))
    return Number(bare) if len(rest) in lengths else Number(None, ("length",))


def _digits(kind: str, bare: str) -> Number:
    if not re.fullmatch("[0-9]+", bare):
        return Number(None, ("alphabet",) if len(bare) in LENGTHS[kind] else ("alphabet", "length"))
    if len(bare) in LENGTHS[kind]:
        return Number(bare[:9], ()) if kind == "KATO" else Number(bare, _faults(kind, bare))
    usual = LENGTHS[kind][0]
    lost = len(bare) < usual and bare.strip("0") and not _faults(kind, bare.zfill(usual))
    return Number(None, ("length", "leading-zeros-lost") if lost else ("length",))


def _faults(kind: str, digits: str) -> tuple[str, ...]:
    if kind == "RNN":
        return () if _rnn_digit(digits) == int(digits[11]) else ("check-digit",)
    if kind not in ("IIN", "BIN"):
        return ()
    return (_structure(digits) if kind == "BIN" else ()) + _check_digit(digits)


def _structure(digits: str) -> tuple[str, ...]:
    """Type 9 is reserved, and ours."""
    right = {"month": 1 <= int(digits[2:4]) <= 12, "type": digits[4] in "4569", "detail": digits[5] in "01234"}
    return tuple(fault for fault, holds in right.items() if not holds)


def _check_digit(digits: str) -> tuple[str, ...]:
    rests = [_rest(digits, weights) for weights in (range(1, 12), [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2])]
    right = next((rest for rest in rests if rest < 10), None)
    if right is None:
        return ("check-digit-impossible",)
    return () if right == int(digits[11]) else ("check-digit",)


def _rnn_digit(digits: str) -> int:
    """Weights 1 to 10 in a circle; each pass begins one later."""
    passes = ([(start + place) % 10 + 1 for place in range(11)] for start in range(10))
    return next(rest for weights in passes if (rest := _rest(digits, weights)) < 10)


def _rest(digits: str, weights: Iterable[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits[:11], weights, strict=True)) % 11
