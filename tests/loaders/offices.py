"""An office that takes files in: the pipeline on a real database of its own, emptied between tests."""

import itertools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Engine, Table, create_engine, text

from loaders import delivery
from loaders.delivery import Report
from loaders.source import Source, load_source
from loaders.source.language import HeldAbove
from registries.checksum import REGISTER_OF, checksum
from registries.crosswalk.registers import FACTS
from registries.crosswalk.tables import outranked
from registries.declared import metadata
from registries.temporal import Fact

NEVER_HELD = HeldAbove(shrinks=1, changes=1)
_numbers = itertools.count(1)


class Silence:
    """A watcher that tells nobody."""

    def phase(self, name: str, total: int) -> None: ...

    def advance(self, amount: int) -> None: ...


class PowerCut(Exception):
    """The end of a process, as a test makes it happen."""


@dataclass
class PowerCutAfter(Silence):
    """Cuts the power when `batches` have been applied."""

    batches: int
    applying: bool = False

    def phase(self, name: str, total: int) -> None:
        self.applying = name == "apply"

    def advance(self, amount: int) -> None:
        if self.applying:
            self.batches -= 1
            if self.batches < 0:
                raise PowerCut


@dataclass
class Office:
    """Takes deliveries in. `load` never holds a small file for shrinking, unless `limits` are the source's own."""

    engine: Engine
    folder: Path
    batch: int = 1_000
    names: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def load(
        self,
        source: str,
        content: bytes,
        day: str,
        *,
        file: str | None = None,
        own_limits: bool = False,
        watcher: delivery.Watcher | None = None,
    ) -> Report:
        declared = load_source(source)
        if not own_limits:
            declared = declared.model_copy(update={"limits": NEVER_HELD})
        return self.load_as(declared, content, day, file=file, watcher=watcher)

    def load_as(
        self,
        source: Source,
        content: bytes,
        day: str,
        *,
        file: str | None = None,
        watcher: delivery.Watcher | None = None,
    ) -> Report:
        path = self.folder / (file or f"{source.name}_{next(self.names)}")
        path.write_bytes(content)
        return delivery.load(self.engine, source, path, date.fromisoformat(day), self.batch, watcher or Silence())

    def withdraw(self, number: int) -> Report:
        return delivery.withdraw(self.engine, number, "a mistake of the sender", self.batch, Silence())

    def release(self, number: int) -> Report:
        return delivery.release(self.engine, number, self.batch, Silence())

    def rows(self, query: str, **bound: object) -> list[tuple[object, ...]]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query), bound)]

    def one(self, query: str, **bound: object) -> object:
        with self.engine.connect() as connection:
            return connection.scalar(text(query), bound)

    def checksum(self) -> str:
        with self.engine.begin() as connection:
            return checksum(connection)

    def transactions(self) -> object:
        return self.one("SELECT count(*) FROM temporal.transaction")

    def state(self, number: int) -> object:
        return self.one("SELECT state FROM provenance.delivery WHERE id = :id", id=number)

    def people(self) -> list[list[str]]:
        """The records of each person, as `source/key`."""
        found = self.rows(_ENTITIES.replace("{then}", "upper_inf(t.transaction_time)"))
        return sorted(str(name).split(",") for register, _, name in found if register == "individual")

    def waiting(self) -> list[str]:
        """Live records of people that speak of nobody yet."""
        return [str(row[0]) for row in self.rows(_UNLINKED)]

    def unsure(self) -> list[tuple[object, ...]]:
        """The pairs that wait for a clerk."""
        return self.rows(_UNSURE)

    def facts(self, table: str, columns: str) -> list[tuple[object, ...]]:
        """The chosen columns of a main table with their days, in order."""
        chosen = f"{columns}, valid_time::text" if columns else "valid_time::text"
        return sorted(self.rows(f"SELECT {chosen} FROM {table}"), key=str)

    def main_tables(self) -> dict[str, list[tuple[object, ...]]]:
        """What is believed now, without surrogate numbers: two offices that believe the same give the same."""
        with self.engine.connect() as connection:
            return Ledger(connection).tables()

    def believed_at(self, moment: object, facts: Iterable[Fact]) -> dict[str, list[tuple[object, ...]]]:
        """The same of some facts as it was believed at a moment; indexes have no past."""
        with self.engine.connect() as connection:
            return Ledger(connection, moment).believed(facts)


