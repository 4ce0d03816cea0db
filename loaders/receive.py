"""Receive: a file becomes statements, whole or not at all. No register is touched.

Everything happens in one transaction over a temporary table: a broken file leaves nothing behind but its refusal, a
killed loader leaves nothing at all, and the same command begins again.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from loaders.formats import BrokenFile
from loaders.incoming import Progress, copy_incoming, file_digest
from loaders.source import Source, load_source
from registries.database import transaction
from registries.errors import RegistryError
from registries.provenance import LIVE


class DeliveryRefusedError(RegistryError):
    code = "DELIVERY_REFUSED"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A delivery as it now stands; `unchanged` when its file had been delivered before."""

    delivery_id: int
    state: str
    unchanged: bool


def receive(engine: Engine, source: Source, path: Path, reference_date: date, progress: Progress) -> Receipt:
    """Receive one file.

    Raises BrokenFile (the refusal is recorded), or DeliveryRefusedError where a full delivery for that day is there.
    """
    if not path.is_file():
        raise DeliveryRefusedError(f"{path.name} is not a file", next_step="check the path")
    digest = file_digest(path)
    with transaction(engine) as connection:
        source_id = register_source(connection, source)
        known = connection.execute(_KNOWN, {"source": source_id, "digest": digest}).one_or_none()
        if known is not None:
            return Receipt(known.id, known.state, unchanged=True)
        _check_day(connection, source, source_id, reference_date)
    try:
        with transaction(engine) as connection:
            delivery_id, state = _receive(connection, source, source_id, path, digest, reference_date, progress)
    except BrokenFile as refusal:
        with transaction(engine) as connection:
            connection.execute(
                _REFUSE,
                {"source": source_id, "digest": digest, "file": path.name, "day": reference_date,
                 "why": f"{refusal.code}: {refusal.message}"},
            )  # fmt: skip
        raise
    return Receipt(delivery_id, state, unchanged=False)


def register_source(connection: Connection, source: Source) -> int:
    parameters = _described(source)
    connection.execute(_REGISTER, parameters)
    for name in sorted(source.referred - {source.name}):
        # Its records are referred to before it has delivered any.
        connection.execute(_REGISTER, _described(load_source(name)))
    return int(connection.scalar(text("SELECT id FROM provenance.source WHERE name = :name"), parameters) or 0)


def _described(source: Source) -> dict[str, str | bool]:
    return {"name": source.name, "title": source.title, "register": source.register, "delivers": source.delivery,
            "editions": source.editions, "creates": source.creates}  # fmt: skip


def database_kind(connection: Connection) -> bool | None:
    """True for a synthetic database, False for one of real people, None before it is decided."""
    decided: bool | None = connection.scalar(text("SELECT synthetic FROM provenance.database_kind"))
    return decided


def decide_kind(engine: Engine, synthetic: bool) -> None:
    """Decide once whether this database is of synthetic people; a decided one stays what it is."""
    with transaction(engine) as connection:
        if database_kind(connection) is None:
            connection.execute(_DECIDE, {"synthetic": synthetic})


def _check_day(connection: Connection, source: Source, source_id: int, day: date) -> None:
    if source.delivery == "full" and connection.scalar(_SAME_DAY, {"source": source_id, "day": day}):
        raise DeliveryRefusedError(
            f"a full delivery of {source.name} for {day} is there already",
            next_step="withdraw it first (registries delivery withdraw), or give this one its own --reference-date",
        )


def _receive(
    connection: Connection, source: Source, source_id: int, path: Path, digest: str, day: date, progress: Progress
) -> tuple[int, str]:
    columns = copy_incoming(connection, source, path, day, database_kind(connection), progress)
    connection.execute(text("ANALYZE incoming"))
    delivery_id = connection.scalar(_DELIVERY, {"source": source_id, "digest": digest, "file": path.name, "day": day})
    layout_id = connection.scalar(_LAYOUT, {"source": source_id, "columns": list(columns)})
    scope = {"source": source_id, "delivery": delivery_id, "layout": layout_id, "day": day}
    for step in (_QUARANTINE, _RECORDS, _STATEMENTS, _READINGS):
        connection.execute(step, scope)
    ended = _presence(connection, scope) if source.delivery == "full" else _sightings(connection, scope)
    connection.execute(_DUE, scope)
    if source.delivery == "full" and connection.scalar(_MOVES_ALL, scope):
        connection.execute(_ALL_DUE, scope)
    counts = connection.execute(_COUNT, {**scope, "ended": ended}).one()
    return int(delivery_id or 0), _hold(connection, source, scope, counts.accepted, ended)


