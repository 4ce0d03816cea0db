"""The HTTP boundary: who is let in, what is read, what goes out."""

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import jwt
import pytest
from sqlalchemy import Engine, text

from registries.access.token import issue
from registries.settings import Settings
from registry_api.request import LARGEST_BODY
from registry_api.wsgi import Application, application
from tests.registry_api.asking import Client, call
from tests.registry_api.world import AIGUL, TIMUR, World

PERSON = "query($iin: IIN!) { individual(iin: $iin) { iin } }"


def test_a_request_without_a_token_is_refused(app: Application) -> None:
    answer = call(app, "POST", "/graphql", b"{}", CONTENT_TYPE="application/json")
    assert (answer.status, answer.codes) == (401, ["UNAUTHENTICATED"])
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="registries"'


def test_bad_tokens_are_refused(app: Application, settings: Settings) -> None:
    good = issue(settings, "portal")
    unsigned = jwt.encode({"sub": "portal"}, key=None, algorithm="none")  # type: ignore[arg-type]
    expired = issue(settings, "portal", lifetime=timedelta(seconds=-1))
    for token in ("x.y.z", good[:-4] + "AAAA", unsigned, expired, "a" * 5_000):
        answer = Client(app, token).ask("{ __typename }")
        assert (answer.status, answer.codes) == (401, ["UNAUTHENTICATED"])
        assert token not in answer.raw.decode()


def test_a_valid_token_of_an_unregistered_consumer_is_refused(app: Application, settings: Settings) -> None:
    for token in (issue(settings, "stranger"), issue(settings, "portal", "nobody")):
        answer = Client(app, token).ask("{ __typename }")
        assert (answer.status, answer.codes) == (403, ["UNKNOWN_CONSUMER"])


def test_persons_are_never_asked_for_by_get(app: Application) -> None:
    answer = call(app, "GET", "/graphql", QUERY_STRING="query={__typename}")
    assert (answer.status, answer.headers["Allow"]) == (405, "POST")


def test_every_answer_has_a_request_id_of_its_own(app: Application, portal: Client) -> None:
    answers = [portal.ask("{ __typename }"), *(call(app, "GET", path) for path in ("/", "/livez", "/readyz", "/x"))]
    assert [answer.status for answer in answers] == [200, 200, 200, 200, 404]
    assert len({answer.headers["X-Request-Id"] for answer in answers}) == 5


def test_the_page_is_complete_without_an_outside_address(app: Application) -> None:
    page = call(app, "GET", "/")
    text_of = page.raw.decode()
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "http://" not in text_of
    assert "https://" not in text_of
    assert "src=" not in text_of
    assert "query Person($iin: IIN!)" in text_of
    assert "{{" not in text_of


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b'{"query": 1}', 400),
        (b'{"query": " "}', 400),
        (b'{"variables": {}}', 400),
        (b'{"query": "{ __typename }", "variables": [1]}', 400),
        (b'{"query": "{ __typename }", "operationName": 7}', 400),
        (b'{"query": "{ __typename }", "variables": {"a": NaN}}', 400),
        (b'{"query": "{ __typename }", "variables": {"a": "\\u0000"}}', 400),
        (b'{"query": "{ __typename }", "variables": {"a": "\\ud800"}}', 400),
        (b'{"query": "\\udfff"}', 400),
        (b'{"query": "\xff\xfe"}', 400),
        (b"[" * 100_000, 400),
        (b'{"query": "{ __typename }", "variables": {"a": ' + b"9" * 5_000 + b"}}", 400),
        (b"x" * (LARGEST_BODY + 1), 413),
    ],
)
def test_a_body_that_is_no_request_is_refused(portal: Client, body: bytes, status: int) -> None:
    answer = portal.post(body)
    assert answer.status == status
    assert list(answer.body) == ["errors"]
    assert answer.codes[0] in {"BAD_REQUEST", "TOO_LARGE"}


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("{", "SYNTAX"),
        ("{ a" * 300, "SYNTAX"),
        ('{ individual(iin: "\\uD800") { iin } }', "SYNTAX"),
        ("{ nothing }", "VALIDATION"),
        ("{ individual { iin } }", "VALIDATION"),
        ("mutation { a }", "OPERATION"),
        ("fragment A on Individual { iin }", "OPERATION"),
        ("query A { __typename } query B { __typename }", "OPERATION"),
        ("{" + " ".join(f"a{n}: __typename" for n in range(40)) + "}", "VALIDATION"),
        ("{" + "__typename " * 2_001 + "}", "SYNTAX"),
        ('{ individual(iin: "880101700001", asOf: "31.02.1990") { iin } }', "MALFORMED_DATE"),
        ('{ individual(iin: "880101700001", asOf: "0000-00-00") { iin } }', "MALFORMED_DATE"),
        ('{ individual(iin: "880101700001", asOf: "2023-02-29") { iin } }', "MALFORMED_DATE"),
        ('{ individual(iin: "880101700001", knownAt: "2023-02-28T10:00:00") { iin } }', "MALFORMED_DATETIME"),
        ('{ individual(iin: "88010170000") { iin } }', "MALFORMED_IDENTIFIER"),
        ('{ individual(iin: "\\u0000") { iin } }', "MALFORMED_IDENTIFIER"),
        ('{ administrativeUnit(kato: "x") { kato } }', "MALFORMED_IDENTIFIER"),
    ],
)
def test_a_document_that_cannot_be_run_is_400_or_for_plain_json_200(portal: Client, document: str, code: str) -> None:
    modern = portal.ask(document, HTTP_ACCEPT="application/graphql-response+json")
    plain = portal.ask(document)
    assert (modern.status, plain.status) == (400, 200)
    assert modern.codes[0] == plain.codes[0] == code
    assert list(modern.body) == ["errors"]
    assert modern.headers["Content-Type"] == "application/graphql-response+json; charset=utf-8"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_last_days_there_are_can_be_asked_for(portal: Client, day: str) -> None:
    document = "query($iin: IIN!, $day: Date) { individual(iin: $iin, asOf: $day) { names { surname } } }"
    assert portal.ask(document, {"iin": TIMUR, "day": day}).status == 200


