"""What a timeline shows of a unit and of a street, from the real tables; and whom a word of the command means."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, Engine

from registries.address import tables
from registries.analysis.picture.history import History, Period, history
from registries.analysis.picture.subject import AmbiguousCodeError, Subject, SubjectError, subject
from registries.temporal import believe, stamp
from tests.registry_api.world import CITY, FRESH, REUSED, World, build, new_ground

TODAY = date(2026, 11, 25)
FIRST, SECOND = date(2022, 10, 17), date(2026, 7, 17)


@pytest.fixture
def world(connection: Connection) -> World:
    return build(connection)


def lanes(drawn: History) -> dict[str, list[tuple[str, str]]]:
    return {lane.title: [(period.label, period.told()) for period in lane.periods] for lane in drawn.lanes}


def test_a_street_is_drawn_with_its_names_in_both_languages_and_where_it_lies(world: World) -> None:
    drawn = history(world.connection, "geonym", world.ids["street"], TODAY)
    assert drawn.title == "Абай · Абая"
    assert lanes(drawn) == {
        "Name, Kazakh": [("Ленин", "1990-01-01 – 2010-04-30"), ("Абай", "since 2010-05-01")],
        "Name, Russian": [("Ленина", "1990-01-01 – 2010-04-30"), ("Абая", "since 2010-05-01")],
        "Lies in": [("Кокшетау", "since 1990-01-01")],
        "Kind": [("street", "since 1990-01-01")],
    }


def test_what_two_editions_bracket_is_uncertain_between_them(world: World) -> None:
    drawn = history(world.connection, "unit", world.ids["renamed"], TODAY)
    [names] = [lane.periods for lane in drawn.lanes if lane.title == "Name, Russian"]
    assert names == (
        Period("с.Ленинское", FIRST, SECOND, "STATED", "OBSERVED", FIRST, None),
        Period("с.Аксу", SECOND, None, "OBSERVED", None, None, FIRST),
    )
    assert lanes(drawn)["KATO code"] == [(FRESH, f"since {FIRST}")]


def test_a_parent_is_told_by_its_name_at_the_end_of_the_period(world: World) -> None:
    renamed = date(2000, 1, 1)
    world.say(
        tables.unit_name, "region",
        (("ru",), world.version("Кокчетавская", until=renamed)), (("ru",), world.version("Северная", since=renamed)),
    )  # fmt: skip
    world.say(
        tables.unit_parent, "city",
        ((), world.version(world.ids["region"], until=date(1995, 1, 1))),
        ((), world.version(world.ids["republic"], since=date(1995, 1, 1), until=date(2005, 1, 1))),
        ((), world.version(world.ids["region"], since=date(2005, 1, 1))),
    )  # fmt: skip
    told = lanes(history(world.connection, "unit", world.ids["city"], TODAY))["Belongs to"]
    assert [label for label, _ in told] == ["Кокчетавская", "Казахстан", "Северная"]


def test_neighbours_that_say_the_same_are_one_bar(world: World) -> None:
    middle = date(2000, 1, 1)
    versions = [((), world.version(CITY, until=middle)), ((), world.version(CITY, since=middle))]
    world.say(tables.unit_code, "city", *versions)
    assert lanes(history(world.connection, "unit", world.ids["city"], TODAY))["KATO code"] == [
        (CITY, "since 1990-01-01")
    ]


def test_an_earlier_belief_is_drawn_as_it_was(database: Engine) -> None:
    with database.begin() as connection:
        world = build(connection)
        then = stamp(connection)
    with database.begin() as connection:
        world.ground, world.connection = new_ground(connection), connection
        believe(connection, tables.unit_name, {world.ids["city"]: [(("ru",), world.version("Иное"))]})
    with database.connect() as connection:
        told = [
            lanes(history(connection, "unit", world.ids["city"], TODAY, moment)).get("Name, Russian")
            for moment in (then, None, then - timedelta(days=1))
        ]
    assert told == [[("Кокшетау", "since 1990-01-01")], [("Иное", "since 1990-01-01")], None]


def test_a_code_or_a_number_finds_its_bearer(world: World) -> None:
    world.say(tables.geonym_code, "street", ((), world.version("9900000001")))
    city, street = world.ids["city"], world.ids["street"]
    for word, found in {
        CITY: Subject("unit", city), f"unit:{city}": Subject("unit", city), "9900000001": Subject("geonym", street),
        f"geonym:{street}": Subject("geonym", street),
    }.items():  # fmt: skip
        assert subject(world.connection, word) == found


def test_a_code_given_twice_asks_for_the_day(world: World) -> None:
    with pytest.raises(AmbiguousCodeError) as refused:
        subject(world.connection, REUSED)
    retired, successor = (Subject("unit", world.ids[name]) for name in ("retired", "successor"))
    assert all(str(one) in refused.value.message for one in (retired, successor))
    assert subject(world.connection, REUSED, date(2023, 1, 1)) == retired
    assert subject(world.connection, REUSED, SECOND) == successor


@pytest.mark.parametrize(
    "word", ["000000000", "unit:0", "unit:999999999", "geonym:٣", "unit:99999999999999999999", "nobody"]
)
def test_what_nobody_bears_is_refused(world: World, word: str) -> None:
    with pytest.raises(SubjectError):
        subject(world.connection, word)
