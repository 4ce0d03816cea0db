"""Kinds of broken, odd and hostile rows, each in a file that is sound: what has to happen to the row."""

from broken.case import Case
from broken.writing import (
    bin_,
    fixed,
    iin,
    in_sheet,
    insured,
    lines,
    listed,
    registration,
    registrations,
    rnn,
    state_property,
    table,
    taxpayer,
    workbook,
    wrong,
)

LIVES = "<address><rka>9900000000000001</rka></address>"


def cases() -> list[Case]:
    return [*_identifiers(), *_values(), *_keys(), *_marks(), *_elements(), *_lines_of_json(), *_cells(), *_widths()]


def _taxpayer(what: str, expected: str, **changed: str) -> Case:
    return Case(what, "tax", table(taxpayer(500, **changed)), expected)


def _identifiers() -> list[Case]:
    good = iin(50)
    foreign = "".join(chr(0x660 + int(digit)) for digit in good)
    return [
        _taxpayer("wrong check digit in somebody else's number", "flagged CHECK_DIGIT", iin=wrong(good)),
        _taxpayer("wrong check digit in the issuer's own number", "flagged CHECK_DIGIT", rnn=wrong(rnn(500))),
        _taxpayer("letters in a number", "flagged ALPHABET", iin=f"{good[:-1]}О"),
        _taxpayer("a digit too few", "flagged LENGTH", iin=good[:-1]),
        _taxpayer("a number of zeros", "flagged 7TH_DIGIT_0, DATE_INVALID, PLACEHOLDER, REPEATED_DIGITS", iin="0" * 12),
        _taxpayer("a number as a spreadsheet shows it", "flagged SPREADSHEET_NUMBER", iin="7.10305E+11"),
        Case("digits of another script", "documents", _document(foreign), "flagged ALPHABET, FOREIGN_DIGITS"),
        _taxpayer(
            "an IIN that spells another birth date", "flagged IIN_BIRTH_DATE_DIFFERS", iin=good, born="06.03.1971"
        ),
        _taxpayer("an IIN that spells the other sex", "flagged IIN_SEX_DIFFERS", iin=good, sex="Ж"),
        _taxpayer(
            "a number that may be somebody's, in a synthetic database",
            "quarantined WRONG_DATABASE_KIND",
            iin=iin(50, 3),
        ),
    ]


def _document(number: str) -> bytes:
    header = "doc_type,doc_number,issued,expires,issuer,iin,surname,given_name,patronymic,birth_date"
    return table(f"002,000000077,2015-03-01,,,{number},Иванов,Иван,,1971-03-05", header=header, encoding="utf-8")


def _values() -> list[Case]:
    return [
        _taxpayer("31.02.1990", "quarantined IMPOSSIBLE_DATE", born="31.02.1990"),
        _taxpayer("00.00.1950", "quarantined IMPOSSIBLE_DATE", born="00.00.1950"),
        _taxpayer("29.02.1900", "quarantined IMPOSSIBLE_DATE", born="29.02.1900"),
        _taxpayer("a date in another form", "quarantined UNREADABLE_DATE", born="1971-03-05"),
        _taxpayer("a year of two digits", "quarantined UNREADABLE_DATE", born="05.03.71"),
        _taxpayer("year 9999", "quarantined DATE_OUT_OF_RANGE", born="05.03.9999"),
        _taxpayer("a date that means nothing is known", "accepted", born="01.01.1900"),
        _taxpayer("a year alone, where the source allows it", "accepted", born="1971"),
        _taxpayer("a word that means nothing is known", "accepted", iin="-"),
        _taxpayer("no name where every record has one", "quarantined MISSING_FIELD", name=" "),
        _taxpayer("a code that is in no list", "quarantined UNKNOWN_CODE", sex="X"),
        _taxpayer("words in each other's columns", "flagged ALPHABET, LENGTH", iin="Иванов Иван", name=iin(60)),
        _taxpayer(
            "several faults at once",
            "quarantined IMPOSSIBLE_DATE, MISSING_FIELD, UNKNOWN_CODE",
            name="",
            born="31.02.1990",
            sex="X",
        ),
        Case("a number with letters", "egkn", _plot("0,1х"), "quarantined UNREADABLE_NUMBER"),
        Case(
            "a document that ends before it begins",
            "documents",
            _document("").replace(b"2015-03-01,,", b"2015-03-01,2014-01-01,"),
            "quarantined PERIOD_REVERSED",
        ),
    ]


def _plot(area: str) -> bytes:
    header = "kad_nomer,address_ru,squ,rka,tsn_ru,category_id,right_type_id,owner_iin,owner_bin,owner_since,owner_until"
    return table(f'99-320-072-529,с. Мереке,"{area}",,,,,,,,', header=header, encoding="utf-8")


def _keys() -> list[Case]:
    kato = "kato,name_ru\r\n990000000,область\r\n991000000,район\r\n991000000,другой район\r\n"
    return [
        _taxpayer("no key", "quarantined MISSING_KEY", rnn=""),
        _taxpayer("a key that is no number of its kind", "quarantined UNREADABLE_KEY", rnn="неизвестен"),
        Case("the same row twice", "tax", table(taxpayer(501), taxpayer(501)), "duplicate"),
        Case("one key, two different rows", "tax", table(taxpayer(502), taxpayer(502, sex="Ж")), "accepted"),
        Case("an edition that gives a code to two units", "kato", kato.encode(), "quarantined CODE_TWICE"),
    ]


