"""Training the committed model of individuals on a synthetic country that no figure is measured on.

    .venv/bin/python benchmarks/train_linkage.py [--persons 20000] [--seed 7] [--write]

m from records and people that carry one identifier, u from pairs at random. Prints every level; with --write the weights
go into registries/crosswalk/models/individual.toml.
"""

import argparse
from pathlib import Path

from linking.country import DEPARTMENTS, written

from loaders.linkage.train import Numbered, train
from registries.crosswalk.weighing.model import parse_model
from registries.crosswalk.weighing.writing import with_weights

FILE = Path(__file__).resolve().parents[1] / "registries" / "crosswalk" / "models" / "individual.toml"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--persons", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--write", action="store_true")
    words = parser.parse_args()
    country = written(words.persons, words.seed, "first")
    register = [Numbered.of(reading) for _, reading in country.register()]
    records = [Numbered.of(reading) for source in DEPARTMENTS for _, _, reading in country.rows(source)]
    text = FILE.read_text("utf-8")
    learnt = with_weights(text, train(parse_model(text), register, records))
    model = parse_model(learnt)
    for comparison in model.comparisons:
        for level in comparison.levels:
            print(f"{comparison.name:12} {level.name:14} m {level.m:.6f}  u {level.u:.6f}  {level.weight:+6.2f} bits")
    print(f"model {model.digest}")
    if words.write:
        FILE.write_text(learnt, "utf-8")


if __name__ == "__main__":
    main()
