"""Departments ask whom their records speak of: a thousand at once, each answered, everybody told of on the record."""

import json
from collections.abc import Mapping

import pytest
from sqlalchemy import Engine, text

from registries.access.consumers import named
from registries.access.token import issue
from registries.crosswalk.match_rebuild import rebuild_match_rows
from registries.crosswalk.weighing.individual import individual_model
from registries.settings import Settings
from registry_api.documents import Documents
from registry_api.reconcile import MOST_RECORDS
from registry_api.wsgi import Application
from tests.registry_api.asking import Client
from tests.registry_api.world import AIGUL, TIMUR, World

[RECONCILE] = [one.text for one in Documents.read().all if (one.kind, one.name) == ("department", "reconcile")]
WHOLE = {"names": [{"full": "Ахметова Айгуль Маратовна"}], "birthDate": "1985-04-12"}
SISTER = {"names": [{"full": "Ахметова Жанар Маратовна"}], "birthDate": "1985-04-12"}
STRANGER = {"names": [{"full": "Петров Олег"}], "birthDate": "1960-01-02"}


@pytest.fixture
def department(app: Application, settings: Settings, database: Engine, world: World) -> Client:
    rebuild_match_rows(database)
    with database.begin() as connection:
        caller = named(connection, "saule@department")
    return Client(app, issue(settings, caller.consumer, caller.official))


def asked(client: Client, *records: Mapping[str, object]) -> list[dict[str, object]]:
    found = client.ask(RECONCILE, {"records": list(records), "language": "RU"}).data["reconcile"]
    assert isinstance(found, list)
    return found


def receipts(database: Engine) -> set[tuple[int, str]]:
    with database.connect() as connection:
        rows = connection.execute(text("SELECT individual_id, fields FROM access.access_log")).all()
    return {(row.individual_id, field) for row in rows for field in row.fields}


def test_a_record_is_answered_with_its_person_and_the_reason(department: Client) -> None:
    [found] = asked(department, {**WHOLE, "reference": "строка 17"})
    assert (found["answer"], found["because"], found["iin"], found["reference"]) == (
        "MATCH",
        "AHEAD",
        AIGUL,
        "строка 17",
    )
    assert str(found["rule"]).endswith(individual_model().digest)
    assert str(found["explanation"][0]).startswith("фамилия: совпадает (+")  # type: ignore[index]
    assert found["counterExample"] is None


def test_a_record_by_number_in_fields_and_with_one_letter_wrong(department: Client) -> None:
    number = {
        "identifiers": [{"scheme": "IIN", "value": f"{TIMUR[:6]} {TIMUR[6:]}"}],
        "names": [{"givenName": "Тимур"}],
    }
    found = asked(
        department, number, {**WHOLE, "names": [{"surname": "Ахмедова", "givenName": "Айгуль"}], "sex": "FEMALE"}
    )
    assert [(one["answer"], one["because"], one["iin"]) for one in found] == [
        ("MATCH", "IDENTIFIER", TIMUR), ("MATCH", "AHEAD", AIGUL),
    ]  # fmt: skip


def test_who_was_not_matched_is_told_what_is_missing(department: Client) -> None:
    [found] = asked(department, SISTER)
    assert (found["answer"], found["iin"]) == ("POSSIBLE", None)
    assert [one["iin"] for one in found["candidates"]] == [AIGUL]  # type: ignore[attr-defined]
    assert found["counterExample"]["change"] == "AS_REGISTERED:given_name"  # type: ignore[index]
    assert "«имя»" in found["counterExample"]["words"]  # type: ignore[index]


def test_everybody_told_of_has_a_receipt_and_nobody_else(department: Client, world: World, database: Engine) -> None:
    asked(department, STRANGER)
    assert receipts(database) == set()
    department.ask("query($r: [RecordInput!]!) { reconcile(records: $r) { answer } }", {"r": [SISTER]})
    assert receipts(database) == {(world.ids["aigul"], "reconcile.answer")}
    document = (
        "query($r: [RecordInput!]!) { reconcile(records: $r) { candidates { weight } counterExample { change } } }"
    )
    department.ask(document, {"r": [SISTER, WHOLE]})
    assert receipts(database) == {
        (world.ids["aigul"], "reconcile.answer"),
        (world.ids["aigul"], "reconcile"),
        (world.ids["aigul"], "reconcile.candidates.weight"),
        (world.ids["aigul"], "reconcile.counterExample.change"),
    }


