"""Skeletons: what confused hands write of one name is found under one, and names of siblings are not thrown together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registries.crosswalk.names import given_key, surname_key
from registries.crosswalk.skeleton import LONGEST, skeleton
from tests.prove import examples

keys = st.text("abdefghiklmnoprstuvz", max_size=16)


@pytest.mark.parametrize(
    ("bones", "spellings"),
    [
        ("gnd", "Қанат Канат Kanat Qanat Ханат Ганат Каннат"),
        ("agrm", "Әйгерім Айгерим Äigerım Aygerim Aigerim Ajgerim Айгирим"),
        ("jnr", "Жәңгір Жангир Джангир Zhänggir Zhangir Jäñgir Шангир"),
        ("grd", "Қайрат Кайрат Хайрат Kairat Qayrat Kayrat"),
        ("gsn", "Хусаин Құсаин Husain Khussain Qusain"),
        ("slmbg", "Сәлімбек Салимбек Salimbek Sälimbek"),
        ("arln", "Ерлан Yerlan Эрлан Erlan Ирлан"),
        ("abrgm", "Ибрагим Ибраһим Ibragim Ибрахим"),
    ],
)
def test_one_name_has_one_skeleton_whatever_hand_wrote_it(bones: str, spellings: str) -> None:
    assert {skeleton(given_key(spelling)) for spelling in spellings.split()} == {bones}


@pytest.mark.parametrize(
    ("one", "other"), [("Серік", "Берік"), ("Асқар", "Нұржан"), ("Жанар", "Жанат"), ("Әлия", "Әсия"), ("Олег", "Игорь")]
)
def test_names_that_are_heard_apart_keep_apart(one: str, other: str) -> None:
    assert skeleton(given_key(one)) != skeleton(given_key(other))


def test_a_surname_has_the_skeleton_of_its_stem() -> None:
    forms = "Нұрмағамбетов Нурмагамбетова Nurmagambetov Нурмагамбет"
    assert {skeleton(surname_key(form)) for form in forms.split()} == {"nrmgmbd"}


@given(keys)
@settings(max_examples=examples(300))
def test_a_skeleton_is_short_and_its_own_skeleton(key: str) -> None:
    bones = skeleton(key)
    assert len(bones) <= LONGEST
    assert skeleton(bones) == bones
    assert (bones == "") == (key == "")
