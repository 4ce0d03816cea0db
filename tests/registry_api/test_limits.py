"""The limits on documents: each has its code, what is just within them is let in, and what is let in costs little."""

from collections.abc import Iterator

import pytest
from graphql import GraphQLSchema, GraphQLSyntaxError, OperationDefinitionNode, build_schema, get_introspection_query
from graphql.validation import validate
from graphql.validation.rules import overlapping_fields_can_be_merged as overlapping

from registry_api import limits
from registry_api.limits import LimitError, breaches, parse_bounded
from registry_api.schema import SCHEMA

TREE = build_schema("""
type Query { root: Node nodes(first: Int, last: Int): NodeConnection! }
type Node { name: String other: Node children(first: Int, after: String, last: Int): NodeConnection! }
type NodeConnection { edges: [NodeEdge!]! }
type NodeEdge { cursor: String! node: Node! }
""")


def codes(text: str, variables: dict[str, object] | None = None, of: GraphQLSchema = TREE) -> list[str]:
    try:
        document = parse_bounded(text)
    except LimitError as error:
        return [error.code]
    operation = next((one for one in document.definitions if isinstance(one, OperationDefinitionNode)), None)
    return [str((error.extensions or {})["code"]) for error in breaches(of, document, operation, variables)]


def nested(depth: int) -> str:
    return "{ root " + "{ other " * (depth - 2) + "{ name }" + " }" * (depth - 2) + " }"


def chain(count: int, doubled: str, last: str = "name") -> str:
    """Fragments that each spread the next one twice, as `doubled` says."""
    bodies = [f"fragment F{n} on Node {{ {doubled.replace('F', f'F{n + 1}')} }}" for n in range(count)]
    return f"{{ root {{ ...F0 }} }} {' '.join(bodies)} fragment F{count} on Node {{ {last} }}"


WITHIN = {
    "depth": nested(limits.DEEPEST),
    "aliases": "{ root {" + " ".join(f"a{n}: name" for n in range(limits.MOST_ALIASES)) + "} }",
    "root fields": "{" + " ".join(f"r{n}: root {{ name }}" for n in range(limits.MOST_ROOT_FIELDS)) + "}",
    "directives": "{ root { name " + "@skip(if: false) @include(if: true)" + "} }",
    "repeated": "{ root {" + "name " * (limits.MOST_REPEATED + 1) + "} }",
    "page": f"{{ nodes(first: {limits.LARGEST_PAGE}) {{ edges {{ cursor }} }} }}",
    "fragments": chain(6, "...F ...F"),
    "comments": "{ root { name } }" + "# x\n" * limits.MOST_COMMENTS,
    "tokens": "{ root {" + " name" * 50 + "} }",
    "characters": "{ root { name } } #" + "x" * (limits.LONGEST_DOCUMENT - 20),
}
BEYOND = {
    "characters": ("{ root { name } } #" + "x" * limits.LONGEST_DOCUMENT, "DOCUMENT_TOO_LONG"),
    "tokens": ("{ root {" + " name" * limits.MOST_TOKENS + "} }", "TOO_MANY_TOKENS"),
    "comments": ("{ root { name } }" + "# x\n" * (limits.MOST_COMMENTS + 1), "TOO_MANY_TOKENS"),
    "depth": (nested(limits.DEEPEST + 1), "TOO_DEEP"),
    "depth of text": (nested(120), "TOO_DEEP"),
    "depth of the parser": ("{ root " * 900, "TOO_DEEP"),
    "depth of values": ("{ root(a: " + "[" * 900, "TOO_DEEP"),
    "depth through inline fragments": ("{ root {" + "... {" * 60 + "name" + "}" * 62, "TOO_DEEP"),
    "depth through fragments": (chain(14, "other { ...F }"), "TOO_DEEP"),
    "aliases": (
        "{ root {" + " ".join(f"a{n}: name" for n in range(limits.MOST_ALIASES + 1)) + "} }",
        "TOO_MANY_ALIASES",
    ),
    "root fields": ("{" + "__typename " * (limits.MOST_ROOT_FIELDS + 1) + "}", "TOO_MANY_ROOT_FIELDS"),
    "root fields through fragments": (
        "{ ...R ...R } fragment R on Query {" + " root { name }" * 6 + "}",
        "TOO_MANY_ROOT_FIELDS",
    ),
    "directives at one place": ("{ root { name " + "@aa" * 5 + "} }", "TOO_MANY_DIRECTIVES"),
    "directives": ("{ root {" + " name @skip(if: true)" * (limits.MOST_DIRECTIVES + 1) + "} }", "TOO_MANY_DIRECTIVES"),
    "operations": (" ".join(f"query Q{n} {{ root {{ name }} }}" for n in range(11)), "TOO_MANY_OPERATIONS"),
    "fragments": (chain(limits.MOST_FRAGMENTS, "...F"), "TOO_MANY_FRAGMENTS"),
    "spreads": ("{ root {" + "...F " * 101 + "} } fragment F on Node { name }", "TOO_MANY_FRAGMENTS"),
    "a bomb of fields": (chain(12, "...F ...F"), "TOO_MANY_FIELDS"),
    "a bomb of nothing": (chain(20, "...F ...F", "...Lost"), "TOO_MANY_FIELDS"),
    "an unused bomb": ("{ root { name } } " + chain(12, "...F ...F").split("} }", 1)[1], "TOO_MANY_FIELDS"),
    "repeated": ("{ root {" + "name " * (limits.MOST_REPEATED + 2) + "} }", "TOO_MANY_FIELDS"),
    "a circle": (
        "{ root { ...A } } fragment A on Node { other { ...B } } fragment B on Node { ...A }",
        "FRAGMENT_CYCLE",
    ),
    "a circle of one": ("{ root { name } } fragment A on Node { ...A }", "FRAGMENT_CYCLE"),
    "page": ("{ nodes(first: 101) { edges { cursor } } }", "PAGE_TOO_LARGE"),
    "page of thousands of digits": (f"{{ nodes(last: {'9' * 5_000}) {{ edges {{ cursor }} }} }}", "PAGE_TOO_LARGE"),
    "default of a page": ("query($n: Int = 500) { nodes(first: $n) { edges { cursor } } }", "PAGE_TOO_LARGE"),
    "cost": (
        "{ nodes(first: 100) { edges { node { children(first: 100) { edges { node { children(first: 3) { edges { cursor"
        " } } } } } } } } }",
        "TOO_COSTLY",
    ),
}


