"""XML documents as a stream of records: no document type, no entity, no fetching, memory bounded by one record.

Expat calls back for every element, so that nothing is built but the record being read, line numbers are exact in
files of any length, and a document type is refused where it begins, before a single entity is declared.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from xml.sax import SAXException, SAXParseException

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from loaders.formats.container import Content, unpacked
from loaders.formats.encoding import SAMPLE, wrong_encoding
from loaders.formats.layout import Limits, XmlLayout
from loaders.formats.lines import empty_file
from loaders.formats.rows import BrokenFile, BrokenRow, Row, RowStream

CHUNK = 1 << 16
DECLARED = re.compile(rb"""^[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")


def open_xml(path: Path, layout: XmlLayout, limits: Limits, resources: ExitStack) -> RowStream:
    content, progress = unpacked(path, limits, resources)
    head = content.peek(SAMPLE)[:SAMPLE]
    if not head.removeprefix(b"\xef\xbb\xbf").strip():
        raise empty_file()
    return RowStream((), _rows(content, head, layout, limits), progress)


def _rows(content: Content, head: bytes, layout: XmlLayout, limits: Limits) -> Iterator[Row | BrokenRow]:
    records = _Records(layout.path, limits)
    while chunk := content.read(CHUNK):
        _parse(records, chunk, head)
        yield from records.taken()
    _parse(records, b"", head)
    yield from records.taken()


def _parse(records: "_Records", chunk: bytes, head: bytes) -> None:
    """Feed one piece (or the end, for an empty one); whatever expat says of it becomes a refusal."""
    try:
        if chunk:
            records.feed(chunk)
            records.check_size(len(chunk))
        else:
            records.close()
    except DefusedXmlException as error:
        raise BrokenFile(
            "XML_DOCTYPE",
            "the document declares a document type or entities, which are refused unread",
            next_step="ask the department for the document without a DOCTYPE",
        ) from error
    except SAXParseException as error:
        raise _malformed(error.getLineNumber() or 1, chunk, head) from error
    except (SAXException, LookupError, ValueError) as error:
        raise wrong_encoding("the encoding it declares", b"", "or nobody knows that encoding") from error


def _malformed(line: int, chunk: bytes, head: bytes) -> BrokenFile:
    declared = DECLARED.match(head)
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    # a character may be cut at either end of the piece
    if encoding in {"utf-8", "utf8"} and not _decodes(chunk[4:-4]):
        return wrong_encoding("utf-8", chunk, f"near line {line}")
    return BrokenFile(
        "MALFORMED_XML",
        f"the document is not well-formed on line {line}",
        next_step="ask the department to send the file again; it is cut off, damaged or no XML",
    )


def _decodes(piece: bytes) -> bool:
    trimmed = piece.lstrip(bytes(range(0x80, 0xC0)))
    text = trimmed.decode("utf-8", "replace")
    return "\N{REPLACEMENT CHARACTER}" not in text.rstrip("\N{REPLACEMENT CHARACTER}")


class _Element:
    __slots__ = ("name", "text", "words")

    def __init__(self, name: str, words: dict[str, Any]) -> None:
        self.name = name
        self.words = words
        self.text: list[str] = []

    def value(self) -> Any:
        text = "".join(self.text)
        if not self.words:
            return text
        return self.words | {"#text": text} if text.strip() else self.words

    def add(self, name: str, value: Any) -> None:
        """One more child; the second of a name makes a list of them."""
        words = self.words
        if name not in words:
            words[name] = value
        elif isinstance(words[name], list):
            words[name].append(value)
        else:
            words[name] = [words[name], value]


class _Records(DefusedExpatParser):
    """Collects the elements on one path; whatever lies elsewhere is passed over.

    Expat's handlers are set directly: the layer of SAX events between would cost a third of the time.
    """

    _parser: Any

    def __init__(self, path: tuple[str, ...], limits: Limits) -> None:
        self._path = list(path)
        self._limits = limits
        self._deepest = limits.record_depth - len(path)
        self._above: list[str] = []
        self._open: list[_Element] = []
        self._line = 0
        self._done: list[Row] = []
        self._fed = 0
        self._began = 0
        super().__init__(forbid_dtd=True)

    def reset(self) -> None:
        super().reset()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def taken(self) -> list[Row]:
        rows, self._done = self._done, []
        return rows

    def check_size(self, fed: int) -> None:
        """Refuse a record, or a single tag or comment, of which more was fed than a record may hold."""
        self._fed += fed
        unfinished = self._began if self._open else self._parser.CurrentByteIndex
        if self._fed - unfinished > self._limits.record_bytes:
            raise BrokenFile(
                "RECORD_TOO_LARGE",
                "the document holds a record or a tag larger than a record may be",
                next_step="check that the path of the records in the source is right, or ask for smaller records",
            )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2] if ":" in name else name
        if self._open:
            self._check_depth(len(self._open), self._deepest)
            self._open.append(_Element(local, _attributes(attributes) if attributes else {}))
            return
        self._above.append(local)
        self._check_depth(len(self._above), self._limits.record_depth)
        if self._above == self._path:
            # several records may begin on one line, and each needs a place of its own
            self._line = max(self._parser.CurrentLineNumber, self._line + 1)
            self._began = self._parser.CurrentByteIndex
            self._open.append(_Element(local, _attributes(attributes)))
        elif self._above[0] != self._path[0]:
            raise _wrong_root(self._path[0])

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].text.append(text)

    def _end(self, _: str) -> None:
        if not self._open:
            self._above.pop()
            return
        element = self._open.pop()
        if self._open:
            self._open[-1].add(element.name, element.value())
            return
        self._above.pop()
        value = element.value()
        self._done.append(Row(self._line, value if isinstance(value, dict) else _only_text(value)))

    def _check_depth(self, depth: int, deepest: int) -> None:
        if depth > deepest:
            raise BrokenFile(
                "XML_TOO_DEEP",
                "the elements of the document are nested deeper than any record is",
                next_step="ask the department to send the file again",
            )


def _attributes(attributes: dict[str, str]) -> dict[str, Any]:
    return {
        f"@{name.rpartition(':')[2]}": value
        for name, value in attributes.items()
        if name != "xmlns" and not name.startswith("xmlns:")
    }


def _only_text(text: str) -> dict[str, object]:
    return {"#text": text} if text.strip() else {}


def _wrong_root(expected: str) -> BrokenFile:
    return BrokenFile(
        "WRONG_ROOT",
        f"the document does not begin with the element «{expected}»",
        next_step="check that the file belongs to this source",
    )
