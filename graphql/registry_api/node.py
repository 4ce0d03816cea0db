"""Objects that can be asked for again: `id`, opaque, and `node(id:)` (Relay, global object identification)."""

from collections.abc import Mapping

import strawberry
from graphql import GraphQLField
from sqlalchemy import Table

from registries import legal_entity, real_estate
from registries.address import tables as address
from registries.individual import tables as individual
from registry_api.compiler.json_text import scalar
from registry_api.compiler.selection import Selected
from registry_api.compiler.statement import Scope, Sought, Statement
from registry_api.cursor import id_number, id_type
from registry_api.field import field

IDENTITIES: Mapping[str, Table] = {
    "Individual": individual.individual,
    "LegalEntity": legal_entity.legal_entity,
    "RealEstate": real_estate.plot,
    "Address": address.address,
    "AdministrativeUnit": address.unit,
    "Geonym": address.geonym,
}


def own_id(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    encoded = f"encode(convert_to(concat('{scope.of.name}\\:', {scope.id}), 'UTF8'), 'base64')"
    return scalar(encoded, defined.type)


@strawberry.interface(description="Something permanent, whatever is said of it on a day.")
class Node:
    id: strawberry.ID = field("Opaque; to be given to node(id:).", compiled=own_id)


def look_up(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    """The object an id names; that a person's was asked for is logged also where there is none."""
    at = statement.at(scope, selected, defined)
    kind = statement.given(selected, defined, "id", id_type)
    number = statement.given(selected, defined, "id", id_number)
    identity = f"CAST(:{number} AS bigint)"
    found = " UNION ALL ".join(
        f"SELECT i.id FROM {table.schema}.{table.name} i WHERE CAST(:{kind} AS text) = '{name}' AND i.id = {identity}"
        for name, table in IDENTITIES.items()
    )
    alias = statement.source(f"SELECT count(*) AS found, min(i.id) AS id FROM ({found}) i")
    statement.look(alias, selected, Sought(number, scheme=kind), at)
    scopes = [Scope(statement.document.type_named(name), at, scope.path, f"{alias}.id") for name in IDENTITIES]
    of_type = [f"WHEN '{one.of.name}' THEN {_object(statement, one, selected, alias)}" for one in scopes]
    return f"CASE CAST(:{kind} AS text) {' '.join(of_type)} END"


def _object(statement: Statement, scope: Scope, selected: Selected, alias: str) -> str:
    def told() -> str:
        return f"CASE WHEN {alias}.found = 1 THEN {statement.object(scope, selected)} ELSE 'null' END"

    return statement.person(scope, scope.id, told) if scope.of.name == "Individual" else told()
