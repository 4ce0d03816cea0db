"""Which unit or geonym one clause of an act means, and which other it names; or why that cannot be told.

Old names are those of the day before the act's first day. What takes a thing in is sought on that day too; what comes of
a thing, or takes it under, on the first day itself; where it is not yet there, among what was met later and may have
been there by then: an act founds what the next edition brings. A renaming may be read backwards (`act_hindsight`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from registries.address.atlas import AMBIGUOUS, NOT_FOUND, Atlas, split_path
from registries.address.place_text import Part, nameless, names_several, parts
from registries.crosswalk.act_hindsight import held_units, read_backwards
from registries.crosswalk.act_reading import (
    ABOLISH_UNIT,
    MERGERS,
    MOVE_UNIT,
    NAME_GEONYM,
    OF_TWO,
    OPERATIONS,
    RENAME_GEONYM,
    SPLITS,
    Clause,
)

OPERATION_NOT_UNDERSTOOD = "OPERATION_NOT_UNDERSTOOD"
NO_OLD_NAME = "NO_OLD_NAME"
NO_NEW_NAME = "NO_NEW_NAME"
SEVERAL_OLD_NAMES = "SEVERAL_OLD_NAMES"
ONE_DAY = timedelta(days=1)

Path = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Meant:
    """The object of a clause and the other thing it names, of the same register; or the reason why it is held.

    `whole_id`: the unit of which the other one came, where the object moves under a unit that was not there before.
    `ends`: whether the object is there no more from the first day on.
    """

    object_id: int | None = None
    other_id: int | None = None
    whole_id: int | None = None
    ends: bool = False
    held: str | None = None

    @property
    def takes_effect(self) -> bool:
        return self.object_id is not None


@dataclass(frozen=True, slots=True)
class _Days:
    """The days about the first day of an act, as atlases."""

    before: Atlas
    then: Atlas
    coming: Atlas


def meanings(connection: Connection, first_day: date, clauses: Mapping[int, Clause]) -> dict[int, Meant]:
    """What each clause of a first day means; asked where the acts of that day have no effect yet (`act_effects`)."""
    days = _Days(
        Atlas(connection, first_day - ONE_DAY), Atlas(connection, first_day), Atlas(connection, first_day, coming=True)
    )
    backwards = read_backwards(connection, first_day, days.before, clauses)
    backwards |= held_units(connection, first_day, days.before, clauses)
    return {
        record_id: _read_backwards(backwards[record_id])
        if record_id in backwards
        else _meaning(days, clause, _object(days.before, clause))
        for record_id, clause in clauses.items()
    }


def _read_backwards(found: int | str) -> Meant:
    """A street found by its new name is the other thing too that the clause names."""
    return Meant(held=found) if isinstance(found, str) else Meant(found, found)


def _object(before: Atlas, clause: Clause) -> int | str:
    """The object of a clause, or why it is held."""
    reason, place = _unreadable(clause), parts(clause.place or "")
    if reason is not None:
        return reason
    if not clause.is_of_geonym:
        return _unit(before, clause, place)
    return _found(_geonym(before, place, old) for old in _old_names(clause) if old)


def _meaning(days: _Days, clause: Clause, found: int | str) -> Meant:
    if isinstance(found, str):
        return Meant(held=found)
    if clause.operation in OF_TWO:
        return _with_other(days, clause, parts(clause.place or ""), found)
    return Meant(found, ends=clause.operation == ABOLISH_UNIT)


def _unreadable(clause: Clause) -> str | None:
    if clause.operation not in OPERATIONS:
        return OPERATION_NOT_UNDERSTOOD
    if clause.is_of_geonym and names_several(clause.old_name or ""):
        return SEVERAL_OLD_NAMES
    if not any(_old_names(clause)):
        return NO_OLD_NAME
    if clause.operation != ABOLISH_UNIT and not parts(clause.new_name or ""):
        return NO_NEW_NAME
    return None


def _old_names(clause: Clause) -> Iterable[Path]:
    """The paths that may lead to the object, the surest first: by its name, then as the one that has none."""
    yield parts(clause.old_name or "")
    if clause.operation in (RENAME_GEONYM, NAME_GEONYM):
        yield nameless(clause.old_name or "")
    if clause.operation == NAME_GEONYM and clause.old_name is None:
        yield (Part(""),)


def is_nameless(clause: Clause) -> bool:
    """Whether the object may be a street without a name: no name then tells when to look again."""
    return any(not path[-1].name for path in _old_names(clause) if path)


def _unit(before: Atlas, clause: Clause, place: Path) -> int | str:
    found = before.unit((*place, *parts(clause.old_name or "")))
    if isinstance(found, int):
        return found
    return f"{'PLACE' if place and isinstance(before.unit(place), str) else 'NAME'}_{found}"


def _geonym(atlas: Atlas, place: Path, named: Path) -> int | str:
    units, areas = split_path((*place, *named[:-1]))
    unit = atlas.unit(units)
    if isinstance(unit, str):
        return f"PLACE_{unit}"
    found = atlas.geonym(unit, areas, named[-1])
    return found if isinstance(found, int) else f"NAME_{found}"


def _with_other(days: _Days, clause: Clause, place: Path, found: int) -> Meant:
    other = _other(days, clause, place)
    if isinstance(other, str):
        return Meant(held=f"OTHER_{other.removeprefix('PLACE_').removeprefix('NAME_')}")
    if clause.operation in SPLITS:
        return Meant(found, other)
    if other == found:
        return Meant(held=f"OTHER_{AMBIGUOUS}")
    if clause.operation == MOVE_UNIT:
        return Meant(found, other, whole_id=_whole(days, found, other))
    return Meant(found, other, ends=True)


def _other(days: _Days, clause: Clause, place: Path) -> int | str:
    """What lies in the same place; but for what a unit moves under, which stands for itself."""
    new = parts(clause.new_name or "")
    path = new if clause.operation == MOVE_UNIT else (*place, *new)
    atlases = (days.before if clause.operation in MERGERS else days.then, days.coming)
    return _found(_geonym(one, place, new) if clause.is_of_geonym else one.unit(path) for one in atlases)


def _found(answers: Iterable[int | str]) -> int | str:
    """The first answer that is something, be it ambiguous; what is not found is sought further."""
    answer: int | str = NOT_FOUND
    for answer in answers:
        if not str(answer).endswith(NOT_FOUND):
            break
    return answer


def _whole(days: _Days, moved: int, other: int) -> int | None:
    """The unit that `other` split off from: what the moved one lay in, where the other was not there the day before."""
    return None if days.before.stands(other) else days.before.parent(moved)
