"""gbd_fl: the full extract of the register of persons itself, names as the documents bear them.

XML in UTF-8, gzip, each person on one line. `response` with `messageId`, `messageDate`, `messageResult/code` 00000 and
`persons/person`: `iin`, `formerIin{iin,endDate}` (none, one or more), `surname`, `name`, `patronymic` (left out where
there is none), `engSurname`, `engFirstName`, `birthDate`, `deathDate`, `gender{code}` (1 man, 2 woman),
`nationality{code}`, `citizenship{code}` (398), `birthPlace{country{code},city}` (the city's name on that day),
`regAddress{country{code},city,street,building,flat,beginDate,endDate,status,arCode}` (the last one; about one child in
twenty has none), `documents/document{type{code},number,beginDate,endDate,issueOrganization{code},status{code},
surname,name,patronymic,birthDate}`. A dictionary value is {code,nameRu,nameKz}. Dates YYYY-MM-DD.

Not clean: two IINs in a thousand that are odd though really issued (a wrong check digit, another date), and a few
persons that cannot be read (no `iin`; the birth date 1990-02-31).
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from loaders.country.addresses import number_of
from loaders.country.chance import share
from loaders.country.codes import GEONYM_WORDS, UnitType
from loaders.country.dirt import Dirt, DirtKind
from loaders.country.files import Lines, Truth
from loaders.country.markup import element
from loaders.country.people import Document, FullName, Group, Person, Residence, Sex
from loaders.country.society import Society
from loaders.country.spelling import latin

_GENDER = {Sex.MAN: ("1", "Мужской", "Ер"), Sex.WOMAN: ("2", "Женский", "Әйел")}
_NATIONALITY = {
    Group.KAZAKH: ("005", "Казах", "Қазақ"),
    Group.RUSSIAN: ("001", "Русский", "Орыс"),
    Group.OTHER: ("000", "Другая", "Басқа"),
}
_KAZAKHSTAN = ("398", "КАЗАХСТАН", "ҚАЗАҚСТАН")
_DOCUMENT = {"001": ("001", "ПАСПОРТ РК", "ҚР ПАСПОРТЫ"), "002": ("002", "УДОСТОВЕРЕНИЕ РК", "ҚР ЖЕКЕ КУӘЛІГІ")}
_INTERIOR = ("002", "МВД РК", "ҚР ІІМ")
_VALID, _REPLACED = ("00", "ДЕЙСТВИТЕЛЕН", "ЖАРАМДЫ"), ("17", "ВЫДАН НОВЫЙ ДОКУМЕНТ", "ЖАҢА ҚҰЖАТ БЕРІЛДІ")
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<response>",
    "<messageId>{day}-full</messageId><messageDate>{day}T00:00:00</messageDate>",
    "<messageResult><code>00000</code><nameRu>Успешно</nameRu><nameKz>Сәтті</nameKz></messageResult>",
    "<persons>",
)
_TAIL = ("</persons>", "</response>")


class PersonRegister:
    """The register as it stood on `day`."""

    def __init__(self, society: Society, day: date, dirt: Dirt, lines: Lines, truth: Truth) -> None:
        self._society = society
        self._day = day
        self._dirt = dirt
        self._lines = lines
        self._truth = truth

    def write(self, progress: Callable[[int], None] | None = None) -> int:
        for line in _HEAD:
            self._lines.write(line.format(day=self._day))
        for person in self._society.persons:
            if person.in_register_on(self._day):
                odd = [DirtKind.SUSPICIOUS_IIN] if person.suspicion else []
                self._tell(person, self.element(person), person.iin_on(self._day), odd)
            if progress:
                progress(1)
        for stranger, line in self._unreadable():
            self._tell(stranger, line, "", [DirtKind.UNREADABLE])
        for line in _TAIL:
            self._lines.write(line)
        return self._truth.record

    def _tell(self, person: Person, line: str, truth: str, kinds: list[DirtKind]) -> None:
        self._truth.tell(self._lines.write(line), person.iin_on(self._day), truth, kinds)

    def _unreadable(self) -> Iterator[tuple[Person, str]]:
        """Records of people who are nowhere else in the register: one without an IIN, one born on 31 February, …"""
        rate = self._dirt.rate(DirtKind.UNREADABLE)
        wanted = max(2, round(rate * len(self._society.persons))) if rate else 0
        for place, stranger in enumerate(self._society.strangers[:wanted]):
            line = self.element(stranger)
            iin, birth = stranger.iin_on(self._day), stranger.birth.isoformat()
            yield (
                stranger,
                line.replace(f"<iin>{iin}</iin>", "", 1)
                if place % 2 == 0
                else line.replace(f"<birthDate>{birth}</birthDate>", "<birthDate>1990-02-31</birthDate>", 1),
            )

    def element(self, person: Person) -> str:
        day = self._day
        name = person.name_on(day)
        dead = person.death if person.death and person.death <= day else None
        return "".join(
            (
                "<person>",
                element("iin", person.iin_on(day)),
                self._former_iins(person),
                _names(name),
                element("engSurname", latin(name.surname, "icao").upper()),
                element("engFirstName", latin(name.given, "icao").upper()),
                element("birthDate", person.birth.isoformat()),
                element("deathDate", dead.isoformat() if dead else ""),
                _coded("gender", _GENDER[person.sex]),
                _coded("nationality", _NATIONALITY[person.group]),
                _coded("citizenship", _KAZAKHSTAN),
                self._birth_place(person),
                self._registered(person),
                self._documents(person),
                "</person>",
            )
        )

    def _former_iins(self, person: Person) -> str:
        ended = [
            (before.iin, after.first_day)
            for before, after in zip(person.iins, person.iins[1:], strict=False)
            if after.first_day <= self._day
        ]
        return "".join(
            f"<formerIin>{element('iin', iin)}{element('endDate', end.isoformat())}</formerIin>" for iin, end in ended
        )

    def _birth_place(self, person: Person) -> str:
        unit = self._society.territory.settlement(person.birth_home)
        if unit.type is UnitType.CITY_DISTRICT and unit.parent is not None:
            unit = self._society.territory.units[unit.parent]
        city = element("city", unit.names_on(person.birth)[0])
        return f"<birthPlace>{_coded('country', _KAZAKHSTAN)}{city}</birthPlace>"

    def _registered(self, person: Person) -> str:
        """The last registration; where a child has none in the register, none."""
        told = [residence for residence in person.residences if residence.since <= self._day]
        child = person.age_on(self._day) < 16
        if not told or (child and share(self._society.seed, "gbd_fl", "no address", person.index) < 0.05):
            return ""
        return self._address(told[-1])

    def _address(self, residence: Residence) -> str:
        territory = self._society.territory
        place, flat = territory.dwellings[residence.dwelling]
        building = territory.buildings[place]
        geonym = territory.geonyms[building.geonym]
        ended = residence.until is not None and residence.until <= self._day
        parts = (
            _coded("country", _KAZAKHSTAN),
            element("city", territory.units[geonym.unit].name_ru),
            element("street", f"{GEONYM_WORDS[geonym.type][0]} {geonym.name_ru}"),
            element("building", number_of(territory, building)),
            element("flat", "" if flat is None else territory.premises[flat].number),
            element("beginDate", residence.since.isoformat()),
            element("endDate", residence.until.isoformat() if ended and residence.until else ""),
            element("status", "0" if ended else "1"),
            element("arCode", territory.rka(residence.dwelling)),
        )
        return f"<regAddress>{''.join(parts)}</regAddress>"

    def _documents(self, person: Person) -> str:
        told = [document for document in person.documents if document.issued <= self._day]
        if not told:
            return ""
        last = {document.kind: document for document in told}
        return f"<documents>{''.join(_document(d, person, current=last[d.kind] is d) for d in told)}</documents>"


def _document(document: Document, person: Person, *, current: bool) -> str:
    parts = (
        _coded("type", _DOCUMENT[document.kind.value]),
        element("number", document.number),
        element("beginDate", document.issued.isoformat()),
        element("endDate", document.expires.isoformat()),
        _coded("issueOrganization", _INTERIOR),
        _coded("status", _VALID if current else _REPLACED),
        _names(document.name),
        element("birthDate", person.birth.isoformat()),
    )
    return f"<document>{''.join(parts)}</document>"


def _names(name: FullName) -> str:
    return element("surname", name.surname) + element("name", name.given) + element("patronymic", name.patronymic)


@cache
def _coded(tag: str, value: tuple[str, str, str]) -> str:
    code, name_ru, name_kk = value
    return f"<{tag}><code>{code}</code><nameRu>{name_ru}</nameRu><nameKz>{name_kk}</nameKz></{tag}>"
