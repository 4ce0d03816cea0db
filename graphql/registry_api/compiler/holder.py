"""Rules of edges to persons and companies: heads, founders, owners, each with the number it states."""

from graphql import GraphQLField

from registries import legal_entity
from registries.crosswalk.tables import individual_identifier
from registries.temporal.declare import Fact
from registries.temporal.read import standing
from registry_api.compiler.facts import listed, row_of
from registry_api.compiler.lookup import sole_bearer
from registry_api.compiler.selection import Selected
from registry_api.compiler.statement import Rule, Scope, Statement

# Whom a stated number ends at.
READ = (standing(individual_identifier), standing(legal_entity.identifier, "value"))


def edges(fact: Fact) -> Rule:
    """All edges that stand; each is marked with the person its number ends at, unless it is a company's."""

    def rule(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
        row = row_of(statement, scope, selected, defined, fact)
        of_company = f"{row.row}.holder_scheme = 'BIN'"
        told = statement.person(row, _person(row), lambda: statement.object(row, selected), unless=of_company)
        return listed(told, row, fact)

    return rule


def holder(statement: Statement, scope: Scope, selected: Selected, defined: GraphQLField) -> str:
    """Whom the stated number ends at; null for nobody, and for more than one."""
    persons_type, companies_type = (statement.document.type_named(name) for name in ("Individual", "LegalEntity"))
    person, company = statement.alias(), statement.alias()
    one = Scope(persons_type, scope.at, scope.path, id=f"{person}.id")
    other = Scope(companies_type, scope.at, scope.path, id=f"{company}.id")
    told = statement.object(one, selected)
    named = statement.nobody(lambda: statement.object(other, selected))
    return (
        f"CASE {scope.row}.holder_scheme WHEN 'IIN' THEN (SELECT {told} FROM (SELECT {_person(scope)} AS id) {person} "
        f"WHERE {person}.id IS NOT NULL) WHEN 'BIN' THEN (SELECT {named} FROM (SELECT {_company(scope)} AS id) {company} "
        f"WHERE {company}.id IS NOT NULL) END"
    )


def _person(scope: Scope) -> str:
    return _sole(individual_identifier, scope)


def _company(scope: Scope) -> str:
    return _sole(legal_entity.identifier, scope)


def _sole(identifiers: Fact, scope: Scope) -> str:
    """The one whom the number of the row ends at, or null."""
    found = sole_bearer(identifiers, scope.at.point, f"{scope.row}.holder_scheme", f"{scope.row}.holder_value")
    return f"(SELECT CASE WHEN f.found = 1 THEN f.id END FROM ({found}) f)"
