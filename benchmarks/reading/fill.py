"""Filling a migrated database with a made-up country straight into its tables, fast and lawfully.

Units and geonyms go through the tables' own triggers, so that what is derived from them is derived. Buildings and
persons are stamped here with the moment of the register's own transaction; their keys are dropped before the fill and
added again after it, each reference checked (DESIGN §4: first loads fill, then add keys).
"""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text

from loaders.country import wordlists
from loaders.country.people import Group, Sex
from loaders.country.spelling import latin
from registries.identifiers import Kind, read

FOLDER = Path(__file__).parent / "country"
FACTS = (
    "address.address_existence", "address.address_code", "address.building", "address.premises",
    "individual.birth", "individual.sex", "individual.citizenship", "individual.name", "individual.document",
    "individual.residence", "crosswalk.individual_identifier",
)  # fmt: skip
STATES = tuple(
    f"address.{of}_{what}"
    for of, facts in (("unit", "existence code type name parent"), ("geonym", "existence code type name place"))
    for what in facts.split()
)
DERIVED_FROM = tuple(
    f"address.{name}"
    for name in ("unit_type", "unit_name", "unit_parent", "geonym_type", "geonym_name", "geonym_place")
)
DERIVE_ALL = """
    INSERT INTO address.prefix_due (kind, ids) SELECT 'geonym', array_agg(id) FROM address.geonym;
    SELECT address.derive_prefixes()
"""
IDENTITIES = ("address.unit", "address.geonym", "address.address", "individual.individual")
RECORDS = ("provenance.record", "provenance.statement")
PER_BLOCK = 81
PER_HOUSE = 3
Say = Callable[[str, int, float], None]
CHECKED_NUMBERS = 2_000
AT_A_TIME = 1_000  # units and geonyms in one transaction
AT_ONCE = 2  # keys of two tables are built side by side


