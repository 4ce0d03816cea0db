"""Settling on the real database: who records speak of, and what is true when what they refer to comes or goes."""

from itertools import permutations

import pytest

from tests.loaders.offices import Office
from tests.loaders.papers import (
    AIGUL,
    BOLAT,
    OTHER_RKA,
    PYOTR,
    RKA,
    ZHANAR,
    Person,
    building,
    buildings,
    document_row,
    documents,
    gbd_fl,
    identity_card,
    iin,
    lives_at,
    pension,
    pension_row,
    person,
    registration,
    residence,
    tax,
    tax_row,
    unit,
    units,
)

DAY = "2024-01-01"
VILLAGE = units(unit(1, 0, "Асан", "990000000"))


def record(source: str, who: Person) -> str:
    return f"{source}/{ {'gbd_fl': who.iin, 'tax': who.rnn, 'pension': who.sik}[source] }"


CHAIN = {
    "gbd_fl": gbd_fl(person(AIGUL), person(BOLAT)),
    "tax": tax(tax_row(AIGUL), tax_row(BOLAT)),
    "pension": pension(pension_row(AIGUL)),
}


@pytest.mark.parametrize("order", list(permutations(CHAIN)))
def test_a_pensioner_known_only_by_a_tax_number_is_found_in_whatever_order_the_evidence_came(
    office: Office, other_office: Office, order: tuple[str, ...]
) -> None:
    for source in order:
        office.load(source, CHAIN[source], DAY)
    for source, content in CHAIN.items():
        other_office.load(source, content, DAY)
    assert office.main_tables() == other_office.main_tables()
    assert office.people() == [
        [record("gbd_fl", BOLAT), record("tax", BOLAT)],
        [record("gbd_fl", AIGUL), record("pension", AIGUL), record("tax", AIGUL)],
    ]
    assert office.waiting() == []


def test_a_record_that_no_register_of_persons_confirms_makes_nobody(office: Office) -> None:
    office.load("tax", tax(tax_row(AIGUL)), DAY)
    office.load("pension", pension(pension_row(AIGUL)), DAY)
    assert office.people() == []
    assert office.waiting() == [record("pension", AIGUL), record("tax", AIGUL)]
    assert office.one("SELECT count(*) FROM individual.individual") == 0


def test_a_number_typed_from_a_sister_s_card_links_nobody_and_waits_for_a_clerk(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(ZHANAR)), DAY)
    office.load("tax", tax(tax_row(ZHANAR, ИИН=AIGUL.iin)), DAY)
    assert office.people() == [[record("gbd_fl", AIGUL)], [record("gbd_fl", ZHANAR)]]
    assert office.waiting() == [record("tax", ZHANAR)]
    assert office.unsure() == [(record("gbd_fl", AIGUL), record("tax", ZHANAR))]
    assert office.rows("SELECT value FROM crosswalk.individual_identifier WHERE scheme = 'RNN'") == []


def test_the_sister_s_record_is_linked_once_her_office_corrects_the_number(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(ZHANAR)), DAY)
    office.load("tax", tax(tax_row(ZHANAR, ИИН=AIGUL.iin)), DAY)
    office.load("tax", tax(tax_row(ZHANAR)), "2024-02-01")
    assert [record("gbd_fl", ZHANAR), record("tax", ZHANAR)] in office.people()
    assert office.waiting() == []


def test_a_record_that_contradicted_a_person_is_linked_once_the_person_is_corrected(office: Office) -> None:
    mistaken = person(AIGUL, surname="Иванова", name="Анна", birthDate="1950-01-01")
    office.load("gbd_fl", gbd_fl(mistaken), DAY)
    office.load("tax", tax(tax_row(AIGUL)), DAY)
    assert office.waiting() == [record("tax", AIGUL)]
    office.load("gbd_fl", gbd_fl(person(AIGUL)), "2024-02-01")
    assert office.people() == [[record("gbd_fl", AIGUL), record("tax", AIGUL)]]


