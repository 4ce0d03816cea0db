"""Editions of the classifier at the registers: codes given again, new codes of old units, and what a clerk decides."""

import pytest

from loaders.desired_state import EditionError, held, judge
from tests.loaders.naming import act_row, renamings
from tests.loaders.offices import Office
from tests.loaders.papers import kato_2022, kato_2026
from tests.loaders.unit_past import Bearer, bearers_of_code, operations, predecessors, successors

FIRST, SECOND, THIRD = "2022-10-17", "2026-07-17", "2027-01-01"
REGION, DISTRICT, OTHER = "990000000", "993200000", "993400000"
OKRUG, VILLAGE, HAMLET, LONELY = "993230000", "993230100", "993230200", "993230300"
MOVED, MOVED_VILLAGE, MOVED_HAMLET, MOVED_LONELY = "993430000", "993430100", "993430200", "993430300"

OLD = kato_2022(
    (REGION, "Асанская область"), (DISTRICT, "Асанский р-н"), (OKRUG, "Акжарский с.о."), (VILLAGE, "с.Акжар"),
    (HAMLET, "с.Каражар"), (LONELY, "с.Кокжар"),
)  # fmt: skip
# A district split off and took the okrug with its villages; their codes went to another okrug.
NEW = kato_2026(
    (REGION, "Асанская область", "Асан облысы"), (DISTRICT, "Асанский район", "Асан ауданы"),
    (OTHER, "район Жаңа", "Жаңа ауданы"), (MOVED, "Акжарский с.о.", "Ақжар а.о."), (MOVED_VILLAGE, "с.Акжар", "Ақжар а."),
    (MOVED_HAMLET, "с.Каражар", "Қаражар а."), (MOVED_LONELY, "с.Кокжар", "Көкжар а."),
    (OKRUG, "с.о.Бейбіт", "Бейбіт а.о."), (VILLAGE, "с.Бейбіт", "Бейбіт а."),
)  # fmt: skip


def both(office: Office) -> None:
    office.load("kato", OLD, FIRST)
    office.load("kato", NEW, SECOND)


def decided(office: Office) -> dict[str, str]:
    rows = office.rows("SELECT kato || ' ' || side, decision FROM address.edition_decision")
    return {str(key): str(value) for key, value in rows}


def bearers(office: Office, kato: str) -> list[Bearer]:
    with office.engine.connect() as connection:
        return bearers_of_code(connection, kato)


def test_a_code_given_to_another_unit_is_not_read_as_a_renaming(office: Office) -> None:
    both(office)
    assert decided(office) == {
        f"{REGION} BOTH": "SAME", f"{DISTRICT} BOTH": "SAME", f"{OTHER} NEW": "SPLIT", f"{OKRUG} OLD": "RECODED",
        f"{OKRUG} BOTH": "REUSED", f"{OKRUG} NEW": "CREATED", f"{VILLAGE} OLD": "RECODED", f"{VILLAGE} BOTH": "REUSED",
        f"{VILLAGE} NEW": "CREATED", f"{HAMLET} OLD": "RECODED", f"{LONELY} OLD": "RECODED",
    }  # fmt: skip
    names = office.rows(
        "SELECT n.name, n.valid_time::text FROM address.unit_code c JOIN address.unit_name n USING (unit_id) "
        "WHERE c.kato = :code AND n.language = 'ru' ORDER BY c.valid_time", code=VILLAGE,
    )  # fmt: skip
    assert names == [("с.Акжар", "[2022-10-17,)"), ("с.Бейбіт", "[2026-07-17,)")]


def test_a_code_answers_with_all_its_bearers_and_what_became_of_each(office: Office) -> None:
    both(office)
    first, second = bearers(office, VILLAGE)
    assert (str(first.since), str(first.until), str(first.ends_after)) == (FIRST, SECOND, FIRST)
    assert (first.later_codes, first.alive) == ((MOVED_VILLAGE,), True)
    assert (str(second.since), second.until, second.later_codes) == (SECOND, None, ())


def test_what_was_done_to_units_is_kept_with_its_day_and_basis(office: Office) -> None:
    both(office)
    okrug, district, new = bearers(office, OKRUG)[0], bearers(office, DISTRICT)[0], bearers(office, OTHER)[0]
    with office.engine.connect() as connection:
        done = [(o.operation, str(o.day), o.basis, str(o.after)) for o in operations(connection, okrug.unit_id)]
        assert done == [("MOVED", SECOND, "OBSERVED", FIRST), ("RECODED", SECOND, "OBSERVED", FIRST)]
        assert [(link.unit_id, link.operation) for link in predecessors(connection, new.unit_id)] == [
            (district.unit_id, "SPLIT")
        ]
        assert [link.unit_id for link in successors(connection, district.unit_id)] == [new.unit_id]
        assert [o.operation for o in operations(connection, district.unit_id)] == ["SPLIT"]


