"""The bytes of a delivery, unpacked while they are read; gzip and zip are told by content, never by name."""

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Protocol

from loaders.formats.layout import Limits
from loaders.formats.rows import BrokenFile

GZIP = b"\x1f\x8b"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
END_OF_DIRECTORY = b"PK\x05\x06"
LARGEST_COMMENT = 0xFFFF
LARGEST_DIRECTORY = 1 << 20
SEND_AGAIN = "ask the department to pack and send the file again"


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class CountedFile(io.RawIOBase):
    """A file on disk that counts the bytes taken from it; seeking back does not count them twice over its size."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)
        self._taken = 0
        self.size = path.stat().st_size

    @property
    def taken(self) -> int:
        return min(self._taken, self.size)

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            count = self._file.readinto(buffer) or 0
        except OSError as error:
            raise unreadable(error) from error
        self._taken += count
        return count

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        self._file.close()
        super().close()


class Content(io.BufferedReader):
    """Bytes with a peek ahead."""


class Unpacked(io.RawIOBase):
    """Bytes out of an archive: its faults become refusals, and it may not unfold beyond the limits."""

    def __init__(
        self, member: Readable, taken: Callable[[], int], limits: Limits, refuse: Callable[[Exception], BrokenFile]
    ) -> None:
        self._member = member
        self._taken = taken
        self._limits = limits
        self._refuse = refuse
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            piece = self._member.read(len(buffer))
        except (EOFError, zlib.error, zipfile.BadZipFile, OSError, ValueError, struct.error) as error:
            raise self._refuse(error) from error
        self._given += len(piece)
        self._check_growth()
        buffer[: len(piece)] = piece
        return len(piece)

    def _check_growth(self) -> None:
        limits, given = self._limits, self._given
        folded = given > limits.ratio_from and given > limits.ratio * self._taken()
        if folded or given > limits.unpacked_bytes:
            raise BrokenFile(
                "COMPRESSION_BOMB",
                "the archive unfolds into far more than a delivery can hold",
                next_step="ask the department for the file itself, or for smaller parts of it",
            )


def unpacked(path: Path, limits: Limits, resources: ExitStack) -> tuple[Content, Callable[[], int]]:
    """The content of a file, plain or out of its archive, and a function that counts the bytes read on disk."""
    try:
        raw = resources.enter_context(CountedFile(path))
        file = resources.enter_context(Content(raw, 1 << 16))
        head = file.peek(4)[:4]
    except OSError as error:
        raise unreadable(error) from error
    content = out_of_archive(file, head, raw, limits)
    if content is None:
        return file, lambda: raw.taken
    reader = resources.enter_context(Content(content, 1 << 16))
    _refuse_nested(reader)
    return reader, lambda: raw.taken


def unreadable(error: OSError) -> BrokenFile:
    return BrokenFile(
        "UNREADABLE_FILE",
        f"the file cannot be opened: {error.strerror or 'it is not a file'}",
        next_step="check the path and the rights on it",
    )


def out_of_archive(file: Content, head: bytes, raw: CountedFile, limits: Limits) -> Unpacked | None:
    if head.startswith(GZIP):
        return Unpacked(gzip.GzipFile(fileobj=file, mode="rb"), lambda: raw.taken, limits, _refused_gzip)
    if head.startswith(ZIP):
        return Unpacked(_only_member(file), lambda: raw.taken, limits, refused_zip)
    return None


def _refuse_nested(reader: Content) -> None:
    head = reader.peek(4)[:4]
    if head.startswith((GZIP, *ZIP)):
        raise BrokenFile(
            "NESTED_ARCHIVE",
            "the archive holds another archive",
            next_step="unpack the file once and load what it held",
        )


def _refused_gzip(error: Exception) -> BrokenFile:
    if isinstance(error, EOFError):
        return BrokenFile("TRUNCATED_GZIP", "the gzip file ends before its content does", next_step=SEND_AGAIN)
    return BrokenFile("CORRUPT_GZIP", "the gzip file is damaged", next_step=SEND_AGAIN)


def refused_zip(_: Exception) -> BrokenFile:
    return BrokenFile("CORRUPT_ZIP", "the zip archive is damaged or packed by an unusual method", next_step=SEND_AGAIN)


def opened_zip(file: IO[bytes]) -> zipfile.ZipFile:
    _refuse_large_directory(file)
    # the standard library meets damage in a directory with whatever its parts raise, so all of it is a damaged archive
    try:
        return zipfile.ZipFile(file)
    except Exception as error:
        raise refused_zip(error) from error


def _only_member(file: Content) -> IO[bytes]:
    archive = opened_zip(file)
    members = [member for member in archive.infolist() if not member.filename.endswith("/")]
    if len(members) != 1:
        raise _members(len(members))
    return opened_member(archive, members[0])


def opened_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    if member.flag_bits & 1:
        raise BrokenFile(
            "ENCRYPTED_ZIP", "the zip archive is encrypted", next_step="decrypt the archive before loading it"
        )
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise refused_zip(NotImplementedError())
    try:
        return archive.open(member)
    except Exception as error:
        raise refused_zip(error) from error


def _members(count: int) -> BrokenFile:
    found = "no file" if count == 0 else "more than one file"
    return BrokenFile("ZIP_MEMBERS", f"the zip archive holds {found}", next_step="pack exactly one file in an archive")


def _refuse_large_directory(file: IO[bytes]) -> None:
    """A directory of millions of members would be read into memory whole; one member needs a small one."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - LARGEST_COMMENT - 22))
    tail = file.read()
    at = tail.rfind(END_OF_DIRECTORY)
    if at < 0 or len(tail) < at + 22:
        raise refused_zip(EOFError())
    if struct.unpack_from("<L", tail, at + 12)[0] > LARGEST_DIRECTORY:
        raise _members(2)
    file.seek(0)
