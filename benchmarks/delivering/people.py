"""A register of persons, and a delivery of identity documents: three rows in ten are of persons in the register.

The register is written as the response of its service (source `gbd_fl`), the delivery as the ministry's extract (source
`documents`). A person has three documents, far apart in the file and each in another spelling of the name; the other
rows are of people nobody knows, without an IIN. The same size writes the same bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final

from loaders.country.issuing import Office
from loaders.country.naming import feminine, kazakh_patronymic, russian_patronymic
from loaders.country.people import DocumentKind, Group, Sex
from loaders.country.wordlists import given_names, surnames

ROWS_A_PERSON: Final = 10  # of the delivery, for each person of the register
OF_PERSONS: Final = 3  # of these ten
MOST_ROWS: Final = 1_000_000  # the synthetic numbers of documents end there
FIRST_BIRTH: Final = date(1940, 1, 1)
BIRTHS: Final = 24_000  # days
PASSPORT_EVERY: Final = 20
HEADER: Final = "doc_type,doc_number,issued,expires,issuer,iin,surname,given_name,patronymic,birth_date\n"


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up person, the name in Kazakh and in russified spelling."""

    born: date
    sex: Sex
    kazakh: tuple[str, str, str]
    russian: tuple[str, str, str]


def write_register(path: Path, persons: int) -> None:
    """The response of the register of persons, in which `persons` people stand."""
    office = Office()
    with path.open("w", encoding="utf-8") as file:
        file.write("<response><persons>\n")
        for person in _people(persons, "register"):
            file.write(_entry(person, office.iin(person.born, person.sex)))
        file.write("</persons></response>\n")


def write_documents(path: Path, rows: int, persons: int) -> None:
    """The extract of documents, `rows` rows after its header, for a register of `persons` people."""
    office = Office()
    known = [(office.iin(p.born, p.sex), p) for p in _people(persons, "register")]
    chance = Random(rows)
    with path.open("w", encoding="utf-8-sig") as file:
        file.write(HEADER)
        for serial, stranger in enumerate(_people(rows, "strangers")):
            place, turn = divmod(serial, ROWS_A_PERSON)
            iin, person = (
                known[(place + turn * persons // OF_PERSONS) % persons] if turn < OF_PERSONS else ("", stranger)
            )
            kind = DocumentKind.IDENTITY_CARD if serial % PASSPORT_EVERY else DocumentKind.PASSPORT
            name = ",".join(person.kazakh if turn % 2 else person.russian)
            issued = date(2012, 1, 1) + timedelta(days=chance.randrange(4_000))
            expires = issued.replace(year=issued.year + 10, day=min(issued.day, 28))
            file.write(
                f"{kind.value},{office.document_number(kind)},{issued},{expires},МВД РК,{iin},{name},{person.born}\n"
            )


def _people(count: int, seed: str) -> Iterator[Person]:
    chance = Random(seed)
    families, fathers = surnames(Group.KAZAKH), given_names(Group.KAZAKH, Sex.MAN)
    for _ in range(count):
        sex = chance.choice((Sex.MAN, Sex.WOMAN))
        family, father, own = (
            chance.choice(families),
            chance.choice(fathers),
            chance.choice(given_names(Group.KAZAKH, sex)),
        )
        born = FIRST_BIRTH + timedelta(days=chance.randrange(BIRTHS))
        borne = feminine if sex is Sex.WOMAN else str
        kazakh = (borne(family.kazakh), own.kazakh, kazakh_patronymic(father.kazakh, sex))
        yield Person(born, sex, kazakh, (borne(family.russian), own.russian, russian_patronymic(father.kazakh, sex)))


def _entry(person: Person, iin: str) -> str:
    surname, given, patronymic = person.kazakh
    gender = 1 if person.sex is Sex.MAN else 2
    return (
        f"<person><iin>{iin}</iin><surname>{surname}</surname><name>{given}</name><patronymic>{patronymic}</patronymic>"
        f"<birthDate>{person.born}</birthDate><gender><code>{gender}</code></gender>"
        "<citizenship><code>398</code></citizenship></person>\n"
    )
