"""Kinds of broken and hostile files: what each is, the source it is handed in for, and what has to happen."""

import zipfile
from collections.abc import Callable
from typing import Any

from broken.case import Case
from broken.writing import (
    HEADER,
    SHEET,
    encrypted,
    fixed,
    gzipped,
    in_sheet,
    insured,
    lines,
    listed,
    registration,
    registrations,
    reworked,
    rnn,
    state_property,
    table,
    taxpayer,
    workbook,
    zipped,
)

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = table() + (b"0" * 1_000_000 + b"\r\n") * 40
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def cases() -> list[Case]:
    return [*_packed(), *_tables(), *_documents(), *_workbooks(), *_others()]


def _packed() -> list[Case]:
    whole = table(*(taxpayer(place) for place in range(300)))
    gz, archive = gzipped(whole), zipped({"a.csv": whole})
    middle = len(gz) // 2
    damaged = gz[:middle] + bytes([gz[middle] ^ 0xFF]) + gz[middle + 1 :]
    small = table(taxpayer(1))
    return [
        Case("gzip cut in the middle", "tax", gz[:middle], "refused TRUNCATED_GZIP"),
        Case("gzip with a damaged byte", "tax", damaged, "refused CORRUPT_GZIP"),
        Case("something behind the gzip", "tax", gz + b"rubbish", "refused CORRUPT_GZIP"),
        Case("zip cut off", "tax", archive[:-40], "refused CORRUPT_ZIP"),
        Case("zip with two files", "tax", zipped({"a": small, "b": small}), "refused ZIP_MEMBERS"),
        Case("zip without a file", "tax", zipped({}), "refused ZIP_MEMBERS"),
        Case("zip packed by an unusual method", "tax", zipped({"a": small}, zipfile.ZIP_LZMA), "refused CORRUPT_ZIP"),
        Case("encrypted zip", "tax", encrypted(zipped({"a": small})), "refused ENCRYPTED_ZIP"),
        Case("archive in an archive", "tax", zipped({"a.gz": gz}), "refused NESTED_ARCHIVE"),
        Case("zip bomb", "tax", zipped({"a": BOMB}), "refused COMPRESSION_BOMB"),
        Case("gzip bomb", "tax", gzipped(BOMB), "refused COMPRESSION_BOMB"),
        Case("a path out of the folder as a name in the zip", "tax", zipped({"../../a.csv": small}), "accepted"),
    ]


def _tables() -> list[Case]:
    good, other = taxpayer(1), taxpayer(2)
    reordered = table(
        f"Ж;{rnn(3)};;Иванова Анна;05.03.1971;01.02.1999", header="Пол;РНН;ИИН;ФИО;Дата рождения;Дата постановки"
    )
    return [
        Case("empty file", "tax", b"", "refused EMPTY_FILE"),
        Case("blank lines alone", "tax", b"\r\n \r\n", "refused EMPTY_FILE"),
        Case("header alone", "tax", table(), "nothing in it"),
        Case("UTF-8 where windows-1251 is declared", "tax", table(good, encoding="utf-8"), "refused WRONG_ENCODING"),
        Case(
            "UTF-8 with a byte order mark, likewise", "tax", table(good, encoding="utf-8-sig"), "refused WRONG_ENCODING"
        ),
        Case("UTF-16, likewise", "tax", table(good, encoding="utf-16"), "refused WRONG_ENCODING"),
        Case(
            "KOI8-R, likewise: the names of the columns do not read",
            "tax",
            table(good, encoding="koi8-r"),
            "refused NO_HEADER",
        ),
        Case(
            "windows-1251 where UTF-8 is declared",
            "egkn",
            "kad_nomer,тест\r\n1,я\r\n".encode("cp1251"),
            "refused WRONG_ENCODING",
        ),
        Case("mixed line ends", "tax", table(good, end="\n") + f"{other}\r\n".encode("cp1251"), "accepted"),
        Case("last line without its end", "tax", table(good)[:-2], "accepted"),
        Case("carriage returns alone", "tax", table(good, end="\r"), "refused CARRIAGE_RETURN"),
        Case("another delimiter", "tax", table(good).replace(b";", b","), "refused NO_HEADER"),
        Case("no header", "tax", table(other, header=good), "refused NO_HEADER"),
        Case("a column is missing", "tax", table("x", header="РНН;ИИН;ФИО"), "refused MISSING_COLUMN"),
        Case("a column stands twice", "tax", table(f"{good};x", header=f"{HEADER};ИИН"), "refused DUPLICATE_COLUMN"),
        Case("columns in another order", "tax", reordered, "accepted"),
        Case("a column more", "tax", table(f"{good};x", header=f"{HEADER};Примечание"), "accepted"),
        Case("quotation marks of the header do not pair", "tax", table(good, header=f'"{HEADER}'), "refused NO_HEADER"),
        Case("NUL bytes", "tax", table(good, other + "\0"), "refused NUL_BYTE"),
        Case("a program in place of a table", "tax", b"\x7fELF" + bytes(range(256)) * 8, "refused WRONG_ENCODING"),
    ]