class Country(Protocol):
    """What is to be filled: a name for its database, numbers for the SQL, its steps, the tables filled without keys."""

    @property
    def seed(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def numbers(self) -> dict[str, int]: ...
    @property
    def bulk(self) -> Sequence[str]: ...
    def file(self, step: str) -> Path: ...


@dataclass(frozen=True, slots=True)
class Extent:
    """How large the country is; everything else follows from the number of persons and the seed."""

    persons: int
    seed: int = 1

    @property
    def name(self) -> str:
        return f"reading_{self.persons}_{self.seed}"

    @property
    def bulk(self) -> Sequence[str]:
        return ("addresses.sql", "persons.sql")

    def file(self, step: str) -> Path:
        return FOLDER / step

    @property
    def numbers(self) -> dict[str, int]:
        blocks = max(self.persons // 150, 2)
        return {
            "persons": self.persons,
            "seed": self.seed,
            "blocks": blocks,
            "houses": -(-(self.persons - blocks * PER_BLOCK) // PER_HOUSE),
            "city_streets": min(max(self.persons // 250, 200), 2_400),
            "village_streets": min(max(self.persons // 25, 6_000), 24_000),
        }


@dataclass(frozen=True, slots=True)
class Key:
    """A key or index of a table: how it is dropped, and how it is made again."""

    table: str
    drop: str
    make: str
    check: str | None = None  # what validates a reference that was added unchecked


def fill(engine: Engine, extent: Country, say: Say) -> None:
    """Fill an empty, migrated database. `say` is told each step, its rows and its seconds."""
    keys = _with(engine, lambda connection: list(_keys(connection)))
    words: dict[str, int] = {}
    with engine.connect() as connection:
        # One session: the words are temporary tables.
        with connection.begin():
            words |= extent.numbers | _words(connection, extent)
            _run(connection, extent.file("territory.sql"), words, say)
        for kind in ("unit", "geonym"):
            begun = time.perf_counter()
            most = int(connection.scalar(text(f"SELECT max(id) FROM {kind}_plan")) or 0)
            connection.rollback()
            rows = sum(_stated(connection, extent, kind, after) for after in range(0, most, AT_A_TIME))
            say(f"{kind}s and what follows", rows, time.perf_counter() - begun)
        with connection.begin():
            _bulk(connection, extent, keys, words, say)
    _add_keys(engine, keys, say)
    _timed("vacuum and statistics", say, lambda: _alone(engine, "VACUUM (ANALYZE)"))


@contextmanager
def _derived_once(connection: Connection, say: Say) -> Iterator[None]:
    """What addresses begin with, derived by the register's own function when all states are there and counted."""
    for table in DERIVED_FROM:
        connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER prefix_after_insert"))
    yield
    for table in STATES:
        connection.execute(text(f"ANALYZE {table}"))
    for table in DERIVED_FROM:
        connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER prefix_after_insert"))
    # Of a whole country at once: what is kept is compared with what is composed, row by row without this.
    connection.execute(text("SET LOCAL enable_nestloop = off"))
    _timed("derived", say, lambda: connection.execute(text(DERIVE_ALL)))


def _stated(connection: Connection, extent: Country, kind: str, after: int) -> int:
    """Some units or geonyms in one transaction, at the end of which what addresses begin with is derived; the rows."""
    rows: list[int] = []
    with connection.begin():
        connection.execute(text("SELECT set_config('registries.prefixes', 'at commit', true)"))
        part = extent.numbers | {"after": after, "until": after + AT_A_TIME}
        for file in (f"{kind}s.sql", f"{kind}_names.sql"):
            _run(connection, extent.file(file), part, lambda _, count, __: rows.append(count))
        for table in STATES:
            if after in (0, AT_A_TIME) and table.startswith(f"address.{kind}_"):
                connection.execute(text(f"ANALYZE {table}"))
    return sum(rows)


def _bulk(connection: Connection, extent: Country, keys: Sequence[Key], numbers: dict[str, int], say: Say) -> None:
    """Buildings and persons, their keys away."""
    moment = str(connection.scalar(text("SELECT temporal.stamp()")))
    _grounds(connection)
    for key in keys:
        connection.execute(text(key.drop))
    with _stamped_here(connection):
        for file in extent.bulk:
            _run(connection, extent.file(file), numbers | {"moment": moment}, say)
    for table in (*IDENTITIES, *RECORDS):
        connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"))
    _check_numbers(connection)


def _keys(connection: Connection) -> Iterator[Key]:
    """The keys to drop, references first."""
    constraints = connection.execute(text("""
        SELECT c.conrelid::regclass::text AS "table", quote_ident(c.conname) AS name, c.contype AS kind,
               pg_get_constraintdef(c.oid) AS definition
          FROM pg_constraint c
         WHERE c.conrelid = ANY (CAST(:tables AS regclass[])) AND c.contype IN ('f', 'p', 'u', 'x') AND NOT EXISTS (
               SELECT FROM pg_constraint r WHERE r.contype = 'f' AND r.confrelid = c.conrelid AND c.contype <> 'f'
                  AND r.conrelid <> ALL (CAST(:tables AS regclass[])))
         ORDER BY c.contype <> 'f', c.conrelid::regclass::text, c.conname
    """), {"tables": list(FACTS)})  # fmt: skip
    for table, name, kind, definition in constraints:
        made = f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"
        unchecked = f"{made} NOT VALID" if kind == "f" else made
        check = f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}" if kind == "f" else None
        yield Key(table, f"ALTER TABLE {table} DROP CONSTRAINT {name}", unchecked, check)
    indexes = connection.execute(text("""
        SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
          FROM pg_index i
         WHERE i.indrelid = ANY (CAST(:tables AS regclass[]))
           AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid) ORDER BY 1, 2
    """), {"tables": list(FACTS)})  # fmt: skip
    for table, name, definition in indexes:
        yield Key(table, f"DROP INDEX {name}", definition)


def _add_keys(engine: Engine, keys: Sequence[Key], say: Say) -> None:
    plain = [key for key in keys if key.check is None]
    for table in {key.table: None for key in keys}:
        _alone(engine, f"ANALYZE {table}")
    _side_by_side(engine, "keys", [[key.make for key in plain if key.table == table] for table in FACTS], say)
    references = [key for key in keys if key.check is not None]
    for key in references:
        _alone(engine, key.make)
    checks = [[key.check for key in references if key.table == table and key.check] for table in FACTS]
    _side_by_side(engine, "references", checks, say)


def _side_by_side(engine: Engine, what: str, statements: Sequence[Sequence[str]], say: Say) -> None:
    begun = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = [pool.submit(lambda of: [_alone(engine, one) for one in of], of) for of in statements]
        for one in done:
            one.result()
    say(what, sum(map(len, statements)), time.perf_counter() - begun)


def _alone(engine: Engine, statement: str) -> None:
    """One statement in a transaction of its own, with room to sort."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET maintenance_work_mem = '1GB'"))
        connection.exec_driver_sql(statement)
        connection.execute(text("RESET maintenance_work_mem"))


def _run(
    connection: Connection,
    file: Path,
    values: dict[str, object] | dict[str, int],
    say: Say,
) -> None:
    for name, statement in _steps(file):
        begun = time.perf_counter()
        named = {key: value for key, value in values.items() if f":{key}" in statement}
        rows = connection.execute(text(statement), named).rowcount
        say(name, rows, time.perf_counter() - begun)
        if name.endswith("planned"):
            connection.execute(text(f"ANALYZE {name.split()[0].rstrip('s')}_plan"))


def _steps(path: Path) -> Iterator[tuple[str, str]]:
    """The statements of a file, each under the line `-- step: name`."""
    parts = re.split(r"^-- step: (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for name, statement in zip(parts[1::2], parts[2::2], strict=True):
        yield name, re.sub(r"^--.*$", "", statement, flags=re.MULTILINE).strip().rstrip(";")


def _words(connection: Connection, extent: Country) -> dict[str, int]:
    """The word lists of the synthetic country as temporary tables, and what draws from them; how many words of each."""
    for _, statement in _steps(FOLDER / "words.sql"):
        connection.execute(text(statement), {"seed": extent.seed} if ":seed" in statement else {})
    streets = [(row["kk"], row["ru"]) for row in wordlists.rows("streets.csv")]
    kept = ("village", "district", "region")
    places = [
        (row["name_kk"], row["name_ru"]) for row in wordlists.rows("units.csv", ",") if row["type"] in kept
    ]  # fmt: skip
    surnames = [(name.kazakh, name.russian, latin(name.kazakh, "icao")) for name in wordlists.surnames(Group.KAZAKH)]
    given = [
        (name.kazakh, name.russian, latin(name.kazakh, "icao"), sex is Sex.WOMAN)
        for sex in Sex
        for name in wordlists.given_names(Group.KAZAKH, sex)
    ]
    _list(connection, "place_word", "kk, ru", places)
    _list(connection, "street_word", "kk, ru", streets)
    _list(connection, "surname_word", "kk, ru, latin", surnames)
    _list(connection, "given_word", "kk, ru, latin, woman", given)
    women = sum(1 for *_, woman in given if woman)
    counts = {"places": len(places), "streets": len(streets), "surnames": len(surnames)}
    return counts | {"women": women, "men": len(given) - women}


def _list(connection: Connection, name: str, columns: str, rows: Sequence[Sequence[object]]) -> None:
    """Words numbered from 0; where they are of two sexes, each sex by itself."""
    parts = columns.split(", ")
    types = ", ".join(f"{column} {'boolean' if column == 'woman' else 'text'}" for column in parts)
    connection.execute(text(f"CREATE TEMPORARY TABLE {name} (n integer, {types})"))
    values = ", ".join(f":{column}" for column in parts)
    seen: dict[object, int] = {}
    bound = []
    for row in rows:
        sex = row[-1] if "woman" in parts else None
        bound.append({"n": seen.get(sex, 0), **dict(zip(parts, row, strict=True))})
        seen[sex] = seen.get(sex, 0) + 1
    connection.execute(text(f"INSERT INTO {name} VALUES (:n, {values})"), bound)
    connection.execute(text(f"ANALYZE {name}"))


def _grounds(connection: Connection) -> None:
    """A source, its one delivery and its layout, for the statements of persons."""
    connection.execute(text(
        "INSERT INTO provenance.source (name, title, register, delivers) "
        "VALUES ('made_up', 'made-up records of persons', 'individual', 'full')"))  # fmt: skip
    connection.execute(text(
        "INSERT INTO provenance.delivery (source_id, digest, file_name, reference_date, received_at, state) "
        "SELECT id, md5('made up')::uuid, 'made_up.csv', '2026-01-01', temporal.stamp(), 'APPLIED' "
        "FROM provenance.source"))  # fmt: skip
    connection.execute(
        text("INSERT INTO provenance.layout (source_id, columns) SELECT id, '{id}' FROM provenance.source")
    )


class _stamped_here:  # noqa: N801  reads as a clause
    """Versions are stamped by the statements themselves, not row by row by the trigger."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._all("DISABLE")

    def __exit__(self, *_: object) -> None:
        if _[0] is None:
            self._all("ENABLE")

    def _all(self, turned: str) -> None:
        for table in FACTS:
            self._connection.execute(text(f"ALTER TABLE {table} {turned} TRIGGER keep_version"))


def _check_numbers(connection: Connection) -> None:
    """The numbers were formed in SQL: a sample is read as the register reads them, and none of it may be at fault."""
    sample = connection.execute(text(
        "SELECT scheme, value FROM crosswalk.individual_identifier WHERE individual_id <= :most"),
        {"most": CHECKED_NUMBERS})  # fmt: skip
    wrong = [scheme for scheme, value in sample if (found := read(Kind(scheme), value)).faults or not found.normal]
    if wrong:
        raise AssertionError(f"{len(wrong)} numbers that the register would not read, of {sorted(set(wrong))}")


def _timed(what: str, say: Say, do: Callable[[], object]) -> None:
    begun = time.perf_counter()
    do()
    say(what, 0, time.perf_counter() - begun)


def _with(engine: Engine, read_from: Callable[[Connection], list[Key]]) -> list[Key]:
    with engine.begin() as connection:
        return read_from(connection)
