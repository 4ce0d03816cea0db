"""A mapping that changed: the words are read anew, and the registers say what today's mapping understands."""

from pathlib import Path

import pytest

from loaders.delivery import UnknownDeliveryError
from loaders.reapply import ReapplyRefusedError, reapply
from loaders.source import Source, load_source, parse_source
from tests.loaders.offices import NEVER_HELD, Office, Silence
from tests.loaders.papers import AIGUL, BOLAT, gbd_fl, kato_2022, person, tax, tax_row

TAX = Path(__file__).resolve().parents[2] / "loaders" / "sources" / "tax.toml"


def tax_source(**replaced: str) -> Source:
    """The tax office's mapping with words of it replaced."""
    declared = TAX.read_text(encoding="utf-8")
    for old, new in replaced.items():
        assert old in declared
        declared = declared.replace(old, new)
    return parse_source(declared, "tax.toml").model_copy(update={"limits": NEVER_HELD})


def without_sexes() -> Source:
    return tax_source(**{'"М" = "MALE", "Ж" = "FEMALE"': '"М" = "MALE", "Ж" = "MALE"'})


def delivered(office: Office, source: Source) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL, gender=None), person(BOLAT, gender=None)), "2024-01-01")
    office.load_as(source, tax(tax_row(AIGUL), tax_row(BOLAT)), "2024-01-01", file="tax")


def test_a_corrected_mapping_gives_what_loading_with_it_from_the_start_gives(
    office: Office, other_office: Office
) -> None:
    delivered(office, without_sexes())
    delivered(other_office, load_source("tax"))
    assert office.main_tables() != other_office.main_tables()
    totals = reapply(office.engine, load_source("tax"), 1, Silence())
    assert totals == {"statements": 2, "changed": 1, "unreadable": 0}
    assert office.main_tables() == other_office.main_tables()


def test_what_was_understood_before_stays_in_the_history(office: Office) -> None:
    delivered(office, without_sexes())
    reapply(office.engine, load_source("tax"), 10, Silence())
    assert office.rows("SELECT sex FROM individual.sex_history") == [("MALE",)]


def test_an_unchanged_mapping_changes_nothing(office: Office) -> None:
    delivered(office, load_source("tax"))
    before, transactions = office.checksum(), office.transactions()
    assert reapply(office.engine, load_source("tax"), 10, Silence()) == {"statements": 2, "changed": 0, "unreadable": 0}
    assert (office.checksum(), office.transactions()) == (before, transactions)


def test_a_statement_that_no_longer_reads_keeps_the_reading_it_had(office: Office) -> None:
    delivered(office, load_source("tax"))
    believed = office.main_tables()
    stricter = tax_source(**{'"М" = "MALE", "Ж" = "FEMALE"': '"М" = "MALE"'})
    assert reapply(office.engine, stricter, 10, Silence()) == {"statements": 2, "changed": 0, "unreadable": 1}
    assert office.main_tables() == believed


def test_a_number_that_the_mapping_learns_to_read_links_its_record(office: Office) -> None:
    blind = tax_source(**{'iin = { from = "ИИН", identifier = "IIN", none = ["-"] }': 'iin = { from = "ИИН" }'})
    delivered(office, blind)
    told = "SELECT judged_by, verdict FROM crosswalk.judgement ORDER BY id"
    assert office.rows(told) == [("SCORE", "POSITIVE")] * 2
    reapply(office.engine, load_source("tax"), 10, Silence())
    assert office.rows(told)[2:] == [("RULE", "POSITIVE")] * 2 + [("SCORE", "NEGATIVE")] * 2
    assert office.waiting() == []


def test_a_source_that_has_delivered_nothing_has_nothing_to_read_again(office: Office) -> None:
    with pytest.raises(UnknownDeliveryError, match="tax has delivered nothing"):
        reapply(office.engine, load_source("tax"), 10, Silence())


def test_an_edition_of_a_classifier_is_delivered_again_instead(office: Office) -> None:
    office.load("kato", kato_2022(("990000000", "Асан")), "2022-10-17")
    with pytest.raises(ReapplyRefusedError, match="read as a whole"):
        reapply(office.engine, load_source("kato"), 10, Silence())
