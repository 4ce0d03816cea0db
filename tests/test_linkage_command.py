"""`registries linkage rebuild`: people are to be found again by name, however often it is given."""

from sqlalchemy import text

from tests.desk import DAY, Desk, desk
from tests.loaders.papers import AIGUL, BOLAT, gbd_fl, person

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
