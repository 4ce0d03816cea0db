"""Time from left to right: which days are shown, where each lies, and where it is marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from registries.analysis.picture.history import History

LEAST_DAYS = 60
MARK_PIXELS = 84
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)


@dataclass(frozen=True, slots=True)
class Axis:
    """The days `[first, last]` over `left` to `left + breadth` pixels."""

    first: date
    last: date
    left: float
    breadth: float

    def at(self, day: date) -> float:
        """Where the day begins; days outside lie at the edge."""
        within = min(max(day, self.first), self.last)
        return self.left + self.breadth * (within - self.first).days / (self.last - self.first).days

    def marks(self) -> Iterator[tuple[date, str]]:
        """Days to mark with their words: round years, or months where the whole is short."""
        most = max(1, int(self.breadth / MARK_PIXELS))
        months = (self.last - self.first).days / 30.4
        step = next((one for one in _MONTHS if months / one <= most), _MONTHS[-1])
        at = (self.first.year * 12 + self.first.month - 1) // step * step
        while at < self.last.year * 12 + self.last.month:
            if 12 <= at < 12 * 10_000:
                day = date(at // 12, at % 12 + 1, 1)
                if self.first <= day <= self.last:
                    yield day, str(day.year) if step % 12 == 0 else f"{day.year}-{day.month:02}"
            at += step


def axis(history: History, today: date, left: float, breadth: float) -> Axis:
    """All that has a day, and today, with a little room at both ends."""
    days = sorted({today, *_days(history)})
    room = timedelta(days=max((days[-1] - days[0]).days // 25, LEAST_DAYS // 2))
    return Axis(_moved(days[0], -room), _moved(days[-1], room), left, breadth)


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


def _days(history: History) -> Iterator[date]:
    for lane in history.lanes:
        for period in lane.periods:
            bounds: Sequence[date | None] = (period.since, period.until, period.observed_until, period.unseen_since)
            yield from (day for day in bounds if day is not None)
