"""Variables read quickly are the variables that graphql-core reads."""

from typing import Any

import pytest
from graphql import GraphQLError, OperationDefinitionNode, parse
from graphql.execution.values import get_variable_values
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from registry_api.compiler.variables import Variables
from registry_api.schema import SCHEMA

SCALARS = "query Q($a: IIN!, $b: Date, $c: Int, $d: Boolean!, $e: ID, $f: DateTime) { __typename }"
OTHERS = (
    "query Q($a: Int = 3) { __typename }",
    "query Q($a: [KATO!]) { __typename }",
    "query Q($a: Language) { __typename }",
)
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**33), 2**33), st.floats(), st.text(max_size=12), st.lists(st.integers()),
    st.sampled_from(["481224700004", "000000000000", "2020-02-30", "2020-02-29", "2020-02-29T10:00:00+05:00"]),
)  # fmt: skip


def operation(document: str) -> OperationDefinitionNode:
    found = parse(document).definitions[0]
    assert isinstance(found, OperationDefinitionNode)
    return found


def generally(asked: OperationDefinitionNode, values: dict[str, Any]) -> dict[str, object] | list[GraphQLError]:
    found = get_variable_values(SCHEMA, asked.variable_definitions or (), values, 1)
    return found if isinstance(found, list) else dict(found.coerced)


def told(found: dict[str, object] | list[GraphQLError]) -> object:
    return [error.message for error in found] if isinstance(found, list) else repr(sorted(found.items()))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from("abcdefg"), VALUES))
@example({"a": "481224700004", "d": True, "b": None})
@example({"a": "481224700004", "d": True, "b": "2020-02-29", "c": 1, "e": "x", "f": "2020-02-29T10:00:00+05:00"})
def test_scalars_read_quickly_are_the_scalars_read_generally(values: dict[str, Any]) -> None:
    asked = operation(SCALARS)
    assert told(Variables.of(SCHEMA, asked).coerced(values)) == told(generally(asked, values))


@pytest.mark.parametrize("document", OTHERS)
def test_defaults_lists_and_enums_are_read_generally(document: str) -> None:
    assert Variables.of(SCHEMA, operation(document)).scalars is None


def test_a_document_of_one_number_is_read_by_its_scalar() -> None:
    made = Variables.of(SCHEMA, operation("query Q($iin: IIN!) { __typename }"))
    assert made.scalars is not None
    assert made.coerced({"iin": " 481224700004 "}) == {"iin": "481224700004"}
