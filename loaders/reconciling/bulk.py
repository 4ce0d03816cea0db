"""A whole file, in constant memory: the rows go to several processes in parts, their answers come back in order."""

import os
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from loaders.delivery import Watcher
from loaders.formats import BrokenRow, Row, RowStream, open_rows
from loaders.reconciling.answered_file import Answer, answers_to
from loaders.reconciling.slices import answered_in_slices
from loaders.reconciling.worker import Task, answer, begin, exported
from loaders.source import Source
from registries.errors import RegistryError
from registries.worker_process import worker_processes

PART: Final = 250
# Parts on their way for each process: enough that none waits, few enough that memory stays as it is.
AHEAD: Final = 3
# Bytes of a file from which it is worth reading the whole register.
LARGE: Final = 8 << 20


class ReconcileRefused(RegistryError):
    code = "RECONCILE_REFUSED"


@dataclass(frozen=True, slots=True)
class Totals:
    """rows = matched + candidates (POSSIBLE, MANY) + none + conflict + rejected."""

    rows: int
    matched: int
    candidates: int
    none: int
    conflict: int
    rejected: int

    @classmethod
    def of(cls, rows: int, answers: Counter[str]) -> "Totals":
        totals = cls(
            rows,
            answers["MATCH"],
            answers["POSSIBLE"] + answers["MANY"],
            answers["NONE"],
            answers["CONFLICT"],
            answers["REJECTED"],
        )
        if rows != answers.total() or rows != sum(
            (totals.matched, totals.candidates, totals.none, totals.conflict, totals.rejected)
        ):
            raise ReconcileRefused("rows were lost on the way", next_step="give the command again")
        return totals


def reconcile_file(
    engine: Engine,
    source: Source,
    path: Path,
    out: Path,
    day: date,
    *,
    language: str,
    workers: int | None = None,
    watcher: Watcher,
    in_slices: bool | None = None,
) -> Totals:
    """Answer every row of a file into `out`; the same file and the same register give the same bytes.

    All rows are answered from one snapshot of the register, and nothing is written to it. Raises ReconcileRefused,
    AnswersRefused, BrokenFile, WorkerDiedError. `in_slices`: whether records are compared by the slice, which reads the
    whole register first; by the size of the file where it is not said. The answers are the same.
    """
    if source.register != "individual":
        raise ReconcileRefused(f"{source.name} keeps no records of persons", next_step="name a source that does")
    if not path.is_file():
        raise ReconcileRefused(f"{path.name} is not a file", next_step="check the path")
    counted: Counter[str] = Counter()
    rows, read = 0, 0
    watcher.phase("receive", path.stat().st_size)
    with (
        engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection,
        answers_to(out) as write,
        open_rows(path, source.formats, required=source.columns) as stream,
    ):
        url = engine.url.render_as_string(hide_password=False)
        task = Task(url, exported(connection), source, stream.columns, day, language)
        several = workers or os.cpu_count() or 1
        large = path.stat().st_size >= LARGE if in_slices is None else in_slices
        parts = answered_in_slices(stream, task, connection, several) if large else _answered(stream, task, several)
        for asked, answers in parts:
            write(answers)
            rows += asked
            counted.update(one.answer for one in answers)
            watcher.advance(stream.bytes_read - read)
            read = stream.bytes_read
        return Totals.of(rows, counted)


def _answered(stream: RowStream, task: Task, workers: int) -> Iterator[tuple[int, list[Answer]]]:
    """The number of rows in each part, and their answers."""
    waiting: deque[tuple[int, Future[list[Answer]]]] = deque()
    with worker_processes(workers, begin, task) as pool:
        while part := _part(stream):
            waiting.append((len(part), pool.submit(answer, part)))
            if len(waiting) >= AHEAD * workers:
                asked, done = waiting.popleft()
                yield asked, done.result()
        while waiting:
            asked, done = waiting.popleft()
            yield asked, done.result()


def _part(stream: RowStream) -> list[Row | BrokenRow]:
    return list(islice(stream, PART))
