"""A house by the kilometre of a highway: the kilometre is its number, where a highway is said beside it."""

import pytest

from registries.address.free_text import Named, parse
from tests.registries.address.free_text.test_reading import read, street

ROAD, SPACED = street("Алматы-Бишкек", "HIGHWAY"), street("Алматы — Бишкек", "HIGHWAY")


@pytest.mark.parametrize(
    ("written", "road"),
    [
        ("172 км трассы Алматы — Бишкек", SPACED),
        ("172-й км автодороги Алматы-Бишкек", ROAD),
        ("на 172-м километре автотрассы Алматы-Бишкек", ROAD),
        ("172 км шоссе Капчагайское", street("Капчагайское", "HIGHWAY")),
        ("172 км Капчагайского шоссе", street("Капчагайского", "HIGHWAY")),
        ("трасса Алматы-Бишкек, 172 км", ROAD),
        ("трасса Алматы-Бишкек, км 172", ROAD),
        ("трасса Алматы-Бишкек, 172-й километр", ROAD),
        ("трасса Алматы-Бишкек 172км", ROAD),
        ("трасса Алматы-Бишкек - 172 км", ROAD),
        ("автодорога Алматы — Бишкек, 172 км.", SPACED),
        ("Капчагайское шоссе 172 км", street("Капчагайское", "HIGHWAY")),
        ("Алматы-Бишкек тас жолы, 172 км", ROAD),
        ("Алматы-Бишкек тас жолы 172-шақырым", ROAD),
        ("Алматы-Бишкек тас жолының 172 шақырымы", ROAD),
    ],
)
def test_a_kilometre_of_a_highway_is_the_number_of_the_house(written: str, road: Named) -> None:
    read(written, geonyms=(road,), number="172", pointer="KILOMETRE")
    read(
        f"Алматинская область, {written}",
        units=(Named("Алматинская", frozenset({"REGION"})),), geonyms=(road,), number="172", pointer="KILOMETRE",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "rest"),
    [("трасса Алматы-Бишкек, 172 км, дом 5", "172 км"), ("172 км трассы Алматы-Бишкек, дом 5", "172 км")],
)
def test_a_house_that_is_said_beside_a_kilometre_has_its_own_number(written: str, rest: str) -> None:
    read(written, geonyms=(ROAD,), number="5", pointer="HOUSE", rest=(rest,))


@pytest.mark.parametrize(
    "written", ["трасса Алматы-Бишкек, 12,5 км", "трасса Алматы-Бишкек 12.5 км", "12,5 км трассы Алматы-Бишкек"]
)
def test_a_comma_within_a_kilometre_parts_nothing(written: str) -> None:
    read(written, geonyms=(ROAD,), number="12,5", pointer="KILOMETRE")


def test_of_two_kilometres_none_is_the_house() -> None:
    read("трасса Алматы-Бишкек, 172 км, 173 км", geonyms=(ROAD,), rest=("172 км", "173 км"))


@pytest.mark.parametrize(
    "written",
    [
        "172 км", "ул. Абая, 5 км", "5 км от трассы Алматы-Бишкек", "в 5 км от трассы Алматы-Бишкек",
        "5 км до Капчагайского шоссе", "трасса Алматы-Бишкек, 5 км южнее", "трасса Алматы-Бишкек, в 5 км от Алматы",
        "трасса Алматы-Бишкек, 172+500 км", "ул. Абая 12,5 км", "12,5 км", "трасса Алматы-Бишкек, 3-5 км",
        "трасса Алматы-Бишкек, 12/1 км", "трасса Алматы-Бишкек в 5 км",
    ],
)  # fmt: skip
def test_a_distance_is_no_house(written: str) -> None:
    found = parse(written)
    assert (found.number, found.pointer) == (None, None)
