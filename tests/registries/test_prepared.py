"""Statements that a session plans once."""

import pytest
from sqlalchemy import Connection, Engine, text

from registries.prepared import KNOWN, PreparedStatement

DOUBLED = PreparedStatement(
    "doubled", "SELECT n, 2 * n AS twice FROM unnest(CAST($1 AS bigint[])) AS n WHERE n < $2", 2
)
PLANNED = "SELECT name, generic_plans + custom_plans FROM pg_prepared_statements"


@pytest.fixture
def session(server: Engine) -> Connection:
    connection = server.connect()
    yield connection  # type: ignore[misc]
    connection.invalidate()
    connection.close()


def planned(session: Connection) -> list[tuple[str, int]]:
    return [(name, runs) for name, runs in session.execute(text(PLANNED))]


def test_a_statement_is_planned_once_and_run_with_other_values(session: Connection) -> None:
    assert [tuple(row) for row in DOUBLED.rows(session, [1, 5], 3)] == [(1, 2)]
    assert [row.twice for row in DOUBLED.rows(session, [4, 7], 9)] == [8, 14]
    assert DOUBLED.rows(session, [], 9) == []
    assert planned(session) == [("doubled", 3)]


def test_what_was_planned_outlives_the_transaction_and_what_was_forgotten_is_planned_again(session: Connection) -> None:
    DOUBLED.rows(session, [1], 3)
    session.rollback()
    assert [row.n for row in DOUBLED.rows(session, [1], 3)] == [1]
    session.exec_driver_sql("DEALLOCATE ALL")
    session.info[KNOWN].clear()
    assert [row.n for row in DOUBLED.rows(session, [2], 3)] == [2]
    assert planned(session) == [("doubled", 1)]
