"""Letters: every alphabet in which a name of Kazakhstan is written, brought to one internal Latin one.

The internal alphabet is a b d e f g h i k l m n o p r s t u v z with zh, sh, ch and ts. It is not a transliteration for
people: it keeps apart only what survives a clerk who writes Kazakh letters in Russian, or Russian ones in Latin.
Latin input: BGN/PCGN 1979, ODNI 2015, ICAO Doc 9303, the alphabets of 2017 (apostrophes), 2018 (acutes) and 2021.
"""

import re
from typing import Final
from unicodedata import normalize

from registries.letters import APOSTROPHES, CYRILLIC, LATIN, LATIN_ODD, LEGACY, TWINS

_TO_LATIN: Final = str.maketrans(CYRILLIC | LATIN | LATIN_ODD | LEGACY)

_APOSTROPHES: Final = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_UNSEEN = re.compile("[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ufeff]")

_CYRILLIC_TWINS: Final = str.maketrans(*TWINS)
_LATIN_TWINS: Final = str.maketrans("АВСЕНКМОРТХУІавсенһікмортхуәө", "ABCEHKMOPTXYIabcehhikmoptxyəɵ")
_CYRILLIC_LETTER = re.compile("[\u0400-\u052f]")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024fəɵ03]")
_WORD = re.compile(r"[\w']+")

# Longest first: the leftmost longest is taken. What also arises from Cyrillic (кх, нг, дж) is meant to fall together.
_SOUNDS: Final = {
    "shch": "sh", "tsch": "ch", "sch": "sh", "tch": "ch", "dzh": "zh", "dj": "zh",
    "shsh": "sh", "zhzh": "zh", "chch": "ch", "tsts": "ts",
    "s'": "sh", "c'": "ch", "y'": "u",
    "kh": "h", "gh": "g", "ng": "n", "ph": "f", "ck": "k", "tz": "ts", "ye": "e", "yo": "e",
    "c": "k", "j": "zh", "q": "k", "x": "ks", "w": "v", "y": "i", "'": "",
}  # fmt: skip
# Kas'yanov keeps its soft sign, which in 2017 would be Kashyanov; a c before h belongs to ch.
_NOT_BEFORE: Final = {"s'": "(?!y[aeou])", "c": "(?!h)"}
_LONGEST_FIRST: Final = sorted(_SOUNDS, key=len, reverse=True)
# Most letters of a name begin none of these sounds, which is seen at a glance.
_STARTS: Final = "".join(sorted({sound[0] for sound in _SOUNDS}))
_GREEDY = re.compile(f"(?=[{_STARTS}])(?:{'|'.join(sound + _NOT_BEFORE.get(sound, '') for sound in _LONGEST_FIRST)})")
_SHORT_I = re.compile(r"(?<=[a-z])j(?![aeiouy'])")  # Andrej, Ajgul; elsewhere j is ж, as in 2021
_SOFT_C = re.compile(r"c(?=[eiy])")
_DOUBLED = re.compile(r"(.)\1+")
_NOT_NAME = re.compile(r"[^a-z']+")


def latin(text: str) -> str:
    """`text` in the internal alphabet, words parted by one blank, doubled letters still doubled.

    Letters of any other script are left out: a name in them says nothing here.
    """
    text = text.translate(_APOSTROPHES)
    if not text.isascii():
        text = repaired(_UNSEEN.sub("", normalize("NFKC", text)))
    text = text.casefold()
    if not text.isascii():
        text = text.translate(_TO_LATIN)
    if not text.isascii():
        text = normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(_respelt(_NOT_NAME.sub(" ", text)).split())


def collapsed(text: str) -> str:
    """`text` of `latin` with doubled letters as one, and what then stands together read again (ддж as дж)."""
    while (once := _respelt(_DOUBLED.sub(r"\1", text))) != text:
        text = once
    return text


def repaired(text: str) -> str:
    """Latin look-alikes inside Cyrillic words and Cyrillic ones inside Latin words, put right word by word.

    The script is the one in which every letter exists, Cyrillic where both would do (look-alikes are typed into it);
    where neither would, that of most letters.
    """
    return _WORD.sub(_repaired_word, text) if _LATIN_LETTER.search(text) and _CYRILLIC_LETTER.search(text) else text


def _repaired_word(match: re.Match[str]) -> str:
    word = match[0]
    cyrillic, latin_letters = len(_CYRILLIC_LETTER.findall(word)), len(_LATIN_LETTER.findall(word))
    if not cyrillic or not latin_letters:
        return word
    as_cyrillic, as_latin = word.translate(_CYRILLIC_TWINS), word.translate(_LATIN_TWINS)
    could_be_cyrillic, could_be_latin = not _LATIN_LETTER.search(as_cyrillic), not _CYRILLIC_LETTER.search(as_latin)
    if could_be_cyrillic != could_be_latin:
        return as_cyrillic if could_be_cyrillic else as_latin
    return as_cyrillic if could_be_cyrillic or cyrillic >= latin_letters else as_latin


def _respelt(text: str) -> str:
    """By the greedy table until nothing changes: every step shortens the text or uses up a letter for good."""
    while (once := _respelt_once(text)) != text:
        text = once
    return text


def _respelt_once(text: str) -> str:
    if "j" in text:
        text = _SHORT_I.sub("i", text)
    if "c" in text:
        text = _SOFT_C.sub("ts", text)
    return _GREEDY.sub(lambda match: _SOUNDS[match[0]], text)