def _presence(connection: Connection, scope: dict[str, object]) -> int:
    """Which statements this full delivery contains, leaves out or brings back; returns how many it leaves out."""
    following = connection.scalar(_NEXT_DAY, scope)
    scope = {**scope, "next": following}
    connection.execute(_SEEN, scope)
    connection.execute(text("ANALYZE seen"))
    if following is not None:
        connection.execute(_UNTIL_NEXT, scope)
    connection.execute(_BROUGHT_BACK, scope)
    connection.execute(_LEFT_OUT, scope)
    return int(connection.scalar(_ENDED, scope) or 0)


def _sightings(connection: Connection, scope: dict[str, object]) -> int:
    connection.execute(_SIGHTINGS, scope)
    return 0


def _hold(connection: Connection, source: Source, scope: dict[str, object], accepted: int, ended: int) -> str:
    """A full delivery that shrinks or changes its source beyond measure waits for a person."""
    before = int(connection.scalar(_BEFORE, scope) or 0) if source.delivery == "full" else 0
    if before == 0:
        return "RECEIVED"
    after = before - ended + accepted
    shrunk, moved = (ended - accepted) / before, (ended + accepted) / (before + after)
    limits = source.limits
    if shrunk <= limits.shrinks and moved <= limits.changes:
        return "RECEIVED"
    why = f"of {before} statements {ended} are gone and {accepted} are new: release it if that is right"
    connection.execute(_HOLD, {**scope, "why": why})
    return "HELD"


_DECIDE = text("INSERT INTO provenance.database_kind VALUES (:synthetic) ON CONFLICT DO NOTHING")
_REGISTER = text("""
    INSERT INTO provenance.source (name, title, register, delivers, editions, creates)
    VALUES (:name, :title, :register, :delivers, :editions, :creates)
    ON CONFLICT (name) DO UPDATE SET title = excluded.title, editions = excluded.editions, creates = excluded.creates
""")
_KNOWN = text(f"SELECT id, state FROM provenance.delivery WHERE source_id = :source AND digest = :digest AND {LIVE}")
_SAME_DAY = text(
    f"SELECT EXISTS (SELECT FROM provenance.delivery WHERE source_id = :source AND reference_date = :day AND {LIVE})"
)
_REFUSE = text("""
    INSERT INTO provenance.delivery (source_id, digest, file_name, reference_date, state, refusal)
    VALUES (:source, :digest, :file, :day, 'REFUSED', :why)
""")
_DELIVERY = text("""
    INSERT INTO provenance.delivery (source_id, digest, file_name, reference_date, state)
    VALUES (:source, :digest, :file, :day, 'RECEIVED') RETURNING id
""")
_LAYOUT = text("""
    INSERT INTO provenance.layout (source_id, columns) VALUES (:source, CAST(:columns AS text[]))
    ON CONFLICT (source_id, columns) DO UPDATE SET columns = excluded.columns RETURNING id
""")
_QUARANTINE = text("""
    INSERT INTO provenance.quarantine (delivery_id, line, layout_id, words, reasons)
    SELECT :delivery, line, :layout, words, reasons FROM incoming WHERE reasons IS NOT NULL ORDER BY line
""")
_RECORDS = text("""
    INSERT INTO provenance.record (source_id, key)
    SELECT :source, key FROM incoming WHERE reasons IS NULL GROUP BY key ORDER BY min(line)
    ON CONFLICT DO NOTHING
""")
_STATEMENTS = text("""
    INSERT INTO provenance.statement (record_id, digest, delivery_id, line, layout_id, words)
    SELECT r.id, i.digest, :delivery, i.line, :layout, i.words
      FROM incoming i JOIN provenance.record r ON r.source_id = :source AND r.key = i.key
     WHERE i.reasons IS NULL ORDER BY i.line
    ON CONFLICT (record_id, digest) DO NOTHING
""")
_READINGS = text("""
    INSERT INTO provenance.reading (statement_id, reading)
    SELECT s.id, i.reading FROM provenance.statement s JOIN incoming i ON i.line = s.line
     WHERE s.delivery_id = :delivery AND i.reasons IS NULL ORDER BY s.id
""")
_NEXT_DAY = text(
    f"SELECT min(reference_date) FROM provenance.delivery WHERE source_id = :source AND reference_date > :day AND {LIVE}"
)
_SEEN = text("""
    CREATE TEMPORARY TABLE seen ON COMMIT DROP AS
    SELECT DISTINCT s.id FROM incoming i JOIN provenance.record r ON r.source_id = :source AND r.key = i.key
      JOIN provenance.statement s ON s.record_id = r.id AND s.digest = i.digest
     WHERE i.reasons IS NULL AND s.delivery_id <> :delivery
""")
_DAYS = "datemultirange(daterange(CAST(:day AS date), CAST(:next AS date)))"
_SPAN = "coalesce(s.present, datemultirange(daterange(d.reference_date, NULL)))"
_DAY_BEFORE = f"""(SELECT max(reference_date) FROM provenance.delivery
                    WHERE source_id = :source AND reference_date < :day AND {LIVE})"""
