"""Match rows kept in the transaction that changes a name, a birth or a sex; and rebuilt when the keys change.

They are made of what founding records say, and those that a number or a clerk joined. Whom a weight joined is not heard:
no link by weight rests on another, so that none has to be looked at again because of one.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from sqlalchemy import Connection, Engine, text

from registries.crosswalk.match_rows import match_rows
from registries.crosswalk.match_tables import KEY_COLUMNS
from registries.crosswalk.weighing.blocking import Blocking, Key
from registries.crosswalk.weighing.frequencies import columns_with_frequencies
from registries.crosswalk.weighing.individual import individual_model
from registries.crosswalk.weighing.scorer import Record
from registries.database import transaction

# What a match row is made of.
SAID_IN: Final = ("individual.name", "individual.birth", "individual.sex")
BATCH: Final = 10_000


def refresh_match_rows(connection: Connection, individuals: Iterable[int]) -> dict[Key, int]:
    """Bring the match rows of `individuals` in line with the register.

    Returns the keys of everybody whose rows changed, the earlier ones too, with the number of rows that each gained.
    """
    ids = sorted(set(individuals))
    if not ids:
        return {}
    wanted = _wanted(connection, ids)
    kept: dict[int, list[Record]] = defaultdict(list)
    for row in connection.execute(_KEPT, {"ids": ids, "recipe": individual_model().recipe}):
        kept[row.individual_id].append(tuple(row.texts))
    changed = [individual_id for individual_id in ids if wanted.get(individual_id, []) != kept[individual_id]]
    if changed:
        connection.execute(_FORGET, {"ids": changed})
        _write(connection, {individual_id: wanted.get(individual_id, []) for individual_id in changed})
    return _gained(
        [row for one in changed for row in kept[one]], [row for one in changed for row in wanted.get(one, [])]
    )


def _gained(before: Iterable[Record], after: Iterable[Record]) -> dict[Key, int]:
    blocking = Blocking(individual_model())
    found = Counter(blocking.keys(row) for row in after)
    found.subtract(blocking.keys(row) for row in before)
    gained: Counter[Key] = Counter()
    for keys, rows in found.items():
        gained.update(dict.fromkeys(keys, rows))
    return dict(gained)


def changed_in_this_transaction(connection: Connection) -> list[int]:
    """Individuals of whom something changed that a match row is made of."""
    return list(connection.scalars(_CHANGED, {"facts": list(SAID_IN)}))


def rebuild_match_rows(engine: Engine, done: Callable[[int], None] = lambda _: None) -> None:
    """Every match row anew, in batches that each leave a lawful state, then how common values are.

    Does nothing to rows that are as they should be, so that it can be repeated after any interruption.
    """
    last = 0
    while True:
        with transaction(engine) as connection:
            connection.execute(_LOCK)
            ids = list(connection.scalars(_NEXT, {"last": last, "batch": BATCH}))
            refresh_match_rows(connection, ids)
        if not ids:
            break
        last = ids[-1]
        done(len(ids))
    with transaction(engine) as connection:
        count_values(connection)


def count_values(connection: Connection) -> None:
    """Count anew how common the values of the match rows are."""
    connection.execute(text("DELETE FROM crosswalk.value_share"))
    model = individual_model()
    for column in columns_with_frequencies(model):
        connection.execute(_COUNT, {"column": column, "place": model.place[column] + 1})


def _wanted(connection: Connection, ids: list[int]) -> dict[int, list[Record]]:
    rows = connection.execute(_SAID, {"ids": ids})
    return {row.id: match_rows([tuple(n) for n in row.names], row.births or (), row.sexes or ()) for row in rows}


def _write(connection: Connection, wanted: Mapping[int, list[Record]]) -> None:
    model = individual_model()
    blocking = Blocking(model)
    rows = [
        {
            "individual_id": individual_id,
            "place": place,
            "normaliser": model.normaliser,
            "recipe": model.recipe,
            "texts": list(record),
            **dict(zip(KEY_COLUMNS, blocking.stored(record), strict=False)),
        }
        for individual_id, records in wanted.items()
        for place, record in enumerate(records)
    ]
    connection.execute(_WRITE, {"rows": json.dumps(rows)})


_HEARD = """NOT EXISTS (SELECT FROM provenance.statement t JOIN crosswalk.seeking k ON k.record_id = t.record_id
                                                WHERE t.id = f.statement_id)"""
_SAID = text(f"""
    SELECT e.id, n.names, b.births, s.sexes
      FROM unnest(CAST(:ids AS bigint[])) AS e(id)
      JOIN LATERAL (SELECT json_agg(json_build_array(surname, given_name, patronymic)
                                    ORDER BY surname, given_name, patronymic) AS names
                      FROM (SELECT DISTINCT surname, given_name, patronymic FROM individual.name f
                             WHERE individual_id = e.id AND {_HEARD}) d) n ON n.names IS NOT NULL
      LEFT JOIN LATERAL (SELECT array_agg(DISTINCT birth_date) AS births FROM individual.birth f
                          WHERE individual_id = e.id AND {_HEARD}) b ON true
      LEFT JOIN LATERAL (SELECT array_agg(DISTINCT sex) AS sexes FROM individual.sex f
                          WHERE individual_id = e.id AND {_HEARD}) s ON true
""")
_KEPT = text(
    "SELECT m.individual_id, m.texts FROM unnest(CAST(:ids AS bigint[])) AS e(id) "
    "JOIN crosswalk.match_row m ON m.individual_id = e.id AND m.recipe = :recipe ORDER BY m.individual_id, m.place"
)
_FORGET = text("DELETE FROM crosswalk.match_row WHERE individual_id = ANY(CAST(:ids AS bigint[]))")
_COLUMNS = ("individual_id bigint", "place smallint", "normaliser smallint", "recipe bigint", "texts text[]")
_WRITE = text(
    f"INSERT INTO crosswalk.match_row SELECT * FROM json_to_recordset(CAST(:rows AS json)) AS r("
    f"{', '.join((*_COLUMNS, *(f'{name} bigint' for name in KEY_COLUMNS)))})"
)
_CHANGED = text(
    "SELECT DISTINCT entity_id FROM feed.changed WHERE position = (SELECT max(position) FROM temporal.transaction) "
    "AND fact = ANY(CAST(:facts AS text[])) ORDER BY 1"
)
# Nobody changes a name between the reading of it and the writing of its keys.
_LOCK = text("LOCK TABLE crosswalk.match_row IN SHARE ROW EXCLUSIVE MODE")
_NEXT = text("SELECT id FROM individual.individual WHERE id > :last ORDER BY id LIMIT :batch")
_COUNT = text("""
    INSERT INTO crosswalk.value_share (column_name, value, share)
    SELECT :column, v.value, v.count::float8 / sum(v.count) OVER ()
      FROM (SELECT texts[:place] AS value, count(*) AS count FROM crosswalk.match_row
             WHERE texts[:place] IS NOT NULL GROUP BY 1) v
""")
