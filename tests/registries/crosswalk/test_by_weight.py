"""Whom a load links by weight, on the real database: made, held, broken, left to a clerk, and given back."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from registries.crosswalk import judging
from registries.crosswalk.clerical.queue import waiting
from registries.crosswalk.judging import Clerk
from registries.crosswalk.match_search import search
from registries.crosswalk.seeking import awakened
from registries.crosswalk.weighing.individual import individual_model
from registries.database import transaction
from registries.inspection import faults
from tests.loaders.offices import Office
from tests.loaders.papers import (
    AIGUL,
    BOLAT,
    PYOTR,
    ZHANAR,
    Person,
    document_row,
    documents,
    gbd_fl,
    pension,
    pension_row,
    person,
    tax,
    tax_row,
)

DAY, LATER, LAST = "2024-01-01", "2024-02-01", "2024-03-01"
MODEL = f"individual-1 {individual_model().digest}"
SAULE = Clerk("Сауле", "seen with both papers")
# Whom nobody resembles: they make the register as large as the weights of these tests ask for.
CROWD = [
    Person(40 + n, surname, given, "Ильич", date(1950 + 3 * n, 5, 3 + n), "MALE")
    for n, (surname, given) in enumerate(
        [("Громов", "Егор"), ("Лапин", "Фёдор"), ("Носов", "Юрий"), ("Щукин", "Клим"), ("Цой", "Виктор"), ("Эйхе", "Роберт")]
    )
]  # fmt: skip


def entry(who: Person) -> str:
    return f"gbd_fl/{who.iin}"


def filed(who: Person) -> str:
    return f"tax/{who.rnn}"


def taxpayer(office: Office, *people: Person, day: str = DAY, **changed: str) -> int:
    """The tax office knows these people without their IIN; returns the delivery."""
    rows = tax(*(tax_row(who, **({"ИИН": ""} | changed)) for who in people))
    return office.load("tax", rows, day).delivery


def left(office: Office) -> list[str]:
    """The taxpayers that speak of nobody."""
    return [name for name in office.waiting() if name.startswith("tax/")]


def edges(office: Office) -> list[tuple[object, ...]]:
    return office.rows("SELECT verdict, judged_by, explanation ->> 'ended' FROM crosswalk.judgement ORDER BY id")


def asked(office: Office) -> int:
    with office.engine.connect() as connection:
        return waiting(connection)


def act(office: Office, does: str, one: str, other: str) -> None:
    with transaction(office.engine) as connection:
        getattr(judging, does)(connection, *(judging.record_named(connection, name) for name in (one, other)), SAULE)


def test_a_record_without_a_number_is_linked_by_its_words_in_the_load_that_brings_it(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(*map(person, (AIGUL, ZHANAR, BOLAT))), DAY)
    taxpayer(office, BOLAT)
    assert office.people() == [[entry(BOLAT), filed(BOLAT)], [entry(AIGUL)], [entry(ZHANAR)]]
    [(verdict, method, weight, fields)] = office.rows(
        "SELECT verdict, method, round(weight::numeric, 2), explanation -> 'fields' FROM crosswalk.judgement"
    )
    # 34.31 bits of the fields, and the prior of a register of three.
    assert (verdict, method, float(str(weight))) == ("POSITIVE", MODEL, 33.09)
    assert [(f["field"], f["outcome"]) for f in fields] == [  # type: ignore[attr-defined]
        ("surname", "same"), ("given_name", "same"), ("patronymic", "same"), ("birth_date", "same"), ("sex", "same"),
        ("order", "written"),
    ]  # fmt: skip
    assert office.rows("SELECT value FROM crosswalk.individual_identifier WHERE scheme = 'RNN'") == [(BOLAT.rnn,)]
    assert asked(office) == 0


def test_a_record_that_came_before_its_person_is_linked_when_he_comes(office: Office, other_office: Office) -> None:
    taxpayer(office, BOLAT, AIGUL)
    assert office.waiting() == [filed(AIGUL), filed(BOLAT)]
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(BOLAT)), DAY)
    assert office.waiting() == []
    other_office.load("gbd_fl", gbd_fl(person(AIGUL), person(BOLAT)), DAY)
    taxpayer(other_office, BOLAT, AIGUL)
    assert office.main_tables() == other_office.main_tables()


def test_batches_of_one_end_where_one_batch_of_all_does(office: Office, other_office: Office) -> None:
    other_office.batch = 1
    for one in (office, other_office):
        taxpayer(one, BOLAT, AIGUL, ZHANAR)
        one.load("gbd_fl", gbd_fl(*map(person, (ZHANAR, AIGUL, BOLAT))), DAY)
        one.load("pension", pension(*(pension_row(who, RNN="") for who in (BOLAT, PYOTR))), DAY)
    assert office.main_tables() == other_office.main_tables()
    assert office.waiting() == [f"pension/{PYOTR.sik}"]


def test_a_number_before_a_weight_and_the_edge_ends_when_the_number_comes(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(BOLAT)), DAY)
    taxpayer(office, BOLAT)
    office.load("tax", tax(tax_row(BOLAT)), LATER)
    assert edges(office) == [
        ("POSITIVE", "SCORE", None), ("POSITIVE", "RULE", None),
        ("NEGATIVE", "SCORE", "a number or a clerk decides, or nothing is said any more"),
    ]  # fmt: skip
    assert office.people() == [[entry(BOLAT), filed(BOLAT)]]


def test_a_link_is_held_at_a_weight_that_would_not_make_it_and_broken_under_the_lower(office: Office) -> None:
    more = [replace(one, number=one.number + 10, given_name="Захар") for one in CROWD[:2]]
    office.load("gbd_fl", gbd_fl(*map(person, (AIGUL, ZHANAR, BOLAT, PYOTR, *CROWD, *more))), DAY)
    light = {
        "ИИН": "",
        "ФИО": "Сейтов Болат",
        "Дата рождения": "03.02.1975",
    }  # 5.46 bits; the prior of twelve takes 3.62
    lighter = light | {"ФИО": "Ким Болат Маратович"}
    other = replace(BOLAT, number=77)
    taxpayer(office, BOLAT)
    office.load("tax", tax(tax_row(BOLAT, **light), tax_row(other, **light)), LATER)
    assert (office.waiting(), asked(office)) == ([filed(other)], 1)
    office.load("tax", tax(tax_row(BOLAT, **lighter), tax_row(other, **light)), LAST)
    assert office.waiting() == [filed(BOLAT), filed(other)]
    assert edges(office)[-1] == ("NEGATIVE", "SCORE", "the weight decides no more")


def test_a_rival_breaks_the_link_and_its_withdrawal_makes_it_again(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(BOLAT)), DAY)
    taxpayer(office, BOLAT)
    namesake = replace(BOLAT, number=8)
    report = office.load("gbd_fl", gbd_fl(person(BOLAT), person(namesake)), LATER)
    assert (left(office), asked(office)) == ([filed(BOLAT)], 1)
    assert edges(office)[-1] == ("UNSURE", "SCORE", "the weight decides no more")
    office.withdraw(report.delivery)
    assert (left(office), asked(office)) == ([], 0)


def test_a_twin_is_asked_about_in_the_load_that_brings_the_record(office: Office) -> None:
    twin = replace(BOLAT, number=8, given_name="Серик")
    office.load("gbd_fl", gbd_fl(person(BOLAT)), DAY)
    taxpayer(office, twin)
    assert (left(office), asked(office), edges(office)) == ([filed(twin)], 1, [])
    office.load("gbd_fl", gbd_fl(person(BOLAT), person(twin)), LATER)
    assert (left(office), asked(office)) == ([], 0)


def test_somebody_unlike_everybody_stays_an_unlinked_statement_that_nobody_is_asked_about(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(BOLAT)), DAY)
    taxpayer(office, AIGUL)
    assert (left(office), asked(office), edges(office)) == ([filed(AIGUL)], 0, [])


def test_a_new_name_of_a_person_finds_the_record_that_waited_under_it(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(*map(person, (AIGUL, BOLAT, *CROWD))), DAY)
    married = replace(AIGUL, surname="Громова", patronymic="Ивановна")
    taxpayer(office, married, ФИО="Громова А. Ивановна", Пол="")
    assert left(office) == [filed(AIGUL)]
    office.load("gbd_fl", gbd_fl(*map(person, (married, BOLAT, *CROWD))), LATER)
    assert left(office) == []


def test_the_withdrawal_of_a_delivery_takes_its_links_with_it(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(BOLAT)), DAY)
    before = office.main_tables()
    number = taxpayer(office, BOLAT)
    office.withdraw(number)
    assert office.main_tables() == before
    assert edges(office)[-1][0] == "NEGATIVE"
    people = office.load("gbd_fl", gbd_fl(person(BOLAT), person(AIGUL)), LATER).delivery
    taxpayer(office, AIGUL, day=LATER)
    office.withdraw(people)
    assert left(office) == [filed(AIGUL), filed(BOLAT)]


@pytest.mark.parametrize("does", ["unmerge", "split"])
def test_a_link_that_a_clerk_takes_back_leaves_the_registers_as_they_were_and_is_not_proposed_again(
    office: Office, does: str
) -> None:
    office.load("gbd_fl", gbd_fl(person(BOLAT)), DAY)
    taxpayer(office, replace(BOLAT, number=77))
    act(office, does, entry(BOLAT), filed(replace(BOLAT, number=77)))
    assert office.rows("SELECT value FROM crosswalk.individual_identifier WHERE scheme = 'RNN'") == []
    assert (len(left(office)), asked(office)) == (1, 0)
    said = len(edges(office))
    office.load("gbd_fl", gbd_fl(person(BOLAT), person(AIGUL)), LATER)
    assert (len(left(office)), asked(office), len(edges(office))) == (1, 0, said)
    taxpayer(office, replace(BOLAT, number=77), day=LATER, ФИО="Сейтов Б М")
    assert (len(left(office)), asked(office)) == (1, 1)


def test_an_un_merged_link_leaves_what_another_office_has_where_it_was_never_made(
    office: Office, other_office: Office
) -> None:
    taxpayer(other_office, BOLAT)
    other_office.load("gbd_fl", gbd_fl(person(replace(BOLAT, number=8))), DAY)
    act(other_office, "split", entry(replace(BOLAT, number=8)), filed(BOLAT))
    other_office.load("gbd_fl", gbd_fl(person(replace(BOLAT, number=8)), person(AIGUL)), LATER)
    office.load("gbd_fl", gbd_fl(person(replace(BOLAT, number=8))), DAY)
    taxpayer(office, BOLAT)
    office.load("gbd_fl", gbd_fl(person(replace(BOLAT, number=8)), person(AIGUL)), LATER)
    act(office, "unmerge", entry(replace(BOLAT, number=8)), filed(BOLAT))
    assert office.main_tables() == other_office.main_tables()


def test_another_iin_than_the_person_s_holds_the_link_and_asks_a_clerk(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(BOLAT)), DAY)
    taxpayer(office, BOLAT, ИИН=replace(BOLAT, number=8).iin)
    assert (left(office), asked(office)) == ([filed(BOLAT)], 1)
    told = office.rows("SELECT verdict, explanation ->> 'conflict' FROM crosswalk.judgement")
    assert told == [("UNSURE", "two IINs")]


def test_a_record_that_speaks_of_two_persons_is_left_to_a_clerk(office: Office) -> None:
    """The tax office gave one number twice: what it says of the other person comes to nobody."""
    office.load("gbd_fl", gbd_fl(person(BOLAT)), DAY)
    taxpayer(office, BOLAT, replace(PYOTR, number=BOLAT.number))
    assert (left(office), asked(office)) == ([filed(BOLAT)], 1)
    told = office.rows("SELECT verdict, explanation ->> 'conflict' FROM crosswalk.judgement")
    assert told == [("UNSURE", "one record, two persons")]
    assert office.rows("SELECT DISTINCT surname FROM individual.name") == [(BOLAT.surname,)]


def test_a_number_that_belongs_to_somebody_else_is_a_conflict_whatever_the_weight_says(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(BOLAT), person(AIGUL)), DAY)
    taxpayer(office, BOLAT, ИИН=AIGUL.iin)
    assert (left(office), asked(office)) == ([filed(BOLAT)], 1)
    assert office.rows("SELECT verdict, judged_by FROM crosswalk.judgement") == [("UNSURE", "RULE")]


def test_whom_a_weight_joined_speaks_for_no_other_weight(office: Office) -> None:
    """A maiden name that only a weight brings is in the register, and finds nobody until a number confirms it."""
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(BOLAT)), DAY)
    papers = document_row(AIGUL, iin="", surname="Касымова")
    office.load("documents", documents(papers), LATER)
    surnames = "SELECT count(DISTINCT surname) FROM individual.name WHERE surname LIKE '%ова'"
    rows = "SELECT count(*) FROM crosswalk.match_row"
    assert (office.waiting(), office.one(surnames), office.one(rows)) == ([], 2, 2)
    office.load("documents", documents(papers | {"iin": AIGUL.iin}), LAST)
    assert (office.waiting(), office.one(rows)) == ([], 3)


def test_what_the_founder_says_finds_his_person_though_another_said_it_before(office: Office) -> None:
    """The name is one version from the day on which the tax office said it, and rests on the founder's statement."""
    taxpayer(office, BOLAT)
    office.load("gbd_fl", gbd_fl(person(BOLAT)), LATER)
    grounds = """
        SELECT lower(n.valid_time)::text, s.name FROM individual.name n JOIN provenance.statement t ON t.id = n.statement_id
          JOIN provenance.record r ON r.id = t.record_id JOIN provenance.source s ON s.id = r.source_id
    """
    assert office.rows(grounds) == [(DAY, "gbd_fl")]
    assert office.one("SELECT count(*) FROM crosswalk.match_row") == 1
    office.load("pension", pension(pension_row(BOLAT, RNN="")), LAST)
    assert office.people() == [[entry(BOLAT), f"pension/{BOLAT.sik}", filed(BOLAT)]]
    taxpayer(office, BOLAT, day=LAST, ИИН=BOLAT.iin)
    assert office.rows(grounds) == [(DAY, "tax")]
    assert office.one("SELECT count(*) FROM crosswalk.match_row") == 1


def test_records_of_a_person_linked_by_weight_are_in_the_registers_health(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(*map(person, (AIGUL, ZHANAR, BOLAT))), DAY)
    taxpayer(office, BOLAT, AIGUL)
    with office.engine.connect() as connection:
        assert [fault for fault in faults(connection) if fault[1]] == []


def test_a_key_that_was_and_is_too_common_awakens_nobody(office: Office) -> None:
    taxpayer(office, BOLAT)
    office.load("gbd_fl", gbd_fl(person(replace(BOLAT, number=8))), DAY)
    with office.engine.connect() as connection:
        model = individual_model()
        columns = ", ".join(f"key_{number + 1}" for number in range(len(model.keys)))
        [row] = connection.execute(text(f"SELECT {columns} FROM crosswalk.match_row")).all()
        keys = [(number, hashed) for number, hashed in enumerate(row) if hashed is not None]
        assert len(search(connection, model, keys).by_key) == len(keys)
        assert len(awakened(connection, dict.fromkeys(keys, 1))) == 1
        assert awakened(connection, {}) == set()
