"""A corner that is said before its streets, or behind both: the first street is the one meant, the second crosses it."""

import pytest

from registries.address.free_text import Named, parse
from tests.registries.address.free_text.test_reading import CITY, read, street

GOGOL, AITEKE = Named("Гоголя"), Named("Айтеке би")


@pytest.mark.parametrize(
    ("written", "relation"),
    [
        ("угол Гоголя и Айтеке би", ("угол",)),
        ("УГОЛ Гоголя И Айтеке би", ("УГОЛ",)),
        ("на углу Гоголя и Айтеке би", ("на", "углу")),
        ("на пересечении Гоголя и Айтеке би", ("на", "пересечении")),
        ("перекрёсток Гоголя и Айтеке би", ("перекрёсток",)),
        ("на перекрестке Гоголя и Айтеке би", ("на", "перекрестке")),
        ("уг. Гоголя — Айтеке би", ("уг",)),
        ("уг. Гоголя - Айтеке би", ("уг",)),
        ("уг. Гоголя/Айтеке би", ("уг",)),
        ("Гоголя угол Айтеке би", ("угол",)),
        ("Гоголя на углу Айтеке би", ("на", "углу")),
    ],
)
def test_two_streets_without_a_type(written: str, relation: tuple[str, ...]) -> None:
    read(written, geonyms=(GOGOL,), crossing=(AITEKE,), relation=relation)
    read(
        f"г. Алматы, {written}", units=(Named("Алматы", CITY),), geonyms=(GOGOL,), crossing=(AITEKE,), relation=relation
    )


@pytest.mark.parametrize(
    ("written", "one", "other"),
    [
        ("угол ул. Гоголя и ул. Айтеке би", street("Гоголя"), street("Айтеке би")),
        ("угол улиц Гоголя и Айтеке би", street("Гоголя"), street("Айтеке би")),
        ("угол проспектов Абая и Достык", street("Абая", "AVENUE"), street("Достык", "AVENUE")),
        ("угол ул. Гоголя и Айтеке би", street("Гоголя"), AITEKE),
        ("угол Гоголя и ул. Айтеке би", GOGOL, street("Айтеке би")),
        ("угол ул. Гоголя - ул. Айтеке би", street("Гоголя"), street("Айтеке би")),
        ("угол ул. Гоголя / ул. Айтеке би", street("Гоголя"), street("Айтеке би")),
        ("угол ул. 8 марта и пр-т Достык", street("8 марта"), street("Достык", "AVENUE")),
        ("угол ул. Кирилла и Мефодия и ул. Абая", street("Кирилла и Мефодия"), street("Абая")),
        ("угол ул. Керей-Жанибек хандары и ул. Абая", street("Керей-Жанибек хандары"), street("Абая")),
        ("уг. Ә. Молдағұлова и Абая", Named("Ә. Молдағұлова"), Named("Абая")),
    ],
)
def test_each_street_has_the_type_that_is_said_of_it(written: str, one: Named, other: Named) -> None:
    read(written, geonyms=(one,), crossing=(other,), relation=(written.split(maxsplit=1)[0].rstrip("."),))


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Абай мен Гоголь көшелерінің қиылысы", "STREET"),
        ("Абай және Гоголь көшелерінің қиылысында", "STREET"),
        ("Абай — Гоголь көшелерінің бұрышы", "STREET"),
        ("Абай мен Гоголь даңғылдарының қиылысы", "AVENUE"),
        ("Абай көшесі мен Гоголь көшесінің қиылысы", "STREET"),
        ("Абай көшесі мен Гоголь көшесі қиылысы", "STREET"),
    ],
)
def test_in_kazakh_the_corner_is_said_behind_both_streets(written: str, kind: str) -> None:
    corner = written.rsplit(maxsplit=1)[-1]
    read(written, geonyms=(street("Абай", kind),), crossing=(street("Гоголь", kind),), relation=(corner,))


def test_of_two_kinds_in_kazakh_each_street_keeps_its_own() -> None:
    read(
        "Алматы қ., Абай даңғылы мен Гоголь көшесінің қиылысы",
        units=(Named("Алматы", frozenset({"CITY", "REPUBLICAN_CITY", "TOWN", "TOWNSHIP"})),),
        geonyms=(street("Абай", "AVENUE"),), crossing=(street("Гоголь"),), relation=("қиылысы",),
    )  # fmt: skip


def test_nobody_can_tell_to_which_street_of_a_corner_a_number_belongs() -> None:
    for house in ("12", "д. 12", "д. 12 к. 1"):
        read(
            f"угол Гоголя и Айтеке би, {house}", geonyms=(GOGOL,), crossing=(AITEKE,), relation=("угол",), rest=(house,)
        )


@pytest.mark.parametrize(
    "written", ["угол Кирилла и Мефодия и Абая", "угол Гоголя и Айтеке би 12", "угол Гоголя 12 и Айтеке би"]
)
def test_streets_that_cannot_be_told_apart_are_none(written: str) -> None:
    corner, streets = written.split(" ", 1)
    read(written, relation=(corner,), rest=(streets,))


def test_a_street_that_was_said_before_the_corner_has_one_that_crosses_it() -> None:
    read(
        "ул. Абая, 12, угол Гоголя",
        geonyms=(street("Абая"),), crossing=(GOGOL,), number="12", relation=("угол",),
    )  # fmt: skip
    read("угол Гоголя", crossing=(GOGOL,), relation=("угол",))
    read("уг. Керей-Жанибек", crossing=(Named("Керей-Жанибек"),), relation=("уг",))


def test_a_name_before_a_corner_of_two_streets_is_none_of_them() -> None:
    read(
        "Алматы угол Гоголя и Айтеке би",
        untyped=("Алматы",), geonyms=(GOGOL,), crossing=(AITEKE,), relation=("угол",),
    )  # fmt: skip


def test_a_number_before_the_corner_of_two_streets_leaves_them_untold() -> None:
    read("12 угол Гоголя и Айтеке би", number="12", relation=("угол",), rest=("Гоголя и Айтеке би",))
    read(
        "д. 12, угол Гоголя и Айтеке би", number="12", pointer="HOUSE", relation=("угол",), rest=("Гоголя и Айтеке би",)
    )


@pytest.mark.parametrize("written", ["Гоголя угол", "Гоголя угол -", "угол и", "угол и и и", "угол -", "қиылысы"])
def test_a_corner_without_two_names_has_no_street(written: str) -> None:
    assert parse(written).geonyms == ()
