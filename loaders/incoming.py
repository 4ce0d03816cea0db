"""The rows of a file on their way into PostgreSQL: read, understood, and streamed through COPY in constant memory."""

import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import orjson
from psycopg2 import DatabaseError
from sqlalchemy import Connection

from loaders.classifier import Contents, contents_of_edition, placed
from loaders.dictionaries import delivered
from loaders.formats import BrokenRow, Reason, Row, RowStream, Words, open_rows
from loaders.mapping import Interpretation, Mapping
from loaders.sameness import DIGEST_BYTES, sameness, words_digest, words_json
from loaders.source import Source
from loaders.stated import reading_of
from registries.crosswalk.reading import Reading
from registries.identifiers import Kind, is_synthetic
from registries.temporal import copy_text

Progress = Callable[[int], None]

COLUMNS = ("line", "key", "digest", "words", "reading", "reasons")
TABLE = """
CREATE TEMPORARY TABLE incoming (
    line integer, key text, digest uuid, words jsonb, reading jsonb, reasons jsonb
) ON COMMIT DROP
"""
CHUNK = 1 << 20


def file_digest(path: Path) -> str:
    """BLAKE2b-128 of the file as it arrived, as a hexadecimal string."""
    digest = hashlib.blake2b(digest_size=DIGEST_BYTES)
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def reading_json(reading: Reading) -> str:
    return orjson.dumps(reading.to_json()).decode()


def copy_incoming(
    connection: Connection, source: Source, path: Path, day: date, synthetic: bool | None, progress: Progress
) -> tuple[str, ...]:
    """Read the whole file into the temporary table `incoming`; returns its header.

    Raises BrokenFile where the file is not what its source says: the transaction is then to be given up.
    """
    connection.exec_driver_sql(TABLE)
    edition = contents_of_edition(path, source, day) if source.editions else None
    mapping = Mapping(source, delivered(connection, source, day))
    with open_rows(path, source.formats, required=source.columns) as stream:
        pipe = _Pipe(_lines(stream, mapping, source, synthetic, edition), stream, progress)
        cursor = connection.connection.cursor()
        try:
            cursor.copy_expert(f"COPY incoming ({', '.join(COLUMNS)}) FROM STDIN", pipe)
        except DatabaseError:
            # The driver reports what went wrong in reading as a fault of its own.
            if pipe.failure is not None:
                raise pipe.failure from None
            raise
        finally:
            cursor.close()
        return stream.columns


def _lines(
    stream: RowStream, mapping: Mapping, source: Source, synthetic: bool | None, edition: Contents | None
) -> Iterator[str]:
    interpret, same = mapping.interpret(stream.columns), sameness(source, stream.columns)
    for row in stream:
        if isinstance(row, BrokenRow):
            yield _copied(row.line, None, None, storable(words_json(row.raw)), None, [row.reason])
            continue
        understood = interpret(row.words)
        if edition is not None and not understood.reasons:
            understood = placed(understood, source, edition)
        yield _understood(row, source, understood, synthetic, same)


def _understood(
    row: Row, source: Source, understood: Interpretation, synthetic: bool | None, same: Callable[[Words], str]
) -> str:
    words = words_json(row.words)
    reasons = [*understood.reasons, *unstorable(words), *wrong_kind(understood, synthetic)]
    if reasons:
        return _copied(row.line, None, None, storable(words), None, reasons)
    reading = reading_json(reading_of(source, understood))
    # A code may get another parent while its own row says the same words: that is another statement.
    digest = words_digest(words + reading if source.editions else same(row.words))
    return _copied(row.line, understood.entity_key, digest, words, reading, ())


# A NUL as JSON writes it, and not the same letters behind an escaped backslash; half a surrogate pair.
_UNSTORABLE = re.compile(r"(?<!\\)(?:\\\\)*\\u0000|[\ud800-\udfff]")

_NO_TEXT = Reason("UNSTORABLE_CHARACTER", None, "the row holds a character that is no text")


def unstorable(words: str) -> list[Reason]:
    """PostgreSQL keeps neither NUL nor half a surrogate pair."""
    try:
        words.encode()
    except UnicodeEncodeError:
        return [_NO_TEXT]
    return [_NO_TEXT] if "\\u0000" in words and _UNSTORABLE.search(words) else []


def storable(words: str) -> str:
    return _UNSTORABLE.sub("\ufffd", words)


def wrong_kind(understood: Interpretation, synthetic: bool | None) -> list[Reason]:
    """A database is synthetic whole or not at all; None: it has not been decided yet."""
    if synthetic is None:
        return []
    return [
        Reason("WRONG_DATABASE_KIND", i.field, _WRONG_KIND[synthetic])
        for i in understood.identifiers
        if i.linkable and i.kind is not Kind.KATO and is_synthetic(i.kind, i.value) != synthetic
    ]


_WRONG_KIND = {
    True: "an identifier that may be somebody's, in a database of synthetic people",
    False: "an identifier of the synthetic ranges, in a database of real people",
}


def _copied(
    line: int, key: str | None, digest: str | None, words: str, reading: str | None, reasons: Iterable[Reason]
) -> str:
    listed = [list(reason) for reason in reasons]
    fields = (line, key, digest, words, reading, json.dumps(listed, ensure_ascii=False) if listed else None)
    return "\t".join(map(copy_text, fields)) + "\n"


class _Pipe(io.TextIOBase):
    """What COPY reads from: pulls rows only as PostgreSQL takes them."""

    def __init__(self, lines: Iterator[str], stream: RowStream, progress: Progress) -> None:
        self._lines = lines
        self._stream = stream
        self._progress = progress
        self._rest = ""
        self.failure: BaseException | None = None

    def read(self, size: int | None = -1, /) -> str:
        try:
            return self._read(size)
        except BaseException as failure:
            self.failure = failure
            raise

    def _read(self, size: int | None) -> str:
        wanted = CHUNK if size is None or size < 0 else size
        parts = [self._rest]
        length = len(self._rest)
        while length < wanted:
            line = next(self._lines, None)
            if line is None:
                break
            parts.append(line)
            length += len(line)
        self._progress(self._stream.bytes_read)
        text = "".join(parts)
        self._rest = text[wanted:]
        return text[:wanted]
