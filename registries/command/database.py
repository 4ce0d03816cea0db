"""The database that the commands work on."""

from sqlalchemy import Engine

from registries.database import connect
from registries.settings import Settings
from registries.upgrade import upgrade as migrate


def engine_at_hand() -> Engine:
    """A fit, migrated database."""
    engine = connect(Settings())
    migrate(engine)
    return engine
