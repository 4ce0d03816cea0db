"""Where everything stands: bars of periods, and a label for each that overlaps no other.

A label stands inside its bar where it fits. Otherwise it hangs below: beginning at its bar, in the first row where it
meets none that hangs to its right. Bars are taken from right to left, so that the line from a bar down to its label
passes only labels that begin to the right of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from registries.analysis.picture.axis import Axis
from registries.analysis.picture.history import Lane, Period
from registries.analysis.picture.letters import clean, lines, width

NAME_SIZE, DAYS_SIZE, LINE = 13.0, 11.0, 16.0
BAR, LEAST_BAR = 40.0, 3.0
PADDING, GAP, FLAG = 8.0, 12.0, 6.0
LABEL_WIDTH = 210.0


@dataclass(frozen=True, slots=True)
class Bar:
    """`hatched` are stretches of uncertain days; the tips show ends that are not known, or not yet come."""

    left: float
    right: float
    open_left: bool
    open_right: bool
    hatched: tuple[tuple[float, float], ...]
    period: Period


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text from (`left`, `top`); it hangs on a line that leads down from its bar at
    `from_bar`, which is None where it stands inside.
    """

    left: float
    top: float
    names: tuple[str, ...]
    days: str
    from_bar: float | None

    @property
    def right(self) -> float:
        return self.left + _label_width(self.names, self.days)

    @property
    def bottom(self) -> float:
        return self.top + LINE * (len(self.names) + 1)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A lane laid out; heights from its own top."""

    title: tuple[str, ...]
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]
    height: float


def laid_out(lane: Lane, axis: Axis, title_width: float) -> Drawn:
    bars = tuple(
        _bar(period, before, axis) for period, before in zip(lane.periods, (None, *lane.periods[:-1]), strict=True)
    )
    labels = [_inside(bar) for bar in bars]
    hung = _hung([bar for bar, label in zip(bars, labels, strict=True) if label is None])
    every = (*(label for label in labels if label is not None), *hung)
    bottom = max((label.bottom for label in every), default=0.0)
    title = tuple(lines(clean(lane.title), NAME_SIZE, title_width))
    return Drawn(title, bars, every, max(PADDING + BAR, bottom, PADDING + LINE * len(title)) + PADDING)


def _bar(period: Period, before: Period | None, axis: Axis) -> Bar:
    left = axis.left if period.since is None else axis.at(period.since)
    right = axis.left + axis.breadth if period.until is None else axis.at(period.until)
    hatched = []
    if period.observed_until is not None and period.until is not None:
        hatched.append((axis.at(period.observed_until + timedelta(days=1)), right))
    if period.unseen_since is not None and period.since is not None and not _covers(before, period.since):
        hatched.append((axis.at(period.unseen_since + timedelta(days=1)), left))
    return Bar(left, max(right, left + LEAST_BAR), period.since is None, period.until is None, tuple(hatched), period)


def _covers(before: Period | None, day: date) -> bool:
    """Whether the period before leads up to the day: then its own end is hatched."""
    return before is not None and before.until == day


def _words(period: Period) -> tuple[str, str]:
    return clean(period.label) or "[?]", period.told()


def _inside(bar: Bar) -> Label | None:
    name, days = _words(bar.period)
    room = bar.right - bar.left - 2 * PADDING
    if _label_width((name,), days) > room:
        return None
    return Label(bar.left + PADDING, PADDING + (BAR - 2 * LINE) / 2, (name,), days, None)


def _hung(bars: Sequence[Bar]) -> list[Label]:
    rows: list[list[Label]] = []
    tall: list[int] = []
    placed: list[tuple[int, Bar, tuple[str, ...], str]] = []
    for bar in reversed(bars):
        name, days = _words(bar.period)
        broken = tuple(lines(name, NAME_SIZE, LABEL_WIDTH))
        draft = Label(bar.left + FLAG, 0, broken, days, None)
        row = next((at for at, there in enumerate(rows) if draft.right + GAP <= there[-1].left), len(rows))
        if row == len(rows):
            rows.append([])
            tall.append(0)
        rows[row].append(draft)
        tall[row] = max(tall[row], len(broken) + 1)
        placed.append((row, bar, broken, days))
    tops = [PADDING + BAR + GAP + sum(tall[:row]) * LINE + row * GAP / 2 for row in range(len(rows))]
    return [
        Label(bar.left + FLAG, tops[row], broken, days, bar.left + LEAST_BAR / 2) for row, bar, broken, days in placed
    ]


def _label_width(names: Sequence[str], days: str) -> float:
    return max(*(width(name, NAME_SIZE) for name in names), width(days, DAYS_SIZE))
