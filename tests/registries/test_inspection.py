"""What must not be, planted where no trigger or reference sees it, is found and counted by its own check alone."""

import pytest
from sqlalchemy import Connection, text

from registries.crosswalk.registers import FACTS
from registries.inspection import FAULTS, NOTES, faults, notes
from tests.registries.breaking import Bench, Row, lawful, table_named

Planted = tuple[str, Row]

DELIVERY = "provenance.delivery"
_INSIDE = '{"f": [["address.unit_parent", {"parent_id": ["address.unit", "%d", null, "ar_units"]}]]}'
MEMBERSHIP: Row = {"record_id": 1, "register": "individual", "founding": False}
# Rows that show each fault once, made of lawful ones.
FAULTY: dict[str, list[Planted]] = {
    "deliveries whose rows are not conserved": [(DELIVERY, {"rows_in": 1, "accepted": 1})],
    "statements without a reading": [("provenance.statement", {})],
    "applied deliveries with records still due": [
        (DELIVERY, {"id": 101, "state": "APPLIED"}),
        ("provenance.due", {"delivery_id": 101, "record_id": 1}),
        ("provenance.due", {"delivery_id": 101, "record_id": 2}),
    ],
    "records linked to a person without a judgement": [
        ("crosswalk.membership", MEMBERSHIP),
        ("crosswalk.judgement", {"verdict": "NEGATIVE"}),
    ],
    "transactions out of order": [
        ("temporal.transaction", {"position": 1, "stamped_at": "2020-01-02T00:00:00Z"}),
        ("temporal.transaction", {"position": 2, "stamped_at": "2020-01-01T00:00:00Z"}),
    ],
    "keys of names that differ from the names": [("address.unit_key", {"unit_id": 101})],
    "composed prefixes that differ from their states": [
        ("address.unit_prefix", {}),
        ("address.unit_prefix", {"unit_id": 101, "valid_time": "[2019-01-01,2020-01-01)"}),
    ],
}
# What is derived from a row is planted with it: no trigger derives here. The key of "one".
KEPT: dict[str, list[Planted]] = {"address.unit_name": [("address.unit_key", {"key": "one"})]}
# Rows that only look like one of them.
SOUND: list[list[Planted]] = [
    [(DELIVERY, {"state": "REFUSED", "refusal": "a broken file", "rows_in": 1, "accepted": 1})],
    [("provenance.statement", {"id": 101}), ("provenance.reading", {"statement_id": 101})],
    [(DELIVERY, {"id": 101, "state": "RECEIVED"}), ("provenance.due", {"delivery_id": 101})],
    [("crosswalk.membership", MEMBERSHIP), ("crosswalk.judgement", {"verdict": "POSITIVE"})],
    [("crosswalk.membership", MEMBERSHIP | {"founding": True})],
    [("crosswalk.membership", MEMBERSHIP | {"register": "legal_entity"})],
    [("temporal.transaction", {"position": 1}), ("temporal.transaction", {"position": 2, "stamped_at": "2020-01-02"})],
]
NOTED: dict[str, list[Planted]] = {
    "identifiers that end at two persons": [
        ("crosswalk.individual_identifier", {"individual_id": 1}),
        ("crosswalk.individual_identifier", {"individual_id": 2}),
    ],
    "conflicts for clerical review": [
        ("crosswalk.judgement", {"id": 1, "verdict": "UNSURE"}),
        ("crosswalk.judgement", {"id": 2, "verdict": "UNSURE", "right_id": 12}),
        ("crosswalk.judgement", {"id": 3, "verdict": "POSITIVE", "right_id": 12}),
    ],
    "quarantined rows": [
        ("provenance.quarantine", {"line": 1}),
        ("provenance.quarantine", {"line": 2, "state": "RELEASED", "decided_at": "2020-01-01"}),
    ],
    "people who are not to be found by name (registries linkage rebuild)": [
        ("individual.name", {"individual_id": 101}),
        ("individual.name", {"individual_id": 102}),
        ("crosswalk.match_row", {"individual_id": 102}),
    ],
    "places inside something no record describes": [
        ("address.premises", {"building_id": 201}),
        ("address.premises", {"building_id": 202, "address_id": 103}),
        ("address.address_existence", {"address_id": 202}),
    ],
    "circles of places, each inside the next": [
        *(("address.unit_existence", {"unit_id": number}) for number in (101, 102, 103, 104)),
        *(
            ("address.unit_parent", {"unit_id": number, "parent_id": inside} | days)
            for number, inside, days in (
                (101, 102, {}),
                (102, 101, {}),
                (103, 101, {}),
                (104, 103, {}),
                (103, 104, {"valid_time": "[2019-01-01,2020-01-01)"}),
            )
        ),
    ],
    "things that their own records put inside themselves": [
        ("provenance.source", {"id": 101, "name": "ar_units"}),
        *(("provenance.record", {"id": 100 + key, "source_id": 101, "key": str(key)}) for key in (1, 2, 3, 4)),
        *(
            ("crosswalk.membership", {"record_id": 100 + key, "register": "address.unit", "entity_id": entity})
            for key, entity in ((1, 101), (2, 101), (3, 102), (4, 102))
        ),
        (DELIVERY, {"id": 101, "state": "APPLIED"}),
        *(
            row
            for key, inside in ((1, 2), (2, 3), (3, 1))
            for row in (
                ("provenance.statement", {"id": 100 + key, "record_id": 100 + key, "delivery_id": 101}),
                ("provenance.reading", {"statement_id": 100 + key, "reading": _INSIDE % inside}),
            )
        ),
    ],
    "records that wait for a code": [
        ("crosswalk.awaiting", {"value": "one"}),
        ("crosswalk.awaiting", {"value": "another"}),
    ],
}


