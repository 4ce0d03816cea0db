"""Plans: compiled documents, kept by digest in bounded number, with what each request has to bring."""

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import TypeVar

from graphql import FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode, OperationType, parse, print_ast
from graphql.execution.values import get_variable_values
from sqlalchemy import text
from sqlalchemy.dialects.postgresql.psycopg2 import PGDialect_psycopg2

from registry_api.compiler.facts import of_row
from registry_api.compiler.point import TODAY
from registry_api.compiler.selection import Document, fragments_of, operation_of, switches
from registry_api.compiler.statement import NotCompiled, Parameter, Root, Statement

# A plan is a few ten thousand bytes of SQL in each process, and as much again prepared on each of its connections.
MOST_PLANS = 256
MOST_DOCUMENTS = 1_000

_numbers = count(1)
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement with `$1`… in the order of `parameters`; `name` is what it is prepared under."""

    name: str
    sql: str
    parameters: tuple[str, ...]
    given: Mapping[str, Parameter]
    roots: tuple[Root, ...]

    def values(self, variables: Mapping[str, object], today: date) -> dict[str, object]:
        """What the parameters are in one request, `variables` being coerced already.

        Raises RegistryError where a value cannot be read.
        """
        found: dict[str, object] = {TODAY: today}
        for name, given in self.given.items():
            value = given.constant if given.variable is None else variables.get(given.variable)
            if given.coerce is not None and value is not None:
                value = given.coerce(value, *([found[given.beside]] if given.beside else []))
            found[name] = value
        return found


@dataclass(frozen=True, slots=True)
class Shape:
    """What is the same for all plans of a document's operation."""

    schema: GraphQLSchema
    operation: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    switches: tuple[str, ...]
    moments: tuple[str, ...]

    def coerced(self, given: Mapping[str, object] | None) -> dict[str, object] | None:
        """The variables as the schema reads them; None where it does not."""
        found = get_variable_values(self.schema, self.operation.variable_definitions or (), dict(given or {}), 1)
        return None if isinstance(found, list) else dict(found.coerced)


class Plans:
    """The plans of one process. A document comes in once it has been answered without errors, and so validated."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._lock = threading.Lock()
        self._shapes: OrderedDict[tuple[str, str | None], Shape] = OrderedDict()
        self._plans: OrderedDict[tuple[object, ...], Plan | None] = OrderedDict()

    def admit(self, digest: str, document: str, operation: str | None) -> None:
        """Take a document that has been found valid."""
        with self._lock:
            if (digest, operation) in self._shapes:
                return
        shape = _shape(self._schema, document, operation)
        if shape is not None:
            with self._lock:
                _keep(self._shapes, (digest, operation), shape, MOST_DOCUMENTS)

    def shape(self, digest: str, operation: str | None) -> Shape | None:
        with self._lock:
            return _touched(self._shapes, (digest, operation))

    def plan(self, digest: str, operation: str | None, shape: Shape, variables: Mapping[str, object]) -> Plan | None:
        """The plan for these variables; None where the document has no compiled answer."""
        history = any(_is_moment(variables.get(name)) for name in shape.moments)
        turned = tuple(bool(variables.get(name)) for name in shape.switches)
        key = (digest, operation, history, turned)
        with self._lock:
            if key in self._plans:
                return _touched(self._plans, key)
        made = _compile(shape, history, turned)
        with self._lock:
            _keep(self._plans, key, made, MOST_PLANS)
        return made


def _is_moment(value: object) -> bool:
    return isinstance(value, datetime)


def _touched(kept: "OrderedDict[K, V]", key: K) -> V | None:
    if key not in kept:
        return None
    kept.move_to_end(key)
    return kept[key]


def _keep(kept: "OrderedDict[K, V]", key: K, value: V, most: int) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)


def _shape(schema: GraphQLSchema, written: str, name: str | None) -> Shape | None:
    document = parse(written, no_location=True)
    operation = operation_of(document, name)
    if operation is None or operation.operation is not OperationType.QUERY:
        return None
    fragments = fragments_of(document)
    read = switches([operation, *fragments.values()])
    moments = (
        one.variable.name.value
        for one in operation.variable_definitions or ()
        if print_ast(one.type).removesuffix("!") == "DateTime"
    )
    return Shape(schema, operation, fragments, tuple(sorted(read)), tuple(moments))


def _compile(shape: Shape, history: bool, turned: Sequence[bool]) -> Plan | None:
    document = Document(shape.schema, shape.operation, shape.fragments, dict(zip(shape.switches, turned, strict=True)))
    statement = Statement(document, history, of_row)
    try:
        written = statement.compile()
    except NotCompiled:
        return None
    if not history and any(_is_moment(one.constant) for one in statement.parameters.values()):
        # A moment written into the document itself.
        return _compile(shape, True, turned)
    return _prepared(statement, written)


def _prepared(statement: Statement, written: str) -> Plan:
    compiled = text(written).compile(dialect=PGDialect_psycopg2(paramstyle="numeric_dollar"))
    order = tuple(compiled.positiontup or ())
    return Plan(f"plan_{next(_numbers)}", str(compiled), order, statement.parameters, tuple(statement.roots))
