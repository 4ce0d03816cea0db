"""Compiling one operation: fields become expressions of JSON text, by the rule that each field carries.

A field's rule is in its metadata (`compiled`), put there where the field is declared; one that has none is a column of
the row of a fact. Everything that is said of a person is noted on the way, for his receipt.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from graphql import (
    GraphQLField,
    GraphQLInputType,
    GraphQLObjectType,
    GraphQLOutputType,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
    is_leaf_type,
    is_non_null_type,
)
from graphql import get_named_type as named
from graphql.execution.values import VariableValues
from graphql.utilities import coerce_input_literal

from registries.access import consumers
from registries.address.wording_sql import quoted
from registries.temporal.declare import Fact
from registry_api.compiler.json_text import whole
from registry_api.compiler.mark import introspected, subject
from registry_api.compiler.point import At
from registry_api.compiler.selection import Document, Selected, variables_in

Coerce = Callable[..., object]
Rule = Callable[["Statement", "Scope", Selected, GraphQLField], str]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: the alias of its rows, and whether the list holds anything before and behind its cursors."""

    USUAL: ClassVar[int] = 50

    row: str
    preceding: str
    following: str
    personal: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a field stands: in an object of the type `of`, which is an identity, the row `row` of a fact, or a page.

    `id` is the expression of the identity; `settled` rows are told as they are: neither uncertain nor with a newer one.
    """

    of: GraphQLObjectType
    at: At
    path: str
    id: str = ""
    row: str = ""
    fact: Fact | None = None
    settled: bool = False
    page: Page | None = None
    told: "Told | None" = None


@dataclass(frozen=True, slots=True)
class Told:
    """An object that was computed: its expression, jsonb, and the member that is the person it is marked with."""

    value: str
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value given with each request: a variable by name, else the constant of the document; `coerce` makes it SQL's.

    `literal` is a list or object of the document with variables in it, and its type. `beside` names the parameter that
    `coerce` is given too: what a number means depends on its scheme. A `needed` one stands where null must not; a
    variable of a nullable type may be there for the sake of its default.
    """

    variable: str | None
    constant: object
    coerce: Coerce | None
    beside: str | None = None
    needed: bool = False
    literal: tuple[ValueNode, GraphQLInputType] | None = None

    def of(self, variables: Mapping[str, object]) -> object:
        """What is given, `variables` being coerced already; Undefined where a null stands inside that must not."""
        if self.literal is not None:
            return coerce_input_literal(*self.literal, VariableValues({}, dict(variables)))
        return self.constant if self.variable is None else variables.get(self.variable, self.constant)


@dataclass(frozen=True, slots=True)
class Sought:
    """What a field of the root looks for: the parameters of the number and of its kind, or the kind itself.

    `told` are the response keys and fields of a refusal, where a refusal is an answer by the field's type.
    """

    number: str
    kind: str = ""
    scheme: str | None = None
    told: tuple[tuple[str, str], ...] | None = None


@dataclass(slots=True)
class Place:
    """A place in the answer where persons stand: the field that leads there and what is asked of them, for when."""

    path: str
    at: At
    leaves: list[tuple[str, At]] = field(default_factory=list)

    def asked(self) -> Sequence[tuple[str, At]]:
        return self.leaves or [(self.path, self.at)]


@dataclass(frozen=True, slots=True)
class Root:
    """A field of the root that looks something up: `alias` is the subquery with found and id, `place` is a person's."""

    selected: Selected
    alias: str
    sought: Sought
    at: At
    place: Place | None


@dataclass(frozen=True, slots=True)
class Computing:
    """A field of the root that computes: the function, what makes ready what it finds, the parameters it is given.

    `kinds` are those of consumers it computes for; empty: for all. `reviewers`: only for clerks
    who may review.
    """

    selected: Selected
    compute: Callable[..., object]
    write: Callable[[object], object]
    given: Mapping[str, str]
    at: At
    type: GraphQLOutputType
    kinds: tuple[str, ...] = ()
    reviewers: bool = False

    @staticmethod
    def parameter(place: int) -> str:
        """The parameter that what was found goes into, by the field's place among those that compute."""
        return f"computed{place}"


Within = Callable[[Sequence[Root], Sequence[Place]], str | None]
"""Makes the part of the statement that writes receipts; None where they are written after it."""


