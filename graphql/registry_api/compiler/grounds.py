"""Rules of provenance: the statement behind every value that survives, and the claims that it outranks."""

from collections.abc import Mapping

from graphql import GraphQLField

from registries import provenance
from registries.address.tables import address_code
from registries.crosswalk.tables import membership, outranked
from registries.temporal import state
from registries.temporal.declare import Fact
from registries.temporal.read import Read, standing
from registry_api.compiler.facts import object_type
from registry_api.compiler.json_text import items, scalar
from registry_api.compiler.point import At
from registry_api.compiler.selection import Selected
from registry_api.compiler.statement import Rule, Scope, Statement

# What a statement stands in: its source, delivery and line; an act where the value rests on one.
SPOKEN = (
    Read(provenance.statement, ("id", "delivery_id", "line")),
    Read(provenance.delivery, ("id", "source_id")),
    Read(provenance.source, ("id", "name")),
    Read(provenance.act, ("id", "title")),
)
OUTRANKED = Read(
    outranked.table, ("individual_id", "attribute", "value", "claimed_in", "valid_time"), outranked.known, ("value",)
)
_MEMBER = ("record_id", "register", "entity_id")
LED_TO = (
    Read(membership.table, _MEMBER, membership.known, ("entity_id",)),
    Read(membership.known, ("founding", "transaction_time")),
)


def grounded(fact: Fact) -> tuple[Read, ...]:
    """All that a fact says of the day, and what it rests on; of an address its code."""
    said = (*fact.key, *fact.values)
    columns = (fact.entity, *said, "valid_time", "starts_after", "statement_id", "act_id")
    coded = (standing(address_code, "rka"),) if "address_id" in said else ()
    return (Read(fact.table, columns, fact.known, said), *coded)


def behind(facts: Mapping[str, Fact]) -> Rule:
    """A row for every value of `facts` that stands on the day; the names are those of the fields that tell them."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        row = Scope(object_type(defined), scope.at, scope.path, id=scope.id, row=statement.alias())
        values = " UNION ALL ".join(_standing(name, fact, scope.id, scope.at) for name, fact in facts.items())
        whole = items(statement.object(row, selected), _ordered(row.row, "attribute", "value"))
        return f"(SELECT {whole} FROM ({_spoken(values)}) {row.row})"

    return rule


def outranked_by(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    """The claims about the same thing that say otherwise of the day, and do not survive."""
    row = Scope(object_type(defined), scope.at, scope.path, id=scope.id, row=statement.alias())
    point, of = scope.at.point, scope.row
    claims = (
        f"SELECT s.value, s.valid_time, s.claimed_in AS statement_id, CAST(NULL AS bigint) AS act_id "
        f"FROM {state.source(outranked, point)} s WHERE s.individual_id = {scope.id} AND s.attribute = {of}.fact "
        f"AND ({of}.place IN ('', s.value) OR starts_with(s.value, {of}.place || ' ')) "
        f"AND s.valid_time @> {point.day}{state.believed('s', point)}"
    )
    whole = items(statement.object(row, selected), _ordered(row.row, "value"))
    return f"(SELECT {whole} FROM ({_spoken(claims)}) {row.row})"


def told(expression: str) -> Rule:
    """What a row of these says; `{row}` is the row."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        return scalar(expression.format(row=scope.row), defined.type)

    return rule


def led_to(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    """The person that the records which once made this one speak of at the point asked for; null: this one."""
    alias, point = statement.alias(), scope.at.point
    begun = "" if point.known is None else f" AND lower(f.transaction_time) <= {point.known}"
    found = (
        f"SELECT min(m.entity_id) AS id FROM {membership.known.fullname} f "
        f"JOIN {state.source(membership, point)} m ON m.record_id = f.record_id AND m.register = 'individual' "
        f"AND m.entity_id <> f.entity_id{state.believed('m', point)} "
        f"WHERE f.entity_id = {scope.id} AND f.register = 'individual' AND f.founding{begun}"
    )
    there = Scope(object_type(defined), scope.at, scope.path, id=f"{alias}.id")
    whole = statement.person(there, there.id, lambda: statement.object(there, selected))
    return f"(SELECT {whole} FROM ({found}) {alias} WHERE {alias}.id IS NOT NULL)"


def _standing(name: str, fact: Fact, identity: str, at: At) -> str:
    point = at.point
    key, values = (", ".join(_text(column, at) for column in some) for some in (fact.key, fact.values))
    value = ", ".join(part for part in (key, values) if part)
    place = f"concat_ws(' ', {key})" if key else "''"
    return (
        f"SELECT '{name}' AS attribute, '{fact.name}' AS fact, {place} AS place, concat_ws(' ', {value}) AS value, "
        f"s.valid_time, s.statement_id, s.act_id FROM {state.source(fact, point)} s "
        f"WHERE s.{fact.entity} = {identity} AND {state.standing_first(fact, 's', point)}{state.believed('s', point)}"
    )


def _text(column: str, at: At) -> str:
    """An address is called by its code: the one that stands, else any it ever bore."""
    if column != "address_id":
        return f"CAST(s.{column} AS text)"
    point = at.point
    return (
        f"(SELECT c.rka FROM {state.source(address_code, point)} c WHERE c.address_id = s.address_id"
        f"{state.believed('c', point)} ORDER BY {state.standing('c', point)} IS NOT TRUE, c.valid_time LIMIT 1)"
    )


def _spoken(rows: str) -> str:
    return (
        f"SELECT f.*, o.name AS source, d.id AS delivery, t.line, a.title AS act FROM ({rows}) f "
        "LEFT JOIN provenance.statement t ON t.id = f.statement_id "
        "LEFT JOIN provenance.delivery d ON d.id = t.delivery_id LEFT JOIN provenance.source o ON o.id = d.source_id "
        "LEFT JOIN provenance.act a ON a.id = f.act_id"
    )


def _ordered(row: str, *columns: str) -> str:
    return ", ".join(f"{row}.{column}" for column in (*columns, "valid_time", "statement_id"))
