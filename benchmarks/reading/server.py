"""A server under measurement: started in a process group of its own, awaited, and ended by its id."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LONGEST_START = 60.0
TYPENAME = json.dumps({"query": "{ __typename }"}).encode()


class ServerFailedError(Exception):
    """A server did not come up, or did not answer."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `token` goes into every request where it is set."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    token: str | None = None

    def ask(self, document: str, variables: Mapping[str, object]) -> dict[str, Any]:
        """The parsed answer. Raises ServerFailedError where there are errors in it."""
        body = json.dumps({"query": document, "variables": variables}).encode()
        found: dict[str, Any] = json.loads(self._post(body))
        if "errors" in found:
            raise ServerFailedError(f"{self.name}: {json.dumps(found['errors'])[:600]}")
        return found

    def stop(self) -> None:
        """End the process group that `start` made, and nothing else."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)

    def _post(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {self.token}"} if self.token else {}
        )
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}/graphql", body, headers)
        try:
            with urllib.request.urlopen(asked, timeout=20) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            return error.read()

    def _up(self) -> bool:
        try:
            return b"__typename" in self._post(TYPENAME)
        except OSError:
            return False


def start(
    name: str,
    command: Sequence[str | Path],
    port: int,
    environment: Mapping[str, str],
    folder: Path,
    log: Path,
    token: str | None = None,
) -> Server:
    """Start a server and wait until it answers. Raises ServerFailedError with the end of its log."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        process = subprocess.Popen(
            [str(part) for part in command], cwd=folder, env={**os.environ, **environment},
            stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    server = Server(name, port, process, token)
    begun = time.monotonic()
    while not server._up():
        if process.poll() is not None or time.monotonic() - begun > LONGEST_START:
            server.stop()
            raise ServerFailedError(f"{name} does not come up:\n{log.read_text(errors='replace')[-1500:]}")
        time.sleep(0.1)
    return server


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
