"""`registries reconcile` on a file: seconds, and memory of all its processes together at the worst moment."""

import os
import subprocess
import sys
import time
from pathlib import Path

EVERY = 0.1


def run(url: str, file: Path, out: Path, workers: int) -> tuple[float, int, str]:
    """Seconds, peak resident KiB of the command's session, and what it said."""
    words = [
        sys.executable,
        "-m",
        "registries",
        "reconcile",
        "tax",
        str(file),
        "--out",
        str(out),
        "--workers",
        str(workers),
    ]
    environment = os.environ | {"REGISTRIES_DATABASE_URL": url, "REGISTRIES_SYNTHETIC": "1"}
    begun, peak = time.monotonic(), 0
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment, start_new_session=True) as process:
        while process.poll() is None:
            peak = max(peak, _resident(process.pid))
            time.sleep(EVERY)
        said = process.stdout.read() if process.stdout else ""
    if process.returncode:
        sys.exit("the command failed")
    return time.monotonic() - begun, peak, said.strip()


def _resident(session: int) -> int:
    """KiB of every process of the session; what processes share counts once for each."""
    found = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(status.read_text().rpartition(")")[2].split()[3]) == session:
                pages = int(status.with_name("statm").read_text().split()[1])
                found += pages * os.sysconf("SC_PAGE_SIZE") // 1024
        except (OSError, ValueError, IndexError):
            continue
    return found
