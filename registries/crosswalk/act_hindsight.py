"""Renamings older than the first paper that has their street: read backwards, from the new name that the paper knows.

What a first extract calls a street it has called so since ever, as far as it tells. Where an act of before that day says
that a street of the place got the name, it is that street, and before the act it bore the old name of the clause; so it
is not what another clause means by the name it bears today. Acts between the two days are turned back, the latest first.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from registries.address.atlas import NOT_FOUND, Atlas, split_path
from registries.address.name_forms import uninflected
from registries.address.place_text import Part, nameless, parts
from registries.crosswalk.act_reading import NAME_GEONYM, NAMINGS, READ_BACKWARDS, RENAME_GEONYM, RENAME_UNIT, Clause
from registries.crosswalk.changes import UNIT
from registries.crosswalk.met_later import MetLater, met_later

NEW_NAME_BORNE = "NEW_NAME_BORNE"
"""A street first heard of after the act bears the new name, and another one the old: which was renamed is not told."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a clause names, in the unit where it lies; `olds`: by its name, or as the one that has none."""

    unit: int
    areas: tuple[Part, ...]
    olds: tuple[Part, ...]
    new: Part
    clause: Clause

    @property
    def old(self) -> Part | None:
        """None where the old name is no name."""
        return self.olds[0] if len(self.olds) == 1 and self.olds[0].name else None

    def gives_the_same(self, other: "_Asked") -> bool:
        """Whether another clause gives the name to something else, in the same unit."""
        one, two = self.clause, other.clause
        if self.unit != other.unit or uninflected(self.new.name) != uninflected(other.new.name):
            return False
        if two.operation not in NAMINGS:
            return True
        same_old = other.old is not None and self.old is not None and _alike(self.old, other.old)
        return one.language == two.language and not same_old


def read_backwards(
    connection: Connection, first_day: date, before: Atlas, clauses: Mapping[int, Clause]
) -> dict[int, int | str]:
    """The streets that clauses of a first day renamed before anybody told of them, or why that cannot be told.

    `before`: the day before. The streets found are passed over in it from then on: their names of today are not theirs
    on that day. A clause that is read as any other is left out.
    """
    asked = {r: one for r, clause in clauses.items() if (one := _asked(before, clause)) is not None}
    naming = {r: one for r, one in asked.items() if one.olds and one.clause.operation in (RENAME_GEONYM, NAME_GEONYM)}
    near = {r: before.geonyms_first_called(one.unit, one.areas, one.new) for r, one in naming.items()}
    met = met_later(connection, first_day, {street for streets in near.values() for street in streets})
    bearers = {r: [one for one in near[r] if one in met and met[one].bears(one, naming[r].new)] for r in naming}
    sure = _sure(before, naming, {
        r: streets[0] for r, streets in bearers.items()
        if len(streets) == 1 and naming[r].old is not None
        and not any(naming[r].gives_the_same(other) for q, other in asked.items() if q != r)
    })  # fmt: skip
    before.passed_over = frozenset(sure.values())
    told = {r: _id(_old_bearer(before, one)) for r, one in naming.items() if r not in sure}
    others = met_later(connection, first_day, set(told.values()))
    known = {street for street in told.values() if street not in others or not others[street].renamed}
    left = _left({r: (street, bearers[r]) for r, street in told.items() if street in known})
    held = {r: _held(others.get(street), set(bearers[r]) - left) for r, street in told.items()}
    return {**sure, **{r: reason for r, reason in held.items() if reason is not None}}


def held_units(
    connection: Connection, first_day: date, before: Atlas, clauses: Mapping[int, Clause]
) -> dict[int, int | str]:
    """Renamings of units are not read backwards: those are held whose old and new name two units bear that were met later."""
    pairs = {r: _unit_pair(before, clause) for r, clause in clauses.items() if clause.operation == RENAME_UNIT}
    met = met_later(connection, first_day, {unit for pair in pairs.values() for unit in pair}, UNIT)
    bearers = {r: [new] if new in met and new != old else [] for r, (old, new) in pairs.items()}
    left = _left({r: (old, bearers[r]) for r, (old, _) in pairs.items()})
    held = {r: _held(met.get(old), set(bearers[r]) - left) for r, (old, _) in pairs.items()}
    return {r: reason for r, reason in held.items() if reason is not None}


