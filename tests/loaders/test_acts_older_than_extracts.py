"""Acts older than the first extract of their place: what is met under its new name bore the old one before the act."""

from collections.abc import Sequence
from itertools import permutations

import pytest

from tests.loaders.naming import (
    AVENUE,
    BALKHASH_ACT,
    KARAGANDY,
    LANE,
    Street,
    act_row,
    cards,
    renamings,
    streets,
    units,
)
from tests.loaders.offices import Office
from tests.loaders.test_acts_by_code import COLUMNS as NAMING_COLUMNS
from tests.loaders.test_acts_of_one_day import outcomes

DAY_BEFORE, FIRST_DAY, DAY_AFTER, MET = "2021-04-30", "2021-05-01", "2021-05-02", "2024-01-01"
DAYS = (DAY_BEFORE, FIRST_DAY, DAY_AFTER)
EARLIER_ACT = BALKHASH_ACT.replace("26419", "26418")
"""Of 2017: its first day is 2017-05-01."""
BEFORE_IT, ITS_DAY = "2017-04-30", "2017-05-01"


def one(old: str, new: str, **others: str) -> dict[str, str]:
    return act_row(old, new, published_on="2021-04-20") | others


def earlier(old: str, new: str, **others: str) -> dict[str, str]:
    return one(old, new, source_url=EARLIER_ACT, published_on="2017-04-20", **others)


TAKEOVER = (one("улица Ленина", "улица Абай"), one("улица Абая", "улица Ынтымақ"))
TODAY = (Street("1", "Абай"), Street("2", "Ынтымақ"))
CHAIN = (earlier("улица Кирова", "улица Ленина"), *TAKEOVER)


def arrive(
    office: Office, rows: Sequence[dict[str, str]], *papers: tuple[str, tuple[Street, ...]], acts_first: bool = False
) -> dict[str, str]:
    """Each row and each extract as a delivery of its own; the outcome of each row by its old and new name."""
    office.load("ar_units", KARAGANDY, min(day for day, _ in papers))
    files = [("ar_geonyms", streets(*listed), day) for day, listed in papers]
    told = [("renamings", renamings(row), f"2025-01-{number:02d}") for number, row in enumerate(rows, start=1)]
    for source, content, day in (*told, *files) if acts_first else (*files, *told):
        office.load(source, content, day)
    return outcomes(office)


def names_on(office: Office, day: str, language: str = "ru") -> dict[str, str]:
    return {str(key): str(name) for key, name in office.rows(_NAMES, day=day, language=language)}


_NAMES = """
    SELECT r.key, n.name FROM address.geonym_name n
      JOIN crosswalk.membership m ON m.entity_id = n.geonym_id AND m.register = 'address.geonym' AND m.founding
      JOIN provenance.record r ON r.id = m.record_id
     WHERE n.language = :language AND n.valid_time @> CAST(:day AS date) ORDER BY r.key
"""
WAYS = [(rows, acts_first) for rows in permutations(TAKEOVER) for acts_first in (True, False)]


@pytest.mark.parametrize(("rows", "acts_first"), WAYS)
def test_a_takeover_before_the_first_extract_is_told_by_the_names_of_the_extract(
    office: Office, rows: Sequence[dict[str, str]], acts_first: bool
) -> None:
    assert set(arrive(office, rows, (MET, TODAY), acts_first=acts_first).values()) == {"TAKES_EFFECT"}
    before, after = {"1": "Ленина", "2": "Абая"}, {"1": "Абай", "2": "Ынтымақ"}
    assert [names_on(office, day) for day in (*DAYS, MET)] == [before, after, after, after]
    bounds = office.rows(
        "SELECT DISTINCT starts_basis, ends_basis FROM address.geonym_name WHERE valid_time @> date '2021-04-30' "
        "AND language = 'ru'"
    )
    assert bounds == [("INFERRED:name_before_clause", "STATED")]


@pytest.mark.parametrize("rows", list(permutations(CHAIN)))
@pytest.mark.parametrize("acts_first", [True, False])
def test_acts_before_the_first_extract_are_turned_back_one_after_the_other(
    office: Office, rows: Sequence[dict[str, str]], acts_first: bool
) -> None:
    assert set(arrive(office, rows, (MET, TODAY), acts_first=acts_first).values()) == {"TAKES_EFFECT"}
    assert [names_on(office, day)["1"] for day in (BEFORE_IT, ITS_DAY, *DAYS)] == [
        "Кирова", "Ленина", "Ленина", "Абай", "Абай",
    ]  # fmt: skip


