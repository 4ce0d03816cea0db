"""From a departmental identifier to the person, or a typed refusal."""

from datetime import date
from enum import Enum
from typing import Annotated

import strawberry
from strawberry import UNSET

from registries.crosswalk.tables import individual_identifier
from registries.errors import RegistryError
from registries.identifiers import Kind, read
from registry_api.compiler import facts, lookup
from registry_api.field import field
from registry_api.individual import Individual, iin_in_force, iin_of, the_person
from registry_api.inquiry import Info
from registry_api.moment import AsOf, KnownAt, Subject
from registry_api.refusal import MalformedError, Refusal
from registry_api.scalars import IIN, sentence


@strawberry.enum(description="Kinds of identifier that departments hold of persons.")
class Scheme(Enum):
    IIN = "IIN"
    RNN = "RNN"
    SIK = "SIK"
    IDENTITY_CARD = "IDENTITY_CARD"
    PASSPORT = "PASSPORT"
    BIRTH_CERTIFICATE = "BIRTH_CERTIFICATE"
    REFUGEE_CERTIFICATE = "REFUGEE_CERTIFICATE"


@strawberry.type(description="The one person a number ends at.")
class CrosswalkMatch:
    subject: strawberry.Private[Subject]
    valid_from: date | None = strawberry.field(
        description="First day on which the person bore the number.", metadata={"compiled": facts.column("valid_from")}
    )
    valid_to: date | None = strawberry.field(
        description="First day on which he bore it no longer; null: open.",
        metadata={"compiled": facts.column("valid_to")},
    )
    in_force: bool = strawberry.field(
        description="Whether he bears it on the day asked for; a superseded one still finds.",
        metadata={"compiled": lookup.in_force},
    )

    @field("The person's IIN in force on the day asked for.", compiled=iin_in_force)
    def iin(self, info: Info) -> IIN | None:
        return iin_of(info.context.states(individual_identifier, self.subject))

    @field(compiled=facts.same_identity)
    def individual(self) -> Individual:
        return Individual(subject=self.subject)


Crosswalk = Annotated[CrosswalkMatch | Refusal, strawberry.union("Crosswalk")]


def resolve_crosswalk(
    info: Info, scheme: Scheme, value: str, as_of: AsOf = UNSET, known_at: KnownAt = UNSET
) -> Crosswalk:
    moment = info.context.moment(as_of, known_at)
    try:
        row = the_person(info.context, Kind(scheme.value), _normal(scheme, value), moment, "crosswalk")
    except RegistryError as refusal:
        return Refusal.of(refusal)
    info.context.receipts.answered(row["entity"], "crosswalk", info.selected_fields, moment)
    subject = Subject(row["entity"], (row["entity"],), moment, "crosswalk")
    return CrosswalkMatch(
        subject=subject, valid_from=row["valid_from"], valid_to=row["valid_to"], in_force=row["holds"]
    )


def code(scheme: Scheme | str) -> str:
    return Scheme(scheme).value


def normal(value: str, scheme: str) -> str:
    """The number in normal form. Raises MalformedError."""
    return _normal(Scheme(scheme), value)


def _normal(scheme: Scheme, value: str) -> str:
    reading = read(Kind(scheme.value), value)
    if reading.normal is None:
        raise MalformedError(sentence(scheme.value, reading.faults), next_step="check how it was typed")
    return reading.normal
