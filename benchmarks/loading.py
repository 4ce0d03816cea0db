"""A department's delivery through `registries load`: its rate beside bare COPY, its memory, and kill -9.

    .venv/bin/python benchmarks/loading.py --rows 1000000 [--kills 3] [--json]

A register of one person for each ten rows is loaded first. Then the delivery, as its user would load it, at a tenth of
the rows and at all: rows a second of receive and of apply, as shares of a bare COPY of the same file into a table of
texts on the same server, and the loader's peak memory. At a tenth of the rows it is also killed (SIGKILL) at random
moments of both phases and goes on by the same command. Exits 1 where memory grows with the rows, where the killed load
ends in another state than the undisturbed one, or where `registries db check` finds a fault.
"""

import argparse
import json
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import psycopg2
from delivering.killing import APPLY, LOOK_SECONDS, RECEIVE, Killing
from delivering.people import HEADER, MOST_ROWS, ROWS_A_PERSON, write_documents, write_register
from faults import DAY, House
from sqlalchemy import text

from registries.crosswalk.weighing.individual import individual_model
from registries.database import engine_for

T = TypeVar("T")

SOURCE = "documents"
MARGIN = 0.05
_PHASE = text("""
    SELECT d.state, (SELECT count(*) FROM crosswalk.membership m JOIN provenance.record r ON r.id = m.record_id
                      WHERE r.source_id = d.source_id) AS linked
      FROM provenance.delivery d JOIN provenance.source s ON s.id = d.source_id WHERE s.name = :source
""")


@dataclass(frozen=True, slots=True)
class Loaded:
    """One load: seconds of each phase, those of COPY, and the loader's peak memory."""

    rows: int
    linked: int
    receive_seconds: float
    apply_seconds: float
    copy_seconds: float
    peak_kib: int
    checksum: str
    sound: bool

    def told(self) -> dict[str, Any]:
        seconds = self.receive_seconds + self.apply_seconds
        return {
            **asdict(self), "rows_per_second": round(self.rows / seconds),
            "receive_rows_per_second": round(self.rows / self.receive_seconds),
            "apply_rows_per_second": round(self.rows / self.apply_seconds),
            "copy_rows_per_second": round(self.rows / self.copy_seconds),
            "share_of_copy": round(self.copy_seconds / seconds, 5),
        }  # fmt: skip


