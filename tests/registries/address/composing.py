"""Addresses put together in Python from what the walk of their states finds: what PostgreSQL writes is held against it.

A name that is missing in one language is taken from the other and says so: `улица Абай [kk]`; one that is missing in
both is `[?]`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, text

from registries.address import tables, wording
from registries.address.walk import address_walk, chain
from registries.address.wording import KK, RU, UNKNOWN, Vocabulary
from registries.temporal.declare import Fact
from registries.temporal.state import Point, asked, parameters, standing_one
from tests.registries.address.worded import building_number, carries, named, numbered

WANTED = "SELECT DISTINCT id AS start FROM unnest(CAST(:ids AS bigint[])) AS e(id)"


@dataclass(frozen=True, slots=True)
class Link:
    """One part of an address: a unit, geonym, building or room. `names` by language; numbered parts have a number."""

    id: int
    kind: str | None
    names: Mapping[str, str]
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Composed:
    """An address in parts, the outermost unit and geonym first, the building before its corpus.

    `turning` is the first day of a newer state of some part, where the day lies in the uncertain time before it.
    """

    units: tuple[Link, ...]
    geonyms: tuple[Link, ...]
    buildings: tuple[Link, ...]
    room: Link | None
    turning: date | None

    def full(self, language: str) -> str:
        """The whole address in `kk` or `ru`, the country first."""
        named = [_named(unit, wording.UNITS, language) for unit in self.units if unit.kind != "REPUBLIC"]
        named += [_named(geonym, wording.GEONYMS, language) for geonym in self.geonyms]
        return ", ".join([wording.COUNTRY[language], *named, *self._numbers(language)])

    def _numbers(self, language: str) -> Iterable[str]:
        if self.buildings:
            number = building_number([building.number or "" for building in self.buildings])
            yield numbered(number, self._pointer(), wording.BUILDING_WORDS, language)
        if self.room:
            yield numbered(self.room.number or "", self.room.kind, wording.ROOM_WORDS, language)

    def _pointer(self) -> str | None:
        """What the number is of: `дом 12/1` although 1 is a corpus."""
        kinds = [building.kind for building in reversed(self.buildings) if building.kind]
        return next((kind for kind in kinds if kind != "CORPUS"), kinds[0] if kinds else None)


def _named(link: Link, vocabulary: Vocabulary, language: str) -> str:
    if language in link.names:
        return named(vocabulary, link.names[language], link.kind, language)
    other = RU if language == KK else KK
    if other not in link.names:
        return named(vocabulary, UNKNOWN, link.kind, language)
    name = link.names[other]
    # A name that carries its type is left in its own language whole.
    own = other if carries(vocabulary, name, other) else language
    return f"{named(vocabulary, name, link.kind, own)} [{other}]"


def compose(
    connection: Connection, ids: Sequence[int], day: date, known_at: datetime | None = None
) -> dict[int, Composed]:
    """The addresses of `ids` on `day`, known now or at `known_at`; an address without a state then is left out."""
    point = asked(known_at)
    statement = f"{address_walk(WANTED, point)} {_parts(point)} ORDER BY start, part, step DESC"
    rows = connection.execute(text(statement), parameters(ids, day, known_at)).mappings()
    parts: dict[int, list[RowMapping]] = {}
    for row in rows:
        parts.setdefault(row["start"], []).append(row)
    return {start: _composed(of) for start, of in parts.items()}


def unit_chains(
    connection: Connection, ids: Sequence[int], day: date, known_at: datetime | None = None
) -> dict[int, tuple[int, ...]]:
    """The units each unit belongs to on `day`, the nearest first."""
    above = chain("e.id", asked(known_at))
    statement = (
        "SELECT e.id AS start, c.id AS unit_id FROM unnest(CAST(:ids AS bigint[])) AS e(id) "
        f"CROSS JOIN LATERAL ({above}) c ORDER BY e.id, c.step"
    )
    chains: dict[int, list[int]] = {identity: [] for identity in ids}
    for start, unit in connection.execute(text(statement), parameters(ids, day, known_at)):
        chains[start].append(unit)
    return {start: tuple(chain) for start, chain in chains.items()}


def _composed(rows: Sequence[RowMapping]) -> Composed:
    links: dict[str, list[Link]] = {"1 unit": [], "2 geonym": [], "3 building": [], "4 room": []}
    for row in rows:
        names = {language: row[language] for language in (KK, RU) if row[language] is not None}
        links[row["part"]].append(Link(row["id"], row["kind"], names, row["number"]))
    turning = min((row["turning"] for row in rows if row["turning"] is not None), default=None)
    units, geonyms, buildings, rooms = (tuple(found) for found in links.values())
    return Composed(units, geonyms, buildings, rooms[0] if rooms else None, turning)


def _parts(point: Point) -> str:
    number = "CAST(NULL AS text)"
    none = f"{number} AS kk, {number} AS ru"
    return f"""
{_named_parts("1 unit", "territory", "unit_id", (tables.unit_type, tables.unit_name), point)}
UNION ALL
{_named_parts("2 geonym", "street", "geonym_id", (tables.geonym_type, tables.geonym_name), point)}
UNION ALL
SELECT start, '3 building', step, address_id, pointer, {none}, number, turning FROM house
UNION ALL
SELECT start, '4 room', 0, address_id, kind, {none}, number, turning FROM room"""


def _named_parts(part: str, chain: str, key: str, facts: tuple[Fact, Fact], point: Point) -> str:
    kind, name = facts
    of = f"s.{key} = c.{key}"
    named = [
        f"LEFT JOIN {standing_one(name, f'{of} AND s.language = {language!r}', point)} {language} ON true"
        for language in (KK, RU)
    ]
    return f"""SELECT c.start, '{part}' AS part, c.step, c.{key} AS id, k.kind, kk.name AS kk, ru.name AS ru,
       CAST(NULL AS text) AS number, least(c.turning, k.turning, kk.turning, ru.turning) AS turning
  FROM {chain} c LEFT JOIN {standing_one(kind, of, point)} k ON true {" ".join(named)}"""
