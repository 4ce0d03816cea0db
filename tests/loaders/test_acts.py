"""Acts of renaming: from the words of a row to the names that hold from the act's first day on."""

import pytest

from tests.loaders.naming import (
    AVENUE,
    BALKHASH,
    LANE,
    LENINA_ABAYA,
    MICRODISTRICT,
    Street,
    Town,
    act_row,
    balkhash,
    cards,
    renamings,
    streets,
    units,
)
from tests.loaders.offices import Office

BEFORE = {"1": "Ленина", "2": "Абая"}
AFTER = {"1": "Абай", "2": "Ынтымақ"}
PUBLISHED = cards(("V21K0026419", "2021-04-20"))
TWO_VILLAGES = units(
    ("1", "0", "Республика Казахстан", "0"), ("2", "1", "Карагандинская область", "1"), ("3", "2", "Балхаш", "4"),
    ("4", "2", "Шетский", "3"), ("5", "4", "Балхаш", "7"), ("6", "2", "Актогайский", "3"), ("7", "6", "Балхаш", "7"),
)  # fmt: skip
FIRST_DAY, DAY_BEFORE = "2021-05-01", "2021-04-30"


def published(office: Office, *rows: dict[str, str], on: str = "2021-04-20") -> dict[str, int]:
    """The rows of an act published that day, and what became of them."""
    return office.load("renamings", renamings(*(row | {"published_on": on} for row in rows)), "2021-06-01").outcomes


def test_an_act_without_its_day_of_publication_waits_and_changes_nothing(office: Office) -> None:
    town = Town(office, balkhash())
    report = office.load("renamings", LENINA_ABAYA, "2021-05-01")
    assert report.outcomes == {"AWAITING_DATES": 2}
    assert office.rows("SELECT state, entry_rule, entry_days, first_day FROM provenance.act") == [
        ("AWAITING_DATES", "DAYS_AFTER_PUBLICATION", 10, None)
    ]
    assert town.names_on("2030-01-01") == BEFORE


def test_the_day_of_publication_lets_the_takeover_of_balkhash_take_effect(office: Office) -> None:
    town = Town(office, balkhash())
    rows = office.load("renamings", LENINA_ABAYA, "2021-05-01")
    before = office.one("SELECT max(stamped_at) FROM temporal.transaction")
    report = office.load("act_cards", PUBLISHED, "2021-06-01")
    assert report.outcomes == {"CARD": 1}
    assert office.one("SELECT first_day::text FROM provenance.act") == FIRST_DAY
    assert town.names_on(DAY_BEFORE) == BEFORE
    assert town.names_on(FIRST_DAY) == AFTER
    assert town.names_on(FIRST_DAY, known_at=before) == BEFORE
    assert town.outcomes(rows) == {"TAKES_EFFECT": 2}
    bases = office.rows("SELECT DISTINCT starts_basis FROM address.geonym_name WHERE lower(valid_time) = '2021-05-01'")
    assert bases == [("STATED",)]


def test_the_card_may_come_before_the_rows_of_its_act(office: Office) -> None:
    town = Town(office, balkhash())
    office.load("act_cards", PUBLISHED, "2021-04-25")
    assert office.load("renamings", LENINA_ABAYA, "2021-05-01").outcomes == {"TAKES_EFFECT": 2}
    assert town.names_on(FIRST_DAY) == AFTER


def test_a_row_delivered_again_with_its_day_completes_the_act(office: Office) -> None:
    town = Town(office, balkhash())
    office.load("renamings", LENINA_ABAYA, "2021-05-01")
    row = act_row("улица Ленина", "улица Абай", published_on="2021-04-20")
    report = office.load("renamings", renamings(row), "2021-06-01")
    assert report.accepted == 1
    assert town.names_on(FIRST_DAY) == AFTER
    assert office.one("SELECT count(*) FROM provenance.act") == 1


def test_another_day_of_publication_corrects_the_first_day(office: Office) -> None:
    town = Town(office, balkhash())
    office.load("renamings", LENINA_ABAYA, "2021-05-01")
    office.load("act_cards", PUBLISHED, "2021-06-01")
    believed = office.one("SELECT max(stamped_at) FROM temporal.transaction")
    office.load("act_cards", cards(("V21K0026419", "2021-07-20")), "2021-08-01")
    assert (town.names_on("2021-07-30"), town.names_on("2021-07-31")) == (BEFORE, AFTER)
    assert town.names_on("2021-07-30", known_at=believed) == AFTER


