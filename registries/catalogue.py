"""What PostgreSQL itself says of a database, in lines that two databases can be compared by.

`alembic check` is blind to changed CHECKs, to EXCLUDE, triggers, functions, views, domains, comments and privileges.
So `python -m registries.catalogue` makes one database by the migrations and one by the declarations, prints every line
in which they differ, and exits 1 where there is one.
"""

import difflib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import Connection, Engine, NullPool, create_engine, text

from registries.database import connect
from registries.declared import metadata
from registries.settings import Settings
from registries.upgrade import upgrade

_OWN = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
_NOT_EXTENSION = (
    "NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = '{0}'::regclass AND x.objid = {1} AND x.deptype = 'e')"
)
# Alembic's note of where a database stands is no part of what it keeps.
_RELATIONS = (
    "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    f"AND {_OWN} AND c.relname NOT LIKE 'alembic\\_version%' AND {_NOT_EXTENSION.format('pg_class', 'c.oid')}"
)
_FUNCTIONS = f"pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND {_OWN} AND {_NOT_EXTENSION.format('pg_proc', 'p.oid')}"
_DOMAINS = (
    f"pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace AND {_OWN} AND t.typtype IN ('d', 'e') "
    f"AND {_NOT_EXTENSION.format('pg_type', 't.oid')}"
)
_RELATION = "n.nspname || '.' || c.relname"
_SIGNATURE = "n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'"
_COLUMNS = f"{_RELATIONS} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"

# Kind of thing: a query of two columns, its name and what is said of it.
QUERIES = {
    "schema": f"SELECT n.nspname, concat_ws(' ', n.nspacl) FROM pg_namespace n WHERE {_OWN}",
    "schema comment": f"SELECT n.nspname, obj_description(n.oid, 'pg_namespace') FROM pg_namespace n WHERE {_OWN}",
    "extension": "SELECT e.extname, e.extversion FROM pg_extension e",
    "relation": f"""
        SELECT {_RELATION}, concat_ws(' ', c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity,
               c.reloptions) FROM {_RELATIONS} WHERE c.relkind NOT IN ('i', 'I', 't')""",
    "privilege": f"SELECT {_RELATION}, acl::text FROM {_RELATIONS} CROSS JOIN unnest(c.relacl) AS acl",
    "default privilege": "SELECT defaclobjtype::text, defaclacl::text FROM pg_default_acl",
    "relation comment": f"""
        SELECT {_RELATION}, obj_description(c.oid, 'pg_class') FROM {_RELATIONS}
         WHERE obj_description(c.oid, 'pg_class') IS NOT NULL""",
    "column": f"""
        SELECT {_RELATION} || '.' || a.attname, concat_ws(' ', 'place ' || row_number() OVER (PARTITION BY c.oid
               ORDER BY a.attnum), format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' END,
               'identity ' || nullif(a.attidentity::text, ''), 'generated ' || nullif(a.attgenerated::text, ''),
               (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
                 WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum),
               (SELECT 'collate ' || o.collname FROM pg_collation o WHERE o.oid = a.attcollation), a.attacl::text)
          FROM {_COLUMNS} WHERE c.relkind NOT IN ('i', 'I', 't', 'S')""",
    "column comment": f"""
        SELECT {_RELATION} || '.' || a.attname, col_description(c.oid, a.attnum) FROM {_COLUMNS}
         WHERE col_description(c.oid, a.attnum) IS NOT NULL""",
    "sequence": f"""
        SELECT {_RELATION}, concat_ws(' ', format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax,
               s.seqcache, s.seqcycle) FROM {_RELATIONS} JOIN pg_sequence s ON s.seqrelid = c.oid""",
    "constraint": f"""
        SELECT {_RELATION} || '.' || k.conname, concat_ws(' ', pg_get_constraintdef(k.oid),
               CASE WHEN NOT k.convalidated THEN 'not valid' END, obj_description(k.oid, 'pg_constraint'))
          FROM {_RELATIONS} JOIN pg_constraint k ON k.conrelid = c.oid""",
    "index": f"""
        SELECT {_RELATION}, concat_ws(' ', pg_get_indexdef(i.indexrelid), CASE WHEN NOT i.indisvalid THEN 'invalid' END)
          FROM {_RELATIONS} JOIN pg_index i ON i.indexrelid = c.oid""",
    "trigger": f"""
        SELECT {_RELATION} || '.' || g.tgname, concat_ws(' ', pg_get_triggerdef(g.oid), g.tgenabled)
          FROM {_RELATIONS} JOIN pg_trigger g ON g.tgrelid = c.oid AND NOT g.tgisinternal""",
    "policy": f"""
        SELECT {_RELATION} || '.' || y.polname, concat_ws(' ', y.polcmd, y.polpermissive, y.polroles::regrole[],
               pg_get_expr(y.polqual, y.polrelid), pg_get_expr(y.polwithcheck, y.polrelid))
          FROM {_RELATIONS} JOIN pg_policy y ON y.polrelid = c.oid""",
    "view": f"SELECT {_RELATION}, pg_get_viewdef(c.oid) FROM {_RELATIONS} WHERE c.relkind IN ('v', 'm')",
    "statistics": f"""
        SELECT {_RELATION}, pg_get_statisticsobjdef(s.oid) FROM {_RELATIONS} JOIN pg_statistic_ext s
            ON s.stxrelid = c.oid""",
    "function": f"SELECT {_SIGNATURE}, concat_ws(' ', pg_get_functiondef(p.oid), p.proacl) FROM {_FUNCTIONS} WHERE p.prokind <> 'a'",
    "function comment": f"SELECT {_SIGNATURE}, obj_description(p.oid, 'pg_proc') FROM {_FUNCTIONS}",
    "domain": f"""
        SELECT n.nspname || '.' || t.typname, concat_ws(' ', format_type(t.typbasetype, t.typtypmod), t.typnotnull,
               t.typdefault, (SELECT string_agg(k.conname || ' ' || pg_get_constraintdef(k.oid), ' ' ORDER BY k.conname)
                                FROM pg_constraint k WHERE k.contypid = t.oid),
               (SELECT string_agg(e.enumlabel, ' ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
               t.typacl) FROM {_DOMAINS}""",
    "domain comment": f"SELECT n.nspname || '.' || t.typname, obj_description(t.oid, 'pg_type') FROM {_DOMAINS}",
}


