"""A record among people: as written, with names in each other's field, and over a register in memory."""

from collections.abc import Sequence
from datetime import date

from registries.crosswalk.comparison import Name
from registries.crosswalk.match_rows import match_rows
from registries.crosswalk.weighing.blocking import Blocking, Index, Key
from registries.crosswalk.weighing.decision import Answer, Because
from registries.crosswalk.weighing.individual import individual_model
from registries.crosswalk.weighing.matching import Described, Matcher, Near

BORN = date(1987, 5, 14)
PEOPLE: list[tuple[list[Name], date, str]] = [
    ([("Ахметов", "Нұрлан", "Серікұлы")], BORN, "MALE"),
    ([("Ахметов", "Ержан", "Серікұлы")], BORN, "MALE"),
    ([("Оспанова", "Айгүл", "Болатқызы"), ("Әлиева", "Айгүл", "Болатқызы")], date(1990, 2, 3), "FEMALE"),
    ([("Ким", "Анна", "Ивановна")], date(1975, 11, 30), "FEMALE"),
    ([("Ким", "Анна", "Ивановна")], date(1975, 11, 30), "FEMALE"),
]


def matcher(persons: int = 20_000) -> Matcher:
    rows = [(place, row) for place, (names, born, sex) in enumerate(PEOPLE) for row in match_rows(names, [born], [sex])]
    index = Index(Blocking(individual_model()), [row for _, row in rows], 100)

    def look(keys: Sequence[Key]) -> Near:
        places, hot = index.found(keys)
        return [rows[place] for place in places], hot

    return Matcher(individual_model(), {}, persons, look)


def answer(*names: Name, born: date | None = BORN, sex: str | None = None) -> tuple[Answer, Because, int | None]:
    said = Described(names, () if born is None else (born,), () if sex is None else (sex,))
    decided = matcher().match(said).decided
    return decided.answer, decided.because, decided.person


def test_a_name_in_any_script_finds_its_person() -> None:
    for name in (
        ("АХМЕТОВ", "НУРЛАН", "СЕРИКОВИЧ"),
        ("Akhmetov", "Nurlan", "Serikuly"),
        ("Axmeтов", "Hурлан", None),
        ("Ахмет", "Нурлан", "Серик улы"),
    ):
        assert answer(name) == (Answer.MATCH, Because.AHEAD, 0)


def test_names_in_each_others_field_find_their_person() -> None:
    assert answer(("Нурлан", "Ахметов", "Серикович")) == (Answer.MATCH, Because.AHEAD, 0)


def test_a_woman_is_found_by_the_surname_she_bore_before() -> None:
    born = date(1990, 2, 3)
    assert answer(("Алиева", "Айгуль", "Болатовна"), born=born)[2] == 2
    assert answer(("Оспанова", "Айгуль", "Болатовна"), born=born)[2] == 2


def test_a_third_brother_born_on_the_day_is_left_to_a_person() -> None:
    decided, because, person = answer(("Ахметов", "Бауыржан", "Серикович"))
    assert decided in (Answer.POSSIBLE, Answer.MANY)
    assert because in (Because.TWIN, Because.NO_MARGIN)
    assert person is None


def test_namesakes_born_on_one_day_are_many() -> None:
    assert answer(("Ким", "Анна", "Ивановна"), born=date(1975, 11, 30))[:2] == (Answer.MANY, Because.NO_MARGIN)


def test_a_stranger_is_nobody() -> None:
    assert answer(("Петров", "Олег", "Юрьевич"), born=date(1960, 1, 2))[0] is Answer.NONE
    assert answer((None, None, None), born=None)[0] is Answer.NONE


def test_the_larger_the_register_the_more_must_agree() -> None:
    said = Described((("Ахметов", "Нурлан", None),), (date(1987, 5, 15),))
    weights = [matcher(persons).match(said).decided.candidates[0].weight for persons in (1_000, 1_024_000)]
    assert round(weights[0] - weights[1], 2) == 10.0