def _documents() -> list[Case]:
    one, source = registration(), "residence"
    renamed = f'<n:registrations xmlns:n="urn:new">{one}</n:registrations>'.encode()
    laughs = f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]>'
    outside = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    huge = registration("<x>" + "я" * 1_200_000 + "</x>")
    deep = registration("<x>" * 80 + "</x>" * 80)
    return [
        Case("empty document", source, b" ", "refused EMPTY_FILE"),
        Case("no XML", source, b"a;b\n1;2\n", "refused MALFORMED_XML"),
        Case("XML cut in the middle", source, registrations(one)[:-30], "refused MALFORMED_XML"),
        Case(
            "entities that unfold a thousand million times",
            source,
            registrations("&l9;", head=laughs),
            "refused XML_DOCTYPE",
        ),
        Case("an entity that reads a file of ours", source, registrations("&x;", head=outside), "refused XML_DOCTYPE"),
        Case("another document", source, registrations(root="orders"), "refused WRONG_ROOT"),
        Case("no record in it", source, registrations(), "nothing in it"),
        Case("other namespaces and prefixes", source, renamed, "accepted"),
        Case(
            "an encoding that nobody knows",
            source,
            registrations(one).replace(b"UTF-8", b"X-OUR-OWN"),
            "refused WRONG_ENCODING",
        ),
        Case(
            "windows-1251 that says it is UTF-8",
            source,
            registrations(one).decode().encode("cp1251"),
            "refused WRONG_ENCODING",
        ),
        Case("elements nested eighty deep", source, registrations(deep), "refused XML_TOO_DEEP"),
        Case("a record of megabytes", source, registrations(huge), "refused RECORD_TOO_LARGE"),
    ]


def _workbooks() -> list[Case]:
    source, good = "tax_lists", workbook(listed(1))
    sheets = [
        ("a second visible sheet", "visible", "refused WRONG_SHEETS"),
        ("a hidden sheet beside", "hidden", "accepted"),
    ]
    return [
        Case(
            "workbook with a password",
            source,
            COMPOUND + "EncryptedPackage".encode("utf-16-le"),
            "refused ENCRYPTED_WORKBOOK",
        ),
        Case("workbook from before 2007", source, COMPOUND, "refused OLD_WORKBOOK"),
        Case("a table of text called a workbook", source, table(taxpayer(1)), "refused NOT_A_WORKBOOK"),
        Case("workbook cut off", source, good[:-60], "refused CORRUPT_ZIP"),
        Case("workbook alone in a zip", source, zipped({"list.xlsx": good}), "accepted"),
        Case("workbook without a row", source, workbook(header=()), "refused EMPTY_FILE"),
        *(Case(what, source, workbook(listed(2), change=_with_sheet(state)), then) for what, state, then in sheets),
        Case("titles and merged cells above the header", source, workbook(listed(3), change=_titled), "accepted"),
        Case(
            "a column is missing in the sheet",
            source,
            workbook(["x", "y"], header=("bin", "rnn")),
            "refused MISSING_COLUMN",
        ),
        Case("sheet cut in the middle", source, reworked(good, _cut), "refused MALFORMED_WORKBOOK"),
        Case(
            "entities in a sheet",
            source,
            in_sheet(good, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'),
            "refused XML_DOCTYPE",
        ),
        Case(
            "rows of a sheet out of order",
            source,
            in_sheet(good, b'<row r="2"', b'<row r="1"'),
            "refused MALFORMED_WORKBOOK",
        ),
        Case("a sheet that unfolds beyond measure", source, reworked(good, _bomb), "refused COMPRESSION_BOMB"),
        Case(
            "a link to a file elsewhere in place of the sheet",
            source,
            reworked(good, _linked_elsewhere),
            "refused WRONG_SHEETS",
        ),
    ]


def _cut(parts: dict[str, bytes]) -> None:
    parts[SHEET] = parts[SHEET][:-80]


def _bomb(parts: dict[str, bytes]) -> None:
    parts[SHEET] = b"<worksheet><sheetData>" + b"<row/>" * 4_000_000


def _with_sheet(state: str) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        book.create_sheet("Второй").sheet_state = state

    return change


def _titled(book: Any) -> None:
    sheet = book.active
    sheet.insert_rows(1, 3)
    sheet["A1"] = "Список"
    sheet.merge_cells("A1:F1")


def _linked_elsewhere(parts: dict[str, bytes]) -> None:
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace(
        b'Target="/xl/worksheets/sheet1.xml"', b'TargetMode="External" Target="file:///etc/passwd"'
    )


def _others() -> list[Case]:
    good = lines(state_property(1))
    return [
        Case("one JSON array in place of lines", "gosreestr", b"[" + good + b"]", "refused NOT_JSON_LINES"),
        Case("JSON Lines in windows-1251", "gosreestr", good.decode().encode("cp1251"), "refused WRONG_ENCODING"),
        Case("JSON Lines with a byte order mark", "gosreestr", b"\xef\xbb\xbf" + good, "accepted"),
        Case(
            "fixed width in UTF-8 where windows-1251 is declared",
            "insurance_old",
            fixed(insured(1), encoding="utf-8"),
            "refused WRONG_ENCODING",
        ),
        Case("fixed width with the end-of-file mark of DOS", "insurance_old", fixed(insured(2)) + b"\x1a", "accepted"),
    ]
