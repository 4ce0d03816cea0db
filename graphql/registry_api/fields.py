"""The page of all fields, `docs/fields.md`, from their declarations."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from graphql import GraphQLInterfaceType, GraphQLSchema

from registry_api.declaration import Declared, declared
from registry_api.schema import SCHEMA

EXPORTED = Path(__file__).resolve().parents[2] / "docs" / "fields.md"
_HEAD = """# Fields

Made by `make schema` from the declarations in `graphql/registry_api`; `make check` compares. A field is read from the
columns named beside it, and for an earlier belief (`knownAt`) from the same columns of the view `…_known`; a table
without columns is told whole. `python -m registry_api.grants ROLE` prints the rights that reading them takes,
`registries db grant ROLE --consumer KIND` gives those of the documents of a kind. Where a field is about a person, its
answer leaves a row in the access log.
"""


def export_fields(schema: GraphQLSchema = SCHEMA) -> str:
    """A table a type, in the order of the schema."""
    parts = [_HEAD]
    for _, fields in groupby(declared(schema), lambda one: one.of.name):
        parts.append("\n".join(_table(list(fields))))
    return "\n".join(parts)


def _table(fields: list[Declared]) -> Iterator[str]:
    of = fields[0].of
    yield f"## {of.name}\n"
    if of.description:
        yield f"{of.description}\n"
    yield "| field | type | what it says | read from | of a person |"
    yield "|---|---|---|---|---|"
    for one in fields:
        told = ", ".join(_columns(table, columns) for table, columns in one.told.items())
        said = _cell(one.field.description or "")
        yield f"| `{one.name}` | `{one.field.type}` | {said} | {told} | {_of_person(one)} |"
    yield ""


def _columns(table: str, columns: tuple[str, ...]) -> str:
    if len(columns) == 1:
        return f"`{table}.{columns[0]}`"
    return f"`{table} ({', '.join(columns)})`" if columns else f"`{table}`"


def _of_person(one: Declared) -> str:
    if not one.personal:
        return ""
    return "may be" if isinstance(one.of, GraphQLInterfaceType) else "yes"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
