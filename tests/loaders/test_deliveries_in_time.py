"""Deliveries late, held, withdrawn and corrected: what then holds on which days, and what was believed before."""

from datetime import datetime

import pytest

from loaders.receive import DeliveryRefusedError
from tests.loaders.offices import Office
from tests.loaders.papers import (
    AIGUL,
    BOLAT,
    OTHER_RKA,
    PYOTR,
    RKA,
    ZHANAR,
    Element,
    Person,
    building,
    buildings,
    document_row,
    documents,
    gbd_fl,
    person,
    registration,
    residence,
    unit,
    units,
)

JANUARY, FEBRUARY, MARCH, APRIL = "2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"
OTHERS = (BOLAT, PYOTR, ZHANAR)
BOUNDS = "starts_basis, starts_after::text, ends_basis, ends_after::text"
Row = tuple[object, ...]

MAIDEN, MARRIED = person(AIGUL), person(AIGUL, surname="Касымова")
UNCHANGED = [("Ахметова", "OBSERVED", None, None, None, "[2024-01-01,)")]


def extract(*aigul: Element) -> bytes:
    """The whole state database: the others, and Aigul as she is written in it, if she is."""
    return gbd_fl(*aigul, *map(person, OTHERS))


def names(office: Office) -> list[Row]:
    """Aigul's names by their days: value, bases and brackets of the bounds, days."""
    hers = office.rows("SELECT individual_id FROM crosswalk.individual_identifier WHERE value = :iin", iin=AIGUL.iin)
    found = office.facts("individual.name", f"lower(valid_time), individual_id, surname, {BOUNDS}")
    return [row[2:] for row in found if (row[1],) in hers]


def now(office: Office) -> datetime:
    moment = office.one("SELECT max(stamped_at) FROM temporal.transaction")
    assert isinstance(moment, datetime)
    return moment


def names_known(office: Office, moment: datetime) -> list[Row]:
    """What `names` answered at that moment."""
    query = f"""
        SELECT surname, {BOUNDS}, valid_time::text FROM individual.name_known
         WHERE transaction_time @> CAST(:moment AS timestamptz) AND individual_id IN (
               SELECT individual_id FROM crosswalk.individual_identifier_known
                WHERE value = :iin AND transaction_time @> CAST(:moment AS timestamptz)) ORDER BY valid_time"""
    return office.rows(query, iin=AIGUL.iin, moment=moment)


def married_by_march(office: Office) -> list[Row]:
    office.load("gbd_fl", extract(MAIDEN), JANUARY)
    office.load("gbd_fl", extract(MARRIED), MARCH)
    return [
        ("Ахметова", "OBSERVED", None, "OBSERVED", "2024-01-01", "[2024-01-01,2024-03-01)"),
        ("Касымова", "OBSERVED", "2024-01-01", None, None, "[2024-03-01,)"),
    ]


def test_two_extracts_bracket_the_day_of_a_change(office: Office) -> None:
    bracketed = married_by_march(office)
    assert names(office) == bracketed


@pytest.mark.parametrize(
    ("said", "narrowed"),
    [
        pytest.param(
            MAIDEN,
            [
                ("Ахметова", "OBSERVED", None, "OBSERVED", "2024-02-01", "[2024-01-01,2024-03-01)"),
                ("Касымова", "OBSERVED", "2024-02-01", None, None, "[2024-03-01,)"),
            ],
            id="still the maiden name",
        ),
        pytest.param(
            MARRIED,
            [
                ("Ахметова", "OBSERVED", None, "OBSERVED", "2024-01-01", "[2024-01-01,2024-02-01)"),
                ("Касымова", "OBSERVED", "2024-01-01", None, None, "[2024-02-01,)"),
            ],
            id="the married name already",
        ),
    ],
)
def test_an_extract_that_comes_late_narrows_the_bracket(office: Office, said: Element, narrowed: list[Row]) -> None:
    bracketed = married_by_march(office)
    before = now(office)
    # A line end more: bytes that were delivered before are not a new extract.
    office.load("gbd_fl", extract(said) + b"\n", FEBRUARY)
    assert names(office) == narrowed
    assert names_known(office, before) == bracketed


def test_an_extract_older_than_all_others_moves_the_beginning_and_ends_nothing(office: Office) -> None:
    office.load("gbd_fl", extract(MAIDEN), FEBRUARY)
    before = now(office)
    report = office.load("gbd_fl", extract(MAIDEN) + b"\n", JANUARY)
    assert (report.accepted, report.duplicate, report.ended) == (0, 4, 0)
    assert names(office) == UNCHANGED
    assert names_known(office, before) == [("Ахметова", "OBSERVED", None, None, None, "[2024-02-01,)")]


