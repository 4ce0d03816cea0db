"""The database of the benchmark: an embedded server of its own, one database an extent, kept and used again."""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reading import fill as filling
from reading.fill import Country, fill
from sqlalchemy import Engine, create_engine, make_url, text

from registries.access.consumers import named
from registries.embedded import EmbeddedServer, server_home
from registries.settings import Settings
from registries.upgrade import upgrade

SETTINGS = (
    "server_version", "shared_buffers", "work_mem", "effective_cache_size", "random_page_cost", "synchronous_commit",
    "fsync", "wal_level", "max_wal_size", "max_connections", "jit", "max_parallel_workers_per_gather",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where the benchmark's server and database are. `binaries` holds the server's own pgbench."""

    home: Path
    name: str
    server: EmbeddedServer

    @property
    def url(self) -> str:
        """With the driver in it, as SQLAlchemy reads it."""
        url = make_url(self.server.url()).set(database=self.name)
        return url.render_as_string(hide_password=False)

    @property
    def plain_url(self) -> str:
        """As libpq and Node read it."""
        return self.url.replace("+psycopg2", "")

    @property
    def binaries(self) -> Path:
        return sorted(self.server.home.glob(".pg0/installation/*/bin/pgbench"))[-1].parent

    @property
    def libraries(self) -> str:
        return str(self.binaries.parent / "lib")

    def settings(self) -> Settings:
        return Settings(database_url=self.plain_url, data_dir=self.home, synthetic=True)


@dataclass(frozen=True, slots=True)
class Made:
    """What a database was made by; kept as its comment."""

    extent: dict[str, int]
    fill: str
    migrations: dict[str, str]

    @property
    def comment(self) -> str:
        return json.dumps({"extent": self.extent, "made_by": self.fill, "migrations": self.migrations})

    def same_as(self, kept: str | None) -> Literal["whole", "older"] | None:
        """Whether the database with this comment is the one wanted, or becomes it by the migrations it has not seen."""
        said = json.loads(kept or "{}")
        seen: dict[str, str] = said.get("migrations", {})
        if not seen or (said["extent"], said["made_by"]) != (self.extent, self.fill):
            return None
        if any(self.migrations.get(name) != digest for name, digest in seen.items()):
            return None
        return "whole" if seen == self.migrations else "older"


def prepare(home: Path, extent: Country, say: Callable[[str], None], *, anew: bool = False) -> Place:
    """A filled database of this extent: the one that is there, if this fill made it; later migrations are applied to it."""
    server = EmbeddedServer(server_home(home.resolve()))
    main = create_engine(server.start(), isolation_level="AUTOCOMMIT")
    place = Place(home.resolve(), extent.name, server)
    made = Made(extent.numbers, _digest(extent), _migrations())
    with main.connect() as connection:
        kept = connection.scalar(
            text("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = :name"),
            {"name": place.name},
        )
        if not anew and (same := made.same_as(kept)):
            say(f"database {place.name} is used again{'' if same == 'whole' else ', upgraded'}")
            if same == "older":
                _upgrade(place)
                connection.execute(text(f"COMMENT ON DATABASE {place.name} IS '{made.comment}'"))
            return place
        connection.execute(text(f"DROP DATABASE IF EXISTS {place.name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {place.name}"))
        _make(place, extent, say)
        connection.execute(text(f"COMMENT ON DATABASE {place.name} IS '{made.comment}'"))
    main.dispose()
    return place


def engine_of(place: Place) -> Engine:
    return create_engine(place.url)


def server_settings(engine: Engine) -> dict[str, str]:
    with engine.connect() as connection:
        return {name: str(connection.scalar(text(f"SHOW {name}"))) for name in SETTINGS}


def _make(place: Place, extent: Country, say: Callable[[str], None]) -> None:
    engine = engine_of(place)
    begun, rows = time.perf_counter(), 0

    def told(step: str, count: int, seconds: float) -> None:
        nonlocal rows
        rows += max(count, 0)
        say(f"  {step:<28} {count:>10,} rows {seconds:>8.1f} s")

    upgrade(engine)
    fill(engine, extent, told)
    with engine.begin() as connection:
        named(connection, "portal")
    engine.dispose()
    seconds = time.perf_counter() - begun
    say(f"filled {extent.name}, {rows:,} rows, in {seconds:.0f} s: {rows / seconds:,.0f} rows/s, keys included")


def _upgrade(place: Place) -> None:
    engine = engine_of(place)
    upgrade(engine)
    engine.dispose()


def _digest(extent: Country) -> str:
    """Of whatever fills the database."""
    folders = {filling.FOLDER, extent.file("territory.sql").parent, extent.file("geonym_names.sql").parent}
    files = [file for folder in folders for file in folder.glob("*.sql")]
    return _hashed(b"".join(path.read_bytes() for path in sorted([*files, Path(filling.__file__)])))


def _migrations() -> dict[str, str]:
    """Each migration's digest by its file."""
    folder = Path(filling.__file__).resolve().parents[2] / "migrations" / "versions"
    return {path.stem: _hashed(path.read_bytes()) for path in sorted(folder.glob("*.py"))}


def _hashed(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
