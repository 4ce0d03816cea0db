"""The full address on both axes, from the real tables."""

from datetime import date, datetime

import pytest
from sqlalchemy import Connection, Engine, text

from registries.address import tables
from registries.address.full_text import full_text
from registries.address.full_text_walked import full_text_walked
from registries.temporal import believe, stamp
from registries.temporal.state import asked
from tests.registries.address.composing import compose, unit_chains
from tests.registry_api.world import World, build, new_ground, unit

DAY = date(2020, 1, 1)


def written(connection: Connection, address: int, day: date, known_at: datetime | None = None) -> tuple[object, ...]:
    """Read from the prefix kept ready, and walked: the same."""
    point, asking = asked(known_at), {"id": address, "day": day, "known_at": known_at}
    read, walked = (
        connection.execute(text(f"SELECT * FROM ({written_by(':id', point)}) AS f"), asking).one()
        for written_by in (full_text, full_text_walked)
    )
    assert read._mapping == walked._mapping
    return (read.stands, read.kk, read.ru, read.turning)


@pytest.fixture
def world(connection: Connection) -> World:
    return build(connection)


def full(world: World, name: str, language: str = "ru", day: date = DAY) -> str:
    """Composed twice: here from the states, and by PostgreSQL in one row."""
    composed = compose(world.connection, [world.ids[name]], day)[world.ids[name]]
    assert written(world.connection, world.ids[name], day) == (
        True, composed.full("kk"), composed.full("ru"), composed.turning,
    )  # fmt: skip
    return composed.full(language)


def house(world: World, name: str, *state: object) -> None:
    world.be(name, tables.address)
    world.say(tables.address_existence, name, ((), world.version()))
    world.say(tables.building, name, ((), world.version(*state)))


def street(world: World, name: str, kind: str, names: dict[str, str], *place: object) -> None:
    world.be(name, tables.geonym)
    world.say(tables.geonym_type, name, ((), world.version(kind)))
    world.say(tables.geonym_name, name, *(((language,), world.version(text)) for language, text in names.items()))
    if place:
        world.say(tables.geonym_place, name, ((), world.version(*place)))


def test_several_addresses_are_composed_at_once(world: World) -> None:
    ids = [world.ids[name] for name in ("house", "corpus", "flat", "house")]
    found = compose(world.connection, ids, DAY)
    start = "Республика Казахстан, Акмолинская область, город Кокшетау, улица Абая, дом 12"
    assert {address: composed.full("ru") for address, composed in found.items()} == {
        ids[0]: start,
        ids[1]: f"{start}/1",
        ids[2]: f"{start}/1, Квартира 5",
    }


def test_a_street_inside_a_microdistrict_comes_after_it(world: World) -> None:
    street(world, "coktem", "MICRODISTRICT", {"ru": "Коктем-2", "kk": "Көктем-2"}, world.ids["city"], None)
    names = {"ru": "Садовая", "kk": "Бақ"}
    street(world, "inner", "STREET", names, world.ids["city"], world.ids["coktem"])
    house(world, "there", None, world.ids["inner"], None, "5", "BUILDING")
    assert full(world, "there").endswith("город Кокшетау, микрорайон Коктем-2, улица Садовая, здание 5")
    assert full(world, "there", "kk").endswith("Көкшетау қаласы, Көктем-2 ықшам ауданы, Бақ көшесі, ғимарат 5")


def test_a_settlement_without_streets_numbers_its_houses(world: World) -> None:
    unit(world, "asan", "VILLAGE", ("Асан", "Асан"), parent="region", kato=None)
    house(world, "there", world.ids["asan"], None, None, "3", "HOUSE")
    assert full(world, "there") == "Республика Казахстан, Акмолинская область, село Асан, дом 3"
    assert full(world, "there", "kk") == "Қазақстан Республикасы, Ақмола облысы, Асан ауылы, үй 3"


def test_a_name_missing_in_one_language_shows_whose_it_is(world: World) -> None:
    street(world, "one", "STREET", {"kk": "Бақ"}, world.ids["city"], None)
    street(world, "none", "LANE", {}, world.ids["city"], None)
    house(world, "first", None, world.ids["one"], None, "1", None)
    house(world, "second", None, world.ids["none"], None, "1", None)
    assert full(world, "first").endswith("улица Бақ [kk], 1")
    assert full(world, "second").endswith("переулок [?], 1")


def test_circles_and_missing_parents_end_the_chain(world: World) -> None:
    for name in ("a", "b"):
        unit(world, name, "VILLAGE", (name.upper(), name.upper()), parent=None, kato=None)
    world.say(tables.unit_parent, "a", ((), world.version(world.ids["b"])))
    world.say(tables.unit_parent, "b", ((), world.version(world.ids["a"])))
    for name in ("p", "q"):
        street(world, name, "STREET", {"ru": name.upper()})
    world.say(tables.geonym_place, "p", ((), world.version(world.ids["a"], world.ids["q"])))
    world.say(tables.geonym_place, "q", ((), world.version(world.ids["a"], world.ids["p"])))
    house(world, "x", None, world.ids["p"], None, "1", "HOUSE")
    house(world, "y", None, None, world.ids["x"], "2", "HOUSE")
    world.say(tables.building, "x", ((), world.version(None, world.ids["p"], world.ids["y"], "1", "HOUSE")))
    assert full(world, "x") == "Республика Казахстан, село B, село A, улица Q, улица P, дом 2/1"
    assert unit_chains(world.connection, [world.ids["a"], world.ids["city"]], DAY) == {
        world.ids["a"]: (world.ids["b"],),
        world.ids["city"]: (world.ids["region"], world.ids["republic"]),
    }


def test_an_address_that_does_not_stand_on_the_day_is_left_out(world: World) -> None:
    assert compose(world.connection, [world.ids["house"], -1], date(1980, 1, 1)) == {}


def test_a_street_renamed_between_two_observations_turns_on_the_second(world: World) -> None:
    first, second = date(2022, 1, 1), date(2023, 1, 1)
    world.say(
        tables.geonym_name,
        "street",
        (("ru",), world.version("Абая", since=first, until=second, ends_after=first)),
        (("ru",), world.version("Мира", since=second, starts_after=first)),
        (("kk",), world.version("Абай", since=first)),
    )
    between = compose(world.connection, [world.ids["house"]], date(2022, 6, 1))[world.ids["house"]]
    after = compose(world.connection, [world.ids["house"]], second)[world.ids["house"]]
    assert (between.full("ru").split(", ")[3], between.turning) == ("улица Абая", second)
    assert (after.full("ru").split(", ")[3], after.turning) == ("улица Мира", None)


def test_a_corrected_street_name_answers_as_it_was_known(database: Engine) -> None:
    with database.begin() as connection:
        world = build(connection)
        then = stamp(connection)
    with database.begin() as connection:
        ground = new_ground(connection)
        world.ground, world.connection = ground, connection
        corrected = [(("ru",), world.version("Мира")), (("kk",), world.version("Бейбітшілік"))]
        believe(connection, tables.geonym_name, {world.ids["street"]: corrected})
        now = stamp(connection)
    with database.connect() as connection:
        found = {
            moment: compose(connection, [world.ids["house"]], DAY, moment)[world.ids["house"]].full("kk").split(", ")[3]
            for moment in (then, now, None)
        }
    assert found == {then: "Абай көшесі", now: "Бейбітшілік көшесі", None: "Бейбітшілік көшесі"}
