"""The few connections of one process, every one in a snapshot of its own from first to last statement."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, QueuePool, create_engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoPlaceError

from registries.database import connect
from registries.errors import RegistryError
from registries.settings import Settings

CONNECTIONS = 3
WAIT_SECONDS = 5


class BusyError(RegistryError):
    """Every connection is in use, or the database does not answer; to be tried again."""

    code = "BUSY"


def pool(settings: Settings) -> Engine:
    """A pool on the settings' database, found fit first. Isolation: REPEATABLE READ."""
    options = (
        f"-c statement_timeout={settings.statement_timeout_ms} -c jit=off -c timezone=UTC -c lock_timeout=1000 "
        # A compiled statement is prepared once and reads by key: planning it again would cost more than running it.
        "-c plan_cache_mode=force_generic_plan "
        "-c idle_in_transaction_session_timeout=30000"
    )
    checked = connect(settings)
    checked.dispose()
    return create_engine(
        checked.url,
        poolclass=QueuePool,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,
        isolation_level="REPEATABLE READ",
        connect_args={"options": options, "application_name": "registry_api"},
    )


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """One transaction, committed when nothing was raised. Raises BusyError where no connection is to be had."""
    try:
        connection = engine.connect()
    except (NoPlaceError, OperationalError) as error:
        raise BusyError("no connection to the database is free", next_step="try again in a second") from error
    with connection, connection.begin():
        yield connection
