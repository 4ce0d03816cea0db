"""Applying a source again after its mapping changed: the words are read anew, and what follows from them restated."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, Row, text

from loaders.apply import apply, due_count
from loaders.delivery import UnknownDeliveryError, Watcher, alone
from loaders.dictionaries import delivered
from loaders.mapping import Interpretation, Mapping
from loaders.source import Source
from loaders.stated import reading_of
from registries.database import transaction
from registries.errors import RegistryError

CHUNK = 2_000


class ReapplyRefusedError(RegistryError):
    code = "REAPPLY_REFUSED"


def reapply(engine: Engine, source: Source, batch: int, watcher: Watcher) -> dict[str, int]:
    """Read every statement of a source with today's mapping.

    Returns the counts of statements, of readings that changed, and of statements that no longer read: those keep the
    reading they had.

    Raises RegistryError for a classifier: its rows get their place from the whole edition, so it is delivered again.
    """
    if source.editions:
        raise ReapplyRefusedError(
            "an edition of a classifier is read as a whole", next_step="withdraw its deliveries and load them again"
        )
    with alone(engine, source.name):
        delivery_id = _last_delivery(engine, source)
        totals = _read_again(engine, source, delivery_id, watcher)
        watcher.phase("apply", due_count(engine, delivery_id))
        apply(engine, delivery_id, batch, watcher.advance)
    return totals


def _last_delivery(engine: Engine, source: Source) -> int:
    with transaction(engine) as connection:
        found = connection.scalar(_LAST, {"source": source.name})
    if found is None:
        raise UnknownDeliveryError(f"{source.name} has delivered nothing yet", next_step="see registries delivery list")
    return int(found)


def _read_again(engine: Engine, source: Source, delivery_id: int, watcher: Watcher) -> dict[str, int]:
    totals = {"statements": 0, "changed": 0, "unreadable": 0}
    with transaction(engine) as connection:
        mappings = _mappings(connection, source)
        watcher.phase("read again", int(connection.scalar(_COUNT, {"source": source.name}) or 0))
    after = 0
    while True:
        with transaction(engine) as connection:
            rows = connection.execute(_NEXT, {"source": source.name, "after": after, "chunk": CHUNK}).all()
            if not rows:
                return totals
            read = [(row, mappings[row.reference_date].interpret(tuple(row.columns))(row.words)) for row in rows]
            totals["changed"] += _replace(connection, source, delivery_id, read)
        totals["statements"] += len(rows)
        totals["unreadable"] += sum(bool(understood.reasons) for _, understood in read)
        after = rows[-1].id
        watcher.advance(len(rows))


def _mappings(connection: Connection, source: Source) -> dict[date, Mapping]:
    """By the day of a delivery: numbers mean what their dictionary said then."""
    days = list(connection.scalars(_DAYS, {"source": source.name}))
    if not source.dictionaries:
        return dict.fromkeys(days, Mapping(source))
    return {day: Mapping(source, delivered(connection, source, day)) for day in days}


def _replace(
    connection: Connection, source: Source, delivery_id: int, read: Sequence[tuple[Row[Any], Interpretation]]
) -> int:
    rows = [
        {"id": row.id, "record": row.record_id, "reading": reading_of(source, understood).to_json()}
        for row, understood in read
        if not understood.reasons
    ]
    parameters = {"rows": json.dumps(rows), "delivery": delivery_id}
    changed = connection.execute(_REPLACE, parameters).all()
    connection.execute(_DUE, {"delivery": delivery_id, "records": sorted({row.record_id for row in changed})})
    return len(changed)


_LAST = text("""
    SELECT max(d.id) FROM provenance.delivery d JOIN provenance.source s ON s.id = d.source_id
     WHERE s.name = :source AND d.state IN ('RECEIVED', 'APPLIED')
""")
_COUNT = text("""
    SELECT count(*) FROM provenance.statement t JOIN provenance.record r ON r.id = t.record_id
      JOIN provenance.source s ON s.id = r.source_id WHERE s.name = :source
""")
_DAYS = text("""
    SELECT DISTINCT d.reference_date FROM provenance.delivery d JOIN provenance.source s ON s.id = d.source_id
     WHERE s.name = :source
""")
_NEXT = text("""
    SELECT t.id, t.record_id, t.words, l.columns, d.reference_date FROM provenance.statement t
      JOIN provenance.delivery d ON d.id = t.delivery_id
      JOIN provenance.layout l ON l.id = t.layout_id JOIN provenance.source s ON s.id = l.source_id
     WHERE s.name = :source AND t.id > :after ORDER BY t.id LIMIT :chunk
""")
_REPLACE = text("""
    UPDATE provenance.reading g SET reading = n.reading
      FROM json_to_recordset(CAST(:rows AS json)) AS n(id bigint, record bigint, reading jsonb)
     WHERE g.statement_id = n.id AND g.reading <> n.reading RETURNING n.record AS record_id
""")
_DUE = text("""
    INSERT INTO provenance.due SELECT :delivery, 0, e.id FROM unnest(CAST(:records AS bigint[])) e(id)
    ON CONFLICT DO NOTHING
""")
