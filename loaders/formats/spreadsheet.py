"""A list in a workbook: its header, wherever it stands in the first rows, and the rows below it."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path

from loaders.formats.header import Required, alternatives, check_columns, no_header
from loaders.formats.layout import Limits, WorkbookLayout
from loaders.formats.lines import empty_file
from loaders.formats.package import open_package
from loaders.formats.rows import BrokenRow, Reason, Row, RowStream
from loaders.formats.sheet import SheetRow, sheet_rows
from loaders.formats.workbook import Merged, Workbook, merged_cells

HEADER_WITHIN = 50
"""Titles, dates and signatures above a header take no more rows than this."""
MERGED = Reason(
    "MERGED_CELLS", None, "a merged cell covers the row: to which of its places the value belongs is not said"
)
OUTSIDE = Reason("CELL_OUTSIDE", None, "the row has something in a column that the header does not name")


def open_spreadsheet(
    path: Path, layout: WorkbookLayout, required: Required, limits: Limits, resources: ExitStack
) -> RowStream:
    package, progress = open_package(path, limits, resources)
    book = Workbook(package, limits, resources)
    part = book.sheet(layout.sheet)
    merged = merged_cells(package, part)
    rows = sheet_rows(book, part, limits)
    first = list(islice(rows, HEADER_WITHIN))
    if not first:
        raise empty_file()
    end, names = _header(first, layout.header_rows, merged, required)
    check_columns([*names.values()], required)
    below = (row for row in chain(first, rows) if row.number > end)
    return RowStream(tuple(names.values()), _rows(below, [*names], merged, limits), progress)


def _header(
    first: Sequence[SheetRow], height: int, merged: Sequence[Merged], required: Required
) -> tuple[int, dict[int, str]]:
    """The last row of the header and the names by column: where most of the expected columns stand."""
    wanted = alternatives(required)
    best: tuple[int, int, dict[int, str]] | None = None
    for row in first:
        names = _names(first, row.number, height, merged)
        known = set(names.values())
        score = sum(not known.isdisjoint(one) for one in wanted)
        if best is None or score > best[0]:
            best = score, row.number + height - 1, names
    if best is None or not best[2]:
        raise no_header("no row names the columns")
    return best[1], best[2]


def _names(first: Sequence[SheetRow], top: int, height: int, merged: Sequence[Merged]) -> dict[int, str]:
    """The cells of each column from top to bottom, a merged cell standing in all its places, a repeated one once."""
    levels = {row.number: dict(row.cells) for row in first if top <= row.number < top + height}
    columns = sorted({column for cells in levels.values() for column in cells})
    for area in merged:
        if area.first_row in levels and area.first_column in levels[area.first_row]:
            _spread(levels, area, columns[-1], top + height)
    columns = sorted({column for cells in levels.values() for column in cells})
    return {column: name for column in columns if (name := _name(levels, column))}


def _spread(levels: dict[int, dict[int, str]], area: Merged, last_column: int, below: int) -> None:
    value = levels[area.first_row][area.first_column]
    for row in range(area.first_row, min(area.last_row + 1, below)):
        for column in range(area.first_column, min(area.last_column, last_column) + 1):
            levels.setdefault(row, {}).setdefault(column, value)


def _name(levels: dict[int, dict[int, str]], column: int) -> str:
    parts = [" ".join(cells[column].split()) for _, cells in sorted(levels.items()) if column in cells]
    return "/".join(part for place, part in enumerate(parts) if part and parts[:place][-1:] != [part])


def _rows(
    rows: Iterator[SheetRow], columns: list[int], merged: Sequence[Merged], limits: Limits
) -> Iterator[Row | BrokenRow]:
    covered = _Covered(merged)
    named = frozenset(columns)
    for row in rows:
        fault = row.fault or (MERGED if row.number in covered else None)
        if fault is None and not named.issuperset(row.cells):
            fault = OUTSIDE
        if fault is None:
            yield Row(row.number, [row.cells.get(column, "") for column in columns])
        else:
            yield BrokenRow(row.number, "\t".join(row.cells.values())[: limits.raw_characters], fault)


class _Covered:
    """Whether a merged cell covers a row, asked in the order of the rows."""

    def __init__(self, merged: Sequence[Merged]) -> None:
        self._areas = iter(merged)
        self._next = next(self._areas, None)
        self._last = 0

    def __contains__(self, row: object) -> bool:
        assert isinstance(row, int)
        while self._next is not None and self._next.first_row <= row:
            self._last = max(self._last, self._next.last_row)
            self._next = next(self._areas, None)
        return row <= self._last
