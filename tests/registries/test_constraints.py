"""Every constraint of the database, broken by name: each case is the lawful row with one thing wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from sqlalchemy import Connection, Engine, Table, text
from sqlalchemy.exc import DBAPIError

from registries.declared import metadata
from tests.registries.breaking import Bench, Row, lawful, table_named

NAMED = """
    SELECT k.conname, n.nspname || '.' || c.relname, k.contype,
           ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u(number, place)
                   JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number ORDER BY u.place),
           coalesce(f.relnamespace::regnamespace || '.' || f.relname, ''),
           ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS u(number, place)
                   JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number ORDER BY u.place),
           k.condeferrable
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_class f ON f.oid = k.confrelid
     WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
     ORDER BY 2, 1
"""
# Asked in another way than the cases are, so that no case is forgotten together with its question. (A constraint trigger
# is listed among them, but refuses nothing.)
ALL_CONSTRAINTS = """
    SELECT coalesce(c.relnamespace::regnamespace || '.' || c.relname, format_type(k.contypid, NULL)), k.conname
      FROM pg_constraint k LEFT JOIN pg_class c ON c.oid = k.conrelid
     WHERE k.connamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) AND k.contype <> 't'
"""
UNIQUE_INDEXES = """
    SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE i.indisunique AND n.nspname !~ '^pg_' AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid)
     ORDER BY 1
