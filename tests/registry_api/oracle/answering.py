"""Answering a document: graphql-core's own executor over the exported schema, with answers from the books."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLScalarType,
    GraphQLSchema,
    build_schema,
    execute_sync,
    is_abstract_type,
    is_list_type,
    parse,
    validate,
)
from graphql.type import get_nullable_type

from tests.registry_api.oracle.books import Books
from tests.registry_api.oracle.fields import EDGES, FACTS, FIRST, HISTORY, edges, fact, first, history, of_row
from tests.registry_api.oracle.grounds import FIELDS
from tests.registry_api.oracle.numbers import read_number
from tests.registry_api.oracle.receipts import moved
from tests.registry_api.oracle.refusals import refused
from tests.registry_api.oracle.things import Asked, At, Thing

EXPORTED = Path(__file__).resolve().parents[3] / "graphql" / "schema.graphql"
ALMATY = timezone(timedelta(hours=5))
KINDS = {"CadastralNumber": "CADASTRE"}


@dataclass(frozen=True)
class Told:
    """`data`, None where there is none; the path and code of every error; (subject, day, known, leaf) of receipts."""

    data: dict[str, Any] | None
    errors: frozenset[tuple[tuple[str | int, ...], str]]
    receipts: frozenset[tuple[int | None, date, datetime | None, str]]


def answer(books: Books, document: str, variables: dict[str, Any], opaque: Mapping[str, object] | None = None) -> Told:
    """What the contract answers to a document with one operation; `opaque` as in Asked."""
    parsed = parse(document)
    wrong = validate(SCHEMA, parsed)
    assert not wrong, wrong
    asked = Asked(books, datetime.now(ALMATY).date(), datetime.now(ALMATY), opaque or {})
    code = refused(SCHEMA, parsed, variables, asked.now)
    if code:
        return Told(None, frozenset({((), code)}), frozenset())
    root = Thing("Query", At(asked.today))
    result = execute_sync(SCHEMA, parsed, root_value=root, context_value=asked, variable_values=variables)
    errors = {(tuple(error.path or ()), _code(error)) for error in result.errors or ()}
    logged = {(who, at.day, at.known, leaf) for (who, at), leaves in asked.receipts.items() for leaf in leaves}
    return Told(result.data, frozenset(errors), frozenset(logged if result.data is not None else ()))


def _code(error: GraphQLError) -> str:
    if error.original_error is not None and not isinstance(error.original_error, GraphQLError):
        raise error.original_error
    return str((error.extensions or {}).get("code", "VALIDATION"))


def _schema() -> GraphQLSchema:
    schema = build_schema(EXPORTED.read_text(encoding="utf-8"))
    # Answered to departments alone, and held against an oracle of its own (tests/registries/crosswalk/reconcile).
    assert schema.query_type is not None
    del schema.query_type.fields["reconcile"]
    # To clerks who may review alone (tests/registry_api/review).
    del schema.query_type.fields["reviewQueue"]
    for named in schema.type_map.values():
        if named.name.startswith("__"):
            continue
        if isinstance(named, GraphQLObjectType):
            for name, defined in named.fields.items():
                defined.resolve = _resolver(name, many=is_list_type(get_nullable_type(defined.type)))
        elif is_abstract_type(named):
            named.resolve_type = lambda thing, *_: thing.type
        elif isinstance(named, GraphQLScalarType) and named.name in SCALARS:
            written, read = SCALARS[named.name]
            # Literals go through parse_value.
            vars(named).update(coerce_output_value=written, coerce_input_value=read, parse_value=read)
    return schema


def _resolver(name: str, *, many: bool) -> Callable[..., Any]:
    column = re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", name)

    def resolve(thing: Thing, info: GraphQLResolveInfo, **given: Any) -> Any:
        asked: Asked = info.context
        at, of = moved(thing.at, given), (thing.type, name)
        if of in FIELDS:
            return FIELDS[of](asked, thing, at, given, info)
        if of in EDGES:
            return edges(asked, thing, at, name, info)
        if of in FIRST:
            return first(asked, thing, at, name)
        if of in FACTS or of in HISTORY:
            found = fact(asked, thing, at, name) if of in FACTS else history(asked, thing, at, name)
            return found if many else next(iter(found), None)
        return of_row(asked, thing, name, column)

    return resolve


def _number(name: str) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    def read(value: object) -> str:
        found = read_number(KINDS.get(name, name), value) if isinstance(value, str) else None
        if found is None or found.normal is None:
            raise GraphQLError(name, extensions={"code": "MALFORMED_IDENTIFIER"})
        return found.normal

    return str, read


SCALARS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    **{name: _number(name) for name in ("IIN", "BIN", "KATO", "RKA", "RKO", "CadastralNumber")},
    "Date": (date.isoformat, date.fromisoformat),
    "DateTime": (datetime.isoformat, lambda value: datetime.fromisoformat(value.upper())),
    # As PostgreSQL writes a numeric: never with an exponent.
    "Decimal": (lambda value: format(value, "f"), Decimal),
}
SCHEMA = _schema()
