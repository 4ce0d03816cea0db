"""Receiving: rows become statements, whole or not at all, and every row is accounted for."""

import gzip
from datetime import date

import pytest

from loaders.delivery import Report, load
from loaders.formats import BrokenFile
from loaders.receive import DeliveryRefusedError
from loaders.source import load_source
from registries.identifiers import form_iin
from tests.loaders.offices import Office, Silence
from tests.loaders.papers import AIGUL, BOLAT, PYOTR, ZHANAR, gbd_fl, person, tax, tax_row

PEOPLE = gbd_fl(*(person(who) for who in (AIGUL, ZHANAR, BOLAT)))
EVERY_REGISTER = ("individual.name", "individual.birth", "crosswalk.membership", "crosswalk.evidence")


def conserved(report: Report) -> bool:
    return report.rows == report.accepted + report.duplicate + report.quarantined


def untouched(office: Office) -> bool:
    return not any(office.one(f"SELECT count(*) FROM {table}") for table in EVERY_REGISTER)


def test_the_same_file_again_changes_nothing(office: Office) -> None:
    first = office.load("gbd_fl", PEOPLE, "2024-01-01")
    before, transactions = office.checksum(), office.transactions()
    again = office.load("gbd_fl", PEOPLE, "2024-01-01")
    assert (again.delivery, again.unchanged, again.accepted) == (first.delivery, True, 3)
    assert (office.checksum(), office.transactions()) == (before, transactions)
    assert office.one("SELECT count(*) FROM provenance.delivery") == 1


def test_the_same_rows_in_another_file_are_duplicates_and_write_no_register(office: Office) -> None:
    office.load("gbd_fl", PEOPLE, "2024-01-01")
    believed = office.main_tables()
    transactions = office.transactions()
    again = office.load("gbd_fl", PEOPLE + b"\n", "2024-02-01")
    assert (again.rows, again.accepted, again.duplicate, again.ended) == (3, 0, 3, 0)
    assert office.main_tables() == believed
    assert office.transactions() == transactions
    assert office.one("SELECT count(*) FROM provenance.statement") == 3


def test_rows_in_are_accepted_duplicate_or_quarantined(office: Office) -> None:
    rows = [tax_row(AIGUL), tax_row(AIGUL), tax_row(BOLAT), tax_row(PYOTR, ФИО=""), tax_row(ZHANAR, РНН="")]
    report = office.load("tax", tax(*rows), "2024-01-01")
    assert (report.rows, report.accepted, report.duplicate, report.quarantined) == (5, 2, 1, 2)
    assert report.reasons == {"MISSING_FIELD": 1, "MISSING_KEY": 1}
    assert conserved(report)


@pytest.mark.parametrize("day", ["31.02.1990", "00.00.1950", "29.02.1900"])
def test_a_day_that_is_in_no_calendar_is_quarantined_with_its_field(office: Office, day: str) -> None:
    report = office.load("tax", tax(tax_row(AIGUL), tax_row(BOLAT, **{"Дата рождения": day})), "2024-01-01")
    assert (report.accepted, report.quarantined, report.reasons) == (1, 1, {"IMPOSSIBLE_DATE": 1})
    assert office.rows("SELECT line, reasons -> 0 ->> 1, words ->> 3 FROM provenance.quarantine") == [
        (3, "birth_date", day)
    ]


def test_every_reason_against_a_row_is_told_at_once(office: Office) -> None:
    bad = tax_row(BOLAT, **{"Дата рождения": "31.02.1990", "Пол": "Ы", "ФИО": ""})
    report = office.load("tax", tax(bad), "2024-01-01")
    assert report.reasons == {"IMPOSSIBLE_DATE": 1, "MISSING_FIELD": 1, "UNKNOWN_CODE": 1}
    assert office.one("SELECT jsonb_array_length(reasons) FROM provenance.quarantine") == 3


def test_a_number_that_may_be_somebody_s_is_kept_out_of_a_synthetic_database(office: Office) -> None:
    somebody = form_iin(BOLAT.born, 3, 12) or ""
    report = office.load("tax", tax(tax_row(AIGUL), tax_row(BOLAT, ИИН=somebody)), "2024-01-01")
    assert (report.accepted, report.quarantined, report.reasons) == (1, 1, {"WRONG_DATABASE_KIND": 1})
    assert office.rows("SELECT value FROM crosswalk.evidence WHERE scheme = 'IIN'") == [(AIGUL.iin,)]


