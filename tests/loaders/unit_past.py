"""The past of units as the tables have it: who bore a code, what was done to a unit, what it came from and led to."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class Operation:
    operation: str
    day: date
    basis: str
    after: date | None


@dataclass(frozen=True, slots=True)
class Link:
    """The unit at the other end of an operation."""

    unit_id: int
    operation: str
    day: date
    basis: str
    after: date | None


@dataclass(frozen=True, slots=True)
class Bearer:
    """A unit that bore a code, in one period; the codes it bore afterwards, whether it is there, and what came of it.

    `held`: whether a clerk has still to say which unit this is.
    """

    unit_id: int
    since: date | None
    until: date | None
    starts_basis: str
    starts_after: date | None
    ends_basis: str | None
    ends_after: date | None
    later_codes: tuple[str, ...]
    alive: bool
    replaced_by: tuple[Link, ...]
    held: bool


def operations(connection: Connection, unit_id: int, known: datetime | None = None) -> list[Operation]:
    said = "t.operation, lower(t.valid_time), t.starts_basis, t.starts_after"
    rows = _rows(connection, said, "unit_operation", "t.unit_id = :id ORDER BY 2, 1", unit_id, known)
    return [Operation(*row) for row in rows]


def predecessors(connection: Connection, unit_id: int, known: datetime | None = None) -> list[Link]:
    return _links(connection, "predecessor_id", "unit_id", unit_id, known)


def successors(connection: Connection, unit_id: int, known: datetime | None = None) -> list[Link]:
    return _links(connection, "unit_id", "predecessor_id", unit_id, known)


def bearers_of_code(connection: Connection, kato: str, known: datetime | None = None) -> list[Bearer]:
    said = "t.unit_id, lower(t.valid_time), upper(t.valid_time), t.starts_basis, t.starts_after, t.ends_basis, t.ends_after"
    rows = _rows(connection, said, "unit_code", "t.kato = :id ORDER BY 2 NULLS FIRST, 1", kato, known)
    return [
        Bearer(
            *row, _later_codes(connection, row[0], kato, row[1], known), _alive(connection, row[0], known),
            tuple(successors(connection, row[0], known)), _held(connection, row[0], known),
        )
        for row in rows
    ]  # fmt: skip


def _later_codes(
    connection: Connection, unit_id: int, kato: str, since: date | None, known: datetime | None
) -> tuple[str, ...]:
    rows = _rows(connection, "t.kato, lower(t.valid_time)", "unit_code", "t.unit_id = :id ORDER BY 2", unit_id, known)
    later = (code for code, day in rows if since is None or (day is not None and day > since))
    return tuple(code for code in dict.fromkeys(later) if code != kato)


def _alive(connection: Connection, unit_id: int, known: datetime | None) -> bool:
    rows = _rows(connection, "upper(t.valid_time)", "unit_existence", "t.unit_id = :id", unit_id, known)
    return any(row[0] is None for row in rows)


def _held(connection: Connection, unit_id: int, known: datetime | None) -> bool:
    """Which unit a line was of is read as it was believed too."""
    decided = "m.record_id IN (t.old_record_id, t.new_record_id) AND m.register = 'address.unit' AND m.entity_id = :id"
    where = f"t.decision = 'HELD' AND EXISTS (SELECT FROM crosswalk.membership_known m WHERE {_BELIEVED.format('m')} AND {decided})"
    return bool(_rows(connection, "1", "edition_decision", where, unit_id, known))


def _links(connection: Connection, other: str, own: str, unit_id: int, known: datetime | None) -> list[Link]:
    said = f"t.{other}, t.operation, lower(t.valid_time), t.starts_basis, t.starts_after"
    rows = _rows(connection, said, "unit_predecessor", f"t.{own} = :id ORDER BY 3, 1, 2", unit_id, known)
    return [Link(*row) for row in rows]


def _rows(
    connection: Connection, said: str, table: str, where: str, identity: object, known: datetime | None
) -> list[tuple[Any, ...]]:
    """Rows as believed now, or then."""
    query = f"SELECT {said} FROM address.{table}_known t WHERE {_BELIEVED.format('t')} AND {where}"
    return [tuple(row) for row in connection.execute(text(query), {"id": identity, "known": known})]


_BELIEVED = "{}.transaction_time @> coalesce(CAST(:known AS timestamptz), clock_timestamp())"
