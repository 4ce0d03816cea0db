"""Connecting: which server, whether it will do, and one transaction per request or batch."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, TextClause, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, OperationalError

from registries.embedded import EmbeddedServer, server_home
from registries.errors import RegistryError
from registries.settings import Settings

MINIMUM = 180_000
QUIET = {"log_min_error_statement": "panic", "log_error_verbosity": "terse", "log_min_messages": "fatal"}


class DatabaseUnfitError(RegistryError):
    code = "DATABASE_UNFIT"


class DatabaseUnreachableError(RegistryError):
    code = "DATABASE_UNREACHABLE"


def database_url(settings: Settings) -> str:
    """The server named by REGISTRIES_DATABASE_URL, or the embedded one, started where it is not running.

    Raises DatabaseUnreachableError where the setting is no address.
    """
    if settings.database_url is None:
        return EmbeddedServer(server_home(settings.home)).start()
    try:
        url = make_url(settings.database_url)
    except (ArgumentError, ValueError):
        # The chain would repeat the address, and with it a password.
        raise DatabaseUnreachableError(
            "REGISTRIES_DATABASE_URL is no address of a database",
            next_step="write postgresql://USER:PASSWORD@HOST:PORT/NAME, or unset it for the embedded server",
        ) from None
    # SQLAlchemy 2.1 reads a bare postgresql:// as psycopg 3.
    return url.set(drivername="postgresql+psycopg2").render_as_string(hide_password=False)


@cache
def engine_for(url: str) -> Engine:
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True)
    event.listen(engine, "connect", _session_settings)
    return lists_as_literals(engine)


def lists_as_literals(engine: Engine) -> Engine:
    """The engine, whose lists of numbers and of texts go to PostgreSQL as one literal each.

    As the driver writes them PostgreSQL parses an expression for every element, at ten times the cost. The type of a
    literal is that of its place: a statement casts what has none.
    """
    event.listen(engine, "before_cursor_execute", _with_array_literals, retval=True)
    return engine


def _with_array_literals(
    _connection: Connection, _cursor: object, statement: str, parameters: Any, _context: object, _many: bool
) -> tuple[str, Any]:
    if isinstance(parameters, dict) and any(type(value) is list for value in parameters.values()):
        parameters = {name: array_literal(value) for name, value in parameters.items()}
    return statement, parameters


def array_literal(value: object) -> object:
    """A list of whole numbers or of texts as PostgreSQL writes an array; anything else as it is."""
    if type(value) is not list or not value:
        return value
    kinds = set(map(type, value))
    if kinds == {int}:
        return f"{{{','.join(map(str, value))}}}"
    return text_array(value) if kinds == {str} else value


def text_array(words: Iterable[str | None]) -> str:
    """Texts as PostgreSQL writes an array of them (PostgreSQL documentation, "Array Input and Output Syntax")."""
    return f"{{{','.join(['NULL' if word is None else _quoted(word) for word in words])}}}"


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"') if "\\" in word or '"' in word else word
    return f'"{escaped}"'


def _session_settings(connection: Any, _record: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET jit = off; SET timezone = 'UTC'; SET lock_timeout = '60s'")
    connection.commit()


def connect(settings: Settings) -> Engine:
    """An engine on a server that has been found fit.

    Raises DatabaseUnreachableError, or DatabaseUnfitError below PostgreSQL 18 or without btree_gist.
    """
    engine = engine_for(database_url(settings))
    try:
        with engine.connect() as connection:
            check_fit(connection)
    except OperationalError as error:
        raise DatabaseUnreachableError(
            "the database does not answer", next_step="check REGISTRIES_DATABASE_URL and that the server runs"
        ) from error
    return engine


def check_fit(connection: Connection) -> None:
    version = int(str(connection.scalar(text("SHOW server_version_num"))))
    if version < MINIMUM:
        raise DatabaseUnfitError(
            f"PostgreSQL {version // 10_000} is too old: temporal keys need 18",
            next_step="point REGISTRIES_DATABASE_URL at PostgreSQL 18 or newer, or unset it for the embedded server",
        )
    available = "SELECT count(*) FROM pg_available_extensions WHERE name = 'btree_gist'"
    if not connection.scalar(text(available)):
        raise DatabaseUnfitError(
            "the extension btree_gist is missing", next_step="install PostgreSQL's contrib package"
        )


def loud_settings(connection: Connection) -> dict[str, str]:
    """Settings by which the server would write parameters of failed statements into its log, with what they are."""
    found = {name: str(connection.scalar(text(f"SHOW {name}"))) for name in QUIET}
    return {name: value for name, value in found.items() if value != QUIET[name]}


def by_batches(
    engine: Engine,
    following: TextClause,
    batch: int,
    work: Callable[[Connection, list[int]], object],
    done: Callable[[int], None],
) -> None:
    """`work` on all records that `following` names behind :last, :batch at a time, each batch in a transaction of its own.

    `done` is told how many of each.
    """  # fmt: skip
    last = 0
    while True:
        with transaction(engine) as connection:
            ids = list(connection.scalars(following, {"last": last, "batch": batch}))
            work(connection, ids)
        if not ids:
            return
        last = ids[-1]
        done(len(ids))


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """The one place that commits: everything inside, or nothing."""
    with engine.begin() as connection:
        yield connection
