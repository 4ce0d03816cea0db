"""Workbooks: what their cells come to, which sheet and header are meant, and what is refused."""

import gzip
import io
import tracemalloc
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from loaders.formats import BrokenRow, Limits, Row, WorkbookLayout, open_rows
from loaders.formats import workbook as opened
from tests.loaders.formats.reading import read_bytes, refusal, words
from tests.loaders.formats.workbooks import LIST, SHEET, by_hand, cell, reworked, workbook


def codes(rows: list[Row | BrokenRow]) -> list[tuple[int, str]]:
    return [(row.line, row.reason.code if isinstance(row, BrokenRow) else "") for row in rows]


def test_texts_numbers_and_truth_values_are_read_as_they_are_shown(tmp_path: Path) -> None:
    content = workbook([["а", "б", "в", "г"], [" Ахметов ", 42, 0.1 + 0.2, True], ["00123", -7, 1.5e-7, False]])
    assert words(read_bytes(tmp_path, content, LIST)) == [
        [" Ахметов ", "42", "0.3", "true"],
        ["00123", "-7", "0.00000015", "false"],
    ]


def test_dates_are_written_as_iso_writes_them_also_those_a_spreadsheet_invents(tmp_path: Path) -> None:
    def styled(book: Any) -> None:
        for row in range(5, 9):
            book.active.cell(row, 1).number_format = '[$-419]d mmmm yyyy"г.";@'
        book.active.cell(9, 1).number_format = "0.00"

    serials = [[0], [1], [60], [61], [45000]]
    rows = [["д"], [date(2024, 3, 1)], [datetime(2024, 3, 1, 10, 20, 30)], [date(1899, 12, 31)], *serials]
    read = words(read_bytes(tmp_path, workbook(rows, styled), LIST))
    assert [row[0] for row in read if isinstance(row, list)] == [
        *("2024-03-01", "2024-03-01T10:20:30", "1900-01-00"),
        *("1900-01-00", "1900-01-01", "1900-02-29", "1900-03-01", "45000"),
    ]


def test_a_workbook_counted_from_1904_says_so(tmp_path: Path) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["д"])
        sheet.write_datetime(1, 0, datetime(2024, 3, 1), book.add_format({"num_format": "dd.mm.yyyy"}))
    assert words(read_bytes(tmp_path, out.getvalue(), LIST)) == [["2024-03-01"]]


def test_two_writers_and_inline_texts_give_the_same_words(tmp_path: Path) -> None:
    rows = [["РНН", "ФИО"], ["990000000012", "Әбілқасым & <Ко>"], ["7", "a\nb"]]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    assert words(read_bytes(tmp_path, out.getvalue(), LIST)) == words(read_bytes(tmp_path, workbook(rows), LIST))
    assert words(read_bytes(tmp_path, workbook(rows), LIST)) == rows[1:]


def test_titles_may_stand_above_the_header_and_columns_in_another_order(tmp_path: Path) -> None:
    content = workbook([["Список на 01.01.2024"], [], ["", "ФИО", "БИН"], ["", "Ахметов", "7"]])
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    with open_rows(path, LIST, required=["БИН", "ФИО"]) as stream:
        assert (stream.columns, list(stream)) == (("ФИО", "БИН"), [Row(4, ["Ахметов", "7"])])


def test_merged_cells_of_a_header_name_every_column_they_cover(tmp_path: Path) -> None:
    def merge(book: Any) -> None:
        for area in ("A1:A2", "B1:C1", "D1:D2"):
            book.active.merge_cells(area)

    rows = [["№", "Налогоплательщик", None, "Дата"], [None, "БИН", "РНН"], [1, "a", "b", "c"]]
    layout = WorkbookLayout(kind="xlsx", header_rows=2)
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook(rows, merge))
    with open_rows(path, layout, required=["Налогоплательщик/РНН"]) as stream:
        assert stream.columns == ("№", "Налогоплательщик/БИН", "Налогоплательщик/РНН", "Дата")
        assert list(stream) == [Row(3, ["1", "a", "b", "c"])]


