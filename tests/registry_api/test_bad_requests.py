"""Generated bad requests through the application: each answered, each answer well-formed, nothing left open."""

import logging
from urllib.parse import unquote

import pytest

from registry_api.wsgi import Application
from tests.prove import examples
from tests.registry_api.asking import Client, call
from tests.registry_api.hostile import KINDS, Attempt, attempts, faults_of


def answered(app: Application, attempt: Attempt) -> list[str]:
    named = {name.upper().replace("-", "_"): value for name, value in attempt.headers.items()}
    environ = {name if name == "CONTENT_TYPE" else f"HTTP_{name}": value for name, value in named.items()}
    path, _, query = attempt.target.partition("?")
    answer = call(app, attempt.method, unquote(path), attempt.body, QUERY_STRING=query, **environ)
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return faults_of(attempt, answer.status, headers, answer.raw)


@pytest.mark.parametrize("seed", range(3))
def test_every_bad_request_gets_a_well_formed_refusal(
    app: Application, portal: Client, seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    made = list(attempts(seed, examples(300, full=5_000), portal.token))
    wrong = [
        (attempt.kind, faults, attempt.target, attempt.body[:300])
        for attempt in made
        if (faults := answered(app, attempt))
    ]
    assert wrong == []
    assert caplog.records == []
    assert app.answering.pool.turnstile.in_use == 0


def test_every_kind_of_bad_request_is_made(portal: Client) -> None:
    made = {attempt.kind for attempt in attempts(1, 1_000, portal.token)}
    assert len(made) == len(set(KINDS))
