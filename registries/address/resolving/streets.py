"""Streets that may be meant: those of an equal key in the scope of a text, or of similar keys where there is none."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from registries.address.name_key import name_key
from registries.address.resolving import statements
from registries.address.resolving.asking import Asked
from registries.address.resolving.likeness import likeness
from registries.address.resolving.resolution import Period
from registries.address.resolving.scope import Scope

WIDEST = 400  # units in which similar names are looked for


@dataclass(frozen=True, slots=True)
class Street:
    """A geonym as a candidate: the registered name that matched best and when it held."""

    id: int
    like: float
    name: str
    period: Period
    units: frozenset[int]
    parents: frozenset[int]
    kinds: frozenset[str]
    keys: frozenset[str]  # of all its names


@dataclass(slots=True)
class Streets:
    """What a batch found: by key and unit (None: anywhere) the geonyms, and of each geonym its names and places."""

    found: dict[tuple[str, int | None], dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    names: dict[int, list[tuple[str, Period]]] = field(default_factory=dict)
    places: dict[int, tuple[frozenset[int], frozenset[int], frozenset[str]]] = field(default_factory=dict)
    below: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def ids(self, key: str, scope: Scope) -> dict[int, float]:
        """Geonyms by likeness; those of equal keys alone where there are any."""
        units = [unit for lowest in scope.lowest for unit in self.below[lowest]] if scope.said else [None]
        found: dict[int, float] = {}
        for unit in units:
            for geonym, like in self.found.get((key, unit), {}).items():
                found[geonym] = max(like, found.get(geonym, 0.0))
        exact = {geonym: like for geonym, like in found.items() if like == 1.0}
        return exact or found

    def of(self, key: str, written: str, scope: Scope, day: date | None) -> list[Street]:
        return [self._street(geonym, key, written, day) for geonym in self.ids(key, scope)]

    def _street(self, geonym: int, key: str, written: str, day: date | None) -> Street:
        """By the best matching of its names; of several the one that holds on the day, then the one written, then the last."""
        said = written.casefold()

        def fits(named: tuple[str, Period]) -> tuple[float, bool, bool, date]:
            name, period = named
            return (
                likeness(key, name_key(name)), day is not None and period.holds(day), name.casefold() == said,
                period.until or date.max,
            )  # fmt: skip

        name, period = max(self.names[geonym], key=fits)
        units, parents, kinds = self.places[geonym]
        keys = frozenset(name_key(one) for one, _ in self.names[geonym])
        return Street(geonym, likeness(key, name_key(name)), name, period, units, parents, kinds, keys)


def streets(connection: Connection, asked: Sequence[Asked], places: Sequence[Scope]) -> Streets:
    found = Streets()
    every = {unit for scope in places for unit in scope.lowest}
    found.below = statements.related(connection, statements.BELOW, every) if every else {}
    pairs, loose = _wanted(asked, places, found)
    _exact(connection, pairs, loose, found)
    _similar(connection, asked, places, found)
    ids = {geonym for of in found.found.values() for geonym in of}
    if ids:
        found.names = statements.names(connection, ids)
        for geonym, units, parents, kinds in connection.execute(statements.PLACES, {"ids": list(ids)}):
            found.places[geonym] = (frozenset(units), frozenset(parents or ()), frozenset(kinds or ()))
    return found


def _wanted(asked: Sequence[Asked], places: Sequence[Scope], found: Streets) -> tuple[set[tuple[str, int]], set[str]]:
    pairs: set[tuple[str, int]] = set()
    loose: set[str] = set()
    for one, scope in zip(asked, places, strict=True):
        keys = [key for key in (*one.names, one.longer) if key]
        if scope.said:
            pairs |= {(key, unit) for lowest in scope.lowest for unit in found.below[lowest] for key in keys}
        else:
            loose.update(keys)
    return pairs, loose


def _exact(connection: Connection, pairs: set[tuple[str, int]], loose: set[str], found: Streets) -> None:
    if pairs:
        bound = {"keys": [key for key, _ in pairs], "units": [unit for _, unit in pairs]}
        for key, unit, geonym in connection.execute(statements.GEONYMS, bound):
            found.found[key, unit][geonym] = 1.0
    if loose:
        bound = {"keys": list(loose), "most": statements.MOST_HOMONYMS}
        for key, geonym in connection.execute(statements.GEONYMS_ANYWHERE, bound):
            found.found[key, None][geonym] = 1.0


def _similar(connection: Connection, asked: Sequence[Asked], places: Sequence[Scope], found: Streets) -> None:
    """Of names that no street in the whole scope bears."""
    wanted: set[tuple[str, int]] = set()
    for one, scope in zip(asked, places, strict=True):
        units = [unit for lowest in scope.lowest for unit in found.below[lowest]]
        if units and len(units) <= WIDEST:
            missing = [key for key in one.names if key and not found.ids(key, scope)]
            wanted |= {(key, unit) for key in missing for unit in units}
    if not wanted:
        return
    bound = {
        "keys": [key for key, _ in wanted], "units": [unit for _, unit in wanted],
        "patterns": [key.replace("?", "_") if "?" in key else None for key, _ in wanted],
    }  # fmt: skip
    for key, unit, registered, geonym in connection.execute(statements.SIMILAR_GEONYMS, bound):
        like = likeness(key, registered)
        if like:
            held = found.found[key, unit]
            held[geonym] = max(like, held.get(geonym, 0.0))