def test_editions_in_any_order_give_the_same_register(office: Office, other_office: Office) -> None:
    both(office)
    other_office.load("kato", NEW, SECOND)
    other_office.load("kato", OLD, FIRST)
    assert office.main_tables() == other_office.main_tables()
    assert decided(office) == decided(other_office)


def test_editions_of_one_year_follow_each_other_by_their_months(office: Office) -> None:
    """Seed 1 of the register's histories."""
    office.load("kato", OLD, "2022-04-30")
    office.load("kato", OLD.replace("Каражар".encode(), "Карасу".encode()), "2022-10-17")
    compared = office.rows("SELECT DISTINCT earlier_on::text, later_on::text FROM address.edition_decision")
    assert compared == [("2022-04-30", "2022-10-17")]


def test_a_withdrawn_edition_takes_its_decisions_along(office: Office) -> None:
    office.load("kato", OLD, FIRST)
    names = ("address.unit_code", "address.unit_name", "address.unit_parent", "address.unit_existence")
    before = [office.facts(name, "statement_id") for name in names]
    office.withdraw(office.load("kato", NEW, SECOND).delivery)
    assert [office.facts(name, "statement_id") for name in names] == before
    assert decided(office) == {}
    assert office.rows("SELECT count(*) FROM address.unit_operation") == [(0,)]
    assert office.rows("SELECT count(*) FROM address.unit_predecessor") == [(0,)]


def test_a_code_that_three_bore_goes_back_when_the_last_edition_is_withdrawn(office: Office) -> None:
    """Seed 51 of the register's histories: whoever bears it by a withdrawn line gives it up in the same step."""
    around = ((REGION, "Асанская область"), (DISTRICT, "Асанский р-н"), (OKRUG, "Акжарский с.о."))
    office.load("kato", kato_2022(*around, (VILLAGE, "село Акжар")), FIRST)
    office.load("kato", kato_2022(*around, (VILLAGE, "село Каражар"), (HAMLET, "село Акжар")), SECOND)
    before = office.facts("address.unit_code", "statement_id")
    last = kato_2022(*around, (VILLAGE, "село Кокжар"), (HAMLET, "село Акжар"), (LONELY, "село Каражар"))
    third = office.load("kato", last, THIRD).delivery
    assert [str(one.since) for one in bearers(office, VILLAGE)] == ["2022-10-17", SECOND, THIRD]
    office.withdraw(third)
    assert office.facts("address.unit_code", "statement_id") == before


def test_a_line_that_was_withdrawn_and_comes_again_takes_no_unit_over(office: Office) -> None:
    """Seed 5 of the register's histories: another unit bears its code now, which an act has renamed."""
    around = (
        (REGION, "Асанская область"),
        (DISTRICT, "Асанский р-н"),
        (OKRUG, "Акжарский с.о."),
        (VILLAGE, "село Акжар"),
    )
    first = office.load("kato", kato_2022(*around), FIRST).delivery
    second = office.load("kato", kato_2022(*around, (HAMLET, "село Каражар")), SECOND).delivery
    office.withdraw(first)
    office.load("kato", kato_2022(*around, (LONELY, "село Кокжар")), FIRST)
    renamed = act_row("село Кокжар", "село Сарысу", place="", kind="settlement_rename", published_on="2026-08-01")
    office.load("renamings", renamings(renamed), "2026-09-01")
    office.withdraw(second)
    query = "SELECT m.entity_id FROM crosswalk.membership m JOIN provenance.record r ON r.id = m.record_id WHERE r.key = :key"
    unit = office.one(query, key=f"{LONELY}@{FIRST}")
    office.load("kato", kato_2022(*around, (HAMLET, "село Кокжар")), SECOND)
    assert [office.one(query, key=key) for key in (f"{LONELY}@{FIRST}", f"{HAMLET}@{SECOND}")] == [unit, unit]
    names = office.rows("SELECT name FROM address.unit_name WHERE unit_id = :unit ORDER BY valid_time", unit=unit)
    assert names == [("село Кокжар",), ("село Сарысу",)]


