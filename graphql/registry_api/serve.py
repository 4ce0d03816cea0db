"""The server: granian, blocking WSGI threads, one process a worker."""

import os

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from registries.settings import Settings

# More threads than connections: those that wait for one must not keep /livez from answering.
BLOCKING_THREADS = 16


def serve(host: str, port: int, settings: Settings, workers: int = 1) -> None:
    """Serve until interrupted. The workers read the settings from the environment, which is made to say the same."""
    os.environ.update(environment(settings))
    Granian(
        "registry_api.wsgi:create",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        log_access=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        websockets=False,
    ).serve()


def environment(settings: Settings) -> dict[str, str]:
    """The settings as environment variables."""
    stated = settings.model_dump(mode="json", exclude_none=True)
    return {f"REGISTRIES_{name.upper()}": str(value) for name, value in stated.items()}
