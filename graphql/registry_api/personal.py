"""Which questions are about persons: a URL ends in logs, so they are not asked by GET.

A type speaks of a person where it is `Individual`, may be one (Holder, Node, Crosswalk), or leads to one without
passing another subject of the registers: an owner of a plot does, the plot does not, until its owners are asked for.
"""

from collections.abc import Iterator

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLNamedType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
)

PERSON = "Individual"
# What has a place of its own in the registers; a type that is not named here is looked through.
SUBJECTS = frozenset({"LegalEntity", "RealEstate", "Address", "AdministrativeUnit", "Geonym"})


def personal_types(schema: GraphQLSchema) -> frozenset[str]:
    """Names of the types that speak of persons."""
    found = {PERSON}
    roots = {one.name for one in (schema.query_type, schema.mutation_type, schema.subscription_type) if one}
    named = [one for name, one in schema.type_map.items() if name not in SUBJECTS | roots]
    while more := {one.name for one in named if one.name not in found and found & set(_within(schema, one))}:
        found |= more
    return frozenset(found)


def is_personal(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, personal: frozenset[str]
) -> bool:
    """Whether the operation asks for a field whose type is one of `personal`, on any object, fragments followed."""
    fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
    root = schema.get_root_type(operation.operation)
    followed: set[str] = set()
    pending: list[tuple[SelectionSetNode, GraphQLNamedType | None]] = [(operation.selection_set, root)]
    while pending:
        selections, of = pending.pop()
        for node in selections.selections:
            if isinstance(node, FieldNode):
                field = (getattr(of, "fields", None) or {}).get(node.name.value)
                inner = get_named_type(field.type) if field else None
                if inner is not None and inner.name in personal:
                    return True
                if node.selection_set:
                    pending.append((node.selection_set, inner))
            elif isinstance(node, FragmentSpreadNode):
                fragment = fragments.get(node.name.value)
                if fragment and node.name.value not in followed:
                    followed.add(node.name.value)
                    pending.append((fragment.selection_set, schema.get_type(fragment.type_condition.name.value)))
            else:
                condition = node.type_condition  # type: ignore[attr-defined]
                inner = schema.get_type(condition.name.value) if condition else of
                pending.append((node.selection_set, inner))  # type: ignore[attr-defined]
    return False


def _within(schema: GraphQLSchema, one: GraphQLNamedType) -> Iterator[str]:
    """The types one step further: those of its fields, or those it may be."""
    if is_abstract_type(one):
        yield from (possible.name for possible in schema.get_possible_types(one))
    for field in (getattr(one, "fields", None) or {}).values():
        yield get_named_type(field.type).name
