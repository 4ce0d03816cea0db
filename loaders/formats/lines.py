"""Physical lines of a text file: numbered, bounded in length, decoded strictly, and able to be given back."""

import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from loaders.formats.container import unpacked
from loaders.formats.encoding import SAMPLE, refuse_foreign, wrong_encoding
from loaders.formats.layout import Limits
from loaders.formats.rows import BrokenFile, Reason

LINE_TOO_LONG = Reason("LINE_TOO_LONG", None, "the line is longer than a line may be")


class Line(NamedTuple):
    """`text` without its `end`; of a line above the limit `text` is the beginning and `whole` is false."""

    number: int
    text: str
    end: str
    whole: bool


def open_lines(path: Path, encoding: str, limits: Limits, resources: ExitStack) -> tuple["Lines", Callable[[], int]]:
    """The lines of a text file, plain or packed, and a function that counts the bytes read on disk."""
    content, progress = unpacked(path, limits, resources)
    refuse_foreign(content.peek(SAMPLE)[:SAMPLE], encoding)
    # a byte order mark is no part of the first word, whether it was declared or not
    decoder = "utf-8-sig" if encoding.lower() in {"utf-8", "utf8"} else encoding
    text = resources.enter_context(io.TextIOWrapper(content, decoder, "strict", newline="\n"))
    return Lines(text, encoding, limits), progress


def records(lines: "Lines") -> Iterator[Line]:
    """The lines that are not blank. Raises BrokenFile where there is none."""
    found = False
    while (line := lines.next()) is not None:
        if line.text.strip():
            found = True
            yield line
    if not found:
        raise empty_file()


def empty_file() -> BrokenFile:
    return BrokenFile("EMPTY_FILE", "the file is empty", next_step="ask the department to send the file again")


class Lines:
    def __init__(self, text: io.TextIOWrapper, encoding: str, limits: Limits) -> None:
        self._text = text
        self._encoding = encoding
        self._limits = limits
        self._number = 0
        self._returned: deque[Line] = deque()

    def next(self) -> Line | None:
        """The next line, or None after the last."""
        return self._returned.popleft() if self._returned else self._read()

    def give_back(self, lines: Sequence[Line]) -> None:
        self._returned.extendleft(reversed(lines))

    def _read(self) -> Line | None:
        limit = self._limits.line_characters
        text = self._piece(limit + 2)
        if not text:
            return None
        self._number += 1
        if not text.endswith("\n"):
            return self._unended(text, limit)
        if text.endswith("\r\n"):
            return Line(self._number, text[:-2], "\r\n", True)
        return Line(self._number, text[:-1], "\n", True)

    def _unended(self, text: str, limit: int) -> Line:
        """The last line of the file, or one above the limit, whose rest is passed over."""
        if len(text) <= limit:
            return Line(self._number, text.removesuffix("\r"), "", True)
        while (piece := self._piece(limit)) and not piece.endswith("\n"):
            pass
        return Line(self._number, text[: self._limits.raw_characters], "", False)

    def _piece(self, size: int) -> str:
        try:
            text = self._text.readline(size)
        except UnicodeDecodeError as error:
            sample = bytes(error.object[:SAMPLE])
            raise wrong_encoding(self._encoding, sample, f"near line {self._number + 1}") from error
        if "\0" in text:
            raise BrokenFile(
                "NUL_BYTE",
                f"the file holds a NUL character on line {self._number + 1}",
                next_step="ask the department for a text file; this one is binary, cut off or damaged",
            )
        return text
