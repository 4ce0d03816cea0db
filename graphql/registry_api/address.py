"""Addresses: buildings and premises, with the full address of a day in both languages."""

from datetime import date
from enum import Enum
from typing import Annotated

import strawberry
from graphql import GraphQLField
from strawberry import UNSET

from registries.address import changes, full_text, tables, walk
from registries.temporal.read import Versions, standing
from registry_api.administrative_unit import AdministrativeUnit
from registry_api.compiler import facts, listing, territory
from registry_api.compiler.json_text import scalar, string
from registry_api.compiler.point import At
from registry_api.compiler.selection import Selected
from registry_api.compiler.statement import Rule, Scope, Statement
from registry_api.connection import Connection, listed
from registry_api.dated import Dated, every, history, linked, one
from registry_api.field import field
from registry_api.moment import AsOf, KnownAt, dated
from registry_api.node import Node
from registry_api.scalars import RKA


@strawberry.enum
class Language(Enum):
    KK = "kk"
    RU = "ru"


@strawberry.type
class GeonymName(Dated):
    language: str = strawberry.field(description="kk or ru.")
    name: str = strawberry.field(description="Without the type word.")


@strawberry.type
class GeonymType(Dated):
    kind: str = strawberry.field(description="STREET, AVENUE, MICRODISTRICT, …")


@strawberry.type
class GeonymCode(Dated):
    rko: str = strawberry.field(description="Registration code.")


@strawberry.type
class GeonymPlace(Dated):
    unit: AdministrativeUnit = field(
        "The unit it lies in.", fact=standing(tables.geonym_place, "unit_id"), compiled=facts.leading_to("unit_id")
    )
    geonym: "Geonym | None" = field(
        "The geonym it lies in.",
        fact=standing(tables.geonym_place, "parent_id"),
        compiled=facts.leading_to_some("parent_id"),
    )


@strawberry.type(description="Every version believed, of whatever day.")
class GeonymHistory:
    names: list[GeonymName] = history(tables.geonym_name)
    codes: list[GeonymCode] = history(tables.geonym_code)
    types: list[GeonymType] = history(tables.geonym_type)
    places: list[GeonymPlace] = history(tables.geonym_place)


@strawberry.type(description="A geonym that another came from or went into.")
class GeonymLink(Dated):
    operation: str = strawberry.field(description="SPLIT, MERGED, …: see UnitOperation.")
    geonym: "Geonym" = field(
        "The other geonym, on the day asked for.",
        fact=Versions(changes.geonym_predecessor),
        compiled=facts.leading_to("linked"),
    )


@strawberry.type(description="A street or another part of a settlement.")
class Geonym(Node):
    names: list[GeonymName] = every(tables.geonym_name)
    type: GeonymType | None = one(tables.geonym_type)
    rko: str | None = field(
        "Registration code on the day asked for.",
        fact=standing(tables.geonym_code, "rko"),
        compiled=facts.first(tables.geonym_code, "rko"),
    )
    geonyms: Connection["Geonym"] = listed(
        listing.named_under(tables.geonym_place, "parent_id", tables.geonym_name),
        "The geonyms that lie directly in it, by name in Kazakh order.",
        listing.named(tables.geonym_place, "parent_id", tables.geonym_name),
    )
    addresses: Connection["Address"] = listed(
        listing.numbered_on, "The buildings numbered on it, 2 before 10.", listing.NUMBERED
    )
    history: GeonymHistory = field(compiled=facts.same_identity)
    predecessors: list[GeonymLink] = linked(
        changes.geonym_predecessor, "geonym_id", "predecessor_id", "The geonyms it came from, whenever it did."
    )
    successors: list[GeonymLink] = linked(
        changes.geonym_predecessor, "predecessor_id", "geonym_id", "The geonyms that came from it, whenever they did."
    )


@strawberry.type
class AddressCode(Dated):
    rka: RKA


@strawberry.type(description="An address that another came from or went into.")
class AddressLink(Dated):
    operation: str = strawberry.field(description="SPLIT, MERGED, …: see UnitOperation.")
    address: "Address" = field(
        "The other address, on the day asked for.",
        fact=Versions(changes.address_predecessor),
        compiled=facts.leading_to("linked"),
    )


