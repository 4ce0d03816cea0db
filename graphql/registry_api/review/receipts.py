"""Receipts of what the page shows of persons, written in the transaction that read it."""

from hashlib import sha256

from sqlalchemy import Connection, text

from registries.access.consumers import ASKER, Caller, not_admitted
from registries.access.log import FOLLOWING, Entry, columns
from registries.crosswalk.clerical.queue import EntryShown
from registry_api.moment import today

FIELDS = tuple(f"review.candidates.{one}" for one in ("birth", "identifiers", "names", "records", "sex", "weight"))
OF_RECORD = ("review.record",)
# The page has no document: what stands for it is its name and the fields it shows.
DOCUMENT = sha256("\n".join(("/review", *OF_RECORD, *FIELDS)).encode()).hexdigest()
_WRITE = text(f"WITH asker AS ({ASKER}) {FOLLOWING}")


def write(connection: Connection, shown: EntryShown, caller: Caller, request_id: str) -> None:
    """One row for each candidate, and for whom the record itself is linked to."""
    told: dict[int, tuple[str, ...]] = {one.person.individual: FIELDS for one in shown.candidates}
    if shown.record.individual is not None:
        told[shown.record.individual] = (*told.get(shown.record.individual, ()), *OF_RECORD)
    entries = [Entry(individual, fields, today(), None) for individual, fields in sorted(told.items())]
    parameters = {
        "consumer": caller.consumer, "official": caller.official, "relied_on": [], "request_id": request_id,
        "purpose": None, "document": DOCUMENT, **columns(entries),
    }  # fmt: skip
    if connection.execute(_WRITE, parameters).rowcount != len(entries):
        raise not_admitted(caller)
