"""Match rows kept in the transaction that changes a name, a birth or a sex; `match_rebuild` makes them for everybody."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Row, text

from registries.crosswalk.match_rows import match_rows
from registries.crosswalk.match_tables import KEY_COLUMNS
from registries.crosswalk.weighing.blocking import Blocking
from registries.crosswalk.weighing.individual import individual_model
from registries.crosswalk.weighing.scorer import Record
from registries.temporal.belief import copy_rows

# What a match row is made of.
SAID_IN: Final = ("individual.name", "individual.birth", "individual.sex")


def refresh_match_rows(connection: Connection, individuals: Iterable[int]) -> int:
    """Bring the match rows of `individuals` in line with the register; returns of how many they changed."""
    ids = sorted(set(individuals))
    return bring_in_line(connection, ids, connection.execute(_SAID, {"ids": ids})) if ids else 0


def bring_in_line(connection: Connection, ids: list[int], said: Iterable[Row[Any]], *, of_use: bool = True) -> int:
    """The same, from what is said of people: rows of id, names, births and sexes, `ids` in their order and others.

    `of_use`: whether they may have rows by the keys of this release.
    """
    wanted = {row.id: match_rows([tuple(n) for n in row.names], row.births or (), row.sexes or ()) for row in said}
    kept: dict[int, list[Record]] = defaultdict(list)
    for row in connection.execute(_KEPT, {"ids": ids, "recipe": individual_model().recipe}) if of_use else ():
        kept[row.individual_id].append(tuple(row.texts))
    changed = [individual_id for individual_id in ids if wanted.get(individual_id, []) != kept[individual_id]]
    if changed:
        connection.execute(_FORGET, {"ids": changed})
        _write(connection, {individual_id: wanted.get(individual_id, []) for individual_id in changed})
    return len(changed)


def changed_in_this_transaction(connection: Connection) -> list[int]:
    """Individuals of whom something changed that a match row is made of."""
    return list(connection.scalars(_CHANGED, {"facts": list(SAID_IN)}))


@cache
def _blocking() -> Blocking:
    return Blocking(individual_model())


def _write(connection: Connection, wanted: Mapping[int, list[Record]]) -> None:
    columns = ("individual_id", "place", "normaliser", "recipe", "texts", *KEY_COLUMNS[: len(_blocking().names)])
    copy_rows(connection, "crosswalk.match_row", columns, _rows(wanted))


def _rows(wanted: Mapping[int, list[Record]]) -> Iterator[tuple[object, ...]]:
    model, stored = individual_model(), _blocking().stored
    for individual_id, records in wanted.items():
        for place, record in enumerate(records):
            yield individual_id, place, model.normaliser, model.recipe, _array(record), *stored(record)


def _array(record: Record) -> str:
    """A list of texts as PostgreSQL writes one (PostgreSQL documentation, "Array Input and Output Syntax")."""
    return "{" + ",".join(["NULL" if said is None else _element(said) for said in record]) + "}"


def _element(said: str) -> str:
    if "\\" in said or '"' in said:
        said = said.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{said}"'


_SAID = text("""
    SELECT e.id, n.names, b.births, s.sexes
      FROM unnest(CAST(:ids AS bigint[])) AS e(id)
      JOIN LATERAL (SELECT json_agg(json_build_array(surname, given_name, patronymic)
                                    ORDER BY surname, given_name, patronymic) AS names
                      FROM (SELECT DISTINCT surname, given_name, patronymic FROM individual.name
                             WHERE individual_id = e.id) d) n ON n.names IS NOT NULL
      LEFT JOIN LATERAL (SELECT array_agg(DISTINCT birth_date) AS births FROM individual.birth
                          WHERE individual_id = e.id) b ON true
      LEFT JOIN LATERAL (SELECT array_agg(DISTINCT sex) AS sexes FROM individual.sex
                          WHERE individual_id = e.id) s ON true
""")
_KEPT = text(
    "SELECT m.individual_id, m.texts FROM unnest(CAST(:ids AS bigint[])) AS e(id) "
    "JOIN crosswalk.match_row m ON m.individual_id = e.id AND m.recipe = :recipe ORDER BY m.individual_id, m.place"
)
_FORGET = text("DELETE FROM crosswalk.match_row WHERE individual_id = ANY(CAST(:ids AS bigint[]))")
_CHANGED = text(
    "SELECT DISTINCT entity_id FROM feed.changed WHERE position = (SELECT max(position) FROM temporal.transaction) "
    "AND fact = ANY(CAST(:facts AS text[])) ORDER BY 1"
)
