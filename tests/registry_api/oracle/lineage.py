"""Operations, predecessors and successors, and everything that ever bore a code or a name, from whole tables."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from graphql import GraphQLResolveInfo

from tests.registry_api.oracle import days
from tests.registry_api.oracle.alphabet import name_key
from tests.registry_api.oracle.books import Row
from tests.registry_api.oracle.fields import field
from tests.registry_api.oracle.lists import FIELDS, listed_by_name
from tests.registry_api.oracle.things import Asked, At, Thing

__all__ = ["FIELDS"]

KINDS = {
    "AdministrativeUnit": ("address.unit_predecessor", "unit_id", "UnitLink"),
    "Geonym": ("address.geonym_predecessor", "geonym_id", "GeonymLink"),
    "Address": ("address.address_predecessor", "address_id", "AddressLink"),
}
# Words of types in the names of the generated worlds.
BEFORE, AFTER = ("с.", "г.", "город ", "район "), (" а.", " с.о.", " облысы")
CHRONICLES = {
    "existence": ("address.unit_existence", "UnitExistence"),
    "operations": ("address.unit_operation", "UnitOperation"),
}


@field("UnitHistory.existence", "UnitHistory.operations")
def chronicle(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    """By first days, whatever the key."""
    table, of = CHRONICLES[info.field_name]
    key = days.KEYS[table][1:]
    rows = sorted(
        asked.books.of(table, thing.id, at.known),
        key=lambda row: (days.order(row), tuple(row[column] for column in key)),
    )
    return [thing.about(of, info.field_name, at=at, table=table, row=row, settled=True) for row in rows]


@field(*(f"{of}.{way}" for of in KINDS for way in ("predecessors", "successors")))
def links(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    table, one, of = KINDS[thing.type]
    way = info.field_name
    own, other = (one, "predecessor_id") if way == "predecessors" else ("predecessor_id", one)
    rows = [row for row in asked.books.believed(table, at.known) if row[own] == thing.id]
    rows.sort(key=lambda row: (days.order(row), row[other], row["operation"]))
    return [
        thing.about(of, way, at=at, table=table, row=row | {"linked": row[other]}, settled=True) for row in rows
    ]  # fmt: skip


@field("UnitLink.unit", "GeonymLink.geonym", "AddressLink.address")
def linked(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    of = next(kind for kind, (table, _, _) in KINDS.items() if table == thing.table)
    return thing.about(of, info.field_name, id=thing.row["linked"])


@field("Geonym.history")
def history_of_geonym(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    return thing.about("GeonymHistory", "history")


@field("GeonymPlace.unit")
def unit_of_place(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    return thing.about("AdministrativeUnit", "unit", id=thing.row["unit_id"])


@field("GeonymPlace.geonym")
def geonym_of_place(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    found = thing.row["parent_id"]
    return None if found is None else thing.about("Geonym", "geonym", id=found)


@field("Query.bearersOfCode")
def bearers_of_code(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    table = "address.unit_code"
    rows = [row for row in asked.books.believed(table, at.known) if row["kato"] == given["kato"]]
    rows.sort(key=lambda row: (days.order(row), row["unit_id"]))
    return [
        thing.about("CodePeriod", "bearersOfCode", id=row["unit_id"], at=at, table=table, row=row, settled=True)
        for row in rows
    ]


@field("CodePeriod.unit")
def then(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    """As it was on the last day of the period."""
    end = days.end_day(thing.row)
    day = at.day if end is None else end - timedelta(days=1)
    return thing.about("AdministrativeUnit", "unit", at=replace(at, day=day))


@field("CodePeriod.next")
def next_code(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    end = days.end_day(thing.row)
    later = [row for row in asked.books.of(thing.table, thing.id, at.known) if _begins(row, end)]
    row = min(later, key=days.order, default=None)
    return None if row is None else thing.about("UnitCode", "next", table=thing.table, row=row, settled=True)


def _begins(row: Row, end: object) -> bool:
    first: Any = days.first_day(row)
    return end is not None and first is not None and bool(first >= end)


def _without_type(written: str, wanted: str) -> bool:
    """Whether a name is the one that is asked for once a word of a type is cut off it, before it or behind."""
    small = written.lower()
    before = any(small.startswith(word) and name_key(written[len(word) :]) == wanted for word in BEFORE)
    return before or any(small.endswith(word) and name_key(written[: -len(word)]) == wanted for word in AFTER)


@field("Query.unitsNamed", "Query.geonymsNamed")
def ever_named(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    of, table = {
        "unitsNamed": ("AdministrativeUnit", "address.unit_name"),
        "geonymsNamed": ("Geonym", "address.geonym_name"),
    }[info.field_name]
    identity, wanted = days.KEYS[table][0], name_key(given["name"])
    typed = table == "address.unit_name" and wanted != ""
    found = {
        row[identity]
        for row in asked.books.believed(table, at.known)
        if name_key(row["name"]) == wanted or (typed and _without_type(row["name"], wanted))
    }
    return listed_by_name(asked, thing, at, given, info, of, found)
