"""`registries linkage rebuild`: people are to be found again by name, however often it is given."""

import os
import signal
from multiprocessing import active_children

from sqlalchemy import text

from loaders.progress import Bars
from registries.crosswalk import match_rebuild
from tests.desk import DAY, Desk, desk
from tests.loaders.papers import AIGUL, BOLAT, ZHANAR, gbd_fl, person, tax, tax_row

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


def test_a_worker_that_is_killed_ends_the_rebuild_in_a_sentence_and_the_same_command_goes_on(desk: Desk) -> None:
    people = desk.file("people.xml", gbd_fl(*map(person, (AIGUL, BOLAT, ZHANAR))))
    assert desk.give("load", "gbd_fl", people, *DAY).code == 0
    with desk.engine.begin() as connection:
        connection.execute(text("UPDATE crosswalk.match_row SET recipe = 1"))

    def kill(bars: Bars, amount: int) -> None:
        for worker in active_children():
            os.kill(worker.pid or 0, signal.SIGKILL)

    with desk.monkeypatch.context() as patched, desk.engine.begin() as other:
        # The last part waits for its turn, so that a worker has it when it dies.
        last = "'crosswalk.match_row from ' || max(id)"
        other.execute(text(f"SELECT pg_advisory_xact_lock(hashtextextended({last}, 0)) FROM individual.individual"))
        patched.setattr(match_rebuild, "BATCH", 1)
        patched.setattr(Bars, "advance", kill)
        ended = desk.give("linkage", "rebuild", "--workers", "2")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (
        "WORKER_DIED: a process that worked for this command was killed, or its memory ran out\n"
        "next: give the same command again, with fewer --workers where memory is short\n"
    )
    assert desk.scalar(FOUND) in {1, 2}
    assert desk.give("linkage", "rebuild").code == 0
    assert desk.scalar(FOUND) == 3
