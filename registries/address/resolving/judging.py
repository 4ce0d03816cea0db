"""Which of the candidates a text means, and how surely."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from registries.address.name_key import name_key
from registries.address.resolving.asking import Asked
from registries.address.resolving.resolution import Grade, Level, Place, Resolution
from registries.address.resolving.scope import Scope
from registries.address.resolving.statements import Pair
from registries.address.resolving.streets import Street, Streets

MARGIN = 0.08  # by which the likeliest of similar names must lead
SAFE = 0.8  # the least likeness of a name that is not equal, where no house confirms it
MOST_PLACES = 10


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The streets that fit a text best, and whether all that was said beside their names agrees."""

    asked: Asked
    scope: Scope
    streets: tuple[Street, ...]
    agrees: bool
    number: str | None
    crossing: tuple[int, ...] = ()  # streets that cross there, as far as they are said
    numbered: "Shortlist | None" = None  # microdistricts of which the number is a part of the name: «мкр. Самал 2»


def shortlist(asked: Asked, scope: Scope, known: Streets, day: date | None) -> Shortlist:
    """Those of the name; where none has the house of the number, those that are called by name and number."""
    said = asked.street
    if said is None:
        return Shortlist(asked, scope, (), True, asked.house)
    named = _agreeing(
        Shortlist(asked, scope, tuple(known.of(name_key(said.name), said.name, scope, day)), True, asked.house),
        known,
        day,
    )
    if asked.longer is None or not (longer := known.of(asked.longer, asked.longer, scope, day)):
        return named
    numbered = _agreeing(Shortlist(asked, scope, tuple(longer), True, None), known, day)
    return replace(named, numbered=numbered) if named.streets else numbered


def _agreeing(short: Shortlist, known: Streets, day: date | None) -> Shortlist:
    """Each thing said keeps the candidates that agree with it, as long as there are any."""
    found, agrees = short.streets, bool(short.streets)
    for condition in _conditions(short.asked, short.scope, known, day):
        kept = tuple(street for street in found if condition(street))
        agrees &= bool(kept)
        found = kept or found
    ordered = tuple(sorted(found, key=lambda street: (-street.like, street.id)))
    return replace(
        short, streets=ordered, agrees=agrees, crossing=tuple(_crossing(short.asked, short.scope, known))
    )  # fmt: skip


def _crossing(asked: Asked, scope: Scope, known: Streets) -> Iterable[int]:
    for crossing in asked.read.crossing:
        yield from known.ids(name_key(crossing.name), scope)


def corners_wanted(short: Shortlist) -> Iterable[tuple[int, int]]:
    """Pairs of streets at whose corner the place is, where no number is said."""
    if short.number is None and not short.asked.read.beside:
        yield from ((street.id, other) for street in short.streets for other in short.crossing)


def _conditions(asked: Asked, scope: Scope, known: Streets, day: date | None) -> Iterable[Callable[[Street], bool]]:
    said = asked.street
    assert said is not None
    if day is not None:
        yield lambda street: street.period.holds(day)
    if said.kinds:
        yield lambda street: not street.kinds or bool(said.kinds & street.kinds)
    if asked.area is not None:
        areas = known.ids(name_key(asked.area.name), scope)
        yield lambda street: bool(street.parents & areas.keys())
    for former in asked.read.former:
        yield partial(_borne, name_key(former.name))
    for crossing in asked.read.crossing:
        others = known.of(name_key(crossing.name), crossing.name, scope, day)
        units = {unit for other in others for unit in other.units}
        yield partial(_lies_in, frozenset(units))


def _borne(key: str, street: Street) -> bool:
    return key in street.keys


def _lies_in(units: frozenset[int], street: Street) -> bool:
    return bool(street.units & units)


def houses_wanted(short: Shortlist) -> Iterable[Pair]:
    if short.number is not None:
        yield from ((street.id, short.number) for street in short.streets)