def catalogue(connection: Connection) -> list[str]:
    """Everything this database is made of, a line each, sorted, without object ids: `kind name: what is said of it`."""
    return sorted(
        f"{kind} {name}: {' '.join((said or '').split())}"
        for kind, query in QUERIES.items()
        for name, said in connection.execute(text(query.replace(":", r"\:")))
    )


def differences(one: list[str], other: list[str], names: tuple[str, str]) -> list[str]:
    """The lines that stand in only one of two catalogues, as a unified diff without context."""
    return list(difflib.unified_diff(one, other, *names, n=0, lineterm=""))


def declare(engine: Engine) -> None:
    """Make in an empty database what the declarations say."""
    with engine.begin() as connection:
        metadata.create_all(connection)


@contextmanager
def scratch(server: Engine, name: str) -> Iterator[Engine]:
    """An empty database beside the one of `server`, dropped at the end."""
    maintenance = server.execution_options(isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    engine = create_engine(server.url.set(database=name), poolclass=NullPool)
    try:
        yield engine
    finally:
        engine.dispose()
        with maintenance.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def read(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return catalogue(connection)


def migrated_and_declared(server: Engine) -> tuple[list[str], list[str]]:
    """The catalogues of a database made by the migrations and of one made by the declarations."""
    mark = f"registries_catalogue_{os.getpid()}"
    with scratch(server, f"{mark}_migrated") as migrated, scratch(server, f"{mark}_declared") as declared:
        upgrade(migrated)
        declare(declared)
        return read(migrated), read(declared)


@click.command()
def main() -> None:
    """Compare what the migrations make with what the code declares; exits 1 where they differ."""
    found = differences(*migrated_and_declared(connect(Settings())), ("migrated", "declared"))
    for line in found:
        click.echo(line)
    if found:
        sys.exit(1)
    click.echo("the migrated database is the declared one")


if __name__ == "__main__":
    main()
