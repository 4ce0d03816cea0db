"""Spelling and naming by the customs of the country."""

import pytest

from loaders.country.faker_kk import faker_of_names
from loaders.country.money import in_windows_1251
from loaders.country.naming import bare, for_sex, patronymic
from loaders.country.people import FullName, Group, Sex
from loaders.country.spelling import latin, legacy_font, look_alikes, russified


@pytest.mark.parametrize(
    ("father", "sex", "kazakh", "russian"),
    [
        ("Серік", Sex.MAN, "Серікұлы", "Серикович"),
        ("Нұрлан", Sex.WOMAN, "Нұрланқызы", "Нурлановна"),
        ("Абай", Sex.MAN, "Абайұлы", "Абаевич"),
        ("Сергей", Sex.WOMAN, "Сергейқызы", "Сергеевна"),
        ("Илья", Sex.MAN, "Ильяұлы", "Ильич"),
    ],
)
def test_a_patronymic_in_both_styles(father: str, sex: Sex, kazakh: str, russian: str) -> None:
    name = FullName("", father, "")
    assert patronymic(name, sex, kazakh_style=True) == kazakh
    assert patronymic(name, sex, kazakh_style=False) == russian


@pytest.mark.parametrize(
    ("man", "woman"),
    [
        ("Ахметов", "Ахметова"),
        ("Вишневский", "Вишневская"),
        ("Ильин", "Ильина"),
        ("Серікбай", "Серікбай"),
        ("Ким", "Ким"),
    ],
)
def test_a_surname_follows_sex_there_and_back(man: str, woman: str) -> None:
    assert for_sex(man, Sex.WOMAN) == woman
    assert for_sex(woman, Sex.MAN) == man


def test_a_surname_without_its_ending() -> None:
    assert [bare(surname) for surname in ("Ахметов", "Жұмабаева", "Ким")] == ["Ахмет", "Жұмаба", "Ким"]


def test_the_eighteen_kazakh_letters_in_other_scripts() -> None:
    assert russified("Әбдіқадыров Ғани Һәм Өң Ұү") == "Абдикадыров Гани Хам Он Уу"
    assert latin("Қуанышбек", "bgn") == "Quanyshbek"
    assert latin("Жұмағалиев", "2021") == "Jūmağaliev"
    assert legacy_font("Әбдіқадыр") == "Јбдіќадыр"
    assert look_alikes("Серік") == "Cepiк"


def test_windows_1251_russifies_what_it_cannot_hold() -> None:
    assert in_windows_1251("Серікбай Нұрлан Јбдіќадыр Jūmağaliev") == "Серікбай Нурлан Јбдіќадыр Jumagaliev"


def test_the_faker_provider_is_seeded_and_speaks_of_both_sexes() -> None:
    first, second = faker_of_names(4), faker_of_names(4)
    names = [first.family_name(Group.RUSSIAN, Sex.WOMAN) for _ in range(20)]
    assert names == [second.family_name(Group.RUSSIAN, Sex.WOMAN) for _ in range(20)]
    assert all(name.endswith(("а", "я")) for name in names)
    assert first.first_name_female() != first.first_name_male()
