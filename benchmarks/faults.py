"""Kills the loader and PostgreSQL at random moments of a load, and compares the end with an undisturbed load.

    .venv/bin/python benchmarks/faults.py --rows 200000 --kills 20 [--json]

Half the kills (SIGKILL) hit the loader, half the postmaster; after each the same command is given again, and when the
load has ended another begins in a new database, until every kill has met a running load. The registers must end the
same by `registries db checksum`, and pass `registries db check`. Exits 1 where they do not, or where anybody printed a
traceback.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from loaders.country.write import write_country
from registries.embedded import EmbeddedServer, server_home
from registries.identifiers import rnn_check_digit

COMMAND = [sys.executable, "-m", "registries"]
SURNAMES = ("Ахметов", "Иванов", "Сериков", "Касымов", "Ким", "Оспанов", "Петров")
GIVEN = ("Асан", "Иван", "Серик", "Марат", "Олег", "Данияр", "Павел")
FIRST_BIRTH = date(1940, 1, 1)
DAY = "2026-10-01"


def write_taxpayers(path: Path, rows: int, known: Path | None = None) -> None:
    """A tax extract in the layout of loaders/sources/tax.toml: the rows of `known`, and `rows` taxpayers without IIN."""
    chance = random.Random(rows)
    with path.open("w", encoding="windows-1251", newline="") as file:
        if known is None:
            file.write("РНН;ИИН;ФИО;Дата рождения;Пол;Дата постановки\r\n")
        else:
            file.write(known.read_text(encoding="windows-1251").replace("\r\n", "\n").replace("\n", "\r\n"))
        for serial in range(rows):
            first = f"99{serial // 1_000_000:02d}1{serial % 1_000_000:06d}"
            born = FIRST_BIRTH + timedelta(days=chance.randrange(24_000))
            name = f"{chance.choice(SURNAMES)} {chance.choice(GIVEN)} {chance.choice(GIVEN)}ович"
            file.write(f"{first}{rnn_check_digit(first)};;{name};{born:%d.%m.%Y};М;01.02.2003\r\n")


class House:
    """One data directory with its embedded server and the commands that work on it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment = {**os.environ, "REGISTRIES_DATA_DIR": str(home), "REGISTRIES_SYNTHETIC": "1"}
        self.server = EmbeddedServer(server_home(home))

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run([*COMMAND, *words], env=self.environment, capture_output=True, text=True, check=False)

    def start(self, *words: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*COMMAND, *words], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def ended(self) -> tuple[str, int]:
        """The checksum of the database, and what `db check` exits with."""
        return self.run("db", "checksum").stdout.strip(), self.run("db", "check").returncode


def prepare(house: House, country: Path) -> None:
    """A small register of persons, so that the load also meets people."""
    for source in ("gbd_fl", "documents"):
        file = next(iter(sorted((country / "deliveries" / source).iterdir())))
        done = house.run("load", source, str(file), "--reference-date", DAY)
        if done.returncode:
            sys.exit(f"the load of {source} failed: {done.stderr}")


@dataclass
class Disturbance:
    """Kills at random moments, over as many loads as it takes until all of them have met a running one."""

    chance: random.Random
    kills: int
    span: float
    hits: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    tracebacks: int = 0

    @property
    def left(self) -> int:
        return self.kills - self.hits.total()

    def disturb(self, house: House, command: list[str]) -> None:
        """One load, killed again and again until it ends of itself."""
        while self.left and self._killed(house, command):
            pass
        last = house.run(*command)
        self._note(last.returncode, last.stderr)

    def _killed(self, house: House, command: list[str]) -> bool:
        loader = house.start(*command)
        victim = "server" if self.left % 2 else "loader"
        try:
            loader.wait(self.chance.uniform(0.5, self.span))
            hit = False
        except subprocess.TimeoutExpired:
            target = house.server.postmaster() if victim == "server" else loader.pid
            hit = target is not None
            if target is not None:
                os.kill(target, signal.SIGKILL)
        _, errors = loader.communicate()
        self.hits[victim] += hit
        self._note(loader.returncode, errors)
        if hit and victim == "server":
            time.sleep(1)  # the killed server's children see that it is gone
        return hit

    def _note(self, code: int, errors: str) -> None:
        self.codes[str(code)] += 1
        self.tracebacks += "Traceback" in errors


def compared(root: Path, rows: int, kills: int, seed: int) -> dict[str, Any]:
    """The undisturbed load and the disturbed ones, each in a database of its own."""
    write_country(root / "country", persons=500, seed=7)
    taxpayers = root / "taxpayers.csv"
    write_taxpayers(taxpayers, rows, next(iter(sorted((root / "country" / "deliveries" / "tax").iterdir()))))
    command = ["load", "tax", str(taxpayers), "--reference-date", DAY]
    with prepared(root, "calm") as calm:
        begun = time.monotonic()
        told = calm.run(*command)
        seconds = time.monotonic() - begun
        wanted = calm.ended()
    disturbance = Disturbance(random.Random(seed), kills, span=0.6 * seconds)
    ends = []
    while disturbance.left:
        with prepared(root, f"disturbed-{len(ends)}") as house:
            disturbance.disturb(house, command)
            ends.append(house.ended())
        print(f"{disturbance.hits.total()} of {kills} kills", file=sys.stderr)
    return {
        "rows": rows, "undisturbed_seconds": round(seconds, 1), "undisturbed": told.stdout.strip(), "loads": len(ends),
        "kills": dict(disturbance.hits), "exit_codes": dict(disturbance.codes), "tracebacks": disturbance.tracebacks,
        "checksum": wanted[0], "equal": all(end == wanted for end in ends) and wanted[1] == 0 and wanted[0] != "",
    }  # fmt: skip


@contextmanager
def prepared(root: Path, name: str) -> Iterator[House]:
    house = House(root / name)
    try:
        prepare(house, root / "country")
        yield house
    finally:
        house.server.stop("immediate")
        shutil.rmtree(house.home, ignore_errors=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="registries-faults-"))
    root.chmod(0o755)
    try:
        told = compared(root, options.rows, options.kills, options.seed)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    print(json.dumps(told, ensure_ascii=False, indent=None if options.json else 2))
    return 0 if told["equal"] and not told["tracebacks"] else 1


if __name__ == "__main__":
    sys.exit(main())
