"""Written addresses: which words become which part, in both languages, and that nothing is lost."""

from dataclasses import fields

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from registries.address.free_text import LONGEST, FreeText, Named, Numbered, parse
from tests.prove import examples

CITY = frozenset({"CITY", "REPUBLICAN_CITY"})
DISTRICT = frozenset({"DISTRICT", "CITY_DISTRICT"})


def street(name: str, kind: str = "STREET") -> Named:
    return Named(name, frozenset({kind}))


def read(text: str, **parts: object) -> None:
    """The parts named are these, and no other part is said."""
    found = parse(text)
    said = {one.name: getattr(found, one.name) for one in fields(FreeText) if one.name not in ("text", "parts")}
    assert {name: value for name, value in said.items() if value} == parts


def test_an_address_in_russian_in_full() -> None:
    read(
        "Республика Казахстан, г. Алматы, Бостандыкский р-н, мкр. Коктем-2, д. 5, кв. 12",
        units=(Named("Алматы", CITY), Named("Бостандыкский", DISTRICT)),
        geonyms=(street("Коктем-2", "MICRODISTRICT"),),
        number="5", pointer="HOUSE", premises=(Numbered("12", "APARTMENT"),),
    )  # fmt: skip


def test_in_kazakh_the_name_stands_before_its_type() -> None:
    read(
        "Алматы облысы, Іле ауданы, Боралдай округы, Жайнақ ықшам ауданы, Ә. Молдағұлова көшесі, 8 үй",
        units=(
            Named("Алматы", frozenset({"REGION"})), Named("Іле", DISTRICT), Named("Боралдай", frozenset({"OKRUG"})),
        ),
        geonyms=(street("Жайнақ", "MICRODISTRICT"), street("Ә. Молдағұлова")),
        number="8", pointer="HOUSE",
    )  # fmt: skip


def test_post_codes_of_both_kinds() -> None:
    read(
        "050009 (A05B4Y6), город Алматы, улица Ауэзова, дом 14А",
        postcodes=("050009", "A05B4Y6"), units=(Named("Алматы", CITY),), geonyms=(street("Ауэзова"),), number="14А",
        pointer="HOUSE",
    )  # fmt: skip


def test_a_corner_and_a_former_name() -> None:
    read(
        "ул. Кабанбай батыра, 83, (бывш. ул. Калинина), уг. ул. Фурманова",
        geonyms=(street("Кабанбай батыра"),), former=(street("Калинина"),), crossing=(street("Фурманова"),),
        number="83", relation=("уг",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "number", "corpus"),
    [
        ("ул. Абая, 188./2", "188/2", None),
        ("ул. Абая 12/1/", "12/1", None),
        ("ул. Абая, д. 12 к. 2", "12", "2"),
        ("ул. Абая, дом 12, корпус 4Б", "12", "4Б"),
        ("ул. Абая, 14 А", "14А", None),
        ("ул. Абая, 14 литера А", "14А", None),
        ("ул.Абая №7", "7", None),
    ],
)
def test_numbers_of_buildings(written: str, number: str, corpus: str | None) -> None:
    found = parse(written)
    assert (found.geonyms, found.number, found.corpus, found.rest) == ((street("Абая"),), number, corpus, ())


@pytest.mark.parametrize(
    ("written", "name"),
    [("ул. 8 марта, 3", "8 марта"), ("5-я улица, 3", "5-я"), ("ул. 2-я Южная 3", "2-я Южная"), ("ул. А19, 3", "А19")],
)
def test_figures_in_names(written: str, name: str) -> None:
    found = parse(written)
    assert (found.geonyms, found.number) == ((street(name),), "3")


@pytest.mark.parametrize(
    "written", ["Абай көшесі, 12 үй, 29-пәтер", "Абай к-сі 12-үй, пәтер 29", "Абай көшесі үй 12  пәтер 29"]
)
def test_numbers_on_either_side_of_a_kazakh_word(written: str) -> None:
    found = parse(written)
    assert (found.number, found.premises) == ("12", (Numbered("29", "APARTMENT"),))


def test_short_words_are_read_by_position() -> None:
    assert parse("д. 5").number == "5"
    assert parse("с. Асан, д. Ивановка").units[1].kinds == frozenset({"VILLAGE"})
    assert parse("ул. Абая, 12, кв. 5").premises == (Numbered("5", "APARTMENT"),)
    assert parse("кв. 5, д. 12").geonyms == ()
    assert parse("кв. 5 д. 12").geonyms == (street("5", "BLOCK"),)
    assert parse("Астана қ., Бейбітшілік к., 5").geonyms == (street("Бейбітшілік"),)


