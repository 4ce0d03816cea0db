"""How wide a text is at most, and how it is broken into lines: known before any browser sees it."""

import unicodedata
from collections.abc import Iterator

# Widths of letters in ems, from above: no font of the page's list draws them wider.
_WIDE = frozenset("ШЩЮЖФМЫЪШшщюжфмыWMwm@%—…№Œœ")
_NARROW = frozenset("ijltfr .,:;!|'()[]")


def clean(text: str) -> str:
    r"""What can be drawn: signs that turn, break or end a text become U+FFFD, blanks one blank.

    >>> clean("А\u202eб\n в")
    'А�б в'
    """
    shown = "".join(
        " " if letter.isspace() else "\ufffd" if unicodedata.category(letter)[0] == "C" else letter for letter in text
    )
    return " ".join(shown.split())


def width(text: str, size: float) -> float:
    """At most so many pixels at a font size of `size` pixels."""
    return size * sum(map(_ems, text))


def _ems(letter: str) -> float:
    if letter in _NARROW:
        return 0.45
    if letter in _WIDE or ord(letter) > 0x52F:
        return 1.1
    return 0.85 if letter.isupper() else 0.68


def lines(text: str, size: float, most: float) -> list[str]:
    """The text in lines of at most `most` pixels, broken at blanks, and inside a word that is longer by itself."""
    broken: list[str] = []
    for piece in (piece for word in text.split(" ") for piece in _pieces(word, size, most)):
        if broken and width(f"{broken[-1]} {piece}", size) <= most:
            broken[-1] = f"{broken[-1]} {piece}"
        else:
            broken.append(piece)
    return broken


def _pieces(word: str, size: float, most: float) -> Iterator[str]:
    piece = ""
    for letter in word:
        if width(piece + letter, size) > most:
            yield piece
            piece = ""
        piece += letter
    yield piece
