"""Precision, recall and F1 of pairs against the true ones."""

from collections.abc import Collection, Iterable, Set
from dataclasses import asdict, dataclass

Pair = tuple[int, int]
Scored = tuple[float, Pair]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """`threshold` is the weight from which pairs were taken as links, bits."""

    precision: float
    recall: float
    f1: float
    threshold: float

    def to_json(self) -> dict[str, float]:
        return asdict(self)


def accuracy(right: int, found: int, true: int, threshold: float) -> Accuracy:
    precision, recall = right / found if found else 0.0, right / true if true else 0.0
    both = precision + recall
    return Accuracy(precision, recall, 2 * precision * recall / both if both else 0.0, threshold)


def best_threshold(scored: Iterable[Scored], true: Set[Pair]) -> Accuracy:
    """At the threshold of the best F1, which only who knows the truth can choose: for comparing scores alone."""
    ordered = sorted(scored, reverse=True)
    best, right = accuracy(0, 0, len(true), float("inf")), 0
    for place, (weight, pair) in enumerate(ordered, 1):
        right += pair in true
        if place == len(ordered) or ordered[place][0] != weight:
            best = max(best, accuracy(right, place, len(true), weight), key=lambda found: found.f1)
    return best


def at_threshold(scored: Collection[Scored], true: Set[Pair], threshold: float) -> Accuracy:
    taken = [pair for weight, pair in scored if weight >= threshold]
    return accuracy(sum(pair in true for pair in taken), len(taken), len(true), threshold)
