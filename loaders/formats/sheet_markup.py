"""XML of a workbook as events: no document type, bounded tokens, bounded text."""

from abc import ABC, abstractmethod
from typing import Any
from xml.parsers import expat

from loaders.formats.layout import Limits
from loaders.formats.package import SEND_AGAIN, malformed, refused_doctype
from loaders.formats.rows import BrokenFile


def _refuse_doctype(*_: object) -> None:
    raise refused_doctype()


class Markup(ABC):
    """Feeds bytes to expat and calls `started` and `ended` with names without namespaces.

    Text is collected while `collecting`, and up to the limit of a line: beyond it `overlong` is set.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._fed = 0
        self.collecting = False
        self.overlong = False
        self._text: list[str] = []
        self._size = 0
        self._parser: Any = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    @abstractmethod
    def started(self, name: str, attributes: dict[str, str]) -> None:
        """A tag opens."""

    @abstractmethod
    def ended(self, name: str) -> None:
        """A tag closes."""

    def feed(self, chunk: bytes) -> None:
        self._parse(chunk, final=False)
        self._fed += len(chunk)
        if self._fed - self._parser.CurrentByteIndex > self._limits.record_bytes:
            raise BrokenFile(
                "RECORD_TOO_LARGE", "the workbook holds a tag larger than a record may be", next_step=SEND_AGAIN
            )

    def close(self) -> None:
        self._parse(b"", final=True)

    def _parse(self, chunk: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(chunk, final)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise malformed("a part is not well-formed") from error

    def begin_text(self) -> None:
        self._text, self._size, self.overlong = [], 0, False

    def take_text(self) -> str:
        text = "".join(self._text)
        self._text = []
        return text

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.started(name.rpartition(":")[2] if ":" in name else name, attributes)

    def _end(self, name: str) -> None:
        self.ended(name.rpartition(":")[2] if ":" in name else name)

    def _characters(self, text: str) -> None:
        if not self.collecting or self.overlong:
            return
        self._size += len(text)
        if self._size > self._limits.line_characters:
            self.overlong = True
        self._text.append(text)
