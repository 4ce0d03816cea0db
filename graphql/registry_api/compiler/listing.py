"""What the lists hold on a day: children of a unit, streets, addresses, residents, persons by name and birth date."""

from collections.abc import Sequence

from graphql import GraphQLField

from registries.address import tables as address
from registries.individual import tables as individual
from registries.temporal import state
from registries.temporal.declare import Fact
from registries.temporal.read import Call, Read, standing
from registry_api.compiler.page import Listing
from registry_api.compiler.point import At
from registry_api.compiler.selection import Selected
from registry_api.compiler.statement import Scope, Statement


def named(edge: Fact, parent: str, name: Fact) -> tuple[Read, ...]:
    """What `named_under` reads."""
    return standing(edge, parent), standing(name, "sort_key")


NUMBERED = (standing(address.building, "geonym_id", "number_key"),)
RESIDENTS = (
    standing(address.premises, "building_id"),
    standing(individual.residence, "address_id"),
    standing(individual.name, "sort_key"),
)
NAMED_AND_BORN = (
    standing(individual.name, "surname_key", "given_name", "sort_key"),
    standing(individual.birth, "birth_date"),
    Call("alphabet.kazakh_key(text)"),
)


def named_under(edge: Fact, parent: str, name: Fact, condition: str = "") -> Listing:
    """Identities whose `edge` leads to the one listed under by its column `parent`, by their name."""

    def listing(_: Statement, scope: Scope, at: At, selected: Selected, defined: GraphQLField) -> str:
        found = standing_where(edge, f"s.{parent} = {scope.id}{condition}", at.point)
        return f"SELECT s.{edge.entity} AS id, {key_of_name(name, f's.{edge.entity}', 'language', ('kk', 'ru'), at)} AS key {found}"

    return listing


def numbered_on(statement: Statement, scope: Scope, at: At, selected: Selected, defined: GraphQLField) -> str:
    """Buildings numbered on a geonym."""
    found = standing_where(address.building, f"s.geonym_id = {scope.id}", at.point)
    return f"SELECT s.address_id AS id, s.number_key AS key {found}"


def residents(statement: Statement, scope: Scope, at: At, selected: Selected, defined: GraphQLField) -> str:
    """Persons registered at an address, or at premises in it."""
    inside = standing_where(address.premises, f"s.building_id = {scope.id}", at.point)
    here = f"SELECT CAST({scope.id} AS bigint) AS id UNION ALL SELECT s.address_id {inside}"
    found = standing_where(individual.residence, "s.address_id = h.id", at.point)
    return (
        f"SELECT s.individual_id AS id, {_person_key('s.individual_id', at)} AS key "
        f"FROM ({here}) h, LATERAL (SELECT s.individual_id {found}) s"
    )


def named_and_born(statement: Statement, scope: Scope, at: At, selected: Selected, defined: GraphQLField) -> str:
    """Persons by surname, given name where one is asked for, and birth date."""
    surname, given, born = (statement.given(selected, defined, name) for name in ("surname", "givenName", "birthDate"))
    named = (
        f"s.surname_key = alphabet.kazakh_key(CAST(:{surname} AS text)) AND (CAST(:{given} AS text) IS NULL "
        f"OR alphabet.kazakh_key(s.given_name) = alphabet.kazakh_key(CAST(:{given} AS text)))"
    )
    birth = standing_where(
        individual.birth, f"s.individual_id = p.id AND s.birth_date = CAST(:{born} AS date)", at.point
    )
    return (
        f"SELECT p.id, {_person_key('p.id', at)} AS key FROM (SELECT DISTINCT s.individual_id AS id "
        f"{standing_where(individual.name, named, at.point)}) p WHERE EXISTS (SELECT {birth})"
    )


def standing_where(fact: Fact, condition: str, point: state.Point, alias: str = "s") -> str:
    """FROM … WHERE: versions `alias` under a condition that stand on the day, each the one that does so of its key."""
    return (
        f"FROM {state.source(fact, point)} {alias} WHERE {condition} AND {state.standing_first(fact, alias, point)}"
        f"{state.believed(alias, point)}"
    )


def _person_key(person: str, at: At) -> str:
    return key_of_name(individual.name, person, "script", ("kk", "ru", "latin"), at)


def key_of_name(name: Fact, identity: str, told_apart_by: str, order: Sequence[str], at: At) -> str:
    """The key of the name in the first of the languages or scripts that has one; lowest for the nameless."""
    first = " ".join(f"WHEN '{one}' THEN {place}" for place, one in enumerate(order))
    found = standing_where(name, f"n.{name.entity} = {identity}", at.point, "n")
    return (
        f"coalesce((SELECT n.sort_key {found} ORDER BY CASE n.{told_apart_by} {first} END LIMIT 1), '' COLLATE \"C\")"
    )
