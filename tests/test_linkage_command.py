"""`registries linkage rebuild`: people are to be found again by name, however often it is given."""

from sqlalchemy import text

from tests.desk import DAY, Desk, desk
from tests.loaders.papers import AIGUL, BOLAT, gbd_fl, person, tax, tax_row

__all__ = ["desk"]

FOUND = "SELECT count(*) FROM crosswalk.match_row"


def test_people_are_found_again_after_a_rebuild_and_common_names_are_counted(desk: Desk) -> None:
    assert desk.give("load", "gbd_fl", desk.file("people.xml", gbd_fl(person(AIGUL), person(BOLAT))), *DAY).code == 0
    with desk.engine.begin() as connection:
        made = connection.scalar(text(FOUND))
        connection.execute(text("DELETE FROM crosswalk.match_row"))
    for _ in range(2):
        assert desk.give("linkage", "rebuild").code == 0
    with desk.engine.connect() as connection:
        assert connection.scalar(text(FOUND)) == made == 2
        shares = "SELECT sum(share) FROM crosswalk.value_share WHERE column_name = 'given'"
        assert connection.scalar(text(shares)) == 1.0


def test_whoever_could_not_be_weighed_by_the_keys_of_another_release_is_linked_by_a_rebuild(desk: Desk) -> None:
    assert desk.give("load", "gbd_fl", desk.file("people.xml", gbd_fl(person(AIGUL), person(BOLAT))), *DAY).code == 0
    with desk.engine.begin() as connection:
        connection.execute(text("UPDATE crosswalk.match_row SET recipe = 1"))
    assert desk.give("load", "tax", desk.file("tax.csv", tax(tax_row(BOLAT, ИИН=""))), *DAY).code == 0
    linked = text("SELECT count(*) FROM crosswalk.membership")
    with desk.engine.connect() as connection:
        assert connection.scalar(linked) == 2
    for _ in range(2):
        assert desk.give("linkage", "rebuild").code == 0
    with desk.engine.connect() as connection:
        assert connection.scalar(linked) == 3
        assert connection.scalar(text("SELECT count(*) FROM crosswalk.judgement")) == 1
