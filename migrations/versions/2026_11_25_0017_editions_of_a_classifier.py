"""Sources whose deliveries are editions of a classifier say so.

Expands: a column with a default; whoever does not know it writes sources as before.

Revision: 0017; follows: 0016
"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE provenance.source ADD COLUMN editions BOOLEAN DEFAULT false NOT NULL")
    op.execute(
        "COMMENT ON COLUMN provenance.source.editions IS "
        "'whether its deliveries are editions of a classifier: a record is then a line of one edition'"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE provenance.source DROP COLUMN editions")
