"""The published acts, drafts and news of renaming: every row has an outcome."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from loaders.act_outcomes import list_outcomes
from loaders.delivery import Report
from registries.entry_into_force import entry_rule
from tests.loaders.offices import Office
from tests.shared import shared

FILE = "data/renamings/renamings.csv"


@pytest.fixture
def file() -> Path:
    return shared(FILE)


def delivered(office: Office, file: Path) -> Report:
    return office.load("renamings", file.read_bytes(), "2024-01-01")


def test_every_published_row_is_a_statement_with_an_outcome(office: Office, file: Path) -> None:
    report = delivered(office, file)
    assert (report.rows, report.accepted, report.quarantined, report.duplicate) == (181, 181, 0, 0)
    assert report.outcomes == {
        "AWAITING_DATES": 49,
        "NOT_IN_FORCE:ACT_VIA_NEWS": 74,
        "NOT_IN_FORCE:DRAFT": 40,
        "NOT_IN_FORCE:NEWS": 1,
        "NOT_IN_FORCE:PROPOSAL": 17,
    }


def test_the_rows_of_one_act_are_one_act_in_both_languages(office: Office, file: Path) -> None:
    delivered(office, file)
    states = office.rows("SELECT state, entry_rule, count(*) FROM provenance.act GROUP BY 1, 2 ORDER BY 1, 2")
    assert states == [
        ("AWAITING_DATES", "DAYS_AFTER_PUBLICATION", 4),
        ("AWAITING_DATES", "ON_PUBLICATION", 1),
        ("AWAITING_DATES", "UNKNOWN", 3),
        ("NOT_IN_FORCE", "DAYS_AFTER_PUBLICATION", 1),
        ("NOT_IN_FORCE", "FIXED_DAY", 1),
        ("NOT_IN_FORCE", "ON_PUBLICATION", 1),
        ("NOT_IN_FORCE", "UNKNOWN", 15),
    ]


def test_nothing_is_in_force_and_no_register_is_touched(office: Office, file: Path) -> None:
    delivered(office, file)
    assert office.one("SELECT count(*) FROM provenance.act WHERE state = 'DATED'") == 0
    assert office.one("SELECT count(*) FROM feed.changed") == 0
    assert office.one("SELECT count(*) FROM crosswalk.membership") == 0


def test_every_wording_of_the_file_is_read_or_known_as_unread(file: Path) -> None:
    with file.open(encoding="utf-8-sig") as opened:
        rules = Counter(entry_rule(row["entry_rule"]).rule for row in csv.DictReader(opened))
    assert rules == {"UNKNOWN": 125, "FIXED_DAY": 25, "DAYS_AFTER_PUBLICATION": 16, "ON_PUBLICATION": 15}


def test_with_days_of_publication_what_is_not_in_the_register_is_held_with_the_reason(
    office: Office, file: Path
) -> None:
    """The classifier knows units from its edition on, in Kazakh from that of 2026 on; streets it has none."""
    office.load("kato", shared("data/kato/kato_2026-07-17.csv").read_bytes(), "2020-01-01")
    report = delivered(office, file)
    numbers = [str(row[0]) for row in office.rows("SELECT number FROM provenance.act WHERE status = 'ACT' ORDER BY 1")]
    office.load("act_cards", cards_with_rule(numbers), "2024-02-01")
    rows = [one for one in list_outcomes(office.engine, report.delivery) if "NOT_IN_FORCE" not in one.outcome]
    assert Counter((one.outcome, str(one.words[2])) for one in rows) == {
        # No streets are in the register; of the villages some had gone before the classifier's edition.
        ("HELD:NAME_NOT_FOUND", "street_rename"): 20,
        ("HELD:NAME_NOT_FOUND", "city_district_rename"): 1,
        ("HELD:NAME_NOT_FOUND", "settlement_abolish"): 7,
        ("HELD:PLACE_NOT_FOUND", "street_naming_unnamed"): 4,
        ("HELD:PLACE_NOT_FOUND", "street_naming_new"): 7,
        ("HELD:PLACE_NOT_FOUND", "settlement_abolish_merge"): 1,
        ("TAKES_EFFECT", "settlement_abolish"): 9,
    }


def cards_with_rule(numbers: list[str]) -> bytes:
    """Cards of acts that all enter into force on the day of their publication."""
    lines = [f"{number};;со дня первого официального опубликования;;;2023-05-01;act" for number in numbers]
    return "\n".join(["number;title;entry_rule;signed_on;registered_on;published_on;status", *lines, ""]).encode()
