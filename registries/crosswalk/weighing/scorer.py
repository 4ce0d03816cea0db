"""Fellegi–Sunter weights of pairs of records, in bits: one model compiled once, a few microseconds a pair."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from registries.crosswalk.weighing.model import LEAST_PROBABILITY, Comparison, Level, Model
from registries.crosswalk.weighing.predicates import Test, Texts

Record = tuple[str | None, ...]
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
    tests = tuple(_test(model, level) for level in comparison.levels[:-1])
    last = len(tests)

    def outcome(left: Texts, right: Texts) -> int:
        for place, test in enumerate(tests):
            if test(left, right):
                return place
        return last

    return outcome


def _test(model: Model, level: Level) -> Test:
    alternatives = [
        _all([p.test([model.place[column] for column in p.columns]) for p in alternative])
        for alternative in level.when or ()
    ]
    if len(alternatives) == 1:
        return alternatives[0]
    return lambda left, right: any(alternative(left, right) for alternative in alternatives)


def _all(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    return lambda left, right: all(test(left, right) for test in tests)


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