def test_merged_cells_below_the_header_are_broken_rows(tmp_path: Path) -> None:
    rows = [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"], ["7", "8"]]
    read = read_bytes(tmp_path, workbook(rows, lambda book: book.active.merge_cells("A3:A4")), LIST)
    assert codes(read) == [(2, ""), (3, "MERGED_CELLS"), (4, "MERGED_CELLS"), (5, "")]


def test_a_formula_counts_by_its_kept_value_and_not_without_one(tmp_path: Path) -> None:
    rows = (
        f"<x:row r='1'>{cell('A1', 'a')}</x:row>"
        "<x:row r='2'><x:c r='A2'><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row>"
        "<x:row r='3'><x:c r='A3'><x:f>1+1</x:f></x:c></x:row>"
        "<x:row r='4'><x:c r='A4' t='e'><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c></x:row>"
        "<x:row r='5'><x:c r='A5' t='str'><x:f>A1</x:f><x:v>a</x:v></x:c></x:row>"
    )
    read = read_bytes(tmp_path, by_hand(rows), LIST)
    assert codes(read) == [(2, ""), (3, "FORMULA_WITHOUT_VALUE"), (4, "CELL_ERROR"), (5, "")]


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ("<x:c r='A2'><x:v>9900000000000001</x:v></x:c>", "NUMBER_CUT"),
        ("<x:c r='A2'><x:v>9.9E+15</x:v></x:c>", "NUMBER_CUT"),
        ("<x:c r='A2'><x:v>1e</x:v></x:c>", "UNREADABLE_CELL"),
        ("<x:c r='A2'><x:v>NaN</x:v></x:c>", "UNREADABLE_CELL"),
        ("<x:c r='A2' t='s'><x:v>99</x:v></x:c>", "UNREADABLE_CELL"),
        ("<x:c r='A2' t='s'><x:v>-1</x:v></x:c>", "UNREADABLE_CELL"),
        (cell("A2", "1") + cell("C2", "x"), "CELL_OUTSIDE"),
    ],
)
def test_a_cell_that_does_not_read_breaks_its_row_alone(tmp_path: Path, markup: str, code: str) -> None:
    rows = f"<x:row>{cell('A1', 'a')}</x:row><x:row>{markup}</x:row><x:row>{cell('A3', 'z')}</x:row>"
    assert codes(read_bytes(tmp_path, by_hand(rows), LIST)) == [(2, code), (3, "")]


def test_numbers_are_shown_without_powers_of_ten(tmp_path: Path) -> None:
    numbers = ["9.9010100000100004E+11", "1E2", "-0", "12.50", "999999999999999"]
    cells = "".join(f"<x:row><x:c><x:v>{text}</x:v></x:c></x:row>" for text in numbers)
    read = words(read_bytes(tmp_path, by_hand(f"<x:row>{cell('A1', 'a')}</x:row>{cells}"), LIST))
    assert read == [["990101000001"], ["100"], ["0"], ["12.5"], ["999999999999999"]]


def test_a_cell_longer_than_a_line_may_be_breaks_its_row(tmp_path: Path) -> None:
    content = workbook([["a"], ["x" * 5000], ["y"]])
    read = read_bytes(tmp_path, content, LIST, limits=Limits(line_characters=1000))
    assert codes(read) == [(2, "LINE_TOO_LONG"), (3, "")]


def test_pronunciations_are_no_words_and_escaped_characters_are(tmp_path: Path) -> None:
    text = "<x:is><x:r><x:t>я</x:t></x:r><x:rPh><x:t>no</x:t></x:rPh><x:r><x:t>_x000D_z_x005F_</x:t></x:r></x:is>"
    rows = f"<x:row>{cell('A1', 'a')}</x:row><x:row><x:c t='inlineStr'>{text}</x:c></x:row>"
    assert words(read_bytes(tmp_path, by_hand(rows), LIST)) == [["я\rz_"]]


def hidden(book: Any) -> None:
    book.create_sheet("Secret").append(["a"])
    book["Secret"].append(["hidden"])
    book["Secret"].sheet_state = "veryHidden"


def test_hidden_sheets_are_not_read_even_by_name(tmp_path: Path) -> None:
    content = workbook([["a"], ["1"]], hidden)
    assert words(read_bytes(tmp_path, content, LIST)) == [["1"]]
    named = WorkbookLayout(kind="xlsx", sheet="Secret")
    assert refusal(tmp_path, content, named).code == "WRONG_SHEETS"


def test_of_several_visible_sheets_the_source_names_one(tmp_path: Path) -> None:
    def second(book: Any) -> None:
        book.create_sheet("Второй").append(["a"])
        book["Второй"].append(["2"])

    content = workbook([["a"], ["1"]], second)
    assert refusal(tmp_path, content, LIST).code == "WRONG_SHEETS"
    assert words(read_bytes(tmp_path, content, WorkbookLayout(kind="xlsx", sheet="Второй"))) == [["2"]]


