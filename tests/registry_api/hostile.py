"""Bad requests, made from a seed: mutations of good ones, garbage, bombs, wrong headers and methods.

Each attempt says which statuses it may be answered with; whatever it is, the answer is a well-formed GraphQL one.
"""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from registry_api.documents import Documents
from registry_api.request import LARGEST_BODY

JSON, MODERN = "application/json", "application/graphql-response+json"
# What a document or its variables may be answered with: refused, or (application/json) told in the body.
TOLD = frozenset({200, 400})
REFUSED = frozenset({400})

DOCUMENTS = tuple(one.text for one in Documents.read().all)
NUMBER = "880101700001"
SMALL = "query($iin: IIN!) { individual(iin: $iin) { iin names { surname } } }"
ODD = ("\0", "\ud800", "\uffff", "\u202e", "'", '"', "\\", "}", "{", "$", "...", "\n", "é", "🏃", "\x7f", "9" * 40)
VALUES: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    2**63,
    2**64,
    1e308,
    "",
    "x",
    "\0",
    [],
    {},
    [[]],
    {"a": {"b": []}},
    NUMBER,
)


@dataclass(frozen=True)
class Attempt:
    """One request, and the statuses it may be answered with."""

    kind: str
    statuses: frozenset[int]
    method: str = "POST"
    target: str = "/graphql"
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": JSON, "Accept": MODERN})
    body: bytes = b""


def attempts(seed: int, count: int, token: str) -> Iterator[Attempt]:
    """`count` attempts; the same seed makes the same. Most carry the token: what follows it is what is tried."""
    chance = random.Random(seed)
    for _ in range(count):
        made = chance.choice(KINDS)(chance)
        if "Authorization" not in made.headers:
            made.headers["Authorization"] = f"Bearer {token}"
        if made.method == "POST" and made.headers.get("Accept") == MODERN and chance.random() < 0.3:
            made.headers["Accept"] = chance.choice((JSON, "*/*", f"{JSON};q=0.5, {MODERN};q=0.4"))
        yield made


def _json(value: object) -> bytes:
    # Lone surrogates leave as the escapes they are.
    return json.dumps(value).encode()


def _body(kind: str, value: object, statuses: frozenset[int] = TOLD) -> Attempt:
    return Attempt(kind, statuses, body=_json(value))


def _flipped(chance: random.Random, content: bytes) -> bytes:
    found = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(found))
        match chance.randrange(4):
            case 0:
                found[place] = chance.randrange(256)
            case 1:
                del found[place : place + chance.randint(1, 20)]
            case 2:
                found[place:place] = chance.randbytes(chance.randint(1, 8))
            case _:
                found[place:place] = found[place : place + chance.randint(1, 60)]
        if not found:
            break
    return bytes(found)


def mutated_body(chance: random.Random) -> Attempt:
    good = _json({"query": chance.choice((SMALL, *DOCUMENTS)), "variables": {"iin": NUMBER}, "operationName": None})
    return Attempt("mutated body", TOLD, body=_flipped(chance, good))


def mutated_document(chance: random.Random) -> Attempt:
    words = chance.choice((SMALL, *DOCUMENTS)).split()
    for _ in range(chance.randint(1, 5)):
        place = chance.randrange(len(words))
        words[place] = chance.choice((chance.choice(words), chance.choice(ODD), words[place] * 2, ""))
    return _body("mutated document", {"query": " ".join(words), "variables": {"iin": NUMBER}})


def wrong_variables(chance: random.Random) -> Attempt:
    given = {chance.choice(("iin", "asOf", "x", "")): chance.choice(VALUES) for _ in range(chance.randint(0, 4))}
    return _body("wrong variables", {"query": chance.choice((SMALL, *DOCUMENTS)), "variables": given})


def wrong_members(chance: random.Random) -> Attempt:
    wrong = {
        name: chance.choice(VALUES) for name in ("query", "variables", "operationName", "extensions", "documentId")
    }
    kept = {name: value for name, value in wrong.items() if chance.random() < 0.6}
    return _body("wrong members", kept)


def no_object(chance: random.Random) -> Attempt:
    return _body("no object", chance.choice([value for value in VALUES if not isinstance(value, dict)]), REFUSED)


def garbage(chance: random.Random) -> Attempt:
    return Attempt("garbage", REFUSED, body=b"\xff" + chance.randbytes(chance.randint(0, 2_000)))


