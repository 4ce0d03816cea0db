"""The words by which an act enters into force, and the first day that follows from them."""

from datetime import date

import pytest
from sqlalchemy import Connection, text

from registries.entry_into_force import NOT_UNDERSTOOD, EntryRule, entry_rule

TEN_DAYS = EntryRule("DAYS_AFTER_PUBLICATION", days=10)
AT_ONCE = EntryRule("ON_PUBLICATION")
# Every wording of the published acts, and forms of the same that acts of other years have.
WORDINGS = {
    "по истечении десяти календарных дней после дня первого официального опубликования": TEN_DAYS,
    "алғашқы ресми жарияланған күннен кейін күнтізбелік он күн өткен соң": TEN_DAYS,
    "әділет органдарында тіркелген күннен күшіне енеді; алғаш жарияланғаннан кейін он күн өткен соң қолданысқа енгізіледі": TEN_DAYS,
    "алғашқы ресми жарияланған күнінен бастап қолданысқа енгізіледі": AT_ONCE,
    "со дня его первого официального опубликования": AT_ONCE,
    "введен в действие с 2022-06-08": EntryRule("FIXED_DAY", day=date(2022, 6, 8)),
    "вступило в силу (дата не указана)": NOT_UNDERSTOOD,
    "(excerpt cut)": NOT_UNDERSTOOD,
    "(excerpt cut before the clause)": NOT_UNDERSTOOD,
    "": NOT_UNDERSTOOD,
    "Настоящее решение вводится в действие по истечении 10 календарных дней после дня его первого официального опубликования.": TEN_DAYS,
    "вводится в действие со дня  первого официального опубликования": AT_ONCE,
    "по истечении двадцати одного календарных дней после дня первого официального опубликования": EntryRule(
        "DAYS_AFTER_PUBLICATION", days=21
    ),
    "Осы қаулы оның алғашқы ресми жарияланған күнінен кейін күнтізбелік он күн өткен соң қолданысқа енгізіледі": TEN_DAYS,
    "әділет органдарында мемлекеттік тіркелген күнінен бастап күшіне енеді": EntryRule("ON_REGISTRATION"),
    "вступает в силу со дня государственной регистрации в органах юстиции": EntryRule("ON_REGISTRATION"),
    "вводится в действие с 01.01.2024": EntryRule("FIXED_DAY", day=date(2024, 1, 1)),
    "2024-01-01 бастап қолданысқа енгізіледі": EntryRule("FIXED_DAY", day=date(2024, 1, 1)),
}


@pytest.mark.parametrize("wording", WORDINGS)
def test_a_wording_is_read_into_its_rule(wording: str) -> None:
    assert entry_rule(wording) == WORDINGS[wording]


@pytest.mark.parametrize(
    "wording",
    [
        "вводится в действие с 30.02.2024",
        "по истечении многих дней после дня первого официального опубликования",
        "по истечении десяти календарных дней после дня подписания",
        "со дня первого официального опубликования, кроме пункта 2",
        "не вводится в действие со дня первого официального опубликования",
    ],
)
def test_what_is_not_understood_whole_is_not_guessed(wording: str) -> None:
    assert entry_rule(wording) == NOT_UNDERSTOOD


def test_nothing_said_is_not_understood() -> None:
    assert entry_rule(None) == NOT_UNDERSTOOD


@pytest.mark.parametrize(
    ("columns", "first_day", "state"),
    [
        ({"entry_rule": "DAYS_AFTER_PUBLICATION", "entry_days": 10, "published_on": "2021-04-20"}, "2021-05-01", "DATED"),
        ({"entry_rule": "DAYS_AFTER_PUBLICATION", "entry_days": 10, "published_on": "2020-02-19"}, "2020-03-01", "DATED"),
        ({"entry_rule": "DAYS_AFTER_PUBLICATION", "entry_days": 10, "signed_on": "2021-04-20"}, None, "AWAITING_DATES"),
        ({"entry_rule": "ON_PUBLICATION", "published_on": "2021-04-20"}, "2021-04-20", "DATED"),
        ({"entry_rule": "ON_PUBLICATION", "registered_on": "2021-04-20"}, None, "AWAITING_DATES"),
        ({"entry_rule": "ON_REGISTRATION", "registered_on": "2021-04-20"}, "2021-04-20", "DATED"),
        ({"entry_rule": "FIXED_DAY", "entry_day": "2022-06-08", "published_on": "2022-05-04"}, "2022-06-08", "DATED"),
        ({"published_on": "2021-04-20", "registered_on": "2021-04-10"}, None, "AWAITING_DATES"),
        ({"entry_rule": "ON_PUBLICATION", "published_on": "2021-04-20", "status": "DRAFT"}, "2021-04-20", "NOT_IN_FORCE"),
        ({"status": "PROPOSAL"}, None, "NOT_IN_FORCE"),
    ],
)  # fmt: skip
def test_the_first_day_follows_from_rule_and_dates(
    connection: Connection, columns: dict[str, object], first_day: str | None, state: str
) -> None:
    names, values = ", ".join(columns), ", ".join(f"CAST(CAST(:{c} AS text) AS {_type(c)})" for c in columns)
    query = f"INSERT INTO provenance.act (title, {names}) VALUES ('an act', {values}) RETURNING first_day::text, state"
    bound = {name: str(value) for name, value in columns.items()}
    assert tuple(connection.execute(text(query), bound).one()) == (first_day, state)


def _type(column: str) -> str:
    return {"entry_days": "smallint", "entry_rule": "text", "status": "text"}.get(column, "date")