def test_latin_look_alikes_and_old_glyphs_are_read_as_meant() -> None:
    assert parse("c. Асан, yл. Абая, д 3").units == (Named("Асан", frozenset({"VILLAGE"})),)
    assert parse("Абай КӨШЕCI 3").geonyms == (street("Абай"),)
    assert parse("Јуезов кґшесі 3").geonyms == (street("Јуезов"),)
    assert parse("Abay avenue 12, apt 5").geonyms == (street("Abay", "AVENUE"),)


def test_a_slip_in_a_long_word_of_a_type_is_forgiven() -> None:
    assert parse("проспкет Абая, 5").geonyms == (street("Абая", "AVENUE"),)


def test_what_is_no_address_is_left_over() -> None:
    found = parse("ул. Абая, 12 (возле школы), код домофона 45")
    assert (found.number, found.premises, found.rest) == ("12", (), ("возле школы", "код домофона 45"))


PIECES = """
ул. г. Абая Алматы д. 12 12/1 кв 5 , ( ) бывш. уг. көшесі үй ауданы мкр. Коктем-2 - / № корпус к. а. с. между домами 8 и
13 сзади ниже пр. р. сквер 050009 A05B4Y6 А19 14А Республика Казахстан «Самал» ? . литера А б/н 3½ 3=2 д3
угол на углу и мен Гоголя улиц көшелерінің қиылысы 172 км 172-й трассы тас жолы
"""
WRITTEN = st.one_of(
    st.text(max_size=120),
    st.lists(
        st.sampled_from(PIECES.split()),
        max_size=20,
    ).map(" ".join),
)


@settings(max_examples=examples(300, full=20_000), deadline=None)
@example("УЛ0/0")
@given(WRITTEN)
def test_every_letter_and_figure_belongs_to_exactly_one_part(text: str) -> None:
    covered = [0] * len(text)
    for part in parse(text).parts:
        for place in range(part.start, part.end):
            covered[place] += 1
    assert max(covered, default=0) <= 1
    assert all(covered[place] for place, letter in enumerate(text) if letter.isalpha() or letter.isdecimal())


@pytest.mark.parametrize("written", ["2 3", "3 2 5", "2=3", "2:3", "2_3", "2 и 3"])
def test_of_figures_side_by_side_none_is_taken_for_the_house(written: str) -> None:
    read(f"ул. Абая, {written}", geonyms=(street("Абая"),), rest=(written,))


@pytest.mark.parametrize(("written", "untyped"), [("3½", ("3½",)), ("3²", ("3²",)), ("3 ①", ("3 ①",))])
def test_a_small_or_ringed_figure_is_no_letter_of_a_house(written: str, untyped: tuple[str, ...]) -> None:
    read(f"ул. Абая, {written}", geonyms=(street("Абая"),), untyped=untyped)


@pytest.mark.parametrize(
    "written", ["б/н", "Б/Н", "б\\н", "д. б/н", "дом б/н", "без номера", "корп. б/н", "үй нөмірсіз"]
)
def test_a_house_without_a_number_is_left_over_and_no_former_name(written: str) -> None:
    for text in (f"ул. Абая, {written}", f"ул. Абая {written}"):
        read(text, geonyms=(street("Абая"),), rest=(written,))


def test_a_post_code_stands_before_a_name_without_a_comma() -> None:
    read("050009 Алматы, ул. Абая 3", postcodes=("050009",), untyped=("Алматы",), geonyms=(street("Абая"),), number="3")
    read("050009 3", postcodes=("050009",), number="3")
    read("ул. Абая, дом 050009", geonyms=(street("Абая"),), number="050009", pointer="HOUSE")


def test_the_word_for_a_house_or_corpus_may_be_written_together_with_its_number() -> None:
    read("ул. Абая д3", geonyms=(street("Абая"),), number="3", pointer="HOUSE")
    read("ул. Абая, д3 к2", geonyms=(street("Абая"),), number="3", pointer="HOUSE", corpus="2")
    read("ул. Абая, 12к2", geonyms=(street("Абая"),), number="12", corpus="2")


def test_what_lies_behind_the_longest_text_is_left_over() -> None:
    found = parse("ул. Абая, 5" + " " * LONGEST + "z")
    assert (found.number, found.rest) == ("5", ("z",))
