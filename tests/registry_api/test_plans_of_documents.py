"""Every trusted document reads by indexes: on tables that are large none is read from end to end, now and as believed then.

Two witnesses: the generic plan, which shows every branch, and the counters of a real run, which also see what the
statement's functions do. An index of which only the times are compared is read from end to end too.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import psycopg2
import pytest
from sqlalchemy import Engine, Table, text

from registries import legal_entity
from registries.access.consumers import named
from registries.address import changes
from registries.address import tables as address
from registries.declared import metadata
from registries.individual import tables as individual
from registry_api.compiler import computing
from registry_api.compiler.plan import Plan, compiled
from registry_api.documents import Documents, Trusted
from registry_api.pool import PooledConnection
from registry_api.request import Request
from registry_api.schema import SCHEMA
from registry_api.validation import shape_of
from tests.registry_api.test_grants import VARIABLES
from tests.registry_api.world import World, build

Cursor = psycopg2.extensions.cursor
ROWS, LARGE = 3_000, 1_000
DOCUMENTS = Documents.read().all
# The few who ask are few in every country; the log is written to, not read.
SMALL = {"consumer", "clerk", "access_log", "act", "source", "delivery", "layout"}
KEYED = re.compile(r" (=|>=|<=) ")
# What is looked up differs from row to row; all else is as in the row that is multiplied.
DIFFERENT = {
    "kato": "'98' || lpad(n::text, 7, '0')",
    "rka": "'98' || lpad(n::text, 14, '0')",
    "rko": "'98' || lpad(n::text, 14, '0')",
    "value": "'98' || lpad(n::text, 10, '0')",
    "holder_value": "'98' || lpad(n::text, 10, '0')",
    "cadastral_number": "'98-001-001-' || lpad(n::text, 4, '0')",
    "number": "n::text",
    "surname": "s.surname || n",
    "name": "s.name || n",
    "birth_date": "date '1950-01-01' + n",
}
RKO = "9900000000000001"
# What values rest on: as many records and statements, and a claim that another outranks.
RECORDED = (
    f"INSERT INTO provenance.record (source_id, key) SELECT 1, n FROM generate_series(1, {ROWS}) n",
    "INSERT INTO provenance.statement (record_id, digest, delivery_id, line, layout_id, words) "
    f"SELECT n, md5(n::text)::uuid, 1, n, 1, '[]' FROM generate_series(1, {ROWS}) n",
    "INSERT INTO crosswalk.membership (record_id, register, entity_id, founding, transaction_time) "
    "VALUES (1, 'individual', 1, true, tstzrange(now(), NULL))",
    "INSERT INTO crosswalk.outranked (individual_id, attribute, value, claimed_in, valid_time, starts_basis, statement_id, "
    "transaction_time) VALUES (1, 'individual.name', 'x', 1, '[2020-01-01,)', 'STATED', 1, tstzrange(now(), NULL))",
)
UNMOVED = {"statement_id", "act_id"}


@pytest.fixture(scope="module")
def country(new_database: Callable[[], Engine]) -> Iterator[Cursor]:
    """The small world among thousands like it, in what is believed now and in what was."""
    database = new_database()
    with database.begin() as connection:
        complete(build(connection))
        named(connection, "dana@portal")
        for kind in ("analyst", "department"):
            named(connection, kind)
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in RECORDED:
            connection.execute(text(statement))
        for table in metadata.sorted_tables:
            if f"{table.name}_history" in {one.name for one in metadata.tables.values() if one.schema == table.schema}:
                connection.execute(text(multiplied(table, table.name, "s.transaction_time")))
                superseded = "tstzrange(timestamptz '2020-01-01', timestamptz '2020-01-02')"
                connection.execute(text(multiplied(table, f"{table.name}_history", superseded)))
            elif set(table.c.keys()) == {"id"}:
                connection.execute(text(f"INSERT INTO {table.fullname} (id) OVERRIDING SYSTEM VALUE "
                                        f"SELECT 1000000 + n FROM generate_series(1, {ROWS}) n"))  # fmt: skip
    raw = psycopg2.connect(database.url.set(drivername="postgresql").render_as_string(hide_password=False))
    raw.autocommit = True
    with raw.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SET jit = off; SET plan_cache_mode = force_generic_plan; SET timezone = UTC")
        yield cursor
    raw.close()


def complete(world: World) -> None:
    """What the small world does not say."""
    v, day = world.version, date(2012, 3, 4)
    world.say(changes.unit_operation, "successor", (("SPLIT",), v(since=day)))
    world.say(changes.unit_predecessor, "successor", ((world.ids["retired"], "SPLIT"), v(since=day)))
    world.say(address.geonym_code, "street", ((), v(RKO)))
    world.say(individual.death, "timur", ((), v(day, since=day)))
    world.say(legal_entity.registration, "company", ((), v(day)))
    world.say(legal_entity.activity, "company", ((), v("62011")))
    world.say(legal_entity.legal_address, "company", (("ru",), v("город Кокшетау")))


def multiplied(table: Table, into: str, believed: str) -> str:
    """INSERT of one row of the table, as often as makes it large, each of another identity."""
    stored = [column.name for column in table.c if column.computed is None or into != table.name]
    told = []
    for column in stored:
        moved = column.endswith("_id") and (column not in UNMOVED or table.c[column].primary_key)
        # Nothing is its own parent, nor inside itself.
        new = (
            f"1000000 + n{' + 1' if column in ('parent_id', 'predecessor_id', 'building_id') else ''}"
            if moved
            else DIFFERENT.get(column, f"s.{column}")
        )
        told.append(believed if column == "transaction_time" else f"CASE WHEN s.{column} IS NOT NULL THEN {new} END")
    return (
        f"INSERT INTO {table.schema}.{into} ({', '.join(stored)}) SELECT {', '.join(told)} "
        f"FROM (SELECT * FROM {table.fullname} LIMIT 1) s, generate_series(1, {ROWS}) n"
    )


def plan_of(trusted: Trusted, *, history: bool) -> Plan:
    shape = shape_of(SCHEMA, Request(trusted.text, None, None))
    assert not isinstance(shape, list), shape
    assert shape.switches == ()
    return compiled(shape, history, ())


ASKED = [
    pytest.param(one, known, id=f"{one.kind}.{one.name}{' as believed then' if known else ''}")
    for one in DOCUMENTS
    for known in ((False, True) if "$knownAt" in one.text else (False,))
]
# Look-ups that no trusted document asks as believed at a moment.
BELIEVED = {
    "legalEntity": "query($bin: BIN!, $knownAt: DateTime) { legalEntity(bin: $bin, knownAt: $knownAt) { bin } }",
    "address": "query($rka: RKA!, $knownAt: DateTime) { address(rka: $rka, knownAt: $knownAt) { rka } }",
    "geonym": "query($rko: String!, $knownAt: DateTime) { geonym(rko: $rko, knownAt: $knownAt) { rko } }",
    "realEstate": "query($cadastralNumber: CadastralNumber!, $knownAt: DateTime) "
    "{ realEstate(cadastralNumber: $cadastralNumber, knownAt: $knownAt) { cadastralNumber } }",
}
ASKED += [
    pytest.param(Trusted("", name, asked, ""), True, id=f"{name} as believed then") for name, asked in BELIEVED.items()
]


@pytest.mark.parametrize(("trusted", "known"), ASKED)
def test_a_trusted_document_reads_no_large_table_whole(country: Cursor, trusted: Trusted, known: bool) -> None:
    plan = plan_of(trusted, history=known)
    country.execute(f"EXPLAIN (GENERIC_PLAN, FORMAT JSON) {plan.sql}")
    [found] = country.fetchone()[0]  # type: ignore[index]
    nodes = list(nodes_of(found["Plan"]))
    read = {node["Relation Name"] for node in nodes if "Relation Name" in node}
    assert read - SMALL <= large(country), "a table that the document reads is not filled"
    assert {node["Relation Name"] for node in nodes if node["Node Type"].endswith("Seq Scan")} - SMALL == set()
    by_times = [node["Index Name"] for node in nodes if "Index Cond" in node and not KEYED.search(node["Index Cond"])]
    assert by_times == []
    assert scanned(country, plan, known, trusted.kind or "portal") - SMALL == set()


def test_a_table_that_is_read_whole_would_be_seen(country: Cursor) -> None:
    country.execute("BEGIN; SELECT count(*) FROM address.unit_name WHERE name = 'x'")
    assert seen(country) == {"unit_name"}
    country.execute("ROLLBACK")


def scanned(cursor: Cursor, plan: Plan, known: bool, consumer: str) -> set[str]:
    """What a run of the plan reads whole, that of its functions too."""
    given = {**VARIABLES, "rko": RKO, "knownAt": datetime.now(UTC) if known else None, "asOf": date(2025, 1, 1)}
    given["today"] = date(2026, 1, 1)
    values, _ = plan.values(given, date(2026, 1, 1))
    values.update(request_id="r", consumer=consumer, official=None, purpose=None, document="d", relied_on=[])
    cursor.execute(f"PREPARE {plan.name} AS {plan.sql}")
    cursor.execute("BEGIN")
    with PooledConnection(cursor.connection).lent() as connection:
        computed, refused = computing.found(connection, plan.computings, values)
    assert refused == {}
    values.update(computed)
    places = ", ".join(["%s"] * len(plan.parameters))
    cursor.execute(f"EXECUTE {plan.name}({places})", [values[name] for name in plan.parameters])
    row: Any = cursor.fetchone()
    assert row is not None
    assert row[-1] != "null"
    found = seen(cursor)
    cursor.execute("ROLLBACK")
    return found


def seen(cursor: Cursor) -> set[str]:
    """The large tables that the open transaction has read whole."""
    cursor.execute("SELECT relname FROM pg_stat_xact_user_tables WHERE seq_scan > 0")
    return {name for (name,) in cursor.fetchall()} & large(cursor)


def large(cursor: Cursor) -> set[str]:
    cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s", (LARGE,))
    return {name for (name,) in cursor.fetchall()}


def nodes_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes_of(below)
