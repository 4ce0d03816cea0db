"""Match rows on the real database: kept with the names, found by their keys, rebuilt when they are of another release."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from registries.crosswalk.match_rebuild import rebuild_match_rows
from registries.crosswalk.match_rows import COLUMNS
from registries.crosswalk.match_search import MatchRowsOutdated, database_matcher, search
from registries.crosswalk.weighing.decision import Answer
from registries.crosswalk.weighing.individual import individual_model
from registries.crosswalk.weighing.matching import Described
from registries.inspection import notes
from tests.loaders.offices import Office
from tests.loaders.papers import AIGUL, BOLAT, ZHANAR, gbd_fl, person

DAY, LATER = "2024-01-01", "2024-02-01"
ALL = "SELECT individual_id, place, normaliser, recipe, texts, key_1, key_4 FROM crosswalk.match_row ORDER BY 1, 2"


def surnames(office: Office) -> list[object]:
    place = COLUMNS.index("surname") + 1
    return [name for (name,) in office.rows(f"SELECT texts[{place}] FROM crosswalk.match_row ORDER BY 1")]


def answer(office: Office, said: Described) -> tuple[Answer, int | None]:
    with office.engine.connect() as connection:
        decided = database_matcher(connection).match(said).decided
    return decided.answer, decided.person


def test_whoever_is_in_the_register_is_found_in_the_transaction_that_brings_him(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(ZHANAR), person(BOLAT)), DAY)
    assert surnames(office) == ["ahmet", "ahmet", "seit"]
    who = office.one("SELECT individual_id FROM individual.name WHERE given_name = 'Болат'")
    said = Described((("SEITOV", "BOLAT", None),), (BOLAT.born,))
    assert answer(office, said) == (Answer.MATCH, who)
    assert answer(office, replace(said, births=(date(1931, 2, 3),)))[0] is not Answer.MATCH


def test_a_woman_is_found_by_both_surnames_after_she_marries(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL)), DAY)
    office.load("gbd_fl", gbd_fl(person(replace(AIGUL, surname="Оспанова"))), LATER)
    assert surnames(office) == ["ahmet", "ospan"]
    who = office.one("SELECT id FROM individual.individual")
    for surname in ("Ахметова", "Оспанова"):
        said = Described(((surname, "Айгуль", "Сериковна"),), (AIGUL.born,))
        assert answer(office, said) == (Answer.MATCH, who)


def test_a_name_that_was_a_mistake_finds_nobody_any_more(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL)), DAY)
    report = office.load("gbd_fl", gbd_fl(person(replace(AIGUL, surname="Оспанова"))), LATER)
    office.withdraw(report.delivery)
    assert surnames(office) == ["ahmet"]


def test_rows_follow_from_the_register_alone(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(BOLAT)), DAY)
    kept = office.rows(ALL)
    with office.engine.begin() as connection:
        connection.execute(text("DELETE FROM crosswalk.match_row WHERE place = 0"))
        assert dict(notes(connection))["people who are not to be found by name (registries linkage rebuild)"] == 2
    counted: list[int] = []
    rebuild_match_rows(office.engine, counted.append)
    assert office.rows(ALL) == kept
    assert counted == [2]
    shares = office.rows("SELECT value, share FROM crosswalk.value_share WHERE column_name = 'surname' ORDER BY 1")
    assert shares == [("ahmet", 0.5), ("seit", 0.5)]


def test_rows_of_another_release_go_with_the_last_name(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL)), DAY)
    report = office.load("gbd_fl", gbd_fl(person(AIGUL), person(BOLAT)), LATER)
    with office.engine.begin() as connection:
        connection.execute(text("UPDATE crosswalk.match_row SET recipe = 1 WHERE texts[1] = 'seit'"))
    office.withdraw(report.delivery)
    assert surnames(office) == ["ahmet"]


def test_rows_of_another_release_are_not_searched_until_they_are_rebuilt(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL)), DAY)
    with office.engine.begin() as connection:
        connection.execute(text("UPDATE crosswalk.match_row SET recipe = 1, texts[1] = 'older'"))
    with office.engine.connect() as connection, pytest.raises(MatchRowsOutdated):
        database_matcher(connection)
    rebuild_match_rows(office.engine)
    assert surnames(office) == ["ahmet"]
    with office.engine.connect() as connection:
        assert database_matcher(connection).model is individual_model()


def test_a_key_of_too_many_people_is_named_and_leads_to_nobody(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(ZHANAR)), DAY)
    model = replace(individual_model(), thresholds={**individual_model().thresholds, "most_of_a_key": 1.0})
    with office.engine.begin() as connection:
        connection.execute(text("UPDATE crosswalk.match_row SET key_1 = 7"))
        key_2 = connection.scalar(text("SELECT min(key_2) FROM crosswalk.match_row"))
        found = search(connection, model, [(0, 7), (1, key_2 or 0), (1, 12345)])
        assert found.hot == {(0, 7)}
        assert [len(found.by_key.get(key, ())) for key in ((0, 7), (1, key_2 or 0), (1, 12345))] == [0, 1, 0]
        near, hot = found.look([(0, 7), (1, key_2 or 0)])
        assert (len(list(near)), hot) == (1, [model.keys[0].name])
