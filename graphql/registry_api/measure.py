"""The size of what a document asks for, fragments followed, without expanding them.

A fragment is measured once and its measure used wherever it is spread, so the time is that of reading the document,
whatever it would expand to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    IntValueNode,
    ListValueNode,
    Node,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
)
from graphql.type import SchemaMetaFieldDef, TypeMetaFieldDef

from registry_api.compiler.told import PLAIN, Manner, manner_of

DEFAULT_PAGE = 50
LARGEST_PAGE = 100
# How far selections are walked by recursion, fields and fragments counted; a document let in is not nested so deeply.
DEEPEST_WALK = 40
PAGE_SIZES = ("first", "last")
# Lists of the introspection types: through them the schema leads back into itself.
INTROSPECTION_LISTS = ("fields", "inputFields", "interfaces", "possibleTypes")


class Breach(Exception):
    """Met while measuring, which ends there; `code` is TOO_DEEP or FRAGMENT_CYCLE."""

    def __init__(self, code: str, node: Node) -> None:
        super().__init__(code)
        self.code = code
        self.node = node


@dataclass(frozen=True, slots=True)
class Size:
    """Of a selection set: fields at its own level; all selections, fragments expanded and themselves counted (one that
    holds nothing is walked all the same); depth, cost, nested introspection lists.
    """

    width: int = 0
    selections: int = 0
    depth: int = 0
    cost: int = 0
    lists: int = 0
    introspection: bool = False


NOTHING = Size()


class Measures:
    """The measures of one document. Pages over `largest_page` are collected on the way."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode | None,
        variables: Mapping[str, object] | None,
    ) -> None:
        self.too_large_pages: list[Node] = []
        self._schema = schema
        self._fragments = {
            one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)
        }
        self._operation, self._variables = operation, variables
        self._done: dict[str, Size] = {}
        self._open: set[str] = set()

    def of(self, definition: Node) -> Size:
        """Raises Breach where the definition is nested too deeply or leads back into itself."""
        if isinstance(definition, FragmentDefinitionNode):
            return self._fragment(definition, 0)
        assert isinstance(definition, OperationDefinitionNode)
        return self._set(definition.selection_set, self._schema.get_root_type(definition.operation), 0)

    def repeated(self, definition: Node) -> int:
        """How many fields, expanded, have a response key that stands at their place already.

        To be asked only where `of` has bounded what the definition expands to.
        """
        assert isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode)
        found, places = 0, [[definition.selection_set]]
        while places:
            keys: dict[str, list[FieldNode]] = {}
            for field in self._fields(places.pop()):
                keys.setdefault(field.alias.value if field.alias else field.name.value, []).append(field)
            for fields in keys.values():
                found += len(fields) - 1
                places.append([field.selection_set for field in fields if field.selection_set])
        return found

    def _fields(self, sets: Iterable[SelectionSetNode]) -> Iterable[FieldNode]:
        pending = [node for one in sets for node in one.selections]
        while pending:
            node = pending.pop()
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, FragmentSpreadNode):
                fragment = self._fragments.get(node.name.value)
                pending.extend(fragment.selection_set.selections if fragment else ())
            else:
                pending.extend(node.selection_set.selections)  # type: ignore[attr-defined]

    def _set(self, selections: SelectionSetNode, of: GraphQLNamedType | None, level: int) -> Size:
        parts = [self._selection(node, of, level) for node in selections.selections]
        return Size(
            sum(part.width for part in parts),
            sum(part.selections for part in parts),
            max((part.depth for part in parts), default=0),
            sum(part.cost for part in parts),
            max((part.lists for part in parts), default=0),
            any(part.introspection for part in parts),
        )

    def _selection(self, node: Node, of: GraphQLNamedType | None, level: int) -> Size:
        # Fragments count here too: what is nested in the text is walked by recursion.
        if level > DEEPEST_WALK:
            raise Breach("TOO_DEEP", node)
        if isinstance(node, FieldNode):
            return self._field(node, of, level)
        if isinstance(node, FragmentSpreadNode):
            fragment = self._fragments.get(node.name.value)
            return _spread(self._fragment(fragment, level + 1) if fragment else NOTHING)
        condition = node.type_condition  # type: ignore[attr-defined]
        inner = self._schema.get_type(condition.name.value) if condition else of
        return _spread(self._set(node.selection_set, inner, level + 1))  # type: ignore[attr-defined]

    def _fragment(self, fragment: FragmentDefinitionNode, level: int) -> Size:
        name = fragment.name.value
        if name in self._open:
            raise Breach("FRAGMENT_CYCLE", fragment)
        if name not in self._done:
            self._open.add(name)
            condition = self._schema.get_type(fragment.type_condition.name.value)
            self._done[name] = self._set(fragment.selection_set, condition, level)
            self._open.discard(name)
        return self._done[name]

    def _field(self, node: FieldNode, of: GraphQLNamedType | None, level: int) -> Size:
        name = node.name.value
        field = _field_of(of, name)
        inner = get_named_type(field.type) if field else None
        below = self._set(node.selection_set, inner, level + 1) if node.selection_set else NOTHING
        about_schema = of is not None and of.name.startswith("__")
        return Size(
            1,
            1 + below.selections,
            1 + below.depth,
            1 + self._places(node, field) * (below.cost + (manner_of(field).effort if field else 0)),
            below.lists + (about_schema and name in INTROSPECTION_LISTS),
            below.introspection or name in ("__schema", "__type"),
        )

    def _places(self, node: FieldNode, field: GraphQLField | None) -> int:
        """How often what is below the field is answered: the size of its page or list, once where it has none."""
        manner = manner_of(field) if field else PLAIN
        if manner.of_page:
            return 1  # counted with the field above
        if manner.most is not None:
            return self._rows(node, manner, manner.most)
        paged = field is not None and any(name in field.args for name in PAGE_SIZES)
        given = {one.name.value: one.value for one in node.arguments or () if one.name.value in PAGE_SIZES}
        sizes = [size for value in given.values() if (size := self._size_of_page(value)) is not None]
        return max(sizes, default=DEFAULT_PAGE) if paged else 1

    def _rows(self, node: FieldNode, manner: Manner, most: int) -> int:
        """How many rows a list that was computed may hold: as many as were given, where it is so."""
        written = next((one.value for one in node.arguments or () if one.name.value == manner.each), None)
        if isinstance(written, VariableNode):
            given = (self._variables or {}).get(written.name.value)
            return min(len(given), most) if isinstance(given, list) else most
        if written is None:
            return most
        return min(len(written.values), most) if isinstance(written, ListValueNode) else 1

    def _size_of_page(self, value: ValueNode) -> int | None:
        """What a page size written as `value` may be; None where it is not one, and the default counts."""
        if not isinstance(value, VariableNode):
            return self._literal(value)
        if self._variables is None or self._operation is None:
            return LARGEST_PAGE
        name = value.name.value
        if name in self._variables:
            given = self._variables[name]
            return _bounded(given) if isinstance(given, int) and not isinstance(given, bool) else None
        defaults = (
            one.default_value for one in self._operation.variable_definitions or () if one.variable.name.value == name
        )
        return next((self._literal(default) for default in defaults if default), None)

    def _literal(self, value: ValueNode) -> int | None:
        if not isinstance(value, IntValueNode):
            return None
        # Python reads no integer of thousands of digits; nine are more than any page has.
        size = int(value.value[:9])
        if size > LARGEST_PAGE:
            self.too_large_pages.append(value)
        return _bounded(size)


def _spread(inner: Size) -> Size:
    return replace(inner, selections=inner.selections + 1)


def _bounded(size: int) -> int:
    return min(max(size, 0), LARGEST_PAGE)


def _field_of(of: GraphQLNamedType | None, name: str) -> GraphQLField | None:
    if name == "__schema":
        return SchemaMetaFieldDef
    if name == "__type":
        return TypeMetaFieldDef
    fields: Mapping[str, GraphQLField] = getattr(of, "fields", None) or {}
    return fields.get(name)