def no_text(chance: random.Random) -> Attempt:
    odd = chance.choice((b"\\u0000", b"\\ud800", b"\xff\xfe", b"\xed\xa0\x80", b"\x00", b"\xc3"))
    return Attempt("no text", REFUSED, body=b'{"query": "{ __typename }", "variables": {"a": "' + odd + b'"}}')


def no_number(chance: random.Random) -> Attempt:
    odd = chance.choice((b"NaN", b"Infinity", b"-Infinity", b"1e999", b"01", b"+1", b"0x1", b"9" * 5_000))
    return Attempt("no number", REFUSED, body=b'{"query": "{ __typename }", "variables": {"a": ' + odd + b"}}")


def repeated_member(chance: random.Random) -> Attempt:
    where = chance.choice((b'"query": "{a}", "query": "{b}"', b'"query": "{a}", "variables": {"iin": 1, "iin": 2}'))
    return Attempt("repeated member", REFUSED, body=b"{" + where + b"}")


def deep_json(chance: random.Random) -> Attempt:
    depth = chance.choice((20, 500, 2_000, 50_000))
    opened, closed = chance.choice(((b"[", b"]"), (b'{"a":', b"}")))
    closing = chance.choice((b"", b"1" + closed * depth))
    return Attempt(
        "deep JSON", frozenset({400, 413}), body=b'{"query": "{a}", "variables": ' + opened * depth + closing + b"}"
    )


def deep_document(chance: random.Random) -> Attempt:
    depth = chance.choice((16, 40, 200, 900))
    opened, closed = chance.choice((("{ names ", "}"), ("{ ... on Query ", "}"), ("{ a(b: [[[[ ", "")))
    return _body("deep document", {"query": opened * depth + chance.choice(("", "{ a }" + closed * depth))})


def wide_document(chance: random.Random) -> Attempt:
    count = chance.choice((40, 400, 3_000))
    one = chance.choice(
        ("__typename ", "a{}: __typename ", "individual(iin: 1) {{ iin }} ", "# {}\n", "@skip(if: true) ")
    )
    return _body("wide document", {"query": "{ a " + "".join(one.format(place) for place in range(count)) + "}"})


def fragment_bomb(chance: random.Random) -> Attempt:
    count = chance.choice((5, 30, 200))
    chain = [f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(count)]
    last = chance.choice(
        (f"fragment F{count} on Query {{ __typename }}", f"fragment F{count} on Query {{ ...F0 }}", "")
    )
    return _body("fragment bomb", {"query": " ".join(["{ ...F0 }", *chain, last])})


def introspection_bomb(chance: random.Random) -> Attempt:
    depth = chance.randint(1, 30)
    query = "{ __schema { types { " + "fields { type { " * depth + "name " + "} } " * depth + "} } }"
    return _body("introspection bomb", {"query": query})


def too_large(chance: random.Random) -> Attempt:
    size = chance.choice((LARGEST_BODY + 1, 2 * LARGEST_BODY, 10 * 1024 * 1024))
    return Attempt("too large", frozenset({413}), body=b" " * size)


def wrong_content_type(chance: random.Random) -> Attempt:
    odd = (
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
    )
    odd += (f"{JSON}; charset=utf-16", f"{JSON}; charset=latin-1", f"{JSON};;=", "/", f"{JSON}/x", "x" * 3_000)
    headers = {"Content-Type": chance.choice(odd), "Accept": JSON}
    return Attempt("wrong content type", frozenset({415}), headers=headers, body=_json({"query": SMALL}))


def wrong_accept(chance: random.Random) -> Attempt:
    odd = ("text/html", f"{JSON};q=0", "*/*;q=0", f"{JSON}; charset=utf-16", ";", "a/b;q=x", "x" * 3_000, '"', "*/x")
    headers = {"Content-Type": JSON, "Accept": chance.choice(odd)}
    return Attempt("wrong accept", frozenset({406}), headers=headers, body=_json({"query": SMALL}))


def wrong_token(chance: random.Random) -> Attempt:
    odd = ("", "Bearer", "Bearer x.y.z", "Basic eDp5", "Bearer " + "a" * 4_000, "Bearer eyJhbGciOiJub25lIn0.e30.")
    headers = {"Content-Type": JSON, "Accept": MODERN, "Authorization": chance.choice(odd)}
    return Attempt("wrong token", frozenset({401}), headers=headers, body=_json({"query": SMALL}))


