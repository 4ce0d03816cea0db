"""Match rows for everybody: after an upgrade, after a fill, or because the keys are others in this release.

Where no row is of this release's keys there is nothing to keep: the table is emptied and loses the indexes of its keys,
rows are copied in by several processes, and the indexes are made at the end, each of sorted keys (a row kept in twelve
B-trees costs several times a row without). Until then nobody is looked for (MATCH_ROWS_OUTDATED), while loads go on and keep
the rows of whom they change. Otherwise rows are compared, and only those put right that are wrong.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.schema import CreateIndex

from registries.crosswalk.match_search import KEY_INDEXES, keys_are_made
from registries.crosswalk.match_tables import match_row
from registries.crosswalk.match_upkeep import HEARD, bring_in_line
from registries.crosswalk.weighing.frequencies import columns_with_frequencies
from registries.crosswalk.weighing.individual import individual_model
from registries.database import engine_for, transaction
from registries.temporal.transaction import without_writers
from registries.worker_process import worker_processes

BATCH: Final = 10_000
Part = tuple[int, int]  # the first and the last individual


def rebuild_match_rows(engine: Engine, done: Callable[[int], None] = lambda _: None, *, workers: int = 1) -> None:
    """Every match row anew, in batches that each leave a lawful state, then how common values are.

    Does nothing to rows that are as they should be, so that it can be repeated after any interruption. `done` is told the
    people of each batch. Raises WorkerDiedError.
    """
    _begin_anew(engine)
    with transaction(engine) as connection:
        whole = keys_are_made(connection)
        parts: list[Part] = [(row.first, row.last) for row in connection.execute(_PARTS, {"batch": BATCH})]
    for count in _made(engine, parts, workers, missing_only=not whole):
        done(count)
    with transaction(engine) as connection:
        count_values(connection)
    if not whole:
        _make_keys(engine, workers)


def count_values(connection: Connection) -> None:
    """Count anew how common the values of the match rows are."""
    # One that counts beside this waits; who reads does not.
    connection.execute(text("LOCK TABLE crosswalk.value_share IN SHARE ROW EXCLUSIVE MODE"))
    connection.execute(text("DELETE FROM crosswalk.value_share"))
    model = individual_model()
    columns = columns_with_frequencies(model)
    said = ", ".join(f"texts[{model.place[column] + 1}] AS {column}" for column in columns)
    names = " ".join(f"WHEN grouping({column}) = 0 THEN '{column}'" for column in columns)
    sets = ", ".join(f"({column})" for column in columns)
    # All columns in one walk through the rows.
    connection.execute(
        text(f"""
        INSERT INTO crosswalk.value_share (column_name, value, share)
        SELECT v.name, v.value, v.count::float8 / sum(v.count) OVER (PARTITION BY v.name)
          FROM (SELECT CASE {names} END AS name, coalesce({", ".join(columns)}) AS value, count(*) AS count
                  FROM (SELECT {said} FROM crosswalk.match_row) r GROUP BY GROUPING SETS ({sets})) v
         WHERE v.value IS NOT NULL
    """)
    )


def _begin_anew(engine: Engine) -> None:
    """Empty the table where nothing in it is of use, and leave its keys for later."""
    recipe = {"recipe": individual_model().recipe}
    with transaction(engine) as connection:
        if connection.scalar(_OF_USE, recipe):
            return
    # A transaction of its own: two that had read the table would wait for each other.
    with transaction(engine) as connection:
        connection.execute(text("LOCK TABLE crosswalk.match_row IN ACCESS EXCLUSIVE MODE"))
        # A load may have come in between.
        if not connection.scalar(_OF_USE, recipe):
            connection.execute(text("TRUNCATE crosswalk.match_row"))
            for name in KEY_INDEXES:
                connection.execute(text(f"DROP INDEX IF EXISTS crosswalk.{name}"))


def _made(engine: Engine, parts: list[Part], workers: int, *, missing_only: bool) -> Iterator[int]:
    """The people of each part that is done."""
    if min(workers, len(parts)) <= 1:
        yield from map(partial(_make, engine, missing_only=missing_only), parts)
        return
    url = engine.url.render_as_string(hide_password=False)
    with worker_processes(workers) as pool:
        yield from pool.map(partial(_make_by_url, url, missing_only=missing_only), parts)


def _make_by_url(url: str, part: Part, *, missing_only: bool) -> int:
    return _make(engine_for(url), part, missing_only=missing_only)


def _make(engine: Engine, part: Part, *, missing_only: bool) -> int:
    """Nobody changes a name between the reading of it and the writing of its keys, nor makes another rebuild the same part."""
    bounds = {"first": part[0], "last": part[1]}
    with transaction(engine) as connection:
        without_writers(connection)
        connection.execute(_ALONE, {"what": f"crosswalk.match_row from {part[0]}"})
        ids = wanted = list(connection.scalars(_EVERYBODY, bounds))
        if missing_only:
            made = set(connection.scalars(_WITH, {**bounds, "recipe": individual_model().recipe}))
            wanted = [one for one in ids if one not in made]
        if wanted:
            bring_in_line(connection, wanted, connection.execute(_SAID, bounds), of_use=not missing_only)
    return len(ids)


def _make_keys(engine: Engine, at_once: int) -> None:
    """The indexes that are missing, each in a transaction of its own; then the statistics that choose among them."""
    made = [CreateIndex(one, if_not_exists=True) for one in match_row.indexes if one.name in KEY_INDEXES]
    with ThreadPoolExecutor(at_once) as threads:
        _all(threads.map(partial(_make_key, engine), sorted(made, key=lambda one: str(one.element.name))))
    with transaction(engine) as connection:
        connection.execute(text("ANALYZE crosswalk.match_row"))


def _make_key(engine: Engine, index: CreateIndex) -> None:
    with transaction(engine) as connection:
        connection.execute(_ALONE, {"what": f"crosswalk.{index.element.name}"})
        connection.execute(index)


def _all(results: Iterable[None]) -> None:
    """Raises what one of them raised."""
    list(results)


_OF_USE = text("SELECT EXISTS (SELECT FROM crosswalk.match_row WHERE recipe = :recipe)")
_PARTS = text("""
    SELECT min(id) AS first, max(id) AS last
      FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / :batch AS part FROM individual.individual) i
     GROUP BY part ORDER BY part
