"""Files as departments write them, line by line, and beside each the truth about every line."""

import gzip
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO


@dataclass(slots=True)
class Lines:
    """A text file that knows the number of its last line (from 1)."""

    file: TextIO
    newline: str = "\n"
    last: int = 0

    def write(self, line: str) -> int:
        self.file.write(line + self.newline)
        self.last += 1
        return self.last


@dataclass(slots=True)
class Truth:
    """The truth file of a source: `line,record_key,truth,dirt,file,record`.

    `truth` is the true IIN (BIN, cadastral number), empty for somebody outside the register; `dirt` the kinds joined
    with `|`; `record` counts the records of the file from 1, `line` its lines.
    """

    lines: Lines
    file: str
    record: int = 0

    def tell(self, line: int, key: str, truth: str, dirt: Iterable[str]) -> None:
        self.record += 1
        self.lines.write(csv_line((str(line), key, truth, "|".join(dirt), self.file, str(self.record))))


TRUTH_HEADER = "line,record_key,truth,dirt,file,record"


@contextmanager
def opened(path: Path, *, encoding: str = "utf-8", newline: str = "\n") -> Iterator[Lines]:
    """Opens `path` for writing; a name in .gz is compressed without a time, so the same lines give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as raw:
        if path.suffix != ".gz":
            with io.TextIOWrapper(raw, encoding=encoding, newline="") as text:
                yield Lines(text, newline)
            return
        with gzip.GzipFile("", "wb", 6, raw, 0) as packed, io.TextIOWrapper(packed, encoding, newline="") as text:
            yield Lines(text, newline)


def csv_line(fields: Sequence[str], delimiter: str = ",") -> str:
    """One CSV line; a field is quoted only where it must be."""
    line = delimiter.join(fields)
    if '"' not in line and line.count(delimiter) == len(fields) - 1:
        return line
    return delimiter.join(_quoted(field, delimiter) for field in fields)


def _quoted(field: str, delimiter: str) -> str:
    if delimiter in field or '"' in field:
        return '"' + field.replace('"', '""') + '"'
    return field
