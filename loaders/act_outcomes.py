"""What became of each row that speaks of an act: counted for a delivery, and listed row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, text


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row of a delivery, with its act where it has a number; `words` are as delivered, by the columns of the file."""

    line: int
    act: str | None
    first_day: date | None
    outcome: str
    words: Any


def outcomes_of(connection: Connection, delivery_id: int) -> dict[str, int]:
    """The rows of a delivery by outcome, in the order of their names; empty where it speaks of no act."""
    rows = connection.execute(
        text(f"SELECT outcome, count(*) FROM ({_ROWS}) o GROUP BY 1 ORDER BY 1"), {"id": delivery_id}
    )
    return {row[0]: row[1] for row in rows}


def list_outcomes(engine: Engine, delivery_id: int) -> Iterator[Outcome]:
    """Every row of a delivery that speaks of an act, in the order of the file; streamed."""
    with engine.connect().execution_options(stream_results=True, yield_per=500) as connection:
        for row in connection.execute(text(f"{_ROWS} ORDER BY s.line"), {"id": delivery_id}):
            yield Outcome(*row)


# A row without a clause states by a code what it names: nobody bears that, or several may have done so on its day.
_ROWS = """
    SELECT s.line, a.number, CASE WHEN r.record_id IS NOT NULL THEN a.first_day ELSE (
               SELECT max(CAST(f.fact ->> 2 AS date)) FROM jsonb_array_elements(g.reading -> 'f') AS f(fact)) END AS first_day,
           CASE WHEN r.record_id IS NULL THEN CASE
                    WHEN m.record_id IS NOT NULL THEN 'TAKES_EFFECT'
                    WHEN EXISTS (SELECT FROM crosswalk.awaiting w JOIN address.unit_code c ON c.kato = w.value
                                  WHERE w.record_id = s.record_id AND w.scheme = 'KATO') THEN 'HELD:CODE_AMBIGUOUS'
                    ELSE 'HELD:CODE_NOT_FOUND' END
                WHEN r.operation IS NULL THEN 'CARD'
                WHEN a.state = 'NOT_IN_FORCE' THEN a.state || ':' || a.status
                WHEN a.state = 'AWAITING_DATES' THEN a.state
                WHEN r.held IS NOT NULL THEN 'HELD:' || r.held
                ELSE 'TAKES_EFFECT' END AS outcome,
           s.words
      FROM provenance.statement s JOIN provenance.reading g ON g.statement_id = s.id
      JOIN provenance.record o ON o.id = s.record_id
      JOIN provenance.source p ON p.id = o.source_id AND p.register = 'address.act'
      LEFT JOIN crosswalk.act_record r ON r.record_id = s.record_id
      LEFT JOIN provenance.act a ON a.id = r.act_id
      LEFT JOIN crosswalk.membership m ON m.record_id = s.record_id
     WHERE s.delivery_id = :id
"""
