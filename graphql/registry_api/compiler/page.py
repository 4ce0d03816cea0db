"""Rules of connections (Relay cursor specification): one page of a list, by the key it stands by and the identity.

A cursor says where its row stood, not which row it was: a list goes on from there also after the row has left it, and
rows that come in before it move nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from graphql import GraphQLField

from registry_api.compiler.facts import object_type
from registry_api.compiler.json_text import items, scalar
from registry_api.compiler.point import At
from registry_api.compiler.selection import Selected
from registry_api.compiler.statement import Page, Rule, Scope, Statement
from registry_api.cursor import cursor_id, cursor_key, page_size, page_size_alone

Listing = Callable[[Statement, Scope, At, Selected, GraphQLField], str]
"""SELECT of what a list holds: id, and key, under the collation "C". One row an identity."""


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Parameters of a page: sizes, and the place of the two cursors; None for what a document does not speak of."""

    first: str
    last: str | None
    after: tuple[str, str] | None
    before: tuple[str, str] | None

    def within(self, row: str) -> str:
        after = f" AND {_beyond(row, '>', self.after)}" if self.after else ""
        return after + (f" AND {_beyond(row, '<', self.before)}" if self.before else "")


def connection(listing: Listing) -> Rule:
    """A page of `listing`."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        at = statement.at(scope, selected, defined)
        bounds = _bounds(statement, selected, defined)
        rows = listing(statement, scope, at, selected, defined)
        personal = "Individual" in _of_edges(defined)
        before, behind = _outside(rows, bounds.after, "<="), _outside(rows, bounds.before, ">=")
        page = Page(statement.alias(), before, behind, personal)
        there = Scope(object_type(defined), at, scope.path, row=page.row, page=page)
        # One row, whatever is selected: HAVING makes one group of the page.
        return f"(SELECT {statement.object(there, selected)} FROM ({_page(rows, bounds)}) {page.row} HAVING true)"

    return rule


def _of_edges(defined: GraphQLField) -> str:
    """The name of the type that the edges of a connection lead to."""
    edge = object_type(object_type(defined).fields["edges"])
    return object_type(edge.fields["node"]).name


def _bounds(statement: Statement, selected: Selected, defined: GraphQLField) -> _Bounds:
    first = statement.given(selected, defined, "first", page_size)
    last = statement.given(selected, defined, "last", page_size_alone, first) if selected.argument("last") else None
    return _Bounds(first, last, *(_place(statement, selected, defined, name) for name in ("after", "before")))


def _place(statement: Statement, selected: Selected, defined: GraphQLField, name: str) -> tuple[str, str] | None:
    if selected.argument(name) is None:
        return None
    return (
        statement.given(selected, defined, name, cursor_key),
        statement.given(selected, defined, name, cursor_id),
    )


def _page(rows: str, bounds: _Bounds) -> str:
    """The rows of a page in both directions; one row more than asked for (not `shown`) tells that the list goes on."""
    size = f"coalesce(CAST(:{bounds.first} AS integer), {Page.USUAL})"
    if bounds.last is None:
        return _forward(rows, bounds, size, f"{size} + 1")
    last = f"CAST(:{bounds.last} AS integer)"
    forward = _forward(rows, bounds, size, f"CASE WHEN {last} IS NULL THEN {size} + 1 ELSE 0 END")
    backward = _one_way(rows, bounds, "DESC", last, f"CASE WHEN {last} IS NULL THEN 0 ELSE {last} + 1 END")
    return f"SELECT w.* FROM ({forward}) w UNION ALL SELECT w.* FROM ({backward}) w"


def _forward(rows: str, bounds: _Bounds, size: str, limit: str) -> str:
    return _one_way(rows, bounds, "ASC", size, limit)


def _one_way(rows: str, bounds: _Bounds, way: str, size: str, limit: str) -> str:
    forward = "true" if way == "ASC" else "false"
    return (
        f"SELECT r.id, r.key, {forward} AS forward, row_number() OVER (ORDER BY r.key {way}, r.id {way}) <= {size} AS shown "
        f"FROM (SELECT l.id, l.key FROM ({rows}) l WHERE true{bounds.within('l')} "
        f"ORDER BY l.key {way}, l.id {way} LIMIT {limit}) r"
    )


def _beyond(row: str, way: str, place: tuple[str, str]) -> str:
    key, identity = place
    compared = f"({row}.key, {row}.id) {way} (CAST(:{key} AS text), CAST(:{identity} AS bigint))"
    return f"(CAST(:{identity} AS bigint) IS NULL OR {compared})"


def _outside(rows: str, place: tuple[str, str] | None, way: str) -> str:
    """Whether the list holds anything on the other side of a cursor; nothing where there is no cursor."""
    if place is None:
        return "false"
    key, identity = place
    compared = f"(l.key, l.id) {way} (CAST(:{key} AS text), CAST(:{identity} AS bigint))"
    return f"EXISTS (SELECT FROM ({rows}) l WHERE {compared})"


def edges(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    """The edges shown; each is marked with the person it leads to, where it leads to persons."""
    edge = replace(scope, of=object_type(defined), id=f"{scope.row}.id")

    def told() -> str:
        return statement.object(edge, selected)

    expression = statement.person(edge, edge.id, told) if _page_of(scope).personal else told()
    return items(expression, f"{scope.row}.key, {scope.row}.id", f"{scope.row}.shown")


def node(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    return statement.object(Scope(object_type(defined), scope.at, scope.path, id=scope.id), selected)


def cursor(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    return scalar(_cursor(f"{scope.row}.id", f"{scope.row}.key"), defined.type)


def page_info(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    return statement.object(replace(scope, of=object_type(defined)), selected)


def has_next_page(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    return scalar(_goes_on(scope, forward=True), defined.type)


def has_previous_page(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    return scalar(_goes_on(scope, forward=False), defined.type)


def start_cursor(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    return _told_end(statement, scope, "ASC", defined)


def end_cursor(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    return _told_end(statement, scope, "DESC", defined)


def _goes_on(scope: Scope, *, forward: bool) -> str:
    page, way = _page_of(scope), "" if forward else "NOT "
    beyond = page.following if forward else page.preceding
    return f"(coalesce(bool_or(NOT {page.row}.shown AND {way}{page.row}.forward), false) OR {beyond})"


def _told_end(statement: Statement, scope: Scope, way: str, defined: GraphQLField) -> str:
    """The first or last cursor of a page. It says who stands there: of persons that is marked too."""
    row = scope.row

    def end(of: str) -> str:
        return f"(array_agg({of} ORDER BY {row}.key {way}, {row}.id {way}) FILTER (WHERE {row}.shown))[1]"

    def told() -> str:
        return f"coalesce({scalar(end(_cursor(f'{row}.id', f'{row}.key')), defined.type)}, 'null')"

    if not _page_of(scope).personal:
        return told()
    return statement.person(scope, end(f"{row}.id"), told, unless=f"{end(f'{row}.id')} IS NULL")


def _cursor(identity: str, key: str) -> str:
    # PostgreSQL breaks base64 into lines (RFC 2045).
    encoded = f"encode(convert_to(concat({identity}, '\\:', {key}), 'UTF8'), 'base64')"
    return f"translate({encoded}, E'\\n', '')"


def _page_of(scope: Scope) -> Page:
    assert scope.page is not None
    return scope.page
