"""Acts that divide units and streets, join them, or give a street its first name: the day before, of and after."""

from collections.abc import Iterable

import pytest
from sqlalchemy import text

from loaders.act_outcomes import list_outcomes
from tests.loaders.naming import (
    AVENUE,
    BALKHASH_ACT,
    LANE,
    MICRODISTRICT,
    Street,
    Town,
    act_row,
    cards,
    renamings,
    streets,
)
from tests.loaders.offices import Office
from tests.loaders.papers import unit
from tests.loaders.papers import units as coded_units

FIRST_DAY, DAY_BEFORE, DAY_AFTER = "2021-05-01", "2021-04-30", "2021-05-02"
DAYS = (DAY_BEFORE, FIRST_DAY, DAY_AFTER)
FIRST_EXTRACT, SECOND_EXTRACT = "2020-01-01", "2022-01-01"
REGION = "Туркестанская область"
OTHER_ACT = BALKHASH_ACT.replace("26419", "26420")
OLD = (unit(1, 0, "Республика Казахстан", "990000000"), unit(2, 1, "Туркестанская область", "996000000"),
       unit(3, 2, "Мактааральский район", "996100000"), unit(4, 3, "село Асан", "996130100"),
       unit(5, 3, "село Усен", "996130200"))  # fmt: skip
PART = unit(6, 2, "Жетысайский район", "996200000")
OTHER_PART = unit(7, 2, "Келесский район", "996300000")


def district(old: str, new: str, **others: str) -> dict[str, str]:
    return act_row(old, new, kind="district_split", place=REGION, published_on="2021-04-20") | others


SPLIT_OFF = (district("Мактааральский район", "Жетысайский район"),
             district("Мактааральский район", "Мактааральский район"))  # fmt: skip


def extracts(office: Office, *later: str, earlier: Iterable[str] = OLD) -> None:
    office.load("ar_units", coded_units(*earlier), FIRST_EXTRACT)
    office.load("ar_units", coded_units(*later), SECOND_EXTRACT)


def act(office: Office, *rows: dict[str, str]) -> dict[str, int]:
    return office.load("renamings", renamings(*rows), "2023-01-01").outcomes


def unit_on(office: Office, key: str, day: str) -> tuple[object, ...] | None:
    """Russian name, code and parent of a unit on a day; None where it is not there."""
    found = office.rows(_UNIT, key=key, day=day)
    return found[0] if found else None


def links(office: Office, register: str = "unit") -> list[tuple[object, ...]]:
    """What came of what by which operation from when: by the numbers in the extracts."""
    return office.rows(_LINKS.format(register=register))


def done(office: Office, key: str, register: str = "unit") -> list[tuple[object, ...]]:
    return office.rows(_OPERATIONS.format(register=register), key=key)


def test_what_splits_off_is_there_from_the_first_day_and_the_whole_goes_on(office: Office) -> None:
    extracts(office, *OLD, PART)
    assert unit_on(office, "6", DAY_AFTER) is None
    assert act(office, *SPLIT_OFF) == {"TAKES_EFFECT": 2}
    assert [unit_on(office, "6", day) for day in (*DAYS, SECOND_EXTRACT)] == [
        None, ("Жетысайский район", None, "2"), ("Жетысайский район", None, "2"), ("Жетысайский район", "996200000", "2"),
    ]  # fmt: skip
    assert {unit_on(office, "3", day) for day in DAYS} == {("Мактааральский район", "996100000", "2")}
    assert links(office) == [("6", "3", "SPLIT", f"[{FIRST_DAY},)", "STATED")]
    assert done(office, "3") == done(office, "6") == [("SPLIT", FIRST_DAY)]


def test_what_is_no_part_of_itself_ends_when_it_is_split(office: Office) -> None:
    extracts(office, *OLD[:2], *OLD[3:], PART, OTHER_PART)
    rows = (district("Мактааральский район", "Жетысайский район"), district("Мактааральский район", "Келесский район"))
    assert act(office, *rows) == {"TAKES_EFFECT": 2}
    assert [unit_on(office, "3", day) for day in DAYS] == [("Мактааральский район", "996100000", "2"), None, None]
    assert [unit_on(office, "7", day) for day in DAYS] == [None, *[("Келесский район", None, "2")] * 2]
    assert [line[:3] for line in links(office)] == [("6", "3", "SPLIT"), ("7", "3", "SPLIT")]
    assert done(office, "3") == [("SPLIT", FIRST_DAY)]


