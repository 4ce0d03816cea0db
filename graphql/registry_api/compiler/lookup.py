"""Rules of the fields of the root: from a number in an argument to the one identity that bears it."""

from graphql import GraphQLField

from registries.temporal import state
from registries.temporal.declare import Fact
from registry_api.compiler.facts import object_type
from registry_api.compiler.selection import Selected
from registry_api.compiler.statement import NotCompiled, Rule, Scope, Statement


def person(fact: Fact, scheme: str, argument: str) -> Rule:
    """The person who bears a number on the day, else who ever bore it; of several nobody."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        at = statement.at(scope, selected, defined)
        point = at.point
        holds = f"coalesce({state.standing('s', point)}, false)"
        bearers = (
            f"SELECT s.{fact.entity} AS entity, {holds} AS holds, bool_or({holds}) OVER () AS borne "
            f"FROM {state.source(fact, point)} s WHERE s.value = CAST(:{_number(statement, selected, defined, argument)} "
            f"AS text) AND s.scheme = '{scheme}'{state.believed('s', point)}"
        )
        found = (
            f"SELECT count(DISTINCT b.entity) AS found, min(b.entity) AS id FROM ({bearers}) b "
            "WHERE b.holds OR NOT b.borne"
        )
        return statement.root(found, Scope(object_type(defined), at, scope.path), selected, personal=True)

    return rule


def bearer(fact: Fact, column: str, argument: str, *, scheme: str | None = None, on_the_day: bool = False) -> Rule:
    """What bears a code on the day, else, unless `on_the_day`, what bore it first."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        at = statement.at(scope, selected, defined)
        point = at.point
        holds = f"coalesce({state.standing('s', point)}, false)"
        narrowed = f" AND s.scheme = '{scheme}'" if scheme else ""
        only = f" AND {holds}" if on_the_day else ""
        found = (
            f"SELECT least(count(*), 1) AS found, (array_agg(s.{fact.entity} ORDER BY {holds} DESC, s.valid_time, "
            f"s.{fact.entity}))[1] AS id FROM {state.source(fact, point)} s WHERE s.{column} = "
            f"CAST(:{_number(statement, selected, defined, argument)} AS text){narrowed}{only}{state.believed('s', point)}"
        )
        return statement.root(found, Scope(object_type(defined), at, scope.path), selected, personal=False)

    return rule


def _number(statement: Statement, selected: Selected, defined: GraphQLField, argument: str) -> str:
    node = selected.argument(argument)
    if node is None:
        raise NotCompiled
    return statement.bind(node, defined.args[argument].type)
