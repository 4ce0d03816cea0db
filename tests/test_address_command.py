"""`registries address resolve`, as an analyst gives it: every row comes out, graded, with what it had."""

import csv
import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from loaders.addressed_file import ADDED
from tests.desk import Desk, desk
from tests.registries.address.resolving.town import street
from tests.registry_api.world import CITY, HOUSE, build

__all__ = ["desk"]
WHOLE = "Республика Казахстан, Акмолинская область, город Кокшетау, улица Абая, дом 12"
TEXTS = (
    "г. Кокшетау, ул. Абая, д. 12", "г. Кокшетау, ул. Ленина, 12", "г. Кокшетау, ул. Абая, д. 99", "", "нет такого места",
)  # fmt: skip


def world(desk: Desk) -> None:
    with desk.engine.begin() as connection:
        build(connection)


def resolved(desk: Desk, file: str, *words: str) -> list[dict[str, str]]:
    out = desk.folder / "resolved.csv"
    ended = desk.give("address", "resolve", file, "--column", "text", "--out", str(out), *words)
    assert (ended.code, ended.err) == (0, "")
    with out.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def written(desk: Desk, *texts: str, encoding: str = "utf-8") -> str:
    content = "n;text\n" + "".join(f'{number};"{one}"\n' for number, one in enumerate(texts, 1))
    return desk.file("texts.csv", content.encode(encoding))


def test_every_row_keeps_its_columns_and_gets_its_grade_place_and_reason(desk: Desk) -> None:
    world(desk)
    rows = resolved(desk, written(desk, *TEXTS))
    assert [*rows[0]] == ["n", "text", *ADDED.names]
    assert [(row["n"], row["text"]) for row in rows] == [(str(n), one) for n, one in enumerate(TEXTS, 1)]
    assert [(row["grade"], row["level"], row["code"], row["reason"].partition(":")[0]) for row in rows] == [
        ("A", "ADDRESS", HOUSE, ""),
        ("B", "ADDRESS", HOUSE, ""),
        ("C", "", "", "HOUSE_NOT_FOUND"),
        ("", "", "", "NO_TEXT"),
        ("C", "", "", "NOTHING_FOUND"),
    ]
    exact, old, missing, _, _ = rows
    assert (exact["address_ru"], exact["matched_name"]) == (WHOLE, "Абая")
    assert "Абай көшесі" in exact["address_kk"]
    assert (exact["name_since"], exact["name_until"]) == ("2010-05-01", "")
    assert (old["matched_name"], old["name_until"], old["address_ru"]) == ("Ленина", "2010-05-01", WHOLE)
    assert json.loads(exact["understood"])["number"] == "12"
    [candidate] = json.loads(missing["candidates"])
    assert (candidate["level"], candidate["likeness"]) == ("GEONYM", 1.0)
    assert candidate["place"].startswith("geonym:")


def test_the_summary_counts_rows_by_grade_and_reason(desk: Desk) -> None:
    world(desk)
    out = str(desk.folder / "out.csv")
    ended = desk.give("address", "resolve", written(desk, *TEXTS), "--column", "text", "--out", out)
    assert [line.split() for line in ended.out.splitlines()] == [
        ["1", "-", "NO_TEXT"], ["1", "A"], ["1", "B"], ["1", "C", "HOUSE_NOT_FOUND"], ["1", "C", "NOTHING_FOUND"],
        ["5", "rows"],
    ]  # fmt: skip


def test_a_day_decides_which_name_is_meant_and_a_unit_where_it_is(desk: Desk) -> None:
    world(desk)
    file = written(desk, "ул. Ленина, 12", encoding="cp1251")
    words = ("--encoding", "cp1251", "--within", CITY)
    [of_today] = resolved(desk, file, *words)
    [of_then] = resolved(desk, file, *words, "--as-of", "2005-01-01")
    assert (of_today["grade"], of_then["grade"], of_then["text"]) == ("B", "A", "ул. Ленина, 12")
    refused = desk.give(
        "address", "resolve", file, "--column", "text", "--within", "999999999", "--out", str(desk.folder / "o.csv"),
        "--encoding", "cp1251",
    )  # fmt: skip
    assert (refused.code, "UNKNOWN_UNIT" in refused.err) == (1, True)


