"""What was stored before a migration is there after it, and as if it had been stored today."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from registries.catalogue import scratch
from registries.upgrade import downgrade, upgrade
from tests.registries.breaking import Bench, lawful, table_named

WITHOUT_KEYS, WITH_KEYS = "0010", "0011"
KEYED = {
    "individual.name": {"surname": "Әлі"},
    "address.unit_name": {"name": "Әлі"},
    "address.building": {"number": "12Б"},
}
KEYS = """
    SELECT (SELECT array_agg(surname_key || '/' || sort_key) FROM individual.name_known),
           (SELECT array_agg(sort_key) FROM address.unit_name_known),
           (SELECT array_agg(number_key) FROM address.building_known),
           alphabet.kazakh_key('Әлі'), alphabet.kazakh_key('one'), alphabet.number_key('12Б')
"""


@pytest.fixture
def older(server: Engine, template: str) -> Iterator[Engine]:
    """A database from before lists had keys, with a name, a unit and a house, each believed now and once before."""
    with scratch(server, f"{template}_older") as engine:
        upgrade(engine, WITHOUT_KEYS)
        with engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            bench = Bench(connection)
            for name, said in KEYED.items():
                for place in (name, f"{name}_history"):
                    table = table_named(place)
                    row = lawful(table) | said
                    bench.insert(table, {column: row[column] for column in row if not column.endswith("_key")})
        yield engine


def test_names_and_numbers_stored_before_there_were_keys_have_theirs(older: Engine) -> None:
    upgrade(older, WITH_KEYS)
    with older.connect() as connection:
        persons, units, houses, surname, other, house = connection.execute(text(KEYS)).one()
    assert persons == [f"{surname}/{surname} {other} {other}"] * 2
    assert units == [surname] * 2
    assert houses == [house] * 2


def test_they_outlast_the_keys_too(older: Engine) -> None:
    upgrade(older, WITH_KEYS)
    downgrade(older, WITHOUT_KEYS)
    with older.connect() as connection:
        stored = {name: connection.scalar(text(f"SELECT count(*) FROM {name}_known")) for name in KEYED}
    assert stored == dict.fromkeys(KEYED, 2)
