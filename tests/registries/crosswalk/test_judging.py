"""A clerk's judgements on the real database: merged, split, un-merged, remembered, and put before him again."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from registries.crosswalk import judging, review
from registries.crosswalk.judging import Clerk, JudgementRefusedError
from registries.crosswalk.registers import FACTS
from registries.database import transaction
from tests.loaders.offices import Office
from tests.loaders.papers import AIGUL, BOLAT, ZHANAR, gbd_fl, person, tax, tax_row

DAY = "2024-01-01"
SAULE, DINA = Clerk("Сауле", "seen with both papers"), Clerk("Дина", "the same woman")
AIGUL_ENTRY, BOLAT_ENTRY, ZHANAR_ENTRY = (f"gbd_fl/{one.iin}" for one in (AIGUL, BOLAT, ZHANAR))
TAX_AIGUL, TAX_ZHANAR = (f"tax/{one.rnn}" for one in (AIGUL, ZHANAR))


def act(office: Office, does: str, one: str, other: str, clerk: Clerk = SAULE) -> frozenset[int]:
    with transaction(office.engine) as connection:
        records = [judging.record_named(connection, name) for name in (one, other)]
        concerned: frozenset[int] = getattr(judging, does)(connection, *records, clerk)
        return concerned


def refused(office: Office, does: str, one: str, other: str, clerk: Clerk = SAULE) -> str:
    before = office.rows("SELECT count(*) FROM crosswalk.judgement")
    with pytest.raises(JudgementRefusedError) as refusal:
        act(office, does, one, other, clerk)
    assert office.rows("SELECT count(*) FROM crosswalk.judgement") == before
    assert all(word not in refusal.value.message for word in (AIGUL.iin, BOLAT.iin))
    return refusal.value.message


def mistaken_sister(office: Office) -> None:
    """The tax office filed Zhanar under Aigul's number: a conflict that waits for a clerk."""
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(ZHANAR)), DAY)
    office.load("tax", tax(tax_row(ZHANAR, ИИН=AIGUL.iin)), DAY)


def waiting(office: Office) -> list[str]:
    with transaction(office.engine) as connection:
        return [one.reason for one in review.waiting(connection, 100)]


def test_a_clerk_gives_a_record_to_the_person_it_is_of(office: Office) -> None:
    mistaken_sister(office)
    act(office, "merge", ZHANAR_ENTRY, TAX_ZHANAR)
    assert office.people() == [[AIGUL_ENTRY], [ZHANAR_ENTRY, TAX_ZHANAR]]
    assert office.rows("SELECT value FROM crosswalk.individual_identifier WHERE scheme = 'RNN'") == [(ZHANAR.rnn,)]


def test_two_entries_merged_are_one_person_and_un_merged_the_two_they_were(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(BOLAT)), DAY)
    before, ids = office.main_tables(), office.rows("SELECT record_id, entity_id FROM crosswalk.membership ORDER BY 1")
    act(office, "merge", AIGUL_ENTRY, BOLAT_ENTRY)
    merged = office.one("SELECT max(stamped_at) FROM temporal.transaction")
    as_one = office.believed_at(merged, FACTS.values())
    assert office.people() == [[BOLAT_ENTRY, AIGUL_ENTRY]]
    office.load("tax", tax(tax_row(BOLAT)), "2024-02-01")
    act(office, "unmerge", AIGUL_ENTRY, BOLAT_ENTRY)
    assert [sorted(one) for one in office.people()] == [[BOLAT_ENTRY, f"tax/{BOLAT.rnn}"], [AIGUL_ENTRY]]
    assert office.believed_at(merged, FACTS.values()) == as_one
    office.withdraw(int(str(office.one("SELECT max(id) FROM provenance.delivery"))))
    assert office.main_tables() == before
    assert office.rows("SELECT record_id, entity_id FROM crosswalk.membership ORDER BY 1") == ids


def test_what_came_between_a_merge_and_its_un_merge_is_where_it_would_be_without(
    office: Office, other_office: Office
) -> None:
    people, rows = gbd_fl(person(AIGUL), person(ZHANAR)), tax(tax_row(AIGUL), tax_row(ZHANAR))
    office.load("gbd_fl", people, DAY)
    act(office, "merge", AIGUL_ENTRY, ZHANAR_ENTRY)
    office.load("tax", rows, DAY)
    act(office, "unmerge", AIGUL_ENTRY, ZHANAR_ENTRY)
    other_office.load("tax", rows, DAY)
    other_office.load("gbd_fl", people, DAY)
    assert office.main_tables() == other_office.main_tables()


