"""Run in the peers' environment: one record after the other asked of Splink, by the product's own model and keys.

    python splink_online.py FOLDER

FOLDER holds settings.json, register.csv (match rows with unique_id), frequencies.json and records.json: for each record its
rows. Prints {"seconds_to_hold": …, "rows": …, "milliseconds": […], "found": […]}; found are the unique ids of the heaviest.
"""

import json
import logging
import sys
import time
import warnings
from pathlib import Path

import duckdb
from splink import DuckDBAPI, Linker

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)


def main(folder: Path) -> None:
    settings = json.loads((folder / "settings.json").read_text())
    records = json.loads((folder / "records.json").read_text())
    begun = time.perf_counter()
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.execute(
        f"CREATE TABLE held AS SELECT * FROM read_csv('{folder / 'register.csv'}', header=true, all_varchar=true)"
    )
    api = DuckDBAPI(connection=connection)
    register = api.register("held", dataset_display_name="register")
    connection.execute("CREATE TABLE none AS SELECT * FROM held LIMIT 0")
    linker = Linker([register, api.register("none", dataset_display_name="records")], settings, log_level=None)
    for column, shares in json.loads((folder / "frequencies.json").read_text()).items():
        connection.execute(f'CREATE TABLE shares_{column} ("{column}" VARCHAR, "tf_{column}" DOUBLE)')
        connection.executemany(f"INSERT INTO shares_{column} VALUES (?, ?)", list(shares.items()))
        linker.table_management.register_term_frequency_lookup(api.register(f"shares_{column}"), column)
    held = time.perf_counter() - begun
    milliseconds, found = [], []
    for place, rows in enumerate(records):
        begun = time.perf_counter()
        heaviest = asked(connection, api, linker, register, rows, place)
        milliseconds.append((time.perf_counter() - begun) * 1_000)
        found.append(heaviest)
    [[count]] = connection.execute("SELECT count(*) FROM held").fetchall()
    print(json.dumps({"seconds_to_hold": held, "rows": count, "milliseconds": milliseconds, "found": found}))


def asked(connection, api, linker, register, rows, place):  # type: ignore[no-untyped-def]
    """The unique id of the heaviest pair, None where there is none: what Splink 5 has for new records (`predict_between`)."""
    name = f"asked_{place}"
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM held LIMIT 0")
    marks = ", ".join("?" * len(rows[0]))
    connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
    new = api.register(name, dataset_display_name=name)
    pairs = linker.inference.predict_between(register, new)
    best = connection.execute(
        f"SELECT unique_id_l, unique_id_r FROM {pairs.physical_name} ORDER BY match_weight DESC LIMIT 1"
    ).fetchall()
    pairs.drop_table_from_database_and_remove_from_cache()
    connection.execute(f"DROP TABLE {name}")
    return next((one for pair in best for one in pair if not one.startswith("asked")), None)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
