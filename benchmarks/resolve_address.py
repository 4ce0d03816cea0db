"""Free-text addresses: how many dirty variants of known addresses are resolved rightly, and how fast.

    .venv/bin/python benchmarks/resolve_address.py [--addresses 1000000] [--variants 6000] [--json]

Fills a database of its own with a made-up country of that many addresses (kept and used again), writes variants of known
addresses with twelve kinds of dirt in both languages, and resolves them in batches. Exits 1 where fewer than 95 % are
right in grade A or B, more than 0.5 % wrong in A or B, an address that is not there is answered with another, or one core
resolves fewer than 200 a second. Also measures which index finds similar names of streets fastest.
"""

import argparse
import hashlib
import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from resolving import country, dirt
from resolving.dirt import Variant
from resolving.indexes import contest
from sqlalchemy import Engine, create_engine, make_url, text

from registries.address.resolving import Grade, Level, Resolution, resolve
from registries.embedded import EmbeddedServer, server_home
from registries.upgrade import upgrade

RIGHT, WRONG, RATE = 0.95, 0.005, 200.0
TODAY = date(2026, 11, 25)


def prepared(home: Path, addresses: int, seed: int) -> tuple[Engine, country.Made]:
    """The filled database, used again if these migrations and this fill made it."""
    root = Path(__file__).resolve().parents[1]
    files = [*root.glob("migrations/versions/*.py"), Path(country.__file__)]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(files))).hexdigest()[:16]
    made = country.make(addresses, seed)
    server = EmbeddedServer(server_home(home.resolve()))
    main = create_engine(server.start(), isolation_level="AUTOCOMMIT")
    name, mark = f"resolving_{addresses}_{seed}", country.described(addresses, seed, digest)
    engine = create_engine(make_url(server.url()).set(database=name))
    with main.connect() as connection:
        kept = connection.scalar(
            text("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = :name"), {"name": name}
        )
        if kept != mark:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {name}"))
            upgrade(engine)
            begun = time.perf_counter()
            country.fill(
                engine, made, lambda step: print(f"  {time.perf_counter() - begun:6.1f} s {step}", file=sys.stderr)
            )
            connection.execute(text(f"COMMENT ON DATABASE {name} IS '{mark}'"))
    return engine, made


def judged(variants: Sequence[Variant], found: Sequence[Resolution]) -> dict[str, Counter[str]]:
    """By kind of dirt: right, wrong and open answers. Only an answer in A or B is right or wrong."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for variant, one in zip(variants, found, strict=True):
        if one.grade is Grade.C:
            outcome = "open"
        else:
            place = one.places[0]
            outcome = "right" if (place.level, place.id) == (Level.ADDRESS, variant.known.id) else "wrong"
        told[variant.kind][outcome] += 1
        told[variant.kind][one.grade.value] += 1
    return told


def timed(engine: Engine, texts: Sequence[str]) -> tuple[list[Resolution], float, float]:
    """The answers, and addresses a second of the wall clock and of this process's core alone."""
    with engine.connect() as connection, connection.begin():
        connection.execute(text("SET LOCAL jit = off"))
        resolve(connection, texts[:200], None, TODAY)
        begun, own = time.perf_counter(), time.process_time()
        found = resolve(connection, texts, None, TODAY)
        return found, len(texts) / (time.perf_counter() - begun), len(texts) / (time.process_time() - own)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--addresses", type=int, default=1_000_000)
    parser.add_argument("--variants", type=int, default=6_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=Path(".registries/resolving"))
    parser.add_argument(
        "--show", type=int, default=0, help="so many texts that were not answered rightly, of each kind"
    )
    parser.add_argument("--no-indexes", action="store_true", help="without measuring which index is fastest")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    engine, made = prepared(options.data, options.addresses, options.seed)
    variants = dirt.variants(made.known, options.variants, options.seed)
    absent = dirt.unknown(made.known, options.variants // 10, options.seed)
    found, rate, own = timed(engine, [variant.text for variant in variants])
    lost, _, _ = timed(engine, [variant.text for variant, _ in absent])
    told = judged(variants, found)
    right, wrong = (sum(of[what] for of in told.values()) / len(variants) for what in ("right", "wrong"))
    # Of an address that is not there, no address may be answered; its street or settlement alone would be none.
    misled = sum(one.grade is not Grade.C and one.places[0].level is Level.ADDRESS for one in lost)
    _show(variants, found, options.show)
    _show([one for one, _ in absent], lost, options.show)
    good = right >= RIGHT and wrong <= WRONG and misled / len(absent) <= WRONG and rate >= RATE
    report = {
        "addresses": made.addresses, "streets": len(made.geonyms), "units": len(made.units), "variants": len(variants),
        "right": round(right, 4), "wrong": round(wrong, 4), "absent": len(absent), "absent_answered": misled,
        "per_second": round(rate), "per_second_of_python_alone": round(own), "cores": os.cpu_count(),
        "by_kind": {kind: dict(of) for kind, of in told.items()},
        "indexes": {} if options.no_indexes else contest(engine, made), "reached": good,
    }  # fmt: skip
    print(json.dumps(report, ensure_ascii=False, indent=None if options.json else 2))
    return 0 if good else 1


def _show(variants: Sequence[Variant], found: Sequence[Resolution], most: int) -> None:
    shown: Counter[str] = Counter()
    for variant, one in zip(variants, found, strict=True):
        place = one.places[0] if one.places else None
        if variant.kind == "unknown" and one.grade is Grade.C:
            continue
        fine = one.grade is not Grade.C and place and (place.level, place.id) == (Level.ADDRESS, variant.known.id)
        if not fine and shown[variant.kind] < most:
            shown[variant.kind] += 1
            told = [(each.level.value, each.ru, round(each.likeness, 2)) for each in one.places[:3]]
            print(f"{variant.kind}: {variant.text}\n   {one.grade} {told}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
