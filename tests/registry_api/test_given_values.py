"""No message repeats a value that was given, wherever it was put."""

import logging
from typing import Any

import pytest

from tests.registry_api.asking import Client
from tests.registry_api.world import AIGUL

PLACES: list[tuple[str, dict[str, Any] | None]] = [
    ('{ individual(iin: "%s0") { iin } }', None),
    ("{ individual(iin: %s) { iin } }", None),
    ('{ individual(iin: "%s", asOf: "%s") { iin } }', None),
    ('{ individual(iin: "%s", knownAt: "%s") { iin } }', None),
    ('{ individual(iin: ["%s"]) { iin } }', None),
    ('{ individual(iin: {a: "%s"}) { iin } }', None),
    ('{ crosswalk(scheme: "%s", value: "1") { __typename } }', None),
    ("{ crosswalk(scheme: S%s, value: %s) { __typename } }", None),
    ('{ __typename @include(if: "%s") }', None),
    ("{ f%s }", None),
    ('{ individual(i%s: "%s") { iin } }', None),
    ("query($v%s: IIN!) { __typename }", None),
    ("{ ...F%s }", None),
    ("{ __typename @d%s }", None),
    ("query($v: X%s) { __typename }", None),
    ('{ individual(iin: "%s', None),
    ("{ individual(iin: %s%s&", None),
    ("query($v: IIN!) { individual(iin: $v) { iin } }", {"v": "%s0"}),
    ("query($v: IIN!) { individual(iin: $v) { iin } }", {"v": ["%s"]}),
    ("query($v: IIN!) { individual(iin: $v) { iin } }", {"v": {"%s": "%s"}}),
    ("query($v: IIN!) { individual(iin: $v) { iin } }", {"w": "%s"}),
    ('query($v: Scheme!) { crosswalk(scheme: $v, value: "1") { __typename } }', {"v": "%s"}),
    ("query($v: String!) { crosswalk(scheme: IIN, value: $v) { __typename } }", {"v": ["%s"]}),
    ('query($v: Date) { individual(iin: "1", asOf: $v) { iin } }', {"v": "%s"}),
    ('query($v: DateTime) { individual(iin: "%s", knownAt: $v) { iin } }', {"v": "%s"}),
    ("query($v: BIN!) { legalEntity(bin: $v) { bin } }", {"v": "%s"}),
    ("query($v: KATO!) { administrativeUnit(kato: $v) { kato } }", {"v": "%s"}),
    ("query($v: RKA!) { address(rka: $v) { rka } }", {"v": "%s"}),
    ("query($v: CadastralNumber!) { realEstate(cadastralNumber: $v) { cadastralNumber } }", {"v": "%s"}),
]


def given(place: Any) -> Any:
    """The place with the identifier in it."""
    if isinstance(place, str):
        return place.replace("%s", AIGUL)
    if isinstance(place, dict):
        return {given(key): given(value) for key, value in place.items()}
    return [given(value) for value in place] if isinstance(place, list) else place


@pytest.mark.parametrize(("document", "variables"), PLACES)
def test_a_wrong_value_is_refused_without_being_repeated(
    portal: Client, caplog: pytest.LogCaptureFixture, document: str, variables: dict[str, Any] | None
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = portal.ask(given(document), given(variables))
    assert answer.codes
    assert AIGUL not in answer.raw.decode()
    assert AIGUL not in caplog.text


def test_an_unknown_operation_name_is_not_repeated(portal: Client) -> None:
    body = b'{"query": "query A { __typename }", "operationName": "%s"}' % AIGUL.encode()
    answer = portal.post(body)
    assert (answer.codes, AIGUL in answer.raw.decode()) == (["OPERATION"], False)


def test_a_refused_identifier_names_its_fault(portal: Client) -> None:
    document = "query($v: IIN!) { individual(iin: $v) { iin } }"
    faults = {
        value: portal.ask(document, {"v": value}).body["errors"][0]
        for value in ("", "12", "88010170000O", "8,80101700001E+11")
    }
    assert [error["extensions"]["faults"] for error in faults.values()] == [
        ["empty"],
        ["length"],
        ["alphabet"],
        ["spreadsheet-number"],
    ]
    assert faults["12"]["message"] == "Variable $v: IIN: It has too few or too many characters."