def wrong_method(chance: random.Random) -> Attempt:
    return Attempt(
        "wrong method", frozenset({405}), chance.choice(("PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "QUERY"))
    )


def wrong_url(chance: random.Random) -> Attempt:
    names = ("query", "variables", "operationName", "extensions", "documentId", "x")
    texts = (
        SMALL,
        "{ __typename }",
        "mutation { a }",
        '{"a":1}',
        "[1]",
        "{",
        "%",
        "\0",
        "sha256:" + "0" * 64,
        "a" * 500,
    )
    pairs = [f"{chance.choice(names)}={quote(chance.choice(texts))}" for _ in range(chance.randint(0, 20))]
    target = "/graphql?" + chance.choice(("", "%", "%ff=%fe&", "&&;", "query=%00&")) + "&".join(pairs)
    return Attempt("wrong URL", frozenset({200, 400, 405}), "GET", target, {"Accept": MODERN})


def person_by_url(chance: random.Random) -> Attempt:
    document = chance.choice([text for text in DOCUMENTS if "individual" in text or "Individual" in text])
    return Attempt("person by URL", frozenset({405}), "GET", f"/graphql?query={quote(document)}", {"Accept": MODERN})


def wrong_address(chance: random.Random) -> Attempt:
    odd = ("/graphql/", "/graphiql", "//graphql", "/../etc/passwd", "/%00", "/x" * 500, "/graphql%20", "/.git/config")
    return Attempt("wrong address", frozenset({404}), target=chance.choice(odd), body=_json({"query": SMALL}))


def unknown_document(chance: random.Random) -> Attempt:
    odd = ("sha256:" + "0" * 64, "sha256:x", "portal.nobody", "x-a:b", "md5:abc", "", " ", "../../secret", "a" * 5_000)
    return _body("unknown document", {"documentId": chance.choice(odd), "variables": {"iin": NUMBER}})


def batch(chance: random.Random) -> Attempt:
    return _body("batch", [{"query": SMALL, "variables": {"iin": NUMBER}}] * chance.choice((1, 2, 500)), REFUSED)


def absurd_day(chance: random.Random) -> Attempt:
    days = ("0000-00-00", "9999-99-99", "-1-1-1", "2023-02-29", "1" * 400, "2024-01-01T00:00:00Z", "٢٠٢٤-٠١-٠١", "now")
    document = "query($iin: IIN!, $day: Date) { individual(iin: $iin, asOf: $day) { iin } }"
    return _body("absurd day", {"query": document, "variables": {"iin": NUMBER, "day": chance.choice(days)}})


KINDS: Sequence[Callable[[random.Random], Attempt]] = (
    mutated_body, mutated_body, mutated_body, mutated_document, mutated_document, mutated_document, wrong_variables,
    wrong_variables, wrong_members, no_object, garbage, no_text, no_number, repeated_member, deep_json, deep_document,
    wide_document, fragment_bomb, introspection_bomb, too_large, wrong_content_type, wrong_accept, wrong_token,
    wrong_method, wrong_url, person_by_url, wrong_address, unknown_document, batch, absurd_day,
)  # fmt: skip


def faults_of(attempt: Attempt, status: int, headers: dict[str, str], body: bytes) -> list[str]:
    """What is wrong with an answer; empty for a well-formed one of a status the attempt may get."""
    found = []
    if status not in attempt.statuses:
        found.append(f"status {status}")
    kind = headers.get("content-type", "")
    if not kind.startswith((JSON, MODERN)) or "charset=utf-8" not in kind or not headers.get("x-request-id"):
        found.append(f"headers {kind}")
    if b"Traceback" in body or b'File "' in body:
        found.append("a traceback")
    return found if attempt.method == "HEAD" else found + _faults_of_body(body, status)


def _faults_of_body(body: bytes, status: int) -> list[str]:
    try:
        told = json.loads(body)
    except ValueError:
        return ["no JSON"]
    if not isinstance(told, dict) or not set(told) <= {"data", "errors"}:
        return ["no GraphQL answer"]
    errors = told.get("errors", [])
    if "data" not in told and not errors:
        return ["neither data nor errors"]
    if status != 200 and "data" in told:
        return ["data beside a refusal"]
    good = (isinstance(e["message"], str) and isinstance(e["extensions"]["code"], str) for e in errors)
    if not all(good) or any(NUMBER in error["message"] for error in errors):
        return ["an error without code or sentence, or with a number in it"]
    return []
