"""Which documents are let in, and what is remembered of them."""

import pytest
from graphql import build_schema

from registry_api import admission, request
from registry_api.admission import Admission
from registry_api.request import Request

TREE = build_schema("""
type Query { root: Node nodes(first: Int): NodeConnection! }
type Node { name: String children(first: Int): NodeConnection! }
type NodeConnection { edges: [NodeEdge!]! }
type NodeEdge { node: Node! }
""")
PAGES = "query($n: Int!) { nodes(first: 100) { edges { node { children(first: $n) { edges { node { name } } } } } } }"


def codes(door: Admission, text: str, variables: dict[str, object] | None = None) -> list[str]:
    return [fault["extensions"]["code"] for fault in door.faults(Request(text, variables, None))]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were parsed."""
    texts: list[str] = []
    parse = request.parse_bounded
    monkeypatch.setattr(request, "parse_bounded", lambda text: (texts.append(text), parse(text))[1])
    return texts


def test_a_document_let_in_is_not_read_again(read: list[str]) -> None:
    door = Admission(TREE)
    assert [codes(door, "{ root { name } }") for _ in range(3)] == [[], [], []]
    assert len(read) == 1
    assert [codes(door, "{") for _ in range(2)] == [["SYNTAX"], ["SYNTAX"]]
    assert len(read) == 3


def test_what_is_remembered_is_bounded(read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "MOST_REMEMBERED", 3)
    door = Admission(TREE)
    for name in "abcad":
        assert codes(door, f"query {name} {{ root {{ name }} }}") == []
    assert [text[6] for text in read] == ["a", "b", "c", "d"]
    codes(door, "query b { root { name } }")
    assert read[-1].startswith("query b")


def test_a_costly_document_is_let_in_with_small_pages_in_its_variables(
    read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("registry_api.limits.HIGHEST_COST", 20_000)
    door = Admission(TREE)
    assert [codes(door, PAGES, {"n": n}) for n in (60, 100, 60)] == [[], ["TOO_COSTLY"], []]
    assert len(read) == 3


def test_a_value_in_a_document_is_not_repeated_in_a_refusal() -> None:
    (fault,) = Admission(TREE).faults(Request('{ root(iin: "880101700001" ', None, None))
    assert "880101700001" not in str(fault)
    assert fault["extensions"]["code"] == "SYNTAX"
