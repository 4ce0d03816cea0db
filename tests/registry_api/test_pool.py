"""The connections of a process: how many, in what state, and what becomes of broken ones."""

import random
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg2
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from registries.errors import RegistryError
from registries.settings import Settings
from registry_api.pool import BusyError, LostError, Pool, PooledConnection
from registry_api.turnstile import Turnstile
from tests.prove import examples
from tests.registry_api.test_turnstile import PATIENCE_SECONDS, as_at_first, await_that

OURS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'registry_api'"
)
END_OURS = text("""
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'registry_api'
""")


class Odd(Exception):
    """Something of the application's own."""


def settings_on(database: Engine, **stated: int) -> Settings:
    return Settings(database_url=database.url.render_as_string(hide_password=False), synthetic=True, **stated)


@pytest.fixture
def pool(shared_database: Engine) -> Iterator[Pool]:
    made = Pool.of(settings_on(shared_database))
    # Nothing is too fresh to be looked at.
    made.fresh_seconds = 0.0
    yield made
    made.close()
    await_that(lambda: backends(shared_database) == 0)


def backends(database: Engine) -> int:
    with database.connect() as connection:
        return int(connection.scalar(OURS) or 0)


def end_all(database: Engine) -> None:
    with database.connect() as connection:
        connection.execute(END_OURS)


def asked(held: PooledConnection, question: str = "SELECT 1") -> object:
    with held.raw.cursor() as cursor:
        cursor.execute(question)
        [answer] = cursor.fetchone() or [None]
        return answer


def test_connections_are_opened_when_needed_and_the_last_one_used_is_taken_first(
    pool: Pool, shared_database: Engine
) -> None:
    assert backends(shared_database) == 0
    with pool.connection() as first, pool.connection() as second:
        assert first.raw is not second.raw
        second.prepared.add("plan")
    assert pool.idle == 2
    # The outer block ended last.
    with pool.connection() as again, pool.connection() as other:
        assert again is first
        assert (other is second, other.prepared) == (True, {"plan"})
    assert backends(shared_database) == 2


def test_sessions_are_set_up_as_the_settings_say(shared_database: Engine) -> None:
    pool = Pool.of(settings_on(shared_database, statement_timeout_ms=1234))
    expected = {
        "statement_timeout": "1234ms", "jit": "off", "timezone": "UTC", "lock_timeout": "1s",
        "plan_cache_mode": "force_generic_plan", "idle_in_transaction_session_timeout": "30s",
        "application_name": "registry_api", "default_transaction_isolation": "read committed",
    }  # fmt: skip
    with pool.connection() as held:
        assert {name: asked(held, f"SHOW {name}") for name in expected} == expected
        assert held.raw.autocommit
    pool.close()


def test_one_more_than_there_are_connections_and_places_is_refused(shared_database: Engine) -> None:
    pool = Pool.of(settings_on(shared_database, connections=1, waiting_places=0))
    with pool.connection(), pytest.raises(BusyError) as refusal, pool.connection():
        pass
    assert (refusal.value.code, pool.turnstile.refused_full) == ("BUSY", 1)
    assert as_at_first(pool.turnstile)
    pool.close()


def test_a_connection_that_broke_while_idle_is_replaced_unseen(pool: Pool, shared_database: Engine) -> None:
    with pool.connection() as first, pool.connection():
        first.prepared.add("plan")
    end_all(shared_database)
    with pool.connection() as held, pool.connection() as other:
        assert (asked(held), asked(other)) == (1, 1)
        assert (held.prepared, other.prepared) == (set(), set())
    assert pool.idle == 2


def test_a_connection_that_breaks_in_use_is_told_as_busy_once_and_replaced(pool: Pool) -> None:
    with pytest.raises(LostError) as lost, pool.connection() as held:
        asked(held, "SELECT pg_terminate_backend(pg_backend_pid())")
    assert lost.value.code == "BUSY"
    assert pool.idle == 0
    with pool.connection() as held:
        assert asked(held) == 1


def test_a_connection_taken_too_fresh_to_be_looked_at_fails_one_request_at_most(
    pool: Pool, shared_database: Engine
) -> None:
    pool.fresh_seconds = PATIENCE_SECONDS
    with pool.connection() as held:
        asked(held)
    end_all(shared_database)
    with pytest.raises(LostError), pool.connection() as held:
        asked(held)
    with pool.connection() as held:
        assert asked(held) == 1


@pytest.mark.parametrize(
    "left",
    ["BEGIN", "BEGIN; CREATE TEMPORARY TABLE left_over (x int)", "BEGIN; SELECT 1/0", "SELECT 1/0"],
)
def test_what_a_failed_request_left_open_is_rolled_back_and_the_connection_kept(pool: Pool, left: str) -> None:
    def fail() -> None:
        with pool.connection() as held:
            held.raw.cursor().execute(left)
            raise Odd

    with pytest.raises((Odd, psycopg2.errors.DivisionByZero)):
        fail()
    assert (pool.idle, pool.turnstile.in_use) == (1, 0)
    with pool.connection() as held:
        assert held.raw.get_transaction_status() == psycopg2.extensions.TRANSACTION_STATUS_IDLE
        assert asked(held, "SELECT to_regclass('left_over')") is None


