"""Written addresses find their places: by today's names and by old ones, and never by a guess."""

from datetime import date

import pytest
from sqlalchemy import Connection

from registries.address.resolving import Grade, Level, Period, Resolution, resolve
from tests.registries.address.resolving.town import flat, house, street
from tests.registry_api.world import World, new_ground, unit

RENAMED = date(2015, 6, 1)
BEFORE, AFTER, TODAY = date(2010, 1, 1), date(2020, 1, 1), date(2026, 11, 25)


@pytest.fixture
def world(connection: Connection) -> World:
    """A city with a takeover (Ленина → Абай while Абая → Ынтымақ), another city with a street of that name."""
    made = World(connection, new_ground(connection))
    unit(made, "republic", "REPUBLIC", ("Казахстан", "Қазақстан"), parent=None, kato=None)
    unit(made, "region", "REGION", ("Акмолинская", "Ақмола"), parent="republic", kato=None)
    for name, names in (("city", ("Кокшетау", "Көкшетау")), ("other", ("Степногорск", "Степногорск"))):
        unit(made, name, "CITY", names, parent="region", kato=None)
    unit(made, "village", "VILLAGE", ("Асан", "Асан"), parent="region", kato=None)
    street(made, "taking", "STREET", [(None, ("Ленина", "Ленин")), (RENAMED, ("Абай", "Абай"))], "city")
    street(made, "giving", "STREET", [(None, ("Абая", "Абай")), (RENAMED, ("Ынтымақ", "Ынтымақ"))], "city")
    street(made, "far", "STREET", [(None, ("Абая", "Абай"))], "other")
    street(made, "area", "MICRODISTRICT", [(None, ("Коктем-2", "Көктем-2"))], "city")
    street(made, "inner", "STREET", [(None, ("Садовая", "Бақ"))], "city", "area")
    street(made, "outer", "STREET", [(None, ("Садовая", "Бақ"))], "city")
    street(made, "avenue", "AVENUE", [(None, ("Сатпаева", "Сәтбаев"))], "city")
    for on in ("taking", "giving", "far", "inner", "outer", "avenue"):
        house(made, f"{on} 5", on, "5")
    house(made, "giving 7", "giving", "7")
    house(made, "corner", "avenue", "20")
    house(made, "corner on the other street", "giving", "1", part_of="corner")
    house(made, "corpus", None, "1", part_of="avenue 5")
    house(made, "letter", "avenue", "14А")
    flat(made, "flat", "avenue 5", "12")
    house(made, "lonely", None, "3", unit="village")
    return made


def asked(world: World, text: str, as_of: date | None = None, within: str | None = None) -> Resolution:
    return resolve(world.connection, [text], as_of, TODAY, within=world.ids[within] if within else None)[0]


def answered(world: World, text: str, as_of: date | None = None, within: str | None = None) -> tuple[object, ...]:
    found = asked(world, text, as_of, within)
    called = {(identity, level): name for name, identity in world.ids.items() for level in Level}
    return (found.grade.value, *sorted(called[place.id, place.level] for place in found.places))


def one(world: World, text: str, as_of: date | None = None) -> tuple[str, int]:
    found = asked(world, text, as_of)
    assert len(found.places) == 1
    return found.grade.value, found.places[0].id


def test_an_exact_address_in_both_languages(world: World) -> None:
    for text in ("г. Кокшетау, пр. Сатпаева, д. 5", "Көкшетау қаласы, Сәтбаев даңғылы, 5 үй"):
        assert one(world, text) == ("A", world.ids["avenue 5"])


def test_the_answer_is_written_as_it_is_today_with_the_name_that_matched(world: World) -> None:
    place = asked(world, "г. Кокшетау, ул. Ленина, 5").places[0]
    assert (place.level, place.id) == (Level.ADDRESS, world.ids["taking 5"])
    assert (place.name, place.period) == ("Ленина", Period(None, RENAMED))
    assert place.ru == "Республика Казахстан, Акмолинская область, город Кокшетау, улица Абай, дом 5"
    assert place.kk == "Қазақстан Республикасы, Ақмола облысы, Көкшетау қаласы, Абай көшесі, үй 5"


def test_an_old_name_is_never_exact_today_but_is_on_its_day(world: World) -> None:
    assert one(world, "г. Кокшетау, ул. Ленина, 5") == ("B", world.ids["taking 5"])
    assert one(world, "г. Кокшетау, ул. Ленина, 5", AFTER) == ("B", world.ids["taking 5"])
    assert one(world, "г. Кокшетау, ул. Ленина, 5", BEFORE) == ("A", world.ids["taking 5"])


