"""What is not looked for under a key without a day could not have mattered: tried over every birth, and over decisions."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registries.crosswalk.comparison import Name
from registries.crosswalk.match_rows import COLUMNS, match_rows
from registries.crosswalk.match_tables import BORN_KEYS
from registries.crosswalk.weighing.blocking import Blocking
from registries.crosswalk.weighing.decision import Because, Decided
from registries.crosswalk.weighing.frequencies import shares_of_values
from registries.crosswalk.weighing.individual import individual_model
from registries.crosswalk.weighing.matching import Described, Matcher, Near
from registries.crosswalk.weighing.model import Model
from registries.crosswalk.weighing.narrowing import (
    DATED,
    Births,
    DatedWeight,
    Narrowing,
    Probe,
    keys_of_names,
    keys_of_year,
)
from registries.crosswalk.weighing.scorer import Record, Scorer
from tests.prove import examples
from tests.registries.crosswalk.weighing.models import SMALL

MODEL = individual_model()
DATES = replace(MODEL, comparisons=(MODEL.comparison("birth_date"),))


def row(born: date | None, year: int | None = None) -> Record:
    [found] = match_rows([("Ахметов", "Нұрлан", None)], [born], [], years=[] if year is None else [year])
    return found


def born(record: Record) -> str:
    """As `crosswalk.born` has it."""
    birth, year = record[COLUMNS.index("birth")], record[COLUMNS.index("year")]
    return birth or (f"{year}0000" if year else "0")


def births_there_are() -> list[tuple[str, Record]]:
    first, days = date(1895, 1, 1), 366 * 150
    dates = [row(first + timedelta(days=number)) for number in range(days)]
    years = [row(None, year) for year in range(1895, 2045)]
    return [(born(one), one) for one in (row(None), *years, *dates)]


@pytest.fixture(scope="module")
def every_birth() -> list[tuple[str, Record]]:
    return births_there_are()


DAYS = [
    date(1990, 5, 7),
    date(1988, 2, 29),
    date(2000, 10, 11),
    date(1919, 12, 12),
    date(1975, 1, 2),
    date(1930, 11, 1),
]


@pytest.mark.parametrize(
    "day", [*DAYS, *(date(1940 + n, 1 + n % 12, 2 + n * 7 % 27) for n in range(examples(4, full=60)))]
)
def test_of_one_year_all_births_that_speak_for_a_day_are_listed_and_no_other(
    day: date, every_birth: list[tuple[str, Record]]
) -> None:
    mine = row(day)
    births = DatedWeight(DATES).of_day(f"{day:%m%d}")
    assert births is not None
    same_year = [(name, one) for name, one in every_birth if one[COLUMNS.index("year")] == f"{day:%Y}"]
    assert len(same_year) >= 366
    parted(births, f"{day:%Y}", mine, same_year)


@pytest.mark.parametrize(
    "mine",
    [row(None, 1990), row(None, 2001), *(row(date(year, 1, 1)) for year in (1901, 1919, 1990, 1991, 2000, 2011))],
)
def test_of_other_years_all_births_that_speak_for_one_without_a_day_are_listed_and_no_other(
    mine: Record, every_birth: list[tuple[str, Record]]
) -> None:
    birth, year = mine[COLUMNS.index("birth")], mine[COLUMNS.index("year")]
    assert year is not None
    births = DatedWeight(DATES).of_other_years(birth, year)
    assert births is not None
    parted(births, "", mine, [(name, one) for name, one in every_birth if one[COLUMNS.index("year")] != year])


def parted(births: Births, year: str, mine: Record, others: Sequence[tuple[str, Record]]) -> None:
    weigh = Scorer(DATES).against(mine)
    listed = {year + one for one in births.listed}
    for name, other in others:
        weight, _ = weigh(other)
        assert (name in listed) == (weight >= 0), (name, mine)
        assert name in listed or weight <= births.others < 0, (name, mine)


def test_the_function_of_the_database_and_the_indexes_are_those_of_the_model() -> None:
    assert keys_of_year(MODEL) | keys_of_names(MODEL) == set(BORN_KEYS)
    assert MODEL.columns == COLUMNS
    assert [COLUMNS.index(name) + 1 for name in ("birth", "year")] == [10, 11]


def test_a_model_without_births_is_looked_for_as_it_stands() -> None:
    assert Narrowing(SMALL, {}).births(("ahmet", "asel", "1950"), 1_000.0) is None


NAMES: list[Name] = [
    (surname, given, father)
    for surname in ("Ахметов", "Ахметова", "Сериков", "Ким")
    for given in ("Нұрлан", "Нурлан", "Ержан", "Айгүл", "Асель", "Н")
    for father in ("Серікұлы", "Ержанович", "Болатқызы", None)
]


def said(chance: Random) -> Described:
    """Of few names and years, so that many share keys; one in four without a day, one in ten without anything of a birth."""
    day = date(chance.choice((1987, 1988, 1997)), chance.choice((1, 5, 7)), chance.choice((1, 5, 7, 17)))
    kind = chance.random()
    births = () if kind < 0.3 else (day.replace(month=1, day=1) if kind < 0.4 else day,)
    years = (day.year,) if 0.1 < kind < 0.3 else ()
    names = tuple(chance.sample(NAMES, 1 + (chance.random() < 0.2)))
    return Described(names, births, chance.choice(((), ("MALE",), ("FEMALE",))), years)


def narrow_and_whole(
    model: Model, people: Sequence[tuple[int, Record]], persons: int
) -> tuple[Matcher, Matcher, Counter[str]]:
    """Two matchers over the same people, and how many rows each was given."""
    shares, blocking, read = shares_of_values(model, [one for _, one in people]), Blocking(model), Counter[str]()
    stored = [(blocking.stored(one), person, one) for person, one in people]

    def look(name: str) -> Callable[[Sequence[Probe]], Near]:
        def found(keys: Sequence[Probe]) -> Near:
            near, hot = {}, []
            for key in keys:
                rows = [(person, one) for hashes, person, one in stored if hashes[key[0]] == key[1]]
                if len(rows) > model.thresholds["most_of_a_key"]:
                    hot.append(model.keys[key[0]].name)
                else:
                    listed = set(key[2][1:-1].split(",")) if len(key) == 3 else None
                    near.update(dict.fromkeys(one for one in rows if listed is None or born(one[1]) in listed))
            read[name] += len(near)
            return near, hot

        return found

    whole = Matcher(model, shares, persons, look("whole"))
    return whole, Matcher(model, shares, persons, look("narrow"), narrowing=Narrowing(model, shares)), read


def seen(decided: Decided, margin: float) -> tuple[object, ...]:
    """Beyond the margin the second makes no difference, however far behind."""
    return decided.answer, decided.because, decided.candidates, decided.margin if decided.margin < margin else None


@pytest.mark.parametrize("most", [25, 1_000])
@pytest.mark.parametrize(("persons", "lower"), [(20_000, 0), (5_000_000, 7), (5_000_000, 9)])
def test_no_decision_changes_by_what_is_not_looked_for(most: int, persons: int, lower: int) -> None:
    """`lower`: bits, so that of few names somebody is found among so many."""
    chance = Random(persons + most + lower)
    bits = {name: MODEL.thresholds[name] - lower for name in ("join", "hold", "review")}
    model = replace(MODEL, thresholds={**MODEL.thresholds, **bits, "most_of_a_key": most})
    people = [(person, one) for person in range(150) for one in said(chance).rows()]
    whole, narrow, read = narrow_and_whole(model, people, persons)
    met: Counter[Because] = Counter()
    for _ in range(examples(120, full=5_000)):
        asked = said(chance)
        for linked in (None, chance.randrange(150)):
            one, other = (matcher.match(asked, linked=linked) for matcher in (whole, narrow))
            assert seen(one.decided, whole.thresholds.margin) == seen(other.decided, whole.thresholds.margin), asked
            assert (one.hot, one.rows) == (other.hot, other.rows)
            met[one.decided.because] += 1
    assert read["narrow"] < read["whole"]
    assert len(met) >= 4


@given(st.integers(0, 10**9))
def test_nothing_but_the_birth_weighs_more_than_its_ceiling(seed: int) -> None:
    chance = Random(seed)
    rows = [one for _ in range(12) for one in (*said(chance).rows(), *said(chance).turned())]
    shares = {"surname": {"ahmet": 0.5, "serik": 1e-6}, "given": {"nurlan": 0.01}}
    model = replace(MODEL, comparisons=tuple(one for one in MODEL.comparisons if one.name != "birth_date"))
    scorer, narrowing = Scorer(model, shares), Narrowing(MODEL, shares)
    for mine in rows:
        most = narrowing.ceiling(mine)
        assert all(scorer.weigh(mine, other) <= most + 1e-9 for other in rows)


def test_the_parts_of_a_birth_are_those_of_match_rows() -> None:
    dated = DatedWeight(DATES)
    for digits, one in births_there_are()[::97]:
        mine = dated.record("" if digits == "0" else digits.removesuffix("0000"))
        assert [mine[COLUMNS.index(name)] for name in DATED] == [one[COLUMNS.index(name)] for name in DATED]
