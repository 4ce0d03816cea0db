"""Lists in the order people expect: held against a comparison of letters that knows nothing of the keys."""

import itertools
import re
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from registries.declared import metadata
from tests.prove import examples
from tests.registries.breaking import Bench, lawful

ORDER = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ANYTHING = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
# One connection serves all examples: the keys read nothing and change nothing.
PROPERTY = settings(
    max_examples=examples(200, full=10_000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
Place = list[tuple[int, int]]


def letters(alphabet: str) -> st.SearchStrategy[str]:
    return st.text(alphabet + alphabet.lower(), min_size=1, max_size=6)


KAZAKH_WORDS = letters(ORDER)
RUSSIAN_WORDS = letters("".join(letter for letter in ORDER if letter not in "ӘҒҚҢӨҰҮҺІ"))
LATIN_WORDS = letters(LATIN)
WORDS = KAZAKH_WORDS | RUSSIAN_WORDS | LATIN_WORDS | st.from_regex("[0-9]{1,12}", fullmatch=True)
NAMES = st.builds(
    lambda words, between, quoted: f"«{between.join(words)}»" if quoted else between.join(words),
    st.lists(WORDS, min_size=1, max_size=3),
    st.sampled_from([" ", "-", " - ", "  ", "–"]),
    st.booleans(),
)


def place(name: str) -> Place:
    """Where the name stands, sign by sign: the end of a word, then numbers, Latin letters, Kazakh letters."""
    found: Place = []
    for number, word in enumerate(re.findall(r"[^\W_]+", name)):
        found += [(0, 0)] if number else []
        for part in re.findall("[0-9]+|[^0-9]", word.upper()):
            if part.isdecimal():
                found.append((1, int(part)))
            else:
                found.append((2, LATIN.index(part)) if part in LATIN else (3, ORDER.index(part)))
    return found


def keys(connection: Connection, names: Sequence[str], function: str = "kazakh_key") -> list[bytes]:
    query = f"SELECT alphabet.{function}(name) FROM unnest(CAST(:names AS text[])) WITH ORDINALITY u(name, place) ORDER BY place"
    return [key.encode() for key in connection.scalars(text(query), {"names": list(names)})]


def in_order(connection: Connection, names: Sequence[str], function: str = "kazakh_key") -> list[str]:
    query = f'SELECT name FROM unnest(CAST(:names AS text[])) u(name) ORDER BY alphabet.{function}(name) COLLATE "C"'
    return list(connection.scalars(text(query), {"names": list(names)}))


@PROPERTY
@given(names=st.lists(NAMES, min_size=2, max_size=12))
@example(names=["Абай 2", "Абай 10", "Абай", "Абайұлы", "абай-ата", "Abai", "007", "7", "Әбдіқадыр", "Бек"])
def test_keys_compare_as_the_alphabet_does(connection: Connection, names: list[str]) -> None:
    placed = sorted(zip(map(place, names), keys(connection, names), strict=True))
    for (one, key), (other, next_key) in itertools.pairwise(placed):
        assert (one < other, one == other) == (key < next_key, key == next_key)


@PROPERTY
@given(people=st.lists(st.tuples(NAMES, st.none() | NAMES, st.none() | NAMES), min_size=2, max_size=8))
def test_persons_stand_by_surname_then_given_name_then_patronymic(
    connection: Connection, people: list[tuple[str, str | None, str | None]]
) -> None:
    query = """
        SELECT alphabet.kazakh_key(s) || ' ' || coalesce(alphabet.kazakh_key(g), '') || ' '
               || coalesce(alphabet.kazakh_key(p), '')
          FROM unnest(CAST(:surnames AS text[]), CAST(:given AS text[]), CAST(:patronymics AS text[]))
               WITH ORDINALITY AS u(s, g, p, place) ORDER BY place
    """
    surnames, given_names, patronymics = zip(*people, strict=True)
    bound = {"surnames": list(surnames), "given": list(given_names), "patronymics": list(patronymics)}
    places = [tuple(place(part or "") for part in person) for person in people]
    found = [key.encode() for key in connection.scalars(text(query), bound)]
    for one, other in itertools.combinations(range(len(people)), 2):
        assert (places[one] < places[other]) == (found[one] < found[other])
        assert (places[one] == places[other]) == (found[one] == found[other])


@PROPERTY
@given(words=st.lists(ANYTHING, min_size=1, max_size=5))
@example(words=["\U0001f600" * 200, "٣", "\ufeff", "'", "\\", "%s", "!:;~", "é", "e\u0301", "\x7f\x01"])
def test_every_text_has_a_key_that_fits_into_an_index(connection: Connection, words: list[str]) -> None:
    for function in ("kazakh_key", "number_key"):
        found = keys(connection, [*words, *(word * 300 for word in words)], function)
        assert max(map(len, found)) <= 600
        assert found[: len(words)] == keys(connection, words, function)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ӘБДІҚАДЫР", "әбдіқадыр"),
        ("«Нұр-Ата»", "нұр ата"),
        ("Иванова - Петрова", "ИВАНОВА-ПЕТРОВА"),
        ("О'Коннор", "Оконнор"),
        ("й", "и\u0306"),
        ("Ğabit", "gabit"),
        ("0012", "12"),
        (" Абай\t", "Абай"),
        ("!", ""),
    ],
)
def test_what_is_no_letter_and_how_large_it_is_do_not_count(connection: Connection, one: str, other: str) -> None:
    first, second = keys(connection, [one, other])
    assert first == second


