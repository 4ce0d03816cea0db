"""Running a plan: prepared once on each connection, executed with the request's values, answered as text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from graphql import is_non_null_type
from sqlalchemy.exc import DBAPIError

from registries.access.consumers import ASKER
from registries.access.log import FOLLOWING, columns
from registries.errors import RegistryError
from registry_api.compiler import computing
from registry_api.compiler.mark import marks, unmarked
from registry_api.compiler.plan import MOST_PLANS, Plan
from registry_api.compiler.prepared import Prepared, numbered
from registry_api.compiler.receipts import Counted, following
from registry_api.pool import PooledConnection

# A process forgets plans that are not asked for; what its connections keep prepared is bounded here.
MOST_PREPARED = 2 * MOST_PLANS


@dataclass(frozen=True, slots=True)
class Found:
    """What a plan answered: how many each root found and whom, the data as JSON text.

    Nothing is told where the asker is held to other documents (`untrusted`), or a moment lies ahead. `refused` are the
    refusals of fields that compute, by their place; where one of them cannot be null, `data` is None: nothing was read.
    """

    untrusted: bool
    ahead: bool
    roots: tuple[Counted, ...] = ()
    data: str | None = None
    refused: Mapping[int, RegistryError] = field(default_factory=dict)


_FOLLOWING = numbered("receipts", f"WITH asker AS ({ASKER}) {FOLLOWING}")


def run(held: PooledConnection, plan: Plan, values: Mapping[str, object]) -> Found | None:
    """The answer, with its receipts written in the same transaction; None for an asker who is not registered.

    One round trip where the plan writes its receipts itself, else two; one more where a connection meets the plan for
    the first time; two more where something is computed, beside those of the computing itself.
    """
    if plan.asking is not None:
        return _computed(held, plan, plan.asking, values)
    if plan.receipted:
        row = _execute(held, plan, values)
        return None if row is None else _found(row)
    row = _execute(held, plan, values, before="BEGIN; ")
    if row is None:
        _plainly(held, "ROLLBACK")
        return None
    return _receipted(held, plan, values, _found(row))


def _computed(held: PooledConnection, plan: Plan, asking: Prepared, values: Mapping[str, object]) -> Found | None:
    """The same where something is computed first: all of it sees one snapshot."""
    row = _execute(held, asking, values, before="BEGIN ISOLATION LEVEL REPEATABLE READ; ")
    if row is None or any(row):
        _plainly(held, "ROLLBACK")
        return None if row is None else Found(bool(row[0]), bool(row[1]))
    try:
        with held.lent() as connection:
            rows, refused = computing.found(connection, plan.computings, values)
    except DBAPIError as error:
        raise error.orig or error from error
    if any(is_non_null_type(plan.computings[place].type) for place in refused):
        _plainly(held, "ROLLBACK")
        return Found(False, False, refused=refused)
    row = _execute(held, plan, {**values, **rows})
    assert row is not None, "the asker went away inside a snapshot"
    return replace(_receipted(held, plan, values, _found(row)), refused=refused)


def _receipted(held: PooledConnection, plan: Plan, values: Mapping[str, object], found: Found) -> Found:
    """What was found in the open transaction, with the receipts that are not yet written; it is ended."""
    if found.untrusted or found.ahead:
        _plainly(held, "ROLLBACK")
        return found
    assert found.data is not None
    entries = [] if plan.receipted else following(plan.roots, plan.places, found.roots, list(marks(found.data)), values)
    if entries:
        _execute(held, _FOLLOWING, {**values, **columns(entries)}, after="; COMMIT")
    else:
        _plainly(held, "COMMIT")
    return replace(found, data=unmarked(found.data))


def _execute(
    held: PooledConnection, plan: Prepared, values: Mapping[str, object], before: str = "", after: str = ""
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


def _prepare(held: PooledConnection, plan: Prepared) -> None:
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