_UNTIL_NEXT = text(f"UPDATE provenance.statement s SET present = {_DAYS} WHERE s.delivery_id = :delivery")
_BROUGHT_BACK = text(f"""
    UPDATE provenance.statement s SET present = {_SPAN} + {_DAYS} FROM provenance.delivery d, seen
     WHERE seen.id = s.id AND d.id = s.delivery_id AND NOT {_SPAN} @> CAST(:day AS date)
""")
_LEFT_OUT = text(f"""
    UPDATE provenance.statement s SET present = {_SPAN} - {_DAYS}
      FROM provenance.delivery d, provenance.record r
     WHERE d.id = s.delivery_id AND r.id = s.record_id AND r.source_id = :source AND s.delivery_id <> :delivery
       AND {_SPAN} @> CAST(:day AS date) AND NOT EXISTS (SELECT FROM seen WHERE seen.id = s.id)
""")
# What a withdrawn delivery alone had said does not end once more: it is not in the delivery before this one.
_ENDED = text(f"""
    SELECT count(*) FROM provenance.statement s
      JOIN provenance.delivery d ON d.id = s.delivery_id AND d.source_id = :source AND d.id <> :delivery
     WHERE {_SPAN} @> {_DAY_BEFORE} AND NOT {_SPAN} @> CAST(:day AS date)
""")
_SIGHTINGS = text("""
    INSERT INTO provenance.sighting (statement_id, delivery_id)
    SELECT DISTINCT s.id, CAST(:delivery AS integer)
      FROM incoming i JOIN provenance.record r ON r.source_id = :source AND r.key = i.key
      JOIN provenance.statement s ON s.record_id = r.id AND s.digest = i.digest
     WHERE i.reasons IS NULL AND s.delivery_id <> :delivery
""")
# Presence moves only where a bound of a span falls on this day, or a span was opened by this delivery.
_DUE = text("""
    INSERT INTO provenance.due (delivery_id, turn, record_id)
    SELECT DISTINCT CAST(:delivery AS integer), 0, s.record_id FROM provenance.statement s
     WHERE s.delivery_id = :delivery
     UNION SELECT :delivery, 0, s.record_id FROM provenance.sighting h
       JOIN provenance.statement s ON s.id = h.statement_id WHERE h.delivery_id = :delivery
     UNION SELECT :delivery, 0, s.record_id FROM provenance.statement s
       JOIN provenance.record r ON r.id = s.record_id AND r.source_id = :source
       CROSS JOIN LATERAL unnest(s.present) AS p
      WHERE s.present IS NOT NULL AND CAST(:day AS date) IN (lower(p), upper(p))
""")
# A day that falls between known ones moves the bounds of what was only observed on those; and behind a day that no
# longer or not yet counts, presence says what that day said, not what the last day that counts did.
_MOVES_ALL = text(f"""
    SELECT EXISTS (
        SELECT FROM provenance.delivery d WHERE d.source_id = :source AND d.id <> :delivery AND (
            d.reference_date > :day AND d.{LIVE} OR d.state IN ('HELD', 'WITHDRAWN') AND d.reference_date <= :day
            AND d.reference_date > coalesce((
                SELECT max(o.reference_date) FROM provenance.delivery o WHERE o.source_id = :source
                   AND o.id <> :delivery AND o.reference_date < :day AND o.state IN ('RECEIVED', 'APPLIED')),
                '-infinity')))
""")
_ALL_DUE = text("""
    INSERT INTO provenance.due (delivery_id, turn, record_id)
    SELECT :delivery, 0, r.id FROM provenance.record r WHERE r.source_id = :source ON CONFLICT DO NOTHING
""")
_COUNT = text("""
    UPDATE provenance.delivery d SET
        (rows_in, quarantined, accepted, duplicate, ended) = (
            SELECT i.rows, i.faulty, a.accepted, i.rows - i.faulty - a.accepted, :ended
              FROM (SELECT count(*) AS rows, count(reasons) AS faulty FROM incoming) i,
                   (SELECT count(*) AS accepted FROM provenance.statement WHERE delivery_id = :delivery) a)
     WHERE d.id = :delivery RETURNING d.accepted
""")
_BEFORE = text(f"""
    SELECT count(*) FROM provenance.statement s
      JOIN provenance.delivery d ON d.id = s.delivery_id AND d.source_id = :source AND d.id <> :delivery
     WHERE {_SPAN} @> {_DAY_BEFORE}
""")
_HOLD = text("UPDATE provenance.delivery SET state = 'HELD', refusal = :why WHERE id = :delivery")
