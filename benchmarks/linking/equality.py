"""The product's weights beside Splink's, for the same model on the same pairs."""

import csv
import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from linking.country import DEPARTMENTS, Country
from linking.install import PEERS, installed, run
from linking.matching import Register

from loaders.linkage.splink_settings import UNIQUE_ID, splink_settings
from registries.crosswalk.weighing.blocking import Blocking
from registries.crosswalk.weighing.frequencies import shares_of_values
from registries.crosswalk.weighing.matching import Described
from registries.crosswalk.weighing.scorer import Record, Scorer, prior

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Equality:
    """`apart` is the greatest difference of a weight, bits; `levels` how many levels the pairs met, of how many."""

    pairs: int
    apart: float
    levels: int
    of_levels: int
    ours_seconds: float
    splink_seconds: float


def compared(register: Register, country: Country, wanted: int) -> Equality:
    """Half of the pairs are candidates, who have much in common; half are taken at random."""
    records = [row for source in DEPARTMENTS for _, _, r in country.rows(source) for row in _both_ways(Described.of(r))]
    pairs = _pairs(register, records, wanted)
    frequencies = shares_of_values(register.model, register.rows)
    expected = register.model.thresholds["expected"]
    odds = prior(expected, len(register.persons))
    scorer = Scorer(register.model, frequencies)
    begun = time.monotonic()
    ours = [odds + scorer.weigh(records[one], register.rows[other]) for one, other in pairs]
    ours_seconds = time.monotonic() - begun
    met = {found for one, other in pairs for found in enumerate(scorer.levels(records[one], register.rows[other]))}
    begun = time.monotonic()
    theirs = _splink(register, records, pairs, frequencies, 1 / (1 + 2**-odds))
    return Equality(
        len(pairs),
        max(abs(weight - theirs[pair]) for weight, pair in zip(ours, pairs, strict=True)),
        len(met),
        sum(len(comparison.levels) for comparison in register.model.comparisons),
        ours_seconds,
        time.monotonic() - begun,
    )


def _both_ways(said: Described) -> list[Record]:
    return [*said.rows(), *said.turned()]


def _pairs(register: Register, records: Sequence[Record], wanted: int) -> list[Pair]:
    rng = Random(1)
    found: dict[Pair, None] = {}
    blocking = Blocking(register.model)
    order = list(range(len(records)))
    rng.shuffle(order)
    assert register.index is not None
    for place in order:
        if len(found) >= wanted // 2:
            break
        found.update(
            dict.fromkeys((place, other) for other in register.index.found(blocking.probes(records[place]))[0])
        )
    while len(found) < wanted:
        found[rng.randrange(len(records)), rng.randrange(len(register.rows))] = None
    return list(found)[:wanted]


def _splink(
    register: Register, records: Sequence[Record], pairs: Sequence[Pair], frequencies: object, probability: float
) -> dict[Pair, float]:
    settings = splink_settings(register.model, prior=probability)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "settings.json").write_text(json.dumps(settings))
        (folder / "frequencies.json").write_text(json.dumps(frequencies))
        columns = register.model.columns
        _write(folder / "left.csv", [UNIQUE_ID, *columns], ([f"l{n}", *row] for n, row in enumerate(records)))
        _write(folder / "right.csv", [UNIQUE_ID, *columns], ([f"r{n}", *row] for n, row in enumerate(register.rows)))
        keys = ([f"left-__-l{one}", f"right-__-r{other}", "0"] for one, other in pairs)
        _write(folder / "pairs.csv", ["join_key_l", "join_key_r", "match_key"], keys)
        run(installed(), [str(PEERS / "splink_weights.py"), str(folder)])
        with (folder / "weights.csv").open(newline="") as file:
            return {(int(one[1:]), int(other[1:])): float(weight) for one, other, weight in csv.reader(file)}


def _write(path: Path, header: Sequence[str], rows: object) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)  # type: ignore[arg-type]
