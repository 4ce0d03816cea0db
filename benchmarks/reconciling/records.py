"""Records as departments would send them: persons of the register in one of their spellings, soiled, with the truth."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Engine, text

from registries.identifiers import rnn_check_digit

STRANGERS = 0.05
HEADER = "РНН;ИИН;ФИО;Дата рождения;Пол;Дата постановки\n"


@dataclass(frozen=True, slots=True)
class Written:
    """A record; `person` is whom it speaks of, None where nobody in the register."""

    person: int | None
    surname: str
    given_name: str | None
    patronymic: str | None
    born: date
    sex: str

    @property
    def full(self) -> str:
        return " ".join(filter(None, (self.surname, self.given_name, self.patronymic)))

    def variables(self) -> dict[str, object]:
        """As `RecordInput`."""
        name = {"surname": self.surname, "givenName": self.given_name, "patronymic": self.patronymic}
        return {"names": [name], "birthDate": self.born.isoformat(), "sex": self.sex}

    def taxpayer(self, place: int) -> str:
        """As a row of the tax committee, under a number that nobody bears."""
        first = f"99{900_000_000 + place}"
        number = rnn_check_digit(first)
        if number is None:
            return ""
        row = (
            f"{first}{number}",
            "",
            self.full,
            f"{self.born:%d.%m.%Y}",
            "Ж" if self.sex == "FEMALE" else "М",
            "01.02.2010",
        )
        return ";".join(row) + "\n"


def records_of(engine: Engine, persons: int, count: int, seed: int) -> list[Written]:
    """`count` records of persons drawn by the seed, one in twenty of a stranger."""
    chance = Random(seed)
    drawn = [chance.randrange(persons) + 1 for _ in range(count)]
    with engine.connect() as connection:
        rows = connection.execute(_SAID, {"ids": sorted(set(drawn))}).all()
    said = {row.id: row for row in rows}
    return [_soiled(_written(said[person], chance), chance) for person in drawn]


def _written(row: object, chance: Random) -> Written:
    surname, given, patronymic = chance.choice(row.names)  # type: ignore[attr-defined]
    return Written(row.id, surname, given, patronymic, row.birth_date, row.sex)  # type: ignore[attr-defined]


def _soiled(one: Written, chance: Random) -> Written:
    """Of twenty records one speaks of a stranger and about four have one fault."""
    if chance.random() < STRANGERS:
        surname = "".join(chance.choice("бвгджзклмнпрст") + chance.choice("аоуыэ") for _ in range(4)).capitalize()
        given = "".join(chance.choice("бвгджзклмнпрст") + chance.choice("аоуыэ") for _ in range(3)).capitalize()
        return replace(one, person=None, surname=surname, given_name=given, patronymic=None)
    return replace(one, **_fault(one, chance))


def _fault(one: Written, chance: Random) -> dict[str, Any]:
    """What is written wrong, if anything: each of six faults in one record of thirty."""
    place, born = chance.randrange(len(one.surname)), one.born
    faults: list[dict[str, Any]] = [
        {"surname": one.surname[:place] + chance.choice("аеиор") + one.surname[place + 1 :]},
        {"surname": one.given_name or one.surname, "given_name": one.surname},
        {"born": born.replace(year=born.year + chance.choice((-1, 1)), day=min(born.day, 28))},
        {"born": date(born.year, born.day, born.month) if born.day <= 12 else born},
        {"born": date(born.year, 1, 1)},
        {"patronymic": None},
    ]
    what = chance.randrange(30)
    return faults[what] if what < len(faults) else {}


def write_taxpayers(records: Iterable[Written], path: Path, rows: int) -> int:
    """A file of the tax committee with at most `rows` of these records; returns how many it has.

    It is in Windows-1251, which has no Kazakh letters: those names come in their Russian or Latin spelling.
    """
    lines = list(
        islice((line for place, one in enumerate(records) if (line := one.taxpayer(place)) and _fits(line)), rows)
    )
    path.write_text(HEADER + "".join(lines), encoding="cp1251")
    return len(lines)


def _fits(line: str) -> bool:
    return line.encode("cp1251", "ignore").decode("cp1251") == line


_SAID = text("""
    SELECT e.id, b.birth_date, s.sex,
           (SELECT json_agg(json_build_array(surname, given_name, patronymic) ORDER BY surname, given_name, patronymic)
              FROM individual.name WHERE individual_id = e.id) AS names
      FROM unnest(CAST(:ids AS bigint[])) AS e(id)
      JOIN individual.birth b ON b.individual_id = e.id JOIN individual.sex s ON s.individual_id = e.id
""")
