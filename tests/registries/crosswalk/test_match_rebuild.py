"""Match rows made for everybody at once: by several processes, without the indexes of keys until all are there."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import inspect, text

from registries.crosswalk import match_rebuild
from registries.crosswalk.match_rebuild import rebuild_match_rows
from registries.crosswalk.match_search import KEY_INDEXES, MatchRowsOutdated, database_matcher
from registries.crosswalk.match_upkeep import refresh_match_rows
from registries.crosswalk.seeking import awakened
from registries.crosswalk.weighing.individual import individual_model
from tests.loaders.offices import Office
from tests.loaders.papers import AIGUL, BOLAT, PYOTR, ZHANAR, gbd_fl, person, tax, tax_row

DAY, LATER = "2024-01-01", "2024-02-01"
ROWS = "SELECT m::text FROM crosswalk.match_row m ORDER BY individual_id, place"
SHARES = "SELECT s::text FROM crosswalk.value_share s ORDER BY column_name, value"
# What dies with its work half done: the first of the people has his rows, the others have not.
KILLED = """
import os, signal, sys
from registries.crosswalk import match_rebuild
from registries.database import engine_for
match_rebuild.BATCH = 1
match_rebuild.rebuild_match_rows(engine_for(sys.argv[1]), lambda _: os.kill(os.getpid(), signal.SIGKILL))
"""


class Interrupted(Exception):
    pass


def interrupt(_: int) -> None:
    raise Interrupted


@pytest.fixture
def register(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Three people, each in a batch of his own."""
    monkeypatch.setattr(match_rebuild, "BATCH", 1)
    office.load("gbd_fl", gbd_fl(person(AIGUL), person(ZHANAR), person(BOLAT)), DAY)
    rebuild_match_rows(office.engine)
    return office


def keys_made(office: Office) -> set[str | None]:
    found = {index["name"] for index in inspect(office.engine).get_indexes("match_row", schema="crosswalk")}
    return found & set(KEY_INDEXES)


def make_useless(office: Office) -> None:
    with office.engine.begin() as connection:
        connection.execute(text("UPDATE crosswalk.match_row SET recipe = 1, texts[1] = 'older'"))


def test_several_processes_make_the_rows_and_shares_that_one_makes(register: Office) -> None:
    rows, shares, counted = register.rows(ROWS), register.rows(SHARES), list[int]()
    make_useless(register)
    rebuild_match_rows(register.engine, counted.append, workers=2)
    assert (register.rows(ROWS), register.rows(SHARES), counted) == (rows, shares, [1, 1, 1])
    assert keys_made(register) == set(KEY_INDEXES)


def test_two_rebuilds_at_once_share_the_work(register: Office) -> None:
    rows, shares = register.rows(ROWS), register.rows(SHARES)
    make_useless(register)
    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(rebuild_match_rows, register.engine) for _ in range(2)]:
            done.result()
    assert (register.rows(ROWS), register.rows(SHARES)) == (rows, shares)
    assert keys_made(register) == set(KEY_INDEXES)


def test_nobody_is_looked_for_before_everybody_can_be_found(register: Office) -> None:
    make_useless(register)
    with pytest.raises(Interrupted):
        rebuild_match_rows(register.engine, interrupt)
    assert keys_made(register) == set()
    with register.engine.connect() as connection, pytest.raises(MatchRowsOutdated, match="being made"):
        database_matcher(connection)
    rebuild_match_rows(register.engine)
    with register.engine.connect() as connection:
        assert database_matcher(connection).model is individual_model()


def test_a_snapshot_from_before_finds_no_rows_and_says_so(register: Office) -> None:
    snapshot = register.engine.connect().execution_options(isolation_level="REPEATABLE READ")
    with snapshot as connection:
        connection.execute(text("SELECT count(*) FROM individual.individual"))
        make_useless(register)
        rebuild_match_rows(register.engine)
        assert connection.scalar(text("SELECT count(*) FROM crosswalk.match_row")) == 0
        with pytest.raises(MatchRowsOutdated, match="being made"):
            database_matcher(connection)
    with register.engine.connect() as connection:
        assert database_matcher(connection).model is individual_model()


