"""A statement as it is prepared on a connection: numbered parameters, and the names of what they are."""

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.dialects.postgresql.psycopg2 import PGDialect_psycopg2


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement with `$1`… in the order of `parameters`; `name` is what it is prepared under."""

    name: str
    sql: str
    parameters: tuple[str, ...]


def numbered(name: str, written: str) -> Prepared:
    """The statement `written` with `:names`."""
    bound = text(written).compile(dialect=PGDialect_psycopg2(paramstyle="numeric_dollar"))
    return Prepared(name, str(bound), tuple(bound.positiontup or ()))
