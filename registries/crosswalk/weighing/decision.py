"""The decision on a record by weight: whom it is, who it may be, or nobody. Pure; the same found give the same answer.

The best is taken only when it is heavy enough and ahead of the second by a margin: two who fit nearly as well are
namesakes, or twins. Without anything of a birth date nobody is taken: namesakes who are not in the register are told by
nothing else. A link that stands is held down to a lower weight than one that is made (`hold` below `join`), so
that a small change of what is said does not make and break it by turns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Answer(StrEnum):
    """CONFLICT is said of identifiers, never by weight."""

    MATCH = "MATCH"
    POSSIBLE = "POSSIBLE"
    MANY = "MANY"
    NONE = "NONE"
    CONFLICT = "CONFLICT"


class Because(StrEnum):
    """Why a record was not matched, or why it was."""

    AHEAD = "AHEAD"
    HELD = "HELD"
    LIGHT = "LIGHT"
    TWIN = "TWIN"
    UNDATED = "UNDATED"
    NO_MARGIN = "NO_MARGIN"
    NOBODY = "NOBODY"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Bits, the prior of the register included in every weight. `expected`: the share of records whose person is known."""

    join: float
    hold: float
    margin: float
    review: float
    expected: float

    @property
    def floor(self) -> float:
        """Below it nobody makes a difference: he is no candidate, nor within the margin of one."""
        return self.review - max(self.margin, 0.0)

    @classmethod
    def of(cls, declared: Mapping[str, float]) -> "Thresholds":
        return cls(*(declared[name] for name in ("join", "hold", "margin", "review", "expected")))


@dataclass(frozen=True, slots=True)
class Found:
    """A person and how well he fits: the weight of his best row, and the level of each comparison there."""

    person: int
    weight: float
    levels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Decided:
    """`candidates` are those at or above review, the best first; `margin` is to the second of all that were found."""

    answer: Answer
    because: Because
    candidates: tuple[Found, ...]
    margin: float

    @property
    def person(self) -> int | None:
        return self.candidates[0].person if self.answer is Answer.MATCH else None


OTHER_NAME: Final = "differs"
NOT_SAID: Final = "missing"
BORN_TOGETHER: Final = ("same", "day_and_month", "digit")


def decide(found: Sequence[Found], thresholds: Thresholds, *, linked: int | None = None) -> Decided:
    """`found` in any order, each person once; `linked` is the person the record is linked to today."""
    ordered = sorted(found, key=lambda one: (-one.weight, one.person))
    near = tuple(one for one in ordered if one.weight >= thresholds.review)
    if not near:
        return Decided(Answer.NONE, Because.NOBODY, (), 0.0)
    best = near[0]
    margin = best.weight - ordered[1].weight if len(ordered) > 1 else float("inf")
    held = best.person == linked
    if margin < thresholds.margin:
        several = sum(best.weight - one.weight < thresholds.margin for one in near) > 1
        return Decided(Answer.MANY if several else Answer.POSSIBLE, Because.NO_MARGIN, near, margin)
    if _may_be_a_twin(best):
        return Decided(Answer.POSSIBLE, Because.TWIN, near, margin)
    if best.levels.get("birth_date") == NOT_SAID:
        return Decided(Answer.POSSIBLE, Because.UNDATED, near, margin)
    if best.weight >= (thresholds.hold if held else thresholds.join):
        return Decided(Answer.MATCH, Because.HELD if held else Because.AHEAD, near, margin)
    return Decided(Answer.POSSIBLE, Because.LIGHT, near, margin)


def _may_be_a_twin(best: Found) -> bool:
    """Born on the day and clearly called otherwise: a brother or sister, whatever the rest says."""
    return best.levels.get("given_name") == OTHER_NAME and best.levels.get("birth_date") in BORN_TOGETHER
