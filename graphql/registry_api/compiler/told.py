"""Rules of what was computed: an object, a list or a value that a function of ours found, told by the statement.

What the function found comes into the statement as one parameter, jsonb; a field of a computed type is a member of its
object, by the field's Python name. Where the type is one of `Node` the member is an identity, and what is selected of
it is read as anywhere else.
"""

from dataclasses import dataclass, replace
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLOutputType,
    get_nullable_type,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
)

from registry_api.compiler import facts
from registry_api.compiler.json_text import NULL, items
from registry_api.compiler.selection import Selected
from registry_api.compiler.statement import Scope, Statement, Told

NODE = "Node"
PERSON = "Individual"


@dataclass(frozen=True, slots=True)
class Manner:
    """How what stands under a computed field is told.

    `most` bounds a list; where `each` names an argument, that is also how many of it may be given, and there are as
    many rows as were given. `effort` is what one row costs to compute, in fields. `subject` names the member that is
    the person whom the objects here speak of, `on` the member that is the day on which identities here are shown. `kinds` are
    the consumers it is computed for; empty: for all. `reviewers`: only for clerks who may review.
    `of_page`: the list is the page whose size `first` of the field above says.
    """

    most: int | None = None
    each: str | None = None
    effort: int = 0
    subject: str | None = None
    on: str | None = None
    kinds: tuple[str, ...] = ()
    reviewers: bool = False
    of_page: bool = False


PLAIN = Manner()


def definition_of(defined: GraphQLField) -> Any:
    """The declaration of a field; None in a schema that is not ours."""
    return (defined.extensions or {}).get("strawberry-definition")


def manner_of(defined: GraphQLField) -> Manner:
    declared = definition_of(defined)
    found: Manner = PLAIN if declared is None else declared.metadata.get("manner", PLAIN)
    return found


def is_identity(of: GraphQLNamedType) -> bool:
    return isinstance(of, GraphQLObjectType) and any(one.name == NODE for one in of.interfaces)


def of_row(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    """A field without a rule of its own: a member of what was computed, else a column of the row of a fact."""
    if scope.told is None:
        return facts.of_row(statement, scope, selected, defined)
    name: str = definition_of(defined).python_name
    manner = manner_of(defined)
    at = scope.at
    if manner.on is not None:
        at = at.on(f"coalesce(CAST({scope.told.value} ->> '{manner.on}' AS date), {at.logged[0]})")
    at = statement.at(replace(scope, at=at), selected, defined)
    marked = scope.told.subject == name
    there = replace(scope, at=at)
    return told(statement, there, selected, defined.type, f"({scope.told.value} -> '{name}')", manner, marked=marked)


def told(
    statement: Statement,
    scope: Scope,
    selected: Selected,
    of: GraphQLOutputType,
    value: str,
    manner: Manner,
    *,
    marked: bool = False,
) -> str:
    """The JSON text of `value`, an expression of jsonb, as the type says; `marked`: with its person already."""
    plain: Any = get_nullable_type(of)
    if is_leaf_type(plain):
        return f"CAST({value} AS text)"
    row = statement.alias()
    if is_list_type(plain):
        one = told(statement, scope, selected, plain.of_type, f"{row}.value", manner, marked=marked)
        rows = f"jsonb_array_elements({value}) WITH ORDINALITY {row}(value, place)"
        listed = items(f"coalesce({one}, {NULL})", f"{row}.place")
        return f"CASE WHEN jsonb_typeof({value}) = 'array' THEN (SELECT {listed} FROM {rows}) END"
    source = f"FROM (SELECT {value} AS value) {row} WHERE jsonb_typeof({row}.value) <> 'null'"
    there = replace(scope, told=Told(f"{row}.value", manner.subject))
    if not is_abstract_type(plain):
        return f"(SELECT {_object(statement, there, selected, plain, marked=marked)} {source})"
    able = " ".join(
        f"WHEN '{one.name}' THEN {_object(statement, there, selected, one, marked=marked, member='id')}"
        for one in statement.document.schema.get_possible_types(plain)
    )
    return f"(SELECT CASE {row}.value ->> '__typename' {able} END {source})"


def _object(
    statement: Statement, scope: Scope, selected: Selected, of: GraphQLObjectType, *, marked: bool, member: str = ""
) -> str:
    """One object; of a union its identity is the `member` of what was computed, else the whole of it."""
    assert scope.told is not None
    value, subject = scope.told.value, scope.told.subject
    if not is_identity(of):
        there = replace(scope, of=of, id="", row="", fact=None)
        return _said_of(statement, there, selected, f"CAST({value} ->> '{subject}' AS bigint)" if subject else None)
    step = f"->> '{member}'" if member else "#>> '{}'"
    identity = f"CAST({value} {step} AS bigint)"
    there = Scope(of, scope.at, scope.path, id=identity)
    return _said_of(statement, there, selected, identity if of.name == PERSON and not marked else None)


def _said_of(statement: Statement, scope: Scope, selected: Selected, person: str | None) -> str:
    if person is None:
        return statement.object(scope, selected)
    return statement.person(scope, person, lambda: statement.object(scope, selected), unless=f"{person} IS NULL")