def _marks() -> list[Case]:
    good, lone = taxpayer(510), taxpayer(511)
    bad = taxpayer(512, name='"Иванов')
    return [
        Case("a column too few", "tax", table(good, lone.rpartition(";")[0]), "quarantined COLUMN_COUNT"),
        Case("a column too many", "tax", table(good, f"{lone};x"), "quarantined COLUMN_COUNT"),
        Case("a quotation mark that never closes", "tax", table(bad, good, lone), "quarantined QUOTING"),
        Case("a quotation mark inside a word", "tax", table(taxpayer(513, name='ТОО "Рога"')), "quarantined QUOTING"),
        Case("a row smuggled into a quoted word", "tax", table(taxpayer(514, name=f'"Иванов\r\n{lone}"')), "accepted"),
        Case(
            "a carriage return inside a row",
            "tax",
            table(taxpayer(515, name="Ива\rнов")),
            "quarantined CARRIAGE_RETURN",
        ),
        Case("a cell of 10 MB", "tax", table(good, taxpayer(516, name="я" * 10_000_000)), "quarantined LINE_TOO_LONG"),
        Case("blank lines between rows", "tax", table(good, "", "", lone), "accepted"),
        Case("a formula for a spreadsheet in a name", "tax", table(taxpayer(517, name="=HYPERLINK(1)")), "accepted"),
    ]


def _elements() -> list[Case]:
    twice, nested = registration("<surname>Петров</surname>"), registration("<iin><x>1</x></iin>")
    source, reversed_days = "residence", f"{LIVES}<until>2019-01-01</until>"
    return [
        Case("an element that stands twice", source, registrations(twice), "quarantined REPEATED_ELEMENT"),
        Case("elements where a text is expected", source, registrations(nested), "quarantined NESTED_ELEMENT"),
        Case(
            "a registration that ends before it begins",
            source,
            registrations(registration(reversed_days)),
            "quarantined PERIOD_REVERSED",
        ),
        Case(
            "an element that nobody declared", source, registrations(registration("<colour>red</colour>")), "accepted"
        ),
        Case(
            "a day without its year",
            source,
            registrations(registration(since="01.05")),
            "quarantined MISSING_KEY, UNREADABLE_DATE",
        ),
    ]


def _lines_of_json() -> list[Case]:
    def about(rest: str) -> str:
        return f'{{"business_id": "{bin_(601)}", {rest}}}'

    good = state_property(600)
    bad = {
        "a line of JSON cut off": ('{"business_id": ', "quarantined MALFORMED_JSON"),
        "NaN": ('{"business_id": NaN}', "quarantined MALFORMED_JSON"),
        "a line that is no object": ("[1, 2]", "quarantined NOT_AN_OBJECT"),
        "a name twice in one object": ('{"okpo": "1", "okpo": "2"}', "quarantined NAME_TWICE"),
        "an object nested a hundred thousand deep": ('{"a": ' + "[" * 100_000, "quarantined JSON_TOO_DEEP"),
        "half a surrogate pair": (about('"name_ru": "\\ud800"'), "quarantined UNSTORABLE_CHARACTER"),
        "NUL written as an escape": (about('"name_ru": "\\u0000"'), "quarantined UNSTORABLE_CHARACTER"),
        "an object where a text is expected": (about('"status": {"a": 1}'), "quarantined NESTED_ELEMENT"),
    }
    return [Case(what, "gosreestr", lines(good, line), expected) for what, (line, expected) in bad.items()]


def _cells() -> list[Case]:
    source, good = "tax_lists", workbook(listed(700), listed(701))
    value = f"<v>{701}</v>".encode()
    merged = workbook(listed(702), listed(703), change=lambda book: book.active.merge_cells("D2:D3"))
    return [
        Case(
            "a number that lost its leading zeros",
            source,
            workbook(listed(704, bin=int(bin_(1, "00")))),
            "flagged ZEROS_RESTORED",
        ),
        Case(
            "a number longer than a spreadsheet keeps",
            source,
            workbook(listed(705, rnn=9900000000000001)),
            "quarantined NUMBER_CUT",
        ),
        Case("a formula with its kept value", source, in_sheet(good, value, b"<f>700+1</f>" + value), "accepted"),
        Case(
            "a formula that was never calculated",
            source,
            workbook(listed(706, num="=1+1")),
            "quarantined FORMULA_WITHOUT_VALUE",
        ),
        Case("a formula that ended in an error", source, workbook(listed(707, num="#REF!")), "quarantined CELL_ERROR"),
        Case("a merged cell over two rows", source, merged, "quarantined MERGED_CELLS"),
        Case("a note beside the table", source, workbook([*listed(708), "проверить"]), "quarantined CELL_OUTSIDE"),
        Case(
            "a row that numbers the columns",
            source,
            workbook([*map(str, range(1, 7))], listed(709)),
            "quarantined UNREADABLE_KEY",
        ),
        Case(
            "a cell that refers to no text",
            source,
            in_sheet(good, b't="n">' + value, b't="s">' + value),
            "quarantined UNREADABLE_CELL",
        ),
    ]


def _widths() -> list[Case]:
    source, good = "insurance_old", insured(800)
    return [
        Case(
            "a line cut short where ends may be trimmed", source, fixed(good, insured(801).rstrip()[:100]), "accepted"
        ),
        Case("a line that goes on", source, fixed(good, insured(802) + "xyz"), "quarantined LONG_LINE"),
        Case(
            "a line shifted by one place",
            source,
            fixed(good, " " + insured(803)[:-1]),
            "quarantined MISSING_FIELD, MISSING_KEY, UNKNOWN_CODE, UNREADABLE_DATE",
        ),
        Case(
            "a document of no known kind",
            source,
            fixed(good, insured(804, kind="9")),
            "quarantined MISSING_KEY, UNKNOWN_CODE",
        ),
    ]
