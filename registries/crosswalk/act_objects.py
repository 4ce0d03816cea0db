"""The objects of the clauses of one day's acts, told together: clauses may contradict each other, or divide one thing.

What is not one thing is held, and every clause is kept with the keys of the names it depends on.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, text

from registries.address.name_forms import uninflected
from registries.address.place_text import parts
from registries.crosswalk.act_meaning import Meant, is_nameless, meanings
from registries.crosswalk.act_reading import NAMINGS, SPLITS, Clause
from registries.crosswalk.acts import Decrees
from registries.crosswalk.changes import GEONYM, UNIT
from registries.crosswalk.clauses import last_word
from registries.crosswalk.membership import Member
from registries.crosswalk.references import BY_NAME
from registries.crosswalk.statements import RecordSaid

CONTRADICTED = "CONTRADICTED"
SPLIT_INCOMPLETE = "SPLIT_INCOMPLETE"
NO_NAME = ""
"""The key that clauses wait for whose object has no name."""

Clauses = Mapping[int, Clause]
Found = Mapping[int, Meant]


def clauses_of(decrees: Decrees) -> dict[int, Clause]:
    return {record_id: clause for record_id, said in decrees.records.items() if (clause := _clause(said)) is not None}


def meant_by(connection: Connection, first_day: date, clauses: Clauses) -> dict[int, Meant]:
    """What the clauses of one first day come to together, as the registers now stand."""
    found = meanings(connection, first_day, clauses)
    return _divided(_without_contradiction(found, clauses), clauses)


def write_objects(connection: Connection, decrees: Decrees, clauses: Clauses, meant: Found) -> dict[int, Member]:
    """Write down what the clauses mean and why some are held; returns the objects by record. Without effect: none."""
    _write(connection, decrees.records, clauses, meant)
    return {
        record_id: Member(_register(clauses[record_id]), one.object_id, founding=False)
        for record_id, one in meant.items()
        if one.object_id is not None
    }


def _clause(said: RecordSaid) -> Clause | None:
    latest = last_word(said.statements)
    return None if latest is None else latest.reading.clause


def _register(clause: Clause) -> str:
    return GEONYM if clause.is_of_geonym else UNIT


def _without_contradiction(found: Found, clauses: Clauses) -> dict[int, Meant]:
    """Two clauses of one day that give one thing different names, or do different things to it, are both held."""
    done = {r: _done(clauses[r], one) for r, one in found.items() if one.takes_effect}
    to_things: dict[tuple[str, int | None], set[_Done]] = defaultdict(set)
    for record_id, what in done.items():
        to_things[_register(clauses[record_id]), found[record_id].object_id].add(what)

    def contradicted(record_id: int, one: Meant) -> bool:
        what = done.get(record_id)
        if what is None:
            return False
        beside = to_things[_register(clauses[record_id]), one.object_id] - {what}
        # A name in each language is two clauses and no contradiction.
        return any(not (what.language and other.language) or what.language == other.language for other in beside)

    return {r: Meant(held=CONTRADICTED) if contradicted(r, one) else one for r, one in found.items()}


@dataclass(frozen=True, slots=True)
class _Done:
    """What a clause does to its thing; only a name has a language, and a thing may be split into many."""

    operation: str
    language: str | None
    to: object


def _done(clause: Clause, meant: Meant) -> _Done:
    if clause.operation in NAMINGS:
        return _Done("NAME", clause.language, clause.new_name)
    return _Done(clause.operation, None, None if clause.operation in SPLITS else meant.other_id)


def _divided(found: Found, clauses: Clauses) -> dict[int, Meant]:
    told = dict(found)
    for records in _splits(clauses):
        told |= _split({record_id: found[record_id] for record_id in records})
    return told


def _splits(clauses: Clauses) -> Iterable[list[int]]:
    """The clauses of one split together, whether or not their things are found.

    They name their whole alike; «село Жанат» is another than «район Жанат», unless one clause says neither.
    """
    alike: dict[tuple[object, ...], dict[tuple[str | None, ...], list[int]]] = defaultdict(lambda: defaultdict(list))
    for record_id, clause in clauses.items():
        if clause.operation in SPLITS:
            named = (*parts(clause.place or ""), *parts(clause.old_name or ""))
            names = (clause.is_of_geonym, _keys(clause.place), _keys(clause.old_name))
            alike[names][tuple(part.kind for part in named)].append(record_id)
    for by_kinds in alike.values():
        if any(None in kinds for kinds in by_kinds):
            yield [record_id for records in by_kinds.values() for record_id in records]
        else:
            yield from by_kinds.values()


def _split(clauses: Found) -> dict[int, Meant]:
    """A split counts as a whole: with all its parts known, two at least. What is no part of itself ends."""
    parts_of = {one.other_id for one in clauses.values() if one.takes_effect}
    if len(parts_of) < 2 or any(one.held for one in clauses.values()):
        return {record_id: Meant(held=one.held or SPLIT_INCOMPLETE) for record_id, one in clauses.items()}
    return {record_id: replace(one, ends=one.object_id not in parts_of) for record_id, one in clauses.items()}


def keys_of(clause: Clause) -> set[str]:
    """The keys of all names that the clause depends on."""
    given = (clause.place, clause.old_name, clause.new_name)
    keys = {key for named in given for key in _keys(named)} - {NO_NAME}
    return keys | {NO_NAME} if is_nameless(clause) else keys


def _keys(given: str | None) -> tuple[str, ...]:
    return tuple(uninflected(part.name) for part in parts(given or ""))


def others_of(connection: Connection, decrees: Decrees) -> dict[str, set[int]]:
    """The other things that clauses name, by register, as last found: what comes of the acts is theirs."""
    rows = connection.execute(_OTHERS, {"ids": sorted(decrees.records)}).all()
    return {
        UNIT: {one for row in rows for one in (row.other_id, row.whole_id) if one is not None},
        GEONYM: {row.other_geonym_id for row in rows if row.other_geonym_id is not None},
    }


def _write(connection: Connection, records: Iterable[int], clauses: Clauses, meant: Found) -> None:
    ids = sorted(records)
    connection.execute(_OUTCOMES, {"ids": ids, **_columns([(clauses.get(r), meant.get(r, Meant())) for r in ids])})
    connection.execute(_FORGET, {"ids": ids})
    waiting = sorted((key, record_id) for record_id in meant for key in keys_of(clauses[record_id]))
    if waiting:
        connection.execute(
            _AWAIT, {"keys": [key for key, _ in waiting], "ids": [record_id for _, record_id in waiting]}
        )


def _columns(told: list[tuple[Clause | None, Meant]]) -> dict[str, list[object]]:
    of_geonym = [clause is not None and clause.is_of_geonym for clause, _ in told]
    others = [one.other_id for _, one in told]
    return {
        "held": [one.held for _, one in told],
        "units": [None if street else other for street, other in zip(of_geonym, others, strict=True)],
        "geonyms": [other if street else None for street, other in zip(of_geonym, others, strict=True)],
        "wholes": [one.whole_id for _, one in told],
        "ends": [one.ends for _, one in told],
    }


_OUTCOMES = text("""
    UPDATE crosswalk.act_record r
       SET held = e.held, other_id = e.unit, other_geonym_id = e.geonym, whole_id = e.whole, ends = e.ends
      FROM unnest(CAST(:ids AS bigint[]), CAST(:held AS text[]), CAST(:units AS bigint[]), CAST(:geonyms AS bigint[]),
                  CAST(:wholes AS bigint[]), CAST(:ends AS boolean[])) AS e(id, held, unit, geonym, whole, ends)
     WHERE r.record_id = e.id AND (r.held, r.other_id, r.other_geonym_id, r.whole_id, r.ends)
           IS DISTINCT FROM (e.held, e.unit, e.geonym, e.whole, e.ends)
""")
_OTHERS = text("""
    SELECT other_id, whole_id, other_geonym_id FROM crosswalk.act_record
     WHERE record_id = ANY(CAST(:ids AS bigint[])) AND num_nonnulls(other_id, other_geonym_id) > 0
""")
_FORGET = text(f"DELETE FROM crosswalk.awaiting WHERE scheme = '{BY_NAME}' AND record_id = ANY(CAST(:ids AS bigint[]))")
_AWAIT = text(f"""
    INSERT INTO crosswalk.awaiting (scheme, value, record_id)
    SELECT '{BY_NAME}', e.key, e.id FROM unnest(CAST(:keys AS text[]), CAST(:ids AS bigint[])) AS e(key, id)
""")
