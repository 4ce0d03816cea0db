"""Whatever is delivered, decreed, corrected and withdrawn, the register of addresses answers as a plain list of facts.

Everything is written as in production: extracts of units, streets and buildings, acts and their cards, withdrawals;
nothing is put into the tables by hand. The list is told which papers count and looks through them. It is asked for
everything at every moment of belief: versions with their bounds, composed addresses, bearers of codes, operations.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, create_engine, text

from registries.access.consumers import named
from registries.address.code_bearer import code_bearers
from registries.address.full_text import full_text
from registries.inspection import faults
from registries.temporal.state import Point
from tests.loaders.offices import Office, empty
from tests.prove import examples
from tests.registries.address.chronicle.answers import (
    Names,
    books_of,
    listed_address,
    listed_bearers,
    listed_states,
    meant_by_code,
    told_bearers,
    told_links,
    told_operations,
    told_states,
)
from tests.registries.address.chronicle.asked import Portal, answers_agree
from tests.registries.address.chronicle.classified import Classified
from tests.registries.address.chronicle.country import Country
from tests.registries.address.chronicle.deeds import Deeds, told_deeds
from tests.registries.address.chronicle.facts import Belief
from tests.registries.address.chronicle.world import STEPS, World, a_life
from tests.registries.address.composing import compose, unit_chains
from tests.registries.address.test_prefix_histories import WRITTEN
from tests.registry_api.oracle.addresses import Walk, parents

ASKED = 12
"""Units and codes asked one by one at each moment."""
ARRIVING = tuple(step for step in STEPS if step not in ("withdraw", "correct"))
_DECIDED = """
    SELECT later_on, kato, side, decision, became_kato, evidence::text, review, author
      FROM address.edition_decision ORDER BY 1, 2, 3
