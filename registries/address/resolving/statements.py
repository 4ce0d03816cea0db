"""The statements of a batch: each answers for all texts at once, by the indexes of PostgreSQL."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, text

from registries.address import tables
from registries.address.full_text import READ as full_text_read  # noqa: N811  a tuple of several
from registries.address.full_text import full_text
from registries.address.matching import geonym_key, unit_key
from registries.address.prefix import geonym_prefix, unit_prefix
from registries.address.resolving.resolution import Level, Period
from registries.temporal.read import Call, Read
from registries.temporal.state import Point

MOST_HOMONYMS = 60  # streets of one name that are looked at where no settlement is said
LEAST_SIMILAR = 0.22  # trigrams shared; what is forgiven is decided by likeness

UNITS = text("""
    SELECT k.key, k.unit_id, (SELECT array_agg(DISTINCT t.kind) FROM address.unit_type t WHERE t.unit_id = k.unit_id)
      FROM address.unit_key k WHERE k.key = ANY (CAST(:keys AS text[]))
""")
SIMILAR_UNITS = text("""
    SELECT q.key, k.unit_id, k.key,
           (SELECT array_agg(DISTINCT t.kind) FROM address.unit_type t WHERE t.unit_id = k.unit_id)
      FROM unnest(CAST(:keys AS text[])) q(key) JOIN address.unit_key k ON k.key % q.key
""")
ABOVE = text("""
    WITH RECURSIVE above AS (
        SELECT e.id AS start, e.id FROM unnest(CAST(:ids AS bigint[])) e(id)
        UNION
        SELECT a.start, p.parent_id FROM above a JOIN address.unit_parent p ON p.unit_id = a.id
    ) SELECT start, id FROM above
""")
BELOW = text("""
    WITH RECURSIVE below AS (
        SELECT e.id AS start, e.id FROM unnest(CAST(:ids AS bigint[])) e(id)
        UNION
        SELECT b.start, p.unit_id FROM below b JOIN address.unit_parent p ON p.parent_id = b.id
    ) SELECT start, id FROM below
""")
GEONYMS = text("""
    SELECT DISTINCT q.key, q.unit_id, k.geonym_id
      FROM unnest(CAST(:keys AS text[]), CAST(:units AS bigint[])) q(key, unit_id)
      JOIN address.geonym_key k ON k.key = q.key AND k.unit_id = q.unit_id
""")
GEONYMS_ANYWHERE = text("""
    SELECT q.key, k.geonym_id FROM unnest(CAST(:keys AS text[])) q(key)
     CROSS JOIN LATERAL (SELECT DISTINCT g.geonym_id FROM address.geonym_key g WHERE g.key = q.key LIMIT :most) k
""")
SIMILAR_GEONYMS = text("""
    SELECT q.key, q.unit_id, k.key, k.geonym_id
      FROM unnest(CAST(:keys AS text[]), CAST(:units AS bigint[]), CAST(:patterns AS text[])) q(key, unit_id, pattern)
      JOIN address.geonym_key k ON k.unit_id = q.unit_id AND (k.key % q.key OR k.key LIKE q.pattern)
""")
NAMES = text("""
    SELECT geonym_id, name, lower(valid_time), upper(valid_time) FROM address.geonym_name
     WHERE geonym_id = ANY (CAST(:ids AS bigint[])) ORDER BY geonym_id, valid_time, language
""")
PLACES = text("""
    SELECT p.geonym_id, array_agg(DISTINCT p.unit_id), array_agg(DISTINCT p.parent_id) FILTER (WHERE p.parent_id IS NOT NULL),
           (SELECT array_agg(DISTINCT t.kind) FROM address.geonym_type t WHERE t.geonym_id = p.geonym_id)
      FROM address.geonym_place p WHERE p.geonym_id = ANY (CAST(:ids AS bigint[])) GROUP BY p.geonym_id
""")
_ASKED = """
    WITH q AS MATERIALIZED (
        SELECT place, number, alphabet.number_key(number) AS whole,
               alphabet.number_key(regexp_replace(number, '/[^/]*$', '')) AS head,
               CASE WHEN number LIKE '%/%' THEN alphabet.number_key(regexp_replace(number, '^.*/', '')) END AS tail
          FROM unnest(CAST(:places AS bigint[]), CAST(:numbers AS text[])) e(place, number)
    )
    SELECT DISTINCT q.place, q.number, b.address_id FROM q JOIN address.building b ON b.{column} = q.place AND b.number_key = q.whole
     WHERE {condition}
    UNION
    SELECT q.place, q.number, c.address_id FROM q JOIN address.building b ON b.{column} = q.place AND b.number_key = q.head
      JOIN address.building c ON c.parent_id = b.address_id AND c.number_key = q.tail WHERE q.tail IS NOT NULL AND {condition}
"""
BUILDINGS = text(_ASKED.format(column="geonym_id", condition="true"))
BUILDINGS_OF_UNITS = text(_ASKED.format(column="unit_id", condition="b.geonym_id IS NULL"))
PREMISES = text("""
    SELECT q.building_id, q.number, p.address_id
      FROM unnest(CAST(:places AS bigint[]), CAST(:numbers AS text[])) q(building_id, number)
      JOIN address.premises p ON p.building_id = q.building_id AND upper(p.number) = upper(q.number)
