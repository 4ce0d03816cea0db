"""Which births are worth fetching under a key without a day: whoever else shares it is too light to matter.

A decision looks at nobody below `Thresholds.floor`. Under a key of names, or of names and a year, nearly everybody was born on
another day, which speaks against him. Where even the heaviest agreement of everything else leaves such people below the
floor, only those are looked for whose birth speaks for them. No answer changes by it, only how much is read.

What births weigh beside each other is asked of the model itself, of those within one edit and those with day and month
exchanged; whoever is further away weighs as a few witnesses do. Within one year it does not matter which
(`test_narrowing` tries every birth).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from registries.crosswalk.weighing.blocking import Blocking, Key
from registries.crosswalk.weighing.model import BlockingKey, Comparison, Level, Model
from registries.crosswalk.weighing.scorer import Frequencies, Record, Scorer, usual_bits

# A key, and the births looked for under it: an array of what `crosswalk.born` makes of them, as PostgreSQL writes it.
Narrow = tuple[int, int, str]
Probe = Key | Narrow

DATED: Final = ("birth", "year", "day", "day_and_month")
ROUNDING: Final = 1e-6
REMEMBERED: Final = 1 << 14
A_YEAR: Final = "2000"
_DAYS: Final = frozenset(f"{month:02}{day:02}" for month in range(1, 13) for day in range(1, 32))
_FAR_DAYS: Final = ("0309", "0615", "0827", "1224")
_FAR_YEARS: Final = (-40, -1, 1, 40)


@dataclass(frozen=True, slots=True)
class Births:
    """Those that do not speak against a record, by `born`; `others`: bits of the heaviest of all others."""

    listed: tuple[str, ...]
    others: float

    def literal(self, year: str = "") -> str:
        return "{" + ",".join([year + one for one in self.listed]) + "}"


class Narrowing:
    """One model with the frequencies of one register."""

    def __init__(self, model: Model, frequencies: Frequencies) -> None:
        self.of_year, self.of_names = keys_of_year(model), keys_of_names(model)
        self._birth, self._year, self._day = (model.place.get(name, -1) for name in ("birth", "year", "day"))
        dated = [one for one in model.comparisons if _columns(one) <= set(DATED)]
        self._dated = DatedWeight(replace(model, comparisons=tuple(dated)))
        self._most = [_most(model, one, frequencies) for one in model.comparisons if one not in dated]
        self._of_day = lru_cache(maxsize=None)(self._dated.of_day)  # there are no more than the days of a year
        self._in_year = lru_cache(REMEMBERED)(lambda day, year: _with_literal(self._of_day(day), year))
        self._elsewhere = lru_cache(REMEMBERED)(
            lambda birth, year: _with_literal(self._dated.of_other_years(birth, year))
        )

    def births(self, record: Record, room: float) -> tuple[frozenset[int], str] | None:
        """Keys, and the births to be looked for under them; None where everybody may matter. `room`: the floor without the prior."""
        day, year = record[self._day], record[self._year]
        if year is None or self._dated.nothing:
            return None
        known = self._in_year(day, year) if day is not None else self._elsewhere(record[self._birth], year)
        if known is None or self.ceiling(record) + known[0] + ROUNDING >= room:
            return None
        return self.of_year if day is not None else self.of_names, known[1]

    def ceiling(self, record: Record) -> float:
        """Bits that everything but the birth can come to at most."""
        return sum([most.of(record) for most in self._most])


class Narrowed(Blocking):
    """Keys of a model with the births that are looked for under them, where others are too light."""

    def __init__(self, blocking: Blocking, narrowing: Narrowing, room: float) -> None:
        self.__dict__.update(blocking.__dict__)
        self._narrowing, self._room = narrowing, room

    def probes(self, record: Record) -> list[Probe]:  # type: ignore[override]
        found = super().probes(record)
        narrow = self._narrowing.births(record, self._room)
        if narrow is None:
            return [*found]
        numbers, births = narrow
        return [(*key, births) if key[0] in numbers else key for key in found]


class DatedWeight:
    """What births weigh beside each other, by the comparisons that look at nothing else."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._scorer = Scorer(model)
        self.nothing = not model.comparisons or any(name not in model.place for name in DATED)
        self._places = [model.place.get(name, 0) for name in DATED]

    def of_day(self, day: str) -> Births | None:
        """Of the same year; None where a day far away does not speak against the record."""
        near = dict.fromkeys((day, day[2:] + day[:2], "0101", *_edited(day)))
        far = [A_YEAR + other for other in _FAR_DAYS if other not in near]
        found = self._parted(A_YEAR + day, [A_YEAR, *(A_YEAR + other for other in near if other in _DAYS)], far)
        return found and Births(tuple(one[4:] or "0000" for one in found.listed), found.others)

    def of_other_years(self, birth: str | None, year: str) -> Births | None:
        """Those of the year itself have a key with the year. None where a birth far away does not speak against the record."""
        near = dict.fromkeys(one for one in _edited(birth or "") if one[4:] in _DAYS and not one.startswith(year))
        far = [f"{int(year) + years:04}{day}" for years in _FAR_YEARS for day in ("", "0101", *_FAR_DAYS)]
        found = self._parted(birth or year, ["", *near], [one for one in far if one not in near])
        return found and Births(tuple(one or "0" for one in found.listed), found.others)

    def record(self, digits: str) -> Record:
        """Of a birth by its digits yyyymmdd, of a year by four, of nothing by none; as `match_rows` writes it."""
        year, rest = digits[:4] or None, digits[4:]
        day = None if rest in ("", "0101") else rest
        said = (digits if rest else None, year, day, day and "".join(sorted((day[:2], day[2:]))))
        record: list[str | None] = [None] * len(self._model.columns)
        for place, one in zip(self._places, said, strict=True):
            record[place] = one
        return tuple(record)

    def _parted(self, mine: str, near: Sequence[str], far: Sequence[str]) -> Births | None:
        weigh = self._scorer.against(self.record(mine))
        weights = {one: weigh(self.record(one))[0] for one in (*near, *far)}
        if any(weights[one] >= 0 for one in far):
            return None
        listed = tuple(one for one in near if weights[one] >= 0)
        return Births(listed, max(weight for weight in weights.values() if weight < 0))


