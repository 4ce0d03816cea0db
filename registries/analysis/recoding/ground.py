"""What recoding stands on: codes, lives and links of units, read once. Its size is the classifier's, not the file's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, text

from registries.address import tables
from registries.address.changes import edition_decision, unit_predecessor
from registries.temporal.declare import Fact
from registries.temporal.read import Read, uncertain
from registries.temporal.state import Point, asked, believed, parameters, source, standing_one

_BOUNDS = ("valid_time", "starts_basis", "starts_after", "ends_after")
READ = (
    Read(tables.unit_code.table, ("unit_id", "kato", *_BOUNDS), tables.unit_code.known),
    Read(tables.unit_existence.table, ("unit_id", *_BOUNDS), tables.unit_existence.known),
    Read(unit_predecessor.table, ("unit_id", "predecessor_id", *_BOUNDS), unit_predecessor.known),
    uncertain(tables.unit_name, "name"),
    Read(edition_decision.table, ("later_on", "kato", "side", "decision"), edition_decision.known),
)


@dataclass(frozen=True, slots=True)
class Span:
    """What holds on the days `[since, until)`, and how sure that is: see the columns of dated facts."""

    since: date | None
    until: date | None
    starts_after: date | None = None
    ends_after: date | None = None
    starts_basis: str = "STATED"

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def may_have_begun(self, day: date) -> bool:
        return self.starts_after is not None and self.since is not None and self.starts_after < day < self.since

    def may_have_ended(self, day: date) -> bool:
        return self.ends_after is not None and self.holds(day) and self.ends_after < day


@dataclass(frozen=True, slots=True)
class Borne(Span):
    """A code of a unit."""

    unit: int = 0
    kato: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """`later` came from `earlier` on `day`, or sooner but after `after`."""

    earlier: int
    later: int
    day: date
    after: date | None = None

    def uncertain(self, day: date) -> bool:
        return self.after is not None and self.after < day < self.day


@dataclass(slots=True)
class Ground:
    """`held` has, by code, the later editions of comparisons that wait for a clerk, and the side; names are those of one day."""

    by_code: dict[str, list[Borne]] = field(default_factory=dict)
    codes: dict[int, list[Borne]] = field(default_factory=dict)
    lives: dict[int, list[Span]] = field(default_factory=dict)
    later: dict[int, list[Link]] = field(default_factory=dict)
    earlier: dict[int, list[Link]] = field(default_factory=dict)
    held: dict[str, list[tuple[date, str]]] = field(default_factory=dict)
    names: dict[int, tuple[str | None, str | None]] = field(default_factory=dict)

    def bear(self, borne: Borne) -> None:
        self.by_code.setdefault(borne.kato, []).append(borne)
        self.codes.setdefault(borne.unit, []).append(borne)

    def link(self, link: Link) -> None:
        self.later.setdefault(link.earlier, []).append(link)
        self.earlier.setdefault(link.later, []).append(link)


def read_ground(
    connection: Connection, named_on: date, known_at: datetime | None = None, codes: Sequence[str] | None = None
) -> Ground:
    """All units, or those that ever bore one of `codes` and whatever is linked to them; names of the day `named_on`."""
    point = asked(known_at)
    bound = parameters((), named_on, known_at) | ({} if codes is None else {"codes": [*codes]})
    wanted = None if codes is None else _wanted(point)
    ground = Ground()
    for row in _rows(connection, tables.unit_code, "s.unit_id, s.kato", point, wanted, bound):
        ground.bear(_borne(*row))
    for row in _rows(connection, tables.unit_existence, "s.unit_id", point, wanted, bound):
        ground.lives.setdefault(row[0], []).append(Span(*row[1:]))
    for row in _rows(connection, unit_predecessor, "s.unit_id, s.predecessor_id", point, wanted, bound):
        if row[2] is not None:
            ground.link(Link(row[1], row[0], row[2], row[4]))
    for unit, ru, kk in connection.execute(text(_names(point, wanted)), bound):
        ground.names[unit] = (ru, kk)
    held = f"SELECT t.kato, t.later_on, t.side FROM {source(edition_decision, point)} t WHERE t.decision = 'HELD'{believed('t', point)}"
    for kato, later_on, side in connection.execute(text(held), bound):
        ground.held.setdefault(kato, []).append((later_on, side))
    return ground


def _borne(unit: int, kato: str, since: date | None, until: date | None, *seen: Any) -> Borne:
    starts_after, ends_after, starts_basis = seen
    return Borne(since, until, starts_after, ends_after, starts_basis, unit=unit, kato=kato)


def _rows(
    connection: Connection, fact: Fact, said: str, point: Point, wanted: str | None, bound: Mapping[str, object]
) -> Sequence[Any]:
    among = "" if wanted is None else f" AND s.unit_id IN ({wanted})"
    statement = (
        f"SELECT {said}, lower(s.valid_time), upper(s.valid_time), s.starts_after, s.ends_after, s.starts_basis "
        f"FROM {source(fact, point)} s WHERE true{among}{believed('s', point)} ORDER BY s.unit_id, s.valid_time"
    )
    return connection.execute(text(statement), bound).all()


def _wanted(point: Point) -> str:
    """The units that ever bore one of `:codes`, and all that links lead to, forth and back."""
    link = source(unit_predecessor, point)
    holds = believed("l", point)
    return f"""WITH RECURSIVE linked AS (
    SELECT c.unit_id FROM {source(tables.unit_code, point)} c
     WHERE c.kato = ANY (CAST(:codes AS text[])){believed("c", point)}
    UNION
    SELECT f.unit_id FROM linked k CROSS JOIN LATERAL (
        SELECT l.unit_id FROM {link} l WHERE l.predecessor_id = k.unit_id{holds}
        UNION ALL SELECT l.predecessor_id FROM {link} l WHERE l.unit_id = k.unit_id{holds}) f
) SELECT unit_id FROM linked"""


def _names(point: Point, wanted: str | None) -> str:
    units = wanted or f"SELECT DISTINCT unit_id FROM {source(tables.unit_code, point)}"
    ru, kk = (
        f"LEFT JOIN {standing_one(tables.unit_name, f's.unit_id = u.unit_id AND s.language = {one!r}', point, 's.name')} {one} ON true"
        for one in ("ru", "kk")
    )
    return f"SELECT u.unit_id, ru.name, kk.name FROM ({units}) u {ru} {kk}"
