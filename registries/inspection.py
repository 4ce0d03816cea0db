"""What a healthy database keeps: the checks behind `registries db check`."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, text

from registries.address import matching
from registries.address.upkeep import DIFFERING
from registries.crosswalk.registers import FACTS
from registries.crosswalk.review import LAST
from registries.database import loud_settings

# Each counts what must not be; zero is health.
FAULTS: Mapping[str, str] = {
    "deliveries whose rows are not conserved": """
        SELECT count(*) FROM provenance.delivery d WHERE d.state <> 'REFUSED' AND (d.accepted, d.quarantined) <> (
            (SELECT count(*) FROM provenance.statement s WHERE s.delivery_id = d.id),
            (SELECT count(*) FROM provenance.quarantine q WHERE q.delivery_id = d.id AND q.state <> 'RELEASED'))""",
    "statements without a reading": """
        SELECT count(*) FROM provenance.statement s
         WHERE NOT EXISTS (SELECT FROM provenance.reading g WHERE g.statement_id = s.id)""",
    "applied deliveries with records still due": """
        SELECT count(DISTINCT d.id) FROM provenance.delivery d JOIN provenance.due u ON u.delivery_id = d.id
         WHERE d.state = 'APPLIED'""",
    "records linked to a person without a judgement": """
        SELECT count(*) FROM crosswalk.membership m WHERE m.register = 'individual' AND NOT m.founding
           AND NOT EXISTS (SELECT FROM crosswalk.judgement j
                            WHERE m.record_id IN (j.left_id, j.right_id) AND j.verdict = 'POSITIVE')""",
    "transactions out of order": """
        SELECT count(*) FROM (SELECT stamped_at <= lag(stamped_at) OVER (ORDER BY position) AS bad
                                FROM temporal.transaction) t WHERE bad""",
    "composed prefixes that differ from their states": DIFFERING,
    "keys of names that differ from the names": matching.DIFFERING,
}
# What lies in what: a fact, its column, and the fact by which a thing is known to exist.
INSIDE = (
    ("address.unit_parent", "parent_id", "address.unit_existence", "unit_id"),
    ("address.geonym_place", "unit_id", "address.unit_existence", "unit_id"),
    ("address.geonym_place", "parent_id", "address.geonym_existence", "geonym_id"),
    ("address.building", "unit_id", "address.unit_existence", "unit_id"),
    ("address.building", "geonym_id", "address.geonym_existence", "geonym_id"),
    ("address.building", "parent_id", "address.address_existence", "address_id"),
    ("address.premises", "building_id", "address.address_existence", "address_id"),
)
CHAINS = (("unit_parent", "unit_id"), ("geonym_place", "geonym_id"), ("building", "address_id"))


def _undescribed(fact: str, column: str, existence: str, known: str) -> str:
    return (
        f"(SELECT count(*) FROM {fact} t WHERE t.{column} IS NOT NULL "
        f"AND NOT EXISTS (SELECT FROM {existence} e WHERE e.{known} = t.{column}))"
    )


def _circles(fact: str, entity: str) -> str:
    """Circles in which things lie, over others, inside themselves on some day; each is known by its lowest number."""
    return f"""(WITH RECURSIVE above AS (
        SELECT t.{entity} AS start, t.parent_id AS inside, t.valid_time AS days, least(t.{entity}, t.parent_id) AS lowest
          FROM address.{fact} t WHERE t.parent_id IS NOT NULL
        UNION
        SELECT a.start, t.parent_id, a.days * t.valid_time, least(a.lowest, t.parent_id) FROM above a
          JOIN address.{fact} t ON t.{entity} = a.inside AND t.valid_time && a.days
         WHERE t.parent_id IS NOT NULL AND a.inside <> a.start
    ) SELECT count(DISTINCT lowest) FROM above WHERE inside = start)"""


# Two records that are one thing, of which one is said to lie inside the other: it lies where the rest of them say.
_INSIDE_ITSELF = """
    WITH shared AS (SELECT register, entity_id FROM crosswalk.membership WHERE register LIKE 'address.%'
                     GROUP BY 1, 2 HAVING count(*) > 1)
    SELECT count(DISTINCT (m.register, m.entity_id)) FROM shared
      JOIN crosswalk.membership m USING (register, entity_id)
      JOIN provenance.statement t ON t.record_id = m.record_id
      JOIN provenance.delivery d ON d.id = t.delivery_id AND d.state = 'APPLIED'
      JOIN provenance.reading g ON g.statement_id = t.id
     CROSS JOIN LATERAL jsonb_array_elements(g.reading -> 'f') f
     CROSS JOIN LATERAL jsonb_each(f -> 1) v
      JOIN provenance.source s ON jsonb_typeof(v.value) = 'array' AND s.name = v.value ->> 3
      JOIN provenance.record r ON r.source_id = s.id AND r.key = v.value ->> 1
      JOIN crosswalk.membership o ON o.record_id = r.id AND (o.register, o.entity_id) = (m.register, m.entity_id)
"""
# Worth a person's eye, lawful in themselves.
NOTES: Mapping[str, str] = {
    "identifiers that end at two persons": """
        SELECT count(*) FROM (SELECT scheme, value FROM crosswalk.individual_identifier
                               GROUP BY 1, 2 HAVING count(DISTINCT individual_id) > 1) x""",
    "conflicts for clerical review": f"SELECT count(*) FROM ({LAST}) j WHERE verdict = 'UNSURE'",
    "quarantined rows": "SELECT count(*) FROM provenance.quarantine WHERE state = 'HELD'",
    "people who are not to be found by name (registries linkage rebuild)": """
        SELECT count(DISTINCT n.individual_id) FROM individual.name n
         WHERE NOT EXISTS (SELECT FROM crosswalk.match_row m WHERE m.individual_id = n.individual_id)""",
    "places inside something no record describes": f"""
        SELECT {" + ".join(_undescribed(*named) for named in INSIDE)}""",
    "circles of places, each inside the next": f"""
        SELECT {" + ".join(_circles(*named) for named in CHAINS)}""",
    "things that their own records put inside themselves": _INSIDE_ITSELF,
    "records that wait for a code": "SELECT count(DISTINCT record_id) FROM crosswalk.awaiting",
}


def faults(connection: Connection) -> Iterator[tuple[str, int]]:
    """Every fault with its count, the healthy ones too."""
    for name, query in FAULTS.items():
        yield name, int(connection.scalar(text(query)) or 0)
    for fact in FACTS.values():
        overlap = (
            f"SELECT count(*) FROM {fact.name} t JOIN {fact.name}_history h ON h.{fact.entity} = t.{fact.entity} "
            + "".join(f"AND h.{column} = t.{column} " for column in fact.key)
            + "AND h.valid_time && t.valid_time AND h.transaction_time && t.transaction_time"
        )
        yield f"{fact.name}: beliefs that contradict each other", int(connection.scalar(text(overlap)) or 0)
    yield "settings that let the server log parameters", len(loud_settings(connection))


def notes(connection: Connection) -> Iterator[tuple[str, int]]:
    for name, query in NOTES.items():
        yield name, int(connection.scalar(text(query)) or 0)
