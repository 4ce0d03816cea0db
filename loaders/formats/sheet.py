"""The rows of a sheet, one at a time: a text for each cell that holds something."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from loaders.formats.cells import number, shown_date, unescaped
from loaders.formats.layout import Limits
from loaders.formats.lines import LINE_TOO_LONG
from loaders.formats.package import CHUNK, malformed
from loaders.formats.rows import Reason
from loaders.formats.sheet_markup import Markup
from loaders.formats.workbook import Workbook, column_place

ADDRESS = re.compile("([A-Z]{1,3})([0-9]{1,7})")
COLUMNS = 16_384


class SheetRow(NamedTuple):
    """`cells` by column, the first being 0; `fault` is why the row cannot be used, where it cannot."""

    number: int
    cells: dict[int, str]
    fault: Reason | None


def column_letters(place: int) -> str:
    letters = ""
    while place >= 0:
        letters = chr(65 + place % 26) + letters
        place = place // 26 - 1
    return letters


def sheet_rows(book: Workbook, part: str, limits: Limits) -> Iterator[SheetRow]:
    """The rows that hold anything, in order."""
    reader = _Rows(book, limits)
    with book.package.part(part) as content:
        while chunk := content.read(CHUNK):
            reader.feed(chunk)
            yield from reader.taken()
        reader.close()
        yield from reader.taken()


class _Rows(Markup):
    def __init__(self, book: Workbook, limits: Limits) -> None:
        super().__init__(limits)
        self._book = book
        self._longest = limits.line_characters
        self._done: list[SheetRow] = []
        self._number = 0
        self._column = -1
        self._cells: dict[int, str] = {}
        self._fault: Reason | None = None
        self._kind = "n"
        self._style = 0
        self._formula = False
        self._spoken = 0
        self._characters_of_row = 0

    def taken(self) -> list[SheetRow]:
        rows, self._done = self._done, []
        return rows

    def started(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name == "v" or (name == "t" and not self._spoken):
            self.collecting = True
        elif name == "row":
            self._begin_row(attributes.get("r"))
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._spoken += 1

    def ended(self, name: str) -> None:
        if name in {"v", "t"}:
            self.collecting = False
        elif name == "c":
            self._end_cell()
        elif name == "row":
            if self._cells or self._fault:
                self._done.append(SheetRow(self._number, self._cells, self._fault))
        elif name == "rPh":
            self._spoken -= 1

    def _begin_row(self, said: str | None) -> None:
        number = self._number + 1 if said is None else int(said) if said.isascii() and said.isdecimal() else 0
        if not self._number < number <= 10_000_000:
            raise malformed("its rows are not in order")
        self._number = number
        self._cells, self._fault, self._column, self._characters_of_row = {}, None, -1, 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r")
        found = ADDRESS.fullmatch(address) if address is not None else None
        if address is not None and found is None:
            raise malformed("a cell has no address")
        column = self._column + 1 if found is None else column_place(found[1])
        if not self._column < column < COLUMNS:
            raise malformed("the cells of a row are not in order")
        style = attributes.get("s", "0")
        self._column, self._kind, self._formula = column, attributes.get("t", "n"), False
        self._style = int(style) if style.isascii() and style.isdecimal() and len(style) < 9 else 0
        self.begin_text()

    def _end_cell(self) -> None:
        text = self.take_text()
        value = LINE_TOO_LONG if self.overlong else self._value(text)
        if isinstance(value, Reason):
            self._fault = self._fault or value
            return
        self._characters_of_row += len(value)
        if self._characters_of_row > self._longest:
            self._fault = self._fault or LINE_TOO_LONG
        elif value:
            self._cells[self._column] = value

    def _value(self, text: str) -> str | Reason:
        kind, column = self._kind, column_letters(self._column)
        if not text:
            return _uncalculated(column) if self._formula and kind != "str" else ""
        match kind:
            case "n":
                return self._amount(text, column)
            case "s":
                return self._shared(text, column)
            case "e":
                return Reason("CELL_ERROR", None, f"the formula in column {column} ended in an error")
            case "b":
                return {"1": "true", "0": "false"}.get(text, text)
            case _:
                return unescaped(text)

    def _amount(self, text: str, column: str) -> str | Reason:
        if self._style in self._book.dates:
            return shown_date(text, column, from_1904=self._book.from_1904)
        return number(text, column)

    def _shared(self, text: str, column: str) -> str | Reason:
        place = int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else -1
        found = self._book.texts.text(place)
        if found is None:
            return Reason("UNREADABLE_CELL", None, f"the cell in column {column} refers to a text that is not there")
        return found


def _uncalculated(column: str) -> Reason:
    return Reason("FORMULA_WITHOUT_VALUE", None, f"the formula in column {column} was never calculated")
