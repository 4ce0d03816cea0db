"""The HTTP boundary: `application(settings)` makes the WSGI callable, `create()` is the factory granian calls.

POST /graphql answers queries, GET /graphql those about no person; GET / is the page to try them, /review that
of clerks (`review.desk`), /livez and /readyz are for whoever watches the process.
"""

import json
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import psycopg2

from registries.access.token import Keys, TokenRefusedError, verify
from registries.errors import RegistryError
from registries.settings import Settings
from registry_api.admission import Admission
from registry_api.answer import Answer, Answering, Asker, failure
from registry_api.bad_request import RequestRefusedError
from registry_api.collecting import collect_seldom
from registry_api.compiler.plan import Plans
from registry_api.documents import Documents
from registry_api.faults import masked, plain, refused
from registry_api.gatekeeper import gatekeeper, headers_of
from registry_api.media import JSON, media_type
from registry_api.metrics import DOCUMENT
from registry_api.page import page
from registry_api.pool import Pool
from registry_api.reply import NO_HEADERS, Reply
from registry_api.request import (
    MOST_IN_BATCH,
    DocumentNotFoundError,
    Environ,
    Request,
    RequestIds,
    bearer_token,
    drained,
    read_body,
    read_url,
    request_of,
    stated_purpose,
)
from registry_api.review.desk import Desk
from registry_api.schema import SCHEMA

StartResponse = Callable[[str, list[tuple[str, str]]], Any]
_STATUS = {one.value: f"{one.value} {one.phrase}" for one in HTTPStatus}
_RETRY = {"Retry-After": "1"}
_SUGGESTION = re.compile(r" Did you mean .*\?$", re.DOTALL)
Wsgi = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Application:
    """The WSGI callable of one process."""

    answering: Answering
    keys: Keys
    settings: Settings
    documents: Documents
    admission: Admission
    desk: Desk | None = None
    request_ids: RequestIds = field(default_factory=RequestIds)

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        request_id = self.request_ids()
        try:
            reply = self._reply(environ, request_id)
        except Exception as error:  # the last line: no traceback leaves the process, no connection is lost
            reply = _json(failure(500, masked(error, request_id)))
        headers = headers_of(reply.media_type, reply.body, request_id)
        if reply.headers:
            headers = list({**dict(headers), **reply.headers}.items())
        # Of a refused request a part may be unread: what follows it would be taken for the next one.
        if reply.status >= 400 and not drained(environ):
            headers.append(("Connection", "close"))
        start_response(_STATUS[reply.status], headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else reply.body]

    def _reply(self, environ: dict[str, Any], request_id: str) -> Reply:
        path, method = environ.get("PATH_INFO") or "/", environ["REQUEST_METHOD"]
        if path == "/graphql":
            if method != "POST" and not (method == "GET" and self.settings.queries_by_get):
                return _refusal(405, "questions are asked by POST", "METHOD_NOT_ALLOWED", {"Allow": self._methods()})
            return self._graphql(environ, request_id)
        if self.desk is not None and self.desk.answers(path):
            return self.desk.reply(environ, request_id)
        read = {"/": self._page, "/livez": _alive, "/readyz": self._ready}.get(path)
        if read is None:
            return _nothing()
        if method not in ("GET", "HEAD"):
            return _refusal(405, "this address is only read", "METHOD_NOT_ALLOWED", {"Allow": "GET, HEAD"})
        return read()

    def _methods(self) -> str:
        return "GET, POST" if self.settings.queries_by_get else "POST"

    def _graphql(self, environ: dict[str, Any], request_id: str) -> Reply:
        wanted = JSON
        try:
            wanted = media_type(environ.get("HTTP_ACCEPT") or "")
            caller = verify(self.keys, _token(environ))
            asker = Asker(caller, request_id, stated_purpose(environ), wanted)
            if environ["REQUEST_METHOD"] == "GET":
                return self._one(asker, self._counted(environ, read_url(environ, self.documents)))
            body = read_body(environ)
            if type(body) is list and self.settings.batching:
                return self._batch(asker, body)
            return self._one(asker, self._counted(environ, self._request(body)))
        except TokenRefusedError as error:
            return _json(failure(401, refused(error)), wanted, {"WWW-Authenticate": 'Bearer realm="registries"'})
        except RequestRefusedError as error:
            return _json(_refused(error, wanted), wanted, {"Allow": error.allow} if error.allow else NO_HEADERS)

    def _counted(self, environ: dict[str, Any], request: Request) -> Request:
        """The request; the answer is counted under the name of its document, where that is registered."""
        if name := self.documents.name(request.digest):
            environ[DOCUMENT] = name
        return request

    def _request(self, body: Any) -> Request:
        if type(body) is list:
            raise RequestRefusedError("requests are answered one by one, not in a batch", code="BATCHING_OFF")
        return request_of(body, self.documents)

    def _one(self, asker: Asker, request: Request) -> Reply:
        found = self._answer(asker, request)
        return _json(found, asker.media_type, _RETRY if found.status == 503 else NO_HEADERS)

    def _answer(self, asker: Asker, request: Request) -> Answer:
        faults = self.admission.faults(request)
        told = 200 if asker.media_type == JSON else 400
        found = failure(told, *faults) if faults else self.answering.answer(asker, request)
        return found if self.settings.suggestions else _without_suggestions(found)

    def _batch(self, asker: Asker, bodies: list[Any]) -> Reply:
        """The answers in the order of the requests, each whole; their statuses are not told (appendix on batching)."""
        if not 0 < len(bodies) <= MOST_IN_BATCH or not all(type(body) is dict for body in bodies):
            raise RequestRefusedError(f"a batch is a list of 1 to {MOST_IN_BATCH} objects", code="BATCH")
        answers = [_written(self._of_batch(asker, body)) for body in bodies]
        return Reply(200, asker.media_type, b"[%b]" % b",".join(answers))

    def _of_batch(self, asker: Asker, body: Any) -> Answer:
        try:
            return self._answer(asker, self._request(body))
        except RequestRefusedError as error:
            return _refused(error, asker.media_type)

    def _page(self) -> Reply:
        if not self.settings.page:
            return _nothing()
        nonce = secrets.token_urlsafe(12)
        return Reply(200, "text/html", page(nonce), {"Content-Security-Policy": _policy(nonce)})

    def _ready(self) -> Reply:
        try:
            with self.answering.pool.connection() as held, held.raw.cursor() as cursor:
                cursor.execute("SELECT 1 FROM access.consumer LIMIT 1")
        except (RegistryError, psycopg2.Error):
            return Reply(503, "text/plain", b"the database does not answer, or is not migrated\n")
        return Reply(200, "text/plain", b"ready\n")


