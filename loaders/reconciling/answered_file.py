"""The file of answers: CSV, JSON Lines or Parquet by its name, one row for each row of the file that was asked about.

It is written beside its name and takes it when it is whole; the same answers are the same bytes.
"""

import csv
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from registries.errors import RegistryError

ROWS_AT_ONCE: Final = 10_000


class AnswersRefused(RegistryError):
    code = "ANSWERS_REFUSED"


class Answer(NamedTuple):
    """What is answered to one row; `candidates` and `counter_example` are JSON, `answer` may be REJECTED."""

    line: int
    key: str | None
    answer: str
    because: str | None = None
    iin: str | None = None
    weight: float | None = None
    probability: float | None = None
    rule: str | None = None
    explanation: str | None = None
    candidates: str | None = None
    counter_example: str | None = None
    remarks: str | None = None


Write = Callable[[Sequence[Answer]], None]
_TYPES: Final = {"line": pa.int64(), "weight": pa.float64(), "probability": pa.float64()}
SCHEMA: Final = pa.schema([(name, _TYPES.get(name, pa.string())) for name in Answer._fields])
_OBJECTS: Final = ("candidates", "counter_example")


@contextmanager
def answers_to(path: Path) -> Iterator[Write]:
    """Raises AnswersRefused for a name that is of no kind, or a folder that is not there."""
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise AnswersRefused("answers are written as .csv, .jsonl or .parquet", next_step="name the file so")
    if not path.parent.is_dir():
        raise AnswersRefused("the folder of the answers is not there", next_step="make it, or name another")
    part = path.with_name(f"{path.name}.part")
    try:
        with kind(part) as write:
            yield write
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _csv(path: Path) -> Iterator[Write]:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Answer._fields)
        yield writer.writerows


@contextmanager
def _json_lines(path: Path) -> Iterator[Write]:
    with path.open("w", encoding="utf-8") as file:
        yield lambda answers: file.writelines(f"{_line(answer)}\n" for answer in answers)


def _line(answer: Answer) -> str:
    said = {name: value for name, value in answer._asdict().items() if value is not None}
    said |= {name: json.loads(said[name]) for name in _OBJECTS if name in said}
    return json.dumps(said, ensure_ascii=False)


@contextmanager
def _parquet(path: Path) -> Iterator[Write]:
    kept: list[Answer] = []
    with pq.ParquetWriter(path, SCHEMA) as writer:

        def flush() -> None:
            columns = [pa.array(values, of.type) for values, of in zip(zip(*kept, strict=True), SCHEMA, strict=True)]
            writer.write_table(pa.Table.from_arrays(columns, schema=SCHEMA))
            kept.clear()

        def write(answers: Sequence[Answer]) -> None:
            kept.extend(answers)
            if len(kept) >= ROWS_AT_ONCE:
                flush()

        yield write
        if kept:
            flush()


KINDS: Final = {".csv": _csv, ".jsonl": _json_lines, ".parquet": _parquet}
