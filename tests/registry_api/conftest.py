"""The API on a fresh database with the small world in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from registries.access.consumers import named
from registries.access.token import issue
from registries.settings import Settings
from registry_api.wsgi import Application, application
from tests.registry_api.asking import Client
from tests.registry_api.world import World, build


@pytest.fixture
def world(database: Engine) -> World:
    with database.begin() as connection:
        return build(connection)


@pytest.fixture
def settings(database: Engine, tmp_path: Path) -> Settings:
    return Settings(database_url=database.url.render_as_string(hide_password=False), data_dir=tmp_path, synthetic=True)


@pytest.fixture
def app(settings: Settings) -> Iterator[Application]:
    made = application(settings)
    assert isinstance(made, Application)
    yield made
    made.answering.pool.close()


@pytest.fixture
def portal(app: Application, settings: Settings, database: Engine, world: World) -> Client:
    """A clerk of the portal."""
    with database.begin() as connection:
        caller = named(connection, "dana@portal")
    return Client(app, issue(settings, caller.consumer, caller.official))
