"""Whom an operation answered about what: the leaves selected under a field, each with its point in time."""

from collections.abc import Iterable, Iterator
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLResolveInfo,
    GraphQLSkipDirective,
    InlineFragmentNode,
    SelectionNode,
    get_named_type,
    is_abstract_type,
)
from graphql.execution.values import get_argument_values, get_directive_values

from tests.registry_api.oracle.things import Asked, At

# What is selected of these is no answer about a person.
NO_PERSON = {"LegalEntity", "Refusal"}
# Under these somebody else stands, who has receipts of his own.
OTHERS = {"IndividualEdge"}
OTHER_PERSONS = {"mergedInto"}


def answered(
    asked: Asked, subject: int | None, path: str, info: GraphQLResolveInfo, at: At, of: str | None = None
) -> None:
    """`subject` was answered at the field `path`; where nothing of him was asked for, that is what is kept.

    `of` is the type of the answer, where the field's own is wider.
    """
    named = info.schema.type_map[of] if of else info.return_type
    leaves = list(_below(info, named, info.field_nodes, path, at))
    for leaf, when in leaves or [(path, at)]:
        asked.log(subject, leaf, when)


def moved(at: At, given: dict[str, Any]) -> At:
    """The point that a field's arguments ask for."""
    return At(given.get("asOf") or at.day, given.get("knownAt") or at.known)


def _below(
    info: GraphQLResolveInfo, of: GraphQLOutputType | GraphQLNamedType, nodes: Iterable[FieldNode], path: str, at: At
) -> Iterator[tuple[str, At]]:
    """The leaves under a field, for every type that may stand there and is about a person."""
    selections = [one for node in nodes if node.selection_set for one in node.selection_set.selections]
    named = get_named_type(of)
    able = info.schema.get_possible_types(named) if is_abstract_type(named) else [named]
    for one in able:
        if isinstance(one, GraphQLObjectType) and one.name not in NO_PERSON:
            yield from _leaves(info, one, selections, path, at)


def _leaves(
    info: GraphQLResolveInfo, of: GraphQLObjectType, selections: Iterable[SelectionNode], path: str, at: At
) -> Iterator[tuple[str, At]]:
    for node in selections:
        if _left_out(info, node):
            continue
        if isinstance(node, FieldNode):
            yield from _leaf(info, of, node, path, at)
            continue
        fragment = info.fragments[node.name.value] if isinstance(node, FragmentSpreadNode) else node
        assert isinstance(fragment, FragmentDefinitionNode | InlineFragmentNode)
        on = info.schema.type_map[fragment.type_condition.name.value] if fragment.type_condition else of
        if on is of or (is_abstract_type(on) and info.schema.is_sub_type(on, of)):
            yield from _leaves(info, of, fragment.selection_set.selections, path, at)


def _leaf(
    info: GraphQLResolveInfo, of: GraphQLObjectType, node: FieldNode, path: str, at: At
) -> Iterator[tuple[str, At]]:
    if node.name.value.startswith("__"):
        return
    defined = of.fields[node.name.value]
    given = get_argument_values(defined, node, info.variable_values)
    when, below = moved(at, given), f"{path}.{node.name.value}"
    if node.selection_set is None:
        yield below, when
    elif get_named_type(defined.type).name not in OTHERS and node.name.value not in OTHER_PERSONS:
        yield from _below(info, defined.type, [node], below, when)


def _left_out(info: GraphQLResolveInfo, node: SelectionNode) -> bool:
    skip = get_directive_values(GraphQLSkipDirective, node, info.variable_values)
    include = get_directive_values(GraphQLIncludeDirective, node, info.variable_values)
    return bool(skip and skip["if"]) or bool(include and not include["if"])
