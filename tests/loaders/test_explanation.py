"""The explanation of a file says what a load of it would do, and does nothing."""

from datetime import date
from pathlib import Path

import pytest

from loaders.explanation import Summary, explain
from loaders.formats import BrokenFile
from loaders.source import load_source
from tests.loaders.offices import Office
from tests.loaders.papers import AIGUL, BOLAT, PYOTR, ZHANAR, tax, tax_row

DAY = date(2024, 1, 1)


def wrong(number: str) -> str:
    return number[:-1] + str((int(number[-1]) + 1) % 10)


ROWS = tax(
    tax_row(AIGUL),
    tax_row(AIGUL),
    tax_row(BOLAT, ИИН=wrong(BOLAT.iin)),
    tax_row(PYOTR, ФИО="", **{"Дата рождения": "31.02.1990"}),
    tax_row(ZHANAR, РНН=""),
    tax_row(AIGUL, Пол="-"),
) + "x;y\n".encode("windows-1251")


def test_an_explanation_counts_what_a_load_counts(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "tax.csv"
    path.write_bytes(ROWS)
    summary = Summary()
    for row in explain(load_source("tax"), path, DAY, synthetic=True):
        summary.add(row)
    report = office.load("tax", ROWS, "2024-01-01")
    assert (report.rows, report.accepted, report.duplicate, report.quarantined) == (7, 3, 1, 3)
    told = summary.as_json()
    assert [told[name] for name in ("rows", "accepted", "duplicate", "quarantined")] == [7, 3, 1, 3]
    assert told["reasons"] == report.reasons


def test_each_row_is_told_with_its_reasons_and_suspicions(tmp_path: Path) -> None:
    path = tmp_path / "tax.csv"
    path.write_bytes(ROWS)
    rows = [row.as_json() for row in explain(load_source("tax"), path, DAY)]
    assert [(row["line"], row["state"]) for row in rows] == [
        *((2, "accepted"), (3, "duplicate"), (4, "accepted")),
        *((5, "quarantined"), (6, "quarantined"), (7, "accepted"), (8, "quarantined")),
    ]
    assert [(r["code"], r["field"]) for r in rows[3]["reasons"]] == [
        ("MISSING_FIELD", "full_name"),
        ("IMPOSSIBLE_DATE", "birth_date"),
    ]
    assert [(one["kind"], one["links"], one["faults"]) for one in rows[2]["identifiers"]] == [
        ("RNN", True, []),
        ("IIN", False, ["check-digit"]),
    ]
    assert [fact["fact"] for fact in rows[0]["facts"]] == ["individual.name", "individual.birth", "individual.sex"]
    assert [reason["code"] for reason in rows[6]["reasons"]] == ["COLUMN_COUNT"]


def test_a_file_that_would_be_refused_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tax.csv"
    path.write_bytes(b"")
    with pytest.raises(BrokenFile) as broken:
        list(explain(load_source("tax"), path, DAY))
    assert broken.value.code == "EMPTY_FILE"
