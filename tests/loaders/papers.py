"""Files as the departments write them, made by hand in a few rows, about people whose numbers were never issued."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from registries.identifiers import form_iin, rnn_check_digit

RKA = "9900000000000001"
OTHER_RKA = "9900000000000002"


def iin(born: date, serial: int, sex: str = "FEMALE") -> str:
    """The first number at or after `serial` that has a check digit."""
    numbers = (form_iin(born, 7 if sex == "MALE" else 8, number) for number in range(serial, serial + 10))
    return next(number for number in numbers if number is not None)


def rnn(serial: int) -> str:
    first = f"99101{serial:06d}"
    return f"{first}{rnn_check_digit(first)}"


def sik(serial: int) -> str:
    return f"ZZ{serial:014d}"


def card(serial: int) -> str:
    return f"000{serial:06d}"


@dataclass(frozen=True)
class Person:
    """Somebody, as every department would write her if all were right."""

    number: int
    surname: str
    given_name: str
    patronymic: str
    born: date
    sex: str

    @property
    def iin(self) -> str:
        return iin(self.born, self.number * 10, self.sex)

    @property
    def rnn(self) -> str:
        return rnn(self.number)

    @property
    def sik(self) -> str:
        return sik(self.number)

    @property
    def card(self) -> str:
        return card(self.number)


AIGUL = Person(1, "Ахметова", "Айгуль", "Сериковна", date(1990, 4, 9), "FEMALE")
ZHANAR = Person(2, "Ахметова", "Жанар", "Сериковна", date(1993, 7, 21), "FEMALE")
BOLAT = Person(3, "Сейтов", "Болат", "Маратович", date(1975, 11, 30), "MALE")
PYOTR = Person(4, "Ким", "Пётр", "Алексеевич", date(1984, 1, 15), "MALE")


def tax_row(who: Person, **changed: str) -> dict[str, str]:
    return {
        "РНН": who.rnn,
        "ИИН": who.iin,
        "ФИО": f"{who.surname} {who.given_name} {who.patronymic}",
        "Дата рождения": f"{who.born:%d.%m.%Y}",
        "Пол": "М" if who.sex == "MALE" else "Ж",
        "Дата постановки": "01.02.2010",
    } | changed


def pension_row(who: Person, **changed: str) -> dict[str, str]:
    return {
        "SIK": who.sik,
        "RNN": who.rnn,
        "SURNAME": who.surname,
        "NAME": who.given_name,
        "PATRONYMIC": who.patronymic,
        "BIRTH": f"{who.born:%Y%m%d}",
        "SEX": "1" if who.sex == "MALE" else "2",
    } | changed


def document_row(who: Person, **changed: str) -> dict[str, str]:
    return {
        "doc_type": "002",
        "doc_number": who.card,
        "issued": "2015-03-01",
        "expires": "2025-02-28",
        "issuer": "002",
        "iin": who.iin,
        "surname": who.surname,
        "given_name": who.given_name,
        "patronymic": who.patronymic,
        "birth_date": who.born.isoformat(),
    } | changed


def tax(*rows: Mapping[str, str]) -> bytes:
    return _table(tuple(tax_row(AIGUL)), rows, ";").encode("windows-1251")


def pension(*rows: Mapping[str, str]) -> bytes:
    return _table(tuple(pension_row(AIGUL)), rows, "|").encode()


def documents(*rows: Mapping[str, str]) -> bytes:
    return _table(tuple(document_row(AIGUL)), rows, ",").encode("utf-8-sig")


def _table(columns: Sequence[str], rows: Sequence[Mapping[str, str]], delimiter: str) -> str:
    lines = [columns, *([row[column] for column in columns] for row in rows)]
    return "".join(delimiter.join(line) + "\n" for line in lines)


Element = Mapping[str, object]


def person(who: Person, **changed: object) -> Element:
    """A person of the state database; an element that is None is left out."""
    return {
        "iin": who.iin,
        "surname": who.surname,
        "name": who.given_name,
        "patronymic": who.patronymic,
        "birthDate": who.born.isoformat(),
        "gender": {"code": "1" if who.sex == "MALE" else "2"},
        "citizenship": {"code": "398"},
    } | changed


def identity_card(who: Person, **changed: object) -> Element:
    return {"document": {"type": {"code": "002"}, "number": who.card, "beginDate": "2015-03-01", **changed}}


def lives_at(rka: str, since: str) -> Element:
    return {"arCode": rka, "beginDate": since}


def gbd_fl(*persons: Element) -> bytes:
    return _document("response", "persons", [("person", one) for one in persons])


def registration(who: Person, rka: str, since: str, **changed: object) -> Element:
    return {
        "doc_number": who.card,
        "iin": who.iin,
        "surname": who.surname,
        "name": who.given_name,
        "patronymic": who.patronymic,
        "birthDate": who.born.isoformat(),
        "address": {"rka": rka, "text": "как написано"},
        "since": since,
    } | changed


def residence(*registrations: Element) -> bytes:
    written = "".join(_element("registration", one) for one in registrations)
    return f'<?xml version="1.0" encoding="UTF-8"?><registrations>{written}</registrations>'.encode()


def _document(root: str, within: str, elements: Sequence[tuple[str, Element]]) -> bytes:
    written = "".join(_element(name, one) for name, one in elements)
    return f'<?xml version="1.0" encoding="UTF-8"?><{root}><{within}>{written}</{within}></{root}>'.encode()


def _element(name: str, said: object) -> str:
    if said is None:
        return ""
    if isinstance(said, Mapping):
        said = "".join(_element(str(inner), value) for inner, value in said.items())
        return f"<{name}>{said}</{name}>"
    return f"<{name}>{escape(str(said))}</{name}>"


UNITS = "id,parent_id,name_rus,name_kaz,d_ats_type_id,d_ats_type_code,rco,cato,actual,modified\n"
GEONYMS = "id,parent_id,s_ats_id,d_geonims_type_id,name_rus,name_kaz,rco,actual,modified\n"
BUILDINGS = (
    "id,parent_id,parent_rca,s_ats_id,s_geonim_id,s_ground_id,d_buildings_pointer_code,number,distance,this_is,rca,"
    "actual,modified\n"
)


def unit(number: int, parent: int, name: str, kato: str, kind: int = 7, actual: str = "true") -> str:
    return f"{number},{parent},{name},{name},{kind},{kind},,{kato},{actual},2020-01-01\n"


def units(*rows: str) -> bytes:
    return (UNITS + "".join(rows)).encode()


def geonyms(*rows: str) -> bytes:
    return (GEONYMS + "".join(rows)).encode()


def building(number: int, rka: str, house: str = "1", unit: int = 1, actual: str = "true") -> str:
    return f"{number},0,,{unit},0,0,1,{house},,,{rka},{actual},2020-01-01\n"


def buildings(*rows: str) -> bytes:
    return (BUILDINGS + "".join(rows)).encode()


def kato_2022(*rows: tuple[str, str]) -> bytes:
    """The layout of 2022: id;parent_id;code;name."""
    lines = (f"{number};0;{code};{name}\n" for number, (code, name) in enumerate(rows, start=1))
    return ("id;parent_id;code;name\n" + "".join(lines)).encode("utf-8-sig")


def kato_2026(*rows: tuple[str, str, str]) -> bytes:
    """The layout of 2026: kato,kato_version,level,type_code,name_ru,name_kk."""
    lines = (f"{code},NK RK 11-2025,,0,{ru},{kk}\n" for code, ru, kk in rows)
    return ("kato,kato_version,level,type_code,name_ru,name_kk\n" + "".join(lines)).encode()
