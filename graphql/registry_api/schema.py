"""The schema, put together from the registers' own files, and its export."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import strawberry
from graphql import GraphQLError, OperationDefinitionNode
from strawberry.extensions import MaxAliasesLimiter, MaxTokensLimiter, QueryDepthLimiter, SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from registries import legal_entity, real_estate
from registries.address import tables as address
from registries.crosswalk.tables import individual_identifier
from registries.errors import RegistryError
from registry_api.address import Address, resolve_address
from registry_api.administrative_unit import AdministrativeUnit, resolve_unit
from registry_api.compiler import lookup
from registry_api.crosswalk import Crosswalk, code, normal, resolve_crosswalk
from registry_api.individual import Individual, resolve_individual
from registry_api.inquiry import Inquiry
from registry_api.legal_entity import LegalEntity, resolve_legal_entity
from registry_api.real_estate import RealEstate, resolve_real_estate
from registry_api.scalars import SCALARS

EXPORTED = Path(__file__).resolve().parents[1] / "schema.graphql"

# What the heaviest document of a consumer needs, several times over; anything above is no question of a person.
TOKENS, ALIASES, DEPTH = 2_000, 30, 15


class OperationUnnamedError(RegistryError):
    code = "OPERATION"


@strawberry.type
class Query:
    individual: Individual | None = strawberry.field(
        resolver=resolve_individual,
        description="A person by any IIN he bears or ever bore.",
        metadata={"compiled": lookup.person(individual_identifier, "IIN", "iin")},
    )
    crosswalk: Crosswalk = strawberry.field(
        resolver=resolve_crosswalk,
        description="The person a departmental identifier ends at.",
        metadata={"compiled": lookup.crosswalk(individual_identifier, "CrosswalkMatch", code, normal)},
    )
    administrative_unit: AdministrativeUnit | None = strawberry.field(
        resolver=resolve_unit,
        description="The unit that bears a KATO code on the day asked for.",
        metadata={"compiled": lookup.bearer(address.unit_code, "kato", "kato", on_the_day=True)},
    )
    address: Address | None = strawberry.field(
        resolver=resolve_address,
        description="A building or premises by its registration code.",
        metadata={"compiled": lookup.bearer(address.address_code, "rka", "rka")},
    )
    legal_entity: LegalEntity | None = strawberry.field(
        resolver=resolve_legal_entity,
        description="A legal entity by its BIN.",
        metadata={"compiled": lookup.bearer(legal_entity.identifier, "value", "bin", scheme="BIN")},
    )
    real_estate: RealEstate | None = strawberry.field(
        resolver=resolve_real_estate,
        description="A land plot by its cadastral number.",
        metadata={"compiled": lookup.bearer(real_estate.cadastral_number, "cadastral_number", "cadastralNumber")},
    )


class Schema(strawberry.Schema):
    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Nothing: strawberry would log messages and variables here, and both may hold identifiers."""


class OneOperation(SchemaExtension):
    """Of several operations one must be named (GraphQL, GetOperation); strawberry would run the first."""

    def on_validate(self) -> Iterator[None]:
        context = self.execution_context
        definitions = context.graphql_document.definitions if context.graphql_document else ()
        operations = [node for node in definitions if isinstance(node, OperationDefinitionNode)]
        if len(operations) > 1 and isinstance(context.context, Inquiry) and context.context.operation is None:
            unnamed = OperationUnnamedError("the document has several operations", next_step="name one: operationName")
            context.pre_execution_errors = [GraphQLError(unnamed.message, original_error=unnamed)]
        yield


EXTENSIONS: list[Callable[[], SchemaExtension]] = [
    OneOperation,
    lambda: MaxTokensLimiter(max_token_count=TOKENS),
    lambda: MaxAliasesLimiter(max_alias_count=ALIASES),
    lambda: QueryDepthLimiter(max_depth=DEPTH),
]
_extensions: list[Any] = list(EXTENSIONS)
schema = Schema(query=Query, extensions=_extensions, config=StrawberryConfig(scalar_map=dict(SCALARS)))


def export_schema() -> str:
    """The schema in its definition language, as `graphql/schema.graphql` keeps it."""
    return f"{schema.as_str()}\n"
