"""Statements that a session plans once and runs many times: planning some of them costs more than running them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

# Where a connection keeps the names of what is prepared on it, as long as it lives (`Connection.info`).
KNOWN: Final = "prepared"


@dataclass(frozen=True, slots=True)
class PreparedStatement:
    """`sql` with `$1`…, as many as `parameters`, each with a type by a cast or by what it stands beside."""

    name: str
    sql: str
    parameters: int = 0

    def rows(self, connection: Connection, *values: object) -> Sequence[Any]:
        """All rows, each of the columns by place and by name; the values are sent apart from the statement."""
        known: set[str] = connection.info.setdefault(KNOWN, set())
        if self.name not in known:
            connection.exec_driver_sql(f"PREPARE {self.name} AS {self.sql}")
            known.add(self.name)
        listed = f"({', '.join(['%s'] * self.parameters)})" if self.parameters else ""
        return connection.exec_driver_sql(f"EXECUTE {self.name}{listed}", values).all()
