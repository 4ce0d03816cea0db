"""Where the weights come from: u from pairs taken at random, m from pairs whose identifiers agree, or by EM without any.

All three count the levels of pairs, never the words. EM estimates who of the pairs it is shown are the same together with
how those agree; how the others agree is thrown away, for blocking made it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from random import Random

from registries.crosswalk.weighing.model import Comparison, Model
from registries.crosswalk.weighing.scorer import Record, Scorer

Pair = tuple[Record, Record]
Pattern = tuple[int, ...]
Probabilities = dict[str, list[float]]

STEPS = 200
SETTLED = 1e-7
# A level that was never seen is as likely as one pair more of which half says it.
UNSEEN = 0.5


def patterns(model: Model, pairs: Iterable[Pair]) -> Counter[Pattern]:
    """How often each combination of levels occurs."""
    levels = Scorer(model).levels
    return Counter(levels(left, right) for left, right in pairs)


def random_pairs(left: Sequence[Record], right: Sequence[Record], count: int, seed: int) -> Iterable[Pair]:
    """Pairs of two files; of one file with itself, of different places."""
    rng = Random(seed)  # noqa: S311 - a sample, no secret
    while count > 0:
        one, other = rng.randrange(len(left)), rng.randrange(len(right))
        if left is not right or one != other:
            count -= 1
            yield left[one], right[other]


def shares(model: Model, counted: Mapping[Pattern, float]) -> Probabilities:
    """The share of each level among the pairs that say something, by comparison."""
    return {
        comparison.name: _shares(comparison, _totals(comparison, place, counted))
        for place, comparison in enumerate(model.comparisons)
    }


def trained(model: Model, m: Probabilities, u: Probabilities) -> Model:
    return model.with_levels({c.name: list(zip(m[c.name], u[c.name], strict=True)) for c in model.comparisons})


def expectation_maximisation(
    model: Model, counted: Mapping[Pattern, int], u: Probabilities, *, guess: float = 0.2, keep_u: bool = False
) -> tuple[Probabilities, float]:
    """(m, share of the same among the pairs counted), from the weights of `model` as the first guess.

    `u` is how different pairs agree: with `keep_u` as random ones do, else that is where it starts and it moves with the
    pairs counted. `guess`: the first share.
    """
    m = {c.name: [level.m for level in c.levels] for c in model.comparisons}
    of_others, same = u, guess
    for _ in range(STEPS):
        posterior = {pattern: _posterior(model, pattern, m, of_others, same) for pattern in counted}
        together = {pattern: count * posterior[pattern] for pattern, count in counted.items()}
        before, same = same, sum(together.values()) / sum(counted.values())
        m = shares(model, together)
        if not keep_u:
            of_others = shares(model, {pattern: count - together[pattern] for pattern, count in counted.items()})
        if abs(before - same) < SETTLED:
            break
    return m, same


def _posterior(model: Model, pattern: Pattern, m: Probabilities, u: Probabilities, same: float) -> float:
    one, other = same, 1 - same
    for comparison, level in zip(model.comparisons, pattern, strict=True):
        if not comparison.levels[level].missing:
            one *= m[comparison.name][level]
            other *= u[comparison.name][level]
    return one / (one + other) if one + other > 0 else 0.0


def _totals(comparison: Comparison, place: int, counted: Mapping[Pattern, float]) -> list[float]:
    totals = [0.0] * len(comparison.levels)
    for pattern, count in counted.items():
        totals[pattern[place]] += count
    return totals


def _shares(comparison: Comparison, totals: Sequence[float]) -> list[float]:
    said = [0.0 if level.missing else total + UNSEEN for level, total in zip(comparison.levels, totals, strict=True)]
    return [1.0 if level.missing else part / sum(said) for level, part in zip(comparison.levels, said, strict=True)]