def measured(root: Path, rows: int, kills: int) -> dict[str, Any]:
    """The register once, then each load in a copy of it."""
    persons = max(rows // ROWS_A_PERSON, 1)
    register, files = root / "register.xml", {size: root / f"{size}.csv" for size in (rows // 10, rows)}
    _elsewhere(write_register, register, persons)
    for size, file in files.items():
        _elsewhere(write_documents, file, size, persons)
    house = House(root / "register")
    begun = time.perf_counter()
    done = house.run("load", "gbd_fl", str(register), "--reference-date", DAY)
    if done.returncode:
        sys.exit(f"the register was not loaded: {done.stdout[-500:]}{done.stderr[-500:]}")
    took = time.perf_counter() - begun
    house.server.stop()
    tenth, whole = (_told(_in_a_copy(house, partial(_loaded, file=file, rows=size))) for size, file in files.items())
    killed = _in_a_copy(house, lambda copy: _killed(copy, files[tenth.rows], tenth, kills))
    even = whole.peak_kib <= tenth.peak_kib * (1 + MARGIN)
    return {
        "model": individual_model().digest, "register": {"persons": persons, "seconds": round(took, 1)},
        "loads": [tenth.told(), whole.told()], "memory_even": even, "killed": killed,
        "good": even and tenth.sound and whole.sound and bool(killed["equal"]),
    }  # fmt: skip


def _told(loaded: Loaded) -> Loaded:
    print(json.dumps(loaded.told()), file=sys.stderr, flush=True)
    return loaded


def _elsewhere(write: Callable[..., None], *words: object) -> None:
    """In a process of its own: one that is started begins with its parent's peak of memory on its account."""
    writing = multiprocessing.Process(target=write, args=words)
    writing.start()
    writing.join()
    if writing.exitcode:
        sys.exit("the files were not written")


def _in_a_copy(house: House, do: Callable[[House], T]) -> T:
    copy = House(house.home.with_name("copy"))
    # The copy's files belong to whom they belonged to: PostgreSQL's own user.
    shutil.copytree(house.home, copy.home, copy_function=_copied, symlinks=True)
    for folder, names, _ in os.walk(house.home):
        for name in (".", *names):
            _owned(Path(folder, name), copy.home / Path(folder, name).relative_to(house.home))
    try:
        return do(copy)
    finally:
        copy.server.stop("immediate")
        shutil.rmtree(copy.home)


def _copied(source: str, target: str) -> None:
    shutil.copy2(source, target)
    _owned(Path(source), Path(target))


def _owned(source: Path, target: Path) -> None:
    owner = source.stat()
    os.chown(target, owner.st_uid, owner.st_gid)


def _loaded(house: House, file: Path, rows: int) -> Loaded:
    copying = _copy_seconds(house, file)
    engine = engine_for(house.server.start())
    begun = time.perf_counter()
    loader = house.start("load", SOURCE, str(file), "--reference-date", DAY)
    received = None
    while (ended := os.wait4(loader.pid, os.WNOHANG))[0] == 0:
        with engine.connect() as connection:
            if received is None and connection.execute(_PHASE, {"source": SOURCE}).first():
                received = time.perf_counter()
        time.sleep(LOOK_SECONDS if received is None else 20 * LOOK_SECONDS)
    now = time.perf_counter()
    if ended[1] or received is None:
        sys.exit("the load failed")
    with engine.connect() as connection:
        linked = connection.execute(_PHASE, {"source": SOURCE}).one().linked
    engine.dispose()
    checksum, check = house.ended()
    return Loaded(
        rows, linked, received - begun, now - received, copying, ended[2].ru_maxrss, checksum, sound=check == 0
    )  # fmt: skip


def _copy_seconds(house: House, file: Path) -> float:
    """A bare COPY of the file into a table without a key."""
    columns = ", ".join(f"{name} text" for name in HEADER.strip().split(","))
    url = house.server.start().replace("+psycopg2", "")
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor, file.open(encoding="utf-8-sig") as stream:
            cursor.execute(f"CREATE TABLE public.bare ({columns})")
            begun = time.perf_counter()
            cursor.copy_expert("COPY public.bare FROM STDIN (FORMAT csv, HEADER)", stream)
            connection.commit()
            seconds = time.perf_counter() - begun
            cursor.execute("DROP TABLE public.bare")
            return seconds
    finally:
        connection.close()


def _killed(house: House, file: Path, undisturbed: Loaded, kills: int) -> dict[str, Any]:
    house.server.start()
    command: Sequence[str] = ("load", SOURCE, str(file), "--reference-date", DAY)
    killing = Killing(house, command, SOURCE, Random(undisturbed.rows))
    code = killing.load(kills, {RECEIVE: undisturbed.receive_seconds, APPLY: undisturbed.apply_seconds})
    checksum, check = house.ended()
    equal = code == 0 and check == 0 and checksum == undisturbed.checksum != "" and killing.tracebacks == 0
    return {"kills": dict(killing.hits), "checksum": checksum, "tracebacks": killing.tracebacks, "equal": equal}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=MOST_ROWS)
    parser.add_argument("--kills", type=int, default=3, help="in each of the two phases")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="registries-loading-"))
    root.chmod(0o755)
    try:
        told = measured(root, min(options.rows, MOST_ROWS), options.kills)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    print(json.dumps(told, ensure_ascii=False, indent=None if options.json else 2))
    return 0 if told["good"] else 1


if __name__ == "__main__":
    sys.exit(main())
