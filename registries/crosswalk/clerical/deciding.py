"""A clerk's answer to an entry: a judgement between two records, and the entry follows from what is then left to ask."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, text

from registries.crosswalk.clerical.finding import look_again
from registries.crosswalk.judgement import Judgement
from registries.crosswalk.judging import judge
from registries.errors import RegistryError
from registries.temporal import stamp

METHOD: Final = "clerical-review-1"
LONGEST_NOTE: Final = 500
WITHOUT_NOTE: Final = "looked at side by side"


class Answer(StrEnum):
    """What a clerk says of a record and a candidate."""

    ACCEPT = "ACCEPT"
    REJECT = "REJECT"
    UNSURE = "UNSURE"


VERDICTS: Final[Mapping[Answer, str]] = {
    Answer.ACCEPT: "POSITIVE", Answer.REJECT: "NEGATIVE", Answer.UNSURE: "UNSURE",
}  # fmt: skip


class Became(StrEnum):
    """What an answer led to."""

    DECIDED = "DECIDED"
    PROPOSED = "PROPOSED"  # another clerk has to say the same
    LEFT_OPEN = "LEFT_OPEN"


class ReviewRefused(RegistryError):
    code = "REVIEW_REFUSED"


class AlreadyDecided(ReviewRefused):
    """Another clerk was faster."""

    code = "ALREADY_DECIDED"

    def __init__(self) -> None:
        super().__init__("this entry has been decided meanwhile", next_step="take the next one")


class AskedAnew(ReviewRefused):
    """The record, or the candidates, are others than those that the clerk saw."""

    code = "ASKED_ANEW"

    def __init__(self) -> None:
        super().__init__("this question is no longer asked as it was shown", next_step="look at the entry again")


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who answers; with `two_persons` an answer counts when another clerk has given the same."""

    name: str
    two_persons: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    record: int
    other: int
    weight: float
    fields: list[dict[str, Any]]
    opened_at: Any


def decide(connection: Connection, entry: str, record: int, answer: Answer, note: str, clerk: Clerk) -> Became:
    """Keep the answer of a clerk on the candidate whose `record` he was shown, in the transaction of `connection`.

    One answer at a time: the second of two clerks meets what the first left. Raises AlreadyDecided, AskedAnew,
    ReviewRefused for a note that is too long, JudgementRefusedError where clerks would contradict each other; then nothing is written.
    """
    if len(note) > LONGEST_NOTE or "\0" in note:
        raise ReviewRefused(f"a note has at most {LONGEST_NOTE} characters", next_step="shorten it")
    stamp(connection)
    asked = _asked(connection, entry, record)
    made = Judgement.between(
        asked.record, asked.other, VERDICTS[answer], METHOD,
        {"why": note.strip() or WITHOUT_NOTE, "fields": asked.fields},
    )  # fmt: skip
    made = replace(made, author=clerk.name, weight=asked.weight)
    if answer is Answer.UNSURE:
        became = Became.LEFT_OPEN
    elif clerk.two_persons and not _seconded(connection, made, asked):
        made = replace(made, verdict="UNSURE", explanation={**made.explanation, "proposed": made.verdict})
        became = Became.PROPOSED
    else:
        became = Became.DECIDED
    judge(connection, [made])
    look_again(connection, [asked.record])
    return became


def _asked(connection: Connection, entry: str, record: int) -> _Asked:
    row = connection.execute(_ENTRY, {"id": entry}).one_or_none()
    if row is None:
        raise AskedAnew
    if row.closed_at is not None:
        raise AlreadyDecided
    candidate = next((one for one in row.candidates if one["record"] == record), None)
    if candidate is None:
        raise AskedAnew
    return _Asked(row.record_id, record, candidate["weight"], candidate["fields"], row.opened_at)


def _seconded(connection: Connection, made: Judgement, asked: _Asked) -> bool:
    """Whether another clerk said the same since the question was put, seeing the same fields agree and differ."""
    parameters = {
        "left": made.left_id, "right": made.right_id, "verdict": made.verdict, "author": made.author,
        "opened_at": asked.opened_at, "fields": json.dumps(asked.fields),
    }  # fmt: skip
    return bool(connection.scalar(_SECONDED, parameters))


_ENTRY = text(
    "SELECT record_id, candidates, opened_at, closed_at FROM crosswalk.review_entry WHERE id = CAST(:id AS uuid)"
)
# The last word of each clerk counts.
_SECONDED = text("""
    SELECT EXISTS (SELECT FROM (
        SELECT DISTINCT ON (author) author, explanation FROM crosswalk.judgement
         WHERE left_id = :left AND right_id = :right AND judged_at >= :opened_at AND author <> :author
         ORDER BY author, id DESC) l
     WHERE l.explanation ->> 'proposed' = :verdict AND l.explanation -> 'fields' = CAST(:fields AS jsonb))
""")
