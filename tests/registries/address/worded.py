"""Names and numbers with their type words, put together in Python: what `wording_sql` writes is held against it."""

from collections.abc import Mapping

from registries.address.wording import ADJECTIVE, ADJECTIVE_FIRST, KK, Vocabulary


def carries(vocabulary: Vocabulary, name: str, language: str) -> bool:
    """Whether a name says its type itself, in full or shortened: `г.Семей`, `Абай облысы`, `Айгызский с.о.`."""
    # Types are written small, but a type in capitals occurs ("МИКРОРАЙОН Мирас").
    first, _, rest = name.partition(" ")
    lowered = f"{first.lower()} {rest}" if first.isupper() and len(first) > 3 else name
    return vocabulary.typed[language].search(lowered) is not None


def named(vocabulary: Vocabulary, name: str, kind: str | None, language: str) -> str:
    """The name with the word of its kind; alone where it carries one or the kind has none."""
    word = vocabulary.words.get(kind or "", {}).get(language)
    if word is None or carries(vocabulary, name, language):
        return name
    after = language == KK or (kind in ADJECTIVE_FIRST and ADJECTIVE.search(name) is not None)
    return f"{name} {word}" if after else f"{word} {name}"


def numbered(number: str, kind: str | None, words: Mapping[str, Mapping[str, str]], language: str) -> str:
    """A building or room: the word before the number in both languages, as the register's script writes it."""
    word = words.get(kind or "", {}).get(language)
    return number if word is None else f"{word} {number}"


def building_number(numbers: list[str]) -> str:
    """Numbers from the outermost building inwards, joined with strokes; a stray stroke at an end is dirt.

    >>> building_number(["12", "1/"])
    '12/1'
    """
    whole = ""
    for number in (given.strip("/ ") for given in numbers):
        whole = number if not whole or number.startswith(f"{whole}/") else f"{whole}/{number}"
    return whole