def judged(
    short: Shortlist,
    houses: dict[Pair, list[int]],
    rooms: dict[Pair, list[int]],
    corners: dict[tuple[int, int], list[int]],
    day: date | None,
    today: date,
) -> Resolution:
    """The grade and the places of a text, `kk` and `ru` still empty."""
    if not short.streets:
        return _without_street(short, houses, rooms)
    if met := _met(short, corners):
        found = [Place(Level.ADDRESS, one, street.name, street.period, street.like) for one, street in met.items()]
        return Resolution(short.asked.read, Grade.B if len(met) == 1 else Grade.C, tuple(found[:MOST_PLACES]))
    standing = _housed(short, houses)
    missing = short.number is not None and not standing
    if missing and short.numbered is not None:
        return judged(short.numbered, houses, rooms, corners, day, today)
    chosen = _leading(standing or short.streets, short.asked)
    places = tuple(
        place for street in chosen[:MOST_PLACES] for place in _places(street, short, houses, rooms)
    )[:MOST_PLACES]  # fmt: skip
    grade = (
        Grade.C
        if missing or len(places) != 1 or not short.scope.settled
        else _graded(short, chosen[0], places[0], rooms, day or today)
    )
    return Resolution(short.asked.read, grade, places, house_missing=missing)


def _met(short: Shortlist, corners: dict[tuple[int, int], list[int]]) -> dict[int, Street]:
    """Buildings that have an address on a street that is meant and on one that crosses it there."""
    pairs = ((street, other) for street in short.streets for other in short.crossing)
    return {address: street for street, other in pairs for address in corners.get((street.id, other), ())}


def _housed(short: Shortlist, houses: dict[Pair, list[int]]) -> list[Street]:
    if short.number is None:
        return list(short.streets)
    return [street for street in short.streets if houses.get((street.id, short.number))]


def _leading(streets: Sequence[Street], asked: Asked) -> list[Street]:
    """Those whose likeness leads by the margin; of names that held together, the one that is written."""
    first = max(street.like for street in streets)
    leading = [street for street in streets if street.like > first - MARGIN]
    said = asked.street.name.casefold() if asked.street else ""
    written = [street for street in leading if street.name.casefold() == said]
    together = len(written) == 1 and all(
        written[0].period.overlaps(street.period) and written[0].units & street.units for street in leading
    )
    return written if together else leading


def _graded(short: Shortlist, street: Street, place: Place, rooms: dict[Pair, list[int]], day: date) -> Grade:
    read = short.asked.read
    if street.like < SAFE and short.number is None:
        return Grade.C
    whole = not read.rest and not read.relation and not read.beside and not read.crossing
    named = street.like == 1.0 and street.period.holds(day) and short.agrees
    roomed = short.asked.room is None or any(place.id in of for of in rooms.values())
    exact = whole and named and roomed and short.scope.said and short.scope.all_said and len(short.scope.lowest) == 1
    return Grade.A if exact and short.number == short.asked.house else Grade.B


def _places(
    street: Street, short: Shortlist, houses: dict[Pair, list[int]], rooms: dict[Pair, list[int]]
) -> Iterable[Place]:
    buildings = houses.get((street.id, short.number), []) if short.number is not None else []
    if not buildings:
        yield Place(Level.GEONYM, street.id, street.name, street.period, street.like)
    for building in buildings:
        for address in _rooms(building, short, rooms):
            yield Place(Level.ADDRESS, address, street.name, street.period, street.like)


def _rooms(building: int, short: Shortlist, rooms: dict[Pair, list[int]]) -> list[int]:
    room = short.asked.room
    return (rooms.get((building, room)) if room is not None else None) or [building]


def _without_street(short: Shortlist, houses: dict[Pair, list[int]], rooms: dict[Pair, list[int]]) -> Resolution:
    """A house of a settlement without streets; or a unit alone. A street that was said and is not there is no answer."""
    read, scope = short.asked.read, short.scope
    lost = short.asked.street is not None
    buildings = [
        address for unit in scope.lowest for address in houses.get((unit, short.number or ""), []) if not lost
    ]  # fmt: skip
    if buildings:
        found = [Place(Level.ADDRESS, one) for building in buildings for one in _rooms(building, short, rooms)]
    else:
        found = [Place(Level.UNIT, unit) for unit in scope.lowest]
    sure = len(found) == 1 and scope.settled and not lost and (bool(buildings) or short.number is None)
    if not sure or not scope.met:
        return Resolution(read, Grade.C, tuple(found[:MOST_PLACES]))
    whole = scope.all_said and not (read.rest or read.relation or read.beside or read.crossing)
    return Resolution(read, Grade.A if whole else Grade.B, tuple(found))
