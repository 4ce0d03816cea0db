"""Acts of renaming: from the words of a row to the names that hold from the act's first day on."""

from tests.loaders.naming import LENINA_ABAYA, Town, balkhash, cards
from tests.loaders.offices import Office


def test_an_act_without_its_day_of_publication_waits_and_changes_nothing(office: Office) -> None:
    town = Town(office, balkhash())
    report = office.load("renamings", LENINA_ABAYA, "2021-05-01")
    assert report.outcomes == {"AWAITING_DATES": 2}
    assert office.rows("SELECT state, entry_rule, entry_days, first_day FROM provenance.act") == [
        ("AWAITING_DATES", "DAYS_AFTER_PUBLICATION", 10, None)
    ]
    assert town.names_on("2030-01-01") == {"1": "Ленина", "2": "Абая"}


def test_the_day_of_publication_lets_the_takeover_of_balkhash_take_effect(office: Office) -> None:
    town = Town(office, balkhash())
    rows = office.load("renamings", LENINA_ABAYA, "2021-05-01")
    before = office.one("SELECT max(stamped_at) FROM temporal.transaction")
    report = office.load("act_cards", cards(("V21K0026419", "2021-04-20")), "2021-06-01")
    assert report.outcomes == {"CARD": 1}
    assert office.one("SELECT first_day::text FROM provenance.act") == "2021-05-01"
    assert town.names_on("2021-04-30") == {"1": "Ленина", "2": "Абая"}
    assert town.names_on("2021-05-01") == {"1": "Абай", "2": "Ынтымақ"}
    assert town.names_on("2021-05-01", known_at=before) == {"1": "Ленина", "2": "Абая"}
    assert town.outcomes(rows) == {"TAKES_EFFECT": 2}
