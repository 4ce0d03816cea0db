"""Canonical keys of personal names: one key for what different hands write of one name.

Keys are for comparing and finding, never for showing. A change of any key raises `NORMALISER_VERSION`, which is kept
beside every stored key. Surnames and patronymics change form lawfully within one life (decree 2923 of 1996-02-02), so
their keys are without the endings.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import takewhile
from typing import Final

from registries.crosswalk.spelling import collapsed, latin

NORMALISER_VERSION: int = 2

FullName = tuple[str, str | None, str | None]

# Longer texts are no names; they are answered, but not remembered.
LONGEST_REMEMBERED: Final = 200
_REMEMBERED: Final = 1 << 16

_CHILD_OF = r"(?:uli|kizi|gizi|ogli|ugli|tegi)"
_CHILD_WORD = re.compile(rf" {_CHILD_OF}(?= |$)")
_SHORT_I = (r"(?<=..[aeou])i$", "")  # Абай, Абаев, Абаевич
_MUTE_A = (r"(?<=[a-z]{4}[b-df-hj-np-tv-z])a$", "")  # Сейфулла, Сейфуллин
_SURNAME_ENDINGS: Final = tuple(
    (re.compile(pattern), kept)
    for pattern, kept in (
        (rf"(?<=...){_CHILD_OF}$", ""),
        (r"(?<=[oe]v)a$|(?<=.in)a$", ""),
        (r"(?<=sk)(?:aia|ii?|oi)$", ""),
        (r"(?<=..)aia$", "i"),
        (r"(?<=...)[oe]v$|(?<=....)in$", ""),
        _SHORT_I,
        _MUTE_A,
    )
)
_PATRONYMIC_ENDINGS: Final = tuple(
    (re.compile(pattern), kept)
    for pattern, kept in (
        (rf"(?<=..){_CHILD_OF}$", ""),
        (r"(?<=..)(?:[oe]v(?:ich|na)|i?nichna|ichna|ich)$", ""),
        _SHORT_I,
        (r"(?<=...)ii?$|(?<=.)ia$", ""),  # Анатолий, Анатольевич; Илья, Ильич
        _MUTE_A,
    )
)
_SURNAME = re.compile(r"[oe]va?$|ina?$|sk(?:ii?|aia)$")
_SAYS_SOMETHING = re.compile(r"\w")
_JOINED = re.compile(r" ?- ?| ?\( ?")  # Иванова - Петрова, Иванова (Петрова)
_PATRONYMIC = re.compile(rf". ?{_CHILD_OF}$|[oe]v(?:ich|na)$|ich$|ichna$")


def _remembered(key: Callable[[str], str]) -> Callable[[str], str]:
    cached = lru_cache(_REMEMBERED)(key)

    def answer(text: str) -> str:
        return cached(text) if len(text) <= LONGEST_REMEMBERED else key(text)

    answer.__doc__ = key.__doc__
    return answer


@_remembered
def canonical(text: str) -> str:
    """The key of a name in any alphabet and any capitals: Latin words parted by one blank, "" where nothing is said."""
    return collapsed(latin(text))


@_remembered
def surname_key(text: str) -> str:
    """Without the endings of gender and of custom; both parts of a double surname, parted by a blank."""
    words = _CHILD_WORD.sub("", latin(text)).split()
    return " ".join(collapsed(_without(_SURNAME_ENDINGS, word)) for word in words)


@_remembered
def given_key(text: str) -> str:
    """In one word, however it was parted."""
    return collapsed(latin(text).replace(" ", ""))


@_remembered
def patronymic_key(text: str) -> str:
    """The father's name, in one word: of Серікұлы, Серік қызы, Серикович and Serikovna the same."""
    word = _CHILD_WORD.sub("", latin(text)).replace(" ", "")
    return collapsed(_without(_PATRONYMIC_ENDINGS, word))


def split_full_name(text: str) -> FullName:
    """Surname, given name, patronymic as they stand in one field, each in its own spelling.

    The usual order is surname, given name, patronymic; given name first is known by the patronymic after it, or by
    initials in front. A former surname in brackets joins the surname. What is not said is None, a surname "".
    """
    words = _words(text)
    if len(words) > 1 and _is_initial(words[0]) and not _is_initial(words[-1]):
        words = [words[-1], *words[:-1]]
    elif len(words) in {2, 3} and _is_patronymic(words[1]) and not _is_patronymic(words[-1] if words[2:] else ""):
        words = [*(words[2:] or [""]), *words[:2]]
    elif len(words) > 3 and _is_patronymic(words[-1]):
        names = _surnames_in(words[:-2])
        words = [" ".join(words[:names]), " ".join(words[names:-1]), words[-1]]
    surname, given, *more = [*words, "", ""]
    patronymic = " ".join(more).strip()
    return surname, given or None, patronymic or None


def _words(text: str) -> list[str]:
    """A patronymic of two words is one; initials written together are parted."""
    text = " ".join(text.replace(",", " ").replace(".", ". ").split())
    words: list[str] = []
    for word in _JOINED.sub("-", text).replace(")", " ").split():
        if not _SAYS_SOMETHING.search(word):
            continue
        if len(words) > 1 and _CHILD_WORD.fullmatch(f" {latin(word)}"):
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1


def _is_patronymic(word: str) -> bool:
    return bool(_PATRONYMIC.search(latin(word)))


def _surnames_in(words: list[str]) -> int:
    """How many of the leading words are surnames by their endings, at least one."""
    endings = (bool(_SURNAME.search(latin(word))) for word in words[1:])
    return 1 + len(list(takewhile(bool, endings)))


def _without(endings: tuple[tuple[re.Pattern[str], str], ...], word: str) -> str:
    """Until nothing goes, so that a name and what is derived from it end at the same stem."""
    before = None
    while word != before:
        before = word
        for ending, kept in endings:
            word = ending.sub(kept, word)
    return word
