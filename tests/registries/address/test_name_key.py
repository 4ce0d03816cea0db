"""Keys of names: what different hands write of one name shares one key, in Python and in PostgreSQL alike."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from registries.address.name_key import name_key
from tests.prove import examples

SAME = (
    ("Абая", "Абай", "АБАЯ", "Abay", "Abai", "улица Абая", "Абай көшесі", "КӨШЕCI Абай", "им. Абая", "Абай атындағы"),
    ("Маметова", "Маметовой", "Мәметова", "Маметов"),
    ("Ә. Молдағұлова", "Молдагуловой", "Молдағұлова Ә.", "Ə. Молдағұлова"),
    ("Кабанбай батыра", "Қабанбай батыр", "Ќабанбай батыр", "батыра Кабанбая", "Qabanbay batyr"),
    ("5-я улица", "5 улица", "бесінші көше", "ул. Пятая", "5-ші көше"),
    ("Коктем-2", "Көктем-2", "көктем 2", "мкр. Коктем - 2"),
    ("Кульджинский тракт", "Кульджинского тракта"),
    ("Жамбыл", "Жамбыла", "Zhambyl", "Jambyl", "Žambyl"),
    ("Щорса", "Shchorsa", "ЩОРСА"),
    ("Желтоқсан", "Желтоксан", "Желтоќсан", "Желтоқсан".replace("о", "o")),
    ("Ёлочная", "Елочная", "«Ёлочная»", "Ё\u00adлочная"),
)
APART = ("Абая", "Ленина", "А19", "А20", "19", "Коктем-1", "Коктем-2", "Станция", "8 марта", "8 мая", "Достык", "")


@pytest.mark.parametrize("written", SAME, ids=lambda written: written[0])
def test_hands_that_write_one_name_share_its_key(written: tuple[str, ...]) -> None:
    assert len({name_key(one) for one in written}) == 1


def test_other_names_have_other_keys() -> None:
    assert len({name_key(one) for one in APART}) == len(APART)


def test_keys_are_what_they_were() -> None:
    """A change of any of these needs a migration that composes all keys anew."""
    said = ("Абая", "Кабанбай батыра", "БАЙ?О?ЫР", "А19", "25 лет Целины", "Станция", "№ 23-6", "???", "?скемен")
    assert [name_key(one) for one in said] == [
        "aba", "batir kabanb", "bai?o?ir", "a19", "let tselin 25", "stants", "23 6", "", "?skemen",
    ]  # fmt: skip


# Letters of the field, with what surrounds them in hostile text; PostgreSQL knows no NUL and no lone surrogate.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіёАБЙІӘјґїѕќўєabcdhjkqwxyzğşçýİıəɵ'’? -./№0123456789"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\x00", max_codepoint=0xFFFF),
    ),
    max_size=130,
)


@settings(max_examples=examples(40, full=2000), deadline=None)
@given(st.lists(TEXTS, min_size=20, max_size=20))
def test_postgresql_makes_the_same_keys(shared_database: Engine, names: list[str]) -> None:
    query = text(
        "SELECT array_agg(address.name_key(n) ORDER BY place) FROM unnest(CAST(:names AS text[])) WITH ORDINALITY AS e(n, place)"
    )
    with shared_database.connect() as connection:
        assert connection.scalar(query, {"names": names}) == [name_key(name) for name in names]


@settings(max_examples=examples(500, full=20_000), deadline=None)
@given(TEXTS)
def test_the_key_of_a_key_is_the_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)
