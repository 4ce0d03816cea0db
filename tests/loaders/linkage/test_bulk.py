"""The model carried out in bulk: the same answer to every record as one by one, ties and hot keys included."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.linkage.asked import asked_table, compared
from loaders.linkage.bulk import BulkFailed, bulk
from loaders.linkage.bulk_statements import places
from registries.crosswalk.match_rows import COLUMNS
from registries.crosswalk.weighing.blocking import Blocking, Index, Key
from registries.crosswalk.weighing.decision import Answer, Because, Decided
from registries.crosswalk.weighing.frequencies import shares_of_values
from registries.crosswalk.weighing.individual import individual_model
from registries.crosswalk.weighing.matching import Described, Matcher, Near
from registries.crosswalk.weighing.model import Model
from registries.crosswalk.weighing.predicates import KINDS, Predicate
from registries.crosswalk.weighing.scorer import Record
from tests.prove import examples

SURNAMES = ("Ахметов", "Ахметова", "Ахмедов", "Иванова-Петрова", "Петров", "Ким", "Цой", "Оспанов", "Успанов", None)
GIVEN = ("Нурлан", "Н.", "Нұрланбек", "Саша", "Александр", "Айгүл", "Айгуль", "Айгулим", "Ақан", None)
FATHERS = ("Серікұлы", "Серикович", "Серікбайұлы", "С.", "Болатқызы", "Болатовна", None)
EVERYDAY, FULL = 1_500, 20_000


def described(rng: Random) -> Described:
    names = tuple(
        (rng.choice(SURNAMES), rng.choice(GIVEN), rng.choice(FATHERS)) for _ in range(rng.choice((1, 1, 1, 2)))
    )
    born = date(rng.choice((1950, 1951, 1960)), rng.randint(1, 4), rng.choice((1, 2, 3, 11)))
    said = rng.random()
    births = () if said < 0.15 else (born,) if said < 0.95 else (born, date(1960, 2, 3))
    years = (born.year,) if said < 0.05 else ()
    return Described(names, births, rng.choice(((), ("MALE",), ("FEMALE",), ("MALE", "FEMALE"))), years)


def one_by_one(model: Model, known: Sequence[tuple[int, Record]], persons: int) -> Matcher:
    index = Index(Blocking(model), [row for _, row in known], int(model.thresholds["most_of_a_key"]))

    def look(keys: Sequence[Key]) -> Near:
        found, hot = index.found(keys)
        return [known[place] for place in found], hot

    return Matcher(model, shares_of_values(model, [row for _, row in known]), persons, look)


def match_rows_of(known: Sequence[tuple[int, Record]]) -> pa.Table:
    columns = {"person": pa.array([person for person, _ in known], pa.int64())}
    for place, column in enumerate(COLUMNS):
        columns[column] = pa.array([row[place] for _, row in known], pa.string())
    return pa.table(columns)


def asked_of(records: Sequence[Described], linked: Mapping[int, int]) -> pa.Table:
    return asked_table(row for number, said in enumerate(records) for row in compared(number, said, linked.get(number)))


@pytest.mark.parametrize("most", [3, 12, 1000])
def test_every_record_has_the_answer_it_has_alone(most: int) -> None:
    """Few names and dates among many people: namesakes, twins, ties of weight, and keys that too many share."""
    model = individual_model()
    model = replace(model, thresholds={**model.thresholds, "most_of_a_key": most, "join": -1.0, "review": -6.0})
    rng, persons = Random(most), 120
    known = [(person, row) for person in range(persons) for row in described(rng).rows()]
    known += [(persons + person, row) for person, row in known[:40]]
    records = [described(rng) for _ in range(examples(EVERYDAY, full=FULL))]
    linked = {number: rng.randrange(persons) for number in range(0, len(records), 3)}
    matcher = one_by_one(model, known, persons)
    with bulk(model, matcher_shares(model, known), threads=1) as register:
        register.fill(match_rows_of(known), matcher.prior)
        found = register.decide(asked_of(records, linked)).to_pylist()
    assert [one["record"] for one in found] == list(range(len(records)))
    met: set[tuple[Answer, Because]] = set()
    hot = 0
    for number, (said, one) in enumerate(zip(records, found, strict=True)):
        alone = matcher.match(said, linked=linked.get(number))
        assert told(model, one) == decided(model, alone.decided), (said, one, alone.decided)
        met.add((alone.decided.answer, alone.decided.because))
        assert one["hot"] == bool(alone.hot)
        hot += bool(alone.hot)
    assert {because for _, because in met} == set(Because)
    assert (hot > 0) == (most < 1000)


def test_a_failure_of_duckdb_is_told_by_its_kind_alone_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    wrong = pa.table({"person": pa.array([1], pa.int64()), "surname": pa.array(["ahmet"])})
    with pytest.raises(BulkFailed) as told, bulk(individual_model(), {}, threads=1) as register:
        register.fill(wrong, 0.0)
    assert told.value.message == "comparing many rows at once failed: BinderException"
    assert list(tmp_path.iterdir()) == []


def matcher_shares(model: Model, known: Sequence[tuple[int, Record]]) -> Mapping[str, Mapping[str, float]]:
    return shares_of_values(model, [row for _, row in known])


def told(model: Model, one: Mapping[str, object]) -> tuple[object, ...]:
    if one["answer"] == Answer.NONE:
        return one["answer"], one["because"]
    levels = places(model, int(str(one["levels"])))
    weight, second = one["weight"], one["second"]
    assert isinstance(weight, float)
    margin = weight - second if isinstance(second, float) else float("inf")
    margin = margin if margin < model.thresholds["margin"] else float("inf")
    names = {c.name: c.levels[place].name for c, place in zip(model.comparisons, levels, strict=True)}
    return one["answer"], one["because"], one["person"], weight, names, margin


def decided(model: Model, one: Decided) -> tuple[object, ...]:
    if not one.candidates:
        return one.answer, one.because
    best = one.candidates[0]
    margin = one.margin if one.margin < model.thresholds["margin"] else float("inf")
    return one.answer, one.because, best.person, best.weight, best.levels, margin


texts = st.none() | st.text("abc ", min_size=1, max_size=7).filter(lambda text: text.strip() == text)
years = st.none() | st.integers(1890, 2030).map(str)
PREDICATES = (
    *(Predicate(kind, ("one", "other")[: of.columns], None) for kind, of in KINDS.items() if not of.bounded),
    *(Predicate("similar", ("one",), bound) for bound in (0.8, 0.88, 0.95)),
    *(Predicate("edited", ("one",), bound) for bound in (1.0, 2.0)),
    *(Predicate("short", ("one",), bound) for bound in (1.0, 2.0)),
    *(Predicate("within", ("year",), bound) for bound in (1.0, 10.0)),
)


@given(st.lists(st.tuples(texts, texts, years, texts, texts, years), min_size=1, max_size=60))
@settings(max_examples=examples(25, full=2_000), deadline=None)
def test_a_predicate_means_the_same_as_a_statement(pairs: list[tuple[str | None, ...]]) -> None:
    """Of texts and numbers as canonical keys are, near each other in every way: typing errors, beginnings, shared words."""
    columns = ("one_l", "other_l", "year_l", "one_r", "other_r", "year_r")
    table = pa.table({
        name: pa.array(values, pa.string()) for name, values in zip(columns, zip(*pairs, strict=True), strict=True)
    })  # fmt: skip
    said = ", ".join(f"coalesce({predicate.sql()}, false)" for predicate in PREDICATES)
    with duckdb.connect() as connection:
        connection.register("pairs", table)
        found = connection.execute(f"SELECT {said} FROM pairs").fetchall()
    place = {"one": 0, "other": 1, "year": 2}
    tests = [predicate.test([place[column] for column in predicate.columns]) for predicate in PREDICATES]
    expected = [tuple(test(pair[:3], pair[3:]) for test in tests) for pair in pairs]
    assert found == expected
