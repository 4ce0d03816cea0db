"""Whole tables as lists of rows, read in one snapshot: what is believed now, and everything once believed."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, text

Row = dict[str, Any]

# Table, column of the identity, further columns of its key.
KEYS: dict[str, tuple[str, ...]] = {
    "individual.name": ("individual_id", "script"),
    "individual.birth": ("individual_id",),
    "individual.death": ("individual_id",),
    "individual.sex": ("individual_id",),
    "individual.citizenship": ("individual_id",),
    "individual.document": ("individual_id", "kind", "number"),
    "individual.residence": ("individual_id",),
    "crosswalk.individual_identifier": ("individual_id", "scheme", "value"),
    "address.unit_existence": ("unit_id",),
    "address.unit_predecessor": ("unit_id", "predecessor_id", "operation"),
    "address.unit_code": ("unit_id",),
    "address.unit_type": ("unit_id",),
    "address.unit_name": ("unit_id", "language"),
    "address.unit_parent": ("unit_id",),
    "address.unit_operation": ("unit_id", "operation"),
    "address.geonym_predecessor": ("geonym_id", "predecessor_id", "operation"),
    "address.address_predecessor": ("address_id", "predecessor_id", "operation"),
    "address.geonym_code": ("geonym_id",),
    "address.geonym_type": ("geonym_id",),
    "address.geonym_name": ("geonym_id", "language"),
    "address.geonym_place": ("geonym_id",),
    "address.address_code": ("address_id",),
    "address.building": ("address_id",),
    "address.premises": ("address_id",),
    "legal_entity.identifier": ("legal_entity_id", "scheme"),
    "legal_entity.name": ("legal_entity_id", "language"),
    "legal_entity.status": ("legal_entity_id",),
    "legal_entity.registration": ("legal_entity_id",),
    "legal_entity.activity": ("legal_entity_id",),
    "legal_entity.legal_address": ("legal_entity_id", "language"),
    "legal_entity.head": ("legal_entity_id",),
    "legal_entity.founder": ("legal_entity_id", "founder_key"),
    "real_estate.cadastral_number": ("plot_id",),
    "real_estate.plot": ("plot_id",),
    "real_estate.plot_address": ("plot_id",),
    "real_estate.owner": ("plot_id", "holder_scheme", "holder_value"),
}


@dataclass
class Books:
    """Rows by table. `believed` and `of` keep what they picked out: the books do not change."""

    now: dict[str, list[Row]]
    history: dict[str, list[Row]]
    _picked: dict[Hashable, Any] = field(default_factory=dict)

    def believed(self, table: str, known: datetime | None) -> list[Row]:
        """What was believed of a table at a moment; None: now."""
        if known is None:
            return self.now[table]
        if (table, known) not in self._picked:
            every = self.now[table] + self.history[table]
            self._picked[table, known] = [row for row in every if _contains(row["transaction_time"], known)]
        found: list[Row] = self._picked[table, known]
        return found

    def of(self, table: str, identity: int, known: datetime | None) -> Sequence[Row]:
        """The same of one identity."""
        if ("of", table, known) not in self._picked:
            by: dict[int, list[Row]] = {}
            for row in self.believed(table, known):
                by.setdefault(row[KEYS[table][0]], []).append(row)
            self._picked["of", table, known] = by
        found: dict[int, list[Row]] = self._picked["of", table, known]
        return found.get(identity, [])

    def on(self, moment: datetime) -> "Books":
        """The books as they were when the transaction of `moment` had been committed, and nothing after it."""
        every = {table: self.now[table] + self.history[table] for table in self.now}
        begun = {
            table: [row for row in rows if row["transaction_time"].lower <= moment] for table, rows in every.items()
        }
        return Books(
            {
                table: [row for row in rows if _contains(row["transaction_time"], moment)]
                for table, rows in begun.items()
            },
            {
                table: [row for row in rows if not _contains(row["transaction_time"], moment)]
                for table, rows in begun.items()
            },
        )


def read_books(database: Engine) -> Books:
    """Everything, in one snapshot."""
    with database.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        return read_books_of(connection)


def read_books_of(connection: Connection) -> Books:
    """Everything that the connection's snapshot shows."""
    return Books(
        {table: _whole(connection, table) for table in KEYS},
        {table: _whole(connection, f"{table}_history") for table in KEYS},
    )


def _whole(connection: Connection, table: str) -> list[Row]:
    return [dict(row) for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()]


def _contains(period: Any, moment: datetime) -> bool:
    return bool(period.lower <= moment and (period.upper is None or moment < period.upper))
