"""The full address composed by walking all its states in one statement: what `full_text` reads ready is held against it.

Columns of the one row: see `full_text`.
"""

from registries.address import tables
from registries.address.walk import address_walk
from registries.address.wording import BUILDING_WORDS, COUNTRY, GEONYMS, KK, ROOM_WORDS, RU, UNITS, Vocabulary
from registries.address.wording_sql import both_languages, numbered, quoted
from registries.temporal.declare import Fact
from registries.temporal.state import Point, standing_one


def full_text_walked(address: str, point: Point) -> str:
    """A subquery without its brackets; `address` is the expression of an identity, which it may take from outside."""
    return f"""
{address_walk(f"SELECT CAST({address} AS bigint) AS start", point)},
units AS ({_named("territory", "unit_id", (tables.unit_type, tables.unit_name), UNITS, point)}),
geonyms AS ({_named("street", "geonym_id", (tables.geonym_type, tables.geonym_name), GEONYMS, point)}),
numbers AS (
    SELECT step, btrim(number, '/ ') AS whole FROM house WHERE step = (SELECT max(step) FROM house)
    UNION ALL
    SELECT h.step, CASE WHEN n.whole = '' OR starts_with(btrim(h.number, '/ '), n.whole || '/')
                        THEN btrim(h.number, '/ ') ELSE n.whole || '/' || btrim(h.number, '/ ') END
      FROM numbers n JOIN house h ON h.step = n.step - 1
),
pointed AS (
    SELECT (SELECT whole FROM numbers WHERE step = 0) AS number, coalesce(
        (SELECT pointer FROM house WHERE pointer <> 'CORPUS' ORDER BY step LIMIT 1),
        (SELECT pointer FROM house WHERE pointer IS NOT NULL ORDER BY step LIMIT 1)) AS pointer
)
SELECT e.stands, {", ".join(f"CASE WHEN e.stands THEN {_whole(language)} END AS {language}" for language in (KK, RU))},
       nullif(p.number, '') AS building, r.number AS premises,
       least(r.turning, (SELECT min(turning) FROM house), (SELECT min(turning) FROM units),
             (SELECT min(turning) FROM geonyms)) AS turning
  FROM pointed p LEFT JOIN room r ON true
 CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM house) OR r.start IS NOT NULL AS stands) e"""


def _whole(language: str) -> str:
    building = numbered("p.number", "p.pointer", BUILDING_WORDS, language)
    room = numbered("r.number", "r.kind", ROOM_WORDS, language)
    return (
        f"concat_ws(', ', {quoted(COUNTRY[language])}, (SELECT string_agg({language}, ', ' ORDER BY step DESC) FROM units "
        f"WHERE kind IS DISTINCT FROM 'REPUBLIC'), (SELECT string_agg({language}, ', ' ORDER BY step DESC) FROM geonyms), "
        f"CASE WHEN p.number IS NOT NULL THEN {building} END, CASE WHEN r.start IS NOT NULL THEN {room} END)"
    )


def _named(chain: str, key: str, facts: tuple[Fact, Fact], vocabulary: Vocabulary, point: Point) -> str:
    kind, name = facts
    of = f"s.{key} = c.{key}"
    joined = " ".join(
        f"LEFT JOIN {standing_one(name, f'{of} AND s.language = {language!r}', point)} {language} ON true"
        for language in (KK, RU)
    )
    return f"""
    SELECT c.step, k.kind, {both_languages(vocabulary)},
           least(c.turning, k.turning, kk.turning, ru.turning) AS turning
      FROM {chain} c LEFT JOIN {standing_one(kind, of, point)} k ON true {joined}"""
