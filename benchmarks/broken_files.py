"""Broken and hostile files and rows: each is refused or counted, and leaves nothing it should not.

    .venv/bin/python benchmarks/broken_files.py [--json] [--write docs/broken-input.md]

Every kind of file and row of `broken/` is loaded into one database: what happens must be what is expected, rows in =
accepted + duplicate + quarantined = what the database has more, and `registries source check` must have said the same.
`--write` makes the table of the docs. Then some go through the real command, each one `registries load`. Checked each
time: the exit code, the code printed, how many statements were added, no traceback, no identifier or name of a row in
the output, and the same sum. Exit 1 where any expectation fails.
"""

import argparse
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from broken import files, rows
from broken.trying import Outcome, try_all
from sqlalchemy import create_engine, text

from loaders.receive import decide_kind
from registries.database import connect
from registries.embedded import EmbeddedServer, server_home
from registries.identifiers.rnn import rnn_check_digit
from registries.settings import Settings
from registries.upgrade import upgrade

ROOT = Path(__file__).resolve().parents[1]
HEADER = "РНН;ИИН;ФИО;Дата рождения;Пол;Дата постановки"
IDENTIFIER = re.compile(r"(?<!\d)99\d{10}(?!\d)|Иванов")
IMPOSSIBLE = "IMPOSSIBLE_DATE"
KEPT = 100
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@dataclass(frozen=True, slots=True)
class Case:
    """`code` is expected in the output; `added` is how many statements the file may leave."""

    name: str
    source: str
    file: str
    content: bytes
    exit: int
    code: str
    added: int = 0


def rnn(place: int) -> str:
    prefix = f"99101{place:06d}"
    return f"{prefix}{rnn_check_digit(prefix)}"


def row(place: int, *, born: str = "05.03.1971") -> str:
    return f"{rnn(place)};;Иванов Иван Иванович;{born};М;01.02.1999"


def table(*rows: str, header: str = HEADER, encoding: str = "cp1251") -> bytes:
    return "".join(f"{line}\r\n" for line in (header, *rows)).encode(encoding)


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def among_kept(*rows: str) -> bytes:
    """A full delivery that repeats what the source said before: without it the shrinking delivery would be held."""
    return table(*(row(place) for place in range(1000, 1000 + KEPT)), *rows)


