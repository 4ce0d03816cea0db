"""Reading one GraphQL request over HTTP (GraphQL over HTTP, stage 2 draft): POST, JSON, bounded."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from registries.errors import RegistryError

LARGEST_BODY = 256 * 1024
LONGEST_PURPOSE = 300
JSON, RESPONSE_JSON = "application/json", "application/graphql-response+json"

Environ = Mapping[str, Any]


class RequestRefusedError(RegistryError):
    """`status` is the HTTP status of the refusal."""

    code = "BAD_REQUEST"

    def __init__(self, message: str, status: int = 400, code: str = "BAD_REQUEST") -> None:
        super().__init__(message, next_step="POST a JSON object with query, variables and operationName")
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class Request:
    """One GraphQL request. Variables may hold identifiers and stay out of `repr`."""

    document: str
    variables: dict[str, Any] | None
    operation: str | None

    def __repr__(self) -> str:
        return f"Request({self.digest})"

    @property
    def digest(self) -> str:
        """SHA-256 of the document, in hex."""
        return sha256(self.document.encode()).hexdigest()


def media_type(environ: Environ) -> str:
    """What the answer is to be, by the Accept header."""
    accepted = [part.split(";")[0].strip().lower() for part in environ.get("HTTP_ACCEPT", "").split(",")]
    if RESPONSE_JSON in accepted:
        return RESPONSE_JSON
    if not any(accepted) or {JSON, "application/*", "*/*"} & set(accepted):
        return JSON
    raise RequestRefusedError(f"answers are {RESPONSE_JSON} or {JSON}", 406, "NOT_ACCEPTABLE")


def read_request(environ: Environ) -> Request:
    """The request in the body. Raises RequestRefusedError with the status to answer."""
    _check_content_type(environ.get("CONTENT_TYPE", ""))
    body = _parse(_read_body(environ))
    document, variables, operation = (body.get(name) for name in ("query", "variables", "operationName"))
    if not isinstance(document, str) or not document.strip():
        raise RequestRefusedError("query must be a text with a GraphQL document")
    if not isinstance(variables, dict | None):
        raise RequestRefusedError("variables must be an object")
    if not isinstance(operation, str | None):
        raise RequestRefusedError("operationName must be a text")
    return Request(document, variables, operation or None)


def stated_purpose(environ: Environ) -> str | None:
    """The purpose in the X-Purpose header, UTF-8; None where none is stated."""
    raw = environ.get("HTTP_X_PURPOSE", "").strip()
    if not raw:
        return None
    try:
        # WSGI hands headers over as latin-1 (PEP 3333).
        purpose = str(raw.encode("latin-1").decode("utf-8"))
    except UnicodeError as error:
        raise RequestRefusedError("X-Purpose is not UTF-8") from error
    if len(purpose) > LONGEST_PURPOSE or not purpose.isprintable():
        raise RequestRefusedError(f"X-Purpose is printable text of at most {LONGEST_PURPOSE} characters")
    return purpose


def bearer_token(environ: Environ) -> str | None:
    scheme, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def _check_content_type(header: str) -> None:
    kind, *options = [part.strip().lower() for part in header.split(";")]
    charsets = [option.removeprefix("charset=").strip('"') for option in options if option.startswith("charset=")]
    if kind != JSON or any(charset not in ("utf-8", "utf8") for charset in charsets):
        raise RequestRefusedError("the body must be application/json in UTF-8", 415, "UNSUPPORTED_MEDIA_TYPE")


def _read_body(environ: Environ) -> bytes:
    stated = environ.get("CONTENT_LENGTH") or ""
    if stated.isascii() and stated.isdigit() and len(stated) < 12:
        length = int(stated)
    elif stated:
        raise RequestRefusedError("Content-Length is not a number")
    else:
        # A chunked body ends by itself where the server says so; elsewhere there is none.
        length = LARGEST_BODY + 1 if environ.get("wsgi.input_terminated") else 0
    body: bytes = b"" if length > LARGEST_BODY and stated else environ["wsgi.input"].read(min(length, LARGEST_BODY + 1))
    if (length > LARGEST_BODY and stated) or len(body) > LARGEST_BODY:
        raise RequestRefusedError(f"the body is larger than {LARGEST_BODY} bytes", 413, "TOO_LARGE")
    return body


def _parse(body: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
        # Lone surrogates and null characters are text in JSON, and nowhere after it.
        written = json.dumps(parsed, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        # The decoder's message quotes the body: it must not follow the refusal anywhere.
        raise RequestRefusedError("the body is not well-formed JSON in UTF-8") from error
    if b"\\u0000" in written.replace(b"\\\\", b""):
        raise RequestRefusedError("the body holds a null character")
    if not isinstance(parsed, dict):
        raise RequestRefusedError("the body must be one JSON object")
    return parsed


def _refuse_constant(_: str) -> None:
    raise ValueError
