"""What an asker accepts and what a body is said to be, by RFC 9110 and GraphQL over HTTP."""

import pytest

from registry_api.bad_request import RequestRefusedError
from registry_api.media import JSON, RESPONSE_JSON, check_content, media_type


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", JSON),
        ("  ", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (RESPONSE_JSON, RESPONSE_JSON),
        ("Application/GraphQL-Response+JSON", RESPONSE_JSON),
        (f"{JSON}, {RESPONSE_JSON}", RESPONSE_JSON),
        (f"{RESPONSE_JSON}, {JSON};q=0.9", RESPONSE_JSON),
        (f"{RESPONSE_JSON};q=0.5, {JSON};q=0.9", JSON),
        (f"{RESPONSE_JSON};q=0.5, */*;q=0.1", RESPONSE_JSON),
        (f"{RESPONSE_JSON}, */*", RESPONSE_JSON),
        (f"{RESPONSE_JSON};q=0, */*", JSON),
        (f"{JSON};q=0, */*", RESPONSE_JSON),
        (f"{JSON};q=0.3, application/*;q=0.8", RESPONSE_JSON),
        (f"text/html, {JSON};q=0.2", JSON),
        (f"{RESPONSE_JSON}; charset=utf-8, {JSON}; charset=utf-8", RESPONSE_JSON),
        (f'{RESPONSE_JSON}; charset="UTF-8"', RESPONSE_JSON),
        (f"{RESPONSE_JSON}; charset=utf-16, {JSON}", JSON),
        (f"{RESPONSE_JSON};q=x, {JSON}", JSON),
        (f'text/plain; note="a,b;q=1", {JSON}', JSON),
        (f",, {JSON} ,", JSON),
    ],
)
def test_the_answer_has_the_type_the_asker_wants_most(accept: str, expected: str) -> None:
    assert media_type(accept) == expected
    assert media_type(accept) == expected


@pytest.mark.parametrize(
    "accept",
    [
        "text/html",
        "*/json",
        "application",
        f"{JSON};q=0",
        "*/*;q=0",
        f"{JSON};q=2",
        f"{JSON};q=0.1234",
        ";",
        '"',
        "é/é",
        f"{JSON}; charset=latin-1",
        f"{JSON}/x",
        f"{RESPONSE_JSON} x",
        "application/*;q=0, text/*",
        "a" * 9_000,
    ],
)
def test_an_asker_who_wants_something_else_is_told_so(accept: str) -> None:
    with pytest.raises(RequestRefusedError) as refused:
        media_type(accept)
    assert (refused.value.status, refused.value.code) == (406, "NOT_ACCEPTABLE")


@pytest.mark.parametrize(
    "stated",
    [
        JSON,
        "Application/JSON",
        f"{JSON};charset=utf-8",
        f'{JSON}; Charset="UTF-8"',
        f"{JSON}; charset=utf8 ",
        f"{JSON};",
    ],
)
def test_a_body_is_json_in_utf_8(stated: str) -> None:
    check_content(stated, "")
    check_content(stated, "identity")


@pytest.mark.parametrize(
    ("stated", "encoding"),
    [
        ("", ""),
        ("text/plain", ""),
        ("application/x-www-form-urlencoded", ""),
        ("application/graphql", ""),
        (f"{JSON}; charset=utf-16", ""),
        (f"{JSON}; charset=utf-8; charset=utf-16", ""),
        (f"{JSON} x", ""),
        (f"{JSON}; charset", ""),
        (f"{JSON}{' ' * 300}", ""),
        (JSON, "gzip"),
        (JSON, "identity, gzip"),
    ],
)
def test_a_body_said_to_be_anything_else_is_refused(stated: str, encoding: str) -> None:
    with pytest.raises(RequestRefusedError) as refused:
        check_content(stated, encoding)
    assert (refused.value.status, refused.value.code) == (415, "UNSUPPORTED_MEDIA_TYPE")
