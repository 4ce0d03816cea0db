"""Running a plan: prepared once on each connection, executed with the request's values, answered as text."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

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


_NONE: Mapping[int, RegistryError] = MappingProxyType({})


class Found(NamedTuple):
    """What a plan answered: how many each root found and whom, the data as JSON text.

    Nothing is told where the asker is held to other documents (`untrusted`), or a moment lies ahead. `refused` are the
    refusals of fields that compute, by their place; where one of them cannot be null, `data` is None: nothing was read.
    """

    untrusted: bool
    ahead: bool
    roots: tuple[Counted, ...] = ()
    data: str | None = None
    refused: Mapping[int, RegistryError] = _NONE


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
        return None if row is None else Found(row[0], row[1])
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
    return _receipted(held, plan, values, _found(row))._replace(refused=refused)


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
    return found._replace(data=unmarked(found.data))


def _execute(
    held: PooledConnection, plan: Prepared, values: Mapping[str, object], before: str = "", after: str = ""
) -> tuple[Any, ...] | None:
    """The one row of a prepared statement, if it has one."""
    if plan.name not in held.prepared:
        _prepare(held, plan)
    cursor = held.cursor
    cursor.execute(f"{before}{plan.call}{after}", [values[name] for name in plan.parameters])
    return cursor.fetchone() if cursor.description else None


def _prepare(held: PooledConnection, plan: Prepared) -> None:
    if len(held.prepared) >= MOST_PREPARED:
        _plainly(held, "DEALLOCATE ALL")
        held.prepared.clear()
    _plainly(held, f"PREPARE {plan.name} AS {plan.sql}")
    held.prepared.add(plan.name)


def _plainly(held: PooledConnection, word: str) -> None:
    held.cursor.execute(word)


def _found(row: tuple[Any, ...]) -> Found:
    """By the columns of `Statement.compile`."""
    return Found(row[0], row[1], tuple(zip(row[2:-1:2], row[3:-1:2], strict=True)), row[-1])
