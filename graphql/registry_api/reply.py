"""What goes out over HTTP, before the headers of every answer are put to it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Reply(NamedTuple):
    """Status, media type, body, and headers beyond those of every answer."""

    status: int
    media_type: str
    body: bytes
    headers: Mapping[str, str] = NO_HEADERS
