"""What graphql-cop, the public security auditor of GraphQL servers, looks for: each of its checks finds nothing.

The server is set as in production: no introspection, suggestions, page, queries by GET, or batches. Each check is a
request of graphql-cop's kind, and what it takes for a finding.
"""

import json
from collections.abc import Iterator

import pytest

from registries.settings import Settings
from registry_api.wsgi import Application, application
from tests.registry_api.asking import Client, call

PRODUCTION = {"introspection": False, "suggestions": False, "page": False, "queries_by_get": False, "batching": False}


@pytest.fixture
def asker(settings: Settings, portal: Client) -> Iterator[Client]:
    app = application(settings.model_copy(update=PRODUCTION))
    assert isinstance(app, Application)
    yield Client(app, portal.token)
    app.answering.pool.close()


def refused(asker: Client, document: str) -> list[str]:
    """The codes of a document that is not answered."""
    answer = asker.ask(document)
    assert "data" not in answer.body
    return answer.codes


def test_alias_overloading(asker: Client) -> None:
    codes = refused(asker, "query { " + "".join(f"alias{n}:__typename \n" for n in range(101)) + " }")
    assert "TOO_MANY_ALIASES" in codes


def test_array_based_batching(asker: Client) -> None:
    answer = asker.post(json.dumps([{"query": "query { __typename }"}] * 11).encode())
    assert (answer.status, answer.codes) == (400, ["BATCHING_OFF"])


def test_directive_overloading(asker: Client) -> None:
    # One error, not one for each directive.
    assert refused(asker, "query { __typename @aa@aa@aa@aa@aa@aa@aa@aa@aa@aa }") == ["TOO_MANY_DIRECTIVES"]


def test_field_duplication(asker: Client) -> None:
    assert refused(asker, "query { " + "__typename \n" * 500 + "} ") == ["TOO_MANY_ROOT_FIELDS"]


def test_circular_introspection(settings: Settings, portal: Client, asker: Client) -> None:
    circle = "query { __schema { types { " + "fields { type { " * 3 + "name " + "} } " * 3 + "} } }"
    assert set(refused(asker, circle)) == {"INTROSPECTION_TOO_DEEP", "INTROSPECTION_OFF"}
    assert refused(portal, circle) == ["INTROSPECTION_TOO_DEEP"]


def test_circular_fragments(portal: Client) -> None:
    circle = "query { __schema { ...A } } fragment A on __Schema { __typename ...B } fragment B on __Schema { ...A }"
    assert refused(portal, circle) == ["FRAGMENT_CYCLE"]


def test_introspection(asker: Client) -> None:
    assert refused(asker, "query { __schema { types { name fields { name } } } }") == ["INTROSPECTION_OFF"]


@pytest.mark.parametrize(
    "document", ["query { __schema { directive } }", "{ individul { iin } }", "{ address { rk } }"]
)
def test_field_suggestions(asker: Client, portal: Client, document: str) -> None:
    assert b"Did you mean" not in asker.ask(document).raw
    assert b"Did you mean" in portal.ask(document).raw


@pytest.mark.parametrize("document", ["{__typename}", "query { __typename }", "mutation { __typename }"])
def test_queries_and_mutations_by_get(asker: Client, document: str) -> None:
    answer = asker.get(query=document)
    assert (answer.status, answer.codes) == (405, ["METHOD_NOT_ALLOWED"])


def test_queries_by_a_form(asker: Client) -> None:
    for kind, body in (("application/x-www-form-urlencoded", b"query=query+%7B__typename%7D"), ("", b"")):
        answer = asker.post(body, CONTENT_TYPE=kind, QUERY_STRING="query=query+{__typename}")
        assert (answer.status, answer.codes) == (415, ["UNSUPPORTED_MEDIA_TYPE"])


@pytest.mark.parametrize("path", ["/", "/graphiql", "/playground", "/console", "/graphql"])
def test_a_page_to_try_queries(asker: Client, path: str) -> None:
    answer = call(asker.app, "GET", path, HTTP_ACCEPT="text/html")
    assert answer.status in (404, 405)
    assert not any(word in answer.raw for word in (b"<script", b"GraphiQL", b"graphiql", b"Playground", b"playground"))


@pytest.mark.parametrize("document", ["query { __typename }", "qwerty cop { abc }", "{ abc }"])
def test_traces_and_unhandled_errors(asker: Client, document: str) -> None:
    answer = asker.ask(document)
    assert not set(answer.body) - {"data", "errors"}
    assert not any("exception" in error["extensions"] for error in answer.body.get("errors", ()))
    assert b"stacktrace" not in answer.raw.lower()