def application(settings: Settings, plans: Plans | None = None) -> Application:
    """The WSGI callable on the settings' database and the local issuer's keys."""
    documents = Documents.read()
    answering = Answering(SCHEMA, Pool.of(settings), Plans() if plans is None else plans, documents)
    admission = Admission(SCHEMA, introspection=settings.introspection)
    keys = Keys.of(settings)
    desk = Desk.of(settings, keys) if settings.review else None
    return Application(answering, keys, settings, documents, admission, desk)


def create() -> Wsgi:
    """The factory for `granian --factory`: settings come from the environment."""
    settings = Settings()
    made = guarded(application(settings), settings)
    collect_seldom()
    return made


def guarded(made: Application, settings: Settings) -> Wsgi:
    """The application behind its gatekeeper, as a worker process runs it."""
    plans, turnstile = made.answering.plans, made.answering.pool.turnstile
    return gatekeeper(made, settings, {**turnstile.numbers(), "plans": lambda: len(plans)})


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


def _json(found: Answer, kind: str = JSON, headers: Mapping[str, str] = NO_HEADERS) -> Reply:
    return Reply(found.status, kind, _written(found), headers)


def _written(found: Answer) -> bytes:
    told = found.body
    return told if isinstance(told, bytes) else json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _refused(error: RequestRefusedError, wanted: str) -> Answer:
    """A well-formed request is answered 200 to those who read nothing but application/json."""
    told_by_body = isinstance(error, DocumentNotFoundError) and wanted == JSON
    return failure(200 if told_by_body else error.status, refused(error))


def _without_suggestions(found: Answer) -> Answer:
    """The answer without the names of the schema that graphql-core suggests for a misspelt one."""
    if isinstance(found.body, dict):
        for error in found.body.get("errors", ()):
            error["message"] = _SUGGESTION.sub("", error["message"])
    return found


def _nothing() -> Reply:
    return _refusal(404, "there is nothing at this address", "NOT_FOUND")


def _refusal(status: int, message: str, code: str, headers: Mapping[str, str] = NO_HEADERS) -> Reply:
    return _json(failure(status, plain(message, code)), headers=headers)


def _policy(nonce: str) -> str:
    """Nothing from anywhere else: the page is complete in itself."""
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
