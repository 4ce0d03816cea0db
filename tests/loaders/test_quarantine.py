"""Quarantined rows: corrected and released, or rejected for good, and always accounted for."""

import pytest

from loaders import quarantine
from loaders.delivery import report
from loaders.quarantine import QuarantineError
from registries.identifiers import form_iin
from tests.loaders.offices import Office
from tests.loaders.papers import AIGUL, BOLAT, gbd_fl, person, tax, tax_row

DAY = "2024-01-01"
WRONG = tax_row(AIGUL, **{"Дата рождения": "31.02.1990"})
RIGHT: list[str | None] = [*tax_row(AIGUL).values()]


def held(office: Office) -> int:
    """One wrong row beside a right one; the number of its place in quarantine."""
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(BOLAT)), DAY)
    office.load("tax", tax(tax_row(BOLAT), WRONG), DAY)
    (row,) = quarantine.held(office.engine)
    return row.id


def counts(office: Office) -> tuple[int, int, int, int]:
    told = report(office.engine, int(str(office.one("SELECT max(id) FROM provenance.delivery"))))
    return told.rows, told.accepted, told.duplicate, told.quarantined


def test_a_held_row_is_listed_with_its_place_words_and_reasons(office: Office) -> None:
    held(office)
    (row,) = quarantine.held(office.engine)
    assert (row.source, row.line, row.state) == ("tax", 3, "HELD")
    assert row.words == [*WRONG.values()]
    assert [reason[:2] for reason in row.reasons] == [["IMPOSSIBLE_DATE", "birth_date"]]


def test_a_row_released_with_corrected_words_becomes_a_statement_and_reaches_the_person(office: Office) -> None:
    number = held(office)
    quarantine.release(office.engine, number, RIGHT, "clerk 7", 10)
    assert counts(office) == (2, 2, 0, 0)
    assert [f"gbd_fl/{AIGUL.iin}", f"tax/{AIGUL.rnn}"] in office.people()
    assert office.rows("SELECT state, decided_by, correction FROM provenance.quarantine") == [
        ("RELEASED", "clerk 7", RIGHT)
    ]


def test_a_released_row_gives_the_registers_what_a_right_row_would_have(office: Office, other_office: Office) -> None:
    number = held(office)
    quarantine.release(office.engine, number, RIGHT, "clerk 7", 10)
    other_office.load("gbd_fl", gbd_fl(person(AIGUL), person(BOLAT)), DAY)
    other_office.load("tax", tax(tax_row(BOLAT), tax_row(AIGUL)), DAY)
    assert office.main_tables() == other_office.main_tables()


def test_a_correction_to_words_that_are_known_already_is_a_duplicate(office: Office) -> None:
    number = held(office)
    quarantine.release(office.engine, number, [*tax_row(BOLAT).values()], "clerk 7", 10)
    assert counts(office) == (2, 1, 1, 0)


def test_a_row_that_still_cannot_be_read_stays_where_it_is(office: Office) -> None:
    number = held(office)
    for words in (None, [*WRONG.values()]):
        with pytest.raises(QuarantineError, match="birth_date: there is no such day"):
            quarantine.release(office.engine, number, words, "clerk 7", 10)
    assert counts(office) == (2, 1, 0, 1)
    assert [row.id for row in quarantine.held(office.engine)] == [number]


def test_a_correction_may_not_bring_a_number_of_the_other_kind_of_database(office: Office) -> None:
    number = held(office)
    foreign = [*RIGHT]
    foreign[1] = form_iin(AIGUL.born, 4, 12)
    with pytest.raises(QuarantineError, match="may be somebody's"):
        quarantine.release(office.engine, number, foreign, "clerk 7", 10)
    assert counts(office) == (2, 1, 0, 1)


@pytest.mark.parametrize("words", [["too", "few"], {"an": "object"}, [*RIGHT, "one more"]])
def test_words_that_do_not_fit_the_header_are_refused_in_words(office: Office, words: object) -> None:
    number = held(office)
    with pytest.raises(QuarantineError):
        quarantine.release(office.engine, number, words, "clerk 7", 10)  # type: ignore[arg-type]
    assert counts(office) == (2, 1, 0, 1)


def test_a_rejected_row_stays_counted_and_cannot_be_released_any_more(office: Office) -> None:
    number = held(office)
    quarantine.reject(office.engine, number, "clerk 7")
    assert counts(office) == (2, 1, 0, 1)
    assert list(quarantine.held(office.engine)) == []
    assert [row.id for row in quarantine.held(office.engine, state="REJECTED")] == [number]
    for decide in (quarantine.reject, lambda e, n, by: quarantine.release(e, n, RIGHT, by, 10)):
        with pytest.raises(QuarantineError):
            decide(office.engine, number, "clerk 8")


def test_what_was_released_leaves_with_its_delivery(office: Office) -> None:
    number = held(office)
    delivery = quarantine.release(office.engine, number, RIGHT, "clerk 7", 10)
    office.withdraw(delivery)
    assert office.people() == [[f"gbd_fl/{BOLAT.iin}"], [f"gbd_fl/{AIGUL.iin}"]]


def test_what_was_released_ends_when_a_later_delivery_leaves_it_out(office: Office) -> None:
    number = held(office)
    quarantine.release(office.engine, number, RIGHT, "clerk 7", 10)
    assert office.load("tax", tax(tax_row(BOLAT)), "2024-02-01").ended == 1


def test_a_row_released_behind_a_later_delivery_holds_only_until_that_one(office: Office) -> None:
    """The later extract does not contain the corrected words: the source no longer stands by them."""
    number = held(office)
    office.load("tax", tax(tax_row(BOLAT)) + b"", "2024-02-01")
    quarantine.release(office.engine, number, RIGHT, "clerk 7", 10)
    names = office.facts("individual.name", "surname, ends_basis, ends_after::text")
    assert ("Ахметова", None, None, "[2024-01-01,)") in names
    assert office.rows(
        "SELECT ends_after::text, valid_time::text FROM crosswalk.individual_identifier WHERE value = :v", v=AIGUL.rnn
    ) == [("2024-01-01", "[2010-02-01,2024-02-01)")]
