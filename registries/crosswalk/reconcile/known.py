"""What the register knows that needs no weighing: who bears a number, and what clerks judged of a record."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import Connection, text

from registries.crosswalk.comparison import Demographics
from registries.crosswalk.judgement import PROPOSED, JudgedBy
from registries.crosswalk.linkage import Node, Number, People, Place
from registries.crosswalk.match_tables import match_row
from registries.crosswalk.tables import individual_identifier, judgement, membership
from registries.crosswalk.weighing.scorer import Record
from registries.individual.tables import birth, name, sex
from registries.prepared import PreparedStatement
from registries.provenance import record, source
from registries.temporal import bears
from registries.temporal.read import Read

# A number that more people than this bear is a placeholder that somebody forgot to declare.
HOT: Final = 50
READ: Final = (
    Read(individual_identifier.table, ("individual_id", "scheme", "value", "valid_time", "starts_after", "ends_after")),
    Read(name.table, ("individual_id", "surname", "given_name", "patronymic")),
    Read(birth.table, ("individual_id", "birth_date")),
    Read(sex.table, ("individual_id", "sex")),
    Read(match_row, ("individual_id", "place", "texts")),
    Read(source, ("id", "name")),
    Read(record, ("id", "source_id", "key")),
    Read(membership.table, ("record_id", "register", "entity_id")),
    Read(judgement, ("id", "left_id", "right_id", "verdict", "method", "judged_by")),
)


@dataclass(slots=True)
class Bearers:
    """People who bear any of the numbers asked for, with their match rows."""

    people: People = field(default_factory=People)
    rows: dict[int, list[Record]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class Judged:
    """Of one record: whom it is linked to today, whom a clerk judged it to be, and whom never."""

    linked: int | None = None
    verified: int | None = None
    never: frozenset[int] = frozenset()


UNJUDGED: Final = Judged()


def place_of(person: int) -> Place:
    """What a person of the register is called among those who bear a number."""
    return "individual", f"{person:019d}"


def bearers_of(connection: Connection, numbers: Iterable[Number]) -> Bearers:
    """Whoever bears one of `numbers` or ever bore it, as believed now."""
    wanted = sorted(set(numbers))
    found = Bearers()
    if not wanted:
        return found
    schemes, values = [scheme for scheme, _ in wanted], [value for _, value in wanted]
    borne: dict[int, list[Number]] = defaultdict(list)
    for row in connection.execute(_BEARERS, {"schemes": schemes, "values": values, "hot": HOT}):
        borne[row.individual_id].append((row.scheme, row.value))
    for row in connection.execute(_SAID, {"ids": sorted(borne)}) if borne else ():
        said = Demographics.of(map(tuple, row.names or ()), map(date.fromisoformat, row.births or ()), row.sexes or ())
        place = place_of(row.id)
        found.people.add(place, Node(row.id, place, makes=True, numbers=frozenset(borne[row.id]), said=said))
        found.rows[row.id] = [tuple(texts) for texts in row.rows or ()]
    return found


def judged_of(connection: Connection, records: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Judged]:
    """What is in force on records of sources, by (source, key)."""
    if not records:
        return {}
    parameters = {
        "sources": [of for of, _ in records],
        "keys": [key for _, key in records],
        "clerk": JudgedBy.CLERK,
        "proposed": PROPOSED,
    }
    found = {}
    for row in connection.execute(_JUDGED, parameters):
        positive, negative = row.positive or [], row.negative or []
        found[row.source, row.key] = Judged(row.linked, min(positive, default=None), frozenset(negative))
    return found


def iins_of(connection: Connection, individuals: Iterable[int], day: date) -> dict[int, str]:
    """The IIN each bears on the day: of several the certain one, then the latest."""
    rows = _IINS.rows(connection, sorted(set(individuals)), day)
    return {row.individual_id: row.value for row in rows}


# Of one number no more versions are read than decide whether it is hot.
_BEARERS = text(f"""
    SELECT n.scheme, n.value, h.individual_id
      FROM unnest(CAST(:schemes AS text[]), CAST(:values AS text[])) AS n(scheme, value)
      CROSS JOIN LATERAL (
        SELECT d.individual_id, count(*) OVER () AS bearers
          FROM (SELECT DISTINCT v.individual_id
                  FROM (SELECT i.individual_id FROM crosswalk.individual_identifier i
                         WHERE {bears("i", "n.scheme", "n.value")} LIMIT 10 * :hot) v) d) h
     WHERE h.bearers <= :hot
