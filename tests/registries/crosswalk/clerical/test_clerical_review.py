"""Clerical review on the real database: what waits, in which order, and how an answer closes it."""

from dataclasses import replace
from datetime import date

import pytest

from registries.crosswalk.clerical.deciding import (
    AlreadyDecided,
    Answer,
    AskedAnew,
    Became,
    Clerk,
    ReviewRefused,
    decide,
)
from registries.crosswalk.clerical.finding import find_all
from registries.crosswalk.clerical.queue import EntryShown, answered, entry, next_for, page, waiting
from registries.crosswalk.clerical.worth import bits_missing, worth
from registries.crosswalk.reconcile.register import forget
from registries.crosswalk.weighing.decision import Thresholds
from registries.crosswalk.weighing.individual import individual_model
from tests.loaders.offices import Office
from tests.loaders.papers import AIGUL, BOLAT, PYOTR, ZHANAR, Person, gbd_fl, person, tax, tax_row

DAY = "2024-01-01"
NURLAN = Person(7, "Ахметов", "Нурлан", "Серикович", date(1987, 5, 3), "MALE")
ERZHAN = replace(NURLAN, number=8, given_name="Ержан")
DANA = Person(9, "Оспанова", "Дана", "Болатовна", date(1991, 10, 12), "FEMALE")
THIRD = replace(NURLAN, number=30, given_name="Бауыржан")
SISTER = replace(DANA, number=31, given_name="Алия")
SAULE, MARAT, ASEL = Clerk("saule@department"), Clerk("marat@department"), Clerk("asel@department")


@pytest.fixture
def register(office: Office) -> Office:
    forget()
    office.load("gbd_fl", gbd_fl(*map(person, (AIGUL, ZHANAR, BOLAT, PYOTR, NURLAN, ERZHAN, DANA))), DAY)
    return office


def deliver(office: Office, *people: Person, day: str = "2024-02-01", **changed: str) -> None:
    """The tax office knows these people without their IIN."""
    office.load("tax", tax(*(tax_row(who, **({"ИИН": ""} | changed)) for who in people)), day)
    find_all(office.engine)


def queue(office: Office, first: int = 50) -> list[EntryShown]:
    with office.engine.connect() as connection:
        return page(connection, first)


def says(office: Office, clerk: Clerk, answer: Answer, one: EntryShown, place: int = 0, note: str = "") -> Became:
    with office.engine.begin() as connection:
        return decide(connection, one.id, one.candidates[place].record, answer, note, clerk)


def iins(one: EntryShown) -> list[str]:
    return [value for c in one.candidates for scheme, value in c.person.said.numbers if scheme == "IIN"]


def test_what_the_rules_cannot_decide_waits_with_both_sides_shown(register: Office) -> None:
    deliver(register, SISTER)
    [one] = queue(register)
    assert (one.answer, one.because, one.waiting, one.closed) == ("POSSIBLE", "TWIN", 1, False)
    assert (one.record.source, one.record.key, one.record.individual) == ("tax", SISTER.rnn, None)
    assert one.record.said.names == [("Оспанова", "Алия", "Болатовна")]
    assert iins(one) == [DANA.iin]
    assert {f.field: f.outcome for f in one.candidates[0].fields} == {
        "surname": "same", "given_name": "differs", "patronymic": "same", "birth_date": "same", "sex": "same",
    }  # fmt: skip
    assert [(r.source, r.key) for r in one.candidates[0].person.records] == [("gbd_fl", DANA.iin)]


def test_whom_the_rules_link_and_whom_nobody_fits_do_not_wait(register: Office) -> None:
    stranger = Person(40, "Петров", "Олег", "Юрьевич", date(1960, 1, 2), "MALE")
    register.load("tax", tax(tax_row(AIGUL), tax_row(stranger, ИИН="")), "2024-02-01")
    find_all(register.engine)
    assert queue(register) == []


def test_worth_is_the_records_that_wait_for_the_person_by_the_bits_missing() -> None:
    thresholds = Thresholds.of(individual_model().thresholds)
    assert bits_missing("POSSIBLE", "LIGHT", [thresholds.join - 1.5], thresholds) == 1.5
    assert bits_missing("POSSIBLE", "TWIN", [thresholds.join + 4], thresholds) == 4
    assert bits_missing("MANY", "NO_MARGIN", [5.0, 4.0], thresholds) == thresholds.margin - 1
    assert bits_missing("CONFLICT", "TWO_PERSONS", [-9.0], thresholds) == 0
    assert (worth(1, 0), worth(4, 0), worth(1, 3)) == (1, 4, 0.25)


