"""Skeletons: what is left of a name when everything goes that clerks, alphabets and ears confuse. For finding only.

The first vowel is a mark whatever vowel it is; then consonants by class: b p, v f, g k h, d t, z s ts, zh sh ch.
"""

import re
from functools import lru_cache
from typing import Final

LONGEST: Final = 8
_VOWELS: Final = "aeiou"
_MARK: Final = "a"
_CLASSES: Final = str.maketrans("pfkhtzc", "bvggdss")
_HISSING = re.compile("zh|sh|ch")
_TS = re.compile("ts")
_VOWEL = re.compile(f"[{_VOWELS}]")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(1 << 16)
def skeleton(key: str) -> str:
    """Of a word of the internal alphabet (a key of `names`); blanks count for nothing."""
    word = _TS.sub("s", _HISSING.sub("j", key.replace(" ", "")))
    if not word:
        return ""
    first = _MARK if word[0] in _VOWELS else word[0]
    classes = (first + _VOWEL.sub("", word[1:])).translate(_CLASSES)
    return _DOUBLED.sub(r"\1", classes)[:LONGEST]
