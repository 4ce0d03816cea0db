"""Time on two axes.

Revision: 0001; follows: None
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE SCHEMA temporal",
    r"""
COMMENT ON SCHEMA temporal IS 'time on two axes: the transactions of the register and the functions that stamp and keep versions'
    """,
    r"""
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
    """,
    r"""
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
    """,
    r"""
CREATE FUNCTION temporal.refuse_loss() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    RAISE EXCEPTION '% of %.% would lose what was once believed', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$function$;
COMMENT ON FUNCTION temporal.refuse_loss() IS 'nothing that was once believed is deleted or overwritten'
    """,
    r"""
CREATE DOMAIN temporal.basis AS text
    CONSTRAINT ck_basis_named CHECK (VALUE ~ '^(STATED|OBSERVED|INFERRED:[a-z][a-z_]*)$');
COMMENT ON DOMAIN temporal.basis IS
    'why a bound of valid time lies where it lies: STATED by a record or act, OBSERVED on a reference date, '
    'INFERRED by the named rule'
    """,
    r"""
CREATE TABLE temporal.transaction (
    position BIGINT NOT NULL,
    stamped_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_transaction PRIMARY KEY (position),
    CONSTRAINT uq_transaction_stamped_at UNIQUE (stamped_at)
)
    """,
    r"""
COMMENT ON TABLE temporal.transaction IS 'every transaction that changed what a register believes, in commit order'
    """,
    r"""
COMMENT ON COLUMN temporal.transaction.position IS 'gapless place in commit order; what a follower of the feed remembers'
    """,
    r"""
COMMENT ON COLUMN temporal.transaction.stamped_at IS 'the moment all rows of this transaction carry; increasing with position'
    """,
)


def upgrade() -> None:
    # The driver's own cursor: the text is PostgreSQL's, colons and percent signs included.
    with op.get_bind().connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement)


def downgrade() -> None:
    op.execute("DROP SCHEMA temporal CASCADE")
    op.execute("DROP EXTENSION btree_gist")
    op.execute("DROP EXTENSION pg_trgm")
