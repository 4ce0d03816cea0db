"""Prefixes follow their states in the very transaction that changes them: the functions and triggers.

A statement on the states of units or geonyms notes whose states it changed. An INSERT or UPDATE then derives all that
is noted; a DELETE alone waits, for the INSERT that says what holds instead, or for the end of the transaction: so a
restated text goes from the old row to the new one, and a row that says the same stays untouched.
"""

from sqlalchemy import event
from sqlalchemy.schema import DDL

from registries.address import tables
from registries.address.building_chain import functions
from registries.address.derivation import GEONYM_FACTS, UNIT_FACTS, geonym_prefixes, unit_prefixes
from registries.address.prefix import geonym_prefix, prefix_due, unit_prefix
from registries.address.wording import COUNTRY, KK, RU, UNKNOWN
from registries.base import metadata
from registries.temporal.declare import Fact

NOWHERE = " AND ".join(f"c.{one} = '{COUNTRY[one]}, {UNKNOWN}'" for one in (KK, RU)) + " AND c.turning IS NULL"
UNPLACED = f"{NOWHERE} AND NOT c.placed"

COMPOSE_UNITS = f"""
CREATE FUNCTION address.composed_unit_prefixes(units bigint[])
RETURNS TABLE (unit_id bigint, valid_time daterange, kk text, ru text, turning date)
LANGUAGE sql STABLE AS $function${unit_prefixes("$1")}
$function$
"""
COMPOSE_GEONYMS = f"""
CREATE FUNCTION address.composed_geonym_prefixes(geonyms bigint[])
RETURNS TABLE (geonym_id bigint, valid_time daterange, kk text, ru text, placed boolean, turning date)
LANGUAGE sql STABLE AS $function${geonym_prefixes("$1", "address.composed_unit_prefixes")}
$function$
"""


def _keep(name: str, fact: Fact, composed: str, nowhere: str) -> str:
    """A function that makes `fact` say what is composed; rows that say so already stay untouched."""
    columns = (fact.entity, "valid_time", *fact.values)
    names = ", ".join(columns)
    same = " AND ".join(f"t.{c} {'IS NOT DISTINCT FROM' if c in fact.optional else '='} c.{c}" for c in columns)
    # Counted, so that all that goes has gone before anything comes.
    return f"""
CREATE FUNCTION address.{name}(ids bigint[]) RETURNS void LANGUAGE sql AS $function$
WITH composed AS MATERIALIZED (
    SELECT * FROM address.{composed}(ids) c WHERE NOT ({nowhere})
),
gone AS (
    DELETE FROM {fact.name} t WHERE t.{fact.entity} = ANY (ids) AND NOT EXISTS (SELECT FROM composed c WHERE {same})
    RETURNING t.{fact.entity}
)
INSERT INTO {fact.name} ({names})
SELECT {names} FROM composed c
 WHERE (SELECT count(*) FROM gone) >= 0 AND NOT EXISTS (SELECT FROM {fact.name} t WHERE {same})
$function$
"""


DERIVE = """
CREATE FUNCTION address.derive_prefixes() RETURNS void LANGUAGE plpgsql AS $function$
DECLARE
    units bigint[];
    geonyms bigint[];
BEGIN
    WITH RECURSIVE taken AS (
        DELETE FROM address.prefix_due RETURNING kind, ids
    ),
    due AS (
        SELECT t.kind, e.id FROM taken t CROSS JOIN LATERAL unnest(t.ids) AS e(id)
    ),
    unit_below AS (
        SELECT id FROM due WHERE kind = 'unit'
        UNION
        SELECT p.unit_id FROM unit_below b JOIN address.unit_parent p ON p.parent_id = b.id
    ),
    geonym_below AS (
        SELECT id FROM (SELECT id FROM due WHERE kind = 'geonym'
                        UNION ALL SELECT p.geonym_id FROM unit_below b JOIN address.geonym_place p ON p.unit_id = b.id) x
        UNION
        SELECT p.geonym_id FROM geonym_below b JOIN address.geonym_place p ON p.parent_id = b.id
    )
    SELECT (SELECT array_agg(b.id) FROM unit_below b
             WHERE EXISTS (SELECT FROM address.building h WHERE h.unit_id = b.id)
                OR EXISTS (SELECT FROM address.unit_prefix k WHERE k.unit_id = b.id)),
           (SELECT array_agg(b.id) FROM geonym_below b)
      INTO units, geonyms;
    IF units IS NOT NULL THEN
        PERFORM address.keep_unit_prefixes(units);
    END IF;
    IF geonyms IS NOT NULL THEN
        PERFORM address.keep_geonym_prefixes(geonyms);
    END IF;
END
$function$
"""
DERIVE_AT_COMMIT = """
CREATE FUNCTION address.derive_prefixes_at_commit() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    IF EXISTS (SELECT FROM address.prefix_due) THEN
        PERFORM address.derive_prefixes();
    END IF;
    RETURN NULL;
END
$function$
"""


