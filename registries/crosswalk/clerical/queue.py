"""The queue of clerical review as it stands, the answer that is worth most first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, text

from registries.crosswalk.clerical import shown
from registries.crosswalk.clerical.shown import PersonShown, RecordShown, people_shown, records_shown
from registries.crosswalk.clerical.tables import review_entry
from registries.temporal.read import Read

READ: Final = (
    Read(
        review_entry,
        ("id", "record_id", "answer", "because", "rule", "candidates", "bits", "worth", "individual_id", "closed_at"),
    ),
    *shown.READ,
)
Place = tuple[float, str]  # worth, id


@dataclass(frozen=True, slots=True)
class Field:
    """One field compared, by the names of the model; `bits` for the person or against."""

    field: str
    outcome: str
    bits: float


@dataclass(frozen=True, slots=True)
class CandidateShown:
    """A person the record may speak of; `record` is the one of his that a judgement names."""

    person: PersonShown
    record: int
    weight: float
    fields: list[Field]


@dataclass(frozen=True, slots=True)
class EntryShown:
    """One entry with both sides. `id` is opaque; `waiting` records wait for the best candidate."""

    id: str
    answer: str
    because: str
    rule: str
    bits: float
    worth: float
    waiting: int
    closed: bool
    record: RecordShown
    candidates: list[CandidateShown]

    @property
    def place(self) -> Place:
        return self.worth, self.id


def waiting(connection: Connection) -> int:
    """How many entries are open."""
    return int(connection.scalar(text("SELECT count(*) FROM crosswalk.review_entry WHERE closed_at IS NULL")) or 0)


def page(connection: Connection, first: int, after: Place | None = None) -> list[EntryShown]:
    """Open entries in order."""
    worth, last = after or (None, None)
    rows = connection.execute(_PAGE, {"first": first, "worth": worth, "after": last}).all()
    return _shown(connection, rows)


def entry(connection: Connection, id_: str) -> EntryShown | None:
    """An entry by its id, open or closed; None where the question has been put anew since."""
    found = _shown(connection, connection.execute(_ONE, {"id": id_}).all()) if is_id(id_) else []
    return found[0] if found else None


def next_for(connection: Connection, clerk: str, after: Place | None = None) -> str | None:
    """The first entry behind `after` of which the clerk has not answered everything; None where there is none."""
    worth, last = after or (None, None)
    found: str | None = connection.scalar(_NEXT, {"clerk": clerk, "worth": worth, "after": last})
    return found


def place_of(connection: Connection, id_: str) -> Place | None:
    """Where an entry stands, or stood when it was closed; None where there is none of this id."""
    row = connection.execute(_PLACE, {"id": id_}).one_or_none() if is_id(id_) else None
    return None if row is None else (row.worth, row.id)


def answered(connection: Connection, one: EntryShown, clerk: str) -> frozenset[int]:
    """Records of candidates of whom the clerk has given his answer since the question was put."""
    rows = connection.scalars(_ANSWERED, {"id": one.id, "clerk": clerk})
    return frozenset(rows)


def is_id(id_: str) -> bool:
    try:
        return str(UUID(id_)) == id_
    except ValueError:
        return False


def _shown(connection: Connection, rows: Sequence[Any]) -> list[EntryShown]:
    records = records_shown(connection, [row.record_id for row in rows])
    people = people_shown(connection, [one["person"] for row in rows for one in row.candidates])
    return [
        EntryShown(
            row.id, row.answer, row.because, row.rule, row.bits, row.worth, row.waiting, row.closed,
            records[row.record_id], [_candidate(one, people[one["person"]]) for one in row.candidates],
        )
        for row in rows
    ]  # fmt: skip


def _candidate(kept: dict[str, Any], person: PersonShown) -> CandidateShown:
    fields = [Field(one["field"], one["outcome"], one["bits"]) for one in kept["fields"]]
    told = [one for one in fields if (one.field, one.outcome) != ("order", "written")]
    return CandidateShown(person, kept["record"], kept["weight"], told)


_BEHIND = """
    (CAST(:worth AS double precision) IS NULL OR q.worth < :worth OR q.worth = :worth AND q.id > CAST(:after AS uuid))
"""
_COLUMNS = """
    q.id::text AS id, q.record_id, q.answer, q.because, q.rule, q.bits, q.worth, q.candidates,
    q.closed_at IS NOT NULL AS closed,
    (SELECT count(*) FROM crosswalk.review_entry o WHERE o.individual_id = q.individual_id AND o.closed_at IS NULL) AS waiting
"""
_PAGE = text(f"""
    SELECT {_COLUMNS} FROM crosswalk.review_entry q WHERE q.closed_at IS NULL AND {_BEHIND}
     ORDER BY q.worth DESC, q.id LIMIT :first
""")
_PLACE = text("SELECT q.worth, q.id::text AS id FROM crosswalk.review_entry q WHERE q.id = CAST(:id AS uuid)")
_ONE = text(f"SELECT {_COLUMNS} FROM crosswalk.review_entry q WHERE q.id = CAST(:id AS uuid)")
# What the clerk said of each candidate since the question was put; `proposed` waits for a second clerk.
_SAID = """
    FROM jsonb_array_elements(q.candidates) AS c(one)
    CROSS JOIN LATERAL (SELECT CAST(c.one ->> 'record' AS bigint) AS record) r
    LEFT JOIN LATERAL (
        SELECT coalesce(j.explanation ->> 'proposed', j.verdict) AS verdict FROM crosswalk.judgement j
         WHERE j.left_id = least(q.record_id, r.record) AND j.right_id = greatest(q.record_id, r.record)
           AND j.author = :clerk AND j.judged_at >= q.opened_at ORDER BY j.id DESC LIMIT 1) said ON true
"""
_NEXT = text(f"""
    SELECT q.id::text FROM crosswalk.review_entry q
     WHERE q.closed_at IS NULL AND {_BEHIND}
       AND (SELECT bool_or(said.verdict IS NULL) AND NOT bool_or(said.verdict IS NOT DISTINCT FROM 'POSITIVE') {_SAID})
     ORDER BY q.worth DESC, q.id LIMIT 1
""")
_ANSWERED = text(f"""
    SELECT s.record FROM crosswalk.review_entry q CROSS JOIN LATERAL (SELECT r.record, said.verdict {_SAID}) s
     WHERE q.id = CAST(:id AS uuid) AND s.verdict IS NOT NULL
""")
