"""Installing what linkage is measured against: a Python environment with recordlinkage and Splink, ignored by git."""

import hashlib
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

PEERS = Path(__file__).parent / "peers"
FOLDER = Path(__file__).resolve().parents[2] / ".registries" / "peers" / "linking"


def installed(folder: Path = FOLDER) -> Path:
    """The Python of the peers, at the versions of their requirements; made where it is missing."""
    python, done = folder / "python" / "bin" / "python", folder / "installed"
    requirements = PEERS / "requirements.txt"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if not done.exists() or done.read_text() != wanted:
        print("installing the peers (recordlinkage, Splink with DuckDB)", file=sys.stderr)
        venv.create(folder / "python", with_pip=True, clear=True)
        run(python, ["-m", "pip", "install", "--quiet", "-r", str(requirements)])
        done.write_text(wanted)
    return python


def run(python: Path, words: Sequence[str]) -> str:
    """What the command printed; ends the benchmark where it failed."""
    done = subprocess.run([str(python), *words], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"a peer failed:\n{(done.stdout + done.stderr)[-2000:]}")
    return done.stdout