def keys_of_year(model: Model) -> frozenset[int]:
    """Places of keys with a year and without a day."""
    return frozenset(place for place, key in enumerate(model.keys) if _dates(key) == {"year"})


def keys_of_names(model: Model) -> frozenset[int]:
    """Places of keys without anything of a birth, beside each of which there is one with the year."""
    with_year = [set(key.of) for key in model.keys]
    undated = ((place, key) for place, key in enumerate(model.keys) if not _dates(key))
    return frozenset(place for place, key in undated if {*key.of, "year"} in with_year)


Rare = tuple[int, float, Mapping[str, float], float]
"""Place of a value, bits of its level before its share, all shares and the least of them."""


@dataclass(frozen=True, slots=True)
class Most:
    """The most that one comparison can add: `usual`, or by how rare the record's own values are."""

    missing: int | None
    usual: float
    rare: tuple[Rare, ...]

    def of(self, record: Record) -> float:
        if self.missing is not None and record[self.missing] is None:
            return 0.0
        by_share = [bits - math.log2(shares.get(record[at] or "", least)) for at, bits, shares, least in self.rare]
        return max([self.usual, *by_share])


def _most(model: Model, comparison: Comparison, frequencies: Frequencies) -> Most:
    first = comparison.levels[0].when if comparison.levels[0].missing else None
    alone = first[0][0].columns[0] if first is not None and len(first) == len(first[0]) == 1 else None
    rare = [_rare(model, level, shares) for level in comparison.levels if (shares := _shares(level, frequencies))]
    return Most(
        None if alone is None else model.place[alone], max(level.weight for level in comparison.levels), tuple(rare)
    )


def _shares(level: Level, frequencies: Frequencies) -> Mapping[str, float]:
    return {} if level.frequency is None else frequencies.get(level.frequency, {})


def _rare(model: Model, level: Level, shares: Mapping[str, float]) -> Rare:
    return model.place[level.frequency or ""], level.weight + usual_bits(level), shares, min(shares.values())


def _with_literal(births: Births | None, year: str = "") -> tuple[float, str] | None:
    return None if births is None else (births.others, births.literal(year))


def _edited(digits: str) -> Iterator[str]:
    """Whatever is as long and within one edit: a digit exchanged for another, or for its neighbour."""
    for place, mine in enumerate(digits):
        yield from (digits[:place] + other + digits[place + 1 :] for other in "0123456789" if other != mine)
        if place:
            yield digits[: place - 1] + mine + digits[place - 1] + digits[place + 1 :]


def _columns(comparison: Comparison) -> set[str]:
    return {column for level in comparison.levels for predicate in level.predicates for column in predicate.columns}


def _dates(key: BlockingKey) -> set[str]:
    return set(key.of) & set(DATED)
