"""Legal entities.

Revision: 0006; follows: 0005
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STATEMENTS = (
    "CREATE SCHEMA legal_entity",
    "COMMENT ON SCHEMA legal_entity IS 'legal entities and what is true of them'",
    r"""
CREATE TABLE legal_entity.legal_entity (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    CONSTRAINT pk_legal_entity PRIMARY KEY (id)
)
    """,
    "COMMENT ON TABLE legal_entity.legal_entity IS 'permanent identities of legal entities'",
    "COMMENT ON COLUMN legal_entity.legal_entity.id IS 'permanent, never reused'",
    r"""
CREATE TABLE legal_entity.identifier_history (
    legal_entity_id BIGINT NOT NULL,
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
    CONSTRAINT ck_identifier_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE legal_entity.identifier_history IS 'superseded rows of identifier'",
    "COMMENT ON COLUMN legal_entity.identifier_history.legal_entity_id IS 'which'",
    "COMMENT ON COLUMN legal_entity.identifier_history.scheme IS 'BIN, RNN or OKPO'",
    "COMMENT ON COLUMN legal_entity.identifier_history.value IS 'the number in normal form'",
    r"""
COMMENT ON COLUMN legal_entity.identifier_history.synthetic IS 'whether the identifier lies in the range never issued; must agree with the database''s kind'
    """,
    r"""
COMMENT ON COLUMN legal_entity.identifier_history.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN legal_entity.identifier_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN legal_entity.identifier_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN legal_entity.identifier_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN legal_entity.identifier_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN legal_entity.identifier_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN legal_entity.identifier_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN legal_entity.identifier_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE legal_entity.identifier_history ADD CONSTRAINT ex_identifier_history_one_belief EXCLUDE USING gist (legal_entity_id WITH =, scheme WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON legal_entity.identifier_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE legal_entity.name_history (
    legal_entity_id BIGINT NOT NULL,
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_name_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE legal_entity.name_history IS 'superseded rows of name'",
    "COMMENT ON COLUMN legal_entity.name_history.legal_entity_id IS 'which'",
    "COMMENT ON COLUMN legal_entity.name_history.language IS 'kk or ru'",
    "COMMENT ON COLUMN legal_entity.name_history.name IS 'full name'",
    "COMMENT ON COLUMN legal_entity.name_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN legal_entity.name_history.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN legal_entity.name_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN legal_entity.name_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN legal_entity.name_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN legal_entity.name_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN legal_entity.name_history.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN legal_entity.name_history.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE legal_entity.name_history ADD CONSTRAINT ex_name_history_one_belief EXCLUDE USING gist (legal_entity_id WITH =, language WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON legal_entity.name_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE legal_entity.status_history (
    legal_entity_id BIGINT NOT NULL,
    status TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_status_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE legal_entity.status_history IS 'superseded rows of status'",
    "COMMENT ON COLUMN legal_entity.status_history.legal_entity_id IS 'which'",
    r"""
COMMENT ON COLUMN legal_entity.status_history.status IS 'status as the register of legal entities words it'
    """,
    "COMMENT ON COLUMN legal_entity.status_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN legal_entity.status_history.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN legal_entity.status_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN legal_entity.status_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN legal_entity.status_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN legal_entity.status_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN legal_entity.status_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN legal_entity.status_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE legal_entity.status_history ADD CONSTRAINT ex_status_history_one_belief EXCLUDE USING gist (legal_entity_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON legal_entity.status_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE legal_entity.registration_history (
    legal_entity_id BIGINT NOT NULL,
    registered_on DATE NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_registration_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE legal_entity.registration_history IS 'superseded rows of registration'",
    "COMMENT ON COLUMN legal_entity.registration_history.legal_entity_id IS 'which'",
    "COMMENT ON COLUMN legal_entity.registration_history.registered_on IS 'day of registration'",
    r"""
COMMENT ON COLUMN legal_entity.registration_history.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN legal_entity.registration_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN legal_entity.registration_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN legal_entity.registration_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN legal_entity.registration_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    r"""
COMMENT ON COLUMN legal_entity.registration_history.statement_id IS 'the statement the fact rests on'
    """,
    "COMMENT ON COLUMN legal_entity.registration_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN legal_entity.registration_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE legal_entity.registration_history ADD CONSTRAINT ex_registration_history_one_belief EXCLUDE USING gist (legal_entity_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON legal_entity.registration_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE legal_entity.activity_history (
    legal_entity_id BIGINT NOT NULL,
    oked TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_activity_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE legal_entity.activity_history IS 'superseded rows of activity'",
    "COMMENT ON COLUMN legal_entity.activity_history.legal_entity_id IS 'which'",
    r"""
COMMENT ON COLUMN legal_entity.activity_history.oked IS 'main activity, OKED code and name as stated'
    """,
    "COMMENT ON COLUMN legal_entity.activity_history.valid_time IS 'when the fact holds in the world, [)'",
    r"""
COMMENT ON COLUMN legal_entity.activity_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN legal_entity.activity_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN legal_entity.activity_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN legal_entity.activity_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN legal_entity.activity_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN legal_entity.activity_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN legal_entity.activity_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE legal_entity.activity_history ADD CONSTRAINT ex_activity_history_one_belief EXCLUDE USING gist (legal_entity_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON legal_entity.activity_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE legal_entity.legal_address_history (
    legal_entity_id BIGINT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_legal_address_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE legal_entity.legal_address_history IS 'superseded rows of legal_address'",
    "COMMENT ON COLUMN legal_entity.legal_address_history.legal_entity_id IS 'which'",
    "COMMENT ON COLUMN legal_entity.legal_address_history.language IS 'kk or ru'",
    "COMMENT ON COLUMN legal_entity.legal_address_history.text IS 'address as stated'",
    r"""
COMMENT ON COLUMN legal_entity.legal_address_history.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN legal_entity.legal_address_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN legal_entity.legal_address_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN legal_entity.legal_address_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN legal_entity.legal_address_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    r"""
COMMENT ON COLUMN legal_entity.legal_address_history.statement_id IS 'the statement the fact rests on'
    """,
    "COMMENT ON COLUMN legal_entity.legal_address_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN legal_entity.legal_address_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE legal_entity.legal_address_history ADD CONSTRAINT ex_legal_address_history_one_belief EXCLUDE USING gist (legal_entity_id WITH =, language WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON legal_entity.legal_address_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE legal_entity.head_history (
    legal_entity_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    holder_scheme TEXT,
    holder_value TEXT,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_head_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE legal_entity.head_history IS 'superseded rows of head'",
    "COMMENT ON COLUMN legal_entity.head_history.legal_entity_id IS 'which'",
    "COMMENT ON COLUMN legal_entity.head_history.name IS 'name of the head as stated'",
    "COMMENT ON COLUMN legal_entity.head_history.holder_scheme IS 'IIN or BIN'",
    r"""
COMMENT ON COLUMN legal_entity.head_history.holder_value IS 'the stated number; met through the crosswalk'
    """,
    "COMMENT ON COLUMN legal_entity.head_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN legal_entity.head_history.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN legal_entity.head_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN legal_entity.head_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN legal_entity.head_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN legal_entity.head_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN legal_entity.head_history.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN legal_entity.head_history.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE legal_entity.head_history ADD CONSTRAINT ex_head_history_one_belief EXCLUDE USING gist (legal_entity_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON legal_entity.head_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE legal_entity.founder_history (
    legal_entity_id BIGINT NOT NULL,
    founder_key TEXT NOT NULL,
    name TEXT,
    holder_scheme TEXT,
    holder_value TEXT,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_founder_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE legal_entity.founder_history IS 'superseded rows of founder'",
    "COMMENT ON COLUMN legal_entity.founder_history.legal_entity_id IS 'which'",
    r"""
COMMENT ON COLUMN legal_entity.founder_history.founder_key IS 'what tells founders of one entity apart'
    """,
    "COMMENT ON COLUMN legal_entity.founder_history.name IS 'name of the founder as stated'",
    "COMMENT ON COLUMN legal_entity.founder_history.holder_scheme IS 'IIN or BIN'",
    r"""
COMMENT ON COLUMN legal_entity.founder_history.holder_value IS 'the stated number; met through the crosswalk'
    """,
    "COMMENT ON COLUMN legal_entity.founder_history.valid_time IS 'when the fact holds in the world, [)'",
    r"""
COMMENT ON COLUMN legal_entity.founder_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN legal_entity.founder_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN legal_entity.founder_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN legal_entity.founder_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN legal_entity.founder_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN legal_entity.founder_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN legal_entity.founder_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE legal_entity.founder_history ADD CONSTRAINT ex_founder_history_one_belief EXCLUDE USING gist (legal_entity_id WITH =, founder_key WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON legal_entity.founder_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE legal_entity.identifier (
    legal_entity_id BIGINT NOT NULL,
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
    CONSTRAINT ck_identifier_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_identifier_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_identifier_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_identifier_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_identifier_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_identifier_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_identifier_legal_entity_id FOREIGN KEY(legal_entity_id) REFERENCES legal_entity.legal_entity (id),
    CONSTRAINT fk_identifier_synthetic FOREIGN KEY(synthetic) REFERENCES provenance.database_kind (synthetic),
    CONSTRAINT fk_identifier_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_identifier_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "CREATE INDEX ix_identifier_value ON legal_entity.identifier (value, scheme)",
    "COMMENT ON TABLE legal_entity.identifier IS 'numbers of legal entities'",
    "COMMENT ON COLUMN legal_entity.identifier.legal_entity_id IS 'which'",
    "COMMENT ON COLUMN legal_entity.identifier.scheme IS 'BIN, RNN or OKPO'",
    "COMMENT ON COLUMN legal_entity.identifier.value IS 'the number in normal form'",
    r"""
COMMENT ON COLUMN legal_entity.identifier.synthetic IS 'whether the identifier lies in the range never issued; must agree with the database''s kind'
    """,
    "COMMENT ON COLUMN legal_entity.identifier.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN legal_entity.identifier.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN legal_entity.identifier.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN legal_entity.identifier.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN legal_entity.identifier.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN legal_entity.identifier.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN legal_entity.identifier.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN legal_entity.identifier.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE legal_entity.identifier ADD CONSTRAINT pk_identifier PRIMARY KEY (legal_entity_id, scheme, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON legal_entity.identifier FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON legal_entity.identifier FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE legal_entity.name (
    legal_entity_id BIGINT NOT NULL,
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_name_language_known CHECK (language IN ('kk', 'ru')),
    CONSTRAINT ck_name_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_name_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_name_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_name_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_name_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_name_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_name_legal_entity_id FOREIGN KEY(legal_entity_id) REFERENCES legal_entity.legal_entity (id),
    CONSTRAINT fk_name_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_name_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE legal_entity.name IS 'names'",
    "COMMENT ON COLUMN legal_entity.name.legal_entity_id IS 'which'",
    "COMMENT ON COLUMN legal_entity.name.language IS 'kk or ru'",
    "COMMENT ON COLUMN legal_entity.name.name IS 'full name'",
    "COMMENT ON COLUMN legal_entity.name.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN legal_entity.name.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN legal_entity.name.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN legal_entity.name.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN legal_entity.name.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN legal_entity.name.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN legal_entity.name.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN legal_entity.name.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE legal_entity.name ADD CONSTRAINT pk_name PRIMARY KEY (legal_entity_id, language, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON legal_entity.name FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON legal_entity.name FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE legal_entity.status (
    legal_entity_id BIGINT NOT NULL,
    status TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_status_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_status_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_status_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_status_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_status_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_status_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_status_legal_entity_id FOREIGN KEY(legal_entity_id) REFERENCES legal_entity.legal_entity (id),
    CONSTRAINT fk_status_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_status_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE legal_entity.status IS 'registration status'",
    "COMMENT ON COLUMN legal_entity.status.legal_entity_id IS 'which'",
    "COMMENT ON COLUMN legal_entity.status.status IS 'status as the register of legal entities words it'",
    "COMMENT ON COLUMN legal_entity.status.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN legal_entity.status.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN legal_entity.status.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN legal_entity.status.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN legal_entity.status.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN legal_entity.status.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN legal_entity.status.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN legal_entity.status.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE legal_entity.status ADD CONSTRAINT pk_status PRIMARY KEY (legal_entity_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON legal_entity.status FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON legal_entity.status FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE legal_entity.registration (
    legal_entity_id BIGINT NOT NULL,
    registered_on DATE NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_registration_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_registration_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_registration_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_registration_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_registration_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_registration_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_registration_legal_entity_id FOREIGN KEY(legal_entity_id) REFERENCES legal_entity.legal_entity (id),
    CONSTRAINT fk_registration_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_registration_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE legal_entity.registration IS 'registration; holds from that day'",
    "COMMENT ON COLUMN legal_entity.registration.legal_entity_id IS 'which'",
    "COMMENT ON COLUMN legal_entity.registration.registered_on IS 'day of registration'",
    "COMMENT ON COLUMN legal_entity.registration.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN legal_entity.registration.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN legal_entity.registration.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN legal_entity.registration.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN legal_entity.registration.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN legal_entity.registration.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN legal_entity.registration.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN legal_entity.registration.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE legal_entity.registration ADD CONSTRAINT pk_registration PRIMARY KEY (legal_entity_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON legal_entity.registration FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON legal_entity.registration FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE legal_entity.activity (
    legal_entity_id BIGINT NOT NULL,
    oked TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_activity_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_activity_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_activity_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_activity_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_activity_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_activity_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_activity_legal_entity_id FOREIGN KEY(legal_entity_id) REFERENCES legal_entity.legal_entity (id),
    CONSTRAINT fk_activity_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_activity_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE legal_entity.activity IS 'main activity'",
    "COMMENT ON COLUMN legal_entity.activity.legal_entity_id IS 'which'",
    "COMMENT ON COLUMN legal_entity.activity.oked IS 'main activity, OKED code and name as stated'",
    "COMMENT ON COLUMN legal_entity.activity.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN legal_entity.activity.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN legal_entity.activity.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN legal_entity.activity.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN legal_entity.activity.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN legal_entity.activity.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN legal_entity.activity.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN legal_entity.activity.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE legal_entity.activity ADD CONSTRAINT pk_activity PRIMARY KEY (legal_entity_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON legal_entity.activity FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON legal_entity.activity FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE legal_entity.legal_address (
    legal_entity_id BIGINT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_legal_address_language_known CHECK (language IN ('kk', 'ru')),
    CONSTRAINT ck_legal_address_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_legal_address_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_legal_address_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_legal_address_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_legal_address_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_legal_address_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_legal_address_legal_entity_id FOREIGN KEY(legal_entity_id) REFERENCES legal_entity.legal_entity (id),
    CONSTRAINT fk_legal_address_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_legal_address_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    r"""
COMMENT ON TABLE legal_entity.legal_address IS 'legal address as text; its code where the source gives none is not guessed'
    """,
    "COMMENT ON COLUMN legal_entity.legal_address.legal_entity_id IS 'which'",
    "COMMENT ON COLUMN legal_entity.legal_address.language IS 'kk or ru'",
    "COMMENT ON COLUMN legal_entity.legal_address.text IS 'address as stated'",
    "COMMENT ON COLUMN legal_entity.legal_address.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN legal_entity.legal_address.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN legal_entity.legal_address.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN legal_entity.legal_address.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN legal_entity.legal_address.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN legal_entity.legal_address.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN legal_entity.legal_address.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN legal_entity.legal_address.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE legal_entity.legal_address ADD CONSTRAINT pk_legal_address PRIMARY KEY (legal_entity_id, language, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON legal_entity.legal_address FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON legal_entity.legal_address FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE legal_entity.head (
    legal_entity_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    holder_scheme TEXT,
    holder_value TEXT,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_head_holder_whole CHECK ((holder_scheme IS NULL) = (holder_value IS NULL)),
    CONSTRAINT ck_head_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_head_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_head_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_head_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_head_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_head_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_head_legal_entity_id FOREIGN KEY(legal_entity_id) REFERENCES legal_entity.legal_entity (id),
    CONSTRAINT fk_head_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_head_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "CREATE INDEX ix_head_holder ON legal_entity.head (holder_value, holder_scheme)",
    "COMMENT ON TABLE legal_entity.head IS 'heads'",
    "COMMENT ON COLUMN legal_entity.head.legal_entity_id IS 'which'",
    "COMMENT ON COLUMN legal_entity.head.name IS 'name of the head as stated'",
    "COMMENT ON COLUMN legal_entity.head.holder_scheme IS 'IIN or BIN'",
    "COMMENT ON COLUMN legal_entity.head.holder_value IS 'the stated number; met through the crosswalk'",
    "COMMENT ON COLUMN legal_entity.head.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN legal_entity.head.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN legal_entity.head.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN legal_entity.head.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN legal_entity.head.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN legal_entity.head.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN legal_entity.head.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN legal_entity.head.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE legal_entity.head ADD CONSTRAINT pk_head PRIMARY KEY (legal_entity_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON legal_entity.head FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON legal_entity.head FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE legal_entity.founder (
    legal_entity_id BIGINT NOT NULL,
    founder_key TEXT NOT NULL,
    name TEXT,
    holder_scheme TEXT,
    holder_value TEXT,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_founder_holder_whole CHECK ((holder_scheme IS NULL) = (holder_value IS NULL)),
    CONSTRAINT ck_founder_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_founder_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_founder_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_founder_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_founder_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_founder_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_founder_legal_entity_id FOREIGN KEY(legal_entity_id) REFERENCES legal_entity.legal_entity (id),
    CONSTRAINT fk_founder_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_founder_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "CREATE INDEX ix_founder_holder ON legal_entity.founder (holder_value, holder_scheme)",
    "COMMENT ON TABLE legal_entity.founder IS 'founders, persons or legal entities'",
    "COMMENT ON COLUMN legal_entity.founder.legal_entity_id IS 'which'",
    "COMMENT ON COLUMN legal_entity.founder.founder_key IS 'what tells founders of one entity apart'",
    "COMMENT ON COLUMN legal_entity.founder.name IS 'name of the founder as stated'",
    "COMMENT ON COLUMN legal_entity.founder.holder_scheme IS 'IIN or BIN'",
    r"""
COMMENT ON COLUMN legal_entity.founder.holder_value IS 'the stated number; met through the crosswalk'
    """,
    "COMMENT ON COLUMN legal_entity.founder.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN legal_entity.founder.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN legal_entity.founder.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN legal_entity.founder.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN legal_entity.founder.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN legal_entity.founder.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN legal_entity.founder.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN legal_entity.founder.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE legal_entity.founder ADD CONSTRAINT pk_founder PRIMARY KEY (legal_entity_id, founder_key, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON legal_entity.founder FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON legal_entity.founder FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE VIEW legal_entity.identifier_known AS SELECT * FROM legal_entity.identifier UNION ALL SELECT * FROM legal_entity.identifier_history
    """,
    "COMMENT ON VIEW legal_entity.identifier_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW legal_entity.name_known AS SELECT * FROM legal_entity.name UNION ALL SELECT * FROM legal_entity.name_history
    """,
    "COMMENT ON VIEW legal_entity.name_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW legal_entity.status_known AS SELECT * FROM legal_entity.status UNION ALL SELECT * FROM legal_entity.status_history
    """,
    "COMMENT ON VIEW legal_entity.status_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW legal_entity.registration_known AS SELECT * FROM legal_entity.registration UNION ALL SELECT * FROM legal_entity.registration_history
    """,
    "COMMENT ON VIEW legal_entity.registration_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW legal_entity.activity_known AS SELECT * FROM legal_entity.activity UNION ALL SELECT * FROM legal_entity.activity_history
    """,
    "COMMENT ON VIEW legal_entity.activity_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW legal_entity.legal_address_known AS SELECT * FROM legal_entity.legal_address UNION ALL SELECT * FROM legal_entity.legal_address_history
    """,
    "COMMENT ON VIEW legal_entity.legal_address_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW legal_entity.head_known AS SELECT * FROM legal_entity.head UNION ALL SELECT * FROM legal_entity.head_history
    """,
    "COMMENT ON VIEW legal_entity.head_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW legal_entity.founder_known AS SELECT * FROM legal_entity.founder UNION ALL SELECT * FROM legal_entity.founder_history
    """,
    "COMMENT ON VIEW legal_entity.founder_known IS 'all beliefs, current and superseded'",
)


def upgrade() -> None:
    # The driver's own cursor: the text is PostgreSQL's, colons and percent signs included.
    with op.get_bind().connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement)


def downgrade() -> None:
    op.execute("DROP SCHEMA legal_entity CASCADE")
