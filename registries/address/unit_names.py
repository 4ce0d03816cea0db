"""What two spellings of a unit's name have in common: the name without its type word, folded for comparing, never kept.

Folded: case, ё, blanks, points and dashes, quotes, Latin look-alikes inside Cyrillic words, glyphs of legacy fonts, and
Kazakh letters to those that Russian writes for them (reference of address forms, section 5).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from registries.address.name_forms import in_russian_letters, one_alphabet

ALIKE = 75.0
"""From this similarity of the stems on two names are one name spelled twice: Саркандский and Сарканский."""

CITY, OKRUG, DISTRICT, REGION, OTHER = "city", "okrug", "district", "region", ""

_SIGNS = str.maketrans("", "", "ъь")
_NOT_SAID = re.compile(r"[^\w]+|_")
_TYPES = (
    (OKRUG, r"(?:с\.о|с\.а|п\.а|г\.а|а\.о|а\.ә|к\.ә|қ\.ә|р\.а)\.?|округі?|сельский\s+округ"),
    (DISTRICT, r"р-н\.?|район|ауданы|ауд\."),
    (REGION, r"обл\.|область|облысы"),
    (CITY, r"г\.|город|қ\.|қаласы|қала"),
    (
        OTHER,
        r"(?:с|п|а|ст|рзд|уч|отг|пос|к|ж)\.|кр(?:ес)?\.?\s?хоз\.?|шар\.?\s?қож\.?|село|аул|ауылы|селосы|поселок|кенті"
        r"|станция|станциясы|стансасы|разъезд|разъезі|участок|учаскесі|отгон|зимовка|қыстауы?|точка|мекені|ферма|фермасы"
        r"|поселье|қонысы",
    ),
)
_ADMINISTRATION = re.compile(r"(?<=\S)\s+(?:га|қә|қа)$")
_BEFORE = tuple((kind, re.compile(rf"^(?:{words})\s*(?=\S)")) for kind, words in _TYPES)
_AFTER = tuple((kind, re.compile(rf"(?<=\S)(?:\s+|(?<=\.))(?:{words}|[акжқу]|ст|уч|рзд)$")) for kind, words in _TYPES)
_NAMED_AFTER = re.compile(r"^им\.\s*|\s*атын\.?$|\s*атындағы$")
_ENDING = re.compile(r"(?:овск|евск|инск|анск|енск|ск|ов|ев|ин|н)?(?:ий|ый|ой|ая|ое|ого|а|о|е|ы|у)?$")
_LEAST_STEM = 3


@dataclass(frozen=True, slots=True)
class UnitName:
    """A name read: its sort of type word, and the rest folded."""

    kind: str
    base: str

    @property
    def stem(self) -> str:
        """Without the ending of an adjective or of a case; never shorter than three letters."""
        match = _ENDING.search(self.base)
        cut = self.base if match is None else self.base[: match.start()]
        return cut if len(cut) >= _LEAST_STEM else self.base


@lru_cache(1 << 16)
def read_name(name: str) -> UnitName:
    """The name without its type word, before it or behind it."""
    rest = one_alphabet(name)
    kind, rest = _without_type(rest)
    rest = _NAMED_AFTER.sub("", rest) or rest
    base = _NOT_SAID.sub("", in_russian_letters(rest).translate(_SIGNS))
    return UnitName(kind, base or _NOT_SAID.sub("", one_alphabet(name)))


def _without_type(rest: str) -> tuple[str, str]:
    if (cut := _ADMINISTRATION.sub("", rest)) != rest:
        return OKRUG, cut
    for patterns in (_BEFORE, _AFTER):
        for kind, pattern in patterns:
            cut = pattern.sub("", rest, count=1)
            if cut != rest and cut:
                return kind, cut
    return OTHER, rest


def agree(one: Mapping[str, str], other: Mapping[str, str]) -> bool | None:
    """Whether two units are named alike in a language that both names are known in; None: in no common language."""
    common = one.keys() & other.keys()
    if not common:
        return None
    return any(read_name(one[language]).base == read_name(other[language]).base for language in common)


def likeness(one: Mapping[str, str], other: Mapping[str, str]) -> float:
    """The best similarity of the stems in a common language, 0 to 100; across languages where there is none."""
    pairs = [(one[language], other[language]) for language in one.keys() & other.keys()]
    pairs = pairs or [(left, right) for left in one.values() for right in other.values()]
    return max((ratio(read_name(left).stem, read_name(right).stem) for left, right in pairs), default=0.0)