""")
# Two rebuilds at once share the work: what one makes the other waits for, and finds made.
_ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))")
_EVERYBODY = text("SELECT id FROM individual.individual WHERE id BETWEEN :first AND :last ORDER BY id")
# By a range of the primary key: while the table is filled its statistics are worth nothing.
_WITH = text(
    "SELECT individual_id FROM crosswalk.match_row WHERE individual_id BETWEEN :first AND :last AND recipe = :recipe"
)
# Of neighbours at once: three times as fast as one by one.
_SAID = text(f"""
    WITH n AS (SELECT individual_id AS id, json_agg(json_build_array(surname, given_name, patronymic)
                                                    ORDER BY surname, given_name, patronymic) AS names
                 FROM (SELECT DISTINCT individual_id, surname, given_name, patronymic FROM individual.name f
                        WHERE individual_id BETWEEN CAST(:first AS bigint) AND CAST(:last AS bigint) AND {HEARD}) d GROUP BY 1),
         b AS (SELECT individual_id AS id, array_agg(DISTINCT birth_date) AS births FROM individual.birth f
                WHERE individual_id BETWEEN CAST(:first AS bigint) AND CAST(:last AS bigint) AND {HEARD} GROUP BY 1),
         s AS (SELECT individual_id AS id, array_agg(DISTINCT sex) AS sexes FROM individual.sex f
                WHERE individual_id BETWEEN CAST(:first AS bigint) AND CAST(:last AS bigint) AND {HEARD} GROUP BY 1)
    SELECT n.id, n.names, b.births, s.sexes FROM n LEFT JOIN b USING (id) LEFT JOIN s USING (id)
""")
