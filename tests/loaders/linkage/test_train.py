"""Training from people and records that carry one number, some of them mistyped."""

from datetime import date, timedelta
from random import Random

import pytest

from loaders.linkage import train as training
from loaders.linkage.train import Numbered, train
from registries.crosswalk.match_rows import match_rows
from registries.crosswalk.weighing.individual import individual_model
from registries.crosswalk.weighing.matching import Described

SURNAMES = [
    "Ахметов",
    "Оспанов",
    "Сейтов",
    "Ким",
    "Цой",
    "Петров",
    "Смирнов",
    "Болатов",
    "Жумабаев",
    "Нурланов",
    "Каримов",
    "Исаев",
]
GIVEN = ["Нурлан", "Ержан", "Болат", "Серик", "Асхат", "Марат", "Олег", "Виктор", "Тимур", "Канат", "Даулет", "Руслан"]
FATHERS = [f"{name}ович" for name in GIVEN]


def people(count: int, rng: Random) -> list[Described]:
    return [
        Described(
            ((rng.choice(SURNAMES), rng.choice(GIVEN), rng.choice(FATHERS)),),
            (date(1950, 1, 2) + timedelta(days=rng.randrange(15_000)),),
            ("MALE",),
        )
        for _ in range(count)
    ]


def numbered(said: Described, number: int) -> Numbered:
    rows = match_rows(said.names, said.births, said.sexes)
    return Numbered(tuple(rows), tuple(said.turned()), frozenset({("RNN", f"{number:012}")}))


@pytest.fixture
def fewer_random_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "RANDOM_PAIRS", 20_000)


def written(said: Described, rng: Random) -> Described:
    """Another surname for a tenth, the patronymic left out for a fifth, names exchanged for a twentieth."""
    ((surname, given, patronymic),) = said.names
    if rng.random() < 0.1:
        surname = rng.choice([other for other in SURNAMES if other != surname])
    if rng.random() < 0.2:
        patronymic = None
    if rng.random() < 0.05:
        surname, given = given, surname
    return Described(((surname, given, patronymic),), said.births, said.sexes)


@pytest.mark.usefixtures("fewer_random_pairs")
def test_m_is_how_often_the_same_agree_though_one_number_in_fifty_is_anothers() -> None:
    rng = Random(3)
    register = people(1_500, rng)
    owners = [rng.randrange(1_500) if rng.random() < 0.02 else place for place in range(1_500)]
    records = [numbered(written(register[owner], rng), place) for place, owner in enumerate(owners)]
    known = [numbered(said, place) for place, said in enumerate(register)]
    model = train(individual_model(), known, records)
    m = {c.name: {level.name: level.m for level in c.levels} for c in model.comparisons}
    assert m["surname"]["same"] == pytest.approx(0.9, abs=0.03)
    assert m["given_name"]["same"] == pytest.approx(1.0, abs=0.01)
    assert m["birth_date"]["same"] == pytest.approx(1.0, abs=0.01)
    assert m["order"] == {"written": 0.99, "swapped": 0.01}
    u = {c.name: {level.name: level.u for level in c.levels} for c in model.comparisons}
    assert u["given_name"]["same"] == pytest.approx(1 / 12, abs=0.02)
    assert train(individual_model(), known, records) == model


@pytest.mark.usefixtures("fewer_random_pairs")
def test_a_number_of_two_people_teaches_nothing() -> None:
    rng = Random(4)
    one, other = people(2, rng)
    known = [numbered(one, 1), numbered(other, 1), numbered(one, 2)]
    taught = train(individual_model(), known, [numbered(one, 2)])
    assert train(individual_model(), known, [numbered(one, 2), numbered(other, 1)]).comparison("surname").levels[
        1
    ].m == (taught.comparison("surname").levels[1].m)
