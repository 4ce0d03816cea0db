"""Operations that select every field of the schema: one for each type, on the shortest way to it."""

from collections.abc import Iterator, Mapping

from graphql import (
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_required_argument,
)

Way = tuple[str, ...]


def operations(schema: GraphQLSchema, given: Mapping[str, str], known: bool) -> Mapping[str, str]:
    """By the name of each object type, a document that selects all its fields; of the root one for each too.

    `given` has the arguments that fields need, as written, by their names; with `known` a moment of belief is $known.
    """
    found: dict[str, str] = {}
    for name, way in _ways(schema, given, known).items():
        of = schema.type_map[name]
        assert isinstance(of, GraphQLObjectType)
        each = {
            one: _written(one, field, given, known and of is schema.query_type)
            + ("" if is_leaf_type(get_named_type(field.type)) else " { __typename }")
            for one, field in of.fields.items()
        }
        selected = " ".join(each.values())
        if of is schema.query_type:
            found |= {f"{name}.{one}": _opened(f"{{ {alone} }}") for one, alone in each.items()}
        found[name] = _opened(f"{{ {' { '.join([*way, selected])}{' }' * len(way)} }}")
    return found


def _opened(selected: str) -> str:
    """A field without `knownAt` needs no variable."""
    return f"query($known: DateTime) {selected}" if "$known" in selected else selected


def _ways(schema: GraphQLSchema, given: Mapping[str, str], known: bool) -> Mapping[str, Way]:
    """The shortest way to each object type, from the root, breadth first."""
    query = schema.query_type
    assert query is not None
    found: dict[str, Way] = {query.name: ()}
    pending: list[GraphQLObjectType] = [query]
    for of in pending:
        for name, field in of.fields.items():
            way = (*found[of.name], _written(name, field, given, known and of is query))
            for there, fragment in _leads_to(schema, get_named_type(field.type)):
                if there.name not in found:
                    found[there.name] = (*way, *fragment)
                    pending.append(there)
    return found


def _leads_to(schema: GraphQLSchema, of: GraphQLNamedType) -> Iterator[tuple[GraphQLObjectType, Way]]:
    if isinstance(of, GraphQLObjectType):
        yield of, ()
    elif is_abstract_type(of):
        for one in schema.get_possible_types(of):
            yield one, (f"... on {one.name}",)


def _written(name: str, field: GraphQLField, given: Mapping[str, str], known: bool) -> str:
    needed = [f"{one}: {given[one]}" for one, argument in field.args.items() if is_required_argument(argument)]
    if known and "knownAt" in field.args:
        needed.append("knownAt: $known")
    return f"{name}({', '.join(needed)})" if needed else name
