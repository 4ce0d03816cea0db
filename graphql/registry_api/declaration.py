"""What the schema's fields declare: each with the columns it is read from, and whether it is about a person.

A field of a dated type declares nothing of itself: it is a column of the fact that leads to its type.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphql import GraphQLField, GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, get_named_type
from sqlalchemy import Table

from registries.individual.tables import individual
from registries.temporal.declare import Fact
from registries.temporal.read import Call, Read, Versions, shown, versions
from registry_api.field import Source
from registry_api.personal import personal_types

_PERIOD = {
    "valid_from": ("valid_time",),
    "valid_to": ("valid_time",),
    "starts_basis": ("starts_basis",),
    "ends_basis": ("ends_basis",),
    "uncertain": ("valid_time", "ends_after"),
}
Typed = GraphQLObjectType | GraphQLInterfaceType


@dataclass(frozen=True, slots=True)
class Declared:
    """One field of one type; `told` are the columns it tells of by table, none where the table is told whole."""

    of: Typed
    name: str
    field: GraphQLField
    sources: tuple[Read | Call, ...]
    told: Mapping[str, tuple[str, ...]]
    personal: bool


def declared(schema: GraphQLSchema) -> Iterator[Declared]:
    """Every field of every type, those of interfaces too, in the order of the schema."""
    facts, personal = _facts(schema), personal_types(schema)
    for of in types(schema):
        for name, one in of.fields.items():
            sources = _sources(one)
            row = facts.get(of.name)
            if not sources and row is not None:
                sources = (_of_row(row, _python_name(one)),)
            read = tuple(map(_read, sources))
            about = {of.name, get_named_type(one.type).name} & personal or any(map(_of_person, read))
            yield Declared(of, name, one, read, _told(sources), bool(about))


def types(schema: GraphQLSchema) -> Iterator[Typed]:
    for name, of in schema.type_map.items():
        if isinstance(of, Typed) and not name.startswith("__"):
            yield of


def _read(source: Source) -> Read | Call:
    if isinstance(source, Versions):
        return versions(source.fact)
    return shown(source) if isinstance(source, Fact) else source


def _facts(schema: GraphQLSchema) -> Mapping[str, Fact | Versions]:
    """The fact whose rows a dated type tells: as they stand on a day, where any field leads to them so."""
    found: dict[str, Fact | Versions] = {}
    for of in types(schema):
        for one in of.fields.values():
            led_to = get_named_type(one.type)
            for source in _sources(one) if _is_dated(led_to) else ():
                if isinstance(source, Fact) or (isinstance(source, Versions) and led_to.name not in found):
                    found[led_to.name] = source
    return found


def _is_dated(of: object) -> bool:
    return isinstance(of, GraphQLObjectType) and any(one.name == "Dated" for one in of.interfaces)


def _sources(field: GraphQLField) -> tuple[Source, ...]:
    found: tuple[Source, ...] = field.extensions["strawberry-definition"].metadata.get("fact", ())
    return found


def _python_name(field: GraphQLField) -> str:
    name: str = field.extensions["strawberry-definition"].python_name
    return name


def _of_row(row: Fact | Versions, name: str) -> Source:
    """A column of a fact's row; `newer` is another row of it. What is told of whatever day is never uncertain."""
    if name == "newer":
        return row
    fact, settled = (row.fact, True) if isinstance(row, Versions) else (row, False)
    columns = ("valid_time",) if settled and name == "uncertain" else _PERIOD.get(name, (name,))
    return Read(fact.table, columns, fact.known, columns)


def _of_person(source: Read | Call) -> bool:
    return isinstance(source, Read) and _leads_to_person(source.table)


def _leads_to_person(table: Table) -> bool:
    person = f"{individual.fullname}.id"
    return table is individual or any(key.target_fullname == person for key in table.foreign_keys)


def _told(sources: tuple[Source, ...]) -> Mapping[str, tuple[str, ...]]:
    """Facts and identities are told whole; of what is read, the columns that say something."""
    found: dict[str, dict[str, None]] = {}
    for source in sources:
        if not isinstance(source, Call):
            said = source.said if isinstance(source, Read) else ()
            found.setdefault(source.table.fullname, {}).update(dict.fromkeys(said))
    return {table: tuple(columns) for table, columns in found.items()}
