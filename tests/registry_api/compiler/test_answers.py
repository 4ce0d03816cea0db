"""The compiled answer is the ordinary executor's, byte for byte, and leaves the same receipts."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, text

from registry_api.answer import PLANS
from registry_api.request import Request
from tests.registry_api.asking import Client
from tests.registry_api.world import (
    AIGUL,
    AIGUL_BEFORE,
    CITY,
    COMPANY,
    CORPUS,
    FLAT,
    FRESH,
    NOBODY,
    PLOT,
    REUSED,
    RNN_AIGUL,
    RNN_BOTH,
)

PERIOD = "validFrom validTo startsBasis endsBasis uncertain"
PERSON = f"""query($iin: IIN!, $asOf: Date, $knownAt: DateTime, $with: Boolean = true, $language: Language = KK) {{
  who: individual(iin: $iin, asOf: $asOf, knownAt: $knownAt) {{
    __typename iin ...Named again: names {{ surname }}
    birth {{ birthDate birthPlace {PERIOD} }} death @include(if: $with) {{ deathDate }} sex {{ sex }}
    citizenship {{ country newer {{ country uncertain newer {{ country }} }} }}
    identifiers {{ scheme value {PERIOD} }} documents(asOf: "2016-01-01") {{ kind number issuer }}
    residence {{ since {PERIOD} address {{
      rka code {{ rka validFrom }} building premises uncertain
      full(language: $language) russian: full(language: RU) then: full(language: RU, asOf: "2005-01-01") }}
      newer {{ since address {{ rka full(language: KK) }} }} }}
    before: residence(asOf: "2006-06-06") {{ address {{ rka full(language: KK) }} }} }} }}
  fragment Named on Individual {{ names {{ ... on Dated {{ validFrom }} script surname givenName patronymic newer {{ surname }} }} }}"""
UNIT = """query($kato: KATO!, $asOf: Date) { administrativeUnit(kato: $kato, asOf: $asOf) {
  kato kind names { language name validFrom validTo uncertain newer { name validFrom uncertain } }
  code { kato startsBasis } type { kind } uncertain parents { kato kind names { name } }
  newer { since sameUnit names { language name uncertain } unit { kato kind uncertain parents { kato } } }
  history { names { name validFrom uncertain } codes { kato validTo } parents { validFrom unit { kato kind } } } } }"""
ADDRESS = """query($rka: RKA!, $asOf: Date) { address(rka: $rka, asOf: $asOf) {
  rka full(language: KK) ru: full(language: RU) building premises uncertain
  units { kato kind } past: units(asOf: "1999-01-01") { names { name } } geonyms { names { name } type { kind } }
  newer { since address { full(language: RU) } } } }"""
COMPANY_OF = "query($bin: BIN!) { legalEntity(bin: $bin) { bin names { language name } status { status } } }"
PLOT_OF = """query($n: CadastralNumber!) { realEstate(cadastralNumber: $n) {
  cadastralNumber plot { areaHa purpose category rightType addressText } address { rka full(language: RU) } } }"""


CROSSWALK = """query($scheme: Scheme!, $value: String!, $asOf: Date) {
  crosswalk(scheme: $scheme, value: $value, asOf: $asOf) { __typename
    ... on CrosswalkMatch { iin inForce validFrom validTo individual { names { surname } birth { birthDate } } }
    ... on Refusal { code message } } }"""


def compiled(document: str, variables: dict[str, Any]) -> bool:
    asked = Request(document, variables, None)
    shape = PLANS.shape(asked.digest, None)
    coerced = None if shape is None else shape.coerced(variables)
    return shape is not None and coerced is not None and PLANS.plan(asked.digest, None, shape, coerced) is not None


def receipts(database: Engine) -> list[tuple[object, ...]]:
    """What the last request left in the log."""
    columns = "individual_id, consumer, official, fields, purpose, document, as_of, known_at"
    with database.connect() as connection:
        newest = "SELECT request_id FROM access.access_log ORDER BY id DESC LIMIT 1"
        last = f"SELECT {columns} FROM access.access_log WHERE request_id = ({newest})"
        return sorted((tuple(row) for row in connection.execute(text(last))), key=str)


@pytest.mark.parametrize(
    ("document", "variables"),
    [
        (PERSON, {"iin": AIGUL}),
        (PERSON, {"iin": AIGUL, "asOf": "2012-06-08", "with": False, "language": "RU"}),
        (PERSON, {"iin": AIGUL_BEFORE, "asOf": "2007-01-01"}),
        (PERSON, {"iin": AIGUL, "asOf": "1900-01-01"}),
        (PERSON, {"iin": AIGUL, "knownAt": "now"}),
        (UNIT, {"kato": FRESH, "asOf": "2024-06-01"}),
        (UNIT, {"kato": FRESH}),
        (UNIT, {"kato": REUSED, "asOf": "2024-06-01"}),
        (UNIT, {"kato": REUSED, "asOf": "2026-07-17"}),
        (UNIT, {"kato": CITY, "asOf": "2020-01-01"}),
        (ADDRESS, {"rka": FLAT}),
        (ADDRESS, {"rka": CORPUS, "asOf": "2001-01-01"}),
        (ADDRESS, {"rka": CORPUS, "asOf": "1901-01-01"}),
        (CROSSWALK, {"scheme": "RNN", "value": RNN_AIGUL}),
        (CROSSWALK, {"scheme": "RNN", "value": RNN_AIGUL, "asOf": "1999-01-01"}),
        (CROSSWALK, {"scheme": "IIN", "value": AIGUL_BEFORE}),
        (COMPANY_OF, {"bin": COMPANY}),
        (PLOT_OF, {"n": PLOT}),
    ],
)
def test_the_compiled_answer_is_the_executors(
    portal: Client, database: Engine, document: str, variables: dict[str, Any]
) -> None:
    if variables.get("knownAt") == "now":
        variables = {**variables, "knownAt": datetime.now(UTC).isoformat()}
    ordinary = portal.ask(document, variables)
    left = receipts(database)
    assert compiled(document, variables)
    answered = portal.ask(document, variables)
    assert "errors" not in ordinary.body, ordinary.body
    assert answered.raw.decode() == ordinary.raw.decode()
    assert receipts(database) == left


def test_a_long_alias_keeps_all_its_letters(portal: Client) -> None:
    alias = "a" * 200
    document = f"query($iin: IIN!) {{ {alias}: individual(iin: $iin) {{ {alias}: iin {alias}b: iin }} }}"
    for _ in range(2):
        assert portal.ask(document, {"iin": AIGUL}).data == {alias: {alias: AIGUL, f"{alias}b": AIGUL}}
    assert compiled(document, {"iin": AIGUL})


def test_a_document_without_a_rule_for_all_of_it_is_answered_all_the_same(portal: Client) -> None:
    document = "query($rka: RKA!) { address(rka: $rka) { rka } __schema { queryType { name } } }"
    first, second = (portal.ask(document, {"rka": FLAT}).raw for _ in range(2))
    assert first == second
    assert not compiled(document, {"rka": FLAT})


def test_a_number_that_leads_to_nobody_is_refused_as_ever(portal: Client) -> None:
    document = "query($iin: IIN!) { individual(iin: $iin) { iin } }"
    portal.ask(document, {"iin": AIGUL})
    assert compiled(document, {"iin": NOBODY})
    assert portal.ask(document, {"iin": NOBODY}).codes == ["NOT_FOUND"]


def test_a_number_that_ends_at_two_or_cannot_be_read_is_refused_as_ever(portal: Client) -> None:
    portal.ask(CROSSWALK, {"scheme": "RNN", "value": RNN_AIGUL})
    both = portal.ask(CROSSWALK, {"scheme": "RNN", "value": RNN_BOTH}).data["crosswalk"]
    unread = portal.ask(CROSSWALK, {"scheme": "RNN", "value": "12"}).data["crosswalk"]
    assert (both["code"], unread["code"]) == ("AMBIGUOUS", "MALFORMED_IDENTIFIER")


def test_a_moment_in_the_future_is_refused_as_ever(portal: Client) -> None:
    document = "query($iin: IIN!, $known: DateTime) { individual(iin: $iin, knownAt: $known) { iin } }"
    portal.ask(document, {"iin": AIGUL})
    answer = portal.ask(document, {"iin": AIGUL, "known": "2999-01-01T00:00:00Z"})
    assert answer.codes == ["FUTURE_KNOWN_AT"]
