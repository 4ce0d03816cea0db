"""Cursors and ids: opaque to whoever holds them, base64 of where a row stands, or of which identity it is."""

import base64
import binascii
import re

from registries.errors import RegistryError

MOST_OF_A_PAGE = 100
_LARGEST_ID = 2**63 - 1
_LONGEST = 2_000
_CURSOR = re.compile(r"([0-9]{1,19}):(.*)", re.DOTALL)
_ID = re.compile(r"([A-Za-z]{1,40}):([0-9]{1,19})")


class PageRefusedError(RegistryError):
    """A size or cursor that is none."""

    code = "PAGE"


class IdRefusedError(RegistryError):
    """An id that no object of this API bears."""

    code = "MALFORMED_ID"


def page_size(value: object) -> int | None:
    """`first`; None where it is left out."""
    if value is None:
        return None
    if not isinstance(value, int) or not 0 <= value <= MOST_OF_A_PAGE:
        raise PageRefusedError(f"a page has 0 to {MOST_OF_A_PAGE} rows", next_step="ask for the rest with after")
    return value


def page_size_alone(value: object, first: object) -> int | None:
    """`last`, which does not go with `first`."""
    if value is not None and first is not None:
        raise PageRefusedError("first and last ask for two pages at once", next_step="leave one of them out")
    return page_size(value)


def cursor_key(value: object) -> str | None:
    return None if value is None else _cursor(value)[1]


def cursor_id(value: object) -> int | None:
    return None if value is None else _cursor(value)[0]


def _cursor(value: object) -> tuple[int, str]:
    found = _CURSOR.fullmatch(_decoded(value))
    if found is None or int(found[1]) > _LARGEST_ID or "\0" in found[2]:
        raise PageRefusedError("this cursor is none of ours", next_step="give a cursor as an edge or pageInfo had it")
    return int(found[1]), found[2]


def id_type(value: object) -> str:
    """The GraphQL type that an id names."""
    return _id(value)[0]


def id_number(value: object) -> int:
    return _id(value)[1]


def _id(value: object) -> tuple[str, int]:
    found = _ID.fullmatch(_decoded(value))
    if found is None or int(found[2]) > _LARGEST_ID:
        raise IdRefusedError("this id is none of ours", next_step="give an id as the field id had it")
    return found[1], int(found[2])


def _decoded(value: object) -> str:
    """The text under the base64; empty where it is none."""
    try:
        return base64.b64decode(str(value), validate=True).decode() if len(str(value)) <= _LONGEST else ""
    except (binascii.Error, ValueError):
        return ""
