"""Alembic's environment: one transaction a migration, and never long behind a lock that others hold."""

from alembic import context
from sqlalchemy import Connection, text

from registries.base import metadata
from registries.database import connect
from registries.settings import Settings

LOCK_TIMEOUT = "5s"


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection, target_metadata=metadata, transaction_per_migration=True, include_schemas=True
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    given.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
    given.commit()
    migrate(given)
else:
    with connect(Settings()).connect() as opened:
        opened.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
        opened.commit()
        migrate(opened)
