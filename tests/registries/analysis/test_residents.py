"""Residents by territory: whom it counts, where, and what of it is shown."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from registries.address import tables
from registries.analysis.residents import columns, counted, export_residents
from registries.analysis.territory import LEVELS
from registries.individual import tables as individual
from registries.temporal import Version, believe
from tests.registries.analysis.test_export import read
from tests.registry_api.world import REGION, World, new_ground, unit

DAY = date(2020, 1, 1)
CITY, VILLAGE, HAMLET, OTHER = "991000000", "992030100", "992030200", "980000000"


@pytest.fixture
def world(connection: Connection) -> World:
    """Two regions, a city, an okrug with two villages; a house in each settlement, in the okrug itself, and nowhere."""
    world = World(connection, new_ground(connection))
    unit(world, "region", "REGION", ("Первая", "Бірінші"), parent=None, kato=REGION)
    unit(world, "other", "REGION", ("Вторая", "Екінші"), parent=None, kato=OTHER)
    unit(world, "city", "CITY", ("Город", "Қала"), parent="region", kato=CITY)
    unit(world, "okrug", "OKRUG", ("Округ", "Округ"), parent="region", kato="992030000")
    unit(world, "village", "VILLAGE", ("Село", "Ауыл"), parent="okrug", kato=VILLAGE)
    unit(world, "hamlet", "VILLAGE", ("Хутор", "Қыстау"), parent="okrug", kato=HAMLET)
    for place in ("city", "village", "hamlet", "okrug", "other"):
        house(world, f"in {place}", world.ids[place])
    house(world, "nowhere", None)
    return world


def house(world: World, name: str, unit_id: int | None) -> None:
    world.be(name, tables.address)
    world.say(tables.address_existence, name, ((), world.version()))
    if unit_id is not None:
        world.say(tables.building, name, ((), world.version(unit_id, None, None, "1", "HOUSE")))


def settle(world: World, house: str, people: int, *versions: Version) -> list[int]:
    """So many people registered in a house."""
    added = text(f"INSERT INTO individual.individual SELECT FROM generate_series(1, {people}) RETURNING id")
    ids = list(world.connection.execute(added).scalars())
    said = versions or (world.version(world.ids[house]),)
    believe(world.connection, individual.residence, {one: [((), version) for version in said] for one in ids})
    return ids


def by_code(world: World, level: str, day: date = DAY, threshold: int = 5) -> dict[object, object]:
    """The counts by the code of the level, where there is none by the codes above; only where somebody lives or hides."""
    place = [column.name for column in columns(level)].index(f"{level}_kato")
    rows = counted(world.connection, level, day, threshold=threshold)
    return {row[place] or (None, *row[:place:3]): row[-2] for row in rows if row[-2] != 0}


def test_people_are_counted_where_their_address_lies(world: World) -> None:
    for house_of, people in (("in city", 40), ("in village", 20), ("in hamlet", 10), ("in okrug", 7), ("nowhere", 6)):
        settle(world, house_of, people)
    assert by_code(world, "region") == {REGION: 77, (None,): 6}
    assert by_code(world, "district") == {CITY: 40, (None, REGION): 37, (None, None): 6}
    assert by_code(world, "subdistrict") == {
        "992030000": 37, (None, REGION, CITY): 40, (None, None, None): 6,
    }  # fmt: skip
    assert by_code(world, "settlement") == {
        VILLAGE: 20, HAMLET: 10, (None, REGION, None, "992030000"): 7, (None, REGION, CITY, None): 40,
        (None, None, None, None): 6,
    }  # fmt: skip


def test_a_unit_without_anybody_is_there_with_nought(world: World) -> None:
    rows = {row[0]: row[-2:] for row in counted(world.connection, "region", DAY)}
    assert {code: rows[code] for code in (REGION, OTHER)} == {REGION: (0, False), OTHER: (0, False)}


def test_a_small_village_is_not_shown_nor_the_one_that_would_tell_of_it(world: World) -> None:
    for house_of, people in (("in city", 40), ("in village", 2), ("in hamlet", 10), ("in okrug", 30)):
        settle(world, house_of, people)
    shown = by_code(world, "settlement")
    assert (shown[VILLAGE], shown[HAMLET], shown[None, REGION, None, "992030000"]) == (None, None, 30)
    assert by_code(world, "subdistrict")["992030000"] == 42
    assert by_code(world, "settlement", threshold=3)[VILLAGE] is None


def test_who_moved_counts_where_he_lives_on_the_day(world: World) -> None:
    moved = date(2015, 1, 1)
    first, then = world.ids["in city"], world.ids["in other"]
    settle(world, "in city", 9, world.version(first, until=moved), world.version(then, since=moved))
    assert by_code(world, "region", date(2014, 12, 31)) == {REGION: 9}
    assert by_code(world, "region", moved) == {OTHER: 9}


def test_the_dead_are_not_counted(world: World) -> None:
    dead, *_ = settle(world, "in city", 9)
    died = world.version(date(2018, 1, 1), since=date(2018, 1, 1))
    believe(world.connection, individual.death, {dead: [((), died)]})
    assert by_code(world, "region", date(2017, 12, 31)) == {REGION: 9}
    assert by_code(world, "region") == {REGION: 8}


@pytest.mark.parametrize("level", LEVELS)
def test_the_file_holds_the_columns_down_to_the_level_and_no_one_s_number(
    world: World, tmp_path: Path, level: str
) -> None:
    settle(world, "in city", 9)
    settle(world, "in other", 1)
    path = tmp_path / "residents.parquet"
    rows = export_residents(world.connection, level, path, DAY)
    found = read(path)
    assert (len(found), [*found[0]]) == (rows, [column.name for column in columns(level)])
    hidden = [row["residents"] for row in found if row["suppressed"]]
    assert hidden
    assert set(hidden) == {None}
