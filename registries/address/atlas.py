"""The units and geonyms of one day, found by their names and where they lie.

Made for clauses of acts, whose old names are those of the day before: so the streets of a city may change names among
themselves in one act, each is still found under the name it loses.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from registries.address.name_forms import folded, written
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
    """A unit or geonym on the day: its names with their type words taken off, and where it lies."""

    id: int
    names: tuple[Part, ...]
    kind: str | None
    parent: int | None
    unit: int | None = None

    def likeness(self, part: Part) -> int:
        """2 where a name is the same as written, 1 where it is so folded, 0 otherwise."""
        if any(written(name.name) == written(part.name) for name in self.names):
            return 2
        return int(any(folded(name.name) == folded(part.name) for name in self.names))

    def called(self, kind: str) -> bool:
        """Whether a unit goes by this word: that of its own name, else one that its kind allows."""
        words = {name.kind for name in self.names if name.kind is not None}
        if words:
            return kind in words
        return self.kind is None or kind in _CALLED.get(self.kind, {self.kind})


class Atlas:
    """All units of a day; their geonyms are read where they are asked for."""

    def __init__(self, connection: Connection, day: date) -> None:
        self._connection = connection
        self._day = day
        rows = connection.execute(_UNITS, {"day": day})
        self._units = {row.id: Place(row.id, _named(row.names), row.kind, row.parent) for row in rows}
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._below: dict[int, list[int]] = defaultdict(list)
        for unit in self._units.values():
            for name in unit.names:
                self._by_name[folded(name.name)].add(unit.id)
            if unit.parent is not None:
                self._below[unit.parent].append(unit.id)
        self._geonyms: dict[int, dict[int, Place]] = {}

    def unit(self, path: Sequence[Part]) -> int | str:
        """The one unit at the end of the path, each part of which lies somewhere in the one before it.

        A place named without a type word is a city. Returns NOT_FOUND or AMBIGUOUS where it is not one.
        """
        if not path:
            return NOT_FOUND
        *above, last = path
        found = [unit for unit in self._called(last) if self._lies_in(unit, above)]
        return _the_one((unit, unit.likeness(last)) for unit in found)

    def geonym(self, unit_id: int, areas: Sequence[Part], part: Part) -> int | str:
        """The one geonym of this name in the unit or in what belongs to it, inside the areas named."""
        inside = self._geonyms_in(unit_id)
        found = [(place, _likeness_of_geonym(place, part)) for place in inside.values()]
        return _the_one((place, like) for place, like in found if like and _lies_in_areas(inside, place, areas))

    def _called(self, part: Part) -> list[Place]:
        kind = part.kind or "CITY"
        candidates = (self._units[unit_id] for unit_id in sorted(self._by_name.get(folded(part.name), ())))
        return [unit for unit in candidates if unit.called(kind)]

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

    def _geonyms_in(self, unit_id: int) -> dict[int, Place]:
        if unit_id not in self._geonyms:
            rows = self._connection.execute(_GEONYMS, {"day": self._day, "units": sorted(self._and_below(unit_id))})
            self._geonyms[unit_id] = {
                row.id: Place(row.id, _named(row.names), row.kind, row.parent, row.unit) for row in rows
            }
        return self._geonyms[unit_id]

    def _and_below(self, unit_id: int) -> set[int]:
        found, ahead = set[int](), [unit_id]
        while ahead:
            unit = ahead.pop()
            if unit not in found:
                found.add(unit)
                ahead += self._below.get(unit, ())
        return found


def _named(names: Iterable[str]) -> tuple[Part, ...]:
    return tuple(part_of(name) for name in names)


def _likeness_of_geonym(place: Place, part: Part) -> int:
    """A name given without a type word is that of any street, never of an area."""
    kinds = {name.kind for name in place.names if name.is_geonym} or {place.kind}
    fits = part.kind in kinds or kinds == {None} or (part.kind is None and not kinds & AREAS)
    return place.likeness(part) if fits else 0


def _lies_in_areas(inside: dict[int, Place], place: Place, areas: Sequence[Part]) -> bool:
    wanted, seen = list(areas), {place.id}
    while wanted and place.parent in inside and place.parent not in seen:
        place = inside[place.parent]
        seen.add(place.id)
        if _likeness_of_geonym(place, wanted[-1]):
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


_UNITS = text("""
    SELECT e.unit_id AS id, t.kind, p.parent_id AS parent,
           (SELECT coalesce(array_agg(DISTINCT n.name), '{}') FROM address.unit_name n
             WHERE n.unit_id = e.unit_id AND n.valid_time @> CAST(:day AS date)) AS names
      FROM address.unit_existence e
      LEFT JOIN address.unit_type t ON t.unit_id = e.unit_id AND t.valid_time @> CAST(:day AS date)
      LEFT JOIN address.unit_parent p ON p.unit_id = e.unit_id AND p.valid_time @> CAST(:day AS date)
     WHERE e.valid_time @> CAST(:day AS date)
""")
_GEONYMS = text("""
    SELECT g.geonym_id AS id, t.kind, g.parent_id AS parent, g.unit_id AS unit,
           (SELECT coalesce(array_agg(DISTINCT n.name), '{}') FROM address.geonym_name n
             WHERE n.geonym_id = g.geonym_id AND n.valid_time @> CAST(:day AS date)) AS names
      FROM address.geonym_place g
      JOIN address.geonym_existence e ON e.geonym_id = g.geonym_id AND e.valid_time @> CAST(:day AS date)
      LEFT JOIN address.geonym_type t ON t.geonym_id = g.geonym_id AND t.valid_time @> CAST(:day AS date)
     WHERE g.unit_id = ANY(CAST(:units AS bigint[])) AND g.valid_time @> CAST(:day AS date)
""")
