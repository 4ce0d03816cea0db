"""From what people write to places of the register: many texts at once, a dozen statements a batch."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from registries.address.free_text import parse
from registries.address.resolving import statements
from registries.address.resolving.asking import Asked
from registries.address.resolving.judging import (
    MOST_PLACES,
    Shortlist,
    corners_wanted,
    houses_wanted,
    judged,
    shortlist,
)
from registries.address.resolving.resolution import Grade, Level, Period, Place, Resolution
from registries.address.resolving.scope import scopes
from registries.address.resolving.statements import READ, Pair
from registries.address.resolving.streets import streets

__all__ = ["BATCH", "MOST_PLACES", "READ", "Grade", "Level", "Period", "Place", "Resolution", "resolve"]

BATCH = 500


def resolve(
    connection: Connection, texts: Sequence[str], as_of: date | None, today: date, *, within: int | None = None
) -> list[Resolution]:
    """What each text means, in order, by what the register believes now.

    Names are those that held on `as_of`, if any did; without it a name that ever held finds its place, and one that
    several places bore at different times is answered only where one of them fits. `within` is a unit in which all
    texts lie though they do not say so. `today` is the day whose wording the answers have.
    """
    found: list[Resolution] = []
    for start in range(0, len(texts), BATCH):
        found += _batch(connection, texts[start : start + BATCH], as_of, today, within)
    return found


def _batch(
    connection: Connection, texts: Sequence[str], as_of: date | None, today: date, within: int | None
) -> list[Resolution]:
    asked = [Asked(parse(one)) for one in texts]
    statements.forgiving(connection)
    places = scopes(connection, asked, within)
    known = streets(connection, asked, places)
    short = [shortlist(one, scope, known, as_of) for one, scope in zip(asked, places, strict=True)]
    houses = statements.numbered(
        connection, statements.BUILDINGS, [pair for one in short for pair in houses_wanted(one)]
    )
    loose = statements.numbered(connection, statements.BUILDINGS_OF_UNITS, _of_units(short))
    rooms = statements.numbered(connection, statements.PREMISES, _rooms(short, houses, loose))
    corners = statements.corners(connection, [pair for one in short for pair in corners_wanted(one)])
    found = [judged(one, houses if one.streets else loose, rooms, corners, as_of, today) for one in short]
    return _written(connection, found, today)


def _of_units(short: Iterable[Shortlist]) -> Iterable[Pair]:
    for one in short:
        if one.asked.street is None and one.number is not None:
            yield from ((unit, one.number) for unit in one.scope.lowest)


def _rooms(short: Iterable[Shortlist], houses: dict[Pair, list[int]], loose: dict[Pair, list[int]]) -> Iterable[Pair]:
    for one in short:
        if one.asked.room is None or one.number is None:
            continue
        of = houses if one.streets else loose
        places = [street.id for street in one.streets] or list(one.scope.lowest)
        yield from ((building, one.asked.room) for place in places for building in of.get((place, one.number), ()))


def _written(connection: Connection, found: Sequence[Resolution], today: date) -> list[Resolution]:
    wanted: dict[Level, list[int]] = {}
    for one in found:
        for place in one.places:
            wanted.setdefault(place.level, []).append(place.id)
    said = statements.written(connection, {level: list(dict.fromkeys(ids)) for level, ids in wanted.items()}, today)

    def whole(place: Place) -> Place:
        kk, ru = said.get((place.level, place.id), ("", ""))
        return replace(place, kk=kk, ru=ru)

    return [replace(one, places=tuple(whole(place) for place in one.places)) for one in found]
