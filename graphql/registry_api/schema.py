"""The schema, put together from the registers' own files, and its export."""

from pathlib import Path

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from registries import legal_entity as companies
from registries import real_estate as plots
from registries.address import code_bearer, resolving, typed_names
from registries.address import tables as places
from registries.analysis.recoding import ground
from registries.crosswalk.tables import individual_identifier
from registries.identifiers import Kind
from registries.temporal.read import Call, Versions, identity, standing
from registry_api import arguments
from registry_api.address import Address, Geonym
from registry_api.address_resolution import AddressResolution, resolve_address
from registry_api.administrative_unit import AdministrativeUnit, CodePeriod, TerritoryAnswer, territory_on
from registry_api.compiler import lineage, listing, lookup, page
from registry_api.computed import computed
from registry_api.connection import Connection
from registry_api.crosswalk import Crosswalk, code, normal
from registry_api.field import field
from registry_api.individual import Individual
from registry_api.legal_entity import LegalEntity
from registry_api.node import IDENTITIES, Node, look_up
from registry_api.real_estate import RealEstate
from registry_api.recoding import MOST_RECODED, RecodedTerritory, recode_territory
from registry_api.reconcile import KINDS, MOST_RECORDS, READ, ReconciledRecord, by_records, reconcile_records
from registry_api.review_queue import READ as REVIEWED
from registry_api.review_queue import ReviewQueue, by_page, review_queue
from registry_api.scalars import SCALARS

# Of one question; a longer list is asked in parts.
MOST_CODES = 1_000
EXPORTED = Path(__file__).resolve().parents[1] / "schema.graphql"


@strawberry.type
class Query:
    individual: Individual | None = field(
        "A person by any IIN he bears or ever bore.",
        fact=standing(individual_identifier),
        compiled=lookup.person(individual_identifier, Kind.IIN, "iin"),
        asked=arguments.by_iin,
    )
    crosswalk: Crosswalk = field(
        "The person a departmental identifier ends at.",
        fact=standing(individual_identifier),
        compiled=lookup.crosswalk(individual_identifier, "CrosswalkMatch", "Refusal", code, normal),
        asked=arguments.by_number,
    )
    administrative_unit: AdministrativeUnit | None = field(
        "The unit that bears a KATO code on the day asked for. Without a day the only one that ever bore it: where a code "
        "was given again it is AMBIGUOUS.",
        fact=standing(places.unit_code, "kato"),
        compiled=lookup.bearer_of_code,
        asked=arguments.by_kato,
    )
    bearers_of_code: list[CodePeriod] = field(
        "Everything that ever bore a KATO code, the earliest first.",
        fact=Versions(places.unit_code),
        compiled=lineage.bearers_of_code,
        asked=arguments.by_code,
    )
    units_named: Connection[AdministrativeUnit] = field(
        "Units that ever bore a name, in either language, with the word of a type or without: «с.Аксу» is found by «Аксу». "
        "Capitals and hyphens do not count.",
        fact=(standing(places.unit_name, "sort_key", "name"), Call("alphabet.kazakh_key(text)")),
        compiled=page.connection(lineage.ever_named(places.unit_name, typed_names.bears)),
        asked=arguments.by_name_alone,
    )
    geonyms_named: Connection[Geonym] = field(
        "Streets and other parts of settlements that ever bore a name, as it stands without its type.",
        fact=(standing(places.geonym_name, "sort_key"), Call("alphabet.kazakh_key(text)")),
        compiled=page.connection(lineage.ever_named(places.geonym_name)),
        asked=arguments.by_name_alone,
    )
    address: Address | None = field(
        "A building or premises by its registration code.",
        fact=standing(places.address_code, "rka"),
        compiled=lookup.bearer(places.address_code, "rka", "rka", Kind.RKA),
        asked=arguments.by_rka,
    )
    legal_entity: LegalEntity | None = field(
        "A legal entity by its BIN.",
        fact=standing(companies.identifier, "value"),
        compiled=lookup.bearer(companies.identifier, "value", "bin", Kind.BIN, scheme="BIN"),
        asked=arguments.by_bin,
    )
    real_estate: RealEstate | None = field(
        "A land plot by its cadastral number.",
        fact=standing(plots.cadastral_number, "cadastral_number"),
        compiled=lookup.bearer(plots.cadastral_number, "cadastral_number", "cadastralNumber", Kind.CADASTRE),
        asked=arguments.by_cadastral_number,
    )
    geonym: Geonym | None = field(
        "A street or another part of a settlement, by its registration code.",
        fact=standing(places.geonym_code, "rko"),
        compiled=lookup.bearer(places.geonym_code, "rko", "rko", Kind.RKO),
        asked=arguments.by_rko,
    )
    territory_on: list[TerritoryAnswer] = computed(
        f"What each of up to {MOST_CODES} KATO codes means on the day asked for, in the order given.",
        by=territory_on,
        fact=code_bearer.READ,
        asked=arguments.by_katos,
        most=MOST_CODES,
        each="kato",
    )
    reconcile: list[ReconciledRecord] = computed(
        f"Whom each of up to {MOST_RECORDS} records speaks of, in the order given; for departments.",
        by=reconcile_records,
        fact=READ,
        asked=by_records,
        most=MOST_RECORDS,
        each="records",
        effort=4,
        subject="about",
        kinds=KINDS,
    )
    recode_territory: list[RecodedTerritory] = computed(
        f"Up to {MOST_RECODED} KATO codes of one day as of another (`asOf`, the later or the earlier), in the order given.",
        by=recode_territory,
        fact=ground.READ,
        asked=arguments.by_katos_of,
        most=MOST_RECODED,
        each="kato",
    )
    resolve_address: AddressResolution = computed(
        "What a written address means: names as they held on `asOf`; without it any name that ever held finds its place, "
        "and one that several bore is answered only where one of them fits. `within` is a unit in which it lies unsaid.",
        by=resolve_address,
        fact=(*resolving.READ, code_bearer.READ),
        asked=arguments.by_text,
        effort=50,
    )
    review_queue: ReviewQueue = computed(
        "Records that linkage left undecided, the answer that is worth most first; for clerks who may review.",
        by=review_queue,
        fact=REVIEWED,
        asked=by_page,
        reviewers=True,
    )
    individuals: Connection[Individual] = field(
        "Persons by surname, given name where one is asked for, and birth date; capitals and hyphens do not count.",
        fact=listing.NAMED_AND_BORN,
        compiled=page.connection(listing.named_and_born),
        asked=arguments.by_name,
    )
    node: Node | None = field(
        "What an id names.", fact=tuple(map(identity, IDENTITIES.values())), compiled=look_up, asked=arguments.by_id
    )


_schema = strawberry.Schema(query=Query, config=StrawberryConfig(scalar_map=dict(SCALARS)))
SCHEMA: GraphQLSchema = _schema._schema


def export_schema() -> str:
    """The schema in its definition language, as `graphql/schema.graphql` keeps it."""
    return f"{_schema.as_str()}\n"
