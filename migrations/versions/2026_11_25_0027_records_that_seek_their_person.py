"""Records that seek their person by weight, with the keys under which he would be found.

Expands: empty until `registries linkage rebuild` or the next settling of a record.

Revision: 0027; follows: 0029
"""

from alembic import op

revision = "0027"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
CREATE TABLE crosswalk.seeking (
    record_id BIGINT NOT NULL,
    keys BIGINT[] NOT NULL,
    CONSTRAINT pk_seeking PRIMARY KEY (record_id),
    CONSTRAINT fk_seeking_record_id FOREIGN KEY(record_id) REFERENCES provenance.record (id)
)
    """)
    op.execute("CREATE INDEX ix_seeking_keys ON crosswalk.seeking USING gin (keys)")
    for statement in COMMENTS:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE crosswalk.seeking")


COMMENTS = (
    "COMMENT ON TABLE crosswalk.seeking IS 'records that no number and no clerk leads to a person: by weight, or not at "
    "all; looked at again when somebody under one of their keys changes, and heard for nobody else''s weight; derived "
    "from what they say'",
    "COMMENT ON COLUMN crosswalk.seeking.record_id IS 'which record'",
    "COMMENT ON COLUMN crosswalk.seeking.keys IS 'hashes under which its person would be found, in no order'",
)
