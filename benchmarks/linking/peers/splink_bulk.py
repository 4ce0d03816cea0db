"""Run in the peers' environment: a plain Splink model links records with a register of any size.

    python splink_bulk.py FOLDER

FOLDER/task.json names the Parquet files of the register and of the records (canonical keys) and of a smaller country whose
truth is known, the blocking rules, the prior and the processors. The model is as its documentation begins: name comparisons with
term frequencies, typing errors in the birth date, sex; u by random sampling, m from labels of the smaller country. The links
(best person of a record at 0.9 or above, three bits ahead of the second) are written to links.parquet, seconds and peak
memory are printed.
"""

import json
import logging
import resource
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
FIELDS = "surname, given, patronymic, birth, sex, surname_sound, given_sound, patronymic_sound, given_initial, patronymic_initial, year, day, day_and_month"  # noqa: E501


def main(folder: Path) -> None:
    task = json.loads((folder / "task.json").read_text())
    begun = time.monotonic()
    model = trained(task)
    training = time.monotonic() - begun
    connection = duckdb.connect(config={"threads": task["threads"], "temp_directory": str(folder)})
    begun, before = time.monotonic(), time.process_time()
    linker = linked(connection, model, task["register"], task["records"], "NULL")
    found = linker.inference.predict(threshold_match_weight=0)
    predicting = time.monotonic() - begun
    connection.execute(
        f"COPY ({LINKS.format(pairs=found.physical_name)}) TO '{folder / 'links.parquet'}' (FORMAT parquet)"
    )
    seconds = time.monotonic() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"training": training, "predicting": predicting, "seconds": seconds,
                      "processor": time.process_time() - before, "peak_mib": peak}))  # fmt: skip


def trained(task: dict[str, Any]) -> dict[str, Any]:
    """The plain model with m and u learnt on the smaller country."""
    names = [
        cl.NameComparison(f).configure(term_frequency_adjustments=True) for f in ("surname", "given", "patronymic")
    ]
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="unique_id",
        comparisons=[*names, cl.DamerauLevenshteinAtThresholds("birth", [1, 2]), cl.ExactMatch("sex")],
        blocking_rules_to_generate_predictions=task["rules"],
        probability_two_random_records_match=task["probability"],
    )
    connection = duckdb.connect(config={"threads": task["threads"]})
    small = task["small"]
    linker = linked(connection, settings, small["register"], small["records"], f"read_parquet('{small['truth']}')")
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    linker.training.estimate_m_from_label_column("label")
    model: dict[str, Any] = linker.misc.save_model_to_json()
    connection.close()
    return model | {"probability_two_random_records_match": task["probability"]}


def linked(connection: Any, settings: Any, register: str, records: str, truth: str) -> Linker:
    connection.execute("SET enable_progress_bar = false")
    label = "NULL::BIGINT" if truth == "NULL" else "person"
    joined = "" if truth == "NULL" else f"LEFT JOIN {truth} AS truth USING (record)"
    connection.execute(
        "CREATE TABLE asked AS SELECT CAST(record AS BIGINT) * 100 + row_number() OVER (PARTITION BY record) AS unique_id, "
        f"{label} AS label, {FIELDS} "
        f"FROM read_parquet('{records}') AS asked {joined} WHERE NOT turned"
    )
    connection.execute(
        f"CREATE TABLE known AS SELECT row_number() OVER () AS unique_id, person AS label, {FIELDS} FROM read_parquet('{register}')"
    )
    api = DuckDBAPI(connection=connection)
    tables = [api.register("asked", dataset_display_name="asked"), api.register("known", dataset_display_name="known")]
    return Linker(tables, settings, log_level=None)


LINKS = """
    WITH best AS (
      SELECT unique_id_l // 100 AS record, k.label AS person, max(match_weight) AS weight
        FROM {pairs} JOIN known k ON k.unique_id = unique_id_r GROUP BY ALL),
    ordered AS (
      SELECT *, lead(weight) OVER w AS second, row_number() OVER w AS nth FROM best
       WINDOW w AS (PARTITION BY record ORDER BY weight DESC, person))
    SELECT record, person, weight FROM ordered
     WHERE nth = 1 AND weight >= log2(9) AND (second IS NULL OR weight - second >= 3)
"""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
