"""The language of models: what it takes, what it refuses and where it says the mistake is; the digest and the recipe."""

import re

import pytest

from registries.crosswalk.weighing.individual import individual_model
from registries.crosswalk.weighing.model import ModelMistake, model_of, parse_model
from registries.crosswalk.weighing.writing import with_weights
from tests.registries.crosswalk.weighing.models import SMALL, WORDS


def test_a_model_is_what_its_words_say_and_says_the_same_words() -> None:
    assert model_of(SMALL.to_words()) == SMALL
    assert individual_model() == model_of(individual_model().to_words())
    typing = SMALL.comparison("surname").levels[2]
    assert typing.when is not None
    assert [[str(p) for p in part] for part in typing.when] == [
        ["edited surname 1", "heads surname"],
        ["similar surname 0.95"],
    ]


@pytest.mark.parametrize(
    ("written", "instead", "place"),
    [
        ('"same given"', '"sama given"', "comparison given, level same: `sama given` is no predicate"),
        ('"same given"', '"same given 2"', "`same given 2` is no predicate"),
        ('"same given"', '"same name"', "`same name` names no column"),
        ('"within year 1"', '"within year"', "`within year` is no predicate"),
        ('"within year 1"', '"else"', "comparison year: the last level, and only it, is `else`"),
        ('when = "else", m = 0.01', 'when = "same year", m = 0.01', "comparison year: the last level"),
        ("m = 0.95", "m = 1.95", "comparison year, level same: m and u are probabilities"),
        ('frequency = "surname"', 'frequency = "name"', "no column name"),
        ('of = ["surname", "year"]', 'of = ["surname", "day"]', "key surname and year"),
        ('probes = [["given", "surname"]]', 'probes = [["given"]]', "key both names"),
        ('only_without = "year"', 'only_without = "day"', "key given name: no column day"),
        ('columns = ["surname", "given", "year"]', 'columns = ["surname", "Given", "year"]', "columns are lower-case"),
        ('name = "near"', 'name = "same"', "two levels bear one name"),
        ('name = "small"\n', "", "a word is missing"),
        ('[thresholds]\njoin = 5.0', "[thresholds]\njoin = x", "it is not TOML"),
    ],
)  # fmt: skip
def test_a_model_that_does_not_hold_together_is_refused_with_the_place(written: str, instead: str, place: str) -> None:
    assert WORDS.count(written) == 1
    with pytest.raises(ModelMistake, match=re.escape(place)):
        parse_model(WORDS.replace(written, instead))


def test_whatever_decides_changes_the_digest_and_only_what_is_stored_the_recipe() -> None:
    heavier = parse_model(WORDS.replace("m = 0.95", "m = 0.96"))
    bolder = parse_model(WORDS.replace("join = 5.0", "join = 4.0"))
    found_otherwise = parse_model(WORDS.replace('of = ["surname", "year"]', 'of = ["given", "year"]'))
    assert len({m.digest for m in (SMALL, heavier, bolder, found_otherwise)}) == 4
    assert SMALL.recipe == heavier.recipe == bolder.recipe
    assert found_otherwise.recipe != SMALL.recipe
    assert re.fullmatch("[0-9a-f]{16}", SMALL.digest)


def test_learnt_weights_are_written_where_the_old_ones_stood_and_nothing_else_changes() -> None:
    learnt = SMALL.with_levels({"year": [(1.0, 1.0), (0.9, 0.03125), (0.0625, 0.03), (0.0375, 0.93875)]})
    text = with_weights("# a comment\n" + WORDS, learnt)
    assert parse_model(text) == learnt
    assert text.startswith("# a comment\n")
    assert with_weights(text, SMALL) == with_weights("# a comment\n" + WORDS, SMALL)
    with pytest.raises(ModelMistake, match="level near is not written on one line"):
        with_weights(WORDS.replace('{ name = "near", when', '{ when = "within year 1", name = "near", whe_n'), SMALL)


def test_the_committed_model_joins_above_what_it_holds_and_reviews_below_both() -> None:
    thresholds = individual_model().thresholds
    assert thresholds["join"] > thresholds["hold"] > thresholds["review"]
    assert thresholds["margin"] > 0
    for comparison in individual_model().comparisons:
        if comparison.name != "order":
            said = [level for level in comparison.levels if not level.missing]
            assert sum(level.m for level in said) == pytest.approx(1, abs=1e-4)
            assert sum(level.u for level in said) == pytest.approx(1, abs=1e-4)
            assert said[0].weight > 0 > said[-1].weight
