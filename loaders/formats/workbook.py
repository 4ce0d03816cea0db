"""A workbook: which sheet is meant, its shared texts, its merged cells, and which numbers are dates."""

import re
import tempfile
from array import array
from collections.abc import Iterator
from contextlib import ExitStack
from functools import lru_cache
from typing import NamedTuple

from loaders.formats.cells import date_styles, unescaped
from loaders.formats.layout import Limits
from loaders.formats.package import CHUNK, Package, malformed
from loaders.formats.rows import BrokenFile
from loaders.formats.sheet_markup import Markup

END_OF_ROWS = re.compile(rb"</(?:\w+:)?sheetData\s*>|<(?:\w+:)?sheetData\s*/>")
MERGED = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^>]{0,80}?ref\s*=\s*["']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})["']"""
)
LARGEST_END = 1 << 24
HELD_IN_MEMORY = 1 << 22
REMEMBERED = 1 << 12
MOST_TEXTS = 1 << 26
"""Where each of the shared texts ends lies in memory: eight bytes, of five in the file."""


class Merged(NamedTuple):
    """Rows from 1, columns from 0, both ends inside."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class SharedTexts:
    """The texts that cells refer to by number, kept in a file without a name: they may be as many as the cells."""

    def __init__(self, resources: ExitStack) -> None:
        self._file = tempfile.SpooledTemporaryFile(HELD_IN_MEMORY)  # noqa: SIM115 closed with the stream
        resources.callback(self._file.close)
        self._ends = array("Q", [0])
        self.text = lru_cache(REMEMBERED)(self._text)

    def add(self, text: str) -> None:
        if len(self._ends) > MOST_TEXTS:
            raise BrokenFile(
                "RECORD_TOO_LARGE", "the workbook shares more texts than it may", next_step="ask for the list as CSV"
            )
        content = text.encode("utf-8", "surrogatepass")
        self._file.write(content)
        self._ends.append(self._ends[-1] + len(content))

    def _text(self, place: int) -> str | None:
        if not 0 <= place < len(self._ends) - 1:
            return None
        self._file.seek(self._ends[place])
        return self._file.read(self._ends[place + 1] - self._ends[place]).decode("utf-8", "surrogatepass")


class _Texts(Markup):
    """Reads the part of shared texts: `si` elements, of which `t` is text and `rPh` how to pronounce it."""

    def __init__(self, limits: Limits, into: SharedTexts) -> None:
        super().__init__(limits)
        self._into = into
        self._spoken = 0

    def started(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self.begin_text()
        elif name == "rPh":
            self._spoken += 1
        elif name == "t" and not self._spoken:
            self.collecting = True

    def ended(self, name: str) -> None:
        if name == "t":
            self.collecting = False
        elif name == "rPh":
            self._spoken -= 1
        elif name == "si":
            # a text longer than any cell holds is cut: its cells are then too long
            self._into.add(unescaped(self.take_text()))


class Workbook:
    """An opened workbook. Raises BrokenFile wherever it is not what it says."""

    def __init__(self, package: Package, limits: Limits, resources: ExitStack) -> None:
        self.package = package
        links = package.relations("")
        self._name = next((part for part in links.values() if part.endswith("workbook.xml")), "xl/workbook.xml")
        self._document = package.document(self._name)
        self._links = package.relations(self._name)
        self.from_1904 = any(
            element.get("date1904") in {"1", "true"}
            for element in self._document.iter()
            if element.tag.rpartition("}")[2] == "workbookPr"
        )
        styles = self._part("styles.xml")
        try:
            self.dates = date_styles(package.document(styles) if styles else None)
        except ValueError as error:
            raise malformed("its styles do not read") from error
        self.texts = SharedTexts(resources)
        if (part := self._part("sharedStrings.xml")) is not None:
            reader = _Texts(limits, self.texts)
            with package.part(part) as content:
                while chunk := content.read(CHUNK):
                    reader.feed(chunk)
                reader.close()

    def _part(self, ending: str) -> str | None:
        return next((part for part in self._links.values() if part.endswith(ending) and part in self.package), None)

    def sheet(self, name: str | None) -> str:
        """The part that holds the sheet of this name, or the only visible one."""
        sheets = [
            (str(element.get("name")), element.get("state", "visible") == "visible", _link(element.attrib))
            for element in self._document.iter()
            if element.tag.rpartition("}")[2] == "sheet"
        ]
        # sheets of charts and macros have no rows
        visible = [sheet for sheet in sheets if sheet[1] and "/worksheets/" in f"/{self._links.get(sheet[2], '')}"]
        chosen = visible if name is None else [sheet for sheet in visible if sheet[0] == name]
        if len(chosen) != 1:
            raise _sheets(name, len(chosen))
        return self._links[chosen[0][2]]


def _link(attributes: dict[str, str]) -> str:
    return next((value for key, value in attributes.items() if key.endswith("}id")), "")


def _sheets(name: str | None, count: int) -> BrokenFile:
    if name is not None:
        message = "the workbook has no visible sheet of the name the source gives"
    else:
        message = f"the workbook has {count} visible sheets where one is expected"
    return BrokenFile("WRONG_SHEETS", message, next_step="name the sheet in the source, or ask for one visible sheet")


def column_place(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def merged_cells(package: Package, part: str) -> list[Merged]:
    """The merged cells of a sheet, in order of their rows. They are told behind all rows, so this runs ahead."""
    return sorted(
        Merged(int(found[2]), column_place(found[1].decode()), int(found[4]), column_place(found[3].decode()))
        for found in MERGED.finditer(_behind_rows(package, part))
    )


def _behind_rows(package: Package, part: str) -> bytes:
    with package.part(part) as content:
        tail = b""
        for chunk in _chunks(content.read):
            tail = tail[-256:] + chunk
            if end := END_OF_ROWS.search(tail):
                rest = tail[end.end() :] + content.read(LARGEST_END)
                if len(rest) >= LARGEST_END:
                    raise BrokenFile(
                        "RECORD_TOO_LARGE",
                        "the sheet has more merged cells and other trappings than a list may have",
                        next_step="ask for a plain list without merged cells",
                    )
                return rest
    return b""


def _chunks(read: object) -> Iterator[bytes]:
    assert callable(read)
    while chunk := read(CHUNK):
        yield chunk
