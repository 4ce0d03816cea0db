"""Who ever bore a code or a name: all bearers with their periods, and what became of the unit and of the code."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, text

from registries.address import tables
from registries.address.lineage import Link, successors
from registries.temporal.state import Point, asked, believed, source


@dataclass(frozen=True, slots=True)
class Period:
    """`[since, until)`, None for an open end; certain up to `ends_after`, and not before `starts_after`."""

    since: date | None
    until: date | None
    starts_basis: str
    starts_after: date | None
    ends_basis: str | None
    ends_after: date | None


@dataclass(frozen=True, slots=True)
class Bearer:
    """A unit that bore the value asked for, in one period.

    `later_codes`: the codes the same unit bore afterwards; `alive`: whether it is not known to have ended;
    `replaced_by`: the units that came of it; `held`: whether a clerk has still to say which unit this is.
    """

    unit_id: int
    value: str
    language: str | None
    period: Period
    later_codes: tuple[str, ...]
    alive: bool
    replaced_by: tuple[Link, ...]
    held: bool


def bearers_of_code(connection: Connection, kato: str, known_at: datetime | None = None) -> list[Bearer]:
    """Every unit that ever bore the code, in order of their periods: several are an ambiguity, not a choice."""
    point = asked(known_at)
    rows = connection.execute(
        text(
            f"SELECT c.unit_id, c.kato AS value, NULL AS language, {_PERIOD.format('c')} "
            f"FROM {source(tables.unit_code, point)} c WHERE c.kato = :value{believed('c', point)} "
            "ORDER BY lower(c.valid_time) NULLS FIRST, c.unit_id"
        ),
        _bound({"value": kato}, known_at),
    )
    return _told(connection, rows, known_at)


def bearers_of_name(
    connection: Connection, name: str, language: str | None = None, known_at: datetime | None = None
) -> list[Bearer]:
    """Every unit that ever bore a name as it is written, blanks and case aside; in one language, or in any."""
    point = asked(known_at)
    of_language = "" if language is None else " AND n.language = :language"
    rows = connection.execute(
        text(
            f"SELECT n.unit_id, n.name AS value, n.language, {_PERIOD.format('n')} "
            f"FROM {source(tables.unit_name, point)} n WHERE n.sort_key = alphabet.kazakh_key(:value)"
            f"{of_language}{believed('n', point)} ORDER BY lower(n.valid_time) NULLS FIRST, n.unit_id, n.language"
        ),
        _bound({"value": " ".join(name.split()), **({} if language is None else {"language": language})}, known_at),
    )
    return _told(connection, rows, known_at)


def _told(connection: Connection, rows: Iterable[Row[Any]], known_at: datetime | None) -> list[Bearer]:
    return [_bearer(connection, row, known_at) for row in list(rows)]


def _bearer(connection: Connection, row: Row[Any], known_at: datetime | None) -> Bearer:
    unit_id, value, language, *bounds = tuple(row)
    period = Period(*bounds)
    point = asked(known_at)
    bound = _bound({"unit": unit_id}, known_at)
    codes = connection.execute(text(_codes(point)), bound).all()
    later = [
        code.kato for code in codes if period.since is None or (code.since is not None and code.since > period.since)
    ]
    return Bearer(
        unit_id, value, language, period, tuple(code for code in dict.fromkeys(later) if code != value),
        bool(connection.scalar(text(_alive(point)), bound)), tuple(successors(connection, unit_id, known_at)),
        bool(connection.scalar(text(_held(point)), bound)),
    )  # fmt: skip


def _codes(point: Point) -> str:
    return (
        f"SELECT c.kato, lower(c.valid_time) AS since FROM {source(tables.unit_code, point)} c "
        f"WHERE c.unit_id = :unit{believed('c', point)} ORDER BY lower(c.valid_time) NULLS FIRST"
    )


def _alive(point: Point) -> str:
    return (
        f"SELECT coalesce(bool_or(upper_inf(e.valid_time)), false) FROM {source(tables.unit_existence, point)} e "
        f"WHERE e.unit_id = :unit{believed('e', point)}"
    )


def _held(point: Point) -> str:
    decisions = "address.edition_decision" if point.known is None else "address.edition_decision_known"
    return f"""SELECT EXISTS (SELECT FROM {decisions} d JOIN crosswalk.membership m
        ON m.record_id = d.old_record_id OR m.record_id = d.new_record_id
     WHERE d.decision = 'HELD'{believed("d", point)} AND m.register = 'address.unit' AND m.entity_id = :unit)"""


def _bound(values: dict[str, object], known_at: datetime | None) -> dict[str, object]:
    return values if known_at is None else {**values, "known_at": known_at}


_PERIOD = (
    "lower({0}.valid_time), upper({0}.valid_time), {0}.starts_basis, {0}.starts_after, {0}.ends_basis, {0}.ends_after"
)
