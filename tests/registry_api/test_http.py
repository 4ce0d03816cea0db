"""The HTTP boundary: who is let in, what is read, what goes out."""

import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import jwt
import pytest
from sqlalchemy import Engine, text

from registries.access.token import issue
from registries.settings import Settings
from registry_api import limits
from registry_api.body import LARGEST_BODY
from registry_api.request import LONGEST_URL_QUERY, MOST_IN_BATCH
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


def test_persons_and_changes_are_never_asked_for_by_get(portal: Client) -> None:
    for document in ("mutation { a }", "subscription { a }", '{ individual(iin: "1") { iin } }'):
        answer = portal.get(query=document)
        assert (answer.status, answer.headers["Allow"]) == (405, "POST")
        assert answer.codes == ["PERSON_BY_GET" if "individual" in document else "METHOD_NOT_ALLOWED"]


def test_a_trusted_document_about_a_person_is_not_asked_for_by_get_either(portal: Client) -> None:
    answer = portal.get(documentId="portal.person", variables=json.dumps({"iin": AIGUL}))
    assert (answer.status, answer.codes) == (405, ["PERSON_BY_GET"])


def test_other_questions_may_be_asked_by_get(portal: Client) -> None:
    document = "query A($kato: KATO!) { administrativeUnit(kato: $kato) { kato } } query B { __typename }"
    named = portal.get(query=document, operationName="B", variables="", extensions='{"a": 1}')
    assert named.data == {"__typename": "Query"}
    by_variables = portal.get(query=document, operationName="A", variables=json.dumps({"kato": "999999999"}))
    assert (by_variables.status, by_variables.body["data"]) == (200, {"administrativeUnit": None})
    assert portal.get(query=document).codes == ["OPERATION"]
    assert portal.get(query="{ __typename }", operationName="").data == {"__typename": "Query"}


BAD_URLS = (
    ("", 400),
    ("query=", 400),
    ("query={__typename}&query={__typename}", 400),
    ("query=%ff", 400),
    ("query=%00", 400),
    ("query=\xe9", 400),
    ("query={__typename}&variables=[1]", 400),
    ("query={__typename}&variables={", 400),
    ("query={__typename}&variables=x", 400),
    ("query={__typename}&extensions=1", 400),
    ("query={__typename}&documentId=portal.person", 400),
    ("&".join(f"x{n}=1" for n in range(20)), 400),
    ("query=" + "x" * LONGEST_URL_QUERY, 414),
)


def test_a_url_that_is_no_request_is_refused(portal: Client) -> None:
    for query, status in BAD_URLS:
        answer = portal.get(query) if query else portal.get(nothing="")
        assert answer.status == status, query[:80]
        assert list(answer.body) == ["errors"]


def test_questions_by_get_can_be_switched_off(settings: Settings, portal: Client) -> None:
    with switched(settings, portal, queries_by_get=False) as asker:
        answer = asker.get(query="{ __typename }")
        assert (answer.status, answer.headers["Allow"]) == (405, "POST")
        assert asker.ask("{ __typename }").status == 200


def test_other_methods_are_told_which_there_are(app: Application) -> None:
    for method in ("PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "QUERY"):
        answer = call(app, method, "/graphql")
        assert (answer.status, answer.headers["Allow"]) == (405, "GET, POST")
    assert call(app, "POST", "/readyz").headers["Allow"] == "GET, HEAD"


def test_requests_come_one_by_one_unless_batching_is_switched_on(settings: Settings, portal: Client) -> None:
    asked = [{"query": "{ __typename }"}, {"query": "{"}, {"documentId": "portal.nobody"}, {"variables": {}},
             {"query": PERSON, "variables": {"iin": AIGUL}}]  # fmt: skip
    body = json.dumps(asked).encode()
    assert (portal.post(body).status, portal.post(body).codes) == (400, ["BATCHING_OFF"])
    with switched(settings, portal, batching=True) as asker:
        answer = asker.post(body)
        first, *refused, last = json.loads(answer.raw)
        assert answer.status == 200
        assert (first, last) == ({"data": {"__typename": "Query"}}, {"data": {"individual": {"iin": AIGUL}}})
        codes = [error["extensions"]["code"] for one in refused for error in one["errors"]]
        assert codes == ["SYNTAX", "PERSISTED_DOCUMENT_NOT_FOUND", "BAD_REQUEST"]
        assert asker.ask("{ __typename }").data == {"__typename": "Query"}
        for bad in ([], asked[:1] * (MOST_IN_BATCH + 1), [asked[0], 1]):
            assert asker.post(json.dumps(bad).encode()).codes == ["BATCH"]


@contextmanager
def switched(settings: Settings, client: Client, **switches: bool) -> Iterator[Client]:
    """The asker before a server with other settings."""
    app = application(settings.model_copy(update=switches))
    assert isinstance(app, Application)
    yield Client(app, client.token)
    app.answering.pool.close()


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
        (b'{"query": "{a}", "query": "{b}"}', 400),
        (b'{"query": "{a}", "variables": {"iin": 1, "iin": 2}}', 400),
        (b'{"query": "{a}", "extensions": "x"}', 400),
        (b'\xef\xbb\xbf{"query": "{a}"}', 400),
        (b"[" * 100_000, 400),
        (b'{"query": "{ __typename }", "variables": {"a": ' + b"9" * 5_000 + b"}}", 400),
        (b"x" * (LARGEST_BODY + 1), 413),
    ],
)
def test_a_body_that_is_no_request_is_refused(portal: Client, body: bytes, status: int) -> None:
    answer = portal.post(body)
    assert answer.status == status
    assert list(answer.body) == ["errors"]
    assert answer.codes[0] in {"BAD_REQUEST", "TOO_LARGE", "BATCHING_OFF"}


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("{", "SYNTAX"),
        ("{ a" * 300, "TOO_DEEP"),
        ('{ individual(iin: "\\uD800") { iin } }', "SYNTAX"),
        ("{ nothing }", "VALIDATION"),
        ("{ individual { iin } }", "VALIDATION"),
        ("mutation { a }", "OPERATION"),
        ("fragment A on Individual { iin }", "OPERATION"),
        ("query A { __typename } query B { __typename }", "OPERATION"),
        ("{" + " ".join(f"a{n}: __typename" for n in range(40)) + "}", "TOO_MANY_ALIASES"),
        ("{" + "__typename " * 2_001 + "}", "TOO_MANY_TOKENS"),
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


def test_members_of_other_names_are_passed_over(portal: Client) -> None:
    body = {"query": "{ __typename }", "id": 7, "extensions": {"a": {}}, "variables": None, "operationName": ""}
    assert portal.post(json.dumps(body).encode()).data == {"__typename": "Query"}


def test_a_connection_with_an_unread_request_takes_no_other(app: Application) -> None:
    for length, unread in (("100", ""), (str(LARGEST_BODY + 1), "close"), ("1" * 30, "close")):
        answer = call(app, "POST", "/graphql", b"x" * 100, CONTENT_LENGTH=length)
        assert (answer.status, answer.headers.get("Connection", "")) == (401, unread)


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


def test_a_document_met_for_the_first_time_is_parsed_once_and_then_no_more(
    portal: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = limits.parse
    texts: list[str] = []
    monkeypatch.setattr(limits, "parse", lambda text, **bounds: (texts.append(text), parse(text, **bounds))[1])
    document = "query FirstMet($iin: IIN!) { individual(iin: $iin) { iin } }"
    for _ in range(3):
        assert portal.ask(document, {"iin": AIGUL}).data == {"individual": {"iin": AIGUL}}
    assert texts == [document]
