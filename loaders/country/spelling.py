"""Scripts: what happens to a Kazakh or Russian word in another alphabet, keyboard or font."""

from types import MappingProxyType
from typing import Final

KAZAKH_LETTERS: Final = frozenset("ӘәҒғҚқҢңӨөҰұҮүҺһІі")
_RUSSIAN = str.maketrans("ӘәҒғҚқҢңӨөҰұҮүҺһІі", "АаГгКкНнОоУуУуХхИи")
# Fonts of the nineties drew Kazakh letters in the places of other Cyrillic ones; the file keeps the other ones.
_LEGACY_FONT = str.maketrans("әөүңқұғӘӨҮҢҚҰҒ", "јґїѕќўєЈҐЇЅЌЎЄ")
_LOOK_ALIKE = str.maketrans("АВЕКМНОРСТХІіаеорсху", "ABEKMHOPCTXIiaeopcxy")

_COMMON = dict(zip("абвгдезийклмнопрстуф", "abvgdeziyklmnoprstuf", strict=True))
_COMMON |= {"ц": "ts", "ч": "ch", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ё": "yo", "һ": "h"}
_BGN = {"ә": "ä", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "ö", "ұ": "u", "ү": "ü", "і": "i"}
_BGN |= {"ж": "zh", "ш": "sh", "х": "kh", "ю": "yu", "я": "ya"}
_ICAO = {"ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "і": "i"}
_ICAO |= {"ж": "zh", "ш": "sh", "х": "kh", "ю": "iu", "я": "ia", "й": "i", "ё": "e"}
_NEW = {"ә": "ä", "ғ": "ğ", "қ": "q", "ң": "ñ", "ө": "ö", "ұ": "ū", "ү": "ü", "і": "i"}
_NEW |= {"ж": "j", "ш": "ş", "х": "h", "ю": "iu", "я": "ia", "й": "i", "у": "u", "ы": "y", "и": "i"}
LATIN_ALPHABETS: Final = MappingProxyType(
    {
        "bgn": _COMMON | _BGN,
        "icao": _COMMON | _ICAO,
        "2021": _COMMON | _NEW,
        "mixed": _COMMON | _BGN | _ICAO | {"қ": "q"},
    }
)
_LATIN_TABLES = {
    name: str.maketrans(letters | {letter.upper(): spelled.capitalize() for letter, spelled in letters.items()})
    for name, letters in LATIN_ALPHABETS.items()
}


def has_kazakh_letters(text: str) -> bool:
    return not KAZAKH_LETTERS.isdisjoint(text)


def russified(text: str) -> str:
    """Each Kazakh letter as the nearest Russian one."""
    return text.translate(_RUSSIAN)


def latin(text: str, alphabet: str) -> str:
    """In one of `LATIN_ALPHABETS`; the case of each letter is kept, what is not Cyrillic stays."""
    return text.translate(_LATIN_TABLES[alphabet])


def legacy_font(text: str) -> str:
    return text.translate(_LEGACY_FONT)


def look_alikes(text: str) -> str:
    """Every Cyrillic letter that has a Latin double, as that double."""
    return text.translate(_LOOK_ALIKE)
