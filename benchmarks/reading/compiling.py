"""What compiling costs: a document's first plan, the look-up of a known one, and the memory of a worker after many."""

import io
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reading.database import Place
from reading.questions import Q1, Q2, Q3, Question

from registries.access.token import issue
from registries.settings import Settings
from registry_api.compiler.plan import Plans, Shape
from registry_api.request import Request
from registry_api.schema import SCHEMA
from registry_api.validation import shape_of
from registry_api.wsgi import Application, application

COMPILED, LOOKED_UP = 30, 20_000
# Between the first thousand documents and the last a worker may grow by this much: its caches are full by then.
MOST_GROWTH_MIB = 32.0


@dataclass(frozen=True, slots=True)
class Memory:
    """Of a worker and its connections' backends, MiB, after so many different documents."""

    documents: int
    worker: float
    backends: float


def tell(place: Place, documents: int, told: dict[str, Any], say: Callable[[str], None]) -> int:
    """Measure, say, and count what is missed."""
    costs = {question.name: _costs(question) for question in (Q1, Q2, Q3)}
    for name, (compiling, looking) in costs.items():
        say(f"  {name}: compiled in {compiling:.2f} ms, a known document's plan found in {looking:.1f} µs")
    points = _memory(place, documents)
    for point in points:
        say(
            f"  after {point.documents:>6,} documents: worker {point.worker:.0f} MiB, its backends {point.backends:.0f} MiB"
        )
    full = next((point for point in points if point.documents >= min(1_000, documents // 2)), points[0])
    growth = points[-1].worker - full.worker
    say(f"  growth since the caches are full: {growth:.1f} MiB, at most {MOST_GROWTH_MIB:g}")
    told["compiling"] = {
        "compile_ms": {name: round(one, 3) for name, (one, _) in costs.items()},
        "look_up_us": {name: round(one, 2) for name, (_, one) in costs.items()},
        "memory": [{"documents": p.documents, "worker_mib": p.worker, "backends_mib": p.backends} for p in points],
        "growth_mib": round(growth, 1),
    }
    return int(growth > MOST_GROWTH_MIB)


def _costs(question: Question) -> tuple[float, float]:
    """Milliseconds from a document to its plan, microseconds to find the plan again."""
    request = Request(question.ours(), None, None)
    taken = []
    for _ in range(COMPILED):
        plans = Plans()
        begun = time.perf_counter()
        made = shape_of(SCHEMA, request)
        assert isinstance(made, Shape)
        plans.admit(made, None)
        plans.plan(made, None, {})
        taken.append(time.perf_counter() - begun)
    begun = time.perf_counter()
    for _ in range(LOOKED_UP):
        found = plans.shape(request.digest, None)
        assert found is not None
        plans.plan(found, None, {})
    return statistics.median(taken) * 1000, (time.perf_counter() - begun) / LOOKED_UP * 1e6


def _memory(place: Place, documents: int) -> list[Memory]:
    """Measured in a process of its own, which does nothing else."""
    settings = place.settings()
    environment = {
        **os.environ, "REGISTRIES_DATABASE_URL": place.plain_url, "REGISTRIES_DATA_DIR": str(settings.home),
        "REGISTRIES_SYNTHETIC": "1", "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "reading.compiling", str(documents)],
        env=environment, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"the memory of a worker could not be measured: {done.stderr[-800:]}")
    return [Memory(**json.loads(line)) for line in done.stdout.splitlines()]


def _worker(documents: int) -> Iterator[Memory]:
    """One worker that is asked one document after another, each a different one."""
    settings = Settings()
    app = application(settings)
    token = issue(settings, "portal")
    steps = sorted({1, documents // 10, documents // 5, documents // 2, documents})
    for number in range(1, documents + 1):
        asked = (
            f"query Q{number}($iin: IIN!) {{ individual(iin: $iin) {{ a{number}: iin names {{ script surname }} }} }}"
        )
        for _ in range(2):  # the first answer of a document may take another way than those after it
            _ask(app, token, asked)
        if number in steps:
            yield Memory(number, _resident("self"), _backends())


def _ask(app: Application, token: str, document: str) -> None:
    body = json.dumps({"query": document, "variables": {"iin": "400101700006"}}).encode()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/graphql", "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)), "HTTP_AUTHORIZATION": f"Bearer {token}", "wsgi.input": io.BytesIO(body),
    }  # fmt: skip
    list(app(environ, lambda *_: None))


def _resident(process: str) -> float:
    """Resident memory that is the process's own, MiB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return round(int(next(line.split()[1] for line in lines if line.startswith("RssAnon"))) / 1024, 1)


def _backends() -> float:
    """Of the backends that serve connections of the API."""
    total = 0.0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if b"postgres: registries reading_" in (entry / "cmdline").read_bytes():
                    total += _resident(entry.name)
            except (OSError, StopIteration):
                continue
    return round(total, 1)


if __name__ == "__main__":
    for found in _worker(int(sys.argv[1])):
        print(
            json.dumps({"documents": found.documents, "worker": found.worker, "backends": found.backends}), flush=True
        )
