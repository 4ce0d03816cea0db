"""A delivery from the file to the registers, and back: load, withdraw, release, apply again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, text

from loaders.act_outcomes import outcomes_of
from loaders.apply import apply, due_count, prepare
from loaders.receive import DeliveryRefusedError, receive
from loaders.source import Source, load_source
from loaders.undisturbed import undisturbed
from registries.database import transaction
from registries.errors import RegistryError


class Watcher(Protocol):
    """Who follows the work: told the phase with its size, then the amounts done."""

    def phase(self, name: str, total: int) -> None: ...

    def advance(self, amount: int) -> None: ...


class UnknownDeliveryError(RegistryError):
    code = "UNKNOWN_DELIVERY"


class ConservationError(RegistryError):
    code = "ROWS_NOT_CONSERVED"


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a delivery. `reasons` counts quarantined rows by reason; a row may have several.

    `outcomes` counts the rows of acts by what became of them: TAKES_EFFECT (on its day), AWAITING_DATES,
    NOT_IN_FORCE:<status>, HELD:<reason>, CARD (the row only describes its act); empty for other sources.
    """

    delivery: int
    source: str
    file: str
    reference_date: str
    state: str
    unchanged: bool
    rows: int
    accepted: int
    duplicate: int
    quarantined: int
    ended: int
    reasons: dict[str, int]
    refusal: str | None
    outcomes: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def load(engine: Engine, source: Source, path: Path, day: date, batch: int, watcher: Watcher) -> Report:
    """Receive and apply one file; the same file again goes on with what is left, or changes nothing."""
    with alone(engine, source.name), undisturbed():
        watcher.phase("receive", path.stat().st_size if path.is_file() else 0)
        read = _Position(watcher.advance)
        receipt = receive(engine, source, path, day, read.to)
        if receipt.state == "RECEIVED":
            _apply(engine, receipt.delivery_id, batch, watcher)
    return report(engine, receipt.delivery_id, unchanged=receipt.unchanged and receipt.state != "RECEIVED")


def withdraw(engine: Engine, delivery_id: int, why: str, batch: int, watcher: Watcher) -> Report:
    """Take a delivery back: a new belief, computed without its statements; what was believed stays in the history."""
    source = _source_of(engine, delivery_id)
    with alone(engine, source), undisturbed():
        with transaction(engine) as connection:
            scope = {"delivery": delivery_id, "why": why}
            if connection.execute(_WITHDRAW, scope).rowcount:
                connection.execute(_DUE_AGAIN, scope)
        _apply(engine, delivery_id, batch, watcher)
    return report(engine, delivery_id)


def release(engine: Engine, delivery_id: int, batch: int, watcher: Watcher) -> Report:
    """Let a held delivery through."""
    source = _source_of(engine, delivery_id)
    with alone(engine, source), undisturbed():
        with transaction(engine) as connection:
            if not connection.execute(_RELEASE, {"delivery": delivery_id}).rowcount:
                raise DeliveryRefusedError("the delivery is not held", next_step="see registries delivery list")
            if connection.scalar(_OVERTAKEN, {"delivery": delivery_id}):
                connection.execute(_DUE_AGAIN, {"delivery": delivery_id})
        _apply(engine, delivery_id, batch, watcher)
    return report(engine, delivery_id)


def report(engine: Engine, delivery_id: int, *, unchanged: bool = False) -> Report:
    """The report of a delivery. Raises ConservationError where rows in are not accepted + duplicate + quarantined."""
    with transaction(engine) as connection:
        row = connection.execute(_REPORT, {"id": delivery_id}).one_or_none()
        if row is None:
            raise UnknownDeliveryError("there is no such delivery", next_step="see registries delivery list")
        reasons = {r.code: r.rows for r in connection.execute(_REASONS, {"id": delivery_id})}
        outcomes = outcomes_of(connection, delivery_id)
        kept = connection.execute(_KEPT, {"id": delivery_id}).one()
    if (row.accepted, row.quarantined) != (kept.statements, kept.quarantined):
        raise ConservationError("the counts of the delivery do not match its rows", next_step="run registries db check")
    return Report(
        delivery_id, row.name, row.file_name, str(row.reference_date), row.state, unchanged, row.rows_in, row.accepted,
        row.duplicate, row.quarantined, row.ended, reasons, row.refusal, outcomes,
    )  # fmt: skip


