"""Rows that could not be read: listed with every reason, corrected and released, or rejected for good."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, text

from loaders.apply import apply, prepare
from loaders.classifier import Contents, placed
from loaders.delivery import alone
from loaders.dictionaries import delivered
from loaders.formats import Words
from loaders.incoming import reading_json, unstorable, wrong_kind
from loaders.mapping import Interpretation, Mapping
from loaders.receive import database_kind
from loaders.sameness import sameness, words_digest, words_json
from loaders.source import Source, load_source
from loaders.stated import reading_of
from registries.database import transaction
from registries.errors import RegistryError
from registries.provenance import LIVE


class QuarantineError(RegistryError):
    code = "QUARANTINE"


@dataclass(frozen=True, slots=True)
class Held:
    """A quarantined row. `words` are as delivered: a list by `columns`, an object, or text that could not be split."""

    id: int
    source: str
    delivery: int
    line: int
    state: str
    columns: list[str]
    words: Any
    reasons: list[list[str | None]]


def held(engine: Engine, delivery_id: int | None = None, state: str = "HELD") -> Iterator[Held]:
    """Quarantined rows in order; streamed, for there may be many."""
    with engine.connect().execution_options(stream_results=True, yield_per=500) as connection:
        for row in connection.execute(_LIST, {"delivery": delivery_id, "state": state}):
            yield Held(*row)


def release(engine: Engine, quarantine_id: int, correction: Words | None, by: str, batch: int) -> int:
    """Release a row, with `correction` in place of its words; returns its delivery.

    Raises QuarantineError with every reason where it still cannot be read.
    """
    row = _one(engine, quarantine_id)
    source = load_source(row.source)
    words: Words = row.words if correction is None else correction
    _refuse_misfit(row, words)
    with alone(engine, source.name):
        with transaction(engine) as connection:
            day = connection.scalar(_DAY, {"delivery": row.delivery})
            understood = Mapping(source, delivered(connection, source, day)).interpret(tuple(row.columns))(words)
            if source.editions and not understood.reasons:
                understood = placed(understood, source, _edition(connection, row.delivery))
            _refuse_unreadable(connection, understood, words)
            _accept(connection, row, source, understood, words, correction is not None, by)
        prepare(engine, row.delivery)
        apply(engine, row.delivery, batch, lambda _: None)
    return row.delivery


def _edition(connection: Connection, delivery_id: int) -> Contents:
    """What was received of an edition; a code that is in it already would stand twice."""
    rows = connection.execute(_RECEIVED, {"delivery": delivery_id}).all()
    codes = {row.key.partition("@")[0] for row in rows if row.key is not None}
    return Contents(rows[0].reference_date, codes, codes)


def reject(engine: Engine, quarantine_id: int, by: str) -> int:
    """Reject a row for good; it stays counted and kept."""
    row = _one(engine, quarantine_id)
    with transaction(engine) as connection:
        connection.execute(_DECIDE, {"id": row.id, "state": "REJECTED", "correction": None, "by": by})
    return row.delivery


def _one(engine: Engine, quarantine_id: int) -> Held:
    with transaction(engine) as connection:
        row = connection.execute(_ONE, {"id": quarantine_id}).one_or_none()
    if row is None:
        raise QuarantineError("no held row has this number", next_step="see registries quarantine list")
    return Held(*row)


def _refuse_misfit(row: Held, words: object) -> None:
    """Words come from a person's file here: they may be any JSON."""
    if isinstance(words, str):
        raise QuarantineError("the row could not be split into words", next_step="release it with corrected words")
    if not row.columns:
        if not isinstance(words, dict):
            raise QuarantineError("the words of a document are an object", next_step="release it with corrected words")
        return
    if not isinstance(words, list) or not all(word is None or isinstance(word, str) for word in words):
        raise QuarantineError("the words of a row are a list of texts", next_step="release it with corrected words")
    if len(words) != len(row.columns):
        raise QuarantineError(
            f"the words are {len(words)} where the header has {len(row.columns)}", next_step="give one for each column"
        )


def _refuse_unreadable(connection: Connection, understood: Interpretation, words: Words) -> None:
    reasons = [
        *understood.reasons, *unstorable(words_json(words)), *wrong_kind(understood, database_kind(connection)),
    ]  # fmt: skip
    if reasons:
        listed = "; ".join(f"{reason.field or 'row'}: {reason.sentence}" for reason in reasons)
        raise QuarantineError(f"the row still cannot be read: {listed}", next_step="correct it, or reject it")