def test_an_edition_between_two_is_compared_with_both(office: Office, other_office: Office) -> None:
    both(office)
    office.load("kato", OLD.replace("Каражар".encode(), "Карасу".encode()), "2024-01-01")
    other_office.load("kato", OLD, FIRST)
    other_office.load("kato", OLD.replace("Каражар".encode(), "Карасу".encode()), "2024-01-01")
    other_office.load("kato", NEW, SECOND)
    assert office.main_tables() == other_office.main_tables()


def test_a_unit_that_an_edition_forgot_is_restored_by_the_next(office: Office) -> None:
    office.load("kato", OLD, FIRST)
    office.load("kato", kato_2022((REGION, "Асанская область"), (DISTRICT, "Асанский р-н")), SECOND)
    office.load(
        "kato", kato_2022((REGION, "Асанская область"), (DISTRICT, "Асанский р-н"), (OKRUG, "Акжарский с.о.")), THIRD
    )
    assert len(bearers(office, OKRUG)) == 2
    assert len({bearer.unit_id for bearer in bearers(office, OKRUG)}) == 1
    with office.engine.connect() as connection:
        done = [(o.operation, str(o.day)) for o in operations(connection, bearers(office, OKRUG)[0].unit_id)]
    assert done == [("ABOLISHED", SECOND), ("RESTORED", THIRD)]


def test_a_district_that_split_off_may_later_take_in_the_rest(office: Office) -> None:
    def edition(*districts: tuple[str, str, tuple[str, ...]]) -> bytes:
        rows = [(REGION, "Асанская область")]
        for code, name, okrugs in districts:
            rows += [
                (code, name),
                *((f"{code[:4]}{place:02d}000", okrug) for place, okrug in enumerate(okrugs, start=30)),
            ]
        return kato_2022(*rows)

    office.load("kato", edition((DISTRICT, "Асанский р-н", ("Акжарский с.о.", "Тасский с.о."))), FIRST)
    office.load(
        "kato",
        edition((DISTRICT, "Асанский р-н", ("Акжарский с.о.",)), (OTHER, "Жанский р-н", ("Тасский с.о.",))),
        SECOND,
    )
    office.load("kato", edition((OTHER, "Жанский р-н", ("Тасский с.о.", "Акжарский с.о."))), THIRD)
    old, new = bearers(office, DISTRICT)[0].unit_id, bearers(office, OTHER)[0].unit_id
    came = office.rows(
        "SELECT operation, lower(valid_time)::text FROM address.unit_predecessor WHERE unit_id = :new AND predecessor_id = :old "
        "ORDER BY 2", new=new, old=old,
    )  # fmt: skip
    assert came == [("SPLIT", SECOND), ("MERGED", THIRD)]


def test_what_a_clerk_says_of_a_part_tells_where_the_whole_went(office: Office) -> None:
    """Seed 16 of the register's histories: of the okrug that took it in nothing else changes."""
    around, taking = ((REGION, "Асанская область"), (DISTRICT, "Асанский р-н")), ("993231000", "Тасский с.о.")
    office.load("kato", kato_2022(*around, (OKRUG, "Акжарский с.о."), (VILLAGE, "с.Акжар"), taking), FIRST)
    office.load("kato", kato_2022(*around, taking, ("993231200", "с.Сарысу")), SECOND)
    query = "SELECT operation FROM address.unit_predecessor WHERE unit_id = :unit"
    unit = bearers(office, taking[0])[0].unit_id
    assert office.rows(query, unit=unit) == []
    judge(office.engine, f"kato/{VILLAGE}@{FIRST}", f"kato/993231200@{SECOND}", True, "Aigul", "so", 100)
    assert office.rows(query, unit=unit) == [("MERGED",)]


# Another okrug has a village of the same name, so nobody can tell whose the new code is.
TWINS_OLD = kato_2022(
    (REGION, "Асанская область"), (DISTRICT, "Асанский р-н"), (OKRUG, "Акжарский с.о."), (VILLAGE, "с.Акжар"),
    (HAMLET, "с.Достык"), ("993233000", "Тасский с.о."), ("993233100", "с.Достык"), ("993235000", "Сайский с.о."),
)  # fmt: skip
TWINS_NEW = kato_2022(
    (REGION, "Асанская область"), (DISTRICT, "Асанский р-н"), (OKRUG, "Акжарский с.о."), (VILLAGE, "с.Акжар"),
    ("993233000", "Тасский с.о."), ("993235000", "Сайский с.о."), ("993235100", "с.Достык"),
)  # fmt: skip


