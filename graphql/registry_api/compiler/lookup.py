"""Rules of the fields of the root: from a number in an argument to the one identity that bears it."""

from graphql import GraphQLField, GraphQLObjectType

from registries.temporal import state
from registries.temporal.declare import Fact
from registry_api.compiler.facts import object_type
from registry_api.compiler.json_text import scalar
from registry_api.compiler.selection import Selected
from registry_api.compiler.statement import Coerce, NotCompiled, Rule, Scope, Statement


def person(fact: Fact, scheme: str, argument: str) -> Rule:
    """The person who bears a number on the day, else who ever bore it; of several nobody."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        at = statement.at(scope, selected, defined)
        found = persons(fact, at.point, f"'{scheme}'", _number(statement, selected, defined, argument))
        return statement.root(found, Scope(object_type(defined), at, scope.path), selected, personal=True)

    return rule


def persons(fact: Fact, point: state.Point, scheme: str, number: str) -> str:
    """One row: how many persons a number ends at, the id of the one, his valid_time and whether it holds on the day."""
    # Rows are compared, which only a B-tree can look up: the temporal key holds the number too, behind the person, and
    # the planner would read all of that GiST index for it, taking it to be as cheap.
    borne = f"(CAST(:{number} AS text), {scheme})"
    holds = f"coalesce({state.standing('s', point)}, false)"
    bearers = (
        f"SELECT s.{fact.entity} AS entity, s.valid_time, {holds} AS holds, bool_or({holds}) OVER () AS borne "
        f"FROM {state.source(fact, point)} s WHERE (s.value, s.scheme) >= {borne} "
        f"AND (s.value, s.scheme) <= {borne}"
        f"{state.believed('s', point)}"
    )
    return (
        "SELECT count(DISTINCT b.entity) AS found, min(b.entity) AS id, "
        "(array_agg(b.valid_time ORDER BY b.valid_time DESC))[1] AS valid_time, "
        f"bool_or(b.holds) AS holds FROM ({bearers}) b WHERE b.holds OR NOT b.borne"
    )


def crosswalk(fact: Fact, of: str, code: Coerce, normal: Coerce) -> Rule:
    """The match of a number of any scheme; `code` and `normal` read the two arguments, `of` is the type of a match."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        at = statement.at(scope, selected, defined)
        match = statement.document.schema.type_map[of]
        kind, value = selected.argument("scheme"), selected.argument("value")
        if kind is None or value is None or not isinstance(match, GraphQLObjectType):
            raise NotCompiled
        scheme = statement.bind(kind, defined.args["scheme"].type, code)
        number = statement.bind(value, defined.args["value"].type, normal, scheme)
        found = persons(fact, at.point, f"CAST(:{scheme} AS text)", number)
        return statement.root(found, Scope(match, at, scope.path), selected, personal=True)

    return rule


def in_force(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    return scalar(f"{scope.row}.holds", defined.type)


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
