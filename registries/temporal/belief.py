"""Reading and writing what the register believes: `as_of`, `known_at`, and the one way to write versions."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from psycopg2 import DatabaseError
from sqlalchemy import ColumnElement, Connection, Date, FromClause, bindparam, cast, text
from sqlalchemy.exc import DBAPIError
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
    if not desired:
        return set()
    columns = (fact.entity, *fact.key, *fact.values, *BOUNDS, *GROUNDS)
    kept = _kept(connection, fact, columns, desired)
    # Equal in PostgreSQL's own writing is equal; what is written otherwise is left to PostgreSQL to compare.
    wanted = {entity: [_line(entity, *said) for said in versions] for entity, versions in desired.items()}
    differing = {entity: lines for entity, lines in wanted.items() if set(lines) != kept.get(entity, NOTHING)}
    fresh = [line for entity, lines in differing.items() if entity not in kept for line in lines]
    changed = {entity for entity in differing if entity not in kept}
    # What is given up comes first: a code may pass to an entity of which nothing was believed.
    if others := {entity: lines for entity, lines in differing.items() if entity in kept}:
        changed |= _rewrite(connection, fact, columns, others)
    if fresh:
        _copy(connection, fact.name, columns, fresh)
    return changed


NOTHING: frozenset[str] = frozenset()


def _kept(connection: Connection, fact: Fact, columns: Sequence[str], entities: Iterable[int]) -> dict[int, set[str]]:
    """By entity the lines of COPY of what is believed of it now."""
    buffer = io.StringIO()
    ids = ",".join(str(int(entity)) for entity in entities)
    names = ", ".join(f"t.{column}" for column in columns)
    chosen = f"unnest('{{{ids}}}'::bigint[]) AS e(id) JOIN {fact.name} t ON t.{fact.entity} = e.id"
    _copying(connection, f"COPY (SELECT {names} FROM {chosen}) TO STDOUT", buffer)
    kept: dict[int, set[str]] = {}
    for line in buffer.getvalue().split("\n")[:-1]:
        kept.setdefault(int(line[: line.index("\t")]), set()).add(line)
    return kept


def _rewrite(
    connection: Connection, fact: Fact, columns: Sequence[str], wanted: Mapping[int, Sequence[str]]
) -> set[int]:
    """Bring entities of which something is believed in line with the lines; returns those that were not."""
    staged = _stage(connection, fact, columns, (line for lines in wanted.values() for line in lines))
    same = " AND ".join(f"t.{column} IS NOT DISTINCT FROM d.{column}" for column in columns[1:])
    names = ", ".join(columns)
    changed = connection.execute(
        text(
            f"DELETE FROM {fact.name} t USING unnest(CAST(:ids AS bigint[])) AS e(id) WHERE t.{fact.entity} = e.id "
            f"AND NOT EXISTS (SELECT FROM {staged} d WHERE d.{fact.entity} = t.{fact.entity} AND {same}) "
            f"RETURNING t.{fact.entity}"
        ),
        {"ids": list(wanted)},
    ).scalars()
    entities = set(changed)
    added = connection.execute(
        text(
            f"INSERT INTO {fact.name} ({names}) SELECT {names} FROM {staged} d WHERE NOT EXISTS "
            f"(SELECT FROM {fact.name} t WHERE t.{fact.entity} = d.{fact.entity} AND {same}) RETURNING {fact.entity}"
        )
    ).scalars()
    return entities | set(added)


def _stage(connection: Connection, fact: Fact, columns: Sequence[str], lines: Iterable[str]) -> str:
    """A temporary table with the desired rows: one COPY instead of a statement per row."""
    staged = f"desired_{fact.table.schema}_{fact.table.name}"
    names = ", ".join(columns)
    connection.exec_driver_sql(
        f"CREATE TEMPORARY TABLE IF NOT EXISTS {staged} ON COMMIT DELETE ROWS AS "
        f"SELECT {names} FROM {fact.name} WITH NO DATA"
    )
    # Emptied at every commit; TRUNCATE would write the catalogue and have every plan made anew.
    connection.exec_driver_sql(f"DELETE FROM {staged}")
    _copy(connection, staged, columns, lines)
    return f"pg_temp.{staged}"


def _line(entity: int, key: tuple[object, ...], version: Version) -> str:
    """The row as COPY writes it."""
    period = f"{'(' if version.since is None else f'[{version.since}'},{version.until or ''})"
    row = (
        entity, *key, *version.values,
        period, version.starts_basis, version.starts_after, version.ends_basis, version.ends_after,
        version.statement_id, version.act_id,
    )  # fmt: skip
    return "\t".join(map(copy_text, row))


def copy_rows(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """COPY `rows` into `table`; text format, values as PostgreSQL reads them."""
    _copy(connection, table, columns, ("\t".join(map(copy_text, row)) for row in rows))


def _copy(connection: Connection, table: str, columns: Sequence[str], lines: Iterable[str]) -> None:
    buffer = io.StringIO("".join(f"{line}\n" for line in lines))
    _copying(connection, f"COPY {table} ({', '.join(columns)}) FROM STDIN", buffer)


def _copying(connection: Connection, statement: str, buffer: io.StringIO) -> None:
    """COPY past SQLAlchemy, whose errors are raised all the same."""
    cursor = connection.connection.cursor()
    try:
        cursor.copy_expert(statement, buffer)
    except DatabaseError as error:
        raise DBAPIError.instance(statement, None, error, DatabaseError, hide_parameters=True) from error
    finally:
        cursor.close()


_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_text(value: object) -> str:
    """One value in COPY's text format (PostgreSQL documentation, COPY, "Text Format")."""
    if isinstance(value, str):
        # Most values need no escape; looking is ten times cheaper than translating.
        escaped = "\\" in value or "\t" in value or "\n" in value or "\r" in value
        return value.translate(_ESCAPES) if escaped else value
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, (dict, list)):
        return copy_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    return str(value)
