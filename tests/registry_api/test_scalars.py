"""Identifiers in variables: read as the registers read them, whichever way they take."""

import pytest
from graphql import GraphQLScalarType
from hypothesis import given
from hypothesis import strategies as st

from registries.identifiers import Kind, read
from registry_api.scalars import ValueRefusedError
from registry_api.schema import SCHEMA

KINDS = {"IIN": Kind.IIN, "BIN": Kind.BIN, "KATO": Kind.KATO, "RKA": Kind.RKA, "CadastralNumber": Kind.CADASTRE}
DIGITS = "0123456789٠१２"


def parsed(name: str, value: object) -> str | None:
    scalar = SCHEMA.type_map[name]
    assert isinstance(scalar, GraphQLScalarType)
    try:
        found = scalar.parse_value(value)
    except ValueRefusedError:
        return None
    assert isinstance(found, str)
    return found


@given(st.sampled_from(sorted(KINDS)), st.text(DIGITS, min_size=8, max_size=17) | st.text("019 -", max_size=20))
def test_a_number_is_read_as_the_registers_read_it(name: str, written: str) -> None:
    assert parsed(name, written) == read(KINDS[name], written).normal


@pytest.mark.parametrize(("name", "length"), [("IIN", 12), ("BIN", 12), ("KATO", 9), ("RKA", 16)])
@given(data=st.data())
def test_digits_of_the_right_number_are_their_own_form(name: str, length: int, data: st.DataObject) -> None:
    written = data.draw(st.text("0123456789", min_size=length, max_size=length))
    assert parsed(name, written) == written == read(KINDS[name], written).normal


@pytest.mark.parametrize("name", sorted(KINDS))
def test_what_is_no_text_is_refused(name: str) -> None:
    assert [parsed(name, value) for value in (880101700001, 8.8e11, True, ["880101700001"], {})] == [None] * 5
