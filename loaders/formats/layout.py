"""How a department writes its file: the `[format]` table of a source."""

import codecs
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

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


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CsvLayout(_Table):
    """RFC 4180 with a declared delimiter; several delimiters mean: the one that divides the header most.

    `quote = ""` is for departments that never quote: there a quotation mark is a letter like any other. With
    `stray_quotes` it is one inside a field that does not begin with it, and no field runs over several lines.
    """

    kind: Literal["csv"]
    encoding: Encoding = "utf-8"
    delimiter: Delimiter | Annotated[tuple[Delimiter, ...], Field(min_length=1)] = ","
    quote: Quote = '"'
    stray_quotes: bool = False

    @property
    def delimiters(self) -> tuple[str, ...]:
        return (self.delimiter,) if isinstance(self.delimiter, str) else self.delimiter


class XmlLayout(_Table):
    """Records by the path of their element from the root, names without namespaces; the encoding is the document's."""

    kind: Literal["xml"]
    record: Annotated[str, StringConstraints(pattern=r"^[^\s/@#]+(/[^\s/@#]+)+$")]

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(self.record.split("/"))


Layout = CsvLayout | XmlLayout