def test_what_cannot_be_told_is_held_and_no_operation_is_claimed(office: Office) -> None:
    office.load("kato", TWINS_OLD, FIRST)
    office.load("kato", TWINS_NEW, SECOND)
    waiting = [(row.kato, row.side, sorted(row.evidence["candidates"])) for row in held(office.engine)]
    assert waiting == [
        (HAMLET, "OLD", ["993235100"]), ("993233100", "OLD", ["993235100"]), ("993235100", "NEW", [HAMLET, "993233100"]),
    ]  # fmt: skip
    assert office.rows("SELECT operation FROM address.unit_operation") == []


def test_a_clerk_decides_and_what_follows_is_applied(office: Office) -> None:
    office.load("kato", TWINS_OLD, FIRST)
    office.load("kato", TWINS_NEW, SECOND)
    judge(office.engine, f"kato/{HAMLET}@{FIRST}", f"kato/993235100@{SECOND}", True, "Aigul", "the act says so", 100)
    assert decided(office)[f"{HAMLET} OLD"] == "RECODED"
    assert decided(office)["993233100 OLD"] == "ABOLISHED"
    assert bearers(office, HAMLET)[0].later_codes == ("993235100",)
    assert list(held(office.engine)) == []
    rows = office.rows("SELECT review, author FROM address.edition_decision WHERE kato = :code", code=HAMLET)
    assert rows == [("DECIDED", "Aigul")]
    judge(office.engine, f"kato/{HAMLET}@{FIRST}", f"kato/993235100@{SECOND}", False, "Aigul", "another act", 100)
    assert decided(office)[f"{HAMLET} OLD"] == "ABOLISHED"
    assert bearers(office, HAMLET)[0].later_codes == ()


def test_what_an_act_does_to_names_is_considered_again_when_a_clerk_decides_whose_they_are(office: Office) -> None:
    """Seed 4 of the register's histories: an act merges «село Туран» into «село Мерек», which a clerk says is another."""
    around = (
        (REGION, "Асанская область"),
        (DISTRICT, "Асанский р-н"),
        (OKRUG, "Акжарский с.о."),
        ("993231000", "Тасский с.о."),
    )
    office.load("kato", kato_2022(*around, (VILLAGE, "село Мерек"), (HAMLET, "село Туран")), FIRST)
    other = ("993231100", "село Сарысу")
    office.load("kato", kato_2022(*around, (HAMLET, "село Мерек"), (LONELY, "село Туран"), other), SECOND)
    merger = act_row("село Туран", "село Мерек", place="", kind="settlement_abolish_merge", published_on="2026-08-01")
    office.load("renamings", renamings(merger), "2026-09-01")
    for judged in (False, True):
        if judged:
            judge(office.engine, f"kato/{VILLAGE}@{FIRST}", f"kato/{other[0]}@{SECOND}", True, "Aigul", "so", 100)
        merged = office.rows(
            "SELECT c.kato, upper(e.valid_time)::text FROM address.unit_predecessor p JOIN address.unit_code c "
            "ON c.unit_id = p.unit_id AND upper_inf(c.valid_time) JOIN address.unit_existence e ON e.unit_id = p.predecessor_id"
        )
        assert merged == [(HAMLET, "2026-08-12")]
        assert len(bearers(office, VILLAGE)) == 1
        assert bearers(office, VILLAGE)[0].later_codes == ((other[0],) if judged else (HAMLET,))


def test_a_clerk_names_lines_that_are_there_the_older_first_and_himself(office: Office) -> None:
    both(office)
    old, new = f"kato/{VILLAGE}@{FIRST}", f"kato/{VILLAGE}@{SECOND}"
    for wrong in ((old, "kato/1@2026-07-17", "Aigul"), (new, old, "Aigul"), (old, new, "register")):
        with pytest.raises(EditionError):
            judge(office.engine, wrong[0], wrong[1], True, wrong[2], "so", 100)


def test_a_row_whose_code_stands_twice_waits_and_may_be_corrected(office: Office) -> None:
    told = office.load(
        "kato", kato_2022((REGION, "Асанская область"), (DISTRICT, "Асанский р-н"), (DISTRICT, "Есенский р-н")), FIRST
    )
    assert (told.accepted, told.quarantined, told.reasons) == (1, 2, {"CODE_TWICE": 2})
