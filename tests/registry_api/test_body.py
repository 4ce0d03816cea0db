"""The JSON of a request, held against Python's own reader."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry_api.bad_request import RequestRefusedError
from registry_api.body import DEEPEST_JSON, parsed
from tests.prove import examples

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
NUMBERS = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS | st.just('\\"'),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(TEXTS, below, max_size=4),
    max_leaves=12,
)


@settings(max_examples=examples(200, full=5_000), deadline=None)
@given(VALUES, st.booleans(), st.sampled_from([None, 1]))
def test_whatever_json_writes_is_read_back(value: Any, ascii_only: bool, indent: int | None) -> None:
    assert parsed(json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode()) == value


@settings(max_examples=examples(200, full=5_000), deadline=None)
@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4), st.data())
def test_a_member_that_stands_twice_is_always_seen(value: dict[str, Any], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(value)))
    again = f"{json.dumps(name)}: {json.dumps(data.draw(VALUES))}"
    body = f"{{{again}, {json.dumps(value)[1:]}"
    with pytest.raises(RequestRefusedError, match="twice"):
        parsed(body.encode())


@pytest.mark.parametrize("text", [r"\u0000", r"\\\u0000", r"a\u0000b"])
def test_null_characters_are_refused_wherever_they_stand(text: str) -> None:
    for body in (f'"{text}"', f'["{text}"]', f'{{"a": {{"{text}": 1}}}}'):
        with pytest.raises(RequestRefusedError, match="null"):
            parsed(body)


def test_the_six_characters_that_only_look_like_one_are_text() -> None:
    assert parsed(rb'["\\u0000"]') == [r"\u0000"]


@pytest.mark.parametrize("opened", ["[", '{"a":'])
def test_nesting_is_bounded(opened: str) -> None:
    closed = "]" if opened == "[" else "}"
    deepest = DEEPEST_JSON - 1
    assert parsed(opened * deepest + "1" + closed * deepest) is not None
    with pytest.raises(RequestRefusedError, match="nested"):
        parsed(opened * (deepest + 1) + "1" + closed * (deepest + 1))


def test_a_refusal_never_quotes_the_body() -> None:
    with pytest.raises(RequestRefusedError) as refused:
        parsed(b'{"iin": "880101700001", ')
    shown = f"{refused.value} {refused.value.next_step}"
    assert "880101700001" not in shown