class Ledger:
    """The main tables as one connection sees them, now or as of a `moment` of belief."""

    def __init__(self, connection: Connection, moment: object = None) -> None:
        self._connection = connection
        self._moment = moment
        self._entities = {(str(register), entity): str(name) for register, entity, name in self._rows(_ENTITIES)}
        self._statements = dict(self._rows(_STATEMENTS))
        self._records = dict(self._rows(_RECORDS))

    def believed(self, facts: Iterable[Fact]) -> dict[str, list[tuple[object, ...]]]:
        """Facts and memberships: what has both axes, or that of belief."""
        found = {fact.name: self._named(fact.table) for fact in facts}
        found["crosswalk.membership"] = sorted(
            (str(self._records[record]), str(register), self._entities[str(register), entity])
            for record, register, entity in self._rows(
                "SELECT record_id, register, entity_id FROM crosswalk.membership_known t WHERE {then}"
            )
        )
        return found

    def tables(self) -> dict[str, list[tuple[object, ...]]]:
        found = self.believed([*FACTS.values(), outranked])
        for table in ("evidence", "awaiting"):
            rows = self._rows(f"SELECT record_id, scheme, value FROM crosswalk.{table}")
            found[f"crosswalk.{table}"] = sorted((str(self._records[r]), str(s), str(v)) for r, s, v in rows)
        return found

    def _named(self, table: Table) -> list[tuple[object, ...]]:
        columns = [column for column in table.columns if column.name != "transaction_time"]
        listed = ", ".join(f"{c.name}::text" if c.name == "valid_time" else c.name for c in columns)
        rows = self._rows(f"SELECT {listed} FROM {table.schema}.{table.name}_known t WHERE {{then}}")
        return sorted((tuple(map(self._value, columns, row)) for row in rows), key=str)

    def _value(self, column: Column[object], value: object) -> object:
        target = next((key.target_fullname.rpartition(".")[0] for key in column.foreign_keys), "")
        if target in REGISTER_OF and value is not None:
            return self._entities.get((REGISTER_OF[target], value), "nobody")
        return self._statements[value] if target == "provenance.statement" and value is not None else value

    def _rows(self, query: str) -> list[tuple[object, ...]]:
        then = "upper_inf(t.transaction_time)" if self._moment is None else "t.transaction_time @> :moment"
        bound = {} if self._moment is None else {"moment": self._moment}
        return [tuple(row) for row in self._connection.execute(text(query.replace("{then}", then)), bound)]


_ENTITIES = """
    SELECT t.register, t.entity_id, string_agg(s.name || '/' || r.key, ',' ORDER BY s.name, r.key)
      FROM crosswalk.membership_known t JOIN provenance.record r ON r.id = t.record_id
      JOIN provenance.source s ON s.id = r.source_id WHERE {then} GROUP BY 1, 2
"""
_RECORDS = "SELECT r.id, s.name || '/' || r.key FROM provenance.record r JOIN provenance.source s ON s.id = r.source_id"
_STATEMENTS = f"SELECT t.id, x.name || '/' || t.digest FROM provenance.statement t JOIN ({_RECORDS}) x(id, name) ON x.id = t.record_id"
_UNLINKED = """
    SELECT s.name || '/' || r.key FROM provenance.record r JOIN provenance.source s ON s.id = r.source_id
     WHERE s.register = 'individual' AND NOT EXISTS (SELECT FROM crosswalk.membership m WHERE m.record_id = r.id)
     ORDER BY 1
"""
_UNSURE = f"""
    SELECT least(l.name, r.name), greatest(l.name, r.name) FROM (
        SELECT DISTINCT ON (left_id, right_id) left_id, right_id, verdict FROM crosswalk.judgement
         ORDER BY left_id, right_id, id DESC) j
      JOIN ({_RECORDS}) l(id, name) ON l.id = j.left_id JOIN ({_RECORDS}) r(id, name) ON r.id = j.right_id
     WHERE j.verdict = 'UNSURE' ORDER BY 1, 2
"""


def empty(engine: Engine) -> None:
    """Back to the first day: no history is kept, so the triggers that keep it are passed over."""
    kept = ("provenance.database_kind",)
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        names = [f"{t.schema}.{t.name}" for t in metadata.tables.values()]
        connection.exec_driver_sql("; ".join(f"DELETE FROM {name}" for name in names if name not in kept))
        connection.exec_driver_sql("DELETE FROM provenance.database_kind")
        connection.exec_driver_sql("INSERT INTO provenance.database_kind VALUES (true)")


@contextmanager
def house(server: Engine, template: str) -> Iterator[Engine]:
    """A database of its own beside the template."""
    name = f"{template}_office_{next(_numbers)}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"))
        # What is tested here survives a killed loader, not a killed server: no need to wait for the disk.
        connection.execute(text(f"ALTER DATABASE {name} SET synchronous_commit = off"))
    # A load takes several connections one after the other.
    engine = create_engine(server.url.set(database=name), pool_size=2)
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))


@pytest.fixture(scope="module")
def first_house(server: Engine, template: str) -> Iterator[Engine]:
    with house(server, template) as engine:
        yield engine


@pytest.fixture(scope="module")
def second_house(server: Engine, template: str) -> Iterator[Engine]:
    with house(server, template) as engine:
        yield engine


@pytest.fixture
def office(first_house: Engine, tmp_path: Path) -> Office:
    """An office that has seen nothing yet."""
    empty(first_house)
    return Office(first_house, tmp_path)


@pytest.fixture
def other_office(second_house: Engine, tmp_path: Path) -> Office:
    """A second one, to be held against the first."""
    empty(second_house)
    folder = tmp_path / "other"
    folder.mkdir()
    return Office(second_house, folder)
