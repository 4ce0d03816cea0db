"""Legal entities: names, numbers, status, activity, addresses, and dated edges to heads and founders."""

from datetime import date
from typing import Annotated, Self, Union

import strawberry

from registries import legal_entity as register
from registries.temporal.read import standing
from registry_api.compiler import facts, holder
from registry_api.dated import Dated, every, one
from registry_api.field import field
from registry_api.individual import Individual
from registry_api.moment import dated
from registry_api.node import Node
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


ENDS_AT = "Whom the number ends at; null for nobody, and for more than one."
STATED = ("holder_scheme", "holder_value")


@strawberry.type(description="Who heads the entity, as it stated.")
class Head(Dated):
    name: str = strawberry.field(description="As stated.")
    holder_scheme: str | None = strawberry.field(description="IIN or BIN.")
    holder_value: str | None = strawberry.field(description="The stated number.")
    holder: "Holder | None" = field(
        ENDS_AT, fact=(standing(register.head, *STATED), *holder.READ), compiled=holder.holder
    )


@strawberry.type(description="Who founded the entity, as it stated.")
class Founder(Dated):
    name: str | None = strawberry.field(description="As stated.")
    holder_scheme: str | None = strawberry.field(description="IIN or BIN.")
    holder_value: str | None = strawberry.field(description="The stated number.")
    holder: "Holder | None" = field(
        ENDS_AT, fact=(standing(register.founder, *STATED), *holder.READ), compiled=holder.holder
    )


@strawberry.type
class LegalEntity(Node):
    names: list[LegalEntityName] = every(register.name)
    identifiers: list[LegalEntityIdentifier] = every(register.identifier)
    status: LegalEntityStatus | None = one(register.status)
    registration: Registration | None = one(register.registration)
    activity: Activity | None = one(register.activity)
    legal_address: list[LegalAddress] = every(register.legal_address)
    bin: BIN | None = field(
        "The BIN in force on the day asked for.",
        fact=standing(register.identifier, "value"),
        compiled=facts.first(register.identifier, "value", " AND s.scheme = 'BIN'"),
    )
    heads: list[Head] = field(fact=(register.head, *holder.READ), compiled=holder.edges(register.head), asked=dated)
    founders: list[Founder] = field(
        fact=(register.founder, *holder.READ), compiled=holder.edges(register.founder), asked=dated
    )


Holder = Annotated[Union[Individual, LegalEntity], strawberry.union("Holder")]  # noqa: UP007
