"""The items of a segment: words of types and relations recognised, all else a name word, a figure or a mark."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from registries.address.free_text.lexicon import (
    BESIDES,
    CORNERS,
    COUNTRY,
    FORMER,
    KILOMETRES,
    LONGEST_PHRASE,
    RELATIONS,
    UNNUMBERED,
    Meaning,
    matched,
)
from registries.address.free_text.tokens import Sort, Token

TYPE, WORD, FIGURE, MARK, RELATION, NEAR, FORMERLY, NATION, POSTCODE, NUMBERLESS = (
    "type", "word", "figure", "mark", "relation", "near", "formerly", "nation", "postcode", "numberless",
)  # fmt: skip
SEPARATORS = ",;()[]"
QUOTES = "\"'«»“”„‘’"
LETTERS_OF_TYPES = "агдкқпрсшagdkpcsr"
ONLY_BEFORE_STREETS = frozenset({"po", "na", "ot"})


@dataclass(frozen=True, slots=True)
class Item:
    sort: str
    tokens: tuple[Token, ...]
    meanings: tuple[Meaning, ...] = ()

    @property
    def first(self) -> Token:
        return self.tokens[0]

    @property
    def said(self) -> str:
        return self.tokens[0].said

    def means(self, sort: str) -> tuple[Meaning, ...]:
        return tuple(meaning for meaning in self.meanings if meaning.sort == sort)


def segments(line: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens between commas, semicolons and brackets."""
    held: list[Token] = []
    for at, token in enumerate(line):
        if token.is_mark(SEPARATORS) and not _is_decimal(line, at):
            if held:
                yield held
            held = []
        elif not token.is_mark(QUOTES):
            held.append(token)
    if held:
        yield held


def _is_decimal(line: Sequence[Token], at: int) -> bool:
    """The comma of `12,5 км`."""
    if not 0 < at < len(line) - 2 or not line[at].is_mark(",") or line[at + 2].said not in KILOMETRES:
        return False
    one, comma, other = line[at - 1 : at + 2]
    return one.sort is other.sort is Sort.FIGURE and comma.glued and other.glued


def items(line: Sequence[Token]) -> list[Item]:
    found: list[Item] = []
    at = 0
    while at < len(line):
        item = _item(line, at)
        found.append(item)
        at += len(item.tokens)
    return [_relating(item, found[place + 1 :]) for place, item in enumerate(found)]


_PLAIN = {Sort.FIGURE: FIGURE, Sort.POSTCODE: POSTCODE, Sort.MARK: MARK}


def _item(line: Sequence[Token], at: int) -> Item:
    token = line[at]
    if token.sort in _PLAIN:
        return Item(_PLAIN[token.sort], (token,))
    if _is_initial(line, at):
        return Item(WORD, (token,))
    if length := _country(line, at):
        return Item(NATION, tuple(line[at : at + length]))
    if length := _numberless(line, at):
        return Item(NUMBERLESS, tuple(line[at : at + length]))
    # A hyphenated name is no type, whatever its first half means: Аль-Фараби, Ақ-Орда.
    inside = token.glued and at > 1 and line[at - 1].is_mark("-") and line[at - 2].is_word
    found = None if inside else matched(line, at)
    if found and not _hyphen_follows(line, found[1]):
        return Item(TYPE, tuple(line[at : found[1]]), found[0])
    return _relation_or_word(line, at)


def _relation_or_word(line: Sequence[Token], at: int) -> Item:
    said = line[at].said
    if said in FORMER:
        return Item(FORMERLY, _with_point(line, at))
    if said in BESIDES:
        return Item(NEAR, (line[at],))
    if said in RELATIONS:
        return Item(RELATION, _with_point(line, at) if said in CORNERS else (line[at],))
    return Item(WORD, (line[at],))


def _is_initial(line: Sequence[Token], at: int) -> bool:
    """`Ә. Молдағұлова`: a capital and a point before a name that is not all capitals, and no letter of a type."""
    if len(line[at].text) > 1 or at + 2 >= len(line) or not line[at + 1].is_mark(".") or not line[at + 2].is_word:
        return False
    name = line[at + 2].text
    if line[at].text.lower() not in LETTERS_OF_TYPES:
        return True
    return line[at].text.isupper() and line[at].text not in "ГG" and name[:1].isupper() and not name.isupper()


def _with_point(line: Sequence[Token], at: int) -> tuple[Token, ...]:
    pointed = at + 1 < len(line) and line[at + 1].is_mark(".") and line[at + 1].glued
    return tuple(line[at : at + 1 + pointed])


def _hyphen_follows(line: Sequence[Token], place: int) -> bool:
    return (
        place + 1 < len(line)
        and line[place].is_mark("-")
        and line[place].glued
        and line[place + 1].glued
        and line[place + 1].is_word
    )


def _country(line: Sequence[Token], at: int) -> int:
    for length in range(min(LONGEST_PHRASE, len(line) - at), 0, -1):
        alone = length > 1 or len(line) == 1  # a street may be called Казахстан
        if alone and tuple(token.said for token in line[at : at + length]) in COUNTRY:
            return length
    return 0


def _numberless(line: Sequence[Token], at: int) -> int:
    """`б/н`: that a house has no number."""
    for length in range(min(LONGEST_PHRASE, len(line) - at), 0, -1):
        if tuple("-" if one.is_mark("-/\\") else one.said for one in line[at : at + length]) in UNNUMBERED:
            return length
    return 0


def _relating(item: Item, later: Sequence[Item]) -> Item:
    """Words that relate only to what follows: `по` to a street, `сзади` to a house; else they are words."""
    following = next((other for other in later if other.sort != MARK), None)
    if item.sort == RELATION and item.said in ONLY_BEFORE_STREETS:
        streets = following is not None and (
            bool(following.means("geonym")) or (following.sort == RELATION and following.said in CORNERS)
        )
        return item if streets else Item(WORD, item.tokens)
    if item.sort == NEAR:
        houses = following is not None and (bool(following.means("building")) or following.sort == FIGURE)
        return item if houses else Item(WORD, item.tokens)
    return item


def has_words(run: Sequence[Item]) -> bool:
    return any(item.sort in (WORD, RELATION) for item in run)


def trimmed(run: Sequence[Item]) -> list[Item]:
    """Without marks at its ends."""
    kept = list(run)
    while kept and kept[0].sort == MARK:
        kept.pop(0)
    while kept and kept[-1].sort == MARK:
        kept.pop()
    return kept
