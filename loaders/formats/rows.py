"""What reading a delivery gives: rows, rows that could not be read, or the refusal of the whole file."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from types import TracebackType
from typing import NamedTuple, Self

from registries.errors import RegistryError

Words = list[str | None] | dict[str, object]


class Reason(NamedTuple):
    """Why something was not accepted or is suspicious. `sentence` is for a person and never holds the value."""

    code: str
    field: str | None
    sentence: str


class Row(NamedTuple):
    """One record in its own words; `line` is the physical line it begins on, the first line being 1.

    No two rows have the same: of records that begin on one line, each counts as one line more than the one before.
    The words of a table are a list in the order of its header; those of a document are a nested dictionary:
    attributes under `@name`, repeated elements as a list, text beside attributes or elements under `#text`.
    """

    line: int
    words: Words


class BrokenRow(NamedTuple):
    """A record that could not be told apart into words; `raw` is its text without the line end.

    Of a line above the limit `raw` holds the beginning.
    """

    line: int
    raw: str
    reason: Reason


class BrokenFile(RegistryError):
    """The file as a whole is not what its source says; nothing of it may be used.

    `code` is one of EMPTY_FILE, UNREADABLE_FILE, NO_HEADER, MISSING_COLUMN, DUPLICATE_COLUMN, CARRIAGE_RETURN,
    NUL_BYTE, WRONG_ENCODING, TRUNCATED_GZIP, CORRUPT_GZIP, CORRUPT_ZIP, ENCRYPTED_ZIP, ZIP_MEMBERS,
    COMPRESSION_BOMB, NESTED_ARCHIVE, MALFORMED_XML, WRONG_ROOT, XML_DOCTYPE, XML_TOO_DEEP, RECORD_TOO_LARGE.
    """

    code = "BROKEN_FILE"

    def __init__(self, code: str, message: str, *, next_step: str) -> None:
        super().__init__(message, next_step=next_step)
        self.code = code


class RowStream(Iterator[Row | BrokenRow]):
    """The rows of an open file, one at a time; leaving the context closes it.

    `columns` is the header of a table and empty for a document. `bytes_read` counts bytes of the file on disk.
    Iterating raises `BrokenFile`, and nothing else, where the file turns out not to be what its source says.
    """

    def __init__(
        self,
        columns: tuple[str, ...],
        rows: Iterator[Row | BrokenRow],
        progress: Callable[[], int],
    ) -> None:
        self.columns = columns
        self._rows = rows
        self._progress = progress
        self._resources = ExitStack()

    def own(self, resources: ExitStack) -> None:
        """Take over what has to be closed with the stream."""
        self._resources = resources

    @property
    def bytes_read(self) -> int:
        return self._progress()

    def __next__(self) -> Row | BrokenRow:
        return next(self._rows)

    def __iter__(self) -> Iterator[Row | BrokenRow]:
        return self._rows

    def close(self) -> None:
        self._resources.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
