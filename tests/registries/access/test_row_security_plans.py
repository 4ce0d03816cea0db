"""Under row-level security the look-ups of persons go by index: only operators that leak nothing may go before a policy."""

import os
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text

from registries.temporal import bears, state

ASKER = f"registries_asker_{os.getpid()}"
PEOPLE = 20_000
PERSONAL = ("individual.name", "individual.birth", "individual.residence", "crosswalk.individual_identifier")
ASKED = (*PERSONAL, "address.building")
# What the look-ups compare by, and what they may not rely on.
LEAKPROOF = """
    SELECT DISTINCT p.proname FROM pg_operator o JOIN pg_proc p ON p.oid = o.oprcode
     WHERE p.proleakproof AND (o.oprname IN ('=', '<', '<=', '>', '>=')
           AND o.oprleft IN ('bigint'::regtype, 'text'::regtype, 'date'::regtype) AND o.oprright = o.oprleft
        OR o.oprleft = 'anyrange'::regtype OR o.oprleft = 'record'::regtype)
"""
ROWS = """
INSERT INTO individual.name (individual_id, script, surname, given_name, {bounds})
SELECT i, script, 'Фамилия' || mod(i, 500), 'Имя' || mod(i, 37), {values}
  FROM generate_series(1, {people}) i, unnest(ARRAY['kk', 'ru']) script;
INSERT INTO individual.birth (individual_id, birth_date, {bounds})
SELECT i, date '1950-01-01' + mod(i, 9000), {values} FROM generate_series(1, {people}) i;
INSERT INTO individual.residence (individual_id, address_id, {bounds})
SELECT i, i / 20, {values} FROM generate_series(1, {people}) i;
INSERT INTO crosswalk.individual_identifier (individual_id, scheme, value, {bounds})
SELECT i, 'RNN', to_char(i, 'FM999999000000'), {values} FROM generate_series(1, {people}) i;
INSERT INTO address.building (address_id, geonym_id, number, {bounds})
SELECT i, i / 200, mod(i, 200), {values} FROM generate_series(1, {people}) i
"""
BOUNDS = "valid_time, starts_basis, act_id, transaction_time"
VALUES = "'[2000-01-01,)', 'STATED', 1, '[2024-01-01,)'"
# A policy that reads the row, as the citizens' consents will. What was set once in a session is '' afterwards, not null.
POLICY = (
    "CREATE POLICY asked ON {table} TO {asker} USING (current_setting('registries.subjects', true) = 'all' "
    "OR {column} = nullif(current_setting('registries.subject', true), '')::bigint)"
)
POINT = state.Point("$1", None)
KNOWN = state.Point("$1", "CAST('2025-01-01' AS timestamptz)")


def stands(alias: str, point: state.Point) -> str:
    return f"{state.standing(alias, point)}{state.believed(alias, point)}"


# The parameters' types, the query under $1 as the day, and the arguments after the day.
LOOK_UPS: dict[str, tuple[str, str, str]] = {
    "states of a person": ("bigint", "SELECT s.* FROM {name} s WHERE s.individual_id = $2 AND {s}", "77"),
    "who bears a number": (
        "text, text",
        f"SELECT s.individual_id FROM {{identifier}} s WHERE {bears('s', '$3', '$2')} AND {{s}}",
        "'000077', 'RNN'",
    ),
    "residents of an address": (
        "bigint",
        "SELECT s.individual_id FROM {residence} s WHERE s.address_id = $2 AND {s}",
        "77",
    ),
    "a page of residents by name": (
        "bigint, text, bigint",
        "SELECT n.sort_key, n.individual_id FROM {residence} s JOIN {name} n ON n.individual_id = s.individual_id "
        "AND n.script = 'kk' WHERE s.address_id = $2 AND {s} AND {n} AND (n.sort_key, n.individual_id) > ($3, $4) "
        "ORDER BY n.sort_key, n.individual_id LIMIT 51",
        "77, 'a', 5",
    ),
    "persons by surname and day of birth": (
        "text, date, text",
        "SELECT s.individual_id FROM {birth} s JOIN {name} n ON n.individual_id = s.individual_id "
        "WHERE s.birth_date = $3 AND n.surname_key = alphabet.kazakh_key($2) AND {s} AND {n} "
        "AND alphabet.kazakh_key(n.given_name) = alphabet.kazakh_key($4)",
        "'ФАМИЛИЯ78', '1950-03-20', 'имя4'",
    ),
    "a page of houses by number": (
        "bigint, text, bigint",
        "SELECT s.address_id FROM {building} s WHERE s.geonym_id = $2 AND (s.number_key, s.address_id) > ($3, $4) "
        "AND {s} ORDER BY s.number_key, s.address_id LIMIT 51",
        "7, '5', 5",
    ),
}
INDEXES = {
    "states of a person": {"ix_name_individual_id"},
    "who bears a number": {"ix_individual_identifier_number"},
    "residents of an address": {"ix_residence_address_id"},
    "a page of residents by name": {"ix_residence_address_id", "pk_name"},
    "persons by surname and day of birth": {"ix_birth_birth_date_individual_id", "ix_name_surname_key_individual_id"},
    "a page of houses by number": {"ix_building_geonym_id_number_key_address_id"},
}


