"""The keys by which places are found from what people write, kept in the very transaction that changes a name or place.

One row for each key that a unit or geonym ever bore, as believed now; of a geonym, also for each unit it ever lay in.
When a name held is read from the names themselves: so a renaming adds a row and takes none away.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, PrimaryKeyConstraint, Table, Text, event
from sqlalchemy.schema import DDL

from registries.address import tables
from registries.address.name_key import NAME_KEY
from registries.base import metadata

__all__ = ["DIFFERING", "FUNCTIONS", "NAME_KEY", "geonym_key", "statements", "unit_key"]


def _key() -> Column[str]:
    return Column("key", Text(collation="C"), nullable=False, comment="key of a name that was ever borne, name_key")


def _of(kind: str, comment: str) -> Column[int]:
    return Column(f"{kind}_id", BigInteger, ForeignKey(f"address.{kind}.id"), nullable=False, comment=comment)


unit_key = Table(
    "unit_key",
    metadata,
    _key(),
    _of("unit", "who ever bore it"),
    PrimaryKeyConstraint("key", "unit_id"),
    schema=tables.SCHEMA,
    comment="keys of the names of units; derived from unit_name",
)
Index("ix_unit_key_unit_id", unit_key.c.unit_id)
Index("ix_unit_key_trigrams", unit_key.c.key, postgresql_using="gin", postgresql_ops={"key": "gin_trgm_ops"})
geonym_key = Table(
    "geonym_key",
    metadata,
    _key(),
    _of("unit", "a unit it ever lay in"),
    _of("geonym", "who ever bore it"),
    PrimaryKeyConstraint("key", "unit_id", "geonym_id"),
    schema=tables.SCHEMA,
    comment="keys of the names of geonyms, unit by unit; derived from geonym_name and geonym_place",
)
Index("ix_geonym_key_geonym_id", geonym_key.c.geonym_id)
Index("ix_geonym_key_unit_id_key", geonym_key.c.unit_id, geonym_key.c.key)

COMPOSED = {
    "unit": "SELECT DISTINCT address.name_key(n.name) AS key, n.unit_id FROM address.unit_name n{0}",
    "geonym": "SELECT DISTINCT k.key, p.unit_id, k.geonym_id FROM "
    "(SELECT DISTINCT n.geonym_id, address.name_key(n.name) AS key FROM address.geonym_name n{0}) k "
    "JOIN address.geonym_place p USING (geonym_id)",
}
COLUMNS = {"unit": ("key", "unit_id"), "geonym": ("key", "unit_id", "geonym_id")}


def _keep(kind: str) -> str:
    names = ", ".join(COLUMNS[kind])
    return f"""
CREATE FUNCTION address.keep_{kind}_keys(ids bigint[]) RETURNS void LANGUAGE sql AS $function$
WITH composed AS MATERIALIZED (
    {COMPOSED[kind].format(f" WHERE n.{kind}_id = ANY (ids)")}
),
gone AS (
    DELETE FROM address.{kind}_key t WHERE t.{kind}_id = ANY (ids) AND ({names}) NOT IN (SELECT {names} FROM composed)
)
INSERT INTO address.{kind}_key ({names}) SELECT {names} FROM composed WHERE key <> '' ON CONFLICT DO NOTHING
$function$
"""


def _renamed(kind: str) -> str:
    return f"""
CREATE FUNCTION address.{kind}_renamed() RETURNS trigger LANGUAGE plpgsql AS $function$
DECLARE
    ids bigint[] := (SELECT array_agg(DISTINCT {kind}_id) FROM changed);
BEGIN
    IF TG_OP = 'UPDATE' THEN
        ids := ids || (SELECT array_agg(DISTINCT {kind}_id) FROM changed_to);
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM address.keep_{kind}_keys(ids);
    END IF;
    RETURN NULL;
END
$function$
"""


FUNCTIONS = {
    signature: said
    for kind in ("unit", "geonym")
    for signature, said in (
        (
            f"keep_{kind}_keys(bigint[])",
            (_keep(kind), f"makes {kind}_key say of these {kind}s what their names say now"),
        ),
        (f"{kind}_renamed()", (_renamed(kind), f"keeps the keys of the {kind}s whose states a statement changed")),
    )
}
_TRANSITIONS = {
    "INSERT": "NEW TABLE AS changed",
    "DELETE": "OLD TABLE AS changed",
    "UPDATE": "OLD TABLE AS changed NEW TABLE AS changed_to",
}
_WATCHED = ((tables.unit_name, "unit"), (tables.geonym_name, "geonym"), (tables.geonym_place, "geonym"))


def _differing(kind: str) -> str:
    names = ", ".join(COLUMNS[kind])
    composed = f"SELECT {names} FROM ({COMPOSED[kind].format('')}) c WHERE key <> ''"
    kept = f"SELECT {names} FROM address.{kind}_key"
    return f"SELECT count(*) AS many FROM (({composed} EXCEPT {kept}) UNION ALL ({kept} EXCEPT {composed})) d"


# How many keys are kept that no name says, or said and not kept.
DIFFERING = f"SELECT sum(many) FROM ({_differing('unit')} UNION ALL {_differing('geonym')}) x"


def statements() -> list[str]:
    """What makes functions and triggers, in order."""
    made: list[str] = []
    for signature, (statement, comment) in FUNCTIONS.items():
        made += [statement.strip(), f"COMMENT ON FUNCTION address.{signature} IS '{comment}'"]
    return made + [
        f"CREATE TRIGGER keys_after_{operation.lower()} AFTER {operation} ON {fact.name} REFERENCING {rows} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION address.{kind}_renamed()"
        for fact, kind in _WATCHED
        for operation, rows in _TRANSITIONS.items()
    ]


for _statement in statements():
    event.listen(metadata, "after_create", DDL(_statement.replace("%", "%%")))
