"""What a clause of a dated act comes to: the facts that hold of its object from the act's first day on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, text

from registries.address.atlas_sql import NAME_BEFORE_CLAUSE
from registries.address.place_text import Part, cleaned, parts
from registries.crosswalk.act_reading import MOVE_UNIT, NAMINGS, READ_BACKWARDS, RENAME_UNIT, Clause
from registries.crosswalk.claims import Said
from registries.crosswalk.reading import Scalar, StatedFact

STATED = "STATED"


@dataclass(frozen=True, slots=True)
class Effect:
    """When a clause has effect, the other unit that it names, and whether its object is there no more from then on.

    `backwards`: its object was found by the new name, and the old one is what it was called before.
    """

    first_day: date
    other_id: int | None = None
    ends: bool = False
    backwards: bool = False


def in_effect(connection: Connection, records: Iterable[int]) -> dict[int, Effect]:
    """The clauses among `records` that took effect or will on their day."""
    rows = connection.execute(_IN_EFFECT, {"ids": sorted(set(records))})
    return {row.record_id: Effect(row.first_day, row.other_id, row.ends, row.backwards) for row in rows}


def last_word(said: Iterable[Said]) -> Said | None:
    """What a record of an act said last, which alone counts; None where it was withdrawn."""
    return max(said, key=lambda one: (one.spans[0].since, one.statement_id), default=None)


def bound(said: list[Said], effect: Effect | None) -> list[Said]:
    """The statements of one record of an act, with the facts that follow; only its latest word counts."""
    latest = last_word(said)
    return [
        replace(one, reading=replace(one.reading, facts=_facts(one, effect) if one is latest else ())) for one in said
    ]


def _facts(said: Said, effect: Effect | None) -> tuple[StatedFact, ...]:
    clause = said.reading.clause
    if effect is None or clause is None:
        return ()
    return tuple(effects(clause, effect, said.reading.authority))


def effects(clause: Clause, effect: Effect, authority: int) -> Iterable[StatedFact]:
    """The facts of a clause from its act's first day on; none where it does nothing that is understood."""

    def fact(name: str, values: Mapping[str, Scalar], *, denied: bool = False) -> StatedFact:
        return StatedFact(name, dict(values), effect.first_day, STATED, None, None, authority, denied)

    if effect.ends:
        for name, values in _ENDING[clause.is_of_geonym]:
            yield fact(name, values, denied=True)
    elif clause.operation in NAMINGS:
        yield from (fact(name, values) for name, values in _named(clause))
        if effect.backwards:
            for name, values in _before(clause):
                yield StatedFact(name, dict(values), None, NAME_BEFORE_CLAUSE, effect.first_day, STATED, authority)
    elif clause.operation == MOVE_UNIT and effect.other_id is not None:
        yield fact("address.unit_parent", {"parent_id": effect.other_id})


Values = Mapping[str, Scalar]


def _named(clause: Clause) -> Iterable[tuple[str, Values]]:
    """The name a thing gets; of a street also its kind, where the words say that it changes."""
    if clause.operation == RENAME_UNIT:
        yield "address.unit_name", {"language": clause.language, "name": cleaned(clause.new_name or "")}
        return
    old, new = object_of(clause.old_name), object_of(clause.new_name)
    if new is not None:
        yield "address.geonym_name", {"language": clause.language, "name": new.name}
        if old is not None and new.kind is not None and old.kind not in (None, new.kind):
            yield "address.geonym_type", {"kind": new.kind}


def _before(clause: Clause) -> Iterable[tuple[str, Values]]:
    """What a renaming says of the days before it, where that is anything else than of the days after."""
    after = list(_named(clause))
    return (said for said in _named(clause.turned) if said not in after)


def _all_of(register: str, facts: Iterable[str]) -> list[tuple[str, Values]]:
    """All that holds of a thing of the register as long as it is there."""
    names = [(f"address.{register}_name", {"language": language}) for language in ("kk", "ru")]
    return [*((f"address.{register}_{fact}", {}) for fact in facts), *names]


_ENDING = {
    False: _all_of("unit", ("existence", "code", "type", "parent")),
    True: _all_of("geonym", ("existence", "code", "type", "place")),
}


def object_of(name: str | None) -> Part | None:
    """The thing itself that a text names, without the places it stands in; None where it names nothing."""
    found = parts(name or "")
    return found[-1] if found else None


_IN_EFFECT = text(f"""
    SELECT r.record_id, a.first_day, r.other_id, r.ends,
           {READ_BACKWARDS} AS backwards
      FROM unnest(CAST(:ids AS bigint[])) AS e(id) JOIN crosswalk.act_record r ON r.record_id = e.id
      JOIN provenance.act a ON a.id = r.act_id
     WHERE a.state = 'DATED' AND r.held IS NULL AND r.operation IS NOT NULL
""")