GOOD = tax(tax_row(AIGUL), tax_row(BOLAT))
BOMB = b"""<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<response><persons><person><iin>&b;</iin></person></persons></response>"""
BROKEN = {
    "an empty file": ("tax", b"", "EMPTY_FILE"),
    "the wrong encoding": ("tax", GOOD.decode("windows-1251").encode(), "WRONG_ENCODING"),
    "half a gzip": ("tax", gzip.compress(GOOD * 500, mtime=0)[:-40], "TRUNCATED_GZIP"),
    "a missing column": ("tax", GOOD.replace("Пол".encode("windows-1251"), b"X"), "MISSING_COLUMN"),
    "an entity bomb": ("gbd_fl", BOMB, "XML_DOCTYPE"),
    "half a document": ("gbd_fl", PEOPLE[: len(PEOPLE) * 2 // 3], "MALFORMED_XML"),
    "another document": ("gbd_fl", b"<registrations/>", "WRONG_ROOT"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_file_that_is_not_what_it_says_is_refused_whole(office: Office, what: str) -> None:
    source, content, code = BROKEN[what]
    with pytest.raises(BrokenFile) as refusal:
        office.load(source, content, "2024-01-01")
    assert refusal.value.code == code
    assert [(state, str(why).split(":")[0]) for state, why in office.rows(_STATES)] == [("REFUSED", code)]
    assert office.one("SELECT count(*) FROM provenance.statement") == 0
    assert office.one("SELECT count(*) FROM provenance.quarantine") == 0
    assert untouched(office)


_STATES = "SELECT state, refusal FROM provenance.delivery ORDER BY id"


def test_a_refused_file_that_was_mended_is_taken(office: Office) -> None:
    with pytest.raises(BrokenFile):
        office.load("gbd_fl", PEOPLE[:-12], "2024-01-01")
    assert office.load("gbd_fl", PEOPLE, "2024-01-01").state == "APPLIED"


def test_two_full_deliveries_cannot_describe_the_same_day(office: Office) -> None:
    office.load("tax", tax(tax_row(AIGUL)), "2024-01-01")
    with pytest.raises(DeliveryRefusedError, match="is there already"):
        office.load("tax", tax(tax_row(BOLAT)), "2024-01-01")
    assert office.one("SELECT count(*) FROM provenance.delivery") == 1


def test_words_are_kept_as_they_were_delivered(office: Office) -> None:
    row = tax_row(AIGUL, ФИО="  АХМЕТОВА  Айгуль ")
    office.load("tax", tax(row), "2024-01-01")
    assert office.one("SELECT words FROM provenance.statement") == list(row.values())


def test_records_that_stand_on_one_line_of_a_document_are_told_apart(office: Office) -> None:
    nameless = [person(who, surname="-") for who in (BOLAT, PYOTR)]
    report = office.load("gbd_fl", gbd_fl(person(AIGUL), person(ZHANAR), *nameless), "2024-01-01")
    assert (report.accepted, report.quarantined) == (2, 2)
    assert office.rows("SELECT line FROM provenance.statement ORDER BY id") == [(1,), (2,)]
    assert office.rows("SELECT line FROM provenance.quarantine ORDER BY id") == [(3,), (4,)]


def test_two_loads_of_one_source_do_not_run_into_each_other(office: Office) -> None:
    with office.engine.connect() as holding:
        holding.exec_driver_sql("SELECT pg_advisory_lock(hashtext('loaders.source'), hashtext('tax'))")
        with pytest.raises(DeliveryRefusedError, match="another load of tax is running"):
            office.load("tax", GOOD, "2024-01-01")
        holding.exec_driver_sql("SELECT pg_advisory_unlock_all()")
    assert office.load("tax", GOOD, "2024-01-01").accepted == 2


def test_a_file_that_is_not_there_is_refused_in_words(office: Office) -> None:
    missing = office.folder / "nowhere"
    with pytest.raises(DeliveryRefusedError, match="nowhere is not a file"):
        load(office.engine, load_source("tax"), missing, date(2024, 1, 1), 1, Silence())
    assert office.one("SELECT count(*) FROM provenance.delivery") == 0
