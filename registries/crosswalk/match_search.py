"""Finding people on the database by blocking keys: for one record or for a thousand in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, text

from registries.crosswalk.match_tables import KEY_COLUMNS
from registries.crosswalk.weighing.blocking import Key
from registries.crosswalk.weighing.individual import individual_model
from registries.crosswalk.weighing.matching import Matcher, Near
from registries.crosswalk.weighing.model import Model
from registries.crosswalk.weighing.scorer import Frequencies, Record
from registries.errors import RegistryError
from registries.prepared import PreparedStatement

KEY_INDEXES: Final = tuple(f"ix_match_row_{name}" for name in KEY_COLUMNS)


class MatchRowsOutdated(RegistryError):
    """The match rows were made by other keys than this release looks for, or are being made."""

    code = "MATCH_ROWS_OUTDATED"


@dataclass(frozen=True, slots=True)
class Searched:
    """Who shares which key; a key that too many share leads to nobody and is in `hot`."""

    model: Model
    by_key: dict[Key, list[tuple[int, Record]]]
    hot: frozenset[Key]

    def look(self, keys: Sequence[Key]) -> Near:
        found = dict.fromkeys(near for key in keys for near in self.by_key.get(key, ()))
        return found, [self.model.keys[key[0]].name for key in keys if key in self.hot]


def search(connection: Connection, model: Model, keys: Iterable[Key]) -> Searched:
    """Look for all of `keys` in one statement."""
    wanted: list[list[int]] = [[] for _ in KEY_COLUMNS]
    for number, hashed in sorted(set(keys)):
        wanted[number].append(hashed)
    most = int(model.thresholds["most_of_a_key"])
    by_key: dict[Key, list[tuple[int, Record]]] = defaultdict(list)
    if any(wanted):
        for number, key, individual_id, texts in _NEAR.rows(connection, *wanted, most):
            by_key[number, key].append((individual_id, tuple(texts)))
    hot = frozenset(key for key, near in by_key.items() if len(near) > most)
    return Searched(model, {key: near for key, near in by_key.items() if key not in hot}, hot)


def database_matcher(connection: Connection) -> Matcher:
    """The committed model over the register of `connection`, one statement for each record asked about.

    Raises MatchRowsOutdated where the match rows are of other keys.
    """
    model = individual_model()
    check_recipe(connection, model)

    def look(keys: Sequence[Key]) -> Near:
        return search(connection, model, keys).look(keys)

    return Matcher(model, frequencies(connection), people_known(connection), look)


# Indexes of keys that are now those this snapshot knows: while everybody's rows are made there are fewer, and afterwards
# none that a snapshot from before knows, which sees none of the rows either. A row that is read here keeps the table from
# being emptied until the transaction ends.
ROWS_STATE: Final = f"""
    (SELECT min(recipe) FROM crosswalk.match_row) AS least, (SELECT max(recipe) FROM crosswalk.match_row) AS most,
    (SELECT count(*) FROM pg_class WHERE relnamespace = 'crosswalk'::regnamespace
        AND relname IN ({", ".join(f"'{name}'" for name in KEY_INDEXES)})
        AND to_regclass('crosswalk.' || relname) = oid) AS keys_made
"""


def check_recipe(connection: Connection, model: Model) -> None:
    row = connection.execute(text(f"SELECT {ROWS_STATE}")).one()
    refuse_other_recipe(row.least, row.most, row.keys_made, model)


def refuse_other_recipe(least: int | None, most: int | None, keys: int, model: Model) -> None:
    """Raises MatchRowsOutdated where the lowest or the highest recipe among the match rows is not the model's, or keys lack."""
    if {least, most} - {None, model.recipe}:
        raise MatchRowsOutdated(
            "the keys by which people are found were made by another release",
            next_step="run `registries linkage rebuild`, which may be repeated at any time",
        )
    if keys < len(KEY_INDEXES):
        raise MatchRowsOutdated(
            "the keys by which people are found are being made, or their making was interrupted",
            next_step="wait for `registries linkage rebuild` to end, or run it again",
        )


def keys_are_made(connection: Connection) -> bool:
    """Whether every key of the match rows has its index."""
    return bool(connection.execute(text(f"SELECT {ROWS_STATE}")).one().keys_made == len(KEY_INDEXES))


def frequencies(connection: Connection) -> Frequencies:
    """How common values were when they were last counted; empty where they never were."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in connection.execute(text("SELECT column_name, value, share FROM crosswalk.value_share")):
        found[row.column_name][row.value] = row.share
    return found


def people_known(connection: Connection) -> int:
    """How many people there are to be found, by the planner's estimate: the prior asks for the order of magnitude."""
    estimate = text("SELECT reltuples::bigint FROM pg_class WHERE oid = 'individual.individual'::regclass")
    known = int(connection.scalar(estimate) or 0)
    return known if known > 0 else int(connection.scalar(text("SELECT count(*) FROM individual.individual")) or 0)


def _branch(number: int) -> str:
    """One more than the most of a key is enough to know that it is hot."""
    return (
        f"SELECT {number} AS number, e.key, m.individual_id, m.texts FROM unnest(CAST(${number + 1} AS bigint[])) AS e(key) "
        f"CROSS JOIN LATERAL (SELECT individual_id, texts FROM crosswalk.match_row "
        f"WHERE {KEY_COLUMNS[number]} = e.key LIMIT CAST(${len(KEY_COLUMNS) + 1} AS bigint) + 1) m"
    )


# Every key has its branch, with no value where none is looked for: one plan for all.
_NEAR: Final = PreparedStatement(
    "near_by_keys", " UNION ALL ".join(map(_branch, range(len(KEY_COLUMNS)))), len(KEY_COLUMNS) + 1
)
