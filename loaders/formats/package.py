"""The parts of an XLSX workbook: a zip of XML documents, of which a few are read and none is trusted.

Names inside the archive are looked up and never become paths; links to files elsewhere are never followed.
"""

import posixpath
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from loaders.formats.container import (
    ZIP,
    Content,
    CountedFile,
    Unpacked,
    opened_member,
    opened_zip,
    out_of_archive,
    refused_zip,
    unreadable,
)
from loaders.formats.layout import Limits
from loaders.formats.lines import empty_file
from loaders.formats.rows import BrokenFile

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
CONTENT_TYPES = "[Content_Types].xml"
LARGEST_PART = 1 << 24
"""Bytes of a part that is read whole (the list of sheets, the styles); sheets and texts are streamed."""
CHUNK = 1 << 16
SEND_AGAIN = "open the file in a spreadsheet program, save it as XLSX and send it again"


def malformed(what: str) -> BrokenFile:
    return BrokenFile("MALFORMED_WORKBOOK", f"the workbook is damaged: {what}", next_step=SEND_AGAIN)


def refused_doctype() -> BrokenFile:
    return BrokenFile(
        "XML_DOCTYPE",
        "a part of the workbook declares a document type or entities, which are refused unread",
        next_step=SEND_AGAIN,
    )


class Package:
    """An open workbook file: its parts by name."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits, resources: ExitStack) -> None:
        self._archive = archive
        self._limits = limits
        self._resources = resources
        names = archive.namelist()
        if len(names) != len(set(names)):
            raise BrokenFile("ZIP_MEMBERS", "the workbook holds two parts of one name", next_step=SEND_AGAIN)

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def part(self, name: str) -> IO[bytes]:
        """A part as a stream that refuses to unfold beyond the limits."""
        if name not in self:
            raise malformed("a part that it names is not there")
        member = self._archive.getinfo(name)
        opened = opened_member(self._archive, member)
        packed = max(member.compress_size, 1)
        return self._resources.enter_context(Content(Unpacked(opened, lambda: packed, self._limits, refused_zip)))

    def document(self, name: str) -> Element:
        """A small part, read whole."""
        content = self.part(name).read(LARGEST_PART + 1)
        if len(content) > LARGEST_PART:
            raise BrokenFile(
                "RECORD_TOO_LARGE", "a part of the workbook is larger than it may be", next_step=SEND_AGAIN
            )
        try:
            return fromstring(content, forbid_dtd=True)
        except DefusedXmlException as error:
            raise refused_doctype() from error
        except (ParseError, LookupError, ValueError) as error:
            raise malformed("a part is not well-formed") from error

    def relations(self, name: str) -> dict[str, str]:
        """The parts that a part refers to, by the name of the reference; never what lies outside the file."""
        folder, file = posixpath.split(name)
        beside = posixpath.join(folder, "_rels", f"{file}.rels")
        if beside not in self:
            return {}
        return {
            link.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
            for link in self.document(beside)
            if link.get("TargetMode") != "External"
        }


def open_package(path: Path, limits: Limits, resources: ExitStack) -> tuple[Package, Callable[[], int]]:
    """A workbook, plain or alone in a zip or gzip file, and a function that counts the bytes read on disk."""
    try:
        raw = resources.enter_context(CountedFile(path))
        file = resources.enter_context(Content(raw, CHUNK))
        head = file.peek(8)[:8]
    except OSError as error:
        raise unreadable(error) from error
    archive = _workbook(file, head, resources)
    if archive is None:
        inner = out_of_archive(file, head, raw, limits)
        if inner is None:
            raise _no_workbook()
        spooled = _spooled(inner, resources)
        archive = _workbook(spooled, spooled.read(8), resources)
    if archive is None:
        raise _no_workbook()
    return Package(archive, limits, resources), lambda: raw.taken


def _workbook(file: IO[bytes], head: bytes, resources: ExitStack) -> zipfile.ZipFile | None:
    """The archive where the file is a workbook; None where it is something else that may hold one."""
    if not head:
        raise empty_file()
    if head.startswith(COMPOUND):
        raise _compound(file)
    if not head.startswith(ZIP):
        return None
    archive = resources.enter_context(opened_zip(file))
    if CONTENT_TYPES in archive.NameToInfo:
        return archive
    file.seek(0)
    return None


def _compound(file: IO[bytes]) -> BrokenFile:
    """What Office writes for an encrypted workbook, and wrote for any before 2007."""
    file.seek(0)
    tail = b""
    while chunk := file.read(CHUNK):
        if ENCRYPTED in tail + chunk:
            return BrokenFile(
                "ENCRYPTED_WORKBOOK", "the workbook is encrypted", next_step="save it without a password and load that"
            )
        tail = chunk[-len(ENCRYPTED) :]
    return BrokenFile("OLD_WORKBOOK", "the workbook is in the format from before 2007", next_step=SEND_AGAIN)


def _no_workbook() -> BrokenFile:
    return BrokenFile("NOT_A_WORKBOOK", "the file is no XLSX workbook", next_step=SEND_AGAIN)


def _spooled(content: Unpacked, resources: ExitStack) -> IO[bytes]:
    """A workbook is read from its end, so one inside an archive is first unpacked into a file without a name."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 closed with the stream
    resources.callback(file.close)
    reader = Content(content, CHUNK)
    while chunk := reader.read(CHUNK):
        file.write(chunk)
    file.seek(0)
    return file
