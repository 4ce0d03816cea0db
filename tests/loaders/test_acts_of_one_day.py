"""Acts that take effect on one day are read as one decree: which of them came first is not asked."""

from collections.abc import Sequence
from itertools import permutations

import pytest

from loaders.act_outcomes import outcomes_of
from tests.loaders.naming import BALKHASH_ACT, KARAGANDY, Street, Town, act_row, balkhash, cards, renamings, streets
from tests.loaders.offices import Office
from tests.loaders.papers import units as coded_units
from tests.loaders.test_acts_by_code import COLUMNS as NAMING_COLUMNS
from tests.loaders.test_divided_and_joined import DAYS, OLD, PART, SECOND_EXTRACT, done, links, unit_on

DAY_BEFORE, FIRST_DAY = DAYS[0], DAYS[1]
OTHER_ACT = BALKHASH_ACT.replace("26419", "26420")
PUBLISHED = "2021-04-20"
BEFORE = {"1": "Ленина", "2": "Абая"}


def one(old: str, new: str, **others: str) -> dict[str, str]:
    return act_row(old, new, published_on=PUBLISHED) | others


def other(old: str, new: str, **others: str) -> dict[str, str]:
    """Of another act of that day."""
    return one(old, new, source_url=OTHER_ACT, **others)


def arrive(office: Office, rows: Sequence[dict[str, str]]) -> dict[str, str]:
    """Each row as a delivery of its own; the outcome of each by its old and new name."""
    for number, row in enumerate(rows, start=1):
        office.load("renamings", renamings(row), f"2022-01-{number:02d}")
    return outcomes(office)


def outcomes(office: Office) -> dict[str, str]:
    rows = office.rows("SELECT id FROM provenance.delivery WHERE state = 'APPLIED' ORDER BY id")
    words = office.rows(_WORDS)
    with office.engine.connect() as connection:
        told = {number: outcomes_of(connection, number) for (number,) in rows if isinstance(number, int)}
    return {str(row[1]): ", ".join(told[row[0]]) for row in words if isinstance(row[0], int) and row[0] in told}


_WORDS = """
    SELECT s.delivery_id, concat_ws(' → ', g.reading -> 'l' ->> 3, g.reading -> 'l' ->> 4)
      FROM provenance.statement s JOIN provenance.reading g ON g.statement_id = s.id
     WHERE g.reading ? 'l' ORDER BY s.id
"""
TAKEOVER = (one("улица Ленина", "улица Абай"), other("улица Абая", "улица Ынтымақ"))


@pytest.mark.parametrize("rows", list(permutations(TAKEOVER)))
def test_a_takeover_spread_over_two_acts_of_one_day_is_answered_like_one(
    office: Office, rows: tuple[dict[str, str], ...]
) -> None:
    town = Town(office, balkhash())
    assert set(arrive(office, rows).values()) == {"TAKES_EFFECT"}
    assert [town.names_on(day) for day in DAYS] == [BEFORE, *[{"1": "Абай", "2": "Ынтымақ"}] * 2]


@pytest.mark.parametrize(
    "rows", list(permutations((one("улица Ленина", "улица Абай"), other("ул. Ленина", "улица Мира"))))
)
def test_two_acts_of_one_day_that_give_one_street_two_names_are_both_held(
    office: Office, rows: tuple[dict[str, str], ...]
) -> None:
    town = Town(office, balkhash())
    assert set(arrive(office, rows).values()) == {"HELD:CONTRADICTED"}
    assert {str(town.names_on(day)) for day in DAYS} == {str(BEFORE)}


def test_what_contradicts_no_more_takes_effect(office: Office) -> None:
    """The other act is of another day after all, or is withdrawn."""
    town = Town(office, balkhash())
    rows = (one("улица Ленина", "улица Абай"), other("ул. Ленина", "улица Мира"))
    assert set(arrive(office, rows).values()) == {"HELD:CONTRADICTED"}
    card = office.load("act_cards", cards(("V21K0026420", "2021-06-20")), "2022-02-01")
    assert [town.names_on(day)["1"] for day in (DAY_BEFORE, FIRST_DAY)] == ["Ленина", "Абай"]
    office.withdraw(card.delivery)
    assert town.names_on(FIRST_DAY) == BEFORE
    office.withdraw(
        int(str(office.one("SELECT min(delivery_id) FROM provenance.statement WHERE words::text LIKE '%Мира%'")))
    )
    assert [town.names_on(day)["1"] for day in (DAY_BEFORE, FIRST_DAY)] == ["Ленина", "Абай"]


