"""A large file, a slice at a time: all records of a slice are compared at once with the whole register, taken from the
database in one reading. The answers are those of single records.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Connection

from loaders.formats import BrokenRow, Row, RowStream
from loaders.linkage.bulk import Bulk, bulk
from loaders.linkage.bulk_statements import places
from loaders.linkage.own_folder import own_folder
from loaders.reconciling.answered_file import Answer
from loaders.reconciling.slice_worker import MOST_CHANGES, Levels, Match, changed, prepare, tell
from loaders.reconciling.worker import Task, answer, begin
from registries.crosswalk.match_search import frequencies
from registries.crosswalk.reconcile.reconciling import MOST_CANDIDATES
from registries.crosswalk.reconcile.register import register_matcher
from registries.crosswalk.weighing.model import Model
from registries.worker_process import worker_processes

SLICE: Final = 50_000
PART: Final = 1_000
Rows = list[Row | BrokenRow]
_COPY: Final = "COPY (SELECT individual_id, {texts} FROM crosswalk.match_row) TO STDOUT (FORMAT csv)"


def answered_in_slices(
    stream: RowStream, task: Task, connection: Connection, workers: int
) -> Iterator[tuple[int, list[Answer]]]:
    """The number of rows in each slice, and their answers in order. `connection` is in the snapshot of the task."""
    with _register(connection, workers) as register, worker_processes(workers, begin, task) as pool:
        while rows := list(islice(stream, SLICE)):
            yield len(rows), _Slice(rows, register, pool).answers()


@contextmanager
def _register(connection: Connection, workers: int) -> Iterator[Bulk]:
    """The match rows by one COPY, as believed in the snapshot of the connection."""
    matcher = register_matcher(connection)
    columns = matcher.model.columns
    with (
        bulk(matcher.model, frequencies(connection), threads=workers) as register,
        own_folder() as folder,
    ):
        path = folder / "match_rows.csv"
        statement = _COPY.format(texts=", ".join(f"texts[{place}]" for place in range(1, len(columns) + 1)))
        driver: Any = connection.connection.driver_connection
        with path.open("wb") as file, driver.cursor() as cursor:
            cursor.copy_expert(statement, file)
        register.fill(path, matcher.prior)
        path.unlink()
        yield register


class _Slice:
    """The rows of a slice on their way to answers, by place."""

    def __init__(self, rows: Rows, register: Bulk, pool: ProcessPoolExecutor) -> None:
        self._rows = rows
        self._register = register
        self._pool = pool
        self._found: dict[int, Answer] = {}
        self._keys: list[str | None] = []

    def answers(self) -> list[Answer]:
        compared = self._prepared()
        if len(compared):
            decided = self._register.decide(compared).to_pylist()
            near = _by_record(self._register.candidates(), self._register.model)
            self._tell([one for one in decided if one["answer"] == "MATCH" and not one["hot"]], near)
            nobody = [one for one in decided if one["answer"] == "NONE" and not one["hot"]]
            examples = self._with_examples([one["record"] for one in nobody])
            self._tell([one for one in nobody if one["record"] not in examples], near)
        self._one_by_one([place for place in range(len(self._rows)) if place not in self._found])
        return [self._found[place] for place in range(len(self._rows))]

    def _prepared(self) -> pa.Table:
        """What there is to compare; rows that something else than weight decides are answered."""
        parts = [self._pool.submit(prepare, part) for _, part in _parts(range(len(self._rows)), self._rows)]
        tables: list[pa.Table] = []
        for number, done in enumerate(parts):
            answers, keys, table = done.result()
            first = number * PART
            self._keys += keys
            self._found |= {first + place: one for place, one in enumerate(answers) if one is not None}
            tables.append(_from(first, table))
        return pa.concat_tables(tables)

    def _tell(self, decided: Sequence[dict[str, Any]], near: dict[int, list[tuple[int, float, Levels]]]) -> None:
        matches = [
            Match(self._rows[n].line, self._keys[n], one["because"], tuple(near.get(n, ())[:MOST_CANDIDATES]))
            for one in decided
            for n in (one["record"],)
        ]
        waiting = [self._pool.submit(tell, matches[first : first + PART]) for first in range(0, len(matches), PART)]
        answers = [one for done in waiting for one in done.result()]
        self._found |= {one["record"]: said for one, said in zip(decided, answers, strict=True)}

    def _with_examples(self, records: Sequence[int]) -> set[int]:
        """Which of these would match after one of the declared changes."""
        waiting = [(asked, self._pool.submit(changed, part)) for asked, part in _parts(records, self._rows)]
        found: set[int] = set()
        tables: list[pa.Table] = []
        order: list[int] = []
        for asked, done in waiting:
            tables.append(_from(MOST_CHANGES * len(order), done.result()))
            order += asked
        if sum(map(len, tables)):
            decided = self._register.decide(pa.concat_tables(tables))
            matched = decided.filter(pc.equal(decided["answer"], "MATCH"))
            found = {order[record // MOST_CHANGES] for record in matched["record"].to_pylist()}
        return found

    def _one_by_one(self, records: Sequence[int]) -> None:
        waiting = [(asked, self._pool.submit(answer, part)) for asked, part in _parts(records, self._rows)]
        for asked, done in waiting:
            self._found |= dict(zip(asked, done.result(), strict=True))


def _parts(records: Sequence[int], rows: Rows) -> Iterator[tuple[list[int], Rows]]:
    for first in range(0, len(records), PART):
        asked = list(records[first : first + PART])
        yield asked, [rows[place] for place in asked]


def _from(first: int, table: pa.Table) -> pa.Table:
    return table.set_column(0, "record", pc.add(table["record"], pa.scalar(first, pa.int32())))


def _by_record(found: pa.Table, model: Model) -> dict[int, list[tuple[int, float, Levels]]]:
    near: dict[int, list[tuple[int, float, Levels]]] = {}
    for record, person, weight, levels, parts in zip(*(column.to_pylist() for column in found.columns), strict=True):
        named = tuple(
            (c.name, c.levels[place].name, bits)
            for c, place, bits in zip(model.comparisons, places(model, levels), parts, strict=True)
        )
        near.setdefault(record, []).append((person, weight, named))
    return near
