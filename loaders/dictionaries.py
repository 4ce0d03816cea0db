"""Dictionaries that departments deliver: what their rows say on a day, read again from the words that are kept."""

from datetime import date
from pathlib import Path

from sqlalchemy import Connection, text

from loaders.formats import Row, open_rows
from loaders.mapping import Fields, Mapping
from loaders.mapping.dictionary import Dictionaries
from loaders.source import Source, SourceRefused, load_source
from loaders.source.check import names_of
from registries.crosswalk.statements import load_words


def check_dictionaries(source: Source) -> None:
    """Raises SourceRefused where the source reads numbers by what is no dictionary, or by fields that it has not."""
    named = [(name, one) for name, spec in source.fields.items() for one in spec.dictionaries]
    for name, one in named:
        dictionary = load_source(one.source)
        if dictionary.register != "address.dictionary" or not {one.by, one.take} <= names_of(dictionary.fields):
            raise SourceRefused(
                f"{source.name} is not a source: fields.{name}.dictionary: «{one.source}» is no dictionary "
                f"with the fields «{one.by}» and «{one.take}»",
                next_step="name a source of the register address.dictionary, and two of its fields",
            )


def delivered(connection: Connection, source: Source, day: date) -> Dictionaries:
    """The dictionaries of a source as of `day`, or as first delivered where that was later. Raises SourceRefused."""
    check_dictionaries(source)
    found = {name: _entries(connection, load_source(name), day) for name in source.dictionaries}
    return {name: entries for name, entries in found.items() if entries}


def _entries(connection: Connection, dictionary: Source, day: date) -> list[Fields]:
    """Empty where it has not been delivered."""
    records = load_words(connection, connection.scalars(_RECORDS, {"source": dictionary.name}).all())
    said = [one for record in records.values() for one in record.statements if one.spans]
    if not said:
        return []
    then = max(day, min(one.spans[0].since for one in said))
    counting = [one.statement_id for one in said if any(_covers(span.since, span.until, then) for span in one.spans)]
    mapping = Mapping(dictionary)
    rows = connection.execute(_WORDS, {"ids": counting})
    return [mapping.interpret(tuple(row.columns))(row.words).fields for row in rows]


def _covers(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or day < until)


def in_file(path: Path, dictionary: Source) -> list[Fields]:
    """The entries of a file, those that can be read. Raises BrokenFile."""
    with open_rows(path, dictionary.formats, required=dictionary.columns) as stream:
        interpret = Mapping(dictionary).interpret(stream.columns)
        understood = [interpret(row.words) for row in stream if isinstance(row, Row)]
    return [one.fields for one in understood if not one.reasons]


_RECORDS = text("""
    SELECT r.id FROM provenance.record r JOIN provenance.source s ON s.id = r.source_id WHERE s.name = :source
""")
_WORDS = text("""
    SELECT t.words, l.columns FROM provenance.statement t JOIN provenance.layout l ON l.id = t.layout_id
     WHERE t.id = ANY (CAST(:ids AS bigint[])) ORDER BY t.id
""")
