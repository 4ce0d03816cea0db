"""The address register by size: composing addresses after many renamings, renaming a region, loading buildings.

    .venv/bin/python benchmarks/address_register.py [--buildings 1000000] [--versions 10] [--rows 100000] [--json]

Two databases of the same buildings: in one every unit and geonym has had one name, in the other `--versions`. Composing
an address as of a day may cost at most 1.3 times as much in the second; exits 1 where it costs more. The databases are
kept and used again while migrations and fill stay the same.
"""

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

from reading.database import prepare
from register.composing import compared
from register.extent import Register
from register.loading import loaded
from register.renaming import renamed

ROOT = Path(__file__).resolve().parents[1]
MOST = 1.3


def main() -> int:
    options = _options()
    extents = [Register(options.buildings, versions, options.seed) for versions in (1, options.versions)]
    one, many = (prepare(options.data, extent, say, anew=options.anew) for extent in extents)
    composed = compared(one, many, extents[0])
    say(f"composing one of {options.buildings:,} addresses as of a day: {composed.one_us:.0f} us with one name each, "
        f"{composed.many_us:.0f} us with {options.versions}: {composed.ratio:.2f} times "
        f"({min(composed.turns):.2f}-{max(composed.turns):.2f}), at most {MOST:g}")  # fmt: skip
    told = {"composed": asdict(composed) | {"ratio": composed.ratio}}
    for versions, place in ((1, one), (options.versions, many)):
        found = renamed(place)
        told[f"renamed, {versions}"] = asdict(found)
        say(f"renaming the largest region, {found.geonyms:,} geonyms, {versions} name(s) each: {found.seconds:.2f} s; "
            f"rows {dict(found.rows)}; locks {dict(found.locks)}")  # fmt: skip
    if options.rows:
        load = loaded(options.rows)
        told["loaded"] = asdict(load) | {"share": load.share}
        say(f"loading {load.rows:,} buildings: {load.loader:,.0f} rows/s, bare COPY {load.copy:,.0f}: {load.share:.2%}")
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
    return int(composed.ratio > MOST)


def say(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--buildings", type=int, default=1_000_000)
    parser.add_argument("--versions", type=int, default=10)
    parser.add_argument("--rows", type=int, default=100_000, help="buildings to load; 0: none")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=ROOT / ".registries" / "reading")
    parser.add_argument("--anew", action="store_true", help="fill the databases again")
    parser.add_argument("--json", action="store_true", help="the figures as JSON on standard output")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