def test_a_later_act_read_backwards_counts_also_where_an_earlier_one_joins_streets(office: Office) -> None:
    """Order of arrival 985202: what takes a street in is sought as if no later act were, but for what tells of before."""
    merger = earlier("улица Садовая", "улица Мира", kind="street_merge")
    rows = (earlier("улица Мира", "улица Абай"), merger, one("улица Достык", "улица Абай"))
    assert arrive(office, rows, (MET, TODAY)) == {
        "улица Мира → улица Абай": "HELD:NAME_NOT_FOUND",
        "улица Садовая → улица Мира": "HELD:NAME_NOT_FOUND",
        "улица Достык → улица Абай": "TAKES_EFFECT",
    }
    assert [names_on(office, day)["1"] for day in (BEFORE_IT, ITS_DAY, *DAYS)] == [*["Достык"] * 3, *["Абай"] * 2]


@pytest.mark.parametrize("rows", list(permutations(CHAIN)))
@pytest.mark.parametrize("acts_first", [True, False])
def test_acts_of_one_file_are_turned_back_as_if_each_came_by_itself(
    office: Office, rows: Sequence[dict[str, str]], acts_first: bool
) -> None:
    office.load("ar_units", KARAGANDY, MET)
    files = [("renamings", renamings(*rows), "2025-01-01"), ("ar_geonyms", streets(*TODAY), MET)]
    for source, content, day in files if acts_first else files[::-1]:
        office.load(source, content, day)
    assert [names_on(office, day)["1"] for day in (BEFORE_IT, ITS_DAY, *DAYS)] == [
        "Кирова", "Ленина", "Ленина", "Абай", "Абай",
    ]  # fmt: skip


def test_read_again_they_mean_the_same(office: Office) -> None:
    arrive(office, CHAIN, (MET, TODAY))
    before = office.main_tables()
    told = {street.id: street.name for street in TODAY}
    for number, day in (("V21K0026418", "2017-04-20"), ("V21K0026419", "2021-04-20")):
        office.load("act_cards", cards((number, day)), "2025-02-01")
    assert names_on(office, MET) == told
    assert office.facts("address.geonym_name", "name")
    after = office.main_tables()
    assert after["address.geonym_name"] == before["address.geonym_name"]


def test_a_corrected_day_moves_what_was_read_backwards(office: Office) -> None:
    arrive(office, CHAIN, (MET, TODAY))
    office.load("act_cards", cards(("V21K0026419", "2022-04-20")), "2025-02-01")
    assert set(outcomes(office).values()) == {"TAKES_EFFECT"}
    assert [names_on(office, day)["1"] for day in (BEFORE_IT, FIRST_DAY, "2022-04-30", "2022-05-01")] == [
        "Кирова", "Ленина", "Ленина", "Абай",
    ]  # fmt: skip


def test_without_the_later_act_the_earlier_one_waits(office: Office) -> None:
    arrive(office, [TAKEOVER[0], CHAIN[0]], (MET, TODAY))
    first = office.one(
        "SELECT min(delivery_id) FROM provenance.statement WHERE words::text LIKE '%Абай%' AND words::text LIKE '%Ленина%'"
    )
    office.withdraw(int(str(first)))
    assert outcomes(office) == {"улица Кирова → улица Ленина": "HELD:NAME_NOT_FOUND"}
    assert names_on(office, BEFORE_IT) == names_on(office, FIRST_DAY) == {"1": "Абай", "2": "Ынтымақ"}


@pytest.mark.parametrize("acts_first", [True, False])
def test_an_extract_from_before_the_act_is_heard_though_it_comes_last(office: Office, acts_first: bool) -> None:
    """It says that Абай was so called before the act: so the act means the street that it calls so."""
    papers = ((MET, TODAY), ("2020-01-01", (*TODAY, Street("9", "Самал"))))
    assert arrive(office, TAKEOVER, *papers, acts_first=acts_first) == {
        "улица Ленина → улица Абай": "HELD:NAME_NOT_FOUND", "улица Абая → улица Ынтымақ": "TAKES_EFFECT",
    }  # fmt: skip
    assert names_on(office, DAY_BEFORE) == {"1": "Абай", "2": "Ынтымақ", "9": "Самал"}


