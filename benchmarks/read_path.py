"""The read path beside its peers: PostGraphile 5, strawberry with data loaders, pgbench with the statement we compile.

    .venv/bin/python benchmarks/read_path.py [--json] [--quick] [--only q1,q2] [--peers ours,postgraphile]

A database of made-up persons in an embedded server of the benchmark's own, kept and used again; peers are installed
into a folder that git ignores. Everybody reads the same tables, keys and settings in a closed loop, each at its own best
setting and connection count. Two tables: in the first all read what the register derives of addresses, in the second
all walk the tree. Exits 1 where bodies differ, a request failed, or a bar of the first table is missed.
"""

import argparse
import json
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from reading import compiling, plans
from reading.bars import judged, summary, table
from reading.contest import PGBENCH, Contest
from reading.database import Place, engine_of, prepare, server_settings
from reading.fill import Extent
from reading.install import Peers, install
from reading.peers import PEERS, Yard
from reading.questions import QUESTIONS, Key, Question, keys_of
from reading.rounds import Pace

from registry_api.moment import ALMATY

ROOT = Path(__file__).resolve().parents[1]
CONNECTIONS = (2, 4, 6, 8, 16)


def main() -> int:
    options = _options()
    begun = time.monotonic()
    place = prepare(options.data, Extent(options.persons, options.seed), say, anew=options.anew)
    if options.plans:
        return plans.main(place, options, say)
    told: dict[str, Any] = {"persons": options.persons, "seed": options.seed}
    engine = engine_of(place)
    told["settings"] = server_settings(engine)
    say("PostgreSQL, the same for all: " + ", ".join(f"{name}={value}" for name, value in told["settings"].items()))
    peers = install(options.peers_dir, say)
    questions = [question for question in QUESTIONS if question.name.lower() in options.only]
    today = datetime.now(ALMATY).date()
    keys: dict[str, Any] = {}
    with engine.connect() as connection:
        for question in QUESTIONS:
            keys[question.name] = keys_of(connection, question, options.seed, place_blocks(options), today)
            _enough(question, keys[question.name], options)
    pace = Pace(options.warm_up, options.round, options.rounds, options.trial, options.connections,
                begun + 60 * options.minutes)  # fmt: skip
    failed = 0
    settings: dict[str, Any] = {}
    for path in options.tables:
        contest = Contest(
            Yard(place, peers, path), questions if path == "derived" else questions[:2], keys,
            options.peers, today, pace, say, settings, thorough=not options.quick,
        )  # fmt: skip
        contest.hold()
        failed += _tell(contest, path, told)
    if options.compiling:
        failed += compiling.tell(place, options.documents, told, say)
    say(f"{time.monotonic() - begun:.0f} s in all")
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
    return 1 if failed else 0


def _tell(contest: Contest, path: str, told: dict[str, Any]) -> int:
    """Say one table and judge it; how many faults there are."""
    say(table(f"all read the {path} path" if path == "derived" else "all walk the tree", contest.found, contest.hows))
    found = {q: {name: summary(m) for name, m in rounds.items() if m} for q, rounds in contest.found.items()}
    marks = list(judged(contest.found))
    for mark in marks:
        say(mark.told())
    for fault in contest.faults:
        say(f"  FAULT: {fault}")
    broken = sum(one["failed"] > 0 for rounds in found.values() for one in rounds.values())
    late = int(contest.pace.over)
    if late:
        say("  the time was up before all was measured")
    told[path] = {
        "rates": found, "how": {f"{q} {name}": how for (q, name), how in contest.hows.items()},
        "settings": {name: dict(setting) for name, setting in contest.settings.items()},
        "ratios": [{"question": m.bar.question, "of": m.bar.of, "to": m.bar.to, "least": m.bar.least,
                    "median": round(m.median, 3), "lowest": round(m.lowest, 3), "highest": round(m.highest, 3)} for m in marks],
        "faults": contest.faults,
    }  # fmt: skip
    missed = sum(not mark.reached for mark in marks) if path == "derived" else 0
    return missed + len(contest.faults) + int(broken) + late


def _enough(question: Question, keys: list[Key], options: argparse.Namespace) -> None:
    distinct = len({key.number for key in keys})
    say(f"{question.name}: {len(keys):,} keys, {distinct:,} persons or buildings")
    if options.persons >= 300_000 and distinct < question.floor:
        sys.exit(f"{question.name} has fewer keys than {question.floor:,}")


def place_blocks(options: argparse.Namespace) -> int:
    return Extent(options.persons, options.seed).numbers["blocks"]


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--json", action="store_true", help="the figures as JSON on standard output")
    add("--quick", action="store_true", help="20,000 persons, short rounds: to see that everything works")
    add("--plans", action="store_true", help="plans, buffers and latency at --persons and at --larger, instead")
    add("--larger", type=int, help="persons of the larger database; ten times --persons where not said")
    add("--persons", type=int)
    add("--seed", type=int, default=1)
    add("--only", type=_listed, default=[question.name.lower() for question in QUESTIONS], help="q1,q2,q3,q4")
    add("--peers", type=_listed, default=[*PEERS, *PGBENCH], help=", ".join([*PEERS, *PGBENCH]))
    add("--tables", type=_listed, default=["derived", "walked"])
    add("--rounds", type=int, default=5)
    add("--round", type=float, help="seconds of one contender's turn")
    add("--warm-up", type=float, help="seconds before the rounds")
    add("--trial", type=float, help="seconds of one step of a sweep")
    add("--connections", type=lambda text: [int(one) for one in text.split(",")], default=CONNECTIONS)
    add("--minutes", type=float, default=40.0, help="no new round begins after this time")
    add("--documents", type=int, help="different documents for the memory of a worker")
    add("--compiling", action=argparse.BooleanOptionalAction, default=True, help="compile time and memory of a worker")
    add("--anew", action="store_true", help="fill the database again")
    add("--data", type=Path, default=ROOT / ".registries" / "reading", help="folder of the server")
    add("--peers-dir", type=Path, default=ROOT / ".registries" / "peers", help="folder of the peers")
    options = parser.parse_args()
    quick = {"persons": 20_000, "round": 2.0, "warm_up": 1.0, "trial": 1.0, "documents": 500}
    whole = {"persons": 300_000, "round": 6.0, "warm_up": 30.0, "trial": 2.0, "documents": 10_000}
    for name, value in (quick if options.quick else whole).items():
        if getattr(options, name) is None:
            setattr(options, name, value)
    options.larger = options.larger or 10 * options.persons
    if options.quick:
        options.connections, options.rounds = (4, 8), min(options.rounds, 3)
    return options


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


__all__ = ["Peers", "Place"]

if __name__ == "__main__":
    sys.exit(main())
