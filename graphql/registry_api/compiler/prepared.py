"""A statement as it is prepared on a connection: numbered parameters, and the names of what they are."""

from dataclasses import dataclass, field

from sqlalchemy import text
from sqlalchemy.dialects.postgresql.psycopg2 import PGDialect_psycopg2


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement with `$1`… in the order of `parameters`; `name` is what it is prepared under, `call` executes it."""

    name: str
    sql: str
    parameters: tuple[str, ...]
    call: str = field(init=False)

    def __post_init__(self) -> None:
        listed = f"({', '.join(['%s'] * len(self.parameters))})" if self.parameters else ""
        object.__setattr__(self, "call", f"EXECUTE {self.name}{listed}")


def numbered(name: str, written: str) -> Prepared:
    """The statement `written` with `:names`."""
    bound = text(written).compile(dialect=PGDialect_psycopg2(paramstyle="numeric_dollar"))
    return Prepared(name, str(bound), tuple(bound.positiontup or ()))
