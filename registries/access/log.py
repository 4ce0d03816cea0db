"""The access log: no answer about a person without its row, written in the transaction that read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert

from registries.access.consumers import Caller
from registries.access.tables import access_log


@dataclass(frozen=True, slots=True)
class Asking:
    """What is the same for all rows of one operation. `document` is the SHA-256 of the GraphQL document, in hex."""

    request_id: str
    caller: Caller
    purpose: str
    document: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One subject, what was answered of him, and for when; `individual_id` None: nobody is known."""

    individual_id: int | None
    fields: tuple[str, ...]
    as_of: date
    known_at: datetime | None


def write(connection: Connection, asking: Asking, entries: Iterable[Entry]) -> None:
    """Write the rows into the transaction of `connection`. A failure here must leave the asker without an answer."""
    rows = [
        {
            "request_id": asking.request_id,
            "individual_id": entry.individual_id,
            "consumer": asking.caller.consumer,
            "official": asking.caller.official,
            "fields": list(entry.fields),
            "purpose": asking.purpose,
            "document": asking.document,
            "as_of": entry.as_of,
            "known_at": entry.known_at,
        }
        for entry in entries
    ]
    if rows:
        connection.execute(insert(access_log), rows)
