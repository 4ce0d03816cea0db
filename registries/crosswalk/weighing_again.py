"""Weighing again every record that no number and no clerk leads to anybody, as the register is now.

A weight holds for the register it was taken in: its prior is of as many people as there were, and how common names are was
counted at some time. Settling weighs again whoever is concerned by a change of words; this weighs all.
"""

from collections.abc import Callable

from sqlalchemy import Connection, Engine, text

from registries.crosswalk.settle import makers_of_persons, settle
from registries.database import by_batches, transaction

BATCH = 500


def weigh_all(engine: Engine, done: Callable[[int], None] = lambda _: None) -> None:
    """In batches that each leave a lawful state; may be repeated at any time."""
    by_batches(engine, _NEXT, BATCH, _settle, done)


def sought(engine: Engine) -> int:
    """How many records `weigh_all` looks at."""
    with transaction(engine) as connection:
        return int(connection.scalar(text(f"SELECT count(*) FROM provenance.record r WHERE {_TO_WEIGH}")) or 0)


def _settle(connection: Connection, records: list[int]) -> None:
    makers = makers_of_persons(connection)
    pending = set(records)
    while pending:
        pending = settle(connection, pending, makers)


_TO_WEIGH = """
    EXISTS (SELECT FROM provenance.source s WHERE s.id = r.source_id AND s.register = 'individual' AND NOT s.creates)
    AND (NOT EXISTS (SELECT FROM crosswalk.membership m WHERE m.record_id = r.id)
         OR EXISTS (SELECT FROM crosswalk.seeking k WHERE k.record_id = r.id))
"""
_NEXT = text(f"SELECT r.id FROM provenance.record r WHERE r.id > :last AND {_TO_WEIGH} ORDER BY r.id LIMIT :batch")
