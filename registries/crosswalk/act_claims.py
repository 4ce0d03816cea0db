"""What acts claim of the other things their clauses name: whom they came from, and that they were there from that day.

The object of a clause is told by the clause itself; this is told of what comes of it, takes it in or takes it under.
An act founds what the next edition or extract brings. So what is met later than the act's first day began on that day,
under the name that the act gives it, where what it came of lay; from the day it is met on, its own source is heard.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, text

from registries.address.place_text import cleaned, parts
from registries.crosswalk.changes import GEONYM, UNIT
from registries.crosswalk.survivorship import Claim, Origin

ACT_AUTHORITY = 90
LIKE_ITS_WHOLE = "INFERRED:lies_where_it_came_from"
Key = tuple[object, ...]
Claims = dict[str, dict[tuple[int, Key], list[Claim]]]
"""By fact, then by entity and the rest of its key."""


@dataclass(frozen=True, slots=True)
class Founding:
    """That `entity_id` came of `predecessor_id` on the first day; `place`: where that one lay the day before."""

    entity_id: int
    predecessor_id: int
    operation: str
    first_day: date
    language: str
    new_name: str
    place: tuple[int | None, ...]
    statement_id: int
    origin: Origin

    def claim(self, values: Key, basis: str = "STATED") -> Claim:
        return Claim(
            values, self.first_day, None, basis, self.statement_id, ACT_AUTHORITY, self.first_day, origin=self.origin
        )


def claim_by_acts(connection: Connection, register: str, entities: Iterable[int], claims: Claims) -> None:
    """Add to `claims` what acts claim of these `entities` of a register of units or geonyms."""
    for one in _foundings(connection, register, entities):
        claims[f"{register}_predecessor"][one.entity_id, (one.predecessor_id, one.operation)].append(one.claim(()))
        if _until_met(claims[f"{register}_existence"][one.entity_id, ()], one.claim(())):
            _begin(register, one, claims)


def _begin(register: str, one: Founding, claims: Claims) -> None:
    # The act's latest words may name nothing any more, while what its earlier ones came to is not yet told anew.
    if named := parts(one.new_name):
        name = cleaned(one.new_name) if register == UNIT else named[-1].name
        _until_met(claims[f"{register}_name"][one.entity_id, (one.language,)], one.claim((name,)))
    if one.place[0] is not None:
        place = "parent" if register == UNIT else "place"
        _until_met(claims[f"{register}_{place}"][one.entity_id, ()], one.claim(one.place, LIKE_ITS_WHOLE))


def _until_met(told: list[Claim], founding: Claim) -> bool:
    """Add `founding` up to the first day from which others tell; False where they tell before, or nobody ever does."""
    first_day = founding.since
    assert first_day is not None
    met = [one for one in told if one.statement_id != founding.statement_id and one.since != first_day]
    before = any(one.since is None or one.since < first_day for one in met)
    first = min((one for one in met if one.since is not None), key=lambda one: one.since or first_day, default=None)
    if before or first is None:
        return False
    told.append(replace(founding, until=first.since, ends_basis=first.starts_basis, ends_after=first.starts_after))
    return True


def _foundings(connection: Connection, register: str, entities: Iterable[int]) -> list[Founding]:
    rows = connection.execute(text(_QUERIES[register]), {"ids": sorted(entities)})
    return [
        Founding(
            row.entity_id, row.predecessor_id, row.operation, row.first_day, row.language, row.new_name,
            tuple(row.place), row.statement_id, (row.source, row.key, row.digest),
        )
        for row in rows
    ]  # fmt: skip


def _query(register: str, other: str, whole: str, table: str, place: str) -> str:
    kind = register.partition(".")[2]
    # What moves under a unit that was there before founds nothing.
    return f"""
        SELECT r.{other} AS entity_id, {whole} AS predecessor_id,
               CASE WHEN r.operation LIKE 'MERGE\\_%' THEN 'MERGED' ELSE 'SPLIT' END AS operation, a.first_day,
               g.reading -> 'l' ->> 1 AS language, coalesce(g.reading -> 'l' ->> 4, '') AS new_name,
               ARRAY[{place}] AS place, t.id AS statement_id, s.name AS source, o.key, t.digest::text AS digest
          FROM crosswalk.act_record r JOIN provenance.act a ON a.id = r.act_id AND a.state = 'DATED'
           AND (r.operation <> 'MOVE_UNIT' OR r.whole_id IS NOT NULL)
          JOIN crosswalk.membership m ON m.record_id = r.record_id AND m.register = '{register}'
          JOIN provenance.record o ON o.id = r.record_id JOIN provenance.source s ON s.id = o.source_id
          JOIN provenance.statement t ON t.record_id = r.record_id AND t.id = (
               SELECT max(l.id) FROM provenance.statement l WHERE l.record_id = r.record_id)
          JOIN provenance.reading g ON g.statement_id = t.id
          LEFT JOIN address.{table} p ON p.{kind}_id = {whole} AND p.valid_time @> a.first_day - 1
         WHERE r.{other} = ANY(CAST(:ids AS bigint[])) AND {whole} <> r.{other}
         ORDER BY r.record_id
    """


_QUERIES: Mapping[str, str] = {
    UNIT: _query(UNIT, "other_id", "coalesce(r.whole_id, m.entity_id)", "unit_parent", "p.parent_id"),
    GEONYM: _query(GEONYM, "other_geonym_id", "m.entity_id", "geonym_place", "p.unit_id, p.parent_id"),
}
