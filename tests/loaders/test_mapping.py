"""What single words of a record come to: dates, names, codes, identifiers, keys."""

from datetime import date

import pytest

from loaders.mapping import Interpretation, StatedFact, StatedIdentifier, interpret
from loaders.source import parse_source
from registries.identifiers import Kind
from tests.loaders.understanding import BORN, IIN, RNN, codes, made, of_document, tax


def test_a_taxpayer_is_understood_whole() -> None:
    assert tax() == Interpretation(
        key=RNN,
        entity_key=RNN,
        fields={
            "rnn": RNN,
            "iin": IIN,
            "full_name": "Ахметов Нурлан Серикович",
            "surname": "Ахметов",
            "given_name": "Нурлан",
            "patronymic": "Серикович",
            "birth_date": BORN,
            "birth_date_year": 1990,
            "sex": "MALE",
            "registered_on": date(2010, 2, 1),
        },
        groups={},
        identifiers=(
            StatedIdentifier(Kind.RNN, RNN, True, True, date(2010, 2, 1), None, "rnn"),
            StatedIdentifier(Kind.IIN, IIN, False, True, None, None, "iin"),
        ),
        facts=(
            StatedFact(
                "individual.name",
                {"script": "ru", "surname": "Ахметов", "given_name": "Нурлан", "patronymic": "Серикович"},
                *(None, "OBSERVED", None, None, 40),
            ),
            StatedFact("individual.birth", {"birth_date": BORN}, BORN, "INFERRED:life", None, None, 40),
            StatedFact("individual.sex", {"sex": "MALE"}, BORN, "INFERRED:life", None, None, 40),
        ),
        reasons=(),
        suspicions=(),
        ended=False,
    )


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("31.02.1990", "IMPOSSIBLE_DATE"),
        ("00.00.1950", "IMPOSSIBLE_DATE"),
        ("1990-04-09", "UNREADABLE_DATE"),
        ("9.4.1990", "UNREADABLE_DATE"),
        ("09.04.90", "UNREADABLE_DATE"),
        ("٠٩.٠٤.١٩٩٠", "UNREADABLE_DATE"),
        ("09.04.0199", "DATE_OUT_OF_RANGE"),
        ("09.04.9999", "DATE_OUT_OF_RANGE"),
        ("09.04.0000", "IMPOSSIBLE_DATE"),
        ("не знаю", "UNREADABLE_DATE"),
        ("0000", "DATE_OUT_OF_RANGE"),
    ],
)
def test_a_date_that_is_none_is_a_reason_and_its_sentence_does_not_repeat_it(written: str, code: str) -> None:
    understood = tax(**{"Дата рождения": written})
    assert codes(understood.reasons) == [(code, "birth_date")]
    assert written not in understood.reasons[0].sentence
    assert understood.fields["birth_date"] is None


@pytest.mark.parametrize("written", ["", " ", "-", "01.01.1900", "\u00a0"])
def test_a_placeholder_means_that_nothing_is_known_and_is_no_reason(written: str) -> None:
    understood = tax(**{"Дата рождения": written})
    assert understood.fields["birth_date"] is None
    assert understood.reasons == ()
    assert [fact.fact for fact in understood.facts] == ["individual.name", "individual.sex"]


def test_a_bare_year_is_no_date_and_is_not_lost() -> None:
    understood = tax(**{"Дата рождения": "1990"})
    assert (understood.fields["birth_date"], understood.fields["birth_date_year"]) == (None, 1990)
    assert understood.reasons == ()


def test_all_reasons_come_at_once() -> None:
    understood = tax(**{"РНН": "", "ФИО": "", "Дата рождения": "31.02.1990", "Пол": "?"})
    assert codes(understood.reasons) == [
        ("MISSING_FIELD", "full_name"),
        ("IMPOSSIBLE_DATE", "birth_date"),
        ("UNKNOWN_CODE", "sex"),
        ("MISSING_KEY", "rnn"),
    ]


def test_blanks_of_every_kind_are_folded_in_values() -> None:
    assert tax(ФИО="\u00a0 Ахметов \t Нурлан\u2003Серикович ").fields["full_name"] == "Ахметов Нурлан Серикович"


