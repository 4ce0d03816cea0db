"""The transactions of the register: one increasing row each, taken under one advisory lock.

`now()` would stamp two overlapping writers in an order other than that of their commits: a reader between them would
see states that never existed together, and ranges could be inverted. So a writer takes the register's lock before its
first write, and stamps everything from the one row it adds here. All registers share the lock: a transaction that
writes two registers must be seen at one moment in both.
"""

from sqlalchemy import BigInteger, Column, Connection, DateTime, Table, UniqueConstraint, event, text
from sqlalchemy.schema import DDL

from registries.base import metadata

transaction = Table(
    "transaction",
    metadata,
    Column(
        "position",
        BigInteger,
        primary_key=True,
        autoincrement=False,
        comment="gapless place in commit order; what a follower of the feed remembers",
    ),
    Column(
        "stamped_at",
        DateTime(timezone=True),
        nullable=False,
        comment="the moment all rows of this transaction carry; increasing with position",
    ),
    UniqueConstraint("stamped_at"),
    schema="temporal",
    comment="every transaction that changed what a register believes, in commit order",
)


def without_writers(connection: Connection) -> None:
    """Until this transaction ends nobody changes a register; any number of those who only derive may hold this together."""
    connection.execute(text("SELECT pg_advisory_xact_lock_shared(hashtext('temporal.transaction'))"))


STAMP = """
CREATE FUNCTION temporal.stamp() RETURNS timestamptz LANGUAGE plpgsql AS $function$
DECLARE
    held text := current_setting('registries.stamp', true);
    moment timestamptz;
BEGIN
    IF held <> '' THEN
        RETURN held::timestamptz;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('temporal.transaction'));
    INSERT INTO temporal.transaction (position, stamped_at)
    SELECT coalesce(max(position), 0) + 1,
           greatest(clock_timestamp(), max(stamped_at) + interval '1 microsecond')
      FROM temporal.transaction
    RETURNING stamped_at INTO moment;
    PERFORM set_config('registries.stamp', moment::text, true);
    RETURN moment;
END
$function$;
COMMENT ON FUNCTION temporal.stamp() IS
    'the moment of this transaction; takes the register''s lock and adds the transaction''s row when first called'
"""

KEEP_VERSION = """
CREATE FUNCTION temporal.keep_version() RETURNS trigger LANGUAGE plpgsql AS $function$
DECLARE
    moment timestamptz := temporal.stamp();
BEGIN
    IF TG_OP <> 'INSERT' AND lower(OLD.transaction_time) < moment THEN
        OLD.transaction_time := tstzrange(lower(OLD.transaction_time), moment);
        EXECUTE format('INSERT INTO %I.%I SELECT ($1).*', TG_TABLE_SCHEMA, TG_TABLE_NAME || '_history') USING OLD;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    NEW.transaction_time := tstzrange(moment, NULL);
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION temporal.keep_version() IS
    'stamps a new version, and moves the one it replaces to the history unless it was made in this very transaction'
"""

REFUSE_LOSS = """
CREATE FUNCTION temporal.refuse_loss() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    RAISE EXCEPTION '% of %.% would lose what was once believed', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$function$;
COMMENT ON FUNCTION temporal.refuse_loss() IS 'nothing that was once believed is deleted or overwritten'
"""

BASIS = r"""
CREATE DOMAIN temporal.basis AS text
    CONSTRAINT ck_basis_named CHECK (VALUE ~ '^(STATED|OBSERVED|INFERRED:[a-z][a-z_]*)$');
COMMENT ON DOMAIN temporal.basis IS
    'why a bound of valid time lies where it lies: STATED by a record or act, OBSERVED on a reference date, '
    'INFERRED by the named rule'
"""


for _statement in (STAMP, KEEP_VERSION, REFUSE_LOSS, BASIS):
    event.listen(metadata, "before_create", DDL(_statement.strip().replace("%", "%%")))
