"""Rows under one code are one thing; of which one is said to lie inside the other, that thing lies where the rest says."""

from collections.abc import Mapping

import pytest

from registries.inspection import faults, notes
from tests.loaders.extracts import Row, as_csv, building, geonym, room, unit
from tests.loaders.offices import Office
from tests.loaders.test_address_extracts import BUILDINGS, GEONYMS, ROOMS, UNITS, take_in

# A row under the code of another row, inside which it is said to lie.
TWICE: Mapping[str, tuple[Row, str]] = {
    "ar_units": (unit(9, 2, "Асан", 7, cato=UNITS[1]["cato"]), "unit_parent WHERE parent_id = unit_id"),
    "ar_geonyms": (geonym(9, 1, "Абай", rco=GEONYMS[0]["rco"]), "geonym_place WHERE parent_id IS NOT NULL"),
    "ar_buildings": (building(9, "12", parent_id=1, rca=BUILDINGS[0]["rca"]), "building WHERE parent_id = address_id"),
    "ar_premises": (room(9, 1, rca=BUILDINGS[0]["rca"]), "premises WHERE building_id = address_id"),
}


@pytest.mark.parametrize("source", TWICE)
def test_two_rows_of_one_thing_of_which_one_lies_in_the_other_are_noted_and_lie_where_the_rest_says(
    office: Office, source: str
) -> None:
    row, inside_itself = TWICE[source]
    kept = {"ar_units": UNITS, "ar_geonyms": GEONYMS[:1], "ar_buildings": BUILDINGS[:1], "ar_premises": ROOMS}[source]
    report = take_in(office, as_csv, **{source: (*kept, row)})[source]
    assert (report.state, report.quarantined) == ("APPLIED", 0)
    assert office.one(f"SELECT count(*) FROM address.{inside_itself}") == 0
    with office.engine.begin() as connection:
        assert dict(notes(connection))["things that their own records put inside themselves"] == 1
        assert [fault for fault in faults(connection) if fault[1]] == []


def test_a_building_nowhere_but_inside_its_own_other_row_has_no_place(office: Office) -> None:
    beside = building(9, "12", parent_id=1, s_ats_id=None, s_geonim_id=None, rca=BUILDINGS[0]["rca"])
    take_in(office, as_csv, ar_buildings=(BUILDINGS[0], beside))
    houses = office.rows("SELECT geonym_id IS NOT NULL, parent_id FROM address.building WHERE number = '12'")
    assert houses == [(True, None)]
