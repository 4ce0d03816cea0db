"""The triggers of every table: what is believed no more goes to the history, and nothing is ever lost."""

from typing import Any

import pytest
from sqlalchemy import Connection, Table, text
from sqlalchemy.exc import DatabaseError

from registries.declared import metadata
from tests.registries.breaking import Bench, lawful

HISTORIES = [table for table in metadata.tables.values() if table.name.endswith("_history")]
MAIN = [metadata.tables[table.fullname.removesuffix("_history")] for table in HISTORIES]
ONLY_ADDED_TO = [metadata.tables[name] for name in ("crosswalk.judgement", "access.access_log")]
TRIGGERS = """
    SELECT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O' AND tgname = :name ORDER BY 1
"""
COLUMNS = """
    SELECT attname::text FROM pg_attribute WHERE attrelid = CAST(:table AS regclass) AND attnum > 0 AND NOT attisdropped
     ORDER BY attnum
"""
# A change that changes nothing: what an UPDATE does to the time of belief is the trigger's alone.
TOUCH = "UPDATE {0} SET transaction_time = transaction_time"


def names(tables: list[Table]) -> list[str]:
    return sorted(table.fullname for table in tables)


def test_every_kind_of_fact_keeps_its_versions_and_no_history_can_be_lost(connection: Connection) -> None:
    found = {
        name: sorted(connection.scalars(text(TRIGGERS), {"name": name}))
        for name in ("keep_version", "refuse_truncate", "refuse_loss")
    }
    assert len(MAIN) > 35
    assert found == {
        "keep_version": names(MAIN),
        "refuse_truncate": names(MAIN),
        "refuse_loss": names(HISTORIES + ONLY_ADDED_TO),
    }


def refusal(connection: Connection, statement: str) -> str:
    with pytest.raises(DatabaseError) as refused, connection.begin_nested():
        connection.execute(text(statement))
    return str(getattr(refused.value.orig, "diag").message_primary)  # noqa: B009


@pytest.mark.parametrize("act", ["UPDATE", "DELETE", "TRUNCATE"])
def test_what_was_once_believed_is_neither_changed_nor_deleted(connection: Connection, act: str) -> None:
    statements = {"UPDATE": "UPDATE {0} SET {1} = {1}", "DELETE": "DELETE FROM {0}", "TRUNCATE": "TRUNCATE {0}"}
    said = {
        table.fullname: refusal(connection, statements[act].format(table.fullname, last_stored(table)))
        for table in HISTORIES + ONLY_ADDED_TO
    }
    assert said == {name: f"{act} of {name} would lose what was once believed" for name in said}


def last_stored(table: Table) -> str:
    return [column.name for column in table.columns if column.computed is None][-1]


def test_what_is_believed_now_cannot_be_emptied_past_its_history(connection: Connection) -> None:
    said = {table.fullname: refusal(connection, f"TRUNCATE {table.fullname} CASCADE") for table in MAIN}
    assert said == {name: f"TRUNCATE of {name} would lose what was once believed" for name in said}


def test_a_history_has_the_columns_of_its_facts_in_their_order(connection: Connection) -> None:
    for table in MAIN:
        main, kept = (
            connection.scalars(text(COLUMNS), {"table": f"{table.fullname}{end}"}).all() for end in ("", "_history")
        )
        assert main == kept


def rows(connection: Connection, name: str) -> list[dict[str, Any]]:
    query = f"""
        SELECT to_jsonb(t) - 'transaction_time'
               || jsonb_build_object('since', lower(transaction_time), 'until', upper(transaction_time)) FROM {name} t
    """
    return list(connection.scalars(text(query)))


def afterwards(connection: Connection, table: Table, *statements: str) -> tuple[list[dict[str, Any]], ...]:
    """A fact believed since 2020, and then, after statements of one transaction, what is believed and what was."""
    with connection.begin_nested() as held:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        Bench(connection).insert(table, lawful(table))
        # References are still not asked: only the trigger is at work.
        connection.execute(text(f"ALTER TABLE {table.fullname} ENABLE ALWAYS TRIGGER keep_version"))
        before = rows(connection, table.fullname)
        for statement in statements:
            connection.execute(text(statement.format(table.fullname)))
        found = before, rows(connection, table.fullname), rows(connection, f"{table.fullname}_history")
        held.rollback()
    return found


def test_a_changed_fact_goes_to_the_history_until_the_moment_of_the_change(connection: Connection) -> None:
    for table in MAIN:
        [before], [now], [kept] = afterwards(connection, table, TOUCH)
        assert now == before | {"since": now["since"]}
        assert kept == before | {"until": now["since"]}
        assert before["since"] < now["since"]


def test_a_fact_changed_twice_in_one_transaction_is_kept_once(connection: Connection) -> None:
    for table in MAIN:
        [before], [now], [kept] = afterwards(connection, table, TOUCH, TOUCH)
        assert kept == before | {"until": now["since"]}


def test_a_deleted_fact_goes_to_the_history(connection: Connection) -> None:
    for table in MAIN:
        [before], now, [kept] = afterwards(connection, table, "DELETE FROM {0}")
        assert now == []
        assert {**kept, "until": None} == before
        assert kept["until"] is not None


def test_a_new_fact_is_believed_from_its_transaction_on_whatever_it_says_itself(connection: Connection) -> None:
    connection.execute(text("INSERT INTO individual.individual OVERRIDING SYSTEM VALUE VALUES (101)"))
    connection.execute(text("INSERT INTO provenance.act (id, title) OVERRIDING SYSTEM VALUE VALUES (101, 'an act')"))
    table = metadata.tables["individual.sex"]
    Bench(connection).insert(table, lawful(table) | {"statement_id": None, "act_id": 101})
    stamped = "SELECT lower(transaction_time) = temporal.stamp() AND upper_inf(transaction_time) FROM individual.sex"
    assert connection.scalars(text(stamped)).all() == [True]
