"""The declared model as Splink's settings: the same levels, keys and numbers, and the same weight of every pair."""

import re
from datetime import date
from random import Random
from typing import Any

import pytest

from loaders.linkage.splink_settings import splink_settings, with_splink_weights
from registries.crosswalk.match_rows import COLUMNS, match_rows
from registries.crosswalk.weighing.individual import individual_model
from registries.crosswalk.weighing.scorer import Record, Scorer, prior
from tests.prove import examples
from tests.registries.crosswalk.weighing.models import SMALL

PROBABILITY = 0.001


def test_settings_have_every_comparison_level_and_key_of_the_model() -> None:
    settings = splink_settings(SMALL, prior=PROBABILITY)
    assert [c["output_column_name"] for c in settings["comparisons"]] == ["surname", "given", "year"]
    assert settings["comparisons"][0]["comparison_levels"] == [
        {
            "label_for_charts": "missing",
            "sql_condition": '(("surname_l" IS NULL OR "surname_r" IS NULL))',
            "is_null_level": True,
        },
        {
            "label_for_charts": "same",
            "sql_condition": '("surname_l" = "surname_r")',
            "m_probability": 0.8,
            "u_probability": 0.01,
            "tf_adjustment_column": "surname",
            "tf_adjustment_weight": 1.0,
            "disable_tf_exact_match_detection": True,
        },
        {
            "label_for_charts": "typing",
            "sql_condition": '(CASE WHEN length("surname_l") = length("surname_r") '
            'THEN CASE WHEN hamming("surname_l", "surname_r") <= 1 THEN true '
            'WHEN hamming("surname_l", "surname_r") = 2 THEN damerau_levenshtein("surname_l", "surname_r") <= 1 ELSE false END '
            'WHEN abs(length("surname_l") - length("surname_r")) <= 1 '
            'THEN damerau_levenshtein("surname_l", "surname_r") <= 1 ELSE false END '
            'AND left("surname_l", 1) = left("surname_r", 1)) OR '
            '(("surname_l" IS NOT NULL AND "surname_r" IS NOT NULL AND '
            'jaro_winkler_similarity(least("surname_l", "surname_r"), greatest("surname_l", "surname_r")) >= 0.95))',
            "m_probability": 0.1,
            "u_probability": 0.02,
        },
        {"label_for_charts": "differs", "sql_condition": "ELSE", "m_probability": 0.1, "u_probability": 0.97},
    ]
    assert [rule["blocking_rule"] for rule in settings["blocking_rules_to_generate_predictions"]] == [
        'l."surname" = r."surname" AND l."given" = r."given"',
        'l."surname" = r."surname" AND l."year" = r."year"',
        'l."given" = r."given" AND (l."year" IS NULL OR r."year" IS NULL)',
    ]


def test_no_statement_hides_in_the_settings_of_any_model() -> None:
    """Names of columns are lower-case words and bounds are numbers: nothing else of a model reaches Splink's SQL."""
    for comparison in splink_settings(individual_model(), prior=PROBABILITY)["comparisons"]:
        for level in comparison["comparison_levels"]:
            assert re.fullmatch(r"(?:[\w\s\"'(),.<>=]| - )+", level["sql_condition"]), level


def test_weights_that_splink_learnt_come_back_into_the_model() -> None:
    saved = splink_settings(SMALL, prior=PROBABILITY)
    saved["comparisons"][2]["comparison_levels"][1] |= {"m_probability": 0.5, "u_probability": 0.25}
    learnt = with_splink_weights(SMALL, saved)
    assert [(level.m, level.u) for level in learnt.comparison("year").levels][1] == (0.5, 0.25)
    assert learnt.comparison("surname") == SMALL.comparison("surname")
    assert with_splink_weights(SMALL, splink_settings(SMALL, prior=PROBABILITY)) == SMALL