def test_parquet_keeps_its_types_and_days_are_days(desk: Desk) -> None:
    world(desk)
    source, out = desk.folder / "in.parquet", desk.folder / "out.parquet"
    pq.write_table(pa.table({"text": [TEXTS[0], None, "a\0b"], "n": [1, 2, 3], "day": [date(2020, 1, 1)] * 3}), source)
    ended = desk.give("address", "resolve", str(source), "--column", "text", "--out", str(out))
    assert (ended.code, ended.err) == (0, "")
    rows = pq.read_table(out).to_pylist()
    assert [(row["n"], row["day"], row["grade"]) for row in rows] == [
        (1, date(2020, 1, 1), "A"), (2, date(2020, 1, 1), None), (3, date(2020, 1, 1), "C"),
    ]  # fmt: skip
    assert (rows[0]["name_since"], rows[0]["name_until"]) == (date(2010, 5, 1), None)


def test_hostile_texts_cost_themselves_alone(desk: Desk) -> None:
    world(desk)
    hostile = ("'; DROP TABLE address.unit; --", "%_%", "д. 1" * 200, "\u202e\ufeff", "((((", "NO_TEXT", TEXTS[0])
    rows = resolved(desk, written(desk, *hostile))
    assert [row["text"] for row in rows] == [*hostile]
    assert [row["reason"].partition(":")[0] for row in rows][2] == "TEXT_TOO_LONG"
    assert rows[-1]["grade"] == "A"
    broken = desk.file("broken.csv", f"n;text\n1;a;b\n2;{TEXTS[0]}\n".encode())
    assert [(row["n"], row["grade"], row["reason"].partition(":")[0]) for row in resolved(desk, broken)] == [
        ("1;a;b", "", "UNREADABLE_ROW"), ("2", "A", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"name\nx\n", "ANALYST_TABLE: the file has no column"),
        (b"text,text\n1,2\n", "ANALYST_TABLE: the file has more than one column"),
        (b"text,grade\n1,2\n", "ANALYST_TABLE: the file has a column «grade» already"),
        (b"PAR1 no table", "ANALYST_TABLE: the file begins like Parquet and is none"),
        (b"", "EMPTY_FILE"),
        (b"\xff\xfet\x00e\x00", "WRONG_ENCODING"),
        (b"\x1f\x8b\x08broken", "GZIP"),
    ],
)
def test_a_file_that_cannot_be_answered_is_refused_and_leaves_nothing(desk: Desk, content: bytes, says: str) -> None:
    out = desk.folder / "out.csv"
    refused = desk.give("address", "resolve", desk.file("in.csv", content), "--column", "text", "--out", str(out))
    assert (refused.code, refused.out) == (1, "")
    assert says in refused.err
    assert "Traceback" not in refused.err
    assert not out.exists()
    assert [path.name for path in Path(desk.folder).iterdir() if "partial" in path.name] == []


def test_words_that_are_off_are_told(desk: Desk) -> None:
    file = desk.file("in.csv", b"text\nx\n")
    assert desk.give("address", "resolve", file, "--column", "text").code == 2
    assert desk.give("address", "resolve", file, "--as-of", "yesterday", "--out", "x.csv").code == 2
    for out, code in ((str(desk.folder / "out.xlsx"), 1), (str(desk.folder / "none" / "out.csv"), 1)):
        assert desk.give("address", "resolve", file, "--column", "text", "--out", out).code == code
    assert desk.give("address", "resolve", str(desk.folder / "none.csv"), "--out", str(desk.folder / "o.csv")).code == 1


def test_a_numbered_microdistrict_is_no_missing_house(desk: Desk) -> None:
    with desk.engine.begin() as connection:
        street(build(connection), "area", "MICRODISTRICT", [(None, ("Самал-2", "Самал-2"))], "city")
    [row] = resolved(desk, written(desk, "с. Забытое, мкр. Самал 2"))
    assert (row["grade"], row["reason"].partition(":")[0]) == ("C", "NOT_SURE")
    [candidate] = json.loads(row["candidates"])
    assert candidate["level"] == "GEONYM"
