"""The HTTP boundary: `application(settings)` makes the WSGI callable, `create()` is the factory granian calls.

POST /graphql answers queries, GET / is the page to try them, /livez and /readyz are for whoever watches the process.
Answers about persons are never asked for by GET: a URL is logged on its way.
"""

import json
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import psycopg2

from registries.access.token import Keys, TokenRefusedError, verify
from registries.errors import RegistryError
from registries.settings import Settings
from registry_api.answer import Answer, Answering, Asker, failure
from registry_api.compiler.plan import Plans
from registry_api.faults import masked, plain, refused
from registry_api.gatekeeper import gatekeeper
from registry_api.page import page
from registry_api.pool import Pool
from registry_api.request import (
    JSON,
    Environ,
    RequestRefusedError,
    bearer_token,
    media_type,
    read_request,
    stated_purpose,
)
from registry_api.schema import SCHEMA

StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Wsgi = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes out: status, media type, body, and headers beyond those of every answer."""

    status: int
    media_type: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Application:
    """The WSGI callable of one process."""

    answering: Answering
    keys: Keys

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        request_id = secrets.token_hex(8)
        try:
            reply = self._reply(environ, request_id)
        except Exception as error:  # the last line: no traceback leaves the process, no connection is lost
            reply = _json(failure(500, masked(error, request_id)))
        headers = {
            "Content-Type": f"{reply.media_type}; charset=utf-8",
            "Content-Length": str(len(reply.body)),
            "X-Request-Id": request_id,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
            **reply.headers,
        }
        start_response(f"{reply.status} {HTTPStatus(reply.status).phrase}", list(headers.items()))
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else reply.body]

    def _reply(self, environ: Environ, request_id: str) -> Reply:
        path, method = environ.get("PATH_INFO") or "/", environ["REQUEST_METHOD"]
        if path == "/graphql":
            if method != "POST":
                return _refusal(405, "questions are asked by POST", "METHOD_NOT_ALLOWED", {"Allow": "POST"})
            return self._graphql(environ, request_id)
        read = {"/": _page, "/livez": _alive, "/readyz": self._ready}.get(path)
        if read is None:
            return _refusal(404, "there is nothing at this address", "NOT_FOUND")
        if method not in ("GET", "HEAD"):
            return _refusal(405, "this address is only read", "METHOD_NOT_ALLOWED", {"Allow": "GET, HEAD"})
        return read()

    def _graphql(self, environ: Environ, request_id: str) -> Reply:
        wanted = JSON
        try:
            wanted = media_type(environ)
            caller = verify(self.keys, _token(environ))
            asker = Asker(caller, request_id, stated_purpose(environ), wanted)
            found = self.answering.answer(asker, read_request(environ))
        except TokenRefusedError as error:
            return _json(failure(401, refused(error)), wanted, {"WWW-Authenticate": 'Bearer realm="registries"'})
        except RequestRefusedError as error:
            return _json(failure(error.status, refused(error)), wanted)
        return _json(found, wanted, {"Retry-After": "1"} if found.status == HTTPStatus.SERVICE_UNAVAILABLE else {})

    def _ready(self) -> Reply:
        try:
            with self.answering.pool.connection() as held, held.raw.cursor() as cursor:
                cursor.execute("SELECT 1 FROM access.consumer LIMIT 1")
        except (RegistryError, psycopg2.Error):
            return Reply(503, "text/plain", b"the database does not answer, or is not migrated\n")
        return Reply(200, "text/plain", b"ready\n")


def application(settings: Settings) -> Application:
    """The WSGI callable on the settings' database and the local issuer's keys."""
    return Application(Answering(SCHEMA, Pool.of(settings), Plans()), Keys.of(settings))


def create() -> Wsgi:
    """The factory for `granian --factory`: settings come from the environment."""
    settings = Settings()
    made = application(settings)
    plans, turnstile = made.answering.plans, made.answering.pool.turnstile
    return gatekeeper(made, settings, {**turnstile.numbers(), "plans": lambda: len(plans)})


def _page() -> Reply:
    nonce = secrets.token_urlsafe(12)
    return Reply(200, "text/html", page(nonce), {"Content-Security-Policy": _policy(nonce)})


def _alive() -> Reply:
    return Reply(200, "text/plain", b"alive\n")


def _token(environ: Environ) -> str:
    token = bearer_token(environ)
    if token is None:
        raise TokenRefusedError(
            "a request carries a token in the header Authorization: Bearer …",
            next_step="registries token CONSUMER|CLERK issues one",
        )
    return token


def _json(found: Answer, kind: str = JSON, headers: dict[str, str] | None = None) -> Reply:
    told = found.body
    body = told if isinstance(told, bytes) else json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return Reply(found.status, kind, body, headers or {})


def _refusal(status: int, message: str, code: str, headers: dict[str, str] | None = None) -> Reply:
    return _json(failure(status, plain(message, code)), headers=headers)


def _policy(nonce: str) -> str:
    """Nothing from anywhere else: the page is complete in itself."""
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