def test_a_withdrawn_split_leaves_what_the_extracts_say(office: Office) -> None:
    extracts(office, *OLD[:2], *OLD[3:], PART, OTHER_PART)
    before = office.main_tables()
    rows = (district("Мактааральский район", "Жетысайский район"), district("Мактааральский район", "Келесский район"))
    office.withdraw(office.load("renamings", renamings(*rows), "2023-01-01").delivery)
    assert office.main_tables() == before


def test_a_split_that_comes_before_its_parts_waits_for_them(office: Office) -> None:
    office.load("ar_units", coded_units(*OLD), FIRST_EXTRACT)
    report = office.load("renamings", renamings(*SPLIT_OFF), "2023-01-01")
    assert report.outcomes == {"HELD:OTHER_NOT_FOUND": 1, "HELD:SPLIT_INCOMPLETE": 1}
    assert done(office, "3") == []
    office.load("ar_units", coded_units(*OLD, PART), SECOND_EXTRACT)
    assert links(office) == [("6", "3", "SPLIT", f"[{FIRST_DAY},)", "STATED")]


def test_an_act_whose_words_name_nothing_any_more_stops_no_load_of_what_they_named(office: Office) -> None:
    extracts(office, *OLD, PART)
    act(office, *SPLIT_OFF)
    with office.engine.begin() as connection:
        connection.execute(text(_NAMELESS), {"name": "Жетысайский район"})
    office.load("ar_units", coded_units(*OLD, unit(6, 2, "Жетысайский округ", "996200000")), "2023-06-01")
    assert unit_on(office, "6", "2023-06-02") == ("Жетысайский округ", "996200000", "2")
    assert links(office) == []


@pytest.mark.parametrize(
    ("published", "day_before", "first_day"),
    [("2021-07-20", "2021-07-30", "2021-07-31"), ("2020-07-20", "2020-07-30", "2020-07-31")],
)
def test_a_corrected_day_moves_the_split(office: Office, published: str, day_before: str, first_day: str) -> None:
    extracts(office, *OLD, PART)
    act(office, *SPLIT_OFF)
    office.load("act_cards", cards(("V21K0026419", published)), "2023-02-01")
    assert [unit_on(office, "6", day) for day in (day_before, first_day)] == [None, ("Жетысайский район", None, "2")]
    assert links(office) == [("6", "3", "SPLIT", f"[{first_day},)", "STATED")]


@pytest.mark.parametrize(
    ("other", "outcomes"),
    [
        ("село", {"TAKES_EFFECT": 2, "HELD:NAME_NOT_FOUND": 1}),
        ("", {"HELD:SPLIT_INCOMPLETE": 2, "HELD:NAME_NOT_FOUND": 1}),
    ],
)
def test_the_split_of_a_village_is_another_than_that_of_the_district_of_its_name(
    office: Office, other: str, outcomes: dict[str, int]
) -> None:
    """History 87745: the village is nowhere; the district is divided all the same, where the act says which is meant."""
    extracts(office, *OLD, PART)
    village = district(f"{other} Мактааральский".strip(), "село Асан")
    assert act(office, *SPLIT_OFF, village) == outcomes
    assert (unit_on(office, "6", FIRST_DAY) is not None) == (other == "село")


HELD: dict[str, tuple[tuple[dict[str, str], ...], dict[str, int]]] = {
    "a single part": ((district("Мактааральский район", "Жетысайский район"),), {"HELD:SPLIT_INCOMPLETE": 1}),
    "the whole alone": ((district("Мактааральский район", "Мактааральский район"),), {"HELD:SPLIT_INCOMPLETE": 1}),
    "a part that is nowhere": (
        (*SPLIT_OFF, district("Мактааральский район", "Мырзакентский район")),
        {"HELD:SPLIT_INCOMPLETE": 2, "HELD:OTHER_NOT_FOUND": 1},
    ),
    "a split and a new name": (
        (*SPLIT_OFF, district("Мактааральский район", "район Жаңа", kind="city_district_rename")),
        {"HELD:CONTRADICTED": 3},
    ),
}


@pytest.mark.parametrize("case", HELD)
def test_a_split_counts_as_a_whole_or_not_at_all(office: Office, case: str) -> None:
    rows, outcomes = HELD[case]
    extracts(office, *OLD, PART)
    assert act(office, *rows) == outcomes
    assert links(office) == []
    assert unit_on(office, "3", DAY_AFTER) == ("Мактааральский район", "996100000", "2")