VILLAGE = "Карагандинская область, Шетский район"
ABOLISHED = (
    one("село Балхаш", "", kind="settlement_abolish", place=VILLAGE),
    other("село Балхаш", "село Тасты", kind="settlement_rename", place=VILLAGE),
)


@pytest.mark.parametrize("rows", list(permutations(ABOLISHED)))
def test_a_village_that_one_act_abolishes_and_another_renames_on_that_day_is_held(
    office: Office, rows: tuple[dict[str, str], ...]
) -> None:
    Town(office, balkhash())
    assert set(arrive(office, rows).values()) == {"HELD:CONTRADICTED"}


REGION = "Туркестанская область"
MOVES = {"Жетысайский район": ("6", "TAKES_EFFECT"), "Мырзакентский район": ("3", "HELD:OTHER_NOT_FOUND")}


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("under", MOVES)
def test_a_village_moves_under_a_district_by_the_name_it_had_before_the_other_act_of_the_day(
    office: Office, under: str, first: bool
) -> None:
    parent, outcome = MOVES[under]
    office.load("ar_units", coded_units(*OLD, PART), "2020-01-01")
    renamed = one("Жетысайский район", "Мырзакентский район", kind="city_district_rename", place=REGION)
    moved = other("село Асан", under, kind="region_split", place="")
    rows = (moved, renamed) if first else (renamed, moved)
    assert arrive(office, rows) == {
        "Жетысайский район → Мырзакентский район": "TAKES_EFFECT", f"село Асан → {under}": outcome,
    }  # fmt: skip
    assert [unit_on(office, "4", day) for day in DAYS] == [
        ("село Асан", "996130100", above) for above in ("3", parent, parent)
    ]


def split(new: str, make: str = "one", **others: str) -> dict[str, str]:
    row = {"one": one, "other": other}[make]("Мактааральский район", new, kind="district_split", place=REGION)
    return row | others


SPLIT_OFF = (split("Жетысайский район"), split("Мактааральский район"))
SPLIT = (split("Жетысайский район"), split("Мактааральский район", "other"))


@pytest.mark.parametrize("rows", list(permutations(SPLIT)))
def test_a_split_whose_parts_two_acts_of_the_day_name_is_one_split(
    office: Office, rows: tuple[dict[str, str], ...]
) -> None:
    office.load("ar_units", coded_units(*OLD), "2020-01-01")
    office.load("ar_units", coded_units(*OLD, PART), SECOND_EXTRACT)
    assert set(arrive(office, rows).values()) == {"TAKES_EFFECT"}
    assert links(office) == [("6", "3", "SPLIT", f"[{FIRST_DAY},)", "STATED")]


def test_rows_delivered_again_with_a_later_day_are_read_by_the_names_of_the_day_before_it(office: Office) -> None:
    town = Town(office, balkhash())
    pairs = (("улица Ленина", "улица Абай"), ("улица Абая", "улица Ынтымақ"))
    for day, loaded in (("2021-04-20", "2022-01-01"), ("2021-07-20", "2022-02-01")):
        rows = renamings(*(act_row(*pair, published_on=day) for pair in pairs))
        assert office.load("renamings", rows, loaded).outcomes == {"TAKES_EFFECT": 2}
    assert [town.names_on(day) for day in (FIRST_DAY, "2021-07-30", "2021-07-31")] == [
        BEFORE, BEFORE, {"1": "Абай", "2": "Ынтымақ"},
    ]  # fmt: skip


LATE = ("2021-08-01", coded_units(*OLD[:4]))


@pytest.mark.parametrize("late", [True, False])
def test_what_an_extract_after_the_day_does_not_know_yet_was_not_founded_by_the_act(office: Office, late: bool) -> None:
    """Whether that extract or the act is read first."""
    extracts = [("2020-01-01", coded_units(*OLD)), (SECOND_EXTRACT, coded_units(*OLD, PART))]
    for day, content in (*extracts, *(() if late else (LATE,))):
        office.load("ar_units", content, day)
    arrive(office, [split("Жетысайский район"), split("Мактааральский район")])
    if late:
        office.load("ar_units", LATE[1], LATE[0])
    assert set(outcomes(office).values()) == {"HELD:OTHER_NOT_FOUND", "HELD:SPLIT_INCOMPLETE"}
    assert links(office) == []
    assert unit_on(office, "6", "2021-09-01") is None
    assert ("SPLIT", FIRST_DAY) not in done(office, "3")


