"""How fast buildings load, as a share of a bare COPY of the same rows of the same file.

The loader keeps every row's words, reads them, finds each row's street, forms the register's versions and checks them;
COPY puts the text into a table without a key. Both in one embedded server of their own, the loader as its command.
"""

import csv
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg2
from faults import DAY, House

from loaders.country.write import write_country

HEADER = (
    "id", "parent_id", "parent_rca", "s_ats_id", "s_geonim_id", "s_ground_id", "d_buildings_pointer_code", "number",
    "distance", "this_is", "rca", "actual", "modified",
)  # fmt: skip
PERSONS = 2_000
FIRST_ID = 5_000_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """Rows a second of the loader and of COPY."""

    rows: int
    loader: float
    copy: float

    @property
    def share(self) -> float:
        return self.loader / self.copy


def loaded(rows: int) -> Loaded:
    """Load so many new buildings into a small register with streets; then COPY them."""
    root = Path(tempfile.mkdtemp(prefix="register-"))
    # PostgreSQL does not run as root, and has to reach its data.
    root.chmod(0o755)
    house = House(root / "data")
    try:
        return _both(house, root, rows)
    finally:
        house.server.stop()
        shutil.rmtree(root)


def _both(house: House, root: Path, rows: int) -> Loaded:
    write_country(root / "country", persons=PERSONS, seed=1)
    for source in ("ar_units", "ar_geonyms"):
        _load(house, source, next(iter(sorted((root / "country" / "deliveries" / source).iterdir()))))
    geonyms = next(iter(sorted((root / "country" / "deliveries" / "ar_geonyms").iterdir())))
    file = root / "buildings.csv"
    _write(file, geonyms, rows)
    taken = _load(house, "ar_buildings", file)
    return Loaded(rows, rows / taken, rows / _copied(house, file))


def _load(house: House, source: str, file: Path) -> float:
    begun = time.perf_counter()
    done = house.run("load", source, str(file), "--reference-date", DAY)
    if done.returncode:
        sys.exit(f"the load of {source} failed: {done.stdout[-500:]}{done.stderr[-500:]}")
    return time.perf_counter() - begun


def _write(file: Path, geonyms: Path, rows: int) -> None:
    with geonyms.open(encoding="utf-8", newline="") as stream:
        streets = [(row["id"], row["s_ats_id"]) for row in csv.DictReader(stream)]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        for serial in range(rows):
            writer.writerow(_building(serial, streets))


def _building(serial: int, streets: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    street, unit = streets[serial % len(streets)]
    number, code = str(1_000 + serial // len(streets)), f"998{serial:013d}"
    return (str(FIRST_ID + serial), "", "", unit, street, "", "1", number, "", "", code, "true", f"{DAY} 00:00:00")


def _copied(house: House, file: Path) -> float:
    """Seconds of the COPY alone."""
    with psycopg2.connect(house.server.url().replace("+psycopg2", "")) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE public.bare ({', '.join(f'{name} text' for name in HEADER)})")
        connection.commit()
        begun = time.perf_counter()
        with file.open(encoding="utf-8") as stream:
            cursor.copy_expert("COPY public.bare FROM STDIN (FORMAT csv, HEADER)", stream)
        connection.commit()
        return time.perf_counter() - begun
