"""Records that wait for a clerk, and which clerks may decide.

Expands: nobody may decide until he is given the right; `registries review find` fills the queue.

Revision: 0026; follows: 0023
"""

from alembic import op

revision = "0026"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE access.clerk ADD COLUMN reviews boolean DEFAULT false NOT NULL")
    op.execute(f"COMMENT ON COLUMN access.clerk.reviews IS '{REVIEWS}'")
    op.execute("""
CREATE TABLE crosswalk.review_entry (
    record_id BIGINT NOT NULL,
    id UUID DEFAULT gen_random_uuid() NOT NULL,
    answer TEXT NOT NULL,
    because TEXT NOT NULL,
    rule TEXT NOT NULL,
    candidates JSONB NOT NULL,
    individual_id BIGINT NOT NULL,
    bits DOUBLE PRECISION NOT NULL,
    worth DOUBLE PRECISION NOT NULL,
    evidence UUID NOT NULL,
    opened_at TIMESTAMP WITH TIME ZONE DEFAULT temporal.stamp() NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_review_entry PRIMARY KEY (record_id),
    CONSTRAINT ck_review_entry_answer_known CHECK (answer IN ('POSSIBLE', 'MANY', 'CONFLICT', 'HELD')),
    CONSTRAINT ck_review_entry_has_candidate
        CHECK (jsonb_typeof(candidates) = 'array' AND jsonb_array_length(candidates) > 0),
    CONSTRAINT ck_review_entry_bits_finite CHECK (bits >= 0 AND bits < 'Infinity'),
    CONSTRAINT ck_review_entry_worth_finite CHECK (worth >= 0 AND worth < 'Infinity'),
    CONSTRAINT ck_review_entry_closed_after_opened CHECK (closed_at >= opened_at),
    CONSTRAINT fk_review_entry_record_id FOREIGN KEY(record_id) REFERENCES provenance.record (id),
    CONSTRAINT fk_review_entry_individual_id FOREIGN KEY(individual_id) REFERENCES individual.individual (id)
)
    """)
    op.execute("CREATE UNIQUE INDEX uq_review_entry_id ON crosswalk.review_entry (id)")
    op.execute("CREATE INDEX ix_review_entry_open ON crosswalk.review_entry (worth DESC, id) WHERE closed_at IS NULL")
    op.execute("CREATE INDEX ix_review_entry_individual_id ON crosswalk.review_entry (individual_id)")
    for statement in COMMENTS:
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE crosswalk.review_entry")
    op.execute("ALTER TABLE access.clerk DROP COLUMN reviews")


REVIEWS = "whether the clerk may decide who records speak of"
COMMENTS = (
    "COMMENT ON TABLE crosswalk.review_entry IS 'records that linkage left undecided; derived from statements, judgements "
    "and the register'",
    "COMMENT ON COLUMN crosswalk.review_entry.record_id IS 'whose person is asked'",
    "COMMENT ON COLUMN crosswalk.review_entry.id IS 'says nothing of the record; another whenever the question is put anew'",
    "COMMENT ON COLUMN crosswalk.review_entry.answer IS 'POSSIBLE, MANY, CONFLICT, or HELD: two persons that may be one'",
    "COMMENT ON COLUMN crosswalk.review_entry.because IS 'why nothing was decided'",
    "COMMENT ON COLUMN crosswalk.review_entry.rule IS 'the rule or the model, with its version'",
    "COMMENT ON COLUMN crosswalk.review_entry.candidates IS 'the best first: person, record the judgement will name, weight "
    "in bits, and its parts by field, without values'",
    "COMMENT ON COLUMN crosswalk.review_entry.individual_id IS 'the best candidate; records that wait for the same person "
    "are worth more'",
    "COMMENT ON COLUMN crosswalk.review_entry.bits IS 'how far the weight is from deciding by itself; 0: no weight would'",
    "COMMENT ON COLUMN crosswalk.review_entry.worth IS 'records that wait for the person / (1 + bits)'",
    "COMMENT ON COLUMN crosswalk.review_entry.evidence IS 'BLAKE2b-128 of what the record says'",
    "COMMENT ON COLUMN crosswalk.review_entry.opened_at IS 'what clerks said before was about another question'",
    "COMMENT ON COLUMN crosswalk.review_entry.closed_at IS 'when there was nothing left to ask; null while it is open'",
)