def test_two_clauses_that_differ_in_their_language_alone_are_two_names(office: Office) -> None:
    town = Town(office, streets(Street("1", "Самал")))
    rows = [one("Самал", "Жайлау", lang=language) for language in ("ru", "kk")]
    report = office.load("renamings", renamings(*rows), "2022-01-01")
    assert (report.rows, report.accepted, report.outcomes) == (2, 2, {"TAKES_EFFECT": 2})
    assert {language: town.names_on(FIRST_DAY, language) for language in ("ru", "kk")} == {
        "ru": {"1": "Жайлау"}, "kk": {"1": "Жайлау"},
    }  # fmt: skip


@pytest.mark.parametrize("rows", list(permutations(range(3))))
def test_a_street_that_arrives_behind_its_acts_is_sought_by_the_name_that_an_act_says_it_bore(
    office: Office, rows: tuple[int, ...]
) -> None:
    """An act that names it by its code says what it was called up to a later day; a clause that says otherwise is held."""
    papers = (
        ("renamings", renamings(one("улица Ленина", "улица Мира"))),
        ("naming_acts", "\n".join([NAMING_COLUMNS, NAMED_LATER, ""]).encode()),
        ("ar_geonyms", balkhash()),
    )
    office.load("ar_units", KARAGANDY, "2020-01-01")
    for number in rows:
        office.load(*papers[number], "2020-01-01" if papers[number][0] == "ar_geonyms" else "2022-01-01")
    assert outcomes(office) == {"улица Ленина → улица Мира": "HELD:NAME_NOT_FOUND"}


NAMED_LATER = "geonym;9900000000100001;Гагарина;;Абай;;2023-01-01;Постановление;"


FOUNDED_TWICE = (
    (split("Жетысайский район"), split("Мактааральский район")),
    (
        split("Жетысайский район", "other", published_on="2021-06-20"),
        split("Мактааральский район", "other", published_on="2021-06-20"),
    ),
)


@pytest.mark.parametrize("acts", list(permutations(FOUNDED_TWICE)))
def test_what_two_acts_split_off_began_on_the_earlier_day(
    office: Office, acts: tuple[tuple[dict[str, str], ...], ...]
) -> None:
    office.load("ar_units", coded_units(*OLD), "2020-01-01")
    office.load("ar_units", coded_units(*OLD, PART), SECOND_EXTRACT)
    assert set(arrive(office, [row for rows in acts for row in rows]).values()) == {"TAKES_EFFECT"}
    assert [unit_on(office, "6", day) for day in DAYS] == [None, *[("Жетысайский район", None, "2")] * 2]
    assert links(office)[0][:3] == ("6", "3", "SPLIT")


RENAMED_SINCE = other(
    "Жетысайский район", "Мырзакентский район", kind="city_district_rename", place=REGION, published_on="2021-06-20"
)


@pytest.mark.parametrize("rows", list(permutations((*SPLIT_OFF, RENAMED_SINCE))))
def test_what_an_act_founded_and_another_renamed_before_it_was_met_bore_both_names(
    office: Office, rows: tuple[dict[str, str], ...]
) -> None:
    """Though the first extract that has it knows only its first name; and read again it means the same."""
    office.load("ar_units", coded_units(*OLD), "2020-01-01")
    office.load("ar_units", coded_units(*OLD, PART), SECOND_EXTRACT)
    arrive(office, rows)
    office.load("act_cards", cards(("V21K0026419", PUBLISHED)), "2023-01-01")
    assert [row[0] for row in office.rows("SELECT held FROM crosswalk.act_record WHERE operation IS NOT NULL")] == [
        None
    ] * 3
    names = [(unit_on(office, "6", day) or (None,))[0] for day in (*DAYS, "2021-06-30", "2021-07-01", "2023-01-01")]
    assert names == [None, *["Жетысайский район"] * 3, *["Мырзакентский район"] * 2]
