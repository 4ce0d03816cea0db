"""The page to try queries in a browser, complete in itself; the consumers' own documents are its examples."""

import json
from functools import cache
from pathlib import Path

from graphql import OperationDefinitionNode, parse, print_ast

from registry_api.documents import Documents

HERE = Path(__file__).resolve().parent


def page(nonce: str) -> bytes:
    """The page in HTML; `nonce` marks its own script and style for the browser."""
    return _template().replace("{{nonce}}", nonce).encode()


@cache
def _template() -> str:
    # "<" would end the script element from inside a text.
    examples = json.dumps(_examples(), ensure_ascii=False).replace("<", "\\u003c")
    return (HERE / "page.html").read_text(encoding="utf-8").replace("{{examples}}", examples)


def _examples() -> list[dict[str, str]]:
    return [
        {"title": f"{one.kind}: {one.name}", "document": one.text, "variables": _variables(one.text)}
        for one in Documents.read().all
    ]


def _variables(document: str) -> str:
    """The variables of a document to be filled in; what may be left out is null."""
    operations = [node for node in parse(document).definitions if isinstance(node, OperationDefinitionNode)]
    given = {
        variable.variable.name.value: "" if print_ast(variable.type).endswith("!") else None
        for operation in operations
        for variable in operation.variable_definitions or ()
    }
    return json.dumps(given, indent=2)
