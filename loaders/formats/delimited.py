"""Tables of text, read strictly by RFC 4180 and in memory bounded by one row.

The csv module is not used: it takes a quotation mark inside an unquoted field for a letter, holds its limit of a field
for the whole process, and cannot give back the lines that an unclosed quotation mark swallowed.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from loaders.formats.header import Required, check_columns, no_header
from loaders.formats.layout import CsvLayout, Limits
from loaders.formats.lines import LINE_TOO_LONG, Line, Lines, empty_file, open_lines
from loaders.formats.rows import BrokenFile, BrokenRow, Reason, Row, RowStream

QUOTING = Reason("QUOTING", None, "the quotation marks of the row do not pair as the format demands")
CARRIAGE_RETURN = Reason("CARRIAGE_RETURN", None, "the row holds a carriage return outside quotation marks")


def open_delimited(
    path: Path, layout: CsvLayout, required: Required, limits: Limits, resources: ExitStack
) -> RowStream:
    lines, progress = open_lines(path, layout.encoding, limits, resources)
    delimiter, columns = _header(lines, layout, required)
    return RowStream(
        columns,
        _Table(lines, delimiter, layout.quote, layout.stray_quotes, layout.runs_on, len(columns), limits).rows(),
        progress,
    )


def _header(lines: Lines, layout: CsvLayout, required: Required) -> tuple[str, tuple[str, ...]]:
    line = lines.next()
    while line is not None and not line.text.strip():
        line = lines.next()
    if line is None:
        raise empty_file()
    if not line.whole:
        raise no_header("the first line is longer than a line may be")
    delimiter = max(layout.delimiters, key=line.text.count)
    words = _words(line.text, delimiter, layout.quote, stray=layout.stray_quotes)
    if words is None:
        raise no_header("the quotation marks of the first line do not pair")
    if "\r" in line.text:
        raise BrokenFile(
            "CARRIAGE_RETURN",
            "the lines of the file end with a carriage return alone",
            next_step="save the file with line feeds at the ends of its lines",
        )
    columns = tuple(word.strip() for word in words)
    check_columns(columns, required)
    return delimiter, columns


class _Table(NamedTuple):
    lines: Lines
    delimiter: str
    quote: str
    stray: bool
    runs_on: bool
    width: int
    limits: Limits

    def rows(self) -> Iterator[Row | BrokenRow]:
        quote, delimiter = self.quote, self.delimiter
        while (line := self.lines.next()) is not None:
            text = line.text
            if not text:
                continue
            if not line.whole:
                yield BrokenRow(line.number, text, LINE_TOO_LONG)
            elif quote and quote in text:
                yield self._quoted_row(line)
            elif "\r" in text:
                yield BrokenRow(line.number, text, CARRIAGE_RETURN)
            else:
                yield self._row(line.number, text, text.split(delimiter))

    def _row(self, number: int, text: str, words: list[str]) -> Row | BrokenRow:
        if len(words) == self.width:
            return Row(number, [*words])
        columns = "1 column" if len(words) == 1 else f"{len(words)} columns"
        sentence = f"the row has {columns} where the header has {self.width}"
        return BrokenRow(number, text, Reason("COLUMN_COUNT", None, sentence))

    def _quoted_row(self, first: Line) -> Row | BrokenRow:
        """A record with quotation marks.

        Where they do not pair it costs its first line only, and reading goes on at the next. A record whose marks do
        pair is kept whole, whatever its columns, so that text inside them never becomes a row of its own.
        """
        record = [first] if self.stray else self._gathered(first)
        text = "".join(line.text + line.end for line in record).removesuffix(record[-1].end)
        words = _words(text, self.delimiter, self.quote, stray=self.stray)
        if words is not None:
            return self._row(first.number, text, words)
        self.lines.give_back(record[1:])
        if self.runs_on and (row := self._run_on(first)) is not None:
            return row
        return BrokenRow(first.number, first.text, QUOTING)

    def _run_on(self, first: Line) -> Row | None:
        """The row whose field runs on from `first` to a line that closes it and fills the columns; else None."""
        record, text = [first], first.text
        while len(record) < self.limits.quoted_lines and len(text) <= self.limits.line_characters:
            line = self.lines.next()
            if line is None:
                break
            text += record[-1].end + line.text
            record.append(line)
            if not line.whole:
                break
            words = _words(text, self.delimiter, self.quote, stray=True) if self.quote in line.text else None
            if words is not None and len(words) == self.width:
                return Row(first.number, [*words])
        self.lines.give_back(record[1:])
        return None

    def _gathered(self, first: Line) -> list[Line]:
        """Lines until the quotation marks are even in number, the file ends or a limit is met."""
        record, marks, size = [first], first.text.count(self.quote), len(first.text)
        while marks % 2 and len(record) < self.limits.quoted_lines and size <= self.limits.line_characters:
            line = self.lines.next()
            if line is None:
                break
            record.append(line)
            marks += line.text.count(self.quote)
            size += len(line.text)
        return record


def _words(text: str, delimiter: str, quote: str, *, stray: bool) -> list[str] | None:
    """The words of a record, or None where its quotation marks do not pair."""
    if not quote or quote not in text:
        return text.split(delimiter)
    words: list[str] = []
    at = 0
    while True:
        end = _end_of_word(text, at, delimiter, quote, stray=stray)
        if end is None:
            return None
        quoted = text.startswith(quote, at)
        words.append(text[at + 1 : end - 1].replace(quote * 2, quote) if quoted else text[at:end])
        if end == len(text):
            return words
        at = end + 1


def _end_of_word(text: str, at: int, delimiter: str, quote: str, *, stray: bool) -> int | None:
    """Where the word that begins at `at` ends: at a delimiter or the end of the text, or None where it cannot."""
    if not text.startswith(quote, at):
        found = text.find(delimiter, at)
        end = len(text) if found < 0 else found
        clean = (stray or text.find(quote, at, end) < 0) and text.find("\r", at, end) < 0
        return end if clean else None
    end = text.find(quote, at + 1)
    while end >= 0 and text.startswith(quote, end + 1):
        end = text.find(quote, end + 2)
    closed = end >= 0 and (end + 1 == len(text) or text.startswith(delimiter, end + 1))
    return end + 1 if closed else None
