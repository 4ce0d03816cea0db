"""The units and geonyms of one day, found by their names and where they lie.

Made for clauses of acts, whose old names are those of the day before: so the streets of a city may change names among
themselves in one act, each is still found under the name it loses. Read is what a clause asks for: units by the keys of
their names with all they lie in, geonyms of these keys inside a unit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from registries.address import atlas_sql
from registries.address.name_forms import uninflected, written
from registries.address.name_key import name_key
from registries.address.place_text import AREAS, STREETS, Part, part_of

_SETTLEMENTS = frozenset({"VILLAGE", "TOWN", "STATION", "SIDING", "PLOT"})
# What a kind of the register may be called in words. A level of the classifier says little; its names carry the word.
_CALLED = {
    "REGION": frozenset({"REGION", "CITY"}),
    "REPUBLICAN_CITY": frozenset({"CITY"}),
    "CITY_DISTRICT": frozenset({"DISTRICT"}),
    "SUBDISTRICT": frozenset({"OKRUG", "TOWN", "CITY", "DISTRICT"}),
    "SETTLEMENT": _SETTLEMENTS,
    "VILLAGE": _SETTLEMENTS,
    "TOWNSHIP": frozenset({"TOWN"}),
}
NOT_FOUND = "NOT_FOUND"
AMBIGUOUS = "AMBIGUOUS"


@dataclass(frozen=True, slots=True)
class Place:
    """A unit or geonym on the day: its names with their type words taken off, and where it lies.

    `is_sought`: found itself, not only as what something found lies in.
    """

    id: int
    names: tuple[Part, ...]
    kind: str | None
    parent: int | None
    is_sought: bool = True

    def likeness(self, part: Part) -> int:
        """2 where a name is the same as written, 1 where it is so folded, 0 otherwise."""
        if any(written(name.name) == written(part.name) for name in self.names):
            return 2
        return int(any(uninflected(name.name) == uninflected(part.name) for name in self.names))

    def called(self, kind: str) -> bool:
        """Whether a unit goes by this word: that of its own name, else one that its kind allows."""
        words = {name.kind for name in self.names if name.kind is not None}
        if words:
            return kind in words
        return self.kind is None or kind in _CALLED.get(self.kind, {self.kind})


class Atlas:
    """What is there on a day. `coming`: also what was met later and may have been there already, as it was when met.

    What an act founds is met in an edition or extract that comes after it.
    """

    def __init__(self, connection: Connection, day: date, *, coming: bool = False) -> None:
        self.passed_over: frozenset[int] = frozenset()
        """Geonyms that are not sought: they are known to have had another name on the day."""
        self._connection = connection
        self._asked = {"day": day}
        self._stands = atlas_sql.STANDING_OR_COMING if coming else atlas_sql.STANDING
        self._units: dict[int, Place] = {}
        self._called: dict[str, list[int]] = {}
        self._of_acts: dict[int, dict[int, Place]] = {}

    def unit(self, path: Sequence[Part]) -> int | str:
        """The one unit at the end of the path, each part of which lies somewhere in the one before it.

        A place named without a type word is a city. Returns NOT_FOUND or AMBIGUOUS where it is not one.
        """
        if not path:
            return NOT_FOUND
        *above, last = path
        found = [unit for unit in self._units_called(last) if self._lies_in(unit, above)]
        return _the_one((unit, unit.likeness(last)) for unit in found)

    def geonym(self, unit_id: int, areas: Sequence[Part], part: Part) -> int | str:
        """The one geonym of this name in the unit or in what belongs to it, inside the areas named.

        A part without a name means the one geonym that has none.
        """
        inside = self._geonyms_called(unit_id, part)
        sought = [place for place in inside.values() if place.is_sought and place.id not in self.passed_over]
        found = [(place, likeness_of_geonym(place, part)) for place in sought]
        return _the_one((place, like) for place, like in found if like and _lies_in_areas(inside, place, areas))

    def geonyms_first_called(self, unit_id: int, areas: Sequence[Part], part: Part) -> list[int]:
        """The geonyms in the unit and the areas that papers may call so, whether or not they stand on the day.

        They ever bore a name of this key; or acts tell their names since ever, and hide what other papers call them.
        """
        called = self._read(atlas_sql.geonyms_first_called(), unit=unit_id, key=name_key(part.name))
        found = {
            one.id
            for inside in (called, self._geonyms_of_acts(unit_id))
            for one in inside.values()
            if one.is_sought and _lies_in_areas(inside, one, areas)
        }
        return sorted(found)

    def stands(self, unit_id: int) -> bool:
        return unit_id in self._read_units(atlas_sql.units_numbered(self._stands), ids=[unit_id])

    def parent(self, unit_id: int) -> int | None:
        """What a unit that was found here lies in."""
        return self._units[unit_id].parent

    def _units_called(self, part: Part) -> list[Place]:
        key = name_key(part.name)
        if key not in self._called:
            found = self._read_units(atlas_sql.units_called(self._stands), key=key)
            self._called[key] = sorted(one for one, place in found.items() if place.is_sought)
        candidates = (self._units[unit_id] for unit_id in self._called[key])
        return [unit for unit in candidates if unit.likeness(part) and unit.called(part.kind or "CITY")]

    def _read_units(self, statement: str, **bound: object) -> dict[int, Place]:
        found = self._read(statement, **bound)
        self._units |= found
        return found

    def _read(self, statement: str, **bound: object) -> dict[int, Place]:
        rows = self._connection.execute(text(statement), {**self._asked, **bound})
        return {row.id: Place(row.id, _named(row.names), row.kind, row.parent, row.sought) for row in rows}

    def _lies_in(self, unit: Place, above: Sequence[Part]) -> bool:
        wanted = list(above)
        for ancestor in self._ancestors(unit):
            if wanted and ancestor.likeness(wanted[-1]) and ancestor.called(wanted[-1].kind or "CITY"):
                wanted.pop()
        return not wanted

    def _ancestors(self, unit: Place) -> Iterable[Place]:
        seen = {unit.id}
        while unit.parent is not None and unit.parent not in seen and unit.parent in self._units:
            unit = self._units[unit.parent]
            seen.add(unit.id)
            yield unit

    def _geonyms_called(self, unit_id: int, part: Part) -> dict[int, Place]:
        """Geonyms of the name, with those they lie in."""
        if not part.name:
            return self._read(atlas_sql.geonyms_without_name(), unit=unit_id)
        return self._read(atlas_sql.geonyms_called(self._stands), unit=unit_id, key=name_key(part.name))

    def _geonyms_of_acts(self, unit_id: int) -> dict[int, Place]:
        """Read once for a unit: it does not depend on a name."""
        if unit_id not in self._of_acts:
            self._of_acts[unit_id] = self._read(atlas_sql.geonyms_named_by_acts(), unit=unit_id)
        return self._of_acts[unit_id]


def _named(names: Iterable[str]) -> tuple[Part, ...]:
    return tuple(part_of(name) for name in names)


def likeness_of_geonym(place: Place, part: Part) -> int:
    """A name given without a type word is that of any street, never of an area; no name is that of what has none."""
    kinds = {name.kind for name in place.names if name.is_geonym} or {place.kind}
    fits = part.kind in kinds or kinds == {None} or (part.kind is None and not kinds & AREAS)
    like = place.likeness(part) if part.name else not place.names
    return int(like) if fits else 0


def _lies_in_areas(inside: dict[int, Place], place: Place, areas: Sequence[Part]) -> bool:
    wanted, seen = list(areas), {place.id}
    while wanted and place.parent in inside and place.parent not in seen:
        place = inside[place.parent]
        seen.add(place.id)
        if likeness_of_geonym(place, wanted[-1]):
            wanted.pop()
    return not wanted


def _the_one(found: Iterable[tuple[Place, int]]) -> int | str:
    """The only one of those that are most alike."""
    likest = list(found)
    best = max((like for _, like in likest), default=0)
    ids = [place.id for place, like in likest if like == best]
    return NOT_FOUND if not ids else ids[0] if len(ids) == 1 else AMBIGUOUS


def split_path(path: Sequence[Part]) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The units and the areas (microdistricts) of a path."""
    units = tuple(part for part in path if not part.is_geonym)
    return units, tuple(part for part in path if part.is_geonym and part.kind not in STREETS)
