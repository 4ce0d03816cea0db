"""Random valid operations from the schema itself: every type walked, every way of writing a selection tried."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_union_type,
    parse,
    validate,
)

# Below the limits of the product: 2,000 tokens, 30 aliases, a depth of 15.
FIELDS, ALIASES, DEPTH, MOST_ALIASES, MOST_TOKENS = 60, 20, 11, 30, 2_000
LONG = "a" * 62
# Sentences say what it answers (tests/registries/address); an oracle of it would be a second reader of addresses.
WITHOUT_ORACLE = frozenset({"resolveAddress"})

Choose = Callable[[Random, str, str], object]
"""A value for the argument of a field: the generator, the name of the field, the name of the argument."""


@dataclass(frozen=True)
class Operation:
    document: str
    variables: dict[str, Any]


@dataclass
class Place:
    """Where selections stand: what each response key there answers to, so that what is merged can be merged."""

    taken: dict[str, tuple[str, str, "Place"]] = field(default_factory=dict)


@dataclass
class Writer:
    """One operation in the making; where `known`, every field of the root says `knownAt`."""

    schema: GraphQLSchema
    rng: Random
    choose: Choose
    known: bool = False
    fields: int = FIELDS
    aliases: int = ALIASES
    definitions: list[str] = field(default_factory=list)
    fragments: list[tuple[str, str]] = field(default_factory=list)
    given: dict[str, Any] = field(default_factory=dict)
    variables: dict[str, tuple[str, str]] = field(default_factory=dict)
    names: int = 0

    def operation(self) -> Operation:
        query = self.schema.query_type
        assert query is not None
        selections = self.selections(query, Place(), 0)
        declared = f"({', '.join(self.definitions)})" if self.definitions else ""
        head = f"query {self.rng.choice(('Q', 'query', 'on', ''))}{declared} " if declared else ""
        parts = [f"{head}{selections}", *(text for _, text in self.fragments)]
        self.rng.shuffle(parts)
        return Operation("\n".join(parts), self.given)

    def selections(self, of: GraphQLNamedType, place: Place, depth: int, real: GraphQLNamedType | None = None) -> str:
        """A selection set on `of`, where objects of the type `real` stand, if that is known."""
        many = 1 if self.fields <= 0 else self.rng.choice((2, 3, 3, 4, 5) if depth else (1, 1, 2))
        written = [self._selection(of, place, depth, real or of) for _ in range(many)]
        found = [one for one in written if one]
        return f"{{ {self.rng.choice((' ', ', ', chr(10))).join(found or ['__typename'])} }}"

    def _selection(self, of: GraphQLNamedType, place: Place, depth: int, real: GraphQLNamedType) -> str:
        what = self.rng.random()
        if what < 0.06:
            return f"{self._alias('__typename', place)}__typename{self._directives()}"
        if is_union_type(of) or (what < 0.2 and depth < DEPTH - 2):
            return self._fragment(of, place, depth, real)
        return self._field(of, place, depth)

    def _fragment(self, of: GraphQLNamedType, place: Place, depth: int, real: GraphQLNamedType) -> str:
        """An inline fragment or a spread, on the type itself or on one it shares objects with."""
        on = self._condition(of, real)
        known = [name for name, text in self.fragments if text.startswith(f"fragment {name} on {on} ")]
        if known and self.rng.random() < 0.2:
            return f"...{self.rng.choice(known)}{self._directives()}"
        narrowed = self.schema.type_map[on]
        below = self.selections(narrowed, place, depth + 1, real if is_abstract_type(narrowed) else narrowed)
        if self.rng.random() < 0.4:
            self.names += 1
            name = f"F{self.names}"
            self.fragments.append((name, f"fragment {name} on {on} {below}"))
            return f"...{name}{self._directives()}"
        condition = "" if on == of.name and self.rng.random() < 0.5 else f" on {on}"
        return f"...{condition}{self._directives()} {below}"

    def _condition(self, of: GraphQLNamedType, real: GraphQLNamedType) -> str:
        """Mostly a type whose objects stand here; now and then one whose never do."""
        if not is_abstract_type(of):
            assert isinstance(of, GraphQLObjectType)
            return self.rng.choice([of.name, of.name, *(one.name for one in of.interfaces)])
        if not is_abstract_type(real) and self.rng.random() < 0.8:
            return real.name
        return self.rng.choice([of.name, *(one.name for one in self.schema.get_possible_types(of))])

    def _field(self, of: GraphQLNamedType, place: Place, depth: int) -> str:
        fields: dict[str, GraphQLField] = of.fields  # type: ignore[attr-defined]
        again = [key for key, (name, _, _) in place.taken.items() if name in fields]
        if again and self.rng.random() < 0.15:
            key = self.rng.choice(again)
            name, arguments, below = place.taken[key]
            return self._written(fields[name], key, name, arguments, below, depth)
        fields = {name: one for name, one in fields.items() if name not in WITHOUT_ORACLE}
        leaves = [name for name, one in fields.items() if not is_composite_type(get_named_type(one.type))]
        deeper = [name for name in fields if name not in leaves] if self.fields > 0 and depth < DEPTH else []
        if not leaves and not deeper:
            return ""
        name = self.rng.choice(deeper if deeper and (not leaves or self.rng.random() < 0.5) else leaves or deeper)
        key, arguments = self._key(name, fields, place), self._arguments(name, fields[name], known=of.name == "Query")
        if key in place.taken and place.taken[key][:2] != (name, arguments):
            return ""
        place.taken.setdefault(key, (name, arguments, Place()))
        return self._written(fields[name], key, name, arguments, place.taken[key][2], depth)

    def _written(self, of: GraphQLField, key: str, name: str, arguments: str, below: Place, depth: int) -> str:
        self.fields -= 1
        named = get_named_type(of.type)
        selections = f" {self.selections(named, below, depth + 1)}" if is_composite_type(named) else ""
        alias = "" if key == name else f"{key}: "
        return f"{alias}{name}{arguments}{self._directives()}{selections}"

    def _key(self, name: str, fields: dict[str, GraphQLField], place: Place) -> str:
        if self.aliases <= 0 or self.rng.random() < 0.75:
            return name
        self.aliases -= 1
        number = self.rng.randrange(4)
        return self.rng.choice(
            (self.rng.choice(list(fields)), f"{LONG}{number}", f"{LONG}aa{number}", f"_{number}", "data")
        )

    def _alias(self, name: str, place: Place) -> str:
        if self.aliases <= 0 or self.rng.random() < 0.5:
            key = name
        else:
            self.aliases -= 1
            key = f"t{self.rng.randrange(9)}"
        if place.taken.setdefault(key, (name, "", Place()))[0] != name:
            return ""
        return "" if key == name else f"{key}: "

    def _directives(self) -> str:
        if self.rng.random() > 0.08:
            return ""
        chosen = self.rng.sample(("skip", "include"), self.rng.choice((1, 1, 2)))
        return "".join(f" @{name}(if: {self._switch(name == 'include')})" for name in chosen)

    def _switch(self, usual: bool) -> str:
        value = usual if self.rng.random() < 0.75 else not usual
        if self.rng.random() < 0.5:
            return json.dumps(value)
        return self._variable("if", "Boolean!", value)

    def _arguments(self, name: str, of: GraphQLField, *, known: bool) -> str:
        written = []
        for argument, declared in of.args.items():
            required = isinstance(declared.type, GraphQLNonNull)
            if known and self.known and argument == "knownAt":
                written.append(f"{argument}: {json.dumps(self.choose(self.rng, name, argument))}")
            elif required or self.rng.random() < (0.5 if known else 0.2):
                written.append(f"{argument}: {self._value(name, argument, declared)}")
        self.rng.shuffle(written)
        return f"({', '.join(written)})" if written else ""

    def _value(self, name: str, argument: str, declared: GraphQLArgument) -> str:
        required = isinstance(declared.type, GraphQLNonNull)
        value = self.choose(self.rng, name, argument)
        if not required and self.rng.random() < 0.1:
            value = None
        if self.rng.random() < 0.4:
            return self._variable(argument, str(declared.type), value)
        return self._literal(value, get_named_type(declared.type))

    def _variable(self, argument: str, declared: str, value: object) -> str:
        """A variable for the argument: an old one, or one more that is given, left out or null, with or without default."""
        old = [name for name, of in self.variables.items() if of == (argument, declared)]
        if old and self.rng.random() < 0.3:
            return f"${self.rng.choice(old)}"
        self.names += 1
        name = f"v{self.names}"
        self.variables[name] = (argument, declared)
        how = self.rng.random()
        if how < 0.25 and value is not None:
            self._defaulted(name, declared, value)
        elif declared.endswith("!"):
            self._declared(name, declared, value)
        elif how < 0.35:
            self._declared(name, declared)
        else:
            self._declared(name, declared + ("!" if value is not None and how > 0.8 else ""), value)
        return f"${name}"

    def _defaulted(self, name: str, declared: str, value: object) -> None:
        """With a default a variable may be nullable where the argument is not: then a null that is given is an error."""
        named = self.schema.type_map[declared.strip("[]!")]
        optional = declared.removesuffix("!") if self.rng.random() < 0.5 and named.name != "Boolean" else declared
        self.definitions.append(f"${name}: {optional} = {self._literal(value, named)}")
        what = self.rng.random()
        if what < 0.4:
            self.given[name] = value
        elif what < (0.5 if declared.endswith("!") else 0.7) and not optional.endswith("!"):
            self.given[name] = None

    def _declared(self, name: str, declared: str, *value: object) -> None:
        self.definitions.append(f"${name}: {declared}")
        if value:
            self.given[name] = value[0]

    def _literal(self, value: object, of: GraphQLNamedType) -> str:
        if isinstance(of, GraphQLEnumType) or not isinstance(value, str):
            return str(value) if isinstance(of, GraphQLEnumType) and value is not None else json.dumps(value)
        how = self.rng.random()
        if how < 0.1 and value.isascii() and '"' not in value and "\\" not in value and value.strip() == value != "":
            return f'"""{value}"""'
        if how < 0.25:
            return '"' + "".join(self._escaped(character) for character in value) + '"'
        return json.dumps(value, ensure_ascii=how < 0.5)

    def _escaped(self, character: str) -> str:
        code = ord(character)
        if self.rng.random() < 0.5 and code < 0x10000:
            return f"\\u{code:04x}"
        return f"\\u{{{code:X}}}" if self.rng.random() < 0.3 else json.dumps(character)[1:-1]


def operation(schema: GraphQLSchema, seed: int, choose: Choose, *, known: bool = False) -> Operation:
    """A valid operation: what cannot be merged or is never used is tried again with the next numbers."""
    rng = Random(seed)
    while True:
        made = Writer(schema, rng, choose, known).operation()
        document = parse(made.document)
        within = document.token_count <= MOST_TOKENS and _aliases(document) <= MOST_ALIASES
        if within and not validate(schema, document):
            return made


def _aliases(document: DocumentNode) -> int:
    """Those of a fragment count wherever it is spread."""
    fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}

    def count(selections: SelectionSetNode | None) -> int:
        return sum(of(node) for node in selections.selections) if selections else 0

    def of(node: SelectionNode) -> int:
        if isinstance(node, FragmentSpreadNode):
            return count(fragments[node.name.value].selection_set)
        assert isinstance(node, FieldNode | InlineFragmentNode)
        return (isinstance(node, FieldNode) and node.alias is not None) + count(node.selection_set)

    return sum(count(one.selection_set) for one in document.definitions if isinstance(one, OperationDefinitionNode))


@dataclass
class Pools:
    """Values by `field.argument` or `argument`; `asOf` from `day`; a value mostly of the scheme chosen before it."""

    of: dict[str, Sequence[object]]
    pairs: Sequence[tuple[str, str]]
    day: Callable[[Random], str]
    scheme: object = None

    def choose(self, rng: Random, name: str, argument: str) -> object:
        if argument == "asOf":
            return self.day(rng)
        if argument == "scheme":
            self.scheme = rng.choice(self.pairs)[0]
            return self.scheme
        if argument == "value":
            fitting = [value for scheme, value in self.pairs if scheme == self.scheme]
            return rng.choice(fitting if rng.random() < 0.8 else [value for _, value in self.pairs])
        return rng.choice(self.of.get(f"{name}.{argument}") or self.of[argument])
