"""A register as of a day, and as known at a moment, written row by row into a file: memory does not grow with it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, text

from registries.analysis.extracts import EXTRACTS, Extract
from registries.analysis.table_file import BATCH, table_file
from registries.temporal.state import asked, parameters


def export(connection: Connection, extract: Extract, path: Path, day: date, known_at: datetime | None = None) -> int:
    """Write `extract` to `path`; returns the number of rows. Raises TableFileError for a name that tells no form."""
    rows = 0
    with table_file(path, extract.columns, about(extract.name, day, known_at)) as sink:
        for batch in batches(connection, extract.statement(asked(known_at)), day, known_at):
            sink.take(batch)
            rows += len(batch)
    return rows


def about(register: str, day: date, known_at: datetime | None) -> dict[str, str]:
    """What a file says of itself."""
    moment = {} if known_at is None else {"known_at": known_at.isoformat()}
    return {"register": register, "as_of": day.isoformat(), **moment}


def batches(
    connection: Connection, statement: str, day: date, known_at: datetime | None
) -> Iterator[Sequence[Sequence[object]]]:
    """The rows of one statement, so of one snapshot, through a cursor of the server."""
    found = connection.execute(text(statement), parameters((), day, known_at), execution_options={"yield_per": BATCH})
    for batch in found.partitions():
        yield [tuple(row) for row in batch]


__all__ = ["EXTRACTS", "export"]
