"""Media types by RFC 9110: what a body is said to be, and what the asker accepts.

An asker that accepts both types alike gets `application/graphql-response+json` where it names it, and `application/json`
where it only says `*/*`, `application/*` or nothing (so does the audit suite of GraphQL over HTTP). Headers repeat from
request to request: what they mean is kept, in bounded number and only for short ones.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from registry_api.bad_request import RequestRefusedError

JSON, RESPONSE_JSON = "application/json", "application/graphql-response+json"
LONGEST_KEPT_HEADER = 256
LONGEST_HEADER = 4_096
EXACT = 2

_MEMBERS = re.compile(r'(?:[^,"]|"(?:\\.|[^"\\])*")+')
_PARTS = re.compile(r'(?:[^;"]|"(?:\\.|[^"\\])*")+')
_WORD = r"[\w!#$%&'*+.^`|~-]+"
_TYPE = re.compile(rf"({_WORD})/({_WORD})", re.ASCII)
_PARAMETER = re.compile(rf'\s*({_WORD})=(?:"([^"\\]*)"|({_WORD}))\s*', re.ASCII)
_WEIGHT = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?", re.ASCII)


def media_type(accept: str) -> str:
    """The media type of the answer. Raises RequestRefusedError (406) where neither is accepted."""
    found = _negotiated(accept) if len(accept) <= LONGEST_KEPT_HEADER else _choose(accept[:LONGEST_HEADER])
    if found is None:
        raise RequestRefusedError(
            f"answers are {RESPONSE_JSON} or {JSON}", 406, "NOT_ACCEPTABLE", next_step="accept one of them"
        )
    return found


def check_content(content_type: str, encoding: str) -> None:
    """Raises RequestRefusedError (415) where the body is not said to be JSON in UTF-8, as it is."""
    known = _is_json(content_type) if len(content_type) <= LONGEST_KEPT_HEADER else False
    if not known or encoding.strip().lower() not in ("", "identity"):
        raise RequestRefusedError(
            "the body must be application/json in UTF-8, not compressed", 415, "UNSUPPORTED_MEDIA_TYPE"
        )


def _choose(accept: str) -> str | None:
    if not accept.strip():
        return JSON
    ranges = list(_ranges(accept))
    ranked = []
    for kind in (RESPONSE_JSON, JSON):
        named = [
            (precision, weight) for wanted, precision, weight in ranges if wanted in (kind, "application/*", "*/*")
        ]
        # The most exact range decides, also where it says "not this one" (q=0).
        precision, weight = max(named, default=(0, 0.0))
        if weight > 0:
            ranked.append((weight, precision, (kind == RESPONSE_JSON) == (precision == EXACT), kind))
    return max(ranked)[-1] if ranked else None


def _ranges(accept: str) -> Iterator[tuple[str, int, float]]:
    """Media range, how exact it is, and its weight. What is malformed, or asks for another charset, is passed over."""
    for member in _MEMBERS.findall(accept):
        read = _read(member)
        if read is None:
            continue
        kind, parameters = read
        weight = parameters.get("q", "1")
        if _WEIGHT.fullmatch(weight) and parameters.get("charset", "utf-8") in ("utf-8", "utf8", "*"):
            yield kind, 0 if kind == "*/*" else 1 if kind.endswith("/*") else EXACT, float(weight)


def _is_json_in_utf8(content_type: str) -> bool:
    read = _read(content_type)
    return read is not None and read[0] == JSON and read[1].get("charset", "utf-8") in ("utf-8", "utf8")


def _read(member: str) -> tuple[str, dict[str, str]] | None:
    """Type and parameters in lower case; None where they are malformed, or one stands twice."""
    kind, *rest = _PARTS.findall(member) or [""]
    found = [_PARAMETER.fullmatch(part) for part in rest if part.strip()]
    if not _TYPE.fullmatch(kind.strip()) or None in found:
        return None
    pairs = [(one[1].lower(), (one[2] if one[3] is None else one[3]).lower()) for one in found if one]
    parameters = dict(pairs)
    return (kind.strip().lower(), parameters) if len(parameters) == len(pairs) else None


_negotiated = lru_cache(maxsize=256)(_choose)
_is_json = lru_cache(maxsize=256)(_is_json_in_utf8)
