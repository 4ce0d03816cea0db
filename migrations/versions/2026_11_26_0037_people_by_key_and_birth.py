"""Those who share a key without a day are found by what they were born: most of them are too light to matter.

Indexes are made beside those that work on; one that was interrupted is made anew. Expands.

Revision: 0037; follows: 0027
"""

from alembic import op

revision = "0037"
down_revision = "0027"
branch_labels = None
depends_on = None

KEYS = (4, 6, 7, 9, 10, 11)
BORN = """
CREATE OR REPLACE FUNCTION crosswalk.born(texts text[]) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN coalesce(texts[10], texts[11] || '0000', '0')::integer
"""


def upgrade() -> None:
    op.execute(BORN)
    op.execute(
        "COMMENT ON FUNCTION crosswalk.born(text[]) IS 'the birth of a match row as one number: yyyymmdd, yyyy0000 where "
        "only the year is said, 0 where nothing is'"
    )
    with op.get_context().autocommit_block():
        for key in KEYS:
            op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS crosswalk.ix_match_row_key_{key}_born")
            op.execute(
                f"CREATE INDEX CONCURRENTLY ix_match_row_key_{key}_born "
                f"ON crosswalk.match_row (key_{key}, crosswalk.born(texts))"
            )


def downgrade() -> None:
    for key in KEYS:
        op.execute(f"DROP INDEX IF EXISTS crosswalk.ix_match_row_key_{key}_born")
    op.execute("DROP FUNCTION crosswalk.born(text[])")
