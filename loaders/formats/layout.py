"""How a department writes its file: the `[format]` table of a source."""

import codecs
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

TEXT_ENCODINGS = frozenset(
    codecs.lookup(name).name
    for name in (
        *("ascii", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
        *("windows-1251", "windows-1252", "cp866", "koi8-r", "kz1048", "ptcp154"),
        *("iso-8859-1", "iso-8859-5", "mac-cyrillic"),
    )
)


class Limits(NamedTuple):
    """What a single file may cost, whoever wrote it. Sizes in characters for lines, in bytes for the rest."""

    line_characters: int = 1 << 20
    quoted_lines: int = 100
    raw_characters: int = 2000
    record_bytes: int = 1 << 20
    record_depth: int = 64
    unpacked_bytes: int = 1 << 36
    ratio: int = 200
    ratio_from: int = 1 << 24


def _text_encoding(name: str) -> str:
    try:
        known = codecs.lookup(name).name
    except LookupError:
        known = ""
    if known not in TEXT_ENCODINGS:
        raise ValueError(f"«{name}» is not an encoding of text files that is read here")
    return name


Encoding = Annotated[str, AfterValidator(_text_encoding)]
Delimiter = Annotated[str, StringConstraints(min_length=1, max_length=1, pattern=r'^[^"\r\n\x00A-Za-z0-9]$')]
Quote = Annotated[str, StringConstraints(max_length=1, pattern=r"^[^\r\n\x00A-Za-z0-9]?$")]


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TableLayout(_Words):
    """Rows under named columns: the words of a row are a list."""


class DocumentLayout(_Words):
    """Records that name their own parts: the words of a record are a dictionary."""


class CsvLayout(TableLayout):
    """RFC 4180 with a declared delimiter; several delimiters mean: the one that divides the header most.

    `quote = ""` is for departments that never quote: there a quotation mark is a letter like any other. With
    `stray_quotes` it is one inside a field that does not begin with it, and no field runs over several lines; with
    `runs_on` besides, one that begins with it does, where a later line closes it and the row has its columns then.
    """

    kind: Literal["csv"]
    encoding: Encoding = "utf-8"
    delimiter: Delimiter | Annotated[tuple[Delimiter, ...], Field(min_length=1)] = ","
    quote: Quote = '"'
    stray_quotes: bool = False
    runs_on: bool = False

    @property
    def delimiters(self) -> tuple[str, ...]:
        return (self.delimiter,) if isinstance(self.delimiter, str) else self.delimiter


class WorkbookLayout(TableLayout):
    """One sheet of an XLSX workbook; without a name the only visible one. Hidden sheets are never read.

    The header is looked for in the first rows, where the expected columns stand. A header of several rows
    (`header_rows`) names a column by all its cells from top to bottom, «Налогоплательщик/БИН»; merged cells count for
    every cell they cover. A date is written `2024-03-01`, with a time `2024-03-01T10:20:30`.
    """

    kind: Literal["xlsx"]
    sheet: str | None = None
    header_rows: Annotated[int, Field(ge=1, le=9)] = 1


Place = tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1, le=1 << 16)]]


class FixedLayout(TableLayout):
    """Columns by their first and last place in the line, counted from 1 in characters or in bytes of the encoding.

    `skip`: so many first lines are no records. `trimmed`: blanks at the ends of lines may have been cut off; without
    it a short line is broken.
    """

    kind: Literal["fixed"]
    encoding: Encoding = "utf-8"
    unit: Literal["characters", "bytes"] = "characters"
    skip: Annotated[int, Field(ge=0, le=100)] = 0
    trimmed: bool = False
    columns: Annotated[dict[str, Place], Field(min_length=1)]

    @model_validator(mode="after")
    def _in_order(self) -> "FixedLayout":
        ends = [0]
        for first, last in self.columns.values():
            if not ends[-1] < first <= last:
                raise ValueError("columns are given in order, each by its first and last place, and do not overlap")
            ends.append(last)
        if self.unit == "bytes" and codecs.lookup(self.encoding).name.startswith(("utf-16", "utf-32")):
            raise ValueError("bytes are counted in encodings whose blanks are one byte")
        return self

    @property
    def width(self) -> int:
        return max(last for _, last in self.columns.values())


class XmlLayout(DocumentLayout):
    """Records by the path of their element from the root, names without namespaces; the encoding is the document's."""

    kind: Literal["xml"]
    record: Annotated[str, StringConstraints(pattern=r"^[^\s/@#]+(/[^\s/@#]+)+$")]

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(self.record.split("/"))


class JsonLinesLayout(DocumentLayout):
    """One JSON object a line. Numbers are kept as they are written, so that `1.50` stays `1.50`."""

    kind: Literal["jsonl"]
    encoding: Encoding = "utf-8"


Layout = CsvLayout | WorkbookLayout | FixedLayout | XmlLayout | JsonLinesLayout
