"""What renaming the largest region costs: its time, the rows it writes, the locks it holds until it commits.

The renaming is written as the register writes every version (`believe`) and taken back at the end, so that the
database can be measured again.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reading.database import Place, engine_of
from sqlalchemy import Connection, text

from registries.address import tables
from registries.temporal import believe
from registries.temporal.version import STATED, Version

RENAMED = date(2026, 6, 1)
LARGEST = text("""
    WITH RECURSIVE below AS (
        SELECT t.unit_id AS region, t.unit_id AS id FROM address.unit_type t WHERE t.kind = 'REGION'
        UNION ALL
        SELECT b.region, p.unit_id FROM below b JOIN address.unit_parent p ON p.parent_id = b.id AND upper_inf(p.valid_time)
    )
    SELECT b.region, count(*) FROM below b JOIN address.geonym_place g ON g.unit_id = b.id GROUP BY 1 ORDER BY 2 DESC, 1
""")
NAMES = text("""
    SELECT language, name, lower(valid_time), upper(valid_time), starts_basis, ends_basis, act_id
      FROM address.unit_name WHERE unit_id = :region
""")
WRITTEN = text("""
    SELECT relname, sum(n) FROM (
        SELECT relname, pg_stat_get_xact_tuples_inserted(c.oid) + pg_stat_get_xact_tuples_deleted(c.oid) AS n
          FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace WHERE s.nspname = 'address' AND c.relkind = 'r') w
     WHERE n > 0 GROUP BY 1 ORDER BY 2 DESC
""")
LOCKS = text("""
    SELECT locktype || ' ' || mode, count(*) FROM pg_locks
     WHERE pid = pg_backend_pid() AND locktype <> 'virtualxid' GROUP BY 1 ORDER BY 1
""")


@dataclass(frozen=True, slots=True)
class Renamed:
    """`geonyms` lie in the region; `rows` are those inserted and deleted, by table."""

    geonyms: int
    seconds: float
    rows: Mapping[str, int]
    locks: Mapping[str, int]


def renamed(place: Place) -> Renamed:
    """Rename the region with most geonyms, look, and take it back."""
    engine = engine_of(place)
    with engine.connect() as connection, connection.begin() as begun:
        region, geonyms = connection.execute(LARGEST).tuples().first() or (0, 0)
        before = time.perf_counter()
        _rename(connection, region)
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        seconds = time.perf_counter() - before
        rows = {name: int(count) for name, count in connection.execute(WRITTEN)}
        locks = {name: int(count) for name, count in connection.execute(LOCKS)}
        begun.rollback()
    engine.dispose()
    return Renamed(geonyms, seconds, rows, locks)


def _rename(connection: Connection, region: int) -> None:
    versions = []
    for language, name, since, until, starts, ends, act in connection.execute(NAMES, {"region": region}).all():
        if until is not None:
            versions.append(((language,), Version((name,), since, until, starts, None, ends, None, None, act)))
            continue
        versions.append(((language,), Version((name,), since, RENAMED, starts, None, STATED, None, None, act)))
        versions.append(((language,), Version((f"{name} 2",), RENAMED, None, STATED, None, None, None, None, act)))
    believe(connection, tables.unit_name, {region: versions})
