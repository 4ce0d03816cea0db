"""Numbers of buildings inside a run of items: 12, 12/1, 14 А, 188./2, 12-5."""

from collections.abc import Sequence
from dataclasses import dataclass

from registries.address.free_text.items import FIGURE, MARK, TYPE, WORD, Item

_POSTCODE = 6


@dataclass(frozen=True, slots=True)
class Number:
    """`flat` is what follows a dash: 12-5 is the fifth apartment of house 12. `length` counts items."""

    whole: str
    flat: str | None
    length: int

    @property
    def is_postcode(self) -> bool:
        return self.whole.isdigit() and len(self.whole) == _POSTCODE and self.flat is None


def number_at(line: Sequence[Item], at: int) -> Number | None:
    """The number that begins at `at`; a stray point or stroke at its end is dirt and stays outside."""
    if at >= len(line) or line[at].sort != FIGURE:
        return None
    whole, place = line[at].first.text, at + 1
    letter, place = _letter(line, place) if whole.isdigit() else ("", place)
    whole += letter
    while (after := _stroke(line, place)) is not None:
        whole += f"/{line[after].first.text}"
        letter, place = _letter(line, after + 1)
        whole += letter
    if _is_mark(line, place, "-") and place + 1 < len(line) and line[place + 1].sort == FIGURE:
        return Number(whole, line[place + 1].first.text, place + 2 - at)
    return Number(whole, None, place - at)


def _stroke(line: Sequence[Item], place: int) -> int | None:
    """The place of the figure behind a stroke; a stray point before it does not count."""
    place += _is_mark(line, place, ".")
    if _is_mark(line, place, "/\\") and place + 1 < len(line) and line[place + 1].sort == FIGURE:
        return place + 1
    return None


def _letter(line: Sequence[Item], place: int) -> tuple[str, int]:
    """A single letter behind the figure, where nothing but the end or another mark follows it: 14 А, 14-Б."""
    at = place + (_is_mark(line, place, "-") and place + 1 < len(line) and line[place + 1].first.glued)
    if at >= len(line) or line[at].sort not in (WORD, TYPE) or len(line[at].tokens) > 1:
        return "", place
    written = line[at].first.text
    free = at + 1 >= len(line) or (line[at + 1].sort == MARK and not _is_mark(line, at + 1, "./-")) or (
        line[at + 1].sort == TYPE
    )  # fmt: skip
    if len(written) == 1 and written.isalpha() and free:
        return written, at + 1
    return "", place


def _is_mark(line: Sequence[Item], place: int, marks: str) -> bool:
    return place < len(line) and line[place].sort == MARK and line[place].said in marks


def trailing(line: Sequence[Item]) -> tuple[int, Number] | None:
    """Where, in a run of words and figures, the number at its very end begins."""
    end = len(line)
    while end and line[end - 1].sort == MARK:
        end -= 1
    for at in range(len(line)):
        if line[at].sort == FIGURE and not (at and _is_mark(line, at - 1, "/\\-") and line[at].first.glued):
            found = number_at(line[:end], at)
            if found and at + found.length >= end:
                return at, found
    return None
