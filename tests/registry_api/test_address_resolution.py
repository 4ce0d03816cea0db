"""A written address asked of the API: graded, understood part by part, refused where it is none."""

import pytest

from tests.registry_api.asking import Client
from tests.registry_api.world import CITY

ASKED = """query($text: String!, $within: KATO, $asOf: Date) { resolveAddress(text: $text, within: $within, asOf: $asOf) {
  grade read { units { name kinds } geonyms { name kinds } number premises { number kind } rest }
  candidates { level likeness matchedName heldFrom heldTo ru address { rka } geonym { id } unit { kato } } } }"""
HOUSE = "Республика Казахстан, Акмолинская область, город Кокшетау, улица Абая, дом 12"


def resolved(client: Client, text: str, **given: str) -> dict[str, object]:
    answer = client.ask(ASKED, {"text": text, **given}).data["resolveAddress"]
    assert isinstance(answer, dict)
    return answer


def test_an_exact_address_is_answered_with_what_was_understood(portal: Client) -> None:
    answer = resolved(portal, "г. Кокшетау, ул. Абая, д. 12")
    assert answer["grade"] == "A"
    assert answer["read"] == {
        "units": [{"name": "Кокшетау", "kinds": ["CITY", "REPUBLICAN_CITY"]}],
        "geonyms": [{"name": "Абая", "kinds": ["STREET"]}],
        "number": "12", "premises": [], "rest": [],
    }  # fmt: skip
    [place] = answer["candidates"]
    assert (place["level"], place["likeness"], place["matchedName"]) == ("ADDRESS", 1.0, "Абая")
    assert (place["heldFrom"], place["heldTo"], place["ru"]) == ("2010-05-01", None, HOUSE)
    assert (place["address"]["rka"] is not None, place["geonym"], place["unit"]) == (True, None, None)


def test_an_old_name_finds_todays_place_and_is_exact_on_its_day(portal: Client) -> None:
    for given, grade in (({}, "B"), ({"asOf": "2005-01-01"}, "A")):
        answer = resolved(portal, "ул. Ленина, 12", within=CITY, **given)
        assert (answer["grade"], [one["ru"] for one in answer["candidates"]]) == (grade, [HOUSE])
        assert answer["candidates"][0]["heldTo"] == "2010-05-01"


def test_a_house_that_is_not_there_is_a_candidate_street(portal: Client) -> None:
    answer = resolved(portal, "г. Кокшетау, ул. Абая, д. 99")
    assert (answer["grade"], [one["level"] for one in answer["candidates"]]) == ("C", ["GEONYM"])


@pytest.mark.parametrize("text", ["", " \u00a0 ", "a" * 501])
def test_what_is_no_text_of_an_address_is_refused(portal: Client, text: str) -> None:
    refused = portal.ask(ASKED, {"text": text})
    assert (refused.body.get("data"), refused.codes) == (None, ["TEXT_NOT_ANSWERED"])


def test_hostile_texts_are_answered(portal: Client) -> None:
    for text in (
        "'; DROP TABLE address.unit; --",
        "%_%",
        "\\",
        "ул. %",
        "\u2028\u202e\ufeff",
        "((((((",
        "д. 1" * 100,
    ):
        assert resolved(portal, text)["grade"] == "C"


def test_a_code_that_no_unit_bore_is_refused(portal: Client) -> None:
    refused = portal.ask(ASKED, {"text": "ул. Абая, 12", "within": "999999999"})
    assert refused.codes == ["TEXT_NOT_ANSWERED"]