@pytest.mark.parametrize("last", ["the card", "the rows"])
def test_what_is_withdrawn_had_no_effect(office: Office, last: str) -> None:
    town = Town(office, balkhash())
    rows = office.load("renamings", LENINA_ABAYA, "2021-05-01")
    card = office.load("act_cards", PUBLISHED, "2021-06-01")
    office.withdraw(card.delivery if last == "the card" else rows.delivery)
    assert town.names_on("2030-01-01") == BEFORE
    assert office.one("SELECT count(*) FROM crosswalk.awaiting") == 0


def test_an_act_that_nobody_speaks_of_any_more_is_withdrawn(office: Office) -> None:
    rows = office.load("renamings", LENINA_ABAYA, "2021-05-01")
    office.withdraw(rows.delivery)
    assert office.rows("SELECT status, state, entry_rule FROM provenance.act") == [
        ("WITHDRAWN", "NOT_IN_FORCE", "UNKNOWN")
    ]


@pytest.mark.parametrize("status", ["draft", "proposal", "news", "act_via_news"])
def test_what_is_no_act_is_kept_and_never_in_force(office: Office, status: str) -> None:
    town = Town(office, balkhash())
    outcomes = published(office, act_row("улица Ленина", "улица Абай", status=status))
    assert outcomes == {f"NOT_IN_FORCE:{status.upper()}": 1}
    assert town.names_on("2030-01-01") == BEFORE


def test_an_act_of_the_future_waits_for_its_day_by_itself(office: Office) -> None:
    town = Town(office, balkhash())
    assert published(office, act_row("улица Ленина", "улица Абай"), on="2098-12-31") == {"TAKES_EFFECT": 1}
    assert (town.names_on("2099-01-10")["1"], town.names_on("2099-01-11")["1"]) == ("Ленина", "Абай")


def test_a_circle_of_names_turns_as_one(office: Office) -> None:
    town = Town(office, streets(Street("1", "Ленина"), Street("2", "Абая"), Street("3", "Ынтымақ")))
    assert published(
        office,
        act_row("улица Ленина", "улица Абай"),
        act_row("улица Абая", "улица Ынтымақ"),
        act_row("улица Ынтымақ", "улица Ленин"),
    ) == {"TAKES_EFFECT": 3}
    assert town.names_on(FIRST_DAY) == {"1": "Абай", "2": "Ынтымақ", "3": "Ленин"}


def test_a_clause_waits_for_its_street_and_takes_effect_when_it_arrives(office: Office) -> None:
    town = Town(office, streets(Street("1", "Ленина")))
    rows = renamings(*(act_row(o, n, published_on="2021-04-20") for o, n in PAIRS))
    report = office.load("renamings", rows, "2021-06-01")
    assert report.outcomes == {"HELD:NAME_NOT_FOUND": 1, "TAKES_EFFECT": 1}
    office.load("ar_geonyms", balkhash(), "2021-01-01")
    assert town.outcomes(report) == {"TAKES_EFFECT": 2}
    assert town.names_on(FIRST_DAY) == AFTER


PAIRS = (("улица Ленина", "улица Абай"), ("улица Абая", "улица Ынтымақ"))


def test_a_clause_waits_for_its_town(office: Office) -> None:
    rows = renamings(act_row("улица Ленина", "улица Абай", published_on="2021-04-20"))
    report = office.load("renamings", rows, "2021-06-01")
    assert report.outcomes == {"HELD:PLACE_NOT_FOUND": 1}
    town = Town(office, balkhash())
    assert town.outcomes(report) == {"TAKES_EFFECT": 1}


def test_a_second_street_of_the_name_holds_what_had_taken_effect(office: Office) -> None:
    town = Town(office, balkhash())
    report = office.load(
        "renamings", renamings(act_row("улица Ленина", "улица Абай", published_on="2021-04-20")), "2021-06-01"
    )
    assert town.outcomes(report) == {"TAKES_EFFECT": 1}
    office.load("ar_geonyms", streets(Street("1", "Ленина"), Street("2", "Абая"), Street("3", "Ленина")), "2021-01-01")
    assert town.outcomes(report) == {"HELD:NAME_AMBIGUOUS": 1}
    assert town.names_on(FIRST_DAY) == {"1": "Ленина", "2": "Абая", "3": "Ленина"}


