"""How prefixes follow from states: the SQL that composes them for many units or geonyms at once.

Each of the two queries cuts time wherever a state of the thing, or of anything it ever lay in, begins, ends or becomes
uncertain; composes one text for each piece; and joins neighbouring pieces that say the same. What is shared is composed
once: a unit's part for all geonyms in it, a name for all that lie under it.
"""

from registries.address import tables
from registries.address.wording import COUNTRY, GEONYMS, KK, RU, UNITS, Vocabulary
from registries.address.wording_sql import both_languages, quoted
from registries.temporal.declare import Fact
from registries.temporal.state import Point, believed, source, standing_one

UNIT_FACTS = (tables.unit_type, tables.unit_name, tables.unit_parent)
GEONYM_FACTS = (tables.geonym_type, tables.geonym_name, tables.geonym_place)


def unit_prefixes(units: str, known: str | None = None) -> str:
    """Columns unit_id, valid_time, kk, ru, turning for all time, of each of the array `units`.

    `known` is an expression of the moment of belief; None is what is believed now.
    """
    parent = standing_one(tables.unit_parent, "s.unit_id = t.unit_id", Point("t.day", known))
    return f"""
WITH RECURSIVE above AS (
    SELECT e.id AS start, e.id AS unit_id FROM unnest({units}) AS e(id)
    UNION
    SELECT a.start, p.parent_id FROM above a JOIN {_source(tables.unit_parent, known)} p ON p.unit_id = a.unit_id{_believed("p", known)}
),
bound AS ({_bounds("unit_id", UNIT_FACTS, known)}),
piece AS (
    SELECT start, day, lead(day) OVER (PARTITION BY start ORDER BY day) AS until
      FROM (SELECT start, date '-infinity' AS day FROM above
            UNION SELECT a.start, b.day FROM above a JOIN bound b USING (unit_id)) d
),
territory AS (
    SELECT start, day, start AS unit_id, 0 AS step, ARRAY[start] AS seen, CAST(NULL AS date) AS turning FROM piece
    UNION ALL
    SELECT t.start, t.day, p.parent_id, t.step + 1, t.seen || p.parent_id, p.turning
      FROM territory t JOIN {parent} p ON true WHERE p.parent_id <> ALL (t.seen)
),
named AS ({_names("unit_id", "territory", UNIT_FACTS, UNITS, known)}),
composed AS (
    SELECT p.start, p.day, p.until, least(min(t.turning), min(n.turning)) AS turning,
           {_joined(KK, "n.kind IS DISTINCT FROM 'REPUBLIC'")}, {_joined(RU, "n.kind IS DISTINCT FROM 'REPUBLIC'")}
      FROM piece p JOIN territory t USING (start, day) JOIN named n USING (unit_id, day) GROUP BY p.start, p.day, p.until
),
whole AS (
    SELECT start, day, until, {", ".join(f"concat_ws(', ', {quoted(COUNTRY[one])}, {one}) AS {one}" for one in (KK, RU))}, turning
      FROM composed
)
{_periods("unit_id", ("kk", "ru", "turning"))}"""


