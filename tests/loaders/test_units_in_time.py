"""What random histories of the register of addresses found: codes given again, mergers by act, clauses at odds."""

from itertools import permutations

import pytest

from tests.loaders.naming import Town, act_row, balkhash, renamings
from tests.loaders.offices import Office
from tests.loaders.papers import unit, units

OLD, NEW, OTHER = "990000100", "990000200", "990000300"
SHETSKY = "Карагандинская область, Шетский район"
FIRST_DAY = "2021-05-01"


def bearers(office: Office, kato: str) -> list[tuple[object, ...]]:
    """Records and days of everybody who bore a code."""
    return office.rows(
        "SELECT r.key, c.valid_time::text FROM address.unit_code c "
        "JOIN crosswalk.membership m ON m.entity_id = c.unit_id AND m.register = 'address.unit' "
        "JOIN provenance.record r ON r.id = m.record_id WHERE c.kato = :kato ORDER BY c.valid_time",
        kato=kato,
    )


def test_a_code_given_up_and_given_to_another_is_borne_by_two_units_in_turn(office: Office) -> None:
    office.load("ar_units", units(unit(1, 0, "Асан", OLD)), "2023-01-01")
    office.load("ar_units", units(unit(1, 0, "Асан", NEW), unit(2, 0, "Усен", OLD)), "2024-01-01")
    assert bearers(office, OLD) == [("1", "(,2024-01-01)"), ("2", "[2024-01-01,)")]
    assert bearers(office, NEW) == [("1", "[2024-01-01,)")]


BOTH_ORDERS = pytest.mark.parametrize("order", list(permutations((0, 1))), ids=["earlier first", "later first"])
TAKEN_BY = {
    "one that had another": (unit(1, 2, "Асан", OLD), unit(2, 0, "Усен", NEW)),
    "a new one": (unit(1, 0, "Асан", OLD),),
}


@BOTH_ORDERS
@pytest.mark.parametrize("case", TAKEN_BY)
def test_the_extract_before_a_code_was_given_again_tells_two_units_apart_whenever_it_comes(
    office: Office, case: str, order: tuple[int, ...]
) -> None:
    """Seed 869602 of the orders of arrival: the unit that took the code was believed to lie in itself."""
    earlier, later = (
        units(*TAKEN_BY[case], unit(3, 0, "Айша", OTHER)),
        units(unit(2, 0, "Усен", OLD), unit(3, 0, "Айша", OTHER)),
    )
    for one in order:
        office.load("ar_units", (earlier, later)[one], ("2023-01-01", "2024-01-01")[one])
    assert bearers(office, OLD) == [("1", "(,2024-01-01)"), ("2", "[2024-01-01,)")]


@pytest.mark.parametrize("gone", [(), (unit(1, 0, "Асан", OLD, actual="false"),)])
def test_the_code_of_a_unit_that_is_gone_makes_a_new_unit(office: Office, gone: tuple[str, ...]) -> None:
    office.load("ar_units", units(unit(1, 0, "Асан", OLD), unit(3, 0, "Айша", OTHER)), "2023-01-01")
    office.load("ar_units", units(unit(3, 0, "Айша", OTHER), *gone), "2024-01-01")
    office.load("ar_units", units(unit(3, 0, "Айша", OTHER), unit(2, 0, "Усен", OLD)), "2025-01-01")
    assert bearers(office, OLD) == [("1", "(,2024-01-01)"), ("2", "[2025-01-01,)")]


def test_a_code_is_given_again_although_an_act_spoke_of_its_bearer(office: Office) -> None:
    """Seed 5 of the register's histories."""
    office.load("ar_units", units(unit(1, 0, "Асан", OLD)), "2020-01-01")
    renamed = act_row("село Асан", "село Есен", place="", kind="settlement_rename", published_on="2021-04-20")
    assert office.load("renamings", renamings(renamed), "2021-06-01").outcomes == {"TAKES_EFFECT": 1}
    office.load("ar_units", units(unit(1, 0, "Асан", NEW), unit(2, 0, "Усен", OLD)), "2024-01-01")
    periods = office.rows("SELECT valid_time::text FROM address.unit_code WHERE kato = :kato ORDER BY 1", kato=OLD)
    assert periods == [("(,2024-01-01)",), ("[2024-01-01,)",)]


