"""Which server will do, and what is said of one that will not."""

import socket

import pytest
from sqlalchemy import Connection, Engine, make_url, text
from sqlalchemy.exc import IntegrityError

from registries.database import (
    DatabaseUnfitError,
    DatabaseUnreachableError,
    connect,
    database_url,
    loud_settings,
    transaction,
)
from registries.settings import Settings
from tests.registries.older_server import older_server

SECRET = "never-to-be-printed"


def settings_for(server: Engine, **query: str) -> Settings:
    url = server.url.set(query=query)
    return Settings(database_url=url.render_as_string(hide_password=False))


def test_a_server_that_will_do_is_connected_to_with_the_settings_of_every_session(server: Engine) -> None:
    with connect(settings_for(server)).connect() as connection:
        shown = {name: connection.scalar(text(f"SHOW {name}")) for name in ("jit", "timezone", "lock_timeout")}
    assert shown == {"jit": "off", "timezone": "UTC", "lock_timeout": "1min"}


def test_a_server_without_btree_gist_is_told_to_install_it(server: Engine) -> None:
    with pytest.raises(DatabaseUnfitError) as refusal:
        connect(settings_for(server, options="-c extension_control_path=/nowhere"))
    assert (refusal.value.code, refusal.value.message) == ("DATABASE_UNFIT", "the extension btree_gist is missing")
    assert refusal.value.next_step == "install PostgreSQL's contrib package"


def test_a_server_older_than_temporal_keys_is_refused() -> None:
    with older_server() as port, pytest.raises(DatabaseUnfitError) as refusal:
        connect(Settings(database_url=f"postgresql://clerk@127.0.0.1:{port}/registries"))
    assert refusal.value.message == "PostgreSQL 17 is too old: temporal keys need 18"
    assert refusal.value.next_step.startswith("point REGISTRIES_DATABASE_URL at PostgreSQL 18 or newer")


def test_a_server_that_does_not_answer_is_said_to_be_silent_without_its_password() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))  # taken, but nobody listens
        address = f"postgresql://clerk:{SECRET}@127.0.0.1:{probe.getsockname()[1]}/registries"
        with pytest.raises(DatabaseUnreachableError) as refusal:
            connect(Settings(database_url=address))
    assert refusal.value.message == "the database does not answer"
    assert SECRET not in refusal.value.message + refusal.value.next_step


def test_a_wrong_password_is_not_repeated(server: Engine) -> None:
    wrong = server.url.set(password=SECRET).render_as_string(hide_password=False)
    with pytest.raises(DatabaseUnreachableError) as refusal:
        connect(Settings(database_url=wrong))
    assert SECRET not in refusal.value.message + refusal.value.next_step


@pytest.mark.parametrize("address", ["", "nonsense", f"postgresql://clerk:{SECRET}@host:port/registries"])
def test_what_is_no_address_is_said_to_be_none_without_its_password(address: str) -> None:
    with pytest.raises(DatabaseUnreachableError) as refusal:
        database_url(Settings(database_url=address))
    assert refusal.value.message == "REGISTRIES_DATABASE_URL is no address of a database"
    assert refusal.value.__suppress_context__


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_every_spelling_of_the_address_is_read_by_the_driver_that_is_installed(scheme: str) -> None:
    url = make_url(database_url(Settings(database_url=f"{scheme}://clerk:{SECRET}@host:5433/registries")))
    assert (url.drivername, url.password, url.port) == ("postgresql+psycopg2", SECRET, 5433)


def test_a_transaction_keeps_everything_or_nothing(database: Engine) -> None:
    written = "INSERT INTO provenance.act (title) VALUES (:title)"

    def write(*titles: str | None) -> None:
        with transaction(database) as connection:
            for title in titles:
                connection.execute(text(written), {"title": title})

    with pytest.raises(IntegrityError):
        write("lost", None)
    write("kept")
    with database.connect() as connection:
        assert connection.scalars(text("SELECT title FROM provenance.act")).all() == ["kept"]


def test_a_setting_that_lets_parameters_into_the_log_is_named(connection: Connection) -> None:
    connection.execute(text("SET LOCAL log_min_error_statement = 'error'"))
    connection.execute(text("SET LOCAL log_error_verbosity = 'verbose'"))
    assert loud_settings(connection) == {"log_min_error_statement": "error", "log_error_verbosity": "verbose"}
