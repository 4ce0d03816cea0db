"""Forms in which names of places are held against each other, narrower than the keys by which they are found.

`name_key` finds: it drops type words and much of the endings, and two names may share a key. Whether two names are one
is told by what stands here. Each form folds more than the one before: `one_alphabet` what fonts and keyboards did,
`in_russian_letters` the alphabet a clerk had, `uninflected` the cases of Russian. A unit is renamed where its name
differs in Russian letters (`unit_names`: Абая that becomes Абай is a renaming); an act means the street whose name is the
same uninflected, first the one that is the same as `written`: «улица Абая» is Абая where there is an Абай too.
"""

import re
from functools import lru_cache
from unicodedata import normalize

_UNSEEN = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]")
_NO_LETTER = re.compile(r"[^\w]+")
# What fonts of the nineties drew in place of Kazakh letters.
_LEGACY = str.maketrans("јґїѕќўє", "әөүңқұғ")
# Latin letters that look like Cyrillic ones, in a word that has Cyrillic letters too.
_TWINS = str.maketrans("abcehikmoptxyə", "авсенікмортхуә")
_CYRILLIC = re.compile("[\u0400-\u052fə]")
_KAZAKH = str.maketrans("әіңғүұқөһё", "аингуукохе")
_ENDINGS = (
    re.compile(r"(?<=\w{3})(?:ого|его|ому|ему|ой|ей|ый|ий|ая|яя|ое|ее)$"),
    re.compile(r"(?<=\w{3})[аяйеьыи]$"),
)
_SHORT = {"ая": "ай", "ея": "ей", "ия": "ий", "оя": "ой", "уя": "уй"}


@lru_cache(1 << 16)
def written(name: str) -> str:
    """Without capitals, quotes, points and blanks beside the single one between words."""
    return " ".join(_NO_LETTER.sub(" ", _UNSEEN.sub("", name).casefold().replace("ё", "е")).split())


def one_alphabet(name: str) -> str:
    """Small letters without glyphs of old fonts and Latin look-alikes, single blanks; points and Kazakh letters stand."""
    words = normalize("NFC", name).lower().translate(_LEGACY).split()
    return " ".join(word.translate(_TWINS) if _CYRILLIC.search(word) else word for word in words)


def in_russian_letters(name: str) -> str:
    """Kazakh letters as Russian is wont to write them; of names in one alphabet."""
    return name.translate(_KAZAKH)


@lru_cache(1 << 16)
def uninflected(name: str) -> str:
    """The words in any order, in Russian letters, without the endings of cases and genders.

    Initials are left out where something else remains. Two names of one district may share it: for finding what waits,
    and for judging where nothing is the same as written.
    """
    words = in_russian_letters(one_alphabet(written(name))).replace("э", "е").split()
    longer = [word for word in words if len(word) > 1 or word.isdigit()] or words
    return " ".join(sorted(map(_stem, longer)))


def _stem(word: str) -> str:
    if len(word) == 4 and word[-2:] in _SHORT:
        word = word[:-2] + _SHORT[word[-2:]]
    for ending in _ENDINGS:
        if (shorter := ending.sub("", word)) != word:
            return shorter
    return word
