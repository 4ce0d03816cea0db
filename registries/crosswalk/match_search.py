"""Finding people on the database by blocking keys: for one record or for a thousand in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, text

from registries.crosswalk.match_tables import BORN_KEYS, KEY_COLUMNS, index_of
from registries.crosswalk.weighing.individual import individual_model
from registries.crosswalk.weighing.matching import Matcher, Near
from registries.crosswalk.weighing.model import Model
from registries.crosswalk.weighing.narrowing import Probe
from registries.crosswalk.weighing.scorer import Frequencies, Record
from registries.errors import RegistryError
from registries.prepared import PreparedStatement

KEY_INDEXES: Final = tuple(map(index_of, range(len(KEY_COLUMNS))))


class MatchRowsOutdated(RegistryError):
    """The match rows were made by other keys than this release looks for, or are being made."""

    code = "MATCH_ROWS_OUTDATED"


@dataclass(frozen=True, slots=True)
class Searched:
    """Who shares which key; a key that too many share leads to nobody and is in `hot`."""

    model: Model
    by_key: dict[Probe, list[tuple[int, Record]]]
    hot: frozenset[Probe]

    def look(self, keys: Sequence[Probe]) -> Near:
        found = dict.fromkeys(near for key in keys for near in self.by_key.get(key, ()))
        return found, [self.model.keys[key[0]].name for key in keys if key in self.hot]


def search(connection: Connection, model: Model, keys: Iterable[Probe]) -> Searched:
    """Look for all of `keys` in one statement."""
    whole: list[list[Probe]] = [[] for _ in KEY_COLUMNS]
    narrow: list[list[Probe]] = [[] for _ in KEY_COLUMNS]
    for key in sorted(set(keys)):
        (whole if len(key) == 2 else narrow)[key[0]].append(key)
    most = int(model.thresholds["most_of_a_key"])
    by_key: dict[Probe, list[tuple[int, Record]]] = defaultdict(list)
    hot: set[Probe] = set()
    wanted = [*whole, *(narrow[number] for number in BORN_KEYS)]
    if any(wanted):
        for branch, place, individual_id, texts in _NEAR.rows(connection, *_sent(whole, narrow), most):
            key = wanted[branch][place - 1]
            if individual_id is None:
                hot.add(key)
            else:
                by_key[key].append((individual_id, tuple(texts)))
    hot.update(key for key, near in by_key.items() if len(near) > most)
    return Searched(model, {key: near for key, near in by_key.items() if key not in hot}, frozenset(hot))


def _sent(whole: list[list[Probe]], narrow: list[list[Probe]]) -> Iterator[Sequence[object]]:
    for keys in whole:
        yield [key[1] for key in keys]
    for number in BORN_KEYS:
        yield [key[1] for key in narrow[number]]
        yield [key[2] for key in narrow[number] if len(key) == 3]


def database_matcher(connection: Connection) -> Matcher:
    """The committed model over the register of `connection`, one statement for each record asked about.

    Raises MatchRowsOutdated where the match rows are of other keys.
    """
    model = individual_model()
    check_recipe(connection, model)

    def look(keys: Sequence[Probe]) -> Near:
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


_MOST: Final = f"CAST(${len(KEY_COLUMNS) + 2 * len(BORN_KEYS) + 1} AS bigint)"


def _branch(number: int) -> str:
    """One more than the most of a key is enough to know that it is hot."""
    return (
        f"SELECT {number} AS branch, e.place, m.individual_id, m.texts "
        f"FROM unnest(CAST(${number + 1} AS bigint[])) WITH ORDINALITY AS e(key, place) "
        f"CROSS JOIN LATERAL (SELECT individual_id, texts FROM crosswalk.match_row "
        f"WHERE {KEY_COLUMNS[number]} = e.key LIMIT {_MOST} + 1) m"
    )


def _narrow_branch(order: int, number: int) -> str:
    """A key is as hot as without the births: it is counted in the index, and where it is too common nobody is read."""
    column, first = KEY_COLUMNS[number], len(KEY_COLUMNS) + 2 * order + 1
    return (
        f"SELECT {len(KEY_COLUMNS) + order}, e.place, m.individual_id, m.texts "
        f"FROM unnest(CAST(${first} AS bigint[]), CAST(${first + 1} AS text[])) WITH ORDINALITY AS e(key, births, place) "
        f"CROSS JOIN LATERAL (SELECT count(*) > {_MOST} AS hot FROM (SELECT FROM crosswalk.match_row "
        f"WHERE {column} = e.key LIMIT {_MOST} + 1) k) c "
        f"LEFT JOIN LATERAL (SELECT individual_id, texts FROM crosswalk.match_row WHERE NOT c.hot AND {column} = e.key "
        f"AND crosswalk.born(texts) = ANY (CAST(e.births AS integer[]))) m ON true "
        f"WHERE c.hot OR m.individual_id IS NOT NULL"
    )


# Every key has its branch, with no value where none is looked for: one plan for all.
_NEAR: Final = PreparedStatement(
    "near_by_keys",
    " UNION ALL ".join(
        [*map(_branch, range(len(KEY_COLUMNS))), *(_narrow_branch(*one) for one in enumerate(BORN_KEYS))]
    ),
    len(KEY_COLUMNS) + 2 * len(BORN_KEYS) + 1,
)
