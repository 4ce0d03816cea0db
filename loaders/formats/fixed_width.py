"""Lines whose columns are places, counted in characters or in bytes of the declared encoding."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from loaders.formats.header import Required, check_columns
from loaders.formats.layout import FixedLayout, Limits
from loaders.formats.lines import LINE_TOO_LONG, Line, empty_file, open_lines, records
from loaders.formats.rows import BrokenRow, Reason, Row, RowStream

SHORT = Reason("SHORT_LINE", None, "the line ends before its last column does")
LONG = Reason("LONG_LINE", None, "the line goes on after its last column")
SPLIT = Reason("SPLIT_CHARACTER", None, "a column begins or ends inside a character")
CARRIAGE_RETURN = Reason("CARRIAGE_RETURN", None, "the row holds a carriage return")
END_OF_FILE = "\x1a"
"""What DOS wrote after the last record."""

Cut = Callable[[str], list[str] | Reason]


def open_fixed_width(
    path: Path, layout: FixedLayout, required: Required, limits: Limits, resources: ExitStack
) -> RowStream:
    lines, progress = open_lines(path, layout.encoding, limits, resources)
    columns = tuple(layout.columns)
    check_columns(columns, required)
    for _ in range(layout.skip):
        if lines.next() is None:
            raise empty_file()
    return RowStream(columns, _rows(records(lines), layout, limits), progress)


def _rows(lines: Iterator[Line], layout: FixedLayout, limits: Limits) -> Iterator[Row | BrokenRow]:
    cut = _in_bytes(layout) if layout.unit == "bytes" else _in_characters(layout)
    for line in lines:
        if line.text == END_OF_FILE:
            continue
        words = _words(line, cut)
        if isinstance(words, Reason):
            yield BrokenRow(line.number, line.text[: limits.raw_characters], words)
        else:
            yield Row(line.number, [*words])


def _words(line: Line, cut: Cut) -> list[str] | Reason:
    if not line.whole:
        return LINE_TOO_LONG
    return CARRIAGE_RETURN if "\r" in line.text else cut(line.text)


def _in_characters(layout: FixedLayout) -> Cut:
    places = [slice(first - 1, last) for first, last in layout.columns.values()]
    width, trimmed = layout.width, layout.trimmed

    def cut(text: str) -> list[str] | Reason:
        if len(text) < width and not trimmed:
            return SHORT
        if text[width:].strip():
            return LONG
        return [text[place].rstrip(" ") for place in places]

    return cut


def _in_bytes(layout: FixedLayout) -> Cut:
    places = [slice(first - 1, last) for first, last in layout.columns.values()]
    width, trimmed, encoding = layout.width, layout.trimmed, layout.encoding.lower().removesuffix("-sig")

    def cut(text: str) -> list[str] | Reason:
        line = text.encode(encoding)
        if len(line) < width and not trimmed:
            return SHORT
        try:
            if line[width:].decode(encoding).strip():
                return LONG
            return [line[place].decode(encoding).rstrip(" ") for place in places]
        except UnicodeDecodeError:
            return SPLIT

    return cut
