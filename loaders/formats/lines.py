"""Physical lines of a text file: numbered, bounded in length, decoded strictly, and able to be given back."""

import io
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from loaders.formats.encoding import SAMPLE, wrong_encoding
from loaders.formats.layout import Limits
from loaders.formats.rows import BrokenFile


class Line(NamedTuple):
    """`text` without its `end`; of a line above the limit `text` is the beginning and `whole` is false."""

    number: int
    text: str
    end: str
    whole: bool


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