def test_a_record_that_led_to_two_persons_is_linked_once_one_of_them_is_withdrawn(office: Office) -> None:
    double = Person(5, AIGUL.surname, AIGUL.given_name, AIGUL.patronymic, AIGUL.born, AIGUL.sex)
    with_card = person(AIGUL, documents=identity_card(AIGUL))
    office.load("gbd_fl", gbd_fl(with_card), DAY)
    mistaken = office.load("gbd_fl", gbd_fl(with_card, person(double, documents=identity_card(AIGUL))), "2024-02-01")
    office.load("residence", residence(registration(AIGUL, RKA, "2021-05-01", iin=None)), "2024-02-01")
    assert office.people() == [[record("gbd_fl", AIGUL)], [record("gbd_fl", double)]]
    office.withdraw(mistaken.delivery)
    assert office.people() == [[record("gbd_fl", AIGUL), f"residence/{AIGUL.card}|2021-05-01"]]


@pytest.mark.parametrize("order", list(permutations(["gbd_fl", "documents", "residence"])))
def test_a_card_and_an_iin_of_two_persons_of_one_name_link_nobody_in_whatever_order_they_came(
    office: Office, order: tuple[str, ...]
) -> None:
    double = Person(5, AIGUL.surname, AIGUL.given_name, AIGUL.patronymic, AIGUL.born, AIGUL.sex)
    files = {
        "gbd_fl": gbd_fl(person(AIGUL), person(double)),
        "documents": documents(document_row(AIGUL)),
        "residence": residence(registration(AIGUL, RKA, "2021-05-01", iin=double.iin)),
    }
    for source in order:
        office.load(source, files[source], DAY)
    assert office.waiting() == [f"residence/{AIGUL.card}|2021-05-01"]
    assert office.people() == [
        [f"documents/IDENTITY_CARD|{AIGUL.card}", record("gbd_fl", AIGUL)],
        [record("gbd_fl", double)],
    ]


def test_a_card_of_one_person_with_an_iin_of_nobody_waits_for_a_clerk(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL, documents=identity_card(AIGUL))), DAY)
    office.load("residence", residence(registration(AIGUL, RKA, "2021-05-01", iin=iin(AIGUL.born, 900))), DAY)
    assert office.people() == [[record("gbd_fl", AIGUL)]]
    told = office.rows("SELECT verdict, explanation ->> 'conflict' FROM crosswalk.judgement")
    assert told == [("UNSURE", "two IINs")]


def test_two_entries_of_the_state_register_that_share_a_card_are_left_to_a_clerk(office: Office) -> None:
    double = Person(5, AIGUL.surname, AIGUL.given_name, AIGUL.patronymic, AIGUL.born, AIGUL.sex)
    both = [person(who, documents=identity_card(AIGUL)) for who in (AIGUL, double)]
    office.load("gbd_fl", gbd_fl(*both), DAY)
    assert office.people() == [[record("gbd_fl", AIGUL)], [record("gbd_fl", double)]]
    told = office.rows("SELECT verdict, explanation ->> 'conflict', judged_by FROM crosswalk.judgement")
    assert told == [("UNSURE", "two IINs", "RULE")]


def test_a_number_that_ends_at_two_persons_is_kept_under_both_and_decides_nothing(office: Office) -> None:
    """One RNN, issued once and written by the pension fund on another's record: the fund's word moves nobody."""
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(BOLAT)), DAY)
    office.load("tax", tax(tax_row(AIGUL)), DAY)
    office.load("pension", pension(pension_row(BOLAT, RNN=AIGUL.rnn)), DAY)
    assert office.waiting() == [record("pension", BOLAT)]
    assert (record("pension", BOLAT), record("tax", AIGUL)) in office.unsure()


def test_one_card_on_two_persons_of_one_name_is_decided_by_nobody_but_a_clerk(office: Office) -> None:
    """Two entries of the state register that a card could belong to: both confirm, so neither gets the record."""
    twice = [AIGUL, Person(5, AIGUL.surname, AIGUL.given_name, AIGUL.patronymic, AIGUL.born, AIGUL.sex)]
    office.load("gbd_fl", gbd_fl(*map(person, twice)), DAY)
    office.load("tax", tax(*(tax_row(who) for who in twice)), DAY)
    two_numbers = document_row(AIGUL, iin=twice[1].iin)
    office.load("documents", documents(two_numbers), DAY)
    assert [
        f"documents/IDENTITY_CARD|{AIGUL.card}",
        record("gbd_fl", twice[1]),
        record("tax", twice[1]),
    ] in office.people()
    assert len(office.people()) == 2