def _changed(kind: str) -> str:
    """A trigger function; `changed` and, of an UPDATE, `changed_to` are the rows of its statement."""

    def note(rows: str) -> str:
        return (
            f"INSERT INTO address.prefix_due (kind, ids) SELECT '{kind}', array_agg(DISTINCT {kind}_id) "
            f"FROM {rows} HAVING count(*) > 0;"
        )

    return f"""
CREATE FUNCTION address.{kind}_changed() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    {note("changed")}
    IF TG_OP = 'UPDATE' THEN
        {note("changed_to")}
    END IF;
    IF TG_OP <> 'DELETE' AND EXISTS (SELECT FROM address.prefix_due) THEN
        PERFORM address.derive_prefixes();
    END IF;
    RETURN NULL;
END
$function$
"""


BUILT = """
CREATE FUNCTION address.building_placed() RETURNS trigger LANGUAGE plpgsql AS $function$
DECLARE
    units bigint[] := (SELECT array_agg(DISTINCT b.unit_id) FROM changed b WHERE b.unit_id IS NOT NULL
                          AND NOT EXISTS (SELECT FROM address.unit_prefix k WHERE k.unit_id = b.unit_id));
BEGIN
    IF units IS NOT NULL THEN
        PERFORM address.keep_unit_prefixes(units);
    END IF;
    RETURN NULL;
END
$function$
"""
FUNCTIONS = {
    **functions(),
    "composed_unit_prefixes(bigint[])": (COMPOSE_UNITS, "what addresses in each of these units begin with, for all time"),
    "composed_geonym_prefixes(bigint[])": (
        COMPOSE_GEONYMS, "what addresses on each of these geonyms begin with, for all time"
    ),
    "keep_unit_prefixes(bigint[])": (
        _keep("keep_unit_prefixes", unit_prefix, "composed_unit_prefixes", NOWHERE),
        "makes unit_prefix say of these units what is composed now; what says so already stays untouched",
    ),
    "keep_geonym_prefixes(bigint[])": (
        _keep("keep_geonym_prefixes", geonym_prefix, "composed_geonym_prefixes", UNPLACED),
        "makes geonym_prefix say of these geonyms what is composed now; what says so already stays untouched",
    ),
    "derive_prefixes()": (DERIVE, "keeps the prefixes of all that prefix_due names, and of all that lies below"),
    "derive_prefixes_at_commit()": (DERIVE_AT_COMMIT, "derives what a DELETE noted and no later statement has derived"),
    "unit_changed()": (_changed("unit"), "notes the units whose states a statement changed; derives, but for a DELETE"),
    "geonym_changed()": (
        _changed("geonym"), "notes the geonyms whose states a statement changed; derives, but for a DELETE"
    ),
    "building_placed()": (BUILT, "keeps the prefix of a unit from the first building on that names it"),
}  # fmt: skip


def _differing(fact: Fact, composed: str, ids: str, nowhere: str) -> str:
    columns = ", ".join(f"c.{one}" for one in (fact.entity, "valid_time", *fact.values))
    kept = f"SELECT {columns} FROM {fact.name} c"
    return f"""
    (WITH composed AS MATERIALIZED (
        SELECT {columns} FROM address.{composed}((SELECT array_agg(id) FROM ({ids}) e)) c WHERE NOT ({nowhere})
     )
     SELECT count(DISTINCT {fact.entity}) AS many
       FROM ((TABLE composed EXCEPT {kept}) UNION ALL ({kept} EXCEPT TABLE composed)) d)"""


HOUSED = (
    "SELECT unit_id AS id FROM address.building WHERE unit_id IS NOT NULL UNION SELECT unit_id FROM address.unit_prefix"
)
# How many units and geonyms have another prefix than their states give.
DIFFERING = (
    f"SELECT sum(many) FROM ({_differing(geonym_prefix, 'composed_geonym_prefixes', 'SELECT id FROM address.geonym', UNPLACED)}"
    f" UNION ALL {_differing(unit_prefix, 'composed_unit_prefixes', HOUSED, NOWHERE)}) x"
)
AT_COMMIT = f"""
CREATE CONSTRAINT TRIGGER derive_prefixes AFTER INSERT ON {prefix_due.fullname} DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION address.derive_prefixes_at_commit()
"""
TRANSITIONS = {
    "INSERT": "NEW TABLE AS changed",
    "DELETE": "OLD TABLE AS changed",
    "UPDATE": "OLD TABLE AS changed NEW TABLE AS changed_to",
}


def triggers() -> list[str]:
    placed = {"INSERT": TRANSITIONS["INSERT"], "UPDATE": "NEW TABLE AS changed"}
    watched = [(fact, "unit_changed", TRANSITIONS) for fact in UNIT_FACTS]
    watched += [(fact, "geonym_changed", TRANSITIONS) for fact in GEONYM_FACTS]
    watched += [(tables.building, "building_placed", placed)]
    return [AT_COMMIT.strip()] + [
        f"CREATE TRIGGER prefix_after_{operation.lower()} AFTER {operation} ON {fact.name} REFERENCING {rows} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION address.{function}()"
        for fact, function, transitions in watched
        for operation, rows in transitions.items()
    ]


def statements() -> list[str]:
    """What makes functions and triggers, in order."""
    made: list[str] = []
    for signature, (statement, comment) in FUNCTIONS.items():
        # Written for a driver that takes colons as they are, unlike SQLAlchemy's `text`.
        made += [statement.strip().replace("\\:", ":"), f"COMMENT ON FUNCTION address.{signature} IS '{comment}'"]
    return made + triggers()


for _statement in statements():
    event.listen(metadata, "after_create", DDL(_statement.replace("%", "%%")))