def test_a_code_still_borne_is_the_same_unit(office: Office) -> None:
    office.load("ar_units", units(unit(1, 0, "Асан", OLD)), "2023-01-01")
    office.load("kato", b"kato,kato_version,level,type_code,name_ru,name_kk\n990000100,,,0,A,B\n", "2024-01-01")
    assert office.one("SELECT count(*) FROM address.unit") == 1


def village_act(office: Office, *clauses: dict[str, str]) -> dict[str, int]:
    rows = (act_row("село Балхаш", "", place=SHETSKY, published_on="2021-04-20") | clause for clause in clauses)
    return office.load("renamings", renamings(*rows), "2021-06-01").outcomes


MERGED = {"kind": "settlement_abolish_merge", "place": "", "old_name": "село Балхаш", "new_name": "город Балхаш"}


def test_what_an_act_merges_is_succeeded_by_the_unit_it_names_until_the_act_is_withdrawn(office: Office) -> None:
    Town(office, balkhash())
    report = office.load("renamings", renamings(act_row("", "", published_on="2021-04-20") | MERGED), "2021-06-01")
    assert report.outcomes == {"TAKES_EFFECT": 1}
    assert office.rows(LINKS) == [("3", "5", "MERGED", f"[{FIRST_DAY},)", "STATED")]
    operations = office.rows("SELECT operation FROM address.unit_operation")
    assert operations == [("MERGED",), ("MERGED",)]
    office.withdraw(report.delivery)
    assert office.rows(LINKS) == []
    assert office.rows("SELECT operation FROM address.unit_operation") == []


def test_clauses_that_do_different_things_to_a_unit_are_held_in_whatever_languages(office: Office) -> None:
    Town(office, balkhash())
    outcomes = village_act(
        office,
        {"kind": "region_split", "new_name": "Карагандинская область"},
        {"kind": "settlement_abolish", "lang": "kk"},
    )
    assert outcomes == {"HELD:CONTRADICTED": 2}


def test_an_abolition_told_in_both_languages_is_one(office: Office) -> None:
    Town(office, balkhash())
    abolished = {"kind": "settlement_abolish"}
    outcomes = village_act(office, abolished, abolished | {"lang": "kk", "old_name": "Балхаш ауылы"})
    assert outcomes == {"TAKES_EFFECT": 2}


LINKS = """
    SELECT n.key, o.key, p.operation, p.valid_time::text, p.starts_basis FROM address.unit_predecessor p
      JOIN crosswalk.membership a ON a.entity_id = p.unit_id AND a.register = 'address.unit' AND a.founding
      JOIN provenance.record n ON n.id = a.record_id
      JOIN crosswalk.membership b ON b.entity_id = p.predecessor_id AND b.register = 'address.unit' AND b.founding
      JOIN provenance.record o ON o.id = b.record_id
"""


def test_an_earlier_extract_that_comes_later_tells_who_bore_a_code_before_it_was_given_again(office: Office) -> None:
    """Seed 81477 of the register's histories: two units of one extract were taken for one."""
    office.load("ar_units", units(unit(1, 0, "Асан", OLD)), "2024-08-28")
    office.load("ar_units", units(unit(1, 0, "Асан", NEW), unit(2, 0, "Усен", OLD)), "2024-01-01")
    assert bearers(office, OLD) == [("2", "(,2024-08-28)"), ("1", "[2024-08-28,)")]
    assert bearers(office, NEW) == [("1", "(,2024-08-28)")]