def test_a_region_that_districts_move_under_split_off_from_where_they_lay(office: Office) -> None:
    region = unit(8, 1, "область Абай", "997000000")
    extracts(office, *OLD[:2], unit(3, 8, "Мактааральский район", "996100000"), *OLD[3:], region)
    row = act_row("Мактааральский район", "область Абай", kind="region_split", place=REGION, published_on="2021-04-20")
    assert act(office, row) == {"TAKES_EFFECT": 1}
    assert [unit_on(office, "3", day) for day in DAYS] == [
        ("Мактааральский район", "996100000", parent) for parent in ("2", "8", "8")
    ]
    assert [unit_on(office, "8", day) for day in DAYS] == [None, *[("область Абай", None, "1")] * 2]
    assert links(office) == [("8", "2", "SPLIT", f"[{FIRST_DAY},)", "STATED")]
    assert done(office, "3") == [("MOVED", FIRST_DAY)]


MOVES: dict[str, tuple[str, str]] = {
    "Жетысайский район": ("6", "TAKES_EFFECT"),
    "Мырзакентский район": ("3", "HELD:OTHER_NOT_FOUND"),
}


@pytest.mark.parametrize("name", MOVES)
def test_an_act_that_renames_what_it_names_means_the_same_when_it_is_read_again(office: Office, name: str) -> None:
    """Seed 8 of the register's histories: a village moves under a district that gets another name on that very day."""
    parent, outcome = MOVES[name]
    office.load("ar_units", coded_units(*OLD, PART), FIRST_EXTRACT)
    renamed = [
        district("Жетысайский район", new, kind="city_district_rename", lang=language)
        for language, new in (("ru", "Мырзакентский район"), ("kk", "Мырзакент ауданы"))
    ]
    moved = act_row("село Асан", name, kind="region_split", place="", published_on="2021-04-20")
    report = office.load("renamings", renamings(*renamed, moved), "2023-01-01")
    for day in ("2023-02-01", "2023-03-01"):
        office.load("act_cards", cards(("V21K0026419", "2021-04-20")), day)
        told = [one.outcome for one in list_outcomes(office.engine, report.delivery)]
        assert told == ["TAKES_EFFECT", "TAKES_EFFECT", outcome]
        assert [unit_on(office, "4", one) for one in DAYS] == [
            ("село Асан", "996130100", above) for above in ("3", parent, parent)
        ]


def merged(office: Office) -> None:
    office.load("ar_units", coded_units(*OLD), FIRST_EXTRACT)
    row = act_row("село Асан", "село Усен", kind="settlement_abolish_merge", place=f"{REGION}, Мактааральский район")
    assert act(office, row | {"published_on": "2021-04-20"}) == {"TAKES_EFFECT": 1}


def test_all_that_a_merged_unit_had_ends_on_the_first_day_of_the_act(office: Office) -> None:
    merged(office)
    assert [unit_on(office, "4", day) for day in DAYS] == [("село Асан", "996130100", "3"), None, None]
    for fact in ("existence", "code", "type", "parent", "name"):
        ended = office.rows(_BOUNDS.format(fact=fact), key="4")
        assert set(ended) == {(f"(,{FIRST_DAY})", "STATED")}, fact
    assert {unit_on(office, "5", day) for day in DAYS} == {("село Усен", "996130200", "3")}
    assert links(office) == [("5", "4", "MERGED", f"[{FIRST_DAY},)", "STATED")]
    assert done(office, "4") == done(office, "5") == [("MERGED", FIRST_DAY)]


@pytest.mark.parametrize("later", [OLD, (*OLD[:3], *OLD[4:])])
def test_later_extracts_do_not_bring_back_what_an_act_merged(office: Office, later: tuple[str, ...]) -> None:
    merged(office)
    office.load("ar_units", coded_units(*later), SECOND_EXTRACT)
    assert [unit_on(office, "4", day) for day in (*DAYS, "2024-01-01")] == [
        ("село Асан", "996130100", "3"), None, None, None,
    ]  # fmt: skip
    assert done(office, "4") == [("MERGED", FIRST_DAY)]


def test_the_code_of_a_merged_unit_may_be_given_to_another(office: Office) -> None:
    merged(office)
    office.load("ar_units", coded_units(*OLD[:3], OLD[4], unit(9, 3, "село Жаңа", "996130100")), SECOND_EXTRACT)
    assert [unit_on(office, "9", day) for day in (DAY_AFTER, SECOND_EXTRACT)] == [None, ("село Жаңа", "996130100", "3")]
    assert unit_on(office, "4", DAY_BEFORE) == ("село Асан", "996130100", "3")


JOINED = streets(Street("1", "1-я Советов"), Street("2", "2-я Советов"), Street("3", "Абая", AVENUE))


def street_act(old: str, new: str, kind: str, **others: str) -> dict[str, str]:
    return act_row(old, new, kind=kind, published_on="2021-04-20") | others


