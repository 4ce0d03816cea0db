"""Files that analysts hand in with a column of codes: CSV as deliveries are read, or Parquet, batch by batch.

Every row comes out with the columns it had, then what came of its code; a row with several targets comes out once for
each. Memory holds one batch, whatever the size of the file.
"""

import csv
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from loaders.formats import CsvLayout, Row, open_rows
from registries.analysis.recoding.outcome import Outcome, Recoded, unmapped
from registries.errors import RegistryError

ROWS = 10_000
ADDED = pa.schema(
    [(name, pa.string()) for name in ("outcome", "target_kato", "target_name_ru", "target_name_kk", "reason")]
)
_PARQUET = b"PAR1"


class CodedFileError(RegistryError):
    code = "CODED_FILE"


class CodedFile:
    """A table whose `column` holds codes; `batches` may be asked for once. A row that cannot be read is None there."""

    def __init__(
        self, schema: pa.Schema, column: str, batches: Iterator[tuple[pa.RecordBatch, Sequence[bool]]]
    ) -> None:
        if schema.names.count(column) != 1:
            raise CodedFileError(
                f"the file has {'no' if column not in schema.names else 'more than one'} column «{column}»",
                next_step=f"give one of: {', '.join(schema.names[:20])}",
            )
        twice = set(schema.names) & set(ADDED.names)
        self.schema, self.column, self._batches, self.taken = schema, column, batches, sorted(twice)

    def batches(self) -> Iterator[tuple[pa.RecordBatch, Sequence[bool]]]:
        """Each batch with, for each row, whether it could be read."""
        return self._batches

    def words(self) -> Iterator[str | None]:
        """The codes as they stand in the column; rows that cannot be read left out."""
        for batch, readable in self._batches:
            yield from (word for word, whole in zip(_column(batch, self.column), readable, strict=True) if whole)


@contextmanager
def coded_file(path: Path, column: str, encoding: str) -> Iterator[CodedFile]:
    """Open a table. Raises CodedFileError, or BrokenFile for what the loaders refuse of a CSV."""
    with ExitStack() as stack:
        yield _parquet(path, column, stack) if _is_parquet(path) else _delimited(path, column, encoding, stack)


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_PARQUET)) == _PARQUET


def _parquet(path: Path, column: str, stack: ExitStack) -> CodedFile:
    try:
        file = stack.enter_context(pq.ParquetFile(path, pre_buffer=False))
    except pa.ArrowInvalid as error:
        raise CodedFileError("the file begins like Parquet and is none", next_step="write it again") from error
    found = ((batch, [True] * batch.num_rows) for batch in file.iter_batches(ROWS))
    return CodedFile(file.schema_arrow, column, found)


def _delimited(path: Path, column: str, encoding: str, stack: ExitStack) -> CodedFile:
    layout = CsvLayout(kind="csv", encoding=encoding, delimiter=(",", ";", "\t", "|"), stray_quotes=True)
    stream = stack.enter_context(open_rows(path, layout))
    schema = pa.schema([(name, pa.string()) for name in stream.columns])

    def batches() -> Iterator[tuple[pa.RecordBatch, Sequence[bool]]]:
        rows = iter(stream)
        while some := list(islice(rows, ROWS)):
            # What cannot be divided into columns is kept whole in the first.
            words = [one.words if isinstance(one, Row) else [one.raw, *[None] * (len(schema) - 1)] for one in some]
            arrays = [pa.array(list(said), pa.string()) for said in zip(*words, strict=True)]
            yield pa.record_batch(arrays, schema=schema), [isinstance(one, Row) for one in some]

    return CodedFile(schema, column, batches())


def _column(batch: pa.RecordBatch, column: str) -> list[str | None]:
    return [None if value is None else str(value) for value in batch.column(column).to_pylist()]


def recode_file(file: CodedFile, recode: Callable[[str | None], Recoded], out: Path | None) -> Counter[tuple[str, str]]:
    """Recode every row, into `out` where it is given; returns how many rows had each outcome and reason.

    Raises CodedFileError where the file has a column of a name that is to be added.
    """
    if file.taken and out is not None:
        raise CodedFileError(
            f"the file has a column «{file.taken[0]}» already", next_step="rename it, or recode the file as it was"
        )
    counts: Counter[tuple[str, str]] = Counter()
    with ExitStack() as stack:
        write = _ignored if out is None else stack.enter_context(_written(out, _with_added(file.schema)))
        for batch, readable in file.batches():
            found = [
                recode(word) if whole else unmapped("UNREADABLE_ROW")
                for word, whole in zip(_column(batch, file.column), readable, strict=True)
            ]
            counts.update((one.outcome, one.reason or "") for one in found)
            write(_recoded(batch, found))
    return counts


def _with_added(schema: pa.Schema) -> pa.Schema:
    for one in ADDED:
        schema = schema.append(one)
    return schema


def _recoded(batch: pa.RecordBatch, found: Sequence[Recoded]) -> pa.RecordBatch:
    """The rows of a batch, each once for each target, with what came of it."""
    places, added = [], []
    for place, one in enumerate(found):
        for target in one.targets or (None,):
            places.append(place)
            said = (None, None, None) if target is None else (target.kato, target.name_ru, target.name_kk)
            added.append((str(one.outcome), *said, one.told()))
    kept = batch.take(pa.array(places, pa.int64()))
    columns = zip(*added, strict=True) if added else [()] * len(ADDED)
    arrays = [*kept.columns, *(pa.array(list(said), pa.string()) for said in columns)]
    return pa.record_batch(arrays, schema=_with_added(batch.schema))


def _ignored(_: pa.RecordBatch) -> None: ...


@contextmanager
def _written(path: Path, schema: pa.Schema) -> Iterator[Callable[[pa.RecordBatch], None]]:
    """Writes batches to `path`, Parquet or CSV by its name; it is there when all is written, and untouched when not."""
    if path.suffix.lower() not in {".parquet", ".csv"}:
        raise CodedFileError("the name of the file does not say what to write", next_step="end it in .parquet or .csv")
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with ExitStack() as stack:
            if path.suffix.lower() == ".parquet":
                yield stack.enter_context(pq.ParquetWriter(partial, schema, compression="zstd")).write_batch
            else:
                writer = csv.writer(stack.enter_context(partial.open("w", encoding="utf-8", newline="")))
                writer.writerow(schema.names)
                yield lambda batch: writer.writerows(zip(*(one.to_pylist() for one in batch.columns), strict=True))
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


__all__ = ["CodedFile", "CodedFileError", "Outcome", "coded_file", "recode_file"]
