"""Changes in commit order.

Revision: 0003; follows: 0002
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    "CREATE SCHEMA feed",
    "COMMENT ON SCHEMA feed IS 'changes in commit order'",
    r"""
CREATE TABLE feed.changed (
    position BIGINT NOT NULL,
    fact TEXT NOT NULL,
    entity_id BIGINT NOT NULL,
    CONSTRAINT pk_changed PRIMARY KEY (position, fact, entity_id),
    CONSTRAINT fk_changed_position FOREIGN KEY(position) REFERENCES temporal.transaction (position)
)
    """,
    r"""
COMMENT ON TABLE feed.changed IS 'which identities changed in which transaction; the content is read from the registers'
    """,
    "COMMENT ON COLUMN feed.changed.position IS 'place of the transaction in commit order'",
    "COMMENT ON COLUMN feed.changed.fact IS 'the table whose versions changed, schema.table'",
    "COMMENT ON COLUMN feed.changed.entity_id IS 'the identity whose versions changed'",
)


def upgrade() -> None:
    # The driver's own cursor: the text is PostgreSQL's, colons and percent signs included.
    with op.get_bind().connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement)


def downgrade() -> None:
    op.execute("DROP SCHEMA feed CASCADE")
