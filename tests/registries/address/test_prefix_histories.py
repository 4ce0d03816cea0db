"""Whatever became of units, geonyms and buildings, the prefix that is kept ready says what their states say.

Held against each other on every tenth day and at every moment of belief: the prefix as read, the states walked by
PostgreSQL, and on some of those days the states composed by Python. Histories write through the registers' own way of
writing, and by plain UPDATE and DELETE; circles, gaps, bounds known only by observation and missing names are wanted.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, text

from registries.address import tables
from registries.address.full_text import full_text
from registries.address.full_text_walked import full_text_walked
from registries.crosswalk.registers import FACTS
from registries.inspection import faults
from registries.temporal import Fact, Version, stamp
from registries.temporal.state import Point
from tests.prove import examples
from tests.registries.address.composing import Composed, compose
from tests.registry_api.world import World, new_ground

START = date(2000, 1, 1)
DAYS = tuple(START + timedelta(days=days) for days in range(-5, 125, 10))
UNITS, GEONYMS = 4, 4
UNIT_KINDS = ("REPUBLIC", "REGION", "DISTRICT", "VILLAGE", "UNHEARD")
UNIT_NAMES = ("Абайская", "Абай облысы", "с.Аксу", "Мерке", "ТОЧКА Север")
GEONYM_KINDS = ("STREET", "MICRODISTRICT", "LANE", "UNHEARD")
GEONYM_NAMES = ("Абая", "мкр Мирас", "Бақ көшесі", "МИКРОРАЙОН Мирас")
WRITTEN = """
SELECT a.id, d.day, m.moment, f.* FROM unnest(CAST(:ids AS bigint[])) AS a(id), unnest(CAST(:days AS date[])) AS d(day),
       unnest(CAST(:moments AS timestamptz[])) AS m(moment), LATERAL ({query}) AS f
