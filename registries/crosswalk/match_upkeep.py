"""Match rows kept in the transaction that changes a name, a birth or a sex; `match_rebuild` makes them for everybody.

They are made of what founding records say, and those that a number or a clerk joined. Whom a weight joined is not heard:
no link by weight rests on another, so that none has to be looked at again because of one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Connection, Row, text

from registries.crosswalk.match_rows import match_rows
from registries.crosswalk.match_tables import KEY_COLUMNS
from registries.crosswalk.weighing.blocking import Key
from registries.crosswalk.weighing.individual import individual_blocking, individual_model
from registries.crosswalk.weighing.scorer import Record
from registries.database import text_array
from registries.temporal.belief import copy_rows

# What a match row is made of.
SAID_IN: Final = ("individual.name", "individual.birth", "individual.sex")


def refresh_match_rows(connection: Connection, individuals: Iterable[int]) -> dict[Key, int]:
    """Bring the match rows of `individuals` in line with the register.

    Returns the keys of everybody whose rows changed, the earlier ones too, with the number of rows that each gained.
    """
    ids = sorted(set(individuals))
    return _gained(*bring_in_line(connection, ids, connection.execute(_SAID, {"ids": ids}))) if ids else {}


def bring_in_line(
    connection: Connection, ids: list[int], said: Iterable[Row[Any]], *, of_use: bool = True
) -> tuple[list[Record], list[Record]]:
    """The same, from what is said of people: rows of id, names, births and sexes, `ids` in their order and others.

    `of_use`: whether they may have rows by the keys of this release. Returns the rows of those who changed, before and after.
    """
    wanted = {row.id: match_rows([tuple(n) for n in row.names], row.births or (), row.sexes or ()) for row in said}
    kept, stale = _kept(connection, ids) if of_use else (defaultdict[int, list[Record]](list), set[int]())
    changed = [one for one in ids if one in stale or wanted.get(one, []) != kept[one]]
    if changed:
        connection.execute(_FORGET, {"ids": changed})
        _write(connection, {individual_id: wanted.get(individual_id, []) for individual_id in changed})
    return [row for one in changed for row in kept[one]], [row for one in changed for row in wanted.get(one, [])]


def _kept(connection: Connection, ids: list[int]) -> tuple[defaultdict[int, list[Record]], set[int]]:
    """The rows there are of people by the keys of this release; and who has rows by other keys."""
    kept: defaultdict[int, list[Record]] = defaultdict(list)
    stale: set[int] = set()
    recipe = individual_model().recipe
    for row in connection.execute(_KEPT, {"ids": ids}):
        if row.recipe == recipe:
            kept[row.individual_id].append(tuple(row.texts))
        else:
            stale.add(row.individual_id)
    return kept, stale


def _gained(before: Iterable[Record], after: Iterable[Record]) -> dict[Key, int]:
    blocking = individual_blocking()
    found = Counter(blocking.keys(row) for row in after)
    found.subtract(blocking.keys(row) for row in before)
    gained: Counter[Key] = Counter()
    for keys, rows in found.items():
        gained.update(dict.fromkeys(keys, rows))
    return dict(gained)


def changed_in_this_transaction(connection: Connection) -> list[int]:
    """Individuals of whom something changed that a match row is made of."""
    return list(connection.scalars(_CHANGED, {"facts": list(SAID_IN)}))


def _write(connection: Connection, wanted: Mapping[int, list[Record]]) -> None:
    columns = (
        "individual_id",
        "place",
        "normaliser",
        "recipe",
        "texts",
        *KEY_COLUMNS[: len(individual_blocking().names)],
    )
    copy_rows(connection, "crosswalk.match_row", columns, _rows(wanted))


def _rows(wanted: Mapping[int, list[Record]]) -> Iterator[tuple[object, ...]]:
    model, stored = individual_model(), individual_blocking().stored
    for individual_id, records in wanted.items():
        for place, record in enumerate(records):
            yield individual_id, place, model.normaliser, model.recipe, text_array(record), *stored(record)


# Of a row `f` of a fact.
HEARD: Final = """NOT EXISTS (SELECT FROM provenance.statement t JOIN crosswalk.seeking k ON k.record_id = t.record_id
                                                WHERE t.id = f.statement_id)"""
_SAID = text(f"""
    SELECT e.id, n.names, b.births, s.sexes
      FROM unnest(CAST(:ids AS bigint[])) AS e(id)
      JOIN LATERAL (SELECT json_agg(json_build_array(surname, given_name, patronymic)
                                    ORDER BY surname, given_name, patronymic) AS names
                      FROM (SELECT DISTINCT surname, given_name, patronymic FROM individual.name f
                             WHERE individual_id = e.id AND {HEARD}) d) n ON n.names IS NOT NULL
      LEFT JOIN LATERAL (SELECT array_agg(DISTINCT birth_date) AS births FROM individual.birth f
                          WHERE individual_id = e.id AND {HEARD}) b ON true
      LEFT JOIN LATERAL (SELECT array_agg(DISTINCT sex) AS sexes FROM individual.sex f
                          WHERE individual_id = e.id AND {HEARD}) s ON true
""")
_KEPT = text(
    "SELECT m.individual_id, m.recipe, m.texts FROM unnest(CAST(:ids AS bigint[])) AS e(id) "
    "JOIN crosswalk.match_row m ON m.individual_id = e.id ORDER BY m.individual_id, m.place"
)
_FORGET = text("DELETE FROM crosswalk.match_row WHERE individual_id = ANY(CAST(:ids AS bigint[]))")
_CHANGED = text(
    "SELECT DISTINCT entity_id FROM feed.changed WHERE position = (SELECT max(position) FROM temporal.transaction) "
    "AND fact = ANY(CAST(:facts AS text[])) ORDER BY 1"
)
