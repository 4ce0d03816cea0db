"""Rules of the fields of the root: from a number in an argument to the one identity that bears it."""

from graphql import GraphQLField

from registries.address import code_bearer
from registries.identifiers import Kind
from registries.temporal import bears, state
from registries.temporal.declare import Fact
from registry_api.compiler.facts import object_type
from registry_api.compiler.json_text import scalar
from registry_api.compiler.mark import refusal
from registry_api.compiler.selection import Selected
from registry_api.compiler.statement import Coerce, Rule, Scope, Sought, Statement


def person(fact: Fact, kind: Kind, argument: str) -> Rule:
    """The person who bears a number on the day, else who ever bore it; of several nobody."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        at = statement.at(scope, selected, defined)
        number = statement.given(selected, defined, argument)
        alias = statement.source(sole_bearer(fact, at.point, f"'{kind.value}'", f"CAST(:{number} AS text)"))
        there = Scope(object_type(defined), at, scope.path)
        found = statement.root(alias, there, selected, Sought(number, kind), personal=True)
        return f"CASE WHEN {alias}.found = 1 THEN {found} END"

    return rule


def sole_bearer(fact: Fact, point: state.Point, scheme: str, number: str, *, period: bool = False) -> str:
    """One row: how many persons or companies a number ends at (2 for more than one), and the id of one.

    Who bears it on the day goes before all who only ever bore it. With `period` also valid_time, the newest of those
    counted, and whether it holds on the day.
    """
    # The history's temporal key ends in the time of belief: IS TRUE keeps the planner from reading all of it by that.
    believed = "" if point.known is None else f" AND (s.transaction_time @> {point.known}) IS TRUE"
    bearers = (
        f"SELECT s.{fact.entity} AS entity, s.valid_time, coalesce({state.standing('s', point)}, false) AS holds "
        f"FROM {state.source(fact, point)} s WHERE {bears('s', scheme, number)}{believed}"
    )
    least, most = (f"coalesce({one}(b.entity) FILTER (WHERE b.holds), {one}(b.entity))" for one in ("min", "max"))
    newest = "(array_agg(b.valid_time ORDER BY b.holds DESC, b.valid_time DESC))[1]"
    more = f", {newest} AS valid_time, coalesce(bool_or(b.holds), false) AS holds" if period else ""
    return (
        f"SELECT CASE WHEN min(b.entity) IS NULL THEN 0 WHEN {least} = {most} THEN 1 ELSE 2 END AS found, {least} AS id"
        f"{more} FROM ({bearers}) b"
    )


def crosswalk(fact: Fact, match: str, no: str, code: Coerce, normal: Coerce) -> Rule:
    """The match of a number of any scheme, or why there is none.

    `code` and `normal` read the two arguments, `match` and `no` are the types of the two answers.
    """

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        at = statement.at(scope, selected, defined)
        scheme = statement.given(selected, defined, "scheme", code)
        number = statement.given(selected, defined, "value", normal, scheme)
        read = f"CAST(:{scheme} AS text)", f"CAST(:{number} AS text)"
        alias = statement.source(sole_bearer(fact, at.point, *read, period=True))
        told = _told(statement, selected, no)
        there = Scope(statement.document.type_named(match), at, scope.path)
        sought = Sought(number, scheme=scheme, told=told)
        found = statement.root(alias, there, selected, sought, personal=True)
        return f"CASE WHEN {alias}.found = 1 THEN {found} ELSE {refusal(len(statement.roots) - 1)} END"

    return rule


def _told(statement: Statement, selected: Selected, of: str) -> tuple[tuple[str, str], ...]:
    """Response keys of a refusal with the fields they answer to."""
    return tuple((one.key, one.name) for one in statement.document.under(selected, statement.document.type_named(of)))


def in_force(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    return scalar(f"{scope.row}.holds", defined.type)


def bearer(fact: Fact, column: str, argument: str, kind: Kind, *, scheme: str | None = None) -> Rule:
    """What bears a code on the day, else what bore it first."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        at = statement.at(scope, selected, defined)
        number = statement.given(selected, defined, argument)
        asked = f"CAST(:{number} AS text)"
        condition = bears("s", f"'{scheme}'", asked) if scheme else f"s.{column} = {asked}"
        found = bearers(fact, at.point, condition)
        return _sought(statement, scope, selected, defined, found, Sought(number, kind))

    return rule


def bearer_of_code(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    """The unit that bears a code that is given again and again: on the day asked for, else the only one that ever did."""
    at = statement.at(scope, selected, defined)
    number = statement.given(selected, defined, "kato")
    asked = "false" if at.days == scope.at.days else f"CAST(:{at.days[0]} AS date) IS NOT NULL"
    found = code_bearer.sole_bearer(f"CAST(:{number} AS text)", asked, at.point)
    return _sought(statement, scope, selected, defined, found, Sought(number, Kind.KATO))


def _sought(
    statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField, query: str, sought: Sought
) -> str:
    """What `query`, of one row with found and id, ends at; it speaks of no person."""
    alias = statement.source(query)
    there = Scope(object_type(defined), statement.at(scope, selected, defined), scope.path)
    found = statement.root(alias, there, selected, sought, personal=False)
    return f"CASE WHEN {alias}.found = 1 THEN {found} END"


def bearers(fact: Fact, point: state.Point, condition: str) -> str:
    """One row: whether anything bears or bore a code (found), and the id of what does so on the day, else did first."""
    holds = f"coalesce({state.standing('s', point)}, false)"
    return (
        f"SELECT least(count(*), 1) AS found, (array_agg(s.{fact.entity} ORDER BY {holds} DESC, s.valid_time, "
        f"s.{fact.entity}))[1] AS id FROM {state.source(fact, point)} s WHERE {condition}{state.believed('s', point)}"
    )
