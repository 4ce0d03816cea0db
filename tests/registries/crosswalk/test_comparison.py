"""What confirms that a number is this person's: the truth table, row by row, and the people it was made for."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registries.crosswalk.comparison import (
    FIELDS,
    Agreement,
    Demographics,
    Name,
    compare,
    confirms,
    contradicts,
    explain,
    same_birth_date,
    same_given_name,
    same_name,
)
from registries.crosswalk.names import given_key, surname_key
from tests.prove import examples

AGREES, RESEMBLES, UNKNOWN, DIFFERS = Agreement
ANY = frozenset(Agreement)
LIKE = frozenset({AGREES, RESEMBLES})
OTHER = frozenset({RESEMBLES, UNKNOWN})
OUTCOMES = list(product(Agreement, repeat=5))

BORN = date(1985, 3, 17)


def person(
    surname: str | None = None,
    given_name: str | None = None,
    patronymic: str | None = None,
    born: date | None = None,
    sex: str | None = None,
) -> Demographics:
    return Demographics.of([(surname, given_name, patronymic)], [born], [sex])


QANAT = person("Ахметов", "Қанат", "Серікұлы", BORN, "MALE")
ASEL = person("Ахметова", "Әсел", "Серікқызы", BORN, "FEMALE")


def outcomes(
    surname: Agreement = UNKNOWN,
    given_name: Agreement = UNKNOWN,
    patronymic: Agreement = UNKNOWN,
    birth_date: Agreement = UNKNOWN,
    sex: Agreement = UNKNOWN,
) -> dict[str, Agreement]:
    return dict(zip(FIELDS, (surname, given_name, patronymic, birth_date, sex), strict=True))


def differing(agreements: dict[str, Agreement], *fields: str) -> int:
    return sum(agreements[field] is DIFFERS for field in fields)


def in_the_table(agreements: dict[str, Agreement]) -> bool:
    """The table as it is documented, the first row that fits."""
    names_differing = differing(agreements, "surname", "patronymic")
    any_like = any(agreements[field] in LIKE for field in ("given_name", "birth_date", "surname"))
    rows = [
        ({DIFFERS}, ANY, True, False),
        ({AGREES}, LIKE, True, True),
        ({AGREES}, {DIFFERS}, {agreements["surname"], agreements["patronymic"]} <= LIKE, True),
        ({AGREES}, {DIFFERS}, True, False),
        ({AGREES}, {UNKNOWN}, names_differing == 2, False),
        ({AGREES}, {UNKNOWN}, True, True),
        (OTHER, ANY, agreements["sex"] is DIFFERS, False),
        (OTHER, {DIFFERS}, True, False),
        (OTHER, {AGREES}, True, True),
        (OTHER, OTHER, names_differing >= 1, False),
        (OTHER, OTHER, any_like, True),
        (OTHER, OTHER, True, False),
    ]
    return next(
        confirmed
        for given_names, birth_dates, holds, confirmed in rows
        if agreements["given_name"] in given_names and agreements["birth_date"] in birth_dates and holds
    )


def test_every_row_of_the_truth_table_holds() -> None:
    for combination in OUTCOMES:
        agreements = outcomes(*combination)
        assert confirms(agreements) is in_the_table(agreements), agreements


@pytest.mark.parametrize(
    ("agreements", "confirmed"),
    [
        (outcomes(given_name=AGREES), True),
        (outcomes(surname=AGREES), True),
        (outcomes(birth_date=AGREES), True),
        (outcomes(patronymic=AGREES), False),
        (outcomes(sex=AGREES), False),
        (outcomes(patronymic=AGREES, sex=AGREES), False),
        (outcomes(), False),
        (outcomes(given_name=RESEMBLES), True),
        (outcomes(surname=RESEMBLES), True),
        (outcomes(birth_date=RESEMBLES), True),
        (outcomes(birth_date=RESEMBLES, surname=DIFFERS), False),
        (outcomes(given_name=RESEMBLES, surname=AGREES, patronymic=AGREES, birth_date=DIFFERS), False),
        (outcomes(surname=AGREES, given_name=DIFFERS, patronymic=AGREES, birth_date=AGREES, sex=AGREES), False),
    ],
)
def test_one_field_confirms_only_if_it_tells_relatives_apart_or_nothing_else_is_known(
    agreements: dict[str, Agreement], confirmed: bool
) -> None:
    assert confirms(agreements) is confirmed


def test_better_agreement_never_takes_a_confirmation_away() -> None:
    ladder = [DIFFERS, UNKNOWN, RESEMBLES, AGREES]
    for combination in OUTCOMES:
        agreements = outcomes(*combination)
        for field in FIELDS:
            better = ladder[ladder.index(agreements[field]) + 1 :]
            assert not confirms(agreements) or all(confirms({**agreements, field: step}) for step in better)


def test_what_contradicts_never_confirms() -> None:
    both = [c for c in OUTCOMES if confirms(outcomes(*c)) and contradicts(outcomes(*c))]
    assert both == []


@pytest.mark.parametrize(
    ("relative", "said", "contradicted"),
    [
        ("brother", person("Ахметов", "Болат", "Серікұлы", date(1988, 11, 2), "MALE"), True),
        ("sister", person("Ахметова", "Әсел", "Серікқызы", date(1988, 11, 2), "FEMALE"), True),
        ("brother with a like name", person("Ахметов", "Қанатбек", "Серікұлы", date(1988, 11, 2), "MALE"), False),
        ("twin brother", person("Ахметов", "Болат", "Серікұлы", BORN, "MALE"), False),
        ("twin sister", person("Ахметова", "Әсел", "Серікқызы", BORN, "FEMALE"), True),
        ("wife", person("Ахметова", "Гүлнар", "Болатқызы", date(1987, 6, 4), "FEMALE"), True),
        ("wife of whom only the name is given", person("Ахметова", "Гүлнар"), False),
        ("father", person("Ахметов", "Серік", "Омарұлы", date(1958, 1, 30), "MALE"), True),
        ("son of the same name", person("Ахметов", "Қанат", "Қанатұлы", date(2010, 5, 9), "MALE"), False),
        ("son of the same name, no patronymic", person("Ахметов", "Қанат", None, date(2010, 5, 9), "MALE"), False),
        ("daughter", person("Канатова", "Дана", "Канатовна", date(2012, 9, 1), "FEMALE"), True),
        ("brother by initials", person("Ахметов", "Б.", "С.", None, "MALE"), False),
        ("sister by initials", person("Ахметова", None, "Серікқызы", None, "FEMALE"), False),
        ("sister born with him, by initials", person("Ахметова", "К.", "С.", BORN, "FEMALE"), False),
    ],
)
def test_a_number_from_a_relatives_papers_is_not_confirmed(
    relative: str, said: Demographics, contradicted: bool
) -> None:
    agreements = compare(said, QANAT)
    assert confirms(agreements) is False, relative
    assert contradicts(agreements) is contradicted, relative


@pytest.mark.parametrize(
    ("writing", "said"),
    [
        ("russified", person("Ахметов", "Канат", "Серикович", BORN, "MALE")),
        ("Latin", person("AKHMETOV", "QANAT", "SERIKULY", BORN, None)),
        ("look-alikes", person("Axметов", "Kанат", None, None, None)),
        ("fonts of the nineties", person("Ахметов", "Ќанат", None, None, None)),
        ("a longer form", person("Ахметов", "Канатбек", "Серикович", BORN, "MALE")),
        ("initials", person("Ахметов", "К.", "С.", None, "MALE")),
        ("initials and a birth date", person("Ахметов", "К.", "С.", BORN, "MALE")),
        ("surname without its ending", person("Ахмет", "Қанат", "Серік ұлы", None, None)),
        ("fields swapped", person("Қанат", "Ахметов", "Серікұлы", BORN, "MALE")),
        ("fields swapped, no birth date", person("Канат", "Ахметов", "Серикович", None, "MALE")),
        ("one typing error", person("Ахметов", "Канта", "Серикович", None, "MALE")),
        ("another typing error", person("Ахмеетв", "Канаат", "Серикович", None, "MALE")),
        ("a wrong digit in the birth date", person("Ахметов", "Қанат", "Серікұлы", date(1986, 3, 17), "MALE")),
        ("a wrong birth date", person("Ахметов", "Қанат", "Серікұлы", date(1979, 12, 8), "MALE")),
        ("a birth year only", person("Ахметов", "Қанат", None, date(1985, 1, 1), "MALE")),
        ("no birth date", person("Ахметов", "Қанат", None, date(1900, 1, 1), "MALE")),
        ("the wrong sex", person("Ахметов", "Қанат", "Серікұлы", BORN, "FEMALE")),
        ("surname only", person("Ахметов")),
        ("given name only", person(None, "Канат")),
        ("birth date only", person(born=BORN)),
    ],
)
def test_a_number_with_its_own_persons_name_as_clerks_write_it_is_confirmed(writing: str, said: Demographics) -> None:
    assert confirms(compare(said, QANAT)) is True, writing


@pytest.mark.parametrize(
    "said",
    [
        person("Оспанова", "Әсел", "Серікқызы", BORN, "FEMALE"),
        person("Оспанова", "Асель", None, None, "FEMALE"),
        person("Оспанова-Ахметова", "Асель", None, None, None),
        person("Оспанова", "А.", "С.", BORN, "FEMALE"),
        person("Оспанова", "Асель", "Сериковна", date(1985, 3, 18), None),
        person("Ospanova", "Assel", "Serikovna", None, None),
    ],
)
def test_a_married_womans_other_surname_does_not_take_her_number_away(said: Demographics) -> None:
    assert confirms(compare(said, ASEL)) is True


def test_a_stranger_with_the_same_given_name_is_not_confirmed() -> None:
    assert confirms(compare(person("Ким", "Қанат", "Олегович", None, "MALE"), QANAT)) is False
    assert confirms(compare(person("Ким", "Қанат", None, date(1960, 8, 21), "MALE"), QANAT)) is False


def test_the_surname_alone_does_not_confirm_against_another_birth_date() -> None:
    assert confirms(compare(person("Ахметов", None, None, date(1988, 11, 2)), QANAT)) is False


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        ("Саша", "Александр", AGREES),
        ("Саша", "Александра", AGREES),
        ("Саша", "Шура", AGREES),
        ("Катя", "Екатерина", AGREES),
        ("Юсуп", "Жүсіп", AGREES),
        ("Димаш", "Дінмұхамед", AGREES),
        ("Сұлтан", "Нұрсұлтан", AGREES),
        ("Қанат", "Қанатбек", RESEMBLES),
        ("Әли", "Әлібек", RESEMBLES),
        ("Александр", "Александра", RESEMBLES),
        ("Жанар", "Жанат", RESEMBLES),
        ("Қ.", "Қанат", UNKNOWN),
        ("Қ.", "К.", UNKNOWN),
        ("Ш.", "Шолпан", UNKNOWN),
        ("Б.", "Қанат", DIFFERS),
        ("Серік", "Берік", DIFFERS),
        ("Нұрлан", "Нұржан", DIFFERS),
        ("Асқар", "Асхат", DIFFERS),
        ("Саша", "Павел", DIFFERS),
        ("Дана", "Дина", RESEMBLES),
        ("Асқар", "Асхар", RESEMBLES),
        ("Болат", "Булат", RESEMBLES),
        ("Үсен", "Хусаин", AGREES),
        ("Ян", "Яна", RESEMBLES),
    ],
)
def test_given_names_agree_resemble_or_differ(one: str, other: str, outcome: Agreement) -> None:
    assert same_given_name(given_key(one), given_key(other)) is outcome


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        ("Ахметов", "Ахметова", AGREES),
        ("Ахметов", "Ахмеетв", RESEMBLES),
        ("Сүлейменов", "Сулейманов", RESEMBLES),
        ("Ахметов", "Оспанов", DIFFERS),
        ("Ким", "Ли", DIFFERS),
        ("Ким", "Кин", DIFFERS),
    ],
)
def test_surnames_agree_resemble_or_differ(one: str, other: str, outcome: Agreement) -> None:
    assert same_name(surname_key(one), surname_key(other)) is outcome


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        (date(1985, 3, 17), date(1985, 3, 17), AGREES),
        (date(1985, 3, 7), date(1985, 7, 3), AGREES),
        (date(1985, 3, 17), date(1985, 3, 27), RESEMBLES),
        (date(1985, 3, 17), date(1958, 3, 17), DIFFERS),
        (date(1985, 3, 17), date(1985, 1, 1), UNKNOWN),
        (date(1985, 1, 1), date(1985, 1, 1), AGREES),
        (date(1985, 3, 17), date(1990, 1, 1), DIFFERS),
        (date(1985, 3, 17), date(1990, 6, 28), DIFFERS),
        (date(1, 1, 1), date(1985, 3, 17), DIFFERS),
    ],
)
def test_birth_dates_agree_resemble_or_differ(one: date, other: date, outcome: Agreement) -> None:
    assert same_birth_date(one, other) is outcome


def test_swapped_fields_are_found_only_when_both_are_in_the_others_place() -> None:
    swapped = compare(person("Қанат", "Ахметов"), QANAT)
    assert (swapped["surname"], swapped["given_name"]) == (AGREES, AGREES)
    half = compare(person("Қанат", "Оспанов"), QANAT)
    assert (half["surname"], half["given_name"]) == (DIFFERS, DIFFERS)


def test_each_part_of_a_double_surname_is_a_surname() -> None:
    assert person("Иванова-Петрова").surnames == {"ivan petr", "ivan", "petr"}


def test_what_is_not_said_leaves_no_key() -> None:
    assert person(" ", "-", "", date(1900, 1, 1), "") == Demographics()
    assert set(compare(Demographics(), QANAT).values()) == {UNKNOWN}


def test_all_that_several_records_say_is_said_of_one_person() -> None:
    maiden, married = person("Ахметова", "Әсел", born=BORN), person("Оспанова", "Асель", "Сериковна", sex="FEMALE")
    assert maiden.merge(married, person()) == Demographics(
        frozenset({"ahmet", "ospan"}),
        frozenset({"asel"}),
        frozenset({"serik"}),
        frozenset({BORN}),
        frozenset({"FEMALE"}),
    )
    assert compare(person("Оспан"), maiden.merge(married))["surname"] is AGREES


def test_the_explanation_names_fields_and_outcomes_and_nothing_of_the_person() -> None:
    assert explain(compare(person("Ахмедов", "Болат", None, BORN, "MALE"), QANAT)) == [
        {"field": "surname", "outcome": "RESEMBLES"},
        {"field": "given_name", "outcome": "DIFFERS"},
        {"field": "patronymic", "outcome": "UNKNOWN"},
        {"field": "birth_date", "outcome": "AGREES"},
        {"field": "sex", "outcome": "AGREES"},
    ]


words = st.one_of(
    st.none(),
    st.sampled_from(["Ахметов", "Ахмет", "Қанат", "Канатов", "Серікұлы", "Әли", "Алиев", "К.", "Саша", "Александр"]),
    st.text("абгдеқұікстр", max_size=7),
)
triples: st.SearchStrategy[Name] = st.tuples(words, words, words)
people = st.builds(
    Demographics.of,
    st.lists(triples, max_size=2),
    st.lists(st.dates(date(1980, 1, 1), date(1981, 12, 31)), max_size=2),
    st.lists(st.sampled_from(("MALE", "FEMALE")), max_size=1),
)


@settings(max_examples=examples(400), deadline=None)
@given(people, people)
def test_comparing_does_not_depend_on_the_side(left: Demographics, right: Demographics) -> None:
    assert compare(left, right) == compare(right, left)


@settings(max_examples=examples(200), deadline=None)
@given(people)
def test_a_person_never_differs_from_himself(one: Demographics) -> None:
    agreements = compare(one, one)
    assert DIFFERS not in agreements.values()
    assert contradicts(agreements) is False


@settings(max_examples=examples(200), deadline=None)
@given(people, people, people)
def test_saying_more_of_a_person_never_makes_a_field_differ_that_agreed(
    left: Demographics, right: Demographics, more: Demographics
) -> None:
    before, after = compare(left, right), compare(left, right.merge(more))
    assert all(after[field] is AGREES for field in FIELDS if before[field] is AGREES)
