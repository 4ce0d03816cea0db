"""Differences that generated operations once found between product and oracle, each in its smallest form."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from registries import legal_entity, real_estate
from registry_api.wsgi import Application
from tests.registry_api.asking import Client
from tests.registry_api.generated import worlds
from tests.registry_api.generated.operations import Operation
from tests.registry_api.generated.twins import Twins, log_of
from tests.registry_api.oracle.books import read_books
from tests.registry_api.world import AIGUL, CITY, COMPANY, FLAT, HOLDING, PLOT, REGION, RNN_AIGUL, World


@pytest.fixture
def pair(portal: Client, app: Application, database: Engine, world: World) -> Iterator[Twins]:
    """The small world, with a second bearer of a BIN, and a plot whose area is written with many zeros."""
    with database.begin() as connection:
        world.connection = connection
        world.be("second", legal_entity.legal_entity)
        world.say(legal_entity.identifier, "second", (("BIN",), world.version(HOLDING, since=date(2000, 1, 1))))
        world.say(real_estate.plot_state, "plot", ((), world.version("0.00000000", None, None, None, None)))
    made = Twins(database, app, portal, worlds.World(worlds.Random(0)), read_books(database), log_of(database))
    yield made
    made.log.close()


@pytest.mark.parametrize(
    ("document", "variables"),
    [
        pytest.param(
            f'query($l: Language = KK) {{ address(rka: "{FLAT}") {{ full(language: $l) }} }}',
            {"l": None},
            id="a null given where a default stands is no value for an argument that needs one",
        ),
        pytest.param(
            f'query($i: IIN = "{AIGUL}") {{ individual(iin: $i) {{ iin }} }}',
            {"i": None},
            id="the same at the root",
        ),
        pytest.param(
            f'{{ realEstate(cadastralNumber: "{PLOT}") {{ plot {{ areaHa }} }} }}',
            {},
            id="a decimal is written as it stands, never with an exponent",
        ),
        pytest.param(
            f'{{ legalEntity(bin: "{COMPANY}") {{ founders {{ holder {{ ... on LegalEntity {{ bin }} }} }} }} }}',
            {},
            id="a BIN that ends at two legal entities is held by nobody",
        ),
        pytest.param(
            f'{{ individual(iin: "{AIGUL}") {{ residence {{ address {{ newer {{ address {{ rka }} }} }} }} }} }}',
            {},
            id="what is asked of a newer address is logged for the day asked for",
        ),
        pytest.param(
            f'{{ crosswalk(scheme: RNN, value: "{RNN_AIGUL}") {{ ... on CrosswalkMatch {{ individual {{'
            " residence { newer { address { units { newer { names { name } } } } } } } } } }",
            {},
            id="the same of a newer unit, where there is no newer address",
        ),
        pytest.param(
            f'{{ a: individual(iin: "{AIGUL}") {{ iin }} b: individual(iin: "{AIGUL}") {{ __typename }} }}',
            {},
            id="a person asked for without a field is logged, whatever stood before",
        ),
        pytest.param(
            f'{{ individual(iin: "{AIGUL}") {{ names {{ ... on Dated {{ ... on RegisteredSex {{ sex }} }} }} }} }}',
            {},
            id="a fragment that never applies answers nothing and logs nothing",
        ),
        pytest.param(
            f'{{ administrativeUnit(kato: "{CITY}") {{ children {{ __typename }} geonyms {{ __typename }} }} }}',
            {},
            id="a list of which nothing is asked is one object, however many stand in it",
        ),
        pytest.param(
            f'{{ administrativeUnit(kato: "{REGION}") {{ children {{ edges @skip(if: true) {{ cursor }} }} }} }}',
            {},
            id="the same where what was asked is left out",
        ),
        pytest.param(
            f'{{ legalEntity(bin: "{COMPANY}") {{ founders {{ name }} names(knownAt: "2999-01-01T00:00:00Z") {{ name }} }} }}',
            {},
            id="what is refused whole has answered nothing about anybody",
        ),
        pytest.param(
            'query($s: String = "Ким") { individuals(surname: $s, birthDate: "1979-11-03") { edges { node { iin } } } }',
            {"s": None},
            id="a null given where a default stands is no name",
        ),
    ],
)
def test_a_difference_that_was_found_is_gone(pair: Twins, document: str, variables: dict[str, Any]) -> None:
    if None in variables.values():
        # The product remembers a document that it once answered without errors.
        pair.product(Operation(document, {}))
    assert pair.differences(Operation(document, variables)) == []
