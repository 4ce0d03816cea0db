"""What is odd about the letters of a name. The name is kept as delivered, and found whatever they are."""

import re
from collections.abc import Iterable

from loaders.formats import Reason
from registries.letters import LEGACY

_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u0259\u018f]")
_OLD_FONT = frozenset(LEGACY)
_LOST = re.compile(r"[^\W\d_]\?|\?[^\W\d_]|\ufffd")
_UNBROKEN = re.compile("[\u00a0\u202f\u2007]")


def odd_letters(name: str, place: str) -> Iterable[Reason]:
    """Suspicions, each once."""
    words = _WORD.findall(name)
    if any(_CYRILLIC.search(word) and _LATIN.search(word) for word in words):
        yield Reason("LOOK_ALIKE_LETTERS", place, "Latin letters stand inside a Cyrillic word")
    if any(not _OLD_FONT.isdisjoint(word.lower()) for word in words):
        yield Reason("LEGACY_LETTERS", place, "a letter is one that an old font showed as a Kazakh one")
    if _LOST.search(name):
        yield Reason("LOST_LETTERS", place, "letters were lost and a question mark stands for them")
    if _UNBROKEN.search(name):
        yield Reason("NO_BREAK_SPACE", place, "a blank is one that does not break")
