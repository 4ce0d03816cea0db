"""Ten times the load that can be served, and clients that vanish: what is answered, what is refused, what is left over.

    .venv/bin/python benchmarks/overload.py [--seconds 20] [--times 10] [--json]

On the database of the settings (`make demo` fills it; `PERSONS=1000 make demo` is enough). The real server is started
on a free port of the loopback, its clients are another process, and PostgreSQL runs beside both: what the generator and
the refusals cost is taken from the same cores, and the goodput bar with it.

 1. unloaded: one client, then closed loops of several sizes, of which the best is kept.
 2. four rounds, each of that closed loop, whose goodput is the capacity; of a crowd: `times` as many clients as can be
    inside at a time, each waiting a second after a 503 as it is told; and of a flood: requests at random moments at
    `times` the capacity on 512 connections, heeding nothing. The shares of goodput are the medians of the rounds, a p99
    is the worst round's.
 3. vanishing: 1,000 clients send a request and close at once.
 4. afterwards: the same closed loop as the best one.

In a flood what a refusal costs (granian's reading of the request, a thread's turn with the interpreter, the generator's
own work) is taken from the same cores: where an answer costs only ten times as much, nine refusals halve the goodput.

Exits 1 below a bar; `BARS` says them.
"""

import argparse
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import NullPool

from registries.access.consumers import named
from registries.access.token import issue
from registries.database import database_url
from registries.settings import Settings
from registry_api.threads import blocking_threads, most_inside

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parent / "graphql" / "operations" / "portal" / "person.graphql"
CONNECTIONS = 512
CLOSED = (4, 8, 16, 32)
ROUNDS = 4
VANISHING = 1_000
# Threads of the runtime beside the blocking ones, in a worker.
RUNTIME_THREADS = 24
NUMBERS = text("""
    SELECT value FROM crosswalk.individual_identifier WHERE scheme = 'IIN' AND upper_inf(valid_time)
     ORDER BY md5(value) LIMIT 2000
""")
BACKENDS = text("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'registry_api'")

# What each bar says, and how it is read from the figures.
BARS = {
    "goodput in the crowd is at least 80 % of the capacity": lambda f: f["crowd"]["goodput_kept"] >= 0.8,
    "goodput in the flood is at least 15 % of the capacity": lambda f: f["flood"]["goodput_kept"] >= 0.15,
    "goodput afterwards is at least 80 % of the capacity": lambda f: f["goodput_afterwards"] >= 0.8,
    "p99 of the admitted is at most the longest wait and 5 times the unloaded p99":
        lambda f: both(f, lambda one: one["admitted"]["p99_ms"] <= f["wait_ms"] + 5 * f["unloaded"]["p99_ms"]),
    "p99 of the time to a 503 is at most 300 ms": lambda f: both(f, lambda one: one["refused"]["p99_ms"] <= 300),
    "p99 of /livez is at most 100 ms in the crowd, 300 ms in the flood":
        lambda f: f["crowd"]["livez"]["p99_ms"] <= 100 and f["flood"]["livez"]["p99_ms"] <= 300,
    "no /livez failed": lambda f: both(f, lambda one: one["livez_failed"] == 0),
    "every answer is 200 with data, or 503": lambda f: f["other_answers"] == 0,
    "connections to PostgreSQL stay within the bound": lambda f: f["backends_most"] <= f["backends_bound"],
    "threads stay within their bound, and none is left over":
        lambda f: f["threads_after"] <= f["threads_before"] <= f["threads_bound"],
    "memory grows by at most 10 %": lambda f: f["resident_kib_after"] <= 1.1 * f["resident_kib_before"],
}  # fmt: skip


def both(figures: dict[str, Any], met: Callable[[dict[str, Any]], bool]) -> bool:
    return met(figures["crowd"]) and met(figures["flood"])


