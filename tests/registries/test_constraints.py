"""Every constraint of the database, broken by name: each case is the lawful row with one thing wrong."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Table, text
from sqlalchemy.exc import DBAPIError

from registries.declared import metadata
from tests.registries.breaking import Bench, Row, lawful, table_named

NAMED = """
    SELECT k.conname, n.nspname || '.' || c.relname, k.contype,
           ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u(number, place)
                   JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number ORDER BY u.place),
           coalesce(f.relnamespace::regnamespace || '.' || f.relname, ''),
           ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS u(number, place)
                   JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number ORDER BY u.place)
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_class f ON f.oid = k.confrelid
     WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'public')
     ORDER BY 2, 1
"""
UNIQUE_INDEXES = """
    SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE i.indisunique AND n.nspname !~ '^pg_' AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid)
     ORDER BY 1
"""
# What is wrong in a row, by the end of a constraint's name that every table of dated facts has, or by its whole name.
EVERYWHERE: dict[str, Row] = {
    "_believed_now": {"transaction_time": "[2020-01-01,2021-01-01)"},
    "_superseded": {"transaction_time": "[2020-01-01,)"},
    "_one_ground": {"statement_id": None},
    "_end_has_basis": {"valid_time": "[2020-01-01,)"},
    "_open_not_infinite": {"valid_time": "[2020-01-01,infinity)"},
    "_starts_after_is_before": {"starts_basis": "OBSERVED", "starts_after": "2020-01-01"},
    "_ends_after_is_inside": {"ends_basis": "OBSERVED", "ends_after": "2021-01-01"},
    "_language_known": {"language": "en"},
    "_holder_whole": {"holder_scheme": None},
}
BROKEN: dict[str, Row] = {
    "ck_address_code_rka_form": {"rka": "99"},
    "ck_building_not_inside_itself": {"parent_id": 101, "address_id": 101},
    "ck_building_placed": {"unit_id": None, "geonym_id": None, "parent_id": None},
    "ck_cadastral_number_cadastral_form": {"cadastral_number": "99-1"},
    "ck_citizenship_country_numeric": {"country": "KZ"},
    "ck_consumer_kind_known": {"kind": "bank"},
    "ck_delivery_conservation": {"rows_in": 3},
    "ck_delivery_refusal_explained": {"state": "HELD"},
    "ck_delivery_state_known": {"state": "LOST"},
    "ck_geonym_place_not_inside_itself": {"parent_id": 101, "geonym_id": 101},
    "ck_judgement_pair_ordered": {"left_id": 12},
    "ck_judgement_verdict_known": {"verdict": "MAYBE"},
    "ck_name_script_known": {"script": "arabic"},
    "ck_plot_area_not_negative": {"area_ha": "-1"},
    "ck_quarantine_decision_dated": {"decided_at": "2020-01-01T00:00:00Z"},
    "ck_quarantine_has_reason": {"reasons": "[]"},
    "ck_quarantine_state_known": {"state": "LOST", "decided_at": "2020-01-01T00:00:00Z"},
    "ck_sex_sex_known": {"sex": "M"},
    "ck_source_delivers_known": {"delivers": "sometimes"},
    "ck_unit_code_kato_form": {"kato": "99"},
    "ck_unit_parent_not_inside_itself": {"parent_id": 101, "unit_id": 101},
}
# Identifiers outside the ranges never issued, which nobody bears either: zeros where no issuer writes them.
ISSUED: dict[str, Row] = {
    "crosswalk.individual_identifier": {"scheme": "IIN", "value": "000000000000"},
    "individual.document": {"kind": "IDENTITY_CARD", "number": "111111111"},
    "legal_entity.identifier": {"scheme": "BIN", "value": "000000000000"},
    "address.geonym_code": {"rko": "0000000000000000"},
    "address.address_code": {"rka": "0000000000000000"},
    "real_estate.cadastral_number": {"cadastral_number": "00-000-000-000"},
}
NOBODY = 7


class Constraint:
    def __init__(self, name: str, table: str, kind: str, columns: list[str], target: str, reached: list[str]) -> None:
        self.name, self.table, self.kind = name, table_named(table), kind
        self.columns, self.target, self.reached = columns, target, reached


@pytest.fixture
def bench(connection: Connection) -> Bench:
    return Bench(connection)


def constraints(connection: Connection, *kinds: str) -> Iterator[Constraint]:
    for row in connection.execute(text(NAMED)):
        if row[2] in kinds:
            yield Constraint(*row)


@pytest.fixture
def lawful_rows(bench: Bench) -> Bench:
    refused = {table.fullname: bench.refusal((table, lawful(table))) for table in metadata.tables.values()}
    # The kind of this database is decided already, once.
    assert {name: why for name, why in refused.items() if why} == {"provenance.database_kind": "pk_database_kind"}
    return bench


def wrong(name: str) -> Row:
    return BROKEN[name] if name in BROKEN else next(row for end, row in EVERYWHERE.items() if name.endswith(end))


def test_a_row_that_breaks_a_rule_is_refused_by_that_rule(connection: Connection, lawful_rows: Bench) -> None:
    refused = {
        (one.table.fullname, one.name): lawful_rows.refusal((one.table, {**lawful(one.table), **wrong(one.name)}))
        for one in constraints(connection, "c")
    }
    assert len(refused) > 250
    assert {key: by for key, by in refused.items() if by != key[1]} == {}


def test_every_rule_that_is_named_here_is_one_of_the_database(connection: Connection) -> None:
    names = {one.name for one in constraints(connection, "c")}
    assert set(BROKEN) - names == set()
    assert [end for end in EVERYWHERE if not any(name.endswith(end) for name in names)] == []


def test_two_rows_under_one_key_are_refused_by_the_key(connection: Connection, lawful_rows: Bench) -> None:
    refused = {}
    for one in constraints(connection, "p", "u", "x"):
        first, second = lawful(one.table), lawful(one.table, 1)
        again = {**second, **{name: first[name] for name in one.columns if name in first}}
        if one.kind != "x":
            again |= {name: value for name, value in second.items() if name not in one.columns}
        refused[one.table.fullname, one.name] = lawful_rows.refusal((one.table, first), (one.table, again))
    assert len(refused) > 100
    assert {key: by for key, by in refused.items() if by != key[1]} == {}


def test_what_is_unique_only_while_it_counts(connection: Connection, lawful_rows: Bench) -> None:
    assert list(connection.scalars(text(UNIQUE_INDEXES))) == ["uq_database_kind_one", "uq_delivery_digest"]
    delivery, kind = table_named("provenance.delivery"), table_named("provenance.database_kind")
    first = lawful(delivery)
    twice = {**lawful(delivery, 1), "source_id": first["source_id"], "digest": first["digest"]}
    refused = {**twice, "state": "REFUSED", "refusal": "a broken file"}
    assert lawful_rows.refusal((delivery, first), (delivery, twice)) == "uq_delivery_digest"
    assert lawful_rows.refusal((delivery, first), (delivery, refused)) is None
    assert lawful_rows.refusal((kind, {"synthetic": False})) == "uq_database_kind_one"


def test_what_is_not_there_cannot_be_referred_to(connection: Connection, lawful_rows: Bench) -> None:
    found = list(constraints(connection, "f"))
    refused = {}
    for one in found:
        row = lawful(one.table) | (ISSUED[one.table.fullname] if "synthetic" in one.columns else {})
        row |= {"statement_id": None} if one.columns == ["act_id"] else {}  # a fact rests on one of the two
        row |= {name: NOBODY for name in one.columns if name not in ("valid_time", "synthetic")}
        others = (other for other in found if other.table is one.table and other is not one)
        parents = list({repr(parent): parent for other in others if (parent := _parent(other, row))}.values())
        refused[one.table.fullname, one.name] = lawful_rows.refusal(
            *(p for p in parents if p), (one.table, row), references=True
        )
    assert len(refused) > 140
    assert {key: by for key, by in refused.items() if by != key[1]} == {}


def test_a_column_that_must_be_filled_is_refused_empty(connection: Connection, lawful_rows: Bench) -> None:
    refused = {}
    for one in constraints(connection, "n"):
        column = one.table.columns[one.columns[0]]
        if column.computed is None:
            row = {**lawful(one.table), column.name: None}
            refused[one.table.fullname, column.name] = lawful_rows.refusal((one.table, row))
    assert len(refused) > 400
    assert {key: by for key, by in refused.items() if by != f"not null {key[1]}"} == {}


def test_a_bound_rests_on_a_basis_that_has_a_name(connection: Connection) -> None:
    for word in ("GUESSED", "INFERRED", "INFERRED:Today", ""):
        with pytest.raises(DBAPIError) as refusal, connection.begin_nested():
            connection.execute(text("SELECT CAST(:word AS temporal.basis)"), {"word": word})
        assert getattr(refusal.value.orig, "diag").constraint_name == "ck_basis_named"  # noqa: B009


def _parent(of: Constraint, row: Row) -> tuple[Table, Row] | None:
    """What `row` refers to by another reference, so that only the broken one is."""
    if "synthetic" in of.columns or any(row.get(name) is None for name in of.columns):
        return None
    table = table_named(of.target)
    return table, lawful(table) | dict(zip(of.reached, (row[name] for name in of.columns), strict=True))
