"""JSON Lines: a broken line costs itself alone."""

from pathlib import Path

import pytest

from loaders.formats import BrokenRow, JsonLinesLayout, Limits, Row
from tests.loaders.formats.reading import read_bytes, refusal

LINES = JsonLinesLayout(kind="jsonl")


def test_each_line_is_a_record_and_numbers_stay_as_they_are_written(tmp_path: Path) -> None:
    content = '\ufeff{"a": 1.50, "b": [true, null, 1e400], "c": {"d": "Ә"}}\r\n\n{}'.encode()
    assert read_bytes(tmp_path, content, LINES) == [
        Row(1, {"a": "1.50", "b": [True, None, "1e400"], "c": {"d": "Ә"}}),
        Row(3, {}),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{"a": ', "MALFORMED_JSON"),
        ('{"a": NaN}', "MALFORMED_JSON"),
        ('{"a": 1} {"a": 2}', "MALFORMED_JSON"),
        ('{"a": "\t"}', "MALFORMED_JSON"),
        ('[{"a": 1}]', "NOT_AN_OBJECT"),
        ('"a"', "NOT_AN_OBJECT"),
        ('{"a": 1, "a": 2}', "NAME_TWICE"),
        ('{"a": ' + "[" * 70 + "]" * 70 + "}", "JSON_TOO_DEEP"),
        ('{"a": ' + "[" * 100_000, "JSON_TOO_DEEP"),
    ],
)
def test_a_broken_line_is_one_broken_row(tmp_path: Path, line: str, code: str) -> None:
    rows = read_bytes(tmp_path, f'{{"a": 0}}\n{line}\n{{"a": 9}}\n'.encode(), LINES)
    assert [row for row in rows if isinstance(row, Row)] == [Row(1, {"a": "0"}), Row(3, {"a": "9"})]
    (broken,) = [row for row in rows if isinstance(row, BrokenRow)]
    assert (broken.line, broken.reason.code) == (2, code)


def test_a_line_longer_than_a_line_may_be_is_broken(tmp_path: Path) -> None:
    content = b'{"a": 1}\n{"a": "' + b"x" * 5000 + b'"}\n'
    rows = read_bytes(tmp_path, content, LINES, limits=Limits(line_characters=1000))
    assert isinstance(rows[1], BrokenRow)
    assert rows[1].reason.code == "LINE_TOO_LONG"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "EMPTY_FILE"),
        (b"\n \n", "EMPTY_FILE"),
        (b'[{"a": 1}]', "NOT_JSON_LINES"),
        (b"a;b\n1;2\n", "NOT_JSON_LINES"),
        ('{"a": "я"}'.encode("windows-1251"), "WRONG_ENCODING"),
        (b'{"a": 1}\n\0\n', "NUL_BYTE"),
    ],
)
def test_a_file_that_is_no_json_lines_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    assert refusal(tmp_path, content, LINES).code == code
