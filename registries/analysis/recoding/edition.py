"""Which edition of the classifier a column of codes belongs to, with what speaks for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from registries.analysis.recoding.ground import Ground
from registries.analysis.recoding.written_code import written_code


@dataclass(frozen=True, slots=True)
class Evidence:
    """For the day on which codes became what they are until the next such day.

    `exist` counts the different codes of the column that a unit bore on the day, `only_then` those of them that none
    bore on any other of the days.
    """

    day: date
    exist: int
    only_then: int


@dataclass(frozen=True, slots=True)
class Guess:
    """`day` is None where the column does not tell. `codes` counts different codes, `unknown` those nobody ever bore."""

    day: date | None
    codes: int
    unknown: int
    evidence: tuple[Evidence, ...]

    def share(self, one: Evidence) -> float:
        """Of the different codes of the column, those that exist on the day, from 0 to 1."""
        return one.exist / self.codes if self.codes else 0.0


def guess_edition(ground: Ground, words: Iterable[str | None]) -> Guess:
    """The day on which most codes of the column exist; none where two days are equal, or no code is known.

    Memory is bounded by the codes there ever were; unknown ones are counted, different ones up to a million.
    """
    known, unknown = set[str](), set[str]()
    for word in words:
        kato = None if not word else written_code(word)
        if kato is not None:
            into = known if kato in ground.by_code else unknown
            if len(into) < _MOST:
                into.add(kato)
    days = _days(ground)
    on = {kato: frozenset(day for day in days if _exists(ground, kato, day)) for kato in known}
    evidence = tuple(
        Evidence(day, sum(day in there for there in on.values()), sum(there == {day} for there in on.values()))
        for day in days
    )
    return Guess(_best(evidence), len(known) + len(unknown), len(unknown), evidence)


_MOST = 1_000_000


def _days(ground: Ground) -> Sequence[date]:
    """Days on which some code began or ceased to be borne."""
    bounds = {day for borne in ground.by_code.values() for one in borne for day in (one.since, one.until)}
    return sorted(day for day in bounds if day is not None)


def _exists(ground: Ground, kato: str, day: date) -> bool:
    return any(one.holds(day) for one in ground.by_code[kato])


def _best(evidence: Sequence[Evidence]) -> date | None:
    most = max((one.exist for one in evidence), default=0)
    best = [one.day for one in evidence if one.exist == most]
    return best[0] if most and len(best) == 1 else None
