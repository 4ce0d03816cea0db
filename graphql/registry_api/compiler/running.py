"""Running a plan: prepared once on each connection, executed with the request's values, answered as text."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from registry_api.compiler.plan import MOST_PLANS, Plan

PREPARED = "registry_api.prepared"
# A process forgets plans that are not asked for; what its connections keep prepared is bounded here.
MOST_PREPARED = 2 * MOST_PLANS


@dataclass(frozen=True, slots=True)
class Found:
    """What a plan answered: how many each root found and whose id, and the data as JSON text."""

    roots: tuple[tuple[int, int | None], ...]
    data: str


def run(connection: Connection, plan: Plan, values: dict[str, object]) -> Found:
    """One round trip, two where the connection meets the plan for the first time."""
    prepared: set[str] = connection.info.setdefault(PREPARED, set())
    cursor = connection.connection.cursor()
    try:
        if plan.name not in prepared:
            if len(prepared) >= MOST_PREPARED:
                cursor.execute("DEALLOCATE ALL")
                prepared.clear()
            cursor.execute(f"PREPARE {plan.name} AS {plan.sql}")
            prepared.add(plan.name)
        bound = [values[name] for name in plan.parameters]
        listed = f"({', '.join(['%s'] * len(bound))})" if bound else ""
        cursor.execute(f"EXECUTE {plan.name}{listed}", bound)
        row: Sequence[object] | None = cursor.fetchone()
    finally:
        cursor.close()
    assert row is not None
    *found, data = row
    pairs = tuple((int(str(found[at])), _identity(found[at + 1])) for at in range(0, len(found), 2))
    return Found(pairs, str(data))


def _identity(value: object) -> int | None:
    return value if isinstance(value, int) else None