def test_a_name_that_only_an_older_extract_has_ends_where_the_newer_begins(office: Office) -> None:
    office.load("gbd_fl", extract(MARRIED), MARCH)
    office.load("gbd_fl", extract(MAIDEN), JANUARY)
    assert names(office) == [
        ("Ахметова", "OBSERVED", None, "OBSERVED", "2024-01-01", "[2024-01-01,2024-03-01)"),
        ("Касымова", "OBSERVED", "2024-01-01", None, None, "[2024-03-01,)"),
    ]


GONE_IN_FEBRUARY = [
    ("Ахметова", "OBSERVED", None, "OBSERVED", "2024-01-01", "[2024-01-01,2024-02-01)"),
    ("Ахметова", "OBSERVED", "2024-02-01", None, None, "[2024-03-01,)"),
]


@pytest.mark.parametrize("order", [(JANUARY, FEBRUARY, MARCH), (JANUARY, MARCH, FEBRUARY), (MARCH, FEBRUARY, JANUARY)])
def test_a_person_left_out_of_one_extract_has_a_gap_between_her_spans(office: Office, order: tuple[str, ...]) -> None:
    files = {JANUARY: extract(MAIDEN), FEBRUARY: extract(), MARCH: extract(MAIDEN) + b"\n"}
    for day in order:
        office.load("gbd_fl", files[day], day)
    assert names(office) == GONE_IN_FEBRUARY


def test_a_person_left_out_and_written_anew_under_another_name_was_nowhere_between(office: Office) -> None:
    office.load("gbd_fl", extract(MAIDEN), JANUARY)
    office.load("gbd_fl", extract(), FEBRUARY)
    before = now(office)
    office.load("gbd_fl", extract(MARRIED), MARCH)
    gone = ("Ахметова", "OBSERVED", None, "OBSERVED", "2024-01-01", "[2024-01-01,2024-02-01)")
    assert names(office) == [gone, ("Касымова", "OBSERVED", "2024-02-01", None, None, "[2024-03-01,)")]
    assert names_known(office, before) == [gone]


def test_an_absence_that_was_a_mistake_is_healed_by_withdrawing_it(office: Office) -> None:
    office.load("gbd_fl", extract(MAIDEN), JANUARY)
    mistaken = office.load("gbd_fl", extract(), FEBRUARY)
    office.load("gbd_fl", extract(MAIDEN) + b"\n", MARCH)
    before = now(office)
    office.withdraw(mistaken.delivery)
    assert names(office) == UNCHANGED
    assert names_known(office, before) == GONE_IN_FEBRUARY


def test_a_name_that_returns_is_told_by_a_file_that_differs_from_the_first(office: Office) -> None:
    """The same bytes are the same delivery, whatever day is given with them: a command repeated later changes nothing."""
    first = office.load("gbd_fl", extract(MAIDEN), JANUARY)
    office.load("gbd_fl", extract(MARRIED), FEBRUARY)
    believed = names(office)
    repeated = office.load("gbd_fl", extract(MAIDEN), MARCH)
    assert (repeated.delivery, repeated.unchanged, names(office)) == (first.delivery, True, believed)
    office.load("gbd_fl", extract(MAIDEN) + b"\n", MARCH)
    assert names(office) == [
        ("Ахметова", "OBSERVED", None, "OBSERVED", "2024-01-01", "[2024-01-01,2024-02-01)"),
        ("Касымова", "OBSERVED", "2024-01-01", "OBSERVED", "2024-02-01", "[2024-02-01,2024-03-01)"),
        ("Ахметова", "OBSERVED", "2024-02-01", None, None, "[2024-03-01,)"),
    ]


def shrunken(office: Office) -> int:
    """January's extract, and February's with one person of four: more than its source may shrink."""
    office.load("gbd_fl", extract(MAIDEN), JANUARY)
    report = office.load("gbd_fl", gbd_fl(person(BOLAT)), FEBRUARY, own_limits=True)
    assert (report.state, report.accepted, report.duplicate, report.ended) == ("HELD", 0, 1, 3)
    return report.delivery


def test_a_held_extract_says_nothing_until_it_is_released(office: Office) -> None:
    number = shrunken(office)
    assert names(office) == UNCHANGED
    before = now(office)
    office.release(number)
    assert names(office) == [("Ахметова", "OBSERVED", None, "OBSERVED", "2024-01-01", "[2024-01-01,2024-02-01)")]
    assert names_known(office, before) == UNCHANGED


