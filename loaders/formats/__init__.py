"""Reading departmental files: any of them may be broken or hostile, and none may take the loader with it."""

from contextlib import ExitStack
from pathlib import Path

from loaders.formats.delimited import Required, open_delimited
from loaders.formats.layout import CsvLayout, Layout, Limits, XmlLayout
from loaders.formats.rows import BrokenFile, BrokenRow, Reason, Row, RowStream, Words
from loaders.formats.xml_records import open_xml

__all__ = [
    "BrokenFile",
    "BrokenRow",
    "CsvLayout",
    "Layout",
    "Limits",
    "Reason",
    "Required",
    "Row",
    "RowStream",
    "Words",
    "XmlLayout",
    "open_rows",
]


def open_rows(path: Path, layout: Layout, *, required: Required = (), limits: Limits | None = None) -> RowStream:
    """Open a delivery for reading, row by row, in memory that does not grow with the file.

    `required` names the columns a table must have (a tuple: any one of them); documents have none. The stream is a
    context manager. Raises `BrokenFile` for everything that can be told before the first row.
    """
    bounds = limits or Limits()
    with ExitStack() as resources:
        if isinstance(layout, CsvLayout):
            stream = open_delimited(path, layout, required, bounds, resources)
        else:
            stream = open_xml(path, layout, bounds, resources)
        stream.own(resources.pop_all())
    return stream
