"""Plans of the compiled statements: indexes only, whatever the size; buffers and the latency of one warm client.

On the database of `--persons` and on one ten times as large, as the owner and as another role under row-level security
with policies on a setting. Policies and role are made in a transaction that is rolled back.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg2
from psycopg2.extensions import cursor as Cursor  # noqa: N812  a class
from reading.database import Place, engine_of, prepare
from reading.fill import Extent
from reading.questions import Q1, Q2, Q3, Key, Question, keys_of
from reading.statement import Compiled, compiled, has_residents

LARGE = 5_000
TIMED, WARMED, EXPLAINED = 3_000, 1_000, 50
MOST_GROWTH = 1.3
PERSONAL = ("individual", "crosswalk")
SETTINGS = "SET jit = off; SET plan_cache_mode = force_generic_plan"


@dataclass(frozen=True, slots=True)
class Planned:
    """One statement on one database: what it scans whole, buffers a query, milliseconds of one warm client (median)."""

    persons: int
    question: str
    under: str
    whole: Sequence[str]
    indexes: Sequence[str]
    buffers: float
    median_ms: float


def main(place: Place, options: argparse.Namespace, say: Callable[[str], None]) -> int:
    """Both sizes; 1 where a large table is scanned whole or the latency grows too much."""
    larger = prepare(options.data, Extent(options.persons * 10, options.seed), say, anew=options.anew)
    questions = [q for q in (Q1, Q2, *([Q3] if has_residents() else [])) if q.name.lower() in options.only]
    found = [
        planned
        for where, persons in ((place, options.persons), (larger, options.persons * 10))
        for question in questions
        for planned in _both(where, persons, question, options.seed)
    ]
    missed = sum(_tell(planned, say) for planned in found)
    for question in questions:
        for under in ("owner", "row-level security"):
            small, large = (p.median_ms for p in found if (p.question, p.under) == (question.name, under))
            grown = large / small
            say(f"  {question.name} under {under}: {grown:.2f} times the latency, at most {MOST_GROWTH:g}")
            missed += grown > MOST_GROWTH
    if options.json:
        print(json.dumps([planned.__dict__ if hasattr(planned, "__dict__") else _dict(planned) for planned in found]))
    return 1 if missed else 0


def _dict(planned: Planned) -> dict[str, Any]:
    return {name: getattr(planned, name) for name in Planned.__slots__}


def _tell(planned: Planned, say: Callable[[str], None]) -> int:
    say(
        f"  {planned.persons:>9,} persons, {planned.question} under {planned.under}: {planned.buffers:.0f} buffers, "
        f"{planned.median_ms:.3f} ms, {len(planned.indexes)} indexes"
        + (f", SCANNED WHOLE: {', '.join(planned.whole)}" if planned.whole else "")
    )
    return int(bool(planned.whole))


def _both(place: Place, persons: int, question: Question, seed: int) -> Iterator[Planned]:
    made = compiled(question, "derived")
    if made is None:
        return
    engine = engine_of(place)
    with engine.connect() as connection:
        today = connection.exec_driver_sql("SELECT current_date").scalar_one()
        blocks = Extent(persons, seed).numbers["blocks"]
        keys = list(keys_of(connection, question, seed, blocks, today))[: TIMED + WARMED]
    engine.dispose()
    session = psycopg2.connect(place.plain_url)
    with session.cursor() as cursor:
        cursor.execute(SETTINGS)
        yield _planned(cursor, made, keys, persons, question, "owner", today)
        _secure(cursor)
        yield _planned(cursor, made, keys, persons, question, "row-level security", today)
    session.rollback()
    session.close()


def _planned(
    cursor: Cursor, made: Compiled, keys: Sequence[Key], persons: int, question: Question, under: str, today: Any
) -> Planned:
    cursor.execute("DEALLOCATE ALL")
    cursor.execute(f"PREPARE asked AS {made.sql}")
    listed = f"({', '.join(['%s'] * len(made.parameters))})"
    values = [made.values(key, today) for key in keys]
    nodes: list[dict[str, Any]] = []
    buffers = []
    for one in values[:EXPLAINED]:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE asked{listed}", one)
        plan = cursor.fetchone()[0][0]["Plan"]
        nodes = list(_nodes(plan))
        buffers.append(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
    taken = []
    for one in values:
        begun = time.perf_counter()
        cursor.execute(f"EXECUTE asked{listed}", one)
        cursor.fetchall()
        taken.append(time.perf_counter() - begun)
    warm = taken[WARMED:] or taken
    return Planned(
        persons, question.name, under, sorted(_scanned(cursor, nodes)),
        sorted({node["Index Name"] for node in nodes if "Index Name" in node}),
        statistics.median(buffers), round(statistics.median(warm) * 1000, 4),
    )  # fmt: skip


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def _scanned(cursor: Cursor, nodes: Sequence[dict[str, Any]]) -> set[str]:
    """Large tables that are read from end to end."""
    whole = {node["Relation Name"] for node in nodes if node["Node Type"] in ("Seq Scan", "Sample Scan")}
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relname = ANY (%s) AND relkind = 'r' AND reltuples > %s",
        (list(whole), LARGE),
    )
    return {name for (name,) in cursor.fetchall()}


def _secure(cursor: Cursor) -> None:
    """Row-level security on every table of persons, and a role that it binds; gone with the transaction."""
    cursor.execute("CREATE ROLE reading_portal NOLOGIN")
    cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname = ANY (%s)",
                   (["address", "individual", "crosswalk", "temporal", "provenance", "alphabet", "legal_entity"],))  # fmt: skip
    for (schema,) in cursor.fetchall():
        cursor.execute(f"GRANT USAGE ON SCHEMA {schema} TO reading_portal")
        cursor.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO reading_portal")
    cursor.execute(
        "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text = ANY (%s)",
        (list(PERSONAL),),
    )
    for (table,) in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        cursor.execute(
            f"CREATE POLICY asked ON {table} FOR SELECT TO reading_portal "
            "USING (current_setting('registries.consumer', true) = 'portal')"
        )
    cursor.execute("SET LOCAL registries.consumer = 'portal'; SET LOCAL ROLE reading_portal")
