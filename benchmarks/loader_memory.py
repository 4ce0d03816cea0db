"""Peak memory of the loader by rows, and what a statement costs the database.

    .venv/bin/python benchmarks/loader_memory.py --rows 200000 2000000 [--json]

Loads a tax extract of taxpayers that meet nobody, in a database of its own for each size, then the same rows again under
another digest. Exits 1 where peak memory differs by more than 5 % between the smallest and the largest size.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from faults import House, write_taxpayers
from sqlalchemy import Connection, text

from registries.database import engine_for

MARGIN = 0.05
SIZE = text("""
    SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname IN ('provenance', 'crosswalk')
""")


def size(connection: Connection) -> int:
    """Bytes after a vacuum: what was only passing through is not counted."""
    connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM"))
    return int(connection.scalar(SIZE) or 0)


def loaded(house: House, path: Path, day: str) -> tuple[int, float]:
    """Peak resident memory of the loader in KiB, and seconds."""
    begun = time.monotonic()
    loader = house.start("load", "tax", str(path), "--reference-date", day)
    _, status, usage = os.wait4(loader.pid, 0)
    if status:
        sys.exit("the load failed")
    return usage.ru_maxrss, time.monotonic() - begun


def measured(root: Path, rows: int) -> dict[str, object]:
    house = House(root / f"data-{rows}")
    file = root / f"{rows}.csv"
    write_taxpayers(file, rows)
    again = root / f"{rows}-again.csv"
    with file.open("rb") as first, again.open("wb") as second:
        # Line by line: a process starts with its parent's peak on its account (getrusage, ru_maxrss).
        second.writelines(line.replace(b"\r\n", b"\n") for line in first)
    try:
        made = house.run("db", "upgrade")
        if made.returncode:
            sys.exit(f"no database: {made.stderr}")
        engine = engine_for(house.server.url())
        with engine.connect() as connection:
            empty = size(connection)
        peak, seconds = loaded(house, file, "2026-10-01")
        with engine.connect() as connection:
            full = size(connection)
        peak_again, _ = loaded(house, again, "2026-11-01")
        with engine.connect() as connection:
            repeated = size(connection)
        engine.dispose()
    finally:
        house.server.stop("immediate")
    return {
        "rows": rows, "peak_kib": peak, "seconds": round(seconds, 1), "rows_per_second": round(rows / seconds),
        "bytes_per_statement": round((full - empty) / rows, 1), "peak_kib_again": peak_again,
        "bytes_per_row_of_an_unchanged_redelivery": round((repeated - full) / rows, 3),
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[200_000, 2_000_000])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="registries-memory-"))
    root.chmod(0o755)
    try:
        found = [measured(root, rows) for rows in sorted(options.rows)]
    finally:
        shutil.rmtree(root, ignore_errors=True)
    peaks = [int(str(one["peak_kib"])) for one in found]
    even = max(peaks) <= min(peaks) * (1 + MARGIN)
    print(json.dumps({"sizes": found, "even": even}, indent=None if options.json else 2))
    return 0 if even else 1


if __name__ == "__main__":
    sys.exit(main())
