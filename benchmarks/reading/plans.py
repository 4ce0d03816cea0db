"""Plans of the compiled statements: indexes only, whatever the size; buffers and the latency of one warm client.

On the database of `--persons` and on one of `--larger`, as the owner and as another role under row-level security
with policies on a setting. Policies and role are made in a transaction that is rolled back. The two sizes are timed in
turns, so that other work on the machine weighs on both.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import psycopg2
from psycopg2.extensions import cursor as Cursor  # noqa: N812  a class
from reading.database import Place, engine_of, prepare
from reading.fill import Extent
from reading.questions import Q1, Q2, Q3, Question, keys_of
from reading.statement import Compiled, statement

from registry_api.moment import ALMATY

LARGE = 5_000
TURNS, PER_TURN, EXPLAINED = 24, 150, 50
MOST_GROWTH = 1.3
SHARED = ("address", "temporal", "provenance", "alphabet", "legal_entity", "access")
PERSONAL = ("individual", "crosswalk")
SETTINGS = "SET jit = off; SET plan_cache_mode = force_generic_plan"


@dataclass(frozen=True, slots=True)
class Planned:
    """One statement on one database: what it scans whole, its indexes, buffers a query (median)."""

    persons: int
    question: str
    under: str
    whole: Sequence[str]
    indexes: Sequence[str]
    buffers: float


@dataclass(frozen=True, slots=True)
class Grown:
    """Latency of one warm client at both sizes, ms, and the growth from the one to the other, turn by turn."""

    question: str
    under: str
    small_ms: float
    large_ms: float
    turns: Sequence[float]

    @property
    def growth(self) -> float:
        return statistics.median(self.turns)


@dataclass(frozen=True, slots=True)
class Session:
    """One statement on one database, prepared, with the values of its keys."""

    persons: int
    question: str
    cursor: Cursor
    asked: str
    values: Sequence[Sequence[object]]

    def prepare(self, made: Compiled) -> None:
        self.cursor.execute("DEALLOCATE ALL")
        self.cursor.execute(f"PREPARE asked AS {made.sql}")

    def planned(self, under: str) -> Planned:
        nodes: dict[str, dict[str, Any]] = {}
        buffers = []
        for one in self.values[:EXPLAINED]:
            self.cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {self.asked}", one)
            (plan,) = (found["Plan"] for found in self.cursor.fetchone()[0])
            nodes = {
                json.dumps([node["Node Type"], node.get("Relation Name"), node.get("Index Name")]): node
                for node in _nodes(plan)
            }
            buffers.append(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
        indexes = sorted({node["Index Name"] for node in nodes.values() if "Index Name" in node})
        whole = sorted(self._large(node["Relation Name"] for node in nodes.values() if node["Node Type"] == "Seq Scan"))
        return Planned(self.persons, self.question, under, whole, indexes, statistics.median(buffers))

    def latency(self, turn: int) -> float:
        """The median of one turn, ms; turn 0 warms up, with every key that is timed: of pages on disk this says nothing."""
        asked = [self.values[(turn * PER_TURN + at) % len(self.values)] for at in range(PER_TURN)]
        taken = []
        for one in asked if turn else self.values:
            begun = time.perf_counter()
            self.cursor.execute(self.asked, one)
            self.cursor.fetchall()
            taken.append(time.perf_counter() - begun)
        return statistics.median(taken) * 1000

    def secure(self) -> None:
        """Row-level security on every table of persons, and a role that it binds; gone with the transaction."""
        role, run = f"reading_portal_{self.persons}", self.cursor.execute
        run(f"CREATE ROLE {role} NOLOGIN")
        run("SELECT nspname FROM pg_namespace WHERE nspname = ANY (%s)", ([*SHARED, *PERSONAL],))
        for (schema,) in self.cursor.fetchall():
            run(f"GRANT USAGE ON SCHEMA {schema} TO {role}; GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}")
        run("SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text = ANY (%s)",
            (list(PERSONAL),))  # fmt: skip
        for (table,) in self.cursor.fetchall():
            run(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            run(f"CREATE POLICY asked ON {table} FOR SELECT TO {role} "
                "USING (current_setting('registries.consumer', true) = 'portal')")  # fmt: skip
        run(f"SET LOCAL ROLE {role}")
        for consumer, seen in (("nobody", False), ("portal", True)):
            run(f"SET LOCAL registries.consumer = '{consumer}'")
            run("SELECT EXISTS (SELECT FROM individual.birth)")
            assert self.cursor.fetchone() == (seen,), "the policies do not bind"

    def _large(self, names: Iterable[str]) -> set[str]:
        self.cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY (%s) AND relkind = 'r' AND reltuples > %s",
            (list(names), LARGE),
        )
        return {name for (name,) in self.cursor.fetchall()}


def main(place: Place, options: argparse.Namespace, say: Callable[[str], None]) -> int:
    """Both sizes; 1 where a large table is scanned whole or the latency grows too much."""
    larger = prepare(options.data, Extent(options.larger, options.seed), say, anew=options.anew)
    questions = [q for q in (Q1, Q2, Q3) if q.name.lower() in options.only]
    planned: list[Planned] = []
    grown: list[Grown] = []
    for question in questions:
        _question([(place, options.persons), (larger, options.larger)], question, options.seed, planned, grown)
    for one in planned:
        told = f", SCANNED WHOLE: {', '.join(one.whole)}" if one.whole else ""
        say(f"  {one.persons:>9,} persons, {one.question} under {one.under}: {one.buffers:.0f} buffers, "
            f"{len(one.indexes)} indexes{told}")  # fmt: skip
    for of in grown:
        say(f"  {of.question} under {of.under}: {of.small_ms:.3f} ms and {of.large_ms:.3f} ms, {of.growth:.2f} times "
            f"({min(of.turns):.2f}–{max(of.turns):.2f}), at most {MOST_GROWTH:g}")  # fmt: skip
    if options.json:
        print(json.dumps({"plans": [asdict(one) for one in planned], "latency": [asdict(one) for one in grown]}))
    return int(any(one.whole for one in planned) or any(one.growth > MOST_GROWTH for one in grown))


def _question(
    places: Sequence[tuple[Place, int]], question: Question, seed: int, planned: list[Planned], grown: list[Grown]
) -> None:
    made = statement(question, "derived", "none")
    with ExitStack() as open_sessions:
        sessions = [_session(place, persons, question, made, seed, open_sessions) for place, persons in places]
        for under in ("owner", "row-level security"):
            for session in sessions:
                if under != "owner":
                    session.secure()
                session.prepare(made)
                planned.append(session.planned(under))
            turns = [[session.latency(turn) for session in sessions] for turn in range(TURNS + 1)][1:]
            small, large = (statistics.median(of) for of in zip(*turns, strict=True))
            grown.append(Grown(question.name, under, round(small, 4), round(large, 4), [b / a for a, b in turns]))


def _session(place: Place, persons: int, question: Question, made: Compiled, seed: int, until: ExitStack) -> Session:
    today = datetime.now(ALMATY).date()
    engine = engine_of(place)
    with engine.connect() as connection:
        blocks = Extent(persons, seed).numbers["blocks"]
        keys = list(keys_of(connection, question, seed, blocks, today))[: TURNS * PER_TURN]
    engine.dispose()
    connected = psycopg2.connect(place.plain_url)
    until.callback(connected.close)
    cursor = connected.cursor()
    cursor.execute(SETTINGS)
    asked = f"EXECUTE asked({', '.join(['%s'] * len(made.parameters))})"
    return Session(persons, question.name, cursor, asked, [made.values(key, today) for key in keys])


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)
