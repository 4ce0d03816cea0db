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
    listed_links,
    listed_operations,
    listed_states,
    meant_by_code,
    told_bearers,
    told_links,
    told_operations,
    told_states,
)
from tests.registries.address.chronicle.asked import Portal, answers_agree
from tests.registries.address.chronicle.country import COUNTRIES, lives
from tests.registries.address.chronicle.facts import Belief
from tests.registries.address.chronicle.world import STEPS, Lives, World
from tests.registries.address.composing import compose, unit_chains
from tests.registries.address.test_prefix_histories import WRITTEN
from tests.registry_api.oracle.addresses import Walk, parents

STEPS_OF_A_HISTORY = 6
steps = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 20)), min_size=4, max_size=STEPS_OF_A_HISTORY)


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


def lived(land: Engine, folder: Path, steps: list[tuple[str, int]], of_countries: Lives) -> World:
    empty(land)
    with land.begin() as connection:
        named(connection, "dana@portal")
    world = World(Office(land, folder))
    world.live(steps, of_countries)
    return world


def test_the_register_answers_as_a_plain_list_of_facts(land: Engine, portal: Portal, tmp_path: Path) -> None:
    @given(steps, st.lists(lives, min_size=COUNTRIES, max_size=COUNTRIES), st.randoms(use_true_random=False))
    @settings(
        max_examples=examples(3, full=100), deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate], report_multiple_bugs=False,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )  # fmt: skip
    def holds(steps: list[tuple[str, int]], of_countries: Lives, chance: Random) -> None:
        agrees(lived(land, tmp_path, steps, of_countries), portal, chance)

    holds()


def agrees(world: World, portal: Portal, chance: Random) -> None:
    """Now and at moments of belief: a few, or under `make prove` all."""
    with world.office.engine.connect() as connection:
        names = Names.of(connection)
        asked = chance.sample(world.moments, min(examples(3, full=len(world.moments)), len(world.moments)))
        for known in (*asked, None):
            belief = world.chronicle.believed(known)
            assert told_states(connection, names, known) == listed_states(belief)
            addresses_agree(connection, names, belief, known, chance)
            units_agree(connection, names, belief, known, chance)
            codes_agree(connection, names, world, belief, known, chance)
            if known is None or known == asked[0]:
                codes = [code for country in world.countries for code in country.codes]
                day = chance.choice(days_of(belief, chance))
                answers_agree(portal, names, belief, books_of(belief, names), day, known, codes, chance)
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


def units_agree(connection: Connection, names: Names, belief: Belief, known: datetime | None, chance: Random) -> None:
    """What was done to units, what they came from and what came of them; of some of them where it is long ago."""
    units = sorted(thing for thing in names.ids if thing[0] == "unit")
    for thing in units if known is None else chance.sample(units, len(units) // 8):
        assert told_operations(connection, names, thing, known) == listed_operations(belief, thing)
        assert told_links(connection, names, thing, known) == listed_links(belief, thing)


def codes_agree(
    connection: Connection, names: Names, world: World, belief: Belief, known: datetime | None, chance: Random
) -> None:
    """Everybody who bore a code, and whom it means on a day: a retired code too."""
    codes = sorted(code for country in world.countries for code in country.codes)
    for kato in codes if known is None else chance.sample(codes, len(codes) // 8):
        assert told_bearers(connection, names, kato, known) == listed_bearers(belief, kato)
    day = chance.choice(days_of(belief, chance))
    told = code_bearers(connection, codes, day, known)
    assert {one.kato: (one.outcome, names.key("unit", one.unit)) for one in told} == {
        kato: meant_by_code(belief, kato, day) for kato in codes
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
