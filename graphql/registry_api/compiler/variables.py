"""The values of variables, as the schema reads them.

Most documents take a few scalars. Those are read by their scalars' own functions, which is all that graphql-core's
general way would come to; whatever else is asked for or goes wrong is left to that way, and told in its words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graphql import (
    GraphQLError,
    GraphQLScalarType,
    GraphQLSchema,
    NamedTypeNode,
    NonNullTypeNode,
    OperationDefinitionNode,
    VariableDefinitionNode,
)
from graphql.execution.values import get_variable_values

# Told by values and not by causes: a fault of a scalar's own function is found again on the general way.
_DIFFERENT = object()


@dataclass(frozen=True, slots=True)
class Variables:
    """The variables of one operation; `scalars` only where all of them are scalars without defaults."""

    schema: GraphQLSchema
    definitions: tuple[VariableDefinitionNode, ...]
    scalars: Mapping[str, tuple[Callable[[object], object], bool]] | None

    @classmethod
    def of(cls, schema: GraphQLSchema, operation: OperationDefinitionNode) -> "Variables":
        definitions = tuple(operation.variable_definitions or ())
        read = {one.variable.name.value: _scalar(schema, one) for one in definitions}
        known = {name: found for name, found in read.items() if found is not None}
        return cls(schema, definitions, known if len(known) == len(definitions) else None)

    def coerced(self, given: Mapping[str, object]) -> dict[str, object] | list[GraphQLError]:
        """The variables as the schema reads them, or what is wrong with them."""
        if self.scalars is not None:
            read = {name: _read(given, name, *how) for name, how in self.scalars.items()}
            if _DIFFERENT not in read.values():
                return read
        found = get_variable_values(self.schema, self.definitions, dict(given), 1)
        return found if isinstance(found, list) else dict(found.coerced)


def _scalar(
    schema: GraphQLSchema, definition: VariableDefinitionNode
) -> tuple[Callable[[object], object], bool] | None:
    """How the variable's type reads a value, and whether it needs one."""
    needed = isinstance(definition.type, NonNullTypeNode)
    named = definition.type.type if isinstance(definition.type, NonNullTypeNode) else definition.type
    if definition.default_value is not None or not isinstance(named, NamedTypeNode):
        return None
    kind = schema.type_map.get(named.name.value)
    return (kind.parse_value, needed) if isinstance(kind, GraphQLScalarType) else None


def _read(given: Mapping[str, object], name: str, parse: Callable[[object], object], needed: bool) -> object:
    value = given.get(name)
    if value is None:
        # One that is left out is not the same as null.
        return None if name in given and not needed else _DIFFERENT
    try:
        return parse(value)
    except Exception:  # whatever a scalar says of a value, the general way words it
        return _DIFFERENT