HELD: dict[str, tuple[tuple[Street, ...], tuple[dict[str, str], ...], dict[str, str]]] = {
    "the old name is borne too, and nothing tells since when": (
        TODAY, TAKEOVER[1:], {"улица Абая → улица Ынтымақ": "HELD:NEW_NAME_BORNE"},
    ),
    "two streets bear the new name": (
        (*TODAY, Street("3", "Ынтымақ")), TAKEOVER[1:], {"улица Абая → улица Ынтымақ": "HELD:NEW_NAME_BORNE"},
    ),
    "two streets bear it, none the old one": (
        (Street("2", "Ынтымақ"), Street("3", "Ынтымақ")), TAKEOVER[1:], {"улица Абая → улица Ынтымақ": "HELD:NAME_NOT_FOUND"},
    ),
    "another clause of the day gives the name too": (
        TODAY, (TAKEOVER[1], one("улица Мира", "улица Ынтымақ")),
        {"улица Абая → улица Ынтымақ": "HELD:NEW_NAME_BORNE", "улица Мира → улица Ынтымақ": "HELD:NAME_NOT_FOUND"},
    ),
    "a street of another kind bears it": (
        (Street("2", "Ынтымақ", LANE),), TAKEOVER[1:], {"улица Абая → улица Ынтымақ": "HELD:NAME_NOT_FOUND"},
    ),
    "a street of another town bears it": (
        (Street("2", "Ынтымақ", unit="5"),), TAKEOVER[1:], {"улица Абая → улица Ынтымақ": "HELD:NAME_NOT_FOUND"},
    ),
    "the street had no name": (
        TODAY, (one("(безымянная улица)", "улица Абай"),), {"(безымянная улица) → улица Абай": "HELD:NAME_NOT_FOUND"},
    ),
    "the street had no name, and another has none": (
        (Street("1", "Абай"), Street("2", "")), (one("(безымянная улица)", "улица Абай", kind="street_naming_unnamed"),),
        {"(безымянная улица) → улица Абай": "HELD:NEW_NAME_BORNE"},
    ),
    "what stands on a name that is not certain": (
        (*TODAY, Street("3", "Ленина")), TAKEOVER,
        {"улица Ленина → улица Абай": "HELD:NEW_NAME_BORNE", "улица Абая → улица Ынтымақ": "HELD:NEW_NAME_BORNE"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", HELD)
@pytest.mark.parametrize("acts_first", [True, False])
def test_what_the_extract_does_not_make_certain_is_held_and_changes_nothing(
    office: Office, case: str, acts_first: bool
) -> None:
    register, rows, told = HELD[case]
    assert arrive(office, rows, (MET, register), acts_first=acts_first) == told
    assert (
        names_on(office, DAY_BEFORE)
        == names_on(office, DAY_AFTER)
        == {one.id: one.name for one in register if one.name}
    )


DISTRICT = "Карагандинская область, Шетский район"
VILLAGES = (
    one("село Ленино", "село Абай", kind="settlement_rename", place=DISTRICT),
    one("село Абай", "село Ынтымақ", kind="settlement_rename", place=DISTRICT),
)
ABOVE = (
    ("1", "0", "Республика Казахстан", "0"), ("2", "1", "Карагандинская область", "1"), ("4", "2", "Шетский", "3"),
)  # fmt: skip


def villages(first: str, second: str) -> bytes:
    return units(*ABOVE, ("5", "4", first, "7"), ("6", "4", second, "7"))


@pytest.mark.parametrize("acts_first", [True, False])
def test_a_village_first_met_under_a_name_that_the_act_takes_away_and_another_under_the_one_it_gives_are_not_renamed(
    office: Office, acts_first: bool
) -> None:
    """What was Абай before the act is Ынтымақ; the Абай of the extract is another village."""
    papers = [("ar_units", villages("Абай", "Ынтымақ"), MET), ("renamings", renamings(*VILLAGES), "2025-01-01")]
    for source, content, day in papers[::-1] if acts_first else papers:
        office.load(source, content, day)
    assert outcomes(office) == {
        "село Ленино → село Абай": "HELD:NAME_NOT_FOUND, HELD:NEW_NAME_BORNE",
        "село Абай → село Ынтымақ": "HELD:NAME_NOT_FOUND, HELD:NEW_NAME_BORNE",
    }  # fmt: skip
    assert villages_on(office, DAY_BEFORE) == villages_on(office, DAY_AFTER) == ["Абай", "Ынтымақ"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_an_extract_from_before_the_act_tells_which_village_it_means(office: Office, order: Sequence[int]) -> None:
    papers = (
        ("ar_units", villages("Ленино", "Абай"), "2020-01-01"),
        ("ar_units", villages("Абай", "Ынтымақ"), MET),
        ("renamings", renamings(*VILLAGES), "2025-01-01"),
    )
    for number in order:
        source, content, day = papers[number]
        office.load(source, content, day)
    assert [villages_on(office, day) for day in DAYS] == [
        ["Ленино", "Абай"], ["село Абай", "село Ынтымақ"], ["село Абай", "село Ынтымақ"],
    ]  # fmt: skip


def villages_on(office: Office, day: str) -> list[object]:
    rows = office.rows(_NAMES.replace("geonym", "unit"), day=day, language="ru")
    return [name for key, name in rows if key in {"5", "6"}]


def test_where_nobody_bears_the_new_name_the_extract_was_behind(office: Office) -> None:
    register = (Street("1", "Абай"),)
    assert arrive(office, TAKEOVER[1:], (MET, register)) == {"улица Абая → улица Ынтымақ": "TAKES_EFFECT"}
    assert [names_on(office, day)["1"] for day in DAYS] == ["Абай", "Ынтымақ", "Ынтымақ"]


def test_what_a_later_act_says_it_was_called_is_not_what_an_earlier_one_took_from_it(office: Office) -> None:
    """Абай was Ленина up to 2021, whatever it is called today: in 2017 another street lost that name."""
    rows = (earlier("улица Абая", "улица Мира"), TAKEOVER[0])
    assert arrive(office, rows, (MET, TODAY)) == {
        "улица Абая → улица Мира": "HELD:NAME_NOT_FOUND", "улица Ленина → улица Абай": "TAKES_EFFECT",
    }  # fmt: skip
    assert [names_on(office, day)["1"] for day in (BEFORE_IT, ITS_DAY, *DAYS)] == ["Ленина"] * 3 + ["Абай"] * 2


@pytest.mark.parametrize(
    "rows", list(permutations((earlier("улица Абая", "улица Самал", kind="street_merge"), TAKEOVER[0])))
)
def test_a_street_that_got_the_name_later_was_not_the_one_joined_to_another_before(
    office: Office, rows: Sequence[dict[str, str]]
) -> None:
    register = (*TODAY, Street("3", "Самал"))
    assert arrive(office, rows, (MET, register)) == {
        "улица Абая → улица Самал": "HELD:NAME_NOT_FOUND", "улица Ленина → улица Абай": "TAKES_EFFECT",
    }  # fmt: skip
    assert names_on(office, DAY_BEFORE) == {"1": "Ленина", "2": "Ынтымақ", "3": "Самал"}


CIRCLE = (("улица Ленина", "улица Абай"), ("улица Абай", "улица Ленина"))
TO_AND_FRO = (
    ("ar_geonyms", streets(Street("1", "Ленина"), Street("2", "Абай")), MET),
    ("renamings", renamings(*(earlier(*pair) for pair in CIRCLE)), "2025-01-01"),
    ("renamings", renamings(*(one(*pair) for pair in CIRCLE)), "2025-01-02"),
)


@pytest.mark.parametrize("papers", list(permutations(TO_AND_FRO)))
def test_two_streets_that_change_names_and_change_them_back_bore_each_others_between(
    office: Office, papers: Sequence[tuple[str, bytes, str]]
) -> None:
    """The later act changes nothing that the register shows, and yet what the earlier one means."""
    office.load("ar_units", KARAGANDY, MET)
    for source, content, day in papers:
        office.load(source, content, day)
    first, between = {"1": "Ленина", "2": "Абай"}, {"1": "Абай", "2": "Ленина"}
    assert [names_on(office, day) for day in (BEFORE_IT, ITS_DAY, *DAYS)] == [first, between, between, first, first]


BEHIND = ("2021-06-01", (Street("1", "Ленина"), Street("2", "Абая"), Street("3", "Мира")))


@pytest.mark.parametrize("rows", list(permutations(TAKEOVER)))
@pytest.mark.parametrize("acts_first", [True, False])
@pytest.mark.parametrize("later", [(), ((MET, (*TODAY, Street("3", "Мира"))),)])
def test_an_extract_that_was_behind_with_the_end_of_a_takeover_was_behind_with_all_of_it(
    office: Office, rows: Sequence[dict[str, str]], acts_first: bool, later: tuple[tuple[str, tuple[Street, ...]], ...]
) -> None:
    """Абая loses its name that day, so it did not get it then: what is called Ленина is what gets it."""
    assert set(arrive(office, rows, BEHIND, *later, acts_first=acts_first).values()) == {"TAKES_EFFECT"}
    before, after = {"1": "Ленина", "2": "Абая", "3": "Мира"}, {"1": "Абай", "2": "Ынтымақ", "3": "Мира"}
    assert [names_on(office, day) for day in DAYS] == [before, after, after]


def test_a_street_that_became_an_avenue_was_a_street_before(office: Office) -> None:
    rows = (one("улица Ленина", "проспект Абая"),)
    assert arrive(office, rows, (MET, (Street("1", "Абая", AVENUE),))) == {
        "улица Ленина → проспект Абая": "TAKES_EFFECT"
    }
    kinds = office.rows("SELECT kind, valid_time::text FROM address.geonym_type ORDER BY 2")
    assert kinds == [("STREET", f"(,{FIRST_DAY})"), ("AVENUE", f"[{FIRST_DAY},)")]


def test_each_language_of_an_act_tells_its_own_old_name(office: Office) -> None:
    rows = (TAKEOVER[0], one("Ленин көшесі", "Абай көшесі", lang="kk"))
    assert set(arrive(office, rows, (MET, TODAY)).values()) == {"TAKES_EFFECT"}
    assert [names_on(office, day, "kk").get("1") for day in DAYS] == ["Ленин", "Абай", "Абай"]
    assert [names_on(office, day)["1"] for day in DAYS] == ["Ленина", "Абай", "Абай"]


def test_what_an_act_by_code_says_it_was_called_before_counts(office: Office) -> None:
    """It bore the name before the act already, so it did not get it then."""
    naming = "\n".join([NAMING_COLUMNS, "geonym;9900000000100001;Абай;;Абай;;2019-01-01;Постановление;", ""]).encode()
    office.load("ar_units", KARAGANDY, MET)
    office.load("ar_geonyms", streets(*TODAY), MET)
    office.load("renamings", renamings(TAKEOVER[0]), "2025-01-01")
    assert outcomes(office) == {"улица Ленина → улица Абай": "TAKES_EFFECT"}
    office.load("naming_acts", naming, "2025-02-01")
    assert outcomes(office)["улица Ленина → улица Абай"] == "HELD:NAME_NOT_FOUND"
    assert names_on(office, DAY_BEFORE)["1"] == "Абай"


OTHERWISE = "\n".join([NAMING_COLUMNS, "geonym;9900000000100001;Самал;;Мир;;2025-05-22;Постановление;", ""]).encode()
OUTRANKED = (
    ("ar_geonyms", streets(*TODAY), MET),
    ("naming_acts", OTHERWISE, "2025-02-01"),
    ("renamings", renamings(one("улица Ленина", "улица Абай")), "2025-01-01"),
)


@pytest.mark.parametrize("papers", list(permutations(OUTRANKED)))
def test_what_the_extract_calls_a_street_is_heard_though_an_act_by_code_says_otherwise_since_ever(
    office: Office, papers: Sequence[tuple[str, bytes, str]]
) -> None:
    """Seed 9928 of the histories: the name in the extract outranked on all days, it was met under it all the same."""
    office.load("ar_units", KARAGANDY, MET)
    for source, content, day in papers:
        office.load(source, content, day)
    assert outcomes(office)["улица Ленина → улица Абай"] == "TAKES_EFFECT"
    assert [names_on(office, day)["1"] for day in (*DAYS, MET, "2025-05-22")] == [
        "Ленина",
        "Абай",
        "Абай",
        "Абай",
        "Мир",
    ]


def test_a_first_extract_taken_back_wakes_the_act_though_the_register_shows_no_name_of_the_next(office: Office) -> None:
    office.load("ar_units", KARAGANDY, MET)
    wrong = office.load("ar_geonyms", streets(Street("1", "Жаңа")), MET)
    office.load("naming_acts", OTHERWISE, "2025-02-01")
    office.load("renamings", renamings(one("улица Ленина", "улица Абай")), "2025-01-01")
    office.load("ar_geonyms", streets(Street("1", "Абай")), "2024-06-01")
    assert outcomes(office)["улица Ленина → улица Абай"] == "HELD:NAME_NOT_FOUND"
    office.withdraw(wrong.delivery)
    assert outcomes(office)["улица Ленина → улица Абай"] == "TAKES_EFFECT"
