"""Which version of a fact stands on a day, and what is known to stand beside it where the day is uncertain.

Two editions of a source only bracket a change. So on a day there may stand
* a version that holds, certain;
* a version that holds but was last observed earlier (`ends_after` < day): uncertain, and the version that begins where
  it ends is the newer state;
* no version that holds, but one that may have begun already (`starts_after` < day < its first day): it stands itself,
  uncertain.

The statements that are run here take `:ids` (identities), `:day`, and `:known_at` when they are asked for an earlier belief.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, text

from registries.temporal.declare import Fact

PERIOD = ("valid_from", "valid_to", "starts_basis", "ends_basis")


@dataclass(frozen=True, slots=True)
class Point:
    """The point asked for, as two SQL expressions: a date, and a timestamptz or None for what is believed now."""

    day: str
    known: str | None = None


def asked(known_at: datetime | None) -> Point:
    """The point `:day`, and `:known_at` where an earlier belief is asked for."""
    return Point("CAST(:day AS date)", None if known_at is None else "CAST(:known_at AS timestamptz)")


def source(fact: Fact, point: Point) -> str:
    """The table that answers: what is believed now, or every belief there ever was."""
    return fact.name if point.known is None else f"{fact.known.schema}.{fact.known.name}"


def believed(alias: str, point: Point) -> str:
    """The condition, to be added to others, that the row was believed then."""
    return "" if point.known is None else f" AND {alias}.transaction_time @> {point.known}"


def standing(alias: str, point: Point) -> str:
    """The condition that a version may stand on the day; of several of one key the earliest does."""
    begun = f"{alias}.starts_after < {point.day} AND lower({alias}.valid_time) > {point.day}"
    return f"({alias}.valid_time @> {point.day} OR ({begun}))"


def standing_first(fact: Fact, alias: str, point: Point) -> str:
    """The condition that a version is the one that stands on the day: found by a value, not by its entity and key.

    A version that holds has none before it that stands; one that may have begun already may have.
    """
    same = " AND ".join(f"e.{column} = {alias}.{column}" for column in (fact.entity, *fact.key))
    begun = f"{alias}.starts_after < {point.day} AND lower({alias}.valid_time) > {point.day}"
    earlier = (
        f"SELECT FROM {source(fact, point)} e WHERE {same} AND e.valid_time < {alias}.valid_time "
        f"AND {standing('e', point)}{believed('e', point)}"
    )
    return f"({alias}.valid_time @> {point.day} OR ({begun} AND NOT EXISTS ({earlier})))"


def uncertain(alias: str, point: Point) -> str:
    """Whether a version that stands on the day does so uncertainly."""
    return f"(NOT {alias}.valid_time @> {point.day} OR coalesce({alias}.ends_after < {point.day}, false))"


def turning(alias: str, point: Point) -> str:
    """The first day of the newer state, where `alias` stands uncertainly; null where it is certain."""
    return (
        f"CASE WHEN NOT {alias}.valid_time @> {point.day} THEN lower({alias}.valid_time) "
        f"WHEN {alias}.ends_after < {point.day} THEN upper({alias}.valid_time) END"
    )


def standing_one(fact: Fact, condition: str, point: Point, columns: str = "s.*") -> str:
    """A subquery for LATERAL: the one version `s` under `condition` that stands on the day, with uncertain and turning.

    `condition` fixes the entity and the whole key, `columns` are those of `s` that are read further.
    """
    return (
        f"LATERAL (SELECT {columns}, {uncertain('s', point)} AS uncertain, {turning('s', point)} AS turning "
        f"FROM {source(fact, point)} s WHERE {condition} AND {standing('s', point)}{believed('s', point)} "
        "ORDER BY s.valid_time LIMIT 1)"
    )


def following(fact: Fact, alias: str, newer: str, point: Point) -> str:
    """The condition that `newer` is the version observed next, beside an uncertain `alias` of the same key."""
    same = " AND ".join(f"{newer}.{column} = {alias}.{column}" for column in (fact.entity, *fact.key))
    return (
        f"{alias}.ends_after < {point.day} AND {same} "
        f"AND lower({newer}.valid_time) = upper({alias}.valid_time){believed(newer, point)}"
    )


def states(
    connection: Connection, fact: Fact, ids: Sequence[int], day: date, known_at: datetime | None
) -> Sequence[RowMapping]:
    """What stands on `day`, one row per identity and key.

    Columns: entity, the fact's key and values, PERIOD, uncertain, and for an uncertain one the same of the newer
    version with the prefix `newer_` (all null where none is known).
    """
    by_key = ", ".join(f"s.{column}" for column in (fact.entity, *fact.key))
    point = asked(known_at)
    statement = (
        f"SELECT DISTINCT ON ({by_key}) s.{fact.entity} AS entity, {_columns(fact, 's')}, "
        f"{uncertain('s', point)} AS uncertain, {_columns(fact, 'n', 'newer_')} "
        f"FROM unnest(CAST(:ids AS bigint[])) AS e(id) JOIN {source(fact, point)} s ON s.{fact.entity} = e.id "
        f"LEFT JOIN {source(fact, point)} n ON {following(fact, 's', 'n', point)} "
        f"WHERE {standing('s', point)}{believed('s', point)} ORDER BY {by_key}, s.valid_time"
    )
    return connection.execute(text(statement), parameters(ids, day, known_at)).mappings().all()


def versions(connection: Connection, fact: Fact, ids: Sequence[int], known_at: datetime | None) -> Sequence[RowMapping]:
    """Every version believed, in the order of key and time; columns as in `states`, never uncertain, without newer."""
    by_key = ", ".join(f"s.{column}" for column in (fact.entity, *fact.key))
    point = asked(known_at)
    statement = (
        f"SELECT s.{fact.entity} AS entity, {_columns(fact, 's')}, false AS uncertain "
        f"FROM unnest(CAST(:ids AS bigint[])) AS e(id) JOIN {source(fact, point)} s ON s.{fact.entity} = e.id "
        f"WHERE true{believed('s', point)} ORDER BY {by_key}, s.valid_time"
    )
    return connection.execute(text(statement), parameters(ids, None, known_at)).mappings().all()


def bearers(
    connection: Connection,
    fact: Fact,
    column: str,
    values: Sequence[str],
    day: date,
    known_at: datetime | None,
    scheme: str | None = None,
) -> Sequence[RowMapping]:
    """Who bears or ever bore these codes: entity, value, PERIOD, holds (it stands on `day`), uncertain, turning."""
    point = asked(known_at)
    of_scheme = "" if scheme is None else " AND s.scheme = :scheme"
    statement = (
        f"SELECT s.{fact.entity} AS entity, s.{column} AS value, {_period('s')}, coalesce({standing('s', point)}, false) AS holds, "
        f"{uncertain('s', point)} AS uncertain, {turning('s', point)} AS turning "
        f"FROM unnest(CAST(:values AS text[])) AS e(value) JOIN {source(fact, point)} s ON s.{column} = e.value "
        f"WHERE true{of_scheme}{believed('s', point)} ORDER BY s.{column}, s.valid_time, s.{fact.entity}"
    )
    bound = parameters([], day, known_at) | {"values": list(values)} | ({} if scheme is None else {"scheme": scheme})
    del bound["ids"]
    return connection.execute(text(statement), bound).mappings().all()


def parameters(ids: Sequence[int], day: date | None, known_at: datetime | None) -> dict[str, object]:
    bound: dict[str, object] = {"ids": list(ids)}
    if day is not None:
        bound["day"] = day
    if known_at is not None:
        bound["known_at"] = known_at
    return bound


def _columns(fact: Fact, alias: str, prefix: str = "") -> str:
    named = ", ".join(f"{alias}.{column} AS {prefix}{column}" for column in (*fact.key, *fact.values))
    return ", ".join(part for part in (named, _period(alias, prefix)) if part)


def _period(alias: str, prefix: str = "") -> str:
    """The columns of PERIOD."""
    return (
        f"lower({alias}.valid_time) AS {prefix}valid_from, upper({alias}.valid_time) AS {prefix}valid_to, "
        f"{alias}.starts_basis AS {prefix}starts_basis, {alias}.ends_basis AS {prefix}ends_basis"
    )
