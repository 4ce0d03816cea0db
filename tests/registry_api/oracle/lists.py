"""Connections by the Relay cursor specification, `node` and opaque ids, each from whole tables."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from graphql import GraphQLResolveInfo

from tests.registry_api.oracle import days
from tests.registry_api.oracle.alphabet import Key, keys_joined, name_key, number_key
from tests.registry_api.oracle.books import Row
from tests.registry_api.oracle.fields import FIELDS, field, standing
from tests.registry_api.oracle.receipts import answered
from tests.registry_api.oracle.things import Asked, At, Opaque, Thing, refuse

__all__ = ["FIELDS"]

USUAL = 50
NODES = ("Individual", "LegalEntity", "RealEstate", "Address", "AdministrativeUnit", "Geonym")
NAMES = {
    "AdministrativeUnit": ("address.unit_name", ("kk", "ru")),
    "Geonym": ("address.geonym_name", ("kk", "ru")),
    "Individual": ("individual.name", ("kk", "ru", "latin")),
}


@dataclass(frozen=True, order=True)
class Place:
    """Where a row stands in its list."""

    key: Key
    id: int


def _by_name(asked: Asked, of: str, identity: int, at: At) -> Place:
    """The name on the day, in Kazakh before the others."""
    table, order = NAMES[of]
    rows = {row[days.KEYS[table][1]]: row for row in standing(asked, table, identity, at)}
    row = next((rows[one] for one in order if one in rows), None)
    if row is None:
        return Place((), identity)
    if of == "Individual":
        return Place(
            keys_joined(*(name_key(row[column]) for column in ("surname", "given_name", "patronymic"))), identity
        )
    return Place(name_key(row["name"]), identity)


def _whose(asked: Asked, table: str, at: At, **said: object) -> dict[int, Row]:
    """The identities of which a table says this on the day."""
    identities = {row[days.KEYS[table][0]] for row in asked.books.believed(table, at.known)}
    rows = {one: standing(asked, table, one, at) for one in identities}
    return {one: row for one, found in rows.items() for row in found if all(row[key] == said[key] for key in said)}


@field("AdministrativeUnit.children")
def children(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    found = _whose(asked, "address.unit_parent", at, parent_id=thing.id)
    return _page(asked, thing, at, given, info, "AdministrativeUnit", _named(asked, "AdministrativeUnit", found, at))


@field("AdministrativeUnit.geonyms")
def geonyms(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    found = _whose(asked, "address.geonym_place", at, unit_id=thing.id, parent_id=None)
    return _page(asked, thing, at, given, info, "Geonym", _named(asked, "Geonym", found, at))


@field("Geonym.geonyms")
def geonyms_inside(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    found = _whose(asked, "address.geonym_place", at, parent_id=thing.id)
    return _page(asked, thing, at, given, info, "Geonym", _named(asked, "Geonym", found, at))


@field("Geonym.addresses")
def addresses(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    found = _whose(asked, "address.building", at, geonym_id=thing.id)
    places = [Place(number_key(row["number"]), one) for one, row in found.items()]
    return _page(asked, thing, at, given, info, "Address", places)


@field("Address.residents")
def residents(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    rooms = _whose(asked, "address.premises", at, building_id=thing.id)
    found = [one for place in {thing.id, *rooms} for one in _whose(asked, "individual.residence", at, address_id=place)]
    return _persons(asked, thing, at, given, info, found)


@field("Query.individuals")
def individuals(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    """Persons by the name of any script, however it is capitalised, and the day of birth."""
    born = _whose(asked, "individual.birth", at, birth_date=given["birthDate"])
    found = [one for one in born if any(_called(row, given) for row in standing(asked, "individual.name", one, at))]
    return _persons(asked, thing, at, given, info, found)


def _called(row: Row, given: dict[str, Any]) -> bool:
    wanted = given.get("givenName")
    same = name_key(row["surname"]) == name_key(given["surname"])
    if wanted is None or row["given_name"] is None:
        return same and wanted is None
    return same and name_key(row["given_name"]) == name_key(wanted)


def _persons(
    asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo, found: Iterable[int]
) -> Thing:
    return _page(asked, thing, at, given, info, "Individual", _named(asked, "Individual", found, at))


@field("IndividualConnection.edges")
def edges_to_persons(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    """Each person of the page gets his receipt."""
    for edge in thing.row["edges"]:
        answered(asked, edge.row["node"].id, edge.path, info, at)
    return thing.row["edges"]


@field("PageInfo.startCursor")
def start_cursor(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    return _end(asked, thing, at, info, "start_cursor", 0)


@field("PageInfo.endCursor")
def end_cursor(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    return _end(asked, thing, at, info, "end_cursor", -1)


def _end(asked: Asked, thing: Thing, at: At, info: GraphQLResolveInfo, name: str, place: int) -> object:
    """A cursor says which person stands at the end of a page: he gets his receipt."""
    if thing.row["ends"]:
        asked.log(thing.row["ends"][place], f"{thing.path}.{info.field_name}", at)
    return thing.row[name]


def _named(asked: Asked, of: str, found: Iterable[int], at: At) -> list[Place]:
    return [_by_name(asked, of, one, at) for one in set(found)]


def listed_by_name(
    asked: Asked,
    thing: Thing,
    at: At,
    given: dict[str, Any],
    info: GraphQLResolveInfo,
    of: str,
    found: Iterable[int],
) -> Thing:
    """A page of these, by the names of the day."""
    return _page(asked, thing, at, given, info, of, _named(asked, of, found, at))


def _page(
    asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo, of: str, places: list[Place]
) -> Thing:
    first, last = given.get("first"), given.get("last")
    after, before = (_place(asked, given.get(name)) for name in ("after", "before"))
    ordered = sorted(places)
    within = [one for one in ordered if (after is None or one > after) and (before is None or one < before)]
    size = last if last is not None else USUAL if first is None else first
    page = within[len(within) - min(size, len(within)) :] if last is not None else within[:size]
    cut = len(page) < len(within)
    named = thing.about(f"{of}Connection", info.field_name, at=at)
    edges = [_edge(named, of, place) for place in page]
    bounds = {
        "has_next_page": (cut and last is None) or any(before is not None and one >= before for one in ordered),
        "has_previous_page": (cut and last is not None) or any(after is not None and one <= after for one in ordered),
        "start_cursor": edges[0].row["cursor"] if edges else None,
        "end_cursor": edges[-1].row["cursor"] if edges else None,
        "ends": [edges[0].row["node"].id, edges[-1].row["node"].id] if edges and of == "Individual" else [],
    }
    row = {"edges": edges, "page_info": named.about("PageInfo", "pageInfo", row=bounds)}
    return replace(named, row=row)


def _edge(connection: Thing, of: str, place: Place) -> Thing:
    edge = connection.about(f"{of}Edge", "edges")
    node = edge.about(of, "node", id=place.id)
    return replace(edge, row={"cursor": Opaque(place), "node": node})


def _place(asked: Asked, cursor: str | None) -> Place | None:
    if cursor is None:
        return None
    place = asked.opaque[cursor]
    assert isinstance(place, Place)
    return place


@field(*(f"{of}.id" for of in NODES))
def opaque_id(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    return Opaque((thing.type, thing.id))


@field("Query.node")
def node(asked: Asked, thing: Thing, at: At, given: dict[str, Any], info: GraphQLResolveInfo) -> object:
    """What an opaque id names, wherever it was learnt; a person gets his receipt."""
    found = asked.opaque.get(given["id"])
    if not isinstance(found, tuple):
        refuse("NOT_FOUND")
    of, identity = found
    if of == "Individual":
        answered(asked, identity, "node", info, at, of)
    return thing.about(of, "node", id=identity, at=at)
