"""The tokens of a written address: words, figures and marks, each with its place; only blanks belong to none."""

import re
from dataclasses import dataclass
from enum import Enum

from registries.address.name_key import CYRILLIC_LETTER, TWIN_WORD, TWINS_READ, sounds

# A figure takes one letter that ends with it (14А, 5Б); a word takes figures after its first letters only where one
# letter stands before them (А19), a lost letter (БАЙ?О?ЫР) and apostrophes.
_WORD = r"[^\W\d_](?:[^\W\d_]|['’ʼʹ`´?](?=[^\W\d_]))*\??"
_TOKEN = re.compile(
    rf"(?P<postcode>(?<![^\W_])[^\W\d_]\d\d[^\W\d_]\d[^\W\d_]\d(?![^\W_]))|(?P<figure>\d+(?:[^\W\d_](?![^\W_?]))?)|(?P<coded>[^\W\d_]\d+(?![^\W_]))|(?P<word>\??{_WORD})|(?P<mark>\S)"
)
_SHORT = 3
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
    def is_figure(self) -> bool:
        return self.sort is Sort.FIGURE

    @property
    def is_word(self) -> bool:
        return self.sort is Sort.WORD

    def is_mark(self, marks: str) -> bool:
        return self.sort is Sort.MARK and self.said in marks


def tokens(text: str) -> list[Token]:
    """All of `text` but its blanks, in order."""
    found: list[Token] = []
    cyrillic = CYRILLIC_LETTER.search(text) is not None
    for match in _TOKEN.finditer(text):
        glued = bool(found) and found[-1].end == match.start()
        found.append(_token(match, glued, cyrillic))
    return found


def _token(match: re.Match[str], glued: bool, cyrillic: bool) -> Token:
    written = match[0]
    if match.lastgroup == "mark":
        sort, said = Sort.MARK, "-" if written in _DASHES else written
    elif match.lastgroup == "figure":
        sort, said = Sort.FIGURE, written.lower()
    elif match.lastgroup == "postcode":
        sort, said = Sort.POSTCODE, written.upper()
    else:
        # Among Cyrillic words a short word of look-alikes is Cyrillic too: a Latin `c.` is a village.
        twin = cyrillic and len(written) <= _SHORT and TWIN_WORD.fullmatch(written)
        sort, said = Sort.WORD, sounds(written.lower().translate(TWINS_READ) if twin else written)
    return Token(sort, written, said, match.start(), match.end(), glued)