AREA = (Street("9", "Коктем", MICRODISTRICT), Street("1", "Абая"), Street("2", "Абая", parent="9"))
FOUND: dict[str, tuple[tuple[Street, ...], str, str, str]] = {
    "the spelling decides": ((Street("1", "Абая"), Street("2", "Абай")), BALKHASH, "улица Абая", "1"),
    "and the other spelling": ((Street("1", "Абая"), Street("2", "Абай")), BALKHASH, "улица Абай", "2"),
    "the kind decides": ((Street("1", "Абая"), Street("2", "Абая", LANE)), BALKHASH, "переулок Абай", "2"),
    "the microdistrict of the place": (AREA, f"{BALKHASH}, микрорайон Коктем", "улица Абая", "2"),
    "the microdistrict of the name": (AREA, BALKHASH, "мкр. Коктем, ул. Абая", "2"),
    "a name without its word": ((Street("1", "Абая", AVENUE),), "Балхаш", "Абая", "1"),
    "a village of the town's name": ((Street("1", "Абая", unit="5"),), "Шетский район, село Балхаш", "ул. Абай", "1"),
    "another alphabet's letters": ((Street("1", "Қабанбай батыр"),), BALKHASH, "Kабанбай батыра көшесі", "1"),
}


@pytest.mark.parametrize("case", FOUND)
def test_the_street_meant_is_found(office: Office, case: str) -> None:
    register, place, old, key = FOUND[case]
    town = Town(office, streets(*register))
    assert published(office, act_row(old, "улица Новая", place=place)) == {"TAKES_EFFECT": 1}
    before = {street.id: street.name for street in register}
    assert town.names_on(DAY_BEFORE) == before
    assert town.names_on(FIRST_DAY) == before | {key: "Новая"}


HELD: dict[str, tuple[dict[str, str], str]] = {
    "no such town": ({"place": "город Приозерск"}, "PLACE_NOT_FOUND"),
    "no place at all": ({"place": ""}, "PLACE_NOT_FOUND"),
    "a town of another region": ({"place": "Акмолинская область, город Балхаш"}, "PLACE_NOT_FOUND"),
    "no such street": ({"old_name": "улица Мира"}, "NAME_NOT_FOUND"),
    "another kind": ({"old_name": "проспект Ленина"}, "NAME_NOT_FOUND"),
    "no such microdistrict": ({"old_name": "мкр. Самал, улица Ленина"}, "NAME_NOT_FOUND"),
    "a street without a name where all have one": ({"old_name": "(безымянная улица)"}, "NAME_NOT_FOUND"),
    "no old name": ({"old_name": ""}, "NO_OLD_NAME"),
    "no new name": ({"new_name": ""}, "NO_NEW_NAME"),
    "a street that takes it in and is nowhere": ({"kind": "street_merge"}, "OTHER_NOT_FOUND"),
    "a street that takes itself in": ({"kind": "street_merge", "new_name": "улица Ленина"}, "OTHER_AMBIGUOUS"),
    "what nobody can tell": ({"kind": "street_turned"}, "OPERATION_NOT_UNDERSTOOD"),
    "two streets of the name": ({"old_name": "улица Победы"}, "NAME_AMBIGUOUS"),
    "a region named twice": ({"place": "село Балхаш"}, "PLACE_AMBIGUOUS"),
}


@pytest.mark.parametrize("case", HELD)
def test_what_is_not_one_thing_is_held_with_the_reason(office: Office, case: str) -> None:
    changed, reason = HELD[case]
    twice = (Street("3", "Победы"), Street("4", "Победы"))
    town = Town(office, streets(Street("1", "Ленина"), *twice), TWO_VILLAGES)
    before = town.names_on(FIRST_DAY)
    assert published(office, act_row("улица Ленина", "улица Абай") | changed) == {f"HELD:{reason}": 1}
    assert town.names_on(FIRST_DAY) == before


def test_two_clauses_that_contradict_each_other_are_both_held(office: Office) -> None:
    town = Town(office, balkhash())
    rows = (act_row("улица Ленина", "улица Абай"), act_row("ул. Ленина", "улица Мира"))
    assert published(office, *rows) == {"HELD:CONTRADICTED": 2}
    assert town.names_on(FIRST_DAY) == BEFORE


