"""Persons through the API, on both time axes."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine, text

from registries.crosswalk.tables import individual_identifier
from registries.individual import tables as individual
from registries.temporal import believe, correct, stamp
from tests.registry_api.asking import Client
from tests.registry_api.world import (
    AIGUL,
    AIGUL_BEFORE,
    AIGUL_BORN,
    FLAT,
    HOUSE,
    NOBODY,
    RNN_AIGUL,
    RNN_BOTH,
    TIMUR,
    World,
)

NAMES = """query($iin: IIN!, $asOf: Date, $knownAt: DateTime) {
  individual(iin: $iin, asOf: $asOf, knownAt: $knownAt) {
    iin names { script surname givenName patronymic validFrom validTo } } }"""


def test_a_person_is_answered_whole_as_of_today(portal: Client) -> None:
    document = """query($iin: IIN!) { individual(iin: $iin) {
      iin birth { birthDate birthPlace } death { deathDate } sex { sex } citizenship { country }
      documents { kind number } identifiers { scheme value validTo }
      residence(asOf: "2020-02-02") { since uncertain address { rka full(language: RU) } } } }"""
    assert portal.ask(document, {"iin": AIGUL}).data["individual"] == {
        "iin": AIGUL,
        "birth": {"birthDate": "1985-04-12", "birthPlace": "Көкшетау"},
        "death": None,
        "sex": {"sex": "FEMALE"},
        "citizenship": {"country": "398"},
        "documents": [],
        "identifiers": [
            {"scheme": "IIN", "value": AIGUL, "validTo": None},
            {"scheme": "RNN", "value": RNN_BOTH, "validTo": None},
        ],
        "residence": {
            "since": "2011-01-01",
            "uncertain": False,
            "address": {
                "rka": FLAT,
                "full": "Республика Казахстан, Акмолинская область, город Кокшетау, улица Абая, дом 12/1, Квартира 5",
            },
        },
    }


def test_a_person_bears_the_name_of_the_day_asked_for(portal: Client) -> None:
    before = portal.ask(NAMES, {"iin": AIGUL, "asOf": "2012-06-08"}).data["individual"]["names"]
    after = portal.ask(NAMES, {"iin": AIGUL, "asOf": "2012-06-09"}).data["individual"]["names"]
    assert before == [
        {
            "script": "kk",
            "surname": "Серікова",
            "givenName": "Айгүл",
            "patronymic": "Маратқызы",
            "validFrom": "1985-04-12",
            "validTo": "2012-06-09",
        }
    ]
    assert [name["surname"] for name in after] == ["Ахметова", "Akhmetova"]


def test_the_day_is_inherited_by_everything_nested_and_overridden_where_a_field_says_so(portal: Client) -> None:
    document = """query($iin: IIN!) { individual(iin: $iin, asOf: "2006-01-01") {
      residence { address { rka full(language: RU) now: full(language: RU, asOf: "2020-01-01") } }
      later: residence(asOf: "2012-01-01") { address { rka full(language: RU) } }
      names { surname } } }"""
    found = portal.ask(document, {"iin": AIGUL}).data["individual"]
    start = "Республика Казахстан, Акмолинская область, город Кокшетау, улица "
    assert found == {
        "residence": {"address": {"rka": HOUSE, "full": f"{start}Ленина, дом 12", "now": f"{start}Абая, дом 12"}},
        "later": {"address": {"rka": FLAT, "full": f"{start}Абая, дом 12/1, Квартира 5"}},
        "names": [{"surname": "Серікова"}],
    }


def test_a_superseded_iin_finds_the_person_and_answers_with_the_one_in_force(portal: Client) -> None:
    today = portal.ask(NAMES, {"iin": AIGUL_BEFORE}).data["individual"]
    then = portal.ask(NAMES, {"iin": AIGUL, "asOf": "2014-12-31"}).data["individual"]
    assert (today["iin"], then["iin"]) == (AIGUL, AIGUL_BEFORE)
    assert today["names"][0]["surname"] == "Ахметова"


def test_a_correction_answers_as_it_was_known_before_and_after(portal: Client, world: World, database: Engine) -> None:
    with database.connect() as connection:
        then = connection.scalar(text("SELECT max(stamped_at) FROM temporal.transaction"))
        assert isinstance(then, datetime)
    with database.begin() as connection:
        wrong = [world.version("398", since=date(1991, 12, 16))]
        right = correct(wrong, world.version("643", since=date(1991, 12, 16), until=date(2000, 1, 1)))
        believe(connection, individual.citizenship, {world.ids["aigul"]: [((), version) for version in right]})
        now = stamp(connection)
    document = """query($iin: IIN!, $then: DateTime!, $now: DateTime!) {
      individual(iin: $iin, asOf: "1995-05-05", knownAt: $then) {
        citizenship { country validTo }
        corrected: citizenship(knownAt: $now) { country validTo }
        later: citizenship(knownAt: $now, asOf: "2000-01-01") { country validTo }
      }
      believed: individual(iin: $iin, asOf: "1995-05-05") { citizenship { country } }
    }"""
    variables = {"iin": AIGUL, "then": then.isoformat(), "now": now.isoformat()}
    assert portal.ask(document, variables).data == {
        "individual": {
            "citizenship": {"country": "398", "validTo": None},
            "corrected": {"country": "643", "validTo": "2000-01-01"},
            "later": {"country": "398", "validTo": None},
        },
        "believed": {"citizenship": {"country": "643"}},
    }


def test_nobody_was_known_before_the_register_knew_him(portal: Client) -> None:
    answer = portal.ask(NAMES, {"iin": AIGUL, "knownAt": "2000-01-01T00:00:00+05:00"})
    assert (answer.status, answer.body["data"], answer.codes) == (200, {"individual": None}, ["NOT_FOUND"])


def test_what_will_be_known_is_refused_at_every_depth(portal: Client) -> None:
    future = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    nested = "query($iin: IIN!, $at: DateTime!) { individual(iin: $iin) { birth(knownAt: $at) { birthDate } } }"
    assert portal.ask(NAMES, {"iin": AIGUL, "knownAt": future}).codes == ["FUTURE_KNOWN_AT"]
    answer = portal.ask(nested, {"iin": AIGUL, "at": future})
    assert (answer.codes, "data" in answer.body) == (["FUTURE_KNOWN_AT"], False)


def test_an_uncertain_citizenship_shows_the_newer_one_beside_it(portal: Client, world: World, database: Engine) -> None:
    seen, next_seen = date(2020, 1, 1), date(2021, 1, 1)
    with database.begin() as connection:
        versions = [
            world.version("398", since=seen, until=next_seen, ends_after=seen),
            world.version("643", since=next_seen, starts_after=seen),
        ]
        believe(connection, individual.citizenship, {world.ids["aigul"]: [((), version) for version in versions]})
        late = [world.version("FEMALE", since=next_seen, starts_after=seen)]
        believe(connection, individual.sex, {world.ids["aigul"]: [((), version) for version in late]})
    document = """query($iin: IIN!, $day: Date) { individual(iin: $iin, asOf: $day) {
      citizenship { country uncertain newer { country validFrom uncertain } } sex { sex uncertain } } }"""

    def on(day: str) -> object:
        return portal.ask(document, {"iin": AIGUL, "day": day}).data["individual"]

    newer = {"country": "643", "validFrom": "2021-01-01", "uncertain": False}
    assert on("2020-01-01") == {"citizenship": {"country": "398", "uncertain": False, "newer": None}, "sex": None}
    assert on("2020-06-01") == {
        "citizenship": {"country": "398", "uncertain": True, "newer": newer},
        "sex": {"sex": "FEMALE", "uncertain": True},
    }
    assert on("2021-01-01") == {
        "citizenship": {"country": "643", "uncertain": False, "newer": None},
        "sex": {"sex": "FEMALE", "uncertain": False},
    }


CROSSWALK = """query($scheme: Scheme!, $value: String!, $asOf: Date) {
  crosswalk(scheme: $scheme, value: $value, asOf: $asOf) {
  ... on CrosswalkMatch { iin inForce validFrom validTo individual { birth { birthDate } } }
  ... on Refusal { code message nextStep } } }"""


def test_a_departmental_number_finds_its_person_also_after_its_end(portal: Client) -> None:
    found = {"iin": AIGUL_BEFORE, "validFrom": "2003-03-03", "validTo": "2013-01-01"}
    person = {"individual": {"birth": {"birthDate": AIGUL_BORN.isoformat()}}}
    on_the_day = portal.ask(CROSSWALK, {"scheme": "RNN", "value": RNN_AIGUL, "asOf": "2010-01-01"}).data["crosswalk"]
    after = portal.ask(CROSSWALK, {"scheme": "RNN", "value": "99-0000-000011"}).data["crosswalk"]
    assert on_the_day == {**found, **person, "inForce": True}
    assert after == {**found, **person, "iin": AIGUL, "inForce": False}


def test_a_number_that_ends_at_two_persons_answers_nobody(portal: Client) -> None:
    refusal = portal.ask(CROSSWALK, {"scheme": "RNN", "value": RNN_BOTH}).data["crosswalk"]
    assert refusal["code"] == "AMBIGUOUS"
    assert portal.ask(CROSSWALK, {"scheme": "IIN", "value": TIMUR}).data["crosswalk"]["iin"] == TIMUR


def test_a_number_that_finds_nobody_is_a_typed_refusal(portal: Client) -> None:
    codes = {
        value: portal.ask(CROSSWALK, {"scheme": "IIN", "value": value}).data["crosswalk"]["code"]
        for value in (NOBODY, "12", f"{NOBODY[:-1]}{(int(NOBODY[-1]) + 1) % 10}")
    }
    assert list(codes.values()) == ["NOT_FOUND", "MALFORMED_IDENTIFIER", "MALFORMED_IDENTIFIER"]


def test_an_issued_iin_with_a_wrong_check_digit_is_found(portal: Client, world: World, database: Engine) -> None:
    odd = f"{TIMUR[:-1]}{(int(TIMUR[-1]) + 1) % 10}"
    refused = portal.ask(NAMES, {"iin": odd})
    assert refused.codes == ["MALFORMED_IDENTIFIER"]
    assert refused.body["errors"][0]["message"] == "IIN: The check digit does not agree with the other digits."
    with database.begin() as connection:
        world.connection = connection
        world.be("odd", individual.individual)
        world.say(individual_identifier, "odd", (("IIN", odd), world.version()))
    assert portal.ask(NAMES, {"iin": odd}).data == {"individual": {"iin": odd, "names": []}}
