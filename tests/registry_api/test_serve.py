"""The real server: full, told to stop, left by its clients, kept waiting by them. Order and outcome, no durations."""

import http.client
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from sqlalchemy import Engine, text

from registries.settings import Settings
from registry_api.serve import environment
from registry_api.threads import blocking_threads, most_inside
from tests.registry_api.asking import Client
from tests.registry_api.test_metrics import samples
from tests.registry_api.test_turnstile import PATIENCE_SECONDS, await_that
from tests.registry_api.world import AIGUL

DOCUMENT = "query($iin: IIN!) { individual(iin: $iin) { sex { sex } } }"
# Whoever writes into the access log sleeps while the test holds the lock: no lock is waited for, so none times out.
HOLD = """
    CREATE FUNCTION access.sleep_while_held() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        WHILE NOT pg_try_advisory_xact_lock_shared(7) LOOP PERFORM pg_sleep(0.005); END LOOP;
        RETURN NEW;
    END $$;
    CREATE TRIGGER held BEFORE INSERT ON access.access_log FOR EACH STATEMENT EXECUTE FUNCTION access.sleep_while_held()
"""
HELD = text("SELECT pg_advisory_xact_lock(7)")
ASLEEP = text("""
    SELECT count(*) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'registry_api' AND wait_event = 'PgSleep'
""")


@dataclass
class Server:
    """One worker with two connections and one place in the queue."""

    port: int
    token: str
    database: Engine
    process: "subprocess.Popen[bytes]"

    def asked(self, method: str, path: str, body: bytes | None = None) -> tuple[int, dict[str, str], bytes]:
        """Status, headers by small name, body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        told = (answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        connection.close()
        return told

    def question(self) -> tuple[int, dict[str, str], bytes]:
        return self.asked("POST", "/graphql", self.body)

    @property
    def body(self) -> bytes:
        return json.dumps({"query": DOCUMENT, "variables": {"iin": AIGUL}}).encode()

    def numbers(self) -> dict[tuple[str, ...], float]:
        return samples(self.asked("GET", "/metrics")[2])

    def in_use(self) -> float:
        return sum(value for labels, value in self.numbers().items() if labels[0] == "registries_connections_in_use")

    def wait_for_sleepers(self, number: int) -> None:
        def asleep() -> bool:
            with self.database.connect() as connection:
                return connection.scalar(ASLEEP) == number

        await_that(asleep)


@pytest.fixture
def settings_of_server(settings: Settings) -> Settings:
    return settings.model_copy(
        update={"connections": 2, "waiting_places": 1, "wait_ms": 10_000, "statement_timeout_ms": 60_000}
    )


@pytest.fixture
def api(portal: Client, database: Engine, settings_of_server: Settings) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with database.begin() as connection:
        connection.execute(text(HOLD))
    command = [sys.executable, "-m", "registries", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(
        command, env={**os.environ, **environment(settings_of_server)}, stderr=subprocess.DEVNULL
    ) as process:
        served = Server(port, portal.token, database, process)
        try:
            await_that(lambda: listens(served))
            yield served
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE_SECONDS)


def listens(server: Server) -> bool:
    try:
        return server.asked("GET", "/readyz")[0] == 200
    except OSError:
        return False


def test_while_every_connection_is_held_the_next_is_refused_livez_answers_and_all_is_well_afterwards(
    api: Server,
) -> None:
    with ThreadPoolExecutor(3) as threads:
        with api.database.begin() as holder:
            holder.execute(HELD)
            held = [threads.submit(api.question) for _ in range(3)]
            api.wait_for_sleepers(2)
            await_that(lambda: any(n[0] == "registries_waiting" and v == 1 for n, v in api.numbers().items()))
            status, headers, body = api.question()
            alive = [api.asked("GET", "/livez")[0] for _ in range(20)]
            # Nobody who was let in has been answered: the refusal did not wait for them.
            assert not any(one.done() for one in held)
        answers = [one.result(PATIENCE_SECONDS) for one in held]
    assert (status, headers["retry-after"]) == (503, "1")
    assert json.loads(body)["errors"][0]["extensions"]["code"] == "BUSY"
    assert alive == [200] * 20
    assert [answer[0] for answer in answers] == [200] * 3
    assert all(b'"errors"' not in answer[2] for answer in answers)
    assert (api.question()[0], api.in_use()) == (200, 0)
    assert api.numbers()["registries_request_seconds_count", "other", "busy", "5xx"] == 1


def test_clients_that_vanish_leave_nothing_behind(api: Server, settings_of_server: Settings) -> None:
    head = f"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer {api.token}"
    request = f"{head}\r\nContent-Length: {len(api.body)}\r\n\r\n".encode() + api.body
    for number in range(100):
        with socket.create_connection(("127.0.0.1", api.port)) as client:
            client.sendall(request[: number * 5] if number % 2 else request)
    await_that(lambda: api.in_use() == 0)
    await_that(lambda: api.question()[0] == 200)
    [threads] = [value for labels, value in api.numbers().items() if labels[0] == "registries_threads"]
    assert threads <= blocking_threads(settings_of_server) + 24


def test_bodies_that_never_come_take_no_thread_from_livez(api: Server, settings_of_server: Settings) -> None:
    head = f"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer {api.token}"
    slow = [socket.create_connection(("127.0.0.1", api.port)) for _ in range(100)]
    for client in slow:
        client.sendall(f"{head}\r\nContent-Length: 50\r\n\r\n{{".encode())
    await_that(lambda: len(spoken_to(slow)) == len(slow) - most_inside(settings_of_server))
    refused = spoken_to(slow)
    assert {client.recv(12) for client in refused} == {b"HTTP/1.1 503"}
    assert [api.asked("GET", "/livez")[0] for _ in range(20)] == [200] * 20
    for client in slow:
        client.close()
    await_that(lambda: api.question()[0] == 200)


def spoken_to(clients: list[socket.socket]) -> list[socket.socket]:
    return select.select(clients, [], [], 0)[0]


def test_told_to_stop_it_finishes_what_is_running(api: Server) -> None:
    with ThreadPoolExecutor(1) as threads:
        with api.database.begin() as holder:
            holder.execute(HELD)
            running = threads.submit(api.question)
            api.wait_for_sleepers(1)
            api.process.send_signal(signal.SIGTERM)
            await_that(lambda: not accepts(api.port))
            assert not running.done()
            assert api.process.poll() is None
        assert running.result(PATIENCE_SECONDS)[0] == 200
    assert api.process.wait(PATIENCE_SECONDS) == 0


def accepts(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            time.sleep(0.01)
            return True
    except OSError:
        return False
