"""What a function found, made ready for JSON by the type of its field, and held to that type.

An object is a mapping or has attributes: the Python names of the type's fields, and the member named as `subject`. An
identity is its number; an enum's value its name or a member of a Python enum; of a union an object says its type as
`__typename` or by the name of its class, and an identity is an object with `id`. A breach is our mistake, not the asker's.
Of an object only what is selected is looked at: explanations that nobody asked for are not written.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, partial
from typing import Any

from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLUnionType,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)

from registry_api.compiler.selection import Document, Selected
from registry_api.compiler.told import PLAIN, Manner, definition_of, is_identity, manner_of

Write = Callable[[object], object]


class MisfoundError(Exception):
    """A function found what its field's type does not hold."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a document selects under a field."""

    document: Document
    selected: Selected

    def under(self, of: GraphQLObjectType) -> dict[str, "Asked"]:
        """By the name of the field, whatever keys it is asked under."""
        nodes: dict[str, list[FieldNode]] = {}
        for one in self.document.under(self.selected, of):
            nodes.setdefault(one.name, []).extend(one.nodes)
        return {name: Asked(self.document, Selected(name, name, tuple(found))) for name, found in nodes.items()}


def writer(of: GraphQLOutputType, manner: Manner = PLAIN, asked: Asked | None = None) -> Write:
    """What makes a value of the type ready, of objects what is `asked`; raises MisfoundError where it is none."""
    if is_non_null_type(of):
        inner = writer(of.of_type, manner, asked)

        def needed(value: object) -> object:
            if value is None:
                raise MisfoundError(f"null where {of} stands")
            return inner(value)

        return needed
    ready = _listed(of.of_type, manner, asked) if is_list_type(of) else _single(of, manner, asked)
    return lambda value: None if value is None else ready(value)


def _listed(of: GraphQLOutputType, manner: Manner, asked: Asked | None) -> Write:
    one, most = writer(of, manner, asked), manner.most
    if most is None:
        raise MisfoundError(f"a list of {of} declares no `most`")

    def listed(value: Any) -> object:
        if len(value) > most:
            raise MisfoundError(f"more than {most} of {of}")
        return [one(each) for each in value]

    return listed


def _single(of: Any, manner: Manner, asked: Asked | None) -> Write:
    if isinstance(of, GraphQLEnumType):
        return lambda value: _named(of, value)
    if is_leaf_type(of):
        coerced: Write = of.coerce_output_value
        return coerced
    if isinstance(of, GraphQLUnionType):
        objects = {one.name: _object(one, manner, asked) for one in of.types if not is_identity(one)}
        return partial(_of_union, of, objects)
    return _identity if is_identity(of) else _object(of, manner, asked)


def _named(of: GraphQLEnumType, value: object) -> str:
    name = value.name if isinstance(value, Enum) else value
    if name not in of.values:
        raise MisfoundError(f"{of.name} has no such value")
    return str(name)


def _identity(value: object) -> object:
    if type(value) is not int:
        raise MisfoundError("an identity is a number")
    return value


def _of_union(of: GraphQLUnionType, objects: Mapping[str, Write], value: Any) -> object:
    name = value["__typename"] if isinstance(value, Mapping) else type(value).__name__
    one = next((able for able in of.types if able.name == name), None)
    if one is None:
        raise MisfoundError(f"{name} is none of {of.name}")
    told: Any = objects[one.name](value) if one.name in objects else {"id": _identity(_member(value, "id"))}
    return {**told, "__typename": name}


def _member(value: Any, name: str) -> object:
    try:
        return value[name] if isinstance(value, Mapping) else getattr(value, name)
    except (KeyError, AttributeError) as error:
        raise MisfoundError(f"{name} was not found") from error


def _object(of: GraphQLObjectType, manner: Manner, asked: Asked | None) -> Write:
    # Whole types are made when first met: a type may lead back into itself, a selection ends.
    return partial(_whole, of, manner) if asked is None else _members(of, manner, asked.under(of))


def _whole(of: GraphQLObjectType, manner: Manner, value: object) -> object:
    return _all_members(of, manner)(value)


@cache
def _all_members(of: GraphQLObjectType, manner: Manner) -> Write:
    return _members(of, manner, dict.fromkeys(of.fields))


def _members(of: GraphQLObjectType, manner: Manner, asked: Mapping[str, Asked | None]) -> Write:
    """The fields that are asked for, the days on which identities among them are shown, and whom the object speaks of."""
    wanted = {definition_of(of.fields[name]).python_name: name for name in asked if name in of.fields}
    names = {definition_of(one).python_name: name for name, one in of.fields.items()}
    for name in [*wanted.values()]:
        if (on := manner_of(of.fields[name]).on) is not None:
            assert on in names, f"{of.name}: the day of an identity is a field beside it"
            wanted[on] = names[on]
    writers = [
        (python_name, writer(of.fields[name].type, manner_of(of.fields[name]), asked.get(name)))
        for python_name, name in wanted.items()
    ]
    kept = [name for name in (manner.subject,) if name is not None and name not in wanted]

    def members(value: object) -> dict[str, object]:
        found = {name: write(_member(value, name)) for name, write in writers}
        for name in kept:
            found[name] = _member(value, name)
        return found

    return members
