"""Two streets in a row of which a word beside them says that they meet: `угол Гоголя и Айтеке би`, `X мен Y қиылысы`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from registries.address.free_text.items import FIGURE, MARK, TYPE, WORD, Item, has_words, trimmed
from registries.address.free_text.lexicon import AFTER, BEFORE, GEONYM, phrase_of
from registries.address.free_text.numbers import trailing

AREAS: Final = frozenset({"MICRODISTRICT", "BLOCK", "RESIDENTIAL_AREA", "GARDENING_SOCIETY"})
MOST_WORDS: Final = 3
Kinds = frozenset[str]


def _listed(words: dict[str, str]) -> dict[str, Kinds]:
    return {phrase_of(word)[0]: frozenset({kind}) for kind, listed in words.items() for word in listed.split()}


# Said of both streets, before them in Russian and behind them in Kazakh; and Kazakh cases of a type that stand only here.
_OF_BOTH = _listed({"STREET": "улиц көшелері көшелерінің", "AVENUE": "проспектов даңғылдары даңғылдарының"})
_OF_ONE = _listed({"STREET": "көшесінің", "AVENUE": "даңғылының"})
_AND = frozenset(phrase_of(word)[0] for word in ("и", "мен", "бен", "пен", "және"))


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two streets: all that is said of it, its name, and the kinds that its type may mean, if one is said."""

    run: tuple[Item, ...]
    name: tuple[Item, ...]
    kinds: Kinds


def meeting(line: Sequence[Item]) -> tuple[Side, Side] | None:
    """The two streets that `line` consists of; None where it says something else, or can be parted in two ways."""
    kinds, start, end = _of_both(line)
    cuts = [place for place in range(start + 1, end - 1) if _parts(line, place)]
    sure = [place for place in cuts if line[place + 1].sort == TYPE] or cuts
    if len(sure) != 1:
        return None
    one = _side(line[start : sure[0]], line[: sure[0] + 1], kinds)
    other = _side(line[sure[0] + 1 : end], line[sure[0] + 1 :], kinds)
    return (one, other) if one and other else None


def _of_both(line: Sequence[Item]) -> tuple[Kinds, int, int]:
    """The kinds said of both streets, and where between such words the streets stand."""
    if line and (kinds := _OF_BOTH.get(line[0].said)):
        return kinds, 1, len(line)
    if line and (kinds := _OF_BOTH.get(line[-1].said)):
        return kinds, 0, len(line) - 1
    return frozenset(), 0, len(line)


def _parts(line: Sequence[Item], place: int) -> bool:
    """A word for `and`, a stroke, or a dash with a blank before it: `Керей-Жанибек` is one name."""
    item = line[place]
    if item.sort == MARK:
        return item.said == "/" or (item.said == "-" and not (item.first.glued and line[place + 1].first.glued))
    return item.sort == WORD and item.said in _AND


def _side(said: Sequence[Item], run: Sequence[Item], kinds: Kinds) -> Side | None:
    name, of = _typed(trimmed(said), kinds)
    street = trimmed(name)
    return Side(tuple(run), tuple(street), of) if is_name(street) and not of & AREAS else None


def _typed(said: Sequence[Item], kinds: Kinds) -> tuple[Sequence[Item], Kinds]:
    """The name and the kinds of a street: its type stands before it in Russian, behind it in Kazakh."""
    if not said:
        return said, kinds
    for item, name, place in ((said[0], said[1:], BEFORE), (said[-1], said[:-1], AFTER)):
        for meaning in item.means(GEONYM):
            if meaning.place == place:
                return name, meaning.kinds
    of = _OF_ONE.get(said[-1].said)
    return (said[:-1], of) if of else (said, kinds)


def is_name(name: Sequence[Item]) -> bool:
    """Few words, with figures only before them: a figure at the end would be a house."""
    plain = all(item.sort in (WORD, FIGURE) or (item.sort == MARK and item.said in "-.") for item in name)
    if not plain or not has_words(name) or trailing(name) is not None:
        return False
    return sum(item.sort == WORD for item in name) <= MOST_WORDS and not {name[0].said, name[-1].said} & _AND
