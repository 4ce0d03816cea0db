"""What refuses a whole operation before anything of it is read: a null, a page that is none, a moment in the future."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLIncludeDirective,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    OperationDefinitionNode,
    SelectionNode,
    get_named_type,
    is_abstract_type,
)
from graphql.execution.values import get_argument_values, get_directive_values, get_variable_values

MOST = 100
NULL_GIVEN: dict[str, Any] = {"": None}


def refused(schema: GraphQLSchema, document: DocumentNode, variables: dict[str, Any], now: datetime) -> str | None:
    """The code of the refusal; a null is looked at before a page, and that before a moment."""
    operation = next(one for one in document.definitions if isinstance(one, OperationDefinitionNode))
    values = get_variable_values(schema, operation.variable_definitions or (), variables)
    assert not isinstance(values, list), values
    assert schema.query_type is not None
    given = list(_Walk(schema, document, values).fields(schema.query_type, operation.selection_set.selections))
    if NULL_GIVEN in given:
        return "VALIDATION"
    if any(_no_page(arguments) for arguments in given):
        return "PAGE"
    return (
        "FUTURE_KNOWN_AT"
        if any(arguments.get("knownAt") and arguments["knownAt"] > now for arguments in given)
        else None
    )


def _no_page(arguments: dict[str, Any]) -> bool:
    sizes = [arguments[name] for name in ("first", "last") if arguments.get(name) is not None]
    return len(sizes) == 2 or any(not 0 <= size <= MOST for size in sizes)


class _Walk:
    """The arguments of every field that is asked for of any type that may stand in its place."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, values: Any) -> None:
        self.schema, self.values = schema, values
        definitions = (one for one in document.definitions if isinstance(one, FragmentDefinitionNode))
        self.fragments = {one.name.value: one for one in definitions}

    def fields(self, of: GraphQLNamedType, selections: Iterable[SelectionNode]) -> Iterator[dict[str, Any]]:
        able = self.schema.get_possible_types(of) if is_abstract_type(of) else [of]
        for one in able:
            if isinstance(one, GraphQLObjectType):
                for node in selections:
                    if not self._left_out(node):
                        yield from self._of(one, node)

    def _of(self, of: GraphQLObjectType, node: Any) -> Iterator[dict[str, Any]]:
        if isinstance(node, FieldNode):
            if not node.name.value.startswith("__"):
                yield from self._field(of, node)
            return
        fragment = self.fragments[node.name.value] if isinstance(node, FragmentSpreadNode) else node
        on = self.schema.type_map[fragment.type_condition.name.value] if fragment.type_condition else of
        if on is of or (is_abstract_type(on) and self.schema.is_sub_type(on, of)):
            yield from self.fields(of, fragment.selection_set.selections)

    def _field(self, of: GraphQLObjectType, node: FieldNode) -> Iterator[dict[str, Any]]:
        defined = of.fields[node.name.value]
        try:
            yield get_argument_values(defined, node, self.values)
        except GraphQLError:
            # A null where there must be a value: the contract refuses the operation whole, not only the field.
            yield NULL_GIVEN
        if node.selection_set:
            yield from self.fields(get_named_type(defined.type), node.selection_set.selections)

    def _left_out(self, node: SelectionNode) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, node, self.values)
        include = get_directive_values(GraphQLIncludeDirective, node, self.values)
        return bool(skip and skip["if"]) or bool(include and not include["if"])