def test_streets_are_joined_into_one_that_the_next_extract_brings(office: Office) -> None:
    town = Town(office, JOINED)
    office.load("ar_geonyms", streets(Street("3", "Абая", AVENUE), Street("4", "Генерал Бәкіров")), SECOND_EXTRACT)
    rows = [street_act(f"ул. {n}-я Советов", "ул. Генерал Бәкіров", "street_merge") for n in (1, 2)]
    assert act(office, *rows) == {"TAKES_EFFECT": 2}
    assert town.names_on(DAY_BEFORE) == {"1": "1-я Советов", "2": "2-я Советов", "3": "Абая"}
    assert town.names_on(FIRST_DAY) == town.names_on(DAY_AFTER) == {"3": "Абая", "4": "Генерал Бәкіров"}
    assert links(office, "geonym") == [
        ("4", key, "MERGED", f"[{FIRST_DAY},)", "STATED") for key in ("1", "2")
    ]  # fmt: skip
    place = "SELECT DISTINCT valid_time::text FROM address.geonym_place WHERE unit_id IS NOT NULL ORDER BY 1"
    assert office.rows(place) == [("(,)",), (f"(,{FIRST_DAY})",), (f"[{FIRST_DAY},)",)]


@pytest.mark.parametrize("new", ["продолжение проспекта Абая", "Абай даңғылының жалғасы"])
def test_a_street_that_becomes_the_continuation_of_another_is_merged_into_it(office: Office, new: str) -> None:
    town = Town(office, JOINED)
    assert act(office, street_act("улица 1-я Советов", new, "street_rename")) == {"TAKES_EFFECT": 1}
    assert town.names_on(FIRST_DAY) == {"2": "2-я Советов", "3": "Абая"}
    assert [line[:3] for line in links(office, "geonym")] == [("3", "1", "MERGED")]
    assert done(office, "1", "geonym") == [("MERGED", FIRST_DAY)]


def test_a_street_is_split_into_itself_and_another(office: Office) -> None:
    town = Town(office, streets(Street("1", "Ленина")))
    office.load("ar_geonyms", streets(Street("1", "Ленина"), Street("2", "Самал")), SECOND_EXTRACT)
    rows = [street_act("улица Ленина", new, "street_split") for new in ("улица Ленина", "улица Самал")]
    assert act(office, *rows) == {"TAKES_EFFECT": 2}
    assert town.names_on(DAY_BEFORE) == {"1": "Ленина"}
    assert town.names_on(FIRST_DAY) == town.names_on(DAY_AFTER) == {"1": "Ленина", "2": "Самал"}
    assert links(office, "geonym") == [("2", "1", "SPLIT", f"[{FIRST_DAY},)", "STATED")]


def test_what_an_act_founds_has_its_kind_before_it_is_met_and_may_be_joined_again(office: Office) -> None:
    """History 494: the extract comes after both acts and still has the street."""
    town = Town(office, streets(Street("1", "Ленина")))
    office.load("ar_geonyms", streets(Street("1", "Ленина"), Street("2", "Самал", AVENUE)), SECOND_EXTRACT)
    rows = [street_act("улица Ленина", new, "street_split") for new in ("улица Ленина", "проспект Самал")]
    assert act(office, *rows) == {"TAKES_EFFECT": 2}
    kinds = office.rows("SELECT kind, valid_time::text FROM address.geonym_type WHERE kind = 'AVENUE'")
    assert kinds == [("AVENUE", f"[{FIRST_DAY},)")]
    again = street_act(
        "проспект Самал", "улица Ленина", "street_merge", published_on="2021-06-20", source_url=OTHER_ACT
    )
    assert office.load("renamings", renamings(again), "2023-02-01").outcomes == {"TAKES_EFFECT": 1}
    assert [town.names_on(day) for day in ("2021-06-30", "2021-07-01")] == [
        {"1": "Ленина", "2": "Самал"},
        {"1": "Ленина"},
    ]


def test_several_streets_named_in_one_breath_are_held(office: Office) -> None:
    Town(office, JOINED)
    row = street_act("улицы 1-я Советов и 2-я Советов", "улица Бәкіров", "street_rename")
    assert act(office, row) == {"HELD:SEVERAL_OLD_NAMES": 1}


