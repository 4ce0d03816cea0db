"""Fellegi–Sunter weights of pairs of records, in bits: one model compiled once, a few microseconds a pair."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Final

from registries.crosswalk.weighing.model import LEAST_PROBABILITY, Comparison, Level, Model
from registries.crosswalk.weighing.predicates import Test, Texts

Record = tuple[str | None, ...]
REMEMBERED: Final = 1 << 15

# By column: the share of each value among all records that say one.
Frequencies = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Weighed:
    """One comparison of a pair: its outcome, and what it adds to the weight."""

    comparison: str
    level: str
    weight: float


class Scorer:
    """Weights are without the prior, which belongs to the register the record is looked for in."""

    def __init__(self, model: Model, frequencies: Frequencies | None = None) -> None:
        self.model = model
        self._outcomes = tuple(_outcome(model, comparison, frequencies or {}) for comparison in model.comparisons)

    def score(self, left: Record, right: Record) -> tuple[float, tuple[int, ...]]:
        """The weight of a pair, and the place of the level that holds for each comparison."""
        return self.against(left)(right)

    def against(self, left: Record) -> Callable[[Record], tuple[float, tuple[int, ...]]]:
        """`score` of one record with many: what recurs among those is compared once."""
        compared = [(part, part(left), outcome, dict[Record, Outcome]()) for part, outcome in self._outcomes]

        def score(right: Record) -> tuple[float, tuple[int, ...]]:
            total, levels = 0.0, []
            for part, mine, outcome, known in compared:
                theirs = part(right)
                found = known.get(theirs)
                if found is None:
                    found = known[theirs] = outcome(mine, theirs)
                total += found[1]
                levels.append(found[0])
            return total, tuple(levels)

        return score

    def levels(self, left: Record, right: Record) -> tuple[int, ...]:
        return self.score(left, right)[1]

    def weigh(self, left: Record, right: Record) -> float:
        return self.score(left, right)[0]

    def parts(self, left: Record, right: Record) -> list[Weighed]:
        """The outcome and the weight of every comparison; they add up to the weight of the pair."""
        outcomes = [outcome(part(left), part(right)) for part, outcome in self._outcomes]
        return [
            Weighed(comparison.name, comparison.levels[level].name, weight)
            for comparison, (level, weight) in zip(self.model.comparisons, outcomes, strict=True)
        ]


def prior(expected: float, persons: int) -> float:
    """Bits: the odds that a record and one of `persons` are the same, `expected` of whom are behind a record."""
    share = min(max(expected / max(persons, 1), LEAST_PROBABILITY), 0.5)
    return math.log2(share / (1 - share))


Outcome = tuple[int, float]
Part = Callable[[Record], Record]
Compared = Callable[[Record, Record], Outcome]


def _outcome(model: Model, comparison: Comparison, frequencies: Frequencies) -> tuple[Part, Compared]:
    """Looks only at the columns its levels speak of, a part of a record, and remembers what two such parts came to."""
    used = dict.fromkeys(column for level in comparison.levels for p in level.predicates for column in p.columns)
    used.update(dict.fromkeys(level.frequency for level in comparison.levels if level.frequency is not None))
    place = {column: number for number, column in enumerate(used)}
    part = _parts([model.place[column] for column in used])
    tests = tuple(_test(level, place) for level in comparison.levels[:-1])
    weights = tuple(_weight(level, place, frequencies) for level in comparison.levels)
    last = len(tests)

    def outcome(left: Record, right: Record) -> Outcome:
        for level, test in enumerate(tests):
            if test(left, right):
                return level, weights[level](left, right)
        return last, weights[last](left, right)

    # Names recur, and so do pairs of them; pairs of dates hardly do.
    recurring = any(level.frequency for level in comparison.levels)
    return part, lru_cache(REMEMBERED)(outcome) if recurring else outcome


def _parts(places: Sequence[int]) -> Part:
    if len(places) == 1:
        (only,) = places
        return lambda texts: (texts[only],)
    return itemgetter(*places)


def _test(level: Level, place: Mapping[str, int]) -> Test:
    return _any(
        [
            _all([p.test([place[column] for column in p.columns]) for p in alternative])
            for alternative in level.when or ()
        ]
    )


def _any(tests: Sequence[Test]) -> Test:
    first, *others = tests
    if not others:
        return first
    rest = _any(others)
    return lambda left, right: first(left, right) or rest(left, right)


def _all(tests: Sequence[Test]) -> Test:
    first, *others = tests
    if not others:
        return first
    rest = _all(others)
    return lambda left, right: first(left, right) and rest(left, right)


def _weight(level: Level, place: Mapping[str, int], frequencies: Frequencies) -> Callable[[Texts, Texts], float]:
    """Where the level asks for it, a rare value weighs more than a common one: its share stands for u."""
    weight = level.weight
    if level.frequency is None or level.frequency not in frequencies:
        return lambda left, right: weight
    number, shares = place[level.frequency], frequencies[level.frequency]
    usual = usual_bits(level)

    def adjusted(left: Texts, right: Texts) -> float:
        known = [share for text in (left[number], right[number]) if text and (share := shares.get(text))]
        return weight + usual - math.log2(max(known)) if known else weight

    return adjusted


def usual_bits(level: Level) -> float:
    """What the share of a value takes the place of in a weight, bits."""
    return math.log2(max(level.u, LEAST_PROBABILITY))
