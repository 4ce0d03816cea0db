"""Which version of a fact stands on a day, and what is known to stand beside it where the day is uncertain.

Two editions of a source only bracket a change. So on a day there may stand
* a version that holds, certain;
* a version that holds but was last observed earlier (`ends_after` < day): uncertain, and the version that begins where
  it ends is the newer state;
* no version that holds, but one that may have begun already (`starts_after` < day < its first day): it stands itself,
  uncertain.

Statements that take the point as parameters name them `:day`, and `:known_at` when they are asked for an earlier belief.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from registries.temporal.declare import Fact


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
    return f"({alias}.valid_time @> {point.day} OR ({_may_have_begun(alias, point)}))"


def _may_have_begun(alias: str, point: Point) -> str:
    return f"{alias}.starts_after < {point.day} AND lower({alias}.valid_time) > {point.day}"


def may_stand(alias: str, point: Point) -> str:
    """The condition that nothing speaks against a version on the day: it may stand, or was met later by the first to look."""
    first_met = f"{alias}.starts_basis = 'OBSERVED' AND {alias}.starts_after IS NULL"
    return f"({standing(alias, point)} OR ({first_met} AND lower({alias}.valid_time) > {point.day}))"


def standing_first(fact: Fact, alias: str, point: Point) -> str:
    """The condition that a version is the one that stands on the day: found by a value, not by its entity and key.

    A version that holds has none before it that stands; one that may have begun already may have.
    """
    same = " AND ".join(f"e.{column} = {alias}.{column}" for column in (fact.entity, *fact.key))
    earlier = (
        f"SELECT FROM {source(fact, point)} e WHERE {same} AND e.valid_time < {alias}.valid_time "
        f"AND {standing('e', point)}{believed('e', point)}"
    )
    return f"({alias}.valid_time @> {point.day} OR ({_may_have_begun(alias, point)} AND NOT EXISTS ({earlier})))"


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


def parameters(ids: Sequence[int], day: date | None, known_at: datetime | None) -> dict[str, object]:
    bound: dict[str, object] = {"ids": list(ids)}
    if day is not None:
        bound["day"] = day
    if known_at is not None:
        bound["known_at"] = known_at
    return bound
