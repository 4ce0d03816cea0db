"""Tables of text: what is read, what is a broken row, what breaks the file."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.formats import BrokenRow, CsvLayout, Limits, Row, open_rows
from tests.loaders.formats.reading import SEMICOLONS, WINDOWS, read_bytes, refusal, words
from tests.prove import examples


def test_a_plain_table_gives_its_words_verbatim_with_line_numbers(tmp_path: Path) -> None:
    rows = read_bytes(tmp_path, "а;б\r\n1; два \r\n;\r\n".encode(), SEMICOLONS)
    assert rows == [Row(2, ["1", " два "]), Row(3, ["", ""])]


def test_the_last_line_needs_no_line_end(tmp_path: Path) -> None:
    assert words(read_bytes(tmp_path, b"a;b\n1;2", SEMICOLONS)) == [["1", "2"]]


def test_the_columns_and_the_bytes_on_disk_are_known_while_reading(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a;b\n1;2\n")
    with open_rows(path, SEMICOLONS) as rows:
        assert rows.columns == ("a", "b")
        list(rows)
        assert rows.bytes_read == 8


def test_a_quoted_field_holds_delimiters_quotes_and_line_breaks(tmp_path: Path) -> None:
    rows = read_bytes(tmp_path, b'a;b\n"x;""y""\r\nz";2\n3;4\n', SEMICOLONS)
    assert rows == [Row(2, ['x;"y"\r\nz', "2"]), Row(4, ["3", "4"])]


def test_a_row_with_too_few_or_too_many_columns_is_broken_and_keeps_its_raw_line(tmp_path: Path) -> None:
    rows = read_bytes(tmp_path, b"a;b\n1\n1;2;3\n4;5\n", SEMICOLONS)
    assert [(row.line, row.raw, row.reason.code) for row in rows if isinstance(row, BrokenRow)] == [
        (2, "1", "COLUMN_COUNT"),
        (3, "1;2;3", "COLUMN_COUNT"),
    ]
    assert rows[2] == Row(4, ["4", "5"])


def test_the_sentence_of_a_broken_row_counts_columns_and_shows_no_value(tmp_path: Path) -> None:
    (row,) = read_bytes(tmp_path, b"a;b\nsecret\n", SEMICOLONS)
    assert isinstance(row, BrokenRow)
    assert row.reason.sentence == "the row has 1 column where the header has 2"


def test_blank_lines_are_no_rows(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b"a;b\n\n1;2\n\r\n", SEMICOLONS) == [Row(3, ["1", "2"])]


def test_a_quote_inside_an_unquoted_field_is_a_broken_row(tmp_path: Path) -> None:
    rows = read_bytes(tmp_path, 'a;b\nТОО "Рога";1\n2;3\n'.encode(), SEMICOLONS)
    assert isinstance(rows[0], BrokenRow)
    assert (rows[0].raw, rows[0].reason.code) == ('ТОО "Рога";1', "QUOTING")
    assert rows[1] == Row(3, ["2", "3"])


def test_a_department_that_never_quotes_says_so_and_its_quotes_are_letters(tmp_path: Path) -> None:
    layout = CsvLayout(kind="csv", encoding="utf-8", delimiter=";", quote="")
    assert words(read_bytes(tmp_path, 'a;b\nТОО "Рога";"1\n'.encode(), layout)) == [['ТОО "Рога"', '"1']]


def test_a_department_that_quotes_at_times_may_have_quotes_inside_unquoted_fields(tmp_path: Path) -> None:
    layout = CsvLayout(kind="csv", encoding="utf-8", delimiter=";", stray_quotes=True)
    rows = read_bytes(tmp_path, 'a;b\nцентр"Сункар";"""x"";"\n5" труба;1\n"open;2\n3;4\n'.encode(), layout)
    assert words(rows[:2]) == [['центр"Сункар"', '"x";'], ['5" труба', "1"]]
    assert isinstance(rows[2], BrokenRow)
    assert rows[2].reason.code == "QUOTING"
    assert rows[3] == Row(5, ["3", "4"])


