"""Prefixes kept ready: which rows a change touches, which it leaves alone, and what an earlier moment still answers."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlalchemy import Connection, Engine, text

from registries.address import tables
from registries.address.full_text import full_text
from registries.inspection import faults
from registries.temporal import stamp
from registries.temporal.state import asked
from registries.upgrade import downgrade, upgrade
from tests.registries.address.composing import compose
from tests.registry_api.world import OPEN, World, new_ground, unit

STREETS, VILLAGES = 12, 5
RENAMED = date(2020, 3, 1)
BEFORE, AFTER = date(2019, 1, 1), date(2021, 1, 1)
KEPT = "SELECT * FROM address.{0}_prefix{1} ORDER BY {0}_id, valid_time, transaction_time"


def country(connection: Connection) -> World:
    """Two regions: in one a city with streets and villages without, in the other a city with one street."""
    world = World(connection, new_ground(connection))
    unit(world, "republic", "REPUBLIC", ("Казахстан", "Қазақстан"), parent=None, kato=None)
    for region, city in (("large", "city"), ("other", "town")):
        unit(world, region, "REGION", ("Акмолинская", "Ақмола"), parent="republic", kato=None)
        unit(world, city, "CITY", ("Кокшетау", "Көкшетау"), parent=region, kato=None)
    for number in range(STREETS):
        street(world, f"street {number}", "city")
    street(world, "far street", "town")
    for number in range(VILLAGES):
        unit(world, f"village {number}", "VILLAGE", (f"Асан-{number}", f"Асан-{number}"), parent="large", kato=None)
        house(world, f"house {number}", world.ids[f"village {number}"], None)
    house(world, "on street", world.ids["city"], world.ids["street 3"])
    return world


def street(world: World, name: str, city: str) -> None:
    world.be(name, tables.geonym)
    world.say(tables.geonym_type, name, ((), world.version("STREET")))
    world.say(tables.geonym_name, name, (("ru",), world.version(name)), (("kk",), world.version(name)))
    world.say(tables.geonym_place, name, ((), world.version(world.ids[city], None)))


def house(world: World, name: str, city: int | None, on: int | None) -> None:
    world.be(name, tables.address)
    world.say(tables.address_existence, name, ((), world.version()))
    world.say(tables.building, name, ((), world.version(city, on, None, "7", "HOUSE")))


def rename(world: World, region: str) -> None:
    world.say(
        tables.unit_name, region,
        (("ru",), world.version("Акмолинская", until=RENAMED)), (("ru",), world.version("Целинная", since=RENAMED)),
        (("kk",), world.version("Ақмола", until=RENAMED)), (("kk",), world.version("Тың", since=RENAMED)),
    )  # fmt: skip


def committed(database: Engine, world: World | None, change: Callable[[World], object]) -> datetime:
    with database.begin() as connection:
        if world is not None:
            world.connection, world.ground = connection, new_ground(connection)
            change(world)
        return stamp(connection)


@pytest.fixture
def world(database: Engine) -> World:
    with database.begin() as connection:
        return country(connection)


def kept(database: Engine, kind: str, suffix: str = "") -> list[tuple[object, ...]]:
    with database.connect() as connection:
        return [tuple(row) for row in connection.execute(text(KEPT.format(kind, suffix)))]


def answer(database: Engine, address: int, day: date, known_at: datetime | None = None) -> str:
    query = f"SELECT ru FROM ({full_text(':id', asked(known_at))}) f"
    with database.connect() as connection:
        found = connection.scalar(text(query), {"id": address, "day": day, "known_at": known_at})
    return str(found)


def found(database: Engine) -> dict[str, int]:
    with database.connect() as connection:
        return {name: count for name, count in faults(connection) if count}


def test_the_renaming_of_a_region_touches_each_prefix_in_it_once(database: Engine, world: World) -> None:
    streets, units = kept(database, "geonym"), kept(database, "unit")
    assert (len(streets), len(units)) == (STREETS + 1, VILLAGES + 1)
    moment = committed(database, world, lambda known: rename(known, "large"))
    after = kept(database, "geonym")
    assert len(after) == 2 * STREETS + 1
    assert [row for row in after if row[0] == world.ids["far street"]] == streets[-1:]
    assert {row[-1].lower for row in after if row[0] != world.ids["far street"]} == {moment}
    assert [row[:-1] for row in kept(database, "geonym", "_history")] == [row[:-1] for row in streets[:-1]]
    assert len(kept(database, "unit")) == 2 * (VILLAGES + 1)
    assert [row[:-1] for row in kept(database, "unit", "_history")] == [row[:-1] for row in units]
    assert found(database) == {}


def test_an_earlier_moment_answers_with_the_old_prefix(database: Engine, world: World) -> None:
    then = committed(database, None, lambda _: None)
    now = committed(database, world, lambda known: rename(known, "large"))
    old = "Республика Казахстан, Акмолинская область, город Кокшетау, улица street 3, дом 7"
    new = "Республика Казахстан, Целинная область, город Кокшетау, улица street 3, дом 7"
    place = world.ids["on street"]
    told = {(day, known): answer(database, place, day, known) for day in (BEFORE, AFTER) for known in (then, now, None)}
    assert told == {
        (BEFORE, then): old, (BEFORE, now): old, (BEFORE, None): old,
        (AFTER, then): old, (AFTER, now): new, (AFTER, None): new,
    }  # fmt: skip


def test_a_name_said_again_on_another_ground_touches_nothing(database: Engine, world: World) -> None:
    before = kept(database, "geonym"), kept(database, "unit")
    same = [((language,), name) for language, name in (("ru", "Акмолинская"), ("kk", "Ақмола"))]
    committed(
        database, world,
        lambda known: known.say(tables.unit_name, "large", *((key, known.version(name)) for key, name in same)),
    )  # fmt: skip
    assert (kept(database, "geonym"), kept(database, "unit")) == before
    assert kept(database, "geonym", "_history") == []


def test_what_is_deleted_alone_is_derived_at_the_end_of_its_transaction(database: Engine, world: World) -> None:
    before = kept(database, "geonym")
    with database.begin() as connection:
        connection.execute(text("DELETE FROM address.unit_parent WHERE unit_id = :id"), {"id": world.ids["city"]})
        assert connection.scalar(text("SELECT count(*) FROM address.prefix_due")) == 1
        moment = stamp(connection)
    after = [row for row in kept(database, "geonym") if row[-1].lower == moment]
    assert len(after) == STREETS
    assert after[0][2] == "Республика Казахстан, город Кокшетау, улица street 0"
    assert len(kept(database, "geonym", "_history")) == len(before) - 1
    with database.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM address.prefix_due")) == 0
    assert found(database) == {}


def test_what_lies_in_a_unit_that_moves_moves_along_and_comes_back(database: Engine, world: World) -> None:
    committed(
        database, world,
        lambda known: known.say(tables.unit_parent, "city", ((), known.version(known.ids["republic"], since=RENAMED))),
    )  # fmt: skip
    place = world.ids["on street"]
    assert answer(database, place, AFTER) == "Республика Казахстан, город Кокшетау, улица street 3, дом 7"
    with database.begin() as connection:
        connection.execute(text("DELETE FROM address.unit_parent WHERE unit_id = :id"), {"id": world.ids["large"]})
        connection.execute(
            text("UPDATE address.unit_parent SET parent_id = :to WHERE unit_id = :id"),
            {"id": world.ids["city"], "to": world.ids["large"]},
        )
    assert "Акмолинская область, город Кокшетау" in answer(database, place, AFTER)
    assert found(database) == {}


def test_a_unit_has_a_prefix_from_the_first_building_that_lies_in_it(database: Engine, world: World) -> None:
    query = text("SELECT ru, valid_time FROM address.unit_prefix WHERE unit_id = :id")
    with database.begin() as connection:
        town = {"id": world.ids["town"]}
        assert connection.execute(query, town).all() == []
        world.connection = connection
        house(world, "first", world.ids["town"], None)
        rows = connection.execute(query, town).all()
    assert [(ru, period.lower, period.upper) for ru, period in rows] == [
        ("Республика Казахстан, Акмолинская область, город Кокшетау", OPEN, None)
    ]
    assert found(database) == {}


def test_a_text_known_only_between_two_observations_is_kept_in_its_own_period(database: Engine, world: World) -> None:
    seen, again = date(2022, 10, 17), date(2026, 7, 17)
    committed(
        database, world,
        lambda known: known.say(
            tables.geonym_name, "street 3",
            (("ru",), known.version("Абая", until=again, ends_after=seen)),
            (("ru",), known.version("Мира", since=again, starts_after=seen)),
        ),
    )  # fmt: skip
    rows = [row for row in kept(database, "geonym") if row[0] == world.ids["street 3"]]
    assert [(str(row[2]).rpartition(", ")[2], row[4], row[5].lower, row[5].upper) for row in rows] == [
        ("улица Абая", None, OPEN, date(2022, 10, 18)),
        ("улица Абая", again, date(2022, 10, 18), again),
        ("улица Мира", None, again, None),
    ]


@pytest.mark.parametrize(
    ("wrong", "many"),
    [
        ("UPDATE address.geonym_prefix SET kk = kk || '!' WHERE geonym_id IN (:one, :other)", 2),
        ("UPDATE address.geonym_prefix SET turning = '2020-01-01' WHERE geonym_id = :one", 1),
        ("DELETE FROM address.geonym_prefix WHERE geonym_id = :one", 1),
        ("UPDATE address.unit_prefix SET valid_time = '[2000-01-01,)' WHERE unit_id = :unit", 1),
        ("DELETE FROM address.unit_prefix WHERE unit_id = :unit", 1),
    ],
)
def test_a_wrong_prefix_is_found(database: Engine, world: World, wrong: str, many: int) -> None:
    which = {"one": world.ids["street 1"], "other": world.ids["far street"], "unit": world.ids["village 2"]}
    with database.begin() as connection:
        connection.execute(text(wrong), which)
    assert found(database) == {"composed prefixes that differ from their states": many}


def test_prefixes_of_all_that_was_ever_believed_are_composed_again_by_the_migration(
    database: Engine, world: World
) -> None:
    committed(database, world, lambda known: rename(known, "large"))
    committed(
        database, world,
        lambda known: known.say(tables.unit_parent, "city", ((), known.version(known.ids["republic"], since=RENAMED))),
    )  # fmt: skip
    committed(database, world, lambda known: house(known, "first", known.ids["town"], None))
    before = [kept(database, kind, suffix) for kind in ("geonym", "unit") for suffix in ("", "_history")]
    assert all(before)
    downgrade(database, "0011")
    upgrade(database)
    assert [kept(database, kind, suffix) for kind in ("geonym", "unit") for suffix in ("", "_history")] == before


def test_read_and_composed_say_the_same_of_a_whole_country(database: Engine, world: World) -> None:
    houses = [identity for name, identity in world.ids.items() if name.startswith("house")]
    with database.connect() as connection:
        composed = compose(connection, houses, AFTER)
    assert {one: whole.full("ru") for one, whole in composed.items()} == {
        one: answer(database, one, AFTER) for one in houses
    }