def test_a_split_outlives_every_restatement_and_is_never_proposed_again(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL)), DAY)
    office.load("tax", tax(tax_row(AIGUL)), DAY)
    act(office, "split", AIGUL_ENTRY, TAX_AIGUL)
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(BOLAT)), "2024-02-01")
    office.load("tax", tax(tax_row(AIGUL), tax_row(BOLAT)), "2024-02-01")
    assert office.waiting() == [TAX_AIGUL]
    assert waiting(office) == []


def test_a_split_is_put_before_a_clerk_again_when_a_record_says_something_else(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL)), DAY)
    office.load("tax", tax(tax_row(AIGUL)), DAY)
    act(office, "split", AIGUL_ENTRY, TAX_AIGUL)
    office.load("tax", tax(tax_row(AIGUL, Пол="")), "2024-02-01")
    assert waiting(office) == ["what a record says has changed"]
    assert office.waiting() == [TAX_AIGUL]
    office.load("tax", tax(tax_row(AIGUL, Пол=""), tax_row(BOLAT)), "2024-03-01")
    assert waiting(office) == ["what a record says has changed"]
    act(office, "split", AIGUL_ENTRY, TAX_AIGUL)
    assert waiting(office) == []


def test_a_merge_is_put_before_a_clerk_again_when_the_record_turns_out_to_be_of_somebody_else(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL)), DAY)
    office.load("tax", tax(tax_row(AIGUL)), DAY)
    act(office, "merge", AIGUL_ENTRY, TAX_AIGUL)
    assert waiting(office) == []
    office.load(
        "tax", tax(tax_row(AIGUL, ФИО="Сейтов Болат Маратович", **{"Дата рождения": "30.11.1975"})), "2024-02-01"
    )
    assert waiting(office) == ["what a record says has changed"]
    assert office.waiting() == []


def test_a_conflict_a_clerk_has_decided_waits_no_more(office: Office) -> None:
    mistaken_sister(office)
    assert len(waiting(office)) == 1
    act(office, "split", AIGUL_ENTRY, TAX_ZHANAR)
    # Whom the weight then leads to has an IIN of her own: that is asked, and nothing else.
    assert waiting(office) == ["two IINs"]
    act(office, "split", ZHANAR_ENTRY, TAX_ZHANAR)
    assert waiting(office) == []


def test_a_conflict_waits_again_once_the_merge_that_decided_it_is_taken_back(office: Office) -> None:
    mistaken_sister(office)
    before = waiting(office)
    act(office, "merge", AIGUL_ENTRY, TAX_ZHANAR)
    assert waiting(office) == []
    act(office, "unmerge", AIGUL_ENTRY, TAX_ZHANAR)
    assert waiting(office) == before
    act(office, "merge", AIGUL_ENTRY, ZHANAR_ENTRY)
    act(office, "unmerge", AIGUL_ENTRY, ZHANAR_ENTRY)
    assert waiting(office) == before


def test_only_a_clerk_s_merge_is_taken_back(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL)), DAY)
    office.load("tax", tax(tax_row(AIGUL)), DAY)
    assert refused(office, "unmerge", AIGUL_ENTRY, TAX_AIGUL) == "no clerk and no weight has merged these two records"


def test_clerks_may_not_join_what_they_told_apart(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(BOLAT), person(ZHANAR)), DAY)
    act(office, "split", AIGUL_ENTRY, ZHANAR_ENTRY)
    act(office, "merge", AIGUL_ENTRY, BOLAT_ENTRY)
    said = refused(office, "merge", BOLAT_ENTRY, ZHANAR_ENTRY)
    assert said == "clerks joined these records and told two of them apart"


@pytest.mark.parametrize(
    ("one", "other", "clerk", "says"),
    [
        (AIGUL_ENTRY, AIGUL_ENTRY, SAULE, "a record is one person with itself"),
        (AIGUL_ENTRY, BOLAT_ENTRY, Clerk("register", "why not"), "a judgement has an author of its own"),
        (AIGUL_ENTRY, BOLAT_ENTRY, Clerk(" ", "why not"), "a judgement has an author of its own"),
        (AIGUL_ENTRY, BOLAT_ENTRY, Clerk("Сауле", "\t"), "a clerk's judgement says why"),
        (AIGUL_ENTRY, "gbd_fl/nobody", SAULE, "there is no such record of a person"),
        (AIGUL_ENTRY, "999999999999999999", SAULE, "there is no such record of a person"),
        (AIGUL_ENTRY, "9" * 30, SAULE, "there is no such record of a person"),
    ],
)
def test_what_is_no_judgement_is_refused_and_nothing_kept(
    office: Office, one: str, other: str, clerk: Clerk, says: str
) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(BOLAT)), DAY)
    assert refused(office, "merge", one, other, clerk) == says