def test_the_person_matched_is_read_as_anywhere_else(department: Client) -> None:
    document = """query($r: [RecordInput!]!) { reconcile(records: $r) { individual { iin names { surname } }
      candidates { individual { birth { birthDate } } } } }"""
    [found] = department.ask(document, {"r": [WHOLE]}).data["reconcile"]
    assert found["individual"]["iin"] == AIGUL
    assert found["candidates"] == [{"individual": {"birth": {"birthDate": "1985-04-12"}}}]


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ({}, "NOTHING_TO_GO_BY"),
        ({"names": [{}], "birthDate": "1985-04-12"}, "NOTHING_TO_GO_BY"),
        ({**WHOLE, "birthDate": "12.04.1985"}, "RECORD_UNREADABLE"),
        ({**WHOLE, "birthYear": 99999}, "RECORD_UNREADABLE"),
        ({**WHOLE, "source": "tax"}, "RECORD_UNREADABLE"),
        ({"names": [{"full": "Ким Анна", "surname": "Ким"}]}, "RECORD_UNREADABLE"),
        ({"names": [{"surname": "Ы" * 201}]}, "RECORD_UNREADABLE"),
        ({"names": [{"full": "Ы " * 500}]}, "RECORD_UNREADABLE"),
        ({"names": [{"surname": "Ким"}] * 11}, "RECORD_UNREADABLE"),
        ({"identifiers": [{"scheme": "RNN", "value": "not a number"}]}, "NOTHING_TO_GO_BY"),
    ],
)
def test_what_cannot_be_read_is_an_error_of_that_record_alone(
    department: Client, record: Mapping[str, object], code: str
) -> None:
    found = asked(department, WHOLE, record, WHOLE)
    assert [(one["record"], one["answer"], one["code"]) for one in found] == [
        (0, "MATCH", None), (1, "ERROR", code), (2, "MATCH", None),
    ]  # fmt: skip
    assert "Ы" not in json.dumps(found[1], ensure_ascii=False)


def test_a_thousand_records_are_answered_at_once_and_not_one_more(department: Client) -> None:
    found = asked(department, *([WHOLE] * (MOST_RECORDS - 1)), STRANGER)
    assert [one["answer"] for one in found] == ["MATCH"] * (MOST_RECORDS - 1) + ["NONE"]
    refused = department.ask(RECONCILE, {"records": [WHOLE] * (MOST_RECORDS + 1)})
    assert (refused.body.get("data"), refused.codes) == (None, ["TOO_MANY_GIVEN"])


def test_a_consumer_of_another_kind_is_refused_and_told_of_nobody(portal: Client, database: Engine) -> None:
    rebuild_match_rows(database)
    refused = portal.ask(RECONCILE, {"records": [WHOLE]})
    assert (refused.body.get("data"), refused.codes) == (None, ["NOT_FOR_THIS_CONSUMER"])
    assert receipts(database) == set()


def test_hostile_texts_are_names_like_others(department: Client) -> None:
    texts = [
        "'; DROP TABLE individual.name; --",
        "%s %(x)s :y",
        "{}\\",
        "\u202e",
        "нет' OR '1'='1",
        "$1",
        "\ud7ff\ufffd",
    ]
    for hostile in texts:
        given = {"reference": hostile, "names": [{"surname": hostile, "givenName": hostile}], "birthDate": "1985-04-12",
                 "source": hostile, "key": hostile}  # fmt: skip
        found = asked(department, given, WHOLE)
        assert found[0]["answer"] in ("NONE", "ERROR")
        assert (found[0]["reference"], found[1]["iin"]) == (hostile, AIGUL)


def test_nothing_is_written_but_the_receipts(department: Client, database: Engine) -> None:
    counted = "SELECT (SELECT count(*) FROM crosswalk.judgement), (SELECT max(position) FROM temporal.transaction)"
    with database.connect() as connection:
        before = tuple(connection.execute(text(counted)).one())
        asked(department, WHOLE, SISTER, STRANGER)
        assert tuple(connection.execute(text(counted)).one()) == before
