"""Names of persons as departments write them: all in one field, and in which script."""

import re

_KAZAKH = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_INITIALS = re.compile(r"(?:\w\.){2,}")


def split_names(text: str, parts: tuple[str, ...]) -> dict[str, str | None]:
    """The words of one field, in the declared order; the last part takes all that is left.

    «Ахметов Н.С.» has its initials divided. «Ахметов Нұрлан Серік ұлы» keeps its patronymic of two words.
    """
    words = text.split()
    if "." in text:
        words = [part for word in words for part in _divided(word)]
    last = len(parts) - 1
    ordered = [*words[:last], " ".join(words[last:])]
    return {
        part: (ordered[place] if place < len(ordered) and ordered[place] else None) for place, part in enumerate(parts)
    }


def _divided(word: str) -> list[str]:
    if not _INITIALS.fullmatch(word):
        return [word]
    return [f"{initial}." for initial in word.split(".") if initial]


def script_of(text: str) -> str:
    """`kk` with any Kazakh letter, `ru` with other Cyrillic, so that look-alikes weigh nothing, else `latin`."""
    if _KAZAKH.search(text):
        return "kk"
    return "latin" if not _CYRILLIC.search(text) and _LATIN.search(text) else "ru"
