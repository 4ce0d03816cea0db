"""Canonical keys: what different hands write of one name, and what must stay apart."""

import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registries.crosswalk.names import (
    LONGEST_REMEMBERED,
    canonical,
    given_key,
    patronymic_key,
    split_full_name,
    surname_key,
)
from tests.prove import examples

KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
TWINS = dict(zip("АВЕКМНОРСТХУІаеорсухі", "ABEKMHOPCTXYIaeopcyxi", strict=True))
kazakh_words = st.text(KAZAKH + KAZAKH.upper(), min_size=1, max_size=14)
latin_words = st.text(string.ascii_letters + "äğñöūüşıəçžý'’", min_size=1, max_size=14)
names = st.lists(st.one_of(kazakh_words, latin_words), min_size=1, max_size=3).map(" ".join)


@pytest.mark.parametrize(
    ("key", "spellings"),
    [
        ("kanat", "Қанат Канат Kanat Qanat ҚАНАТ қанат QANAT"),
        ("aigerim", "Әйгерім Айгерим Äigerım Aygerim Aigerim Ajgerim Äygerim"),
        ("zhanir", "Жәңгір Жангир Джангир Zhänggir Zhangir Jäñgir"),
        ("shinis", "Шыңғыс Шынгыс Shyngghys Shyngys Şyñğys S'yn'g'ys S’yn’g’ys"),
        ("gulnur", "Гүлнұр Гульнур Gülnur Gulnur Gülnūr Gúlnur"),
        ("omirbek", "Өмірбек Омирбек Ömirbek Omirbek O'mirbek"),
        ("muhamed", "Мұхаммед Мухамед Mukhammed Muhammed"),
        ("iulia", "Юлия Yuliya Iuliia Yulia"),
        ("sergei", "Сергей Sergey Sergei Sergej Sergeı"),
        ("erlan", "Ерлан Yerlan Erlan Эрлан"),
        ("aleksandr", "Александр Aleksandr Alexandr"),
        ("sherbakov", "Щербаков Shcherbakov Scherbakov"),
        ("kasian", "Касьян Kas'yan Kasyan"),
        ("gauhar", "Гауһар Гаухар Gauhar Gaukhar"),
        ("behan", "Бекхан Bekkhan Bekhan"),
        ("semen", "Семён Семен Semyon"),
    ],
)
def test_one_name_has_one_key_in_every_alphabet_in_circulation(key: str, spellings: str) -> None:
    assert {canonical(spelling) for spelling in spellings.split()} == {key}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Aхметов", "Ахметов"),
        ("AXMETОВ", "АХМЕТОВ"),
        ("CEPIК", "СЕРІК"),
        ("KAНAТ", "КАНАТ"),
        ("Ер3ат", "Ерзат"),
        ("0спанов", "Оспанов"),
        ("əлия", "әлия"),
        ("Kаnаt", "Kanat"),
        ("Нурgул", "Нургул"),
    ],
)
def test_letters_of_the_other_script_are_repaired_by_the_script_of_the_word(written: str, meant: str) -> None:
    assert canonical(written) == canonical(meant)


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ("ќанат", "қанат"),
        ("јйгерім", "әйгерім"),
        ("ґмір", "өмір"),
        ("нўрлан", "нұрлан"),
        ("гїлнар", "гүлнар"),
        ("єалым", "ғалым"),
        ("ѓалым", "ғалым"),
        ("жаѕа", "жаңа"),
        ("жаћан", "жаһан"),
    ],
)
def test_letters_of_the_fonts_of_the_nineties_are_the_kazakh_ones_they_drew(drawn: str, meant: str) -> None:
    assert canonical(drawn) == canonical(meant)
    assert canonical(drawn.upper()) == canonical(meant)


def test_the_kazakh_code_page_read_as_the_russian_one_gives_the_same_key() -> None:
    for name in ("Қайыргүл", "Әнұар", "Өмірғали", "Жәңгірһан"):
        assert canonical(name.encode("kz1048").decode("cp1251")) == canonical(name)


def test_composed_and_decomposed_letters_and_unseen_ones_are_the_same() -> None:
    assert canonical("Ерме\u0438\u0306") == canonical("Ермей") == "ermei"
    assert canonical("A\u0308lia") == canonical("Älia") == "alia"
    assert canonical("Ка\u00adнат\u200b") == "kanat"
    assert canonical("Канат\u00a0 Серик") == "kanat serik"


