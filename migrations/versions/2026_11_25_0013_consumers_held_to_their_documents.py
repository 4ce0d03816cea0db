"""A consumer can be held to the documents registered for its kind.

Expand only: a server of before neither reads nor writes the column.

Revision: 0013; follows: 0012
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE access.consumer ADD COLUMN trusted_documents_only BOOLEAN DEFAULT false NOT NULL")
    op.execute(
        "COMMENT ON COLUMN access.consumer.trusted_documents_only IS "
        "'whether only the documents registered for its kind are answered'"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE access.consumer DROP COLUMN trusted_documents_only")
