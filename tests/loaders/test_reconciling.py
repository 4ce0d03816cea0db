"""A file of records answered in bulk: every row, in order, the same each time, and nothing written unless asked."""

import csv
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest

from loaders.reconciling import Totals, reconcile_file, slices
from loaders.reconciling.answered_file import AnswersRefused
from loaders.reconciling.bulk import ReconcileRefused
from loaders.source import load_source
from registries.crosswalk.match_rebuild import count_values
from tests.loaders.offices import Office, Silence, first_house, office
from tests.loaders.papers import AIGUL, BOLAT, PYOTR, ZHANAR, Person, gbd_fl, person, tax, tax_row
from tests.prove import examples

__all__ = ["first_house", "office"]

DAY = date(2024, 6, 1)
STRANGER = Person(30, "Петров", "Олег", "Юрьевич", date(1960, 1, 2), "MALE")


@pytest.fixture
def register(office: Office) -> Office:
    office.load("gbd_fl", gbd_fl(*map(person, (AIGUL, ZHANAR, BOLAT, PYOTR))), "2024-01-01")
    return office


ROWS: Sequence[dict[str, str]] = (
    tax_row(AIGUL),
    tax_row(BOLAT, ИИН=""),
    tax_row(STRANGER, ИИН=""),
    tax_row(PYOTR, ИИН=AIGUL.iin),
    tax_row(replace(BOLAT, given_name="Марат"), ИИН="", РНН=STRANGER.rnn),
    tax_row(ZHANAR, **{"Дата рождения": "31.02.1990"}),
    tax_row(replace(ZHANAR, number=5), ИИН="", ФИО="Ахметова Ж. С."),
)


def answered(
    register: Office,
    name: str,
    rows: Sequence[dict[str, str]] = ROWS,
    workers: int = 2,
    in_slices: bool | None = None,
) -> tuple[Totals, Path]:
    file, out = register.folder / "asked.csv", register.folder / name
    file.write_bytes(tax(*rows))
    totals = reconcile_file(
        register.engine, load_source("tax"), file, out, DAY, language="ru", workers=workers, watcher=Silence(),
        in_slices=in_slices,
    )  # fmt: skip
    return totals, out


def test_every_row_is_answered_in_its_order_and_counted_once(register: Office) -> None:
    totals, out = answered(register, "answers.csv")
    with out.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [(row["line"], row["answer"], row["iin"]) for row in rows] == [
        ("2", "MATCH", AIGUL.iin), ("3", "MATCH", BOLAT.iin), ("4", "NONE", ""), ("5", "CONFLICT", ""),
        ("6", "POSSIBLE", ""), ("7", "REJECTED", ""), ("8", "MATCH", ZHANAR.iin),
    ]  # fmt: skip
    assert asdict(totals) == {"rows": 7, "matched": 3, "candidates": 1, "none": 1, "conflict": 1, "rejected": 1}


def test_the_three_kinds_of_file_say_the_same(register: Office) -> None:
    _, parquet = answered(register, "answers.parquet")
    _, lines = answered(register, "answers.jsonl")
    told = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    for one in told:
        one |= {name: json.dumps(one[name], ensure_ascii=False, separators=(",", ":"))
                for name in ("candidates", "counter_example") if name in one}  # fmt: skip
    rows = [
        {name: value for name, value in row.items() if value is not None} for row in pq.read_table(parquet).to_pylist()
    ]
    assert rows == told


@pytest.mark.parametrize("name", ["answers.csv", "answers.jsonl", "answers.parquet"])
def test_the_same_file_has_the_same_answers_byte_for_byte_however_many_answer(register: Office, name: str) -> None:
    many = [tax_row(replace(who, number=100 + n), ИИН="") for n in range(300) for who in (AIGUL, ZHANAR, BOLAT)]
    totals, out = answered(register, name, many, workers=1)
    first = out.read_bytes()
    assert totals.rows == len(many)
    assert answered(register, name, many, workers=2)[1].read_bytes() == first


