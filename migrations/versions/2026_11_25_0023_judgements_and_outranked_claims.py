"""Judgements with their evidence and their shape; claims that another claim outranks; sources that make persons.

Expands: judgements that were there keep their words; the evidence of older ones is not known. Which sources make
persons is seen from what they founded, and said anew by their next delivery.

Revision: 0023; follows: 0021
"""

from alembic import op

revision = "0023"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
ALTER TABLE crosswalk.judgement
    ADD COLUMN evidence uuid,
    ADD COLUMN judged_by text GENERATED ALWAYS AS (CASE WHEN author <> 'register' THEN 'CLERK'
        WHEN weight IS NULL THEN 'RULE' ELSE 'SCORE' END) STORED,
    ADD CONSTRAINT ck_judgement_author_named CHECK (author ~ '\\S'),
    ADD CONSTRAINT ck_judgement_method_named CHECK (method ~ '\\S'),
    ADD CONSTRAINT ck_judgement_weight_finite CHECK (abs(weight) < 'Infinity'),
    ADD CONSTRAINT ck_judgement_explanation_by_name CHECK (jsonb_typeof(explanation) = 'object'),
    ADD CONSTRAINT ck_judgement_fields_listed
        CHECK (jsonb_typeof(coalesce(explanation -> 'fields', '[]')) = 'array'),
    ADD CONSTRAINT ck_judgement_clerk_says_why
        CHECK (author = 'register' OR coalesce(explanation ->> 'why', '') ~ '\\S')
""")
    op.execute("CREATE INDEX ix_membership_history_entity_id ON crosswalk.membership_history (entity_id, register)")
    op.execute("ALTER TABLE provenance.source ADD COLUMN creates boolean DEFAULT false NOT NULL")
    op.execute("""
UPDATE provenance.source s SET creates = true WHERE EXISTS (
    SELECT FROM provenance.record r JOIN crosswalk.membership m ON m.record_id = r.id AND m.founding
     WHERE r.source_id = s.id)
""")
    for statement in OUTRANKED:
        op.execute(statement)
    for thing, (now, _) in COMMENTS.items():
        op.execute(f"COMMENT ON {thing} IS '{now}'")


def downgrade() -> None:
    op.execute("COMMENT ON TABLE crosswalk.judgement IS '{}'".format(COMMENTS["TABLE crosswalk.judgement"][1]))
    op.execute("DROP VIEW crosswalk.outranked_known")
    op.execute("DROP TABLE crosswalk.outranked")
    op.execute("DROP TABLE crosswalk.outranked_history")
    op.execute("ALTER TABLE provenance.source DROP COLUMN creates")
    op.execute("DROP INDEX crosswalk.ix_membership_history_entity_id")
    op.execute("""
ALTER TABLE crosswalk.judgement
    DROP CONSTRAINT ck_judgement_author_named, DROP CONSTRAINT ck_judgement_method_named,
    DROP CONSTRAINT ck_judgement_weight_finite, DROP CONSTRAINT ck_judgement_explanation_by_name,
    DROP CONSTRAINT ck_judgement_fields_listed, DROP CONSTRAINT ck_judgement_clerk_says_why,
    DROP COLUMN judged_by, DROP COLUMN evidence
""")


COMMENTS = {
    "TABLE crosswalk.judgement": (
        "decisions that two records are or are not the same person; of those of a pair the last is in force, "
        "a clerk''s before the rules''",
        "decisions that two records are or are not the same person; the last one of a pair is in force",
    ),
    "COLUMN crosswalk.judgement.evidence": (
        "BLAKE2b-128 of the statements of both records that it was judged on; null: from before it was kept",
        None,
    ),
    "COLUMN crosswalk.judgement.judged_by": (
        "CLERK before RULE before SCORE: the last one of the first kind that judged the pair is in force",
        None,
    ),
    "COLUMN provenance.source.creates": ("whether a record of it that is nobody known makes an identity", None),
}
OUTRANKED = (
    """
CREATE TABLE crosswalk.outranked_history (
    individual_id BIGINT NOT NULL,
    attribute TEXT NOT NULL,
    value TEXT NOT NULL,
    claimed_in BIGINT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_outranked_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    """
COMMENT ON TABLE crosswalk.outranked_history IS 'superseded rows of outranked'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked_history.individual_id IS 'of whom'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked_history.attribute IS 'the fact that says otherwise, as individual.name'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked_history.value IS 'what was claimed: its key and values in the order of the columns'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked_history.claimed_in IS 'the statement that claims it'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked_history.valid_time IS 'when the fact holds in the world, [)'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked_history.starts_basis IS 'on what basis the first day is known'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked_history.statement_id IS 'the statement the fact rests on'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked_history.act_id IS 'the act the fact rests on'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked_history.transaction_time IS 'when the register believed it, [)'
    """,
    """
ALTER TABLE crosswalk.outranked_history ADD CONSTRAINT ex_outranked_history_one_belief EXCLUDE USING gist (individual_id WITH =, attribute WITH =, value WITH =, claimed_in WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    """
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON crosswalk.outranked_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    """
CREATE TABLE crosswalk.outranked (
    individual_id BIGINT NOT NULL,
    attribute TEXT NOT NULL,
    value TEXT NOT NULL,
    claimed_in BIGINT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_outranked_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_outranked_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_outranked_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_outranked_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_outranked_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time)) IS TRUE),
    CONSTRAINT ck_outranked_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time)) IS TRUE),
    CONSTRAINT fk_outranked_individual_id FOREIGN KEY(individual_id) REFERENCES individual.individual (id),
    CONSTRAINT fk_outranked_claimed_in FOREIGN KEY(claimed_in) REFERENCES provenance.statement (id),
    CONSTRAINT fk_outranked_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_outranked_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    """
COMMENT ON TABLE crosswalk.outranked IS 'claims about persons on the days on which another claim survives; follows from the statements'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked.individual_id IS 'of whom'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked.attribute IS 'the fact that says otherwise, as individual.name'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked.value IS 'what was claimed: its key and values in the order of the columns'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked.claimed_in IS 'the statement that claims it'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked.valid_time IS 'when the fact holds in the world, [)'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked.starts_basis IS 'on what basis the first day is known'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked.statement_id IS 'the statement the fact rests on'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked.act_id IS 'the act the fact rests on'
    """,
    """
COMMENT ON COLUMN crosswalk.outranked.transaction_time IS 'when the register believed it, [)'
    """,
    """
ALTER TABLE crosswalk.outranked ADD CONSTRAINT pk_outranked PRIMARY KEY (individual_id, attribute, value, claimed_in, valid_time WITHOUT OVERLAPS)
    """,
    """
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON crosswalk.outranked FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    """
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON crosswalk.outranked FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    """
CREATE VIEW crosswalk.outranked_known AS SELECT * FROM crosswalk.outranked UNION ALL SELECT * FROM crosswalk.outranked_history
    """,
    """
COMMENT ON VIEW crosswalk.outranked_known IS 'all beliefs, current and superseded'
    """,
)
