"""Good files in each format, which the cases then break."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import openpyxl

from registries.identifiers import check_digit, form_iin
from registries.identifiers.rnn import rnn_check_digit

HEADER = "РНН;ИИН;ФИО;Дата рождения;Пол;Дата постановки"
BORN = date(1971, 3, 5)
SHEET = "xl/worksheets/sheet1.xml"
LIST = ("num", "bin", "rnn", "taxpayer_organization", "owner_name", "owner_iin")


def rnn(place: int) -> str:
    prefix = f"99101{place:06d}"
    return f"{prefix}{rnn_check_digit(prefix)}"


def iin(place: int, century: int = 7) -> str:
    numbers = (form_iin(BORN, century, number) for number in range(place, place + 10))
    return next(number for number in numbers if number is not None)


def bin_(place: int, year: str = "99") -> str:
    prefixes = (f"{year}0190{number:05d}" for number in range(place, place + 10))
    return next(f"{prefix}{digit}" for prefix in prefixes if (digit := check_digit(prefix)) is not None)


def wrong(number: str) -> str:
    """The same number with another check digit."""
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def taxpayer(place: int, **changed: str) -> str:
    words = {"rnn": rnn(place), "iin": "", "name": "Иванов Иван Иванович", "born": "05.03.1971", "sex": "М",
             "since": "01.02.1999"}  # fmt: skip
    return ";".join((words | changed).values())


def table(*rows: str, header: str = HEADER, encoding: str = "cp1251", end: str = "\r\n") -> bytes:
    return "".join(f"{line}{end}" for line in (header, *rows)).encode(encoding)


def registration(inside: str = "", since: str = "2020-01-01") -> str:
    return (
        f"<registration><doc_number>000000071</doc_number><surname>Иванов</surname><since>{since}</since>{inside}"
        "</registration>"
    )


def registrations(*each: str, head: str = "", root: str = "registrations") -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}<{root}>{"".join(each)}</{root}>'.encode()


def state_property(place: int, **changed: object) -> dict[str, object]:
    return {"business_id": bin_(place), "name_ru": "Школа", "reg_date": "05.03.1999"} | changed


def lines(*records: object) -> bytes:
    texts = (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in records)
    return "".join(f"{text}\n" for text in texts).encode("utf-8", "surrogatepass")


def insured(place: int, **changed: str) -> str:
    words = {"kind": "2", "number": f"000{place:06d}", "issued": "19990405", "rnn": rnn(place), "iin": "",
             "surname": "Иванов", "name": "Иван", "patronymic": "", "born": "19710305", "sex": "1"}  # fmt: skip
    widths = (1, 20, 8, 12, 12, 40, 40, 40, 8, 1)
    return "".join(word.ljust(width) for word, width in zip((words | changed).values(), widths, strict=True))


def fixed(*rows: str, encoding: str = "cp1251") -> bytes:
    return "".join(f"{row}\r\n" for row in rows).encode(encoding)


def listed(place: int, **changed: object) -> list[object]:
    words: dict[str, object] = {"num": place, "bin": bin_(place), "rnn": rnn(place), "taxpayer_organization": "ТОО",
                                "owner_name": "Иванов", "owner_iin": iin(place)}  # fmt: skip
    return list((words | changed).values())


def workbook(
    *rows: Sequence[object], header: Sequence[str] = LIST, change: Callable[[Any], None] | None = None
) -> bytes:
    book = openpyxl.Workbook()
    for row in (header, *rows):
        book.active.append(list(row))
    if change is not None:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def reworked(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A workbook with other parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return zipped(parts)


def in_sheet(content: bytes, old: bytes, new: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[SHEET]
        parts[SHEET] = parts[SHEET].replace(old, new, 1)

    return reworked(content, change)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def gzipped(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def encrypted(packed: bytes) -> bytes:
    """The same zip archive, said to be encrypted."""
    changed = bytearray(packed)
    changed[6] |= 1
    changed[changed.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)
