"""Keeping the queue: entries opened, put anew and closed as the questions behind them come, change and go."""

import json
from collections.abc import Callable, Iterable

from sqlalchemy import Connection, Engine, text

from registries.crosswalk.clerical.question import Question, questions
from registries.database import by_batches

BATCH = 500


def look_again(connection: Connection, records: Iterable[int]) -> None:
    """Bring the entries of `records` in line with what is to be asked now, in the transaction of `connection`.

    A record that says something else, or whose entry was closed, is asked anew under another id: what clerks answered
    before does not count. Raises MatchRowsOutdated.
    """
    wanted = set(records)
    asked = questions(connection, wanted)
    persons = set(connection.scalars(_CLOSE, {"ids": sorted(wanted - asked.keys())}))
    persons |= set(connection.scalars(_PERSONS, {"ids": sorted(asked)}))
    if asked:
        persons |= set(connection.scalars(_OPEN, {"rows": json.dumps([_row(one) for one in asked.values()])}))
    connection.execute(_WEIGH, {"persons": sorted(persons)})


def look_again_where_waiting(
    connection: Connection, records: Iterable[int], individuals: Iterable[int], asked: Iterable[int] = ()
) -> None:
    """The same for those of `records` that have an entry, those that wait for one of `individuals`, and all `asked`."""
    parameters = {"ids": sorted(set(records)), "persons": sorted(set(individuals))}
    waiting = {*connection.scalars(_WAITING, parameters), *asked}
    if waiting:
        look_again(connection, waiting)


def find_all(engine: Engine, done: Callable[[int], None] = lambda _: None) -> None:
    """Look at every record that is undecided, and at every entry; may be repeated at any time."""
    by_batches(engine, _UNDECIDED, BATCH, look_again, done)


def undecided(connection: Connection) -> int:
    """How many records `find_all` looks at."""
    return int(connection.scalar(text(f"SELECT count(*) FROM provenance.record r WHERE {_TO_LOOK_AT}")) or 0)


def _row(one: Question) -> dict[str, object]:
    return {
        "record_id": one.record, "answer": one.answer, "because": one.because, "rule": one.rule, "bits": one.bits,
        "evidence": one.evidence, "individual_id": one.candidates[0].individual,
        "candidates": json.dumps([candidate.to_json() for candidate in one.candidates]),
    }  # fmt: skip


_PERSONS = text(
    "SELECT q.individual_id FROM unnest(CAST(:ids AS bigint[])) AS e(id) "
    "JOIN crosswalk.review_entry q ON q.record_id = e.id"
)
_CLOSE = text("""
    UPDATE crosswalk.review_entry q SET closed_at = temporal.stamp()
      FROM unnest(CAST(:ids AS bigint[])) AS e(id) WHERE q.record_id = e.id AND q.closed_at IS NULL
    RETURNING q.individual_id
""")
_ANEW = "(q.closed_at IS NOT NULL OR q.evidence <> excluded.evidence)"
_OPEN = text(f"""
    INSERT INTO crosswalk.review_entry AS q
           (record_id, answer, because, rule, candidates, individual_id, bits, worth, evidence)
    SELECT record_id, answer, because, rule, candidates::jsonb, individual_id, bits, 0, evidence
      FROM json_to_recordset(CAST(:rows AS json))
        AS r(record_id bigint, answer text, because text, rule text, candidates text, individual_id bigint,
             bits double precision, evidence uuid)
     ORDER BY record_id
    ON CONFLICT (record_id) DO UPDATE SET
           answer = excluded.answer, because = excluded.because, rule = excluded.rule, candidates = excluded.candidates,
           individual_id = excluded.individual_id, bits = excluded.bits, evidence = excluded.evidence, closed_at = NULL,
           id = CASE WHEN {_ANEW} THEN excluded.id ELSE q.id END,
           opened_at = CASE WHEN {_ANEW} THEN excluded.opened_at ELSE q.opened_at END
    RETURNING individual_id
""")
# As `worth.worth` says, for all that wait for the same person.
_WEIGH = text("""
    UPDATE crosswalk.review_entry q SET worth = w.waiting / (1 + q.bits)
      FROM (SELECT o.individual_id, count(*)::float8 AS waiting FROM unnest(CAST(:persons AS bigint[])) AS e(id)
              JOIN crosswalk.review_entry o ON o.individual_id = e.id AND o.closed_at IS NULL GROUP BY 1) w
     WHERE q.individual_id = w.individual_id AND q.closed_at IS NULL AND q.worth <> w.waiting / (1 + q.bits)
""")
_WAITING = text("""
    SELECT record_id FROM crosswalk.review_entry WHERE record_id = ANY(CAST(:ids AS bigint[]))
    UNION SELECT record_id FROM crosswalk.review_entry WHERE individual_id = ANY(CAST(:persons AS bigint[])) AND closed_at IS NULL
""")
_TO_LOOK_AT = """
    EXISTS (SELECT FROM provenance.source s WHERE s.id = r.source_id AND s.register = 'individual')
    AND (NOT EXISTS (SELECT FROM crosswalk.membership m WHERE m.record_id = r.id)
         OR EXISTS (SELECT FROM crosswalk.review_entry q WHERE q.record_id = r.id AND q.closed_at IS NULL)
         OR EXISTS (SELECT FROM crosswalk.judgement j WHERE j.right_id = r.id AND j.verdict = 'UNSURE'))
"""
_UNDECIDED = text(
    f"SELECT r.id FROM provenance.record r WHERE r.id > :last AND {_TO_LOOK_AT} ORDER BY r.id LIMIT :batch"
)
