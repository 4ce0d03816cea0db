"""`registries history`, as an analyst gives it."""

from tests.desk import Desk, desk
from tests.registry_api.world import CITY, REUSED, build

__all__ = ["desk"]


def test_a_unit_is_drawn_on_a_page_or_as_a_picture_alone(desk: Desk) -> None:
    with desk.engine.begin() as connection:
        build(connection)
    for form, begins in (("html", "<!doctype html>"), ("svg", "<svg ")):
        path = desk.folder / f"city.{form}"
        ended = desk.give("history", CITY, "--out", str(path))
        assert (ended.code, "Көкшетау · Кокшетау" in ended.out) == (0, True)
        assert path.read_text(encoding="utf-8").startswith(begins)


def test_what_cannot_be_drawn_is_told(desk: Desk) -> None:
    with desk.engine.begin() as connection:
        build(connection)
    page = str(desk.folder / "page.html")
    twice = desk.give("history", REUSED, "--out", page)
    assert (twice.code, "AMBIGUOUS_CODE" in twice.err) == (1, True)
    assert desk.give("history", REUSED, "--as-of", "2023-01-01", "--out", page).code == 0
    nobody = desk.give("history", "000000000", "--out", page)
    assert (nobody.code, "SUBJECT" in nobody.err) == (1, True)
    assert desk.give("history", CITY, "--out", str(desk.folder / "page.png")).code == 2