@pytest.fixture(scope="module")
def asked(shared_database: Engine) -> Iterator[Connection]:
    """Twenty thousand persons behind policies, and a connection as a role that owns nothing."""
    with shared_database.connect() as connection, connection.begin() as held:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql(ROWS.format(bounds=BOUNDS, values=VALUES, people=PEOPLE))
        connection.exec_driver_sql("SET LOCAL session_replication_role = origin")
        connection.exec_driver_sql(f"CREATE ROLE {ASKER}")
        connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA individual, crosswalk, address, alphabet TO {ASKER}")
        for table in ASKED:
            guard(connection, table)
        connection.exec_driver_sql(f"SET LOCAL ROLE {ASKER}")
        connection.exec_driver_sql("SET LOCAL registries.subjects = 'all'")
        connection.exec_driver_sql("SET LOCAL plan_cache_mode = force_generic_plan")
        connection.exec_driver_sql("SET LOCAL jit = off")
        yield connection
        held.rollback()


def guard(connection: Connection, table: str) -> None:
    column = "address_id" if table == "address.building" else "individual_id"
    for kept in (table, f"{table}_history"):
        connection.exec_driver_sql(f"ALTER TABLE {kept} ENABLE ROW LEVEL SECURITY")
        connection.exec_driver_sql(POLICY.format(table=kept, asker=ASKER, column=column))
        connection.exec_driver_sql(f"ANALYZE {kept}")
        connection.exec_driver_sql(f"GRANT SELECT ON {kept} TO {ASKER}")
    connection.exec_driver_sql(f"GRANT SELECT ON {table}_known TO {ASKER}")


def prepared(connection: Connection, look_up: str, point: state.Point) -> str:
    """The call of the look-up, prepared as the API prepares its own."""
    types, query, arguments = LOOK_UPS[look_up]
    suffix = "" if point.known is None else "_known"
    places = {table.rpartition(".")[2].removeprefix("individual_"): f"{table}{suffix}" for table in ASKED}
    whole = query.format(s=stands("s", point), n=stands("n", point), **places)
    connection.exec_driver_sql("DEALLOCATE ALL")
    connection.exec_driver_sql(f"PREPARE look_up (date, {types}) AS {whole}")
    return f"EXECUTE look_up ('2025-01-01', {arguments})"


def plan(connection: Connection, look_up: str, point: state.Point) -> list[dict[str, object]]:
    """Every node of the plan, the outermost first."""
    call = prepared(connection, look_up, point)
    found = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {call}").scalar_one()
    nodes = [found[0]["Plan"]]
    for node in nodes:
        nodes += node.get("Plans", [])
    return nodes


@pytest.mark.parametrize("look_up", LOOK_UPS)
def test_a_look_up_behind_a_policy_goes_by_its_index(asked: Connection, look_up: str) -> None:
    nodes = plan(asked, look_up, POINT)
    assert [node["Relation Name"] for node in nodes if node["Node Type"] == "Seq Scan"] == []
    assert {node["Index Name"] for node in nodes if "Index Name" in node} == INDEXES[look_up]


@pytest.mark.parametrize("look_up", LOOK_UPS)
def test_so_it_does_where_an_earlier_belief_is_asked_for(asked: Connection, look_up: str) -> None:
    nodes = plan(asked, look_up, KNOWN)
    tables = {table.rpartition(".")[2] for table in ASKED}
    assert [n["Relation Name"] for n in nodes if n["Node Type"] == "Seq Scan" and n["Relation Name"] in tables] == []
    assert {n["Index Name"] for n in nodes if n.get("Index Name")} >= INDEXES[look_up]


@pytest.mark.parametrize("point", [POINT, KNOWN], ids=["now", "as believed then"])
@pytest.mark.parametrize("look_up", LOOK_UPS)
def test_behind_a_policy_that_lets_nothing_pass_nothing_is_found(
    asked: Connection, look_up: str, point: state.Point
) -> None:
    call = prepared(asked, look_up, point)
    assert asked.exec_driver_sql(call).all() != []
    held = asked.begin_nested()
    asked.exec_driver_sql("SET LOCAL registries.subjects = 'one'; SET LOCAL registries.subject = '0'")
    assert asked.exec_driver_sql(call).all() == []
    held.rollback()


def test_every_view_of_beliefs_reads_as_who_asks(connection: Connection) -> None:
    views = "SELECT relname, reloptions FROM pg_class WHERE relkind = 'v' AND relname LIKE '%\\_known'"
    found = {row.relname: row.reloptions for row in connection.execute(text(views))}
    assert {"name_known", "individual_identifier_known", "membership_known", "unit_name_known"} <= set(found)
    assert set(map(tuple, found.values())) == {("security_invoker=true",)}


def test_numbers_texts_and_days_compare_without_leaking_and_ranges_do_not(connection: Connection) -> None:
    compared = {f"{kind}{act}" for kind in ("int8", "text_", "date_") for act in ("eq", "lt", "le", "gt", "ge")}
    assert set(connection.scalars(text(LEAKPROOF))) == compared - {"text_eq"} | {"texteq"}
