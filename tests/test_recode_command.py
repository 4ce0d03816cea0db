"""`registries recode`, as an analyst gives it; and the real editions, one said as of the other."""

import csv
import os
from collections import Counter

import pytest

from tests.desk import Desk, desk
from tests.registry_api.world import CITY, REUSED, build
from tests.shared import shared

__all__ = ["desk"]
DAYS = ("--from", "2022-10-17", "--to", "2026-07-17")


def world(desk: Desk) -> None:
    with desk.engine.begin() as connection:
        build(connection)


def test_a_file_is_recoded_and_its_rows_are_counted(desk: Desk) -> None:
    world(desk)
    file = desk.file("codes.csv", f"code;n\n{CITY};1\n{REUSED};2\n\n;4\n".encode())
    out = desk.folder / "recoded.csv"
    ended = desk.give("recode", file, "--column", "code", *DAYS, "--out", str(out))
    assert (ended.code, ended.err) == (0, "")
    assert [line.split() for line in ended.out.splitlines()][-1] == ["3", "rows"]
    with out.open(encoding="utf-8", newline="") as rows:
        found = {row["n"]: (row["outcome"], row["target_kato"]) for row in csv.DictReader(rows)}
    assert (found["1"], found["4"]) == (("mapped", CITY), ("unmapped", ""))


def test_words_that_are_off_and_files_that_are_not_there_are_told(desk: Desk) -> None:
    file = desk.file("codes.csv", b"kato\n1\n")
    assert desk.give("recode", file).code == 2
    assert desk.give("recode", file, "--guess-edition", *DAYS).code == 2
    assert desk.give("recode", file, "--from", "yesterday").code == 2
    refused = desk.give("recode", file, "--column", "code", *DAYS)
    assert (refused.code, "ANALYST_TABLE" in refused.err) == (1, True)
    assert desk.give("recode", str(desk.folder / "none.csv"), *DAYS).code == 1


def test_an_edition_is_guessed_without_writing_a_file(desk: Desk) -> None:
    file = desk.file("codes.csv", b"kato\n1\n")
    ended = desk.give("recode", file, "--guess-edition", "--out", str(desk.folder / "out.csv"))
    assert (ended.code, "leave --out away" in ended.err) == (2, True)


def test_an_encoding_is_given_by_the_name_by_which_a_refusal_calls_it(desk: Desk) -> None:
    world(desk)
    file = desk.file("codes.csv", f"kato;где\n{CITY};Кокшетау\n".encode("windows-1251"))
    refused = desk.give("recode", file, *DAYS)
    assert "it looks like windows-1251\nnext: say its encoding with --encoding" in refused.err
    out = desk.folder / "out.csv"
    assert desk.give("recode", file, *DAYS, "--encoding", "windows-1251", "--out", str(out)).code == 0
    assert out.read_text(encoding="utf-8").splitlines()[1].startswith(f"{CITY},Кокшетау,mapped,{CITY},")
    assert desk.give("recode", file, *DAYS, "--encoding", "rot13").code == 2


def test_what_is_known_in_the_future_is_not_asked(desk: Desk) -> None:
    file, out = desk.file("codes.csv", b"kato\n1\n"), str(desk.folder / "out")
    for words in (
        ("recode", file, *DAYS), ("export", "units", "--out", f"{out}.csv"), ("history", CITY, "--out", f"{out}.svg"),
    ):  # fmt: skip
        ended = desk.give(*words, "--known-at", "2999-01-01")
        assert (ended.code, "lies in the future" in ended.err) == (2, True)


def test_where_no_file_can_be_written_it_is_said_of_the_file_that_was_named(desk: Desk) -> None:
    file = desk.file("codes.csv", b"kato\n1\n")
    (desk.folder / "taken.csv").mkdir()
    for out, named in ((desk.folder / "taken.csv",) * 2, (desk.folder / "none" / "x.csv", desk.folder / "none")):
        for words in (("recode", file, *DAYS), ("export", "units")):
            ended = desk.give(*words, "--out", str(out))
            assert (ended.code, ended.err.splitlines()[0].endswith(f"directory: {named}")) == (1, True)


def test_the_edition_of_a_column_is_guessed_or_said_not_to_be_told(desk: Desk) -> None:
    world(desk)
    untold = desk.give("recode", desk.file("codes.csv", b"kato\n111111111\n"), "--guess-edition")
    assert (untold.code, "do not tell" in untold.out) == (3, True)
    found = desk.give("recode", desk.file("first.csv", f"kato\n{CITY}\n".encode()), "--guess-edition")
    assert (found.code, "exist (100.00%)" in found.out) == (3, True)


@pytest.mark.skipif(os.environ.get("PROVE") != "1", reason="loads two whole editions: make prove")
def test_every_code_of_the_real_edition_of_2022_has_its_outcome_in_2026(desk: Desk) -> None:
    old, new = shared("data/kato/kato_2022-10-17_ru.csv"), shared("data/kato/kato_2026-07-17.csv")
    for file, day in ((old, "2022-10-17"), (new, "2026-07-17")):
        assert desk.give("load", "kato", str(file), "--edition", day).code == 0
    out = desk.folder / "recoded.csv"
    assert desk.give("recode", str(old), "--column", "code", *DAYS, "--out", str(out)).code == 0
    with out.open(encoding="utf-8", newline="") as rows:
        found = list(csv.DictReader(rows))
    outcomes = Counter({row["id"]: row["outcome"] for row in found}.values())
    assert outcomes.total() == 16_264
    assert outcomes["mapped"] > 15_400
    assert min(outcomes["merged"], outcomes["split"], outcomes["unmapped"]) > 0
    reasons = {row["reason"].split(":")[0] for row in found if row["outcome"] == "unmapped"}
    assert reasons <= {"ABOLISHED", "HELD_FOR_REVIEW"}
    with new.open(encoding="utf-8-sig", newline="") as rows:
        codes = {row["kato"] for row in csv.DictReader(rows)}
    assert {row["target_kato"] for row in found if row["target_kato"]} <= codes
    guessed = desk.give("recode", str(old), "--column", "code", "--guess-edition")
    assert (guessed.code, guessed.out.splitlines()[-1].split(":")[0]) == (0, "2022-10-17")
