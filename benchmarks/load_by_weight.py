"""What a load links by weight: rows without a number that leads to anybody, right and wrong, and what it costs.

    .venv/bin/python benchmarks/load_by_weight.py [--persons 20000] [--sources tax pension] [--json]

The synthetic country under the first profile of dirt: the register of persons is loaded, then each department. The true
person of every row is known. Exits 1 where less than 99.5 % of the links by weight are right, where there are none, or
where `registries db check` finds a fault.
"""

import argparse
import csv
import json
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from faults import House
from linking.country import written
from sqlalchemy import Engine, text

from loaders.country.rounds import FIRST_ROUND
from registries.database import engine_for

SEED = 1
PRECISION = 0.995
# A score in force that a record follows: it links, and no rule and no clerk speaks of the record.
LINKED = text("""
    SELECT r.key, m.entity_id IS NOT NULL AS linked,
           m.entity_id IS NOT NULL AND EXISTS (
               SELECT FROM (SELECT DISTINCT ON (j.left_id, j.right_id) j.verdict FROM crosswalk.judgement j
                             WHERE r.id IN (j.left_id, j.right_id) AND j.judged_by = 'SCORE'
                             ORDER BY j.left_id, j.right_id, j.id DESC) l WHERE l.verdict = 'POSITIVE') AS weighed,
           ARRAY(SELECT i.value FROM crosswalk.individual_identifier i
                  WHERE i.individual_id = m.entity_id AND i.scheme = 'IIN') AS iins,
           EXISTS (SELECT FROM crosswalk.review_entry q WHERE q.record_id = r.id AND q.closed_at IS NULL) AS asked
      FROM provenance.record r JOIN provenance.source s ON s.id = r.source_id AND s.name = :source
      LEFT JOIN crosswalk.membership m ON m.record_id = r.id AND m.register = 'individual'
     WHERE EXISTS (SELECT FROM provenance.statement t WHERE t.record_id = r.id)
""")


def load(house: House, country: Path, source: str) -> float:
    """Seconds."""
    [file] = (country / "deliveries" / source).glob(f"{source}_{FIRST_ROUND.isoformat()}.*")
    begun = time.monotonic()
    done = house.run("load", source, str(file), "--reference-date", FIRST_ROUND.isoformat())
    if done.returncode not in (0, 3):
        sys.exit(f"the load of {source} failed: {done.stderr}")
    return time.monotonic() - begun


def counted(engine: Engine, country: Path, source: str) -> dict[str, int]:
    with (country / "truth" / f"{source}.csv").open(encoding="utf-8", newline="") as lines:
        truth = {
            row["record_key"]: row["truth"] for row in csv.DictReader(lines) if FIRST_ROUND.isoformat() in row["file"]
        }
    found: Counter[str] = Counter()
    with engine.connect() as connection:
        for row in connection.execute(LINKED, {"source": source}):
            if row.key not in truth:
                continue
            found["records"] += 1
            right = truth[row.key] in row.iins
            how = "by_weight" if row.weighed else "by_number"
            if row.linked:
                found[f"{how}_{'right' if right else 'wrong'}"] += 1
            else:
                known = "unlinked_known" if truth[row.key] else "unlinked_stranger"
                found[known] += 1
                found[f"{known}_asked"] += bool(row.asked)
    return dict(sorted(found.items()))


def measured(root: Path, persons: int, sources: list[str]) -> dict[str, object]:
    country = written(persons, SEED, "first").folder
    house = House(root / "data")
    try:
        made = house.run("db", "upgrade")
        if made.returncode:
            sys.exit(f"no database: {made.stderr}")
        figures: dict[str, object] = {}
        engine = engine_for(house.server.url())
        for source in ("gbd_fl", *sources):
            seconds = load(house, country, source)
            told = counted(engine, country, source) if source != "gbd_fl" else {"records": persons}
            figures[source] = {
                **told,
                "seconds": round(seconds, 1),
                "records_per_second": round(told["records"] / seconds),
            }
        checked = house.run("db", "check").returncode
        engine.dispose()
    finally:
        house.server.stop("immediate")
    return {"persons": persons, **figures, "db_check": checked}


def precise(figures: dict[str, object]) -> bool:
    told = [one for one in figures.values() if isinstance(one, dict)]
    right, wrong = (sum(one.get(f"by_weight_{how}", 0) for one in told) for how in ("right", "wrong"))
    return right > 0 and right >= PRECISION * (right + wrong)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=20_000)
    parser.add_argument("--sources", nargs="+", default=["tax", "pension"])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="registries-weight-"))
    root.chmod(0o755)
    try:
        figures = measured(root, options.persons, options.sources)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    print(json.dumps(figures, indent=None if options.json else 2))
    return 0 if precise(figures) and figures["db_check"] == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