def deliveries(engine: Engine) -> list[int]:
    with transaction(engine) as connection:
        return list(connection.scalars(text("SELECT id FROM provenance.delivery ORDER BY id")))


@contextmanager
def alone(engine: Engine, source: str) -> Iterator[None]:
    """One load of a source at a time; the lock goes with its connection, also when the loader is killed."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        lock = text("SELECT pg_try_advisory_lock(hashtext('loaders.source'), hashtext(:source))")
        if not connection.scalar(lock, {"source": source}):
            raise DeliveryRefusedError(
                f"another load of {source} is running", next_step="wait for it, or end it, and give the command again"
            )
        try:
            yield
        finally:
            # The connection goes back to its pool, and would take the lock along.
            connection.execute(text("SELECT pg_advisory_unlock_all()"))


class _Position:
    """Turns positions in the file into amounts."""

    def __init__(self, advance: Callable[[int], None]) -> None:
        self._advance = advance
        self._at = 0

    def to(self, position: int) -> None:
        self._advance(position - self._at)
        self._at = position


def _apply(engine: Engine, delivery_id: int, batch: int, watcher: Watcher) -> None:
    prepare(engine, delivery_id)
    watcher.phase("apply", due_count(engine, delivery_id))
    apply(engine, delivery_id, batch, watcher.advance)


def _source_of(engine: Engine, delivery_id: int) -> str:
    with transaction(engine) as connection:
        name = connection.scalar(_SOURCE, {"id": delivery_id})
    if name is None:
        raise UnknownDeliveryError("there is no such delivery", next_step="see registries delivery list")
    return load_source(str(name)).name


_SOURCE = text(
    "SELECT s.name FROM provenance.delivery d JOIN provenance.source s ON s.id = d.source_id WHERE d.id = :id"
)
_REPORT = text(
    "SELECT d.*, s.name FROM provenance.delivery d JOIN provenance.source s ON s.id = d.source_id WHERE d.id = :id"
)
_REASONS = text("""
    SELECT reason ->> 0 AS code, count(DISTINCT q.id) AS rows
      FROM provenance.quarantine q CROSS JOIN LATERAL jsonb_array_elements(q.reasons) AS reason
     WHERE q.delivery_id = :id AND q.state <> 'RELEASED' GROUP BY 1 ORDER BY 2 DESC, 1
""")
_KEPT = text("""
    SELECT (SELECT count(*) FROM provenance.statement WHERE delivery_id = :id) AS statements,
           (SELECT count(*) FROM provenance.quarantine WHERE delivery_id = :id AND state <> 'RELEASED') AS quarantined
""")
_WITHDRAW = text(
    "UPDATE provenance.delivery SET state = 'WITHDRAWN', refusal = :why WHERE id = :delivery "
    "AND state IN ('RECEIVED', 'HELD', 'APPLIED')"
)
# In a full source the neighbours' bounds rest on this delivery too; a delta touches only the records it mentions.
_DUE_AGAIN = text("""
    INSERT INTO provenance.due (delivery_id, turn, record_id)
    SELECT DISTINCT d.id, 0, s.record_id FROM provenance.delivery d
      JOIN provenance.source o ON o.id = d.source_id
      JOIN provenance.record r ON r.source_id = d.source_id
      JOIN provenance.statement s ON s.record_id = r.id
     WHERE d.id = :delivery AND (o.delivers = 'full' OR s.delivery_id = d.id
           OR EXISTS (SELECT FROM provenance.sighting h WHERE h.statement_id = s.id AND h.delivery_id = d.id))
    ON CONFLICT DO NOTHING
""")
# What was observed on later days was bracketed without this one.
_OVERTAKEN = text("""
    SELECT EXISTS (SELECT FROM provenance.delivery d JOIN provenance.delivery o ON o.source_id = d.source_id
                    WHERE d.id = :delivery AND o.reference_date > d.reference_date
                      AND o.state IN ('RECEIVED', 'APPLIED'))
""")
_RELEASE = text(
    "UPDATE provenance.delivery SET state = 'RECEIVED', refusal = NULL WHERE id = :delivery AND state = 'HELD'"
)
