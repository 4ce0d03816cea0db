"""Records by the hundred thousand among the people of a register: the declared model carried out by DuckDB.

The answers are those of `Matcher`, record by record. The register lies in a file of DuckDB: of every match row its keys
and, for each comparison, a number that stands for what is said there; names and dates recur, and what they are is kept
once. Pairs are weighed as they are found and never written down.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from loaders.linkage import bulk_statements as sql
from loaders.linkage.own_folder import own_folder
from registries.crosswalk.weighing.decision import Thresholds
from registries.crosswalk.weighing.model import Model
from registries.crosswalk.weighing.scorer import Frequencies
from registries.errors import RegistryError

MEMORY_MIB: Final = 1024


class BulkFailed(RegistryError):
    code = "BULK_FAILED"


class Bulk:
    """One register at hand; a slice of records is one table, and what is decided of it is kept until the next."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, model: Model, frequencies: Frequencies) -> None:
        self.model = model
        self._connection = connection
        self._shares(frequencies)
        self._parts = ", ".join(f"{sql.part(c)} AS c{place}" for place, c in enumerate(model.comparisons))
        self._prior = 0.0
        self._hot_keys: list[int] = []

    def fill(self, rows: Path | pa.Table, prior: float) -> None:
        """The match rows of a register: `person` and the columns of the model; `prior` in bits.

        A path is of Parquet, or of CSV as PostgreSQL copies it out.
        """
        source = self._relation("match_rows", rows)
        self._prior = prior
        for place in range(len(self.model.comparisons)):
            self._part(f"known_part{place}", source, place)
        keys = ", ".join(f"{sql.key(key.of)} AS k{number}" for number, key in enumerate(self.model.keys))
        self._run(f"CREATE OR REPLACE TABLE known AS SELECT person, {keys}, {self._parts} FROM {source}")
        self._run("DROP TABLE IF EXISTS copied")
        self._run(f"CREATE OR REPLACE TABLE hot AS {' UNION ALL '.join(map(self._hot, range(len(self.model.keys))))}")
        self._hot_keys = [
            number for (number,) in self._connection.execute("SELECT DISTINCT number FROM hot").fetchall()
        ]
        for number in self._hot_keys:
            self._run(
                f"UPDATE known SET k{number} = NULL WHERE k{number} IN (SELECT hash FROM hot WHERE number = {number})"
            )

    def _hot(self, number: int) -> str:
        """Keys that too many share: they lead to nobody."""
        most = int(self.model.thresholds["most_of_a_key"])
        return (
            f"SELECT {number} AS number, k{number} AS hash FROM known WHERE k{number} IS NOT NULL "
            f"GROUP BY k{number} HAVING count(*) > {most}"
        )

    def decide(self, records: pa.Table) -> pa.Table:
        """Of records as in `asked`, one row for each: answer, because, person and weight of the best, the weight
        of the second where he is in sight of a decision, levels of the best, and whether a key was too common to follow.
        """
        self._relation("asked", records)
        self._run("CREATE OR REPLACE TEMP TABLE passed_over (record INTEGER)")
        self._weigh("best", "SELECT * FROM asked WHERE NOT turned")
        self._answer()
        self._weigh(
            "more", "SELECT * FROM asked SEMI JOIN (FROM decided WHERE answer <> 'MATCH') USING (record) WHERE turned"
        )
        self._run("""
            CREATE OR REPLACE TEMP TABLE both_ways AS SELECT record, person, weight, levels, parts FROM (
              SELECT *, row_number() OVER (PARTITION BY record, person ORDER BY weight DESC, turn) AS nth FROM (
                SELECT *, 0 AS turn FROM best WHERE record IN (SELECT record FROM more)
                UNION ALL SELECT *, 1 FROM more)) WHERE nth = 1""")
        self._run("DELETE FROM best WHERE record IN (SELECT record FROM more)")
        self._run("INSERT INTO best FROM both_ways")
        self._answer()
        return self._connection.sql("SELECT * FROM decided ORDER BY record").to_arrow_table()

    def candidates(self) -> pa.Table:
        """Of the records decided last, whoever is at or above review, the best first: record, person, weight, levels,
        and the bits of every comparison in the order of the model.
        """
        review = sql.number(Thresholds.of(self.model.thresholds).review)
        return self._connection.sql(
            f"SELECT * FROM best WHERE weight >= {review} ORDER BY record, weight DESC, person"
        ).to_arrow_table()

    def _ask(self, rows: str) -> None:
        """The rows of a slice that are now looked for: their keys, what they say, and which keys lead to nobody."""
        readings = sql.readings(self.model)
        keys = ", ".join(f"{key} AS k{place}" for place, (_, key) in enumerate(readings))
        self._run(f"""
            CREATE OR REPLACE TEMP TABLE asking AS
            SELECT record, count(*) OVER (PARTITION BY record) AS rows, {keys}, {self._parts} FROM ({rows})""")
        for place, (number, _) in enumerate(readings):
            if number in self._hot_keys:
                hot = f"SELECT hash FROM hot WHERE number = {number}"
                self._run(f"INSERT INTO passed_over SELECT record FROM asking WHERE k{place} IN ({hot})")
        for place in range(len(self.model.comparisons)):
            self._part(f"asked_part{place}", f"({rows})", place)

    def _weigh(self, table: str, rows: str) -> None:
        """The best row of everybody who shares a key with one of the rows of a record, if he is in sight of a decision."""
        self._ask(rows)
        comparisons = list(enumerate(self.model.comparisons))
        joined = " ".join(
            f"JOIN {whose}_part{n} p{n}{side} ON p{n}{side}.id = pair.{side}{n}"
            for n, _ in comparisons
            for whose, side in (("asked", "l"), ("known", "r"))
        )
        said = ", ".join(sql.sides(comparison, place) for place, comparison in comparisons)
        levels = ", ".join(f"{sql.level(comparison)} AS level{place}" for place, comparison in comparisons)
        weights = ", ".join(f"{sql.weight(comparison, place)} AS w{place}" for place, comparison in comparisons)
        parts = [f"w{place}" for place, _ in comparisons]
        self._run(f"""
            CREATE OR REPLACE TEMP TABLE {table} AS
            SELECT record, person, fits.weight AS weight, fits.levels AS levels, fits.parts AS parts FROM (
              SELECT record, person, max({{'weight': weight, 'levels': levels, 'parts': [{", ".join(parts)}]}}) AS fits FROM (
                SELECT *, {" + ".join(parts)} + {sql.number(self._prior)} AS weight, {sql.code(self.model)} AS levels
                  FROM (SELECT *, {weights} FROM (SELECT *, {levels} FROM (
                    SELECT record, person, {said} FROM ({self._pairs()}) pair {joined}))))
               WHERE weight >= {sql.number(Thresholds.of(self.model.thresholds).floor)} GROUP BY record, person)""")

    def _pairs(self) -> str:
        """Every row of a record with every match row that shares a key with one of its rows, once.

        A record of one row meets a match row under the first key they share; of several, rows are looked for first.
        """
        numbers = [number for number, _ in sql.readings(self.model)]
        sides = ", ".join(f"a.c{n} AS l{n}, k.c{n} AS r{n}" for n in range(len(self.model.comparisons)))
        shared = [f"a.k{place} = k.k{number}" for place, number in enumerate(numbers)]
        once = (
            f"SELECT a.record, k.person, {sides} FROM asking a JOIN known k ON {shared[place]} WHERE a.rows = 1"
            + "".join(f" AND NOT coalesce({before}, false)" for before in shared[:place])
            for place in range(len(numbers))
        )
        near = " UNION ".join(
            f"SELECT a.record, k.rowid AS near FROM asking a JOIN known k ON {one} WHERE a.rows > 1" for one in shared
        )
        several = (
            f"SELECT a.record, k.person, {sides} FROM ({near}) n JOIN known k ON k.rowid = n.near "
            "JOIN asking a ON a.record = n.record"
        )
        return " UNION ALL ".join([*once, several])

    def _part(self, table: str, source: str, place: int) -> None:
        """What is said in the columns of a comparison, each once, with how common it is."""
        comparison = self.model.comparisons[place]
        columns = ", ".join(f'"{column}"' for column in sql.used(comparison))
        shares, bits = "", ""
        for column in sql.frequencies(comparison):
            shares += f' LEFT JOIN share_{column} ON share_{column}.value = s."{column}"'
            bits += f", share_{column}.bits AS bits_{column}"
        kind = "TABLE" if table.startswith("known") else "TEMP TABLE"
        self._run(f"""
            CREATE OR REPLACE {kind} {table} AS SELECT {sql.part(comparison)} AS id, s.*{bits}
              FROM (SELECT DISTINCT {columns} FROM {source}) s{shares}""")

    def _answer(self) -> None:
        answer, because = sql.decision(self.model)
        self._run(f"""
            CREATE OR REPLACE TEMP TABLE decided AS SELECT record, {answer} AS answer, {because} AS because, person, weight,
                   second, levels, record IN (SELECT record FROM passed_over) AS hot
              FROM (SELECT record, max(linked) AS linked FROM asked GROUP BY record)
              LEFT JOIN (SELECT *, lead(weight) OVER best AS second, row_number() OVER best AS nth FROM best
                         WINDOW best AS (PARTITION BY record ORDER BY weight DESC, person) QUALIFY nth = 1) USING (record)""")

    def _shares(self, frequencies: Frequencies) -> None:
        for column in {column for c in self.model.comparisons for column in sql.frequencies(c)}:
            said = [
                (value, math.log2(share)) for value, share in frequencies.get(column, {}).items() if value and share
            ]
            shares = pa.table(
                {"value": pa.array([value for value, _ in said], pa.string()),
                 "bits": pa.array([bits for _, bits in said], pa.float64())}
            )  # fmt: skip
            self._run(f"CREATE OR REPLACE TABLE share_{column} AS FROM {self._relation('shares', shares)}")

    def _relation(self, name: str, rows: Path | pa.Table) -> str:
        if isinstance(rows, Path):
            quoted = str(rows).replace("'", "''")
            if rows.suffix == ".parquet":
                return f"read_parquet('{quoted}')"
            columns = ", ".join(f"'{column}': 'VARCHAR'" for column in self.model.columns)
            kinds = f"{{'person': 'BIGINT', {columns}}}"
            self._run(
                f"CREATE OR REPLACE TABLE copied AS FROM read_csv('{quoted}', auto_detect = false, header = false, "
                f"delim = ',', quote = '\"', escape = '\"', columns = {kinds})"
            )
            return "copied"
        self._connection.register(name, rows)
        return name

    def _run(self, statement: str) -> None:
        self._connection.execute(statement)


@contextmanager
def bulk(model: Model, frequencies: Frequencies, *, threads: int, memory_mib: int = MEMORY_MIB) -> Iterator[Bulk]:
    """A place on disk for one register, gone afterwards. Raises BulkFailed where DuckDB fails: a disk is full, for one."""
    try:
        with _opened(threads, memory_mib) as connection:
            yield Bulk(connection, model, frequencies)
    except duckdb.Error as error:
        # Its own words may hold values of a row: only the kind of the error is told.
        raise BulkFailed(
            f"comparing many rows at once failed: {type(error).__name__}",
            next_step="see that the temporary directory (TMPDIR) has room, or give --one-by-one",
        ) from None


@contextmanager
def _opened(threads: int, memory_mib: int) -> Iterator[duckdb.DuckDBPyConnection]:
    with own_folder() as folder:
        settings: dict[str, Any] = {"threads": threads, "memory_limit": f"{memory_mib}MiB", "preserve_insertion_order": False,
                    "temp_directory": str(folder)}  # fmt: skip
        with duckdb.connect(str(folder / "register.duckdb"), config=settings) as connection:
            connection.execute("SET enable_progress_bar = false")
            yield connection
