"""Addresses: buildings and premises, with the full address of a day in both languages."""

from datetime import date
from enum import Enum

import strawberry
from graphql import GraphQLField
from strawberry import UNSET

from registries.address import tables
from registries.address.composition import Composed
from registries.address.full_text import full_text
from registries.address.wording import building_number
from registries.identifiers import Kind
from registry_api.administrative_unit import AdministrativeUnit
from registry_api.compiler import facts, territory
from registry_api.compiler.json_text import scalar, string
from registry_api.compiler.point import At
from registry_api.compiler.selection import Selected
from registry_api.compiler.statement import NotCompiled, Rule, Scope, Statement
from registry_api.dated import Dated, every, one, subject_at
from registry_api.field import field
from registry_api.inquiry import Info
from registry_api.moment import AsOf, KnownAt, Moment, Subject
from registry_api.refusal import not_found
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


@strawberry.type(description="A street or another part of a settlement.")
class Geonym:
    subject: strawberry.Private[Subject]
    names: list[GeonymName] = every(tables.geonym_name, GeonymName)
    type: GeonymType | None = one(tables.geonym_type, GeonymType)


@strawberry.type
class AddressCode(Dated):
    rka: RKA


def newer_state(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    row = statement.alias()
    there = Scope(facts.object_type(defined), scope.at, scope.path, id=scope.id, row=row)
    found = f"SELECT f.turning AS since FROM ({full_text(scope.id, scope.at.point)}) f WHERE f.turning IS NOT NULL"
    return f"(SELECT {statement.object(there, selected)} FROM ({found}) {row})"


def newer_address(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    then = scope.at.on(f"{scope.row}.since")
    return statement.object(Scope(facts.object_type(defined), then, scope.path, id=scope.id), selected)


@strawberry.type(description="The state observed next, beside an uncertain one.")
class NewerAddress:
    since: date = strawberry.field(metadata={"compiled": territory.since})
    address: "Address" = strawberry.field(metadata={"compiled": newer_address})


def parts(statement: Statement, scope: Scope, at: At) -> str:
    """The alias of the composed address beside the object; once for each point in time."""
    point = at.point
    return statement.lateral(f"{scope.id} {point}", lambda: full_text(scope.id, point))


def part(column: str) -> Rule:
    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        return scalar(f"({parts(statement, scope, scope.at)}.{column})", defined.type)

    return rule


def written(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    address = parts(statement, scope, statement.at(scope, selected, defined))
    node = selected.argument("language")
    if node is None:
        raise NotCompiled
    language = statement.bind(node, defined.args["language"].type, _code)
    return f"CASE CAST(:{language} AS text) WHEN 'kk' THEN {string(f'{address}.kk')} ELSE {string(f'{address}.ru')} END"


def _code(language: Language | str) -> str:
    return Language(language).value


@strawberry.type(description="A building or premises with its number.")
class Address:
    subject: strawberry.Private[Subject]
    code: AddressCode | None = one(tables.address_code, AddressCode)

    @field("Registration code of the address on the day asked for.", compiled=facts.first(tables.address_code, "rka"))
    def rka(self, info: Info) -> RKA | None:
        rows = info.context.states(tables.address_code, self.subject)
        return rows[0]["rka"] if rows else None

    @field("The whole address as written on that day; null where it did not exist.", compiled=written)
    def full(self, info: Info, language: Language, as_of: AsOf = UNSET, known_at: KnownAt = UNSET) -> str | None:
        composed = info.context.composed(subject_at(self, info, as_of, known_at))
        return None if composed is None else composed.full(language.value)

    @field("The units it lies in, the outermost first.", compiled=territory.parts_of_address("territory", "unit_id"))
    def units(self, info: Info, as_of: AsOf = UNSET, known_at: KnownAt = UNSET) -> list[AdministrativeUnit]:
        subject = subject_at(self, info, as_of, known_at)
        ids = tuple(link.id for link in composed.units) if (composed := info.context.composed(subject)) else ()
        return [AdministrativeUnit(subject=subject.beside(unit, ids, "units")) for unit in ids]

    @field("The geonyms it lies in, the outermost first.", compiled=territory.parts_of_address("street", "geonym_id"))
    def geonyms(self, info: Info, as_of: AsOf = UNSET, known_at: KnownAt = UNSET) -> list[Geonym]:
        subject = subject_at(self, info, as_of, known_at)
        ids = tuple(link.id for link in composed.geonyms) if (composed := info.context.composed(subject)) else ()
        return [Geonym(subject=subject.beside(geonym, ids, "geonyms")) for geonym in ids]

    @field("Number of the building, those of the buildings it is part of before it: 12/1.", compiled=part("building"))
    def building(self, info: Info) -> str | None:
        composed = info.context.composed(self.subject)
        numbers = [link.number or "" for link in composed.buildings] if composed else []
        return building_number(numbers) or None

    @field("Number of the premises in the building; null for a building.", compiled=part("premises"))
    def premises(self, info: Info) -> str | None:
        composed = info.context.composed(self.subject)
        return composed.room.number if composed and composed.room else None

    @field(
        "Whether a part of it is only known to have changed some time around that day.",
        compiled=part("turning IS NOT NULL"),
    )
    def uncertain(self, info: Info) -> bool:
        return _turning(info.context.composed(self.subject)) is not None

    @field("The newer state, where the answer is uncertain.", compiled=newer_state)
    def newer(self, info: Info) -> NewerAddress | None:
        since = _turning(info.context.composed(self.subject))
        if since is None:
            return None
        then = Moment(since, self.subject.moment.known_at)
        return NewerAddress(since=since, address=Address(subject=self.subject.at(then)))


def _turning(composed: Composed | None) -> date | None:
    return None if composed is None else composed.turning


def resolve_address(info: Info, rka: RKA, as_of: AsOf = UNSET, known_at: KnownAt = UNSET) -> Address | None:
    moment = info.context.moment(as_of, known_at)
    rows = info.context.bearers(tables.address_code, "rka", (rka,), moment)
    # A code of the register is never given to another address: it finds its own on any day.
    bearer = next((row["entity"] for row in sorted(rows, key=lambda row: not row["holds"])), None)
    if bearer is None:
        raise not_found(Kind.RKA, rka)
    return Address(subject=Subject(bearer, (bearer,), moment, "address"))