def test_a_person_whose_iin_was_replaced_is_one_person_found_by_both_numbers(office: Office) -> None:
    old = iin(AIGUL.born, 900)
    replaced = person(AIGUL, formerIin={"iin": old, "endDate": "2020-05-06"})
    office.load("tax", tax(tax_row(AIGUL, ИИН=old)), DAY)
    office.load("gbd_fl", gbd_fl(replaced), DAY)
    assert office.people() == [[record("gbd_fl", AIGUL), record("tax", AIGUL)]]
    assert office.facts("crosswalk.individual_identifier", "scheme, value, ends_basis") == [
        ("IIN", AIGUL.iin, None, "(,)"),
        ("IIN", old, "STATED", "(,2020-05-06)"),
        ("RNN", AIGUL.rnn, None, "[2010-02-01,)"),
    ]


@pytest.mark.parametrize("register_first", [True, False])
def test_an_iin_replaced_between_two_deliveries_leaves_one_person(office: Office, register_first: bool) -> None:
    """The state register's key is the IIN itself: under the new one the record is new, and leads to the same person."""
    old = iin(AIGUL.born, 900)
    if register_first:
        office.load("gbd_fl", gbd_fl(person(AIGUL, iin=old)), DAY)
    office.load("tax", tax(tax_row(AIGUL, ИИН=old)), DAY)
    office.load("gbd_fl", gbd_fl(person(AIGUL, formerIin={"iin": old, "endDate": "2024-01-15"})), "2024-02-01")
    assert len(office.people()) == 1
    assert set(office.rows("SELECT DISTINCT value FROM crosswalk.individual_identifier WHERE scheme = 'IIN'")) == {
        (old,), (AIGUL.iin,),
    }  # fmt: skip


def test_a_faulty_number_is_kept_in_the_words_and_links_nobody(office: Office) -> None:
    wrong = AIGUL.iin[:-1] + str((int(AIGUL.iin[-1]) + 1) % 10)
    office.load("gbd_fl", gbd_fl(person(AIGUL)), DAY)
    report = office.load("tax", tax(tax_row(AIGUL, ИИН=wrong)), DAY)
    assert report.accepted == 1
    assert office.rows("SELECT verdict, judged_by FROM crosswalk.judgement") == [("POSITIVE", "SCORE")]
    assert office.one("SELECT words ->> 1 FROM provenance.statement WHERE words ->> 1 = :wrong", wrong=wrong) == wrong


def test_a_number_that_everybody_carries_is_a_placeholder_and_links_nobody(office: Office) -> None:
    crowd = [Person(n, "Ким", f"Анна{chr(1040 + n)}", "Ивановна", AIGUL.born, "FEMALE") for n in range(20, 72)]
    office.load("gbd_fl", gbd_fl(person(AIGUL)), DAY)
    rows = [pension_row(who, RNN=AIGUL.rnn, SURNAME=AIGUL.surname, NAME=AIGUL.given_name) for who in crowd]
    office.load("pension", pension(*rows), DAY)
    office.load("tax", tax(tax_row(AIGUL)), DAY)
    told = "SELECT judged_by, count(*) FROM crosswalk.judgement WHERE verdict = 'POSITIVE' GROUP BY 1 ORDER BY 1"
    assert office.rows(told) == [("RULE", 1), ("SCORE", len(crowd))]


def homes(office: Office) -> list[tuple[object, ...]]:
    query = """
        SELECT c.rka, r.starts_basis, r.ends_basis, r.valid_time::text FROM individual.residence r
          LEFT JOIN address.address_code c ON c.address_id = r.address_id ORDER BY r.valid_time"""
    return office.rows(query)