SURNAMES = ("Ахметов", "Ахметова", "Ахмедов", "Иванова-Петрова", "Петров", "Ким", "Цой", "Оспанов", "Успанов", None)
GIVEN = ("Нурлан", "Н.", "Нұрланбек", "Саша", "Александр", "Айгүл", "Айгуль", "Айгулим", "Ақан", None)
FATHERS = ("Серікұлы", "Серикович", "Серікбайұлы", "С.", "Болатқызы", "Болатовна", None)


def people(count: int, seed: int) -> list[Record]:
    rng = Random(seed)
    return [_person(rng) for _ in range(count)]


def _person(rng: Random) -> Record:
    name = (rng.choice(SURNAMES), rng.choice(GIVEN), rng.choice(FATHERS))
    born = date(rng.choice((1950, 1951, 1960)), rng.randint(1, 4), rng.choice((1, 2, 11)))
    sex = rng.choice(("MALE", "FEMALE", None))
    return match_rows([name], [None if rng.random() < 0.1 else born], [sex])[0]


def test_the_weight_is_splinks_to_the_billionth_of_a_bit(capfd: pytest.CaptureFixture[str]) -> None:
    splink = pytest.importorskip("splink")
    duckdb = pytest.importorskip("duckdb")
    left, right = people(examples(120, full=1000), 1), people(examples(120, full=1000), 2)
    frequencies = {"surname": {"ahmet": 0.03, "kim": 0.004}, "given": {"nurlan": 0.02}, "patronymic": {"serik": 0.01}}
    theirs = _splink_weights(splink, duckdb, left, right, frequencies)
    capfd.readouterr()
    scorer = Scorer(individual_model(), frequencies)
    odds = prior(PROBABILITY, 1)
    assert len(theirs) == len(left) * len(right)
    for (one, other), weight in theirs.items():
        assert odds + scorer.weigh(left[one], right[other]) == pytest.approx(weight, abs=1e-9)
    met = {place for one in left for other in right for place in enumerate(scorer.levels(one, other))}
    assert len(met) > 30


def _splink_weights(
    splink: Any, duckdb: Any, left: list[Record], right: list[Record], frequencies: dict[str, dict[str, float]]
) -> dict[tuple[int, int], float]:
    connection = duckdb.connect()
    api = splink.DuckDBAPI(connection=connection)
    columns = ", ".join(f'"{column}" VARCHAR' for column in ("unique_id", *COLUMNS))
    for name, records in (("left", left), ("right", right)):
        connection.execute(f"CREATE TABLE {name}_in ({columns})")
        marks = ", ".join("?" * (len(COLUMNS) + 1))
        connection.executemany(
            f"INSERT INTO {name}_in VALUES ({marks})", [[str(place), *record] for place, record in enumerate(records)]
        )
    connection.execute(
        "CREATE TABLE pairs_in AS SELECT 'left-__-' || l.unique_id AS join_key_l, 'right-__-' || r.unique_id AS join_key_r, "
        "'0' AS match_key FROM left_in l CROSS JOIN right_in r"
    )
    tables = [api.register(f"{name}_in", dataset_display_name=name) for name in ("left", "right")]
    linker = splink.Linker(tables, splink_settings(individual_model(), prior=PROBABILITY), log_level=None)
    for column, shares in frequencies.items():
        connection.execute(f'CREATE TABLE shares_{column} ("{column}" VARCHAR, "tf_{column}" DOUBLE)')
        connection.executemany(f"INSERT INTO shares_{column} VALUES (?, ?)", list(shares.items()))
        linker.table_management.register_term_frequency_lookup(api.register(f"shares_{column}"), column)
    linker.table_management.register_blocked_pairs_for_predict(api.register("pairs_in"))
    found = linker.inference.predict()
    rows = connection.execute(f"SELECT unique_id_l, unique_id_r, match_weight FROM {found.physical_name}").fetchall()
    return {(int(one), int(other)): weight for one, other, weight in rows}
