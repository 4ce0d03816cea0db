"""What was done to a unit, what it came from and what came of it; on both time axes."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, text

from registries.address.changes import unit_operation, unit_predecessor
from registries.temporal.state import asked, believed, source


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation on a unit: its first day (uncertain from `after` on where only OBSERVED) and what it rests on."""

    operation: str
    day: date
    basis: str
    after: date | None
    statement_id: int | None
    act_id: int | None


@dataclass(frozen=True, slots=True)
class Link:
    """The unit at the other end of an operation that made one of another; the rest is the operation's."""

    unit_id: int
    operation: Operation


def operations(connection: Connection, unit_id: int, known_at: datetime | None = None) -> list[Operation]:
    """All that was done to a unit, in order."""
    point = asked(known_at)
    rows = connection.execute(
        text(
            f"SELECT {_SAID} FROM {source(unit_operation, point)} o WHERE o.unit_id = :unit{believed('o', point)} "
            "ORDER BY lower(o.valid_time), o.operation"
        ),
        _bound(unit_id, known_at),
    )
    return [Operation(*row) for row in rows]


def predecessors(connection: Connection, unit_id: int, known_at: datetime | None = None) -> list[Link]:
    """The units that this one came from by a split or a merger."""
    return _links(connection, "unit_id", "predecessor_id", unit_id, known_at)


def successors(connection: Connection, unit_id: int, known_at: datetime | None = None) -> list[Link]:
    """The units that came of this one by a split or a merger."""
    return _links(connection, "predecessor_id", "unit_id", unit_id, known_at)


def _links(connection: Connection, own: str, other: str, unit_id: int, known_at: datetime | None) -> list[Link]:
    point = asked(known_at)
    rows = [
        tuple(row)
        for row in connection.execute(
            text(
                f"SELECT o.{other}, {_SAID} FROM {source(unit_predecessor, point)} o "
                f"WHERE o.{own} = :unit{believed('o', point)} ORDER BY lower(o.valid_time), o.{other}, o.operation"
            ),
            _bound(unit_id, known_at),
        )
    ]
    return [Link(row[0], Operation(*row[1:])) for row in rows]


def _bound(unit_id: int, known_at: datetime | None) -> dict[str, object]:
    return {"unit": unit_id} if known_at is None else {"unit": unit_id, "known_at": known_at}


_SAID = "o.operation, lower(o.valid_time), o.starts_basis, o.starts_after, o.statement_id, o.act_id"
