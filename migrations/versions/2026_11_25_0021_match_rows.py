"""Match rows with blocking keys, and how common values are.

Expands: both tables are derived; after the upgrade `registries linkage rebuild` fills them for the people there are.

Revision: 0021; follows: 0019
"""

from alembic import op

revision = "0021"
down_revision = "0019"
branch_labels = None
depends_on = None

KEYS = range(1, 13)


def upgrade() -> None:
    columns = "".join(f"    key_{number} BIGINT,\n" for number in KEYS)
    op.execute(f"""
CREATE TABLE crosswalk.match_row (
    individual_id BIGINT NOT NULL,
    place SMALLINT NOT NULL,
    normaliser SMALLINT NOT NULL,
    recipe BIGINT NOT NULL,
    texts TEXT[] NOT NULL,
{columns}    CONSTRAINT pk_match_row PRIMARY KEY (individual_id, place),
    CONSTRAINT fk_match_row_individual_id FOREIGN KEY(individual_id) REFERENCES individual.individual (id)
)
    """)
    op.execute("CREATE INDEX ix_match_row_recipe ON crosswalk.match_row (recipe)")
    for number in KEYS:
        op.execute(f"CREATE INDEX ix_match_row_key_{number} ON crosswalk.match_row (key_{number})")
        op.execute(
            f"COMMENT ON COLUMN crosswalk.match_row.key_{number} IS "
            "'hash of a blocking key of the model; null where a part of it is not said'"
        )
    for statement in COMMENTS:
        op.execute(statement)
    op.execute("""
CREATE TABLE crosswalk.value_share (
    column_name TEXT NOT NULL,
    value TEXT NOT NULL,
    share DOUBLE PRECISION NOT NULL,
    CONSTRAINT pk_value_share PRIMARY KEY (column_name, value),
    CONSTRAINT ck_value_share_share_of_one CHECK (share > 0 AND share <= 1)
)
    """)
    for statement in COMMENTS_OF_SHARES:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE crosswalk.value_share")
    op.execute("DROP TABLE crosswalk.match_row")


COMMENTS = (
    "COMMENT ON TABLE crosswalk.match_row IS 'one row for each variant of a person''s name, with blocking keys; derived "
    "from names, births and sexes in the transaction that changes them, and rebuilt at will'",
    "COMMENT ON COLUMN crosswalk.match_row.individual_id IS 'of whom'",
    "COMMENT ON COLUMN crosswalk.match_row.place IS 'which variant of the name, from 0'",
    "COMMENT ON COLUMN crosswalk.match_row.normaliser IS 'version of the normaliser that made the texts'",
    "COMMENT ON COLUMN crosswalk.match_row.recipe IS 'hash of the columns and keys of the model they were made for'",
    "COMMENT ON COLUMN crosswalk.match_row.texts IS 'canonical keys in the order of the model''s columns'",
)
COMMENTS_OF_SHARES = (
    "COMMENT ON TABLE crosswalk.value_share IS 'how common values are, as of the last count: a rare surname that agrees "
    "weighs more than a common one'",
    "COMMENT ON COLUMN crosswalk.value_share.column_name IS 'column of the match rows'",
    "COMMENT ON COLUMN crosswalk.value_share.value IS 'canonical key'",
    "COMMENT ON COLUMN crosswalk.value_share.share IS 'of the match rows that say one'",
)
