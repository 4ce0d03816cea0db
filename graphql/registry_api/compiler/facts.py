"""Rules of dated facts: what stands of a fact on the day, every version of it, and the columns of its rows."""

from dataclasses import replace

from graphql import GraphQLField, GraphQLObjectType, get_named_type

from registries.temporal import state
from registries.temporal.declare import Fact
from registries.temporal.read import Read, shown, standing
from registry_api.compiler.json_text import items, scalar
from registry_api.compiler.point import At
from registry_api.compiler.selection import Selected
from registry_api.compiler.statement import Rule, Scope, Statement

_PERIOD = {
    "valid_from": "lower({row}.valid_time)",
    "valid_to": "upper({row}.valid_time)",
    "starts_basis": "CAST({row}.starts_basis AS text)",
    "ends_basis": "CAST({row}.ends_basis AS text)",
}


def standing_rows(fact: Fact, identity: str, at: At, condition: str = "") -> str:
    """The rows of a fact that stand on the day, one for each key."""
    point = at.point
    return (
        f"SELECT {shown(fact).of('s')} FROM {state.source(fact, point)} s WHERE s.{fact.entity} = {identity}"
        f"{condition} AND {state.standing_first(fact, 's', point)}{state.believed('s', point)}"
    )


def standing_one(fact: Fact, read: Read, identity: str, at: At, condition: str = "") -> str:
    """The one row of a fact that stands on the day, where `condition` fixes the whole key; it may be none."""
    point = at.point
    return (
        f"SELECT {read.of('s')} FROM {state.source(fact, point)} s WHERE s.{fact.entity} = {identity}"
        f"{condition} AND {state.standing('s', point)}{state.believed('s', point)} ORDER BY s.valid_time LIMIT 1"
    )


def every(fact: Fact) -> Rule:
    """A list of all that stands."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        row = row_of(statement, scope, selected, defined, fact)
        return listed(statement.object(row, selected), row, fact)

    return rule


def listed(expression: str, row: Scope, fact: Fact) -> str:
    """The list of `expression` of each row that stands."""
    order = ", ".join(f"{row.row}.{column}" for column in fact.key) or f"{row.row}.valid_time"
    return f"(SELECT {items(expression, order)} FROM ({standing_rows(fact, row.id, row.at)}) {row.row})"


def one(fact: Fact) -> Rule:
    """The one thing that stands, or null."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        row = row_of(statement, scope, selected, defined, fact)
        found = standing_one(fact, shown(fact), scope.id, row.at)
        return f"(SELECT {statement.object(row, selected)} FROM ({found}) {row.row})"

    return rule


def history(fact: Fact, *, by_day: bool = False) -> Rule:
    """A list of every version believed, key by key; `by_day`: by first days, whatever the key."""
    columns = ("valid_time", *fact.key) if by_day else (*fact.key, "valid_time")

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        row = replace(row_of(statement, scope, selected, defined, fact), settled=True)
        point = row.at.point
        order = ", ".join(f"{row.row}.{column}" for column in columns)
        whole = items(statement.object(row, selected), order)
        return (
            f"(SELECT {whole} FROM {state.source(fact, point)} {row.row} "
            f"WHERE {row.row}.{fact.entity} = {scope.id}{state.believed(row.row, point)})"
        )

    return rule


def newer(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    """The version observed next, beside an uncertain one."""
    fact = fact_of(scope)
    row = replace(scope, row=statement.alias(), settled=True)
    point = scope.at.point
    following = state.following(fact, scope.row, row.row, point)
    # Written out also where it is known to be null: what was asked for is logged.
    found = statement.object(row, selected)
    if scope.settled:
        return "CAST(NULL AS text)"
    return f"(SELECT {found} FROM {state.source(fact, point)} {row.row} WHERE {following})"


def column(name: str) -> Rule:
    """A column of the row, PERIOD and `uncertain` among them."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        if name == "uncertain":
            return scalar("false" if scope.settled else state.uncertain(scope.row, scope.at.point), defined.type)
        if name in _PERIOD:
            return scalar(_PERIOD[name].format(row=scope.row), defined.type)
        fact = fact_of(scope)
        assert name in (*fact.key, *fact.values), f"{fact.name} has no column {name}"
        return scalar(f"{scope.row}.{name}", defined.type)

    return rule


def of_row(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    """A field of a dated type that says nothing else of itself: it is named after what it holds."""
    name = defined.extensions["strawberry-definition"].python_name
    return (newer if name == "newer" else column(name))(statement, scope, selected, defined)


def first(fact: Fact, name: str, condition: str = "") -> Rule:
    """A column of the one thing that stands, beside the identity itself."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        found = standing_one(fact, standing(fact, name), scope.id, scope.at, condition)
        return f"(SELECT {scalar(f's.{name}', defined.type)} FROM ({found}) s)"

    return rule


def leading_to(name: str) -> Rule:
    """The identity that a column of the row names."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        there = Scope(object_type(defined), scope.at, scope.path, id=f"{scope.row}.{name}")
        return statement.object(there, selected)

    return rule


def leading_to_some(name: str) -> Rule:
    """The identity that a column of the row names, or null."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        there = f"{scope.row}.{name}"
        return f"CASE WHEN {there} IS NOT NULL THEN {leading_to(name)(statement, scope, selected, defined)} END"

    return rule


def reached(fact: Fact, name: str) -> Rule:
    """The identity that the one thing that stands leads to."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        at, row = statement.at(scope, selected, defined), statement.alias()
        there = Scope(object_type(defined), at, scope.path, id=f"{row}.{name}")
        found = standing_one(fact, standing(fact, name), scope.id, at)
        return f"(SELECT {statement.object(there, selected)} FROM ({found}) {row})"

    return rule


def same_identity(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    """Another side of the same identity, on the same day."""
    return statement.object(Scope(object_type(defined), scope.at, scope.path, id=scope.id), selected)


def fact_of(scope: Scope) -> Fact:
    assert scope.fact is not None, f"{scope.of.name} is no row of a fact"
    return scope.fact


def object_type(defined: GraphQLField) -> GraphQLObjectType:
    found = get_named_type(defined.type)
    assert isinstance(found, GraphQLObjectType)
    return found


def row_of(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField, fact: Fact) -> Scope:
    """The scope of a row of `fact`."""
    at = statement.at(scope, selected, defined)
    return Scope(object_type(defined), at, scope.path, id=scope.id, row=statement.alias(), fact=fact)
