"""Apply: what was received becomes the registers, batch by batch; each batch is lawful by itself.

Progress lies in `provenance.due` and goes with the batch: after a crash the same command goes on where it stopped, with
the same batches, and ends in the same state.
"""

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection, Engine, text

from loaders.reading_ahead import ReadingAhead
from registries.crosswalk.editions import decide_editions
from registries.crosswalk.settle import makers_of_persons, settle
from registries.database import transaction
from registries.errors import RegistryError

BatchDone = Callable[[int], None]
# Records awaken each other in turns: chains of acts by as many as they have links. What does not come to rest is a fault.
MOST_TURNS: Final = 1_000


class RestlessError(RegistryError):
    """Records awaken each other without end: whatever one makes of the registers, another unmakes."""

    code = "NEVER_AT_REST"


def due_count(engine: Engine, delivery_id: int) -> int:
    with transaction(engine) as connection:
        count = text("SELECT count(*) FROM provenance.due WHERE delivery_id = :id")
        return int(connection.scalar(count, {"id": delivery_id}) or 0)


def prepare(engine: Engine, delivery_id: int) -> None:
    """What is decided of a delivery as a whole, before its batches: an edition is compared with the others."""
    with transaction(engine) as connection:
        if connection.scalar(_IS_EDITION, {"delivery": delivery_id}):
            decide_editions(connection, delivery_id)


def apply(engine: Engine, delivery_id: int, batch: int, done: BatchDone) -> None:
    """Apply all that is due on account of a delivery, `batch` records a transaction.

    The lock of its source is held by whoever calls.
    """
    with ReadingAhead(engine, delivery_id, batch) as ahead:
        while True:
            with transaction(engine) as connection:
                settled = _batch(connection, delivery_id, batch, ahead)
            if settled == 0:
                return
            done(settled)


def _batch(connection: Connection, delivery_id: int, batch: int, ahead: ReadingAhead) -> int:
    rows = connection.execute(_NEXT, {"delivery": delivery_id, "batch": batch}).all()
    if not rows:
        connection.execute(_APPLIED, {"delivery": delivery_id})
        return 0
    turn = rows[0].turn
    if turn > MOST_TURNS:
        raise RestlessError(
            f"records of the registers have awakened each other {MOST_TURNS} times on account of delivery {delivery_id}",
            next_step="withdraw the delivery (`registries delivery withdraw`), and report the fault",
        )
    records = [row.record_id for row in rows if row.turn == turn]
    read = ahead.read(records)
    if len(records) == batch:
        ahead.begin(turn, records[-1])
    further = settle(connection, records, makers_of_persons(connection), read)
    scope = {"delivery": delivery_id, "turn": turn, "records": records}
    connection.execute(_DONE, scope)
    if further:
        connection.execute(_FURTHER, {**scope, "records": sorted(further)})
    return len(records)


_IS_EDITION = text(
    "SELECT s.editions FROM provenance.delivery d JOIN provenance.source s ON s.id = d.source_id WHERE d.id = :delivery"
)
_NEXT = text(
    "SELECT turn, record_id FROM provenance.due WHERE delivery_id = :delivery ORDER BY turn, record_id LIMIT :batch"
)
_DONE = text(
    "DELETE FROM provenance.due WHERE delivery_id = :delivery AND turn = :turn "
    "AND record_id = ANY(CAST(:records AS bigint[]))"
)
# What a record awakens comes behind everything of its own turn, in whichever run it is awakened.
_FURTHER = text(
    "INSERT INTO provenance.due SELECT :delivery, CAST(:turn AS smallint) + 1, e.id "
    "FROM unnest(CAST(:records AS bigint[])) e(id) ON CONFLICT DO NOTHING"
)
_APPLIED = text("UPDATE provenance.delivery SET state = 'APPLIED' WHERE id = :delivery AND state = 'RECEIVED'")
