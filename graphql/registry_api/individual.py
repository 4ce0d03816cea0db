"""Individuals: names, identifiers, documents, residence, on a day and as believed at a moment."""

from collections.abc import Sequence
from datetime import date
from typing import Self

import strawberry
from graphql import GraphQLField
from strawberry import UNSET

from registries.crosswalk.tables import individual_identifier
from registries.identifiers import Kind
from registries.individual import tables
from registries.temporal import state
from registry_api.address import Address
from registry_api.compiler import facts
from registry_api.compiler.json_text import scalar
from registry_api.compiler.selection import Selected
from registry_api.compiler.statement import Scope, Statement
from registry_api.dated import Dated, every, newer_of, one, subject_at
from registry_api.field import field
from registry_api.inquiry import Info, Inquiry, Row
from registry_api.moment import AsOf, KnownAt, Moment, Subject
from registry_api.refusal import ambiguous, not_found
from registry_api.scalars import IIN


@strawberry.type
class PersonName(Dated):
    script: str = strawberry.field(description="kk, ru or latin.")
    surname: str
    given_name: str | None
    patronymic: str | None
    newer: Self | None = strawberry.field(description="The name observed next, where this one is uncertain.")


@strawberry.type
class Birth(Dated):
    birth_date: date
    birth_place: str | None


@strawberry.type
class Death(Dated):
    death_date: date


@strawberry.type
class RegisteredSex(Dated):
    sex: str = strawberry.field(description="MALE or FEMALE.")


@strawberry.type
class Citizenship(Dated):
    country: str = strawberry.field(description="ISO 3166-1 numeric code; 398 is Kazakhstan.")
    newer: Self | None = strawberry.field(description="The citizenship observed next, where this one is uncertain.")


@strawberry.type
class Identifier(Dated):
    scheme: str = strawberry.field(description="IIN, RNN, SIK, IDENTITY_CARD, …")
    value: str


@strawberry.type
class Document(Dated):
    kind: str = strawberry.field(description="IDENTITY_CARD, PASSPORT, BIRTH_CERTIFICATE, …")
    number: str
    issuer: str | None


@strawberry.type
class Residence(Dated):
    subject: strawberry.Private[Subject]
    newer: "Residence | None" = strawberry.field(description="The residence observed next, where this is uncertain.")

    @field("First day of registration at the address.", compiled=facts.column("valid_from"))
    def since(self) -> date | None:
        return self.valid_from

    @field(compiled=facts.leading_to("address_id"))
    def address(self) -> Address:
        return Address(subject=self.subject)


def iin_in_force(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    """As `iin_of`, in SQL."""
    rows = facts.standing_rows(individual_identifier, scope.id, scope.at, " AND s.scheme = 'IIN'")
    latest = f"{state.uncertain('i', scope.at.point)}, lower(i.valid_time) DESC NULLS LAST, i.value DESC"
    return f"(SELECT {scalar('i.value', defined.type)} FROM ({rows}) i ORDER BY {latest} LIMIT 1)"


@strawberry.type(description="A natural person.")
class Individual:
    subject: strawberry.Private[Subject]
    names: list[PersonName] = every(tables.name, PersonName)
    birth: Birth | None = one(tables.birth, Birth)
    death: Death | None = one(tables.death, Death)
    sex: RegisteredSex | None = one(tables.sex, RegisteredSex)
    citizenship: Citizenship | None = one(tables.citizenship, Citizenship)
    identifiers: list[Identifier] = every(individual_identifier, Identifier, "All departmental identifiers.")
    documents: list[Document] = every(tables.document, Document, "Documents in force.")

    @field("The IIN in force on the day asked for.", fact=individual_identifier, compiled=iin_in_force)
    def iin(self, info: Info) -> IIN | None:
        return iin_of(info.context.states(individual_identifier, self.subject))

    @field("Registered residence.", fact=tables.residence, compiled=facts.one(tables.residence))
    def residence(self, info: Info, as_of: AsOf = UNSET, known_at: KnownAt = UNSET) -> Residence | None:
        subject = subject_at(self, info, as_of, known_at)
        siblings = info.context.siblings(tables.residence, subject)
        among = tuple(sorted({row["address_id"] for rows in siblings.values() for row in rows}))
        row = next(iter(siblings.get(subject.id, ())), None)
        return None if row is None else _residence(row, subject, among)


def _residence(row: Row, subject: Subject, among: tuple[int, ...]) -> Residence:
    place, newer = subject.beside(row["address_id"], among, "residence.address"), newer_of(row)
    beside = None if newer is None else _residence(newer, subject, (newer["address_id"],))
    return Residence.of(row, subject=place, newer=beside)


def iin_of(rows: Sequence[Row]) -> IIN | None:
    """Of the identifiers of one person the IIN in force: certain before uncertain, the latest of several."""
    found = [row for row in rows if row["scheme"] == "IIN"]
    found.sort(key=lambda row: (not row["uncertain"], row["valid_from"] or date.min))
    return found[-1]["value"] if found else None


def persons(inquiry: Inquiry, scheme: Kind, values: tuple[str, ...], moment: Moment) -> dict[str, list[Row]]:
    """Whom each number ends at: those who bear it on the day, else those who ever bore it; one row a person."""
    rows = inquiry.bearers(individual_identifier, "value", values, moment, scheme.value)
    found: dict[str, list[Row]] = {}
    for value in values:
        all_days = [row for row in rows if row["value"] == value]
        on_the_day = [row for row in all_days if row["holds"]]
        found[value] = list({row["entity"]: row for row in on_the_day or all_days}.values())
    return found


def the_person(inquiry: Inquiry, scheme: Kind, value: str, moment: Moment, path: str) -> Row:
    """The one person a number ends at; that nobody was found is logged at `path`.

    Raises NotFoundError, MalformedError where nobody bears a number that breaks a rule, or AmbiguousError.
    """
    found = persons(inquiry, scheme, (value,), moment)[value]
    if len(found) != 1:
        inquiry.receipts.nobody(path, moment)
        raise ambiguous() if found else not_found(scheme, value)
    return found[0]


def resolve_individual(info: Info, iin: IIN, as_of: AsOf = UNSET, known_at: KnownAt = UNSET) -> Individual | None:
    inquiry = info.context
    moment = inquiry.moment(as_of, known_at)
    bearer = the_person(inquiry, Kind.IIN, iin, moment, "individual")["entity"]
    inquiry.receipts.answered(bearer, "individual", info.selected_fields, moment)
    return Individual(subject=Subject(bearer, (bearer,), moment, "individual"))