def geonym_prefixes(geonyms: str, units: str, known: str | None = None) -> str:
    """Columns geonym_id, valid_time, kk, ru, placed, turning for all time, of each of the array `geonyms`.

    `units` is the function that composes the prefixes of an array of units.
    """
    place = _source(tables.geonym_place, known)
    holds = _believed("p", known)
    return f"""
WITH RECURSIVE above AS (
    SELECT e.id AS start, e.id AS geonym_id FROM unnest({geonyms}) AS e(id)
    UNION
    SELECT a.start, p.parent_id FROM above a JOIN {place} p ON p.geonym_id = a.geonym_id{holds} WHERE p.parent_id IS NOT NULL
),
lying AS (SELECT DISTINCT a.start, p.unit_id FROM above a JOIN {place} p ON p.geonym_id = a.geonym_id{holds}),
territory AS MATERIALIZED (
    SELECT * FROM {units}((SELECT array_agg(DISTINCT unit_id) FROM lying){"" if known is None else f", {known}"})
),
bound AS ({_bounds("geonym_id", GEONYM_FACTS, known)}),
piece AS (
    SELECT start, day, lead(day) OVER (PARTITION BY start ORDER BY day) AS until
      FROM (SELECT start, date '-infinity' AS day FROM above
            UNION SELECT a.start, b.day FROM above a JOIN bound b USING (geonym_id)
            UNION SELECT l.start, lower(t.valid_time) FROM lying l JOIN territory t USING (unit_id)
                   WHERE NOT lower_inf(t.valid_time)) d
),
street AS (
    SELECT p.start, p.day, p.start AS geonym_id, 0 AS step, ARRAY[p.start] AS seen, g.parent_id, g.unit_id, g.turning
      FROM piece p LEFT JOIN {standing_one(tables.geonym_place, "s.geonym_id = p.start", Point("p.day", known))} g ON true
    UNION ALL
    SELECT t.start, t.day, t.parent_id, t.step + 1, t.seen || t.parent_id, g.parent_id, g.unit_id, g.turning
      FROM street t LEFT JOIN {standing_one(tables.geonym_place, "s.geonym_id = t.parent_id", Point("t.day", known))} g ON true
     WHERE t.parent_id <> ALL (t.seen)
),
named AS ({_names("geonym_id", "street", GEONYM_FACTS, GEONYMS, known)}),
composed AS (
    SELECT p.start, p.day, p.until, least(min(t.turning), min(n.turning)) AS turning, {_joined(KK)}, {_joined(RU)},
           (array_agg(t.unit_id ORDER BY t.step DESC) FILTER (WHERE t.unit_id IS NOT NULL))[1] AS unit_id
      FROM piece p JOIN street t USING (start, day) JOIN named n USING (geonym_id, day) GROUP BY p.start, p.day, p.until
),
whole AS (
    SELECT c.start, c.day, c.until, concat_ws(', ', coalesce(u.kk, {quoted(COUNTRY[KK])}), c.kk) AS kk,
           concat_ws(', ', coalesce(u.ru, {quoted(COUNTRY[RU])}), c.ru) AS ru, c.unit_id IS NOT NULL AS placed,
           least(c.turning, u.turning) AS turning
      FROM composed c LEFT JOIN territory u ON u.unit_id = c.unit_id AND u.valid_time @> c.day
)
{_periods("geonym_id", ("kk", "ru", "placed", "turning"))}"""


def _source(fact: Fact, known: str | None) -> str:
    return source(fact, Point("", known))


def _believed(alias: str, known: str | None) -> str:
    return believed(alias, Point("", known))


def _bounds(key: str, facts: tuple[Fact, ...], known: str | None) -> str:
    """Every day on which what stands of a thing, or its certainty, may become another."""
    states = " UNION ALL ".join(
        f"SELECT s.valid_time, s.starts_after, s.ends_after FROM {_source(fact, known)} s "
        f"WHERE s.{key} = a.{key}{_believed('s', known)}"
        for fact in facts
    )
    return f"""
    SELECT DISTINCT a.{key}, d.day FROM (SELECT DISTINCT {key} FROM above) a CROSS JOIN LATERAL ({states}) v
     CROSS JOIN LATERAL (VALUES (lower(v.valid_time)), (upper(v.valid_time)), (v.starts_after + 1), (v.ends_after + 1)) d(day)
     WHERE d.day IS NOT NULL"""


def _names(key: str, chain: str, facts: tuple[Fact, ...], vocabulary: Vocabulary, known: str | None) -> str:
    kind, name, _ = facts
    of, point = f"s.{key} = c.{key}", Point("c.day", known)
    joined = " ".join(
        f"LEFT JOIN {standing_one(name, f'{of} AND s.language = {language!r}', point)} {language} ON true"
        for language in (KK, RU)
    )
    return f"""
    SELECT c.{key}, c.day, k.kind, {both_languages(vocabulary)}, least(k.turning, kk.turning, ru.turning) AS turning
      FROM (SELECT DISTINCT {key}, day FROM {chain}) c LEFT JOIN {standing_one(kind, of, point)} k ON true {joined}"""


def _joined(language: str, condition: str = "true") -> str:
    return f"string_agg(n.{language}, ', ' ORDER BY t.step DESC) FILTER (WHERE {condition}) AS {language}"


def _periods(key: str, said: tuple[str, ...]) -> str:
    """The pieces of `whole`, neighbours that say the same as one period."""
    columns = ", ".join(said)
    before = ", ".join(f"lag({one}) OVER line" for one in said)
    until = "nullif(max(coalesce(until, 'infinity')), 'infinity')"
    return f"""SELECT start AS {key}, daterange(nullif(min(day), '-infinity'), {until}) AS valid_time, {columns}
  FROM (SELECT *, sum(turned) OVER (PARTITION BY start ORDER BY day) AS period
          FROM (SELECT *, CAST(ROW({columns}) IS DISTINCT FROM ROW({before}) AS int) AS turned
                  FROM whole WINDOW line AS (PARTITION BY start ORDER BY day)) t) p
 GROUP BY start, period, {columns}"""
