"""Files that analysts hand in with a column to be answered: CSV as deliveries are read, or Parquet, batch by batch.

Every row comes out with the columns it had, then the columns that are added to it. Memory holds one batch, whatever the
size of the file.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from loaders.formats import BrokenFile, CsvLayout, Row, open_rows
from loaders.parquet_pages import DamagedPageError, check_footer, rows_at_once
from registries.analysis.table_file import written_whole
from registries.errors import RegistryError

ROWS = 10_000
_PARQUET = b"PAR1"
# Bytes of a packed column that are read ahead of what is unpacked of it.
_AHEAD = 1 << 18
_BROKEN = (pa.ArrowException, OSError, UnicodeDecodeError, DamagedPageError)
_NEXT_STEPS = {
    "EMPTY_FILE": "give a file with at least the names of its columns",
    "WRONG_ENCODING": "say its encoding with --encoding, or save it in UTF-8",
}

Batch = tuple[pa.RecordBatch, Sequence[bool]]
Add = Callable[[pa.RecordBatch, Sequence[int], Sequence[Sequence[object]]], None]


class AnalystTableError(RegistryError):
    code = "ANALYST_TABLE"


class AnalystTable:
    """A table with a `column` to be answered; `batches` may be asked for once.

    `total` and `taken` measure how much of the file there is and has been read, in one unit.
    """

    def __init__(
        self, schema: pa.Schema, column: str, batches: Iterator[Batch], total: int, taken: Callable[[], int]
    ) -> None:
        if schema.names.count(column) != 1:
            raise AnalystTableError(
                f"the file has {'no' if column not in schema.names else 'more than one'} column «{column}»",
                next_step=f"give one of: {', '.join(schema.names[:20])}",
            )
        self.schema, self.column, self._batches, self.total, self.taken = schema, column, batches, total, taken

    def batches(self) -> Iterator[Batch]:
        """Each batch with, for each row, whether it could be read."""
        return self._batches

    def words(self, batch: pa.RecordBatch) -> list[str | None]:
        """What stands in the column."""
        return [None if value is None else str(value) for value in _values(batch.column(self.column))]

    def read_words(self) -> Iterator[str | None]:
        """What stands in the column of the whole file; rows that cannot be read left out."""
        for batch, readable in self._batches:
            yield from (word for word, whole in zip(self.words(batch), readable, strict=True) if whole)


@contextmanager
def analyst_table(path: Path, column: str, encoding: str) -> Iterator[AnalystTable]:
    """Open a table. Raises AnalystTableError, BrokenFile for what the loaders refuse of a CSV, or, also while it is read,
    ParquetTooLargeError.
    """
    with ExitStack() as stack, _next_step_of_analysts():
        yield _parquet(path, column, stack) if _is_parquet(path) else _delimited(path, column, encoding, stack)


@contextmanager
def _next_step_of_analysts() -> Iterator[None]:
    """What the loaders refuse of a CSV, without the department and the source that an analyst has not."""
    try:
        yield
    except BrokenFile as error:
        step = _NEXT_STEPS.get(error.code, error.next_step or "write the file again")
        raise BrokenFile(error.code, error.message, next_step=step) from None


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_PARQUET)) == _PARQUET


def _parquet(path: Path, column: str, stack: ExitStack) -> AnalystTable:
    check_footer(path)
    try:
        file = stack.enter_context(pq.ParquetFile(path, pre_buffer=False, buffer_size=_AHEAD))
        # Names of columns are read here: they may be no text.
        file.schema_arrow.names  # noqa: B018
    except _BROKEN as error:
        raise AnalystTableError("the file begins like Parquet and is none", next_step="write it again") from error
    raw = stack.enter_context(path.open("rb"))
    taken = 0

    def batches() -> Iterator[Batch]:
        nonlocal taken
        for batch in _whole(_batches(file, raw)):
            taken += batch.num_rows
            yield batch, [True] * batch.num_rows

    return AnalystTable(file.schema_arrow, column, batches(), file.metadata.num_rows, lambda: taken)


def _batches(file: pq.ParquetFile, raw: BinaryIO) -> Iterator[pa.RecordBatch]:
    """The row groups one after the other, each by as many rows as its pages let be read at once."""
    for group in range(file.num_row_groups):
        yield from file.iter_batches(rows_at_once(raw, file, group, ROWS), row_groups=[group])


def _whole(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Each batch, its texts found to be texts. What the library says of a broken one may repeat its values."""
    while True:
        try:
            batch = next(batches, None)
            if batch is not None:
                batch.validate(full=True)
        except _BROKEN:
            raise AnalystTableError("the file is damaged", next_step="write it again") from None
        if batch is None:
            return
        yield batch