class Served:
    """The server under load: its processes, and its connections to PostgreSQL."""

    def __init__(self, settings: Settings, engine: Engine, port: int, parent: int) -> None:
        self.settings, self.engine, self.port, self.parent = settings, engine, port, parent

    def workers(self) -> list[Path]:
        children = Path(f"/proc/{self.parent}/task/{self.parent}/children").read_text(encoding="ascii").split()
        found = [Path("/proc") / pid for pid in children]
        return [one for one in found if int(self._status(one, "Threads")) > 1]

    def inside(self) -> int:
        """Questions that the workers let in at a time."""
        return most_inside(self.settings) * len(self.workers())

    def most(self, name: str) -> int:
        """The largest of the workers' figures in /proc/…/status."""
        return max(int(self._status(worker, name).split()[0]) for worker in self.workers())

    def load(
        self, requests: list[bytes], connections: int, seconds: float, rate: float | None = None
    ) -> dict[str, Any]:
        order = {
            "port": self.port, "requests": [one.decode("latin-1") for one in requests],
            "connections": connections, "rate": rate, "seconds": seconds,
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, str(HERE / "open_loop.py")],
            input=json.dumps(order), text=True, stdout=subprocess.PIPE, check=True, timeout=seconds + 60,
        )  # fmt: skip
        return dict(json.loads(done.stdout))

    @contextmanager
    def watched(self) -> Iterator[list[int]]:
        """The connections to PostgreSQL, counted ten times a second."""
        counted, over = [0], threading.Event()

        def watch() -> None:
            with self.engine.connect() as connection:
                while not over.wait(0.1):
                    counted.append(int(connection.scalar(BACKENDS) or 0))

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            yield counted
        finally:
            over.set()
            watcher.join()

    def _status(self, process: Path, name: str) -> str:
        lines = (process / "status").read_text(encoding="ascii", errors="replace").splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith(f"{name}:"))