@pytest.mark.parametrize(
    ("spec", "words", "known"),
    [
        ('{ take = "^(.+) ул[.]$", spelled = true }', {"a": "8\u00a0марта ул."}, "8 марта"),
        ('{ from = ["b", "c"], joined = true, spelled = true }', {"b": "8\u00a0марта", "c": "1"}, "8 марта 1"),
    ],
)
def test_odd_letters_are_noted_of_what_is_taken_out_or_joined_too(
    spec: str, words: dict[str, object], known: str
) -> None:
    understood = of_document(made(f"a = {spec}"), words)
    assert (understood.fields["a"], codes(understood.suspicions)) == (known, [("NO_BREAK_SPACE", "a")])


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Ахметов Нұрлан Серік ұлы", ("Ахметов", "Нұрлан", "Серік ұлы")),
        ("Ахметов Н.С.", ("Ахметов", "Н.", "С.")),
        ("Ахметов Н. С.", ("Ахметов", "Н.", "С.")),
        ("Ахметов Нурлан", ("Ахметов", "Нурлан", None)),
        ("Ахметов", ("Ахметов", None, None)),
    ],
)
def test_names_in_one_field_are_divided(written: str, parts: tuple[str | None, ...]) -> None:
    fields = tax(ФИО=written).fields
    assert (fields["surname"], fields["given_name"], fields["patronymic"]) == parts


@pytest.mark.parametrize(
    ("written", "script"),
    [("Қанат", "kk"), ("Канат", "ru"), ("Kanat", "latin"), ("Kaнaт", "ru"), ("Ioan Іскақов", "kk"), ("123", "ru")],
)
def test_the_script_of_a_name_is_told_by_its_letters(written: str, script: str) -> None:
    assert tax(ФИО=written).facts[0].values["script"] == script


def wrong(number: str) -> str:
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def test_an_issuer_may_write_a_wrong_check_digit_and_nobody_else() -> None:
    understood = tax(РНН=wrong(RNN), ИИН=wrong(IIN))
    assert understood.reasons == ()
    assert [(one.kind, one.linkable) for one in understood.identifiers] == [(Kind.RNN, True), (Kind.IIN, False)]
    assert codes(understood.suspicions) == [("CHECK_DIGIT", "rnn"), ("CHECK_DIGIT", "iin")]


def test_a_number_that_does_not_read_is_kept_as_delivered_and_links_nobody() -> None:
    understood = tax(ИИН=" 12-X ")
    assert understood.reasons == ()
    assert understood.identifiers[1] == StatedIdentifier(Kind.IIN, "12-X", False, False, None, None, "iin")
    assert "12-X" not in "".join(reason.sentence for reason in understood.suspicions)


def test_a_placeholder_that_passes_the_formula_links_nobody() -> None:
    understood = tax(ИИН="000000000000")
    assert not understood.identifiers[1].linkable
    assert ("PLACEHOLDER", "iin") in codes(understood.suspicions)


def test_a_key_that_does_not_read_is_a_reason() -> None:
    assert codes(tax(РНН="РНН неизвестен").reasons) == [("UNREADABLE_KEY", "rnn")]


def test_an_iin_that_spells_another_birth_date_or_sex_is_suspicious_and_accepted() -> None:
    understood = tax(**{"Дата рождения": "10.04.1990", "Пол": "Ж"})
    assert understood.reasons == ()
    assert codes(understood.suspicions) == [("IIN_BIRTH_DATE_DIFFERS", "iin"), ("IIN_SEX_DIFFERS", "iin")]


def test_a_synthetic_number_is_no_suspicion_of_its_row() -> None:
    assert tax().suspicions == ()


def test_the_key_of_several_parts_cannot_be_forged_by_a_bar_inside_one() -> None:
    source = made("a = {}", key='["id", "a"]')
    keys = {of_document(source, {"id": first, "a": second}).key for first, second in (("x|y", "z"), ("x", "y|z"))}
    assert keys == {"x\\|y|z", "x|y\\|z"}