def _values(column: pa.Array) -> list[Any]:
    """Raises AnalystTableError for what Python cannot hold: a day after the year 9999, a single nanosecond."""
    try:
        found: list[Any] = column.to_pylist()
    except (ValueError, OverflowError):
        raise AnalystTableError(
            "a day or time in the file is beyond what can be written", next_step="write it as text, or leave it out"
        ) from None
    return [_text(one) if isinstance(one, bytes) else one for one in found] if _is_binary(column.type) else found


def _is_binary(kind: pa.DataType) -> bool:
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind))


def _text(written: bytes) -> str:
    """Some tools write texts as bytes that are said to be no text; what is none comes out by its bytes: 00ff."""
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        return written.hex()


def _delimited(path: Path, column: str, encoding: str, stack: ExitStack) -> AnalystTable:
    layout = CsvLayout(kind="csv", encoding=encoding, delimiter=(",", ";", "\t", "|"), stray_quotes=True, runs_on=True)
    stream = stack.enter_context(open_rows(path, layout))
    schema = pa.schema([(name, pa.string()) for name in stream.columns])

    def batches() -> Iterator[Batch]:
        rows = iter(stream)
        while some := list(islice(rows, ROWS)):
            # What cannot be divided into columns is kept whole in the first.
            words = [one.words if isinstance(one, Row) else [one.raw, *[None] * (len(schema) - 1)] for one in some]
            arrays = [pa.array(list(said), pa.string()) for said in zip(*words, strict=True)]
            yield pa.record_batch(arrays, schema=schema), [isinstance(one, Row) for one in some]

    return AnalystTable(schema, column, batches(), path.stat().st_size, lambda: stream.bytes_read)


@contextmanager
def added_to(table: AnalystTable, added: pa.Schema, out: Path | None) -> Iterator[Add]:
    """Write the rows of a table with further columns, Parquet or CSV by the name of `out`; without it they are dropped.

    What is given takes a batch, for each row that comes out the place of its row there, and its added values. The file
    is there when all is written, and untouched when not. Raises AnalystTableError where a column is there already.
    """
    if out is None:
        yield _ignored
        return
    if taken := sorted(set(table.schema.names) & set(added.names)):
        raise AnalystTableError(
            f"the file has a column «{taken[0]}» already", next_step="rename it, or give the file as it was"
        )
    schema = pa.schema([*table.schema, *added], metadata=table.schema.metadata)
    with _written(out, schema) as write:

        def add(batch: pa.RecordBatch, places: Sequence[int], rows: Sequence[Sequence[object]]) -> None:
            kept = batch.take(pa.array(places, pa.int64()))
            columns = zip(*rows, strict=True) if rows else [()] * len(added)
            made = [pa.array(list(said), field.type) for said, field in zip(columns, added, strict=True)]
            write(pa.record_batch([*kept.columns, *made], schema=schema))

        yield add


def _ignored(batch: pa.RecordBatch, places: Sequence[int], rows: Sequence[Sequence[object]]) -> None: ...


@contextmanager
def _written(path: Path, schema: pa.Schema) -> Iterator[Callable[[pa.RecordBatch], None]]:
    if path.suffix.lower() not in {".parquet", ".csv"}:
        raise AnalystTableError(
            "the name of the file does not say what to write", next_step="end it in .parquet or .csv"
        )
    with written_whole(path) as partial, ExitStack() as stack:
        if path.suffix.lower() == ".parquet":
            yield stack.enter_context(pq.ParquetWriter(partial, schema, compression="zstd")).write_batch
        else:
            writer = csv.writer(stack.enter_context(partial.open("w", encoding="utf-8", newline="")))
            writer.writerow(schema.names)
            yield lambda batch: writer.writerows(zip(*map(_values, batch.columns), strict=True))
