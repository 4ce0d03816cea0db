"""Run in the peers' environment: what Splink says of given pairs by given settings.

    python splink_weights.py FOLDER

FOLDER holds settings.json, left.csv and right.csv (records), pairs.csv (join keys) and frequencies.json; weights.csv is
written: unique ids and match weight, in the order of the pairs.
"""

import json
import logging
import sys
import warnings
from pathlib import Path

import duckdb
from splink import DuckDBAPI, Linker

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)


def main(folder: Path) -> None:
    settings = json.loads((folder / "settings.json").read_text())
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    api = DuckDBAPI(connection=connection)
    for name in ("left", "right", "pairs"):
        path = folder / f"{name}.csv"
        connection.execute(f"CREATE TABLE {name}_in AS SELECT * FROM read_csv('{path}', header=true, all_varchar=true)")
    tables = [api.register(f"{name}_in", dataset_display_name=name) for name in ("left", "right")]
    linker = Linker(tables, settings, log_level=None)
    for column, shares in json.loads((folder / "frequencies.json").read_text()).items():
        connection.execute(f'CREATE TABLE shares_{column} ("{column}" VARCHAR, "tf_{column}" DOUBLE)')
        connection.executemany(f"INSERT INTO shares_{column} VALUES (?, ?)", list(shares.items()))
        linker.table_management.register_term_frequency_lookup(api.register(f"shares_{column}"), column)
    linker.table_management.register_blocked_pairs_for_predict(api.register("pairs_in"))
    found = linker.inference.predict()
    connection.execute(
        f"COPY (SELECT unique_id_l, unique_id_r, match_weight FROM {found.physical_name}) "
        f"TO '{folder / 'weights.csv'}' (HEADER false)"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
