"""A house by the kilometre of a highway: `172-й км трассы Алматы — Бишкек`, `Алматы-Бишкек тас жолы, 172 км`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from registries.address.free_text.items import FIGURE, MARK, TYPE, WORD, Item
from registries.address.free_text.lexicon import GEONYM, KILOMETRES, said

HIGHWAY: Final = "HIGHWAY"
POINTER: Final = "KILOMETRE"
_ENDINGS = said("й м ый ой ом")
_OF_A_ROAD = ("skogo", "skoe", "skom")  # Капчагайского шоссе
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Kilometre:
    """`number` as written, `run` all that says it, `others` what is left of the segment."""

    number: str
    run: tuple[Item, ...]
    others: list[Item]


def kilometre(line: Sequence[Item], on: frozenset[str]) -> Kilometre | None:
    """The kilometre at the beginning or the end of a segment; `on` is the kind of the street said before it."""
    end = len(line)
    while end and line[end - 1].sort == MARK:
        end -= 1
    for start in range(end):
        length = _length(line[:end], start)
        if length and (start == 0 or start + length == end):
            return _of_highway(line, start, length, on)
    return None


def _length(line: Sequence[Item], at: int) -> int:
    """How many items say a kilometre from `at` on; 0 where something else is said."""
    first = at + (line[at].said == "na")
    if not _stands_alone(line, first) or first >= len(line):
        return 0
    if line[first].said in KILOMETRES and _is_figure(line, first + 1) and first + 2 == len(line):
        return first + 2 - at  # км 172
    if not _is_figure(line, first):
        return 0
    place = first + 1
    if place + 1 < len(line) and line[place].said in (",", ".") and _is_figure(line, place + 1):
        place += 2  # 12,5 км
    place += place < len(line) and line[place].sort == MARK and line[place].said == "-" and line[place].first.glued
    place += place < len(line) and line[place].said in _ENDINGS and line[place].first.glued
    return place + 1 - at if place < len(line) and line[place].said in KILOMETRES else 0


def _is_figure(line: Sequence[Item], at: int) -> bool:
    return at < len(line) and line[at].sort == FIGURE and line[at].first.text.isdigit()


def _stands_alone(line: Sequence[Item], at: int) -> bool:
    """Not the end of another number: 172+500 км, 12.5 км, 3-5 км."""
    if not at or line[at - 1].sort != MARK:
        return not at or line[at - 1].sort != FIGURE
    return line[at - 1].said == "-" and not line[at - 1].first.glued


def _of_highway(line: Sequence[Item], start: int, length: int, on: frozenset[str]) -> Kilometre | None:
    run, before, behind = line[start : start + length], list(line[:start]), list(line[start + length :])
    others = [item for item in (*before, *behind) if item.sort != MARK]
    alone = not others and HIGHWAY in on
    if not (alone or _names_highway_behind(behind) or (before and _names_highway(before))):
        return None
    return Kilometre(_number(run), tuple(run), before or behind)


def _number(run: Sequence[Item]) -> str:
    """A decimal point is a comma: 12.5 is 12,5."""
    return ",".join(item.first.text for item in run if item.sort == FIGURE)


def _is_highway(item: Item) -> bool:
    return item.sort == TYPE and any(HIGHWAY in meaning.kinds for meaning in item.means(GEONYM))


def _names_highway_behind(line: Sequence[Item]) -> bool:
    """`трассы Алматы-Бишкек`, `Капчагайского шоссе`; but `от трассы` says how far it is."""
    adjective = len(line) == 2 and line[0].said.endswith(_OF_A_ROAD)
    return bool(line) and (_is_highway(line[0]) or (adjective and _is_highway(line[1])))


def _names_highway(line: Sequence[Item]) -> bool:
    """Its type and its name, and nothing else: one letter, as in `в 5 км`, is no name."""
    words = [item for item in line if item.sort == WORD]
    types = [place for place, item in enumerate(line) if item.sort not in (WORD, MARK)]
    only = len(types) == 1 and _is_highway(line[types[0]]) and len(words) <= _MOST_WORDS
    return only and bool(words) and all(len(item.said) > 1 for item in words)
