"""Two forms in which names of places are compared: as written, and with everything folded that hands write otherwise.

A name that is the same as written is meant before one that is so only folded: «улица Абая» is Абая where there is an
Абай too, and Абай where there is no Абая.
"""

import re
from functools import lru_cache

_UNSEEN = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]")
_NO_LETTER = re.compile(r"[^\w]+")
_KAZAKH = str.maketrans("қғңөүұһіәэ", "кгноуухиае")
# Latin letters that look like Cyrillic ones, in a word that has Cyrillic letters too.
_TWINS = str.maketrans("abcehikmoptxyə", "авсеникмортхуа")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_ENDINGS = (
    re.compile(r"(?<=\w{3})(?:ого|его|ому|ему|ой|ей|ый|ий|ая|яя|ое|ее)$"),
    re.compile(r"(?<=\w{3})[аяйеьыи]$"),
)
_SHORT = {"ая": "ай", "ея": "ей", "ия": "ий", "оя": "ой", "уя": "уй"}


@lru_cache(1 << 16)
def written(name: str) -> str:
    """Without capitals, quotes, points and blanks beside the single one between words."""
    return " ".join(_NO_LETTER.sub(" ", _UNSEEN.sub("", name).casefold().replace("ё", "е")).split())


@lru_cache(1 << 16)
def folded(name: str) -> str:
    """The same for Kazakh letters and their Russian spelling, for look-alikes, the cases of Russian and any order of words.

    Initials are left out where something else remains. Only for finding: two names may share one.
    """
    words = written(name).split()
    longer = [word for word in words if len(word) > 1 or word.isdigit()] or words
    return " ".join(sorted(_stem(_letters(word)) for word in longer))


def _letters(word: str) -> str:
    seen = word.translate(_TWINS) if _CYRILLIC.search(word) else word
    return seen.translate(_KAZAKH)


def _stem(word: str) -> str:
    if len(word) == 4 and word[-2:] in _SHORT:
        word = word[:-2] + _SHORT[word[-2:]]
    for ending in _ENDINGS:
        if (shorter := ending.sub("", word)) != word:
            return shorter
    return word
