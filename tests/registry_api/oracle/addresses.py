"""An address put together on a day: the rooms, houses, geonyms and units walked one by one, then written out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from tests.registry_api.oracle import words
from tests.registry_api.oracle.books import Books, Row
from tests.registry_api.oracle.days import standing, turning
from tests.registry_api.oracle.words import KK, RU


@dataclass(frozen=True)
class Walk:
    """Reads the books on one day, and remembers the first day of every newer state it met."""

    books: Books
    day: date
    known: datetime | None
    turned: list[date] = field(default_factory=list)

    def one(self, table: str, identity: int) -> Row | None:
        rows = self.every(table, identity)
        return rows[0] if rows else None

    def every(self, table: str, identity: int) -> list[Row]:
        rows = standing(self.books.of(table, identity, self.known), table, self.day)
        for row in rows:
            self.met(row)
        return rows

    def unmet(self, table: str, identity: int) -> Row | None:
        """As `one`, for a row that may yet not be followed."""
        rows = standing(self.books.of(table, identity, self.known), table, self.day)
        return rows[0] if rows else None

    def met(self, row: Row) -> None:
        if first := turning(row, self.day):
            self.turned.append(first)


@dataclass
class Whole:
    """An address in parts, the outermost first."""

    units: list[int]
    geonyms: list[int]
    buildings: list[Row]
    room: Row | None
    kinds: dict[tuple[str, int], str | None]
    names: dict[tuple[str, int], dict[str, str]]
    turning: date | None

    @property
    def number(self) -> str | None:
        whole = ""
        for part in (row["number"].strip("/ ") for row in self.buildings):
            whole = part if whole == "" or part.startswith(f"{whole}/") else f"{whole}/{part}"
        return whole or None

    def full(self, language: str) -> str:
        parts = [words.COUNTRY[language]]
        parts += [self._named("unit", one, language) for one in self.units if self.kinds["unit", one] != "REPUBLIC"]
        parts += [self._named("geonym", one, language) for one in self.geonyms]
        if self.buildings:
            parts.append(_numbered(words.BUILDINGS, self._pointer(), self.number or "", language))
        if self.room:
            parts.append(_numbered(words.ROOMS, self.room["kind"], self.room["number"], language))
        return ", ".join(parts)

    def _pointer(self) -> str | None:
        """12/1 is a house, although its 1 is a corpus."""
        found = [row["pointer"] for row in reversed(self.buildings) if row["pointer"] is not None]
        return next((kind for kind in found if kind != "CORPUS"), found[0] if found else None)

    def _named(self, sort: str, identity: int, language: str) -> str:
        kind, names = self.kinds[sort, identity], self.names[sort, identity]
        vocabulary, patterns = (
            (words.UNITS, words.TYPED_UNIT) if sort == "unit" else (words.GEONYMS, words.TYPED_GEONYM)
        )
        if language in names:
            return words.written(names[language], kind, language, vocabulary, patterns)
        other = RU if language == KK else KK
        if other not in names:
            return words.written("[?]", kind, language, vocabulary, patterns)
        name = names[other]
        if not words.typed(patterns, name, other):
            name = words.written(name, kind, language, vocabulary, patterns)
        return f"{name} [{other}]"


def whole_address(books: Books, address: int, day: date, known: datetime | None) -> Whole | None:
    """None where nothing of the address stands on the day."""
    walk = Walk(books, day, known)
    room = walk.one("address.premises", address)
    houses = _chain(room["building_id"] if room else address, lambda one: walk.one("address.building", one))
    buildings = [row for _, row in houses if row is not None]
    if room is None and not buildings:
        return None
    geonym = next((row["geonym_id"] for row in buildings if row["geonym_id"] is not None), None)
    unit = next((row["unit_id"] for row in buildings if row["unit_id"] is not None), None)
    streets = [] if geonym is None else _chain(geonym, lambda one: walk.one("address.geonym_place", one))
    for _, place in streets:
        unit = place["unit_id"] if place is not None else unit
    units = [] if unit is None else [unit, *parents(walk, unit)]
    found = Whole(units[::-1], [one for one, _ in streets][::-1], buildings[::-1], room, {}, {}, None)
    for sort, identities in (("unit", found.units), ("geonym", found.geonyms)):
        for one in identities:
            kind = walk.one(f"address.{sort}_type", one)
            found.kinds[sort, one] = kind["kind"] if kind else None
            found.names[sort, one] = {row["language"]: row["name"] for row in walk.every(f"address.{sort}_name", one)}
    found.turning = min(walk.turned, default=None)
    return found


def parents(walk: Walk, unit: int) -> list[int]:
    """The units a unit belongs to, the nearest first; a circle ends where it closes."""
    found = [unit]
    while (row := walk.unmet("address.unit_parent", found[-1])) is not None and row["parent_id"] not in found:
        walk.met(row)
        found.append(row["parent_id"])
    return found[1:]


def _chain(start: int, read: Callable[[int], Row | None]) -> list[tuple[int, Row | None]]:
    """From one to its parent and on, each with its row; ends where there is none, and where a circle closes."""
    found = [(start, read(start))]
    while (row := found[-1][1]) is not None and row["parent_id"] is not None:
        if row["parent_id"] in [one for one, _ in found]:
            break
        found.append((row["parent_id"], read(row["parent_id"])))
    return found


def _numbered(vocabulary: dict[str, tuple[str, str]], kind: str | None, number: str, language: str) -> str:
    of = words.word(vocabulary, kind, language)
    return number if of is None else f"{of} {number}"
