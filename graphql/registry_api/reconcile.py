"""Reconcile: whom departmental records speak of, with the reason, field by field; nothing is written."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

import strawberry
from sqlalchemy import Connection

from registries.crosswalk.comparison import Name
from registries.crosswalk.names import split_full_name
from registries.crosswalk.reconcile import Asked, Reconciled, RecordRefused, asked_of, known, near, register
from registries.crosswalk.reconcile import reconcile as reconciled
from registries.crosswalk.reconcile.reconciling import MOST_CANDIDATES
from registry_api.address import Language
from registry_api.computed import told
from registry_api.crosswalk import Scheme, code
from registry_api.individual import Individual
from registry_api.moment import Moment
from registry_api.scalars import IIN, ValueRefusedError, parse_date

MOST_RECORDS = 1_000
READ = (*known.READ, *near.READ, *register.READ)
# For whom records are reconciled.
KINDS = ("department",)
LONGEST_REFERENCE = 100
LONGEST_FULL = 300
MOST_FIELDS = 8
MOST_REMARKS = 40
_YEARS = range(1850, 2101)


@strawberry.enum(description="What is answered to a record.")
class ReconcileAnswer(Enum):
    MATCH = strawberry.enum_value("MATCH", description="It speaks of this person.")
    POSSIBLE = strawberry.enum_value("POSSIBLE", description="Somebody fits, not surely enough: for clerical review.")
    MANY = strawberry.enum_value("MANY", description="Several fit about as well: for clerical review.")
    NONE = strawberry.enum_value("NONE", description="Nobody fits.")
    CONFLICT = strawberry.enum_value(
        "CONFLICT", description="What it says contradicts itself: a number of another person."
    )
    ERROR = strawberry.enum_value("ERROR", description="This record cannot be read; the others are answered.")


@strawberry.enum(description="MALE or FEMALE.")
class Sex(Enum):
    MALE = "MALE"
    FEMALE = "FEMALE"


@strawberry.input(description="A number the record carries, as its clerk typed it.")
class IdentifierInput:
    scheme: Scheme
    value: str


@strawberry.input(description="A name as the record has it: in fields, or whole in one; in any alphabet, initials too.")
class NameInput:
    surname: str | None = None
    given_name: str | None = None
    patronymic: str | None = None
    full: str | None = strawberry.field(default=None, description="All names in one field, in any usual order.")


@strawberry.input(description="What a department's record says of its person.")
class RecordInput:
    reference: str | None = strawberry.field(default=None, description="The asker's own mark; comes back as it is.")
    source: str | None = strawberry.field(
        default=None, description="With `key`: the record as it was delivered, on which clerks may have judged."
    )
    key: str | None = None
    identifiers: list[IdentifierInput] = strawberry.field(default_factory=list)
    names: list[NameInput] = strawberry.field(default_factory=list, description="Every name it has: now, before.")
    birth_date: str | None = strawberry.field(
        default=None, description="YYYY-MM-DD; what is no day is an error of this record alone."
    )
    birth_year: int | None = strawberry.field(default=None, description="Where only the year is known.")
    sex: Sex | None = None


@strawberry.type(description="One field compared.")
class FieldOutcome:
    field: str = strawberry.field(description="surname, given_name, patronymic, birth_date, sex, order.")
    outcome: str = strawberry.field(description="Its level in the model: same, typing, missing, differs, …")
    weight: float = strawberry.field(description="Bits for the person, or against.")
    words: str


@strawberry.type(description="A person the record may speak of.")
class ReconcileCandidate:
    iin: IIN | None
    weight: float = strawberry.field(description="Match weight in bits, the prior of the register included.")
    probability: float
    explanation: list[str] = told("Field by field in words, with the bits of each.", most=MOST_FIELDS)
    fields: list[FieldOutcome] = told("The same for programs.", most=MOST_FIELDS)
    individual: Individual


@strawberry.type(description="The smallest single change of the record after which it would match.")
class CounterExample:
    change: str = strawberry.field(description="DAY_AND_MONTH, YEAR_AFTER, AS_REGISTERED:surname, WITHOUT_NUMBERS, …")
    words: str
    iin: IIN | None = strawberry.field(description="Whom it would match.")
    weight: float
    probability: float


@strawberry.type(name="Reconciled", description="The answer to one record.")
class ReconciledRecord:
    record: int = strawberry.field(description="Place of the record among those given, from 0.")
    reference: str | None
    answer: ReconcileAnswer
    because: str | None = strawberry.field(
        description="IDENTIFIER, VERIFIED, AHEAD; LIGHT, TWIN, NO_MARGIN; CONTRADICTED, TWO_PERSONS; …"
    )
    iin: IIN | None = strawberry.field(description="Of the person matched, in force today.")
    individual: Individual | None = strawberry.field(description="The person matched.")
    weight: float | None = strawberry.field(description="Match weight of the best candidate, bits.")
    probability: float | None = strawberry.field(description="Of the best candidate, where weight decided.")
    rule: str | None = strawberry.field(description="The rule, or the model with its version and digest.")
    explanation: list[str] = told("Of the best candidate, field by field in words.", most=MOST_FIELDS)
    candidates: list[ReconcileCandidate] = told("The best first.", most=MOST_CANDIDATES, subject="individual")
    counter_example: CounterExample | None = told("Where nobody was matched.", subject="individual")
    remarks: list[str] = told("Numbers that could not be used, keys too common to follow.", most=MOST_REMARKS)
    code: str | None = strawberry.field(description="Of an ERROR.")
    message: str | None = strawberry.field(description="Of an ERROR, for people.")
    next_step: str | None


def by_records(  # type: ignore[no-untyped-def]
    records: list[RecordInput], language: Language = Language.RU, counter_examples: bool = True
): ...


class Answered:
    """An answer under the mark of its record."""

    def __init__(self, reference: str | None, answer: Reconciled) -> None:
        self.reference = reference
        self._answer = answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._answer, name)


def reconcile_records(
    database: Connection,
    moment: Moment,
    records: Sequence[Mapping[str, Any]],
    language: Language | str = Language.RU,
    counter_examples: bool = True,
) -> list[Answered]:
    answers = reconciled(
        database,
        [_asked(record) for record in records],
        day=moment.as_of,
        language=Language(language).value,
        counter_examples=counter_examples,
    )
    return [Answered(_reference(record), answer) for record, answer in zip(records, answers, strict=True)]


def _reference(record: Mapping[str, Any]) -> str | None:
    reference = record.get("reference")
    return None if reference is None else str(reference)[:LONGEST_REFERENCE]


def _asked(record: Mapping[str, Any]) -> Asked | RecordRefused:
    """The record as it is understood, or why it is not."""
    try:
        births, years = _born(record)
        return asked_of(
            [(code(one["scheme"]), one["value"]) for one in record.get("identifiers") or ()],
            [_name(one) for one in record.get("names") or ()],
            births,
            [] if record.get("sex") is None else [Sex(record["sex"]).value],
            years,
            _of(record),
        )
    except RecordRefused as refused:
        return refused


def _name(given: Mapping[str, Any]) -> Name:
    parts = (given.get("surname"), given.get("givenName"), given.get("patronymic"))
    full = given.get("full")
    if full is None:
        return parts
    if any(parts):
        raise RecordRefused("a name is in one field and in several", next_step="send it in one way")
    # Beyond any name; what is longer is refused as it stands.
    return split_full_name(full) if len(full) <= LONGEST_FULL else (full, None, None)


def _born(record: Mapping[str, Any]) -> tuple[list[date], list[int]]:
    day, year = record.get("birthDate"), record.get("birthYear")
    try:
        births = [] if day is None else [parse_date(day)]
    except ValueRefusedError as error:
        raise RecordRefused(
            "the birth date is no day written YYYY-MM-DD", next_step="correct it, or leave it out"
        ) from error
    if year is not None and year not in _YEARS:
        raise RecordRefused("the year of birth is none", next_step="correct it, or leave it out")
    return births, [] if year is None else [year]


def _of(record: Mapping[str, Any]) -> tuple[str, str] | None:
    source, key = record.get("source"), record.get("key")
    if (source is None) != (key is None):
        raise RecordRefused("a delivered record is named by source and key", next_step="send both, or neither")
    return None if source is None or key is None else (source, key)
