"""truth/persons.jsonl: the true life of each person of the register, one JSON object a line.

Keys: `index`, `iins` [{iin, first_day}], `sex` m/f, `birth`, `death`, `left` (the country for good), `father`, `mother`
(their present IINs), `adopted`, `names` [{first_day, surname, given, patronymic, reason}], `marriages` [{spouse,
first_day, last_day}], `documents` [{kind, number, issued, expires}], `residences` [{rka, since, until}], `rnn`, `sik`,
`suspicion`. Days YYYY-MM-DD, `until` exclusive; null for none. Facts of the month after the first round are in it.
"""

import json
from datetime import date

from loaders.country.files import Lines
from loaders.country.issuing import rnn_of, sik_of
from loaders.country.people import Person
from loaders.country.rounds import SECOND_ROUND
from loaders.country.society import Society


def write_biographies(society: Society, lines: Lines) -> None:
    for person in society.persons:
        lines.write(json.dumps(_life(person, society), ensure_ascii=False, separators=(",", ":")))


def _life(person: Person, society: Society) -> dict[str, object]:
    return {
        "index": person.index,
        "iins": [{"iin": numbered.iin, "first_day": _day(numbered.first_day)} for numbered in person.iins],
        "sex": person.sex.value,
        "birth": _day(person.birth),
        "death": _day(person.death),
        "left": _day(person.left),
        "father": _iin(person.father, society),
        "mother": _iin(person.mother, society),
        "adopted": _day(person.adopted),
        "names": _names(person),
        "marriages": [
            {"spouse": _iin(m.spouse, society), "first_day": _day(m.first_day), "last_day": _day(m.last_day)}
            for m in person.marriages
        ],
        "documents": [
            {"kind": d.kind.value, "number": d.number, "issued": _day(d.issued), "expires": _day(d.expires)}
            for d in person.documents
        ],
        "residences": [
            {"rka": society.territory.rka(r.dwelling), "since": _day(r.since), "until": _day(r.until)}
            for r in person.residences
        ],
        "rnn": rnn_of(person.index),
        "sik": sik_of(person.index),
        "suspicion": person.suspicion,
    }


def _names(person: Person) -> list[dict[str, str | None]]:
    return [
        {
            "first_day": _day(named.first_day),
            "surname": named.name.surname,
            "given": named.name.given,
            "patronymic": named.name.patronymic,
            "reason": named.reason,
        }
        for named in person.names
    ]


def _iin(place: int | None, society: Society) -> str | None:
    return None if place is None else society.persons[place].iin_on(SECOND_ROUND)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
