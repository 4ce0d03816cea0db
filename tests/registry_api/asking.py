"""Asking the WSGI application as a server would."""

import io
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from registry_api.wsgi import Wsgi


@dataclass(frozen=True)
class Response:
    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> dict[str, Any]:
        parsed = json.loads(self.raw)
        assert isinstance(parsed, dict)
        return parsed

    @property
    def data(self) -> dict[str, Any]:
        assert "errors" not in self.body, self.body
        found = self.body["data"]
        assert isinstance(found, dict)
        return found

    @property
    def codes(self) -> list[str]:
        return [error["extensions"]["code"] for error in self.body["errors"]]


def call(app: Wsgi, method: str, path: str, body: bytes = b"", **headers: str) -> Response:
    """`headers` by their WSGI names: HTTP_AUTHORIZATION, CONTENT_TYPE, …"""
    found: dict[str, Any] = {}

    def start(status: str, sent: list[tuple[str, str]]) -> None:
        found.update(status=int(status.split(" ", 1)[0]), headers=dict(sent))

    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        **headers,
    }
    raw = b"".join(app(environ, start))
    return Response(found["status"], found["headers"], raw)


@dataclass(frozen=True)
class Client:
    """One asker with a token."""

    app: Wsgi
    token: str

    def post(self, body: bytes, **headers: str) -> Response:
        sent = {"CONTENT_TYPE": "application/json", "HTTP_AUTHORIZATION": f"Bearer {self.token}"}
        return call(self.app, "POST", "/graphql", body, **{**sent, **headers})

    def get(self, raw: str = "", **parameters: str) -> Response:
        """By URL: the query as it is, or its parameters."""
        query = raw or urlencode(parameters)
        return call(self.app, "GET", "/graphql", QUERY_STRING=query, HTTP_AUTHORIZATION=f"Bearer {self.token}")

    def ask(self, document: str, variables: dict[str, Any] | None = None, **headers: str) -> Response:
        return self.post(json.dumps({"query": document, "variables": variables}).encode(), **headers)
