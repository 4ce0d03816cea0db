"""Reconcile against a register of persons: one record, many at once, and a file.

    .venv/bin/python benchmarks/reconcile.py [--persons 300000] [--records 2000] [--rows 100000] [--splink 300000] [--json]

The register is filled by SQL once and used again (benchmarks/reading), the match rows are made by `linkage rebuild`. The
records carry no identifiers: persons in one of their spellings, one in six soiled, one in twenty a stranger. Online the
whole API answers without the network, receipts written. With `--splink` so many of the same persons are held by Splink 5
in DuckDB, and its own call for new records (`predict_between`) is asked record by record beside it. Exits 1 where one
record takes more than 5 ms at the median or 20 ms at the 99th percentile, or fewer than 1,000 records a second are answered
by all workers.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from reading.database import Place, engine_of, prepare
from reading.fill import Extent
from reconciling.bulk import run
from reconciling.online import asked, throughput
from reconciling.records import Written, records_of, write_taxpayers
from reconciling.splink import splink_asked
from sqlalchemy import Engine, text

from registries.access.consumers import named
from registries.crosswalk.match_rebuild import rebuild_match_rows
from registries.crosswalk.match_search import keys_are_made
from registries.crosswalk.weighing.individual import individual_model

ROOT = Path(__file__).resolve().parents[1]
SEED = 7
MOST_MEDIAN, MOST_P99, LEAST_A_SECOND = 5.0, 20.0, 1_000
AT_ONCE = 100


def main() -> int:
    options = _options()
    place = prepare(options.data, Extent(options.persons), say)
    engine = engine_of(place)
    _make_findable(engine)
    figures: dict[str, object] = {"persons": options.persons, "model": individual_model().digest}
    records = records_of(engine, options.persons, options.records, SEED)
    iins = _iins(engine, records)
    warm, single = records[:AT_ONCE], [[one] for one in records[AT_ONCE:]]
    one = asked(place.plain_url, place.home, single, iins, warm)
    figures |= {"p50_ms": round(one.at(0.5), 2), "p95_ms": round(one.at(0.95), 2), "p99_ms": round(one.at(0.99), 2)}
    figures |= {"answers": dict(one.answers), "right": one.right, "wrong": one.wrong}
    workers = os.cpu_count() or 1
    parts = [records[at : at + AT_ONCE] for at in range(0, len(records), AT_ONCE)]
    a_second = throughput(place.plain_url, place.home, parts * options.rounds, iins, warm, workers)
    figures |= {"records_per_second": round(a_second), "workers": workers, "records_per_request": AT_ONCE}
    if options.splink:
        held = [one for one in records if one.person is None or one.person <= options.splink]
        theirs = splink_asked(engine, options.splink, held[: options.splink_records + 1])
        figures["splink"] = {
            "persons": theirs.persons, "match_rows": theirs.rows, "seconds_to_hold": round(theirs.seconds_to_hold, 1),
            "records": len(theirs.milliseconds), "p50_ms": round(theirs.at(0.5), 1), "p99_ms": round(theirs.at(0.99), 1),
            "right": theirs.right,
        }  # fmt: skip
    if options.rows:
        figures["bulk"] = _bulk(place, engine, options, workers)
    _show(figures, options.json)
    reached = one.at(0.5) <= MOST_MEDIAN and one.at(0.99) <= MOST_P99 and a_second >= LEAST_A_SECOND
    return 0 if reached else 1


def _bulk(place: Place, engine: Engine, options: argparse.Namespace, workers: int) -> dict[str, object]:
    with TemporaryDirectory() as folder:
        file, found = Path(folder) / "asked.csv", {}
        for rows in (options.rows // 5, options.rows):
            written = write_taxpayers(records_of(engine, options.persons, rows * 2, SEED + 1), file, rows)
            seconds, peak, said = run(place.plain_url, file, Path(folder) / "answers.csv", workers)
            found[str(written)] = {"seconds": round(seconds, 1), "peak_kib": peak, "said": said,
                                   "rows_per_second": round(written / seconds)}  # fmt: skip
    return found


def _make_findable(engine: Engine) -> None:
    """Match rows for everybody, where they are not there yet."""
    missing = text("""
        SELECT EXISTS (SELECT FROM individual.individual i
                        WHERE NOT EXISTS (SELECT FROM crosswalk.match_row m WHERE m.individual_id = i.id
                                             AND m.recipe = :recipe))""")  # fmt: skip
    with engine.connect() as connection:
        lacking = not keys_are_made(connection) or connection.scalar(missing, {"recipe": individual_model().recipe})
    if lacking:
        begun = time.perf_counter()
        rebuild_match_rows(engine, workers=os.cpu_count() or 1)
        say(f"match rows made in {time.perf_counter() - begun:.0f} s")
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM (ANALYZE) crosswalk.match_row"))
            connection.execute(text("VACUUM (ANALYZE) crosswalk.value_share"))
    with engine.begin() as connection:
        named(connection, "department")


def _iins(engine: Engine, records: list[Written]) -> dict[int, str]:
    asked_of = "SELECT individual_id, value FROM crosswalk.individual_identifier WHERE scheme = 'IIN' AND individual_id = ANY(:ids)"
    with engine.connect() as connection:
        rows = connection.execute(text(asked_of), {"ids": [one.person for one in records if one.person is not None]})
        return {row.individual_id: row.value for row in rows}


def _show(figures: dict[str, object], as_json: bool) -> None:
    if as_json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    for name, value in figures.items():
        print(f"{name:24} {value}")


def say(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=300_000, help="of the register; the bar speaks of 5,000,000")
    parser.add_argument("--records", type=int, default=2_000)
    parser.add_argument(
        "--rounds", type=int, default=3, help="how often all records are asked for the records a second"
    )
    parser.add_argument("--rows", type=int, default=100_000, help="of the file; 0: none")
    parser.add_argument("--splink", type=int, default=0, help="persons of the register that Splink holds; 0: none")
    parser.add_argument("--splink-records", type=int, default=20, help="asked of Splink, one by one")
    parser.add_argument("--data", type=Path, default=ROOT / ".registries" / "reading")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
