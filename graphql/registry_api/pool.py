"""The few connections of one process, each in autocommit: one statement is one transaction and one snapshot."""

import queue
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg2
from psycopg2.extensions import TRANSACTION_STATUS_IDLE, connection
from sqlalchemy import make_url

from registries.database import connect
from registries.errors import RegistryError
from registries.settings import Settings

CONNECTIONS = 3
WAIT_SECONDS = 5


class BusyError(RegistryError):
    """Every connection is in use, or the database does not answer; to be tried again."""

    code = "BUSY"


@dataclass(slots=True)
class PooledConnection:
    raw: connection
    prepared: set[str] = field(default_factory=set)


class Pool:
    def __init__(self, settings: Settings) -> None:
        checked = connect(settings)
        checked.dispose()
        self._dsn = make_url(checked.url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._options = (
            f"-c statement_timeout={settings.statement_timeout_ms} -c jit=off -c timezone=UTC -c lock_timeout=1000 "
            "-c plan_cache_mode=force_generic_plan -c idle_in_transaction_session_timeout=30000"
        )
        self._free: queue.LifoQueue[PooledConnection | None] = queue.LifoQueue()
        for _ in range(CONNECTIONS):
            self._free.put(None)

    @contextmanager
    def connection(self) -> Iterator[PooledConnection]:
        try:
            held = self._free.get(timeout=WAIT_SECONDS)
        except queue.Empty as error:
            raise BusyError("no connection to the database is free", next_step="try again in a second") from error
        kept: PooledConnection | None = None
        try:
            if held is None:
                held = self._opened()
            yield held
            kept = held
        finally:
            if held is not None and kept is None and not held.raw.closed:
                if held.raw.info.transaction_status == TRANSACTION_STATUS_IDLE:
                    kept = held
                else:
                    held.raw.close()
            self._free.put(kept)

    def _opened(self) -> PooledConnection:
        try:
            raw = psycopg2.connect(self._dsn, options=self._options, application_name="registry_api", connect_timeout=3)
        except psycopg2.OperationalError as error:
            raise BusyError("no connection to the database is free", next_step="try again in a second") from error
        raw.autocommit = True
        return PooledConnection(raw)

    def close(self) -> None:
        for _ in range(CONNECTIONS):
            held = self._free.get()
            if held is not None:
                held.raw.close()
            self._free.put(None)
