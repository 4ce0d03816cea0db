"""Rules of units and of the units and geonyms of addresses: chains of parents, and what is newer beside an answer."""

from graphql import GraphQLField

from registries.address import tables
from registries.address.walk import address_walk, chain
from registries.temporal import state
from registries.temporal.declare import Fact
from registry_api.compiler.facts import every, object_type, standing_rows
from registry_api.compiler.json_text import items, scalar
from registry_api.compiler.point import At
from registry_api.compiler.selection import Selected
from registry_api.compiler.statement import Rule, Scope, Statement

STATES = (tables.unit_code, tables.unit_type, tables.unit_name, tables.unit_parent)


def parents(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    """The units a unit belongs to, the nearest first."""
    at = statement.at(scope, selected, defined)
    return _listed(statement, scope, selected, defined, at, chain(scope.id, at.point), "step")


def parts_of_address(chained: str, key: str) -> Rule:
    """The units (`territory`) or geonyms (`street`) of an address, the outermost first."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        at = statement.at(scope, selected, defined)
        walk = address_walk(f"SELECT CAST({scope.id} AS bigint) AS start", at.point)
        return _listed(
            statement, scope, selected, defined, at, f"{walk} SELECT {key} AS id, step FROM {chained}", "step DESC"
        )

    return rule


def uncertain(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    """Whether anything that stands of a unit does so uncertainly."""
    rows = _standing(scope, f"{state.uncertain('x', scope.at.point)} AS uncertain")
    return f"(SELECT {scalar('coalesce(bool_or(u.uncertain), false)', defined.type)} FROM ({rows}) u)"


def newer_unit(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    """Who bears the unit's code on the first day of the newer state: see `administrative_unit.newer_unit`."""
    row = statement.alias()
    there = Scope(object_type(defined), scope.at, scope.path, id=scope.id, row=row)
    return f"(SELECT {statement.object(there, selected)} FROM ({_newer(scope)}) {row})"


def since(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    return scalar(f"{scope.row}.since", defined.type)


def same_unit(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    return scalar(f"({scope.row}.bearer IS NOT DISTINCT FROM {scope.id})", defined.type)


def bearer(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    there = Scope(object_type(defined), _then(scope), scope.path, id=f"{scope.row}.bearer")
    return f"CASE WHEN {scope.row}.bearer IS NOT NULL THEN {statement.object(there, selected)} END"


def names_of_bearer(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    there = Scope(scope.of, _then(scope), scope.path, id=f"{scope.row}.bearer")
    return every(tables.unit_name)(statement, there, selected, defined)


def _then(scope: Scope) -> At:
    return scope.at.on(f"{scope.row}.since")


def _newer(scope: Scope) -> str:
    """One row, or none where all is certain: the first day of the newer state, and who bears the code then."""
    point = scope.at.point
    turned = _standing(scope, f"{state.turning('x', point)} AS turning")
    then = scope.at.on("n.since").point
    codes = tables.unit_code
    bearers = (
        f"SELECT b.unit_id FROM {state.source(codes, then)} b WHERE b.kato = c.kato AND {state.standing('b', then)}"
        f"{state.believed('b', then)} ORDER BY b.valid_time, b.unit_id LIMIT 1"
    )
    goes_on = f"EXISTS (SELECT FROM {state.source(codes, point)} f WHERE {state.following(codes, 'c', 'f', point)})"
    given = f"coalesce(({bearers}), CASE WHEN {goes_on} THEN {scope.id} END)"
    return (
        f"SELECT n.since, CASE WHEN {state.turning('c', point)} = n.since THEN {given} ELSE {scope.id} END AS bearer "
        f"FROM (SELECT min(u.turning) AS since FROM ({turned}) u) n "
        f"LEFT JOIN ({standing_rows(codes, scope.id, scope.at)} LIMIT 1) c ON true WHERE n.since IS NOT NULL"
    )


def _standing(scope: Scope, column: str) -> str:
    return " UNION ALL ".join(_columns(fact, scope, column) for fact in STATES)


def _columns(fact: Fact, scope: Scope, column: str) -> str:
    return f"SELECT {column} FROM ({standing_rows(fact, scope.id, scope.at)}) x"


def _listed(
    statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField, at: At, query: str, order: str
) -> str:
    row = statement.alias()
    one = statement.object(Scope(object_type(defined), at, scope.path, id=f"{row}.id"), selected)
    return f"(SELECT {items(one, f'{row}.{order}')} FROM ({query}) {row})"
