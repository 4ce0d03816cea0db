"""Which street a renaming is about may be told by its new name. A comment.

Revision: 0042; follows: 0039
"""

from alembic import op

revision = "0042"
down_revision = "0039"
branch_labels = None
depends_on = None

BEFORE = "the geonym that takes in the one abolished, or comes of the one split"
AFTER = "the geonym that takes in the one abolished, comes of the one split, or was found renamed by its new name"


def upgrade() -> None:
    op.execute(f"COMMENT ON COLUMN crosswalk.act_record.other_geonym_id IS '{AFTER}'")


def downgrade() -> None:
    op.execute(f"COMMENT ON COLUMN crosswalk.act_record.other_geonym_id IS '{BEFORE}'")
