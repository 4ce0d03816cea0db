"""The language of sources: what it accepts, and how it says where a file is mistaken."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.formats import CsvLayout
from loaders.source import Source, SourceRefused, UnknownSource, load_source, parse_source, read_source, source_names
from tests.prove import examples

SMALLEST = """
name = "tax"
title = "Tax"
register = "individual"
delivery = "full"
key = ["rnn"]
authority = 40
[format]
kind = "csv"
encoding = "windows-1251"
delimiter = ";"
[fields]
rnn = { from = "РНН", identifier = "RNN", assigned = true }
name = { from = "ФИО", names = "surname given_name patronymic" }
born = { date = "%d.%m.%Y", optional = true }
"""
FACT = """
[[facts]]
fact = "individual.name"
values = { surname = "surname" }
"""


def refusal(text: str) -> str:
    with pytest.raises(SourceRefused) as refused:
        parse_source(text, "tax.toml")
    assert refused.value.code == "SOURCE_MISTAKE"
    assert refused.value.next_step
    return refused.value.message


def test_the_smallest_source_has_the_usual_limits_and_creates_nobody() -> None:
    source = parse_source(SMALLEST, "tax.toml")
    assert (source.name, source.register, source.creates) == ("tax", "individual", False)
    assert (source.limits.shrinks, source.limits.changes) == (0.2, 0.5)
    assert [type(one) for one in source.formats] == [CsvLayout]
    assert source.columns == (("РНН",), ("ФИО",))


@pytest.mark.parametrize("name", source_names())
def test_every_delivered_source_holds_together_under_its_own_name(name: str) -> None:
    assert load_source(name).name == name


def test_the_delivered_sources_are_those_of_the_first_version() -> None:
    assert {
        *("ar_units", "ar_geonyms", "ar_buildings", "ar_premises", "naming_acts", "gbd_fl", "tax", "pension"),
        *("documents", "residence", "gbd_ul", "egkn"),
    } <= set(source_names())


def test_only_the_state_database_creates_persons() -> None:
    sources = [load_source(name) for name in source_names()]
    assert [source.name for source in sources if source.creates and source.register == "individual"] == ["gbd_fl"]


@pytest.mark.parametrize("name", ["", "nothing", "../gbd_fl", "gbd_fl.toml", "/etc/passwd", "tax\x00"])
def test_a_name_that_is_no_source_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(UnknownSource) as refused:
        load_source(name)
    assert refused.value.code == "UNKNOWN_SOURCE"
    assert "gbd_fl" in refused.value.next_step


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "born = {",
            'a = { either = [{}, { from = "b" }], none = ["-"] }\nborn = {',
            "fields.a: none: said of each way",
        ),
        ("born = {", "a = { either = [{}, { required = true }] }\nborn = {", "a way in `either` is a text"),
        ("born = {", "a = { first = true }\nborn = {", "first is said of the ways in either"),
        ("born = {", "a = { either = [{}] }\nborn = {", "fields.a.either: Tuple should have at least 2 items"),
        ("born = {", 'a = { other_than = "x" }\nborn = {', "fields.a: no field is called «x»"),
        ("born = {", 'a = { other_than = "rnn" }\nborn = {', "fields.a: the field «rnn» is an identifier"),
        ("born = {", "a = { folded = true }\nborn = {", "other and folded are said of code lists only"),
        ("born = {", 'a = { spelled = true, number = "integer" }\nborn = {', "spelled is said of texts only"),
        (
            "born = {",
            'a = { dictionary = { source = "x" }, date = "%d.%m.%Y" }\nborn = {',
            "what a dictionary says is no",
        ),
        ('key = ["rnn"]', 'key = ["rnn"]\nplaced = ["x"]', "placed: no field is called «x»"),
        (
            '[format]\nkind = "csv"',
            '[[format]]\nkind = "jsonl"\n[[format]]\nkind = "jsonl"\n[[format]]\nkind = "csv"',
            "only csv and jsonl",
        ),
        ('register = "individual"', 'register = "person"', "register: Input should be"),
        ("authority = 40", "authority = 101", "authority: Input should be less than or equal to 100"),
        ('from = "РНН"', 'form = "РНН"', "fields.rnn.form: the language has no such word"),
        ('identifier = "RNN"', 'identifier = "INN"', "fields.rnn.identifier"),
        ("windows-1251", "windows-1252x", "format.encoding: «windows-1252x» is not an encoding"),
        ('delimiter = ";"', 'delimiter = ";;"', "format.delimiter"),
        ('kind = "csv"', 'kind = "dbf"', "format"),
        ('key = ["rnn"]', 'key = ["inn"]', "key: no field is called «inn»"),
        ('key = ["rnn"]', "key = []", "key"),
        ('key = ["rnn"]', 'key = ["rnn"]\nentity = ["name"]', "entity: «name» is no part of the key"),
        ('key = ["rnn"]\n', "", "key: Field required"),
        ("%d.%m.%Y", "%d.%m", "fields.born.date: a date format has %d, %m and %Y"),
        ('date = "%d.%m.%Y"', 'date = "%d.%m.%Y", codes = { a = "b" }', "fields.born: a field is one of"),
        ('date = "%d.%m.%Y"', 'date = "%d.%m.%Y", assigned = true', "fields.born: assigned, foreign, since and until"),
        ('date = "%d.%m.%Y"', 'take = "("', "fields.born.take: it is not a regular expression"),
        ('date = "%d.%m.%Y"', 'take = "x"', "fields.born.take: it has exactly one group"),
        ('"surname given_name patronymic"', '"surname rnn"', "fields.rnn: the field is made twice"),
        ("assigned = true", 'since = "name"', "fields.rnn: the field «name» is no date"),
        (
            '[format]\nkind = "csv"',
            '[groups.x]\npath="a"\nfields={a={}}\n[format]\nkind="csv"',
            "groups.x: only documents",
        ),
        (
            '[format]\nkind = "csv"',
            '[groups.x]\npath="a"\nfields={a={dictionary={source="y"}}}\n[format]\nkind="csv"',
            "groups.x.fields.a: only fields of the record itself are read by a dictionary",
        ),
        ('name = "tax"', 'name = "tax', "it is not TOML"),
    ],
)
def test_a_mistake_is_named_by_its_place(old: str, new: str, said: str) -> None:
    assert said in refusal(SMALLEST.replace(old, new, 1))


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("values = { surname = 'sur' }", "facts[1] individual.name.values.surname: no field is called «sur»"),
        ("since = 'rnn'", "facts[1] individual.name: the field «rnn» is no date"),
        ("since = 'bron'", "facts[1] individual.name: no field is called «bron»"),
        ("each = 'documents'", "facts[1] individual.name.each: no group is called «documents»"),
        ("optional = ['surname']", "facts[1] individual.name.optional: no value is called «surname»"),
        ("when = { field = 'rnn' }", "facts[1].when: a condition has either `is` or `known`"),
        ("when = { field = 'x', known = true }", "facts[1] individual.name.when: no field is called «x»"),
        ("script = { script_of = 'x' }", "facts[1] individual.name.values.script: no field is called «x»"),
        ("about = { entity = 'individual', code = 'IIN', field = 'x' }", "about: no field is called «x»"),
    ],
)
def test_a_mistaken_fact_is_named_by_its_number(fact: str, said: str) -> None:
    assert said in refusal(f'{SMALLEST}[[facts]]\nfact = "individual.name"\n{fact}\n')


def test_a_date_that_stands_in_several_ways_bounds_a_fact_where_each_of_them_is_one() -> None:
    ways = 'born = { either = [{ date = "%d.%m.%Y" }, { from = "b", date = "%Y-%m-%d" }] }'
    text = SMALLEST.replace('born = { date = "%d.%m.%Y", optional = true }', ways) + FACT + "since = 'born'\n"
    assert parse_source(text, "tax.toml").facts[0].since == "born"
    assert "facts[1] individual.name: the field «born» is no date" in refusal(text.replace(', date = "%Y-%m-%d"', ""))


def test_all_mistakes_are_named_at_once() -> None:
    message = refusal(SMALLEST.replace('key = ["rnn"]', 'key = ["a", "b"]') + FACT.replace('"surname" }', '"c" }'))
    assert all(f"«{name}»" in message for name in "abc")


def test_an_act_says_which_entity_each_fact_is_about() -> None:
    assert "its facts say `about`" in refusal(SMALLEST.replace('"individual"', '"address.act"') + FACT)


def test_a_source_is_read_from_any_path_and_a_broken_one_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(SMALLEST, "utf-8")
    assert read_source(path) == parse_source(SMALLEST, "mine.toml")
    path.write_bytes(SMALLEST.encode("windows-1251"))
    with pytest.raises(SourceRefused, match=r"mine\.toml cannot be read as UTF-8"):
        read_source(path)
    with pytest.raises(SourceRefused):
        read_source(tmp_path / "absent.toml")


def test_a_source_cannot_be_changed_after_reading() -> None:
    with pytest.raises(ValueError, match="frozen"):
        parse_source(SMALLEST, "tax.toml").name = "other"


@given(at=st.integers(0, len(SMALLEST + FACT)), words=st.text(max_size=6), cut=st.integers(0, 12))
@settings(max_examples=examples(300), deadline=None)
def test_a_damaged_source_is_read_or_refused_and_never_anything_else(at: int, words: str, cut: int) -> None:
    text = SMALLEST + FACT
    outcome: Source | SourceRefused
    try:
        outcome = parse_source(text[:at] + words + text[at + cut :], "tax.toml")
    except SourceRefused as refused:
        outcome = refused
    assert isinstance(outcome, Source) or "tax.toml is not a source" in outcome.message


FIXED = SMALLEST.replace('kind = "csv"', 'kind = "fixed"').replace('delimiter = ";"', "columns = {COLUMNS}")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ('{ "РНН" = [1, 12] }', "fields.name: no column of the format is called «ФИО»"),
        ('{ "РНН" = [1, 12], "ФИО" = [12, 40] }', "columns are given in order"),
        ('{ "РНН" = [1, 12], "ФИО" = [0, 40] }', "format.columns.ФИО[1]: Input should be greater than or equal to 1"),
    ],
)
def test_the_columns_of_a_table_of_fixed_width_are_told_in_the_source(columns: str, said: str) -> None:
    assert said in refusal(FIXED.replace("{COLUMNS}", columns))


def test_a_table_of_fixed_width_holds_together_where_its_fields_stand_in_columns() -> None:
    source = parse_source(FIXED.replace("{COLUMNS}", '{ "РНН" = [1, 12], "ФИО" = [13, 40] }'), "tax.toml")
    assert source.columns == (("РНН",), ("ФИО",))
