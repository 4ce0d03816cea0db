"""What is counted and measured, for whoever watches the service: numbers only, never a name or number of a person.

Every worker process counts for itself, in files of its own that the library keeps in memory; whichever worker is asked
adds all of them up (prometheus_client, multiprocess mode). The mode is on where PROMETHEUS_MULTIPROC_DIR is set before
this module is first imported, as the server does; elsewhere a process tells of itself alone.
"""

import os
import threading
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
CONTENT_TYPE = "text/plain; version=0.0.4"
SAMPLE_SECONDS = 1.0
# So many answers wait at most to be counted where nobody samples.
MOST_UNCOUNTED = 10_000
SECONDS = (0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.25, 0.5, 1.0, 2.5, 5.0)
# The environ's key under which the name of a trusted document is left, and what stands for any other document.
DOCUMENT = "registries.document"
OTHER, NONE = "other", "none"
MOST_DOCUMENTS = 200

Numbers = Mapping[str, Callable[[], float]]
GAUGES = {
    "inside": "Questions being read, waited with or answered",
    "refused_at_the_door": "Questions refused because as many were inside as may be, since the process began",
    "connections_in_use": "Connections to the database in use",
    "waiting": "Requests that wait for a connection",
    "refused_full": "Requests refused because the queue was full, since the process began",
    "refused_late": "Requests refused after waiting in vain, since the process began",
    "plans": "Compiled plans kept",
    "resident_bytes": "Resident memory of the process",
    "threads": "Threads of the process",
}


def outcome(status: int, body: bytes) -> str:
    """answered, refused, busy, timeout or error, by what goes out. An answer with an error in it is refused."""
    if status == 503:
        return "timeout" if b'"TIMEOUT"' in body else "busy"
    if status >= 500:
        return "error"
    # `data` is an object or null: only a list of errors ends so.
    if status >= 400 or body.startswith(b'{"errors":') or body.endswith(b"]}"):
        return "refused"
    return "answered"


class Metrics:
    """The counts of one process: one histogram, whose `_count` is the number of answers, and the gauges.

    Answers are put down where they go out, and counted when asked; so are `numbers` read. Where `sample_always` was
    called both happen once a second, so that another worker can tell of them.
    """

    def __init__(self, numbers: Numbers) -> None:
        self._registry = CollectorRegistry()
        self._seconds = Histogram(
            "registries_request_seconds", "Answers, and the seconds from a thread's taking the request up",
            ("status", "outcome", "document"), buckets=SECONDS, registry=self._registry,
        )  # fmt: skip
        self._children: dict[tuple[int, str, str], Histogram] = {}
        self._uncounted: deque[tuple[int, str, str, float]] = deque()
        self._counting = threading.Lock()
        self._documents = {OTHER, NONE}
        self._numbers = {**numbers, "resident_bytes": resident_bytes, "threads": threads}
        self._gauges = {
            name: Gauge(f"registries_{name}", told, multiprocess_mode="liveall", registry=self._registry)
            for name, told in GAUGES.items()
            if name in self._numbers
        }

    def count(self, status: int, body: bytes, document: str, seconds: float) -> None:
        """One answer that went out. `document` is the name of a trusted one, OTHER, or NONE beside /graphql."""
        # A deque is appended to without a lock; the counting is left to whoever asks.
        self._uncounted.append((status, outcome(status, body), document, seconds))
        if len(self._uncounted) >= MOST_UNCOUNTED:
            self._count()

    def sample(self) -> None:
        """Write down the numbers as they are now."""
        self._count()
        for name, gauge in self._gauges.items():
            gauge.set(self._numbers[name]())

    def sample_always(self) -> None:
        """Go on sampling until the process ends, so that another worker can tell of this one."""
        threading.Thread(target=self._sample_always, name="metrics", daemon=True).start()

    def text(self) -> bytes:
        """Everything, of all workers, in Prometheus' text format."""
        self.sample()
        folder = os.environ.get(FOLDER)
        if folder is None:
            return generate_latest(self._registry)
        bury(Path(folder))
        together = CollectorRegistry()
        MultiProcessCollector(together, folder)
        return generate_latest(together)

    def _count(self) -> None:
        """Count what has gone out since it was last done."""
        with self._counting:
            for _ in range(len(self._uncounted)):
                status, how, document, seconds = self._uncounted.popleft()
                self._child(status, how, document).observe(seconds)

    def _child(self, status: int, how: str, document: str) -> Histogram:
        key = (status, how, document)
        return self._children.get(key) or self._child_of(key)

    def _child_of(self, key: tuple[int, str, str]) -> Histogram:
        status, how, document = key
        if document not in self._documents:
            if len(self._documents) >= MOST_DOCUMENTS:
                return self._child_of((status, how, OTHER))
            self._documents.add(document)
        child = self._children[key] = self._seconds.labels(f"{status // 100}xx", how, document)
        return child

    def _sample_always(self) -> None:
        pause = threading.Event()
        while not pause.wait(SAMPLE_SECONDS):
            self.sample()


def bury(folder: Path) -> None:
    """Forget the gauges of processes that are no more; what they counted stays."""
    pids = {path.stem.rsplit("_", 1)[-1] for path in folder.glob("gauge_live*.db")}
    for pid in pids:
        if pid.isdigit() and not alive(int(pid)):
            mark_process_dead(int(pid), str(folder))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def resident_bytes() -> float:
    """0 where the system does not tell."""
    return _status("VmRSS") * 1024


def threads() -> float:
    return _status("Threads")


def _status(name: str) -> float:
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0.0
    return next((float(line.split()[1]) for line in lines if line.startswith(f"{name}:")), 0.0)
