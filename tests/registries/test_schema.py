"""The database that the migrations make: the declared one, explained in every column, and undone without a trace."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text

from registries.base import SCHEMAS
from registries.catalogue import catalogue, declare, differences, migrated_and_declared, read, scratch
from registries.declared import metadata
from registries.upgrade import downgrade, upgrade


@pytest.fixture
def empty(server: Engine, template: str) -> Iterator[Engine]:
    with scratch(server, f"{template}_empty") as engine:
        yield engine


def test_a_migrated_database_is_the_declared_one(server: Engine) -> None:
    assert differences(*migrated_and_declared(server), ("migrated", "declared")) == []


def test_migrations_go_down_to_nothing_and_up_again_to_the_same(empty: Engine) -> None:
    nothing = read(empty)
    upgrade(empty)
    first = read(empty)
    downgrade(empty, "base")
    assert differences(nothing, read(empty), ("empty", "downgraded")) == []
    upgrade(empty)
    assert differences(first, read(empty), ("first", "again")) == []


def test_a_migrated_database_is_left_alone_by_a_second_upgrade(empty: Engine) -> None:
    upgrade(empty)
    first = read(empty)
    upgrade(empty)
    assert read(empty) == first


@pytest.mark.parametrize(
    ("drift", "kind"),
    [
        ("ALTER TABLE individual.sex DROP CONSTRAINT ck_sex_sex_known", "constraint individual.sex.ck_sex_sex_known"),
        ("ALTER TABLE individual.sex_history DROP CONSTRAINT ex_sex_history_one_belief", "constraint individual"),
        ("DROP TRIGGER keep_version ON individual.sex", "trigger individual.sex.keep_version"),
        ("COMMENT ON COLUMN individual.sex.sex IS 'other'", "column comment individual.sex.sex"),
        ("COMMENT ON SCHEMA individual IS NULL", "schema comment individual"),
        ("DROP INDEX crosswalk.ix_evidence_value", "index crosswalk.ix_evidence_value"),
        ("ALTER TABLE individual.sex ALTER sex DROP NOT NULL", "column individual.sex.sex"),
        ("ALTER TABLE provenance.delivery ALTER ended SET DEFAULT 1", "column provenance.delivery.ended"),
        ("ALTER DOMAIN temporal.basis DROP CONSTRAINT ck_basis_named", "domain temporal.basis"),
        ("CREATE OR REPLACE FUNCTION temporal.refuse_loss() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
         "function temporal.refuse_loss"),
        ("DROP VIEW individual.sex_known", "view individual.sex_known"),
        ("GRANT SELECT ON individual.sex TO PUBLIC", "privilege individual.sex"),
        ("ALTER TABLE individual.sex ENABLE ROW LEVEL SECURITY", "relation individual.sex"),
        ("CREATE EXTENSION citext", "extension citext"),
    ],
)  # fmt: skip
def test_no_drift_escapes_the_catalogue(connection: Connection, drift: str, kind: str) -> None:
    before = catalogue(connection)
    connection.execute(text(drift))
    changed = differences(before, catalogue(connection), ("before", "after"))[2:]
    assert any(line[1:].startswith(kind) for line in changed)


def test_what_the_code_declares_can_be_made_in_an_empty_database(empty: Engine) -> None:
    declare(empty)
    found = {line.split(":")[0].removeprefix("relation ") for line in read(empty) if line.startswith("relation ")}
    assert found >= set(metadata.tables)


def test_every_register_has_its_own_schema_and_says_what_it_holds(connection: Connection) -> None:
    query = (
        "SELECT nspname, obj_description(oid, 'pg_namespace') FROM pg_namespace "
        "WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')"
    )
    assert {row[0]: row[1] for row in connection.execute(text(query))} == SCHEMAS


def test_every_table_and_view_says_what_it_holds(connection: Connection) -> None:
    query = f"SELECT c.oid::regclass::text, obj_description(c.oid, 'pg_class') {_RELATIONS}"
    said = {name: words or "" for name, words in connection.execute(text(query))}
    assert len(said) >= len(metadata.tables)
    assert sorted(name for name, words in said.items() if len(words) < 3) == []


def test_every_column_of_every_table_says_what_it_holds(connection: Connection) -> None:
    query = (
        f"SELECT c.oid::regclass || '.' || a.attname, a.attname, col_description(c.oid, a.attnum) {_RELATIONS} "
        "AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped"
    ).replace("WHERE", "JOIN pg_attribute a ON a.attrelid = c.oid WHERE")
    said = connection.execute(text(query)).all()
    assert len(said) > 500
    silent = [place for place, name, words in said if len(words or "") < 2 or words == name]
    assert silent == []


_RELATIONS = (
    "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'v') "
    "AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'public')"
)