""")
# A corner: a building on one street that is part of a building on the other is its second address.
CORNERS = text("""
    SELECT DISTINCT q.one, q.other, CASE WHEN a.parent_id = b.address_id THEN b.address_id ELSE a.address_id END
      FROM unnest(CAST(:ones AS bigint[]), CAST(:others AS bigint[])) q(one, other)
      JOIN address.building a ON a.geonym_id = q.one
      JOIN address.building b ON b.geonym_id = q.other AND (a.parent_id = b.address_id OR b.parent_id = a.address_id)
""")
_WRITTEN = {
    Level.ADDRESS: "SELECT e.id, f.kk, f.ru FROM unnest(CAST(:ids AS bigint[])) e(id) "
    f"CROSS JOIN LATERAL ({full_text('e.id', Point('CAST(:today AS date)'))}) f WHERE f.stands",
    Level.GEONYM: "SELECT geonym_id, kk, ru FROM address.geonym_prefix "
    "WHERE geonym_id = ANY (CAST(:ids AS bigint[])) AND valid_time @> CAST(:today AS date)",
    Level.UNIT: "SELECT unit_id, kk, ru FROM address.unit_prefix "
    "WHERE unit_id = ANY (CAST(:ids AS bigint[])) AND valid_time @> CAST(:today AS date)",
}
WRITTEN = {level: text(statement) for level, statement in _WRITTEN.items()}
# What the statements read, and which functions they call.
READ = (
    Read(unit_key, ("key", "unit_id")),
    Read(geonym_key, ("key", "unit_id", "geonym_id")),
    Read(tables.unit_type.table, ("unit_id", "kind")),
    Read(tables.unit_parent.table, ("unit_id", "parent_id")),
    Read(tables.geonym_name.table, ("geonym_id", "language", "name", "valid_time")),
    Read(tables.geonym_place.table, ("geonym_id", "unit_id", "parent_id")),
    Read(tables.geonym_type.table, ("geonym_id", "kind")),
    Read(tables.building.table, ("address_id", "geonym_id", "unit_id", "parent_id", "number_key")),
    Read(tables.premises.table, ("address_id", "building_id", "number")),
    Read(geonym_prefix.table, ("geonym_id", "kk", "ru", "valid_time")),
    Read(unit_prefix.table, ("unit_id", "kk", "ru", "valid_time")),
    *full_text_read,
    Call("alphabet.number_key(text)"),
    Call("alphabet.kazakh_key(text)"),
)

Pair = tuple[int, str]  # a geonym, unit or building, and a number in it


def forgiving(connection: Connection) -> None:
    """For the rest of the transaction: how many trigrams similar keys share."""
    connection.execute(
        text("SELECT set_config('pg_trgm.similarity_threshold', :least, true)"), {"least": str(LEAST_SIMILAR)}
    )


def units(connection: Connection, keys: Iterable[str]) -> dict[str, dict[int, frozenset[str]]]:
    """By key, the units that ever bore it, with all kinds they ever were of."""
    found: dict[str, dict[int, frozenset[str]]] = defaultdict(dict)
    for key, unit, kinds in connection.execute(UNITS, {"keys": list(keys)}):
        found[key][unit] = frozenset(kinds or ())
    return found


def similar_units(connection: Connection, keys: Iterable[str]) -> list[tuple[str, int, str, frozenset[str]]]:
    rows = connection.execute(SIMILAR_UNITS, {"keys": list(keys)})
    return [(key, unit, registered, frozenset(kinds or ())) for key, unit, registered, kinds in rows]


def related(connection: Connection, statement: object, ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """ABOVE or BELOW: by unit, all units above or below it at any time, itself among them."""
    found: dict[int, set[int]] = defaultdict(set)
    for start, identity in connection.execute(statement, {"ids": list(ids)}):  # type: ignore[call-overload]
        found[start].add(identity)
    return {start: frozenset(of) for start, of in found.items()}


def names(connection: Connection, ids: Iterable[int]) -> dict[int, list[tuple[str, Period]]]:
    found: dict[int, list[tuple[str, Period]]] = defaultdict(list)
    for geonym, name, since, until in connection.execute(NAMES, {"ids": list(ids)}):
        found[geonym].append((name, Period(since, until)))
    return found


def numbered(connection: Connection, statement: object, wanted: Iterable[Pair]) -> dict[Pair, list[int]]:
    """BUILDINGS, BUILDINGS_OF_UNITS or PREMISES: by place and number, the addresses of that number there."""
    asked = list(dict.fromkeys(wanted))
    found: dict[Pair, list[int]] = defaultdict(list)
    if asked:
        bound = {"places": [place for place, _ in asked], "numbers": [number for _, number in asked]}
        for place, number, address in connection.execute(statement, bound):  # type: ignore[call-overload]
            found[place, number].append(address)
    return found


def corners(connection: Connection, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], list[int]]:
    """By two streets, the buildings that have an address on each."""
    asked = list(dict.fromkeys(wanted))
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    if asked:
        bound = {"ones": [one for one, _ in asked], "others": [other for _, other in asked]}
        for one, other, address in connection.execute(CORNERS, bound):
            found[one, other].append(address)
    return found


def written(
    connection: Connection, wanted: Mapping[Level, Sequence[int]], today: date
) -> dict[tuple[Level, int], tuple[str, str]]:
    """The whole text of places in Kazakh and Russian as of `today`."""
    found: dict[tuple[Level, int], tuple[str, str]] = {}
    for level, ids in wanted.items():
        for identity, kk, ru in connection.execute(WRITTEN[level], {"ids": list(ids), "today": today}):
            found[level, identity] = (kk, ru)
    return found
