"""Packed deliveries, recognised by what they hold and never by their names."""

import gzip
import io
import struct
import zipfile
from pathlib import Path

import pytest

from loaders.formats import Limits, open_rows
from tests.loaders.formats.reading import SEMICOLONS, read_bytes, refusal, words

TABLE = b"a;b\n" + b"".join(b"%d;%d\n" % (number, number * 7919 % 10007) for number in range(5000))


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_gzip_and_zip_are_recognised_by_content(tmp_path: Path) -> None:
    plain = words(read_bytes(tmp_path, TABLE, SEMICOLONS))
    assert len(plain) == 5000
    assert words(read_bytes(tmp_path, gzip.compress(TABLE, mtime=0), SEMICOLONS)) == plain
    assert words(read_bytes(tmp_path, zipped({"x.txt": TABLE}), SEMICOLONS)) == plain


def test_progress_is_counted_in_bytes_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    for content in (gzip.compress(TABLE, mtime=0), zipped({"x": TABLE})):
        path.write_bytes(content)
        with open_rows(path, SEMICOLONS) as rows:
            list(rows)
            assert rows.bytes_read == len(content)


@pytest.mark.parametrize("cut", [1, 8, 9, 2000])
def test_a_truncated_gzip_is_refused(tmp_path: Path, cut: int) -> None:
    assert refusal(tmp_path, gzip.compress(TABLE, mtime=0)[:-cut], SEMICOLONS).code == "TRUNCATED_GZIP"


@pytest.mark.parametrize("length", [2, 3, 9])
def test_a_gzip_cut_inside_its_own_header_is_truncated(tmp_path: Path, length: int) -> None:
    assert refusal(tmp_path, gzip.compress(TABLE, mtime=0)[:length], SEMICOLONS).code == "TRUNCATED_GZIP"


def test_a_gzip_with_a_flipped_byte_is_refused(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(TABLE, mtime=0))
    packed[len(packed) // 2] ^= 0xFF
    assert refusal(tmp_path, bytes(packed), SEMICOLONS).code == "CORRUPT_GZIP"


def test_rubbish_after_a_gzip_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, gzip.compress(TABLE, mtime=0) + b"rubbish", SEMICOLONS).code == "CORRUPT_GZIP"


def test_a_truncated_zip_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, zipped({"x": TABLE})[:-30], SEMICOLONS).code == "CORRUPT_ZIP"


def test_a_zip_with_a_flipped_byte_is_refused(tmp_path: Path) -> None:
    packed = bytearray(zipped({"x": TABLE}, zipfile.ZIP_STORED))
    packed[3000] ^= 0x01
    assert refusal(tmp_path, bytes(packed), SEMICOLONS).code == "CORRUPT_ZIP"


def test_a_zip_must_hold_exactly_one_file(tmp_path: Path) -> None:
    assert refusal(tmp_path, zipped({}), SEMICOLONS).code == "ZIP_MEMBERS"
    assert refusal(tmp_path, zipped({"x": TABLE, "y": b""}), SEMICOLONS).code == "ZIP_MEMBERS"


def test_the_names_inside_a_zip_are_never_paths(tmp_path: Path) -> None:
    read_bytes(tmp_path, zipped({"../../escaped": TABLE}), SEMICOLONS)
    assert [path.name for path in tmp_path.iterdir()] == ["delivery"]


def test_a_zip_with_a_huge_directory_is_refused_before_it_is_read(tmp_path: Path) -> None:
    packed = bytearray(zipped({"x": TABLE}))
    end = packed.rindex(b"PK\x05\x06")
    struct.pack_into("<L", packed, end + 12, 0x7FFFFFFF)
    assert refusal(tmp_path, bytes(packed), SEMICOLONS).code in {"ZIP_MEMBERS", "CORRUPT_ZIP"}


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    packed = bytearray(zipped({"x": TABLE}))
    packed[6] |= 1
    directory = packed.rindex(b"PK\x01\x02")
    packed[directory + 8] |= 1
    assert refusal(tmp_path, bytes(packed), SEMICOLONS).code == "ENCRYPTED_ZIP"


def test_a_method_other_than_deflate_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, zipped({"x": TABLE}, zipfile.ZIP_LZMA), SEMICOLONS).code == "CORRUPT_ZIP"


BOMB = Limits(ratio=100, ratio_from=1 << 20)


def test_a_bomb_is_refused_while_it_unfolds(tmp_path: Path) -> None:
    content = b"a;b\n" + b"1;2\n" * 2_000_000
    assert refusal(tmp_path, gzip.compress(content, mtime=0), SEMICOLONS, limits=BOMB).code == "COMPRESSION_BOMB"
    assert refusal(tmp_path, zipped({"x": content}), SEMICOLONS, limits=BOMB).code == "COMPRESSION_BOMB"


def test_a_packed_file_larger_than_any_delivery_is_refused(tmp_path: Path) -> None:
    small = Limits(unpacked_bytes=10_000)
    assert refusal(tmp_path, gzip.compress(TABLE, mtime=0), SEMICOLONS, limits=small).code == "COMPRESSION_BOMB"


@pytest.mark.parametrize("inner", [gzip.compress(TABLE, mtime=0), zipped({"x": TABLE})])
def test_an_archive_inside_an_archive_is_refused(tmp_path: Path, inner: bytes) -> None:
    assert refusal(tmp_path, gzip.compress(inner, mtime=0), SEMICOLONS).code == "NESTED_ARCHIVE"
    assert refusal(tmp_path, zipped({"x": inner}), SEMICOLONS).code == "NESTED_ARCHIVE"


def test_a_file_that_is_not_there_or_is_a_folder_is_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="cannot be opened") as absent:
        open_rows(tmp_path / "absent", SEMICOLONS)
    assert getattr(absent.value, "code", None) == "UNREADABLE_FILE"
    with pytest.raises(Exception, match="cannot be opened") as folder:
        open_rows(tmp_path, SEMICOLONS)
    assert getattr(folder.value, "code", None) == "UNREADABLE_FILE"