def test_a_street_may_become_an_avenue_together_with_its_name(office: Office) -> None:
    Town(office, balkhash())
    published(office, act_row("улица Ленина", "проспект Республики"))
    kinds = office.rows("SELECT kind, valid_time::text FROM address.geonym_type ORDER BY 1, 2")
    assert kinds == [("AVENUE", "[2021-05-01,)"), ("STREET", "(,)"), ("STREET", "(,2021-05-01)")]


def test_rows_delivered_again_change_nothing(office: Office) -> None:
    Town(office, balkhash())
    published(office, *(act_row(*pair) for pair in PAIRS))
    before = office.facts("address.geonym_name_known", "name, transaction_time")
    draft = act_row("улица Мира", "улица Жаңа", status="draft", source_url="https://news.example/1")
    again = renamings(*(act_row(*pair, published_on="2021-04-20") for pair in PAIRS), draft)
    report = office.load("renamings", again, "2021-09-01")
    assert (report.accepted, report.duplicate) == (1, 2)
    assert office.facts("address.geonym_name_known", "name, transaction_time") == before


def unit_facts(office: Office, table: str, columns: str) -> list[tuple[object, ...]]:
    """Facts of the village of Балхаш (record 5), in the order of their days."""
    return office.rows(
        f"SELECT {columns} FROM {table} t JOIN crosswalk.membership m ON m.entity_id = t.unit_id AND m.register = 'address.unit' "
        "JOIN provenance.record r ON r.id = m.record_id AND r.key = '5' ORDER BY t.valid_time"
    )


def test_a_village_gets_its_new_name(office: Office) -> None:
    Town(office, balkhash())
    row = act_row("село Балхаш", "аул Тасты", kind="settlement_rename", place="Карагандинская область, Шетский район")
    assert published(office, row) == {"TAKES_EFFECT": 1}
    names = unit_facts(office, "address.unit_name", "t.language, t.name, t.valid_time::text")
    assert sorted(map(str, names)) == sorted(map(str, [
        ("ru", "Балхаш", "(,2021-05-01)"), ("kk", "Балхаш", "(,)"), ("ru", "аул Тасты", "[2021-05-01,)"),
    ]))  # fmt: skip


def test_an_abolished_village_is_there_until_the_first_day_of_the_act(office: Office) -> None:
    Town(office, balkhash())
    row = act_row("село Балхаш", "", kind="settlement_abolish", place="Карагандинская область, Шетский район")
    assert published(office, row) == {"TAKES_EFFECT": 1}
    for fact in ("existence", "type", "parent"):
        assert unit_facts(office, f"address.unit_{fact}", "t.valid_time::text, t.ends_basis") == [
            ("(,2021-05-01)", "STATED")
        ]


def test_a_village_moves_under_another_unit(office: Office) -> None:
    Town(office, balkhash(), TWO_VILLAGES)
    row = act_row("село Балхаш", "Актогайский район", kind="region_split", place="Шетский район")
    assert published(office, row) == {"TAKES_EFFECT": 1}
    above = "(SELECT n.name FROM address.unit_name n WHERE n.unit_id = t.parent_id AND n.language = 'ru')"
    parents = unit_facts(office, "address.unit_parent", f"{above}, t.valid_time::text")
    assert parents == [("Шетский", "(,2021-05-01)"), ("Актогайский", "[2021-05-01,)")]


def test_a_name_that_an_act_gave_ends_with_its_street(office: Office) -> None:
    """Else two streets bore the name of today: the one that is gone, and the one that the next extract brings."""
    town = Town(office, streets(Street("1", "Ленина")))
    office.load("renamings", renamings(act_row("улица Ленина", "улица Абай", published_on="2021-04-20")), "2022-01-01")
    office.load("ar_geonyms", streets(Street("5", "Абай")), "2024-01-01")
    names = office.rows(
        "SELECT name, valid_time::text, ends_basis, ends_after::text FROM address.geonym_name ORDER BY valid_time"
    )
    assert names == [
        ("Ленина", "(,2021-05-01)", "STATED", None),
        ("Абай", "[2021-05-01,2024-01-01)", "OBSERVED", "2020-01-01"),
        ("Абай", "[2024-01-01,)", None, None),
    ]
    assert town.names_on("2024-01-01") == {"5": "Абай"}
