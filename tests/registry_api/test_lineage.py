"""What happened to territories, asked of the contract: who ever bore a code or a name, what came of what."""

from datetime import date

import pytest
from sqlalchemy import Engine

from registries.address import changes
from tests.registry_api.asking import Client
from tests.registry_api.world import CITY, FRESH, REUSED, World, new_ground, unit

FIRST, SECOND, SPLIT = "2022-10-17", "2026-07-17", date(2024, 1, 1)
BEARERS = """query($kato: KATO!) {
  bearersOfCode(kato: $kato) { validFrom validTo startsBasis next { kato } unit { names { name } } }
}"""


def test_a_code_given_again_answers_with_all_its_bearers_and_their_periods(portal: Client) -> None:
    assert portal.ask(BEARERS, {"kato": REUSED}).data["bearersOfCode"] == [
        {"validFrom": FIRST, "validTo": SECOND, "startsBasis": "STATED", "next": None,
         "unit": {"names": [{"name": "Ескі а."}, {"name": "с.Старое"}]}},
        {"validFrom": SECOND, "validTo": None, "startsBasis": "OBSERVED", "next": None,
         "unit": {"names": [{"name": "Жаңа а."}, {"name": "с.Новое"}]}},
    ]  # fmt: skip


def test_a_code_given_again_is_ambiguous_without_a_day_and_one_unit_on_each_day(portal: Client) -> None:
    asked = f'query($day: Date) {{ administrativeUnit(kato: "{REUSED}", asOf: $day) {{ names {{ name }} }} }}'
    assert portal.ask(asked).codes == ["AMBIGUOUS"]
    assert portal.ask(asked, {"day": None}).codes == ["AMBIGUOUS"]
    old, new = (portal.ask(asked, {"day": day}).data["administrativeUnit"] for day in ("2022-11-01", "2026-08-01"))
    assert (old["names"][1]["name"], new["names"][1]["name"]) == ("с.Старое", "с.Новое")
    assert portal.ask(asked, {"day": "2020-01-01"}).codes == ["NOT_FOUND"]


def test_a_code_of_one_unit_needs_no_day(portal: Client) -> None:
    asked = "query($kato: KATO!) { administrativeUnit(kato: $kato) { kato } }"
    assert portal.ask(asked, {"kato": CITY}).data == {"administrativeUnit": {"kato": CITY}}


def test_a_code_that_nobody_ever_bore_has_no_bearers(portal: Client) -> None:
    assert portal.ask(BEARERS, {"kato": "999999999"}).data == {"bearersOfCode": []}


@pytest.mark.parametrize("name", ["с.Ленинское", "С.ЛЕНИНСКОЕ", "с.Аксу", "Ақсу а.", "Ленинское", "аксу", "Ақсу"])
def test_a_unit_is_found_by_every_name_it_ever_bore(portal: Client, name: str) -> None:
    asked = "query($name: String!) { unitsNamed(name: $name) { edges { node { kato } } } }"
    assert portal.ask(asked, {"name": name}).data == {"unitsNamed": {"edges": [{"node": {"kato": FRESH}}]}}


def test_a_point_behind_a_word_of_a_type_counts(portal: Client, world: World, database: Engine) -> None:
    """Keys of names drop points, so «с.Вежее» and «Свежее» share one."""
    with database.begin() as connection:
        world.connection, world.ground = connection, new_ground(connection)
        unit(world, "fresh", "VILLAGE", ("Свежее", "Свежее"), parent="region", kato="995550199")
    asked = "query($name: String!) { unitsNamed(name: $name) { edges { node { kato } } } }"
    found = {
        name: portal.ask(asked, {"name": name}).data["unitsNamed"]["edges"] for name in ("Свежее", "Вежее", "с", "")
    }
    assert found == {"Свежее": [{"node": {"kato": "995550199"}}], "Вежее": [], "с": [], "": []}


def test_where_a_code_means_nothing_on_a_day_one_is_told_who_knows_its_bearers(portal: Client) -> None:
    answer = portal.ask(f'{{ administrativeUnit(kato: "{REUSED}", asOf: "2020-01-01") {{ kato }} }}')
    assert answer.body["errors"][0]["extensions"] == {
        "code": "NOT_FOUND", "nextStep": "ask for another day with asOf or bearersOfCode for all of them, or check the number",
    }  # fmt: skip


def test_a_street_is_found_by_every_name_it_ever_bore(portal: Client) -> None:
    asked = (
        "query($name: String!) { geonymsNamed(name: $name) { edges { node { history { names { name language } } } } } }"
    )
    old, new = (portal.ask(asked, {"name": name}).data["geonymsNamed"]["edges"] for name in ("Ленина", "Абая"))
    assert old == new
    assert {"name": "Ленина", "language": "ru"} in old[0]["node"]["history"]["names"]


def test_what_a_unit_was_split_into_is_asked_from_both_sides(portal: Client, world: World, database: Engine) -> None:
    with database.begin() as connection:
        world.connection, world.ground = connection, new_ground(connection)
        whole = world.ids["renamed"]
        world.say(changes.unit_predecessor, "retired", ((whole, "SPLIT"), world.version(since=SPLIT)))
        world.say(changes.unit_operation, "renamed", (("SPLIT",), world.version(since=SPLIT)))
    asked = """query($kato: KATO!) { administrativeUnit(kato: $kato) {
      successors { operation validFrom unit { history { codes { kato } } } } predecessors { operation }
      history { operations { operation validFrom } existence { validFrom } } } }"""
    assert portal.ask(asked, {"kato": FRESH}).data["administrativeUnit"] == {
        "successors": [
            {"operation": "SPLIT", "validFrom": "2024-01-01", "unit": {"history": {"codes": [{"kato": REUSED}]}}}
        ],
        "predecessors": [],
        "history": {
            "operations": [{"operation": "SPLIT", "validFrom": "2024-01-01"}],
            "existence": [{"validFrom": "1990-01-01"}],
        },
    }
