"""What the compiled way answers where an answer is no plain success, or the document no plain one."""

from registry_api.wsgi import Application
from tests.registry_api.asking import Client
from tests.registry_api.world import AIGUL, FLAT, NOBODY, RNN_AIGUL, RNN_BOTH

CROSSWALK = """query($scheme: Scheme!, $value: String!, $asOf: Date) {
  crosswalk(scheme: $scheme, value: $value, asOf: $asOf) { __typename
    ... on CrosswalkMatch { iin inForce validFrom validTo individual { names { surname } birth { birthDate } } }
    ... on Refusal { code message } } }"""


def test_a_long_alias_keeps_all_its_letters(portal: Client) -> None:
    alias = "a" * 200
    document = f"query($iin: IIN!) {{ {alias}: individual(iin: $iin) {{ {alias}: iin {alias}b: iin }} }}"
    for _ in range(2):
        assert portal.ask(document, {"iin": AIGUL}).data == {alias: {alias: AIGUL, f"{alias}b": AIGUL}}


def test_the_schema_is_asked_of_itself_beside_data(portal: Client) -> None:
    document = """query($rka: RKA!, $name: String!) { a: address(rka: $rka) { rka }
      __schema { queryType { ...Named } } of: __type(name: $name) { ...Named } b: address(rka: $rka) { premises } }
      fragment Named on __Type { name }"""
    answer = portal.ask(document, {"rka": FLAT, "name": "Address"})
    assert list(answer.data.items()) == [
        ("a", {"rka": FLAT}), ("__schema", {"queryType": {"name": "Query"}}), ("of", {"name": "Address"}),
        ("b", {"premises": "5"}),
    ]  # fmt: skip


def test_a_number_that_leads_to_nobody_is_refused_where_it_was_asked(portal: Client) -> None:
    document = """query($iin: IIN!, $other: IIN!) {
      found: individual(iin: $iin) { iin }
      lost: individual(iin: $other) { iin } }"""
    answer = portal.ask(document, {"iin": AIGUL, "other": NOBODY})
    [error] = answer.body["errors"]
    assert answer.body["data"] == {"found": {"iin": AIGUL}, "lost": None}
    assert (error["extensions"]["code"], error["path"], error["locations"]) == (
        "NOT_FOUND", ["lost"], [{"line": 3, "column": 7}],
    )  # fmt: skip


def test_a_number_that_ends_at_two_or_cannot_be_read_is_a_refusal(portal: Client) -> None:
    found = portal.ask(CROSSWALK, {"scheme": "RNN", "value": RNN_AIGUL}).data["crosswalk"]
    both = portal.ask(CROSSWALK, {"scheme": "RNN", "value": RNN_BOTH}).data["crosswalk"]
    unread = portal.ask(CROSSWALK, {"scheme": "RNN", "value": "12"}).data["crosswalk"]
    assert found["iin"] == AIGUL
    assert list(both) == ["__typename", "code", "message"]
    assert (both["code"], unread["code"]) == ("AMBIGUOUS", "MALFORMED_IDENTIFIER")


def test_a_document_is_compiled_once_for_each_belief_and_each_turn_of_its_switches(
    portal: Client, app: Application
) -> None:
    document = """query($iin: IIN!, $known: DateTime, $with: Boolean = true) {
      individual(iin: $iin, knownAt: $known) { iin sex @include(if: $with) { sex } } }"""
    compiled = []
    for variables in ({}, {"known": "2999-01-01T00:00:00Z"}, {"with": False}, {"with": True}, {"known": None}):
        portal.ask(document, {"iin": AIGUL, **variables})
        compiled.append(len(app.answering.plans))
    assert compiled == [1, 2, 3, 3, 3]
