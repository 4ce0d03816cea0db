"""The declared model as statements of DuckDB: blocking, levels, weights and the decision, for a slice of records at once.

Text is made of names of columns and of numbers only, both of the closed language of the model: no value of a record
reaches a statement. What a pair of records adds up to, and the order in which it is added, are the scorer's, so that
weights are its weights to the last bit; logarithms of shares are taken in Python for the same reason.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from registries.crosswalk.weighing.decision import BORN_TOGETHER, NOT_SAID, OTHER_NAME, Answer, Because, Thresholds
from registries.crosswalk.weighing.model import Comparison, Level, Model
from registries.crosswalk.weighing.predicates import Predicate
from registries.crosswalk.weighing.scorer import usual_bits

# A record's places of levels as one number, so that the order of numbers is the order of tuples of places.
LEVELS: Final = "levels"
# What is looked at first where several things must hold: comparing letters costs most.
_COSTLY: Final = ("edited", "similar")


def number(value: float) -> str:
    """A literal of exactly this double."""
    return f"CAST('{value!r}' AS DOUBLE)"


def texts(model: Model) -> str:
    return ", ".join(f'"{column}" VARCHAR' for column in model.columns)


def key(of: Sequence[str]) -> str:
    """64 bits of a hash over the texts of a key; null where one of them is missing."""
    said = " AND ".join(f'"{column}" IS NOT NULL' for column in of)
    return f"CASE WHEN {said} THEN hash({', '.join(_quoted(of))}) END"


def readings(model: Model) -> list[tuple[int, str]]:
    """(place of the key, hash) for each reading by which a record looks for others; null where it does not."""
    return [
        (
            place,
            key(of)
            if declared.only_without is None
            else f'CASE WHEN "{declared.only_without}" IS NULL THEN {key(of)} END',
        )
        for place, declared in enumerate(model.keys)
        for of in (declared.of, *declared.probes)
    ]


def used(comparison: Comparison) -> tuple[str, ...]:
    """The columns that a comparison speaks of."""
    found = dict.fromkeys(column for level in comparison.levels for p in level.predicates for column in p.columns)
    found.update(dict.fromkeys(level.frequency for level in comparison.levels if level.frequency is not None))
    return tuple(found)


def part(comparison: Comparison) -> str:
    """64 bits of a hash that name what a record says in the columns of a comparison."""
    return f"hash({', '.join(_quoted(used(comparison)))})"


def frequencies(comparison: Comparison) -> tuple[str, ...]:
    return tuple(dict.fromkeys(level.frequency for level in comparison.levels if level.frequency is not None))


def sides(comparison: Comparison, place: int) -> str:
    """What both say in the columns of a comparison: the suffixes _l and _r, from tables p{place}l and p{place}r."""
    columns = (*used(comparison), *(f"bits_{column}" for column in frequencies(comparison)))
    return ", ".join(f'p{place}{side}."{column}" AS "{column}_{side}"' for column in columns for side in "lr")


def level(comparison: Comparison) -> str:
    """The place of the level that holds, over columns with the suffixes _l and _r."""
    cases = (f"WHEN {_condition(one)} THEN {place}" for place, one in enumerate(comparison.levels[:-1]))
    return f"CASE {' '.join(cases)} ELSE {len(comparison.levels) - 1} END"


def weight(comparison: Comparison, place: int) -> str:
    """Bits of the level in column level{place}; `bits_COLUMN_l`, `_r` are the logarithms of the shares of a value."""
    cases = (f"WHEN {number_of} THEN {_bits(one)}" for number_of, one in enumerate(comparison.levels))
    return f"CASE level{place} {' '.join(cases)} END"


def code(model: Model) -> str:
    """All places of levels in one number."""
    found = "0"
    for place, comparison in enumerate(model.comparisons):
        found = f"({found}) * {len(comparison.levels)} + level{place}"
    return f"CAST({found} AS BIGINT)"


def places(model: Model, coded: int) -> tuple[int, ...]:
    """The places of levels that `code` holds."""
    found: list[int] = []
    for comparison in reversed(model.comparisons):
        coded, place = divmod(coded, len(comparison.levels))
        found.append(place)
    return tuple(reversed(found))


def decision(model: Model) -> tuple[str, str]:
    """(answer, because) over `weight`, `second` (null where there is none), `levels`, `person` and `linked`."""
    bits = Thresholds.of(model.thresholds)
    held = "coalesce(person = linked, false)"
    enough = f"weight >= CASE WHEN {held} THEN {number(bits.hold)} ELSE {number(bits.join)} END"
    close = f"weight - second < {number(bits.margin)}"
    several = f"second >= {number(bits.review)}"
    twin = f"{_is(model, 'given_name', (OTHER_NAME,))} AND {_is(model, 'birth_date', BORN_TOGETHER)}"
    undated = _is(model, "birth_date", (NOT_SAID,))
    rules = (
        (f"weight IS NULL OR weight < {number(bits.review)}", Answer.NONE, Because.NOBODY),
        (f"{close} AND {several}", Answer.MANY, Because.NO_MARGIN),
        (close, Answer.POSSIBLE, Because.NO_MARGIN),
        (twin, Answer.POSSIBLE, Because.TWIN),
        (undated, Answer.POSSIBLE, Because.UNDATED),
        (f"{enough} AND {held}", Answer.MATCH, Because.HELD),
        (enough, Answer.MATCH, Because.AHEAD),
    )
    answer = " ".join(f"WHEN {when} THEN '{said}'" for when, said, _ in rules)
    because = " ".join(f"WHEN {when} THEN '{why}'" for when, _, why in rules)
    return f"CASE {answer} ELSE '{Answer.POSSIBLE}' END", f"CASE {because} ELSE '{Because.LIGHT}' END"


def _is(model: Model, name: str, outcomes: Iterable[str]) -> str:
    """Whether the level of a comparison is one of these; a model without the comparison has none."""
    after = 1
    for comparison in reversed(model.comparisons):
        if comparison.name == name:
            found = [str(n) for n, one in enumerate(comparison.levels) if one.name in set(outcomes)]
            return f"({LEVELS} // {after}) % {len(comparison.levels)} IN ({', '.join(found)})" if found else "false"
        after *= len(comparison.levels)
    return "false"


def _condition(one: Level) -> str:
    return " OR ".join(f"({_all(alternative)})" for alternative in one.when or ())


def _all(alternative: Iterable[Predicate]) -> str:
    """The cheap before the costly, which are not even looked at where those fail."""
    parts = sorted(alternative, key=lambda predicate: predicate.kind in _COSTLY)
    cheap, costly = [" AND ".join(p.sql() for p in parts if (p.kind in _COSTLY) is dear) for dear in (False, True)]
    return f"CASE WHEN {cheap} THEN {costly} ELSE false END" if cheap and costly else cheap or costly


def _bits(one: Level) -> str:
    if one.frequency is None:
        return number(one.weight)
    sides = f'"bits_{one.frequency}_l", "bits_{one.frequency}_r"'
    return f"coalesce({number(one.weight + usual_bits(one))} - greatest({sides}), {number(one.weight)})"


def _quoted(columns: Iterable[str]) -> list[str]:
    return [f'"{column}"' for column in columns]