def test_a_name_taken_over_is_answered_by_the_street_that_bore_it_on_the_day(world: World) -> None:
    for text in ("г. Кокшетау, ул. Абая, 5", "г. Кокшетау, ул. Абай, 5"):
        assert one(world, text, BEFORE) == ("A", world.ids["giving 5"])
        assert one(world, text, RENAMED) == ("A", world.ids["taking 5"])
        assert one(world, text, AFTER) == ("A", world.ids["taking 5"])


def test_without_a_date_both_streets_are_candidates(world: World) -> None:
    found = asked(world, "г. Кокшетау, ул. Абая, 5")
    assert (found.grade, {place.id for place in found.places}) == (
        Grade.C, {world.ids["taking 5"], world.ids["giving 5"]},
    )  # fmt: skip


def test_without_a_date_the_only_one_that_fits_is_the_answer(world: World) -> None:
    assert one(world, "г. Кокшетау, ул. Абая, 7") == ("B", world.ids["giving 7"])


def test_a_former_name_in_brackets_confirms(world: World) -> None:
    assert one(world, "г. Кокшетау, ул. Абая (бывш. ул. Ленина), 5")[1] == world.ids["taking 5"]
    assert one(world, "Көкшетау қ., Абай көшесі (бұрынғы Ленин көшесі), 5")[1] == world.ids["taking 5"]


def test_parts_of_buildings_and_premises(world: World) -> None:
    assert one(world, "г. Кокшетау, пр. Сатпаева, 5/1") == ("A", world.ids["corpus"])
    assert one(world, "г. Кокшетау, пр. Сатпаева, д. 5 корп. 1") == ("A", world.ids["corpus"])
    assert one(world, "г. Кокшетау, пр. Сатпаева, 14 a") == ("A", world.ids["letter"])
    assert one(world, "г. Кокшетау, пр. Сатпаева, 5, кв. 12") == ("A", world.ids["flat"])
    assert one(world, "г. Кокшетау, пр. Сатпаева, 5, кв. 99") == ("B", world.ids["avenue 5"])


def test_a_house_that_is_not_there_is_no_answer(world: World) -> None:
    found = asked(world, "г. Кокшетау, пр. Сатпаева, 77")
    assert (found.grade, found.places[0].level, found.places[0].id) == (Grade.C, Level.GEONYM, world.ids["avenue"])


def test_a_street_that_is_not_there_is_no_answer(world: World) -> None:
    found = asked(world, "г. Кокшетау, ул. Ломоносова, 5")
    assert (found.grade, found.places[0].level, found.places[0].id) == (Grade.C, Level.UNIT, world.ids["city"])


def test_a_microdistrict_tells_streets_of_one_name_apart(world: World) -> None:
    assert one(world, "г. Кокшетау, мкр. Коктем-2, ул. Садовая, 5") == ("A", world.ids["inner 5"])
    assert asked(world, "г. Кокшетау, ул. Садовая, 5").grade is Grade.C


def test_a_building_on_both_streets_is_at_their_corner(world: World) -> None:
    assert one(world, "г. Кокшетау, пр. Сатпаева уг. ул. Ынтымақ") == ("B", world.ids["corner"])


@pytest.mark.parametrize(
    "text",
    [
        "г. Кокшетау, угол Сатпаева и Ынтымақ", "г. Кокшетау, на углу Ынтымақ и Сатпаева",
        "г. Кокшетау, угол пр. Сатпаева и ул. Ынтымақ", "Кокшетау, уг. Ынтымақ — Сатпаева",
        "Кокшетау угол Ынтымақ и Сатпаева", "угол Ынтымақ и Сатпаева, г. Кокшетау",
        "г. Кокшетау, Сатпаева угол Ынтымақ", "Көкшетау қ., Сәтбаев даңғылы мен Ынтымақ көшесінің қиылысы",
        "г. Кокшетау, угол Сатпаева и Ынтымақ, 20", "г. Кокшетау, угол Сатпаева и Ынтымақ, мкр. Коктем-2",
    ],
)  # fmt: skip
def test_a_corner_may_be_said_before_or_behind_both_streets(world: World, text: str) -> None:
    assert answered(world, text) == ("B", "corner")


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("угол Сатпаева и Ленина", ("B", "avenue")),
        ("угол Сатпаева и Ленина, 5", ("B", "avenue")),  # a house 5 stands on either
        ("угол Ломоносова и Сатпаева", ("C", "city")),
    ],
)  # fmt: skip
def test_at_a_corner_without_a_building_on_both_streets_the_first_is_answered_and_never_a_house(
    world: World, text: str, answer: tuple[str, str]
) -> None:
    assert answered(world, f"г. Кокшетау, {text}") == answer


def test_without_such_a_building_the_street_is_known(world: World) -> None:
    found = asked(world, "г. Кокшетау, пр. Сатпаева уг. ул. Ленина")
    assert (found.grade, found.places[0].level, found.places[0].id) == (Grade.B, Level.GEONYM, world.ids["avenue"])


