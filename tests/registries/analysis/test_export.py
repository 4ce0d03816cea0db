"""Registers as files: what stands on the day, on both axes, as an analyst's own tools read it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DBAPIError

from registries.address import tables
from registries.analysis import table_file
from registries.analysis.export import EXTRACTS, export
from registries.analysis.table_file import BATCH, TableFileError
from registries.temporal import believe, stamp
from tests.registry_api.world import CITY, COMPANY, FLAT, FRESH, HOUSE, PLOT, REGION, REUSED, World, build, new_ground

DAY = date(2020, 1, 1)
BETWEEN = date(2024, 1, 1)


@pytest.fixture
def world(connection: Connection) -> World:
    return build(connection)


def read(path: Path, query: str = "SELECT * FROM t") -> list[dict[str, Any]]:
    """As DuckDB reads the file, of either form."""
    with duckdb.connect() as reader:
        reader.execute(f"CREATE VIEW t AS SELECT * FROM '{path}'")
        found = reader.execute(query)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@pytest.fixture
def extracted(world: World, tmp_path: Path) -> Callable[..., dict[Any, dict[str, Any]]]:
    def extract(register: str, key: str, day: date = DAY, form: str = "parquet") -> dict[Any, dict[str, Any]]:
        path = tmp_path / f"{register}.{form}"
        rows = export(world.connection, EXTRACTS[register], path, day)
        found = read(path)
        assert len(found) == rows
        return {row[key]: row for row in found}

    return extract


Extracted = Callable[..., dict[Any, dict[str, Any]]]


def test_units_come_with_their_codes_names_and_the_levels_above(extracted: Extracted) -> None:
    city = extracted("units", "kato")[CITY]
    told = {name: city[name] for name in (
        "name_ru", "name_kk", "kind", "level", "parent_kato", "region_kato", "region_ru", "region_kk", "district_kato",
        "first_day", "last_day", "first_day_basis", "last_day_basis", "uncertain", "newer_since",
    )}  # fmt: skip
    assert told == {
        "name_ru": "Кокшетау", "name_kk": "Көкшетау", "kind": "CITY", "level": "subdistrict", "parent_kato": REGION,
        "region_kato": REGION, "region_ru": "Акмолинская", "region_kk": "Ақмола", "district_kato": None,
        "first_day": date(1990, 1, 1), "last_day": None, "first_day_basis": "STATED", "last_day_basis": None,
        "uncertain": False, "newer_since": None,
    }  # fmt: skip


def test_a_unit_between_two_observations_is_told_as_it_was_and_uncertain(extracted: Extracted, world: World) -> None:
    units = extracted("units", "unit_id", BETWEEN)
    renamed, retired, successor = (units[world.ids[name]] for name in ("renamed", "retired", "successor"))
    assert (renamed["kato"], renamed["name_ru"], renamed["uncertain"]) == (FRESH, "с.Ленинское", True)
    assert renamed["newer_since"] == date(2026, 7, 17)
    assert {one["kato"] for one in (retired, successor)} == {REUSED}


def test_addresses_come_composed_with_where_they_lie(extracted: Extracted) -> None:
    addresses = extracted("addresses", "rka")
    flat = addresses[FLAT]
    assert (flat["sort"], flat["building_number"], flat["premises_number"]) == ("PREMISES", "12/1", "5")
    assert flat["address_ru"].endswith("город Кокшетау, улица Абая, дом 12/1, Квартира 5")
    assert (flat["unit_kato"], flat["region_kato"]) == (CITY, REGION)
    assert (addresses[HOUSE]["sort"], addresses[HOUSE]["geonym_id"]) == ("BUILDING", flat["geonym_id"])


def test_a_street_is_told_by_its_name_of_the_day(extracted: Extracted, world: World) -> None:
    world.say(tables.geonym_existence, "street", ((), world.version()))
    names = [
        extracted("geonyms", "geonym_id", day)[world.ids["street"]]["name_ru"]
        for day in (date(2010, 4, 30), date(2010, 5, 1))
    ]
    assert names == ["Ленина", "Абая"]


def test_companies_and_plots_come_without_anybody(extracted: Extracted) -> None:
    company = extracted("legal_entities", "bin")[COMPANY]
    plot = extracted("land_plots", "cadastral_number")[PLOT]
    told = {name for row in (company, plot) for name in row}
    assert not any(word in name for name in told for word in ("holder", "head", "owner", "founder", "iin"))


@pytest.mark.parametrize("register", EXTRACTS)
def test_csv_says_what_parquet_says(extracted: Extracted, register: str) -> None:
    key = EXTRACTS[register].columns[0].name
    parquet, csv = (extracted(register, key, DAY, form) for form in ("parquet", "csv"))
    words = [{name: _word(value) for name, value in row.items()} for row in parquet.values()]
    assert words == [{name: _word(value) for name, value in row.items()} for row in csv.values()]


def _word(value: object) -> str | None:
    """DuckDB guesses numbers in CSV: a code of digits is compared as a number."""
    return None if value is None else str(value).lstrip("0")


def test_what_does_not_exist_on_the_day_is_not_there(extracted: Extracted) -> None:
    assert {
        register: extracted(register, EXTRACTS[register].columns[0].name, date(1980, 1, 1)) for register in EXTRACTS
    } == {register: {} for register in EXTRACTS}


def test_an_earlier_belief_is_exported_as_it_was(database: Engine, tmp_path: Path) -> None:
    with database.begin() as connection:
        world = build(connection)
        then = stamp(connection)
    with database.begin() as connection:
        world.ground, world.connection = new_ground(connection), connection
        names = [(("ru",), world.version("Иное")), (("kk",), world.version("Басқа"))]
        believe(connection, tables.unit_name, {world.ids["region"]: names})
    told = {}
    for name, moment in (("then", then), ("now", None), ("before", then - timedelta(days=1))):
        path = tmp_path / f"{name}.parquet"
        with database.connect() as connection:
            export(connection, EXTRACTS["units"], path, DAY, moment)
        told[name] = {row["region_ru"] for row in read(path) if row["region_kato"] == REGION}
    assert told == {"then": {"Акмолинская"}, "now": {"Иное"}, "before": set()}
    assert pq.read_schema(tmp_path / "then.parquet").metadata[b"known_at"].decode() == then.isoformat()


def test_every_column_says_in_the_file_what_it_is(extracted: Extracted, tmp_path: Path) -> None:
    for register, extract in EXTRACTS.items():
        extracted(register, extract.columns[0].name)
        schema = pq.read_schema(tmp_path / f"{register}.parquet")
        assert [field.name for field in schema] == [column.name for column in extract.columns]
        assert all(field.metadata[b"comment"] for field in schema)
        assert schema.metadata[b"as_of"] == b"2020-01-01"


def test_rows_are_fetched_through_a_cursor_of_the_server(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_file, "ROW_GROUP", BATCH)
    world.connection.execute(text(f"INSERT INTO address.unit SELECT FROM generate_series(1, {BATCH + 5})"))
    world.connection.execute(
        text(
            "INSERT INTO address.unit_existence (unit_id, valid_time, starts_basis, act_id) "
            "SELECT id, '[2000-01-01,)', 'STATED', :act FROM address.unit u WHERE NOT EXISTS "
            "(SELECT FROM address.unit_existence e WHERE e.unit_id = u.id)"
        ),
        {"act": world.ground},
    )
    asked: list[str] = []
    event.listen(world.connection, "before_cursor_execute", lambda _, cursor, *rest: asked.append(cursor.name or ""))
    path = tmp_path / "many.parquet"
    assert export(world.connection, EXTRACTS["units"], path, DAY) > BATCH
    assert asked
    assert all(asked)
    assert pq.ParquetFile(path).num_row_groups == 2


def test_a_file_whose_writing_fails_leaves_the_old_one(world: World, tmp_path: Path) -> None:
    path = tmp_path / "units.parquet"
    export(world.connection, EXTRACTS["units"], path, DAY)
    old = path.read_bytes()
    broken = replace(EXTRACTS["units"], statement=lambda point: "SELECT 1 / (id - id) FROM address.unit")
    with world.connection.begin_nested() as held:
        with pytest.raises(DBAPIError):
            export(world.connection, broken, path, DAY)
        held.rollback()
    assert path.read_bytes() == old
    assert [one.name for one in tmp_path.iterdir()] == ["units.parquet"]


def test_a_name_that_tells_no_form_is_refused(world: World, tmp_path: Path) -> None:
    with pytest.raises(TableFileError):
        export(world.connection, EXTRACTS["units"], tmp_path / "units.xlsx", DAY)
    assert list(tmp_path.iterdir()) == []
