"""The premises of before lie in another address than their own too: looked at while others write.

Revision: 0044; follows: 0043
"""

from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE address.premises VALIDATE CONSTRAINT ck_premises_not_inside_itself")


def downgrade() -> None:
    """Rows that were looked at stay so."""
