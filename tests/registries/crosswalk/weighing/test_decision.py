"""Whom a record is, by weight: threshold, margin, twins, and links that stand."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registries.crosswalk.weighing.decision import Answer, Because, Found, Thresholds, decide
from tests.prove import examples

BITS = Thresholds(join=5.0, hold=2.0, margin=3.0, review=-3.0, expected=0.9)
AGREES = {"surname": "same", "given_name": "same", "patronymic": "same", "birth_date": "same"}
weights = st.floats(-20, 30, allow_nan=False)


def found(*bits: float) -> list[Found]:
    return [Found(person, weight, AGREES) for person, weight in enumerate(bits, 1)]


@pytest.mark.parametrize(
    ("bits", "answer", "because", "person"),
    [
        ((), Answer.NONE, Because.NOBODY, None),
        ((-3.1, -9.0), Answer.NONE, Because.NOBODY, None),
        ((5.0,), Answer.MATCH, Because.AHEAD, 1),
        ((4.9,), Answer.POSSIBLE, Because.LIGHT, None),
        ((1.0, 9.0), Answer.MATCH, Because.AHEAD, 2),
        ((9.0, 6.0), Answer.MATCH, Because.AHEAD, 1),
        ((9.0, 6.1), Answer.MANY, Because.NO_MARGIN, None),
        ((20.0, 20.0), Answer.MANY, Because.NO_MARGIN, None),
        ((-2.0, -4.0), Answer.POSSIBLE, Because.NO_MARGIN, None),
    ],
)
def test_the_best_is_taken_when_heavy_enough_and_ahead(
    bits: tuple[float, ...], answer: Answer, because: Because, person: int | None
) -> None:
    decided = decide(found(*bits), BITS)
    assert (decided.answer, decided.because, decided.person) == (answer, because, person)


def test_a_link_that_stands_is_held_down_to_a_lower_weight_than_one_that_is_made() -> None:
    assert decide(found(3.0), BITS).person is None
    assert decide(found(3.0), BITS, linked=1).person == 1
    assert decide(found(3.0), BITS, linked=2).person is None
    assert decide(found(1.9), BITS, linked=1).answer is Answer.POSSIBLE
    assert decide(found(9.0, 8.0), BITS, linked=1).answer is Answer.MANY


@pytest.mark.parametrize("birth", ["same", "day_and_month", "digit"])
def test_a_brother_born_on_the_day_and_called_otherwise_is_never_taken_by_himself(birth: str) -> None:
    twin = Found(1, 25.0, {**AGREES, "given_name": "differs", "birth_date": birth})
    decided = decide([twin], BITS)
    assert (decided.answer, decided.because) == (Answer.POSSIBLE, Because.TWIN)
    assert decide([twin], BITS, linked=1).person is None


def test_nobody_is_taken_without_anything_of_a_birth_date() -> None:
    undated = Found(1, 25.0, {**AGREES, "birth_date": "missing"})
    assert (decide([undated], BITS).answer, decide([undated], BITS).because) == (Answer.POSSIBLE, Because.UNDATED)
    assert decide([Found(1, 25.0, {**AGREES, "birth_date": "year_only"})], BITS).person == 1


def test_one_called_otherwise_and_born_another_year_is_no_twin() -> None:
    other = Found(1, 25.0, {**AGREES, "given_name": "differs", "birth_date": "same_year"})
    assert decide([other], BITS).person == 1


@given(st.lists(weights, max_size=5), st.none() | st.integers(1, 5))
@settings(max_examples=examples(300))
def test_a_decision_takes_nobody_unseen_and_does_not_depend_on_the_order(bits: list[float], linked: int | None) -> None:
    people = found(*bits)
    decided = decide(people, BITS, linked=linked)
    assert all(decide(order, BITS, linked=linked) == decided for order in list(permutations(people))[:24])
    assert all(one.weight >= BITS.review for one in decided.candidates)
    ordered = sorted(bits, reverse=True)
    if decided.person is not None:
        best = people[decided.person - 1].weight
        assert best == ordered[0] >= (BITS.hold if decided.person == linked else BITS.join)
        assert len(bits) == 1 or best - ordered[1] >= BITS.margin
    assert (decided.answer is Answer.NONE) == (not ordered or ordered[0] < BITS.review)
