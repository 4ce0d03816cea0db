"""Lists on their way to PostgreSQL: one literal each, whatever stands in them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from registries.database import array_literal
from tests.prove import examples

WORDS = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8), min_size=1)
NUMBERS = st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1)


@settings(max_examples=examples(100))
@given(words=WORDS, numbers=NUMBERS)
def test_a_list_arrives_as_it_was_sent(shared_database: Engine, words: list[str], numbers: list[int]) -> None:
    statement = text("SELECT CAST(:words AS text[]), CAST(:numbers AS bigint[])")
    with shared_database.connect() as connection:
        arrived = connection.execute(statement, {"words": words, "numbers": numbers}).one()
    assert tuple(arrived) == (words, numbers)


def test_a_list_of_numbers_is_one_literal() -> None:
    assert array_literal([3, -1, 2]) == "{3,-1,2}"
    assert array_literal(["NULL", 'a"b', "c\\d", "", "{e,f}"]) == '{"NULL","a\\"b","c\\\\d","","{e,f}"}'


@pytest.mark.parametrize("value", [[], [None, 1], [True, False], [1, "a"], [[1], [2]], "text", (1, 2), None])
def test_what_is_no_list_of_numbers_or_of_texts_is_left_to_the_driver(value: object) -> None:
    assert array_literal(value) is value
