"""`registries source`, as somebody gives it who declares a department: what it explains, and that it writes nothing."""

import json
from pathlib import Path

from tests.desk import DAY, Desk, desk
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


def test_the_sources_are_listed_with_their_formats(desk: Desk) -> None:
    listed = {one["name"]: one["format"] for one in desk.give("source", "list", "--json").objects}
    formats = {name: listed[name] for name in ("tax_lists", "gosreestr", "egkn_layer", "insurance_old")}
    assert formats == {"tax_lists": "xlsx", "gosreestr": "jsonl", "egkn_layer": "xml", "insurance_old": "fixed"}
