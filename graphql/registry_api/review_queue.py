"""The queue of clerical review: for clerks who may decide, everybody shown with a receipt."""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any

import strawberry
from sqlalchemy import Connection
from strawberry import UNSET

from registries.access.tables import clerk
from registries.crosswalk.clerical import queue
from registries.crosswalk.clerical.queue import CandidateShown, EntryShown, Place
from registries.crosswalk.clerical.shown import MOST_RECORDS, RecordShown
from registries.crosswalk.reconcile.reconciling import MOST_CANDIDATES
from registries.crosswalk.weighing.explanation import words_of
from registries.temporal.read import Read
from registry_api.address import Language
from registry_api.computed import told
from registry_api.connection import After
from registry_api.cursor import PageRefusedError
from registry_api.individual import Individual
from registry_api.moment import Moment
from registry_api.reconcile import MOST_FIELDS, FieldOutcome

MOST_ENTRIES = 20
MOST_SAID = 10
READ = (*queue.READ, Read(clerk, ("name", "reviews")))
_PLACE = re.compile(r"([0-9]{1,10}(?:\.[0-9]{1,20})?(?:e-?[0-9]{1,3})?):([0-9a-f-]{36})")


@strawberry.enum(description="Why an entry waits.")
class ReviewAnswer(Enum):
    POSSIBLE = strawberry.enum_value("POSSIBLE", description="Somebody fits, not surely enough.")
    MANY = strawberry.enum_value("MANY", description="Several fit about as well.")
    CONFLICT = strawberry.enum_value("CONFLICT", description="A number leads to another person than what is said.")
    HELD = strawberry.enum_value("HELD", description="Joining would bring contradicting evidence into one cluster.")


@strawberry.type(description="A name as one record has it.")
class NameSaid:
    surname: str | None
    given_name: str | None
    patronymic: str | None


@strawberry.type(description="A number that a record carries.")
class NumberSaid:
    scheme: str
    value: str


@strawberry.type(description="A department's record, all that its source says of it.")
class ReviewRecord:
    source: str
    key: str
    names: list[NameSaid] = told(most=MOST_SAID)
    birth_dates: list[date] = told(most=MOST_SAID)
    sexes: list[str] = told(most=MOST_SAID)
    identifiers: list[NumberSaid] = told(most=MOST_SAID)


@strawberry.type(description="A person the record may speak of.")
class ReviewCandidate:
    weight: float = strawberry.field(description="Match weight in bits, the prior of the register included.")
    fields: list[FieldOutcome] = told("Field by field: level, bits, words.", most=MOST_FIELDS)
    records: list[ReviewRecord] = told("Who else is in the cluster.", most=MOST_RECORDS)
    individual: Individual


@strawberry.type(description="A record that waits for a clerk.")
class ReviewEntry:
    id: strawberry.ID = strawberry.field(description="Opaque; another whenever the question is put anew.")
    answer: ReviewAnswer
    because: str
    rule: str
    worth: float = strawberry.field(description="Records that wait for the same person / (1 + bits missing).")
    waiting: int = strawberry.field(description="Records that wait for the best candidate.")
    record: ReviewRecord = told(subject="individual")
    candidates: list[ReviewCandidate] = told("The best first.", most=MOST_CANDIDATES, subject="individual")


@strawberry.type(description="Records that wait for a clerk, the answer that is worth most first.")
class ReviewQueue:
    waiting: int = strawberry.field(description="Open entries in all.")
    entries: list[ReviewEntry] = told(most=MOST_ENTRIES, of_page=True)
    has_next_page: bool
    end_cursor: str | None


First = Annotated[int, strawberry.argument(description=f"At most {MOST_ENTRIES}.")]


def by_page(first: First = 10, after: After = UNSET, language: Language = Language.RU): ...  # type: ignore[no-untyped-def]


@dataclass(frozen=True, slots=True)
class _Record:
    """As the type says it; `individual`: whom it is linked to today."""

    of: RecordShown

    def __getattr__(self, name: str) -> Any:
        return getattr(self.of, name)

    @property
    def names(self) -> list[dict[str, str | None]]:
        return [
            dict(zip(("surname", "given_name", "patronymic"), one, strict=True))
            for one in self.of.said.names[:MOST_SAID]
        ]

    @property
    def birth_dates(self) -> list[date]:
        return self.of.said.births[:MOST_SAID]

    @property
    def sexes(self) -> list[str]:
        return self.of.said.sexes[:MOST_SAID]

    @property
    def identifiers(self) -> list[dict[str, str]]:
        return [{"scheme": scheme, "value": value} for scheme, value in self.of.said.numbers[:MOST_SAID]]


def review_queue(
    database: Connection,
    _moment: Moment,
    first: int = 10,
    after: str | None = None,
    language: Language | str = Language.RU,
) -> dict[str, object]:
    """Raises PageRefusedError."""
    if not 0 <= first <= MOST_ENTRIES:
        raise PageRefusedError(f"a page has 0 to {MOST_ENTRIES} entries", next_step="ask for the rest with after")
    found = queue.page(database, first + 1, None if after is None else _place(after))
    shown = found[:first]
    return {
        "waiting": queue.waiting(database),
        "entries": [_entry(one, Language(language).value) for one in shown],
        "has_next_page": len(found) > first,
        "end_cursor": _cursor(shown[-1].place) if shown else None,
    }


def _entry(one: EntryShown, language: str) -> dict[str, object]:
    return {
        "id": one.id, "answer": one.answer, "because": one.because, "rule": one.rule, "worth": one.worth,
        "waiting": one.waiting, "record": _Record(one.record),
        "candidates": [_candidate(candidate, language) for candidate in one.candidates],
    }  # fmt: skip


def _candidate(one: CandidateShown, language: str) -> dict[str, object]:
    fields = [
        {"field": f.field, "outcome": f.outcome, "weight": f.bits, "words": words_of(f.field, f.outcome, language)}
        for f in one.fields
    ]
    records = [_Record(record) for record in one.person.records]
    return {"weight": one.weight, "fields": fields, "records": records, "individual": one.person.individual}


def _cursor(place: Place) -> str:
    return base64.b64encode(f"{place[0]!r}:{place[1]}".encode()).decode()


def _place(cursor: str) -> Place:
    try:
        found = _PLACE.fullmatch(base64.b64decode(cursor, validate=True).decode("ascii"))
    except (binascii.Error, ValueError):
        found = None
    if found is None or not queue.is_id(found[2]):
        raise PageRefusedError("this cursor is none of ours", next_step="give a cursor as endCursor had it")
    return float(found[1]), found[2]