def test_a_workbook_may_come_alone_in_an_archive(tmp_path: Path) -> None:
    content = workbook([["a"], ["1"]])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../list.xlsx", content)
    for packed in (gzip.compress(content, mtime=0), out.getvalue()):
        assert words(read_bytes(tmp_path, packed, LIST)) == [["1"]]


def edited(**parts: bytes) -> bytes:
    return reworked(workbook([["a"], ["1"]]), lambda own: own.update({SHEET: parts["sheet"]}))


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY_FILE"),
        (b"a;b\n1;2\n", "NOT_A_WORKBOOK"),
        (COMPOUND, "OLD_WORKBOOK"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "ENCRYPTED_WORKBOOK"),
        (gzip.compress(b"a;b\n", mtime=0), "NOT_A_WORKBOOK"),
        (workbook([]), "EMPTY_FILE"),
        (workbook([["a"], ["1"]])[:-30], "CORRUPT_ZIP"),
        (edited(sheet=b"<worksheet><sheetData><row>"), "MALFORMED_WORKBOOK"),
        (edited(sheet=b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'), "XML_DOCTYPE"),
        (by_hand("<x:row r='2'/><x:row r='1'/>"), "MALFORMED_WORKBOOK"),
        (by_hand("<x:row><x:c r='B1'/><x:c r='A1'/></x:row>"), "MALFORMED_WORKBOOK"),
        (by_hand("<x:row><x:c r='XFE1'/></x:row>"), "MALFORMED_WORKBOOK"),
        (reworked(workbook([["a"]]), lambda own: own.pop(SHEET)), "MALFORMED_WORKBOOK"),
        (reworked(workbook([["a"]]), lambda own: own.pop("xl/workbook.xml")), "MALFORMED_WORKBOOK"),
    ],
)
def test_a_workbook_that_is_none_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    assert refusal(tmp_path, content, LIST).code == code


def test_a_missing_and_a_doubled_column_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, workbook([["a", "c"]]), LIST, required=["a", "b"]).code == "MISSING_COLUMN"
    assert refusal(tmp_path, workbook([["a", "a"]]), LIST, required=["a"]).code == "DUPLICATE_COLUMN"
    assert refusal(tmp_path, workbook([["x", "y"]]), LIST, required=["a"]).code == "NO_HEADER"


def test_a_workbook_that_unfolds_beyond_measure_is_refused(tmp_path: Path) -> None:
    bomb = by_hand(f"<x:row>{cell('A1', 'a')}</x:row>" + "<x:row><x:c><x:v>1</x:v></x:c></x:row>" * 200_000)
    small = Limits(ratio=20, ratio_from=1 << 16)
    assert refusal(tmp_path, bomb, LIST, limits=small).code == "COMPRESSION_BOMB"


def test_more_shared_texts_than_memory_may_hold_the_ends_of_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shared(count: int) -> bytes:
        out = io.BytesIO()
        with xlsxwriter.Workbook(out) as book:
            book.add_worksheet().write_column(0, 0, [f"{number} я" for number in range(count)])
        return out.getvalue()

    monkeypatch.setattr(opened, "MOST_TEXTS", 100)
    assert len(read_bytes(tmp_path, shared(100), LIST)) == 99
    assert refusal(tmp_path, shared(101), LIST).code == "RECORD_TOO_LARGE"


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    """Also not with the texts: every cell of these has one of its own."""

    def peak(rows: int) -> int:
        out = io.BytesIO()
        with xlsxwriter.Workbook(out) as book:
            sheet = book.add_worksheet()
            for row in range(rows):
                sheet.write_string(row, 0, f"{row} " + "я" * 200)
        path = tmp_path / "list.xlsx"
        path.write_bytes(out.getvalue())
        tracemalloc.start()
        with open_rows(path, LIST) as stream:
            assert sum(1 for _ in stream) == rows - 1
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    few, many = peak(20_000), peak(40_000)
    assert many < few + 1_500_000


def test_what_is_read_is_what_openpyxl_reads(tmp_path: Path) -> None:
    rows = [["a", "b", "c"], ["x", 1, 2.5], [None, "ы", None], ["  ", 10**14, -3]]
    content = workbook(rows)
    loaded = openpyxl.load_workbook(io.BytesIO(content), read_only=True).active
    expected = [["" if value is None else str(value) for value in row] for row in loaded.iter_rows(2, values_only=True)]
    assert words(read_bytes(tmp_path, content, LIST)) == expected
