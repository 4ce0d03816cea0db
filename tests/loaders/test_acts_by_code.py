"""Acts that name a unit by its code: it is the bearer on the act's own day, or the act is held with the reason."""

from itertools import permutations

import pytest

from loaders.act_outcomes import list_outcomes, outcomes_of
from loaders.delivery import Report
from tests.loaders.naming import KARAGANDY, Street, act_row, renamings, streets
from tests.loaders.offices import Office
from tests.loaders.papers import geonyms
from tests.loaders.test_editions import FIRST, MOVED_VILLAGE, NEW, OLD, SECOND, VILLAGE

COLUMNS = "object;code;old_name_ru;old_name_kk;new_name_ru;new_name_kk;first_day;act;signed_on"
NAME = "село Жаңажар"
AKZHAR, BEIBIT = f"{VILLAGE}@{FIRST}", f"{VILLAGE}@{SECOND}"
# The code was с.Акжар's in the first edition and с.Бейбіт's in the second.
MEANT = {
    "before the first edition": ("2020-01-01", AKZHAR),
    "on its day": (FIRST, AKZHAR),
    "between the two": ("2024-06-01", None),
    "the day before the second": ("2026-07-16", None),
    "on the day of the second": (SECOND, BEIBIT),
    "after it": ("2027-01-01", BEIBIT),
}


def act(day: str, kato: str = VILLAGE) -> bytes:
    return f"{COLUMNS}\nunit;{kato};;;{NAME};;{day};№ 1;\n".encode()


def named(office: Office) -> list[object]:
    """The units that got the name, each by the first line that an edition has of it."""
    return [row[0] for row in office.rows(_NAMED, name=NAME)]


def outcomes(office: Office, report: Report) -> dict[str, int]:
    with office.engine.connect() as connection:
        return outcomes_of(connection, report.delivery)


@pytest.mark.parametrize("case", MEANT)
def test_a_code_given_again_means_its_bearer_on_the_day_of_the_act(office: Office, case: str) -> None:
    day, bearer = MEANT[case]
    office.load("kato", OLD, FIRST)
    office.load("kato", NEW, SECOND)
    report = office.load("naming_acts", act(day), "2028-01-01")
    assert report.outcomes == ({"HELD:CODE_AMBIGUOUS": 1} if bearer is None else {"TAKES_EFFECT": 1})
    assert named(office) == ([] if bearer is None else [bearer])
    assert [(str(one.first_day), one.act) for one in list_outcomes(office.engine, report.delivery)] == [(day, None)]


@pytest.mark.parametrize("order", list(permutations(("first", "second", "act"))), ids="-".join)
def test_whatever_comes_first_the_act_is_of_the_same_unit(office: Office, order: tuple[str, ...]) -> None:
    files = {
        "first": ("kato", OLD, FIRST),
        "second": ("kato", NEW, SECOND),
        "act": ("naming_acts", act(SECOND), "2028-01-01"),
    }
    for one in order:
        office.load(*files[one])
    assert named(office) == [BEIBIT]


def test_an_edition_that_gives_the_code_to_another_holds_the_act_until_it_is_withdrawn(office: Office) -> None:
    office.load("kato", OLD, FIRST)
    report = office.load("naming_acts", act("2024-06-01"), "2024-07-01")
    assert (outcomes(office, report), named(office)) == ({"TAKES_EFFECT": 1}, [AKZHAR])
    edition = office.load("kato", NEW, SECOND)
    assert (outcomes(office, report), named(office)) == ({"HELD:CODE_AMBIGUOUS": 1}, [])
    office.withdraw(edition.delivery)
    assert (outcomes(office, report), named(office)) == ({"TAKES_EFFECT": 1}, [AKZHAR])


def test_a_code_that_only_one_unit_ever_bore_means_it_on_any_day(office: Office) -> None:
    office.load("kato", OLD, FIRST)
    office.load("kato", NEW, SECOND)
    assert office.load("naming_acts", act("2020-01-01", MOVED_VILLAGE), "2028-01-01").outcomes == {"TAKES_EFFECT": 1}
    assert named(office) == [AKZHAR]


