"""What became of a row that speaks of an act, as a sentence for whoever handed it in; the department guide lists them."""

from collections.abc import Mapping
from typing import Final

HELD: Final = "HELD:"
OUTCOMES: Final[Mapping[str, str]] = {
    "TAKES_EFFECT": "on the first day of its act, be that past or to come",
    "CARD": "the row tells of the act itself and of no thing",
    "AWAITING_DATES": "the first day of the act does not follow from the dates that are known",
    "NOT_IN_FORCE": "what was handed in is no act in force: a draft, news, a proposal, or withdrawn",
}
REASONS: Final[Mapping[str, str]] = {
    "OPERATION_NOT_UNDERSTOOD": "no rule says what such a kind of row does",
    "NO_OLD_NAME": "the row does not say which thing is meant",
    "NO_NEW_NAME": "the row does not say what the thing becomes, or what it goes to",
    "SEVERAL_OLD_NAMES": "one text names several streets",
    "PLACE_NOT_FOUND": "nothing was called as the place is on the day before the act",
    "PLACE_AMBIGUOUS": "several places were called so",
    "NAME_NOT_FOUND": "nothing in the place bore the old name on the day before the act",
    "NAME_AMBIGUOUS": "several things in the place bore the old name",
    "OTHER_NOT_FOUND": "the other thing that the row names has not been met yet",
    "OTHER_AMBIGUOUS": "several may be the other thing that the row names, or it is the thing itself",
    "CODE_NOT_FOUND": "nobody bore the code on the day",
    "CODE_AMBIGUOUS": "several may have borne the code on the day",
    "CONTRADICTED": "another row of the same day does something else to the thing",
    "SPLIT_INCOMPLETE": "fewer than two parts of what is divided are known, or one of its rows is held",
    "NEW_NAME_BORNE": "what was first heard of after the act bears the new name already, and another bears the old",
}
"""Why a row is held; it is tried again whenever something of such a name or code arrives or changes."""


def sentence(outcome: str) -> str | None:
    """What an outcome of a row means; None where it is not one of an act."""
    if outcome.startswith(HELD):
        return REASONS[outcome.removeprefix(HELD)]
    return OUTCOMES.get(outcome.partition(":")[0])
