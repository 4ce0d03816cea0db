"""How the tests of the formats write a file and read it back."""

from pathlib import Path

from loaders.formats import BrokenFile, BrokenRow, CsvLayout, Layout, Limits, Row, XmlLayout, open_rows

SEMICOLONS = CsvLayout(kind="csv", encoding="utf-8", delimiter=";")
WINDOWS = CsvLayout(kind="csv", encoding="windows-1251", delimiter=";")
PERSONS = XmlLayout(kind="xml", record="response/persons/person")


def read_bytes(folder: Path, content: bytes, layout: Layout, **options: object) -> list[Row | BrokenRow]:
    """All rows of a file with this content; `options` are `required` and `limits`."""
    path = folder / "delivery"
    path.write_bytes(content)
    required = options.get("required", ())
    limits = options.get("limits", Limits())
    assert isinstance(required, (list, tuple))
    assert isinstance(limits, Limits)
    with open_rows(path, layout, required=required, limits=limits) as rows:
        return list(rows)


def refusal(folder: Path, content: bytes, layout: Layout, **options: object) -> BrokenFile:
    """The refusal of a file; an assertion fails where it is read."""
    try:
        rows = read_bytes(folder, content, layout, **options)
    except BrokenFile as broken:
        return broken
    raise AssertionError(f"the file was read: {len(rows)} rows")


def words(rows: list[Row | BrokenRow]) -> list[list[str | None] | dict[str, object]]:
    assert all(isinstance(row, Row) for row in rows), rows
    return [row.words for row in rows if isinstance(row, Row)]