def test_an_extract_released_behind_a_later_one_takes_its_place_in_time(office: Office) -> None:
    number = shrunken(office)
    office.load("gbd_fl", extract(MAIDEN) + b"\n", MARCH)
    assert names(office) == UNCHANGED
    before = now(office)
    office.release(number)
    assert names(office) == GONE_IN_FEBRUARY
    assert names_known(office, before) == UNCHANGED


def test_a_held_extract_that_is_withdrawn_leaves_no_trace_in_the_registers(office: Office) -> None:
    number = shrunken(office)
    believed, before = office.main_tables(), now(office)
    office.withdraw(number)
    office.load("gbd_fl", extract(MAIDEN) + b"\n", MARCH)
    assert office.main_tables() == believed
    assert names_known(office, before) == names(office) == UNCHANGED


def test_a_person_whose_only_extract_is_withdrawn_is_nobody_now_and_somebody_then(office: Office) -> None:
    report = office.load("gbd_fl", extract(MAIDEN), JANUARY)
    before = now(office)
    office.withdraw(report.delivery)
    assert office.facts("individual.name", "surname") == []
    assert office.facts("crosswalk.individual_identifier", "value") == []
    assert names_known(office, before) == UNCHANGED


def test_what_a_withdrawn_extract_said_first_holds_from_the_next_that_says_it(office: Office) -> None:
    first = office.load("gbd_fl", extract(MAIDEN), JANUARY)
    office.load("gbd_fl", extract(MAIDEN) + b"\n", FEBRUARY)
    office.withdraw(first.delivery)
    assert names(office) == [("Ахметова", "OBSERVED", None, None, None, "[2024-02-01,)")]


def test_a_change_that_is_withdrawn_gives_the_earlier_name_its_days_back(office: Office) -> None:
    bracketed = married_by_march(office)
    before = now(office)
    office.withdraw(int(str(office.one("SELECT max(id) FROM provenance.delivery"))))
    assert names(office) == UNCHANGED
    assert names_known(office, before) == bracketed
    history = office.rows(
        "SELECT surname, valid_time::text, upper(transaction_time) > :before FROM individual.name_history "
        "ORDER BY lower(transaction_time), valid_time", before=before,
    )  # fmt: skip
    assert history == [
        ("Ахметова", "[2024-01-01,)", False),
        ("Ахметова", "[2024-01-01,2024-03-01)", True),
        ("Касымова", "[2024-03-01,)", True),
    ]


def test_a_correction_for_the_same_day_takes_the_place_of_what_was_wrong(office: Office) -> None:
    wrong = office.load("gbd_fl", extract(person(AIGUL, surname="Ахмедова")), JANUARY)
    before = now(office)
    with pytest.raises(DeliveryRefusedError, match="is there already"):
        office.load("gbd_fl", extract(MAIDEN), JANUARY)
    office.withdraw(wrong.delivery)
    office.load("gbd_fl", extract(MAIDEN), JANUARY)
    assert names(office) == UNCHANGED
    assert names_known(office, before) == [("Ахмедова", "OBSERVED", None, None, None, "[2024-01-01,)")]


def test_an_undated_value_corrected_inside_the_month_counts_as_changed_there(office: Office) -> None:
    """No act says that it was a mistake: the register keeps what each extract said, on the days between them."""
    office.load("gbd_fl", extract(person(AIGUL, surname="Ахмедова")), JANUARY)
    office.load("gbd_fl", extract(MAIDEN), "2024-01-15")
    assert names(office) == [
        ("Ахмедова", "OBSERVED", None, "OBSERVED", "2024-01-01", "[2024-01-01,2024-01-15)"),
        ("Ахметова", "OBSERVED", "2024-01-01", None, None, "[2024-01-15,)"),
    ]


def births(office: Office) -> list[Row]:
    return office.facts("individual.birth", f"birth_date::text, {BOUNDS}")


@pytest.mark.parametrize("days", [(JANUARY, "2024-01-15"), ("2024-01-15", JANUARY)])
def test_a_birth_date_corrected_inside_the_month_is_corrected_for_the_whole_life(
    office: Office, days: tuple[str, str]
) -> None:
    """In whichever order the two extracts come, the one for the later day is the correction."""
    files = {JANUARY: gbd_fl(person(AIGUL, birthDate="1990-04-08")), "2024-01-15": gbd_fl(person(AIGUL))}
    for day in days:
        office.load("gbd_fl", files[day], day)
    assert births(office) == [("1990-04-09", "INFERRED:life", None, None, None, "[1990-04-09,)")]


def cards(office: Office) -> list[Row]:
    return office.facts("individual.document", f"number, {BOUNDS}")


