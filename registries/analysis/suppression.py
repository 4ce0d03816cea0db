"""Which counts of a table by territory must not be shown, so that nobody can work out a small one.

The practice is that of statistical disclosure control for frequency tables with a hierarchy (Hundepool and others,
Statistical Disclosure Control, Wiley 2012, on tabular data; the same two steps as in the software τ-ARGUS):

* Primary: a count from 1 to `threshold` - 1 is not shown. A zero is shown.
* Complementary: what is not shown must not follow from what is. The counts form a tree in which each is the sum of
  those below it, and every level may be published, so the whole tree is decided at once, whatever level is asked for.

Of all that is not shown, the counts without anything below them (hidden leaves) are what an attacker must find. Each
belongs to its nearest shown ancestor, whose count tells their sum, and nothing else tells anything of them; a hidden
leaf is at least 1, since zeros are shown. So with `k` hidden leaves of sum `s` each may be anything from 1 to
s - k + 1, and the rule is:

1. below a shown count there are no hidden counts, or at least two next to each other (else the one follows as the rest);
2. s - k + 1 reaches the threshold, so of no hidden count it can be told that it is a small one;
3. a hidden count that has counts below it has a hidden one among them (else it is their sum).

Where a rule fails, the smallest count beside the hidden ones is hidden too, and where none is left, the one above.
This only ever hides more, so it ends. What it does not guard against: two days, two moments of knowledge or two
thresholds published side by side; people who know who else is in a cell; and somebody who tries this program on every
table the shown counts allow, for which of equals it hides tells him something of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

THRESHOLD = 5

Key = TypeVar("Key")


@dataclass(slots=True)
class Cell(Generic[Key]):
    """A count and those it is the sum of; a cell without others below it is a leaf."""

    key: Key
    count: int
    below: list["Cell[Key]"] = field(default_factory=list)
    hidden: bool = False

    def walk(self) -> Iterator["Cell[Key]"]:
        """The cell and all below it, what lies below first."""
        for cell in self.below:
            yield from cell.walk()
        yield self


def suppress(root: Cell[Key], threshold: int = THRESHOLD) -> None:
    """Mark as hidden whatever must not be shown of the tree under `root`; the order of cells decides between equals."""
    for cell in root.walk():
        if 0 < cell.count < threshold:
            _hide(cell)
    while sum(_guard(cell, threshold) for cell in root.walk()):
        pass


def _hide(cell: Cell[Key]) -> None:
    cell.hidden = True
    if cell.below and not any(one.hidden for one in cell.below):
        _hide(_smallest(cell.below))


def _smallest(cells: Sequence[Cell[Key]]) -> Cell[Key]:
    return min((cell for cell in cells if cell.count > 0), key=lambda cell: cell.count)


def _guard(cell: Cell[Key], threshold: int) -> bool:
    """Hide one count more where the hidden ones below a shown one could be worked out; whether it was needed."""
    if cell.hidden or not any(one.hidden for one in cell.below):
        return False
    leaves = [leaf.count for leaf in _hidden_leaves(cell)]
    alone = sum(one.hidden for one in cell.below) == 1
    if not alone and sum(leaves) - len(leaves) + 1 >= threshold:
        return False
    left = [one for one in cell.below if one.count > 0 and not one.hidden]
    _hide(_smallest(left) if left else cell)
    return True


def _hidden_leaves(cell: Cell[Key]) -> Iterator[Cell[Key]]:
    for one in cell.below:
        if one.hidden:
            yield from _hidden_leaves(one) if one.below else (one,)


def grown(counts: Mapping[tuple[Key, ...], int]) -> Cell[tuple[Key, ...]]:
    """The tree of counts by path, each path as long as the others; the root is the sum of all."""
    cells: dict[tuple[Key, ...], Cell[tuple[Key, ...]]] = {(): Cell((), 0)}
    for path, count in counts.items():
        for depth in range(len(path) + 1):
            _reached(cells, path[:depth]).count += count
    return cells[()]


def _reached(cells: dict[tuple[Key, ...], Cell[tuple[Key, ...]]], path: tuple[Key, ...]) -> Cell[tuple[Key, ...]]:
    if path not in cells:
        cells[path] = Cell(path, 0)
        cells[path[:-1]].below.append(cells[path])
    return cells[path]
