"""Which unit or geonym each clause of a dated act means, or why that cannot be told.

All names are read as of the day before the act's first day: what streets exchange among themselves in one act, in a
row or in a circle, comes out right. What is not one thing is held, with the keys of the names it waits for.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, text

from registries.address.atlas import AMBIGUOUS, Atlas, split_path
from registries.address.name_forms import folded
from registries.address.place_text import Part, parts
from registries.crosswalk.act_reading import (
    MERGE_UNIT,
    MOVE_UNIT,
    OF_GEONYMS,
    OPERATIONS,
    RENAME_GEONYM,
    RENAME_UNIT,
    Clause,
)
from registries.crosswalk.acts import Act
from registries.crosswalk.membership import Member
from registries.crosswalk.references import BY_NAME
from registries.crosswalk.statements import RecordSaid

UNIT, GEONYM = "address.unit", "address.geonym"
OPERATION_NOT_UNDERSTOOD = "OPERATION_NOT_UNDERSTOOD"
NO_OLD_NAME = "NO_OLD_NAME"
NO_NEW_NAME = "NO_NEW_NAME"
CONTRADICTED = "CONTRADICTED"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Meant:
    """The object of a clause, and the other unit it names; or the reason why it is held."""

    object_id: int | None = None
    other_id: int | None = None
    held: str | None = None


class Atlases:
    """Atlases by their day; an act needs that of the day before, and for where a unit moves that of the day itself."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._drawn: dict[date, Atlas] = {}

    def of(self, day: date) -> Atlas:
        if day not in self._drawn:
            self._drawn[day] = Atlas(self._connection, day)
        return self._drawn[day]


def objects_of(connection: Connection, act: Act) -> dict[int, Member]:
    """The objects of the act's clauses by record, written down with what is held; none of an act without effect."""
    clauses = {record_id: clause for record_id, said in act.records.items() if (clause := _clause(said)) is not None}
    meant: dict[int, Meant] = {}
    if act.takes_effect_on is not None:
        atlases = Atlases(connection)
        found = {record_id: meaning(atlases, clause, act.takes_effect_on) for record_id, clause in clauses.items()}
        meant = _without_contradiction(found, clauses)
    _write(connection, act.records, clauses, meant)
    return {
        record_id: Member(GEONYM if clauses[record_id].operation in OF_GEONYMS else UNIT, one.object_id, founding=False)
        for record_id, one in meant.items()
        if one.object_id is not None
    }


def _clause(said: RecordSaid) -> Clause | None:
    latest = max(said.statements, key=lambda one: (one.spans[0].since, one.statement_id), default=None)
    return None if latest is None else latest.reading.clause


def meaning(atlases: Atlases, clause: Clause, first_day: date) -> Meant:
    """What one clause means."""
    if clause.operation not in OPERATIONS:
        return Meant(held=OPERATION_NOT_UNDERSTOOD)
    old, new = parts(clause.old_name or ""), parts(clause.new_name or "")
    if not old:
        return Meant(held=NO_OLD_NAME)
    if not new and clause.operation in (RENAME_GEONYM, RENAME_UNIT, MERGE_UNIT, MOVE_UNIT):
        return Meant(held=NO_NEW_NAME)
    before = atlases.of(first_day - ONE_DAY)
    place = parts(clause.place or "")
    if clause.operation in OF_GEONYMS:
        return _geonym(before, place, old)
    found = before.unit((*place, *old))
    if isinstance(found, str):
        return Meant(held=f"{'PLACE' if place and isinstance(before.unit(place), str) else 'NAME'}_{found}")
    return Meant(found) if clause.operation not in (MERGE_UNIT, MOVE_UNIT) else _with_other(
        before if clause.operation == MERGE_UNIT else atlases.of(first_day), clause, place, found, new
    )  # fmt: skip


def _geonym(atlas: Atlas, place: tuple[Part, ...], old: tuple[Part, ...]) -> Meant:
    units, areas = split_path((*place, *old[:-1]))
    unit = atlas.unit(units)
    if isinstance(unit, str):
        return Meant(held=f"PLACE_{unit}")
    found = atlas.geonym(unit, areas, old[-1])
    return Meant(held=f"NAME_{found}") if isinstance(found, str) else Meant(found)


