"""The keys of seeking records stand in their index at once, and wait in no list that every look-up reads.

Contracts nothing: the same index, filled otherwise.

Revision: 0039; follows: 0041
"""

from alembic import op

revision = "0039"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER INDEX crosswalk.ix_seeking_keys SET (fastupdate = off)")
    # What waits already.
    op.execute("SELECT gin_clean_pending_list('crosswalk.ix_seeking_keys')")


def downgrade() -> None:
    op.execute("ALTER INDEX crosswalk.ix_seeking_keys RESET (fastupdate)")
