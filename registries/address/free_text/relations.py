"""Words that say where a place is by other places: of a corner, along a street, near houses; and what has no type."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from registries.address.free_text.corner import AREAS, Side, is_name, meeting
from registries.address.free_text.gathered import Gathered
from registries.address.free_text.items import FIGURE, MARK, RELATION, TYPE, WORD, Item, trimmed
from registries.address.free_text.kilometre import kilometre
from registries.address.free_text.lexicon import BUILDING, CORNERS
from registries.address.free_text.numbers import number_at, trailing
from registries.address.free_text.parts import Named

_DIRECTIONS = frozenset({"vostok", "zapad", "iug", "sever"})
_MOST_UNTYPED = 3


@dataclass
class Related(Gathered):
    """`line` is the segment that is read, `at` the place in it, `pending` what stands before it and is of no part yet."""

    line: list[Item] = field(default_factory=list)
    at: int = 0
    pending: list[Item] = field(default_factory=list)

    def is_name_word(self, item: Item) -> bool:
        """`ул. Восток`: a direction with no name before it is a name."""
        return item.said in _DIRECTIONS and not self.geonyms and not self.units

    def relate(self, item: Item) -> None:
        corner = self._is_corner(item)
        streets = self._met_behind() if corner else None
        if corner and not streets:
            self._first_street()
        self.flush(by_relation=streets is None)
        self.say_relation(item)
        if item.said not in ("po", "na", "ot", "vdol") and item.said not in _DIRECTIONS:
            self.crosses = True
            self._meet(streets)

    def closing(self) -> bool:
        """A segment that is two streets and behind them the word for their corner: `Абай мен Гоголь көшелерінің қиылысы`."""
        line = trimmed(self.line)
        if not line or line[-1].sort != RELATION or line[-1].said not in CORNERS or self._has_street():
            return False
        streets = meeting(line[:-1])
        if streets:
            self.say_relation(line[-1])
            self._meet(streets)
        return bool(streets)

    def by_kilometre(self) -> None:
        """Takes the kilometre of a highway out of the segment; whether it is the house shows when all is read."""
        on = self.geonyms[-1].kinds if self.geonyms else frozenset()
        found = kilometre(self.line, on)
        if found:
            self.kilometres.append((found.number, found.run))
            self.line = found.others

    def _is_corner(self, item: Item) -> bool:
        """`угол`, or the `на` of `на углу`."""
        following = self.line[self.at].said if self.at < len(self.line) else ""
        return item.said in CORNERS or (item.said == "na" and following in CORNERS)

    def _has_street(self) -> bool:
        return self.number is not None or any(not one.kinds or not one.kinds <= AREAS for one in self.geonyms)

    def _met_behind(self) -> tuple[Side, Side] | None:
        """The two streets of a corner that is said before both."""
        start = self.at + (self.line[self.at - 1].said not in CORNERS)
        numbered = any(one.sort == FIGURE for one in self.pending)  # `12 угол Гоголя и Абая`: a house of which?
        return None if numbered or self._has_street() or self.formerly else meeting(self.line[start:])

    def _meet(self, streets: tuple[Side, Side] | None) -> None:
        if streets is None:
            return
        for side, of in zip(streets, ("geonyms", "crossing"), strict=True):
            getattr(self, of).append(Named(self.written(side.name), side.kinds))
            self.mark(of, side.run)
        self.at, self.either = len(self.line), True

    def _first_street(self) -> None:
        """`Гоголя угол Айтеке би`: before a corner a name without a type is that of a street."""
        name = trimmed(self.pending)
        crossed = any(one.sort in (WORD, TYPE) for one in self.line[self.at :])
        if is_name(name) and crossed and not (self._has_street() or self.formerly):
            self.geonyms.append(Named(self.written(name)))
            self.mark("geonyms", self.pending)
            self.pending = []

    def near(self) -> None:
        """`между домами 8 и 13`: houses beside the place, not the place."""
        while self.at < len(self.line):
            item = self.line[self.at]
            if item.sort == FIGURE and (number := number_at(self.line, self.at)):
                self.beside.append(number.whole)
                self.mark("beside", self.line[self.at : self.at + number.length])
                self.at += number.length
            elif item.means(BUILDING) or item.sort == MARK:
                self.mark("beside", [item])
                self.at += 1
            elif item.said == "i" and self.at + 1 < len(self.line) and self.line[self.at + 1].sort == FIGURE:
                self.say_relation(item)
                self.at += 1
            else:
                return

    def flush(self, *, by_relation: bool = False) -> None:
        """What was read and belongs to no word of a type: a name, a number, a post code, or nothing known."""
        run, self.pending = self.pending, []
        if not any(item.sort != MARK for item in run):
            return
        found = trailing(run)
        cut = len(run) if found is None else found[0]
        words = [item for item in run[:cut] if item.sort in (WORD, RELATION)]
        odd = any(item.sort == TYPE for item in run) or len(words) > _MOST_UNTYPED
        more = self.number is not None and bool(found) and bool(words)  # `код домофона 45` behind a house
        if (
            odd
            or more
            or (by_relation and not self.geonyms and not found)
            or (found is None and words and run[0].said == "№")
            # `12 5`, `12 и 5`: which of them is the house?
            or (all(item.said == "i" for item in words) and any(item.sort == FIGURE for item in run[:cut]))
        ):
            self.leave(run)
            return
        if words:
            self._untyped(run[:cut])
        if found:
            self.loose(found[1], run[cut if words else 0 :])
        elif not words:
            self.leave(run)

    def _untyped(self, run: Sequence[Item]) -> None:
        name = trimmed(run)
        if self.crosses:
            self.crossing.append(Named(self.written(name)))
        elif self.formerly:
            self.former.append(Named(self.written(name)))
        else:
            self.untyped.append(self.written(name))
        self.mark("crossing" if self.crosses else "former" if self.formerly else "untyped", name)