@pytest.mark.parametrize("text", ["", "  ", "-", "...", "123", "李小龙", "محمد", "'"])
def test_what_holds_no_letter_of_ours_has_an_empty_key(text: str) -> None:
    assert canonical(text) == ""
    assert surname_key(text) == given_key(text) == patronymic_key(text) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("Серік", "Берік"), ("Асқар", "Асхат"), ("Жанар", "Жанат"), ("Нұрлан", "Нұржан"), ("Әлия", "Әлина")],
)
def test_names_of_siblings_stay_apart(one: str, other: str) -> None:
    assert given_key(one) != given_key(other)


@pytest.mark.parametrize(
    ("key", "forms"),
    [
        ("ahmet", "Ахметов Ахметова Ахмет АХМЕТОВ Akhmetov Akhmetova Ahmet"),
        ("ali", "Әлиев Алиева Әли Aliyev Aliyeva Aliev"),
        ("nazarb", "Назарбаев Назарбай Назарбаева Nazarbayeva Назарба"),
        ("serge", "Сергеев Сергеева Sergeyev Sergeyeva"),
        ("seiful", "Сейфуллин Сейфулла Сейфуллина"),
        ("husa", "Хусаин Хусаинов Хусаинова"),
        ("zhukovsk", "Жуковский Жуковская Zhukovsky Zhukovskiy Zhukovskaya"),
        ("levin", "Левин Левина Levin"),
        ("beli", "Белый Белая"),
        ("momish", "Момышұлы Момышулы Momyshuly Момышқызы"),
        ("zhumab", "Жұмабаев Жумабаева Джумабаев Жұмабай"),
        ("kim", "Ким КИМ Kim"),
        ("shevchenko", "Шевченко Shevchenko"),
    ],
)
def test_a_surname_keeps_its_key_without_the_endings_of_gender_and_custom(key: str, forms: str) -> None:
    assert {surname_key(form) for form in forms.split()} == {key}


def test_endings_go_only_where_a_name_remains() -> None:
    assert [surname_key(text) for text in ("Ев", "Лев", "Орлов", "Ова", "Нина")] == ["ev", "lev", "orl", "ov", "nin"]


def test_a_double_surname_keeps_both_parts_in_their_order() -> None:
    assert surname_key("Иванова-Петрова") == surname_key("ИВАНОВ ПЕТРОВ") == "ivan petr"


def test_a_given_name_is_one_word_however_it_is_parted() -> None:
    assert given_key("Нұр-Сұлтан") == given_key("Нур Султан") == given_key("Nursultan") == "nursultan"


@pytest.mark.parametrize(
    ("key", "forms"),
    [
        ("serik", "Серікұлы|Серік ұлы|СЕРІК  ҰЛЫ|Серік-ұлы|Серікқызы|Серік қызы|Серикулы|Серик улы|Сериккызы"),
        ("serik", "Серик кызы|Серикович|Сериковна|Serikuly|Serik uly|Serikkyzy|Serik kyzy|Serikovich|Serikovna|Серік"),
        ("aba", "Абайұлы|Абай қызы|Абаевич|Абаевна|Abayevich"),
        ("serge", "Сергеевич|Сергеевна|Сергейұлы|Sergeyevna"),
        ("anatol", "Анатольевич|Анатольевна|Анатолийұлы|Anatolyevich|Анатолиевич"),
        ("il", "Ильич|Ильинична|Ильяұлы"),
        ("nikit", "Никитич|Никитична|Никитаұлы"),
        ("abdul", "Абдуллаұлы|Абдуллаевна|Абдулла қызы"),
        ("musa", "Мұсақызы|Мусаевна|Мұса ұлы"),
        ("mamed", "Мамедоглы|Мамед оглы|Мамед кызы|Мамедович"),
        ("mihail", "Михайлович|Михайловна|Михаилұлы"),
    ],
)
def test_a_patronymic_is_the_fathers_name_in_either_style(key: str, forms: str) -> None:
    assert {patronymic_key(form) for form in forms.split("|")} == {key}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ахметов Нұрлан Серікұлы", ("Ахметов", "Нұрлан", "Серікұлы")),
        ("Ахметов Нұрлан Серік ұлы", ("Ахметов", "Нұрлан", "Серік ұлы")),
        ("АХМЕТОВА  АСЕЛЬ  СЕРИК  КЫЗЫ", ("АХМЕТОВА", "АСЕЛЬ", "СЕРИК КЫЗЫ")),
        ("Ахметов, Нурлан Серикович", ("Ахметов", "Нурлан", "Серикович")),
        ("Нұрлан Серікұлы Ахметов", ("Ахметов", "Нұрлан", "Серікұлы")),
        ("Нұрлан Серік ұлы Ахметов", ("Ахметов", "Нұрлан", "Серік ұлы")),
        ("Момышұлы Бауыржан Серікұлы", ("Момышұлы", "Бауыржан", "Серікұлы")),
        ("Момышұлы Бауыржан", ("Момышұлы", "Бауыржан", None)),
        ("Бауыржан Момышұлы", ("", "Бауыржан", "Момышұлы")),
        ("Ахметов Н.С.", ("Ахметов", "Н.", "С.")),
        ("Ахметов Н. С.", ("Ахметов", "Н.", "С.")),
        ("Н.С. Ахметов", ("Ахметов", "Н.", "С.")),
        ("Ахметов Н.", ("Ахметов", "Н.", None)),
        ("Иванова - Петрова Анна Ивановна", ("Иванова-Петрова", "Анна", "Ивановна")),
        ("Иванова (Петрова) Анна Ивановна", ("Иванова-Петрова", "Анна", "Ивановна")),
        ("Ахметова Айша Биби Сериковна", ("Ахметова", "Айша Биби", "Сериковна")),
        ("Ахметова Петрова Анна Ивановна", ("Ахметова Петрова", "Анна", "Ивановна")),
        ("Akhmetov Nurlan Serikuly", ("Akhmetov", "Nurlan", "Serikuly")),
        ("Ким Чен Ир Сен", ("Ким", "Чен", "Ир Сен")),
        ("Ким Анна", ("Ким", "Анна", None)),
        ("Ким", ("Ким", None, None)),
        ("  ", ("", None, None)),
        ("", ("", None, None)),
        (" .,() ", ("", None, None)),
    ],
)
def test_a_full_name_in_one_field_is_parted(text: str, parts: tuple[str, str | None, str | None]) -> None:
    assert split_full_name(text) == parts


