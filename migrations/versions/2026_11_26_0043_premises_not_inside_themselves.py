"""Premises lie in another address than their own, as buildings do. Expands; rows of before are looked at in 0044.

Revision: 0043; follows: 0042
"""

from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "ALTER TABLE address.premises "
        "ADD CONSTRAINT ck_premises_not_inside_itself CHECK (building_id <> address_id) NOT VALID"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE address.premises DROP CONSTRAINT ck_premises_not_inside_itself")
