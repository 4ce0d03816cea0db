"""`registries db grant`: the rights of a server's database role, at the command."""

import os

from tests.desk import Desk, desk

__all__ = ["desk"]
ROLE = f"server_of_the_portal_{os.getpid()}"
NAMES = f"SELECT has_column_privilege('{ROLE}', 'individual.name', 'surname', 'SELECT')"
STREETS = f"SELECT has_table_privilege('{ROLE}', 'address.geonym_name_history', 'SELECT')"


def test_a_role_is_given_the_rights_of_a_kind_again_and_again_and_loses_them_to_another(desk: Desk) -> None:
    with desk.engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {ROLE}")
    try:
        first, again = (desk.give("db", "grant", ROLE, "--consumer", "portal") for _ in range(2))
        assert (first.code, first.err, first.out) == (0, "", again.out)
        assert first.out.endswith(" rights\n")
        assert (desk.scalar(NAMES), desk.scalar(STREETS)) == (True, False)
        assert desk.give("db", "grant", ROLE, "--consumer", "analyst").code == 0
        assert desk.scalar(NAMES) is False
    finally:
        with desk.engine.begin() as connection:
            connection.exec_driver_sql(f"DROP OWNED BY {ROLE}")
            connection.exec_driver_sql(f"DROP ROLE {ROLE}")


def test_a_role_that_is_not_there_is_refused_with_what_to_do(desk: Desk) -> None:
    refused = desk.give("db", "grant", "no_such_role", "--consumer", "portal")
    assert (refused.code, refused.out) == (1, "")
    assert "there is no such role in the database" in refused.err
    assert "CREATE ROLE" in refused.err