@contextmanager
def served(settings: Settings) -> Iterator[Served]:
    engine = create_engine(database_url(settings), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "registries", "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            await_ready(port)
            yield Served(settings, engine, port, server.pid)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(60)


def await_ready(port: int) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    sys.exit("the server did not become ready")


def prepared(settings: Settings, engine: Engine) -> list[bytes]:
    """Whole requests for the portal's own document, each of another person."""
    document = DOCUMENT.read_text(encoding="utf-8")
    with engine.connect() as connection:
        caller = named(connection, "portal")
        numbers = list(connection.scalars(NUMBERS))
    token = issue(settings, caller.consumer, caller.official)
    made = []
    for number in numbers:
        body = json.dumps({"query": document, "variables": {"iin": number}}).encode()
        head = f"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        made.append(f"{head}\r\nAuthorization: Bearer {token}\r\n\r\n".encode() + body)
    return made


def vanish(port: int, requests: list[bytes]) -> None:
    for number in range(VANISHING):
        with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
            client.sendall(requests[number % len(requests)])


def goodput(load: dict[str, Any]) -> float:
    return float(load["by_status"].get("200", {"count": 0})["count"]) / float(load["seconds"])


@dataclass
class Round:
    """The capacity and the two overloads, one right after the other: what else the machine does meets all three."""

    closed: dict[str, Any]
    crowd: dict[str, Any]
    flood: dict[str, Any]


def round_of(serving: Served, requests: list[bytes], best: int, seconds: float, times: float) -> Round:
    closed = serving.load(requests, best, seconds)
    crowd = serving.load(requests, int(serving.inside() * times), seconds)
    return Round(closed, crowd, serving.load(requests, CONNECTIONS, seconds, goodput(closed) * times))


def together(loads: list[dict[str, Any]]) -> dict[str, Any]:
    """Several runs as one: counts added, the worst of the quantiles but the median of the medians."""
    statuses = sorted({status for load in loads for status in load["by_status"]})
    return {
        "seconds": sum(load["seconds"] for load in loads),
        "by_status": {status: _merged([load["by_status"].get(status, {}) for load in loads]) for status in statuses},
        "livez": _merged([load["livez"] for load in loads]),
        **{name: sum(load[name] for load in loads) for name in ("livez_failed", "not_sent", "wrong_bodies")},
        "generator_cores": round(statistics.mean(load["generator_cores"] for load in loads), 2),
    }


def _merged(parts: list[dict[str, Any]]) -> dict[str, Any]:
    found = [part for part in parts if part.get("count")]
    return {
        "count": sum(part["count"] for part in found),
        "p50_ms": statistics.median(part["p50_ms"] for part in found),
        **{name: max(part[name] for part in found) for name in ("p99_ms", "most_ms")},
    }


def overload(rounds: list[Round], kind: str) -> dict[str, Any]:
    loads = [getattr(one, kind) for one in rounds]
    over = together(loads)
    by_status, seconds = over["by_status"], over["seconds"]
    answers = sum(int(one["count"]) for one in by_status.values())
    kept = [goodput(load) / goodput(one.closed) for load, one in zip(loads, rounds, strict=True)]
    admitted = by_status.get("200", {"count": 0, "p99_ms": float("inf")})
    return {
        "offered_a_second": round((answers + over["not_sent"]) / seconds), "answered_a_second": round(answers / seconds),
        "goodput": round(goodput(over)), "goodput_kept": round(statistics.median(kept), 2),
        "share_admitted": round(admitted["count"] / answers, 3),
        "admitted": admitted, "refused": by_status.get("503", {"count": 0, "p99_ms": 0.0}),
        **{name: over[name] for name in ("livez", "livez_failed", "generator_cores")},
    }  # fmt: skip


def others(loads: list[dict[str, Any]]) -> int:
    """Answers that are neither 200 with data nor 503, and connections that broke."""
    odd = [one["count"] for load in loads for status, one in load["by_status"].items() if status not in ("200", "503")]
    return sum(odd) + sum(load["wrong_bodies"] for load in loads)


def measured(serving: Served, requests: list[bytes], seconds: float, times: float) -> dict[str, Any]:
    settings, share = serving.settings, max(seconds / ROUNDS, 1.0)
    serving.load(requests, CLOSED[-1], share)
    unloaded = serving.load(requests, 1, share)
    sweep = {size: goodput(serving.load(requests, size, share)) for size in CLOSED}
    best = max(sweep, key=lambda size: sweep[size])
    serving.load(requests, CONNECTIONS, share, sweep[best] * times)
    threads, resident = serving.most("Threads"), serving.most("VmRSS")
    with serving.watched() as backends:
        rounds = [round_of(serving, requests, best, share, times) for _ in range(ROUNDS)]
        vanish(serving.port, requests)
        time.sleep((settings.wait_ms + settings.statement_timeout_ms) / 1000)
        # What else the machine does must not look like damage: the better of two.
        after = max((serving.load(requests, best, share) for _ in range(2)), key=goodput)
    capacity = statistics.median(goodput(one.closed) for one in rounds)
    return {
        "workers": len(serving.workers()), "wait_ms": settings.wait_ms,
        "unloaded": unloaded["by_status"]["200"],
        "closed_goodput_by_connections": {size: round(rate) for size, rate in sweep.items()},
        "capacity": round(capacity), "crowd": overload(rounds, "crowd"), "flood": overload(rounds, "flood"),
        "goodput_afterwards": round(goodput(after) / capacity, 2),
        "other_answers": others([after, *(load for one in rounds for load in (one.closed, one.crowd, one.flood))]),
        "backends_most": max(backends), "backends_bound": settings.connections * len(serving.workers()),
        "threads_before": threads, "threads_after": serving.most("Threads"),
        "threads_bound": blocking_threads(settings) + RUNTIME_THREADS,
        "resident_kib_before": resident, "resident_kib_after": serving.most("VmRSS"),
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--times", type=float, default=10.0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("REGISTRIES_SYNTHETIC", "1")
    settings = Settings()
    with served(settings) as serving:
        requests = prepared(settings, serving.engine)
        if not requests:
            sys.exit("there is nobody in this database: `make demo` first")
        figures = measured(serving, requests, options.seconds, options.times)
    figures["below"] = [bar for bar, met in BARS.items() if not met(figures)]
    print(json.dumps(figures, indent=None if options.json else 2, ensure_ascii=False))
    return 1 if figures["below"] else 0


if __name__ == "__main__":
    sys.exit(main())