def crowd(rng: Random, count: int) -> list[Person]:
    """Few names and few birth dates: brothers, twins, namesakes, changed surnames."""
    return [
        Person(100 + number, rng.choice(("Ахметов", "Ахметова", "Оспанов", "Ким", "Иванова-Петрова")),
               rng.choice(("Нурлан", "Нурбек", "Айгуль", "Айгерим", "Александр", "Анна")),
               rng.choice(("Серикович", "Болатовна", "Иванович")),
               date(rng.choice((1950, 1951, 1980)), rng.choice((1, 2, 12)), rng.choice((1, 2, 12, 20))),
               rng.choice(("MALE", "FEMALE")))
        for number in range(count)
    ]  # fmt: skip


def spoilt(rng: Random, who: Person, number: int) -> dict[str, str]:
    surname, given, patronymic = who.surname, who.given_name, who.patronymic or ""
    names = rng.choice(
        (f"{surname} {given} {patronymic}", f"{given} {surname} {patronymic}", f"{surname} {given}",
         f"{surname} {given[0]}. {patronymic[:1]}.", f"{surname[:-2]}{surname[-1]} {given} {patronymic}",
         f"Цой {given} {patronymic}", f"Джаксылыков Бауыржан {patronymic}")
    )  # fmt: skip
    born = rng.choice(
        (f"{who.born:%d.%m.%Y}", f"{who.born:%d.%m.%Y}", f"{who.born:%d.%m}.1952", f"01.01.{who.born.year}", "",
         f"{who.born:%m.%d.%Y}" if who.born.day <= 12 else "31.02.1990")
    )  # fmt: skip
    row = tax_row(replace(who, number=200 + number % 700), ИИН="", ФИО=names, **{"Дата рождения": born})
    return row | rng.choice(({}, {}, {}, {"ИИН": who.iin}, {"Пол": ""}))


def test_rows_answered_by_the_slice_are_answered_as_one_by_one(
    register: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also across the bounds of slices and parts, and for records that a number decides or that were delivered before."""
    monkeypatch.setattr(slices, "SLICE", 70)
    monkeypatch.setattr(slices, "PART", 9)
    rng = Random(5)
    people = crowd(rng, 60)
    register.load("gbd_fl", gbd_fl(*map(person, (AIGUL, ZHANAR, BOLAT, PYOTR, *people))), "2024-02-01")
    register.load("tax", tax(*(tax_row(who) for who in people[:5])), "2024-02-02")
    rows = [spoilt(rng, rng.choice(people), number) for number in range(examples(200, full=2_000))]
    rows += [tax_row(who, ИИН="") for who in people[:10]]
    with register.engine.begin() as connection:
        count_values(connection)
    one_by_one, first = answered(register, "answers.jsonl", [*ROWS, *rows], in_slices=False)
    told = first.read_text("utf-8").splitlines()
    totals, out = answered(register, "answers.jsonl", [*ROWS, *rows], in_slices=True)
    assert out.read_text("utf-8").splitlines() == told
    assert totals == one_by_one
    kinds = {(one["answer"], one.get("because"), "counter_example" in one) for one in map(json.loads, told)}
    assert {answer for answer, _, _ in kinds} == {"MATCH", "POSSIBLE", "MANY", "NONE", "CONFLICT", "REJECTED"}
    assert {("NONE", "NOBODY", True), ("NONE", "NOBODY", False), ("MATCH", "AHEAD", False)} <= kinds


def test_nothing_is_written_to_the_register(register: Office) -> None:
    before = (register.checksum(), register.transactions(), register.one("SELECT count(*) FROM provenance.record"))
    answered(register, "answers.csv")
    after = (register.checksum(), register.transactions(), register.one("SELECT count(*) FROM provenance.record"))
    assert after == before


def test_a_broken_file_or_name_leaves_no_answers(register: Office) -> None:
    with pytest.raises(AnswersRefused):
        answered(register, "answers.txt")
    out = register.folder / "answers.csv"
    units = load_source("ar_units")
    with pytest.raises(ReconcileRefused):
        reconcile_file(
            register.engine, units, register.folder / "asked.csv", out, DAY, language="ru", watcher=Silence()
        )
    with pytest.raises(ReconcileRefused):
        reconcile_file(
            register.engine, load_source("tax"), register.folder / "none", out, DAY, language="ru", watcher=Silence()
        )
    assert sorted(path.name for path in register.folder.glob("answers*")) == []