def newer_state(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    row = statement.alias()
    there = Scope(facts.object_type(defined), scope.at, scope.path, id=scope.id, row=row)
    found = f"SELECT f.turning AS since FROM ({full_text.full_text(scope.id, scope.at.point)}) f WHERE f.turning IS NOT NULL"
    return f"(SELECT {statement.object(there, selected)} FROM ({found}) {row})"


def newer_address(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    then = scope.at.on(f"{scope.row}.since")
    return statement.object(Scope(facts.object_type(defined), then, scope.path, id=scope.id), selected)


@strawberry.type(description="The state observed next, beside an uncertain one.")
class NewerAddress:
    since: date = field(fact=full_text.READ, compiled=territory.since)
    address: "Address" = field(compiled=newer_address)


def parts(statement: Statement, scope: Scope, at: At) -> str:
    """The alias of the composed address beside the object; once for each point in time."""
    point = at.point
    return statement.lateral(f"{scope.id} {point}", lambda: full_text.full_text(scope.id, point))


def part(column: str) -> Rule:
    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        return scalar(f"({parts(statement, scope, scope.at)}.{column})", defined.type)

    return rule


def written(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    address = parts(statement, scope, statement.at(scope, selected, defined))
    fixed = statement.fixed(selected, defined, "language")
    if fixed is not None:
        # Of a text that is composed in both languages PostgreSQL then prepares one only.
        return string(f"{address}.{_code(fixed)}")
    language = statement.given(selected, defined, "language", _code)
    return f"CASE CAST(:{language} AS text) WHEN 'kk' THEN {string(f'{address}.kk')} ELSE {string(f'{address}.ru')} END"


def _code(language: object) -> str:
    return Language(language).value


def in_language(language: Language, as_of: AsOf = UNSET, known_at: KnownAt = UNSET):  # type: ignore[no-untyped-def]
    """The arguments of a text that is written in one language."""


@strawberry.type(description="A building or premises with its number.")
class Address(Node):
    code: AddressCode | None = one(tables.address_code)
    rka: RKA | None = field(
        "Registration code of the address on the day asked for.",
        fact=standing(tables.address_code, "rka"),
        compiled=facts.first(tables.address_code, "rka"),
    )
    full: str | None = field(
        "The whole address as written on that day; null where it did not exist.",
        fact=full_text.READ,
        compiled=written,
        asked=in_language,
    )
    units: list[AdministrativeUnit] = field(
        "The units it lies in, the outermost first.",
        fact=walk.WALK,
        compiled=territory.parts_of_address("territory", "unit_id"),
        asked=dated,
    )
    geonyms: list[Geonym] = field(
        "The geonyms it lies in, the outermost first.",
        fact=walk.WALK,
        compiled=territory.parts_of_address("street", "geonym_id"),
        asked=dated,
    )
    building: str | None = field(
        "Number of the building, those of the buildings it is part of before it: 12/1.",
        fact=full_text.READ,
        compiled=part("building"),
    )
    premises: str | None = field(
        "Number of the premises in the building; null for a building.",
        fact=full_text.READ,
        compiled=part("premises"),
    )
    uncertain: bool = field(
        "Whether a part of it is only known to have changed some time around that day.",
        fact=full_text.READ,
        compiled=part("turning IS NOT NULL"),
    )
    residents: Connection[Annotated["Individual", strawberry.lazy("registry_api.individual")]] = listed(  # type: ignore[name-defined]  # noqa: F821
        listing.residents,
        "Persons registered at it or, for a building, at premises in it, by name in Kazakh order.",
        listing.RESIDENTS,
    )
    predecessors: list[AddressLink] = linked(
        changes.address_predecessor, "address_id", "predecessor_id", "The addresses it came from, whenever it did."
    )
    successors: list[AddressLink] = linked(
        changes.address_predecessor,
        "predecessor_id",
        "address_id",
        "The addresses that came from it, whenever they did.",
    )
    newer: NewerAddress | None = field(
        "The newer state, where the answer is uncertain.", fact=full_text.READ, compiled=newer_state
    )
