"""The order of names and house numbers, as tuples that compare as people expect."""

import re
import unicodedata

KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
LOOK_ALIKE = str.maketrans("abcehikmoptxy", "авсенікмортху")
_PARTS = re.compile(r"(?P<gap>[\s/‐-―-]+)|(?P<number>[0-9]+)|(?P<letter>\w)")

Key = tuple[tuple[int, ...], ...]


def name_key(name: str | None) -> Key:
    """Gaps before numbers, numbers by value, then Latin, Kazakh and other letters; signs do not count."""
    written = unicodedata.normalize("NFC", name or "")[:100].lower()
    found: list[tuple[int, ...]] = []
    for part in _PARTS.finditer(re.sub(r"[^\w\s/‐-―-]|_", "", written).strip(" \t\n/-‐‑‒–—―")):
        if part["gap"]:
            found.append((0,))
        elif part["number"]:
            found.append((1, int(part["number"])))
        else:
            found.append(_letter(part["letter"]))
    return tuple(found)


def keys_joined(first: Key, *others: Key) -> Key:
    """Keys one after the other, the first the weightiest: what ends earlier stands before what goes on."""
    return (*first, *(part for other in others for part in ((-1,), *other)))


def number_key(number: str) -> Key:
    """2 before 10, and 12, 12/1, 12А; a Latin letter counts as the Cyrillic one it looks like."""
    written = number.lower().translate(LOOK_ALIKE).translate(str.maketrans(".,\\", "///"))
    return name_key(re.sub(r"\s+", "", re.sub(r"(?<=[0-9])\s+(?=[0-9])", "/", written)))


def _letter(letter: str) -> tuple[int, ...]:
    plain = unicodedata.normalize("NFD", letter)[0]
    if letter in KAZAKH:
        return (3, KAZAKH.index(letter))
    if plain in LATIN:
        return (2, LATIN.index(plain))
    return (4, ord(letter))