def _with_other(atlas: Atlas, clause: Clause, place: tuple[Part, ...], found: int, new: tuple[Part, ...]) -> Meant:
    """The unit that takes the object in lies in the same place; the one it moves under stands for itself."""
    other = atlas.unit((*place, *new) if clause.operation == MERGE_UNIT else new)
    if isinstance(other, str):
        return Meant(held=f"OTHER_{other}")
    return Meant(found, other) if other != found else Meant(held=f"OTHER_{AMBIGUOUS}")


def _without_contradiction(found: Mapping[int, Meant], clauses: Mapping[int, Clause]) -> dict[int, Meant]:
    """Two clauses of one act that give one thing different names, or do different things to it, are both held."""
    done = {r: _done(clauses[r], one) for r, one in found.items() if one.object_id is not None}
    to_things: dict[tuple[bool, int | None], set[_Done]] = defaultdict(set)
    for record_id, what in done.items():
        to_things[what.operation in OF_GEONYMS, found[record_id].object_id].add(what)

    def contradicted(record_id: int, one: Meant) -> bool:
        what = done.get(record_id)
        if what is None:
            return False
        beside = to_things[what.operation in OF_GEONYMS, one.object_id] - {what}
        # A name in each language is two clauses and no contradiction.
        return any(not (what.language and other.language) or what.language == other.language for other in beside)

    return {r: Meant(held=CONTRADICTED) if contradicted(r, one) else one for r, one in found.items()}


@dataclass(frozen=True, slots=True)
class _Done:
    """What a clause does to its thing; only a name has a language."""

    operation: str
    language: str | None
    to: object


def _done(clause: Clause, meant: Meant) -> _Done:
    if clause.operation in (RENAME_UNIT, RENAME_GEONYM):
        return _Done(clause.operation, clause.language, clause.new_name)
    return _Done(clause.operation, None, meant.other_id)


def keys_of(clause: Clause) -> set[str]:
    """The keys of all names that the clause depends on."""
    texts = (
        clause.place,
        clause.old_name,
        *((clause.new_name,) if clause.operation in (MERGE_UNIT, MOVE_UNIT) else ()),
    )
    return {folded(part.name) for given in texts for part in parts(given or "")} - {""}


def others_of(connection: Connection, act: Act) -> set[int]:
    """The other units that clauses of the act name, as last found: what an act merges comes to be theirs."""
    return set(connection.scalars(_OTHERS, {"ids": sorted(act.records)}))


def _write(
    connection: Connection, records: Iterable[int], clauses: Mapping[int, Clause], meant: Mapping[int, Meant]
) -> None:
    ids = sorted(records)
    made = [meant.get(record_id, Meant()) for record_id in ids]
    connection.execute(
        _OUTCOMES, {"ids": ids, "held": [one.held for one in made], "others": [one.other_id for one in made]}
    )
    connection.execute(_FORGET, {"ids": ids})
    waiting = sorted((key, record_id) for record_id in meant for key in keys_of(clauses[record_id]))
    if waiting:
        connection.execute(
            _AWAIT, {"keys": [key for key, _ in waiting], "ids": [record_id for _, record_id in waiting]}
        )


_OUTCOMES = text("""
    UPDATE crosswalk.act_record r SET held = e.held, other_id = e.other
      FROM unnest(CAST(:ids AS bigint[]), CAST(:held AS text[]), CAST(:others AS bigint[])) AS e(id, held, other)
     WHERE r.record_id = e.id AND (r.held, r.other_id) IS DISTINCT FROM (e.held, e.other)
""")
_OTHERS = text(
    "SELECT DISTINCT other_id FROM crosswalk.act_record WHERE record_id = ANY(CAST(:ids AS bigint[])) AND other_id IS NOT NULL"
)
_FORGET = text(f"DELETE FROM crosswalk.awaiting WHERE scheme = '{BY_NAME}' AND record_id = ANY(CAST(:ids AS bigint[]))")
_AWAIT = text(f"""
    INSERT INTO crosswalk.awaiting (scheme, value, record_id)
    SELECT '{BY_NAME}', e.key, e.id FROM unnest(CAST(:keys AS text[]), CAST(:ids AS bigint[])) AS e(key, id)
""")
