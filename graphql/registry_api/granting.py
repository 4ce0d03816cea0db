"""Giving a database role the rights that the documents of one kind of consumer take, and taking every other from it."""

from collections.abc import Iterator, Sequence

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    GraphQLSchema,
    NullValueNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    is_abstract_type,
    parse,
    visit,
)
from sqlalchemy import Connection, text

from registries.base import metadata
from registries.errors import RegistryError
from registry_api.declaration import declared
from registry_api.documents import Documents
from registry_api.grants import Grant, Source, quoted, rights, statements
from registry_api.schema import SCHEMA

# Whom a role is a member of it may become, whether or not it inherits.
_ROLE = text("""
    SELECT r.rolsuper OR r.rolbypassrls OR EXISTS (
               SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ANY (:schemas) AND pg_has_role(r.oid, c.relowner, 'MEMBER')) AS unbound
      FROM pg_roles r WHERE r.rolname = :role
""")
_LEFT = text("""
    SELECT EXISTS (
        SELECT FROM pg_roles r JOIN pg_roles m ON pg_has_role(r.oid, m.oid, 'MEMBER')
         CROSS JOIN pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE r.rolname = :role AND n.nspname = ANY (:schemas) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
           AND (has_any_column_privilege(m.oid, c.oid, 'SELECT, INSERT, UPDATE')
                OR has_table_privilege(m.oid, c.oid, 'DELETE, TRUNCATE')))
""")


class RoleRefusedError(RegistryError):
    """A role that is not there, or that no right would bind."""

    code = "ROLE"


class Asked(Visitor):
    """The fields that a document asks for, by type and name, and whether it may ask for an earlier belief."""

    def __init__(self, types: TypeInfo) -> None:
        super().__init__()
        self.fields: set[tuple[str, str]] = set()
        self.believed = False
        self._types = types

    def enter_field(self, node: FieldNode, *_: object) -> None:
        of, schema = self._types.get_parent_type(), self._types._schema
        assert of is not None
        possible = [one.name for one in schema.get_possible_types(of)] if is_abstract_type(of) else []
        self.fields |= {(name, node.name.value) for name in (of.name, *possible)}

    def enter_argument(self, node: ArgumentNode, *_: object) -> None:
        self.believed |= node.name.value == "knownAt" and not isinstance(node.value, NullValueNode)


def grants_of(kind: str, documents: Documents | None = None, schema: GraphQLSchema = SCHEMA) -> Sequence[Grant]:
    """What the documents registered for a kind of consumer take."""
    by_name = {(one.of.name, one.name): one.sources for one in declared(schema)}
    sources: dict[bool, list[Source]] = {False: [], True: []}
    for one in (documents or Documents.read()).all:
        if one.kind == kind:
            asked = _asked(schema, parse(one.text))
            sources[asked.believed] += [source for field in sorted(asked.fields) for source in by_name.get(field, ())]
    return rights(sources[False], sources[True])


def _asked(schema: GraphQLSchema, document: DocumentNode) -> Asked:
    types = TypeInfo(schema)
    found = Asked(types)
    visit(document, TypeInfoVisitor(types, found))
    return found


def grant(connection: Connection, role: str, kind: str) -> int:
    """Give an existing role the rights of a kind, and no others in the registers; how many there are.

    All in the caller's transaction: nobody is ever asked in between. What everybody might execute, nobody may any more
    but who is given it. Raises RoleRefusedError.
    """
    _check(connection, role)
    given = [*grants_of(kind), *_standing(connection)]
    for statement in _revocations(role):
        connection.exec_driver_sql(statement)
    _check_left(connection, role)
    for statement in statements(role, given):
        connection.exec_driver_sql(statement)
    return len(given)


def schemas() -> Sequence[str]:
    """The schemas of the registers, those of functions alone too."""
    return sorted({str(table.schema) for table in metadata.tables.values()} | {"alphabet", "temporal"})


def _revocations(role: str) -> Iterator[str]:
    name = quoted(role)
    for schema in schemas():
        yield f"REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} FROM PUBLIC"
        yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {name}"
        yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA {schema} FROM {name}"
        yield f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {schema} FROM {name}"
        yield f"REVOKE ALL ON SCHEMA {schema} FROM {name}"


def _standing(connection: Connection) -> Iterator[Grant]:
    """Where the database stands, which a server looks at before it starts."""
    if connection.scalar(text("SELECT to_regclass('public.alembic_version')")) is not None:
        yield Grant("SELECT", "public.alembic_version")


def _check(connection: Connection, role: str) -> None:
    found = connection.execute(_ROLE, {"role": role, "schemas": list(schemas())}).one_or_none()
    if found is None:
        raise RoleRefusedError(
            "there is no such role in the database", next_step="CREATE ROLE … LOGIN, by who administers the server"
        )
    if found.unbound:
        raise RoleRefusedError(
            "no right binds this role: it is a superuser, passes by row-level security, or owns the registers",
            next_step="CREATE ROLE … LOGIN for the servers of this kind of consumer",
        )


def _check_left(connection: Connection, role: str) -> None:
    """A right that is not the role's own, or was given by another than the owner, is not taken by REVOKE."""
    if connection.scalar(_LEFT, {"role": role, "schemas": list(schemas())}):
        raise RoleRefusedError(
            "the role has rights in the registers that are not its own: as a member of another role, or as everybody",
            next_step="take them back (REVOKE … FROM the other role, or FROM PUBLIC), and give the command again",
        )
