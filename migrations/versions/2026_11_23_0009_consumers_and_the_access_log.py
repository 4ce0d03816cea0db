"""Consumers and the access log.

Revision: 0009; follows: 0008
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STATEMENTS = (
    "CREATE SCHEMA access",
    "COMMENT ON SCHEMA access IS 'who asks, and the log of every answer about a person'",
    r"""
CREATE TABLE access.consumer (
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    purpose TEXT NOT NULL,
    CONSTRAINT pk_consumer PRIMARY KEY (name),
    CONSTRAINT ck_consumer_kind_known CHECK (kind IN ('portal', 'department', 'analyst'))
)
    """,
    "COMMENT ON TABLE access.consumer IS 'systems that may ask'",
    "COMMENT ON COLUMN access.consumer.name IS 'subject of its tokens'",
    "COMMENT ON COLUMN access.consumer.kind IS 'portal, department or analyst'",
    "COMMENT ON COLUMN access.consumer.purpose IS 'what it asks for, in words'",
    r"""
CREATE TABLE access.clerk (
    name TEXT NOT NULL,
    consumer TEXT NOT NULL,
    CONSTRAINT pk_clerk PRIMARY KEY (name),
    CONSTRAINT fk_clerk_consumer FOREIGN KEY(consumer) REFERENCES access.consumer (name)
)
    """,
    "COMMENT ON TABLE access.clerk IS 'people who ask through a system'",
    "COMMENT ON COLUMN access.clerk.name IS 'name of the clerk''s account'",
    "COMMENT ON COLUMN access.clerk.consumer IS 'the system the clerk works in'",
    r"""
CREATE TABLE access.access_log (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    logged_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    request_id TEXT NOT NULL,
    individual_id BIGINT,
    consumer TEXT NOT NULL,
    official TEXT,
    fields TEXT[] NOT NULL,
    purpose TEXT NOT NULL,
    document TEXT NOT NULL,
    as_of DATE NOT NULL,
    known_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_access_log PRIMARY KEY (id),
    CONSTRAINT fk_access_log_individual_id FOREIGN KEY(individual_id) REFERENCES individual.individual (id),
    CONSTRAINT fk_access_log_consumer FOREIGN KEY(consumer) REFERENCES access.consumer (name),
    CONSTRAINT fk_access_log_official FOREIGN KEY(official) REFERENCES access.clerk (name)
)
    """,
    "CREATE INDEX ix_access_log_individual_id ON access.access_log (individual_id, id)",
    r"""
COMMENT ON TABLE access.access_log IS 'one row for every answer about a person, written in the transaction that read it'
    """,
    "COMMENT ON COLUMN access.access_log.id IS 'order of writing'",
    "COMMENT ON COLUMN access.access_log.logged_at IS 'when'",
    "COMMENT ON COLUMN access.access_log.request_id IS 'the request''s id, also in the answer''s header'",
    r"""
COMMENT ON COLUMN access.access_log.individual_id IS 'the subject; null where the answer was that nobody is known'
    """,
    "COMMENT ON COLUMN access.access_log.consumer IS 'the system that asked'",
    "COMMENT ON COLUMN access.access_log.official IS 'the clerk who asked, where one did'",
    "COMMENT ON COLUMN access.access_log.fields IS 'the fields answered, as paths'",
    "COMMENT ON COLUMN access.access_log.purpose IS 'purpose the asker stated'",
    "COMMENT ON COLUMN access.access_log.document IS 'SHA-256 of the GraphQL document'",
    "COMMENT ON COLUMN access.access_log.as_of IS 'the day in the world that was asked for'",
    "COMMENT ON COLUMN access.access_log.known_at IS 'the moment of belief asked for; null: now'",
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON access.access_log FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
)


def upgrade() -> None:
    # The driver's own cursor: the text is PostgreSQL's, colons and percent signs included.
    with op.get_bind().connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement)


def downgrade() -> None:
    op.execute("DROP SCHEMA access CASCADE")
