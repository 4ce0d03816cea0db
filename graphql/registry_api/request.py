"""Reading GraphQL requests over HTTP: POST with JSON, GET with parameters in the URL, each bounded.

By the GraphQL over HTTP specification and its appendices on persisted documents and on batching.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import Any
from urllib.parse import parse_qsl

from graphql import DocumentNode

from registry_api.bad_request import RequestRefusedError
from registry_api.body import LARGEST_BODY, parsed
from registry_api.documents import Documents, is_identifier
from registry_api.limits import parse_bounded
from registry_api.media import JSON, check_content

LONGEST_URL_QUERY = 16 * 1024
MOST_PARAMETERS = 16
MOST_IN_BATCH = 10
LONGEST_PURPOSE = 300

Environ = Mapping[str, Any]
__all__ = ["JSON", "Environ", "Request"]


class DocumentNotFoundError(RequestRefusedError):
    """The request is well-formed, so an asker that reads application/json alone gets 200 (GraphQL over HTTP)."""

    def __init__(self) -> None:
        super().__init__(
            "no document is registered under this documentId",
            code="PERSISTED_DOCUMENT_NOT_FOUND",
            next_step="send the sha256 of a registered document's bytes, or its name: portal.person",
        )


@dataclass(slots=True)
class Request:
    """One GraphQL request. Variables may hold identifiers and stay out of `repr`.

    `digest` is the SHA-256 of the document in hex, computed where it is not given.
    """

    document: str
    variables: dict[str, Any] | None
    operation: str | None
    extensions: dict[str, Any] | None = None
    digest: str = ""
    by_get: bool = False
    node: DocumentNode | None = None

    def __post_init__(self) -> None:
        if not self.digest:
            self.digest = sha256(self.document.encode()).hexdigest()

    def __repr__(self) -> str:
        return f"Request({self.digest})"

    def parsed(self) -> DocumentNode:
        """The document, read once. Raises GraphQLSyntaxError, LimitError."""
        if self.node is None:
            self.node = parse_bounded(self.document)
        return self.node


class RequestIds:
    """Ids that no other request bears, of whichever worker: what a process draws when it starts, then a number.

    Drawing each one would be a call of the system, and with it let other threads in.
    """

    __slots__ = ("_drawn", "_numbers")

    def __init__(self) -> None:
        self._drawn = secrets.token_hex(6)
        self._numbers = count(1)

    def __call__(self) -> str:
        return f"{self._drawn}{next(self._numbers):08x}"


def read_body(environ: Environ) -> Any:
    """The value in the body of a POST. Raises RequestRefusedError."""
    check_content(environ.get("CONTENT_TYPE") or "", environ.get("HTTP_CONTENT_ENCODING") or "")
    return parsed(_bytes(environ))


def read_url(environ: Environ, documents: Documents) -> Request:
    """The request in the query of a URL. Raises RequestRefusedError."""
    query = environ.get("QUERY_STRING") or ""
    if len(query) > LONGEST_URL_QUERY:
        raise RequestRefusedError(f"the URL's query is longer than {LONGEST_URL_QUERY} characters", 414, "TOO_LARGE")
    try:
        pairs = parse_qsl(query.encode("ascii").decode(), True, errors="strict", max_num_fields=MOST_PARAMETERS)
    except ValueError as error:
        raise RequestRefusedError("the URL's query is not percent-encoded UTF-8") from error
    given: dict[str, Any] = dict(pairs)
    if len(given) != len(pairs):
        raise RequestRefusedError("a parameter of the URL stands twice")
    if "\0" in "".join(given.values()):
        raise RequestRefusedError("the URL holds a null character")
    for name in ("variables", "extensions"):
        given[name] = parsed(given[name]) if given.get(name) else None
    found = request_of(given, documents)
    found.by_get = True
    return found


def request_of(body: Any, documents: Documents) -> Request:
    """The request that a JSON object is; members of other names are passed over. Raises RequestRefusedError."""
    if type(body) is not dict:
        raise RequestRefusedError("a request must be a JSON object")
    variables, operation, extensions = body.get("variables"), body.get("operationName"), body.get("extensions")
    if variables is not None and type(variables) is not dict:
        raise RequestRefusedError("variables must be an object")
    if operation is not None and type(operation) is not str:
        raise RequestRefusedError("operationName must be a text")
    if extensions is not None and type(extensions) is not dict:
        raise RequestRefusedError("extensions must be an object")
    document, digest = _document(body.get("query"), body.get("documentId"), documents)
    return Request(document, variables, operation or None, extensions, digest)


def _document(query: Any, document_id: Any, documents: Documents) -> tuple[str, str]:
    if document_id is None:
        if type(query) is not str or not query or query.isspace():
            raise RequestRefusedError("query must be a text with a GraphQL document")
        return query, documents.digest(query)
    if query is not None:
        raise RequestRefusedError("a request has a query or a documentId, not both")
    if type(document_id) is not str or not is_identifier(document_id):
        raise RequestRefusedError("documentId is no document identifier")
    trusted = documents.find(document_id)
    if trusted is None:
        raise DocumentNotFoundError
    return trusted.text, trusted.digest


def stated_purpose(environ: Environ) -> str | None:
    """The purpose in the X-Purpose header, UTF-8; None where none is stated."""
    raw = environ.get("HTTP_X_PURPOSE")
    if not raw or not (raw := raw.strip()):
        return None
    try:
        # WSGI hands headers over as latin-1 (PEP 3333).
        purpose = str(raw.encode("latin-1").decode("utf-8"))
    except UnicodeError as error:
        raise RequestRefusedError("X-Purpose is not UTF-8", next_step="write it in UTF-8") from error
    if len(purpose) > LONGEST_PURPOSE or not purpose.isprintable():
        raise RequestRefusedError(
            f"X-Purpose is printable text of at most {LONGEST_PURPOSE} characters", next_step="shorten it"
        )
    return purpose


def bearer_token(environ: Environ) -> str | None:
    stated: str = environ.get("HTTP_AUTHORIZATION", "")
    scheme, _, token = stated.partition(" ")
    if scheme != "Bearer" and scheme.lower() != "bearer":
        return None
    return token.strip() or None


def drained(environ: Environ) -> bool:
    """Whether nothing of the body is left unread, after reading what may be left of one that is not too large.

    A connection whose request was not read to its end takes no other: the server closes it.
    """
    stated = environ.get("CONTENT_LENGTH") or ""
    if not stated and not environ.get("HTTP_TRANSFER_ENCODING"):
        return True
    if stated and _stated_length(stated) > LARGEST_BODY:
        return False
    return len(environ["wsgi.input"].read(LARGEST_BODY + 1)) <= LARGEST_BODY


def _stated_length(stated: str) -> int:
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 12 else LARGEST_BODY + 1


def _bytes(environ: Environ) -> bytes:
    stated = environ.get("CONTENT_LENGTH") or ""
    if stated and not (stated.isascii() and stated.isdigit()):
        raise RequestRefusedError("Content-Length is not a number")
    length = _stated_length(stated)
    if stated and length > LARGEST_BODY:
        raise _too_large()
    if not stated and not environ.get("wsgi.input_terminated"):
        return b""  # a chunked body ends by itself where the server says so; elsewhere there is none
    body: bytes = environ["wsgi.input"].read(min(length, LARGEST_BODY + 1))
    if len(body) > LARGEST_BODY:
        raise _too_large()
    return body


def _too_large() -> RequestRefusedError:
    return RequestRefusedError(
        f"the body is larger than {LARGEST_BODY} bytes", 413, "TOO_LARGE", next_step="ask for less at once"
    )
