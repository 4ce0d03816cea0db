"""Letters in which names of Kazakhstan are written: what each sounds like, and what is mistaken for what.

The internal alphabet is a b d e f g h i k l m n o p r s t u v z with zh, sh, ch and ts.
"""

from typing import Final

_PLAIN: Final = dict(
    zip("аәбвгғдеёэзийыікқлмнңоөпрстуұүфхһ", "aabvggdeeeziiiikklmnnooprstuuufhh", strict=True)
)  # fmt: skip
CYRILLIC: Final = _PLAIN | {
    "ж": "zh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sh",
    "ь": "",
    "ъ": "",
    "ю": "iu",
    "я": "ia",
}
# Latin letters whose base letter alone would mislead; any other loses its mark (ä a, ğ g, ñ n, ū u).
LATIN: Final = {"ş": "sh", "š": "sh", "ś": "sh", "ș": "sh", "ç": "ch", "č": "ch", "ć": "ch", "ž": "zh", "ý": "u"}
LATIN_ODD: Final = {"ı": "i", "ə": "a", "ɵ": "o", "ø": "o", "ł": "l", "đ": "d"}
# The Kazakh code page (KZ-1048) read as windows-1251, which is also how the fonts of the nineties drew these letters.
_HIGH: Final = bytes(range(0xA0, 0x100)) + b"\x9d\x9e"
LEGACY: Final = {
    seen: CYRILLIC[meant]
    for seen, meant in zip(_HIGH.decode("cp1251"), _HIGH.decode("kz1048"), strict=True)
    if seen != meant and meant in CYRILLIC
} | {"ѓ": "g", "њ": "n"}

APOSTROPHES: Final = "’‘ʼʹ′´`ˈ″ʺ"
# Latin letters that look like a Cyrillic one, small ones after capitals; 0 and 3 among them.
TWINS: Final = ("ABCEHKMOPTXYIabcehikmoptxyəɵ03", "АВСЕНКМОРТХУІавсеһікмортхуәөоз")
