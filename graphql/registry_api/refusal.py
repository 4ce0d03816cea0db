"""Expected refusals: data where the field can say no by its type, else an error with its code."""

import strawberry

from registries.errors import RegistryError
from registries.identifiers import Kind, read
from registry_api.scalars import sentence


class NotFoundError(RegistryError):
    code = "NOT_FOUND"


class AmbiguousError(RegistryError):
    code = "AMBIGUOUS"


class MalformedError(RegistryError):
    code = "MALFORMED_IDENTIFIER"


class FutureKnownAtError(RegistryError):
    code = "FUTURE_KNOWN_AT"


@strawberry.type(description="An expected no: a code for programs, a sentence and what to do about it for people.")
class Refusal:
    code: str
    message: str
    next_step: str


def not_found(kind: Kind, value: str) -> RegistryError:
    """Nobody bears this identifier; where it breaks a rule of its kind, the rule is what the asker wants to hear."""
    faults = read(kind, value).faults
    if faults:
        return MalformedError(sentence(kind.value, faults), next_step="check how it was typed")
    bearers = " or bearersOfCode for all of them" if kind is Kind.KATO else ""
    return NotFoundError(
        f"nothing is registered under this {kind.value}",
        next_step=f"ask for another day with asOf{bearers}, or check the number",
    )


def ambiguous(kind: str) -> RegistryError:
    if kind == Kind.KATO:
        return AmbiguousError(
            "several units have borne this KATO code, one after another",
            next_step="say the day with asOf, or ask bearersOfCode for all of them",
        )
    return AmbiguousError(
        "the number ends at more than one person and answers nobody", next_step="ask with another identifier"
    )


def no_such_object() -> RegistryError:
    return NotFoundError("no object has this id", next_step="ask for it by its number, and keep the id given with it")
