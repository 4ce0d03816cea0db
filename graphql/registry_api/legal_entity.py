"""Legal entities: names, numbers, status, activity, addresses, and dated edges to heads and founders."""

from datetime import date
from typing import Annotated, Self, Union

import strawberry
from strawberry import UNSET

from registries import legal_entity as register
from registries.identifiers import Kind
from registry_api.compiler import facts
from registry_api.dated import Dated, every, one, subject_at
from registry_api.field import field
from registry_api.holder import Held, edges, reached
from registry_api.individual import Individual
from registry_api.inquiry import Info
from registry_api.moment import AsOf, KnownAt, Subject
from registry_api.refusal import not_found
from registry_api.scalars import BIN


@strawberry.type
class LegalEntityName(Dated):
    language: str = strawberry.field(description="kk or ru.")
    name: str
    newer: Self | None = strawberry.field(description="The name observed next, where this one is uncertain.")


@strawberry.type
class LegalEntityIdentifier(Dated):
    scheme: str = strawberry.field(description="BIN, RNN or OKPO.")
    value: str


@strawberry.type
class LegalEntityStatus(Dated):
    status: str
    newer: Self | None = strawberry.field(description="The status observed next, where this one is uncertain.")


@strawberry.type
class Registration(Dated):
    registered_on: date


@strawberry.type
class Activity(Dated):
    oked: str = strawberry.field(description="Main activity by OKED, as stated.")


@strawberry.type
class LegalAddress(Dated):
    language: str = strawberry.field(description="kk or ru.")
    text: str = strawberry.field(description="As stated; its code is not guessed.")


@strawberry.type(description="Who heads the entity, as it stated.")
class Head(Dated):
    held: strawberry.Private[Held]
    name: str = strawberry.field(description="As stated.")
    holder_scheme: str | None = strawberry.field(description="IIN or BIN.")
    holder_value: str | None = strawberry.field(description="The stated number.")

    @field("Whom the number ends at; null for nobody, and for more than one.")
    def holder(self, info: Info) -> "Holder | None":
        return holder_of(info, self.held)


@strawberry.type(description="Who founded the entity, as it stated.")
class Founder(Dated):
    held: strawberry.Private[Held]
    name: str | None = strawberry.field(description="As stated.")
    holder_scheme: str | None = strawberry.field(description="IIN or BIN.")
    holder_value: str | None = strawberry.field(description="The stated number.")

    @field("Whom the number ends at; null for nobody, and for more than one.")
    def holder(self, info: Info) -> "Holder | None":
        return holder_of(info, self.held)


@strawberry.type
class LegalEntity:
    subject: strawberry.Private[Subject]
    names: list[LegalEntityName] = every(register.name, LegalEntityName)
    identifiers: list[LegalEntityIdentifier] = every(register.identifier, LegalEntityIdentifier)
    status: LegalEntityStatus | None = one(register.status, LegalEntityStatus)
    registration: Registration | None = one(register.registration, Registration)
    activity: Activity | None = one(register.activity, Activity)
    legal_address: list[LegalAddress] = every(register.legal_address, LegalAddress)

    @field(
        "The BIN in force on the day asked for.",
        fact=register.identifier,
        compiled=facts.first(register.identifier, "value", " AND s.scheme = 'BIN'"),
    )
    def bin(self, info: Info) -> BIN | None:
        rows = [row for row in info.context.states(register.identifier, self.subject) if row["scheme"] == Kind.BIN]
        return rows[0]["value"] if rows else None

    @field(fact=register.head)
    def heads(self, info: Info, as_of: AsOf = UNSET, known_at: KnownAt = UNSET) -> list[Head]:
        subject = subject_at(self, info, as_of, known_at)
        return [Head.of(row, held=held) for row, held in edges(info, register.head, subject, "heads")]

    @field(fact=register.founder)
    def founders(self, info: Info, as_of: AsOf = UNSET, known_at: KnownAt = UNSET) -> list[Founder]:
        subject = subject_at(self, info, as_of, known_at)
        return [Founder.of(row, held=held) for row, held in edges(info, register.founder, subject, "founders")]


Holder = Annotated[Union[Individual, LegalEntity], strawberry.union("Holder")]  # noqa: UP007


def holder_of(info: Info, held: Held) -> Individual | LegalEntity | None:
    """The person or legal entity at the end of an edge."""
    found = reached(info.context, held)
    if found is None:
        return None
    scheme, subject = found
    return LegalEntity(subject=subject) if scheme == Kind.BIN else Individual(subject=subject)


def resolve_legal_entity(
    info: Info,
    number: Annotated[BIN, strawberry.argument(name="bin")],
    as_of: AsOf = UNSET,
    known_at: KnownAt = UNSET,
) -> LegalEntity | None:
    moment = info.context.moment(as_of, known_at)
    rows = info.context.bearers(register.identifier, "value", (number,), moment, "BIN")
    bearer = next((row["entity"] for row in sorted(rows, key=lambda row: not row["holds"])), None)
    if bearer is None:
        raise not_found(Kind.BIN, number)
    return LegalEntity(subject=Subject(bearer, (bearer,), moment, "legalEntity"))