""")
_SAID = text("""
    SELECT e.id,
           (SELECT json_agg(json_build_array(surname, given_name, patronymic))
              FROM (SELECT DISTINCT surname, given_name, patronymic FROM individual.name WHERE individual_id = e.id) d
           ) AS names,
           (SELECT json_agg(DISTINCT birth_date) FROM individual.birth WHERE individual_id = e.id) AS births,
           (SELECT json_agg(DISTINCT sex) FROM individual.sex WHERE individual_id = e.id) AS sexes,
           (SELECT json_agg(texts ORDER BY place) FROM crosswalk.match_row WHERE individual_id = e.id) AS rows
      FROM unnest(CAST(:ids AS bigint[])) AS e(id) ORDER BY e.id
""")
# The last decision of a clerk on a pair is in force, whatever the rules have said since; a proposal decides nothing.
_JUDGED = text("""
    SELECT a.source, a.key, m.entity_id AS linked,
           (SELECT array_agg(o.entity_id) FROM unnest(j.others, j.verdicts) AS v(other, verdict)
              JOIN crosswalk.membership o ON o.record_id = v.other AND o.register = 'individual'
             WHERE v.verdict = 'POSITIVE') AS positive,
           (SELECT array_agg(o.entity_id) FROM unnest(j.others, j.verdicts) AS v(other, verdict)
              JOIN crosswalk.membership o ON o.record_id = v.other AND o.register = 'individual'
             WHERE v.verdict = 'NEGATIVE') AS negative
      FROM unnest(CAST(:sources AS text[]), CAST(:keys AS text[])) AS a(source, key)
      JOIN provenance.source s ON s.name = a.source
      JOIN provenance.record r ON r.source_id = s.id AND r.key = a.key
      LEFT JOIN crosswalk.membership m ON m.record_id = r.id AND m.register = 'individual'
     CROSS JOIN LATERAL (
        SELECT array_agg(l.other) AS others, array_agg(l.verdict) AS verdicts
          FROM (SELECT DISTINCT ON (p.other) p.other, p.verdict
                  FROM (SELECT right_id AS other, verdict, method, judged_by, id
                          FROM crosswalk.judgement WHERE left_id = r.id
                        UNION ALL
                        SELECT left_id, verdict, method, judged_by, id
                          FROM crosswalk.judgement WHERE right_id = r.id) p
                 WHERE p.judged_by = :clerk AND p.method <> :proposed
                 ORDER BY p.other, p.id DESC) l) j
""")
_IINS: Final = PreparedStatement(
    "iins_of_individuals",
    """
    SELECT DISTINCT ON (i.individual_id) i.individual_id, i.value
      FROM unnest(CAST($1 AS bigint[])) AS e(id)
      JOIN crosswalk.individual_identifier i ON i.individual_id = e.id AND i.scheme = 'IIN'
       AND (i.valid_time @> CAST($2 AS date) OR i.starts_after < CAST($2 AS date) AND lower(i.valid_time) > CAST($2 AS date))
     ORDER BY i.individual_id, NOT i.valid_time @> CAST($2 AS date) OR coalesce(i.ends_after < CAST($2 AS date), false),
              lower(i.valid_time) DESC NULLS LAST, i.value DESC
""",
    2,
)
