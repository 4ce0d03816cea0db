"""The tax authority and the pension fund.

tax: CSV in windows-1251, `;`, CRLF, header `РНН;ИИН;ФИО;Дата рождения;Пол;Дата постановки`. All names in one field,
surname first. Dates DD.MM.YYYY (a bare year where the day is unknown). ИИН empty in 30 % of the rows. Kazakh letters
the encoding lacks are russified; diacritics of Latin spellings are lost. About 80 % of living adults.

pension: CSV in UTF-8, `|`, header `SIK|RNN|SURNAME|NAME|PATRONYMIC|BIRTH|SEX`. BIRTH YYYYMMDD (or a bare year), SEX 1
man, 2 woman, empty unknown. RNN empty in 25 %. About 70 % of living adults; no IIN at all.
"""

import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from loaders.country.chance import DRAWN_BELOW, draws, share
from loaders.country.department import Department, Entry, Period, point_first, spelled_birth
from loaders.country.files import csv_line
from loaders.country.issuing import rnn_of, sik_of
from loaders.country.misspelling import russian
from loaders.country.people import Person, Sex, birthday
from loaders.country.record import Record

_OPENED = date(1994, 1, 1)
ENCODING_LOSS = "windows_1251"
"""In the truth file: the encoding could not hold the name as it stood."""


class Tax(Department):
    source = "tax"
    encoding = "cp1251"
    newline = "\r\n"
    impossible_birth = "00.00.1950"

    def entries(self, person: Person, period: Period) -> Iterator[Entry]:
        adult = person.age_on(period.until) >= 18 and person.lives_on(period.until)
        if not (adult and person.in_register_on(period.until) and self.covers(person, 80)):
            return
        wait, without_iin, *_ = draws(f"{self.society.seed}|tax|posted|{person.index}")
        first = max(birthday(person.birth, 18), _OPENED)
        posted = first + timedelta(days=wait % 2500)
        posted = posted if posted <= period.until else first
        numbers = self.numbers_of(person, posted)
        if without_iin < 0.3 * DRAWN_BELOW:
            numbers["iin"] = ""
        facts = {"posted": point_first(posted.isoformat())}
        yield Entry(numbers["rnn"], person, person.name_on(period.until), numbers, facts)

    def numbers_of(self, person: Person, day: date) -> dict[str, str]:
        return {"rnn": rnn_of(person.index), "iin": person.iin_on(day)}

    def columns(self, record: Record, entry: Entry) -> dict[str, str]:
        names = " ".join(filter(None, (record.surname, record.given, record.patronymic)))
        return {
            "rnn": record.numbers["rnn"],
            "iin": record.numbers["iin"],
            "names": in_windows_1251(names),
            "birth": point_first(spelled_birth(record.birth)),
            "sex": {Sex.MAN: "М", Sex.WOMAN: "Ж", None: ""}[record.sex],
            "posted": entry.facts["posted"],
        }

    def line(self, columns: dict[str, str]) -> str:
        return csv_line(tuple(columns.values()), ";")

    def header(self) -> tuple[str, ...]:
        return ("РНН;ИИН;ФИО;Дата рождения;Пол;Дата постановки",)


class Pension(Department):
    source = "pension"
    impossible_birth = "19500000"

    def entries(self, person: Person, period: Period) -> Iterator[Entry]:
        adult = person.age_on(period.until) >= 18 and person.lives_on(period.until)
        if adult and person.in_register_on(period.until) and self.covers(person, 70):
            numbers = self.numbers_of(person, period.until)
            if share(self.society.seed, "pension", "no rnn", person.index) < 0.25:
                numbers["rnn"] = ""
            yield Entry(numbers["sik"], person, person.name_on(period.until), numbers, {})

    def numbers_of(self, person: Person, day: date) -> dict[str, str]:
        return {"sik": sik_of(person.index), "rnn": rnn_of(person.index)}

    def columns(self, record: Record, entry: Entry) -> dict[str, str]:
        return {
            "sik": record.numbers["sik"],
            "rnn": record.numbers["rnn"],
            "surname": record.surname,
            "name": record.given,
            "patronymic": record.patronymic,
            "birth": spelled_birth(record.birth).replace("-", ""),
            "sex": {Sex.MAN: "1", Sex.WOMAN: "2", None: ""}[record.sex],
        }

    def line(self, columns: dict[str, str]) -> str:
        return csv_line(tuple(columns.values()), "|")

    def header(self) -> tuple[str, ...]:
        return ("SIK|RNN|SURNAME|NAME|PATRONYMIC|BIRTH|SEX",)


def in_windows_1251(names: str) -> str:
    """A word the encoding cannot hold is russified whole; a Latin one loses its marks."""
    return names if fits_windows_1251(names) else " ".join(_held(word) for word in names.split(" "))


def _held(word: str) -> str:
    for spelled in (word, _russified(word), _unmarked(word)):
        if fits_windows_1251(spelled):
            return spelled
    return _unmarked(_russified(word)).encode("cp1251", "replace").decode("cp1251")


def _russified(word: str) -> str:
    if not word.isupper():
        return russian(word)
    return russian(word.capitalize()).upper()


def _unmarked(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))


def fits_windows_1251(word: str) -> bool:
    try:
        word.encode("cp1251")
    except UnicodeEncodeError:
        return False
    return True
