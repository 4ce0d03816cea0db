"""Rules of what happened to units, geonyms and addresses: operations, what came of what, who ever bore a code or name."""

from collections.abc import Callable
from dataclasses import replace

from graphql import GraphQLField

from registries.address import code_bearer, tables
from registries.temporal import state
from registries.temporal.declare import Fact
from registries.temporal.read import versions
from registry_api.compiler.facts import object_type, row_of
from registry_api.compiler.json_text import items
from registry_api.compiler.listing import key_of_name
from registry_api.compiler.page import Listing
from registry_api.compiler.point import At
from registry_api.compiler.selection import Selected
from registry_api.compiler.statement import Rule, Scope, Statement


def links(fact: Fact, own: str, other: str) -> Rule:
    """What a thing came from or led to, whatever the day: rows of `fact` whose column `own` is the thing itself.

    Their column `other` is told as `linked`.
    """

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        row = replace(row_of(statement, scope, selected, defined, fact), settled=True)
        point, alias = row.at.point, row.row
        rows = (
            f"SELECT {versions(fact).of('s')}, s.{other} AS linked FROM {state.source(fact, point)} s "
            f"WHERE s.{own} = {scope.id}{state.believed('s', point)}"
        )
        whole = items(statement.object(row, selected), f"{alias}.valid_time, {alias}.linked, {alias}.operation")
        return f"(SELECT {whole} FROM ({rows}) {alias})"

    return rule


def bearers_of_code(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    """Every period in which a unit bore the code, the earliest first."""
    kato = statement.given(selected, defined, "kato")
    found = row_of(statement, scope, selected, defined, tables.unit_code)
    row = replace(found, id=f"{found.row}.unit_id", settled=True)
    whole = items(statement.object(row, selected), f"{row.row}.valid_time, {row.row}.unit_id")
    return f"(SELECT {whole} {code_bearer.ever_borne(f'CAST(:{kato} AS text)', row.row, row.at.point)})"


def on_its_last_day(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    """The identity of a row on the last day on which the row holds; on the day asked for where it has no end."""
    then = scope.at.on(f"coalesce(upper({scope.row}.valid_time) - 1, {scope.at.point.day})")
    return statement.object(Scope(object_type(defined), then, scope.path, id=scope.id), selected)


def next_version(fact: Fact) -> Rule:
    """The version of the same identity that begins when the row has ended, or later; null where there is none."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        row = replace(row_of(statement, scope, selected, defined, fact), settled=True)
        point = row.at.point
        following = (
            f"SELECT {versions(fact).of('s')} FROM {state.source(fact, point)} s WHERE s.{fact.entity} = {scope.id} "
            f"AND lower(s.valid_time) >= upper({scope.row}.valid_time){state.believed('s', point)} "
            "ORDER BY s.valid_time LIMIT 1"
        )
        return f"(SELECT {statement.object(row, selected)} FROM ({following}) {row.row})"

    return rule


def as_it_stands(alias: str, name: str) -> str:
    """The condition that a row bears the name, an expression, but for capitals and hyphens."""
    return f"{alias}.sort_key = alphabet.kazakh_key({name})"


def ever_named(name: Fact, bears: Callable[[str, str], str] = as_it_stands) -> Listing:
    """Identities that ever bore the name, in either language, by the name they bear on the day."""

    def listing(statement: Statement, _: Scope, at: At, selected: Selected, defined: GraphQLField) -> str:
        wanted = statement.given(selected, defined, "name")
        named = (
            f"SELECT DISTINCT s.{name.entity} AS id FROM {state.source(name, at.point)} s "
            f"WHERE {bears('s', f'CAST(:{wanted} AS text)')}{state.believed('s', at.point)}"
        )
        return f"SELECT b.id, {key_of_name(name, 'b.id', 'language', ('kk', 'ru'), at)} AS key FROM ({named}) b"

    return listing
