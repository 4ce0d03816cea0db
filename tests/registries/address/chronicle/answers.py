"""The register's answers and those of the list, in one form: things by their numbers in the extracts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from psycopg2.extras import DateRange
from sqlalchemy import Connection, text

from tests.loaders.unit_past import Link, Operation, bearers_of_code, operations, predecessors, successors
from tests.registries.address.chronicle.deeds import Deed, Deeds
from tests.registries.address.chronicle.facts import Belief, Period, Thing
from tests.registry_api.oracle.addresses import Whole, whole_address
from tests.registry_api.oracle.books import KEYS, Books

SOURCES = {"ar_units": "unit", "ar_geonyms": "geonym", "ar_buildings": "address"}
# Table, its identity, further key, and the columns of the value; what the list calls it.
TABLES: dict[str, tuple[str, str, str]] = {
    "existence": ("unit_existence geonym_existence address_existence", "", ""),
    "code": ("unit_code geonym_code address_code", "", "kato rko rka"),
    "type": ("unit_type geonym_type", "", "kind kind"),
    "name.ru": ("unit_name geonym_name", "ru", "name name"),
    "name.kk": ("unit_name geonym_name", "kk", "name name"),
    "parent": ("unit_parent", "", "parent_id"),
    "place": ("geonym_place", "", "unit_id,parent_id"),
    "building": ("building", "", "unit_id,geonym_id,parent_id,number,pointer"),
}
REFERS = {
    ("parent", 0): "unit", ("place", 0): "unit", ("place", 1): "geonym", ("building", 0): "unit",
    ("building", 1): "geonym", ("building", 2): "address",
}  # fmt: skip


@dataclass
class Names:
    """Identities of things, and things of identities."""

    ids: dict[Thing, int]

    def __post_init__(self) -> None:
        self.things = {(thing[0], identity): thing for thing, identity in self.ids.items()}
        assert len(self.things) == len(self.ids), "two things are one to the register"

    @classmethod
    def of(cls, connection: Connection, belief: Belief, known: datetime | None) -> "Names":
        """As they were known: which unit a line of an edition speaks of may be decided anew."""
        rows = connection.execute(text(_MEMBERS), {"sources": list(SOURCES)})
        ids = {(SOURCES[row.name], row.key): row.entity_id for row in rows}
        then = {} if known is None else {"known": known}
        lines = connection.execute(text(_LINES if known is None else _LINES_THEN), then)
        unit_of = {row.key: row.entity_id for row in lines}
        for thing, about in belief.facts:
            if about.startswith("line."):
                line = unit_of[about.removeprefix("line.")]
                assert ids.setdefault(thing, line) == line, "one thing is two to the register"
        return cls(ids)

    def key(self, sort: str, identity: object) -> str | None:
        return None if identity is None else self.things[sort, int(str(identity))][1]


Line = tuple[Thing, str, Period]


def told_states(connection: Connection, names: Names, known: datetime | None) -> set[Line]:
    """Every version of every state that the register believes, or believed."""
    return {line for about in TABLES for line in _states(connection, names, about, known)}


def _states(connection: Connection, names: Names, about: str, known: datetime | None) -> Iterable[Line]:
    tables, language, columns = TABLES[about]
    for place, table in enumerate(tables.split()):
        sort = "address" if table == "building" else table.partition("_")[0]
        said = columns.split()[place].split(",") if columns else []
        query = (
            f"SELECT {sort}_id, lower(valid_time), upper(valid_time), starts_basis, starts_after, ends_basis, ends_after"
            f"{''.join(f', {column}' for column in said)} FROM address.{table}{'' if known is None else '_known'} WHERE true"
            + ("" if known is None else " AND transaction_time @> CAST(:known AS timestamptz)")
            + (" AND language = :language" if language else "")
        )
        for row in connection.execute(text(query), {"known": known, "language": language}):
            identity, since, until, *bounds = row[:7]
            value = tuple(
                names.key(REFERS[about, n], part) if (about, n) in REFERS else part for n, part in enumerate(row[7:])
            )
            period = Period(
                True if not value else value[0] if len(value) == 1 else value, since, until, (bounds[0], bounds[1]),
                None if bounds[2] is None else (bounds[2], bounds[3]),
            )  # fmt: skip
            yield names.things[sort, identity], about, period


def listed_states(belief: Belief) -> set[Line]:
    return {
        (thing, about, period)
        for thing, about in belief.facts
        if about in TABLES
        for period in belief.periods(thing, about)
    }


def told_operations(connection: Connection, names: Names, thing: Thing, known: datetime | None) -> list[Deed]:
    return [_deed(one) for one in operations(connection, names.ids[thing], known)]


def told_links(
    connection: Connection, names: Names, thing: Thing, known: datetime | None
) -> tuple[list[tuple[str | None, Deed]], list[tuple[str | None, Deed]]]:
    """What a unit came from, and what came of it."""

    def said(links: list[Link]) -> list[tuple[str | None, Deed]]:
        return sorted((names.key("unit", one.unit_id), _deed(one)) for one in links)

    identity = names.ids[thing]
    return said(predecessors(connection, identity, known)), said(successors(connection, identity, known))


def _deed(one: Operation | Link) -> Deed:
    return one.operation, one.day, one.basis, one.after


def told_bearers(connection: Connection, names: Names, kato: str, known: datetime | None) -> list[tuple[Any, ...]]:
    """Everybody who bore a code: when, how surely, under which codes later, whether it is there, and what replaced it."""
    return sorted(
        (
            str(names.key("unit", one.unit_id)), str(one.since), str(one.until), one.starts_basis,
            one.starts_after, one.ends_basis, one.ends_after, one.later_codes, one.alive,
            tuple(sorted((names.key("unit", link.unit_id), link.day) for link in one.replaced_by)), one.held,
        )
        for one in bearers_of_code(connection, kato, known)
    )  # fmt: skip


def listed_bearers(deeds: Deeds, kato: str) -> list[tuple[Any, ...]]:
    belief, found = deeds.belief, []
    for thing in belief.things("unit"):
        periods = belief.periods(thing, "code")
        alive = any(life.until is None for life in belief.periods(thing, "existence"))
        replaced = tuple(sorted((of, deed[1]) for of, deed in deeds.successors(thing)))
        held = bool(deeds.untold[thing])
        for period in periods:
            if period.value == kato:
                after = period.since or date.min
                later = tuple(dict.fromkeys(str(one.value) for one in periods if (one.since or date.min) > after))
                ends = period.ends or (None, None)
                found.append(
                    (
                        thing[1], str(period.since), str(period.until), *period.begins, *ends,
                        tuple(code for code in later if code != kato), alive, replaced, held,
                    )
                )  # fmt: skip
    return sorted(found)


def meant_by_code(belief: Belief, kato: str, day: date) -> tuple[str, str | None]:
    """What a code means on a day: who bears it, else who bore it last, else who will."""
    borne = [
        (period, thing[1])
        for thing in belief.things("unit")
        for period in belief.periods(thing, "code")
        if period.value == kato
    ]
    standing = [one for one in borne if _stands(one[0], day)]
    if standing:
        return "BORNE", min(standing, key=lambda one: one[0].since or date.min)[1]
    over = [one for one in borne if one[0].until is not None and one[0].until <= day]
    if over:
        return "RETIRED", max(over, key=lambda one: one[0].until or date.min)[1]
    ahead = min(borne, key=lambda one: one[0].since or date.min, default=None)
    return ("UNKNOWN", None) if ahead is None else ("NOT_YET", ahead[1])


def _stands(period: Period, day: date) -> bool:
    begun = period.since is not None and period.begins[1] is not None and period.begins[1] < day < period.since
    return begun or ((period.since is None or period.since <= day) and (period.until is None or day < period.until))


def books_of(belief: Belief, names: Names) -> Books:
    """The list as rows of tables, for putting addresses together from."""
    now: dict[str, list[dict[str, Any]]] = {table: [] for table in KEYS}
    for thing, about in belief.facts:
        if about not in TABLES or about in ("existence", "code"):
            continue
        sort = thing[0]
        table = "address.building" if about == "building" else f"address.{sort}_{about.partition('.')[0]}"
        columns = {"type": "kind", "parent": "parent_id"}.get(about, TABLES[about][2].split()[0]).split(",")
        for period in belief.periods(thing, about):
            values = period.value if isinstance(period.value, tuple) else (period.value,)
            row = {
                column: names.ids[REFERS[about, n], value] if (about, n) in REFERS and value is not None else value
                for n, (column, value) in enumerate(zip(columns, values, strict=True))
            }
            row |= {
                f"{sort}_id": names.ids[thing], "language": about.partition(".")[2], "starts_after": period.begins[1],
                "ends_after": None if period.ends is None else period.ends[1],
                "valid_time": DateRange(period.since, period.until),
            }  # fmt: skip
            now[table].append(row)
    return Books(now, {}, {})


def written(whole: Whole | None) -> tuple[Any, ...]:
    return (False, None, None, None) if whole is None else (True, whole.full("kk"), whole.full("ru"), whole.turning)


def listed_address(books: Books, identity: int, day: date) -> tuple[Any, ...]:
    return written(whole_address(books, identity, day, None))


_LINES = """
    SELECT r.key, m.entity_id FROM crosswalk.membership m JOIN provenance.record r ON r.id = m.record_id
      JOIN provenance.source s ON s.id = r.source_id WHERE s.editions
"""
_LINES_THEN = """
    SELECT r.key, m.entity_id FROM crosswalk.membership_known m JOIN provenance.record r ON r.id = m.record_id
      JOIN provenance.source s ON s.id = r.source_id
     WHERE s.editions AND m.transaction_time @> CAST(:known AS timestamptz)
"""
_MEMBERS = """
    SELECT s.name, r.key, m.entity_id FROM crosswalk.membership m JOIN provenance.record r ON r.id = m.record_id
      JOIN provenance.source s ON s.id = r.source_id WHERE s.name = ANY(:sources)
"""
