"""`registries source`, as somebody gives it who declares a department: what it explains, and that it writes nothing."""

import json
from pathlib import Path

import pytest

from tests.desk import DAY, Desk, desk
from tests.loaders.extracts import Row, as_csv, as_json_lines, building, entry, geonym, ground, room, unit
from tests.loaders.papers import AIGUL, BOLAT, tax, tax_row

__all__ = ["desk"]

TAX = Path(__file__).parents[1] / "loaders" / "sources" / "tax.toml"
SAMPLE = tax(tax_row(AIGUL), tax_row(BOLAT, **{"Дата рождения": "31.02.1990"}))


def test_each_row_of_a_sample_is_explained_and_nothing_is_written(desk: Desk) -> None:
    ended = desk.give("source", "check", str(TAX), desk.file("tax.csv", SAMPLE), *DAY)
    assert ended.code == 3
    lines = ended.out.splitlines()
    assert lines[0] == f"line 2: accepted, record {AIGUL.rnn}"
    assert f"  identifier IIN {AIGUL.iin}: may link (7th-digit-8, synthetic)" in lines
    assert "  fact       individual.sex: sex = FEMALE; from 1990-04-09 (INFERRED:life); authority 40" in lines
    assert "  not read   birth_date: there is no such day in the calendar (IMPOSSIBLE_DATE)" in lines
    assert "tax: 2 rows = 1 accepted + 0 duplicate + 1 quarantined; nothing was written" in lines
    assert desk.give("delivery", "list", "--json").objects == []


def test_in_json_each_row_is_an_object_and_the_summary_is_the_last(desk: Desk) -> None:
    file = desk.file("tax.csv", SAMPLE)
    row, summary = desk.give("source", "check", "tax", file, *DAY, "--rows", "1", "--json").objects
    assert (row["line"], row["state"], row["key"]) == (2, "accepted", AIGUL.rnn)
    assert {name: summary[name] for name in ("rows", "accepted", "duplicate", "quarantined")} == {
        "rows": 2,
        "accepted": 1,
        "duplicate": 0,
        "quarantined": 1,
    }
    assert json.dumps(summary["reasons"]) == '{"IMPOSSIBLE_DATE": 1}'


def test_a_declaration_with_mistakes_and_a_broken_sample_are_told_in_a_sentence(desk: Desk) -> None:
    broken = desk.file("mine.toml", TAX.read_bytes().replace(b"authority", b"autority"))
    ended = desk.give("source", "check", broken, desk.file("tax.csv", SAMPLE))
    assert (ended.code, ended.out) == (1, "")
    assert (
        "SOURCE_MISTAKE: mine.toml is not a source: authority: Field required; autority: the language has no such word"
        in ended.err
    )
    empty = desk.give("source", "check", "tax", desk.file("empty.csv", b""))
    assert (empty.code, "EMPTY_FILE" in empty.err, "Traceback" in empty.err) == (1, True, False)


def test_numbers_of_types_are_explained_by_the_dictionary_that_is_given(desk: Desk) -> None:
    sample = desk.file("geonyms.jsonl", as_json_lines((geonym(1, None, "Абай", 9), geonym(2, None, "Мирас", 7))))
    words = desk.file("types.csv", as_csv((entry(9, 1, "Бульвар"),)))
    alone = desk.give("source", "check", "ar_geonyms", sample, *DAY, "--rows", "0")
    assert (alone.code, "2 not read: UNKNOWN_CODE" in alone.out) == (3, True)
    told = desk.give("source", "check", "ar_geonyms", sample, *DAY, "--dictionary", f"ar_geonym_types={words}")
    assert told.code == 3
    assert "  fact       address.geonym_type: kind = BOULEVARD; from ever (INFERRED:undated_address); authority 60" in (
        told.out.splitlines()
    )
    assert "  not read   kind: the dictionary ar_geonym_types has no such entry (UNKNOWN_IN_DICTIONARY)" in (
        told.out.splitlines()
    )
    assert desk.give("source", "check", "ar_geonyms", sample, "--dictionary", words).code == 2
    assert desk.give("source", "check", "ar_geonyms", sample, "--dictionary", f"nothing={words}").code == 1


@pytest.mark.parametrize("said", ['source = "ar_units"', 'source = "ar_geonym_types", by = "no"', 'source = "nothing"'])
def test_numbers_explained_by_what_is_no_dictionary_are_refused(desk: Desk, said: str) -> None:
    declared = (TAX.parent / "ar_geonyms.toml").read_text("utf-8")
    assert 'source = "ar_geonym_types"' in declared
    mine = desk.file("mine.toml", declared.replace('source = "ar_geonym_types"', said).encode())
    sample = desk.file("geonyms.jsonl", as_json_lines((geonym(1, None, "Абай", 9),)))
    ended = desk.give("source", "check", mine, sample, *DAY)
    assert (ended.code, ended.out, "Traceback" in ended.err) == (1, "", False)
    assert "SOURCE" in ended.err


@pytest.mark.parametrize(
    ("source", "row"),
    [
        ("ar_unit_types", entry(1, 1, "Село")), ("ar_geonym_types", entry(1, 1, "Улица", this_is=True)),
        ("ar_pointers", entry(1, 1, "Дом")), ("ar_room_types", entry(1, 1, "Квартира")),
        ("ar_units", unit(1, None, "Асан", 7)), ("ar_geonyms", geonym(1, None, "Абай")),
        ("ar_buildings", building(1)), ("ar_premises", room(1, 1)), ("ar_grounds", ground(1, "7")),
        ("ar_ground_plots", ground(1, "7")),
    ],
)  # fmt: skip
def test_every_extract_of_the_address_register_is_explained_in_either_format(desk: Desk, source: str, row: Row) -> None:
    explained = [
        desk.give("source", "check", source, desk.file("sample", write((row,))), *DAY)
        for write in (as_csv, as_json_lines)
    ]
    assert [ended.code for ended in explained] == [0, 0]
    assert explained[0].out.splitlines()[1:] == explained[1].out.splitlines()[1:]
    assert f"{source}: 1 rows = 1 accepted + 0 duplicate + 0 quarantined; nothing was written" in explained[0].out


def test_the_sources_are_listed_with_their_formats(desk: Desk) -> None:
    listed = {one["name"]: one["format"] for one in desk.give("source", "list", "--json").objects}
    formats = {name: listed[name] for name in ("tax_lists", "gosreestr", "egkn_layer", "insurance_old")}
    assert formats == {"tax_lists": "xlsx", "gosreestr": "jsonl", "egkn_layer": "xml", "insurance_old": "fixed"}
