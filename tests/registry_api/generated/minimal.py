"""The smallest operation that still shows a difference: selections, arguments, directives and variables taken away."""

from collections.abc import Callable
from typing import Any, Literal

from graphql import (
    REMOVE,
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    InlineFragmentNode,
    Node,
    VariableDefinitionNode,
    Visitor,
    parse,
    print_ast,
    validate,
    visit,
)

from tests.registry_api.generated.operations import Operation

REMOVABLE = (
    ArgumentNode, DirectiveNode, FieldNode, FragmentDefinitionNode, FragmentSpreadNode, InlineFragmentNode,
    VariableDefinitionNode,
)  # fmt: skip


def minimal(schema: GraphQLSchema, operation: Operation, differs: Callable[[Operation], bool]) -> Operation:
    """The operation without everything that the difference can do without; what comes first holds the most."""
    found, cut = operation, True
    while cut:
        cut, place = False, 0
        while (smaller := _smaller(found, place)) is not None:
            if smaller and _valid(schema, smaller) and differs(smaller):
                found, cut = smaller, True
            else:
                place += 1
    return found


def _valid(schema: GraphQLSchema, operation: Operation) -> bool:
    return "{}" not in operation.document and not validate(schema, parse(operation.document))


def _smaller(operation: Operation, place: int) -> Operation | Literal[False] | None:
    """Without what stands at `place`; False where nothing would be left, None where nothing stands there."""
    document = parse(operation.document, no_location=True)
    if place >= _count(document):
        return None
    cut = _without(document, place)
    if cut is None:
        return False
    written = print_ast(_used(cut))
    return Operation(written, {name: value for name, value in operation.variables.items() if f"${name}" in written})


def _count(document: DocumentNode) -> int:
    counter = _Cutter(-1)
    visit(document, counter)
    return counter.seen


def _without(document: DocumentNode, place: int) -> DocumentNode | None:
    cut: Any = visit(document, _Cutter(place))
    return cut if cut.definitions else None


def _used(document: DocumentNode) -> DocumentNode:
    """Without fragments and variables that nothing names any more."""
    while True:
        written = print_ast(document)
        idle = _Idle(written)
        document = visit(document, idle)
        if not idle.removed:
            return document


class _Cutter(Visitor):
    """Counts what can be taken away, and takes away the one at `place`."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place, self.seen = place, 0

    def enter(self, node: Node, *_: object) -> Any:
        if not isinstance(node, REMOVABLE):
            return None
        self.seen += 1
        return REMOVE if self.seen - 1 == self.place else None


class _Idle(Visitor):
    def __init__(self, written: str) -> None:
        super().__init__()
        self.written, self.removed = written, False

    def enter(self, node: Node, *_: object) -> Any:
        if isinstance(node, FragmentDefinitionNode):
            idle = f"...{node.name.value}" not in self.written
        elif isinstance(node, VariableDefinitionNode):
            # Its definition names it once.
            idle = self.written.count(f"${node.variable.name.value}") == 1
        else:
            return None
        self.removed = self.removed or idle
        return REMOVE if idle else None