def plant(connection: Connection, rows: list[Planted]) -> None:
    """Rows with other surrogate numbers each, unless they say their own."""
    connection.execute(text("SET LOCAL session_replication_role = replica"))
    for number, (name, said) in enumerate(rows, start=900):
        table = table_named(name)
        own = {"id": number} if "id" in table.columns else {}
        Bench(connection).insert(table, lawful(table) | own | said)


def found(connection: Connection) -> dict[str, int]:
    return {name: count for name, count in faults(connection) if count}


def test_a_database_in_which_nothing_happened_is_sound(connection: Connection) -> None:
    assert found(connection) == {}
    assert dict(notes(connection)) == dict.fromkeys(NOTES, 0)


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_by_its_own_check_alone(connection: Connection, name: str) -> None:
    plant(connection, FAULTY[name])
    assert found(connection) == {name: 1}


@pytest.mark.parametrize("rows", SOUND, ids=lambda rows: " ".join(str(row) for row in rows))
def test_what_only_looks_like_a_fault_is_none(connection: Connection, rows: list[Planted]) -> None:
    plant(connection, rows)
    assert found(connection) == {}


def test_two_beliefs_about_one_day_at_one_moment_are_found_in_every_kind_of_fact(connection: Connection) -> None:
    unseen = {}
    for name in FACTS:
        with connection.begin_nested() as held:
            plant(connection, [(name, {}), (f"{name}_history", {}), *KEPT.get(name, [])])
            unseen[name] = found(connection)
            held.rollback()
    assert len(unseen) > 30
    assert unseen == {name: {f"{name}: beliefs that contradict each other": 1} for name in FACTS}


@pytest.mark.parametrize(
    "apart",
    [{"transaction_time": "[2019-01-01,2020-01-01)"}, {"valid_time": "[2019-01-01,2020-01-01)"}, {"sex": "FEMALE"}],
)
def test_beliefs_about_other_days_or_of_earlier_moments_do_not_contradict(connection: Connection, apart: Row) -> None:
    plant(connection, [("individual.sex", {}), ("individual.sex_history", apart)])
    contradiction = {"individual.sex: beliefs that contradict each other": 1}
    assert found(connection) == (contradiction if "sex" in apart else {})


def test_a_server_that_logs_parameters_is_found(connection: Connection) -> None:
    connection.execute(text("SET LOCAL log_error_verbosity = 'default'"))
    assert found(connection) == {"settings that let the server log parameters": 1}


@pytest.mark.parametrize("name", NOTES)
def test_what_is_worth_an_eye_is_counted_and_is_no_fault(connection: Connection, name: str) -> None:
    plant(connection, NOTED[name])
    assert dict(notes(connection)) == dict.fromkeys(NOTES, 0) | {name: 1}


def test_every_check_has_its_planted_rows() -> None:
    assert (set(FAULTY), set(NOTED)) == (set(FAULTS), set(NOTES))
