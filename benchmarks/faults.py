"""Kills the loader and PostgreSQL at random moments of a load, and compares the end with an undisturbed load.

    .venv/bin/python benchmarks/faults.py --rows 200000 --kills 20 [--json]

Half the kills (SIGKILL) hit the loader, half the postmaster; after each the same command is given again. The registers
must end the same by `registries db checksum`. Exits 1 where they do not, or where anybody printed a traceback.
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

    def checksum(self) -> str:
        return self.run("db", "checksum").stdout.strip()


def prepare(house: House, country: Path) -> None:
    """A small register of persons, so that the load also meets people."""
    for source in ("gbd_fl", "documents"):
        file = next(iter(sorted((country / "deliveries" / source).iterdir())))
        done = house.run("load", source, str(file), "--reference-date", DAY)
        if done.returncode:
            sys.exit(f"the load of {source} failed: {done.stderr}")


def disturbed(house: House, command: list[str], kills: int, span: float, seed: int) -> dict[str, Any]:
    chance = random.Random(seed)
    codes: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    tracebacks = 0
    for kill in range(kills):
        loader = house.start(*command)
        try:
            loader.wait(chance.uniform(0.5, span))
        except subprocess.TimeoutExpired:
            victim = "server" if kill % 2 else "loader"
            target = house.server.postmaster() if kill % 2 else loader.pid
            if target is not None:
                hits[victim] += 1
                os.kill(target, signal.SIGKILL)
        _, errors = loader.communicate()
        codes[str(loader.returncode)] += 1
        tracebacks += "Traceback" in errors
        if kill % 2:
            time.sleep(1)  # the killed server's children see that it is gone
    last = house.run(*command)
    codes[str(last.returncode)] += 1
    tracebacks += "Traceback" in last.stderr
    return {
        "kills_that_hit": dict(hits),
        "exit_codes": dict(codes),
        "tracebacks": tracebacks,
        "last": last.stdout.strip(),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="registries-faults-"))
    root.chmod(0o755)
    houses = [House(root / name) for name in ("calm", "disturbed")]
    try:
        write_country(root / "country", persons=500, seed=7)
        taxpayers = root / "taxpayers.csv"
        known = next(iter(sorted((root / "country" / "deliveries" / "tax").iterdir())))
        write_taxpayers(taxpayers, options.rows, known)
        for house in houses:
            prepare(house, root / "country")
        command = ["load", "tax", str(taxpayers), "--reference-date", DAY]
        begun = time.monotonic()
        calm = houses[0].run(*command)
        seconds = time.monotonic() - begun
        # Kills fall over about two undisturbed lengths in all, so that most of them meet a load that still runs.
        found = disturbed(houses[1], command, options.kills, 2 * 2 * seconds / options.kills + 1, options.seed)
        sums = [house.checksum() for house in houses]
        checks = [house.run("db", "check").returncode for house in houses]
        told = {"db_check": checks, "rows": options.rows, "undisturbed_seconds": round(seconds, 1), "undisturbed": calm.stdout.strip(),
                **found, "checksums": sums, "equal": sums[0] == sums[1] != ""}  # fmt: skip
    finally:
        for house in houses:
            house.server.stop("immediate")
        shutil.rmtree(root, ignore_errors=True)
    print(json.dumps(told, ensure_ascii=False, indent=None if options.json else 2))
    enough = sum(found["kills_that_hit"].values()) * 2 >= options.kills
    return 0 if told["equal"] and not told["tracebacks"] and not any(checks) and enough else 1


if __name__ == "__main__":
    sys.exit(main())
