"""What whole records of the delivered sources come to, and that no record surprises the mapping."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.formats import Row, open_rows
from loaders.mapping import EntityRef, Interpretation, Mapping, StatedFact, StatedIdentifier, interpret
from loaders.source import load_source, parse_source, source_names
from registries.identifiers import Kind, form_iin
from tests.loaders.understanding import BORN, IIN, RNN, codes, facts_named
from tests.prove import examples
from tests.shared import shared

PERSON: dict[str, object] = {
    "iin": IIN,
    "formerIin": {"iin": form_iin(BORN, 7, 4), "endDate": "2001-05-06"},
    "surname": "Ахметов",
    "name": "Нұрлан",
    "patronymic": "-",
    "engSurname": "AKHMETOV",
    "engFirstName": "NURLAN",
    "birthDate": "1990-04-09",
    "gender": {"code": "1", "nameRu": "мужской"},
    "nationality": {"code": "005"},
    "citizenship": {"code": "398"},
    "birthPlace": {"country": {"code": "398"}, "city": "-"},
    "regAddress": {"arCode": "9900000000000001", "beginDate": "2020-01-01"},
    "documents": {
        "document": [
            {"type": {"code": "002"}, "number": "000123456", "beginDate": "2015-01-01", "endDate": "2025-01-01"},
            {"type": {"code": "001"}, "number": "N00012345", "beginDate": "2016-01-01"},
            {"type": {"code": "777"}, "number": "X 1", "issueOrganization": {"code": "002"}},
        ]
    },
}


def person(**changed: object) -> Interpretation:
    return interpret(load_source("gbd_fl"), (), PERSON | changed)


def test_a_person_of_the_state_database_has_names_in_two_scripts() -> None:
    understood = person()
    assert understood.reasons == ()
    assert [fact.values for fact in facts_named(understood, "individual.name")] == [
        {"script": "kk", "surname": "Ахметов", "given_name": "Нұрлан", "patronymic": None},
        {"script": "latin", "surname": "AKHMETOV", "given_name": "NURLAN"},
    ]


def test_a_former_iin_is_an_assigned_identifier_that_ended() -> None:
    assert person().identifiers[:2] == (
        StatedIdentifier(Kind.IIN, IIN, True, True, None, None, "iin"),
        StatedIdentifier(Kind.IIN, form_iin(BORN, 7, 4) or "", True, True, None, date(2001, 5, 6), "former_iin"),
    )


def test_each_document_is_a_fact_and_its_last_day_is_inside() -> None:
    documents = facts_named(person(), "individual.document")
    assert documents == [
        StatedFact(
            "individual.document",
            {"kind": "IDENTITY_CARD", "number": "000123456", "issuer": None},
            *(date(2015, 1, 1), "STATED", date(2025, 1, 2), "STATED", 90),
        ),
        StatedFact(
            "individual.document",
            {"kind": "PASSPORT", "number": "N00012345", "issuer": None},
            *(date(2016, 1, 1), "STATED", None, None, 90),
        ),
        StatedFact(
            "individual.document", {"kind": "OTHER", "number": "X 1", "issuer": "002"}, None, "OBSERVED", None, None, 90
        ),
    ]


def test_only_documents_of_a_known_kind_are_identifiers() -> None:
    kinds = [(one.kind, one.since) for one in person().identifiers[2:]]
    assert kinds == [(Kind.IDENTITY_CARD, date(2015, 1, 1)), (Kind.PASSPORT, date(2016, 1, 1))]


def test_one_document_and_none_are_as_good_as_several() -> None:
    one = PERSON["documents"]["document"][0]  # type: ignore[index]
    assert len(facts_named(person(documents={"document": one}), "individual.document")) == 1
    assert facts_named(person(documents=""), "individual.document") == []
    assert len(person(documents={"document": one}).groups["documents"]) == 1


def test_a_residence_points_at_an_address_by_its_code() -> None:
    (residence,) = facts_named(person(), "individual.residence")
    assert residence.values == {"address_id": EntityRef("address.address", "9900000000000001", None, Kind.RKA)}
    assert (residence.since, residence.since_basis) == (date(2020, 1, 1), "STATED")


def test_the_code_of_an_address_is_no_identifier_of_the_person() -> None:
    assert {one.kind for one in person().identifiers} == {Kind.IIN, Kind.IDENTITY_CARD, Kind.PASSPORT}


def test_an_unreadable_date_inside_a_document_is_named_with_its_place() -> None:
    document = {"type": {"code": "002"}, "number": "000123456", "beginDate": "2015-02-30"}
    assert codes(person(documents={"document": document}).reasons) == [("IMPOSSIBLE_DATE", "documents.begin_date")]


def test_a_period_that_ends_before_it_begins_is_a_reason_once() -> None:
    address = {"arCode": "9900000000000001", "beginDate": "2020-01-01", "endDate": "2019-12-31"}
    assert codes(person(regAddress=address).reasons) == [("PERIOD_REVERSED", "address_until")]


def test_an_element_that_repeats_or_nests_where_a_text_is_expected_is_a_reason() -> None:
    understood = person(surname=["A", "B"], name={"x": "y"})
    assert codes(understood.reasons) == [("REPEATED_ELEMENT", "surname"), ("NESTED_ELEMENT", "given_name")]


def test_attributes_beside_a_text_do_not_hide_it() -> None:
    understood = person(surname={"@lang": "kk", "#text": " Ахметов "}, patronymic={"@nil": "true"})
    assert (understood.fields["surname"], understood.fields["patronymic"]) == ("Ахметов", None)


UNITS = ("id", "parent_id", "name_rus", "name_kaz", "d_ats_type_id", "d_ats_type_code", "rco", "cato", "actual")


def unit(*words: str) -> Interpretation:
    return interpret(load_source("ar_units"), UNITS, [*words])


def test_a_unit_of_the_address_register_is_undated_and_names_its_parent_by_the_register_s_own_key() -> None:
    understood = unit("7", "3", "Асан", "Асан", "7", "7", "990000000007", "990000000", "true")
    assert [(fact.fact, fact.values, fact.since, fact.since_basis, fact.authority) for fact in understood.facts] == [
        ("address.unit_existence", {}, None, "INFERRED:undated_address", 60),
        ("address.unit_code", {"kato": "990000000"}, None, "INFERRED:undated_address", 60),
        ("address.unit_type", {"kind": "VILLAGE"}, None, "INFERRED:undated_address", 60),
        ("address.unit_name", {"language": "ru", "name": "Асан"}, None, "INFERRED:undated_address", 40),
        ("address.unit_name", {"language": "kk", "name": "Асан"}, None, "INFERRED:undated_address", 40),
        (
            "address.unit_parent",
            {"parent_id": EntityRef("address.unit", "3", "ar_units", None)},
            *(None, "INFERRED:undated_address", 60),
        ),
    ]
    assert not understood.ended


def test_a_unit_that_is_no_longer_actual_has_ended_by_the_reference_date() -> None:
    understood = unit("7", "0", "Асан", "", "7", "7", "", "", "false")
    assert understood.ended
    assert [(fact.fact, fact.until, fact.until_basis) for fact in understood.facts] == [
        ("address.unit_existence", None, "OBSERVED"),
        ("address.unit_type", None, "OBSERVED"),
        ("address.unit_name", None, "OBSERVED"),
    ]


def act(**changed: str) -> Interpretation:
    words = {
        "object": "unit",
        "code": "710000000",
        "old_name_ru": "Целиноград",
        "old_name_kk": "",
        "new_name_ru": "Акмола",
        "new_name_kk": "Ақмола",
        "first_day": "1992-07-06",
        "act": "Постановление",
        "signed_on": "1992-07-06",
    } | changed
    return interpret(load_source("naming_acts"), tuple(words), [*words.values()])


def test_an_act_ends_the_old_name_and_begins_the_new_one_on_its_first_day() -> None:
    about = EntityRef("address.unit", "710000000", None, Kind.KATO)
    day = date(1992, 7, 6)
    assert act().facts == (
        StatedFact("address.unit_name", {"language": "ru", "name": "Акмола"}, day, "STATED", None, None, 90, about),
        StatedFact(
            "address.unit_name",
            {"language": "ru", "name": "Целиноград"},
            *(None, "INFERRED:name_before_act", day, "STATED", 90, about),
        ),
        StatedFact("address.unit_name", {"language": "kk", "name": "Ақмола"}, day, "STATED", None, None, 90, about),
    )


def test_an_act_about_a_street_is_about_a_geonym_by_its_code() -> None:
    understood = act(object="geonym", code="990000000001")
    assert {fact.fact for fact in understood.facts} == {"address.geonym_name"}
    assert {fact.about for fact in understood.facts} == {EntityRef("address.geonym", "990000000001", None, Kind.RKO)}


def test_the_first_known_of_alternative_keys_counts() -> None:
    source = load_source("residence")
    words: dict[str, object] = {"iin": IIN, "surname": "А", "since": "2020-01-01", "doc_number": ""}
    assert interpret(source, (), words).key == f"{IIN}|2020-01-01"
    assert interpret(source, (), words | {"doc_number": "N00012345"}).key == "N00012345|2020-01-01"
    assert codes(interpret(source, (), {"surname": "А", "since": "2020-01-01"}).reasons) == [
        ("MISSING_KEY", "doc_number")
    ]


def test_a_document_number_of_unnamed_kind_reads_as_the_kind_whose_form_it_has() -> None:
    source = load_source("residence")
    words: dict[str, object] = {"surname": "А", "since": "2020-01-01"}
    for number, kind in (("000123456", Kind.IDENTITY_CARD), ("N00012345", Kind.PASSPORT)):
        (identifier,) = interpret(source, (), words | {"doc_number": number}).identifiers
        assert (identifier.kind, identifier.linkable) == (kind, True)


EGKN = ("gid", "kad_nomer", "address_ru", "squ", "rka", "tsn_ru", "category_id", "right_type_id")
OWNERS = ("owner_iin", "owner_bin", "owner_since", "owner_until")


def test_a_plot_has_its_area_as_a_decimal_and_its_owner_as_a_dated_edge() -> None:
    words = ["5", "99 001 002 003", "г. Асан", "0,1200", "", "огород", "1", "2", IIN, "", "2019-03-01", ""]
    understood = interpret(load_source("egkn"), EGKN + OWNERS, [*words])
    assert (understood.key, understood.entity_key) == (f"99-001-002-003|{IIN}|2019-03-01", "99-001-002-003")
    plot = facts_named(understood, "real_estate.plot")[0]
    assert plot.values["area_ha"] == Decimal("0.1200")
    assert facts_named(understood, "real_estate.owner") == [
        StatedFact(
            "real_estate.owner",
            {"holder_scheme": "IIN", "holder_value": IIN},
            *(date(2019, 3, 1), "STATED", None, None, 80),
        )
    ]
    assert [one.kind for one in understood.identifiers] == [Kind.CADASTRE]


def test_the_code_of_an_activity_is_taken_out_of_its_words() -> None:
    source = load_source("gbd_ul")
    columns = tuple(names[0] for names in source.columns)
    words = dict.fromkeys(columns, "") | {"id": "1", "okedru": "62099 Другие виды деятельности", "director": "-"}
    understood = interpret(source, columns, [*words.values()])
    assert understood.fields["oked"] == "62099"
    assert [fact.fact for fact in understood.facts] == ["legal_entity.activity"]
    named_only = interpret(source, columns, [*(words | {"okedru": "Торговля"}).values()])
    assert named_only.fields["oked"] is None
    assert named_only.reasons == ()


def test_rows_of_one_company_are_records_of_their_own_about_one_entity() -> None:
    source = load_source("gbd_ul")
    columns = tuple(names[0] for names in source.columns)
    understand = Mapping(source).interpret(columns)
    rows = [{"founder_iin": IIN}, {"founder_name": "Foreign Co", "founder_since": "2020-01-01"}, {}]
    understood = [understand([*(dict.fromkeys(columns, "") | {"id": "1"} | row).values()]) for row in rows]
    assert [one.key for one in understood] == [f"1|{IIN}|", "1|Foreign Co|2020-01-01", "1||"]
    assert {one.entity_key for one in understood} == {"1"}
    assert [one.reasons for one in understood] == [(), (), ()]
    assert facts_named(understood[1], "legal_entity.founder")[0].values == {
        "founder_key": "Foreign Co",
        "name": "Foreign Co",
    }
    assert facts_named(understood[2], "legal_entity.founder") == []


def test_a_founder_is_an_edge_to_a_person_or_a_company_and_no_identifier_of_the_company() -> None:
    source = load_source("gbd_ul")
    columns = tuple(names[0] for names in source.columns)
    words = dict.fromkeys(columns, "") | {"id": "1", "founder_iin": IIN, "founder_since": "2020-01-01"}
    understood = interpret(source, columns, [*words.values()])
    (founder,) = facts_named(understood, "legal_entity.founder")
    assert founder.values == {"founder_key": IIN, "name": None, "holder_scheme": "IIN", "holder_value": IIN}
    assert understood.identifiers == ()


json_like = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from([IIN, "2020-02-30"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*PERSON, "#text", "@a", "code"]), inner)
    ),
    max_leaves=12,
)
documents = st.dictionaries(st.sampled_from([*PERSON, "doc_number", "since", "until", "address"]), json_like)
XML_SOURCES = {name: Mapping(load_source(name)).interpret() for name in ("gbd_fl", "residence")}


@given(words=documents, name=st.sampled_from(sorted(XML_SOURCES)))
@settings(max_examples=examples(400), deadline=None)
def test_no_document_surprises_the_mapping(words: dict[str, object], name: str) -> None:
    understood = XML_SOURCES[name](words)
    assert understood.key or understood.reasons
    assert len(set(understood.reasons)) == len(understood.reasons)


TABLES = {name: source for name in source_names() if (source := load_source(name)).formats[0].kind == "csv"}


@given(name=st.sampled_from(sorted(TABLES)), data=st.data())
@settings(max_examples=examples(400), deadline=None)
def test_no_table_surprises_the_mapping(name: str, data: st.DataObject) -> None:
    columns = tuple(names[0] for names in TABLES[name].columns)
    word = st.text(max_size=14) | st.sampled_from(["", "1", IIN, RNN, "2020-01-01", "31.02.1990", "true", "001"])
    words = data.draw(st.lists(word, min_size=len(columns), max_size=len(columns)))
    understood = interpret(TABLES[name], columns, [*words])
    assert understood.key or understood.reasons
    assert all(fact.since is None or fact.until is None or fact.since < fact.until for fact in understood.facts) or (
        understood.reasons
    )


KATO = """
name = "kato"
title = "KATO"
register = "address.unit"
delivery = "full"
creates = true
key = ["kato"]
authority = 90
[format]
kind = "csv"
delimiter = [",", ";"]
stray_quotes = true
[fields]
kato = { from = ["kato", "code"], identifier = "KATO", required = true }
name_ru = { from = ["name_ru", "name"] }
name_kk = { optional = true }
"""


@pytest.mark.parametrize(
    ("edition", "rows", "first"),
    [
        ("kato/kato_2022-10-17_ru.csv", 16_264, {"kato": "100000000", "name_ru": "область Абай", "name_kk": None}),
        (
            "kato/kato_2026-07-17.csv",
            15_594,
            {"kato": "100000000", "name_ru": "область Абай", "name_kk": "Абай облысы"},
        ),
    ],
)
def test_one_declaration_reads_both_layouts_of_the_real_classifier(
    edition: str, rows: int, first: dict[str, str | None]
) -> None:
    source = parse_source(KATO, "kato.toml")
    with open_rows(shared(f"data/{edition}"), source.formats[0], required=source.columns) as stream:
        understand = Mapping(source).interpret(stream.columns)
        understood = [understand(row.words) for row in stream if isinstance(row, Row)]
    assert len(understood) == rows
    assert understood[0].fields == first
    assert [one for one in understood if one.reasons] == []