def test_a_card_whose_dates_are_corrected_holds_on_the_corrected_days_only(office: Office) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL)), JANUARY)
    office.load("documents", documents(document_row(AIGUL)), JANUARY)
    first = [(AIGUL.card, "STATED", None, "STATED", None, "[2015-03-01,2025-03-01)")]
    assert cards(office) == first
    corrected = office.load("documents", documents(document_row(AIGUL, issued="2015-03-10")), "2024-01-20")
    assert cards(office) == [(AIGUL.card, "STATED", None, "STATED", None, "[2015-03-10,2025-03-01)")]
    office.withdraw(corrected.delivery)
    assert cards(office) == first


ARRIVED = registration(AIGUL, RKA, "2024-01-05")
LEFT = registration(AIGUL, RKA, "2024-01-05", until="2024-01-20")
MOVED = registration(AIGUL, OTHER_RKA, "2024-01-20")


@pytest.fixture
def village(office: Office) -> Office:
    """An office that knows Aigul and two houses."""
    office.load("ar_units", units(unit(1, 0, "Асан", "990000000")), "2023-01-01")
    office.load("ar_buildings", buildings(building(1, RKA), building(2, OTHER_RKA)), "2023-01-01")
    office.load("gbd_fl", gbd_fl(person(AIGUL)), "2023-01-01")
    return office


def homes(office: Office) -> list[Row]:
    query = f"""
        SELECT c.rka, {", ".join(f"r.{column}" for column in BOUNDS.split(", "))}, r.valid_time::text
          FROM individual.residence r JOIN address.address_code c USING (address_id) ORDER BY r.valid_time"""
    return office.rows(query)


@pytest.mark.parametrize("late", [False, True])
def test_a_departure_ends_the_home_also_when_it_comes_before_the_arrival(village: Office, late: bool) -> None:
    deltas = [(residence(ARRIVED), "2024-01-10"), (residence(LEFT, MOVED), "2024-01-25")]
    for content, day in reversed(deltas) if late else deltas:
        village.load("residence", content, day)
    assert homes(village) == [
        (RKA, "STATED", None, "STATED", None, "[2024-01-05,2024-01-20)"),
        (OTHER_RKA, "STATED", None, None, None, "[2024-01-20,)"),
    ]


def test_a_departure_that_is_withdrawn_leaves_the_home_open(village: Office) -> None:
    village.load("residence", residence(ARRIVED), "2024-01-10")
    departure = village.load("residence", residence(LEFT), "2024-01-25")
    assert homes(village) == [(RKA, "STATED", None, "STATED", None, "[2024-01-05,2024-01-20)")]
    village.withdraw(departure.delivery)
    assert homes(village) == [(RKA, "STATED", None, None, None, "[2024-01-05,)")]


def test_a_departure_taken_back_by_repeating_the_arrival_leaves_the_home_open(village: Office) -> None:
    """The arrival's words were known: the later delta that says them again is the last word."""
    village.load("residence", residence(ARRIVED), "2024-01-10")
    village.load("residence", residence(LEFT), "2024-01-25")
    again = village.load("residence", residence(ARRIVED) + b"\n", "2024-01-30")
    assert (again.accepted, again.duplicate) == (0, 1)
    assert homes(village) == [(RKA, "STATED", None, None, None, "[2024-01-05,)")]


def test_every_order_of_four_extracts_gives_the_same_days(office: Office, other_office: Office) -> None:
    sisters: list[tuple[str, tuple[tuple[Person, str], ...]]] = [
        (JANUARY, ((AIGUL, "Ахметова"), (ZHANAR, "Ахметова"))),
        (FEBRUARY, ((AIGUL, "Ахметова"),)),
        (MARCH, ((AIGUL, "Касымова"), (ZHANAR, "Серикова"))),
        (APRIL, ((ZHANAR, "Серикова"),)),
    ]
    files = {day: gbd_fl(*(person(who, surname=surname) for who, surname in people)) for day, people in sisters}
    for day in (JANUARY, FEBRUARY, MARCH, APRIL):
        office.load("gbd_fl", files[day], day)
    for day in (MARCH, JANUARY, APRIL, FEBRUARY):
        other_office.load("gbd_fl", files[day], day)
    assert office.main_tables() == other_office.main_tables()
    assert names(office) == [
        ("Ахметова", "OBSERVED", None, "OBSERVED", "2024-02-01", "[2024-01-01,2024-03-01)"),
        ("Касымова", "OBSERVED", "2024-02-01", "OBSERVED", "2024-03-01", "[2024-03-01,2024-04-01)"),
    ]
