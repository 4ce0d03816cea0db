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
REMEMBERED: Final = 1 << 16

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
        self._outcomes = tuple(_outcome(model, comparison) for comparison in model.comparisons)
        self._weights = tuple(tuple(level.weight for level in c.levels) for c in model.comparisons)
        self._adjusted = _adjustments(model, frequencies or {})

    def levels(self, left: Record, right: Record) -> tuple[int, ...]:
        """The place of the level that holds, for each comparison."""
        return tuple([outcome(left, right) for outcome in self._outcomes])

    def weigh(self, left: Record, right: Record) -> float:
        return self.weight_of(self.levels(left, right), left, right)

    def weight_of(self, levels: Sequence[int], left: Record, right: Record) -> float:
        """The weight of a pair whose levels are known."""
        total = 0.0
        for weights, level in zip(self._weights, levels, strict=True):
            total += weights[level]
        for comparison, level, adjustment in self._adjusted:
            if levels[comparison] == level:
                total += adjustment(left, right)
        return total

    def parts(self, left: Record, right: Record) -> list[Weighed]:
        """The outcome and the weight of every comparison; they add up to the weight of the pair."""
        levels = self.levels(left, right)
        weights = [weights[level] for weights, level in zip(self._weights, levels, strict=True)]
        for comparison, level, adjustment in self._adjusted:
            if levels[comparison] == level:
                weights[comparison] += adjustment(left, right)
        return [
            Weighed(comparison.name, comparison.levels[level].name, weight)
            for comparison, level, weight in zip(self.model.comparisons, levels, weights, strict=True)
        ]


def prior(expected: float, persons: int) -> float:
    """Bits: the odds that a record and one of `persons` are the same, `expected` of whom are behind a record."""
    share = min(max(expected / max(persons, 1), LEAST_PROBABILITY), 0.5)
    return math.log2(share / (1 - share))


def _outcome(model: Model, comparison: Comparison) -> Callable[[Texts, Texts], int]:
    """Looks only at the columns its levels speak of; what two such parts came to is remembered, since names recur."""
    used = dict.fromkeys(column for level in comparison.levels for p in level.predicates for column in p.columns)
    place = {column: number for number, column in enumerate(used)}
    part = _parts([model.place[column] for column in used])
    tests = tuple(_test(level, place) for level in comparison.levels[:-1])
    last = len(tests)

    @lru_cache(REMEMBERED)
    def level_of(left: Record, right: Record) -> int:
        for number, test in enumerate(tests):
            if test(left, right):
                return number
        return last

    return lambda left, right: level_of(part(left), part(right))


def _parts(places: Sequence[int]) -> Callable[[Texts], Record]:
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


Adjustment = Callable[[Texts, Texts], float]


def _adjustments(model: Model, frequencies: Frequencies) -> list[tuple[int, int, Adjustment]]:
    """(comparison, level, what is added) where a rare value weighs more than a common one."""
    return [
        (place, number, _adjustment(level, model.place[level.frequency], frequencies[level.frequency]))
        for place, comparison in enumerate(model.comparisons)
        for number, level in enumerate(comparison.levels)
        if level.frequency is not None and level.frequency in frequencies
    ]


def _adjustment(level: Level, place: int, shares: Mapping[str, float]) -> Adjustment:
    usual = math.log2(max(level.u, LEAST_PROBABILITY))

    def adjustment(left: Texts, right: Texts) -> float:
        known = [share for text in (left[place], right[place]) if text and (share := shares.get(text))]
        return usual - math.log2(max(known)) if known else 0.0

    return adjustment
