"""Analysts' files recoded: every row comes out, with its columns and what came of its code."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from loaders.analyst_table import ROWS, AnalystTableError, analyst_table
from loaders.coded_file import recode_file
from loaders.formats import BrokenFile
from registries.analysis.recoding.outcome import Outcome, Recoded, Target, unmapped

SOLE, PARTED = "100000001", "100000002"
TARGETS = (Target(1, "200000001", "с.Новое", "Жаңа а."), Target(2, "200000002", "с.Иное", None))
ADDED = ["outcome", "target_kato", "target_name_ru", "target_name_kk", "reason"]


def answer(words: str | None) -> Recoded:
    if words == SOLE:
        return Recoded(Outcome.MAPPED, TARGETS[:1])
    return Recoded(Outcome.SPLIT, TARGETS) if words == PARTED else unmapped("NEVER_EXISTED")


Recode = Callable[..., list[dict[str, object]]]


@pytest.fixture
def recode(tmp_path: Path) -> Recode:
    def given(content: bytes, form: str = "csv", encoding: str = "utf-8") -> list[dict[str, object]]:
        path, out = tmp_path / "in", tmp_path / f"out.{form}"
        path.write_bytes(content)
        with analyst_table(path, "kato", encoding) as table:
            recode_file(table, answer, out)
        if form == "parquet":
            found: list[dict[str, object]] = pq.read_table(out).to_pylist()
            return found
        with out.open(encoding="utf-8", newline="") as file:
            return [dict(row) for row in csv.DictReader(file)]

    return given


def test_rows_keep_their_columns_and_get_what_came_of_their_code(recode: Recode) -> None:
    rows = recode(f'name,kato,n\n"Село, то",{SOLE},1\nb,{PARTED},2\nc,999999999,3\n'.encode())
    assert [*rows[0]] == ["name", "kato", "n", *ADDED]
    assert [tuple(row.values()) for row in rows] == [
        ("Село, то", SOLE, "1", "mapped", "200000001", "с.Новое", "Жаңа а.", ""),
        ("b", PARTED, "2", "split", "200000001", "с.Новое", "Жаңа а.", ""),
        ("b", PARTED, "2", "split", "200000002", "с.Иное", "", ""),
        ("c", "999999999", "3", "unmapped", "", "", "", "NEVER_EXISTED: no unit ever bore the code"),
    ]  # fmt: skip


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "windows-1251"), ("\t", "utf-16"), ("|", "utf-8-sig")])
def test_any_delimiter_and_encoding_of_the_loaders_is_read(recode: Recode, delimiter: str, encoding: str) -> None:
    content = f"имя{delimiter}kato\nСело{delimiter}{SOLE}\n".encode(encoding)
    [row] = recode(content, encoding=encoding)
    assert (row["имя"], row["outcome"]) == ("Село", "mapped")


def test_a_row_that_cannot_be_divided_comes_out_whole_with_the_reason(recode: Recode) -> None:
    rows = recode(f"name,kato\na,{SOLE},more\nb,{SOLE}\n".encode())
    assert [(row["name"], row["outcome"], str(row["reason"]).split(":")[0]) for row in rows] == [
        (f"a,{SOLE},more", "unmapped", "UNREADABLE_ROW"), ("b", "mapped", ""),
    ]  # fmt: skip


def test_parquet_keeps_its_types_and_codes_may_be_numbers(recode: Recode, tmp_path: Path) -> None:
    many = ROWS + 7
    table = pa.table({"kato": [int(SOLE)] * many, "day": [date(2020, 1, 1)] * many, "n": list(range(many))})
    pq.write_table(table, tmp_path / "in.parquet")
    rows = recode((tmp_path / "in.parquet").read_bytes(), "parquet")
    assert [row["n"] for row in rows] == list(range(many))
    assert rows[0] == {
        "kato": int(SOLE), "day": date(2020, 1, 1), "n": 0, "outcome": "mapped", "target_kato": "200000001",
        "target_name_ru": "с.Новое", "target_name_kk": "Жаңа а.", "reason": None,
    }  # fmt: skip


def parquet(path: Path, table: pa.Table, broken: bool = False) -> bytes:
    pq.write_table(table, path, compression="zstd")
    content = path.read_bytes()
    return content[:60] + bytes(340) + content[400:] if broken else content


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_parquet_file_that_is_damaged_inside_is_refused_without_its_words(
    recode: Recode, tmp_path: Path, form: str
) -> None:
    no_text = pa.array([b"\xffSECRET"], pa.binary()).view(pa.string())
    of_words = parquet(tmp_path / "words", pa.table({"kato": [SOLE], "name": no_text}))
    of_names = parquet(tmp_path / "names", pa.table({"kato": [SOLE], "name": ["a"]})).replace(b"name", b"\xffame")
    torn = parquet(tmp_path / "torn", pa.table({"kato": [str(number) for number in range(3000)]}), broken=True)
    for content in (of_words, of_names, torn):
        with pytest.raises(AnalystTableError) as refused:
            recode(content, form)
        assert "SECRET" not in refused.value.message
        assert refused.value.next_step == "write it again"
        assert not (tmp_path / f"out.{form}").exists()


def test_a_day_that_cannot_be_written_into_a_csv_refuses_the_file_and_parquet_keeps_it(
    recode: Recode, tmp_path: Path
) -> None:
    beyond = pa.array([10_000_000], pa.int32()).view(pa.date32())
    content = parquet(tmp_path / "days", pa.table({"kato": [SOLE], "day": beyond}))
    with pytest.raises(AnalystTableError, match="a day or time in the file"):
        recode(content, "csv")
    assert not (tmp_path / "out.csv").exists()
    (tmp_path / "in").write_bytes(content)
    with analyst_table(tmp_path / "in", "kato", "utf-8") as table:
        recode_file(table, answer, tmp_path / "kept.parquet")
    assert pq.read_table(tmp_path / "kept.parquet").column("day").combine_chunks().view(pa.int32()).to_pylist() == [
        10_000_000
    ]


def test_the_summary_counts_rows_not_targets(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text(f"kato\n{SOLE}\n{PARTED}\n\n{PARTED}\n1\n", encoding="utf-8")
    with analyst_table(path, "kato", "utf-8") as table:
        counts = recode_file(table, answer, None)
    assert counts == {("mapped", ""): 1, ("split", ""): 2, ("unmapped", "NEVER_EXISTED"): 1}


@pytest.mark.parametrize("content", [b"name\nx\n", b"kato,kato\n1,2\n", b"kato,outcome\n1,2\n", b"PAR1 no table"])
def test_a_file_that_cannot_be_recoded_is_refused_and_leaves_nothing(
    recode: Recode, tmp_path: Path, content: bytes
) -> None:
    with pytest.raises(AnalystTableError):
        recode(content)
    assert not (tmp_path / "out.csv").exists()


def test_an_empty_file_and_a_foreign_encoding_are_refused_as_the_loaders_do(recode: Recode) -> None:
    for content in (b"", "kato\n1\n".encode("utf-16")):
        with pytest.raises(BrokenFile):
            recode(content)


def test_a_name_that_tells_no_form_is_refused(recode: Recode) -> None:
    with pytest.raises(AnalystTableError):
        recode(b"kato\n1\n", "xlsx")


def test_texts_that_are_written_as_bytes_are_texts_and_other_bytes_come_out_by_their_figures(
    recode: Recode, tmp_path: Path
) -> None:
    path = tmp_path / "bytes.parquet"
    columns = {"kato": pa.array([SOLE.encode(), b"\x00\xff"]), "name": pa.array(["Село".encode(), None])}
    pq.write_table(pa.table(columns), path)
    rows = [tuple(row.values())[:4] for row in recode(path.read_bytes())]
    assert rows == [(SOLE, "Село", "mapped", "200000001"), ("00ff", "", "unmapped", "")]


def test_a_cell_of_several_lines_is_one_cell_and_a_mark_that_is_never_closed_costs_its_line_alone(
    recode: Recode,
) -> None:
    cells = f'kato,name\n{SOLE},"ул. Абая\r\nдом ""5"""\n{SOLE},"a\n{SOLE},ТОО "Б"\n"{SOLE}\n",c\n{SOLE},"d'
    rows = [(row["kato"], row["name"], row["outcome"]) for row in recode(cells.encode())]
    assert rows == [
        (SOLE, 'ул. Абая\r\nдом "5"', "mapped"),
        (f'{SOLE},"a', "", "unmapped"),
        (SOLE, 'ТОО "Б"', "mapped"),
        (f"{SOLE}\n", "c", "unmapped"),
        (f'{SOLE},"d', "", "unmapped"),
    ]
