"""Places as acts write them, taken apart."""

import pytest

from registries.address.name_forms import uninflected, written
from registries.address.place_text import LONGEST, names_several, parts

TEXTS = {
    "Карагандинская область, город Балхаш": [("Карагандинская", "REGION"), ("Балхаш", "CITY")],
    "Теректі ауданы, Шаған ауылдық округі, Жаңа Өмір ауылы": [
        ("Теректі", "DISTRICT"), ("Шаған", "OKRUG"), ("Жаңа Өмір", "VILLAGE"),
    ],
    "Аршалы ауданы Нововладимировское селолық округінің Ақжар селосы": [
        ("Аршалы", "DISTRICT"), ("Нововладимировское", "OKRUG"), ("Ақжар", "VILLAGE"),
    ],
    "Ақкөл ауданы Трудовое селолық округінің N 32 разъезд селосы": [
        ("Ақкөл", "DISTRICT"), ("Трудовое", "OKRUG"), ("N 32 разъезд", "VILLAGE"),
    ],
    "село Тургайский пролив Аманкарагайского сельского округа": [
        ("Аманкарагайского", "OKRUG"), ("Тургайский пролив", "VILLAGE"),
    ],
    "Алматы, Медеуский район, микрорайон Коктобе": [
        ("Алматы", None), ("Медеуский", "DISTRICT"), ("Коктобе", "MICRODISTRICT"),
    ],
    "микр-н Калкаман-2, ул. Проектируемая": [("Калкаман-2", "MICRODISTRICT"), ("Проектируемая", "STREET")],
    "\"Наурызбай\" көшесі": [("Наурызбай", "STREET")],
    "район Әлихан Бөкейхан": [("Әлихан Бөкейхан", "DISTRICT")],
    "Октябрьский район": [("Октябрьский", "DISTRICT")],
    "область Абай": [("Абай", "REGION")],
    "(включено в состав) село Каменскуральское": [("Каменскуральское", "VILLAGE")],
    "переулок Биші қайың": [("Биші қайың", "LANE")],
    "Жібек жолы": [("Жібек жолы", None)],
    "екінші көше": [("екінші", "STREET")],
    "8 линия": [("8 линия", None)],
    "Балхаш Г.А.": [("Балхаш", "CITY_ADMINISTRATION")],
    "г.Балхаш": [("Балхаш", "CITY")],
    "с.о.Өтеген батыр": [("Өтеген батыр", "OKRUG")],
    "Ақжар а.о.": [("Ақжар", "OKRUG")],
    "Ақжар а.": [("Ақжар", "VILLAGE")],
    "Айгызский р-н": [("Айгызский", "DISTRICT")],
    "(атауы жоқ көше)": [],
    "(безымянная улица)": [],
    "": [],
    " , ,": [],
}  # fmt: skip
ALIKE = [
    ("Абая", "Абай"), ("Ленина", "Ленин"), ("Гоголя", "Гоголь"), ("Карла Маркса", "Карл Маркс"),
    ("Розы Баглановой", "Роза Багланова"), ("Аманкарагайского", "Аманкарагайский"), ("Ынтымақ", "Ынтымак"),
    ("Қабанбай батыр", "Кабанбай батыра"), ("Ә. Молдағұлова", "Молдагулова"), ("КӨШЕCI", "көшесі"),
    ("Жетісу", "Жетiсу"), ("Трёхгорная", "Трехгорная"), ("«Тың»", "Тын"), ("Әуезов Мұхтар", "Мухтар Ауэзов"),
]  # fmt: skip
UNLIKE = [("Абая", "Абайская"), ("1 Мая", "2 Мая"), ("А20", "А33"), ("Мира", "Мирная"), ("Ленина", "Ленинградская")]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_read_outermost_first(text: str) -> None:
    assert [(part.name, part.kind) for part in parts(text)] == TEXTS[text]


def test_what_is_longer_than_any_place_is_not_read() -> None:
    assert len(parts("я" * LONGEST)) == 1
    assert parts("я" * (LONGEST + 1)) == ()


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_hands_that_write_one_name_differently_are_uninflected(one: str, other: str) -> None:
    assert uninflected(one) == uninflected(other)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_other_names_stay_others(one: str, other: str) -> None:
    assert uninflected(one) != uninflected(other)


def test_the_form_as_written_tells_the_cases_of_russian_apart() -> None:
    assert written("«Абая»") == written("абая ") == "абая"
    assert written("Абая") != written("Абай")


def test_several_streets_are_looked_for_only_in_a_text_of_the_length_of_a_place() -> None:
    assert names_several("улицы Гумилева и Можайского")
    assert names_several("Гумилев және Можайский көшелері")
    assert not names_several("улицы Гумилева и " + "М" * LONGEST)
    assert not names_several("а және " * LONGEST)
