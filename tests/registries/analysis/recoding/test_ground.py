"""What recoding reads of the real tables: on both axes, whole or only what some codes need."""

from datetime import date

import pytest
from sqlalchemy import Connection, Engine

from registries.address import tables
from registries.address.changes import unit_predecessor
from registries.analysis.recoding.edition import guess_edition
from registries.analysis.recoding.ground import read_ground
from registries.analysis.recoding.outcome import Recoded
from registries.analysis.recoding.recode import Recoder
from registries.temporal import believe, stamp
from tests.registry_api.world import CITY, FRESH, REUSED, World, build, new_ground, unit

EARLY, DAY, LATE = date(2022, 10, 17), date(2024, 1, 1), date(2026, 7, 17)
PART, PART_OF_PART = "995550200", "995550300"


@pytest.fixture
def world(connection: Connection) -> World:
    """The renamed village gives off a part, and that one another."""
    world = build(connection)
    for name, kato, of, day in (
        ("part", PART, "renamed", date(2023, 1, 1)), ("part of part", PART_OF_PART, "part", date(2025, 1, 1)),
    ):  # fmt: skip
        unit(world, name, "VILLAGE", (f"с.{name}", f"{name} а."), parent="region", kato=None)
        world.say(tables.unit_existence, name, ((), world.version(since=day)))
        world.say(tables.unit_code, name, ((), world.version(kato, since=day)))
        world.say(unit_predecessor, name, ((world.ids[of], "SPLIT"), world.version(since=day)))
    return world


def recoded(world: World, kato: str, since: date, until: date) -> Recoded:
    """From all units, and from those alone that the code needs: the same."""
    whole = Recoder(read_ground(world.connection, until), since, until).recode(kato)
    needed = Recoder(read_ground(world.connection, until, None, [kato]), since, until).recode(kato)
    assert whole == needed
    return whole


def told(found: Recoded) -> tuple[str, list[tuple[str, str | None]], str | None]:
    return str(found.outcome), [(target.kato, target.name_ru) for target in found.targets], found.reason


def test_a_unit_is_told_by_its_code_and_names_of_the_day_asked_for(world: World) -> None:
    assert told(recoded(world, CITY, EARLY, LATE)) == ("mapped", [(CITY, "Кокшетау")], None)
    [target] = recoded(world, CITY, EARLY, LATE).targets
    assert (target.unit, target.name_kk) == (world.ids["city"], "Көкшетау")


def test_parts_of_parts_are_targets_and_backward_their_whole(world: World) -> None:
    assert told(recoded(world, FRESH, EARLY, LATE)) == (
        "split", [(FRESH, "с.Аксу"), (PART, "с.part"), (PART_OF_PART, "с.part of part")], None,
    )  # fmt: skip
    assert told(recoded(world, FRESH, EARLY, DAY))[1] == [(FRESH, "с.Ленинское"), (PART, "с.part")]
    # Other codes of that day lead there too: the counts of all of them together are those of the whole.
    assert told(recoded(world, PART_OF_PART, LATE, EARLY)) == ("merged", [(FRESH, "с.Ленинское")], None)


def test_a_code_given_again_has_no_answer_between_the_editions(world: World) -> None:
    assert recoded(world, REUSED, DAY, LATE).reason == "UNCERTAIN_BEARER"
    assert told(recoded(world, REUSED, LATE, LATE)) == ("mapped", [(REUSED, "с.Новое")], None)


def test_an_earlier_belief_is_recoded_as_it_was(database: Engine) -> None:
    with database.begin() as connection:
        world = build(connection)
        then = stamp(connection)
    with database.begin() as connection:
        world.ground, world.connection = new_ground(connection), connection
        believe(connection, tables.unit_code, {world.ids["city"]: [((), world.version("991010001"))]})
    with database.connect() as connection:
        found = {
            moment: Recoder(read_ground(connection, LATE, moment), EARLY, LATE).recode(CITY) for moment in (then, None)
        }
    assert [told(found[moment])[::2] for moment in (then, None)] == [("mapped", None), ("unmapped", "NEVER_EXISTED")]


def test_the_edition_is_the_day_on_which_most_codes_exist(world: World) -> None:
    ground = read_ground(world.connection, LATE)
    guess = guess_edition(ground, [CITY, PART, FRESH, FRESH, "111111111", "x", None, ""])
    assert (guess.day, guess.codes, guess.unknown) == (None, 4, 1)
    assert {one.day: one.exist for one in guess.evidence}[date(2023, 1, 1)] == 3
    alone = guess_edition(ground, [PART_OF_PART])
    assert {one.day for one in alone.evidence if one.exist} == {date(2025, 1, 1), LATE}
    assert guess_edition(ground, []).day is None
