"""What has been read of an address so far, and which stretch of the text said it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from registries.address.free_text.items import Item
from registries.address.free_text.kilometre import POINTER as KILOMETRE
from registries.address.free_text.lexicon import UNIT, Meaning
from registries.address.free_text.numbers import Number
from registries.address.free_text.parts import FreeText, Named, Numbered, Part

LONGEST = 500
_NO_QUOTES = str.maketrans("", "", '"«»“”„')


@dataclass
class Gathered:
    """Fields as in FreeText; `crosses` and `formerly` say where names go, `last` where the last one went.

    `either`: two streets of a corner were said together, so that a number may be of one or the other.
    `kilometres` of highways are the number where there is one, and no other number.
    """

    text: str
    units: list[Named] = field(default_factory=list)
    geonyms: list[Named] = field(default_factory=list)
    crossing: list[Named] = field(default_factory=list)
    former: list[Named] = field(default_factory=list)
    untyped: list[str] = field(default_factory=list)
    premises: list[Numbered] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    relation: list[str] = field(default_factory=list)
    spare: list[tuple[int, int]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    postcodes: list[str] = field(default_factory=list)
    number: str | None = None
    pointer: str | None = None
    corpus: str | None = None
    crosses: bool = False
    formerly: bool = False
    last: str = ""
    either: bool = False
    kilometres: list[tuple[str, Sequence[Item]]] = field(default_factory=list)

    def house(self, number: Number, meaning: Meaning, run: Sequence[Item]) -> None:
        if self.number is not None or self.either:
            self.leave(run)
            return
        self.number, self.pointer = number.whole, next(iter(meaning.kinds))
        self.mark("number", run)
        if number.flat is not None:
            self.premises.append(Numbered(number.flat))

    def part(self, number: Number, meaning: Meaning, run: Sequence[Item]) -> None:
        if self.either:
            self.leave(run)
            return
        if self.number is None:
            self.number, self.pointer = number.whole, "CORPUS"
        elif "LETTER" in meaning.kinds and self.number.isdigit():
            self.number += number.whole
        elif self.corpus is None:
            self.corpus = number.whole
        else:
            self.leave(run)
            return
        self.mark("corpus", run)

    def room(self, number: Number, meaning: Meaning, run: Sequence[Item]) -> None:
        self.premises.append(Numbered(number.whole, next(iter(meaning.kinds))))
        self.mark("premises", run)

    def keep(self, meaning: Meaning, name: Sequence[Item], run: Sequence[Item]) -> None:
        if not name:
            self.leave(run)
            return
        kinds = meaning.kinds
        named = Named(self.written(name), kinds)
        self.last = self.field_of(meaning.sort)
        getattr(self, self.last).append(named)
        self.mark(self.last, run)

    def field_of(self, sort: str) -> str:
        if self.formerly:
            return "former"
        if sort == UNIT:
            return "units"
        return "crossing" if self.crosses else "geonyms"

    def loose(self, number: Number, run: Sequence[Item]) -> None:
        """A number without a word."""
        if number.is_postcode:
            self.postcodes.append(number.whole)
            self.mark("postcodes", run)
        elif self.either:
            self.leave(run)
        elif self.number is None:
            self.number = number.whole
            self.mark("number", run)
            if number.flat is not None:
                self.premises.append(Numbered(number.flat))
        elif not any(one.kind in (None, "APARTMENT") for one in self.premises) and number.flat is None:
            self.premises.append(Numbered(number.whole))
            self.mark("premises", run)
        else:
            self.leave(run)

    def settle(self) -> None:
        """What only the whole text tells: whether a kilometre is the house."""
        if len(self.kilometres) == 1 and self.number is None and not self.either:
            [(self.number, run)] = self.kilometres
            self.pointer = KILOMETRE
            self.mark("number", run)
            return
        for _, run in self.kilometres:
            self.leave(run)

    def say_relation(self, item: Item) -> None:
        self.relation.append(item.first.text)
        self.mark("relation", [item])

    def written(self, run: Sequence[Item]) -> str:
        written = self.text[run[0].first.start : run[-1].tokens[-1].end].translate(_NO_QUOTES)
        return " ".join(written.split())

    def leave(self, run: Sequence[Item]) -> None:
        tokens_left = [token for item in run for token in item.tokens]
        if not tokens_left:
            return
        self.mark("rest", run)
        start, end = tokens_left[0].start, tokens_left[-1].end
        if self.spare and not self.text[self.spare[-1][1] : start].strip():
            start = self.spare.pop()[0]
        self.spare.append((start, end))

    def mark(self, of: str, run: Sequence[Item]) -> None:
        self.parts += [Part(of, token.start, token.end) for item in run for token in item.tokens]

    def beyond(self) -> None:
        if self.text[LONGEST:].strip():
            self.spare.append((LONGEST, len(self.text)))
            self.parts.append(Part("rest", LONGEST, len(self.text)))

    def result(self) -> FreeText:
        return FreeText(
            self.text, tuple(self.postcodes), tuple(self.units), tuple(self.geonyms), tuple(self.crossing), tuple(self.former),
            tuple(self.untyped), self.number, self.pointer, self.corpus, tuple(self.premises), tuple(self.beside),
            tuple(self.relation), tuple(self._rest()), tuple(sorted(self.parts, key=lambda part: part.start)),
        )  # fmt: skip

    def _rest(self) -> Iterator[str]:
        for start, end in self.spare:
            yield " ".join(self.text[start:end].split())
