"""Linkage of the synthetic country's departmental rows without identifiers, by the committed configuration.

    .venv/bin/python benchmarks/linkage.py [--persons 200000] [--profile first twice] [--every 10 | --at-once] [--json]
    .venv/bin/python benchmarks/linkage.py --equality [--pairs 1000000] [--persons 20000]
    .venv/bin/python benchmarks/linkage.py --bulk [--left 1000000] [--right 1000000] [--alone] [--json]

Accuracy: the register of persons against the rows of four departments under the dirt of the first profile and at twice each
rate; the true person of every row is known. Rows with fewer than two usable fields (surname, given name, patronymic,
whole birth date) are counted apart. Exits 1 where a bar of the first profile is missed: precision of automatic links
0.9995, recall 0.95, with review 0.985, blocking 0.99, review at most 5 % of rows.

Equality: the product's weight of each pair beside Splink's for the same model (installed into .registries/peers). Exits 1
above 1e-9 bits.

Bulk: records against people by the million, generated from the country's names by a seed, beside a plain Splink on the same
keys (m from labels of a smaller country), each in a process of its own. Time is from the files of canonical keys to the
links; Splink's training is not in it. Exits 1 where the product is less accurate, takes more than 1.5 times Splink's time, or
as much memory. --alone: without Splink.
"""

import argparse
import json
import os
import sys
import time
from dataclasses import asdict

from linking.contest import contest
from linking.country import PROFILES, written
from linking.equality import compared
from linking.matching import Outcome, Register, measured, measured_in_bulk

from registries.crosswalk.weighing.individual import individual_model

SEED = 1
AT_LEAST = {"precision": 0.9995, "recall": 0.95, "recall_with_review": 0.985, "blocking_recall": 0.99}
MOST_REVIEW = 0.05
MOST_APART = 1e-9
DEFAULT_PERSONS = 20_000


def accuracy(persons: int, profile: str, every: int, threads: int | None) -> tuple[dict[str, object], bool]:
    country = written(persons, SEED, profile)
    register = Register.of(individual_model(), country)
    begun = time.monotonic()
    outcome = measured(register, country, every) if threads is None else measured_in_bulk(register, country, threads)
    figures = outcome.figures()
    reached = figures["review"] <= MOST_REVIEW and all(figures[name] >= bar for name, bar in AT_LEAST.items())
    row: dict[str, object] = {
        "profile": profile,
        "persons": persons,
        "every": every,
        "model": register.model.digest,
        "seconds": round(time.monotonic() - begun, 1),
        **figures,
        **_counts(outcome),
    }
    return row, reached or profile != "first"


def _counts(outcome: Outcome) -> dict[str, object]:
    return {
        "rows": outcome.rows,
        "known": outcome.known,
        "under_two_fields": outcome.known - outcome.usable,
        "automatic": outcome.automatic,
        "wrong": outcome.automatic - outcome.right,
        "not_automatic": dict(outcome.because.most_common()),
        "hot_keys": dict(outcome.hot.most_common()),
        "recall_by_dirt": {
            kind: {"rows": rows, "recall": round(outcome.linked[kind] / rows, 4)}
            for kind, rows in sorted(outcome.struck.items())
        },
    }


def equality(persons: int, pairs: int) -> tuple[dict[str, object], bool]:
    country = written(persons, SEED, "first")
    register = Register.of(individual_model(), country)
    found = compared(register, country, pairs)
    return {"model": register.model.digest, **asdict(found)}, found.apart <= MOST_APART


def say(row: dict[str, object]) -> None:
    for name, value in row.items():
        if isinstance(value, dict):
            print(f"{name}:")
            for key, part in value.items():
                print(f"    {key:28} {part}")
        else:
            print(f"{name:28} {value:.6g}" if isinstance(value, float) else f"{name:28} {value}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--persons", type=int, default=DEFAULT_PERSONS)
    parser.add_argument("--profile", nargs="+", choices=list(PROFILES), default=list(PROFILES))
    parser.add_argument("--every", type=int, default=1, help="one row in so many, against the whole register")
    parser.add_argument("--at-once", action="store_true", help="by the statements of bulk: every row, in minutes")
    parser.add_argument("--equality", action="store_true")
    parser.add_argument("--pairs", type=int, default=1_000_000)
    parser.add_argument("--bulk", action="store_true")
    parser.add_argument("--left", type=int, default=1_000_000, help="records, with --bulk")
    parser.add_argument("--right", type=int, default=1_000_000, help="people, with --bulk")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1, help="with --bulk or --at-once")
    parser.add_argument("--alone", action="store_true", help="without Splink, with --bulk")
    parser.add_argument("--json", action="store_true")
    words = parser.parse_args()
    if words.bulk:
        results = [contest(words.left, words.right, words.threads, alone=words.alone)]
    elif words.equality:
        results = [equality(words.persons, words.pairs)]
    else:
        threads = words.threads if words.at_once else None
        results = [accuracy(words.persons, profile, words.every, threads) for profile in words.profile]
    for row, reached in results:
        if words.json:
            print(json.dumps(row, ensure_ascii=False))
        else:
            say(row)
            print("" if reached else "BELOW A BAR")
    sys.exit(0 if all(reached for _, reached in results) else 1)


if __name__ == "__main__":
    main()
