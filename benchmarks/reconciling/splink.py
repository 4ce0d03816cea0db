"""Splink's own call for single records, on match rows of the same register, by the same model and the same keys."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from linking.install import PEERS, installed, run
from reconciling.records import Written
from sqlalchemy import Connection, Engine

from loaders.linkage.splink_settings import UNIQUE_ID, splink_settings
from registries.crosswalk.match_search import frequencies
from registries.crosswalk.weighing.individual import individual_model
from registries.crosswalk.weighing.matching import Described
from registries.crosswalk.weighing.scorer import prior


@dataclass(frozen=True, slots=True)
class SplinkOutcome:
    """Milliseconds of each call; `right`: calls whose heaviest pair is of the person that the record speaks of."""

    persons: int
    rows: int
    seconds_to_hold: float
    milliseconds: list[float]
    right: int

    def at(self, share: float) -> float:
        ordered = sorted(self.milliseconds)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def splink_asked(engine: Engine, persons: int, records: Sequence[Written]) -> SplinkOutcome:
    """Each record alone, after one that warms up; of the register the first `persons`."""
    model = individual_model()
    with tempfile.TemporaryDirectory() as made, engine.connect() as connection:
        folder = Path(made)
        odds = prior(model.thresholds["expected"], persons)
        settings = splink_settings(model, prior=1 / (1 + 2**-odds))
        (folder / "settings.json").write_text(json.dumps(settings))
        (folder / "frequencies.json").write_text(json.dumps(frequencies(connection)))
        rows = [[[f"asked{n}", *row] for row in _said(one).rows()] for n, one in enumerate(records)]
        (folder / "records.json").write_text(json.dumps(rows))
        _export(connection, folder / "register.csv", persons)
        found = json.loads(run(installed(), [str(PEERS / "splink_online.py"), str(folder)]))
    persons_found = [None if one is None else int(one.split("-")[0]) for one in found["found"]]
    right = sum(
        one.person is not None and one.person == who for one, who in zip(records[1:], persons_found[1:], strict=True)
    )
    return SplinkOutcome(persons, found["rows"], found["seconds_to_hold"], found["milliseconds"][1:], right)


def _said(one: Written) -> Described:
    return Described(((one.surname, one.given_name, one.patronymic),), (one.born,), (one.sex,))


def _export(connection: Connection, path: Path, persons: int) -> None:
    model = individual_model()
    columns = ", ".join(f"texts[{place + 1}] AS {name}" for name, place in model.place.items())
    asked = (
        f"COPY (SELECT individual_id || '-' || place AS {UNIQUE_ID}, {columns} FROM crosswalk.match_row "
        f"WHERE individual_id <= {persons}) TO STDOUT WITH (FORMAT csv, HEADER)"
    )
    cursor = connection.connection.cursor()
    with path.open("w") as file:
        cursor.copy_expert(asked, file)