"""


@dataclass(frozen=True)
class Piece:
    """What holds from day `since` (counted from START) on.

    Where the bound is only bracketed, what held before was seen `seen` days earlier, and this was not yet there `unseen`
    days earlier.
    """

    said: tuple[object, ...] | None
    since: int
    seen: int | None
    unseen: int | None


@dataclass(frozen=True)
class Restated:
    """All versions of one fact of one thing; None as what is said is a gap. By language, where the fact has languages."""

    name: str
    thing: int
    lines: tuple[tuple[tuple[object, ...], tuple[Piece, ...]], ...]

    @property
    def fact(self) -> Fact:
        return FACTS[self.name]


@dataclass(frozen=True)
class Rewritten:
    """A plain statement of SQL on the rows of one thing."""

    name: str
    thing: int
    statement: str


Step = Restated | Rewritten


def pieces(said: st.SearchStrategy[tuple[object, ...]]) -> st.SearchStrategy[tuple[Piece, ...]]:
    seen = st.sampled_from((None, None, 1, 13, 35))
    one = st.builds(
        Piece, st.one_of(said, said, said, st.none()), st.integers(0, 12).map(lambda at: at * 10), seen, seen
    )
    lines = st.lists(one, max_size=4, unique_by=lambda piece: piece.since)
    return lines.map(lambda found: tuple(sorted(found, key=lambda piece: piece.since)))


def restated(fact: Fact, things: int, said: st.SearchStrategy[tuple[object, ...]]) -> st.SearchStrategy[Step]:
    keys = st.sampled_from(((("kk",), ("ru",)), (("ru",),))) if fact.key else st.just(((),))
    lines = keys.flatmap(lambda names: st.tuples(*(st.tuples(st.just(name), pieces(said)) for name in names)))
    return st.builds(Restated, st.just(fact.name), st.integers(0, things - 1), lines)


def values(*drawn: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.tuples(*drawn)


def rewritten() -> st.SearchStrategy[Step]:
    changes = [
        (tables.unit_name, UNITS, "UPDATE address.unit_name SET name = name || '1' WHERE unit_id = :id"),
        (tables.unit_parent, UNITS, "DELETE FROM address.unit_parent WHERE unit_id = :id"),
        (tables.geonym_name, GEONYMS, "DELETE FROM address.geonym_name WHERE geonym_id = :id AND language = 'kk'"),
        (tables.geonym_type, GEONYMS, "UPDATE address.geonym_type SET kind = 'AVENUE' WHERE geonym_id = :id"),
        (tables.geonym_place, GEONYMS, "UPDATE address.geonym_place SET parent_id = NULL WHERE geonym_id = :id"),
        (
            tables.building,
            4,
            "UPDATE address.building SET unit_id = NULL WHERE address_id = :id AND geonym_id IS NOT NULL",
        ),
    ]
    return st.one_of(
        st.builds(Rewritten, st.just(fact.name), st.integers(0, things - 1), st.just(statement))
        for fact, things, statement in changes
    )


names_of_units, names_of_geonyms = st.sampled_from(UNIT_NAMES), st.sampled_from(GEONYM_NAMES)
a_unit, a_geonym, a_building = st.integers(0, UNITS - 1), st.integers(0, GEONYMS - 1), st.integers(0, 3)
numbers = st.sampled_from(("12", "12/1", "1/", "/", "7А"))
steps: st.SearchStrategy[Step] = st.one_of(
    restated(tables.unit_type, UNITS, values(st.sampled_from(UNIT_KINDS))),
    restated(tables.unit_name, UNITS, values(names_of_units)),
    restated(tables.unit_parent, UNITS, values(a_unit)),
    restated(tables.geonym_type, GEONYMS, values(st.sampled_from(GEONYM_KINDS))),
    restated(tables.geonym_name, GEONYMS, values(names_of_geonyms)),
    restated(tables.geonym_place, GEONYMS, values(a_unit, st.one_of(st.none(), a_geonym))),
    restated(
        tables.building, 4,
        values(st.one_of(st.none(), a_unit), st.one_of(st.none(), a_geonym), st.one_of(st.none(), a_building), numbers,
               st.sampled_from((None, "HOUSE", "CORPUS"))),
    ),
    rewritten(),
)  # fmt: skip
histories = st.lists(st.lists(steps, min_size=1, max_size=5), min_size=2, max_size=5)


def named(kind: str, number: int) -> str:
    return f"{kind} {number}"


def born(connection: Connection) -> World:
    """One chain of units, one of geonyms, and buildings of every sort: on a geonym, in a unit, in both; a corpus, a flat."""
    world = World(connection, new_ground(connection))
    for number in range(UNITS):
        world.be(named("unit", number), tables.unit)
    for number in range(GEONYMS):
        world.be(named("geonym", number), tables.geonym)
    for number in range(5):
        world.be(named("address", number), tables.address)
        world.say(tables.address_existence, named("address", number), ((), world.version(since=None)))
    chained(world)
    unit, geonym, first = world.ids["unit 0"], world.ids["geonym 0"], world.ids["address 0"]
    states = ((None, geonym, None, "12", "HOUSE"), (unit, None, None, "3", None), (unit, geonym, None, "4", "PLOT"))
    for number, state in enumerate((*states, (None, None, first, "1", "CORPUS"))):
        world.say(tables.building, named("address", number), ((), world.version(*state, since=None)))
    world.say(tables.premises, "address 4", ((), world.version(world.ids["address 3"], "5", "APARTMENT", since=None)))
    return world


def chained(world: World) -> None:
    """Every unit in the next one, two geonyms in the next one, all named: what the steps of a history then change."""
    for number, kind in enumerate(("VILLAGE", "DISTRICT", "REGION", "REPUBLIC")):
        who = named("unit", number)
        world.say(tables.unit_type, who, ((), world.version(kind, since=None)))
        world.say(
            tables.unit_name, who, (("kk",), world.version(who, since=None)), (("ru",), world.version(who, since=None))
        )
        if number + 1 < UNITS:
            world.say(tables.unit_parent, who, ((), world.version(world.ids[named("unit", number + 1)], since=None)))
    for number in range(GEONYMS):
        who, outer = named("geonym", number), world.ids[named("geonym", number + 1)] if number < 2 else None
        world.say(tables.geonym_type, who, ((), world.version("STREET", since=None)))
        world.say(tables.geonym_name, who, (("ru",), world.version(who, since=None)))
        world.say(tables.geonym_place, who, ((), world.version(world.ids["unit 0"], outer, since=None)))


def versions(world: World, step: Restated, line: tuple[Piece, ...]) -> list[Version]:
    found = []
    for piece, following in itertools.pairwise((*line, None)):
        assert piece
        said = None if piece.said is None else identities(world, step, piece.said)
        if said is None:
            continue
        since, until = day(piece.since), None if following is None else day(following.since)
        bracketed = None if following is None or following.seen is None else day(following.since - following.seen)
        found.append(
            world.version(
                *said,
                since=None if piece.since == 0 else since,
                until=until,
                starts_after=None if piece.unseen is None or piece.since == 0 else since - timedelta(days=piece.unseen),
                ends_after=bracketed,
            )
        )
    return found


def identities(world: World, step: Restated, said: tuple[object, ...]) -> tuple[object, ...] | None:
    """The values with true identities; None where they would break a rule of the table."""
    kinds = {"parent_id": step.fact.table.name.partition("_")[0], "unit_id": "unit", "geonym_id": "geonym"}
    if step.fact is tables.building:
        kinds["parent_id"] = "address"
    own = dict(zip(step.fact.values, said, strict=True))
    for column, kind in kinds.items():
        if isinstance(own.get(column), int):
            own[column] = world.ids[named(kind, int(str(own[column])))]
    if own.get("parent_id") == world.ids[thing_of(step)]:
        return None
    placed = [own.get(column) for column in ("unit_id", "geonym_id", "parent_id")]
    return None if step.fact is tables.building and placed == [None] * 3 else tuple(own.values())


def day(number: int) -> date:
    return START + timedelta(days=number)


def thing_of(step: Step) -> str:
    return named(FACTS[step.name].entity.removesuffix("_id"), step.thing)


def take(world: World, step: Step) -> None:
    who = thing_of(step)
    if isinstance(step, Rewritten):
        world.connection.execute(text(step.statement), {"id": world.ids[who]})
        return
    world.say(step.fact, who, *((key, version) for key, line in step.lines for version in versions(world, step, line)))


def happen(database: Engine, history: Sequence[list[Step]]) -> tuple[World, list[datetime]]:
    """Every transaction of the history committed; returns the moments."""
    with database.begin() as connection:
        world = born(connection)
        moments = [stamp(connection)]
    for steps_taken in history:
        with database.begin() as connection:
            world.connection = connection
            for step in steps_taken:
                take(world, step)
            moments.append(stamp(connection))
    return world, moments


def written(
    connection: Connection, by: Callable[[str, Point], str], ids: Sequence[int], moments: Sequence[datetime] | None
) -> dict[tuple[int, date, datetime | None], tuple[object, ...]]:
    """Every column of every address, day and moment of belief; None is what is believed now."""
    query = by("a.id", Point("d.day", None if moments is None else "m.moment"))
    asking = {"ids": list(ids), "days": list(DAYS), "moments": [None] if moments is None else list(moments)}
    rows = connection.execute(text(WRITTEN.format(query=query)), asking)
    return {
        (row.id, row.day, row.moment): (row.stands, row.kk, row.ru, row.turning, row.building, row.premises)
        for row in rows
    }


def said(whole: Composed | None) -> tuple[object, ...]:
    return (True, whole.full("kk"), whole.full("ru"), whole.turning) if whole else (False, None, None, None)


def test_a_prefix_read_is_the_states_walked_and_composed(database: Engine) -> None:
    @given(histories)
    @settings(
        max_examples=examples(20, full=500),
        deadline=None,
    )
    def holds(history: list[list[Step]]) -> None:
        world, moments = happen(database, history)
        ids = [world.ids[named("address", number)] for number in range(5)]
        with database.connect() as connection:
            for known in (None, moments):
                read = written(connection, full_text, ids, known)
                assert read == written(connection, full_text_walked, ids, known)
                for moment in [None] if known is None else known[-2:]:
                    for day in DAYS[len(history) :: 5]:
                        composed = compose(connection, ids, day, moment)
                        assert {one: read[one, day, moment][:4] for one in ids} == {
                            one: said(composed.get(one)) for one in ids
                        }

    holds()
    with database.connect() as connection:
        assert [name for name, count in faults(connection) if count] == []