@settings(max_examples=examples(300), deadline=None)
@given(st.one_of(names, st.text(max_size=40)))
def test_the_key_of_a_key_is_itself(text: str) -> None:
    key = canonical(text)
    assert canonical(key) == key
    assert set(key) <= set("abcdefghiklmnoprstuvz ")
    assert key == " ".join(key.split())


@settings(max_examples=examples(200), deadline=None)
@given(st.one_of(kazakh_words, latin_words))
def test_capitals_never_change_a_key(word: str) -> None:
    for key in (canonical, surname_key, given_key, patronymic_key):
        assert key(word.upper()) == key(word.lower()) == key(word)


@settings(max_examples=examples(200), deadline=None)
@given(st.data())
def test_look_alikes_never_change_the_key_of_a_word_that_keeps_one_cyrillic_letter(data: st.DataObject) -> None:
    word = data.draw(kazakh_words) + data.draw(st.sampled_from("бгджзйлпфцшыюяғңБДЖИЛФЦШЮЯ"))
    spoilt = "".join(data.draw(st.sampled_from((letter, TWINS.get(letter, letter)))) for letter in word)
    assert canonical(spoilt) == canonical(word)


@settings(max_examples=examples(200), deadline=None)
@given(kazakh_words)
def test_kazakh_letters_written_in_russian_ones_keep_the_key(word: str) -> None:
    russified = word.translate(str.maketrans("ӘәҒғҚқҢңӨөҰұҮүҺһІі", "АаГгКкНнОоУуУуХхИи"))
    assert canonical(russified) == canonical(word)


# Of consonants alone little is left that an ending could stand behind (нгг is one sound), and nobody's father is called -тегі.
A_NAME = re.compile("^(?=.*[аеоуяәұі])(?!.*тегі$)")


@settings(max_examples=examples(200), deadline=None)
@given(st.text(st.sampled_from("абгдезклмнорстуяәқұі"), min_size=3, max_size=10).filter(A_NAME.search))
def test_the_father_of_a_son_and_of_a_daughter_is_the_same(father: str) -> None:
    forms = ("ұлы", "қызы", " ұлы", " қызы", "улы", "кызы")
    assert len({patronymic_key(father + form) for form in forms}) == 1


@settings(max_examples=examples(200), deadline=None)
@given(st.text(max_size=60))
def test_no_text_is_too_strange_to_be_parted_and_none_of_its_letters_is_lost(text: str) -> None:
    parts = split_full_name(text)
    assert "" not in parts[1:]
    said = sorted(letter for part in parts for letter in part or "" if letter.isalpha())
    assert said == sorted(letter for letter in text if letter.isalpha())


def test_a_text_too_long_to_be_a_name_is_answered_like_any_other() -> None:
    assert canonical("Қанат " * LONGEST_REMEMBERED) == " ".join(["kanat"] * LONGEST_REMEMBERED)
