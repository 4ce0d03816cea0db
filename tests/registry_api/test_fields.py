"""What fields declare: where each is read from, whether it is about a person, and the page made of that."""

from registry_api.declaration import Declared, declared
from registry_api.fields import EXPORTED, export_fields
from registry_api.schema import SCHEMA

ALL = {(one.of.name, one.name): one for one in declared(SCHEMA)}
RESOLVED = {"AddressResolution", "AddressCandidate", "AddressRead", "NameRead", "PremisesRead"}
# Made of other fields, of a page, of an identity, of the refusal itself, or of what a field of the root computed.
OF_NOTHING = {
    "Node",
    "Dated",
    "PageInfo",
    "Refusal",
    "UnitHistory",
    "TerritoryAnswer",
    "RecodedTerritory",
    "RecodeTarget",
    "Reconciled",
    "ReconcileCandidate",
    "FieldOutcome",
    "CounterExample",
    "ReviewQueue",
    "ReviewEntry",
    "ReviewRecord",
    "ReviewCandidate",
    "NameSaid",
    "NumberSaid",
    *RESOLVED,
}


def of(path: str) -> Declared:
    owner, name = path.split(".")
    return ALL[owner, name]


def test_the_page_of_fields_is_that_of_the_code() -> None:
    assert EXPORTED.read_text(encoding="utf-8") == export_fields()


def test_a_field_of_a_dated_type_is_a_column_of_its_fact() -> None:
    assert of("PersonName.givenName").told == {"individual.name": ("given_name",)}
    assert of("UnitName.uncertain").told == {"address.unit_name": ("valid_time", "ends_after")}
    assert of("Residence.newer").told == {"individual.residence": ()}


def test_a_field_that_several_facts_answer_names_them_all() -> None:
    assert of("Founder.holder").told == {
        "legal_entity.founder": ("holder_scheme", "holder_value"),
        "crosswalk.individual_identifier": ("scheme", "value"),
        "legal_entity.identifier": ("value",),
    }
    assert set(of("Address.full").told) == {
        "address.premises", "address.building", "address.geonym_prefix", "address.unit_prefix",
    }  # fmt: skip


def test_what_is_read_nowhere_is_made_of_what_is() -> None:
    unread = {f"{owner}.{name}" for (owner, name), one in ALL.items() if not one.sources}
    unread = {one for one in unread if one.split(".")[0] not in OF_NOTHING and not one.endswith(".id")}
    paged = {one for one in unread if one.split(".")[0].endswith(("Connection", "Edge"))}
    assert unread - paged == {
        "AdministrativeUnit.history",
        "CrosswalkMatch.individual",
        "Geonym.history",
        "NewerAddress.address",
    }


def test_fields_about_persons_are_those_of_persons_and_those_that_lead_to_them() -> None:
    for path in (
        "Query.individual",
        "Query.node",
        "Individual.id",
        "PersonName.surname",
        "Address.residents",
        "Owner.holder",
    ):
        assert of(path).personal
    for path in (
        "Query.address",
        "Address.full",
        "UnitName.name",
        "LegalEntity.names",
        "Plot.purpose",
        "PageInfo.endCursor",
    ):
        assert not of(path).personal
