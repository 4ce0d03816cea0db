"""A table written to a file, Parquet or CSV by its name, a batch of rows at a time.

What is written stands under a name of its own until it is whole: the file asked for is the old one or the new, never
half of one. Parquet carries, for each column, what it says (`comment`), and for the file the words of `about`.
"""

import csv
import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from registries.analysis.columns import Column, Kind
from registries.errors import RegistryError

BATCH = 10_000
# What a reader takes at once, and what is held in memory, compressed, until it is full.
ROW_GROUP = 100_000
_TYPES: Mapping[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.NUMBER: pa.int64(),
    Kind.DECIMAL: pa.float64(),
    Kind.DAY: pa.date32(),
    Kind.TRUTH: pa.bool_(),
}


class TableFileError(RegistryError):
    code = "TABLE_FILE"


class Sink(Protocol):
    """Takes rows, in the order of the columns."""

    def take(self, rows: Sequence[Sequence[object]]) -> None: ...


class _Parquet:
    def __init__(self, path: Path, columns: Sequence[Column], about: Mapping[str, str], stack: ExitStack) -> None:
        fields = [pa.field(one.name, _TYPES[one.kind], metadata={"comment": one.comment}) for one in columns]
        self._schema = pa.schema(fields, metadata=dict(about))
        self._writer = stack.enter_context(pq.ParquetWriter(path, self._schema, compression="zstd"))

    def take(self, rows: Sequence[Sequence[object]]) -> None:
        said = zip(*rows, strict=True)
        arrays = [
            pa.array(_plain(values, field.type), field.type) for values, field in zip(said, self._schema, strict=True)
        ]
        self._writer.write_batch(pa.record_batch(arrays, schema=self._schema), row_group_size=ROW_GROUP)


def _plain(values: Iterable[object], kind: pa.DataType) -> list[object]:
    """Decimals of PostgreSQL as floating numbers: analysts' tools add them as such."""
    return [value if value is None else float(str(value)) for value in values] if kind == pa.float64() else list(values)


class _Csv:
    def __init__(self, path: Path, columns: Sequence[Column], _: Mapping[str, str], stack: ExitStack) -> None:
        self._writer = csv.writer(stack.enter_context(path.open("w", encoding="utf-8", newline="")))
        self._writer.writerow([one.name for one in columns])

    def take(self, rows: Sequence[Sequence[object]]) -> None:
        self._writer.writerows([[_word(value) for value in row] for row in rows])


def _word(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


_Form = Callable[[Path, Sequence[Column], Mapping[str, str], ExitStack], Sink]
_FORMS: Mapping[str, _Form] = {".parquet": _Parquet, ".csv": _Csv}


def checked(path: Path) -> Path:
    """The path, when its name says what to write. Raises TableFileError."""
    if path.suffix.lower() not in _FORMS:
        raise TableFileError("the name of the file does not say what to write", next_step="end it in .parquet or .csv")
    return path


@contextmanager
def table_file(path: Path, columns: Sequence[Column], about: Mapping[str, str]) -> Iterator[Sink]:
    """Write the table `path`; it is there when the block ends well, and untouched when not."""
    form = _FORMS[checked(path).suffix.lower()]
    with written_whole(path) as partial, ExitStack() as stack:
        yield form(partial, columns, about, stack)


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A name to write under: `path` when the block ends well, gone when not.

    Raises OSError, before anything is done, where `path` is a directory or would lie in none.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not path.parent.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path.parent))
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
