"""One entry as the page lays it out: a row a field, both sides with what differs marked, the weight as a bar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from registries.crosswalk.clerical.queue import CandidateShown
from registries.crosswalk.clerical.shown import Said
from registries.crosswalk.weighing.explanation import FIELDS, LANGUAGES, words_of
from registry_api.review.words import WORDS

# A bar of so many bits fills its half.
MOST_BITS: Final = 15.0
HALF: Final = 100
SIGNS: Final = {"same": "=", "near": "≈", "differs": "≠", "missing": "–"}
_NAMES: Final = ("surname", "given_name", "patronymic")

Piece = tuple[str, bool]  # text, whether it is otherwise on the other side


@dataclass(frozen=True, slots=True)
class Row:
    """`kind` is same, near, differs or missing; `left` and `right` hold each value in pieces."""

    field: str
    label: str
    kind: str
    words: str
    left: list[list[Piece]]
    right: list[list[Piece]]
    bits: float | None = None

    @property
    def sign(self) -> str:
        return SIGNS[self.kind]

    @property
    def bar(self) -> tuple[float, float]:
        """Where the bar begins and how wide it is, of 2 × HALF."""
        wide = min(abs(self.bits or 0.0) / MOST_BITS, 1.0) * HALF
        return (HALF - wide if (self.bits or 0.0) < 0 else HALF), round(wide, 1)


def rows_of(record: Said, candidate: CandidateShown, language: str) -> list[Row]:
    """Fields in the order of the model, then the numbers, which have no weight of their own."""
    told = {one.field: one for one in candidate.fields}
    rows = []
    for field in FIELDS:
        left, right = values(record, field, language), values(candidate.person.said, field, language)
        one = told.get(field)
        if one is None and field == "order":
            continue
        kind = "missing" if one is None else kind_of(one.outcome)
        words = words_of(field, "missing" if one is None else one.outcome, language).partition(": ")[2]
        marked = kind in ("near", "differs")
        label = FIELDS[field][LANGUAGES.index(language)]
        sides = (pieces(left, right, marked), pieces(right, left, marked))
        rows.append(Row(field, label, kind, words, *sides, None if one is None else one.bits))
    return [*rows, _numbers(record, candidate.person.said, language)]


def kind_of(outcome: str) -> str:
    if outcome in ("same", "missing"):
        return outcome
    return "differs" if outcome.startswith("differs") else "near"


def values(said: Said, field: str, language: str) -> list[str]:
    """What one side says of a field, each once."""
    if field in _NAMES:
        place = _NAMES.index(field)
        return list(dict.fromkeys(part for name in said.names if (part := name[place])))
    if field == "birth_date":
        return [f"{day:%d.%m.%Y}" for day in said.births] or [str(year) for year in said.years]
    if field == "sex":
        return [WORDS[language][one] for one in said.sexes]
    return []


def pieces(ours: Sequence[str], theirs: Sequence[str], marked: bool) -> list[list[Piece]]:
    """Each of our values, cut where it departs from the nearest of theirs."""
    return [_cut(one, theirs) if marked and theirs else [(one, False)] for one in ours]


def _cut(one: str, theirs: Iterable[str]) -> list[Piece]:
    matchers = [SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False) for other in theirs]
    best = max(matchers, key=lambda matcher: matcher.ratio())
    if len(one.casefold()) != len(one):
        return [(one, best.ratio() < 1)]
    cut = [(one[begin:end], tag != "equal") for tag, begin, end, _, _ in best.get_opcodes() if begin < end]
    # Where hardly anything is shared, letters in common mean nothing.
    return cut if best.ratio() >= 0.5 else [(one, True)]


def _numbers(record: Said, person: Said, language: str) -> Row:
    shared = set(record.numbers) & set(person.numbers)
    schemes = {scheme for scheme, _ in record.numbers} & {scheme for scheme, _ in person.numbers}
    against = {scheme for scheme, _ in record.numbers} - {scheme for scheme, _ in shared} & schemes
    kind = "same" if shared else "differs" if against & schemes else "missing"
    sides = [
        [[(f"{WORDS[language].get(scheme, scheme)} {value}", kind == "differs" and scheme in schemes)]
         for scheme, value in sorted(said.numbers)]
        for said in (record, person)
    ]  # fmt: skip
    words = WORDS[language][f"numbers_{kind}"]
    return Row("numbers", WORDS[language]["numbers"], kind, words, sides[0], sides[1])
