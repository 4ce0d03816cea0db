"""Learning weights: counts where the truth is known, EM where it is not."""

from random import Random

import pytest

from registries.crosswalk.weighing.scorer import Record
from registries.crosswalk.weighing.training import (
    Pair,
    expectation_maximisation,
    patterns,
    random_pairs,
    shares,
    trained,
)
from tests.registries.crosswalk.weighing.models import SMALL

SURNAMES = [f"surname{n:02}x" for n in range(50)]
GIVEN = [f"g{n:02}" for n in range(40)]


def people(count: int) -> list[Record]:
    rng = Random(5)
    return [(rng.choice(SURNAMES), rng.choice(GIVEN), str(rng.randrange(1950, 2000))) for _ in range(count)]


def mistaken(person: Record, rng: Random) -> Record:
    """Another surname for one in five, no given name for one in ten, another year for one in twenty."""
    surname, given, year = person
    return (
        rng.choice(SURNAMES) if rng.random() < 0.2 else surname,
        None if rng.random() < 0.1 else given,
        "1900" if rng.random() < 0.05 else year,
    )


def test_shares_are_of_the_pairs_that_say_something() -> None:
    pairs: list[Pair] = [(("a", "b", None), ("a", "c", "1950"))] * 3 + [((None, "b", "1950"), ("a", "b", "1950"))]
    found = shares(SMALL, patterns(SMALL, pairs))
    assert found["given"] == pytest.approx([1.0, 1.5 / 5, 3.5 / 5])
    assert found["surname"] == pytest.approx([1.0, 3.5 / 4.5, 0.5 / 4.5, 0.5 / 4.5])


def test_random_pairs_of_one_file_never_pair_a_record_with_itself() -> None:
    file = people(3)
    pairs = list(random_pairs(file, file, 200, seed=1))
    assert len(pairs) == 200
    assert all(left is not right for left, right in pairs)
    assert pairs == list(random_pairs(file, file, 200, seed=1))


def test_em_finds_how_often_the_same_agree_without_being_told_who_they_are() -> None:
    rng, register = Random(7), people(400)
    same = [(mistaken(person, rng), person) for person in register for _ in range(5)]
    others = list(random_pairs(register, register, 8000, seed=2))
    u = shares(SMALL, patterns(SMALL, random_pairs(register, register, 20_000, seed=3)))
    m, share = expectation_maximisation(SMALL, patterns(SMALL, [*same, *others]), u)
    assert share == pytest.approx(0.2, abs=0.01)
    assert m["surname"][1] == pytest.approx(0.8, abs=0.03)
    assert m["given"][1] == pytest.approx(1.0, abs=0.02)
    assert m["year"][1] == pytest.approx(0.95, abs=0.02)
    learnt = trained(SMALL, m, u)
    assert [level.m for level in learnt.comparison("year").levels] == m["year"]
    assert learnt.digest != SMALL.digest