def test_what_was_killed_goes_on_with_those_who_have_no_rows(register: Office) -> None:
    rows, shares = register.rows(ROWS), register.rows(SHARES)
    make_useless(register)
    url = register.engine.url.render_as_string(hide_password=False)
    killed = subprocess.run([sys.executable, "-c", KILLED, url], env=os.environ, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(register.rows(ROWS)) == 1
    with register.engine.begin() as connection:
        # Marked, to see that it is left as it is.
        connection.execute(text("UPDATE crosswalk.match_row SET normaliser = -1"))
    rebuild_match_rows(register.engine)
    assert len(register.rows("SELECT FROM crosswalk.match_row WHERE normaliser = -1")) == 1
    with register.engine.begin() as connection:
        connection.execute(text(f"UPDATE crosswalk.match_row SET normaliser = {individual_model().normaliser}"))
    assert (register.rows(ROWS), register.rows(SHARES)) == (rows, shares)
    assert keys_made(register) == set(KEY_INDEXES)


def test_a_load_goes_on_while_the_rows_are_made(register: Office) -> None:
    make_useless(register)
    with pytest.raises(Interrupted):
        rebuild_match_rows(register.engine, interrupt)
    register.load("gbd_fl", gbd_fl(person(replace(BOLAT, surname="Оспанов"))), LATER)
    kept = register.rows("SELECT DISTINCT texts[1] FROM crosswalk.match_row WHERE texts[2] = 'bolat' ORDER BY 1")
    rebuild_match_rows(register.engine)
    assert kept == [("ospan",), ("seit",)]
    assert register.rows("SELECT texts[1] FROM crosswalk.match_row ORDER BY 1") == [
        ("ahmet",),
        ("ahmet",),
        ("ospan",),
        ("seit",),
    ]


def test_nobody_is_awakened_by_keys_that_have_no_indexes_yet(register: Office) -> None:
    register.load("tax", tax(tax_row(PYOTR, ИИН="")), DAY)
    hashed = register.one("SELECT keys[1] FROM crosswalk.seeking")
    assert isinstance(hashed, int)
    gained = {(number, hashed): 1 for number in range(len(individual_model().keys))}
    make_useless(register)
    with pytest.raises(Interrupted):
        rebuild_match_rows(register.engine, interrupt)
    with register.engine.connect() as connection:
        assert awakened(connection, gained) == set()
    rebuild_match_rows(register.engine)
    with register.engine.connect() as connection:
        assert len(awakened(connection, gained)) == 1


def test_a_rebuild_of_what_is_right_writes_nothing(register: Office) -> None:
    where = register.rows("SELECT ctid::text FROM crosswalk.match_row ORDER BY 1")
    rebuild_match_rows(register.engine, workers=2)
    assert register.rows("SELECT ctid::text FROM crosswalk.match_row ORDER BY 1") == where


def test_a_writer_and_a_rebuild_take_turns(register: Office) -> None:
    with register.engine.begin() as writer:
        writer.execute(text("SELECT temporal.stamp()"))
        with register.engine.connect() as other:
            # The same lock, asked for without waiting.
            free = "SELECT pg_try_advisory_xact_lock_shared(hashtext('temporal.transaction'))"
            assert other.scalar(text(free)) is False
    with register.engine.begin() as one, register.engine.connect() as other:
        match_rebuild.without_writers(one)
        assert other.scalar(text(free)) is True


def test_rows_of_somebody_without_a_name_are_forgotten(register: Office) -> None:
    who = register.one("SELECT individual_id FROM individual.name WHERE given_name = 'Болат'")
    with register.engine.connect() as connection:
        connection.execute(text("SET session_replication_role = replica"))
        connection.execute(text("DELETE FROM individual.name WHERE individual_id = :who"), {"who": who})
        assert set(refresh_match_rows(connection, [who]).values()) == {-1}
        left = connection.scalars(text("SELECT individual_id FROM crosswalk.match_row")).all()
    assert who not in left
    assert len(left) == 2
