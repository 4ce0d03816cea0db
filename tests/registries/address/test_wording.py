"""How names and types are put together in both languages."""

import csv

import pytest

from registries.address.wording import GEONYMS, KK, RU, UNITS
from tests.registries.address.worded import building_number, carries, named
from tests.shared import shared


@pytest.mark.parametrize(
    ("name", "kind", "language", "written"),
    [
        ("Акмолинская", "REGION", RU, "Акмолинская область"),
        ("Абай", "REGION", RU, "область Абай"),
        ("область Абай", "REGION", RU, "область Абай"),
        ("Абай облысы", "REGION", KK, "Абай облысы"),
        ("Абай", "REGION", KK, "Абай облысы"),
        ("Бостандыкский", "CITY_DISTRICT", RU, "Бостандыкский район"),
        ("Алматы", "CITY_DISTRICT", RU, "район Алматы"),
        ("г.Семей", "CITY", RU, "г.Семей"),
        ("Семей қ.", "CITY", KK, "Семей қ."),
        ("Семей", "CITY", KK, "Семей қаласы"),
        ("Алматы", "REPUBLICAN_CITY", RU, "город Алматы"),
        ("Айгызский", "OKRUG", RU, "Айгызский сельский округ"),
        ("Айгызский с.о.", "OKRUG", RU, "Айгызский с.о."),
        ("Кенгирбайбийский с.о", "OKRUG", RU, "Кенгирбайбийский с.о"),
        ("с.о.Өтеген батыр", "OKRUG", RU, "с.о.Өтеген батыр"),
        ("Өтеген батыр", "OKRUG", KK, "Өтеген батыр ауылдық округі"),
        ("Кеңгірбай би", "VILLAGE", KK, "Кеңгірбай би ауылы"),
        ("Семей Г.А.", "CITY_ADMINISTRATION", RU, "Семей Г.А."),
        ("зимовка Кара", "VILLAGE", RU, "зимовка Кара"),
        ("Лагерь", "SETTLEMENT", RU, "Лагерь"),
        ("Лагерь", None, RU, "Лагерь"),
        ("Сарыарка", "VILLAGE", RU, "село Сарыарка"),
    ],
)
def test_a_unit_is_written_with_its_type_once(name: str, kind: str | None, language: str, written: str) -> None:
    assert named(UNITS, name, kind, language) == written


@pytest.mark.parametrize(
    ("name", "kind", "language", "written"),
    [
        ("Абая", "STREET", RU, "улица Абая"),
        ("Октябрьская", "STREET", RU, "улица Октябрьская"),
        ("Рабочий поселок", "STREET", RU, "улица Рабочий поселок"),
        ("8 марта", "STREET", RU, "улица 8 марта"),
        ("5-я улица", "STREET", RU, "5-я улица"),
        ("МИКРОРАЙОН Мирас", "MICRODISTRICT", RU, "МИКРОРАЙОН Мирас"),
        ("Абай", "STREET", KK, "Абай көшесі"),
        ("Қабанбай батыр", "AVENUE", KK, "Қабанбай батыр даңғылы"),
        ("Мирас", "MICRODISTRICT", KK, "Мирас ықшам ауданы"),
        ("Мирас шағын ауданы", "MICRODISTRICT", KK, "Мирас шағын ауданы"),
    ],
)
def test_a_geonym_is_written_with_its_type_once(name: str, kind: str, language: str, written: str) -> None:
    assert named(GEONYMS, name, kind, language) == written


def test_numbers_of_buildings_are_joined_with_strokes_and_stray_ones_dropped() -> None:
    assert [
        building_number(given) for given in (["12"], ["12", "1"], ["12", "1/"], ["12", "12/1"], ["12", "1", "2"])
    ] == [
        "12",
        "12/1",
        "12/1",
        "12/1",
        "12/1/2",
    ]


def test_names_of_the_classifier_with_a_type_never_get_a_second_one() -> None:
    with shared("data/kato/kato_2026-07-17.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    upper = [row for row in rows if row["level"] in ("oblast", "district", "sub_district")]
    bare = {
        (row["kato"], language)
        for row in upper
        for language in (RU, KK)
        if not carries(UNITS, row[f"name_{language}"].replace("\u00a0", " ").strip(), language)
    }
    assert len(upper) > 2_500
    assert sorted(bare) == []
