"""The real database under every test: one embedded server, a migrated template, a fresh copy where a test commits."""

import itertools
import os
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.pool import NullPool

from registries.database import database_url, engine_for, lists_as_literals
from registries.settings import Settings
from registries.upgrade import upgrade
from tests.loaders.offices import first_house
from tests.quarters import quarters

__all__ = ["first_house"]

TEMPLATE = "registries_tests"
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Engine:
    """The maintenance connection of the test server; each worker of the run makes its own template."""
    settings = Settings(data_dir=quarters())
    found = engine_for(database_url(settings)).execution_options(isolation_level="AUTOCOMMIT")
    with found.connect() as connection:
        # What these databases hold is made again by every run; waiting for the disk would be most of the run.
        for words in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"):
            connection.execute(text(words))
    return found


@pytest.fixture(scope="session")
def template(server: Engine) -> Iterator[str]:
    name = f"{TEMPLATE}_{os.getpid()}"
    _create(server, name, "template0")
    engine = _engine(server, name)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO provenance.database_kind VALUES (true)"))
    engine.dispose()
    yield name
    _drop(server, name)


@pytest.fixture
def database(server: Engine, template: str) -> Iterator[Engine]:
    """A fresh, migrated, synthetic database of the test's own."""
    name = f"{template}_{next(_numbers)}"
    _create(server, name, template)
    engine = _engine(server, name)
    yield engine
    engine.dispose()
    _drop(server, name)


@pytest.fixture(scope="session")
def shared_database(server: Engine, template: str) -> Iterator[Engine]:
    name = f"{template}_shared"
    _create(server, name, template)
    engine = _engine(server, name)
    yield engine
    engine.dispose()
    _drop(server, name)


@pytest.fixture(scope="module")
def new_database(server: Engine, template: str) -> Iterator[Callable[[], Engine]]:
    """Makes fresh databases, migrated and synthetic, that last as long as the module."""
    made: list[tuple[str, Engine]] = []

    def make() -> Engine:
        name = f"{template}_{next(_numbers)}"
        _create(server, name, template)
        made.append((name, _engine(server, name)))
        return made[-1][1]

    yield make
    for name, engine in made:
        engine.dispose()
        _drop(server, name)


@pytest.fixture
def connection(shared_database: Engine) -> Iterator[Connection]:
    """A connection in a transaction that is rolled back: for tests that need no commit."""
    with shared_database.connect() as opened, opened.begin() as held:
        yield opened
        held.rollback()


def _engine(server: Engine, name: str) -> Engine:
    return lists_as_literals(create_engine(server.url.set(database=name), poolclass=NullPool))


def _create(server: Engine, name: str, template: str) -> None:
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"))


def _drop(server: Engine, name: str) -> None:
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
