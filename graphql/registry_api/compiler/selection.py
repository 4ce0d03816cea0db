"""Collecting the fields of an operation as the GraphQL specification says (6.3.2 CollectFields), with types known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_location,
)
from graphql import is_abstract_type as is_abstract


@dataclass(frozen=True, slots=True)
class Selected:
    """One response key: the name it answers to, the field's name, and everything merged under it."""

    key: str
    name: str
    nodes: tuple[FieldNode, ...]

    def argument(self, name: str) -> ValueNode | None:
        """The value written for an argument; merged fields have equal ones (validation rule of overlapping fields)."""
        return next((given.value for given in self.nodes[0].arguments or () if given.name.value == name), None)

    @property
    def location(self) -> dict[str, int]:
        """Line and column of its first appearance, from 1."""
        loc = self.nodes[0].loc
        assert loc is not None
        found = get_location(loc.source, loc.start)
        return {"line": found.line, "column": found.column}


@dataclass(frozen=True, slots=True)
class Document:
    """A validated document, the operation asked for, and the values of the variables that its directives read."""

    schema: GraphQLSchema
    operation: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    switches: Mapping[str, bool]

    def type_named(self, name: str) -> GraphQLObjectType:
        """An object type of the schema."""
        found = self.schema.type_map[name]
        assert isinstance(found, GraphQLObjectType)
        return found

    def roots(self) -> list[Selected]:
        root = self.schema.query_type
        assert root is not None
        return self._collected(root, [self.operation.selection_set])

    def under(self, field: Selected, of: GraphQLObjectType) -> list[Selected]:
        """The fields selected under `field` where it is an object of the type `of`."""
        return self._collected(of, [node.selection_set for node in field.nodes if node.selection_set])

    def _collected(self, of: GraphQLObjectType, sets: Iterable[SelectionSetNode]) -> list[Selected]:
        found: dict[str, list[FieldNode]] = {}
        seen: set[str] = set()
        for one in sets:
            self._collect(of, one, found, seen)
        return [Selected(key, nodes[0].name.value, tuple(nodes)) for key, nodes in found.items()]

    def _collect(
        self, of: GraphQLObjectType, selections: SelectionSetNode, found: dict[str, list[FieldNode]], seen: set[str]
    ) -> None:
        for node in selections.selections:
            if not self._wanted(node.directives or ()):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                found.setdefault(key, []).append(node)
                continue
            fragment: Any = node
            if isinstance(node, FragmentSpreadNode):
                if node.name.value in seen:
                    continue
                seen.add(node.name.value)
                fragment = self.fragments[node.name.value]
            if self._applies(fragment.type_condition.name.value if fragment.type_condition else None, of):
                self._collect(of, fragment.selection_set, found, seen)

    def _applies(self, condition: str | None, of: GraphQLObjectType) -> bool:
        if condition is None or condition == of.name:
            return True
        named = self.schema.type_map[condition]
        return is_abstract(named) and self.schema.is_sub_type(named, of)

    def _wanted(self, directives: Sequence[Any]) -> bool:
        for directive in directives:
            value = directive.arguments[0].value if directive.arguments else None
            holds = (
                self.switches[value.name.value] if isinstance(value, VariableNode) else getattr(value, "value", None)
            )
            if (directive.name.value, holds) in (("skip", True), ("include", False)):
                return False
        return True


def switches(nodes: Iterable[Any]) -> set[str]:
    """Names of the variables that @skip and @include read, anywhere in a document's definitions."""
    found: set[str] = set()
    for node in nodes:
        for directive in getattr(node, "directives", None) or ():
            values = (given.value for given in directive.arguments)
            if directive.name.value in ("skip", "include"):
                found |= {value.name.value for value in values if isinstance(value, VariableNode)}
        if below := getattr(node, "selection_set", None):
            found |= switches(below.selections)
    return found


def variables_in(value: ValueNode) -> set[str]:
    """Names of the variables inside a literal."""
    found: set[str] = set()
    pending: list[Any] = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, VariableNode):
            found.add(node.name.value)
        elif isinstance(node, ListValueNode):
            pending.extend(node.values)
        elif isinstance(node, ObjectValueNode):
            pending.extend(field.value for field in node.fields)
    return found


def operation_of(document: DocumentNode, name: str | None) -> OperationDefinitionNode | None:
    """The operation asked for (6.1 GetOperation); None where it is not there, or not to be told from others."""
    found = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if name is None:
        return found[0] if len(found) == 1 else None
    return next((node for node in found if node.name and node.name.value == name), None)


def fragments_of(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    return {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
