"""What a function found, made ready for JSON by the type of its field, and held to that type.

An object is a mapping or has attributes: the Python names of the type's fields, and the member named as `subject`. An
identity is its number; an enum's value its name or a member of a Python enum; of a union an object says its type as
`__typename` or by the name of its class, and an identity is an object with `id`. A breach is our mistake, not the asker's.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache, partial
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLUnionType,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)

from registry_api.compiler.told import PLAIN, Manner, definition_of, is_identity, manner_of

Write = Callable[[object], object]


class MisfoundError(Exception):
    """A function found what its field's type does not hold."""


def writer(of: GraphQLOutputType, manner: Manner = PLAIN) -> Write:
    """What makes a value of the type ready; raises MisfoundError where it is none."""
    if is_non_null_type(of):
        inner = writer(of.of_type, manner)

        def needed(value: object) -> object:
            if value is None:
                raise MisfoundError(f"null where {of} stands")
            return inner(value)

        return needed
    ready = _listed(of.of_type, manner) if is_list_type(of) else _single(of, manner)
    return lambda value: None if value is None else ready(value)


def _listed(of: GraphQLOutputType, manner: Manner) -> Write:
    one, most = writer(of, manner), manner.most
    if most is None:
        raise MisfoundError(f"a list of {of} declares no `most`")

    def listed(value: Any) -> object:
        if len(value) > most:
            raise MisfoundError(f"more than {most} of {of}")
        return [one(each) for each in value]

    return listed


def _single(of: Any, manner: Manner) -> Write:
    if isinstance(of, GraphQLEnumType):
        return lambda value: _named(of, value)
    if is_leaf_type(of):
        coerced: Write = of.coerce_output_value
        return coerced
    if isinstance(of, GraphQLUnionType):
        return partial(_of_union, of, manner)
    return _identity if is_identity(of) else partial(_object, of, manner)


def _named(of: GraphQLEnumType, value: object) -> str:
    name = value.name if isinstance(value, Enum) else value
    if name not in of.values:
        raise MisfoundError(f"{of.name} has no such value")
    return str(name)


def _identity(value: object) -> object:
    if type(value) is not int:
        raise MisfoundError("an identity is a number")
    return value


def _of_union(of: GraphQLUnionType, manner: Manner, value: Any) -> object:
    name = value["__typename"] if isinstance(value, Mapping) else type(value).__name__
    one = next((able for able in of.types if able.name == name), None)
    if one is None:
        raise MisfoundError(f"{name} is none of {of.name}")
    told = {"id": _identity(_member(value, "id"))} if is_identity(one) else _object(one, manner, value)
    return {**told, "__typename": name}


def _member(value: Any, name: str) -> object:
    try:
        return value[name] if isinstance(value, Mapping) else getattr(value, name)
    except (KeyError, AttributeError) as error:
        raise MisfoundError(f"{name} was not found") from error


def _object(of: GraphQLObjectType, manner: Manner, value: object) -> dict[str, object]:
    return _members(of, manner)(value)


@cache
def _members(of: GraphQLObjectType, manner: Manner) -> Callable[[object], dict[str, object]]:
    """Made when first met: a type may lead back into itself."""
    fields = [(definition_of(one).python_name, one) for one in of.fields.values()]
    writers = [(name, writer(one.type, manner_of(one))) for name, one in fields]
    days = [on for _, one in fields if (on := manner_of(one).on) is not None]
    # Members that no field tells: whom the object speaks of.
    kept = [name for name in (manner.subject,) if name is not None and name not in dict(writers)]
    assert {*days} <= {*dict(writers)}, f"{of.name}: the day of an identity is a field beside it"

    def members(value: object) -> dict[str, object]:
        found = {name: write(_member(value, name)) for name, write in writers}
        for name in kept:
            found[name] = _member(value, name)
        return found

    return members
