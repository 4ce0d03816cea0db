"""No answer about a person without its row in the access log."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Engine, text

from registry_api.moment import today
from tests.registry_api.asking import Client
from tests.registry_api.world import AIGUL, CITY, COMPANY, NOBODY, RNN_AIGUL, RNN_BOTH, TIMUR, World

COLUMNS = "individual_id, consumer, official, fields, purpose, document, as_of, known_at"


def rows(database: Engine) -> Sequence[dict[str, Any]]:
    with database.connect() as connection:
        found = connection.execute(text(f"SELECT {COLUMNS} FROM access.access_log ORDER BY id")).mappings()
        return [dict(row) for row in found]


def row(subject: int | None, document: str, *fields: str, **other: object) -> dict[str, Any]:
    return {
        "individual_id": subject,
        "consumer": "portal",
        "official": "dana@portal",
        "fields": list(fields),
        "purpose": "service to the citizen who asks",
        "document": sha256(document.encode()).hexdigest(),
        "as_of": today(),
        "known_at": None,
        **other,
    }


def test_one_answer_about_a_person_writes_one_row(portal: Client, world: World, database: Engine) -> None:
    document = """query($iin: IIN!, $known: DateTime) {
      who: individual(iin: $iin, asOf: "2020-05-05", knownAt: $known) { ...Named residence { address { rka } } } }
      fragment Named on Individual { iin names { last: surname } birth @skip(if: true) { birthDate } }"""
    known = datetime.now(UTC)
    answer = portal.ask(document, {"iin": AIGUL, "known": known.isoformat()}, HTTP_X_PURPOSE="Certificate 17")
    assert answer.data["who"]["iin"] == AIGUL
    fields = ("individual.iin", "individual.names.surname", "individual.residence.address.rka")
    asked = {"purpose": "Certificate 17", "as_of": date(2020, 5, 5), "known_at": known}
    assert rows(database) == [row(world.ids["aigul"], document, *fields, **asked)]
    with database.connect() as connection:
        request_id = connection.scalar(text("SELECT request_id FROM access.access_log"))
    assert request_id == answer.headers["X-Request-Id"]


def test_a_person_asked_for_twice_is_one_row_for_each_day(portal: Client, world: World, database: Engine) -> None:
    document = """query($iin: IIN!, $rnn: String!) {
      a: individual(iin: $iin) { iin } b: individual(iin: $iin) { sex { sex } }
      crosswalk(scheme: RNN, value: $rnn) { ... on CrosswalkMatch { iin } ... on Refusal { code } }
      past: individual(iin: $iin, asOf: "2001-01-01") { iin birth(asOf: "2002-02-02") { birthDate } } }"""
    portal.ask(document, {"iin": AIGUL, "rnn": RNN_AIGUL})
    subject = world.ids["aigul"]
    assert rows(database) == [
        row(subject, document, "individual.iin", as_of=date(2001, 1, 1)),
        row(subject, document, "individual.birth.birthDate", as_of=date(2002, 2, 2)),
        row(subject, document, "crosswalk.iin", "individual.iin", "individual.sex.sex"),
    ]


def test_a_look_up_that_found_nobody_is_logged_too(portal: Client, database: Engine) -> None:
    individual = "query($iin: IIN!) { individual(iin: $iin) { iin } }"
    crosswalk = "query($v: String!) { crosswalk(scheme: RNN, value: $v) { __typename } }"
    portal.ask(individual, {"iin": NOBODY})
    portal.ask(crosswalk, {"v": RNN_BOTH})
    assert rows(database) == [row(None, individual, "individual"), row(None, crosswalk, "crosswalk")]


def test_persons_reached_through_a_company_are_logged_each(portal: Client, world: World, database: Engine) -> None:
    document = """query($bin: BIN!) { legalEntity(bin: $bin) { names { name }
      heads { name }
      founders { holder { ... on Individual { iin } ... on LegalEntity { bin } } } } }"""
    portal.ask(document, {"bin": COMPANY})
    assert rows(database) == [
        row(world.ids["timur"], document, "legalEntity.heads.name"),
        row(world.ids["aigul"], document, "legalEntity.founders.holder.iin"),
        row(None, document, "legalEntity.founders.holder.iin"),
    ]


def test_a_person_looked_up_and_reached_through_a_company_is_one_row(
    portal: Client, world: World, database: Engine
) -> None:
    document = """query($iin: IIN!, $bin: BIN!) { individual(iin: $iin) { iin }
      legalEntity(bin: $bin) { heads { name } founders(asOf: "2020-01-01") { holder { __typename } } } }"""
    portal.ask(document, {"iin": TIMUR, "bin": COMPANY})
    founders = "legalEntity.founders"
    assert rows(database) == [
        row(world.ids["timur"], document, "individual.iin", "legalEntity.heads.name"),
        row(world.ids["aigul"], document, founders, as_of=date(2020, 1, 1)),
        row(None, document, founders, as_of=date(2020, 1, 1)),
    ]


def test_answers_about_no_person_are_not_logged(portal: Client, database: Engine) -> None:
    portal.ask("query($kato: KATO!) { administrativeUnit(kato: $kato) { names { name } } }", {"kato": CITY})
    portal.ask("query($bin: BIN!) { legalEntity(bin: $bin) { names { name } } }", {"bin": COMPANY})
    assert rows(database) == []


def test_without_its_row_there_is_no_answer(portal: Client, database: Engine) -> None:
    with database.begin() as connection:
        connection.execute(text("ALTER TABLE access.access_log ADD CONSTRAINT full_disk CHECK (purpose = '')"))
    answer = portal.ask("query($iin: IIN!) { individual(iin: $iin) { iin } }", {"iin": AIGUL})
    assert (answer.status, answer.codes, "data" in answer.body) == (500, ["INTERNAL"], False)
    assert rows(database) == []
