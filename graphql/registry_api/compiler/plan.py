"""Plans: compiled documents, kept by digest in bounded number, with what each request has to bring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    Undefined,
    print_ast,
)

from registries.errors import RegistryError
from registry_api.bounded import Bounded
from registry_api.compiler import receipts
from registry_api.compiler.point import TODAY
from registry_api.compiler.prepared import Prepared, numbered
from registry_api.compiler.selection import Document, fragments_of, switches, variables_in
from registry_api.compiler.statement import Computing, Parameter, Place, Root, Statement, Within
from registry_api.compiler.told import of_row
from registry_api.compiler.variables import Variables

# A plan is a few ten thousand bytes of SQL in each process, and as much again prepared on each of its connections.
MOST_PLANS = 256
MOST_DOCUMENTS = 1_000

_numbers = count(1)
_PLAINLY: tuple[bool, tuple[bool, ...]] = (False, ())


class NullRefusedError(RegistryError):
    """A null where the schema wants a value. The operation is refused whole, where a field of it could be."""

    code = "VALIDATION"

    def __init__(self, variable: str | None) -> None:
        super().__init__(f"Variable ${variable}: null stands where a value is needed.", next_step="leave it out")


@dataclass(frozen=True, slots=True)
class Plan(Prepared):
    """The statement of an operation.

    `receipted`: it writes the receipts itself, or there are none. Where `computings` are not empty, they are computed
    before it, and before them `asking` is run.
    """

    given: Mapping[str, Parameter]
    roots: tuple[Root, ...]
    places: tuple[Place, ...]
    receipted: bool
    introspection: DocumentNode | None
    introspected: tuple[str, ...]
    computings: tuple[Computing, ...]
    asking: Prepared | None

    def values(
        self, variables: Mapping[str, object], today: date
    ) -> tuple[dict[str, object], dict[str, RegistryError]]:
        """What the parameters are in one request, `variables` being coerced already, and why one is not to be read.

        Raises NullRefusedError.
        """
        found: dict[str, object] = {TODAY: today}
        refused: dict[str, RegistryError] = {}
        for name, given in self.given.items():
            value = given.of(variables)
            if value is Undefined or (given.needed and value is None):
                raise NullRefusedError(given.variable or min(variables_in(given.literal[0]) if given.literal else ""))
            if given.coerce is not None:
                try:
                    value = given.coerce(value, *([found[given.beside]] if given.beside else []))
                except RegistryError as error:
                    refused[name], value = error, None
            found[name] = value
        return found, refused


@dataclass(frozen=True, slots=True)
class Shape:
    """What is the same for all plans of a valid document's operation."""

    digest: str
    schema: GraphQLSchema
    operation: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    switches: tuple[str, ...]
    moments: tuple[str, ...]
    variables: Variables

    @classmethod
    def of(
        cls, schema: GraphQLSchema, digest: str, document: DocumentNode, operation: OperationDefinitionNode
    ) -> "Shape":
        fragments = fragments_of(document)
        moments = (
            one.variable.name.value
            for one in operation.variable_definitions or ()
            if print_ast(one.type).removesuffix("!") == "DateTime"
        )
        read = switches([operation, *fragments.values()])
        return cls(digest=digest, schema=schema, operation=operation, fragments=fragments, switches=tuple(sorted(read)),
                   moments=tuple(moments), variables=Variables.of(schema, operation))  # fmt: skip

    def coerced(self, given: Mapping[str, object] | None) -> dict[str, object] | list[GraphQLError]:
        """The variables as the schema reads them, or what is wrong with them."""
        return self.variables.coerced(given or {})

    def turned(self, variables: Mapping[str, object]) -> tuple[bool, tuple[bool, ...]]:
        """Whether history is read, and how the switches stand. Raises NullRefusedError."""
        if not self.moments and not self.switches:
            return _PLAINLY
        for name in self.switches:
            if variables.get(name) is None:
                raise NullRefusedError(name)
        history = any(isinstance(variables.get(name), datetime) for name in self.moments)
        return history, tuple(bool(variables[name]) for name in self.switches)


class Plans:
    """The shapes and plans of one process."""

    def __init__(self, within: Within = receipts.within) -> None:
        self._within = within
        self._shapes: Bounded[tuple[str, str | None], Shape] = Bounded(MOST_DOCUMENTS)
        self._plans: Bounded[tuple[object, ...], Plan] = Bounded(MOST_PLANS)

    def admit(self, shape: Shape, operation: str | None) -> None:
        """Take a document that has been found valid, and within every limit."""
        self._shapes.keep((shape.digest, operation), shape)

    def shape(self, digest: str, operation: str | None) -> Shape | None:
        return self._shapes.get((digest, operation))

    def plan(self, shape: Shape, operation: str | None, variables: Mapping[str, object]) -> Plan:
        """The plan for these variables: with or without history, and by what @skip and @include read.

        Raises NullRefusedError.
        """
        history, turned = shape.turned(variables)
        key = (shape.digest, operation, history, turned)
        kept = self._plans.get(key)
        if kept is None:
            kept = compiled(shape, history, turned, self._within)
            self._plans.keep(key, kept)
        return kept

    def __len__(self) -> int:
        return len(self._plans)


def compiled(shape: Shape, history: bool, turned: Sequence[bool], within: Within = receipts.within) -> Plan:
    """The plan of a shape."""
    document = Document(shape.schema, shape.operation, shape.fragments, dict(zip(shape.switches, turned, strict=True)))
    statement = Statement(document, history, of_row)
    written = statement.compile(within)
    if not history and any(isinstance(one.constant, datetime) for one in statement.parameters.values()):
        # A moment written into the document itself.
        return compiled(shape, True, turned, within)
    number = next(_numbers)
    bound = numbered(f"plan_{number}", written)
    personal = bool(statement.places) or any(root.place for root in statement.roots)
    return Plan(
        name=bound.name,
        sql=bound.sql,
        parameters=bound.parameters,
        given=statement.parameters,
        roots=tuple(statement.roots),
        places=tuple(statement.places),
        receipted=not personal or within(statement.roots, statement.places) is not None,
        introspection=_introspection(shape, [node for one in statement.introspections for node in one.nodes]),
        introspected=tuple(one.key for one in statement.introspections),
        computings=tuple(statement.computings),
        asking=numbered(f"asking_{number}", statement.asking()) if statement.computings else None,
    )  # fmt: skip


def _introspection(shape: Shape, fields: Sequence[FieldNode]) -> DocumentNode | None:
    """The document that asks the schema of itself what the operation asks of it."""
    if not fields:
        return None
    operation: Any = OperationDefinitionNode(
        operation=shape.operation.operation,
        variable_definitions=shape.operation.variable_definitions,
        selection_set=SelectionSetNode(selections=tuple(fields)),
    )
    return DocumentNode(definitions=(operation, *shape.fragments.values()))
