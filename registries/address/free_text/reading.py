"""Reading a written address: from its segments to parts. Nothing raises, and nothing is lost.

Type words stand before their name in Russian and behind it in Kazakh; where a word can be read both ways, what stands
beside it decides. A figure behind a name is the number of a house, unless the house is said elsewhere.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from registries.address.free_text.gathered import LONGEST
from registries.address.free_text.items import (
    FIGURE,
    FORMERLY,
    MARK,
    NATION,
    NEAR,
    NUMBERLESS,
    POSTCODE,
    RELATION,
    TYPE,
    WORD,
    Item,
    has_words,
    items,
    segments,
    trimmed,
)
from registries.address.free_text.lexicon import (
    AFTER,
    BEFORE,
    BUILDING,
    GEONYM,
    LANDMARK,
    PART,
    PREMISES,
    UNIT,
    Meaning,
)
from registries.address.free_text.numbers import Number, number_at, trailing
from registries.address.free_text.parts import FreeText, Named
from registries.address.free_text.relations import Related
from registries.address.free_text.tokens import as_meant, tokens

Keep = Callable[[Number, Meaning, Sequence[Item]], None]
_ADJECTIVE = ("ski", "tski", "skaia", "skogo", "skoi", "skom", "naia", "noi", "ni", "vaia", "voi", "nogo")
_DESCRIBED = frozenset({"REGION", "DISTRICT", "CITY_DISTRICT", "OKRUG", "CITY_ADMINISTRATION"})
_NUMBERED_KINDS = frozenset({"MICRODISTRICT", "BLOCK"})
_SETTLEMENTS = frozenset({"CITY", "REPUBLICAN_CITY", "TOWN", "TOWNSHIP", "VILLAGE"})


def parse(text: str) -> FreeText:
    """The parts of an address of at most LONGEST characters; what lies behind them is left over."""
    meant = as_meant(text)
    reader = _Reader(meant)
    line = tokens(meant[:LONGEST])
    for segment in segments(line):
        reader.segment(items(segment))
    reader.settle()
    reader.beyond()
    return reader.result()


@dataclass
class _Reader(Related):
    def segment(self, line: list[Item]) -> None:
        """Between two commas."""
        self.line, self.at, self.pending = line, 0, []
        self.crosses = self.formerly = False
        self.last = ""
        self.by_kilometre()
        if self.closing():
            return
        while self.at < len(self.line):
            self._take(self.line[self.at])
        self.flush()

    def _take(self, item: Item) -> None:
        if item.sort == TYPE:
            self._typed(item)
            return
        self.at += 1
        if item.sort == NATION:
            self.flush()
            self.mark("country", [item])
        elif item.sort == POSTCODE:
            self.flush()
            self.postcodes.append(item.said)
            self.mark("postcodes", [item])
        elif item.sort == NUMBERLESS:
            self.flush()
            self.leave([item])
        elif item.sort == FIGURE:
            self._figure()
        elif item.sort == RELATION and not self.is_name_word(item):
            self.relate(item)
        elif item.sort == NEAR:
            self.flush()
            self.say_relation(item)
            self.near()
        elif item.sort == FORMERLY:
            self.flush()
            self.formerly = True
            self.mark("former", [item])
        else:
            self.pending.append(item)

    def _figure(self) -> None:
        """A figure with the letter that belongs to it: in `12 А` no village is meant."""
        number = number_at(self.line, self.at - 1)
        assert number is not None
        run = self.line[self.at - 1 : self.at - 1 + number.length]
        if number.is_postcode and not self.pending:
            self.loose(number, run)
            return
        self.pending += [Item(WORD, item.tokens) if item.sort == TYPE else item for item in run]
        self.at += number.length - 1

    # Types

    def _typed(self, item: Item) -> None:
        """A type word: a name or number beside it is its own; one that has none joins the name before it, or is left."""
        for take in (self._landmark, self._building, self._part, self._premises, self._place):
            taken = self.at
            if take(item):
                assert self.at > taken
                return
        self.at += 1
        if self.last and not has_words(self.pending) and self._joined(item):
            return
        self.pending.append(item)

    def _joined(self, item: Item) -> bool:
        """`ул. Райымбека пр.`: the second word of a type says more of the same name."""
        held: list[Named] = getattr(self, self.last)
        sort = GEONYM if self.last in ("geonyms", "crossing", "former") else UNIT
        meanings = item.means(sort)
        if not meanings or not held:
            return False
        held[-1] = Named(held[-1].name, held[-1].kinds | meanings[0].kinds)
        self.mark(self.last, [item])
        return True

    def _landmark(self, item: Item) -> bool:
        """What is no address takes along the words beside it, but no adjective of a district behind them."""
        run = self._own_run(self.at + 1)
        if not item.means(LANDMARK) or (len(item.said) == 1 and not run):
            return False
        if not run and self.at + 1 < len(self.line) and self.line[self.at + 1].sort == TYPE:
            self.pending.append(Item(WORD, item.tokens))  # Парк көшесі
            self.at += 1
            return True
        self.leave([*self.pending, item, *run])
        self.pending = []
        self.at += 1 + len(run)
        return True

    def _building(self, item: Item) -> bool:
        meanings = item.means(BUILDING)
        return bool(meanings) and self._numbered(item, meanings[0], self.house)

    def _part(self, item: Item) -> bool:
        meanings = item.means(PART)
        alone = len(item.said) == 1 and (has_words(self.pending) or self.number is None)
        if not meanings or (alone and has_words(self.pending)):
            return False
        return self._numbered(item, meanings[0], self.part)

    def _premises(self, item: Item) -> bool:
        """`кв. 5` before any house is a block, where the house is said behind it."""
        meanings = item.means(PREMISES)
        if not meanings:
            return False
        block = item.means(GEONYM) and self.number is None and not self.pending and self._house_follows()
        return not block and self._numbered(item, meanings[0], self.room)

    def _numbered(self, item: Item, meaning: Meaning, keep: Keep) -> bool:
        """The number behind a word, or, for a Kazakh one, the number just before it."""
        behind = self._number_behind(self.at + 1)
        before = self._number_before()
        if before and (meaning.place == AFTER or behind is None) and not (behind and self._is_house(meaning, before)):
            number, run = before
            del self.pending[len(self.pending) - len(run) :]
            self.flush()
            keep(number, meaning, [*run, item])
            self.at += 1
            return True
        if behind is None:
            return False
        number, place = behind
        run = self.line[self.at : place + number.length]
        self.flush()
        self.at = place + number.length
        keep(number, meaning, run)
        return True

    def _is_house(self, meaning: Meaning, before: tuple[Number, list[Item]]) -> bool:
        """`12 пәтер 5`: the figure before is the house, as long as none is known."""
        return meaning.sort == PREMISES and self.number is None and bool(before)

    def _number_behind(self, place: int) -> tuple[Number, int] | None:
        while place < len(self.line) and self.line[place].sort == MARK and self.line[place].said in "№-.#":
            place += 1
        found = number_at(self.line, place)
        letter = self.line[place].first.text if place < len(self.line) and self.line[place].sort != NUMBERLESS else ""
        if found is None and self.line[self.at].means(PART) and len(letter) == 1 and letter.isalpha():
            found = Number(letter, None, 1)  # литера А
        return None if found is None else (found, place)

    def _number_before(self) -> tuple[Number, list[Item]] | None:
        """The figure that stands directly before the word, a dash between them or not."""
        run = list(self.pending)
        if not run or not (run[-1].sort == FIGURE or (len(run) > 1 and run[-1].said == "-" and run[-2].sort == FIGURE)):
            found = trailing(run) if run else None
        else:
            found = trailing(run[:-1] if run[-1].sort == MARK else run)
        return None if found is None else (found[1], run[found[0] :])

    def _house_follows(self) -> bool:
        return any(
            item.means(BUILDING) and number_at(self.line, place + 1)
            for place, item in enumerate(self.line)
            if place > self.at
        )

    # Names

    def _place(self, item: Item) -> bool:
        """A unit or geonym: its name stands behind the word, or before it."""
        run = self._own_run(self.at + 1)
        before, after = self._meaning(item, BEFORE), self._meaning(item, AFTER)
        if not (before or after):
            return False
        ahead = [one for one in self.pending if one.sort != MARK]
        behind = has_words(run) or any(one.sort == FIGURE for one in run)
        either = after is not None and has_words(ahead)  # `Асан а. Абай көшесі`: of a word of both languages
        stands_before = either or (before is not None and self._name_stands_before(ahead, run, before))
        if before and behind and not self._describes(ahead, item) and not stands_before:
            return self._named_behind(item, run, before)
        if ahead and (after or not behind or self._describes(ahead, item) or before):
            chosen = after if after and not self._describes(ahead, item) else before or after
            assert chosen is not None
            return self._named_before(item, chosen)
        return behind and self._named_behind(item, run, before or after)

    def _name_stands_before(self, ahead: Sequence[Item], run: Sequence[Item], meaning: Meaning) -> bool:
        """`Абая проспект 5`: only a figure follows, and it numbers no microdistrict."""
        numbered = meaning.sort == GEONYM and not (meaning.kinds & _NUMBERED_KINDS)
        return numbered and has_words(ahead) and not has_words(run)

    def _describes(self, ahead: Sequence[Item], item: Item) -> bool:
        """`Медеуский район`: an adjective before a word that adjectives stand before."""
        kinds = {kind for meaning in item.meanings for kind in meaning.kinds}
        words = [one for one in ahead if one.sort == WORD]
        return bool(kinds & _DESCRIBED) and bool(words) and words[-1].said.endswith(_ADJECTIVE)

    def _meaning(self, item: Item, place: str) -> Meaning | None:
        """Of a word that may be of a settlement or a street (к., ст.): a street, once a settlement is known."""
        found = [one for one in item.meanings if one.sort in (UNIT, GEONYM) and one.place == place]
        settled = any(unit.kinds & _SETTLEMENTS for unit in self.units)
        return next((one for one in found if settled and one.sort == GEONYM), found[0]) if found else None

    def _named_behind(self, item: Item, run: list[Item], meaning: Meaning | None) -> bool:
        assert meaning is not None
        self.flush()
        cut = self._house_in(run, meaning)
        name = trimmed(run if cut is None else run[:cut]) or trimmed(run)
        end = run.index(name[-1]) + 1
        self.keep(meaning, name, [item, *run[:end]])
        self.at += 1 + end
        return True

    def _named_before(self, item: Item, meaning: Meaning) -> bool:
        name = trimmed(self.pending)
        if meaning.place == BEFORE and self._describes(name, item):
            words = [place for place, one in enumerate(name) if one.sort == WORD]
            start = words[-1]
            while start >= 2 and name[start - 1].said == "-" and name[start].first.glued:
                start -= 2  # Восточно-Казахстанская
            name, self.pending = name[start:], name[:start]
            self.flush()
        self.pending = []
        self.keep(meaning, name, [*name, item])
        self.at += 1
        return True

    def _house_in(self, run: Sequence[Item], meaning: Meaning) -> int | None:
        """Where in the run behind a type the number of a house begins, if there is one."""
        found = trailing(run)
        if found is None or self.number is not None or meaning.sort == UNIT:
            return None
        place, _ = found
        inside = place and run[place - 1].said == "-" and meaning.kinds & _NUMBERED_KINDS
        if not place or inside or self._house_said():
            return self._house_after_figure(run, place)
        before = run[place - 1]
        return place - (before.sort == MARK) if has_words(run[:place]) else place

    def _house_after_figure(self, run: Sequence[Item], place: int) -> int | None:
        """`мкр. 5 12`, `мкр. 5-12`: the first figure is the name, the second a house."""
        figures = [at for at, one in enumerate(run) if one.sort == FIGURE]
        if place or has_words(run) or len(figures) != 2:
            return None
        return figures[1] - (run[figures[1] - 1].sort == MARK)

    def _house_said(self) -> bool:
        """Whether a word for a house with its number stands in the text: then a figure behind a name is part of it."""
        return any(one.means(BUILDING) and number_at(self.line, place + 1) for place, one in enumerate(self.line))

    # Stretches of text

    def _run(self, place: int) -> list[Item]:
        """The words, figures and marks from `place` on, up to the next type or relation."""
        run: list[Item] = []
        for item in self.line[place:]:
            if item.sort not in (WORD, FIGURE, MARK) and not (item.sort == RELATION and not run):
                break
            run.append(item)
        return run

    def _own_run(self, place: int) -> list[Item]:
        """The run without the word that belongs to the type behind it: an adjective, or the name before a Kazakh word."""
        run = self._run(place)
        following = place + len(run)
        words = [one for one in run if one.sort == WORD]
        if following >= len(self.line) or not run or run[-1].sort != WORD:
            return run
        item = self.line[following]
        kazakh = len(words) > 1 and self._meaning(item, AFTER) and not self._meaning(item, BEFORE)
        return run[:-1] if kazakh or self._describes(run, item) else run