def test_slips_glyphs_and_letters_lost_are_forgiven(world: World) -> None:
    for text in ("г. Кокшетау, пр. Сатпаеав, 5", "г. Кокшитау, пр. Сатпаева, 5", "Көкшетау қ., С?тбаев даңғ., 5"):
        assert one(world, text) == ("B", world.ids["avenue 5"])
    for text in (
        "Кґкшетау қаласы, Сјтбаев даңғылы, 5",
        "Kokshetau city, Satpaeva avenue, 5",
        "КOКШЕТАУ Қ., СAТПАЕВА ПР., 5",
    ):
        assert one(world, text) == ("A", world.ids["avenue 5"])


def test_a_settlement_without_streets(world: World) -> None:
    assert one(world, "с. Асан, дом 3") == ("A", world.ids["lonely"])
    assert asked(world, "с. Асан, дом 4").grade is Grade.C


def test_a_unit_taken_for_granted(world: World) -> None:
    assert asked(world, "ул. Абая, 5", AFTER).grade is Grade.C
    found = asked(world, "ул. Абая, 5", AFTER, "other")
    assert (found.grade, found.places[0].id) == (Grade.A, world.ids["far 5"])


def test_what_says_nothing_has_no_candidates(world: World) -> None:
    for text in ("", "???", "12", "сквер", "Ы" * 400):
        assert (asked(world, text).grade, asked(world, text).places) == (Grade.C, ())


def test_what_is_left_over_is_not_exact(world: World) -> None:
    assert one(world, "г. Кокшетау, пр. Сатпаева, 5 (возле школы)") == ("B", world.ids["avenue 5"])


def test_a_number_is_that_of_the_microdistrict_where_the_shorter_name_has_no_such_house(world: World) -> None:
    street(world, "shorter", "MICRODISTRICT", [(None, ("Коктем", "Көктем"))], "city")
    assert answered(world, "г. Кокшетау, мкр. Коктем 2") == ("B", "area")
    house(world, "second house", "shorter", "2")
    assert answered(world, "г. Кокшетау, мкр. Коктем 2") == ("A", "second house")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("г. Кокшетау, ул. Садовая, 99", True),
        ("с. Забытое, мкр. Коктем 2", False),
        ("с. Забытое, мкр. Коктем 3", False),
    ],
)
def test_a_house_is_missing_only_where_one_was_asked_for_on_a_street_that_is_there(
    world: World, text: str, missing: bool
) -> None:
    found = asked(world, text)
    assert (found.grade, found.house_missing) == (Grade.C, missing)


@pytest.mark.parametrize("text", ["Москва", "г. Москва", "A", "ул. Абая, 5 😀", "5", "дом 5"])
def test_the_unit_taken_for_granted_is_no_answer_to_a_text_that_says_nothing_of_it(world: World, text: str) -> None:
    assert asked(world, text, within="village").grade is Grade.C
    assert one(world, "Кокшетау") == ("A", world.ids["city"])


@pytest.fixture
def road(world: World) -> World:
    """A highway of the region with a house 172 and another one by the kilometre of that number."""
    street(world, "road", "HIGHWAY", [(None, ("Алматы-Бишкек", "Алматы-Бішкек"))], "region")
    house(world, "by number", "road", "172")
    house(world, "by kilometre", "road", "172 км")
    house(world, "other", "road", "180")
    house(world, "half", "road", "12.5 км")
    house(world, "twelve", "road", "12")
    return world


@pytest.mark.parametrize(
    "written",
    [
        "172 км трассы Алматы — Бишкек", "172-й км автодороги Алматы-Бишкек", "трасса Алматы-Бишкек, 172 км",
        "трасса Алматы-Бишкек, км 172", "шоссе Алматы-Бишкек 172км", "Алматы-Бішкек тас жолы, 172 км",
        "Алматы-Бішкек тас жолының 172-шақырымы",
    ],
)  # fmt: skip
def test_a_kilometre_of_a_highway_is_the_house_registered_by_it(road: World, written: str) -> None:
    assert answered(road, f"Акмолинская область, {written}") == ("A", "by kilometre")


def test_a_kilometre_is_never_taken_for_the_house_of_that_number_nor_the_other_way(road: World) -> None:
    assert answered(road, "Акмолинская область, трасса Алматы-Бишкек, 172") == ("A", "by number")
    assert answered(road, "Акмолинская область, 12,5 км трассы Алматы-Бишкек") == ("A", "half")
    missing = asked(road, "Акмолинская область, 180 км трассы Алматы-Бишкек")
    assert (missing.grade, missing.house_missing, missing.places[0].id) == (Grade.C, True, road.ids["road"])
    assert answered(road, "Акмолинская область, трасса Алматы-Бишкек, 172 км, дом 180") == ("B", "other")
