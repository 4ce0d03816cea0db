"""A million records against a million people: the product in bulk beside a plain Splink on the same keys, each in a process
of its own, on the same Parquet files of canonical keys.
"""

import json
import multiprocessing
import resource
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from linking.install import PEERS, installed, run
from linking.population import Population, population

from loaders.linkage.bulk import bulk
from loaders.linkage.splink_settings import splink_settings
from registries.crosswalk.weighing.frequencies import columns_with_frequencies
from registries.crosswalk.weighing.individual import individual_model
from registries.crosswalk.weighing.model import Model
from registries.crosswalk.weighing.scorer import Frequencies, prior

TRAINING = (50_000, 2)  # people and records, seed
SLICE = 100_000
MOST_TIMES = 1.5
LINK = pa.schema([("record", pa.int32()), ("person", pa.int64()), ("weight", pa.float64())])


@dataclass(frozen=True, slots=True)
class Linked:
    """Seconds from the files of keys to the links, of the clock and of all processors; accuracy of the links."""

    seconds: float
    processor: float
    peak_mib: float
    links: int
    precision: float
    recall: float


def ours(asked: Population, threads: int) -> tuple[Linked, dict[str, int]]:
    """And how many records got which answer."""
    with tempfile.TemporaryDirectory() as folder:
        links = Path(folder) / "links.parquet"
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            seconds, processor, peak, answers = pool.submit(_link, asked, links, threads).result()
        return _judged(seconds, processor, peak, links, asked), answers


def splinks(asked: Population, threads: int) -> tuple[Linked, float]:
    """And the seconds of its training, which are not in those of the linking."""
    small = population(TRAINING[0], TRAINING[0], TRAINING[1], "first")
    model = individual_model()
    odds = prior(model.thresholds["expected"], asked.persons)
    probability = 1 / (1 + 2**-odds)
    rules = [
        r["blocking_rule"] for r in splink_settings(model, prior=probability)["blocking_rules_to_generate_predictions"]
    ]
    files = {"register": asked.path("register"), "records": asked.path("records")}
    known = {name: small.path(name) for name in ("register", "records", "truth")}
    task = {"rules": rules, "probability": probability, "threads": threads, "small": known, **files}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "task.json").write_text(json.dumps(task))
        said = json.loads(run(installed(), [str(PEERS / "splink_bulk.py"), made]).splitlines()[-1])
        linked = _judged(said["seconds"], said["processor"], said["peak_mib"], folder / "links.parquet", asked)
    return linked, said["training"]


def _link(asked: Population, links: Path, threads: int) -> tuple[float, float, float, dict[str, int]]:
    begun, before, model = time.monotonic(), time.process_time(), individual_model()
    answers: dict[str, int] = {}
    file = pq.ParquetFile(asked.path("records"))
    shares = _shares(model, asked.path("register"))
    with bulk(model, shares, threads=threads) as register, pq.ParquetWriter(links, LINK) as writer:
        register.fill(Path(asked.path("register")), prior(model.thresholds["expected"], asked.persons))
        for groups in _slices(file):
            records = file.read_row_groups(groups)
            decided = register.decide(records)
            for one in decided["answer"].value_counts().to_pylist():
                answers[one["values"]] = answers.get(one["values"], 0) + one["counts"]
            matched = decided.filter(pa.compute.equal(decided["answer"], "MATCH"))
            writer.write_table(matched.select(LINK.names).cast(LINK))
    seconds, processor = time.monotonic() - begun, time.process_time() - before
    return seconds, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, answers


def _shares(model: Model, register: str) -> Frequencies:
    with duckdb.connect() as connection:
        return {
            column: dict(
                connection.execute(
                    f"SELECT {column}, count(*)::DOUBLE / sum(count(*)) OVER () FROM read_parquet('{register}') "
                    f"WHERE {column} IS NOT NULL GROUP BY 1"
                ).fetchall()
            )
            for column in columns_with_frequencies(model)
        }


def _slices(file: pq.ParquetFile) -> list[list[int]]:
    """Row groups, none of which parts a record, in slices of about as many rows as the product takes."""
    found: list[list[int]] = [[]]
    rows = 0
    for group in range(file.num_row_groups):
        if rows >= 2 * SLICE:  # every record is there as written and turned
            found.append([])
            rows = 0
        found[-1].append(group)
        rows += file.metadata.row_group(group).num_rows
    return found


def _judged(seconds: float, processor: float, peak: float, links: Path, asked: Population) -> Linked:
    """Recall is of the records about somebody of the register with two usable fields."""
    with duckdb.connect() as connection:
        found, right, right_usable, known = connection.execute(f"""
            SELECT count(l.person), count(*) FILTER (l.person = t.person), count(*) FILTER (l.person = t.person AND usable),
                   count(t.person) FILTER (usable)
              FROM read_parquet('{asked.path("truth")}') t LEFT JOIN read_parquet('{links}') l USING (record)
            """).fetchall()[0]
    return Linked(seconds, processor, peak, found, right / found, right_usable / known)


def contest(left: int, right: int, threads: int, *, alone: bool) -> tuple[dict[str, object], bool]:
    """The figures, and whether every bar is reached: no less accurate, 1.5 times the time, less memory."""
    asked = population(left, right, 1, "first")
    mine, answers = ours(asked, threads)
    row: dict[str, object] = {
        "left": left, "right": right, "model": individual_model().digest, "threads": threads, "ours": asdict(mine),
        "answers": answers, "normalising_processor_seconds": asked.normalising,
    }  # fmt: skip
    if alone:
        return row, True
    theirs, training = splinks(asked, threads)
    row |= {
        "splink": asdict(theirs),
        "splink_training_seconds": training,
        "times_splink": mine.seconds / theirs.seconds,
    }
    accurate = mine.precision >= theirs.precision and mine.recall >= theirs.recall
    return row, accurate and mine.seconds <= MOST_TIMES * theirs.seconds and mine.peak_mib < theirs.peak_mib
