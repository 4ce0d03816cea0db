"""The few connections of one process. The driver, psycopg2, is named here and nowhere else in the product.

Threads are not connections: a request waits its turn at the turnstile, a bounded time in a bounded queue, and is then
alone with a connection until its answer is ready. One statement is one snapshot (autocommit, READ COMMITTED).
"""

import select
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from types import TracebackType

import psycopg2
from psycopg2.extensions import (
    TRANSACTION_STATUS_IDLE,
    TRANSACTION_STATUS_INERROR,
    TRANSACTION_STATUS_INTRANS,
)
from psycopg2.extensions import (
    connection as RawConnection,  # noqa: N812  the driver's classes have small letters
)
from psycopg2.extensions import (
    cursor as RawCursor,  # noqa: N812
)
from sqlalchemy import Connection, Engine, StaticPool, create_engine

from registries.database import connect
from registries.prepared import KNOWN
from registries.settings import Settings
from registry_api.turnstile import BusyError, Turnstile

__all__ = ["BusyError", "LostError", "Pool", "PooledConnection"]

# After a failed attempt to connect nobody else tries, or waits, for this long.
DOWN_SECONDS = 1.0
CONNECT_SECONDS = 2
# A connection back this short a time ago is taken as it is: looking would let other threads in between.
FRESH_SECONDS = 0.02
# A server that vanished without a word is noticed after 10 + 3 × 3 s.
ALIVE = {"keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3}


class LostError(BusyError):
    """The connection broke in the middle: nothing was answered. A receipt may have been written."""

    def __init__(self) -> None:
        super().__init__("the connection to the database was lost")


class PooledConnection:
    """A connection in the hands of one request.

    `raw` is psycopg2's connection, in autocommit, `cursor` the one its statements run on, one after the other.
    `prepared` are the names of the statements prepared on it; it belongs to whoever prepares them, and goes with the
    connection.
    """

    __slots__ = ("_engine", "_poll", "back", "cursor", "prepared", "raw")

    def __init__(self, raw: RawConnection) -> None:
        raw.autocommit = True
        self.raw = raw
        self.cursor: RawCursor = raw.cursor()
        self.prepared: set[str] = set()
        self.back = monotonic()
        self._engine: Engine | None = None
        self._poll = select.poll()
        self._poll.register(raw.fileno(), select.POLLIN)

    @contextmanager
    def lent(self) -> Iterator[Connection]:
        """The same connection as SQLAlchemy knows one, in whatever transaction is open; it begins and ends none."""
        if self._engine is None:
            self._engine = create_engine(
                "postgresql+psycopg2://", creator=lambda: self.raw, poolclass=StaticPool, pool_reset_on_return=None,
                use_native_hstore=False, hide_parameters=True,
            )  # fmt: skip
        with self._engine.connect() as connection:
            # One session, one set of names: whoever forgets them forgets them for both.
            connection.info[KNOWN] = self.prepared
            yield connection

    def sound(self) -> bool:
        """Whether an idle connection is fit for the next request, without asking the server.

        A server says nothing to an idle client but good-bye, or that its settings have changed: either way this
        connection has served its time.
        """
        return not self._poll.poll(0)

    def clean(self) -> bool:
        """Whether nothing of the last request is left; an open transaction is rolled back first."""
        if self.raw.closed or not self.raw.autocommit:
            return False
        status = self.raw.get_transaction_status()
        if status in (TRANSACTION_STATUS_INTRANS, TRANSACTION_STATUS_INERROR):
            status = self._rolled_back()
        return status == TRANSACTION_STATUS_IDLE

    def discard(self) -> None:
        try:
            self.raw.close()
        except psycopg2.Error:
            return

    def _rolled_back(self) -> int:
        # In autocommit the driver's own rollback() does nothing.
        try:
            with self.raw.cursor() as cursor:
                cursor.execute("ROLLBACK")
        except psycopg2.Error:
            return -1
        return self.raw.get_transaction_status()


class _Lease:
    """`with pool.connection() as held:`"""

    __slots__ = ("_held", "_pool")

    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    def __enter__(self) -> PooledConnection:
        self._held = held = self._pool._take()
        return held

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        held = self._held
        self._pool._give_back(held)
        if error is not None and isinstance(error, psycopg2.Error) and held.raw.closed:
            raise LostError from error


class Pool:
    """At most `turnstile.most` connections, opened when first needed, the last one used taken first.

    The last used one has the statements prepared and its backend's memory warm; at low load the others stay closed.
    """

    def __init__(
        self, opened: Callable[[], RawConnection], turnstile: Turnstile, fresh_seconds: float = FRESH_SECONDS
    ) -> None:
        self.turnstile = turnstile
        self.fresh_seconds = fresh_seconds
        self._opened = opened
        self._idle: list[PooledConnection] = []
        self._down_until = 0.0
        self._closed = False

    @classmethod
    def of(cls, settings: Settings) -> "Pool":
        """A pool on the settings' database, found fit first. Raises DatabaseUnreachableError, DatabaseUnfitError."""
        engine = connect(settings)
        words, named = engine.dialect.create_connect_args(engine.url)
        engine.dispose()
        named.update(ALIVE)
        named.update(application_name="registry_api", connect_timeout=CONNECT_SECONDS)
        named["options"] = f"{named.get('options', '')} {session_options(settings)}".strip()
        return cls(lambda: psycopg2.connect(*words, **named), gate(settings))

    def connection(self) -> _Lease:
        """A connection for one request. Raises BusyError where none is to be had, LostError where it breaks inside."""
        return _Lease(self)

    @property
    def idle(self) -> int:
        return len(self._idle)

    def close(self) -> None:
        """Close what is idle; what is in use closes when it comes back. Nothing is given out from now on."""
        self._closed = True
        self.turnstile.send_away()
        while self._idle:
            self._idle.pop().discard()

    def _take(self) -> PooledConnection:
        if self._closed:
            raise BusyError("the server is stopping")
        self.turnstile.enter()
        try:
            while self._idle:
                held = self._idle.pop()
                if monotonic() - held.back < self.fresh_seconds or held.sound():
                    return held
                held.discard()
            return self._open()
        except BaseException:
            self.turnstile.leave()
            raise

    def _open(self) -> PooledConnection:
        now = monotonic()
        if now < self._down_until:
            raise BusyError("the database does not answer")
        if self._down_until:
            # One asks whether the database is back; the others are not to wait for him.
            self._down_until = now + CONNECT_SECONDS + DOWN_SECONDS
        try:
            held = PooledConnection(self._opened())
        except psycopg2.Error as error:
            self._down_until = monotonic() + DOWN_SECONDS
            self.turnstile.send_away()
            raise BusyError("the database does not answer") from error
        self._down_until = 0.0
        return held

    def _give_back(self, held: PooledConnection) -> None:
        try:
            if not self._closed and held.clean():
                held.back = monotonic()
                self._idle.append(held)
            else:
                held.discard()
        finally:
            self.turnstile.leave()


def gate(settings: Settings) -> Turnstile:
    return Turnstile(settings.connections, settings.waiting_places, settings.wait_ms / 1000)


def session_options(settings: Settings) -> str:
    """What every session is started with, so that no statement has to say it."""
    return (
        f"-c statement_timeout={settings.statement_timeout_ms} -c jit=off -c timezone=UTC -c lock_timeout=1000 "
        # A compiled statement is prepared once and reads by key: planning it again would cost more than running it.
        "-c plan_cache_mode=force_generic_plan "
        "-c idle_in_transaction_session_timeout=30000"
    )
