"""Keys of names are kept in the transaction that changes a name or a place."""

from datetime import date

import pytest
from sqlalchemy import Connection, text

from registries.address import tables
from registries.address.matching import DIFFERING
from tests.registries.address.resolving.town import street
from tests.registry_api.world import World, new_ground, unit

RENAMED = date(2015, 6, 1)


@pytest.fixture
def world(connection: Connection) -> World:
    made = World(connection, new_ground(connection))
    for name in ("city", "other"):
        unit(made, name, "CITY", ("г.Кокшетау", "Көкшетау қ."), parent=None, kato=None)
    street(made, "street", "STREET", [(None, ("Ленина", "Ленин"))], "city")
    return made


def keys(world: World, kind: str, name: str) -> set[tuple[object, ...]]:
    columns = "key" if kind == "unit" else "key, unit_id"
    found = world.connection.execute(
        text(f"SELECT {columns} FROM address.{kind}_key WHERE {kind}_id = :id"), {"id": world.ids[name]}
    )
    assert not world.connection.scalar(text(DIFFERING))
    return {tuple(row) for row in found}


def test_both_languages_share_a_key_and_words_of_types_are_no_part_of_it(world: World) -> None:
    assert keys(world, "unit", "city") == {("kokshet",)}
    assert keys(world, "geonym", "street") == {("lenin", world.ids["city"])}


def test_a_renaming_adds_a_key_and_keeps_the_old_one(world: World) -> None:
    world.say(
        tables.geonym_name, "street",
        (("ru",), world.version("Ленина", until=RENAMED)), (("ru",), world.version("Абая", since=RENAMED)),
    )  # fmt: skip
    assert keys(world, "geonym", "street") == {("lenin", world.ids["city"]), ("aba", world.ids["city"])}


def test_a_street_that_moves_is_found_where_it_lay_and_where_it_lies(world: World) -> None:
    world.say(
        tables.geonym_place, "street",
        ((), world.version(world.ids["city"], None, until=RENAMED)),
        ((), world.version(world.ids["other"], None, since=RENAMED)),
    )  # fmt: skip
    assert keys(world, "geonym", "street") == {("lenin", world.ids["city"]), ("lenin", world.ids["other"])}


def test_what_is_corrected_away_or_deleted_is_found_no_more(world: World) -> None:
    world.say(tables.geonym_name, "street", (("ru",), world.version("Абая")))
    assert keys(world, "geonym", "street") == {("aba", world.ids["city"])}
    world.connection.execute(
        text("DELETE FROM address.geonym_place WHERE geonym_id = :id"), {"id": world.ids["street"]}
    )
    assert keys(world, "geonym", "street") == set()


def test_an_update_of_a_name_changes_its_key(world: World) -> None:
    world.connection.execute(
        text("UPDATE address.unit_name SET name = 'с.Аксу' WHERE unit_id = :id"), {"id": world.ids["city"]}
    )
    assert keys(world, "unit", "city") == {("aks",)}


def test_a_key_that_no_name_says_is_noticed(world: World) -> None:
    world.connection.execute(text("INSERT INTO address.unit_key VALUES ('elsewhere', :id)"), {"id": world.ids["city"]})
    assert world.connection.scalar(text(DIFFERING)) == 1
