"""Which unit or geonym a word of the command means: a KATO code, an RKO code, or `unit:12`, `geonym:12`."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, text

from registries.address import tables
from registries.errors import RegistryError
from registries.temporal.declare import Fact
from registries.temporal.state import asked, believed, parameters, source

KINDS = {"unit": tables.unit, "geonym": tables.geonym}
_CODES: dict[str, tuple[Fact, str]] = {"unit": (tables.unit_code, "kato"), "geonym": (tables.geonym_code, "rko")}
_KATO = re.compile(r"[0-9]{9}")


class SubjectError(RegistryError):
    code = "SUBJECT"


class AmbiguousCodeError(RegistryError):
    code = "AMBIGUOUS_CODE"


@dataclass(frozen=True, slots=True)
class Subject:
    kind: str
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


def subject(connection: Connection, word: str, day: date | None = None, known_at: datetime | None = None) -> Subject:
    """The one meant; `day` chooses among several bearers of a code.

    Raises SubjectError where nothing bears it, AmbiguousCodeError where several have and no day tells which.
    """
    kind, _, number = word.partition(":")
    if kind in KINDS and number.isascii() and number.isdigit() and len(number) < 19:
        if connection.scalar(text(f"SELECT id FROM {KINDS[kind].fullname} WHERE id = :id"), {"id": int(number)}):
            return Subject(kind, int(number))
        raise SubjectError(f"there is no {kind} of this number", next_step="give its code")
    kind = "unit" if _KATO.fullmatch(word) else "geonym"
    bearers = _bearers(connection, kind, word, day, known_at)
    if not bearers:
        when = "ever" if day is None else "on that day"
        raise SubjectError(
            f"no {'unit' if kind == 'unit' else 'unit or geonym'} {when} bore this code",
            next_step="give a KATO code, an RKO code, unit:NUMBER or geonym:NUMBER",
        )
    if len(bearers) > 1:
        told = "; ".join(f"{one} {period}" for one, period in bearers.items())
        raise AmbiguousCodeError(
            f"the code was given to {len(bearers)}: {told}", next_step="name the one meant, or give --as-of"
        )
    return next(iter(bearers))


def _bearers(
    connection: Connection, kind: str, code: str, day: date | None, known_at: datetime | None
) -> dict[Subject, str]:
    """Who bore the code, each with the periods."""
    fact, column = _CODES[kind]
    point = asked(known_at)
    on_the_day = "" if day is None else " AND t.valid_time @> CAST(:day AS date)"
    found = connection.execute(
        text(
            f"SELECT t.{fact.entity}, string_agg(CAST(t.valid_time AS text), ' ' ORDER BY t.valid_time) "
            f"FROM {source(fact, point)} t WHERE t.{column} = :code{on_the_day}{believed('t', point)} GROUP BY 1 ORDER BY 1"
        ),
        {"code": code, **parameters((), day, known_at)},
    )
    return {Subject(kind, identity): str(periods) for identity, periods in found}