def test_words_after_a_closing_quote_are_a_broken_row(tmp_path: Path) -> None:
    rows = read_bytes(tmp_path, b'a;b\n"1"x;2\n3;4\n', SEMICOLONS)
    assert isinstance(rows[0], BrokenRow)
    assert rows[0].reason.code == "QUOTING"
    assert rows[1] == Row(3, ["3", "4"])


def test_a_quote_that_never_closes_costs_one_line_and_not_the_rest_of_the_file(tmp_path: Path) -> None:
    body = b"a;b\n" + b'"open;2\n' + b"".join(b"%d;x\n" % number for number in range(3000))
    rows = read_bytes(tmp_path, body, SEMICOLONS)
    assert isinstance(rows[0], BrokenRow)
    assert (rows[0].line, rows[0].raw, rows[0].reason.code) == (2, '"open;2', "QUOTING")
    assert words(rows[1:]) == [[str(number), "x"] for number in range(3000)]
    assert isinstance(rows[-1], Row)
    assert rows[-1].line == 3002


def test_a_quote_left_open_on_the_last_line_is_a_broken_row(tmp_path: Path) -> None:
    rows = read_bytes(tmp_path, b'a;b\n1;2\n3;"4', SEMICOLONS)
    assert isinstance(rows[1], BrokenRow)
    assert (rows[1].line, rows[1].reason.code) == (3, "QUOTING")


def test_quoted_text_cannot_smuggle_a_row_out_of_a_row_with_a_wrong_column_count(tmp_path: Path) -> None:
    rows = read_bytes(tmp_path, b'a;b\n1;"x\n9;forged\n";3\n4;5\n', SEMICOLONS)
    assert isinstance(rows[0], BrokenRow)
    assert rows[0].raw == '1;"x\n9;forged\n";3'
    assert rows[1:] == [Row(5, ["4", "5"])]


def test_every_line_opening_a_quote_is_read_in_bounded_time_and_accounted_for(tmp_path: Path) -> None:
    rows = read_bytes(tmp_path, b"a;b\n" + b'x;"y"z;"\n' * 2000, SEMICOLONS)
    assert len(rows) == 2000
    assert all(isinstance(row, BrokenRow) for row in rows)


def test_a_line_of_ten_megabytes_is_one_broken_row_with_a_short_raw(tmp_path: Path) -> None:
    rows = read_bytes(tmp_path, b"a;b\n1;" + b"x" * 10_000_000 + b"\n3;4\n", SEMICOLONS)
    assert isinstance(rows[0], BrokenRow)
    assert (rows[0].line, rows[0].reason.code, len(rows[0].raw)) == (2, "LINE_TOO_LONG", 2000)
    assert rows[1] == Row(3, ["3", "4"])


def test_a_quoted_field_may_run_over_a_hundred_lines_and_no_more(tmp_path: Path) -> None:
    inside = read_bytes(tmp_path, b'a;b\n1;"' + b"\n" * 99 + b'"\n', SEMICOLONS)
    assert words(inside) == [["1", "\n" * 99]]
    beyond = read_bytes(tmp_path, b'a;b\n1;"' + b"\n" * 100 + b'"\n', SEMICOLONS)
    assert [row.line for row in beyond if isinstance(row, BrokenRow)] == [2, 102]


def test_a_header_longer_than_a_line_may_be_breaks_the_file(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"a" * 3_000_000, SEMICOLONS).code == "NO_HEADER"


def test_a_bare_carriage_return_is_a_broken_row(tmp_path: Path) -> None:
    rows = read_bytes(tmp_path, b"a;b\n1;2\r3;4\n5;6\n", SEMICOLONS)
    assert isinstance(rows[0], BrokenRow)
    assert rows[0].reason.code == "CARRIAGE_RETURN"
    assert rows[1] == Row(3, ["5", "6"])


def test_an_old_macintosh_file_is_refused_by_its_line_ends(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"a;b\r1;2\r3;4\r", SEMICOLONS).code == "CARRIAGE_RETURN"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"", SEMICOLONS).code == "EMPTY_FILE"


