"""Parquet from a stranger: what its pages unfold into is known before they are unfolded."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import parquet_pages
from loaders.analyst_table import ROWS, AnalystTableError, analyst_table
from loaders.compact_thrift import DEEPEST, Struct, read_struct
from loaders.parquet_pages import LARGEST_PAGES, ParquetTooLargeError

MIB = 1 << 20
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(columns: dict[str, object], **how: object) -> Path:
        path = tmp_path / "in.parquet"
        pq.write_table(pa.table(columns), path, **{"compression": "zstd", **how})
        return path

    return written


def sizes(path: Path) -> list[int]:
    """Rows of each batch."""
    with analyst_table(path, "kato", "utf-8") as table:
        return [batch.num_rows for batch, _ in table.batches()]


def refusal(path: Path) -> str:
    with pytest.raises(ParquetTooLargeError) as refused:
        sizes(path)
    assert refused.value.code == "COMPRESSION_BOMB"
    return refused.value.message


def test_a_text_that_stands_once_and_is_meant_by_every_row_comes_a_few_rows_at_a_time(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_pages, "LARGEST_BATCH", 16 * MIB)
    path = write({"kato": ["x" * MIB] * 40})
    assert path.stat().st_size < 2_000
    assert sizes(path) == [15, 15, 10]


@pytest.mark.parametrize("codec", ["none", "snappy", "gzip", "brotli", "lz4", "zstd"])
@pytest.mark.parametrize("version", ["1.0", "2.0"])
def test_a_row_takes_what_the_longest_text_takes_however_it_is_packed(
    write: Write, monkeypatch: pytest.MonkeyPatch, codec: str, version: str
) -> None:
    monkeypatch.setattr(parquet_pages, "LARGEST_BATCH", 10_160)
    path = write({"kato": ["a" * 1_000, *["b"] * 29]}, compression=codec, data_page_version=version)
    # Of lz4 the dictionary is not unpacked: no text in it is longer than all of it.
    assert set(sizes(path)) == ({9, 3} if codec == "lz4" else {10})


@pytest.mark.parametrize(
    ("how", "rows"),
    [({"use_dictionary": False}, 62), ({"use_dictionary": False, "column_encoding": {"kato": "DELTA_LENGTH_BYTE_ARRAY"}}, 63),
     ({"use_dictionary": False, "column_encoding": {"kato": "DELTA_BYTE_ARRAY"}}, 29)],
)  # fmt: skip
def test_texts_that_follow_each_other_take_what_they_take_and_those_that_repeat_each_other_all_of_their_page(
    write: Write, monkeypatch: pytest.MonkeyPatch, how: dict[str, object], rows: int
) -> None:
    monkeypatch.setattr(parquet_pages, "LARGEST_BATCH", 20_000)
    path = write({"kato": [f"{number:0300}" for number in range(124)]}, **how)
    assert sizes(path)[0] == rows


def test_a_usual_table_is_read_by_the_usual_number_of_rows_across_pages_dictionaries_and_row_groups(
    write: Write,
) -> None:
    many = 3 * ROWS
    path = write(
        {"kato": [f"{number:09}" for number in range(many)], "n": range(many), "x": [None] * many, "s": [{"a": "b"}] * many},
        row_group_size=2 * ROWS, dictionary_pagesize_limit=1 << 14, data_page_size=1 << 13,
    )  # fmt: skip
    assert sizes(path) == [ROWS] * 3
    with analyst_table(path, "kato", "utf-8") as table:
        assert list(table.read_words()) == [f"{number:09}" for number in range(many)]


def untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object, **__: object) -> None:
        pytest.fail("pages were unfolded")

    monkeypatch.setattr(pq.ParquetFile, "iter_batches", read)


def varint(number: int) -> bytes:
    return bytes([number]) if number < 128 else bytes([number & 127 | 128]) + varint(number >> 7)


def declaring(content: bytes, size: int) -> bytes:
    """The first page of a file said to unfold into `size` bytes: kind 0, then the unpacked size, in the compact protocol."""
    assert content[4:7] == b"\x15\x00\x15"
    rest = content[7:].lstrip(bytes(range(128, 256)))[1:]
    return content[:7] + varint(2 * size) + rest


def test_a_page_that_says_it_unfolds_into_gigabytes_is_refused_before_it_is_unfolded(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write({"kato": ["x" * 100] * 10}, use_dictionary=False, write_statistics=False)
    content = path.read_bytes()
    assert declaring(content, 10 * (4 + 100) + 6) == content
    assert sizes(path) == [10]
    untouched(monkeypatch)
    for size in (LARGEST_PAGES + 1, 2**31 - 1):
        path.write_bytes(declaring(content, size))
        assert refusal(path) == "the pages of its columns unfold into more than a table may hold at once"


def test_a_page_that_says_less_than_it_unfolds_into_is_damaged(write: Write) -> None:
    path = write({"kato": ["x" * 100] * 10}, use_dictionary=False, write_statistics=False)
    path.write_bytes(declaring(path.read_bytes(), 200))
    with pytest.raises(AnalystTableError, match="damaged"):
        sizes(path)


def test_lists_have_no_limit_and_are_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    untouched(monkeypatch)
    assert "lists" in refusal(write({"kato": ["1"], "of": [{"a": [[1] * 10]}]}))


def test_a_list_of_contents_larger_than_one_is_refused_unread(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write({"kato": ["1"]})
    monkeypatch.setattr(parquet_pages, "LARGEST_FOOTER", 100)
    monkeypatch.setattr(pq, "ParquetFile", lambda *_, **__: pytest.fail("the contents were read"))
    assert "list of contents" in refusal(path)


def test_pages_of_all_columns_lie_in_memory_together(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_pages, "LARGEST_PAGES", 5_000)
    texts = ["x" * 4_000]
    assert sizes(write({"kato": texts}, use_dictionary=False)) == [1]
    refusal(write({"kato": texts, "b": texts}, use_dictionary=False))
    # A dictionary is a page, too.
    refusal(write({"kato": texts, "b": texts}))


@given(st.binary(max_size=40))
def test_a_header_is_read_or_refused_whatever_its_bytes(content: bytes) -> None:
    try:
        found, length = read_struct(content)
    except (EOFError, ValueError):
        return
    assert 1 <= length <= len(content)
    assert content[length - 1] == 0 or found == {}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("00", {}),
        ("15 04 16 8003 00", {1: 2, 2: 192}),
        ("11 12 00", {1: 1, 2: 0}),
        ("05 3c 0b 00", {30: -6}),
        ("18 02 6162 17 0000000000000000 15 01 00", {1: None, 2: None, 3: -1}),
        ("19 21 01 02 1c 15 02 00 00", {1: None, 2: {1: 1}}),
    ],
)
def test_headers_are_whole_numbers_by_field_and_the_rest_is_passed_over(content: str, found: Struct) -> None:
    assert read_struct(bytes.fromhex(content)) == (found, len(bytes.fromhex(content)))


@pytest.mark.parametrize("content", ["1c" * (DEEPEST + 2), "19 19" * (DEEPEST + 2), "1b 00", "15" + "ff" * 10 + "00"])
def test_what_is_deeper_or_longer_than_any_header_is_none(content: str) -> None:
    with pytest.raises(ValueError, match=r"header|ten bytes"):
        read_struct(bytes.fromhex(content))
