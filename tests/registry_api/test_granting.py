"""Rights by kind of consumer: a role answers the documents of its kind, and can read nothing that they do not ask."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg2.errors import InsufficientPrivilege
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from registries.access.consumers import PURPOSES, named
from registries.access.token import issue
from registries.settings import Settings
from registry_api.documents import Documents
from registry_api.granting import RoleRefusedError, grant, grants_of, schemas
from registry_api.wsgi import Application, application
from tests.registry_api.asking import Client
from tests.registry_api.test_grants import VARIABLES
from tests.registry_api.world import World

ALL = Documents.read().all
RIGHTS = """
    SELECT 'table', c.oid::regclass::text, a.privilege_type FROM pg_class c, aclexplode(c.relacl) a
     WHERE a.grantee = CAST(:role AS regrole) UNION ALL
    SELECT 'column', c.attrelid::regclass || '.' || c.attname, a.privilege_type FROM pg_attribute c, aclexplode(c.attacl) a
     WHERE a.grantee = CAST(:role AS regrole) UNION ALL
    SELECT 'function', p.oid::regprocedure::text, a.privilege_type FROM pg_proc p, aclexplode(p.proacl) a
     WHERE a.grantee = CAST(:role AS regrole) UNION ALL
    SELECT 'schema', n.nspname, a.privilege_type FROM pg_namespace n, aclexplode(n.nspacl) a
     WHERE a.grantee = CAST(:role AS regrole) ORDER BY 1, 2, 3
"""
# What a document of each kind reads, and what none of its documents does.
READS = {
    "portal": ("surname FROM individual.name", "birth_date FROM individual.birth_history"),
    "department": ("value FROM crosswalk.individual_identifier_known", "area FROM real_estate.plot"),
    "analyst": ("name FROM address.unit_name_known", "surname FROM individual.name"),
}


@pytest.fixture
def role(database: Engine, world: World) -> Iterator[str]:
    name = f"server_of_{database.url.database}"
    with database.begin() as connection:
        for kind in PURPOSES:
            named(connection, kind)
        connection.execute(text(f"CREATE ROLE {name}"))
    yield name
    with database.begin() as connection:
        connection.execute(text(f"DROP OWNED BY {name}"))
        connection.execute(text(f"DROP ROLE {name}"))


def granted(database: Engine, role: str, kind: str) -> list[tuple[str, ...]]:
    """The rights that the role has in the end."""
    with database.begin() as connection:
        grant(connection, role, kind)
        return [tuple(row) for row in connection.execute(text(RIGHTS), {"role": role})]


def client(database: Engine, role: str, kind: str, home: Path) -> tuple[Application, Client]:
    url = database.url.update_query_dict({"options": f"-c role={role}"})
    settings = Settings(database_url=url.render_as_string(hide_password=False), data_dir=home, synthetic=True)
    made = application(settings)
    return made, Client(made, issue(settings, kind))


@pytest.mark.parametrize("kind", PURPOSES)
def test_a_role_answers_the_documents_of_its_kind_and_is_refused_those_that_need_more(
    database: Engine, role: str, kind: str, tmp_path: Path
) -> None:
    granted(database, role, kind)
    made, asker = client(database, role, kind, tmp_path)
    for one in ALL:
        answer = asker.ask(one.text, VARIABLES)
        assert one.kind != kind or (one.name, answer.status) == (one.name, 200), answer.body
        assert answer.status == 200 or (answer.status, answer.codes) == (403, ["NOT_GRANTED"])
    refused = [one.name for one in ALL if asker.ask(one.text, VARIABLES).status == 403]
    assert refused != []
    made.answering.pool.close()


@pytest.mark.parametrize("kind", PURPOSES)
def test_a_role_reads_what_its_documents_ask_and_nothing_else(database: Engine, role: str, kind: str) -> None:
    granted(database, role, kind)
    asked, other = READS[kind]
    with database.connect() as connection:
        connection.exec_driver_sql(f"SET ROLE {role}")
        connection.exec_driver_sql(f"SELECT {asked}")
        with pytest.raises(ProgrammingError) as refused:
            connection.exec_driver_sql(f"SELECT {other}")
        assert isinstance(refused.value.orig, InsufficientPrivilege)


def test_giving_the_same_again_changes_nothing_and_another_kind_takes_the_place_of_the_first(
    database: Engine, role: str
) -> None:
    first = granted(database, role, "analyst")
    with database.begin() as connection:
        connection.execute(text(f"GRANT SELECT ON individual.name TO {role}"))
        connection.execute(text(f"GRANT UPDATE (surname) ON individual.name TO {role}"))
    assert granted(database, role, "analyst") == first
    portal = granted(database, role, "portal")
    assert ("table", "address.unit_name_known", "SELECT") in set(first) - set(portal)
    assert granted(database, role, "analyst") == first


def test_what_everybody_might_execute_only_who_is_given_it_may(database: Engine, role: str) -> None:
    granted(database, role, "portal")
    public = (
        "SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = ANY (:own) "
    )
    with database.connect() as connection:
        own = {"own": list(schemas())}
        assert connection.scalar(text(public), own) > 20
        assert connection.scalar(text(f"{public} AND has_function_privilege('public', p.oid, 'EXECUTE')"), own) == 0


def test_a_kind_whose_documents_ask_for_no_belief_has_no_right_to_any() -> None:
    assert [one.on for one in grants_of("portal") if one.on.endswith(("_history", "_known"))] == []
    assert "individual.name_history" in {one.on for one in grants_of("department")}


def test_a_role_that_is_not_there_or_that_no_right_binds_is_refused(database: Engine, role: str) -> None:
    with database.begin() as connection:
        owner = connection.scalar(text("SELECT current_user"))
        for name in ("nobody-of-that-name", '"; DROP SCHEMA access; --', owner):
            with pytest.raises(RoleRefusedError) as refusal:
                grant(connection, name, "portal")
            assert (refusal.value.code, bool(refusal.value.next_step)) == ("ROLE", True)
            assert name not in refusal.value.message


@pytest.mark.parametrize(
    "way",
    [
        "CREATE ROLE {role}_g; GRANT SELECT (surname) ON individual.name TO {role}_g; "
        "GRANT {role}_g TO {role} WITH INHERIT FALSE",
        "GRANT pg_read_all_data TO {role}",
        "GRANT SELECT ON individual.name TO PUBLIC",
        'GRANT "{owner}" TO {role} WITH INHERIT FALSE',
    ],
)
def test_a_role_that_reads_more_by_another_way_is_refused(database: Engine, role: str, way: str) -> None:
    with database.connect() as connection:
        owner = connection.scalar(text("SELECT current_user"))
        connection.exec_driver_sql(way.format(role=role, owner=owner))
        with pytest.raises(RoleRefusedError) as refusal:
            grant(connection, role, "portal")
        connection.rollback()
    assert (refusal.value.code, bool(refusal.value.next_step)) == ("ROLE", True)


def test_a_member_of_a_role_without_rights_in_the_registers_is_given_its_own(database: Engine, role: str) -> None:
    with database.connect() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {role}_g; GRANT {role}_g TO {role}")
        assert grant(connection, role, "portal") > 10
        connection.rollback()
