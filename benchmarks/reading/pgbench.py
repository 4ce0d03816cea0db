"""The embedded server's own pgbench on the very statement that our compiler made, and its transaction.

pgbench cannot read keys from a file: each transaction first takes one from a table by a random number. What that costs
is measured alone with the same clients and taken off again, in pgbench's favour.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reading.database import Place
from reading.load import Measured
from reading.questions import Key
from reading.statement import Compiled
from sqlalchemy import create_engine, text

SAMPLED = 0.2
MOST_ARGUMENTS = 255


@dataclass(frozen=True, slots=True)
class Bench:
    """One question for pgbench, its keys in a table. `types` are those of the parameters; None: always null."""

    place: Place
    name: str
    compiled: Compiled
    protocol: str  # prepared: by the protocol; execute: PREPARE once on each connection, then EXECUTE
    count: int
    types: Sequence[str | None]

    def run(self, clients: int, seconds: float) -> Measured:
        """Throughput without the fetching of keys, percentiles of the whole transaction."""
        whole = self._pgbench(self._script(), clients, seconds)
        keys = self._pgbench(self._take(), clients, max(seconds / 4, 1))
        each = 1 / whole.per_second - 1 / keys.per_second
        return Measured(1 / each, whole.p50_ms, whole.p99_ms, whole.failed)

    def _take(self) -> str:
        columns = ", ".join(f"v{at}" for at in range(len(self.compiled.parameters)))
        return (
            f"\\set n random(1, {self.count})\nSELECT {columns} FROM reading.{_table(self.name)} WHERE n = :n \\gset\n"
        )

    def _script(self) -> str:
        if self.protocol == "execute":
            values = ", ".join(self._typed(at) for at in range(len(self.compiled.parameters)))
            prepared = f"\\if :fresh\nPREPARE asked AS {_one_line(self.compiled.sql)};\n\\set fresh 0\n\\endif\n"
            asked = f"EXECUTE asked({values})"
        else:
            prepared = ""
            asked = re.sub(r"\$(\d+)", lambda found: self._typed(int(found[1]) - 1), _one_line(self.compiled.sql))
        return f"{prepared}{self._take()}{asked};\n"

    def _typed(self, place: int) -> str:
        """A mention of a value; that a parameter has been given a type elsewhere is lost when each is its own."""
        if self.types[place] is None:
            return "NULL"
        # Without the protocol's parameters pgbench puts values in as they are, without quotes.
        value = f":v{place}" if self.protocol == "prepared" else f"':v{place}'"
        return f"CAST({value} AS {self.types[place]})"

    def _pgbench(self, script: str, clients: int, seconds: float) -> Measured:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "script.sql"
            file.write_text(script, encoding="utf-8")
            protocol = "prepared" if self.protocol == "prepared" else "simple"
            environment = {
                **os.environ, "LD_LIBRARY_PATH": self.place.libraries,
                "PGOPTIONS": "-c jit=off -c plan_cache_mode=force_generic_plan",
            }  # fmt: skip
            command = [
                self.place.binaries / "pgbench", "-n", "-M", protocol, "-c", clients, "-j", 1, "-T", max(round(seconds), 1),
                "-D", "fresh=1", "-l", f"--sampling-rate={SAMPLED}", "--log-prefix", Path(folder) / "log", "-f", file,
                self.place.plain_url,
            ]  # fmt: skip
            done = subprocess.run(
                [str(part) for part in command], env=environment, capture_output=True, text=True, check=False
            )
            rate = re.search(r"tps = ([0-9.]+)", done.stdout)
            failed = re.search(r"number of failed transactions: (\d+)", done.stdout)
            if done.returncode or rate is None:
                raise RuntimeError(f"pgbench: {done.stderr[-800:]}")
            taken = sorted(
                int(line.split()[2]) / 1000
                for log in Path(folder).glob("log*")
                for line in log.read_text().splitlines()
            )
        p50, p99 = (taken[int(len(taken) * share)] if taken else 0.0 for share in (0.5, 0.99))
        return Measured(float(rate[1]), p50, p99, int(failed[1]) if failed else 0)


def protocols(compiled: Compiled) -> Sequence[str]:
    """Pgbench makes each mention of a value an argument of its own, and knows 255."""
    return ("prepared", "execute") if compiled.occurrences <= MOST_ARGUMENTS else ("execute",)


def store_keys(place: Place, name: str, compiled: Compiled, keys: Sequence[Key], today: date) -> int:
    """The values of each key in a table of the benchmark's own."""
    columns = [f"v{at}" for at in range(len(compiled.parameters))]
    engine = create_engine(place.url)
    with engine.begin() as connection:
        connection.execute(text("CREATE SCHEMA IF NOT EXISTS reading"))
        connection.execute(text(f"DROP TABLE IF EXISTS reading.{_table(name)}"))
        listed = ", ".join(f"{column} text" for column in columns)
        connection.execute(text(f"CREATE TABLE reading.{_table(name)} (n integer PRIMARY KEY, {listed})"))
        rows = [
            {"n": n, **dict(zip(columns, map(_written, compiled.values(key, today)), strict=True))}
            for n, key in enumerate(keys, 1)
        ]
        named = ", ".join(f":{column}" for column in columns)
        connection.execute(text(f"INSERT INTO reading.{_table(name)} VALUES (:n, {named})"), rows)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"VACUUM ANALYZE reading.{_table(name)}"))
    engine.dispose()
    return len(keys)


def types_of(compiled: Compiled, key: Key, today: date) -> Sequence[str | None]:
    """SQL types of the parameters, by a sample of their values."""
    return [_type(value) for value in compiled.values(key, today)]


def _written(value: object) -> str | None:
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    return None if value is None else str(value)


def _type(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, int):
        return "bigint"
    if isinstance(value, list):
        return "text[]"
    return "date" if isinstance(value, date) else "text"


def _table(name: str) -> str:
    return f"keys_{name.lower()}"


def _one_line(sql: str) -> str:
    """Pgbench takes a colon for a variable even inside a literal: there it is written by its number."""
    return re.sub(r"'(?:[^']|'')*'", _without_colons, " ".join(sql.split()))


def _without_colons(literal: re.Match[str]) -> str:
    written = literal[0]
    if ":" not in written:
        return written
    return "E" + written.replace("\\", "\\\\").replace(":", "\\u003a")