def test_a_letter_of_no_list_stands_behind_all_that_are(connection: Connection) -> None:
    assert in_order(connection, ["Ґ", "Я", "A", "1", "漢", "", "А"]) == ["", "1", "A", "А", "Я", "Ґ", "漢"]


def test_numbers_of_houses_stand_by_value(connection: Connection) -> None:
    right = ["1", "2", "9А", "10", "12", "12/1", "12/2", "12/10", "12/10А", "12-А", "12А", "12Б", "13", "100", "б/н"]
    for start in range(len(right)):
        assert in_order(connection, right[start:] + right[:start], "number_key") == right


@pytest.mark.parametrize(
    ("one", "other"),
    [("12А", "12a"), ("12 А", "12А"), ("12 / 1", "12/1"), ("12-1", "12/1"), ("12 1", "12.1"), ("№ 5", "5"),
     ("5В", "5B")],
)  # fmt: skip
def test_one_number_of_a_house_in_different_hands(connection: Connection, one: str, other: str) -> None:
    first, second = keys(connection, [one, other], "number_key")
    assert first == second


def test_a_blank_between_figures_keeps_two_numbers_apart(connection: Connection) -> None:
    one, two = keys(connection, ["12 1", "121"], "number_key")
    assert one < two


SAID = "surname_key, sort_key, upper_inf(transaction_time)"


def test_a_superseded_name_keeps_the_key_it_had(connection: Connection) -> None:
    bench, table = Bench(connection), metadata.tables["individual.name"]
    whole = {"individual_id": 7, "surname": "Әлі", "given_name": "Нұр-Ата", "patronymic": None}
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    bench.insert(table, lawful(table) | whole)
    connection.exec_driver_sql("SET LOCAL session_replication_role = origin")
    surname, given_name = (key.decode() for key in keys(connection, ["Әлі", "Нұр-Ата"]))
    known = text(f"SELECT {SAID} FROM individual.name_known WHERE individual_id = 7")
    assert connection.execute(known).all() == [(surname, f"{surname} {given_name} ", True)]
    connection.exec_driver_sql("DELETE FROM individual.name WHERE individual_id = 7")
    assert connection.execute(known).all() == [(surname, f"{surname} {given_name} ", False)]