@pytest.mark.parametrize("content", [b"\n\n\n", b"\xef\xbb\xbf", b" \r\n"])
def test_a_file_of_nothing_but_blank_lines_is_empty(tmp_path: Path, content: bytes) -> None:
    assert refusal(tmp_path, content, SEMICOLONS).code == "EMPTY_FILE"


def test_a_missing_column_is_refused_by_name(tmp_path: Path) -> None:
    broken = refusal(tmp_path, "РНН;ФИО\n1;2\n".encode(), SEMICOLONS, required=["РНН", "ИИН"])
    assert broken.code == "MISSING_COLUMN"
    assert broken.message == "the file has no column «ИИН»"


def test_a_file_that_begins_with_a_row_has_no_header_and_its_row_is_not_repeated(tmp_path: Path) -> None:
    broken = refusal(tmp_path, "990000000001;Иванов\n".encode(), SEMICOLONS, required=["РНН", "ФИО"])
    assert broken.code == "NO_HEADER"
    assert "Иванов" not in broken.message + broken.next_step


def test_a_column_that_stands_twice_is_refused_where_it_is_needed(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"a;a\n1;2\n", SEMICOLONS, required=["a"]).code == "DUPLICATE_COLUMN"


def test_one_of_several_names_of_a_column_is_enough(tmp_path: Path) -> None:
    rows = read_bytes(tmp_path, b"s_geonims_id;x\n1;2\n", SEMICOLONS, required=[("s_geonim_id", "s_geonims_id")])
    assert words(rows) == [["1", "2"]]


def test_the_delimiter_is_chosen_among_the_declared_ones_by_the_header(tmp_path: Path) -> None:
    layout = CsvLayout(kind="csv", encoding="utf-8", delimiter=(",", ";"))
    assert words(read_bytes(tmp_path, b"id;parent,id;code\n1;2;3\n", layout)) == [["1", "2", "3"]]
    assert words(read_bytes(tmp_path, b"id,parent,code\n1,2,3\n", layout)) == [["1", "2", "3"]]


def test_nul_bytes_break_the_file(tmp_path: Path) -> None:
    broken = refusal(tmp_path, b"a;b\n1;2\n3;\x00\n", SEMICOLONS)
    assert broken.code == "NUL_BYTE"
    assert "line 3" in broken.message


def test_rows_before_a_fault_of_the_file_come_out_before_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a;b\n1;2\n3;\x00\n")
    with open_rows(path, SEMICOLONS) as rows:
        assert next(rows) == Row(2, ["1", "2"])


@pytest.mark.parametrize("quote", ["", '"', "'"])
@pytest.mark.parametrize("delimiter", [";", "|", ",", "\t"])
def test_delimiters_and_quotes_are_as_declared(tmp_path: Path, delimiter: str, quote: str) -> None:
    layout = CsvLayout(kind="csv", encoding="utf-8", delimiter=delimiter, quote=quote)
    content = f"a{delimiter}b\n{quote}1{quote}{delimiter}2\n".encode()
    assert words(read_bytes(tmp_path, content, layout)) == [["1", "2"]]


cell = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@given(table=st.lists(st.tuples(cell, cell, cell), max_size=8))
@settings(max_examples=examples(200), deadline=None)
def test_what_the_standard_library_writes_is_read_back_word_for_word(
    table: list[tuple[str, str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerows([("a", "b", "c"), *table])
    rows = read_bytes(tmp_path_factory.mktemp("csv"), out.getvalue().encode(), SEMICOLONS)
    assert words(rows) == [list(row) for row in table]


@pytest.mark.parametrize("layout", [SEMICOLONS, WINDOWS])
def test_memory_does_not_hold_the_rows_already_read(tmp_path: Path, layout: CsvLayout) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a;b\n" + b"1;2\n" * 50_000)
    with open_rows(path, layout, limits=Limits()) as rows:
        assert sum(1 for _ in rows) == 50_000