def test_of_two_clerks_the_second_makes_it_count_and_the_first_alone_does_not(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(BOLAT)), DAY)
    first, second = (Clerk(one.name, one.why, two_persons=True) for one in (SAULE, DINA))
    act(office, "merge", AIGUL_ENTRY, BOLAT_ENTRY, first)
    act(office, "merge", AIGUL_ENTRY, BOLAT_ENTRY, first)
    assert len(office.people()) == 2
    assert waiting(office) == ["proposed by one clerk: POSITIVE"]
    act(office, "merge", AIGUL_ENTRY, BOLAT_ENTRY, second)
    assert len(office.people()) == 1


def test_a_proposal_leaves_what_was_decided_before_in_force(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL)), DAY)
    office.load("tax", tax(tax_row(AIGUL)), DAY)
    act(office, "split", AIGUL_ENTRY, TAX_AIGUL)
    first, second = (Clerk(one.name, one.why, two_persons=True) for one in (SAULE, DINA))
    act(office, "merge", AIGUL_ENTRY, TAX_AIGUL, first)
    assert office.waiting() == [TAX_AIGUL]
    act(office, "split", AIGUL_ENTRY, TAX_AIGUL)
    act(office, "merge", AIGUL_ENTRY, TAX_AIGUL, second)
    assert office.waiting() == [TAX_AIGUL]
    act(office, "merge", AIGUL_ENTRY, TAX_AIGUL, first)
    assert office.waiting() == []


def test_a_refused_judgement_leaves_the_rest_of_its_transaction_alone(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(BOLAT), person(ZHANAR)), DAY)
    with transaction(office.engine) as connection:
        aigul, bolat, zhanar = (judging.record_named(connection, n) for n in (AIGUL_ENTRY, BOLAT_ENTRY, ZHANAR_ENTRY))
        judging.split(connection, aigul, zhanar, SAULE)
        judging.merge(connection, aigul, bolat, SAULE)
        with pytest.raises(JudgementRefusedError):
            judging.merge(connection, bolat, zhanar, SAULE)
    assert len(office.people()) == 2
    assert office.rows("SELECT verdict FROM crosswalk.judgement ORDER BY id") == [("NEGATIVE",), ("POSITIVE",)]


def test_a_proposal_is_void_when_a_record_has_changed_since(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(BOLAT)), DAY)
    first, second = (Clerk(one.name, one.why, two_persons=True) for one in (SAULE, DINA))
    act(office, "merge", AIGUL_ENTRY, BOLAT_ENTRY, first)
    office.load("gbd_fl", gbd_fl(person(AIGUL, surname="Ким"), person(BOLAT)), "2024-02-01")
    act(office, "merge", AIGUL_ENTRY, BOLAT_ENTRY, second)
    assert len(office.people()) == 2


def test_nothing_judged_is_changed_or_struck_out(office: Office) -> None:
    mistaken_sister(office)
    for statement in ("UPDATE crosswalk.judgement SET author = 'x'", "DELETE FROM crosswalk.judgement"):
        with pytest.raises(DBAPIError, match="would lose what was once believed"), office.engine.begin() as connection:
            connection.execute(text(statement))


def test_judgements_are_dated_in_the_order_of_their_transactions(office: Office) -> None:
    mistaken_sister(office)
    act(office, "merge", ZHANAR_ENTRY, TAX_ZHANAR)
    act(office, "unmerge", ZHANAR_ENTRY, TAX_ZHANAR)
    rows = office.rows("SELECT j.judged_at FROM crosswalk.judgement j JOIN temporal.transaction t ON t.stamped_at = judged_at "
                       "ORDER BY j.id")  # fmt: skip
    assert rows == sorted(rows)
    assert len(rows) == office.one("SELECT count(*) FROM crosswalk.judgement") == 3


def test_another_claim_is_kept_beside_what_survives(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL)), DAY)
    office.load("tax", tax(tax_row(AIGUL, ФИО="Ахметова Айгуль Болатовна")), DAY)
    kept = office.rows("""
        SELECT o.attribute, o.value, s.name FROM crosswalk.outranked o JOIN provenance.statement t ON t.id = o.claimed_in
          JOIN provenance.delivery d ON d.id = t.delivery_id JOIN provenance.source s ON s.id = d.source_id""")
    assert kept == [("individual.name", "ru Ахметова Айгуль Болатовна", "tax")]
