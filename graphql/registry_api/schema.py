"""The schema, put together from the registers' own files, and its export."""

from pathlib import Path
from typing import Annotated

import strawberry
from graphql import GraphQLSchema
from strawberry import UNSET
from strawberry.schema.config import StrawberryConfig

from registries import legal_entity, real_estate
from registries.address import tables as address
from registries.crosswalk.tables import individual_identifier
from registries.identifiers import Kind
from registry_api.address import Address
from registry_api.administrative_unit import AdministrativeUnit
from registry_api.compiler import lookup
from registry_api.crosswalk import Crosswalk, Scheme, code, normal
from registry_api.field import field
from registry_api.individual import Individual
from registry_api.legal_entity import LegalEntity
from registry_api.moment import AsOf, KnownAt
from registry_api.real_estate import RealEstate
from registry_api.scalars import BIN, IIN, KATO, RKA, SCALARS, CadastralNumber

EXPORTED = Path(__file__).resolve().parents[1] / "schema.graphql"
Bin = Annotated[BIN, strawberry.argument(name="bin")]


def by_iin(iin: IIN, as_of: AsOf = UNSET, known_at: KnownAt = UNSET): ...  # type: ignore[no-untyped-def]
def by_number(scheme: Scheme, value: str, as_of: AsOf = UNSET, known_at: KnownAt = UNSET): ...  # type: ignore[no-untyped-def]
def by_kato(kato: KATO, as_of: AsOf = UNSET, known_at: KnownAt = UNSET): ...  # type: ignore[no-untyped-def]
def by_rka(rka: RKA, as_of: AsOf = UNSET, known_at: KnownAt = UNSET): ...  # type: ignore[no-untyped-def]
def by_bin(number: Bin, as_of: AsOf = UNSET, known_at: KnownAt = UNSET): ...  # type: ignore[no-untyped-def]
def by_cadastral_number(  # type: ignore[no-untyped-def]
    cadastral_number: CadastralNumber, as_of: AsOf = UNSET, known_at: KnownAt = UNSET
): ...


@strawberry.type
class Query:
    individual: Individual | None = field(
        "A person by any IIN he bears or ever bore.",
        fact=individual_identifier,
        compiled=lookup.person(individual_identifier, Kind.IIN, "iin"),
        asked=by_iin,
    )
    crosswalk: Crosswalk = field(
        "The person a departmental identifier ends at.",
        fact=individual_identifier,
        compiled=lookup.crosswalk(individual_identifier, "CrosswalkMatch", "Refusal", code, normal),
        asked=by_number,
    )
    administrative_unit: AdministrativeUnit | None = field(
        "The unit that bears a KATO code on the day asked for.",
        fact=address.unit_code,
        compiled=lookup.bearer(address.unit_code, "kato", "kato", Kind.KATO, on_the_day=True),
        asked=by_kato,
    )
    address: Address | None = field(
        "A building or premises by its registration code.",
        fact=address.address_code,
        compiled=lookup.bearer(address.address_code, "rka", "rka", Kind.RKA),
        asked=by_rka,
    )
    legal_entity: LegalEntity | None = field(
        "A legal entity by its BIN.",
        fact=legal_entity.identifier,
        compiled=lookup.bearer(legal_entity.identifier, "value", "bin", Kind.BIN, scheme="BIN"),
        asked=by_bin,
    )
    real_estate: RealEstate | None = field(
        "A land plot by its cadastral number.",
        fact=real_estate.cadastral_number,
        compiled=lookup.bearer(real_estate.cadastral_number, "cadastral_number", "cadastralNumber", Kind.CADASTRE),
        asked=by_cadastral_number,
    )


_schema = strawberry.Schema(query=Query, config=StrawberryConfig(scalar_map=dict(SCALARS)))
SCHEMA: GraphQLSchema = _schema._schema


def export_schema() -> str:
    """The schema in its definition language, as `graphql/schema.graphql` keeps it."""
    return f"{_schema.as_str()}\n"
