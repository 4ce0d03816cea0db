"""From a departmental identifier to the person, or a typed refusal."""

from datetime import date
from enum import Enum
from typing import Annotated

import strawberry

from registries.crosswalk.tables import individual_identifier
from registries.identifiers import Kind, read
from registries.temporal.read import standing, uncertain
from registry_api.compiler import facts, lookup
from registry_api.field import field
from registry_api.individual import Individual, iin_in_force
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
    valid_from: date | None = field(
        "First day on which the person bore the number.",
        fact=standing(individual_identifier, "valid_time"),
        compiled=facts.column("valid_from"),
    )
    valid_to: date | None = field(
        "First day on which he bore it no longer; null: open.",
        fact=standing(individual_identifier, "valid_time"),
        compiled=facts.column("valid_to"),
    )
    in_force: bool = field(
        "Whether he bears it on the day asked for; a superseded one still finds.",
        fact=standing(individual_identifier, "valid_time"),
        compiled=lookup.in_force,
    )
    iin: IIN | None = field(
        "The person's IIN in force on the day asked for.",
        fact=uncertain(individual_identifier, "value"),
        compiled=iin_in_force,
    )
    individual: Individual = field(compiled=facts.same_identity)


Crosswalk = Annotated[CrosswalkMatch | Refusal, strawberry.union("Crosswalk")]


def code(scheme: Scheme | str) -> str:
    return Scheme(scheme).value


def normal(value: str, scheme: str) -> str:
    """The number in normal form. Raises MalformedError."""
    reading = read(Kind(scheme), value)
    if reading.normal is None:
        raise MalformedError(sentence(scheme, reading.faults), next_step="check how it was typed")
    return reading.normal
