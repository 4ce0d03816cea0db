"""Keys over time in every table that has one: two facts may touch, never overlap; a fact lies inside another's life."""

import pytest
from sqlalchemy import Connection, text

from registries.crosswalk.registers import FACTS
from registries.declared import metadata
from tests.registries.breaking import Bench, Row, lawful, table_named

KEPT = {name.removesuffix("_history") for name in metadata.tables if name.endswith("_history")}
DATED = {name for name in KEPT if "valid_time" in metadata.tables[name].columns}
OVERLAPPING_BY_A_DAY = "[2020-12-31,2022-01-01)"
ADJACENT = "[2021-01-01,2022-01-01)"
# The lawful fact holds throughout 2020: lives that cover it by halves, by all but a day, and not at all.
COVERING = ("[2019-01-01,2020-06-01)", "[2020-06-01,2021-01-01)")
LEAVING_OUT = {
    "the last day": ("[2020-01-01,2020-12-31)",),
    "the first day": ("[2020-01-02,2022-01-01)",),
    "a day between two lives": ("[2020-01-01,2020-06-01)", "[2020-06-02,2021-01-01)"),
    "every day": ("[2021-01-01,2022-01-01)",),
}
COLUMNS = """ARRAY(SELECT a.attname::text FROM unnest(k.{0}key) WITH ORDINALITY AS u(number, place)
                   JOIN pg_attribute a ON a.attrelid = k.{0}relid AND a.attnum = u.number ORDER BY u.place)"""
KEYS = f"""
    SELECT k.conname, k.conrelid::regclass::text AS place, {COLUMNS.format("con")} AS columns
      FROM pg_constraint k WHERE k.contype IN ('p', 'u', 'x') AND (k.conperiod OR k.contype = 'x') ORDER BY 2, 1
"""
REFERENCES = f"""
    SELECT k.conname, k.conperiod AS within, k.conrelid::regclass::text AS place, {COLUMNS.format("con")} AS columns,
           k.confrelid::regclass::text AS target,
           {COLUMNS.format("conf")} AS reached
      FROM pg_constraint k WHERE k.contype = 'f' AND NOT k.confrelid = 'provenance.database_kind'::regclass ORDER BY 3, 1
"""


Said = dict[tuple[str, str], str | None]  # by table and constraint: the constraint that refused, None where none did


def beside(connection: Connection, column: str, value: str) -> Said:
    """What each key over time says of a second fact about the same thing, with another range in `column`."""
    bench, said = Bench(connection), Said()
    for name, place, columns in connection.execute(text(KEYS)).all():
        if column in columns:
            table = table_named(place)
            first, second = lawful(table), lawful(table, 1)
            same: Row = {name: first[name] for name in columns if name in first}
            said[place, name] = bench.refusal((table, first), (table, second | same | {column: value}))
    return said


def test_two_facts_that_share_a_day_are_refused_by_the_key(connection: Connection) -> None:
    said = beside(connection, "valid_time", OVERLAPPING_BY_A_DAY)
    assert {place for place, _ in said} == DATED | {f"{place}_history" for place in DATED}
    assert {key: by for key, by in said.items() if by != key[1]} == {}


def test_a_fact_may_begin_on_the_day_another_ends(connection: Connection) -> None:
    said = beside(connection, "valid_time", ADJACENT)
    assert {key: by for key, by in said.items() if by is not None} == {}


def test_two_superseded_beliefs_of_one_moment_are_refused(connection: Connection) -> None:
    said = beside(connection, "transaction_time", OVERLAPPING_BY_A_DAY)
    assert {place for place, _ in said} == {f"{place}_history" for place in KEPT}
    assert {key: by for key, by in said.items() if by != key[1]} == {}


def test_a_belief_may_begin_at_the_moment_another_was_given_up(connection: Connection) -> None:
    said = beside(connection, "transaction_time", ADJACENT)
    assert {key: by for key, by in said.items() if by is not None} == {}


def lived(connection: Connection, lives: tuple[str, ...]) -> Said:
    """What each reference over time says of a fact about something that lived through `lives`."""
    bench, said = Bench(connection), Said()
    references = connection.execute(text(REFERENCES)).all()
    for one in references:
        if one.within:
            row = lawful(table_named(one.place))
            others = [other for other in references if other.place == one.place and other is not one]
            parents = {repr(p): p for other in others for p in _lives(other, row, ("[2020-01-01,2021-01-01)",))}
            parents |= {repr(p): p for p in _lives(one, row, lives)}
            facts = [(table_named(place), parent) for place, parent in parents.values()]
            said[one.place, one.conname] = bench.refusal(*facts, (table_named(one.place), row), references=True)
    return said


def _lives(reference: object, row: Row, lives: tuple[str, ...]) -> list[tuple[str, Row]]:
    """The rows that `row` reaches by `reference`, one for each life."""
    columns, reached, target = (getattr(reference, name) for name in ("columns", "reached", "target"))
    if any(row[name] is None for name in columns):
        return []
    parent = lawful(table_named(target)) | dict(zip(reached, (row[name] for name in columns), strict=True))
    return [(target, parent | ({"valid_time": life} if "valid_time" in parent else {})) for life in lives]


def test_a_fact_may_lie_across_two_lives_that_touch(connection: Connection) -> None:
    said = lived(connection, COVERING)
    assert {place for place, _ in said} == {fact.name for fact in FACTS.values() if fact.within}
    assert {key: by for key, by in said.items() if by is not None} == {}


@pytest.mark.parametrize("missing", LEAVING_OUT)
def test_a_fact_outside_the_life_of_what_it_speaks_of_is_refused(connection: Connection, missing: str) -> None:
    said = lived(connection, LEAVING_OUT[missing])
    assert {key: by for key, by in said.items() if by != key[1]} == {}