NAMELESS: dict[str, tuple[tuple[Street, ...], str, str | None]] = {
    "the only one": ((Street("1", "Ленина"), Street("2", "")), "(безымянная улица)", "2"),
    "in Kazakh words": ((Street("1", "Ленина"), Street("2", "")), "(атауы жоқ көше)", "2"),
    "without a word": ((Street("1", "Ленина"), Street("2", "")), "", "2"),
    "the only one of its kind": ((Street("1", "", LANE), Street("2", "")), "(безымянный переулок)", "1"),
    "that of the microdistrict": (
        (Street("9", "Коктем", MICRODISTRICT), Street("1", ""), Street("2", "", parent="9")),
        "(мкр. Коктем, безымянная улица)", "2",
    ),
    "a name that says so": ((Street("1", "Безымянная"), Street("2", "")), "улица Безымянная", "1"),
    "two of them": ((Street("1", ""), Street("2", "")), "(безымянная улица)", None),
}  # fmt: skip


@pytest.mark.parametrize("case", NAMELESS)
def test_a_street_without_a_name_gets_its_first_where_there_is_but_one(office: Office, case: str) -> None:
    register, old, key = NAMELESS[case]
    town = Town(office, streets(*register))
    before = town.names_on(DAY_BEFORE)
    outcome = act(office, street_act(old, "улица Байқоңыр", "street_naming_unnamed"))
    assert outcome == ({"HELD:NAME_AMBIGUOUS": 1} if key is None else {"TAKES_EFFECT": 1})
    assert town.names_on(DAY_BEFORE) == before
    assert town.names_on(FIRST_DAY) == town.names_on(DAY_AFTER) == before | ({} if key is None else {key: "Байқоңыр"})
    assert key is None or done(office, key, "geonym") == [("RENAMED", FIRST_DAY)]


def test_two_first_names_for_one_street_are_both_held(office: Office) -> None:
    Town(office, streets(Street("1", "")))
    rows = [street_act("(безымянная улица)", new, "street_naming_unnamed") for new in ("улица Наурыз", "улица Алтын")]
    assert act(office, *rows) == {"HELD:CONTRADICTED": 2}


def test_a_first_name_waits_for_its_street_and_is_held_again_when_there_are_two(office: Office) -> None:
    town = Town(office, streets(Street("1", "Ленина")))
    row = street_act("(безымянная улица)", "улица Наурыз", "street_naming_unnamed")
    report = office.load("renamings", renamings(row), "2023-01-01")
    assert report.outcomes == {"HELD:NAME_NOT_FOUND": 1}
    office.load("ar_geonyms", streets(Street("1", "Ленина"), Street("2", "")), "2020-06-01")
    assert town.outcomes(report) == {"TAKES_EFFECT": 1}
    office.load("ar_geonyms", streets(Street("1", "Ленина"), Street("2", ""), Street("3", "")), "2020-09-01")
    assert town.outcomes(report) == {"HELD:NAME_AMBIGUOUS": 1}


_OF = """
    JOIN crosswalk.membership {m} ON {m}.entity_id = {id} AND {m}.register = 'address.{{register}}' AND {m}.founding
    JOIN provenance.record {r} ON {r}.id = {m}.record_id
"""
_NAMELESS = """
    UPDATE provenance.reading SET reading = jsonb_set(reading, '{l,4}', 'null') WHERE reading -> 'l' ->> 4 = :name
"""
_UNIT = f"""
    SELECT n.name, c.kato, (SELECT o.key FROM address.unit_parent p {_OF.format(m="m", r="o", id="p.parent_id")}
                             WHERE p.unit_id = e.unit_id AND p.valid_time @> CAST(:day AS date))
      FROM address.unit_existence e {_OF.format(m="m", r="r", id="e.unit_id")}
      LEFT JOIN address.unit_name n ON n.unit_id = e.unit_id AND n.language = 'ru' AND n.valid_time @> CAST(:day AS date)
      LEFT JOIN address.unit_code c ON c.unit_id = e.unit_id AND c.valid_time @> CAST(:day AS date)
     WHERE r.key = :key AND e.valid_time @> CAST(:day AS date)
""".format(register="unit")
_BOUNDS = f"""
    SELECT t.valid_time::text, t.ends_basis FROM address.unit_{{fact}} t
      {_OF.format(m="m", r="r", id="t.unit_id").format(register="unit")} WHERE r.key = :key
"""
_LINKS = f"""
    SELECT n.key, o.key, p.operation, p.valid_time::text, p.starts_basis FROM address.{{register}}_predecessor p
      {_OF.format(m="a", r="n", id="p.{register}_id")} {_OF.format(m="b", r="o", id="p.predecessor_id")} ORDER BY 1, 2
"""
_OPERATIONS = f"""
    SELECT p.operation, lower(p.valid_time)::text FROM address.{{register}}_operation p
      {_OF.format(m="m", r="r", id="p.{register}_id")} WHERE r.key = :key ORDER BY 2, 1
"""