"""
BASIS = ("temporal.basis", "ck_basis_named")
# Every way to break a rule, by the end of its name where every table of dated facts has one, or by its whole name.
EVERYWHERE: dict[str, Sequence[Row]] = {
    "_believed_now": ({"transaction_time": "[2020-01-01,2021-01-01)"}, {"transaction_time": "empty"}),
    "_superseded": ({"transaction_time": "[2020-01-01,)"}, {"transaction_time": "empty"}),
    "_one_ground": ({"statement_id": None}, {"act_id": 101}),
    "_end_has_basis": ({"valid_time": "[2020-01-01,)"}, {"ends_basis": None}),
    "_open_not_infinite": (
        {"valid_time": "[2020-01-01,infinity)"},
        {"valid_time": "[-infinity,2021-01-01)"},
    ),
    "_starts_after_is_before": (
        {"starts_basis": "OBSERVED", "starts_after": "2020-01-01"},
        {"starts_basis": "STATED", "starts_after": "2019-12-31"},
        {"starts_basis": "OBSERVED", "starts_after": "2019-12-31", "valid_time": "(,2021-01-01)"},
    ),
    "_ends_after_is_inside": (
        {"ends_basis": "OBSERVED", "ends_after": "2021-01-01"},
        {"ends_basis": "STATED", "ends_after": "2020-12-31"},
        {"ends_basis": None, "ends_after": "2020-12-31", "valid_time": "[2020-01-01,)"},
    ),
    "_language_known": ({"language": "en"}, {"language": ""}),
    "_holder_whole": ({"holder_scheme": None}, {"holder_value": None}),
    "_operation_known": ({"operation": "GUESSED"}, {"operation": "renamed"}),
}
BROKEN: dict[str, Sequence[Row]] = {
    "ck_act_day_of_its_rule": ({"entry_rule": "FIXED_DAY"}, {"entry_day": "2020-01-01"}),
    "ck_act_days_of_their_rule": (
        {"entry_rule": "DAYS_AFTER_PUBLICATION"},
        {"entry_rule": "DAYS_AFTER_PUBLICATION", "entry_days": -1},
        {"entry_days": 10},
    ),
    "ck_act_entry_rule_known": ({"entry_rule": "SOON"},),
    "ck_act_record_held_without_effect": ({"held": "AMBIGUOUS", "ends": True}, {"held": "AMBIGUOUS", "ends": False}),
    "ck_act_record_whole_beside_other": ({"other_id": None},),
    "ck_act_status_known": ({"status": "RUMOUR"},),
    "ck_address_code_rka_form": ({"rka": "990000000000001"}, {"rka": "99000000000000001"}, {"rka": "990000000000000A"}),
    "ck_address_predecessor_not_its_own_predecessor": ({"predecessor_id": 101, "address_id": 101},),
    "ck_building_not_inside_itself": ({"parent_id": 101, "address_id": 101},),
    "ck_building_placed": ({"unit_id": None, "geonym_id": None, "parent_id": None},),
    "ck_cadastral_number_cadastral_form": (
        {"cadastral_number": "99-001-001-001-"},
        {"cadastral_number": "99-001-001-01"},
        {"cadastral_number": "990010010001"},
    ),
    "ck_citizenship_country_numeric": ({"country": "KAZ"}, {"country": "39"}, {"country": "3980"}),
    "ck_consumer_kind_known": ({"kind": "bank"},),
    "ck_delivery_conservation": ({"rows_in": 3}, {"accepted": 1}, {"duplicate": 1}, {"quarantined": 1}),
    "ck_delivery_refusal_explained": (
        {"state": "HELD"},
        {"state": "REFUSED"},
        {"state": "WITHDRAWN"},
        {"state": "APPLIED", "refusal": "a broken file"},
    ),
    "ck_delivery_state_known": ({"state": "LOST"},),
    "ck_edition_decision_decision_known": ({"decision": "GUESSED"}, {"decision": "same"}),
    "ck_edition_decision_editions_ordered": ({"earlier_on": "2020-01-01"}, {"earlier_on": "2020-01-02"}),
    "ck_edition_decision_held_is_open": (
        {"decision": "HELD"},
        {"decision": "HELD", "review": "DECIDED"},
        {"review": "OPEN"},
    ),
    "ck_edition_decision_recoded_to_a_code": ({"decision": "RECODED"}, {"became_kato": "990000001"}),
    "ck_edition_decision_review_known": ({"review": "LOST"}, {"review": "none"}),
    "ck_edition_decision_side_has_its_lines": (
        {"old_record_id": None},
        {"new_record_id": None},
        {"side": "OLD", "old_record_id": None},
        {"side": "NEW", "new_record_id": None},
        {"side": "NEITHER"},
    ),
    "ck_geonym_place_not_inside_itself": ({"parent_id": 101, "geonym_id": 101},),
    "ck_geonym_predecessor_not_its_own_predecessor": ({"predecessor_id": 101, "geonym_id": 101},),
    "ck_judgement_author_named": ({"author": ""}, {"author": " \t"}),
    "ck_judgement_clerk_says_why": (
        {"explanation": "{}"},
        {"explanation": '{"why": " "}'},
        {"explanation": '{"why": null}'},
    ),
    "ck_judgement_explanation_by_name": (
        {"author": "register", "explanation": "[]"},
        {"author": "register", "explanation": "null"},
        {"author": "register", "explanation": '"same"'},
    ),
    "ck_judgement_fields_listed": (
        {"explanation": '{"why": "one face", "fields": {}}'},
        {"explanation": '{"why": "one face", "fields": null}'},
    ),
    "ck_judgement_method_named": ({"method": ""}, {"method": "\n"}),
    "ck_judgement_weight_finite": ({"weight": "Infinity"}, {"weight": "-Infinity"}, {"weight": "NaN"}),
    "ck_judgement_pair_ordered": ({"left_id": 12}, {"left_id": 11}),
    "ck_judgement_verdict_known": ({"verdict": "MAYBE"},),
    "ck_name_script_known": ({"script": "arabic"},),
    "ck_plot_area_not_negative": ({"area_ha": "-0.01"},),
    "ck_prefix_due_kind_known": ({"kind": "building"},),
    "ck_premises_not_inside_itself": ({"building_id": 101, "address_id": 101},),
    "ck_quarantine_decision_dated": ({"decided_at": "2020-01-01T00:00:00Z"}, {"state": "RELEASED"}),
    "ck_quarantine_has_reason": ({"reasons": "[]"},),
    "ck_quarantine_state_known": ({"state": "LOST", "decided_at": "2020-01-01T00:00:00Z"},),
    "ck_review_entry_answer_known": ({"answer": "NONE"},),
    "ck_review_entry_bits_finite": ({"bits": -0.1}, {"bits": "Infinity"}, {"bits": "NaN"}),
    "ck_review_entry_closed_after_opened": ({"closed_at": "2019-12-31T00:00:00Z"},),
    "ck_review_entry_has_candidate": ({"candidates": "[]"}, {"candidates": "{}"}),
    "ck_review_entry_worth_finite": ({"worth": -0.1}, {"worth": "Infinity"}, {"worth": "NaN"}),
    "ck_sex_sex_known": ({"sex": "M"},),
    "ck_source_delivers_known": ({"delivers": "sometimes"},),
    "ck_unit_code_kato_form": ({"kato": "99000000"}, {"kato": "9900000000"}, {"kato": "99000000A"}),
    "ck_unit_parent_not_inside_itself": ({"parent_id": 101, "unit_id": 101},),
    "ck_unit_predecessor_not_its_own_predecessor": ({"predecessor_id": 101, "unit_id": 101},),
    "ck_value_share_share_of_one": ({"share": 0.0}, {"share": 1.5}),
}
# What lies right beside what a rule refuses, by a column that the rule reads: lawful in every table that has it.
LAWFUL_TOO: dict[str, Sequence[Row]] = {
    "ends_basis": ({"valid_time": "[2020-01-01,)", "ends_basis": None}, {"valid_time": "(,2021-01-01)"}),
    "starts_after": ({"starts_basis": "OBSERVED", "starts_after": "2019-12-31"},),
    "ends_after": ({"ends_basis": "OBSERVED", "ends_after": "2020-12-31"},),
    "act_id": ({"statement_id": None, "act_id": 101},),
    "holder_scheme": ({"holder_scheme": None, "holder_value": None},),
    "area_ha": ({"area_ha": "0"}, {"area_ha": None}),
    "entry_rule": (
        {"entry_rule": "DAYS_AFTER_PUBLICATION", "entry_days": 0},
        {"entry_rule": "FIXED_DAY", "entry_day": "2020-01-01"},
        {"entry_rule": "UNKNOWN"},
    ),
    "judged_by": (
        {"author": "register", "explanation": "{}"},
        {"explanation": '{"why": "one face", "fields": []}'},
        {"weight": None},
        {"weight": -1.5},
    ),
    "rows_in": ({"rows_in": 6, "accepted": 1, "duplicate": 2, "quarantined": 3},),
    "refusal": ({"state": "REFUSED", "refusal": "a broken file"},),
    "side": (
        {"side": "OLD", "new_record_id": None},
        {"side": "NEW", "old_record_id": None},
        {"side": "OLD", "decision": "RECODED", "became_kato": "990000001"},
        {"decision": "HELD", "review": "OPEN"},
        {"review": "DECIDED"},
    ),
    "decided_at": ({"state": "REJECTED", "decided_at": "2020-01-01T00:00:00Z"},),
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

Place = tuple[str, str]  # the table, and the name of the constraint
Said = dict[Place, list[str | None]]  # what refused each attempt to break that constraint; None where nothing did


@dataclass(frozen=True, slots=True)
class Constraint:
    name: str
    place: str
    kind: str
    columns: list[str]
    target: str
    reached: list[str]
    may_wait: bool

    @property
    def table(self) -> Table:
        return table_named(self.place)


@dataclass(frozen=True, slots=True)
class Broken:
    """What refused every attempt, by the kind of what was attacked."""

    rules: Said
    keys: Said
    references: Said
    empty: Said
    words: Said

    def places(self) -> set[Place]:
        return {*self.rules, *self.keys, *self.references, *self.empty, *self.words}


@pytest.fixture
def bench(connection: Connection) -> Bench:
    return Bench(connection)


@pytest.fixture(scope="module")
def broken(shared_database: Engine) -> Iterator[Broken]:
    """Everything broken once; the tests ask about the answers."""
    with shared_database.connect() as opened, opened.begin() as held:
        bench = Bench(opened)
        yield Broken(
            rules_broken(bench), keys_broken(bench), references_broken(bench), left_empty(bench), words_refused(bench)
        )
        held.rollback()


def constraints(bench: Bench, *kinds: str) -> list[Constraint]:
    found = (Constraint(*row) for row in bench.connection.execute(text(NAMED)))
    return [one for one in found if one.kind in kinds]


def wrong(name: str) -> Sequence[Row]:
    return BROKEN[name] if name in BROKEN else next(rows for end, rows in EVERYWHERE.items() if name.endswith(end))


def rules_broken(bench: Bench) -> Said:
    return {
        (one.place, one.name): [bench.refusal((one.table, lawful(one.table) | row)) for row in wrong(one.name)]
        for one in constraints(bench, "c")
    }


def keys_broken(bench: Bench) -> Said:
    said = Said()
    for one in constraints(bench, "p", "u", "x"):
        first, second = lawful(one.table), lawful(one.table, 1)
        again = second | {name: first[name] for name in one.columns if name in first}
        said[one.place, one.name] = [bench.refusal((one.table, first), (one.table, again))]
    return said


def references_broken(bench: Bench) -> Said:
    found, said = constraints(bench, "f"), Said()
    for one in found:
        row = lawful(one.table) | (ISSUED[one.place] if "synthetic" in one.columns else {})
        resting = one.columns == ["act_id"] and "statement_id" in row  # a fact rests on one of the two
        row |= {"statement_id": None} if resting else {}
        row |= {name: NOBODY for name in one.columns if name not in ("valid_time", "synthetic")}
        others = [other for other in found if other.place == one.place and other is not one]
        said[one.place, one.name] = [bench.refusal(*parents(others, row), (one.table, row), references=True)]
    return said


def parents(references: Sequence[Constraint], row: Row) -> list[tuple[Table, Row]]:
    """What `row` refers to by `references`, each once."""
    found: dict[str, tuple[Table, Row]] = {}
    for one in references:
        # The kind of the database is there already.
        if "synthetic" not in one.columns and all(row.get(name) is not None for name in one.columns):
            table = table_named(one.target)
            reached = dict(zip(one.reached, (row[name] for name in one.columns), strict=True))
            beside = sum(other is table for other, _ in found.values()) % 2
            found.setdefault(f"{table.fullname} {reached}", (table, lawful(table, beside) | reached))
    return list(found.values())


def left_empty(bench: Bench) -> Said:
    said = Said()
    for one in constraints(bench, "n"):
        (column,) = one.columns
        refused = bench.refusal((one.table, lawful(one.table) | {column: None}))
        said[one.place, one.name] = [one.name if refused == f"not null {column}" else refused]
    return said


def words_refused(bench: Bench) -> Said:
    """Words that say on no basis at all why a bound lies where it lies."""
    said: list[str | None] = []
    for word in ("GUESSED", "stated", "STATED ", "INFERRED", "INFERRED:", "INFERRED:Today", ""):
        with pytest.raises(DBAPIError) as refusal, bench.connection.begin_nested():
            bench.connection.execute(text("SELECT CAST(:word AS temporal.basis)"), {"word": word})
        said.append(getattr(refusal.value.orig, "diag").constraint_name)  # noqa: B009
    return {BASIS: said}


def could_be(table: Table, row: Row) -> bool:
    return all(
        name in table.columns and (value is not None or table.columns[name].nullable) for name, value in row.items()
    )


def otherwise(said: Said) -> Said:
    """Where something else refused than the constraint that was broken, or nothing did."""
    return {place: by for place, by in said.items() if not by or set(by) != {place[1]}}


def test_what_the_cases_begin_with_is_lawful(bench: Bench) -> None:
    refused = {table.fullname: bench.refusal((table, lawful(table))) for table in metadata.tables.values()}
    # The kind of this database is decided already, once.
    assert {name: why for name, why in refused.items() if why} == {"provenance.database_kind": "pk_database_kind"}


def test_no_constraint_of_the_database_goes_unbroken(connection: Connection, broken: Broken) -> None:
    named = {(place, name) for place, name in connection.execute(text(ALL_CONSTRAINTS))}
    assert len(named) > 950
    assert broken.places() == named


def test_a_row_that_breaks_a_rule_is_refused_by_that_rule(broken: Broken) -> None:
    assert otherwise(broken.rules) == {}


def test_every_rule_that_is_named_here_is_one_of_the_database(broken: Broken) -> None:
    names = {name for _, name in broken.rules}
    assert set(BROKEN) - names == set()
    assert [end for end in EVERYWHERE if not any(name.endswith(end) for name in names)] == []


def test_what_lies_right_beside_the_refused_is_taken(bench: Bench) -> None:
    taken = {
        (table.fullname, column, number): bench.refusal((table, lawful(table) | row))
        for table in metadata.tables.values()
        for column, rows in LAWFUL_TOO.items()
        for number, row in enumerate(rows)
        if column in table.columns and could_be(table, row)
    }
    assert {column for _, column, _ in taken} == set(LAWFUL_TOO)
    assert {attempt: by for attempt, by in taken.items() if by} == {}


def test_two_rows_under_one_key_are_refused_by_the_key(broken: Broken) -> None:
    assert otherwise(broken.keys) == {}


def test_what_is_unique_only_while_it_counts(bench: Bench) -> None:
    assert list(bench.connection.scalars(text(UNIQUE_INDEXES))) == ["uq_database_kind_one", "uq_delivery_digest"]
    delivery, kind = table_named("provenance.delivery"), table_named("provenance.database_kind")
    first = lawful(delivery)
    twice = {**lawful(delivery, 1), "source_id": first["source_id"], "digest": first["digest"]}
    refused = {**twice, "state": "REFUSED", "refusal": "a broken file"}
    assert bench.refusal((delivery, first), (delivery, twice)) == "uq_delivery_digest"
    assert bench.refusal((delivery, first), (delivery, refused)) is None
    assert bench.refusal((kind, {"synthetic": False})) == "uq_database_kind_one"


def test_what_is_not_there_cannot_be_referred_to(broken: Broken) -> None:
    assert otherwise(broken.references) == {}


def test_a_row_whose_references_are_all_there_is_taken(bench: Bench) -> None:
    found = constraints(bench, "f")
    refused: dict[str, str | None] = {}
    for place in {one.place for one in found}:
        row, theirs = lawful(table_named(place)), [one for one in found if one.place == place]
        refused[place] = bench.refusal(*parents(theirs, row), (table_named(place), row), references=True)
    assert {place: by for place, by in refused.items() if by} == {}


def test_only_what_must_lie_inside_another_life_may_wait_for_the_end_of_the_transaction(bench: Bench) -> None:
    found = constraints(bench, "f")
    waiting = [one for one in found if one.may_wait]
    assert {one.name for one in waiting} == {one.name for one in found if one.name.endswith("_within")}
    for one in waiting:
        row = lawful(one.table) | {name: NOBODY for name in one.columns if name != "valid_time"}
        others = [other for other in found if other.place == one.place and not other.may_wait]
        rows = (*parents(others, row), (one.table, row))
        assert bench.refusal(*rows, references=True) == one.name
        assert bench.refusal(*rows, references=True, at_once=False) is None


def test_a_column_that_must_be_filled_is_refused_empty(broken: Broken) -> None:
    assert otherwise(broken.empty) == {}


def test_a_bound_rests_on_a_basis_that_has_a_name(bench: Bench, broken: Broken) -> None:
    assert otherwise(broken.words) == {}
    for word in ("STATED", "OBSERVED", "INFERRED:first_of_two_editions"):
        assert bench.connection.scalar(text("SELECT CAST(:word AS temporal.basis)"), {"word": word}) == word
