"""Which questions are about persons, and are not asked by a URL."""

import pytest
from graphql import GraphQLSchema, OperationDefinitionNode, build_schema, parse

from registry_api.personal import is_personal, personal_types
from registry_api.schema import SCHEMA

# The lists to come, so that they are told from each other before they are there.
LISTS = """
interface Node { id: ID! }
type Individual implements Node { id: ID! iin: String }
type IndividualEdge { cursor: String! node: Individual! }
type IndividualConnection { edges: [IndividualEdge!]! }
type Address implements Node { id: ID! full: String residents(first: Int): IndividualConnection! }
type Geonym implements Node { id: ID! addresses(first: Int): AddressConnection! }
type AddressEdge { node: Address! }
type AddressConnection { edges: [AddressEdge!]! }
type Query { node(id: ID!): Node address: Address geonym: Geonym individuals: IndividualConnection! }
"""


def personal(of: GraphQLSchema, text: str) -> bool:
    document = parse(text)
    operation = next(one for one in document.definitions if isinstance(one, OperationDefinitionNode))
    return is_personal(of, document, operation, personal_types(of))


def test_the_types_that_speak_of_persons() -> None:
    assert personal_types(SCHEMA) == {
        "Individual", "IndividualConnection", "IndividualEdge", "Node", "Crosswalk", "CrosswalkMatch", "Dated", "Holder",
        "Owner", "Head", "Founder", "Reconciled", "ReconcileCandidate", "ReviewQueue", "ReviewEntry", "ReviewCandidate",
    }  # fmt: skip
    assert personal_types(build_schema(LISTS)) == {"Individual", "IndividualEdge", "IndividualConnection", "Node"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ __typename }", False),
        ("{ __schema { types { name } } }", False),
        ('{ address(rka: "1") { full(language: KK) } }', False),
        ('{ legalEntity(bin: "1") { names { name } } }', False),
        ('{ legalEntity(bin: "1") { heads { name } } }', True),
        ('{ realEstate(cadastralNumber: "1") { plot { areaHa } } }', False),
        ('{ realEstate(cadastralNumber: "1") { owners { validFrom } } }', True),
        ('{ crosswalk(scheme: RNN, value: "1") { __typename } }', True),
        ('{ a: individual(iin: "1") { __typename } }', True),
        ("{ ...F } fragment F on Query { ... { individual { iin } } }", True),
        ("{ ...F } fragment F on Query { ...F }", False),
        ("{ nothing { individual } ...G }", False),
        ("{ __typename @include(if: false) individual @skip(if: true) { iin } }", True),
    ],
)
def test_a_question_is_about_persons_where_any_field_of_it_is(text: str, expected: bool) -> None:
    assert personal(SCHEMA, text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{ node(id: "1") { id } }', True),
        ("{ individuals { edges { cursor } } }", True),
        ("{ address { residents { edges { cursor } } } }", True),
        ("{ geonym { addresses { edges { node { full } } } } }", False),
        ("{ geonym { addresses { edges { node { residents { edges { node { iin } } } } } } } }", True),
    ],
)
def test_lists_of_persons_are_about_persons(text: str, expected: bool) -> None:
    assert personal(build_schema(LISTS), text) is expected
