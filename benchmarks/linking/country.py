"""The synthetic country as linkage meets it: the register of persons, and the departments' rows without identifiers.

Files are written once for each size, seed and rates of dirt into .registries/benchmarks, and read by the departments' own
mappings, as a delivery is.
"""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loaders.country.dirt import FIRST_PROFILE, TWICE_PROFILE
from loaders.country.rounds import FIRST_ROUND
from loaders.country.write import write_country
from loaders.formats import BrokenRow, open_rows
from loaders.mapping import Mapping
from loaders.source import load_source
from loaders.stated import reading_of
from registries.crosswalk.reading import Reading

FOLDER = Path(__file__).resolve().parents[2] / ".registries" / "benchmarks"
DEPARTMENTS = ("documents", "tax", "pension", "residence")
PROFILES = {"first": FIRST_PROFILE, "twice": TWICE_PROFILE}


@dataclass(frozen=True, slots=True)
class Country:
    """`persons` are true IINs by the place of a person in `register`."""

    folder: Path

    def register(self) -> Iterator[tuple[str, Reading]]:
        """(true IIN, reading) of every row of the register of persons at the first round."""
        for iin, _, reading in _rows(self.folder, "gbd_fl"):
            yield iin, reading

    def rows(self, source: str) -> Iterator[tuple[str, frozenset[str], Reading]]:
        """(true IIN or "", kinds of dirt, reading) of every readable row of a department at the first round."""
        return _rows(self.folder, source)


def written(persons: int, seed: int, profile: str) -> Country:
    dirt = PROFILES[profile]
    wanted = hashlib.sha256(repr((sorted(dirt.rates.items()), sorted(dirt.shares.items()))).encode()).hexdigest()[:8]
    folder = FOLDER / f"country-{persons}-{seed}-{profile}-{wanted}"
    if not (folder / "deliveries.json").exists():
        write_country(folder, persons=persons, seed=seed, dirt=dirt)
    return Country(folder)


def _rows(folder: Path, name: str) -> Iterator[tuple[str, frozenset[str], Reading]]:
    source = load_source(name)
    path = next((folder / "deliveries" / name).glob(f"{name}_{FIRST_ROUND.isoformat()}.*"))
    truth = _truth(folder, name, path.relative_to(folder).as_posix())
    with open_rows(path, source.formats, required=source.columns) as stream:
        interpret = Mapping(source).interpret(stream.columns)
        for row in stream:
            if isinstance(row, BrokenRow) or row.line not in truth:
                continue
            understood = interpret(row.words)
            if not understood.reasons:
                iin, kinds = truth[row.line]
                yield iin, kinds, reading_of(source, understood)


def _truth(folder: Path, name: str, file: str) -> dict[int, tuple[str, frozenset[str]]]:
    with (folder / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return {
            int(row["line"]): (row["truth"], frozenset(filter(None, row["dirt"].split("|"))))
            for row in csv.DictReader(lines)
            if row["file"] == file
        }
