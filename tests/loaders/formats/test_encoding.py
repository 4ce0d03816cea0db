"""Files that are not in the encoding they were declared in."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from loaders.formats import CsvLayout
from tests.loaders.formats.reading import SEMICOLONS, WINDOWS, read_bytes, refusal, words

TABLE = "РНН;ФИО\n1;Ахметов Нурлан Серикович\n2;Иванова Мария Петровна\n"
CAPITALS = "РНН;ФИО\n" + "1;АХМЕТОВ НУРЛАН СЕРИКОВИЧ\n2;ИВАНОВА МАРИЯ ПЕТРОВНА\n" * 5


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1251", "cp866", "koi8-r", "kz1048"]
)
def test_a_table_is_read_in_its_declared_encoding(tmp_path: Path, encoding: str) -> None:
    layout = CsvLayout(kind="csv", encoding=encoding, delimiter=";")
    assert words(read_bytes(tmp_path, TABLE.encode(encoding), layout))[0] == ["1", "Ахметов Нурлан Серикович"]


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    assert len(read_bytes(tmp_path, TABLE.encode("utf-8-sig"), SEMICOLONS, required=["РНН"])) == 2


@pytest.mark.parametrize("text", [TABLE, CAPITALS])
@pytest.mark.parametrize("true", ["windows-1251", "cp866", "koi8-r", "utf-16"])
def test_a_file_in_another_encoding_is_refused_and_the_likely_one_named(tmp_path: Path, true: str, text: str) -> None:
    broken = refusal(tmp_path, text.encode(true), SEMICOLONS)
    assert broken.code == "WRONG_ENCODING"
    assert f"looks like {true}" in broken.message


@pytest.mark.parametrize("true", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_one_byte_encoding_does_not_swallow_unicode(tmp_path: Path, true: str) -> None:
    broken = refusal(tmp_path, TABLE.replace("И", "и").encode(true), WINDOWS)
    assert broken.code == "WRONG_ENCODING"
    assert f"looks like {true.removesuffix('-sig')}" in broken.message


def test_an_undecodable_byte_far_inside_is_found_and_its_line_named(tmp_path: Path) -> None:
    content = b"a;b\n" + b"1;2\n" * 40_000 + b"3;\xff\xfe\n"
    broken = refusal(tmp_path, content, SEMICOLONS)
    assert broken.code == "WRONG_ENCODING"
    assert "line" in broken.message


def test_half_a_character_at_the_end_is_a_wrong_encoding(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"a;b\n1;\xd0", SEMICOLONS).code == "WRONG_ENCODING"


def test_binary_rubbish_is_refused_without_a_guess(tmp_path: Path) -> None:
    broken = refusal(tmp_path, bytes([0xFF, 0x81, 0x01, 0xC0]) * 200, SEMICOLONS)
    assert broken.code in {"WRONG_ENCODING", "NUL_BYTE"}


@pytest.mark.parametrize("encoding", ["hex", "rot13", "idna", "unicode_escape", "no-such-encoding"])
def test_only_encodings_of_text_files_can_be_declared(encoding: str) -> None:
    with pytest.raises(ValidationError):
        CsvLayout(kind="csv", encoding=encoding, delimiter=";")