def test_a_code_that_nobody_bears_is_waited_for(office: Office) -> None:
    report = office.load("naming_acts", act(FIRST), "2023-01-01")
    assert report.outcomes == {"HELD:CODE_NOT_FOUND": 1}
    office.load("kato", OLD, FIRST)
    assert (outcomes(office, report), named(office)) == ({"TAKES_EFFECT": 1}, [AKZHAR])


STREET = "9900000000100002"
LATER_NAME, LATER_DAY = "Жаңа", "2023-06-01"
STREET_ACT = f"{COLUMNS}\ngeonym;{STREET};;;{LATER_NAME};;{LATER_DAY};№ 2;\n".encode()


def street(number: int, name: str, actual: str = "true") -> str:
    return f"{number},0,1,1,{name},,{9900000000100000 + number},{actual},2020-01-01\n"


def streets_named(office: Office) -> list[object]:
    return [
        row[0] for row in office.rows("SELECT valid_time::text FROM address.geonym_name WHERE name = :n", n=LATER_NAME)
    ]


# The street is gone before the second extract, and was not there at the first: of no day does anybody say its code.
ENDED_ONLY = (
    ("ar_geonyms", geonyms(street(1, "Абай")), "2023-01-01"),
    ("ar_geonyms", geonyms(street(1, "Абай"), street(2, "Ескі", "false")), "2024-01-01"),
    ("naming_acts", STREET_ACT, "2024-02-01"),
)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_street_of_whose_code_no_day_is_known_has_no_name_by_an_act_whatever_comes_first(
    office: Office, order: tuple[int, ...]
) -> None:
    """Seed 1577589 of the register's histories: the act took effect while the second extract was alone, and for good."""
    for one in order:
        office.load(*ENDED_ONLY[one])
    assert streets_named(office) == []


def test_an_act_waits_again_when_the_extract_that_brought_its_street_is_withdrawn(office: Office) -> None:
    brought = geonyms(street(1, "Абай"), street(2, "Ескі"))
    extract = office.load("ar_geonyms", brought, "2023-01-01")
    office.load("ar_geonyms", geonyms(street(1, "Абай")), "2024-01-01")
    report = office.load("naming_acts", STREET_ACT, "2024-02-01")
    takes_effect = ({"TAKES_EFFECT": 1}, [f"[{LATER_DAY},2024-01-01)"])
    assert (outcomes(office, report), streets_named(office)) == takes_effect
    office.withdraw(extract.delivery)
    assert (outcomes(office, report), streets_named(office)) == ({"HELD:CODE_NOT_FOUND": 1}, [])
    office.load("ar_geonyms", geonyms(street(2, "Ескі")), "2023-02-01")
    assert (outcomes(office, report), streets_named(office)) == takes_effect


# The street got its name of the extract in 2023: in 2021 there was no street of that name to rename.
UNLIKE_BEFORE = (
    ("ar_geonyms", streets(Street("2", "Ленина")), "2020-01-01"),
    ("naming_acts", f"{COLUMNS}\ngeonym;{STREET};Абая;;Ленина;;2023-06-01;№ 2;\n".encode(), "2024-02-01"),
    ("renamings", renamings(act_row("улица Ленина", "улица Жаңа", published_on="2021-04-20")), "2024-03-01"),
)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_an_act_in_words_reads_the_names_that_acts_by_code_give_whatever_comes_first(
    office: Office, order: tuple[int, ...]
) -> None:
    """Seed 327156493 of the orders of arrival: an extract awakened both acts, and the one in words was read first only."""
    office.load("ar_units", KARAGANDY, "2020-01-01")
    reports = {UNLIKE_BEFORE[one][0]: office.load(*UNLIKE_BEFORE[one]) for one in order}
    assert outcomes(office, reports["renamings"]) == {"HELD:NAME_NOT_FOUND": 1}
    names = office.rows("SELECT name, valid_time::text FROM address.geonym_name WHERE language = 'ru' ORDER BY 2")
    assert names == [("Абая", "(,2023-06-01)"), ("Ленина", "[2023-06-01,)")]


_NAMED = """
    SELECT (SELECT min(r.key) FROM crosswalk.membership m JOIN provenance.record r ON r.id = m.record_id
              JOIN provenance.source s ON s.id = r.source_id AND s.editions
             WHERE m.entity_id = n.unit_id AND m.register = 'address.unit')
      FROM address.unit_name n WHERE n.name = :name ORDER BY 1
"""
