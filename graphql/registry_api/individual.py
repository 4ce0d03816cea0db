"""Individuals: names, identifiers, documents, residence, on a day and as believed at a moment."""

from datetime import date
from typing import Self

import strawberry
from graphql import GraphQLField

from registries.crosswalk.tables import individual_identifier
from registries.individual import tables
from registries.temporal import state
from registries.temporal.read import standing, uncertain
from registry_api.address import Address
from registry_api.compiler import facts, grounds
from registry_api.compiler.json_text import scalar
from registry_api.compiler.selection import Selected
from registry_api.compiler.statement import Scope, Statement
from registry_api.dated import Dated, every, one
from registry_api.field import field
from registry_api.node import Node
from registry_api.provenance import ATTRIBUTES, READ, Provenance
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
    newer: Self | None = strawberry.field(description="The residence observed next, where this is uncertain.")
    since: date | None = field(
        "First day of registration at the address.",
        fact=standing(tables.residence, "valid_time"),
        compiled=facts.column("valid_from"),
    )
    address: Address = field(fact=standing(tables.residence, "address_id"), compiled=facts.leading_to("address_id"))


def iin_in_force(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    """Of several IINs the one in force: certain before uncertain, then the latest."""
    rows = facts.standing_rows(individual_identifier, scope.id, scope.at, " AND s.scheme = 'IIN'")
    latest = f"{state.uncertain('i', scope.at.point)}, lower(i.valid_time) DESC NULLS LAST, i.value DESC"
    return f"(SELECT {scalar('i.value', defined.type)} FROM ({rows}) i ORDER BY {latest} LIMIT 1)"


@strawberry.type(description="A natural person.")
class Individual(Node):
    names: list[PersonName] = every(tables.name)
    birth: Birth | None = one(tables.birth)
    death: Death | None = one(tables.death)
    sex: RegisteredSex | None = one(tables.sex)
    citizenship: Citizenship | None = one(tables.citizenship)
    identifiers: list[Identifier] = every(individual_identifier, "All departmental identifiers.")
    documents: list[Document] = every(tables.document, "Documents in force.")
    iin: IIN | None = field(
        "The IIN in force on the day asked for.", fact=uncertain(individual_identifier, "value"), compiled=iin_in_force
    )
    residence: Residence | None = one(tables.residence, "Registered residence.")
    provenance: list[Provenance] = field(
        "What every value above rests on, and what was claimed otherwise.",
        fact=READ,
        compiled=grounds.behind(ATTRIBUTES),
    )
    merged_into: "Individual | None" = field(
        "Where this one led: the person that the records it was made of speak of; null: itself.",
        fact=grounds.LED_TO,
        compiled=grounds.led_to,
    )
