"""Compiling one operation: fields become expressions of JSON text, by the rule that each field carries.

A field's rule is in its metadata (`compiled`), put there where the field is declared. A field of a dated type that has
none is a column of the fact's row. Whatever cannot be compiled raises NotCompiled.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from graphql import (
    GraphQLField,
    GraphQLInputType,
    GraphQLObjectType,
    NullValueNode,
    ValueNode,
    VariableNode,
    is_leaf_type,
)
from graphql import get_named_type as named
from graphql.utilities import coerce_input_literal

from registries.address.wording_sql import quoted
from registries.temporal.declare import Fact
from registry_api.compiler.json_text import whole
from registry_api.compiler.point import At
from registry_api.compiler.selection import Document, Selected

Coerce = Callable[..., object]
Rule = Callable[["Statement", "Scope", Selected, GraphQLField], str]


class NotCompiled(Exception):
    """There is no rule for a part of the document: the ordinary executor answers it."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a field stands: in an object of the type `of`, which is an identity, or the row `row` of a fact.

    `id` is the expression of the identity; `settled` rows are told as they are: neither uncertain nor with a newer one.
    """

    of: GraphQLObjectType
    at: At
    path: str
    id: str = ""
    row: str = ""
    fact: Fact | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value given with each request: a variable by name, or a constant of the document; `coerce` makes it SQL's.

    `beside` names the parameter that `coerce` is given too: what a number means depends on its scheme.
    """

    variable: str | None
    constant: object
    coerce: Coerce | None
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class Root:
    """A field of the root: its response key is in the statement; `name` is logged where `personal`."""

    name: str
    personal: bool
    leaves: tuple[tuple[str, At], ...]


@dataclass(slots=True)
class Statement:
    """A statement in the making."""

    document: Document
    history: bool
    of_row: Rule
    parameters: dict[str, Parameter] = field(default_factory=dict)
    roots: list[Root] = field(default_factory=list)
    _found: list[tuple[str, str]] = field(default_factory=list)
    _aliases: int = 0
    _laterals: list[dict[str, tuple[str, str]]] = field(default_factory=list)
    _leaves: list[tuple[str, At]] = field(default_factory=list)

    def compile(self) -> str:
        """The statement: one row with found and id of every root, and the data as text."""
        query = self.document.schema.query_type
        assert query is not None
        scope = Scope(query, At(history=self.history), "")
        pairs = [(root.key, self._field(scope, root)) for root in self.document.roots()]
        if not self._found:
            raise NotCompiled
        columns = ", ".join(f"{alias}.found, {alias}.id" for alias, _ in self._found)
        sources = ", ".join(f"({query}) {alias}" for alias, query in self._found)
        return f"SELECT {columns}, {whole(pairs)} AS data FROM {sources}"

    def root(self, found: str, scope: Scope, selected: Selected, *, personal: bool) -> str:
        """The object at the end of a look-up; `found` selects one row: how many were found, and the one's id."""
        alias = self.alias()
        self._found.append((alias, found))
        self._leaves = []
        expression = self.object(replace(scope, id=f"{alias}.id", row=alias), selected)
        leaves = tuple(self._leaves) or ((selected.name, scope.at),)
        self.roots.append(Root(selected.name, personal, leaves))
        return expression

    def object(self, scope: Scope, selected: Selected) -> str:
        """An object with what is selected of it."""
        self._laterals.append({})
        pairs = [(one.key, self._field(scope, one)) for one in self.document.under(selected, scope.of)]
        laterals = self._laterals.pop()
        if not laterals:
            return whole(pairs)
        sources = ", ".join(f"LATERAL ({query}) {alias}" for alias, query in laterals.values())
        return f"(SELECT {whole(pairs)} FROM {sources})"

    def lateral(self, key: str, query: Callable[[], str]) -> str:
        """The alias of a subquery beside the object being written; the same for the same key."""
        if key not in self._laterals[-1]:
            self._laterals[-1][key] = (self.alias(), query())
        return self._laterals[-1][key][0]

    def alias(self) -> str:
        self._aliases += 1
        return f"t{self._aliases}"

    def at(self, scope: Scope, selected: Selected, defined: GraphQLField) -> At:
        """The point a field asks for."""
        day, then = (self._given(selected, defined, name) for name in ("asOf", "knownAt"))
        return scope.at.override(day, then)

    def bind(
        self, node: ValueNode, of: GraphQLInputType, coerce: Coerce | None = None, beside: str | None = None
    ) -> str:
        """A parameter for a value written in the document."""
        if isinstance(node, VariableNode):
            found = Parameter(node.name.value, None, coerce, beside)
        else:
            found = Parameter(None, coerce_input_literal(node, of), coerce, beside)
        for name, known in self.parameters.items():
            if known == found:
                return name
        name = f"p{len(self.parameters)}"
        self.parameters[name] = found
        return name

    def _given(self, selected: Selected, defined: GraphQLField, name: str) -> str | None:
        node = selected.argument(name)
        if node is None or isinstance(node, NullValueNode):
            return None
        return self.bind(node, defined.args[name].type)

    def _field(self, scope: Scope, selected: Selected) -> str:
        if selected.name == "__typename":
            return quoted(f'"{scope.of.name}"')
        if selected.name.startswith("__"):
            raise NotCompiled
        defined = scope.of.fields[selected.name]
        declared = defined.extensions.get("strawberry-definition")
        rule: Rule | None = declared.metadata.get("compiled") if declared is not None else None
        below = replace(scope, path=f"{scope.path}.{selected.name}" if scope.path else selected.name)
        if scope.path and is_leaf_type(named(defined.type)):
            self._leaves.append((below.path, self.at(scope, selected, defined)))
        if declared is None or (rule is None and declared.base_resolver is not None):
            raise NotCompiled
        return (rule or self.of_row)(self, below, selected, defined)