"""


@pytest.fixture(scope="module")
def land(first_house: Engine) -> Iterator[Engine]:
    """A database whose connections stay: the plans of its functions are made once."""
    engine = create_engine(first_house.url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def portal(land: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """Clerks are named anew in every world: the database is emptied between them."""
    made = Portal(land, tmp_path_factory.mktemp("portal"))
    yield made
    made.close()


def lived(land: Engine, folder: Path, chance: Random) -> World:
    empty(land)
    with land.begin() as connection:
        named(connection, "dana@portal")
    world = World(Office(land, folder))
    world.live(*a_life(chance))
    return world


@settings(max_examples=examples(1, full=67), deadline=None, phases=[Phase.explicit, Phase.generate],
          suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])  # fmt: skip
@given(st.integers(0, 10**9))
def test_the_register_answers_as_a_plain_list_of_facts(land: Engine, portal: Portal, tmp_path: Path, seed: int) -> None:
    """Fifteen histories in each world."""
    chance = Random(seed)
    agrees(lived(land, tmp_path, chance), portal, chance)


@settings(max_examples=examples(1, full=100), deadline=None, phases=[Phase.explicit, Phase.generate],
          suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])  # fmt: skip
@given(st.integers(0, 10**9))
def test_the_order_of_arrival_is_seen_in_what_was_believed_and_nowhere_else(
    land: Engine, second_house: Engine, tmp_path: Path, seed: int
) -> None:
    """What is known now is the same on every day, whatever came first; on the way each office believed what it had read."""
    chance = Random(seed)
    empty(land)
    empty(second_house)
    world, other = (World(Office(engine, tmp_path), *small()) for engine in (land, second_house))
    world.live(*a_life(chance, ARRIVING, len(world.authorities)))
    other.receive(chance.sample(list(world.papers.values()), len(world.papers)), world.verdicts)
    assert world.office.main_tables() == other.office.main_tables()
    assert world.office.rows(_DECIDED) == other.office.rows(_DECIDED)
    with second_house.connect() as connection:
        for known in other.moments:
            belief = other.chronicle.believed(known)
            names = Names.of(connection, belief, known)
            assert told_states(connection, names, known) == listed_states(belief)


def small() -> tuple[list[Country], list[Classified]]:
    return [Country(number) for number in range(2)], [Classified(number) for number in range(2)]


def agrees(world: World, portal: Portal, chance: Random) -> None:
    """Now and at moments of belief: a few, or under `make prove` all."""
    with world.office.engine.connect() as connection:
        asked = chance.sample(world.moments, min(examples(3, full=len(world.moments)), len(world.moments)))
        for known in (*asked, None):
            belief = world.chronicle.believed(known)
            names = Names.of(connection, belief, known)
            assert told_states(connection, names, known) == listed_states(belief)
            addresses_agree(connection, names, belief, known, chance)
            deeds = Deeds(belief)
            units_agree(connection, names, deeds, known, chance)
            codes_agree(connection, names, world.codes, deeds, known, chance)
            if known is None or known == asked[0]:
                day = chance.choice(days_of(belief, chance))
                answers_agree(portal, names, deeds, books_of(belief, names), day, known, world.codes, chance)
        is_lawful(connection)


def addresses_agree(
    connection: Connection, names: Names, belief: Belief, known: datetime | None, chance: Random
) -> None:
    """All houses, on the days about some turns."""
    books, days = books_of(belief, names), days_of(belief, chance)
    ids = [names.ids[thing] for thing in belief.things("address")]
    point = {"ids": ids, "days": days, "moments": [known]}
    query = WRITTEN.format(query=full_text("a.id", Point("d.day", None if known is None else "m.moment")))
    told = {
        (row.id, row.day): (row.stands, row.kk, row.ru, row.turning) for row in connection.execute(text(query), point)
    }
    assert told == {(one, day): listed_address(books, one, day) for one in ids for day in days}
    day = chance.choice(days)
    composed = compose(connection, ids, day, known)
    assert {one: (True, whole.full("kk"), whole.full("ru"), whole.turning) for one, whole in composed.items()} == {
        one: found for one in ids if (found := listed_address(books, one, day))[0]
    }
    units = [names.ids[thing] for thing in belief.things("unit")]
    chains = unit_chains(connection, units, day, known)
    assert {one: list(chain) for one, chain in chains.items()} == {
        one: parents(Walk(books, day, None), one) for one in units
    }


def days_of(belief: Belief, chance: Random) -> list[date]:
    """Days about turns: the day, the day before and one between two."""
    turns = sorted({day for facts in belief.facts.values() for one in facts for day in (one.since, one.until) if day})
    chosen = chance.sample(turns, min(3, len(turns))) or [date(2024, 1, 1)]
    return sorted({day + timedelta(days=step) for day in chosen for step in (-1, 0, chance.randint(1, 40))})


def units_agree(connection: Connection, names: Names, deeds: Deeds, known: datetime | None, chance: Random) -> None:
    """What was done to all units and streets, and what came of what; of some units as it is answered for."""
    assert told_deeds(connection, names.things, known) == deeds.rows()
    for thing in chance.sample(deeds.belief.things("unit"), ASKED):
        assert told_operations(connection, names, thing, known) == deeds.operations(thing)
        assert told_links(connection, names, thing, known) == (deeds.predecessors(thing), deeds.successors(thing))


def codes_agree(
    connection: Connection, names: Names, codes: list[str], deeds: Deeds, known: datetime | None, chance: Random
) -> None:
    """Who bore some of the codes, and whom each means on a day: a retired code too."""
    for kato in chance.sample(codes, ASKED):
        assert told_bearers(connection, names, kato, known) == listed_bearers(deeds, kato)
    day = chance.choice(days_of(deeds.belief, chance))
    told = code_bearers(connection, codes, day, known)
    assert {one.kato: (one.outcome, names.key("unit", one.unit)) for one in told} == {
        kato: meant_by_code(deeds.belief, kato, day) for kato in codes
    }


def is_lawful(connection: Connection) -> None:
    """No fault, no circle, no code borne twice on one day."""
    assert [found for found in faults(connection) if found[1]] == []
    assert connection.scalar(text(_SHARED_CODES)) == 0
    assert connection.scalar(text(_CIRCLES)) == 0


_SHARED_CODES = """
    SELECT count(*) FROM address.unit_code_known a JOIN address.unit_code_known b ON b.kato = a.kato
     WHERE a.unit_id < b.unit_id AND a.valid_time && b.valid_time AND a.transaction_time && b.transaction_time
"""
_CIRCLES = """
    WITH RECURSIVE up AS (
        SELECT unit_id, parent_id, valid_time AS days, transaction_time AS known, 1 AS step FROM address.unit_parent_known
        UNION ALL
        SELECT u.unit_id, p.parent_id, u.days * p.valid_time, u.known * p.transaction_time, u.step + 1
          FROM up u JOIN address.unit_parent_known p ON p.unit_id = u.parent_id
               AND p.valid_time && u.days AND p.transaction_time && u.known
         WHERE u.step < 6)
    SELECT count(*) FROM up WHERE parent_id = unit_id OR step = 6
"""
