"""The server: granian, blocking WSGI threads, one process a worker.

What waits, waits where it is seen: before the pool, and the gatekeeper lets in no more than may wait and answers the
rest with 503. granian has three places of its own where requests wait unseen, and none of them may be what fills up
first: connections it has not accepted (`backpressure` counts connections, kept-alive ones too), requests without a
thread (unbounded), and streams of HTTP/2 (not spoken). It tells a WSGI application nothing of a client that has left:
his request runs to its end, which is at most `wait_ms` and one `statement_timeout_ms` away. Told to stop, it takes no
more and finishes what is running.
"""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from registries.settings import Settings
from registry_api.threads import blocking_threads

BACKLOG = 4096
# Read by prometheus_client when it is first imported, so that this module must not import it.
METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
# Counting must not wait for a disk that is being written to.
SHARED_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  a folder of its own is made in it
# The longest granian takes; a thread started anew costs little, the connections are the pool's.
THREAD_IDLE_SECONDS = 600
HEADERS_MS = 5_000
# Past the longest request, a worker that has not ended is ended.
GRACE_SECONDS = 5
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def serve(host: str, port: int, settings: Settings, workers: int = CORES) -> None:
    """Serve until interrupted. The workers read the settings from the environment, which is made to say the same."""
    os.environ.update(environment(settings))
    with TemporaryDirectory(prefix="registries-metrics-", dir=SHARED_MEMORY) as folder:
        os.environ[METRICS_FOLDER] = folder
        Granian(
            "registry_api.wsgi:create",
            factory=True,
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=blocking_threads(settings),
            blocking_threads_idle_timeout=THREAD_IDLE_SECONDS,
            backlog=BACKLOG,
            backpressure=BACKLOG,
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(header_read_timeout=HEADERS_MS),
            log_access=False,
            log_level=LogLevels.error,
            respawn_failed_workers=True,
            workers_kill_timeout=GRACE_SECONDS + (settings.wait_ms + settings.statement_timeout_ms) // 1000,
            websockets=False,
        ).serve()


def environment(settings: Settings) -> dict[str, str]:
    """The settings as environment variables."""
    stated = settings.model_dump(mode="json", exclude_none=True)
    return {f"REGISTRIES_{name.upper()}": str(value) for name, value in stated.items()}
