"""Workbooks for the tests: written by openpyxl where a spreadsheet would write them so, by hand where none would."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl

from loaders.formats import WorkbookLayout

LIST = WorkbookLayout(kind="xlsx")


def workbook(rows: Sequence[Sequence[object]], change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook of one sheet; `change` is given the openpyxl workbook before it is saved."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    if change is not None:
        change(book)
    out = io.BytesIO()
    book.save(out)
    book.close()
    return out.getvalue()


def reworked(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The same workbook with other parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def by_hand(rows: str, behind: str = "") -> bytes:
    """A workbook whose rows are this markup."""

    def change(parts: dict[str, bytes]) -> None:
        parts[SHEET] = (
            '<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"<x:sheetData>{rows}</x:sheetData>{behind}</x:worksheet>"
        ).encode()

    return reworked(workbook([]), change)


def cell(address: str, text: str, kind: str = "str") -> str:
    return f'<x:c r="{address}" t="{kind}"><x:v>{text}</x:v></x:c>'
