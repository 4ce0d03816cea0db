"""Lists by the Relay cursor specification: whole, in Kazakh order, stable while others write, every person receipted."""

import base64
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, text

from registries.address import tables as address
from registries.individual import tables as individual
from tests.registry_api.asking import Client
from tests.registry_api.world import AIGUL, AIGUL_BORN, CORPUS, FLAT, HOUSE, REGION, TIMUR_BORN, World

RESIDENTS = """query($rka: RKA!, $first: Int, $after: String, $last: Int, $before: String, $asOf: Date) {
  address(rka: $rka, asOf: $asOf) { residents(first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { names { surname } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }"""
# In the order of the Kazakh alphabet, which is neither that of code points nor the Russian one.
SURNAMES = [
    "Абаев",
    "Әбішев",
    "Гайдаров",
    "Ғабитов",
    "Ёлкин",
    "Қанатов",
    "Нұров",
    "Оразов",
    "Өмір",
    "Ускенов",
    "Ұлықбек",
]


@pytest.fixture
def tenants(world: World, database: Engine) -> World:
    """People of a house with many flats, registered in no order of their names."""
    with database.begin() as connection:
        world.connection = connection
        for number, surname in enumerate(sorted(SURNAMES, key=lambda name: name[::-1])):
            settle(world, surname, number)
    return world


def settle(world: World, surname: str, number: int) -> None:
    v = world.version
    world.be(f"room {surname}", address.address)
    world.say(address.address_existence, f"room {surname}", ((), v()))
    world.say(address.premises, f"room {surname}", ((), v(world.ids["house"], str(100 + number), "APARTMENT")))
    world.be(surname, individual.individual)
    world.say(individual.name, surname, (("kk",), v(surname, None, None)), (("ru",), v("Яшин", None, None)))
    world.say(individual.residence, surname, ((), v(world.ids[f"room {surname}"], since=date(2020, 1, 1))))


def page(portal: Client, **asked: object) -> tuple[list[str], dict[str, Any], list[str]]:
    """Surnames, pageInfo and cursors."""
    found = portal.ask(RESIDENTS, {"rka": HOUSE, **asked}).data["address"]["residents"]
    names = [edge["node"]["names"][0]["surname"] for edge in found["edges"]]
    return names, found["pageInfo"], [edge["cursor"] for edge in found["edges"]]


def test_residents_of_a_house_are_those_of_its_flats_in_kazakh_order(portal: Client, tenants: World) -> None:
    names, info, cursors = page(portal)
    assert names == SURNAMES
    assert info == {
        "hasNextPage": False, "hasPreviousPage": False, "startCursor": cursors[0], "endCursor": cursors[-1],
    }  # fmt: skip
    assert page(portal, asOf="2019-12-31")[0] == []
    assert page(portal, rka=CORPUS)[0] == page(portal, rka=FLAT)[0] == ["Ахметова"]


@pytest.mark.parametrize("size", [1, 2, 4, 11, 12])
def test_the_pages_of_a_list_make_the_list_in_either_direction(portal: Client, tenants: World, size: int) -> None:
    forward: list[str] = []
    info: dict[str, Any] = {"hasNextPage": True, "endCursor": None}
    while info["hasNextPage"]:
        names, info, _ = page(portal, first=size, after=info["endCursor"])
        assert info["hasPreviousPage"] is bool(forward)
        forward += names
    backward: list[str] = []
    info = {"hasPreviousPage": True, "startCursor": None}
    while info["hasPreviousPage"]:
        names, info, _ = page(portal, last=size, before=info["startCursor"])
        assert info["hasNextPage"] is bool(backward)
        backward = names + backward
    assert forward == backward == SURNAMES


def test_a_cursor_between_two_others_bounds_both_ends(portal: Client, tenants: World) -> None:
    cursors = page(portal)[2]
    assert page(portal, after=cursors[1], before=cursors[5])[0] == SURNAMES[2:5]
    assert page(portal, after=cursors[1], before=cursors[5], last=2)[0] == SURNAMES[3:5]
    assert page(portal, first=0)[:2] == (
        [], {"hasNextPage": True, "hasPreviousPage": False, "startCursor": None, "endCursor": None},
    )  # fmt: skip


def test_a_list_goes_on_where_it_stood_while_others_come_and_go(
    portal: Client, tenants: World, database: Engine
) -> None:
    first, info, _ = page(portal, first=4)
    with database.begin() as connection:
        tenants.connection = connection
        settle(tenants, "Абзалов", 50)
        settle(tenants, "Ордабай", 51)
        tenants.say(individual.residence, first[-1], ((), tenants.version(tenants.ids["flat"])))
    rest, _, _ = page(portal, after=info["endCursor"])
    assert rest == [*SURNAMES[4:8], "Ордабай", *SURNAMES[8:]]


