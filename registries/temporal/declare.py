"""Declaring dated facts: the main table, its history, the view of both, their keys, triggers and comments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Identity, Index, Table, event
from sqlalchemy.dialects.postgresql import DATERANGE, TSTZRANGE
from sqlalchemy.schema import DDL, ForeignKey
from sqlalchemy.types import UserDefinedType

from registries.base import metadata


class Basis(UserDefinedType[str]):
    """The domain `temporal.basis`: STATED, OBSERVED or INFERRED:<rule>."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "temporal.basis"


@dataclass(frozen=True, slots=True)
class Within:
    """A temporal foreign key: the fact must lie inside the life of what `column` names."""

    column: str
    parent: str  # schema.table with the primary key (parent_column, valid_time)
    parent_column: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One kind of dated fact about one kind of identity.

    `entity` is the column of the identity, `key` the further columns that may hold side by side (a script, a language),
    `values` what is said. The primary key is (entity, key…, valid_time WITHOUT OVERLAPS). Of the values `refers` name
    other identities, and `of_its_kind` those of the same register: never the entity itself.
    """

    table: Table
    history: Table
    known: Table
    entity: str
    key: tuple[str, ...]
    values: tuple[str, ...]
    optional: frozenset[str] = field(default_factory=frozenset)
    within: tuple[Within, ...] = ()

    name: str = ""
    needed: tuple[str, ...] = ()
    refers: tuple[str, ...] = ()
    of_its_kind: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", f"{self.table.schema}.{self.table.name}")
        needed = (*self.key, *(column for column in self.values if column not in self.optional))
        object.__setattr__(self, "needed", needed)
        object.__setattr__(self, "refers", tuple(column for column in self.values if self._identities(column)))
        own = self._identities(self.entity)
        object.__setattr__(self, "of_its_kind", frozenset(c for c in self.refers if self._identities(c) & own))

    def _identities(self, column: str) -> set[str]:
        """The tables of identities that a column refers to."""
        return {key.target_fullname for key in self.table.c[column].foreign_keys}


BOUNDS = ("valid_time", "starts_basis", "starts_after", "ends_basis", "ends_after")
GROUNDS = ("statement_id", "act_id")


def identity_table(name: str, schema: str, comment: str) -> Table:
    """The permanent rows of a register: an identity, and nothing that can change."""
    return Table(
        name,
        metadata,
        Column("id", BigInteger, Identity(always=True), primary_key=True, comment="permanent, never reused"),
        schema=schema,
        comment=comment,
    )


def _bound_columns() -> list[Column[Any]]:
    return [
        _valid_time(),
        Column("starts_basis", Basis, nullable=False, comment="on what basis the first day is known"),
        Column("starts_after", Date, comment="the last day known to lie before an OBSERVED first day"),
        Column("ends_basis", Basis, comment="on what basis the last day is known; null while open"),
        Column("ends_after", Date, comment="the last day the fact was OBSERVED to hold; uncertain from there on"),
        Column(
            "statement_id",
            BigInteger,
            ForeignKey("provenance.statement.id"),
            comment="the statement the fact rests on",
        ),
        Column("act_id", BigInteger, ForeignKey("provenance.act.id"), comment="the act the fact rests on"),
    ]


def _bound_checks() -> list[CheckConstraint]:
    return [
        *_period_checks(),
        CheckConstraint("num_nonnulls(statement_id, act_id) = 1", name="one_ground"),
        CheckConstraint("upper_inf(valid_time) = (ends_basis IS NULL)", name="end_has_basis"),
        # IS TRUE: without a first or last day the comparison is unknown, and what is unknown passes a check.
        CheckConstraint(
            "starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time)) IS TRUE",
            name="starts_after_is_before",
        ),
        CheckConstraint(
            "ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time)) IS TRUE",
            name="ends_after_is_inside",
        ),
    ]


def _period_checks() -> list[CheckConstraint]:
    return [
        CheckConstraint("upper_inf(transaction_time)", name="believed_now"),
        CheckConstraint(
            "lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'",
            name="open_not_infinite",
        ),
    ]


def _valid_time() -> Column[Any]:
    return Column("valid_time", DATERANGE, nullable=False, comment="when the fact holds in the world, [)")


def _transaction_time() -> Column[Any]:
    return Column("transaction_time", TSTZRANGE, nullable=False, comment="when the register believed it, [)")


def dated_fact(
    name: str,
    schema: str,
    *,
    entity: Column[int],
    key: Sequence[Column[Any]] = (),
    values: Sequence[Column[Any]] = (),
    checks: Iterable[CheckConstraint] = (),
    within: Sequence[Within] = (),
    unique: Sequence[str] = (),
    comment: str,
) -> Fact:
    """Declare a fact table with both time axes; every column must carry a comment.

    `unique` names columns that may have one bearer at a time (a code).
    """
    fact = _two_axes(
        name, schema, entity, key, values, _bound_columns(), [*checks, *_bound_checks()], tuple(within), comment
    )
    if unique:
        _after(fact.table, f"ALTER TABLE {schema}.{name} ADD CONSTRAINT uq_{name}_{'_'.join(unique)} UNIQUE "
                      f"({', '.join(unique)}, valid_time WITHOUT OVERLAPS)")  # fmt: skip
        # In the history nothing is unique, but it is looked up by the same.
        Index(f"ix_{name}_history_{'_'.join(unique)}", *(fact.history.c[column] for column in unique))
    for inside in within:
        _after(fact.table, f"ALTER TABLE {schema}.{name} ADD CONSTRAINT fk_{name}_{inside.column}_within FOREIGN KEY "
                      f"({inside.column}, PERIOD valid_time) REFERENCES {inside.parent} "
                      f"({inside.parent_column}, PERIOD valid_time) DEFERRABLE INITIALLY DEFERRED")  # fmt: skip
    return fact


def derived_fact(name: str, schema: str, *, entity: Column[int], values: Sequence[Column[Any]], comment: str) -> Fact:
    """Declare a table of what follows from dated facts, kept ready by triggers: both time axes, nothing stated.

    It has no bases of its bounds and no grounds: those of the facts it follows from are its own. So it belongs to no
    register's facts, and no statement is ever applied to it.
    """
    return _two_axes(name, schema, entity, (), values, [_valid_time()], _period_checks(), (), comment)


def _two_axes(
    name: str,
    schema: str,
    entity: Column[int],
    key: Sequence[Column[Any]],
    values: Sequence[Column[Any]],
    bounds: Sequence[Column[Any]],
    checks: Sequence[CheckConstraint],
    within: tuple[Within, ...],
    comment: str,
) -> Fact:
    columns = [entity, *key, *values, *bounds]
    names = (entity.name, *(column.name for column in key))
    plain = [_plain(column) for column in columns]
    table = Table(name, metadata, *columns, _transaction_time(), *checks, schema=schema, comment=comment)
    history = _history(table, [*plain, _transaction_time()])
    _after(table, f"ALTER TABLE {schema}.{name} ADD CONSTRAINT pk_{name} PRIMARY KEY "
                  f"({', '.join(names)}, valid_time WITHOUT OVERLAPS)")  # fmt: skip
    _guard(table, history, (*names, "valid_time"), ranges=("valid_time", "transaction_time"))
    optional = frozenset(column.name for column in values if column.nullable)
    stored = tuple(column.name for column in values if column.computed is None)
    return Fact(table, history, _view(table), entity.name, names[1:], stored, optional, within)


def known_table(
    name: str,
    schema: str,
    *,
    key: Sequence[Column[Any]],
    values: Sequence[Column[Any]],
    checks: Iterable[CheckConstraint] = (),
    comment: str,
) -> Fact:
    """Declare a table with transaction time only: for what has no time of its own in the world."""
    for column in key:
        column.primary_key = True
    plain = [_plain(column) for column in (*key, *values)]
    table = Table(name, metadata, *key, *values, _transaction_time(), *checks, schema=schema, comment=comment)
    history = _history(table, [*plain, _transaction_time()])
    names = tuple(column.name for column in key)
    _guard(table, history, names, ranges=("transaction_time",))
    return Fact(table, history, _view(table), names[0], names[1:], tuple(column.name for column in values))


def derive(fact: Fact, *columns: Column[Any]) -> None:
    """Declare generated columns that came later than the table: they stand last, and the history keeps what they said."""
    for column in columns:
        fact.history.append_column(_plain(column))
        fact.known.append_column(Column(column.name, column.type))
        fact.table.append_column(column)


def look_up(fact: Fact, *columns: str) -> None:
    """Declare B-trees over `columns`, in the main table and in the history; nulls of a single column stay out."""
    sole = columns[0] if len(columns) == 1 and fact.table.c[columns[0]].nullable else None
    for table in (fact.table, fact.history):
        Index(
            f"ix_{table.name}_{'_'.join(columns)}",
            *(table.c[column] for column in columns),
            postgresql_where=None if sole is None else table.c[sole].is_not(None),
        )


def look_up_current(fact: Fact, *columns: str) -> None:
    """Declare a B-tree over `columns` in the main table alone, where what is known now of one identity is read often.

    The temporal key answers that too, but a GiST index costs two to three times a B-tree's processor time.
    """
    Index(f"ix_{fact.table.name}_{'_'.join(columns)}", *(fact.table.c[column] for column in columns))


def _plain(column: Column[Any]) -> Column[Any]:
    """The column as the history keeps it: same type, no reference and no rule (it was lawful when it was believed)."""
    return Column(column.name, column.type, nullable=column.nullable, comment=column.comment)


def _history(table: Table, columns: Sequence[Column[Any]]) -> Table:
    name = f"{table.name}_history"
    closed = CheckConstraint("NOT isempty(transaction_time) AND NOT upper_inf(transaction_time)", name="superseded")
    return Table(name, metadata, *columns, closed, schema=table.schema, comment=f"superseded rows of {table.name}")


def _guard(table: Table, history: Table, names: Sequence[str], *, ranges: Sequence[str]) -> None:
    """Keys of the history, and the triggers that keep versions and refuse loss."""
    main, kept = f"{table.schema}.{table.name}", f"{history.schema}.{history.name}"
    elements = [f"{n} WITH =" for n in names if n not in ranges] + [f"{n} WITH &&" for n in ranges]
    _after(history, f"ALTER TABLE {kept} ADD CONSTRAINT ex_{history.name}_one_belief "
                    f"EXCLUDE USING gist ({', '.join(elements)})")  # fmt: skip
    _after(table, f"CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON {main} "
                  "FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()")  # fmt: skip
    _after(table, f"CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {main} "
                  "FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()")  # fmt: skip
    _after(history, f"CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON {kept} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()")  # fmt: skip
    # It reads as who asks: policies on the rows of either table bind through it.
    event.listen(metadata, "after_create", DDL(
        f"CREATE VIEW {main}_known WITH (security_invoker = true) AS "
        f"SELECT * FROM {main} UNION ALL SELECT * FROM {kept}"))  # fmt: skip
    event.listen(
        metadata, "after_create", DDL(f"COMMENT ON VIEW {main}_known IS 'all beliefs, current and superseded'")
    )


def _view(table: Table) -> Table:
    """The view of main and history, outside the metadata that creates tables."""
    columns = (Column(column.name, column.type) for column in table.columns)
    return Table(f"{table.name}_known", metadata.__class__(), *columns, schema=table.schema)


def _after(table: Table, statement: str) -> None:
    event.listen(table, "after_create", DDL(statement))