def test_the_answer_that_is_worth_most_comes_first(register: Office) -> None:
    deliver(register, SISTER, THIRD, replace(DANA, number=32, given_name="Гульнар"))
    found = queue(register)
    assert [one.waiting for one in found] == [2, 2, 1] if found[0].waiting == 2 else [1, 2, 2]
    assert [one.worth for one in found] == sorted((one.worth for one in found), reverse=True)
    for one in found:
        assert one.worth == pytest.approx(worth(one.waiting, one.bits))


def test_pages_of_the_queue_follow_each_other(register: Office) -> None:
    deliver(register, SISTER, THIRD, replace(DANA, number=32, given_name="Гульнар"))
    whole = [one.id for one in queue(register)]
    with register.engine.connect() as connection:
        first = page(connection, 2)
        rest = page(connection, 2, first[-1].place)
        assert waiting(connection) == 3
    assert [one.id for one in (*first, *rest)] == whole


def test_accepting_links_the_record_and_closes_the_entry(register: Office) -> None:
    deliver(register, SISTER)
    [one] = queue(register)
    assert says(register, SAULE, Answer.ACCEPT, one, note="the same passport") is Became.DECIDED
    assert queue(register) == []
    assert sorted([f"gbd_fl/{DANA.iin}", f"tax/{SISTER.rnn}"]) in register.people()
    kept = register.rows(
        "SELECT verdict, author, method, explanation ->> 'why', weight FROM crosswalk.judgement ORDER BY id DESC LIMIT 1"
    )
    assert kept == [
        ("POSITIVE", "saule@department", "clerical-review-1", "the same passport", one.candidates[0].weight)
    ]


def test_rejecting_is_remembered_and_the_entry_is_never_proposed_again(register: Office) -> None:
    deliver(register, SISTER)
    says(register, SAULE, Answer.REJECT, queue(register)[0])
    find_all(register.engine)
    assert queue(register) == []
    assert register.waiting() == [f"tax/{SISTER.rnn}"]


def test_of_several_candidates_each_is_answered_by_itself(register: Office) -> None:
    deliver(register, THIRD)
    [one] = queue(register)
    assert set(iins(one)) == {NURLAN.iin, ERZHAN.iin}
    says(register, SAULE, Answer.REJECT, one)
    [left] = queue(register)
    assert (left.id, iins(left)) == (one.id, iins(one)[1:])
    says(register, MARAT, Answer.REJECT, left)
    assert queue(register) == []


def test_unsure_leaves_the_entry_open_for_others(register: Office) -> None:
    deliver(register, SISTER)
    [one] = queue(register)
    assert says(register, SAULE, Answer.UNSURE, one) is Became.LEFT_OPEN
    assert [one.id] == [left.id for left in queue(register)]
    with register.engine.connect() as connection:
        assert next_for(connection, SAULE.name) is None
        assert next_for(connection, MARAT.name) == one.id
        assert answered(connection, one, SAULE.name) == {one.candidates[0].record}


def test_the_second_of_two_clerks_is_told_that_it_was_decided(register: Office) -> None:
    deliver(register, SISTER)
    [one] = queue(register)
    says(register, SAULE, Answer.REJECT, one)
    before = register.one("SELECT count(*) FROM crosswalk.judgement")
    with pytest.raises(AlreadyDecided):
        says(register, MARAT, Answer.ACCEPT, one)
    assert register.one("SELECT count(*) FROM crosswalk.judgement") == before


def test_a_decided_entry_is_opened_again_when_its_record_says_something_else(register: Office) -> None:
    deliver(register, SISTER)
    [one] = queue(register)
    says(register, SAULE, Answer.REJECT, one)
    register.load("tax", tax(tax_row(SISTER, ИИН="", ФИО="Оспанова Гульнар Болатовна")), "2024-03-01")
    [again] = queue(register)
    assert (again.id != one.id, iins(again)) == (True, [DANA.iin])
    says(register, SAULE, Answer.REJECT, again)
    assert queue(register) == []


def test_whom_the_rules_would_link_against_a_clerks_older_word_is_asked_again(register: Office) -> None:
    deliver(register, SISTER)
    says(register, SAULE, Answer.REJECT, queue(register)[0])
    register.load("tax", tax(tax_row(SISTER, ИИН="", ФИО="Оспанова Дана Болатовна")), "2024-03-01")
    assert [(one.answer, iins(one)) for one in queue(register)] == [("POSSIBLE", [DANA.iin])]
    assert register.waiting() == [f"tax/{SISTER.rnn}"]


def test_an_open_entry_whose_record_changes_is_another_question(register: Office) -> None:
    deliver(register, SISTER)
    [one] = queue(register)
    says(register, SAULE, Answer.UNSURE, one)
    register.load("tax", tax(tax_row(SISTER, ИИН="", ФИО="Оспанова Гульнар Болатовна")), "2024-03-01")
    [again] = queue(register)
    assert again.id != one.id
    with register.engine.connect() as connection:
        assert entry(connection, one.id) is None
        assert next_for(connection, SAULE.name) == again.id
    with pytest.raises(AskedAnew):
        says(register, MARAT, Answer.ACCEPT, one)


