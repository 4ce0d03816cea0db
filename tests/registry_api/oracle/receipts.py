"""Whom an operation answered about what: the leaves selected under a field, each with its point in time."""

from collections.abc import Iterable, Iterator

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLNamedType,
    GraphQLResolveInfo,
    GraphQLSkipDirective,
    GraphQLIncludeDirective,
    SelectionNode,
    get_named_type,
)
from graphql.execution.values import get_argument_values, get_directive_values

from tests.registry_api.oracle.things import Asked, At, refuse

# What is selected of these is no answer about a person.
NO_PERSON = {"LegalEntity", "Refusal"}


def answered(asked: Asked, subject: int | None, path: str, info: GraphQLResolveInfo, at: At) -> None:
    """`subject` was answered at the field `path`; where nothing of him was asked for, that is what is kept."""
    of = get_named_type(info.return_type)
    selections = [one for node in info.field_nodes if node.selection_set for one in node.selection_set.selections]
    leaves = list(_leaves(info, of, selections, path, at))
    for leaf, when in leaves or [(path, at)]:
        asked.log(subject, leaf, when)


def moved(asked: Asked, at: At, given: dict[str, object]) -> At:
    """The point that a field's arguments ask for."""
    day, known = given.get("asOf") or at.day, given.get("knownAt") or at.known
    if given.get("knownAt") and known > asked.now:  # type: ignore[operator]
        refuse("FUTURE_KNOWN_AT")
    return At(day, known)  # type: ignore[arg-type]


def _leaves(
    info: GraphQLResolveInfo, of: GraphQLNamedType, selections: Iterable[SelectionNode], path: str, at: At
) -> Iterator[tuple[str, At]]:
    for node in selections:
        if _left_out(info, node):
            continue
        if isinstance(node, FieldNode):
            yield from _leaf(info, of, node, path, at)
            continue
        fragment = info.fragments[node.name.value] if isinstance(node, FragmentSpreadNode) else node
        on = fragment.type_condition.name.value if fragment.type_condition else of.name  # type: ignore[attr-defined]
        if on not in NO_PERSON:
            below = fragment.selection_set.selections  # type: ignore[attr-defined]
            yield from _leaves(info, info.schema.type_map[on], below, path, at)


def _leaf(
    info: GraphQLResolveInfo, of: GraphQLNamedType, node: FieldNode, path: str, at: At
) -> Iterator[tuple[str, At]]:
    name = node.name.value
    if name.startswith("__"):
        return
    defined = of.fields[name]  # type: ignore[attr-defined]
    given = get_argument_values(defined, node, info.variable_values)
    when, below = At(given.get("asOf") or at.day, given.get("knownAt") or at.known), f"{path}.{name}"
    if node.selection_set is None:
        yield below, when
    else:
        yield from _leaves(info, get_named_type(defined.type), node.selection_set.selections, below, when)


def _left_out(info: GraphQLResolveInfo, node: SelectionNode) -> bool:
    skip = get_directive_values(GraphQLSkipDirective, node, info.variable_values)
    include = get_directive_values(GraphQLIncludeDirective, node, info.variable_values)
    return bool(skip and skip["if"]) or bool(include and not include["if"])
