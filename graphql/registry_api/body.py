"""The JSON of a request, read strictly: what another reader of the same bytes might understand otherwise is refused.

orjson refuses what is no UTF-8, lone surrogates, NaN, infinities and too deep nesting. Beyond it: a member that stands
twice (readers differ on which counts), and null characters (no text of PostgreSQL holds them).
"""

import json
from typing import Any

import orjson

from registry_api.bad_request import RequestRefusedError

# A thousand records to be reconciled, their names in Cyrillic.
LARGEST_BODY = 1024 * 1024
# A request is an object whose variables may hold objects and lists; no argument of the schema needs more.
DEEPEST_JSON = 16


def parsed(body: bytes | str) -> Any:
    """The value written in `body`. Raises RequestRefusedError, never with a part of the body in it."""
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        # The decoder's message quotes the body: it must not follow the refusal anywhere.
        raise RequestRefusedError("the body is not well-formed JSON in UTF-8") from error.with_traceback(None)
    raw = body if isinstance(body, bytes) else body.encode()
    # Each text has two quotes: fewer texts than quotes say so is a member that was overwritten. A backslash written
    # twice blurs the count, and then the slow reader looks.
    if b"\\\\" in raw or raw.count(b'"') - raw.count(b'\\"') != 2 * _texts(found):
        _refuse_repeated(raw)
    if b"\\u0000" in raw and _holds_null(found):
        raise RequestRefusedError("the body holds a null character")
    return found


def _texts(value: Any) -> int:
    """Number of texts, keys included. Raises RequestRefusedError where they are nested too deeply."""
    found, layer = 0, [value]
    for _ in range(DEEPEST_JSON):
        below: list[Any] = []
        for one in layer:
            kind = type(one)
            if kind is str:
                found += 1
            elif kind is dict:
                found += len(one)
                below.extend(one.values())
            elif kind is list:
                below.extend(one)
        if not below:
            return found
        layer = below
    raise RequestRefusedError(f"the body is nested more than {DEEPEST_JSON} deep")


def _refuse_repeated(body: bytes) -> None:
    _texts(orjson.loads(body))  # not too deep for the slow reader
    json.loads(body, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise RequestRefusedError("a member of the body stands twice")
    return found


def _holds_null(value: Any) -> bool:
    if isinstance(value, dict):
        return any("\0" in key or _holds_null(below) for key, below in value.items())
    if isinstance(value, list):
        return any(_holds_null(below) for below in value)
    return isinstance(value, str) and "\0" in value
