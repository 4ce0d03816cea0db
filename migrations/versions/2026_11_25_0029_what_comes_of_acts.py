"""What clauses of acts come to beside their objects: streets that take others in, what was split, what ends.

Expands: what acts did before ends as it did, by the operation; splits that were held are read when their source is
applied anew.

Revision: 0029; follows: 0030
"""

from alembic import op

revision = "0029"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
ALTER TABLE crosswalk.act_record
    ADD COLUMN other_geonym_id bigint,
    ADD COLUMN whole_id bigint,
    ADD COLUMN ends boolean DEFAULT false NOT NULL,
    ADD CONSTRAINT fk_act_record_other_geonym_id FOREIGN KEY (other_geonym_id) REFERENCES address.geonym (id),
    ADD CONSTRAINT fk_act_record_whole_id FOREIGN KEY (whole_id) REFERENCES address.unit (id)
""")
    op.execute("""
UPDATE crosswalk.act_record r SET ends = true FROM provenance.act a
 WHERE a.id = r.act_id AND a.state = 'DATED' AND r.held IS NULL AND r.operation IN ('ABOLISH_UNIT', 'MERGE_UNIT')
""")
    op.execute("UPDATE crosswalk.act_record SET other_id = NULL WHERE held IS NOT NULL AND other_id IS NOT NULL")
    op.execute("""
ALTER TABLE crosswalk.act_record
    ADD CONSTRAINT ck_act_record_whole_beside_other CHECK (whole_id IS NULL OR other_id IS NOT NULL),
    ADD CONSTRAINT ck_act_record_held_without_effect
        CHECK (held IS NULL OR NOT ends AND num_nonnulls(other_id, other_geonym_id, whole_id) = 0)
""")
    op.execute("CREATE INDEX ix_act_record_other_id ON crosswalk.act_record (other_id)")
    op.execute("CREATE INDEX ix_act_record_other_geonym_id ON crosswalk.act_record (other_geonym_id)")
    for column, (now, _) in COMMENTS.items():
        op.execute(f"COMMENT ON COLUMN crosswalk.act_record.{column} IS '{now}'")


def downgrade() -> None:
    op.execute("DROP INDEX crosswalk.ix_act_record_other_id")
    op.execute("""
ALTER TABLE crosswalk.act_record
    DROP CONSTRAINT ck_act_record_held_without_effect, DROP CONSTRAINT ck_act_record_whole_beside_other,
    DROP COLUMN ends, DROP COLUMN whole_id, DROP COLUMN other_geonym_id
""")
    for column, (_, before) in COMMENTS.items():
        if before is not None:
            op.execute(f"COMMENT ON COLUMN crosswalk.act_record.{column} IS '{before}'")


COMMENTS = {
    "other_id": (
        "the unit that takes in the one abolished, comes of the one split, or that the one moved comes under",
        "the unit that takes in the one abolished, or that the one moved comes under",
    ),
    "other_geonym_id": ("the geonym that takes in the one abolished, or comes of the one split", None),
    "whole_id": ("the unit that other_id split off from, where what moved comes under a unit not there before", None),
    "ends": ("whether what the clause is about is there no more from the first day on", None),
}
