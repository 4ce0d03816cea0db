"""One of the processes that answer: rows understood by the mapping of their source, reconciled in one snapshot."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection, create_engine, text

from loaders.formats import BrokenRow, Reason, Row
from loaders.incoming import unstorable
from loaders.mapping import Interpreter, Mapping
from loaders.reconciling.answered_file import Answer
from loaders.sameness import words_json
from loaders.source import Source
from loaders.stated import reading_of
from registries.crosswalk.reconcile import Asked, Candidate, Reconciled, RecordRefused, reconcile
from registries.errors import RegistryError

REJECTED: Final = "REJECTED"
ERROR: Final = "ERROR"
_SNAPSHOT: Final = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT '{}'; SET LOCAL jit = off"


@dataclass(frozen=True, slots=True)
class Task:
    """What every worker is told: where, in which snapshot, what file of whom, and how to answer."""

    url: str
    snapshot: str
    source: Source
    columns: tuple[str, ...]
    day: date
    language: str


@dataclass(slots=True)
class Desk:
    task: Task
    connection: Connection
    interpret: Interpreter


_task: list[Task] = []
_desk: list[Desk] = []


def begin(task: Task) -> None:
    """What this process is for."""
    _task[:] = [task]
    _desk.clear()


def desk_at_hand() -> Desk:
    """Of this process, opened when it is first asked for: one connection, which sees what he saw when he began, and may not write."""
    if not _desk:
        _desk.extend(map(_opened, _task))
    (desk,) = _desk
    return desk


def _opened(task: Task) -> Desk:
    engine = create_engine(task.url, hide_parameters=True, isolation_level="AUTOCOMMIT")
    connection = engine.connect()
    connection.exec_driver_sql(_SNAPSHOT.format(task.snapshot))
    return Desk(task, connection, Mapping(task.source).interpret(task.columns))


def answer(rows: Sequence[Row | BrokenRow]) -> list[Answer]:
    """The answers to a part of the file, in its order."""
    desk = desk_at_hand()
    return answers_of([(row.line, *understood(row, desk)) for row in rows], desk)


def answers_of(rows: Sequence[tuple[int, str | None, "Said"]], desk: Desk) -> list[Answer]:
    """The answers to rows that were understood, each with its line and key."""
    asked = [one for _, _, one in rows if not isinstance(one, tuple)]
    answers = iter(reconcile(desk.connection, asked, day=desk.task.day, language=desk.task.language))
    return [
        rejected_answer(line, key, one) if isinstance(one, tuple) else answered(line, key, next(answers))
        for line, key, one in rows
    ]


Said = Asked | RegistryError | tuple[Reason, ...]


def understood(row: Row | BrokenRow, desk: Desk) -> tuple[str | None, Said]:
    """The key of a row and its record; or why it would be put into quarantine."""
    if isinstance(row, BrokenRow):
        return None, (row.reason,)
    source = desk.task.source
    found = desk.interpret(row.words)
    reasons = (*found.reasons, *unstorable(words_json(row.words)))
    if reasons:
        return None, reasons
    try:
        return found.entity_key, Asked.of_reading(reading_of(source, found), (source.name, found.entity_key))
    except RecordRefused as refused:
        return found.entity_key, refused


def rejected_answer(line: int, key: str | None, reasons: tuple[Reason, ...]) -> Answer:
    codes = " ".join(dict.fromkeys(reason.code for reason in reasons))
    return Answer(line, key, REJECTED, codes, remarks="; ".join(reason.sentence for reason in reasons))


def answered(line: int, key: str | None, one: Reconciled) -> Answer:
    if one.answer == ERROR:
        return Answer(line, key, REJECTED, one.code, remarks=one.message)
    example = one.counter_example
    return Answer(
        line,
        key,
        one.answer,
        one.because,
        one.iin,
        _rounded(one.weight),
        _rounded(one.probability),
        one.rule,
        "; ".join(one.explanation) or None,
        _json([_candidate(candidate) for candidate in one.candidates]) if one.candidates else None,
        None if example is None else _json({"change": example.change, "words": example.words, "iin": example.iin}),
        "; ".join(one.remarks) or None,
    )


def _candidate(one: Candidate) -> dict[str, object]:
    return {"iin": one.iin, "weight": _rounded(one.weight), "explanation": one.explanation}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _rounded(bits: float | None) -> float | None:
    return None if bits is None else round(bits, 6)


def exported(connection: Connection) -> str:
    """The snapshot of an open transaction, for others to see the same."""
    return str(connection.scalar(text("SELECT pg_export_snapshot()")))
