"""Where a person's values come from, what was claimed otherwise, and where a merged person led: from real deliveries."""

from base64 import b64encode
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from registries.access.consumers import named
from registries.access.token import issue
from registries.crosswalk import judging
from registries.database import transaction
from registries.settings import Settings
from registry_api.wsgi import Application
from tests.loaders.offices import Office
from tests.loaders.papers import (
    AIGUL,
    BOLAT,
    RKA,
    building,
    buildings,
    gbd_fl,
    lives_at,
    person,
    tax,
    tax_row,
    unit,
    units,
)
from tests.registry_api.asking import Client

DOCUMENTS = Path(__file__).resolve().parents[2] / "graphql" / "operations" / "department"
PROVENANCE = (DOCUMENTS / "provenance.graphql").read_text(encoding="utf-8")
DAY = "2024-01-01"


@pytest.fixture
def office(database: Engine, tmp_path: Path) -> Office:
    return Office(database, tmp_path)


@pytest.fixture
def department(app: Application, settings: Settings, database: Engine) -> Client:
    with database.begin() as connection:
        caller = named(connection, "dana@portal")
    return Client(app, issue(settings, caller.consumer, caller.official))


def test_every_value_has_its_statement_and_the_claims_it_outranks(office: Office, department: Client) -> None:
    office.load("ar_units", units(unit(1, 0, "Асан", "990000000")), DAY)
    office.load("ar_buildings", buildings(building(1, RKA)), DAY)
    first = office.load("gbd_fl", gbd_fl(person(BOLAT), person(AIGUL, regAddress=lives_at(RKA, "2020-01-01"))), DAY)
    second = office.load("tax", tax(tax_row(AIGUL, ФИО="Ахметова Айгуль Болатовна")), DAY)
    told = department.ask(PROVENANCE, {"iin": AIGUL.iin}).data["individual"]
    lines = {(one["attribute"], one["value"], one["source"], one["delivery"]) for one in told["provenance"]}
    assert lines == {
        ("names", "ru Ахметова Айгуль Сериковна", "gbd_fl", first.delivery),
        ("birth", "1990-04-09", "gbd_fl", first.delivery),
        ("sex", "FEMALE", "gbd_fl", first.delivery),
        ("citizenship", "398", "gbd_fl", first.delivery),
        ("identifiers", f"IIN {AIGUL.iin}", "gbd_fl", first.delivery),
        ("identifiers", f"RNN {AIGUL.rnn}", "tax", second.delivery),
        ("residence", RKA, "gbd_fl", first.delivery),
    }
    [name] = [one for one in told["provenance"] if one["attribute"] == "names"]
    [lost] = name["outranked"]
    assert (lost["value"], lost["source"], lost["delivery"], lost["line"]) == (
        "ru Ахметова Айгуль Болатовна", "tax", second.delivery, 2,
    )  # fmt: skip
    words = office.one("SELECT words FROM provenance.statement WHERE id = :id", id=int(lost["statement"]))
    assert "Ахметова Айгуль Болатовна" in str(words)
    assert all(one["outranked"] == [] for one in told["provenance"] if one["attribute"] != "names")
    assert told["mergedInto"] is None


def test_what_was_asked_of_provenance_is_on_the_receipt(office: Office, department: Client) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL)), DAY)
    asked = "query($iin: IIN!) { individual(iin: $iin) { provenance { value outranked { source } } } }"
    department.ask(asked, {"iin": AIGUL.iin})
    assert office.rows("SELECT fields FROM access.access_log") == [
        (["individual.provenance.outranked.source", "individual.provenance.value"],)
    ]


NODE = """query($id: ID!, $knownAt: DateTime) { node(id: $id, knownAt: $knownAt) {
  ... on Individual { iin names { surname } mergedInto { iin } } } }"""


def test_a_merged_person_s_id_says_where_it_led_and_before_and_after_itself(office: Office, department: Client) -> None:
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(BOLAT)), DAY)
    ids = dict(office.rows("SELECT value, individual_id FROM crosswalk.individual_identifier"))
    kept, gone = sorted((AIGUL, BOLAT), key=lambda one: int(str(ids[one.iin])))
    before = moment(office)
    act(office, judging.merge)
    asked = {"id": b64encode(f"Individual:{ids[gone.iin]}".encode()).decode()}
    merged = {
        "iin": None,
        "names": [],
        "mergedInto": {"iin": department.ask(NODE, asked).data["node"]["mergedInto"]["iin"]},
    }
    assert department.ask(NODE, asked).data["node"] == merged
    assert merged["mergedInto"]["iin"] in (kept.iin, gone.iin)
    alone = {"iin": gone.iin, "names": [{"surname": gone.surname}], "mergedInto": None}
    assert department.ask(NODE, {**asked, "knownAt": before}).data["node"] == alone
    then = moment(office)
    act(office, judging.unmerge)
    assert department.ask(NODE, asked).data["node"] == alone
    assert department.ask(NODE, {**asked, "knownAt": then}).data["node"] == merged
    subjects = office.rows("SELECT DISTINCT individual_id FROM access.access_log ORDER BY 1")
    assert subjects == [(ids[kept.iin],), (ids[gone.iin],)]


def act(office: Office, does: judging.Act) -> None:
    with transaction(office.engine) as connection:
        records = [judging.record_named(connection, f"gbd_fl/{one.iin}") for one in (AIGUL, BOLAT)]
        does(connection, *records, judging.Clerk("Сауле", "seen with both papers"))


def moment(office: Office) -> str:
    with office.engine.connect() as connection:
        found = connection.scalar(text("SELECT max(stamped_at) FROM temporal.transaction"))
    assert found is not None
    return str(found.isoformat())
