"""Records that seek their person by weight: kept with the keys under which he would be found, awakened by whoever bears one."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, text

from registries.crosswalk.match_search import keys_are_made
from registries.crosswalk.match_tables import KEY_COLUMNS
from registries.crosswalk.weighing.blocking import Key
from registries.crosswalk.weighing.individual import individual_blocking, individual_model
from registries.crosswalk.weighing.matching import Described


def keys_of(said: Described) -> list[int]:
    """The hashes under which anybody would be found for a record, with names in each other's field too."""
    probes = individual_blocking().probes
    return sorted({hashed for row in (*said.rows(), *said.turned()) for _, hashed in probes(row)})


def known_seekers(connection: Connection, records: Iterable[int]) -> set[int]:
    """Those of `records` that sought their person until now."""
    return set(connection.scalars(_KNOWN, {"ids": sorted(set(records))}))


def note_seekers(connection: Connection, seekers: Mapping[int, list[int]], others: Iterable[int]) -> set[int]:
    """Keep `seekers` with their keys, and `others` no more; returns those of `others` that were kept."""
    if seekers:
        rows = [{"record_id": record_id, "keys": keys} for record_id, keys in sorted(seekers.items())]
        connection.execute(_KEEP, {"rows": json.dumps(rows)})
    return set(connection.scalars(_FORGET, {"ids": sorted(set(others))}))


def awakened(connection: Connection, gained: Mapping[Key, int]) -> set[int]:
    """Seekers under keys of people who changed; `gained` says how many more match rows each key has now.

    A key that was too common to follow, and still is, found nobody and finds nobody: it awakens nobody. While the keys have no
    indexes nobody is looked for: whoever makes them weighs all seekers afterwards.
    """
    if not gained or not connection.scalar(_ANYBODY) or not keys_are_made(connection):
        return set()
    by_number: dict[int, list[Key]] = defaultdict(list)
    for key in sorted(gained):
        by_number[key[0]].append(key)
    parameters: dict[str, object] = {"most": int(individual_model().thresholds["most_of_a_key"])}
    for number, keys in by_number.items():
        parameters[f"keys_{number}"] = [hashed for _, hashed in keys]
        parameters[f"gained_{number}"] = [max(gained[key], 0) for key in keys]
    followed = " UNION ALL ".join(_branch(number) for number in by_number)
    return set(connection.scalars(text(_AWAKENED.format(followed)), parameters))


def _branch(number: int) -> str:
    """Of each key no more rows are counted than tell whether it is, and was, too common."""
    return (
        f"SELECT e.key FROM unnest(CAST(:keys_{number} AS bigint[]), CAST(:gained_{number} AS int[])) AS e(key, gained) "
        f"WHERE (SELECT count(*) FROM (SELECT FROM crosswalk.match_row WHERE {KEY_COLUMNS[number]} = e.key "
        f"LIMIT :most + 1 + e.gained) c) < :most + 1 + e.gained"
    )


_KNOWN = text("SELECT record_id FROM crosswalk.seeking WHERE record_id = ANY(CAST(:ids AS bigint[]))")
_KEEP = text("""
    INSERT INTO crosswalk.seeking AS s (record_id, keys)
    SELECT record_id, keys FROM json_to_recordset(CAST(:rows AS json)) AS r(record_id bigint, keys bigint[])
    ON CONFLICT (record_id) DO UPDATE SET keys = excluded.keys WHERE s.keys <> excluded.keys
""")
_FORGET = text("DELETE FROM crosswalk.seeking WHERE record_id = ANY(CAST(:ids AS bigint[])) RETURNING record_id")
_ANYBODY = text("SELECT EXISTS (SELECT FROM crosswalk.seeking)")
# Key by key: of an array of thousands the index compares every key with every record it finds.
_AWAKENED = """
    SELECT DISTINCT s.record_id FROM ({}) f
     CROSS JOIN LATERAL (SELECT record_id FROM crosswalk.seeking WHERE keys @> ARRAY[f.key]) s
"""
