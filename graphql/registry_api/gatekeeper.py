"""Before the application: who cannot be served is told so at once, and every answer is counted.

A question that finds as many inside as can be served is refused before its token, its body or its document is looked
at: under ten times the load that can be served, what nine refusals cost is what the tenth request is short of.
"""

import sys
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Any

from registries.settings import Settings
from registry_api.media import JSON, RESPONSE_JSON
from registry_api.metrics import CONTENT_TYPE, DOCUMENT, NONE, OTHER, Metrics, Numbers
from registry_api.request import RequestIds
from registry_api.threads import most_inside
from registry_api.turnstile import Turnstile

StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Wsgi = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

SWITCH_SECONDS = 0.0005
RETRY_AFTER = ("Retry-After", "1")
BUSY = (
    b'{"errors":[{"message":"no connection to the database is free",'
    b'"extensions":{"code":"BUSY","nextStep":"try again in a second"}}]}'
)


class Gatekeeper:
    """The WSGI callable around the application's: refuses, counts, and answers /metrics.

    `doors` are the questions that may be inside at a time, whatever keeps them there: their body on its way (a client
    may take any time over it), the queue, or the database.
    """

    def __init__(self, application: Wsgi, doors: Turnstile, metrics: Metrics) -> None:
        self._application, self._doors, self._metrics = application, doors, metrics
        self._request_ids = RequestIds()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        begun = perf_counter()
        path = environ.get("PATH_INFO")
        if path != "/graphql":
            if path == "/metrics" and environ["REQUEST_METHOD"] in ("GET", "HEAD"):
                return self._measured(environ, start_response)
            status, body = self._passed_on(environ, start_response)
            document = NONE
        elif self._doors.enter_at_once():
            try:
                status, body = self._passed_on(environ, start_response)
            finally:
                self._doors.leave()
            document = environ.get(DOCUMENT, OTHER)
        else:
            status, body, document = 503, refused(environ, start_response, self._request_ids()), OTHER
        self._metrics.count(status, body, document, perf_counter() - begun)
        return [body]

    def _passed_on(self, environ: dict[str, Any], start_response: StartResponse) -> tuple[int, bytes]:
        status = 500

        def start(told: str, headers: list[tuple[str, str]]) -> None:
            nonlocal status
            status = int(told[:3])
            if status == 503 and not any(name == "Retry-After" for name, _ in headers):
                headers = [*headers, RETRY_AFTER]
            start_response(told, headers)

        body = b"".join(self._application(environ, start))
        return status, body

    def _measured(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        body = self._metrics.text()
        start_response("200 OK", headers_of(CONTENT_TYPE, body, self._request_ids()))
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]


def gatekeeper(application: Wsgi, settings: Settings, numbers: Numbers) -> Gatekeeper:
    """The one of a worker process: `numbers` are watched beside its own."""
    # One who refuses lets go of the interpreter and takes it back before one who answers is awake; after this long
    # he has to let go.
    sys.setswitchinterval(SWITCH_SECONDS)
    doors = Turnstile(most_inside(settings), 0, 0.0)
    metrics = Metrics({**numbers, "inside": lambda: doors.in_use, "refused_at_the_door": lambda: doors.refused_full})
    metrics.sample_always()
    return Gatekeeper(application, doors, metrics)


def refused(environ: dict[str, Any], start_response: StartResponse, request_id: str) -> bytes:
    kind = RESPONSE_JSON if RESPONSE_JSON in environ.get("HTTP_ACCEPT", "") else JSON
    start_response("503 Service Unavailable", [*headers_of(kind, BUSY, request_id), RETRY_AFTER])
    return BUSY


def headers_of(media_type: str, body: bytes, request_id: str) -> list[tuple[str, str]]:
    """The headers of every answer."""
    return [
        ("Content-Type", f"{media_type}; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("X-Request-Id", request_id),
        ("X-Content-Type-Options", "nosniff"),
        ("Cache-Control", "no-store"),
    ]
