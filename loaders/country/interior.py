"""The ministry of the interior: documents issued, and registrations at an address.

documents: CSV in UTF-8 with BOM, `,`, header `doc_type,doc_number,issued,expires,issuer,iin,surname,given_name,
patronymic,birth_date`; one row a document, the name as of its issue. doc_type 001 passport, 002 identity card. Dates
YYYY-MM-DD (a bare year where the day is unknown). Everybody past 16 who has had a document.

residence: XML in UTF-8, `registrations/registration` with `doc_number` or `iin` or both, `surname`, `name`,
`patronymic`, `birthDate`, `address/rka`, `address/text`, `since`, `until`; an element without a value is left out.
Each registration stands on one line. A delta: the first delivery has all so far, a later one only registrations that
began and, once more with their `until`, those that ended since the last.
"""

from collections.abc import Iterator
from datetime import date

from loaders.country.addresses import address_ru
from loaders.country.chance import share
from loaders.country.department import Department, Entry, Period, spelled_birth
from loaders.country.files import csv_line
from loaders.country.markup import element
from loaders.country.people import Person, Residence
from loaders.country.record import Record

_ISSUER = "МВД РК"


class Documents(Department):
    source = "documents"
    encoding = "utf-8-sig"
    tells_sex = False
    impossible_birth = "1950-00-00"

    def entries(self, person: Person, period: Period) -> Iterator[Entry]:
        for document in person.documents:
            if document.issued <= period.until:
                facts = {
                    "type": document.kind.value,
                    "issued": document.issued.isoformat(),
                    "expires": document.expires.isoformat(),
                }
                numbers = {"doc_number": document.number, "iin": person.iin_on(document.issued)}
                yield Entry(document.number, person, document.name, numbers, facts)

    def numbers_of(self, person: Person, day: date) -> dict[str, str]:
        card = person.document_on(day)
        return {"doc_number": card.number if card else "", "iin": person.iin_on(day)}

    def columns(self, record: Record, entry: Entry) -> dict[str, str]:
        return {
            "doc_type": entry.facts["type"],
            "doc_number": record.numbers["doc_number"],
            "issued": entry.facts["issued"],
            "expires": entry.facts["expires"],
            "issuer": _ISSUER,
            "iin": record.numbers["iin"],
            "surname": record.surname,
            "given_name": record.given,
            "patronymic": record.patronymic,
            "birth": spelled_birth(record.birth),
        }

    def line(self, columns: dict[str, str]) -> str:
        return csv_line(tuple(columns.values()))

    def header(self) -> tuple[str, ...]:
        return ("doc_type,doc_number,issued,expires,issuer,iin,surname,given_name,patronymic,birth_date",)


class Registrations(Department):
    source = "residence"
    extension = "xml"
    tells_sex = False
    impossible_birth = "1950-00-00"

    def entries(self, person: Person, period: Period) -> Iterator[Entry]:
        for residence in person.residences:
            if _is_told(residence, period):
                ended = residence.until is not None and residence.until <= period.until
                facts = {"since": residence.since.isoformat()}
                facts |= {"until": residence.until.isoformat()} if ended and residence.until else {}
                key = f"{person.index}-{residence.since.isoformat()}"
                numbers = self._known_numbers(person, residence.since, key)
                yield Entry(key, person, person.name_on(residence.since), numbers, facts, residence.dwelling)

    def _known_numbers(self, person: Person, day: date, key: str) -> dict[str, str]:
        """By document, by IIN, or both; who has no document yet is registered by IIN."""
        numbers = self.numbers_of(person, day)
        chance = share(self.society.seed, "residence", "numbers", key)
        if chance < 0.35 or not numbers["doc_number"]:
            numbers["doc_number"] = ""
        elif chance < 0.8:
            numbers["iin"] = ""
        return numbers

    def numbers_of(self, person: Person, day: date) -> dict[str, str]:
        card = person.document_on(day)
        return {"doc_number": card.number if card else "", "iin": person.iin_on(day)}

    def address(self, dwelling: int, key: str) -> tuple[str, str]:
        """(RKA, text): the code in three rows of five, the text in short or full words."""
        territory = self.society.territory
        chance = share(self.society.seed, "residence", "address", key)
        return territory.rka(dwelling) if chance < 0.6 else "", address_ru(territory, dwelling, short=chance < 0.5)

    def columns(self, record: Record, entry: Entry) -> dict[str, str]:
        return {
            "doc_number": record.numbers["doc_number"],
            "iin": record.numbers["iin"],
            "surname": record.surname,
            "name": record.given,
            "patronymic": record.patronymic,
            "birth": spelled_birth(record.birth),
            "rka": record.rka,
            "text": record.place,
            "since": entry.facts["since"],
            "until": entry.facts.get("until", ""),
        }

    def line(self, columns: dict[str, str]) -> str:
        named = {"birthDate" if name == "birth" else name: value for name, value in columns.items()}
        address = element("rka", named.pop("rka")) + element("text", named.pop("text"))
        dates = element("since", named.pop("since", "")) + element("until", named.pop("until", ""))
        head = "".join(element(name, value) for name, value in named.items())
        return f"<registration>{head}{f'<address>{address}</address>' if address else ''}{dates}</registration>"

    def broken_line(self, columns: dict[str, str]) -> str:
        """Without the day it began."""
        return self.line(columns | {"since": ""})

    def header(self) -> tuple[str, ...]:
        return ('<?xml version="1.0" encoding="UTF-8"?>', "<registrations>")

    def footer(self) -> tuple[str, ...]:
        return ("</registrations>",)


def _is_told(residence: Residence, period: Period) -> bool:
    if period.after is None:
        return residence.since <= period.until
    began = period.after < residence.since <= period.until
    return began or (residence.until is not None and period.after < residence.until <= period.until)