@pytest.mark.parametrize("left", ["closed", "not in autocommit"])
def test_a_connection_left_in_no_known_state_is_not_used_again(pool: Pool, left: str) -> None:
    with pool.connection() as first:
        if left == "closed":
            first.raw.close()
        else:
            first.raw.autocommit = False
    assert pool.idle == 0
    with pool.connection() as held:
        assert (held is first, asked(held)) == (False, 1)


def test_a_statement_given_up_by_the_server_leaves_a_good_connection(shared_database: Engine) -> None:
    pool = Pool.of(settings_on(shared_database, statement_timeout_ms=50))
    with pytest.raises(psycopg2.errors.QueryCanceled), pool.connection() as held:
        asked(held, "SELECT pg_sleep(30)")
    with pool.connection() as again:
        assert (again is held, asked(again)) == (True, 1)
    pool.close()


def test_where_the_database_does_not_answer_those_who_wait_are_refused_and_one_asks_again() -> None:
    attempts = []

    def opened() -> psycopg2.extensions.connection:
        attempts.append(1)
        raise psycopg2.OperationalError("nobody there")

    pool = Pool(opened, Turnstile(2, 2, PATIENCE_SECONDS))
    for _ in range(5):
        with pytest.raises(BusyError), pool.connection():
            pass
    # The first to find it down; the others are told from memory.
    assert len(attempts) == 1
    assert as_at_first(pool.turnstile)
    pool._down_until = time.monotonic() - 1
    for _ in range(5):
        with pytest.raises(BusyError), pool.connection():
            pass
    assert len(attempts) == 2
    assert as_at_first(pool.turnstile)


def test_a_real_address_where_nobody_listens_is_busy_not_an_error(shared_database: Engine) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        pool = Pool(lambda: psycopg2.connect(host="127.0.0.1", port=port, dbname="x"), Turnstile(1, 0, 0.01))
        with pytest.raises(BusyError), pool.connection():
            pass
    assert as_at_first(pool.turnstile)


def test_a_closed_pool_gives_nothing_out_and_closes_what_comes_back(shared_database: Engine) -> None:
    pool = Pool.of(settings_on(shared_database))
    with pool.connection():
        with pool.connection():
            pass
        pool.close()
        with pytest.raises(RegistryError), pool.connection():
            pass
    assert pool.idle == 0
    await_that(lambda: backends(shared_database) == 0)


FAULTS = {
    "answer": "SELECT 1",
    "fault": "SELECT 1/0",
    "transaction": "BEGIN; CREATE TEMPORARY TABLE left_over (x int)",
    "broken transaction": "BEGIN; SELECT 1/0",
    "broken": "SELECT pg_terminate_backend(pg_backend_pid())",
    "odd": "SELECT 2",
    "closed": "SELECT 3",
}


@hypothesis_settings(max_examples=examples(5), deadline=None)
@given(seed=st.integers(0, 2**32), threads=st.integers(1, 8))
def test_whatever_goes_wrong_in_many_threads_nothing_dirty_is_handed_on_and_nothing_is_lost(
    shared_database: Engine, seed: int, threads: int
) -> None:
    pool = Pool.of(settings_on(shared_database, connections=3, waiting_places=4))
    pool.fresh_seconds = 0.0
    chance = random.Random(seed)
    plans = [chance.choices(list(FAULTS), k=12) for _ in range(threads)]
    dirty: list[str] = []

    def request(fault: str) -> None:
        with pool.connection() as held:
            if asked(held, "SELECT to_regclass('left_over')") is not None:
                dirty.append(fault)
            if held.raw.get_transaction_status() != psycopg2.extensions.TRANSACTION_STATUS_IDLE:
                dirty.append(fault)
            held.raw.cursor().execute(FAULTS[fault])
            if fault == "closed":
                held.raw.close()
            if fault == "odd":
                raise Odd

    def requests(faults: list[str]) -> None:
        for fault in faults:
            try:
                request(fault)
            except (BusyError, Odd, psycopg2.errors.DivisionByZero):
                continue

    with ThreadPoolExecutor(threads) as running:
        list(running.map(requests, plans))
    assert dirty == []
    assert pool.idle <= 3
    assert as_at_first(pool.turnstile)
    with pool.connection() as one, pool.connection() as two, pool.connection() as three:
        assert (asked(one), asked(two), asked(three)) == (1, 1, 1)
    pool.close()
    await_that(lambda: backends(shared_database) == 0)
