"""Tables of fixed width, by characters and by bytes."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from loaders.formats import BrokenRow, FixedLayout, Row
from tests.loaders.formats.reading import read_bytes, refusal, words


def layout(**options: object) -> FixedLayout:
    columns = {"вид": [1, 1], "имя": [2, 6], "день": [8, 15]}
    return FixedLayout.model_validate({"kind": "fixed", "encoding": "windows-1251", "columns": columns} | options)


def test_columns_are_cut_by_their_places_and_lose_the_blanks_behind(tmp_path: Path) -> None:
    content = "1Ержан 19900409\r\n2 Ян   19800101\r\n".encode("windows-1251")
    assert read_bytes(tmp_path, content, layout()) == [
        Row(1, ["1", "Ержан", "19900409"]),
        Row(2, ["2", " Ян", "19800101"]),
    ]


def test_bytes_of_an_encoding_with_long_letters_are_not_characters(tmp_path: Path) -> None:
    columns = {"имя": [1, 8], "код": [9, 10]}
    content = "Әли  12\nЯна  34\nабвгд1\n".encode()
    by_bytes = read_bytes(tmp_path, content, layout(encoding="utf-8", unit="bytes", columns=columns))
    assert words(by_bytes[:2]) == [["Әли", "12"], ["Яна", "34"]]
    assert isinstance(by_bytes[2], BrokenRow)
    assert by_bytes[2].reason.code == "LONG_LINE"
    split = {"имя": [1, 3], "код": [4, 10]}
    (row, *_) = read_bytes(tmp_path, content, layout(encoding="utf-8", unit="bytes", columns=split))
    assert isinstance(row, BrokenRow)
    assert row.reason.code == "SPLIT_CHARACTER"


def test_in_windows_1251_a_byte_is_a_character(tmp_path: Path) -> None:
    content = "1Ержан 19900409\n".encode("windows-1251")
    assert read_bytes(tmp_path, content, layout(unit="bytes")) == read_bytes(tmp_path, content, layout())


def test_a_short_line_is_broken_unless_ends_may_be_trimmed(tmp_path: Path) -> None:
    content = "1Ержан 19900409\n1Ержан\n".encode("windows-1251")
    (_, short) = read_bytes(tmp_path, content, layout())
    assert isinstance(short, BrokenRow)
    assert (short.line, short.raw, short.reason.code) == (2, "1Ержан", "SHORT_LINE")
    assert read_bytes(tmp_path, content, layout(trimmed=True))[1] == Row(2, ["1", "Ержан", ""])


def test_a_line_may_be_padded_behind_its_last_column_and_hold_nothing_there(tmp_path: Path) -> None:
    content = "1Ержан 19900409   \n1Ержан 19900409 x\n".encode("windows-1251")
    (padded, long) = read_bytes(tmp_path, content, layout())
    assert padded == Row(1, ["1", "Ержан", "19900409"])
    assert isinstance(long, BrokenRow)
    assert long.reason.code == "LONG_LINE"


def test_first_lines_may_be_skipped_and_the_mark_of_dos_is_no_record(tmp_path: Path) -> None:
    content = "ВЫГРУЗКА\n-----\n1Ержан 19900409\n\x1a".encode("windows-1251")
    assert read_bytes(tmp_path, content, layout(skip=2)) == [Row(3, ["1", "Ержан", "19900409"])]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY_FILE"),
        (b"title\n", "EMPTY_FILE"),
        ("1Ержан 19900409\n".encode(), "WRONG_ENCODING"),
        (b"x\n1\0\n", "NUL_BYTE"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    assert refusal(tmp_path, content, layout(skip=1)).code == code


@pytest.mark.parametrize(
    "columns", [{}, {"a": [0, 1]}, {"a": [2, 1]}, {"a": [1, 3], "b": [3, 4]}, {"a": [5, 6], "b": [1, 2]}]
)
def test_columns_are_given_in_order_and_apart(columns: dict[str, list[int]]) -> None:
    with pytest.raises(ValidationError):
        layout(columns=columns)