def _unit_pair(before: Atlas, clause: Clause) -> tuple[int, int]:
    """The units that bear the old and the new name in the place of the clause; 0 where it is not one."""
    place = parts(clause.place or "")
    old, new = (
        before.unit((*place, *named)) if (named := parts(name or "")) else 0
        for name in (clause.old_name, clause.new_name)
    )
    return _id(old), _id(new)


def _asked(before: Atlas, clause: Clause) -> _Asked | None:
    """None where no geonym of one place is named."""
    named, unnamed, new = parts(clause.old_name or ""), nameless(clause.old_name or ""), parts(clause.new_name or "")
    if not clause.is_of_geonym or not new:
        return None
    if clause.operation == NAME_GEONYM and clause.old_name is None:
        unnamed = (Part(""),)
    units, areas = split_path((*parts(clause.place or ""), *(named or unnamed)[:-1]))
    unit = before.unit(units)
    olds = (*named[-1:], *unnamed[-1:])
    return _Asked(unit, areas, olds, new[-1], clause) if isinstance(unit, int) else None


def _sure(before: Atlas, renaming: Mapping[int, _Asked], found: dict[int, int]) -> dict[int, int]:
    """Those of the streets found by new names whose old names nobody else bears, but for others that are found so."""
    while True:
        before.passed_over = frozenset(found.values())
        kept = {r: street for r, street in found.items() if _old_bearer(before, renaming[r]) == NOT_FOUND}
        if len(kept) == len(found):
            return kept
        found = kept


def _old_bearer(before: Atlas, one: _Asked) -> int | str:
    answers = (before.geonym(one.unit, one.areas, old) for old in one.olds)
    return next((answer for answer in answers if answer != NOT_FOUND), NOT_FOUND)


def _left(told: Mapping[int, tuple[int, Sequence[int]]]) -> set[int]:
    """Streets that lose their names that day: the first paper was behind, so none of them got its name then.

    `told`: by clause the street that bears the old name and those that bear the new one. Where nobody bears it, or only
    streets that lose it themselves, the clause is read by the old name.
    """
    left: set[int] = set()
    while more := {street for street, bearers in told.values() if left.issuperset(bearers)} - left:
        left |= more
    return left


def _held(met: MetLater | None, bearers: Collection[int]) -> str | None:
    """Why a clause is held whose old name a street bears that nobody told of before."""
    if met is None:
        return None
    if met.renamed:
        return f"NAME_{NOT_FOUND}"
    return NEW_NAME_BORNE if bearers else None


def _id(found: int | str) -> int:
    return found if isinstance(found, int) else 0


def told_backwards(connection: Connection, records: Iterable[int]) -> dict[int, int]:
    """The clauses among `records` that were read backwards, with the streets they renamed."""
    rows = connection.execute(_TOLD_BACKWARDS, {"ids": sorted(records)})
    return {row.record_id: row.other_geonym_id for row in rows}


def earlier_backwards(connection: Connection, day: date, streets: Iterable[int]) -> list[int]:
    """The clauses of acts before a day that were read backwards of these streets, by what acts of that day say of them.

    While that is read they tell nothing: else the name of an earlier act would hide what the papers call the street.
    """
    return list(connection.scalars(_EARLIER_BACKWARDS, {"day": day, "ids": sorted(set(streets))}))


def _alike(one: Part, other: Part) -> bool:
    return uninflected(one.name) == uninflected(other.name)


_TOLD_BACKWARDS = text(f"""
    SELECT r.record_id, r.other_geonym_id FROM crosswalk.act_record r
     WHERE r.record_id = ANY(CAST(:ids AS bigint[])) AND {READ_BACKWARDS}
""")
_EARLIER_BACKWARDS = text(f"""
    SELECT r.record_id FROM crosswalk.act_record r JOIN provenance.act a ON a.id = r.act_id
     WHERE r.other_geonym_id = ANY(CAST(:ids AS bigint[])) AND {READ_BACKWARDS} AND a.first_day < :day
     ORDER BY r.record_id
""")