@pytest.mark.parametrize("written", ["1e5", "NaN", "Infinity", "1 000", "1.2.3", "٣", "1" * 40])
def test_a_number_that_is_none_is_a_reason(written: str) -> None:
    source = made('n = { number = "decimal" }\nm = { number = "integer" }')
    assert codes(of_document(source, {"n": written, "m": written}).reasons) == [
        ("UNREADABLE_NUMBER", "n"),
        ("UNREADABLE_NUMBER", "m"),
    ]


def test_conditions_tell_true_from_one() -> None:
    source = made(
        'n = { number = "integer" }\n',
        '[[facts]]\nfact = "x.y"\nwhen = { field = "n", is = true }\n'
        '[[facts]]\nfact = "x.z"\nwhen = { field = "n", is = 1 }',
    )
    assert [fact.fact for fact in of_document(source, {"n": "1"}).facts] == ["x.z"]


def test_a_column_that_may_be_absent_is_unknown_where_it_is() -> None:
    source = parse_source(
        'name="x"\ntitle="X"\nregister="individual"\ndelivery="full"\nkey=["a"]\nauthority=1\n[format]\nkind="csv"\n'
        "[fields]\na={}\nb={optional=true}",
        "x.toml",
    )
    assert source.columns == (("a",),)
    assert interpret(source, ("a",), ["1"]).fields == {"a": "1", "b": None}


def test_zeros_that_a_spreadsheet_dropped_are_put_back_and_noted() -> None:
    source = made("n = { digits = 12 }")
    short = of_document(source, {"n": "101500123"})
    assert (short.fields["n"], codes(short.suspicions)) == ("000101500123", [("ZEROS_RESTORED", "n")])


@pytest.mark.parametrize("written", ["000101500123", "10150012", "10150012X", "٣٤٥٦٧٨٩٠١٢", "", "1"])
def test_nothing_is_put_before_a_number_that_is_whole_or_shorter_than_three_zeros_explain(written: str) -> None:
    understood = of_document(made("n = { digits = 12 }"), {"n": written})
    assert (understood.fields["n"], understood.suspicions) == (written or None, ())


@pytest.mark.parametrize(
    ("serial", "day"),
    [("1", date(1900, 1, 1)), ("59", date(1900, 2, 28)), ("61", date(1900, 3, 1)), ("45000", date(2023, 3, 15))],
)
def test_a_day_may_be_the_number_a_spreadsheet_keeps(serial: str, day: date) -> None:
    source = made('d = { date = ["%d.%m.%Y", "serial"] }')
    assert of_document(source, {"d": serial}).fields["d"] == day


@pytest.mark.parametrize("serial", ["0", "60", "-1", "1.5", "100000", "١"])
def test_a_number_that_is_no_day_of_a_spreadsheet_is_no_date(serial: str) -> None:
    source = made('d = { date = ["%d.%m.%Y", "serial"] }')
    assert codes(of_document(source, {"d": serial}).reasons) == [("UNREADABLE_DATE", "d")]


def test_a_number_is_a_day_only_where_the_source_says_so() -> None:
    assert codes(of_document(made('d = { date = "%d.%m.%Y" }'), {"d": "45000"}).reasons) == [("UNREADABLE_DATE", "d")]


def test_what_stands_in_several_places_may_be_one_value() -> None:
    source = made('n = { from = ["a", "b/c", "d"], joined = true }')
    assert of_document(source, {"a": " Ким ", "b": {"c": "Пётр"}}).fields["n"] == "Ким Пётр"
    assert of_document(source, {}).fields["n"] is None
    assert codes(of_document(source, {"a": "Ким", "d": ["x", "y"]}).reasons) == [("REPEATED_ELEMENT", "n")]


def test_columns_of_a_table_may_be_joined_too() -> None:
    source = parse_source(
        'name="x"\ntitle="X"\nregister="individual"\ndelivery="full"\nkey=["id"]\nauthority=1\n[format]\nkind="csv"\n'
        '[fields]\nid={}\nn={from=["a","b"],joined=true,optional=true}',
        "x.toml",
    )
    assert interpret(source, ("id", "b", "a"), ["1", "Пётр", "Ким"]).fields["n"] == "Ким Пётр"
    assert interpret(source, ("id", "a"), ["1", "Ким"]).fields["n"] == "Ким"
