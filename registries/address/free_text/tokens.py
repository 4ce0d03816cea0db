"""The tokens of a written address: words, figures and marks, each with its place; only blanks belong to none."""

import re
from dataclasses import dataclass
from enum import Enum

from registries.address.name_key import CYRILLIC_LETTER, sounds

# A figure takes one letter that ends with it (14А, 5Б), but no small or ringed figure (3½, 3²), of which keys of numbers
# know nothing; a word takes figures after its first letters only where one letter stands before them (А19, but not the
# д and к of a house and its corpus: д3, к2), a lost letter (БАЙ?О?ЫР) and apostrophes.
_SMALL_FIGURES = "²³¹⁰-₉¼-¾⅐-↉①-⓿❶-➓"
_WORD = r"[^\W\d_](?:[^\W\d_]|['’ʼʹ`´?](?=[^\W\d_]))*\??"
_TOKEN = re.compile(
    rf"(?P<postcode>(?<![^\W_])[^\W\d_]\d\d[^\W\d_]\d[^\W\d_]\d(?![^\W_]))|(?P<figure>\d+(?:[^\W\d_{_SMALL_FIGURES}](?![^\W_?]))?)|(?P<coded>(?![дк])[^\W\d_]\d+(?![^\W_]))|(?P<word>\??{_WORD})|(?P<mark>\S)"
)
_DASHES = "-‐‑‒–—−"


class Sort(Enum):
    FIGURE = "figure"
    WORD = "word"
    MARK = "mark"
    POSTCODE = "postcode"  # of seven characters: A05B4Y6


@dataclass(frozen=True, slots=True)
class Token:
    """`said` is the word in the internal alphabet; marks are folded: one dash, one quote. `glued`: no blank before it."""

    sort: Sort
    text: str
    said: str
    start: int
    end: int
    glued: bool

    @property
    def is_word(self) -> bool:
        return self.sort is Sort.WORD

    def is_mark(self, marks: str) -> bool:
        return self.sort is Sort.MARK and self.said in marks


# Latin letters that look like Cyrillic ones as they are, small ones and capitals; no others of them make such a word.
_ALIKE = ("ABCEHKMOPTXYIaceopxyi", "АВСЕНКМОРТХУІасеорхуі")
_ALIKE_READ = str.maketrans(*_ALIKE)
_ALIKE_WORD = re.compile(rf"(?<![^\W_])[{_ALIKE[0]}]+(?![^\W_])")


def as_meant(text: str) -> str:
    """Letter for letter: in a Cyrillic text a whole word of look-alikes is Cyrillic too (a Latin `c.` is a village)."""
    if not CYRILLIC_LETTER.search(text.lower()):
        return text
    return _ALIKE_WORD.sub(lambda match: match[0].translate(_ALIKE_READ), text)


def tokens(text: str) -> list[Token]:
    """All of `text` but its blanks, in order."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        glued = bool(found) and found[-1].end == match.start()
        found.append(_token(match, glued))
    return found


def _token(match: re.Match[str], glued: bool) -> Token:
    written = match[0]
    if match.lastgroup == "mark":
        sort, said = Sort.MARK, "-" if written in _DASHES else written
    elif match.lastgroup == "figure":
        sort, said = Sort.FIGURE, written.lower()
    elif match.lastgroup == "postcode":
        sort, said = Sort.POSTCODE, written.upper()
    else:
        sort, said = Sort.WORD, sounds(written)
    return Token(sort, written, said, match.start(), match.end(), glued)
