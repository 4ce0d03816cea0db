"""Running a plan: prepared once on each connection, executed with the request's values, answered as text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.dialects.postgresql.psycopg2 import PGDialect_psycopg2

from registries.access.consumers import ASKER
from registries.access.log import FOLLOWING, columns
from registry_api.compiler.mark import marks, unmarked
from registry_api.compiler.plan import MOST_PLANS, Plan
from registry_api.compiler.receipts import Counted, following
from registry_api.pool import PooledConnection

# A process forgets plans that are not asked for; what its connections keep prepared is bounded here.
MOST_PREPARED = 2 * MOST_PLANS


@dataclass(frozen=True, slots=True)
class Found:
    """What a plan answered: how many each root found and whom, the data as JSON text.

    Nothing is told where the asker is held to other documents (`untrusted`), or a moment lies ahead.
    """

    untrusted: bool
    ahead: bool
    roots: tuple[Counted, ...]
    data: str


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement with `$1`… and the names of its parameters, in their order."""

    name: str
    sql: str
    parameters: tuple[str, ...]


def _numbered(name: str, written: str) -> _Prepared:
    bound = text(written).compile(dialect=PGDialect_psycopg2(paramstyle="numeric_dollar"))
    return _Prepared(name, str(bound), tuple(bound.positiontup or ()))


_FOLLOWING = _numbered("receipts", f"WITH asker AS ({ASKER}) {FOLLOWING}")


def run(held: PooledConnection, plan: Plan, values: Mapping[str, object]) -> Found | None:
    """The answer, with its receipts written in the same transaction; None for an asker who is not registered.

    One round trip where the plan writes its receipts itself, else two; one more where a connection meets the plan for
    the first time.
    """
    if plan.receipted:
        row = _execute(held, plan, values)
        return None if row is None else _found(row)
    row = _execute(held, plan, values, before="BEGIN; ")
    if row is None:
        _plainly(held, "ROLLBACK")
        return None
    found = _found(row)
    if found.untrusted or found.ahead:
        _plainly(held, "ROLLBACK")
        return found
    entries = following(plan.roots, plan.places, found.roots, list(marks(found.data)), values)
    if entries:
        _execute(held, _FOLLOWING, {**values, **columns(entries)}, after="; COMMIT")
    else:
        _plainly(held, "COMMIT")
    return Found(False, False, found.roots, unmarked(found.data))


def _execute(
    held: PooledConnection, plan: Plan | _Prepared, values: Mapping[str, object], before: str = "", after: str = ""
) -> Sequence[object] | None:
    """The one row of a prepared statement, if it has one."""
    with held.raw.cursor() as cursor:
        if plan.name not in held.prepared:
            _prepare(held, plan)
        listed = f"({', '.join(['%s'] * len(plan.parameters))})" if plan.parameters else ""
        bound = [values[name] for name in plan.parameters]
        cursor.execute(f"{before}EXECUTE {plan.name}{listed}{after}", bound)
        row: Sequence[object] | None = cursor.fetchone() if cursor.description else None
    return row


def _prepare(held: PooledConnection, plan: Plan | _Prepared) -> None:
    with held.raw.cursor() as cursor:
        if len(held.prepared) >= MOST_PREPARED:
            cursor.execute("DEALLOCATE ALL")
            held.prepared.clear()
        cursor.execute(f"PREPARE {plan.name} AS {plan.sql}")
        held.prepared.add(plan.name)


def _plainly(held: PooledConnection, word: str) -> None:
    with held.raw.cursor() as cursor:
        cursor.execute(word)


def _found(row: Sequence[object]) -> Found:
    untrusted, ahead, *found, data = row
    pairs = tuple((int(str(found[at])), _identity(found[at + 1])) for at in range(0, len(found), 2))
    return Found(bool(untrusted), bool(ahead), pairs, str(data))


def _identity(value: object) -> int | None:
    return value if isinstance(value, int) else None