def test_media_types_are_negotiated(portal: Client) -> None:
    body = json.dumps({"query": "{ __typename }"}).encode()
    assert portal.post(body, CONTENT_TYPE="text/plain").status == 415
    assert portal.post(body, CONTENT_TYPE="application/json; charset=utf-16").status == 415
    assert portal.post(body, HTTP_ACCEPT="text/html").status == 406
    assert portal.post(body, HTTP_ACCEPT="*/*").headers["Content-Type"] == "application/json; charset=utf-8"


def test_purposes_are_bounded_text(portal: Client) -> None:
    kazakh = "анықтама беру".encode().decode("latin-1")
    assert portal.ask("{ __typename }", HTTP_X_PURPOSE=kazakh).status == 200
    for purpose in ("x" * 301, "a\x07b", "\xff\xfe"):
        assert portal.ask("{ __typename }", HTTP_X_PURPOSE=purpose).codes == ["BAD_REQUEST"]


def test_an_unexpected_error_is_masked_and_logged_without_identifiers(
    portal: Client, database: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with database.begin() as connection:
        connection.execute(text("ALTER TABLE individual.name RENAME TO lost"))
    caplog.set_level(logging.DEBUG)
    document = "query($iin: IIN!) { individual(iin: $iin) { names { surname } } }"
    answer = portal.ask(document, {"iin": AIGUL})
    request_id = answer.headers["X-Request-Id"]
    assert (answer.status, answer.codes) == (500, ["INTERNAL"])
    assert answer.body["errors"][0]["extensions"]["requestId"] == request_id
    logged = [record.getMessage() for record in caplog.records if request_id in record.getMessage()]
    assert [message.split(" at ")[0] for message in logged] == [f"request {request_id} failed: UndefinedTable 42P01"]
    assert "running.run" in logged[0]
    assert AIGUL not in caplog.text + answer.raw.decode()


def test_a_question_that_takes_too_long_is_given_up(
    database: Engine, settings: Settings, portal: Client, world: World
) -> None:
    app = application(settings.model_copy(update={"statement_timeout_ms": 100}))
    assert isinstance(app, Application)
    with database.begin() as holder:
        holder.execute(text("LOCK TABLE individual.sex IN ACCESS EXCLUSIVE MODE"))
        answer = Client(app, portal.token).ask(
            "query($iin: IIN!) { individual(iin: $iin) { sex { sex } } }", {"iin": AIGUL}
        )
    app.answering.pool.close()
    assert (answer.status, answer.codes, answer.headers["Retry-After"]) == (503, ["TIMEOUT"], "1")


def test_threads_beyond_the_pool_get_their_own_answers(portal: Client) -> None:
    def ask(number: int) -> tuple[int, str]:
        iin = (AIGUL, TIMUR)[number % 2]
        return number % 2, portal.ask(PERSON, {"iin": iin}).data["individual"]["iin"]

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(ask, range(48)))
    assert set(found) == {(0, AIGUL), (1, TIMUR)}
