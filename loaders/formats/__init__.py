"""Reading departmental files: any of them may be broken or hostile, and none may take the loader with it."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from loaders.formats.container import unpacked
from loaders.formats.delimited import open_delimited
from loaders.formats.encoding import SAMPLE
from loaders.formats.fixed_width import open_fixed_width
from loaders.formats.header import Required
from loaders.formats.json_lines import open_json_lines
from loaders.formats.layout import (
    CsvLayout,
    DocumentLayout,
    FixedLayout,
    JsonLinesLayout,
    Layout,
    Limits,
    TableLayout,
    WorkbookLayout,
    XmlLayout,
)
from loaders.formats.rows import BrokenFile, BrokenRow, Reason, Row, RowStream, Words
from loaders.formats.spreadsheet import open_spreadsheet
from loaders.formats.xml_records import open_xml

__all__ = [
    "BrokenFile",
    "BrokenRow",
    "CsvLayout",
    "DocumentLayout",
    "FixedLayout",
    "JsonLinesLayout",
    "Layout",
    "Limits",
    "Reason",
    "Required",
    "Row",
    "RowStream",
    "TableLayout",
    "Words",
    "WorkbookLayout",
    "XmlLayout",
    "open_rows",
]

NO_LETTERS = b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n"
"""Marks of the byte order, blanks, and the other half of a letter of UTF-16."""


def open_rows(
    path: Path, layout: Layout | Sequence[Layout], *, required: Required = (), limits: Limits | None = None
) -> RowStream:
    """Open a delivery for reading, row by row, in memory that does not grow with the file.

    Of several layouts, CSV and JSON Lines, it is the one that the beginning of the file shows. `required` names the
    columns a table must have (a tuple: any one of them); documents have none. The stream is a context manager.
    Raises `BrokenFile` for everything that can be told before the first row.
    """
    bounds = limits or Limits()
    one = _shown(path, layout, bounds) if isinstance(layout, Sequence) else layout
    with ExitStack() as resources:
        stream = _opened(path, one, required, bounds, resources)
        stream.own(resources.pop_all())
    return stream


def _shown(path: Path, layouts: Sequence[Layout], limits: Limits) -> Layout:
    """No header of a table begins with a bracket of JSON; a single array is then refused as what it is."""
    if len(layouts) == 1:
        return layouts[0]
    with ExitStack() as resources:
        content, _ = unpacked(path, limits, resources)
        is_json = content.peek(SAMPLE)[:SAMPLE].lstrip(NO_LETTERS)[:1] in {b"{", b"["}
    return next(layout for layout in layouts if isinstance(layout, JsonLinesLayout) is is_json)


def _opened(path: Path, layout: Layout, required: Required, limits: Limits, resources: ExitStack) -> RowStream:
    match layout:
        case CsvLayout():
            return open_delimited(path, layout, required, limits, resources)
        case WorkbookLayout():
            return open_spreadsheet(path, layout, required, limits, resources)
        case FixedLayout():
            return open_fixed_width(path, layout, required, limits, resources)
        case XmlLayout():
            return open_xml(path, layout, limits, resources)
        case JsonLinesLayout():
            return open_json_lines(path, layout, limits, resources)
