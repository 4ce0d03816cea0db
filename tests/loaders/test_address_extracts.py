"""The extracts of the address register in both formats, by the field names of any year, with their real defects."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from loaders.delivery import Report
from loaders.explanation import explain
from loaders.formats import BrokenFile
from loaders.quarantine import held, release
from loaders.reapply import reapply
from loaders.source import load_source
from registries.checksum import table_checksums
from registries.crosswalk.registers import FACTS
from registries.inspection import faults, notes
from tests.loaders.extracts import (
    Row,
    Write,
    as_csv,
    as_json_lines,
    building,
    entry,
    geonym,
    ground,
    renamed,
    room,
    unit,
    without,
)
from tests.loaders.offices import Office, Silence
from tests.registries.address.composing import compose

DAY, LATER, LAST = "2024-01-01", "2024-02-01", "2024-03-01"
WRITERS = pytest.mark.parametrize("write", [as_csv, as_json_lines])

UNITS = (unit(1, None, "Республика", 0), unit(2, 1, "Асан", 7))
GEONYMS = (geonym(1, None, "Абай"), geonym(2, 1, "Мирас", 3))
BUILDINGS = (building(1, "12"), building(2, "1", parent_id=1), building(3, "5", s_geonim_id=2, actual=False))
ROOMS = (room(1, 1), room(2, 2))
GROUNDS = (ground(1, "7"), ground(2, "9", s_geonim_id=None))
COUNTRY: Mapping[str, Sequence[Row]] = {
    "ar_unit_types": (entry(0, 0, "Республика"), entry(7, 7, "Село")),
    "ar_geonym_types": (entry(1, 10, "Улица", this_is=True), entry(3, 30, "Микрорайон", this_is=None)),
    "ar_pointers": (entry(11, 1, "дом"), entry(12, 2, "Строение")),
    "ar_room_types": (entry(1, 100, "Квартира"), entry(2, 200, "Офис")),
    "ar_units": UNITS,
    "ar_geonyms": GEONYMS,
    "ar_grounds": GROUNDS,
    "ar_buildings": BUILDINGS,
    "ar_premises": ROOMS,
    "ar_ground_plots": GROUNDS,
}
# The facts that name no other thing, whose numbers differ from database to database.
VALUES = {
    fact.name: ", ".join((*fact.key, *(name for name in fact.values if not name.endswith("_id"))))
    for fact in FACTS.values()
    if fact.name.startswith("address.")
}
CADASTRE = (
    "gid,kad_nomer,address_ru,squ,rka,tsn_ru,category_id,right_type_id,owner_iin,owner_bin,owner_since,owner_until\n"
    "1,99320072001,,,,,,,,,,\n"
)


def take_in(office: Office, write: Write, day: str = DAY, **changed: Sequence[Row]) -> dict[str, Report]:
    return {source: office.load(source, write(rows), day) for source, rows in ({**COUNTRY} | changed).items()}


def registers(office: Office) -> list[tuple[str, int, str]]:
    """What the registers believe and by which words, without the files in which these came."""
    with office.engine.begin() as connection:
        found = list(table_checksums(connection))
    return [one for one in found if one[0].startswith(("address.", "real_estate.", "crosswalk."))]


def reasons(report: Report) -> tuple[int, dict[str, int]]:
    return report.accepted, report.reasons


def suspicions(office: Office, source: str, *rows: Row) -> set[tuple[str, str | None]]:
    path = office.folder / "suspicious"
    path.write_bytes(as_json_lines(rows))
    found = list(explain(load_source(source), path, date(2024, 1, 1)))
    return {(one.code, one.field) for row in found if row.understood for one in row.understood.suspicions}


def test_the_same_content_in_either_format_is_the_same_register(office: Office, other_office: Office) -> None:
    for place, write in ((office, as_csv), (other_office, as_json_lines)):
        assert {report.quarantined for report in take_in(place, write).values()} == {0}
    assert registers(office) == registers(other_office)
    assert office.main_tables() == other_office.main_tables()
    with office.engine.begin() as connection:
        assert [fault for fault in faults(connection) if fault[1]] == []


def test_a_delivery_in_the_other_format_says_nothing_new(office: Office) -> None:
    take_in(office, as_csv)
    before = office.main_tables()
    reports = take_in(office, as_json_lines, LATER)
    assert {(report.accepted, report.ended) for report in reports.values()} == {(0, 0)}
    assert office.main_tables() == before


@WRITERS
def test_a_column_that_was_renamed_says_the_same_under_either_name(office: Office, write: Write) -> None:
    old = tuple(renamed(row, "s_geonim_id", "s_geonims_id") for row in BUILDINGS)
    take_in(office, write, ar_buildings=old)
    before = office.main_tables()
    assert len([row for row in before["address.building"] if "ar_geonyms/1" in row]) > 0
    report = office.load("ar_buildings", write(BUILDINGS), LATER)
    assert (report.duplicate, office.main_tables()) == (3, before)


@WRITERS
def test_rows_of_several_years_stand_in_one_file(office: Office, write: Write) -> None:
    mixed = (BUILDINGS[0], renamed(building(4, "14"), "s_geonim_id", "s_geonims_id"))
    report = take_in(office, write, ar_buildings=mixed)["ar_buildings"]
    assert (report.accepted, report.quarantined) == (2, 0)
    on = office.rows("SELECT number, geonym_id FROM address.building WHERE pointer <> 'PLOT' ORDER BY number")
    assert [number for number, _ in on] == ["12", "14"]
    assert len({geonym for _, geonym in on}) == 1


@WRITERS
def test_a_row_whose_old_and_new_column_disagree_is_quarantined(office: Office, write: Write) -> None:
    rows = (
        {**building(1), "s_geonims_id": 1},
        {**building(2), "s_geonims_id": 2},
        {**building(3), "s_geonims_id": 0},
        {**building(4, s_geonim_id=0), "s_geonims_id": 2},
    )
    report = take_in(office, write, ar_buildings=rows)["ar_buildings"]
    assert reasons(report) == (3, {"COLUMNS_DISAGREE": 1})
    assert office.rows("SELECT line FROM provenance.quarantine") == [(2 + (write is as_csv),)]


@WRITERS
def test_one_folder_holds_files_of_several_years_and_formats(
    office: Office, other_office: Office, write: Write
) -> None:
    other = as_json_lines if write is as_csv else as_csv
    take_in(office, as_csv)
    early = {
        "ar_units": [without(row, "d_ats_type_code") for row in UNITS],
        "ar_buildings": [renamed(row, "s_geonim_id", "s_geonims_id") for row in BUILDINGS],
    }
    for number, (source, rows) in enumerate(({**COUNTRY, **early}).items()):
        report = other_office.load(source, (write if number % 2 else other)(rows), DAY)
        assert report.quarantined == 0
    told = [
        {fact.name: place.facts(fact.name, VALUES[fact.name]) for fact in FACTS.values() if fact.name in VALUES}
        for place in (office, other_office)
    ]
    assert told[0] == told[1]


# Types by number, by code, by both


@WRITERS
def test_a_type_given_by_its_number_is_looked_up_in_the_dictionary(office: Office, write: Write) -> None:
    early = tuple(without(row, "d_ats_type_code") for row in UNITS)
    rooms = (without({**room(1, 1), "d_room_type_code": 200}, "d_room_type_id"), room(2, 2, d_room_type_id=1))
    houses = (
        without({**building(1, "12"), "d_buildings_pointer_id": 12}, "d_buildings_pointer_code"),
        building(2, "1"),
    )
    take_in(office, write, ar_units=early, ar_buildings=houses, ar_premises=rooms)
    assert office.rows("SELECT kind FROM address.unit_type ORDER BY 1") == [("REPUBLIC",), ("VILLAGE",)]
    assert office.rows("SELECT kind FROM address.geonym_type ORDER BY 1") == [("MICRODISTRICT",), ("STREET",)]
    assert office.rows("SELECT pointer FROM address.building WHERE number IN ('1', '12') ORDER BY 1") == [
        ("HOUSE",), ("STRUCTURE",),
    ]  # fmt: skip
    assert office.rows("SELECT kind FROM address.premises ORDER BY number") == [("OFFICE",), ("APARTMENT",)]


@WRITERS
def test_a_number_that_the_dictionary_does_not_have_is_quarantined_with_the_reason(
    office: Office, write: Write
) -> None:
    rows = (*GEONYMS, geonym(3, None, "Самал", 77))
    report = take_in(office, write, ar_geonyms=rows)["ar_geonyms"]
    assert reasons(report) == (2, {"UNKNOWN_IN_DICTIONARY": 1})
    assert office.one("SELECT reasons -> 0 ->> 1 FROM provenance.quarantine") == "kind"


def test_a_number_and_a_code_that_mean_different_types_are_quarantined(office: Office) -> None:
    report = take_in(office, as_csv, ar_units=(UNITS[0], unit(2, 1, "Асан", 7, d_ats_type_id=0)))["ar_units"]
    assert reasons(report) == (1, {"COLUMNS_DISAGREE": 1})


def test_until_its_dictionary_comes_a_number_means_what_the_source_itself_lists(office: Office) -> None:
    office.load("ar_units", as_csv(UNITS), DAY)
    assert office.load("ar_geonyms", as_csv(GEONYMS), DAY).quarantined == 0
    unlisted = without({**building(1), "d_buildings_pointer_id": 12}, "d_buildings_pointer_code")
    both = {**building(2, "2"), "d_buildings_pointer_id": 11}
    report = office.load("ar_buildings", as_json_lines((unlisted, both)), DAY)
    assert reasons(report) == (1, {"NO_DICTIONARY": 1})


def test_a_held_row_is_released_when_the_dictionary_has_come(office: Office) -> None:
    office.load("ar_units", as_csv(UNITS), DAY)
    office.load("ar_geonyms", as_csv(GEONYMS), DAY)
    row = without({**building(1), "d_buildings_pointer_id": 12}, "d_buildings_pointer_code")
    office.load("ar_buildings", as_json_lines((row,)), DAY)
    office.load("ar_pointers", as_json_lines(COUNTRY["ar_pointers"]), LATER)
    [waiting] = held(office.engine)
    release(office.engine, waiting.id, None, "somebody", 100)
    assert office.rows("SELECT pointer FROM address.building") == [("STRUCTURE",)]


def test_a_number_means_what_its_dictionary_said_on_the_day_of_the_file(office: Office) -> None:
    office.load("ar_geonym_types", as_csv((entry(1, 1, "Улица"), entry(3, 3, "Квартал"))), DAY)
    office.load("ar_geonym_types", as_csv((entry(1, 1, "Улица"), entry(3, 3, "Микрорайон"))), LAST)
    office.load("ar_units", as_csv(UNITS), DAY)
    office.load("ar_geonyms", as_csv(GEONYMS), LATER)
    assert office.rows("SELECT kind FROM address.geonym_type ORDER BY 1") == [("BLOCK",), ("STREET",)]
    office.load("ar_geonyms", as_json_lines((*GEONYMS, geonym(3, None, "Самал", 3))), "2024-04-01")
    assert office.rows("SELECT kind, count(*) FROM address.geonym_type GROUP BY 1 ORDER BY 1") == [
        ("BLOCK", 1), ("MICRODISTRICT", 1), ("STREET", 1),
    ]  # fmt: skip


def test_an_entry_in_use_explains_a_code_before_one_that_is_not(office: Office) -> None:
    words = (entry(1, 5, "Строение", actual=False), entry(2, 5, "дом"), entry(3, 6, "дом"), entry(4, 6, "Здание"))
    office.load("ar_pointers", as_csv(words), DAY)
    office.load("ar_units", as_csv(UNITS), DAY)
    houses = (building(1, d_buildings_pointer_code=5), building(2, "2", d_buildings_pointer_code=6))
    assert reasons(office.load("ar_buildings", as_csv(houses), DAY)) == (1, {"DOUBTFUL_IN_DICTIONARY": 1})
    assert office.rows("SELECT pointer FROM address.building") == [("HOUSE",)]


def test_words_of_a_dictionary_are_read_whatever_hand_or_font_wrote_them(office: Office) -> None:
    written = ("УЛИЦА", "улицa", "Посёлок\u00a0", "ПОСЕЛОК", "выселки")
    path = office.folder / "words"
    path.write_bytes(as_json_lines([entry(number, number, word) for number, word in enumerate(written)]))
    for source, kinds in (
        ("ar_geonym_types", ["STREET", "STREET", "OTHER", "OTHER", "OTHER"]),
        ("ar_unit_types", ["OTHER", "OTHER", "TOWNSHIP", "TOWNSHIP", "OTHER"]),
    ):
        found = explain(load_source(source), path, date(2024, 1, 1))
        assert [row.understood.fields["kind"] for row in found if row.understood] == kinds


# Plots


@WRITERS
def test_a_plot_has_an_address_of_its_own_and_gives_it_to_the_plot_of_the_cadastre(
    office: Office, write: Write
) -> None:
    take_in(office, write)
    # the cadastre comes later: what waited for its number is heard then
    office.load("egkn", CADASTRE.encode(), DAY)
    assert office.rows("""
        SELECT n.cadastral_number, c.rka, b.number, b.pointer FROM real_estate.plot_address p
          JOIN real_estate.cadastral_number n USING (plot_id)
          JOIN address.address_code c USING (address_id) JOIN address.building b USING (address_id)
    """) == [("99-320-072-001", "9930000000000001", "7", "PLOT")]


def test_the_address_of_a_plot_is_composed_with_its_word(office: Office) -> None:
    take_in(office, as_json_lines)
    with office.engine.connect() as connection:
        [address] = [
            row[0] for row in office.rows("SELECT address_id FROM address.address_code WHERE rka LIKE '993%1'")
        ]
        composed = compose(connection, [int(str(address))], date(2024, 6, 1))
    [whole] = composed.values()
    assert whole.full("ru") == "Республика Казахстан, село Асан, улица Абай, земельный участок 7"
    assert whole.full("kk") == "Қазақстан Республикасы, Асан ауылы, Абай көшесі, жер учаскесі 7"


@WRITERS
def test_a_house_by_a_highway_is_numbered_by_its_kilometre(office: Office, write: Write) -> None:
    by_highway = (
        building(1, "", distance="172"), building(2, "", distance=172.5), building(3, "", distance="0172.0"),
        building(4, "5", distance=172), building(5, "", distance="0.0"), building(6, "", distance="далеко"), building(7, ""),
    )  # fmt: skip
    report = take_in(office, write, ar_buildings=by_highway)["ar_buildings"]
    assert (report.accepted, report.quarantined, report.reasons) == (4, 3, {"MISSING_FIELD": 3})
    numbers = office.rows("SELECT number, count(*) FROM address.building WHERE pointer = 'HOUSE' GROUP BY 1 ORDER BY 1")
    assert numbers == [("172 км", 2), ("172.5 км", 1), ("5", 1)]


# Real defects


@WRITERS
def test_a_thing_inside_itself_is_noted_and_lies_where_the_rest_says(office: Office, write: Write) -> None:
    reports = take_in(
        office, write, ar_geonyms=(GEONYMS[0], geonym(2, 2, "МИКРОРАЙОН Мирас", 3)),
        ar_units=(UNITS[0], unit(2, 2, "Асан", 7)), ar_buildings=(building(1, "12", parent_id=1),),
    )  # fmt: skip
    assert {reports[name].quarantined for name in ("ar_units", "ar_geonyms", "ar_buildings")} == {0}
    assert office.one("SELECT count(*) FROM address.geonym_place WHERE parent_id IS NOT NULL") == 0
    assert office.one("SELECT count(*) FROM address.unit_parent") == 0
    assert suspicions(office, "ar_geonyms", geonym(2, 2, "Мирас", 3)) == {("INSIDE_ITSELF", "parent_id")}


@WRITERS
def test_a_building_that_is_nowhere_is_quarantined(office: Office, write: Write) -> None:
    nowhere = building(9, "3", s_ats_id=0, s_geonim_id=None, s_ground_id=1)
    alone = building(10, "3", s_ats_id=None, s_geonim_id=None, parent_id=10)
    report = take_in(office, write, ar_buildings=(building(1), nowhere, alone))["ar_buildings"]
    assert reasons(report) == (1, {"NO_PLACE": 2})


def noted(office: Office) -> tuple[int, int]:
    """Places inside something unknown, and circles of places."""
    with office.engine.begin() as connection:
        found = dict(notes(connection))
    return found["places inside something no record describes"], found["circles of places, each inside the next"]


@WRITERS
def test_orphans_and_circles_are_told_of_the_whole_register(office: Office, write: Write) -> None:
    take_in(office, write)
    assert noted(office) == (0, 0)
    lost = (*GEONYMS, geonym(3, 4, "Самал"), geonym(4, 5, "Самал-2"), geonym(5, 3, "Самал-3"), geonym(6, 3, "Тупик"))
    office.load("ar_geonyms", write(lost), LATER)
    office.load("ar_buildings", write((*BUILDINGS, building(8, "3", s_geonim_id=99, s_ats_id=98))), LATER)
    office.load("ar_premises", write((*ROOMS, room(9, 77))), LATER)
    assert noted(office) == (3, 1)
    with office.engine.begin() as connection:
        assert [fault for fault in faults(connection) if fault[1]] == []


def test_odd_letters_are_noted_and_kept(office: Office) -> None:
    take_in(office, as_json_lines)
    names = {
        "КӨШЕCI": "LOOK_ALIKE_LETTERS",
        "Мəңгілік Ел": "LOOK_ALIKE_LETTERS",
        "Јуезов": "LEGACY_LETTERS",
        "РАЙОН БАЙ?О?ЫР": "LOST_LETTERS",
        "8\u00a0марта": "NO_BREAK_SPACE",
    }
    for name, code in names.items():
        for source, row in (("ar_geonyms", geonym(1, None, name)), ("ar_units", unit(1, None, name, 7))):
            found = suspicions(office, source, row)
            assert found == {(code, "name_ru"), (code, "name_kk")}
    for name in ("Абай", "Әл-Фараби", "Е356", "мкр. Кок-тем 2", "Café", "Что?"):
        assert {code for code, _ in suspicions(office, "ar_geonyms", geonym(1, None, name))} <= (
            {"LOST_LETTERS"} if name == "Что?" else set()
        )
    office.load("ar_geonyms", as_json_lines((geonym(1, None, "КӨШЕCI"),)), LATER)
    assert ("КӨШЕCI",) in office.rows("SELECT name FROM address.geonym_name")


@WRITERS
def test_a_row_of_another_index_is_quarantined(office: Office, write: Write) -> None:
    rows = ({**building(1), "_index": "s_buildings"}, {**building(2), "_index": "s_pb"}, building(3))
    report = take_in(office, write, ar_buildings=rows)["ar_buildings"]
    assert reasons(report) == (2, {"UNKNOWN_CODE": 1})
    grounds = ({**ground(1, "7"), "_index": "s_grounds_new", "_id": "x"}, {**ground(2, "8"), "_index": "s_buildings"})
    assert reasons(office.load("ar_grounds", write(grounds), LATER))[1] == {"UNKNOWN_CODE": 1}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'[{"id": 1}]', "NOT_JSON_LINES"),
        (b'{"totalCount": 1, "data": [{"id": 1}]}', None),
        (b"id,number\n1,2\n", "MISSING_COLUMN"),
        (b"", "EMPTY_FILE"),
        (b"\xff\xfe{\x00", "WRONG_ENCODING"),
        (b"\x1f\x8b\x08broken", "TRUNCATED_GZIP"),
    ],
)
def test_a_file_in_neither_format_is_refused_as_what_it_is(office: Office, content: bytes, code: str | None) -> None:
    if code is None:
        report = office.load("ar_buildings", content, DAY)
        assert (report.accepted, report.quarantined) == (0, 1)
        return
    with pytest.raises(BrokenFile) as refused:
        office.load("ar_buildings", content, DAY)
    assert refused.value.code == code


def test_a_dictionary_that_was_wrong_is_put_right_and_the_rows_are_read_again(office: Office) -> None:
    wrong = office.load("ar_geonym_types", as_csv((entry(1, 1, "Улица"), entry(3, 3, "Квартал"))), DAY)
    office.load("ar_units", as_csv(UNITS), DAY)
    office.load("ar_geonyms", as_csv(GEONYMS), DAY)
    office.withdraw(wrong.delivery)
    office.load("ar_geonym_types", as_json_lines(COUNTRY["ar_geonym_types"]), DAY)
    read = reapply(office.engine, load_source("ar_geonyms"), 100, Silence())
    assert read == {"statements": 2, "changed": 1, "unreadable": 0}
    assert office.rows("SELECT kind FROM address.geonym_type ORDER BY 1") == [("MICRODISTRICT",), ("STREET",)]