def test_a_residence_at_an_unknown_address_waits_and_is_stored_when_the_address_arrives(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL, regAddress=lives_at(RKA, "2020-01-01"))), DAY)
    assert homes(office) == []
    assert office.rows("SELECT scheme, value FROM crosswalk.awaiting") == [("RKA", RKA)]
    office.load("ar_units", VILLAGE, DAY)
    office.load("ar_buildings", buildings(building(1, RKA)), DAY)
    assert homes(office) == [(RKA, "STATED", None, "[2020-01-01,)")]
    assert office.rows("SELECT scheme, value FROM crosswalk.awaiting") == []


def test_an_address_before_or_after_its_resident_gives_the_same_registers(office: Office, other_office: Office) -> None:
    files = [
        ("ar_units", VILLAGE),
        ("ar_buildings", buildings(building(1, RKA))),
        ("gbd_fl", gbd_fl(person(AIGUL, documents=identity_card(AIGUL)))),
        ("residence", residence(registration(AIGUL, RKA, "2021-05-01", iin=None))),
    ]
    for source, content in files:
        office.load(source, content, DAY)
    for source, content in reversed(files):
        other_office.load(source, content, DAY)
    assert homes(office) == [(RKA, "STATED", None, "[2021-05-01,)")]
    assert office.main_tables() == other_office.main_tables()


def test_an_address_that_ends_cuts_the_residence_and_one_that_returns_restores_it(office: Office) -> None:
    office.load("ar_units", VILLAGE, DAY)
    office.load("ar_buildings", buildings(building(1, RKA), building(2, OTHER_RKA)), DAY)
    office.load("gbd_fl", gbd_fl(person(AIGUL, regAddress=lives_at(RKA, "2020-01-01"))), DAY)
    gone = office.load("ar_buildings", buildings(building(2, OTHER_RKA)), "2024-02-01")
    assert homes(office) == [(RKA, "STATED", "INFERRED:within_address_existence", "[2020-01-01,2024-02-01)")]
    office.withdraw(gone.delivery)
    assert homes(office) == [(RKA, "STATED", None, "[2020-01-01,)")]


def test_a_move_reported_by_the_delta_ends_the_earlier_home(office: Office) -> None:
    office.load("ar_units", VILLAGE, DAY)
    office.load("ar_buildings", buildings(building(1, RKA), building(2, OTHER_RKA)), DAY)
    office.load("gbd_fl", gbd_fl(person(AIGUL)), DAY)
    office.load("residence", residence(registration(AIGUL, RKA, "2020-01-01", doc_number=None)), DAY)
    moved = [
        registration(AIGUL, RKA, "2020-01-01", doc_number=None, until="2024-01-20"),
        registration(AIGUL, OTHER_RKA, "2024-01-20", doc_number=None),
    ]
    office.load("residence", residence(*moved), "2024-02-01")
    assert homes(office) == [
        (RKA, "STATED", "STATED", "[2020-01-01,2024-01-20)"),
        (OTHER_RKA, "STATED", None, "[2024-01-20,)"),
    ]


def test_a_silent_delta_ends_nothing(office: Office) -> None:
    office.load("ar_units", VILLAGE, DAY)
    office.load("ar_buildings", buildings(building(1, RKA)), DAY)
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(PYOTR)), DAY)
    office.load("residence", residence(registration(AIGUL, RKA, "2020-01-01")), DAY)
    office.load("residence", residence(registration(PYOTR, RKA, "2023-01-01")), "2024-02-01")
    assert homes(office) == [(RKA, "STATED", None, "[2020-01-01,)"), (RKA, "STATED", None, "[2023-01-01,)")]


def test_nothing_in_a_judgement_s_explanation_is_a_person_s(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(ZHANAR)), DAY)
    office.load("tax", tax(tax_row(AIGUL), tax_row(ZHANAR, ИИН=AIGUL.iin)), DAY)
    told = str(office.rows("SELECT explanation::text FROM crosswalk.judgement")).lower()
    assert told != "[]"
    assert all(word.lower() not in told for word in (AIGUL.iin, AIGUL.rnn, AIGUL.surname, AIGUL.given_name, "1990"))