def test_a_record_that_brings_its_iin_waits_no_longer(register: Office) -> None:
    deliver(register, SISTER)
    register.load("tax", tax(tax_row(replace(SISTER, given_name="Дана"), ИИН=DANA.iin)), "2024-03-01")
    assert queue(register) == []


def of_two(clerk: Clerk) -> Clerk:
    return replace(clerk, two_persons=True)


def test_by_the_two_person_rule_a_second_clerk_has_to_say_the_same(register: Office) -> None:
    deliver(register, SISTER)
    [one] = queue(register)
    assert says(register, of_two(SAULE), Answer.ACCEPT, one) is Became.PROPOSED
    assert says(register, of_two(SAULE), Answer.ACCEPT, one) is Became.PROPOSED
    assert register.waiting() == [f"tax/{SISTER.rnn}"]
    with register.engine.connect() as connection:
        assert next_for(connection, SAULE.name) is None
        assert next_for(connection, MARAT.name) == one.id
    assert says(register, of_two(MARAT), Answer.ACCEPT, one) is Became.DECIDED
    assert register.waiting() == []


def test_two_clerks_who_disagree_leave_it_to_a_third(register: Office) -> None:
    deliver(register, SISTER)
    [one] = queue(register)
    says(register, of_two(SAULE), Answer.ACCEPT, one)
    assert says(register, of_two(MARAT), Answer.REJECT, one) is Became.PROPOSED
    assert says(register, of_two(ASEL), Answer.ACCEPT, one) is Became.DECIDED
    assert register.waiting() == []


def test_what_was_said_of_another_question_does_not_count_as_the_first_answer(register: Office) -> None:
    deliver(register, SISTER)
    says(register, of_two(SAULE), Answer.ACCEPT, queue(register)[0])
    register.load("tax", tax(tax_row(SISTER, ИИН="", ФИО="Оспанова Гульнар Болатовна")), "2024-03-01")
    [again] = queue(register)
    assert says(register, of_two(MARAT), Answer.ACCEPT, again) is Became.PROPOSED


def test_a_number_of_somebody_else_is_a_conflict_that_no_weight_decides(register: Office) -> None:
    deliver(register, PYOTR, ИИН=AIGUL.iin)
    [one] = queue(register)
    assert (one.answer, one.bits) == ("CONFLICT", 0)
    assert set(iins(one)) == {AIGUL.iin, PYOTR.iin}
    says(register, SAULE, Answer.ACCEPT, one, iins(one).index(PYOTR.iin))
    assert queue(register) == []
    assert sorted([f"gbd_fl/{PYOTR.iin}", f"tax/{PYOTR.rnn}"]) in register.people()


def test_two_who_fit_equally_well_are_many(register: Office) -> None:
    namesake = replace(AIGUL, number=20)
    everybody = (AIGUL, ZHANAR, BOLAT, PYOTR, NURLAN, ERZHAN, DANA)
    register.load("gbd_fl", gbd_fl(*map(person, (*everybody, namesake))), "2024-02-01")
    deliver(register, AIGUL, ИИН="")
    found = queue(register)
    assert [(one.answer, set(iins(one))) for one in found] == [("MANY", {AIGUL.iin, namesake.iin})]


@pytest.mark.parametrize("note", ["а" * 501, "\0"])
def test_a_note_that_cannot_be_kept_is_refused(register: Office, note: str) -> None:
    deliver(register, SISTER)
    [one] = queue(register)
    with pytest.raises(ReviewRefused):
        says(register, SAULE, Answer.REJECT, one, note=note)
    assert [one.id] == [left.id for left in queue(register)]


def test_looking_at_an_entry_changes_nothing(register: Office) -> None:
    deliver(register, SISTER)
    before = (register.checksum(), register.transactions(), queue(register))
    with register.engine.connect() as connection:
        entry(connection, queue(register)[0].id)
        next_for(connection, SAULE.name)
    assert (register.checksum(), register.transactions(), queue(register)) == before


def test_looking_again_changes_nothing_where_nothing_has_changed(register: Office) -> None:
    deliver(register, SISTER, THIRD)
    before = queue(register)
    find_all(register.engine)
    assert queue(register) == before


@pytest.mark.parametrize("id_", ["", "1", "x" * 36, "00000000-0000-0000-0000-000000000000", "'; DROP TABLE x; --"])
def test_an_entry_that_is_not_there_is_nothing(register: Office, id_: str) -> None:
    with register.engine.connect() as connection:
        assert entry(connection, id_) is None
