"""What may come of a code, and why it may have no target. Each reason has its sentence in docs/analyst.md too."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    MAPPED = "mapped"
    SPLIT = "split"
    MERGED = "merged"
    UNMAPPED = "unmapped"


SENTENCES = {
    "NO_CODE": "the row has no code",
    "MALFORMED_CODE": "what stands there is not a KATO code",
    "UNREADABLE_ROW": "the row of the file cannot be read",
    "NEVER_EXISTED": "no unit ever bore the code",
    "NOT_BORNE_ON_THAT_DAY": "units bore the code, but none on the day given",
    "UNCERTAIN_BEARER": "the day given lies between two editions, and the code may have meant another unit already",
    "UNCERTAIN_TARGET": "the day asked for lies between two editions, and the unit may have changed already",
    "HELD_FOR_REVIEW": "what became of the unit between two editions waits for a clerk",
    "ABOLISHED": "the unit ended without a known successor",
    "NOT_YET_CREATED": "the unit did not exist yet, and came from no known one",
    "UNKNOWN_BEFORE": "the unit is in the first edition there is; what was before is not known",
    "NO_CODE_ON_THAT_DAY": "the unit existed on the day asked for, but no code of it is known",
    "PART_LOST": "a part of the unit ended without a known successor, or came from no known one",
}


@dataclass(frozen=True, slots=True)
class Target:
    unit: int
    kato: str
    name_ru: str | None
    name_kk: str | None


@dataclass(frozen=True, slots=True)
class Recoded:
    """`targets` are none when unmapped, one when mapped or merged, all there are when split; `reason` is a code."""

    outcome: Outcome
    targets: tuple[Target, ...] = ()
    reason: str | None = None

    def told(self) -> str | None:
        """The reason with its sentence."""
        return None if self.reason is None else f"{self.reason}: {SENTENCES[self.reason]}"


def unmapped(reason: str) -> Recoded:
    return Recoded(Outcome.UNMAPPED, (), reason)
