"""Rows that are lawful, and the same rows with one thing wrong: what the tests of constraints are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from psycopg2.extensions import Diagnostics
from sqlalchemy import Column, Connection, MetaData, Table, Text, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError

from registries.declared import metadata

Row = dict[str, Any]
TYPES = postgresql.dialect()
# The one table that is not ours: where the migrations remember how far they came.
MIGRATED = Table("alembic_version", MetaData(), Column("version_num", Text, nullable=False), schema="public")

# By the name of a column, where its type alone does not say what is lawful: a value, and another for a second row.
BY_NAME: Mapping[str, tuple[Any, Any]] = {
    "valid_time": ("[2020-01-01,2021-01-01)",) * 2,
    "starts_basis": ("STATED", "STATED"),
    "ends_basis": ("STATED", "STATED"),
    "starts_after": (None, None),
    "ends_after": (None, None),
    "act_id": (None, None),
    "kato": ("990000000", "990000001"),
    "rka": ("9900000000000001", "9900000000000002"),
    "rko": ("9900000000000001", "9900000000000002"),
    "cadastral_number": ("99-001-001-0001", "99-001-001-0002"),
    "script": ("kk", "ru"),
    "language": ("kk", "ru"),
    "sex": ("MALE", "FEMALE"),
    "country": ("398", "643"),
    "verdict": ("POSITIVE", "NEGATIVE"),
    "delivers": ("full", "delta"),
    "parent_id": (201, 202),
    "predecessor_id": (201, 202),
    "operation": ("CREATED", "RENAMED"),
    "left_id": (1, 2),
    "right_id": (11, 12),
}
BY_PLACE: Mapping[tuple[str, str], tuple[Any, Any]] = {
    ("provenance.delivery", "state"): ("RECEIVED", "APPLIED"),
    ("provenance.delivery", "refusal"): (None, None),
    ("provenance.delivery", "rows_in"): (0, 0),
    ("provenance.delivery", "accepted"): (0, 0),
    ("provenance.delivery", "duplicate"): (0, 0),
    ("provenance.delivery", "quarantined"): (0, 0),
    ("provenance.quarantine", "state"): ("HELD", "HELD"),
    ("provenance.quarantine", "decided_at"): (None, None),
    ("provenance.act", "status"): ("ACT", "DRAFT"),
    ("provenance.act", "entry_rule"): ("ON_PUBLICATION", "DAYS_AFTER_PUBLICATION"),
    ("provenance.act", "entry_days"): (None, 10),
    ("provenance.act", "entry_day"): (None, None),
    ("crosswalk.act_record", "act_id"): (101, 102),
    ("crosswalk.act_record", "held"): (None, None),
    ("address.prefix_due", "kind"): ("unit", "geonym"),
    ("address.premises", "building_id"): (201, 202),
    ("address.edition_decision", "side"): ("BOTH", "OLD"),
    ("address.edition_decision", "earlier_on"): ("2019-01-01", "2019-01-02"),
    ("address.edition_decision", "decision"): ("SAME", "RENAMED"),
    ("address.edition_decision", "became_kato"): (None, None),
    ("address.edition_decision", "review"): ("NONE", "DECIDED"),
    ("access.consumer", "kind"): ("portal", "department"),
    ("crosswalk.judgement", "explanation"): ('{"why": "one face"}', '{"why": "two faces"}'),
    ("crosswalk.outranked", "claimed_in"): (101, 102),
    ("crosswalk.review_entry", "answer"): ("POSSIBLE", "MANY"),
    ("crosswalk.review_entry", "candidates"): ("[{}]", "[{}]"),
    ("crosswalk.review_entry", "bits"): (0.0, 1.5),
    ("crosswalk.review_entry", "worth"): (1.0, 0.0),
    ("crosswalk.review_entry", "opened_at"): ("2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z"),
    ("crosswalk.review_entry", "closed_at"): (None, "2020-01-01T00:00:00Z"),
    ("individual.document", "kind"): ("IDENTITY_CARD", "IDENTITY_CARD"),
    ("individual.document", "number"): ("000000001", "000000002"),
    ("crosswalk.individual_identifier", "scheme"): ("RNN", "RNN"),
    ("crosswalk.individual_identifier", "value"): ("990000000001", "990000000002"),
    ("legal_entity.identifier", "scheme"): ("RNN", "OKPO"),
    ("legal_entity.identifier", "value"): ("990000000001", "990000000002"),
    ("provenance.database_kind", "synthetic"): (True, False),
}
BY_TYPE: Mapping[str, tuple[Any, Any]] = {
    "BIGINT": (101, 102),
    "INTEGER": (101, 102),
    "SMALLINT": (101, 102),
    "TEXT": ("one", "another"),
    "BOOLEAN": (True, False),
    "DATE": ("2020-01-01", "2020-01-02"),
    "TIMESTAMP WITH TIME ZONE": ("2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z"),
    "UUID": ("0" * 32, "1" * 32),
    "JSONB": ('["word"]', '["words"]'),
    "NUMERIC": ("1.5", "2.5"),
    "FLOAT": (1.5, 2.5),
    "DOUBLE PRECISION": (0.5, 0.25),
    "TEXT[]": (["one"], ["another"]),
    "BIGINT[]": ([101], [102]),
    "DATEMULTIRANGE": (None, None),
}


def table_named(name: str) -> Table:
    return MIGRATED if name == MIGRATED.fullname else metadata.tables[name]


def lawful(table: Table, variant: int = 0) -> Row:
    """A row of `table` that breaks nothing but, perhaps, references; another one for another variant."""
    return {column.name: _value(table, column, variant) for column in table.columns if column.computed is None}


def _value(table: Table, column: Column[Any], variant: int) -> Any:
    main = f"{table.schema}.{table.name.removesuffix('_history')}"
    if column.name == "transaction_time":
        return "[2020-01-01,2021-01-01)" if table.name.endswith("_history") else "[2020-01-01,)"
    for place in ((main, column.name), column.name):
        known = BY_PLACE.get(place) if isinstance(place, tuple) else BY_NAME.get(place)
        if known is not None:
            return known[variant]
    return BY_TYPE[_type(column)][variant]


@dataclass
class Bench:
    """Inserts rows and says what refused them; whatever it did is undone."""

    connection: Connection

    def refusal(self, *rows: tuple[Table, Row], references: bool = False, at_once: bool = True) -> str | None:
        """The constraint, or `not null column`, that refused the last row; None where nothing did.

        Without `references` nobody asks whether what a row refers to is there, and no trigger stamps it; unless
        `at_once`, what may wait for the end of the transaction is not asked either.
        """
        held = self.connection.begin_nested()
        try:
            *first, (table, last) = rows
            self._role("replica")
            for other, row in first:
                self.insert(other, row)
            self._role("origin" if references else "replica")
            if at_once:
                self.connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
            self.insert(table, last)
        except DBAPIError as error:
            told: Diagnostics = error.orig.diag  # type: ignore[union-attr]
            return told.constraint_name or f"not null {told.column_name}"
        finally:
            held.rollback()
        return None

    def insert(self, table: Table, row: Row) -> None:
        names = ", ".join(f'"{name}"' for name in row)
        values = ", ".join(f"CAST(:{name} AS {_type(table.columns[name])})" for name in row)
        query = f"INSERT INTO {table.fullname} ({names}) OVERRIDING SYSTEM VALUE VALUES ({values})"
        self.connection.execute(text(query), row)

    def _role(self, name: str) -> None:
        self.connection.exec_driver_sql(f"SET LOCAL session_replication_role = {name}")


def _type(column: Column[Any]) -> str:
    return str(column.type.compile(TYPES)).partition(" COLLATE ")[0]