def cases() -> list[Case]:
    whole = table(*(row(place) for place in range(400)))
    packed = gzip.compress(whole, mtime=0)
    laughs = (
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]><response><persons>&l9;</persons></response>'
    )
    person = f"<response><persons><person><iin>{rnn(1)}</iin><surname>Иванов</surname>"
    tax = "tax"
    return [
        Case("wrong encoding", tax, "encoding.csv", table(row(1), encoding="utf-8"), 1, "WRONG_ENCODING"),
        Case("truncated gzip", tax, "cut.csv.gz", packed[: len(packed) // 2], 1, "TRUNCATED_GZIP"),
        Case("damaged zip", tax, "damaged.zip", zipped(a=whole)[:-40], 1, "CORRUPT_ZIP"),
        Case("zip with two members", tax, "two.zip", zipped(a=whole, b=whole), 1, "ZIP_MEMBERS"),
        Case("archive in an archive", tax, "nested.zip", zipped(a=packed), 1, "NESTED_ARCHIVE"),
        Case("empty file", tax, "empty.csv", b"", 1, "EMPTY_FILE"),
        Case("NUL bytes", tax, "nul.csv", table(row(1), row(2) + "\0"), 1, "NUL_BYTE"),
        Case("missing column", tax, "column.csv", table("x", header="РНН;ИИН;ФИО"), 1, "MISSING_COLUMN"),
        Case("no header", tax, "header.csv", table(row(2), header=row(1)), 1, "NO_HEADER"),
        Case("a thousand million laughs", "gbd_fl", "laughs.xml", laughs.encode(), 1, "XML_DOCTYPE"),
        Case("XML cut in the middle", "gbd_fl", "cut.xml", person.encode(), 1, "MALFORMED_XML"),
        Case("another document", "gbd_fl", "root.xml", b"<other/>", 1, "WRONG_ROOT"),
        Case(
            "31.02.1990", tax, "february.csv", among_kept(row(10), row(11, born="31.02.1990")), 0, IMPOSSIBLE, KEPT + 1
        ),
        Case("00.00.1950", tax, "zeros.csv", among_kept(row(20), row(21, born="00.00.1950")), 0, IMPOSSIBLE, 1),
        Case("wrong column count", tax, "count.csv", among_kept(row(30), f"{rnn(31)};x"), 0, "COLUMN_COUNT", 1),
        Case("line of 10 MB", tax, "long.csv", among_kept(row(40), "я" * 10_000_000), 0, "LINE_TOO_LONG", 1),
        Case("the same row twice", tax, "twice.csv", among_kept(row(50), row(50)), 0, f'"duplicate": {KEPT + 1},', 1),
        Case("all but one row gone", tax, "gone.csv", table(row(60)), 3, "HELD", 1),
    ]


class Bench:
    """One database for all cases; each full delivery has a day of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.data = home / "data"
        self.environment = {**os.environ, "REGISTRIES_DATA_DIR": str(self.data), "REGISTRIES_SYNTHETIC": "1"}

    def run(self, case: Case, day: date) -> dict[str, object]:
        path = self.home / case.file
        path.write_bytes(case.content)
        before = self.statements()
        command = [sys.executable, "-m", "registries", "load", case.source, str(path), "--reference-date", str(day),
                   "--json"]  # fmt: skip
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        told = done.stdout + done.stderr
        added = self.statements() - before
        checks = {
            "exit": done.returncode == case.exit,
            "code": case.code in told,
            "statements": added == case.added,
            "no traceback": "Traceback" not in told,
            "no identifier or name": not IDENTIFIER.search(told),
            "conserved": conserved(done.stdout),
        }
        failed = [name for name, good in checks.items() if not good]
        told = " ".join(told.split())[:300]
        return {"case": case.name, "exit": done.returncode, "expected": case.code, "statements before": before,
                "added": added, "failed": failed, "told": told}  # fmt: skip

    def statements(self) -> int:
        server = EmbeddedServer(server_home(self.data.resolve()))
        if server.postmaster() is None:
            return 0
        engine = create_engine(server.url())
        try:
            with engine.connect() as connection:
                exists = connection.scalar(text("SELECT to_regclass('provenance.statement') IS NOT NULL"))
                return int(connection.scalar(text("SELECT count(*) FROM provenance.statement")) or 0) if exists else 0
        finally:
            engine.dispose()

    def close(self) -> None:
        home = server_home(self.data.resolve())
        EmbeddedServer(home).stop("immediate")
        shutil.rmtree(home, ignore_errors=True)


def conserved(printed: str) -> bool:
    """Every report adds up; a refusal prints none."""
    reports = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    return all(r["rows"] == r["accepted"] + r["duplicate"] + r["quarantined"] for r in reports)


def measure() -> tuple[list[Outcome], list[dict[str, object]]]:
    home = Path(tempfile.mkdtemp(prefix="broken-files-"))
    home.chmod(0o755)
    bench = Bench(home)
    try:
        engine = connect(Settings(data_dir=bench.data, synthetic=True))
        upgrade(engine)
        decide_kind(engine, synthetic=True)
        tried = list(try_all(engine, home, [*files.cases(), *rows.cases()]))
        engine.dispose()
        commands = [bench.run(case, date(2025, 1, 1) + timedelta(number)) for number, case in enumerate(cases())]
    finally:
        bench.close()
        shutil.rmtree(home, ignore_errors=True)
    return tried, commands


HEAD = """# What happens to broken input

Made by `benchmarks/broken_files.py --write`; every line was tried when this was written. A refused file leaves nothing but its refusal. Of
any other file rows in = accepted + duplicate + quarantined; quarantined rows wait with all reasons, flagged ones are
accepted and the flag is kept.

| what | source | what happens | rows in = accepted + duplicate + quarantined |
|---|---|---|---|
"""


def table_of(tried: list[Outcome]) -> str:
    return HEAD + "".join(f"| {one.case.what} | {one.case.source} | {one.happened} | {_sum(one)} |\n" for one in tried)


def _sum(one: Outcome) -> str:
    return "" if one.counts is None else "{} = {} + {} + {}".format(*one.counts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON document instead of text")
    parser.add_argument("--write", type=Path, help="write the table of what happens here")
    given = parser.parse_args()
    tried, commands = measure()
    failed = sum(not one.as_expected for one in tried) + sum(bool(result["failed"]) for result in commands)
    if given.write is not None:
        given.write.write_text(table_of(tried), encoding="utf-8")
    if given.json:
        kinds = [
            {"what": one.case.what, "source": one.case.source, "expected": one.case.expected,
             "happened": one.happened, "counts": one.counts, "faults": one.faults} for one in tried
        ]  # fmt: skip
        print(json.dumps({"kinds": kinds, "commands": commands, "failed": failed}, ensure_ascii=False, indent=2))
    else:
        show(tried, commands)
        print(f"{len(tried)} kinds, {len(commands)} commands, {failed} with failed expectations")
    return 1 if failed else 0


def show(tried: list[Outcome], commands: list[dict[str, object]]) -> None:
    for one in tried:
        mark = "ok" if one.as_expected else f"FAILED, expected {one.case.expected} {'; '.join(one.faults)}"
        print(f"{one.case.what:60} {one.happened:40} {_sum(one):14} {mark}")
    for r in commands:
        mark = f"FAILED {r['failed']}: {r['told']}" if r["failed"] else "ok"
        print(f"{r['case']:26} exit {r['exit']}  {r['expected']:16} +{r['added']} statements  {mark}")


if __name__ == "__main__":
    sys.exit(main())
