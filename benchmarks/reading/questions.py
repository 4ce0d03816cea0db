"""The four operations, their seeded keys, and how each peer words them."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, text

DOCUMENTS = Path(__file__).parent / "documents"
RESIDENTS = 50
LATEST = date(2026, 1, 1)

# In an order that follows from the seed alone.
PERSONS = text("""
    SELECT i.value, greatest(lower(b.valid_time), date '2000-01-01')
           + (hashint8extended(i.individual_id, :seed) & 2147483647)::int
           % greatest(date '2026-01-01' - greatest(lower(b.valid_time), date '2000-01-01'), 1) AS day
      FROM crosswalk.individual_identifier i JOIN individual.birth b USING (individual_id)
     WHERE i.scheme = 'IIN' ORDER BY hashint8extended(i.individual_id, :seed + 1) LIMIT :most
""")
BUILDINGS = text("""
    WITH dated AS MATERIALIZED (
        SELECT c.address_id, c.rka, date '2003-01-01' + (hashint8extended(c.address_id, :seed + d) & 2147483647)::int % 8400 AS day
          FROM address.address_code c CROSS JOIN generate_series(1, :days) d WHERE c.address_id <= :blocks
    ), lived AS MATERIALIZED (
        SELECT p.building_id, r.valid_time FROM address.premises p JOIN individual.residence r ON r.address_id = p.address_id
    )
    SELECT d.rka, d.day FROM dated d JOIN lived l ON l.building_id = d.address_id AND l.valid_time @> d.day
     GROUP BY d.address_id, d.rka, d.day HAVING count(*) >= :residents
     ORDER BY hashint8extended(d.address_id, :seed + 100), d.day LIMIT :most
""")


@dataclass(frozen=True, slots=True)
class Key:
    """Whom or what is asked for, and the day."""

    number: str
    day: date


@dataclass(frozen=True, slots=True)
class Question:
    """`name` is Q1…; `document` is our wording of it, `floor` the keys it must have at full size."""

    name: str
    told: str
    document: str
    floor: int
    argument: str

    def ours(self) -> str:
        return (DOCUMENTS / f"{self.document}.graphql").read_text(encoding="utf-8")


Q1 = Question("Q1", "person by IIN, today", "person", 100_000, "iin")
Q2 = Question("Q2", "person by IIN on a past day", "person_on_day", 100_000, "iin")
Q3 = Question("Q3", "fifty residents of a building on a day", "residents", 2_000, "rka")
Q4 = Question("Q4", "{ __typename }", "typename", 1, "none")
QUESTIONS = (Q1, Q2, Q3, Q4)


def keys_of(connection: Connection, question: Question, seed: int, blocks: int, today: date) -> Sequence[Key]:
    """The keys of a question in seeded order; fewer than its floor where the database is a small one."""
    if question is Q4:
        return [Key("", today)]
    if question is Q3:
        found = connection.execute(
            BUILDINGS, {"seed": seed, "blocks": blocks, "days": 4, "residents": RESIDENTS, "most": question.floor * 4}
        )
    else:
        found = connection.execute(PERSONS, {"seed": seed, "most": question.floor})
    return [Key(number, today if question is Q1 else day) for number, day in found]


def write_keys(path: Path, keys: Sequence[Key], worded: Callable[[Key], Mapping[str, object]]) -> Path:
    """The variables of each request, one JSON object a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(worded(key), separators=(",", ":")) + "\n" for key in keys))
    return path
