"""Match rows on the real database: kept with the names, found by their keys, rebuilt when they are of another release."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from registries.crosswalk.match_rebuild import rebuild_match_rows
from registries.crosswalk.match_rows import COLUMNS, match_rows
from registries.crosswalk.match_search import MatchRowsOutdated, database_matcher, search
from registries.crosswalk.weighing.decision import Answer
from registries.crosswalk.weighing.individual import individual_model
from registries.crosswalk.weighing.matching import Described
from registries.crosswalk.weighing.narrowing import Probe
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


def test_people_under_a_key_without_a_day_are_found_by_what_they_were_born(office: Office) -> None:
    """The function of the index, the rows left out, and a key that is as hot as without births."""
    office.load("gbd_fl", gbd_fl(person(AIGUL)), DAY)
    model, births = individual_model(), (date(1987, 5, 14), date(1987, 5, 7), date(1988, 5, 7), date(1987, 1, 1), None)
    name = (AIGUL.surname, AIGUL.given_name, AIGUL.patronymic)
    rows = [row for born in births for row in match_rows([name], [born], [])]
    rows += match_rows([name], [], [], years=[1987])
    with office.engine.connect() as connection:
        connection.execute(text("DELETE FROM crosswalk.match_row"))
        for place, row in enumerate(rows):
            connection.execute(
                text("""INSERT INTO crosswalk.match_row (individual_id, place, normaliser, recipe, texts, key_4, key_9)
                        SELECT id, :place, 1, :recipe, CAST(:texts AS text[]), :year, :names FROM individual.individual"""),
                {"place": place, "recipe": model.recipe, "texts": [*row], "year": 4, "names": 9},
            )  # fmt: skip
        said = connection.execute(text("SELECT crosswalk.born(texts) FROM crosswalk.match_row ORDER BY place"))
        assert list(said.scalars()) == [19870514, 19870507, 19880507, 19870101, 0, 19870000]
        keys: list[Probe] = [(3, 4, "{19870507,19880507}"), (3, 4, "{19870000}"), (8, 9, "{0}"), (3, 5, "{0}"), (3, 4)]
        found = search(connection, model, keys)
        assert [sorted(rows.index(one) for _, one in found.by_key.get(key, ())) for key in keys] == [
            [1, 2], [5], [4], [], [0, 1, 2, 3, 4, 5],
        ]  # fmt: skip
        few = replace(model, thresholds={**model.thresholds, "most_of_a_key": 5.0})
        hot = search(connection, few, keys)
        assert (hot.hot, hot.by_key) == ({keys[0], keys[1], keys[2], keys[4]}, {})
        assert hot.look(keys) == ({}, [few.keys[key[0]].name for key in keys if key in hot.hot])
