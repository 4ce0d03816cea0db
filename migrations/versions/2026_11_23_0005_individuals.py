"""Individuals.

Revision: 0005; follows: 0004
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATEMENTS = (
    "CREATE SCHEMA individual",
    "COMMENT ON SCHEMA individual IS 'individuals and what is true of them'",
    r"""
CREATE TABLE individual.individual (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    CONSTRAINT pk_individual PRIMARY KEY (id)
)
    """,
    "COMMENT ON TABLE individual.individual IS 'permanent identities of natural persons'",
    "COMMENT ON COLUMN individual.individual.id IS 'permanent, never reused'",
    r"""
CREATE TABLE individual.name_history (
    individual_id BIGINT NOT NULL,
    script TEXT NOT NULL,
    surname TEXT NOT NULL,
    given_name TEXT,
    patronymic TEXT,
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
    "COMMENT ON TABLE individual.name_history IS 'superseded rows of name'",
    "COMMENT ON COLUMN individual.name_history.individual_id IS 'of whom'",
    r"""
COMMENT ON COLUMN individual.name_history.script IS 'kk, ru or latin: the letters the name is written in'
    """,
    "COMMENT ON COLUMN individual.name_history.surname IS 'surname as documents have it'",
    "COMMENT ON COLUMN individual.name_history.given_name IS 'given name'",
    "COMMENT ON COLUMN individual.name_history.patronymic IS 'patronymic, in either style'",
    "COMMENT ON COLUMN individual.name_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN individual.name_history.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN individual.name_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN individual.name_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN individual.name_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN individual.name_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN individual.name_history.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN individual.name_history.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE individual.name_history ADD CONSTRAINT ex_name_history_one_belief EXCLUDE USING gist (individual_id WITH =, script WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON individual.name_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE individual.birth_history (
    individual_id BIGINT NOT NULL,
    birth_date DATE NOT NULL,
    birth_place TEXT,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_birth_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE individual.birth_history IS 'superseded rows of birth'",
    "COMMENT ON COLUMN individual.birth_history.individual_id IS 'of whom'",
    r"""
COMMENT ON COLUMN individual.birth_history.birth_date IS 'day of birth by the register, never read from the IIN'
    """,
    "COMMENT ON COLUMN individual.birth_history.birth_place IS 'place of birth as stated'",
    "COMMENT ON COLUMN individual.birth_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN individual.birth_history.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN individual.birth_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN individual.birth_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN individual.birth_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN individual.birth_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN individual.birth_history.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN individual.birth_history.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE individual.birth_history ADD CONSTRAINT ex_birth_history_one_belief EXCLUDE USING gist (individual_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON individual.birth_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE individual.death_history (
    individual_id BIGINT NOT NULL,
    death_date DATE NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_death_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE individual.death_history IS 'superseded rows of death'",
    "COMMENT ON COLUMN individual.death_history.individual_id IS 'of whom'",
    "COMMENT ON COLUMN individual.death_history.death_date IS 'day of death'",
    "COMMENT ON COLUMN individual.death_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN individual.death_history.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN individual.death_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN individual.death_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN individual.death_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN individual.death_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN individual.death_history.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN individual.death_history.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE individual.death_history ADD CONSTRAINT ex_death_history_one_belief EXCLUDE USING gist (individual_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON individual.death_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE individual.sex_history (
    individual_id BIGINT NOT NULL,
    sex TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_sex_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE individual.sex_history IS 'superseded rows of sex'",
    "COMMENT ON COLUMN individual.sex_history.individual_id IS 'of whom'",
    r"""
COMMENT ON COLUMN individual.sex_history.sex IS 'MALE or FEMALE, by the register, never read from the IIN'
    """,
    "COMMENT ON COLUMN individual.sex_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN individual.sex_history.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN individual.sex_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN individual.sex_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN individual.sex_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN individual.sex_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN individual.sex_history.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN individual.sex_history.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE individual.sex_history ADD CONSTRAINT ex_sex_history_one_belief EXCLUDE USING gist (individual_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON individual.sex_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE individual.citizenship_history (
    individual_id BIGINT NOT NULL,
    country TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_citizenship_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE individual.citizenship_history IS 'superseded rows of citizenship'",
    "COMMENT ON COLUMN individual.citizenship_history.individual_id IS 'of whom'",
    r"""
COMMENT ON COLUMN individual.citizenship_history.country IS 'ISO 3166-1 numeric code: 398 is Kazakhstan'
    """,
    r"""
COMMENT ON COLUMN individual.citizenship_history.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN individual.citizenship_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN individual.citizenship_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN individual.citizenship_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN individual.citizenship_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN individual.citizenship_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN individual.citizenship_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN individual.citizenship_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE individual.citizenship_history ADD CONSTRAINT ex_citizenship_history_one_belief EXCLUDE USING gist (individual_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON individual.citizenship_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE individual.document_history (
    individual_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    issuer TEXT,
    synthetic BOOLEAN,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_document_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE individual.document_history IS 'superseded rows of document'",
    "COMMENT ON COLUMN individual.document_history.individual_id IS 'of whom'",
    r"""
COMMENT ON COLUMN individual.document_history.kind IS 'IDENTITY_CARD, PASSPORT, BIRTH_CERTIFICATE, …'
    """,
    "COMMENT ON COLUMN individual.document_history.number IS 'number as the issuer writes it'",
    "COMMENT ON COLUMN individual.document_history.issuer IS 'who issued it, by the source''s code'",
    r"""
COMMENT ON COLUMN individual.document_history.synthetic IS 'whether the identifier lies in the range never issued; must agree with the database''s kind'
    """,
    "COMMENT ON COLUMN individual.document_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN individual.document_history.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN individual.document_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN individual.document_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN individual.document_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN individual.document_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN individual.document_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN individual.document_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE individual.document_history ADD CONSTRAINT ex_document_history_one_belief EXCLUDE USING gist (individual_id WITH =, kind WITH =, number WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON individual.document_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE individual.residence_history (
    individual_id BIGINT NOT NULL,
    address_id BIGINT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_residence_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE individual.residence_history IS 'superseded rows of residence'",
    "COMMENT ON COLUMN individual.residence_history.individual_id IS 'of whom'",
    "COMMENT ON COLUMN individual.residence_history.address_id IS 'building or premises of registration'",
    "COMMENT ON COLUMN individual.residence_history.valid_time IS 'when the fact holds in the world, [)'",
    r"""
COMMENT ON COLUMN individual.residence_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN individual.residence_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN individual.residence_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN individual.residence_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN individual.residence_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN individual.residence_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN individual.residence_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE individual.residence_history ADD CONSTRAINT ex_residence_history_one_belief EXCLUDE USING gist (individual_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON individual.residence_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE individual.name (
    individual_id BIGINT NOT NULL,
    script TEXT NOT NULL,
    surname TEXT NOT NULL,
    given_name TEXT,
    patronymic TEXT,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_name_script_known CHECK (script IN ('kk', 'ru', 'latin')),
    CONSTRAINT ck_name_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_name_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_name_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_name_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_name_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_name_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_name_individual_id FOREIGN KEY(individual_id) REFERENCES individual.individual (id),
    CONSTRAINT fk_name_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_name_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    r"""
COMMENT ON TABLE individual.name IS 'names, one line of versions for each script; a Latin spelling is data, never computed'
    """,
    "COMMENT ON COLUMN individual.name.individual_id IS 'of whom'",
    "COMMENT ON COLUMN individual.name.script IS 'kk, ru or latin: the letters the name is written in'",
    "COMMENT ON COLUMN individual.name.surname IS 'surname as documents have it'",
    "COMMENT ON COLUMN individual.name.given_name IS 'given name'",
    "COMMENT ON COLUMN individual.name.patronymic IS 'patronymic, in either style'",
    "COMMENT ON COLUMN individual.name.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN individual.name.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN individual.name.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN individual.name.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN individual.name.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN individual.name.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN individual.name.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN individual.name.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE individual.name ADD CONSTRAINT pk_name PRIMARY KEY (individual_id, script, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON individual.name FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON individual.name FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE individual.birth (
    individual_id BIGINT NOT NULL,
    birth_date DATE NOT NULL,
    birth_place TEXT,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_birth_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_birth_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_birth_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_birth_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_birth_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_birth_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_birth_individual_id FOREIGN KEY(individual_id) REFERENCES individual.individual (id),
    CONSTRAINT fk_birth_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_birth_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE individual.birth IS 'birth; holds from the day of birth'",
    "COMMENT ON COLUMN individual.birth.individual_id IS 'of whom'",
    r"""
COMMENT ON COLUMN individual.birth.birth_date IS 'day of birth by the register, never read from the IIN'
    """,
    "COMMENT ON COLUMN individual.birth.birth_place IS 'place of birth as stated'",
    "COMMENT ON COLUMN individual.birth.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN individual.birth.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN individual.birth.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN individual.birth.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN individual.birth.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN individual.birth.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN individual.birth.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN individual.birth.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE individual.birth ADD CONSTRAINT pk_birth PRIMARY KEY (individual_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON individual.birth FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON individual.birth FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE individual.death (
    individual_id BIGINT NOT NULL,
    death_date DATE NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_death_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_death_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_death_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_death_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_death_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_death_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_death_individual_id FOREIGN KEY(individual_id) REFERENCES individual.individual (id),
    CONSTRAINT fk_death_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_death_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE individual.death IS 'death; holds from the day of death'",
    "COMMENT ON COLUMN individual.death.individual_id IS 'of whom'",
    "COMMENT ON COLUMN individual.death.death_date IS 'day of death'",
    "COMMENT ON COLUMN individual.death.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN individual.death.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN individual.death.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN individual.death.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN individual.death.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN individual.death.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN individual.death.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN individual.death.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE individual.death ADD CONSTRAINT pk_death PRIMARY KEY (individual_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON individual.death FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON individual.death FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE individual.sex (
    individual_id BIGINT NOT NULL,
    sex TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_sex_sex_known CHECK (sex IN ('MALE', 'FEMALE')),
    CONSTRAINT ck_sex_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_sex_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_sex_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_sex_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_sex_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_sex_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_sex_individual_id FOREIGN KEY(individual_id) REFERENCES individual.individual (id),
    CONSTRAINT fk_sex_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_sex_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE individual.sex IS 'sex as registered'",
    "COMMENT ON COLUMN individual.sex.individual_id IS 'of whom'",
    "COMMENT ON COLUMN individual.sex.sex IS 'MALE or FEMALE, by the register, never read from the IIN'",
    "COMMENT ON COLUMN individual.sex.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN individual.sex.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN individual.sex.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN individual.sex.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN individual.sex.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN individual.sex.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN individual.sex.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN individual.sex.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE individual.sex ADD CONSTRAINT pk_sex PRIMARY KEY (individual_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON individual.sex FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON individual.sex FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE individual.citizenship (
    individual_id BIGINT NOT NULL,
    country TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_citizenship_country_numeric CHECK (country ~ '^[0-9]{3}$'),
    CONSTRAINT ck_citizenship_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_citizenship_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_citizenship_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_citizenship_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_citizenship_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_citizenship_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_citizenship_individual_id FOREIGN KEY(individual_id) REFERENCES individual.individual (id),
    CONSTRAINT fk_citizenship_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_citizenship_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE individual.citizenship IS 'citizenship'",
    "COMMENT ON COLUMN individual.citizenship.individual_id IS 'of whom'",
    "COMMENT ON COLUMN individual.citizenship.country IS 'ISO 3166-1 numeric code: 398 is Kazakhstan'",
    "COMMENT ON COLUMN individual.citizenship.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN individual.citizenship.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN individual.citizenship.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN individual.citizenship.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN individual.citizenship.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN individual.citizenship.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN individual.citizenship.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN individual.citizenship.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE individual.citizenship ADD CONSTRAINT pk_citizenship PRIMARY KEY (individual_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON individual.citizenship FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON individual.citizenship FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE individual.document (
    individual_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    issuer TEXT,
    synthetic BOOLEAN GENERATED ALWAYS AS (provenance.is_synthetic(kind, number)) STORED,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_document_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_document_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_document_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_document_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_document_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_document_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_document_individual_id FOREIGN KEY(individual_id) REFERENCES individual.individual (id),
    CONSTRAINT fk_document_synthetic FOREIGN KEY(synthetic) REFERENCES provenance.database_kind (synthetic),
    CONSTRAINT fk_document_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_document_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE individual.document IS 'identity documents; valid time is from issue to expiry'",
    "COMMENT ON COLUMN individual.document.individual_id IS 'of whom'",
    "COMMENT ON COLUMN individual.document.kind IS 'IDENTITY_CARD, PASSPORT, BIRTH_CERTIFICATE, …'",
    "COMMENT ON COLUMN individual.document.number IS 'number as the issuer writes it'",
    "COMMENT ON COLUMN individual.document.issuer IS 'who issued it, by the source''s code'",
    r"""
COMMENT ON COLUMN individual.document.synthetic IS 'whether the identifier lies in the range never issued; must agree with the database''s kind'
    """,
    "COMMENT ON COLUMN individual.document.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN individual.document.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN individual.document.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN individual.document.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN individual.document.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN individual.document.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN individual.document.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN individual.document.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE individual.document ADD CONSTRAINT pk_document PRIMARY KEY (individual_id, kind, number, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON individual.document FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON individual.document FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE individual.residence (
    individual_id BIGINT NOT NULL,
    address_id BIGINT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_residence_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_residence_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_residence_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_residence_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_residence_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_residence_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_residence_individual_id FOREIGN KEY(individual_id) REFERENCES individual.individual (id),
    CONSTRAINT fk_residence_address_id FOREIGN KEY(address_id) REFERENCES address.address (id),
    CONSTRAINT fk_residence_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_residence_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    r"""
COMMENT ON TABLE individual.residence IS 'registered residence; lies within the existence of the address'
    """,
    "COMMENT ON COLUMN individual.residence.individual_id IS 'of whom'",
    "COMMENT ON COLUMN individual.residence.address_id IS 'building or premises of registration'",
    "COMMENT ON COLUMN individual.residence.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN individual.residence.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN individual.residence.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN individual.residence.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN individual.residence.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN individual.residence.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN individual.residence.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN individual.residence.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE individual.residence ADD CONSTRAINT pk_residence PRIMARY KEY (individual_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
ALTER TABLE individual.residence ADD CONSTRAINT fk_residence_address_id_within FOREIGN KEY (address_id, PERIOD valid_time) REFERENCES address.address_existence (address_id, PERIOD valid_time) DEFERRABLE INITIALLY DEFERRED
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON individual.residence FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON individual.residence FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE VIEW individual.name_known AS SELECT * FROM individual.name UNION ALL SELECT * FROM individual.name_history
    """,
    "COMMENT ON VIEW individual.name_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW individual.birth_known AS SELECT * FROM individual.birth UNION ALL SELECT * FROM individual.birth_history
    """,
    "COMMENT ON VIEW individual.birth_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW individual.death_known AS SELECT * FROM individual.death UNION ALL SELECT * FROM individual.death_history
    """,
    "COMMENT ON VIEW individual.death_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW individual.sex_known AS SELECT * FROM individual.sex UNION ALL SELECT * FROM individual.sex_history
    """,
    "COMMENT ON VIEW individual.sex_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW individual.citizenship_known AS SELECT * FROM individual.citizenship UNION ALL SELECT * FROM individual.citizenship_history
    """,
    "COMMENT ON VIEW individual.citizenship_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW individual.document_known AS SELECT * FROM individual.document UNION ALL SELECT * FROM individual.document_history
    """,
    "COMMENT ON VIEW individual.document_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW individual.residence_known AS SELECT * FROM individual.residence UNION ALL SELECT * FROM individual.residence_history
    """,
    "COMMENT ON VIEW individual.residence_known IS 'all beliefs, current and superseded'",
)


def upgrade() -> None:
    # The driver's own cursor: the text is PostgreSQL's, colons and percent signs included.
    with op.get_bind().connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement)


def downgrade() -> None:
    op.execute("DROP SCHEMA individual CASCADE")
