"""What a row of an act says: the card of the act itself, and a clause, which does something to a unit or a geonym.

Kept in the reading of its statement, in words: which thing a clause means is found when its act has a first day.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from registries.entry_into_force import UNKNOWN

ACT = "ACT"
WITHDRAWN = "WITHDRAWN"

RENAME_UNIT, RENAME_GEONYM, NAME_GEONYM = "RENAME_UNIT", "RENAME_GEONYM", "NAME_GEONYM"
ABOLISH_UNIT, MOVE_UNIT = "ABOLISH_UNIT", "MOVE_UNIT"
MERGE_UNIT, MERGE_GEONYM = "MERGE_UNIT", "MERGE_GEONYM"
SPLIT_UNIT, SPLIT_GEONYM = "SPLIT_UNIT", "SPLIT_GEONYM"
NAMINGS = frozenset({RENAME_UNIT, RENAME_GEONYM, NAME_GEONYM})
MERGERS, SPLITS = frozenset({MERGE_UNIT, MERGE_GEONYM}), frozenset({SPLIT_UNIT, SPLIT_GEONYM})
# Those whose new name is that of another thing.
OF_TWO = MERGERS | SPLITS | {MOVE_UNIT}
OPERATIONS = NAMINGS | OF_TWO | {ABOLISH_UNIT}
OF_GEONYMS = frozenset({RENAME_GEONYM, NAME_GEONYM, MERGE_GEONYM, SPLIT_GEONYM})
# What is told by its new name is also the other thing that the row of a clause keeps. SQL over crosswalk.act_record r.
READ_BACKWARDS = f"(r.operation = '{RENAME_GEONYM}' AND r.other_geonym_id IS NOT NULL)"
DATES = ("day", "signed_on", "registered_on", "published_on")


@dataclass(frozen=True, slots=True)
class Card:
    """An act as one row tells of it; what the row does not tell is None (UNKNOWN for the rule)."""

    number: str
    status: str
    title: str | None = None
    address: str | None = None
    rule: str = UNKNOWN
    days: int | None = None
    day: date | None = None
    signed_on: date | None = None
    registered_on: date | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """`operation` is one of OPERATIONS, or the source's own word for what no rule covers. Texts are as written.

    NAME_GEONYM names a street that had no name. A thing that is split has a clause for each part, one of which may be
    the thing itself, which then goes on.
    """

    operation: str
    language: str
    place: str | None
    old_name: str | None
    new_name: str | None

    @property
    def is_of_geonym(self) -> bool:
        return self.operation in OF_GEONYMS

    @property
    def turned(self) -> "Clause":
        """The clause that would undo this one."""
        return replace(self, old_name=self.new_name, new_name=self.old_name)


def card_out(card: Card) -> dict[str, Any]:
    """The known parts, dates as ISO texts."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(card).items()
        if value is not None
    }


def card_in(words: Mapping[str, Any]) -> Card:
    dates = {name: date.fromisoformat(words[name]) for name in DATES if name in words}
    return Card(**{**words, **dates})


def clause_out(clause: Clause) -> list[str | None]:
    return [clause.operation, clause.language, clause.place, clause.old_name, clause.new_name]


def clause_in(parts: list[Any]) -> Clause:
    return Clause(*parts)
