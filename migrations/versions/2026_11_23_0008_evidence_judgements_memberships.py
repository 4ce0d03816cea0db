"""Evidence judgements memberships.

Revision: 0008; follows: 0007
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STATEMENTS = (
    "CREATE SCHEMA crosswalk",
    r"""
COMMENT ON SCHEMA crosswalk IS 'which records speak of whom: evidence, judgements, memberships, identifiers'
    """,
    r"""
CREATE TABLE crosswalk.individual_identifier_history (
    individual_id BIGINT NOT NULL,
    scheme TEXT NOT NULL,
    value TEXT NOT NULL,
    synthetic BOOLEAN,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_individual_identifier_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    r"""
CREATE INDEX ix_individual_identifier_history_value ON crosswalk.individual_identifier_history (value, scheme)
    """,
    r"""
COMMENT ON TABLE crosswalk.individual_identifier_history IS 'superseded rows of individual_identifier'
    """,
    "COMMENT ON COLUMN crosswalk.individual_identifier_history.individual_id IS 'whose number'",
    r"""
COMMENT ON COLUMN crosswalk.individual_identifier_history.scheme IS 'IIN, RNN, SIK, IDENTITY_CARD, …'
    """,
    "COMMENT ON COLUMN crosswalk.individual_identifier_history.value IS 'the number in normal form'",
    r"""
COMMENT ON COLUMN crosswalk.individual_identifier_history.synthetic IS 'whether the identifier lies in the range never issued; must agree with the database''s kind'
    """,
    r"""
COMMENT ON COLUMN crosswalk.individual_identifier_history.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN crosswalk.individual_identifier_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN crosswalk.individual_identifier_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN crosswalk.individual_identifier_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN crosswalk.individual_identifier_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    r"""
COMMENT ON COLUMN crosswalk.individual_identifier_history.statement_id IS 'the statement the fact rests on'
    """,
    "COMMENT ON COLUMN crosswalk.individual_identifier_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN crosswalk.individual_identifier_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE crosswalk.individual_identifier_history ADD CONSTRAINT ex_individual_identifier_history_one_belief EXCLUDE USING gist (individual_id WITH =, scheme WITH =, value WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON crosswalk.individual_identifier_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE crosswalk.membership_history (
    record_id BIGINT NOT NULL,
    register TEXT NOT NULL,
    entity_id BIGINT NOT NULL,
    founding BOOLEAN NOT NULL,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_membership_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE crosswalk.membership_history IS 'superseded rows of membership'",
    "COMMENT ON COLUMN crosswalk.membership_history.record_id IS 'which record'",
    "COMMENT ON COLUMN crosswalk.membership_history.register IS 'the register of the identity'",
    "COMMENT ON COLUMN crosswalk.membership_history.entity_id IS 'the identity the record speaks of'",
    "COMMENT ON COLUMN crosswalk.membership_history.founding IS 'whether this record made the identity'",
    r"""
COMMENT ON COLUMN crosswalk.membership_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE crosswalk.membership_history ADD CONSTRAINT ex_membership_history_one_belief EXCLUDE USING gist (record_id WITH =, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON crosswalk.membership_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE crosswalk.evidence (
    record_id BIGINT NOT NULL,
    scheme TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_evidence PRIMARY KEY (record_id, scheme, value),
    CONSTRAINT fk_evidence_record_id FOREIGN KEY(record_id) REFERENCES provenance.record (id)
)
    """,
    "CREATE INDEX ix_evidence_value ON crosswalk.evidence (value, scheme)",
    r"""
COMMENT ON TABLE crosswalk.evidence IS 'identifiers that records carry now: an index over their live statements, derived and rebuilt at will'
    """,
    "COMMENT ON COLUMN crosswalk.evidence.record_id IS 'which record'",
    "COMMENT ON COLUMN crosswalk.evidence.scheme IS 'kind of identifier'",
    r"""
COMMENT ON COLUMN crosswalk.evidence.value IS 'in normal form; faulty identifiers link nobody and stay out'
    """,
    r"""
CREATE TABLE crosswalk.awaiting (
    scheme TEXT NOT NULL,
    value TEXT NOT NULL,
    record_id BIGINT NOT NULL,
    CONSTRAINT pk_awaiting PRIMARY KEY (scheme, value, record_id),
    CONSTRAINT fk_awaiting_record_id FOREIGN KEY(record_id) REFERENCES provenance.record (id)
)
    """,
    r"""
COMMENT ON TABLE crosswalk.awaiting IS 'records that refer to a code not yet in its register; considered again when it arrives'
    """,
    "COMMENT ON COLUMN crosswalk.awaiting.scheme IS 'kind of code'",
    "COMMENT ON COLUMN crosswalk.awaiting.value IS 'the code nobody bears yet'",
    "COMMENT ON COLUMN crosswalk.awaiting.record_id IS 'who waits for it'",
    r"""
CREATE TABLE crosswalk.membership (
    record_id BIGINT NOT NULL,
    register TEXT NOT NULL,
    entity_id BIGINT NOT NULL,
    founding BOOLEAN NOT NULL,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT pk_membership PRIMARY KEY (record_id),
    CONSTRAINT fk_membership_record_id FOREIGN KEY(record_id) REFERENCES provenance.record (id)
)
    """,
    "CREATE INDEX ix_membership_entity_id ON crosswalk.membership (entity_id, register)",
    r"""
COMMENT ON TABLE crosswalk.membership IS 'the identity each record speaks of, as the judgements in force say'
    """,
    "COMMENT ON COLUMN crosswalk.membership.record_id IS 'which record'",
    "COMMENT ON COLUMN crosswalk.membership.register IS 'the register of the identity'",
    "COMMENT ON COLUMN crosswalk.membership.entity_id IS 'the identity the record speaks of'",
    "COMMENT ON COLUMN crosswalk.membership.founding IS 'whether this record made the identity'",
    "COMMENT ON COLUMN crosswalk.membership.transaction_time IS 'when the register believed it, [)'",
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON crosswalk.membership FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON crosswalk.membership FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE crosswalk.judgement (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    left_id BIGINT NOT NULL,
    right_id BIGINT NOT NULL,
    verdict TEXT NOT NULL,
    method TEXT NOT NULL,
    weight FLOAT,
    explanation JSONB NOT NULL,
    author TEXT NOT NULL,
    judged_at TIMESTAMP WITH TIME ZONE DEFAULT temporal.stamp() NOT NULL,
    CONSTRAINT pk_judgement PRIMARY KEY (id),
    CONSTRAINT ck_judgement_pair_ordered CHECK (left_id < right_id),
    CONSTRAINT ck_judgement_verdict_known CHECK (verdict IN ('POSITIVE', 'NEGATIVE', 'UNSURE')),
    CONSTRAINT fk_judgement_left_id FOREIGN KEY(left_id) REFERENCES provenance.record (id),
    CONSTRAINT fk_judgement_right_id FOREIGN KEY(right_id) REFERENCES provenance.record (id)
)
    """,
    "CREATE INDEX ix_judgement_pair ON crosswalk.judgement (left_id, right_id, id)",
    "CREATE INDEX ix_judgement_right ON crosswalk.judgement (right_id)",
    r"""
COMMENT ON TABLE crosswalk.judgement IS 'decisions that two records are or are not the same person; the last one of a pair is in force'
    """,
    "COMMENT ON COLUMN crosswalk.judgement.id IS 'permanent'",
    "COMMENT ON COLUMN crosswalk.judgement.left_id IS 'the lower record'",
    "COMMENT ON COLUMN crosswalk.judgement.right_id IS 'the higher record'",
    "COMMENT ON COLUMN crosswalk.judgement.verdict IS 'POSITIVE, NEGATIVE or UNSURE'",
    "COMMENT ON COLUMN crosswalk.judgement.method IS 'the rule or model, with its version, or clerical'",
    "COMMENT ON COLUMN crosswalk.judgement.weight IS 'match weight, bits; null where a rule decided'",
    r"""
COMMENT ON COLUMN crosswalk.judgement.explanation IS 'what agreed and what did not, field by field, without values'
    """,
    "COMMENT ON COLUMN crosswalk.judgement.author IS 'who judged: the register''s rules, or a clerk'",
    "COMMENT ON COLUMN crosswalk.judgement.judged_at IS 'when the register came to believe it'",
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON crosswalk.judgement FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE crosswalk.individual_identifier (
    individual_id BIGINT NOT NULL,
    scheme TEXT NOT NULL,
    value TEXT NOT NULL,
    synthetic BOOLEAN GENERATED ALWAYS AS (provenance.is_synthetic(scheme, value)) STORED,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_individual_identifier_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_individual_identifier_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_individual_identifier_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_individual_identifier_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_individual_identifier_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_individual_identifier_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_individual_identifier_individual_id FOREIGN KEY(individual_id) REFERENCES individual.individual (id),
    CONSTRAINT fk_individual_identifier_synthetic FOREIGN KEY(synthetic) REFERENCES provenance.database_kind (synthetic),
    CONSTRAINT fk_individual_identifier_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_individual_identifier_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "CREATE INDEX ix_individual_identifier_value ON crosswalk.individual_identifier (value, scheme)",
    r"""
COMMENT ON TABLE crosswalk.individual_identifier IS 'identifiers under one person, the IIN among them; a number that ends at two persons answers nobody'
    """,
    "COMMENT ON COLUMN crosswalk.individual_identifier.individual_id IS 'whose number'",
    "COMMENT ON COLUMN crosswalk.individual_identifier.scheme IS 'IIN, RNN, SIK, IDENTITY_CARD, …'",
    "COMMENT ON COLUMN crosswalk.individual_identifier.value IS 'the number in normal form'",
    r"""
COMMENT ON COLUMN crosswalk.individual_identifier.synthetic IS 'whether the identifier lies in the range never issued; must agree with the database''s kind'
    """,
    r"""
COMMENT ON COLUMN crosswalk.individual_identifier.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN crosswalk.individual_identifier.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN crosswalk.individual_identifier.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN crosswalk.individual_identifier.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN crosswalk.individual_identifier.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN crosswalk.individual_identifier.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN crosswalk.individual_identifier.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN crosswalk.individual_identifier.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE crosswalk.individual_identifier ADD CONSTRAINT pk_individual_identifier PRIMARY KEY (individual_id, scheme, value, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON crosswalk.individual_identifier FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON crosswalk.individual_identifier FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE VIEW crosswalk.individual_identifier_known AS SELECT * FROM crosswalk.individual_identifier UNION ALL SELECT * FROM crosswalk.individual_identifier_history
    """,
    "COMMENT ON VIEW crosswalk.individual_identifier_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW crosswalk.membership_known AS SELECT * FROM crosswalk.membership UNION ALL SELECT * FROM crosswalk.membership_history
    """,
    "COMMENT ON VIEW crosswalk.membership_known IS 'all beliefs, current and superseded'",
)


def upgrade() -> None:
    # The driver's own cursor: the text is PostgreSQL's, colons and percent signs included.
    with op.get_bind().connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement)


def downgrade() -> None:
    op.execute("DROP SCHEMA crosswalk CASCADE")
