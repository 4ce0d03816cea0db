"""The one before the application: refusals at once, counting, and bodies that never come."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from registry_api.gatekeeper import Gatekeeper, StartResponse
from registry_api.media import RESPONSE_JSON
from registry_api.metrics import DOCUMENT, Metrics
from registry_api.turnstile import Turnstile
from registry_api.wsgi import Application
from tests.registry_api.asking import Client, call
from tests.registry_api.test_metrics import samples
from tests.registry_api.test_turnstile import PATIENCE_SECONDS, as_at_first, await_that
from tests.registry_api.world import AIGUL

Handle = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


def saying(status: str, body: bytes, document: str | None = None) -> Handle:
    def handle(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        if document is not None:
            environ[DOCUMENT] = document
        start(status, [("Content-Length", str(len(body)))])
        return [body]

    return handle


def kept(handle: Handle, most: int = 1) -> tuple[Gatekeeper, Turnstile]:
    turnstile = Turnstile(most, 0, 0.0)
    return Gatekeeper(handle, turnstile, Metrics(turnstile.numbers())), turnstile


def counted(gate: Gatekeeper) -> dict[tuple[str, ...], float]:
    told = samples(call(gate, "GET", "/metrics").raw)
    return {labels[1:]: value for labels, value in told.items() if labels[0] == "registries_request_seconds_count"}


def test_where_as_many_are_inside_as_may_be_a_question_is_refused_before_the_application_hears_of_it() -> None:
    def never(_: dict[str, Any], __: StartResponse) -> Iterable[bytes]:
        raise AssertionError("asked")

    gate, turnstile = kept(never)
    turnstile.enter()
    answers = [call(gate, "POST", "/graphql"), call(gate, "POST", "/graphql", HTTP_ACCEPT=RESPONSE_JSON)]
    for answer, kind in zip(answers, ("application/json", RESPONSE_JSON), strict=True):
        assert (answer.status, answer.codes, answer.headers["Retry-After"]) == (503, ["BUSY"], "1")
        assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-store"
    assert answers[0].headers["X-Request-Id"] != answers[1].headers["X-Request-Id"]
    assert counted(gate) == {("other", "busy", "5xx"): 2}
    assert turnstile.refused_full == 2


def test_other_addresses_are_answered_while_no_question_comes_in() -> None:
    gate, turnstile = kept(saying("200 OK", b"alive\n"))
    turnstile.enter()
    assert call(gate, "GET", "/livez").raw == b"alive\n"
    assert call(gate, "GET", "/metrics").status == 200
    assert call(gate, "HEAD", "/metrics").raw == b""


def test_a_trusted_document_is_counted_by_its_name() -> None:
    gate, _ = kept(saying("200 OK", b'{"data":{}}', "portal/person"))
    call(gate, "POST", "/graphql")
    assert counted(gate) == {("portal/person", "answered", "2xx"): 1}


def test_every_503_says_when_to_come_again() -> None:
    gate, _ = kept(saying("503 Service Unavailable", b"not ready"))
    assert call(gate, "GET", "/readyz").headers["Retry-After"] == "1"


def test_metrics_are_only_read(app: Application) -> None:
    gate, _ = kept(app)
    answer = call(gate, "POST", "/metrics")
    assert answer.status in (404, 405)


def test_an_answer_about_a_person_leaves_nothing_of_him_in_the_metrics(app: Application, portal: Client) -> None:
    gate, turnstile = kept(app)
    answer = Client(gate, portal.token).ask("query($iin: IIN!) { individual(iin: $iin) { iin } }", {"iin": AIGUL})
    assert answer.data == {"individual": {"iin": AIGUL}}
    assert AIGUL not in call(gate, "GET", "/metrics").raw.decode()
    assert counted(gate) == {("other", "answered", "2xx"): 1}
    assert as_at_first(turnstile)


def test_as_many_as_may_be_are_inside_whatever_keeps_them_there() -> None:
    goes = threading.Event()

    def slow(_: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        assert goes.wait(PATIENCE_SECONDS)
        return saying("200 OK", b'{"data":{}}')({}, start)

    gate, doors = kept(slow, 2)
    with ThreadPoolExecutor(2) as threads:
        inside = [threads.submit(call, gate, "POST", "/graphql") for _ in range(2)]
        await_that(lambda: doors.in_use == 2)
        assert call(gate, "POST", "/graphql").codes == ["BUSY"]
        goes.set()
        assert [one.result(PATIENCE_SECONDS).status for one in inside] == [200, 200]
    assert as_at_first(doors)


def test_one_whose_answering_fails_leaves_his_place() -> None:
    def broken(_: dict[str, Any], __: StartResponse) -> Iterable[bytes]:
        raise ZeroDivisionError

    gate, doors = kept(broken)
    with pytest.raises(ZeroDivisionError):
        call(gate, "POST", "/graphql")
    assert as_at_first(doors)
