"""A record among the people who share a key with it: how well each of them fits."""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date

from registries.crosswalk.comparison import Name
from registries.crosswalk.match_rows import SWAPPED, match_rows, swapped_names
from registries.crosswalk.reading import Reading
from registries.crosswalk.weighing.blocking import Blocking, RememberedProbes
from registries.crosswalk.weighing.decision import Decided, Found, Thresholds, decide
from registries.crosswalk.weighing.model import Model
from registries.crosswalk.weighing.narrowing import Narrowed, Narrowing, Probe
from registries.crosswalk.weighing.scorer import Frequencies, Record, Scorer, prior

# (person, match row) of everybody who shares one of the keys, and the names of keys too common to follow.
Near = tuple[Iterable[tuple[int, Record]], Sequence[str]]
Look = Callable[[Sequence[Probe]], Near]


@dataclass(frozen=True, slots=True)
class Described:
    """What a record says of its person."""

    names: tuple[Name, ...]
    births: tuple[date, ...] = ()
    sexes: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    # Made once for as long as the record is looked at.
    _rows: list[Record] = field(default_factory=list, init=False, repr=False, compare=False)
    _turned: list[Record] = field(default_factory=list, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, reading: Reading) -> "Described":
        return cls(reading.names, reading.birth_dates, reading.sexes, reading.birth_years)

    def rows(self) -> list[Record]:
        if not self._rows:
            self._rows.extend(match_rows(self.names, self.births, self.sexes, years=self.years))
        return [*self._rows]

    def turned(self) -> list[Record]:
        """With surname and given name in each other's field; none where one of them is not said."""
        if not self._turned and (names := swapped_names(self.names)):
            self._turned.extend(match_rows(names, self.births, self.sexes, years=self.years, names_as=SWAPPED))
        return [*self._turned]


@dataclass(frozen=True, slots=True)
class Matched:
    """`rows` are the readings of the record that were compared; `hot` the keys that were too common to follow."""

    decided: Decided
    rows: tuple[Record, ...]
    hot: tuple[str, ...]


class Matcher:
    """One model at work for a register of so many persons. `look` finds match rows by keys, which `narrowing` makes narrower."""

    def __init__(
        self, model: Model, frequencies: Frequencies, persons: int, look: Look, *, narrowing: Narrowing | None = None
    ) -> None:
        self.model = model
        self.thresholds = Thresholds.of(model.thresholds)
        self.scorer = Scorer(model, frequencies)
        self.look = look
        self._narrowing = narrowing
        self._plain = self.blocking = Blocking(model)
        self._among(persons)
        self._names: dict[tuple[int, ...], dict[str, str]] = {}

    def looking(self, look: Look) -> "Matcher":
        """The same with another way of finding."""
        other = copy(self)
        other.look = look
        return other

    def for_a_set(self) -> "Matcher":
        """The same for records that are looked at together, for as long as they are."""
        other = copy(self)
        other.blocking = RememberedProbes(self.blocking)
        return other

    def of_register(self, persons: int, look: Look) -> "Matcher":
        """The same for a register of another size."""
        other = self.looking(look)
        other._among(persons)
        return other

    def _among(self, persons: int) -> None:
        self.prior = prior(self.thresholds.expected, persons)
        if self._narrowing is not None:
            self.blocking = Narrowed(self._plain, self._narrowing, self.thresholds.floor - self.prior)

    def match(self, said: Described, *, linked: int | None = None) -> Matched:
        """As written first; with surname and given name in each other's field only where that links nobody."""
        rows = said.rows()
        found, hot = self.found(rows)
        decided = decide(found, self.thresholds, linked=linked)
        if decided.person is None and (turned := said.turned()):
            others, more = self.found(turned)
            rows, hot = [*rows, *turned], [*hot, *more]
            decided = decide(_heaviest([*found, *others]), self.thresholds, linked=linked)
        return Matched(decided, tuple(rows), tuple(dict.fromkeys(hot)))

    def found(self, rows: Sequence[Record]) -> tuple[list[Found], list[str]]:
        """Everybody who shares a key with one of `rows`, each once with his best row; and the keys passed over."""
        probes = list(dict.fromkeys(key for row in rows for key in self.blocking.probes(row)))
        near, hot = self.look(probes)
        best: dict[int, tuple[float, tuple[int, ...]]] = {}
        scores = [self.scorer.against(row) for row in rows]
        for person, other in near:
            for score in scores:
                fits = score(other)
                # Of pairs that weigh the same, always the same speaks, in whatever order they were found.
                if person not in best or fits > best[person]:
                    best[person] = fits
        return [Found(person, w + self.prior, self.named(levels)) for person, (w, levels) in best.items()], [*hot]

    def named(self, levels: Sequence[int]) -> dict[str, str]:
        """Levels by the names of their comparisons; there are few, and many people share them."""
        key = tuple(levels)
        found = self._names.get(key)
        if found is None:
            comparisons = zip(self.model.comparisons, key, strict=True)
            found = self._names[key] = {c.name: c.levels[level].name for c, level in comparisons}
        return found


def _heaviest(found: Iterable[Found]) -> list[Found]:
    best: dict[int, Found] = {}
    for one in found:
        if one.person not in best or one.weight > best[one.person].weight:
            best[one.person] = one
    return list(best.values())
