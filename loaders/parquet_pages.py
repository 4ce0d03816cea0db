"""What the pages of a Parquet file unfold into, told from their headers before one of them is unfolded.

A page says itself how large it is unpacked, and one text of a dictionary may stand in any number of rows: a file of a
kilobyte can hold gigabytes. The library that reads them has no limit. (Apache Parquet, "File Format", parquet.thrift.)
"""

import io
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from loaders.compact_thrift import Struct, Value, read_struct
from registries.errors import RegistryError

LARGEST_PAGES: Final = 1 << 29
"""Bytes of the largest pages of all columns of a row group, and their dictionaries, which lie in memory at once."""
LARGEST_BATCH: Final = 1 << 26
"""Bytes of the values of one batch."""
LARGEST_FOOTER: Final = 1 << 24
HEADERS: Final = (1 << 9, 1 << 14, 1 << 20)
"""Bytes that are read of a header, until it is whole."""
LARGEST_DICTIONARY: Final = 1 << 24
"""Bytes of a dictionary whose texts are measured; those of a larger are taken to be as large as it is."""
# Some writers say a chunk is shorter than it is, and readers read on (PARQUET-816).
BEYOND: Final = 100
VALUE: Final = 16
"""Bytes of a value of any type but a text, with what says whether it is there."""
END: Final = b"PAR1"
DICTIONARY_PAGE: Final = 2
BY_DICTIONARY: Final = (2, 8)
# Plain, and lengths apart: each text stands in the page once.
APART: Final = (0, 6)
CODECS: Final = frozenset({"SNAPPY", "GZIP", "BROTLI", "ZSTD"})


class ParquetTooLargeError(RegistryError):
    code = "COMPRESSION_BOMB"


class DamagedPageError(Exception):
    """What should be a header of a page is none."""


class Page(NamedTuple):
    """`size` is of the larger of the packed and the unpacked page; `at` is where its content begins."""

    kind: int
    at: int
    packed: int
    unpacked: int
    values: int
    encoding: int

    @property
    def size(self) -> int:
        return max(self.packed, self.unpacked)


def check_footer(path: Path) -> None:
    """Raises ParquetTooLargeError where the list of contents is larger than one is."""
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(max(0, size - 8))
        length, end = struct.unpack("<L4s", file.read(8).rjust(8))
        # One that is longer than the file is damage.
        if end == END and LARGEST_FOOTER < length <= size:
            raise _too_large("its list of contents is")


def rows_at_once(file: BinaryIO, opened: pq.ParquetFile, group: int, most: int) -> int:
    """How many rows of a row group, at most `most`, may be read at once.

    Raises ParquetTooLargeError where pages unfold beyond the limit or a column holds lists; DamagedPageError.
    """
    metadata = opened.metadata.row_group(group)
    pages, width = 0, 0
    for place in range(metadata.num_columns):
        column = opened.schema.column(place)
        if column.max_repetition_level:
            raise ParquetTooLargeError(
                "a column holds lists, which have no limit", next_step="leave it out, or write it as text"
            )
        chunk = _Chunk(file, metadata.column(place), column.length or 0)
        pages += chunk.pages
        width += chunk.width
        if pages > LARGEST_PAGES:
            raise _too_large("the pages of its columns unfold into")
    return max(1, min(most, LARGEST_BATCH // max(1, width)))


def _too_large(what: str) -> ParquetTooLargeError:
    return ParquetTooLargeError(
        f"{what} more than a table may hold at once", next_step="write it again with smaller pages, or as CSV"
    )


class _Chunk:
    """A column of a row group.

    `pages`: bytes of its largest page and of its dictionary; `width`: at most how many a row takes, on the average.
    """

    def __init__(self, file: BinaryIO, chunk: pq.ColumnChunkMetaData, fixed: int) -> None:
        self._file, self._codec = file, chunk.compression
        self._of_texts = chunk.physical_type == "BYTE_ARRAY"
        self._longest = 0
        largest = dictionary = width = 0
        for page in _pages(file, chunk):
            if page.kind == DICTIONARY_PAGE:
                dictionary = page.size
                self._longest = self._longest_of(page) if self._of_texts else 0
            else:
                largest = max(largest, page.size)
                width = max(width, self._row(page))
        self.pages, self.width = largest + dictionary, VALUE + fixed + width

    def _row(self, page: Page) -> int:
        if not self._of_texts:
            return 0
        if page.encoding in BY_DICTIONARY:
            return self._longest
        return page.unpacked // max(1, page.values) if page.encoding in APART else page.unpacked

    def _longest_of(self, page: Page) -> int:
        """Of the texts of a dictionary, at most."""
        if page.size > LARGEST_DICTIONARY or self._codec not in {*CODECS, "UNCOMPRESSED"}:
            return page.unpacked
        self._file.seek(page.at)
        content = self._file.read(page.packed)
        if self._codec in CODECS:
            try:
                content = pa.Codec(self._codec.lower()).decompress(content, page.unpacked, asbytes=True)
            except (pa.ArrowException, OSError) as error:
                raise DamagedPageError from error
        return _longest(content)


def _longest(texts: bytes) -> int:
    """Each text has its length before it, in four bytes."""
    at, longest = 0, 0
    while at < len(texts):
        length = int.from_bytes(texts[at : at + 4], "little")
        longest = max(longest, length)
        at += 4 + length
    return min(longest, len(texts))


def _pages(file: BinaryIO, chunk: pq.ColumnChunkMetaData) -> Iterator[Page]:
    """The pages of a chunk as a reader meets them: until all its values are seen, or it ends."""
    at, seen = chunk.data_page_offset, 0
    if chunk.dictionary_page_offset and chunk.dictionary_page_offset < at:
        at = chunk.dictionary_page_offset
    end = at + chunk.total_compressed_size + BEYOND
    while seen < chunk.num_values and at < end:
        page = _page(file, at)
        if page.at + page.packed > end:
            raise DamagedPageError
        yield page
        at = page.at + page.packed
        seen += 0 if page.kind == DICTIONARY_PAGE else page.values


def _page(file: BinaryIO, at: int) -> Page:
    header, length = _header(file, at)
    # One of the three says how many values there are: of a page of either version, or a dictionary.
    said = next((part for part in map(header.get, (5, 8, 7)) if isinstance(part, dict)), Struct())
    encoding = said.get(4 if 8 in header else 2)
    return Page(
        _size(header.get(1)), at + length, _size(header.get(3)), _size(header.get(2)), _size(said.get(1, 0)),
        encoding if isinstance(encoding, int) else -1,
    )  # fmt: skip


def _header(file: BinaryIO, at: int) -> tuple[Struct, int]:
    for most in HEADERS:
        file.seek(at)
        try:
            return read_struct(file.read(most))
        except EOFError:
            continue
        except ValueError as error:
            raise DamagedPageError from error
    raise DamagedPageError


def _size(value: Value) -> int:
    if not isinstance(value, int) or value < 0:
        raise DamagedPageError
    return value
