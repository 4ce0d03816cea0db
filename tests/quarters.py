"""Where the test server keeps its data."""

import hashlib
import os
import shutil
from pathlib import Path

# Every test copies a database of some 900 files: in memory that takes a tenth of the time. One a working copy.
MEMORY = Path("/dev/shm")
PLACE = hashlib.sha256(str(Path(__file__).resolve()).encode()).hexdigest()[:12]
NEEDED = 4 * 2**30


def quarters() -> Path:
    """REGISTRIES_TEST_DIR, else a folder in memory where there is room for it, else one in the working copy."""
    if given := os.environ.get("REGISTRIES_TEST_DIR"):
        return Path(given)
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > NEEDED
    return MEMORY / f"registries-tests-{PLACE}" if roomy else Path(".registries/tests")
