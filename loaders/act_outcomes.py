"""What became of each row that speaks of an act: counted for a delivery, and listed row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, text


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row of a delivery, with its act; `words` are as delivered, a list by the columns of the file."""

    line: int
    act: str
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


_ROWS = """
    SELECT s.line, a.number, a.first_day,
           CASE WHEN r.operation IS NULL THEN 'CARD'
                WHEN a.state = 'NOT_IN_FORCE' THEN a.state || ':' || a.status
                WHEN a.state = 'AWAITING_DATES' THEN a.state
                WHEN r.held IS NOT NULL THEN 'HELD:' || r.held
                ELSE 'TAKES_EFFECT' END AS outcome,
           s.words
      FROM provenance.statement s JOIN crosswalk.act_record r ON r.record_id = s.record_id
      JOIN provenance.act a ON a.id = r.act_id
     WHERE s.delivery_id = :id
"""
