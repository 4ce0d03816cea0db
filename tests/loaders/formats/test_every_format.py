"""One table, written in every format, is the same statements; and damage in any of them stays a refusal or a row."""

import io
import json
import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.formats import BrokenFile, BrokenRow, Row, open_rows
from loaders.mapping import Interpretation, Mapping
from loaders.source import Source, parse_source
from tests.prove import examples

FIELDS = """
[fields]
id = { required = true }
surname = { required = true, none = ["-"] }
given_name = {}
born = { date = "%Y-%m-%d", none = ["1900-01-01"] }
iin = { identifier = "IIN" }
[[facts]]
fact = "individual.name"
script = { script_of = ["surname", "given_name"] }
values = { surname = "surname", given_name = "given_name" }
optional = ["given_name"]
[[facts]]
fact = "individual.birth"
values = { birth_date = "born" }
since = "born"
"""
COLUMNS = ("id", "surname", "given_name", "born", "iin")
WIDTH = 24
FORMATS = {
    "csv": 'encoding = "utf-8"\ndelimiter = ";"',
    "xlsx": "",
    "fixed": "trimmed = true\n[format.columns]\n"
    + "\n".join(f"{name} = [{place * WIDTH + 1}, {(place + 1) * WIDTH}]" for place, name in enumerate(COLUMNS)),
    "xml": 'record = "persons/person"',
    "jsonl": "",
}


def source(kind: str) -> Source:
    return parse_source(
        'name = "x"\ntitle = "X"\nregister = "individual"\ndelivery = "full"\nkey = ["id"]\nauthority = 1\n'
        f'[format]\nkind = "{kind}"\n{FORMATS[kind]}\n{FIELDS}',
        "x.toml",
    )


def written(kind: str, rows: Sequence[Sequence[str]]) -> bytes:
    match kind:
        case "csv":
            quoted = [";".join('"' + word.replace('"', '""') + '"' for word in row) for row in (COLUMNS, *rows)]
            return "\n".join(quoted).encode()
        case "xlsx":
            out = io.BytesIO()
            with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
                sheet = book.add_worksheet()
                for number, row in enumerate((COLUMNS, *rows)):
                    for place, word in enumerate(row):
                        sheet.write_string(number, place, word)
            return out.getvalue()
        case "fixed":
            return "".join("".join(word.ljust(WIDTH) for word in row) + "\n" for row in rows).encode()
        case "xml":
            people = "".join(
                "<person>"
                + "".join(f"<{name}>{escape(word)}</{name}>" for name, word in zip(COLUMNS, row, strict=True))
                + "</person>"
                for row in rows
            )
            return f"<persons>{people}</persons>".encode()
        case _:
            return "".join(
                json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False) + "\n" for row in rows
            ).encode()


def understood(folder: Path, kind: str, content: bytes) -> list[Interpretation]:
    declared = source(kind)
    path = folder / "table"
    path.write_bytes(content)
    with open_rows(path, declared.formats[0], required=declared.columns) as stream:
        interpret = Mapping(declared).interpret(stream.columns)
        rows = list(stream)
    assert all(isinstance(row, Row) for row in rows)
    return [interpret(row.words) for row in rows if isinstance(row, Row)]


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\ufeff")
WORDS = st.text(LETTERS, max_size=WIDTH)
DAYS = st.one_of(st.dates().map(str), st.sampled_from(["", "1900-01-01", "31.02.1990", "1990-02-31"]))
NUMBERS = st.one_of(st.text("0123456789", max_size=12), st.just(""))
ROWS = st.lists(st.tuples(st.text("0123456789", min_size=1, max_size=9), WORDS, WORDS, DAYS, NUMBERS), min_size=1)


@given(rows=ROWS)
@settings(max_examples=examples(40, full=2000), deadline=None)
def test_a_table_is_the_same_statements_in_every_format(
    rows: list[tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp()
    readings = [understood(folder, kind, written(kind, rows)) for kind in FORMATS]
    assert len(readings[0]) == len(rows)
    assert all(reading == readings[0] for reading in readings[1:])


def repacked(content: bytes, part: str, at: int, bytes_in: bytes, cut: int) -> bytes:
    """A workbook with damage inside one of its parts, so that it is not the zip that is broken."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name == part:
                place = at % (len(text) + 1)
                text = text[:place] + bytes_in + text[place + cut :]
            after.writestr(name, text)
    return out.getvalue()


SEED = (("1", "Ахметов", "Нұрлан", "1990-04-09", "900409700032"), ("2", "Ким", "", "", ""))
PARTS = (
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/_rels/workbook.xml.rels",
)
DAMAGE = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [
            b"<c>",
            b"</c>",
            b'r="A1"',
            b' r="ZZ9"',
            b't="s"',
            b"<v>9e9</v>",
            b"-1",
            b"&x;",
            b"<f/>",
            b'"',
            b"<row>",
            b"\0",
        ]
    ),
)


def outcome_is_lawful(folder: Path, kind: str, content: bytes) -> None:
    declared = source(kind)
    path = folder / "damaged"
    path.write_bytes(content)
    refused: BrokenFile | None = None
    rows: list[Row | BrokenRow] = []
    try:
        with open_rows(path, declared.formats[0], required=declared.columns) as stream:
            interpret = Mapping(declared).interpret(stream.columns)
            for row in stream:
                rows.append(row)
                if isinstance(row, Row):
                    interpret(row.words)
    except BrokenFile as broken:
        refused = broken
    assert refused is None or (refused.code != BrokenFile.code and refused.message and refused.next_step)
    numbers = [row.line for row in rows]
    assert numbers == sorted(set(numbers))


@given(part=st.sampled_from(PARTS), at=st.integers(0, 5000), damage=DAMAGE, cut=st.integers(0, 30))
@settings(max_examples=examples(400), deadline=None)
def test_a_workbook_damaged_inside_its_parts_never_surprises(
    part: str, at: int, damage: bytes, cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = repacked(written("xlsx", SEED), part, at, damage, cut)
    outcome_is_lawful(tmp_path_factory.getbasetemp(), "xlsx", content)


@given(kind=st.sampled_from([*FORMATS]), at=st.integers(0, 5000), damage=st.binary(max_size=8), cut=st.integers(0, 30))
@settings(max_examples=examples(400), deadline=None)
def test_a_damaged_table_of_any_format_never_surprises(
    kind: str, at: int, damage: bytes, cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = written(kind, SEED)
    place = at % (len(content) + 1)
    outcome_is_lawful(tmp_path_factory.getbasetemp(), kind, content[:place] + damage + content[place + cut :])


@given(kind=st.sampled_from([*FORMATS]), content=st.binary(max_size=300))
@settings(max_examples=examples(300), deadline=None)
def test_random_bytes_never_surprise_any_format(
    kind: str, content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outcome_is_lawful(tmp_path_factory.getbasetemp(), kind, content)
