"""Generated bad requests against the real server: each answered, and afterwards the server is as it was.

    .venv/bin/python benchmarks/bad_requests.py [--requests 20000] [--seed 1] [--json]

A server of its own on a scratch database, asked over keep-alive connections by four clients; every answer is held
against what the request may get (tests/registry_api/hostile.py), and a connection that closes without one is a fault.
Beside them requests that are no HTTP: cut off, of wrong length, malformed; these may end in the closing of their own
connection only. Then: resident memory grew by less than 32 MiB over what the first tenth of the requests left, no more
threads than the server may have, no more
connections to the database than the pool has, none at work, and a good request is answered.
Exits 1 where any of it is not so.
"""

import argparse
import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from registries.embedded import EmbeddedServer, server_home
from registries.settings import Settings
from registry_api.threads import blocking_threads

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "graphql")]

from tests.registry_api.hostile import Attempt, attempts, faults_of  # noqa: E402

CLIENTS = 4
MOST_GROWTH_KIB = 32 * 1024
PATIENCE_SECONDS = 120
SESSIONS = text(
    "SELECT count(*), count(*) FILTER (WHERE state <> 'idle') FROM pg_stat_activity "
    "WHERE application_name = 'registry_api'"
)


@dataclass(frozen=True)
class House:
    """A server, its database, and a token."""

    port: int
    token: str
    process: int
    database: str

    def state(self) -> dict[str, int]:
        """Memory in KiB and threads of all the server's processes; sessions of the database, and those at work."""
        told = [_status(pid) for pid in _family(self.process)]
        engine = create_engine(self.database)
        with engine.connect() as connection:
            sessions, working = connection.execute(SESSIONS).one()
        engine.dispose()
        return {
            "memory": sum(one["VmRSS"] for one in told), "threads": sum(one["Threads"] for one in told),
            "sessions": sessions, "working": working,
        }  # fmt: skip

    def ask(self, attempt: Attempt, connection: http.client.HTTPConnection) -> list[str]:
        """What is wrong with the answer."""
        try:
            answer = _sent(attempt, connection)
            body = answer.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            return [f"no answer: {type(error).__name__}"]
        return faults_of(attempt, answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)

    def ask_all(self, made: Iterable[Attempt]) -> list[tuple[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        found = [(attempt.kind, fault) for attempt in made for fault in self.ask(attempt, connection)]
        connection.close()
        return found

    def cut_off(self, chance: random.Random) -> str:
        """Something that is no HTTP, or ends too early; what came back, in short."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            try:
                connection.sendall(_raw(chance, self.token))
                if chance.random() < 0.5:
                    connection.shutdown(socket.SHUT_WR)
                connection.settimeout(0.05)
                told = connection.recv(65_536)
            except TimeoutError:
                return "no answer to a part"
            except OSError:
                return "closed"
        return (
            "a traceback"
            if b"Traceback" in told
            else told[:40].split(b"\r\n")[0].decode("ascii", "replace") or "closed"
        )


def _sent(attempt: Attempt, connection: http.client.HTTPConnection) -> http.client.HTTPResponse:
    """The answer, also where it came before the whole body was sent: a body too large is not read to its end."""
    connection.putrequest(attempt.method, attempt.target)
    for name, value in attempt.headers.items():
        connection.putheader(name, value)
    connection.putheader("Content-Length", str(len(attempt.body)))
    connection.endheaders()
    try:
        connection.send(attempt.body)
    except (BrokenPipeError, ConnectionResetError):
        if attempt.statuses != {HTTPStatus.REQUEST_ENTITY_TOO_LARGE}:
            raise
    return connection.getresponse()


def _raw(chance: random.Random, token: str) -> bytes:
    body = json.dumps({"query": "{ __typename }"}).encode()
    head = (
        f"POST /graphql HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
    ).encode()
    length = chance.choice((0, 1, len(body) - 3, len(body) + 50, 10**9, 10**30))
    whole = head + b"Content-Length: %d\r\n\r\n" % length + body
    chunked = head + b"Transfer-Encoding: chunked\r\n\r\n"
    return chance.choice(
        (
            whole,
            whole[: chance.randrange(len(whole))],
            chunked + b"%x\r\n" % len(body) + body,
            chunked + b"zz\r\n" + body + b"\r\n0\r\n\r\n",
            head + b"Content-Length: -1\r\n\r\n" + body,
            head + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + body,
            b"GET / HTTP/9.9\r\n\r\n",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + chance.randbytes(50),
            chance.randbytes(chance.randint(1, 3_000)),
            head + b"X: " + b"a" * 100_000 + b"\r\n\r\n",
        )
    )


def _family(pid: int) -> list[int]:
    """The process and all below it."""
    below: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
        below.setdefault(parent, []).append(int(path.parent.name))
    found = [pid]
    for one in found:
        found.extend(below.get(one, ()))
    return found


def _status(pid: int) -> dict[str, int]:
    lines = (line.split() for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return {words[0].rstrip(":"): int(words[1]) for words in lines if words[0] in ("VmRSS:", "Threads:")}


@contextmanager
def house() -> Iterator[House]:
    home = Path(tempfile.mkdtemp(prefix="bad-requests-"))
    home.chmod(0o755)
    environment = {**os.environ, "REGISTRIES_DATA_DIR": str(home), "REGISTRIES_SYNTHETIC": "1"}
    environment.pop("REGISTRIES_DATABASE_URL", None)
    command = [sys.executable, "-m", "registries"]
    embedded = EmbeddedServer(server_home(home.resolve()))
    try:
        token = subprocess.run(
            [*command, "token", "portal"], env=environment, check=True, text=True, capture_output=True
        )
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with subprocess.Popen([*command, "serve", "--workers", "1", "--port", str(port)], env=environment) as server:
            try:
                _await(port)
                yield House(port, token.stdout.strip(), server.pid, embedded.url())
            finally:
                server.send_signal(signal.SIGINT)
                server.wait(PATIENCE_SECONDS)
    finally:
        embedded.stop("immediate")
        shutil.rmtree(embedded.home, ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)


def _await(port: int) -> None:
    for _ in range(PATIENCE_SECONDS * 10):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    sys.exit("the server did not become ready")


def measured(requests: int, seed: int) -> dict[str, Any]:
    with house() as served, ThreadPoolExecutor(CLIENTS) as clients:
        made = list(attempts(seed, requests, served.token))
        early, late = made[: requests // 10], made[requests // 10 :]
        shares = [[part[place::CLIENTS] for place in range(CLIENTS)] for part in (early, late)]
        faults = [fault for found in clients.map(served.ask_all, shares[0]) for fault in found]
        before = served.state()
        chance = random.Random(seed)
        cut = Counter(served.cut_off(chance) for _ in range(max(requests // 40, 10)))
        faults += [fault for found in clients.map(served.ask_all, shares[1]) for fault in found]
        time.sleep(2)  # what was cut off is given up by then
        after = served.state()
        good = Attempt("good", frozenset({200}), body=b'{"query": "{ __typename }"}')
        good.headers["Authorization"] = f"Bearer {served.token}"
        faults += served.ask_all([good])
    settings = Settings()
    held = {
        "every request answered as it should be": not faults,
        "no traceback": not cut["a traceback"],
        "memory": after["memory"] - before["memory"] < MOST_GROWTH_KIB,
        "threads": after["threads"] <= before["threads"] + blocking_threads(settings),
        "sessions": after["sessions"] <= settings.connections and after["working"] == 0,
    }
    kinds = Counter(attempt.kind for attempt in made)
    return {"requests": requests, "seed": seed, "kinds": kinds, "cut off": cut, "before": before, "after": after,
            "faults": Counter(f"{kind}: {fault}" for kind, fault in faults).most_common(20), "held": held}  # fmt: skip


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--requests", type=int, default=20_000)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--json", action="store_true")
    given = words.parse_args()
    found = measured(given.requests, given.seed)
    if given.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        for name, value in found.items():
            print(f"{name}: {dict(value) if isinstance(value, Counter) else value}")
    return 0 if all(found["held"].values()) else 1


if __name__ == "__main__":
    sys.exit(main())
