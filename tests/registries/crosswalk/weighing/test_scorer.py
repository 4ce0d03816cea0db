"""Weights in bits, and predicates by their meaning."""

from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registries.crosswalk.weighing.predicates import KINDS, Predicate
from registries.crosswalk.weighing.scorer import Record, Scorer, prior
from tests.prove import examples
from tests.registries.crosswalk.weighing.models import SMALL

texts = st.none() | st.text("abhs", min_size=1, max_size=5)
years = st.none() | st.integers(1950, 1955).map(str)
records = st.tuples(texts, texts, years)


def test_a_weight_is_the_sum_over_the_comparisons_of_log2_of_m_by_u() -> None:
    scorer = Scorer(SMALL)
    same = scorer.weigh(("ahmet", "asel", "1950"), ("ahmet", "asel", "1950"))
    assert same == pytest.approx(log2(0.8 / 0.01) + log2(0.9 / 0.02) + log2(0.95 / 0.02), abs=1e-12)
    other = scorer.weigh(("ahmet", "asel", "1950"), ("ospan", "marat", "1990"))
    assert other == pytest.approx(log2(0.1 / 0.97) + log2(0.1 / 0.98) + log2(0.01 / 0.94), abs=1e-12)


def test_what_is_not_said_weighs_nothing() -> None:
    assert Scorer(SMALL).weigh((None, "asel", None), ("ahmet", "asel", "1950")) == pytest.approx(log2(0.9 / 0.02))
    assert Scorer(SMALL).weigh((None, None, None), ("ahmet", "asel", "1950")) == 0.0


def test_a_rare_value_weighs_more_than_a_common_one_and_an_unknown_one_as_usual() -> None:
    scorer = Scorer(SMALL, {"surname": {"ahmet": 0.04, "vishnevsk": 0.0001}})
    weights = [scorer.weigh((name, None, None), (name, None, None)) for name in ("ahmet", "kim", "vishnevsk")]
    assert weights == pytest.approx([log2(0.8 / 0.04), log2(0.8 / 0.01), log2(0.8 / 0.0001)])


@given(records, records)
@settings(max_examples=examples(200))
def test_the_parts_that_are_explained_add_up_to_the_weight(left: Record, right: Record) -> None:
    scorer = Scorer(SMALL, {"surname": {"a": 0.3, "ab": 0.1}})
    parts = scorer.parts(left, right)
    assert [part.comparison for part in parts] == ["surname", "given", "year"]
    assert sum(part.weight for part in parts) == pytest.approx(scorer.weigh(left, right), abs=1e-12)
    levels = scorer.levels(left, right)
    named = [c.levels[level].name for c, level in zip(SMALL.comparisons, levels, strict=True)]
    assert [part.level for part in parts] == named


@given(records, records)
@settings(max_examples=examples(200))
def test_neither_of_two_records_comes_first(left: Record, right: Record) -> None:
    scorer = Scorer(SMALL, {"surname": {"a": 0.3}})
    assert scorer.levels(left, right) == scorer.levels(right, left)
    assert scorer.weigh(left, right) == scorer.weigh(right, left)


@pytest.mark.parametrize(
    ("predicate", "left", "right", "holds"),
    [
        ("missing", (None,), ("a",), True),
        ("missing", ("a",), ("a",), False),
        ("either", (None,), ("a",), True),
        ("either", (None,), (None,), False),
        ("same", ("a",), ("a",), True),
        ("same", (None,), (None,), False),
        ("similar 0.9", ("nurlan",), ("nurlna",), True),
        ("similar 0.9", ("nurlan",), ("marat",), False),
        ("edited 1", ("asel",), ("asle",), True),
        ("edited 1", ("asel",), ("asl",), True),
        ("edited 1", ("asel",), ("sael",), True),
        ("edited 1", ("asel",), ("alse",), False),
        ("edited 1", (None,), ("a",), False),
        ("crossed", ("a", "b"), ("b", "a"), True),
        ("crossed", ("a", "b"), ("b", "c"), False),
        ("crossed", ("a", None), (None, "a"), False),
        ("moved", ("a", "b"), ("c", "a"), True),
        ("moved", ("a", "b"), ("a", "b"), False),
        ("moved", (None, "b"), ("c", None), False),
        ("begins", ("ali",), ("alibek",), True),
        ("begins", ("bek",), ("alibek",), False),
        ("heads", ("serik",), ("salim",), True),
        ("heads", ("serik",), ("berik",), False),
        ("short 2", ("n",), ("nurlan",), True),
        ("short 2", ("nur",), ("nurlan",), False),
        ("shares", ("ivan petr",), ("petr",), True),
        ("shares", ("ivan",), ("iva",), False),
        ("within 1", ("1950",), ("1951",), True),
        ("within 1", ("1950",), ("1952",), False),
    ],
)
def test_a_predicate_holds_or_does_not(predicate: str, left: Record, right: Record, holds: bool) -> None:
    kind, *bound = predicate.split()
    columns = tuple("ab"[: KINDS[kind].columns])
    test = Predicate(kind, columns, float(bound[0]) if bound else None).test(range(len(columns)))
    assert test(left, right) is holds
    assert test(right, left) is holds


def test_the_prior_costs_a_bit_for_every_doubling_of_the_register() -> None:
    assert prior(0.9, 2_000_000) - prior(0.9, 1_000_000) == pytest.approx(-1, abs=1e-5)
    assert prior(0.5, 1) == 0.0
    assert prior(1.0, 0) == 0.0
