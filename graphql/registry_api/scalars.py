"""Scalars that reject what cannot be read, with a sentence that names the fault and never shows the value.

An identifier is refused here when its characters or length do not hold. One that can be read but breaks a rule (a check
digit, a BIN's month) may lawfully have been issued: it is looked up, and only when nobody bears it the refusal names
the fault (`refusal.not_found`).
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import NewType

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from registries.identifiers import SENTENCES, Kind, read

IIN = NewType("IIN", str)
BIN = NewType("BIN", str)
KATO = NewType("KATO", str)
RKA = NewType("RKA", str)
CadastralNumber = NewType("CadastralNumber", str)

# Of the kinds that are digits and nothing else, how many.
_DIGITS = {Kind.IIN: 12, Kind.BIN: 12, Kind.KATO: 9, Kind.RKA: 16}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)


class ValueRefusedError(GraphQLError):
    """A value that its scalar cannot read. The message is safe to show and to log."""

    def __init__(self, message: str, code: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__(message, extensions={"code": code, **({"faults": list(faults)} if faults else {})})


def sentence(name: str, faults: tuple[str, ...]) -> str:
    """What is wrong with an identifier, for people."""
    return f"{name}: {' '.join(SENTENCES[fault] for fault in faults)}"


def parse_date(value: object) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueRefusedError("Date: a day that exists, written YYYY-MM-DD.", "MALFORMED_DATE")


def parse_moment(value: object) -> datetime:
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            return datetime.fromisoformat(value.upper())
        except ValueError:
            pass
    message = "DateTime: a moment that exists, with its offset from UTC: YYYY-MM-DDThh:mm:ss+05:00, or with Z."
    raise ValueRefusedError(message, "MALFORMED_DATETIME")


def _reader(name: str, kind: Kind) -> Callable[[object], str]:
    digits = _DIGITS.get(kind)

    def parse(value: object) -> str:
        # Written as it is kept, it is its own normal form; whether it breaks a rule is told where nobody bears it.
        if type(value) is str and len(value) == digits and value.isascii() and value.isdigit():
            return value
        if not isinstance(value, str):
            raise ValueRefusedError(f"{name}: It is written as text, in quotes.", "MALFORMED_IDENTIFIER")
        reading = read(kind, value)
        if reading.normal is None:
            raise ValueRefusedError(sentence(name, reading.faults), "MALFORMED_IDENTIFIER", reading.faults)
        return reading.normal

    return parse


def _identifier(name: str, kind: Kind, description: str) -> ScalarDefinition:
    return strawberry.scalar(name=name, description=description, serialize=str, parse_value=_reader(name, kind))


SCALARS: Mapping[object, ScalarDefinition] = {
    IIN: _identifier("IIN", Kind.IIN, "Individual identification number, 12 digits."),
    BIN: _identifier("BIN", Kind.BIN, "Business identification number, 12 digits."),
    KATO: _identifier("KATO", Kind.KATO, "Code of an administrative unit, 9 digits (NK RK 11). Codes are reused."),
    RKA: _identifier("RKA", Kind.RKA, "Registration code of an address, 16 digits."),
    CadastralNumber: _identifier("CadastralNumber", Kind.CADASTRE, "Cadastral number of a land plot, RR-DDD-KKK-PPP."),
    date: strawberry.scalar(
        name="Date", description="A day, YYYY-MM-DD.", serialize=date.isoformat, parse_value=parse_date
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="A moment with its offset from UTC, ISO 8601.",
        serialize=datetime.isoformat,
        parse_value=parse_moment,
    ),
}