@dataclass(slots=True)
class Statement:
    """A statement in the making."""

    document: Document
    history: bool
    of_row: Rule
    parameters: dict[str, Parameter] = field(default_factory=dict)
    roots: list[Root] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    introspections: list[Selected] = field(default_factory=list)
    computings: list[Computing] = field(default_factory=list)
    _sources: list[tuple[str, str]] = field(default_factory=list)
    _aliases: int = 0
    _laterals: list[dict[str, tuple[str, str]]] = field(default_factory=list)
    _place: Place | None = None
    _known: set[str | None] = field(default_factory=set)

    def compile(self, within: Within) -> str:
        """The statement: no row for an unknown asker, else untrusted, ahead, found and id of roots, the data."""
        query = self.document.schema.query_type
        assert query is not None
        scope = Scope(query, At(history=self.history), "")
        pairs = [(root.key, self._field(scope, root)) for root in self.document.roots()]
        asker = f"SELECT a.*, {self._ahead()} AS ahead FROM ({consumers.ASKER}) a"
        sources = [("asker", asker), *self._sources]
        written = within(self.roots, self.places)
        parts = [*(f"{alias} AS MATERIALIZED ({query})" for alias, query in sources), *([written] if written else [])]
        found = "".join(f"{root.alias}.found, {root.alias}.id, " for root in self.roots)
        return (
            f"WITH {', '.join(parts)} SELECT asker.untrusted, asker.ahead, {found}{whole(pairs)} AS data "
            f"FROM {', '.join(alias for alias, _ in sources)}"
        )

    def source(self, query: str) -> str:
        """The alias of a subquery of one row beside the whole answer."""
        alias = self.alias()
        self._sources.append((alias, query))
        return alias

    def root(self, alias: str, scope: Scope, selected: Selected, sought: Sought, *, personal: bool) -> str:
        """The object at the end of a look-up; `alias` is of one row: how many were found, and the one's id."""
        place = Place(selected.name, scope.at) if personal else None
        self.look(alias, selected, sought, scope.at, place)
        with self._asked_of(place):
            return self.object(replace(scope, id=f"{alias}.id", row=alias), selected)

    def look(self, alias: str, selected: Selected, sought: Sought, at: At, place: Place | None = None) -> None:
        """Have it told how many a field of the root found."""
        self.roots.append(Root(selected, alias, sought, at, place))

    def compute(self, computing: Computing) -> str:
        """Have it computed before the statement runs; the parameter that what is found goes into."""
        self.computings.append(computing)
        return Computing.parameter(len(self.computings) - 1)

    def asking(self) -> str:
        """Once compiled: who asks, and whether he is to be answered, before anything is computed for him."""
        return f"SELECT a.untrusted, {self._ahead()} AS ahead FROM ({consumers.ASKER}) a"

    def person(self, scope: Scope, identity: str, write: Callable[[], str], unless: str = "false") -> str:
        """What `write` makes is said of the person `identity` (null: of somebody unknown) and marked with him.

        `unless` is the condition under which it is said of no person.
        """
        place = Place(scope.path, scope.at)
        self.places.append(place)
        mark = subject(len(self.places) - 1, identity, scope.at.found)
        with self._asked_of(place):
            return f"concat(CASE WHEN {unless} THEN '' ELSE {mark} END, {write()})"

    @contextmanager
    def _asked_of(self, place: Place | None) -> Iterator[None]:
        above, self._place = self._place, place
        try:
            yield
        finally:
            self._place = above

    def nobody(self, write: Callable[[], str]) -> str:
        """What `write` makes is said of no person."""
        with self._asked_of(None):
            return write()

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
        self._known |= {then} - {None}
        return scope.at.override(day, then)

    def given(
        self,
        selected: Selected,
        defined: GraphQLField,
        name: str,
        coerce: Coerce | None = None,
        beside: str | None = None,
    ) -> str:
        """The parameter of an argument; where it is left out, of its default or null."""
        node, of = selected.argument(name), defined.args[name]
        default = None if of.default_value is Undefined else of.default_value
        if isinstance(node, VariableNode):
            return self._bound(Parameter(node.name.value, default, coerce, beside, is_non_null_type(of.type)))
        if isinstance(node, ListValueNode | ObjectValueNode) and variables_in(node):
            return self._bound(Parameter(None, None, coerce, beside, literal=(node, of.type)))
        value = default if node is None else coerce_input_literal(node, of.type)
        return self._bound(Parameter(None, value, coerce, beside))

    def fixed(self, selected: Selected, defined: GraphQLField, name: str) -> Any:
        """The value of an argument that the document itself writes; None where a variable brings it."""
        node = selected.argument(name)
        return None if node is None or variables_in(node) else coerce_input_literal(node, defined.args[name].type)

    def _bound(self, wanted: Parameter) -> str:
        for name, known in self.parameters.items():
            if known == wanted:
                return name
        name = f"p{len(self.parameters)}"
        self.parameters[name] = wanted
        return name

    def _given(self, selected: Selected, defined: GraphQLField, name: str) -> str | None:
        node = selected.argument(name)
        if name not in defined.args or node is None or isinstance(node, NullValueNode):
            return None
        return self.given(selected, defined, name)

    def _ahead(self) -> str:
        """Whether a moment of belief lies in the future of the register's own clock."""
        moments = (
            [f"CAST(:{name} AS timestamptz)" for name in sorted(filter(None, self._known))] if self.history else []
        )
        return f"coalesce(greatest({', '.join(moments)}) > clock_timestamp(), false)" if moments else "false"

    def _field(self, scope: Scope, selected: Selected) -> str:
        if selected.name == "__typename":
            return quoted(f'"{scope.of.name}"')
        if selected.name.startswith("__"):
            self.introspections.append(selected)
            return introspected(len(self.introspections) - 1)
        defined = scope.of.fields[selected.name]
        declared = defined.extensions["strawberry-definition"]
        rule: Rule = declared.metadata.get("compiled", self.of_row)
        below = replace(scope, path=f"{scope.path}.{selected.name}" if scope.path else selected.name)
        if self._place is not None and is_leaf_type(named(defined.type)):
            self._place.leaves.append((below.path, self.at(scope, selected, defined)))
        return rule(self, below, selected, defined)
