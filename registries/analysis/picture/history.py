"""What is to be drawn: the facts of one thing as lanes of periods, as believed now or at a moment."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, RowMapping, text

from registries.address import tables
from registries.temporal.declare import Fact
from registries.temporal.state import asked, believed, parameters, source, standing_one


@dataclass(frozen=True, slots=True)
class Period:
    """What is said of the days `[since, until)`; None is an open end.

    `observed_until` is the last day it was seen, where it may have ended sooner than `until`; `unseen_since` the last
    day known to lie before an observed beginning.
    """

    label: str
    since: date | None
    until: date | None
    since_basis: str = "STATED"
    until_basis: str | None = None
    observed_until: date | None = None
    unseen_since: date | None = None

    def told(self) -> str:
        """The period in words, both days included.

        >>> Period("x", date(2018, 1, 1), date(2022, 10, 17)).told()
        '2018-01-01 – 2022-10-16'
        """
        last = None if self.until is None else self.until - timedelta(days=1)
        if self.since is None:
            return "always" if last is None else f"until {last}"
        if last is None:
            return f"since {self.since}"
        return str(last) if last == self.since else f"{self.since} – {last}"


@dataclass(frozen=True, slots=True)
class Lane:
    title: str
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class History:
    title: str
    subtitle: str
    lanes: tuple[Lane, ...]


Worded = Callable[[RowMapping], str]


@dataclass(frozen=True, slots=True)
class _Facts:
    kind: str
    existence: Fact
    name: Fact
    code: tuple[Fact, str, str]
    type: Fact
    # The fact, its column, and whose name it tells.
    places: tuple[tuple[Fact, str, Fact, str], ...]


_OF = {
    "unit": _Facts(
        "unit", tables.unit_existence, tables.unit_name, (tables.unit_code, "kato", "KATO code"), tables.unit_type,
        ((tables.unit_parent, "parent_id", tables.unit_name, "Belongs to"),),
    ),
    "geonym": _Facts(
        "geonym", tables.geonym_existence, tables.geonym_name, (tables.geonym_code, "rko", "RKO code"),
        tables.geonym_type,
        ((tables.geonym_place, "unit_id", tables.unit_name, "Lies in"),
         (tables.geonym_place, "parent_id", tables.geonym_name, "Part of")),
    ),
}  # fmt: skip
LANGUAGES = {"kk": "Name, Kazakh", "ru": "Name, Russian"}


def history(connection: Connection, kind: str, identity: int, today: date, known_at: datetime | None = None) -> History:
    """The history of the unit or geonym `identity`; lanes without a period are left out."""
    facts = _OF[kind]
    code, column, title = facts.code

    def periods(fact: Fact, worded: Worded, condition: str = "true") -> tuple[Period, ...]:
        rows = _versions(connection, fact, identity, known_at, condition)
        return _joined(_period(row, worded(row)) for row in rows)

    lanes = [Lane("Exists", periods(facts.existence, lambda _: "exists"))]
    for language, called in LANGUAGES.items():
        lanes.append(Lane(called, periods(facts.name, lambda row: str(row["name"]), f"t.language = '{language}'")))
    lanes.append(Lane(title, periods(code, lambda row: str(row[column]))))
    for place, above, name, called in facts.places:
        lanes.append(
            Lane(
                called,
                periods(
                    place,
                    lambda row, above=above, name=name: _named(connection, name, row, above, today, known_at),  # type: ignore[misc]
                    f"t.{above} IS NOT NULL",
                ),
            )
        )
    lanes.append(Lane("Kind", periods(facts.type, lambda row: str(row["kind"]).lower().replace("_", " "))))
    drawn = tuple(lane for lane in lanes if lane.periods)
    believed_then = "" if known_at is None else f", as believed on {known_at.isoformat(' ', 'minutes')}"
    return History(_title(drawn, kind, identity), f"{kind} {identity}{believed_then}", drawn)


def _title(lanes: Sequence[Lane], kind: str, identity: int) -> str:
    """The latest names."""
    latest = [lane.periods[-1].label for lane in lanes if lane.title in LANGUAGES.values()]
    return " · ".join(dict.fromkeys(latest)) or f"{kind} {identity}"


def _versions(
    connection: Connection, fact: Fact, identity: int, known_at: datetime | None, condition: str
) -> Iterable[RowMapping]:
    point = asked(known_at)
    statement = (
        f"SELECT t.*, lower(t.valid_time) AS since, upper(t.valid_time) AS until FROM {source(fact, point)} t "
        f"WHERE t.{fact.entity} = :id AND {condition}{believed('t', point)} ORDER BY t.valid_time"
    )
    return connection.execute(text(statement), {"id": identity, **parameters((), None, known_at)}).mappings()


def _period(row: RowMapping, label: str) -> Period:
    return Period(
        label,
        row["since"],
        row["until"],
        row["starts_basis"],
        row["ends_basis"],
        row["ends_after"],
        row["starts_after"],
    )


def _joined(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Neighbours that say the same (on other grounds) as one."""
    joined: list[Period] = []
    for period in periods:
        before = joined[-1] if joined else None
        if before and before.label == period.label and before.until == period.since and not before.observed_until:
            joined[-1] = Period(
                before.label, before.since, period.until, before.since_basis, period.until_basis,
                period.observed_until, before.unseen_since,
            )  # fmt: skip
        else:
            joined.append(period)
    return tuple(joined)


def _named(
    connection: Connection, name: Fact, row: RowMapping, column: str, today: date, known_at: datetime | None
) -> str:
    """What the thing above was called at the end of the period, in Russian, else in Kazakh."""
    until = row["until"] - timedelta(days=1) if row["until"] else None
    day = min(until, today) if until else max(today, row["since"] or today)
    point = asked(known_at)
    for language in ("ru", "kk"):
        one = standing_one(name, f"s.{name.entity} = :id AND s.language = '{language}'", point, "s.name, s.valid_time")
        found = connection.scalar(
            text(f"SELECT n.name FROM {one} n"),
            {"id": row[column], **parameters((), max(day, row["since"] or day), known_at)},
        )
        if found is not None:
            return str(found)
    return f"[{row[column]}]"
