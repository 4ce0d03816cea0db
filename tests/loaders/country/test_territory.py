"""Places: real units and renamings, generated streets and buildings."""

import csv
from datetime import date

import pytest

from loaders.country.addresses import address_kk, address_ru, old_address
from loaders.country.codes import UnitType
from loaders.country.places import Unit
from loaders.country.territory import Territory, build_territory
from tests.loaders.country.reading import Country
from tests.shared import shared


@pytest.fixture(scope="module")
def territory() -> Territory:
    return build_territory(300, 1)


def _unit(territory: Territory, kato: str) -> Unit:
    return next(unit for unit in territory.units if unit.kato == kato)


def test_the_republic_has_seventeen_regions_and_three_cities_of_its_own(territory: Territory) -> None:
    kinds = [unit.type for unit in territory.units if unit.parent == 0]
    assert (kinds.count(UnitType.REGION), kinds.count(UnitType.REPUBLICAN_CITY), len(kinds)) == (17, 3, 20)


def test_every_unit_has_a_real_code_and_a_name_of_the_classifier(territory: Territory) -> None:
    with shared("data/kato/kato_2026-07-17.csv").open(encoding="utf-8") as file:
        kato = {row["kato"]: (row["name_ru"], row["name_kk"]) for row in csv.DictReader(file)}
    for unit in territory.units[1:]:
        assert unit.name_ru in " ".join(kato[unit.kato][0].split())
        assert unit.name_kk in " ".join(kato[unit.kato][1].split())


@pytest.mark.parametrize(
    ("day", "russian", "kazakh"),
    [
        (date(1950, 1, 1), "Акмолинск", "Ақмолинск"),
        (date(1992, 7, 5), "Целиноград", "Целиноград"),
        (date(1992, 7, 6), "Акмола", "Ақмола"),
        (date(1998, 5, 6), "Астана", "Астана"),
        (date(2019, 3, 22), "Астана", "Астана"),
        (date(2019, 3, 23), "Нур-Султан", "Нұр-Сұлтан"),
        (date(2022, 9, 16), "Нур-Султан", "Нұр-Сұлтан"),
        (date(2022, 9, 17), "Астана", "Астана"),
    ],
)
def test_the_capital_has_the_name_of_the_day(territory: Territory, day: date, russian: str, kazakh: str) -> None:
    assert _unit(territory, "710000000").names_on(day) == (russian, kazakh)


def test_a_name_taken_over_leaves_two_streets_of_one_settlement_under_one_act(country: Country) -> None:
    acts = [row for row in country.rows("naming_acts") if row["object"] == "geonym"]
    taken = [row for row in acts if (row["old_name_ru"], row["new_name_ru"]) == ("Ленина", "Абай")]
    assert len(taken) >= 2
    for row in taken:
        freed = [a for a in acts if (a["act"], a["old_name_ru"], a["new_name_kk"]) == (row["act"], "Абая", "Ынтымақ")]
        assert [other["first_day"] for other in freed] == [row["first_day"]]


def test_a_chain_of_names_holds_together_and_ends_in_todays_name(country: Country) -> None:
    today = {row["rco"]: row["name_rus"] for row in country.rows("ar_geonyms")}
    today |= {row["cato"]: row["name_rus"] for row in country.rows("ar_units")}
    chains: dict[str, list[dict[str, str]]] = {}
    for row in country.rows("naming_acts"):
        chains.setdefault(row["code"], []).append(row)
    assert max(map(len, chains.values())) == 5
    for code, acts in chains.items():
        assert [act["first_day"] for act in acts] == sorted({act["first_day"] for act in acts})
        assert [act["old_name_ru"] for act in acts[1:]] == [act["new_name_ru"] for act in acts[:-1]]
        assert acts[-1]["new_name_ru"] == today[code]


def test_a_corpus_stands_on_the_street_of_its_parent(country: Country) -> None:
    rows = {row["id"]: row for row in country.rows("ar_buildings")}
    children = [row for row in rows.values() if row["parent_id"]]
    assert children
    for row in children:
        parent = rows[row["parent_id"]]
        assert (parent["rca"], parent["s_geonims_id"]) == (row["parent_rca"], row["s_geonims_id"])
    assert any(row["number"].endswith("А") for row in rows.values())


def test_an_address_is_written_in_both_languages_and_in_old_names(territory: Territory) -> None:
    place = territory.dwellings_of[_unit(territory, "471010000").id][0]
    ending = address_ru(territory, place).removeprefix("Мангистауская обл., г. Актау, ")
    assert address_kk(territory, place).startswith("Маңғыстау облысы, Ақтау қаласы, ")
    assert old_address(territory, place, 0.0) == f"Мангистауская обл., г. Шевченко, {ending}"


def test_the_same_buildings_stand_in_both_rounds_in_another_format_and_by_other_names(country: Country) -> None:
    first, second = country.rows("ar_buildings"), country.rows("ar_buildings", "2026-11-01")
    assert [
        {"s_geonim_id" if name == "s_geonims_id" else name: word for name, word in row.items()} for row in first
    ] == second


def test_every_type_is_in_its_dictionary(country: Country) -> None:
    for source, dictionary, by, column in (
        ("ar_units", "ar_unit_types", "code", "d_ats_type_code"),
        ("ar_geonyms", "ar_geonym_types", "id", "d_geonims_type_id"),
        ("ar_buildings", "ar_pointers", "code", "d_buildings_pointer_code"),
        ("ar_premises", "ar_room_types", "code", "d_room_type_code"),
    ):
        assert {row[column] for row in country.rows(source)} <= {row[by] for row in country.rows(dictionary)}


def test_every_plot_of_the_cadastre_has_an_address_that_is_a_plot(country: Country) -> None:
    grounds = {row["cadastre_number"].replace("-", ""): row for row in country.rows("ar_grounds")}
    buildings = {row["rca"]: row for row in country.rows("ar_buildings")}
    plots = [row for row, _ in country.with_truth("egkn")]
    assert {row["kad_nomer"].replace("-", "") for row in plots} == grounds.keys()
    for row in plots:
        if row["rka"]:
            ground, building = grounds[row["kad_nomer"].replace("-", "")], buildings[row["rka"]]
            assert (ground["s_geonim_id"], ground["number"]) == (building["s_geonims_id"], building["number"])
