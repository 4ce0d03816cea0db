"""What acts claim of the other things their clauses name: whom they came from, and that they were there from that day.

The object of a clause is told by the clause itself; this is told of what comes of it, takes it in or takes it under.
An act founds what the next edition or extract brings. So what is met later than the act's first day began on that day,
under the name and of the kind that the act gives it, where what it came of lay; from the day it is met on, its own source is heard.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from sqlalchemy import Connection, text

from registries.address.place_text import cleaned, parts
from registries.crosswalk.changes import GEONYM, UNIT
from registries.crosswalk.survivorship import Claim, Origin

ACT_AUTHORITY = 90
STATED = "STATED"
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

    def claim(self, values: Key, basis: str = STATED) -> Claim:
        return Claim(
            values, self.first_day, None, basis, self.statement_id, ACT_AUTHORITY, self.first_day, origin=self.origin
        )


def claim_by_acts(connection: Connection, register: str, entities: Iterable[int], claims: Claims) -> None:
    """Add to `claims` what acts claim of these `entities` of a register of units or geonyms.

    The acts of a day together, the earlier first: what one founded is there for the next.
    """
    foundings = _foundings(connection, register, entities)
    for one in foundings:
        claims[f"{register}_predecessor"][one.entity_id, (one.predecessor_id, one.operation)].append(one.claim(()))
    for _, of_day in groupby(foundings, key=lambda one: one.first_day):
        begun = [added for one in of_day for added in _begun(register, one, claims)]
        for told, claim in begun:
            told.append(claim)


def _begun(register: str, one: Founding, claims: Claims) -> Iterable[tuple[list[Claim], Claim]]:
    """What the act tells of a thing that is met later only, each with what others tell of it."""
    if not claims[f"{register}_existence"][one.entity_id, ()]:
        return
    for fact, key, claim in _said(register, one):
        told = claims[f"{register}_{fact}"][one.entity_id, key]
        until_met = _until_met(told, claim)
        if until_met is not None:
            yield told, until_met
        elif fact == "existence":
            return


def _said(register: str, one: Founding) -> Iterable[tuple[str, Key, Claim]]:
    yield "existence", (), one.claim(())
    # The act's latest words may name nothing any more, while what its earlier ones came to is not yet told anew.
    if named := parts(one.new_name):
        name = cleaned(one.new_name) if register == UNIT else named[-1].name
        yield "name", (one.language,), one.claim((name,))
        # The word is part of a unit's name; of a geonym it is the kind, without which no address with it can be written.
        if register == GEONYM and named[-1].kind is not None:
            yield "type", (), one.claim((named[-1].kind,))
    if one.place[0] is not None:
        yield "parent" if register == UNIT else "place", (), one.claim(one.place, LIKE_ITS_WHOLE)


def _until_met(told: Iterable[Claim], founding: Claim) -> Claim | None:
    """`founding` up to the first day from which others tell, if any do; None where they tell of its first day or before."""
    first = min(told, key=_beginning, default=None)
    if first is None:
        return founding
    if first.since is None or founding.since is None or first.since <= founding.since:
        return None
    return replace(founding, until=first.since, ends_basis=first.starts_basis, ends_after=first.starts_after)


def _beginning(claim: Claim) -> tuple[date, bool, Origin]:
    return claim.since or date.min, claim.starts_basis != STATED, claim.origin


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
         ORDER BY a.first_day, s.name, o.key
    """


_QUERIES: Mapping[str, str] = {
    UNIT: _query(UNIT, "other_id", "coalesce(r.whole_id, m.entity_id)", "unit_parent", "p.parent_id"),
    GEONYM: _query(GEONYM, "other_geonym_id", "m.entity_id", "geonym_place", "p.unit_id, p.parent_id"),
}
