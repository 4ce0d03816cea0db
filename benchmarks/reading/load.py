"""Load by wrk: a closed loop on loopback, one thread, the keys of a file; throughput, percentiles, processor time."""

import json
import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).parent / "keys.lua"
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Measured:
    """One run. `server_ms` and `database_ms` are processor time a request, of the server and of PostgreSQL's backends."""

    per_second: float
    p50_ms: float
    p99_ms: float
    failed: int
    server_ms: float = 0.0
    database_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked: an address, a document, its variables line by line, and a token where one is needed."""

    port: int
    document: str
    keys: Path
    token: str | None = None


def press(target: Target, connections: int, seconds: float, place: int = 0) -> Measured:
    """Ask for so many seconds; `place` is the line to begin at, so that rounds do not repeat each other."""
    environment = {
        **os.environ,
        "READING_HEAD": f'{{"query":{json.dumps(target.document)},"variables":',
        "READING_KEYS": str(target.keys),
        "READING_FROM": str(place),
        **({"READING_TOKEN": target.token} if target.token else {}),
    }
    told = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{max(round(seconds), 1)}s", "--timeout", "10s", "-s", str(SCRIPT),
         f"http://127.0.0.1:{target.port}"],
        env=environment, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    found = json.loads(next(line for line in told.splitlines() if line.startswith("RESULT ")).removeprefix("RESULT "))
    return Measured(
        found["requests"] / found["seconds"], found["p50_ms"], found["p99_ms"], found["status"] + found["broken"]
    )


def processor_seconds(roots: Iterable[int]) -> float:
    """Processor time used so far by these processes and all their descendants that live."""
    parents, used = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(") ", 1)[1].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
            used[int(entry.name)] = (int(fields[11]) + int(fields[12])) / TICK
    wanted = set(roots)
    while more := {process for process, parent in parents.items() if parent in wanted} - wanted:
        wanted |= more
    return sum(used.get(process, 0.0) for process in wanted)
