"""Reading and writing what the register believes: `as_of`, `known_at`, and the one way to write versions."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, Connection, Date, FromClause, bindparam, cast, text
from sqlalchemy.types import DateTime

from registries.temporal.declare import BOUNDS, GROUNDS, Fact
from registries.temporal.version import Version

Scalar = str | int | bool | date | datetime | Decimal | None


def stamp(connection: Connection) -> datetime:
    """The moment of this transaction; the first call takes the register's lock."""
    moment = connection.scalar(text("SELECT temporal.stamp()"))
    assert isinstance(moment, datetime)
    return moment


def known(fact: Fact, known_at: datetime | None) -> tuple[FromClause, list[ColumnElement[bool]]]:
    """Where to read `fact` from, and the condition, to see it as believed at `known_at` (None: now)."""
    if known_at is None:
        return fact.table, []
    moment = cast(bindparam(None, known_at, type_=DateTime(timezone=True)), DateTime(timezone=True))
    return fact.known, [fact.known.c.transaction_time.op("@>")(moment)]


def as_of(source: FromClause, day: date) -> ColumnElement[bool]:
    """The condition that a row of `source` holds on `day`."""
    # Without the cast PostgreSQL takes the parameter for a daterange and the temporal key is not used.
    return source.c.valid_time.op("@>", is_comparison=True)(cast(day, Date))


def believe(
    connection: Connection, fact: Fact, desired: Mapping[int, Sequence[tuple[tuple[object, ...], Version]]]
) -> set[int]:
    """Make `fact` say exactly `desired` of the entities named there; returns the entities whose versions changed.

    `desired` maps an entity to pairs of its further key and a version with the values in the order of `fact.values`;
    an entity without pairs loses its versions to the history. Rows that already say the same stay untouched.
    """
    columns = (fact.entity, *fact.key, *fact.values, *BOUNDS, *GROUNDS)
    staged = _stage(connection, fact, columns, desired)
    same = " AND ".join(f"t.{column} IS NOT DISTINCT FROM d.{column}" for column in columns[1:])
    names = ", ".join(columns)
    changed = connection.execute(
        text(
            f"DELETE FROM {fact.name} t USING unnest(CAST(:ids AS bigint[])) AS e(id) WHERE t.{fact.entity} = e.id "
            f"AND NOT EXISTS (SELECT FROM {staged} d WHERE d.{fact.entity} = t.{fact.entity} AND {same}) "
            f"RETURNING t.{fact.entity}"
        ),
        {"ids": list(desired)},
    ).scalars()
    entities = set(changed)
    added = connection.execute(
        text(
            f"INSERT INTO {fact.name} ({names}) SELECT {names} FROM {staged} d WHERE NOT EXISTS "
            f"(SELECT FROM {fact.name} t WHERE t.{fact.entity} = d.{fact.entity} AND {same}) RETURNING {fact.entity}"
        )
    ).scalars()
    return entities | set(added)


def _stage(
    connection: Connection,
    fact: Fact,
    columns: Sequence[str],
    desired: Mapping[int, Sequence[tuple[tuple[object, ...], Version]]],
) -> str:
    """A temporary table with the desired rows: one COPY instead of a statement per row."""
    staged = f"desired_{fact.table.schema}_{fact.table.name}"
    names = ", ".join(columns)
    connection.exec_driver_sql(
        f"CREATE TEMPORARY TABLE IF NOT EXISTS {staged} ON COMMIT DELETE ROWS AS "
        f"SELECT {names} FROM {fact.name} WITH NO DATA"
    )
    connection.exec_driver_sql(f"TRUNCATE {staged}")
    rows = (_row(entity, key, version) for entity, versions in desired.items() for key, version in versions)
    copy_rows(connection, staged, columns, rows)
    return f"pg_temp.{staged}"


def _row(entity: int, key: tuple[object, ...], version: Version) -> tuple[object, ...]:
    period = f"[{version.since or ''},{version.until or ''})"
    return (
        entity, *key, *version.values,
        period, version.starts_basis, version.starts_after, version.ends_basis, version.ends_after,
        version.statement_id, version.act_id,
    )  # fmt: skip


def copy_rows(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """COPY `rows` into `table`; text format, values as PostgreSQL reads them."""
    buffer = io.StringIO()
    for row in rows:
        buffer.write("\t".join(map(copy_text, row)))
        buffer.write("\n")
    buffer.seek(0)
    cursor = connection.connection.cursor()
    try:
        cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN", buffer)
    finally:
        cursor.close()


_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_text(value: object) -> str:
    """One value in COPY's text format (PostgreSQL documentation, COPY, "Text Format")."""
    if value is None:
        return "\\N"
    if isinstance(value, (dict, list)):
        value = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    words = value if isinstance(value, str) else str(value)
    # Most values need no escape; looking is ten times cheaper than translating.
    return words.translate(_ESCAPES) if "\\" in words or "\t" in words or "\n" in words or "\r" in words else words
