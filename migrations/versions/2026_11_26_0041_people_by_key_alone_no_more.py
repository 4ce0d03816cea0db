"""The indexes of keys alone, whose work those of keys and births do. Contracts.

Revision: 0041; follows: 0037
"""

from alembic import op

revision = "0041"
down_revision = "0037"
branch_labels = None
depends_on = None

KEYS = (4, 6, 7, 9, 10, 11)


def upgrade() -> None:
    for key in KEYS:
        op.execute(f"DROP INDEX IF EXISTS crosswalk.ix_match_row_key_{key}")


def downgrade() -> None:
    for key in KEYS:
        op.execute(f"CREATE INDEX ix_match_row_key_{key} ON crosswalk.match_row (key_{key})")