@pytest.mark.parametrize("name", WITHIN)
def test_what_is_just_within_a_limit_is_let_in(name: str) -> None:
    assert codes(WITHIN[name], {}) == []


@pytest.mark.parametrize("name", BEYOND)
def test_what_is_beyond_a_limit_is_refused_with_its_code(name: str) -> None:
    text, code = BEYOND[name]
    assert set(codes(text, {})) == {code}


def test_syntax_is_told_from_limits() -> None:
    for text in ("{", "{ root {} }", "query", "{ root(a: \\u0000) }"):
        with pytest.raises(GraphQLSyntaxError):
            parse_bounded(text)


def test_a_page_costs_what_it_may_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registry_api.limits.HIGHEST_COST", 20_000)
    inner = "edges { node { name } }"
    whole = f"query($n: Int) {{ nodes(first: 100) {{ edges {{ node {{ children(first: $n) {{ {inner} }} }} }} }} }}"
    # 1 + 100 x (edges, node, children 1 + n x 3 fields)
    assert codes(whole, {"n": 65}) == []
    assert codes(whole, {"n": 66}) == ["TOO_COSTLY"]
    assert codes(whole, {"n": None}) == []  # the default page: 50
    assert codes(whole, {}) == []
    assert codes(whole) == ["TOO_COSTLY"]  # unknown: the largest page
    assert codes(whole, {"n": "many"}) == []
    assert codes(whole.replace("$n: Int", "$n: Int = 90"), {}) == ["TOO_COSTLY"]


def test_introspection_is_answered_whole_but_not_in_circles() -> None:
    real = SCHEMA
    assert codes(get_introspection_query(), {}, real) == []
    circle = "{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }"
    assert codes(circle, {}, real) == ["INTROSPECTION_TOO_DEEP"]
    through = "{ __schema { types { ...T } } } fragment T on __Type { fields { type { interfaces { possibleTypes { name } } } } }"
    assert set(codes(through, {}, real)) == {"INTROSPECTION_TOO_DEEP"}


def test_introspection_can_be_switched_off() -> None:
    for text in ("{ __schema { queryType { name } } }", '{ a: __type(name: "Query") { name } }',
                 "{ ...F } fragment F on Query { __schema { queryType { name } } }"):  # fmt: skip
        found = breaches(TREE, parse_bounded(text), introspection=False)
        assert {(error.extensions or {})["code"] for error in found} == {"INTROSPECTION_OFF"}
    assert breaches(TREE, parse_bounded("{ __typename root { __typename } }"), introspection=False) == []


def _worst() -> Iterator[str]:
    """Documents within the limits that make the rule of overlapping fields compare as much as it can."""
    repeated = limits.MOST_REPEATED + 1
    yield "{ root {" + "name " * repeated + "} }"
    yield "{ root {" + "other { name } " * (repeated // 2) + "} }"
    yield "{" + "root { other { other { name name } other { name name } } } " * 8 + "}"
    yield chain(5, "...F ...F", "name")
    spread = " ".join(f"...F{n}" for n in range(limits.MOST_FRAGMENTS))
    fragments = " ".join(f"fragment F{n} on Node {{ name other {{ name }} }}" for n in range(limits.MOST_FRAGMENTS))
    yield f"{{ root {{ {spread} }} }} {fragments}"
    yield get_introspection_query()


def test_what_is_let_in_is_validated_with_little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    spent: list[int] = []
    counted = overlapping.spend_complexity_budget

    def spend(context: object, cost: int) -> None:
        spent.append(cost)
        counted(context, cost)  # type: ignore[arg-type]

    monkeypatch.setattr(overlapping, "spend_complexity_budget", spend)
    admitted = [text for text in _worst() if not codes(text, {})]
    assert len(admitted) >= 4
    for text in admitted:
        spent.clear()
        validate(TREE, parse_bounded(text))
        assert sum(spent) < 20_000, text[:80]