def test_a_page_is_bounded_and_its_cursor_is_one_of_ours(portal: Client, tenants: World) -> None:
    def refused(**asked: object) -> list[str]:
        return portal.ask(RESIDENTS, {"rka": HOUSE, **asked}).codes

    assert refused(first=101) == refused(first=-1) == refused(first=1, last=1) == ["PAGE"]
    cursors = ("", "x", "1:a", base64.b64encode(b"1").decode(), base64.b64encode(b"x:y").decode(),
               base64.b64encode(b"99999999999999999999:a").decode(), base64.b64encode(b"1:\0").decode(),
               base64.b64encode(b"1:\xff").decode(), "é" * 3, "A" * 3_000)  # fmt: skip
    assert {cursor: refused(after=cursor) for cursor in cursors} == {cursor: ["PAGE"] for cursor in cursors}


def test_everybody_on_a_page_has_a_receipt_and_nobody_else(portal: Client, tenants: World, database: Engine) -> None:
    names, _, _ = page(portal, first=3)
    with database.connect() as connection:
        logged = connection.execute(text("SELECT individual_id, fields FROM access.access_log ORDER BY individual_id"))
        found = {row.individual_id: row.fields for row in logged}
    fields = ["address.residents.edges.cursor", "address.residents.edges.node.names.surname"]
    # A cursor says who stands at an end of the page.
    first, middle, last = ([*fields, *more] for more in (["pageInfo.startCursor"], [], ["pageInfo.endCursor"]))
    expected = [
        [field.replace("pageInfo", "address.residents.pageInfo") for field in of] for of in (first, middle, last)
    ]
    assert found == {tenants.ids[name]: of for name, of in zip(names, expected, strict=True)}


PERSONS = """query($surname: String!, $given: String, $born: Date!, $asOf: Date) {
  individuals(surname: $surname, givenName: $given, birthDate: $born, asOf: $asOf) { edges { node { iin } } } }"""


def test_persons_are_found_by_the_name_of_the_day_and_birth_date(portal: Client) -> None:
    def found(surname: str, born: date = AIGUL_BORN, **more: str) -> list[str]:
        answer = portal.ask(PERSONS, {"surname": surname, "born": born.isoformat(), **more})
        return [edge["node"]["iin"] for edge in answer.data["individuals"]["edges"]]

    assert found("АХМЕТОВА") == found("ахметова", given="айгүл") == found("Akhmetova") == [AIGUL]
    assert found("Серікова") == found("Ахметова", born=TIMUR_BORN) == found("Ахметова", given="Тимур") == []
    assert found("Серікова", asOf="2012-06-08") != []


def test_the_units_of_a_region_and_the_streets_of_a_city_are_listed(portal: Client) -> None:
    document = """query($kato: KATO!) { administrativeUnit(kato: $kato, asOf: "2026-08-01") {
      children(first: 20) { edges { node { names { name } geonyms(first: 10) { edges { node { names { name }
      addresses(first: 10) { edges { node { building } } } } } } } } } } }"""
    edges = portal.ask(document, {"kato": REGION}).data["administrativeUnit"]["children"]["edges"]
    names = [edge["node"]["names"][0]["name"] for edge in edges]
    assert names == ["Ақсу а.", "Ескі а.", "Жаңа а.", "Көкшетау"]
    [street] = edges[3]["node"]["geonyms"]["edges"]
    assert street["node"] == {
        "names": [{"name": "Абай"}, {"name": "Абая"}], "addresses": {"edges": [{"node": {"building": "12"}}]},
    }  # fmt: skip


def test_an_object_is_asked_for_again_by_its_id(portal: Client, world: World, database: Engine) -> None:
    document = "query($rka: RKA!, $iin: IIN!) { address(rka: $rka) { id } individual(iin: $iin) { id } }"
    ids = portal.ask(document, {"rka": HOUSE, "iin": AIGUL}).data
    again = """query($id: ID!) { node(id: $id) { __typename id
      ... on Address { building } ... on Individual { iin } } }"""
    house = portal.ask(again, {"id": ids["address"]["id"]}).data["node"]
    person = portal.ask(again, {"id": ids["individual"]["id"]}).data["node"]
    assert house == {"__typename": "Address", "id": ids["address"]["id"], "building": "12"}
    assert person == {"__typename": "Individual", "id": ids["individual"]["id"], "iin": AIGUL}
    with database.connect() as connection:
        last = text("SELECT individual_id, fields FROM access.access_log ORDER BY id DESC LIMIT 1")
        assert tuple(connection.execute(last).one()) == (world.ids["aigul"], ["node.id", "node.iin"])


def test_an_id_of_nothing_is_refused_and_one_of_a_person_is_logged(portal: Client, database: Engine) -> None:
    def asked(name: str) -> list[str]:
        identity = base64.b64encode(name.encode()).decode()
        return portal.ask("query($id: ID!) { node(id: $id) { id } }", {"id": identity}).codes

    assert asked("Individual:999999") == asked("Geonym:999999") == asked("Planet:1") == ["NOT_FOUND"]
    assert asked("Individual:x") == asked("Individual") == asked("Individual:99999999999999999999") == ["MALFORMED_ID"]
    with database.connect() as connection:
        logged = connection.execute(text("SELECT individual_id, fields FROM access.access_log")).all()
    assert [tuple(row) for row in logged] == [(None, ["node.id"])]