def _accept(
    connection: Connection,
    row: Held,
    source: Source,
    understood: Interpretation,
    words: Words,
    corrected: bool,
    by: str,
) -> None:
    text_of_words = words_json(words)
    same = sameness(source, tuple(row.columns))(words)
    reading = reading_json(reading_of(source, understood))
    scope = {
        "id": row.id, "delivery": row.delivery, "key": understood.entity_key, "line": row.line, "words": text_of_words,
        "digest": words_digest(text_of_words + reading if source.editions else same), "reading": reading,
        "state": "RELEASED", "correction": text_of_words if corrected else None, "by": by,
    }  # fmt: skip
    connection.execute(_RECORD, scope)
    added = connection.execute(_STATEMENT, scope).one_or_none()
    if added is not None:
        connection.execute(_READING, {**scope, "statement": added.id})
    if source.delivery == "delta":
        connection.execute(_SIGHTED, scope)
    elif added is not None:
        connection.execute(_PRESENT, {"statement": added.id})
    else:
        connection.execute(_PRESENT_TOO, scope)
    connection.execute(_DUE, scope)
    connection.execute(_DECIDE, scope)
    connection.execute(_RECOUNT, {**scope, "accepted": int(added is not None)})


_DAY = text("SELECT reference_date FROM provenance.delivery WHERE id = :delivery")
_RECEIVED = text("""
    SELECT d.reference_date, r.key FROM provenance.delivery d LEFT JOIN provenance.record r
           ON r.source_id = d.source_id AND r.key LIKE '%@' || d.reference_date WHERE d.id = :delivery
""")
_COLUMNS = """
    SELECT q.id, s.name, q.delivery_id, q.line, q.state, l.columns, q.words, q.reasons
      FROM provenance.quarantine q JOIN provenance.delivery d ON d.id = q.delivery_id
      JOIN provenance.source s ON s.id = d.source_id JOIN provenance.layout l ON l.id = q.layout_id
"""
_LIST = text(
    f"{_COLUMNS} WHERE (CAST(:delivery AS numeric) IS NULL OR q.delivery_id = :delivery) AND q.state = :state "
    "ORDER BY q.delivery_id, q.line"
)
_ONE = text(f"{_COLUMNS} WHERE q.id = :id AND q.state = 'HELD'")
_DECIDE = text("""
    UPDATE provenance.quarantine SET state = :state, correction = CAST(:correction AS jsonb), decided_by = :by,
           decided_at = clock_timestamp() WHERE id = :id AND state = 'HELD'
""")
_RECORD = text("""
    INSERT INTO provenance.record (source_id, key)
    SELECT source_id, :key FROM provenance.delivery WHERE id = :delivery ON CONFLICT DO NOTHING
""")
_STATEMENT = text("""
    INSERT INTO provenance.statement (record_id, digest, delivery_id, line, layout_id, words)
    SELECT r.id, CAST(:digest AS uuid), d.id, :line, q.layout_id, CAST(:words AS jsonb)
      FROM provenance.delivery d JOIN provenance.quarantine q ON q.id = :id
      JOIN provenance.record r ON r.source_id = d.source_id AND r.key = :key
     WHERE d.id = :delivery ON CONFLICT (record_id, digest) DO NOTHING RETURNING id
""")
_READING = text("INSERT INTO provenance.reading VALUES (:statement, CAST(:reading AS jsonb))")
_DUE = text("""
    INSERT INTO provenance.due
    SELECT d.id, 0, r.id FROM provenance.delivery d JOIN provenance.record r ON r.source_id = d.source_id
     WHERE d.id = :delivery AND r.key = :key ON CONFLICT DO NOTHING
""")
# What is released was in its delivery, and in no later one unless that one says so itself.
_DAYS = f"""(
    SELECT datemultirange(daterange(d.reference_date, min(o.reference_date))) FROM provenance.delivery o
     WHERE o.source_id = d.source_id AND o.reference_date > d.reference_date AND o.{LIVE})"""
_PRESENT = text(f"""
    UPDATE provenance.statement s SET present = {_DAYS} FROM provenance.delivery d
     WHERE s.id = :statement AND d.id = s.delivery_id AND NOT upper_inf({_DAYS})
""")
_PRESENT_TOO = text(f"""
    UPDATE provenance.statement s SET present = coalesce(s.present, datemultirange(daterange(f.reference_date, NULL)))
           + {_DAYS} FROM provenance.delivery d, provenance.delivery f, provenance.record r
     WHERE d.id = :delivery AND r.source_id = d.source_id AND r.key = :key AND s.record_id = r.id
       AND s.digest = CAST(:digest AS uuid) AND f.id = s.delivery_id
       AND NOT coalesce(s.present, datemultirange(daterange(f.reference_date, NULL))) @> d.reference_date
""")
_SIGHTED = text("""
    INSERT INTO provenance.sighting (statement_id, delivery_id)
    SELECT s.id, d.id FROM provenance.delivery d JOIN provenance.record r ON r.source_id = d.source_id AND r.key = :key
      JOIN provenance.statement s ON s.record_id = r.id AND s.digest = CAST(:digest AS uuid)
     WHERE d.id = :delivery AND s.delivery_id <> d.id ON CONFLICT DO NOTHING
""")
_RECOUNT = text("""
    UPDATE provenance.delivery SET quarantined = quarantined - 1, accepted = accepted + :accepted,
           duplicate = duplicate + 1 - :accepted WHERE id = :delivery
""")
