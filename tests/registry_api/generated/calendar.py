"""The days of generated worlds: few, so that bounds meet, with the days around them."""

from datetime import date, timedelta
from random import Random

from registries.temporal import Version

# Past and future both; brackets of observed bounds reach over several of them.
DAYS = tuple(date(year, month, 15) for year in (1999, 2007, 2015, 2021, 2025, 2027, 2031) for month in (3, 10))
BASES = ("STATED", "OBSERVED", "OBSERVED", "OBSERVED", "INFERRED:life")


def some_day(rng: Random) -> date:
    """A bound of some fact, its eve or its morrow, or any day."""
    if rng.random() < 0.2:
        return date(1995, 1, 1) + timedelta(days=rng.randrange(15_000))
    return rng.choice(DAYS) + timedelta(days=rng.choice((0, 0, -1, 1, -200, 200)))


def version(rng: Random, ground: int, *values: object, since: date | None = None, open_end: bool = False) -> Version:
    """A lawful version with bounds of any basis; `since` fixes the first day."""
    first = since or (None if rng.random() < 0.2 else rng.choice(DAYS))
    later = [day for day in DAYS if first is None or day > first]
    last = None if open_end or not later or rng.random() < 0.5 else rng.choice(later)
    starts = rng.choice(BASES) if first else "INFERRED:life"
    ends = None if last is None else rng.choice(BASES)
    return Version(
        values,
        first,
        last,
        starts,
        first - timedelta(days=_bracket(rng)) if first and starts == "OBSERVED" and rng.random() < 0.8 else None,
        ends,
        last - timedelta(days=_bracket(rng)) if last and ends == "OBSERVED" and rng.random() < 0.8 else None,
        act_id=ground,
    )


def _bracket(rng: Random) -> int:
    return rng.choice((1, 200, 400, 800, 2_000))
