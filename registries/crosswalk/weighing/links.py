"""From weights of pairs to links: one to one where two files hold everybody once, clusters where one repeats itself."""

from collections.abc import Iterable, Iterator

Pair = tuple[int, int]
Weighed = tuple[float, Pair]


def one_to_one(weighed: Iterable[Weighed]) -> Iterator[Weighed]:
    """The heaviest pair first, then the heaviest of those whose two are still free; ties by place."""
    taken: tuple[set[int], set[int]] = set(), set()
    for weight, pair in sorted(weighed, key=lambda scored: (-scored[0], scored[1])):
        if pair[0] not in taken[0] and pair[1] not in taken[1]:
            taken[0].add(pair[0])
            taken[1].add(pair[1])
            yield weight, pair


def clustered(weighed: Iterable[Weighed]) -> Iterator[Weighed]:
    """All pairs of the clusters that links make, each with the weight at which its two came together.

    Those at or above a threshold are the pairs of the clusters that links at or above it make.
    """
    clusters: dict[int, list[int]] = {}
    for weight, (one, other) in sorted(weighed, key=lambda scored: (-scored[0], scored[1])):
        left, right = clusters.setdefault(one, [one]), clusters.setdefault(other, [other])
        if left is right:
            continue
        yield from ((weight, (min(a, b), max(a, b))) for a in left for b in right)
        left += right
        clusters.update(dict.fromkeys(right, left))
