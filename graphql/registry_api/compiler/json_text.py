"""Pieces of JSON as SQL expressions of type text, compact, in the order asked for.

Texts are joined rather than built with row_to_json: its keys are column names, which PostgreSQL cuts at 63 bytes, and
json_build_object pads with blanks. A null of SQL is `null` once it is a part of something.
"""

from collections.abc import Sequence

from graphql import GraphQLNamedType, GraphQLOutputType, get_named_type

from registries.address.wording_sql import quoted

# PostgreSQL passes at most 100 arguments to a function.
MOST_PARTS = 90
NULL = "'null'"


def string(text: str) -> str:
    """`to_json` of an expression of type text."""
    return f"CAST(to_json({text}) AS text)"


def scalar(expression: str, of: GraphQLOutputType) -> str:
    """A column as its scalar is written."""
    named: GraphQLNamedType = get_named_type(of)
    if named.name == "Boolean":
        return f"CASE {expression} WHEN true THEN 'true' WHEN false THEN 'false' END"
    if named.name in ("Date", "Decimal"):
        # Neither has a character that JSON would escape.
        return f"'\"' || {expression} || '\"'"
    return string(expression)


def whole(pairs: Sequence[tuple[str, str]]) -> str:
    """An object; `pairs` are response keys, which are names, and expressions."""
    parts: list[str] = []
    for place, (key, expression) in enumerate(pairs):
        opening = "{" if place == 0 else ","
        parts += [quoted(f'{opening}"{key}":'), f"coalesce({expression}, {NULL})"]
    return joined([*(parts or [quoted("{")]), quoted("}")])


def joined(parts: Sequence[str]) -> str:
    while len(parts) > MOST_PARTS:
        parts = [joined(parts[at : at + MOST_PARTS]) for at in range(0, len(parts), MOST_PARTS)]
    return f"concat({', '.join(parts)})"


def items(expression: str, order: str, condition: str | None = None) -> str:
    """An aggregate: the list of the expressions of the rows, of those under `condition`; `[]` where there are none."""
    only = f" FILTER (WHERE {condition})" if condition else ""
    return f"concat('[', string_agg({expression}, ',' ORDER BY {order}){only}, ']')"
