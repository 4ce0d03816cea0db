"""Land plots.

Revision: 0007; follows: 0006
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STATEMENTS = (
    "CREATE SCHEMA real_estate",
    "COMMENT ON SCHEMA real_estate IS 'land plots, their codes and owners'",
    r"""
CREATE TABLE real_estate.plot_identity (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    CONSTRAINT pk_plot_identity PRIMARY KEY (id)
)
    """,
    "COMMENT ON TABLE real_estate.plot_identity IS 'permanent identities of land plots'",
    "COMMENT ON COLUMN real_estate.plot_identity.id IS 'permanent, never reused'",
    r"""
CREATE TABLE real_estate.plot_existence_history (
    plot_id BIGINT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_plot_existence_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE real_estate.plot_existence_history IS 'superseded rows of plot_existence'",
    "COMMENT ON COLUMN real_estate.plot_existence_history.plot_id IS 'which plot'",
    r"""
COMMENT ON COLUMN real_estate.plot_existence_history.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN real_estate.plot_existence_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN real_estate.plot_existence_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN real_estate.plot_existence_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN real_estate.plot_existence_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    r"""
COMMENT ON COLUMN real_estate.plot_existence_history.statement_id IS 'the statement the fact rests on'
    """,
    "COMMENT ON COLUMN real_estate.plot_existence_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN real_estate.plot_existence_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE real_estate.plot_existence_history ADD CONSTRAINT ex_plot_existence_history_one_belief EXCLUDE USING gist (plot_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON real_estate.plot_existence_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE real_estate.cadastral_number_history (
    plot_id BIGINT NOT NULL,
    cadastral_number TEXT NOT NULL,
    synthetic BOOLEAN,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_cadastral_number_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE real_estate.cadastral_number_history IS 'superseded rows of cadastral_number'",
    "COMMENT ON COLUMN real_estate.cadastral_number_history.plot_id IS 'which plot'",
    r"""
COMMENT ON COLUMN real_estate.cadastral_number_history.cadastral_number IS 'RR-DDD-KKK-PPP; its districts are not KATO'
    """,
    r"""
COMMENT ON COLUMN real_estate.cadastral_number_history.synthetic IS 'whether the identifier lies in the range never issued; must agree with the database''s kind'
    """,
    r"""
COMMENT ON COLUMN real_estate.cadastral_number_history.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN real_estate.cadastral_number_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN real_estate.cadastral_number_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN real_estate.cadastral_number_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN real_estate.cadastral_number_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    r"""
COMMENT ON COLUMN real_estate.cadastral_number_history.statement_id IS 'the statement the fact rests on'
    """,
    "COMMENT ON COLUMN real_estate.cadastral_number_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN real_estate.cadastral_number_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE real_estate.cadastral_number_history ADD CONSTRAINT ex_cadastral_number_history_one_belief EXCLUDE USING gist (plot_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON real_estate.cadastral_number_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE real_estate.plot_history (
    plot_id BIGINT NOT NULL,
    area_ha NUMERIC,
    purpose TEXT,
    category TEXT,
    right_type TEXT,
    address_text TEXT,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_plot_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE real_estate.plot_history IS 'superseded rows of plot'",
    "COMMENT ON COLUMN real_estate.plot_history.plot_id IS 'which plot'",
    "COMMENT ON COLUMN real_estate.plot_history.area_ha IS 'area, hectares'",
    "COMMENT ON COLUMN real_estate.plot_history.purpose IS 'purpose as stated'",
    "COMMENT ON COLUMN real_estate.plot_history.category IS 'category of land, code of the cadastre'",
    "COMMENT ON COLUMN real_estate.plot_history.right_type IS 'kind of right, code of the cadastre'",
    "COMMENT ON COLUMN real_estate.plot_history.address_text IS 'address as stated'",
    "COMMENT ON COLUMN real_estate.plot_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN real_estate.plot_history.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN real_estate.plot_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN real_estate.plot_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN real_estate.plot_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN real_estate.plot_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN real_estate.plot_history.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN real_estate.plot_history.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE real_estate.plot_history ADD CONSTRAINT ex_plot_history_one_belief EXCLUDE USING gist (plot_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON real_estate.plot_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE real_estate.plot_address_history (
    plot_id BIGINT NOT NULL,
    address_id BIGINT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_plot_address_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE real_estate.plot_address_history IS 'superseded rows of plot_address'",
    "COMMENT ON COLUMN real_estate.plot_address_history.plot_id IS 'which plot'",
    "COMMENT ON COLUMN real_estate.plot_address_history.address_id IS 'its address'",
    r"""
COMMENT ON COLUMN real_estate.plot_address_history.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN real_estate.plot_address_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN real_estate.plot_address_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN real_estate.plot_address_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN real_estate.plot_address_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN real_estate.plot_address_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN real_estate.plot_address_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN real_estate.plot_address_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE real_estate.plot_address_history ADD CONSTRAINT ex_plot_address_history_one_belief EXCLUDE USING gist (plot_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON real_estate.plot_address_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE real_estate.owner_history (
    plot_id BIGINT NOT NULL,
    holder_scheme TEXT NOT NULL,
    holder_value TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_owner_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE real_estate.owner_history IS 'superseded rows of owner'",
    "COMMENT ON COLUMN real_estate.owner_history.plot_id IS 'which plot'",
    "COMMENT ON COLUMN real_estate.owner_history.holder_scheme IS 'IIN or BIN'",
    r"""
COMMENT ON COLUMN real_estate.owner_history.holder_value IS 'the stated number; met through the crosswalk'
    """,
    "COMMENT ON COLUMN real_estate.owner_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN real_estate.owner_history.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN real_estate.owner_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN real_estate.owner_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN real_estate.owner_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN real_estate.owner_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN real_estate.owner_history.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN real_estate.owner_history.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE real_estate.owner_history ADD CONSTRAINT ex_owner_history_one_belief EXCLUDE USING gist (plot_id WITH =, holder_scheme WITH =, holder_value WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON real_estate.owner_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE real_estate.plot_existence (
    plot_id BIGINT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_plot_existence_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_plot_existence_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_plot_existence_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_plot_existence_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_plot_existence_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_plot_existence_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_plot_existence_plot_id FOREIGN KEY(plot_id) REFERENCES real_estate.plot_identity (id),
    CONSTRAINT fk_plot_existence_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_plot_existence_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE real_estate.plot_existence IS 'life of a plot'",
    "COMMENT ON COLUMN real_estate.plot_existence.plot_id IS 'which plot'",
    "COMMENT ON COLUMN real_estate.plot_existence.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN real_estate.plot_existence.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN real_estate.plot_existence.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN real_estate.plot_existence.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN real_estate.plot_existence.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN real_estate.plot_existence.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN real_estate.plot_existence.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN real_estate.plot_existence.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE real_estate.plot_existence ADD CONSTRAINT pk_plot_existence PRIMARY KEY (plot_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON real_estate.plot_existence FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON real_estate.plot_existence FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE real_estate.cadastral_number (
    plot_id BIGINT NOT NULL,
    cadastral_number TEXT NOT NULL,
    synthetic BOOLEAN GENERATED ALWAYS AS (provenance.is_synthetic('CADASTRE', cadastral_number)) STORED,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_cadastral_number_cadastral_form CHECK (cadastral_number ~ '^[0-9]{2}-[0-9]{3}-[0-9]{3}-[0-9]{3,}$'),
    CONSTRAINT ck_cadastral_number_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_cadastral_number_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_cadastral_number_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_cadastral_number_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_cadastral_number_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_cadastral_number_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_cadastral_number_plot_id FOREIGN KEY(plot_id) REFERENCES real_estate.plot_identity (id),
    CONSTRAINT fk_cadastral_number_synthetic FOREIGN KEY(synthetic) REFERENCES provenance.database_kind (synthetic),
    CONSTRAINT fk_cadastral_number_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_cadastral_number_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE real_estate.cadastral_number IS 'cadastral numbers'",
    "COMMENT ON COLUMN real_estate.cadastral_number.plot_id IS 'which plot'",
    r"""
COMMENT ON COLUMN real_estate.cadastral_number.cadastral_number IS 'RR-DDD-KKK-PPP; its districts are not KATO'
    """,
    r"""
COMMENT ON COLUMN real_estate.cadastral_number.synthetic IS 'whether the identifier lies in the range never issued; must agree with the database''s kind'
    """,
    "COMMENT ON COLUMN real_estate.cadastral_number.valid_time IS 'when the fact holds in the world, [)'",
    r"""
COMMENT ON COLUMN real_estate.cadastral_number.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN real_estate.cadastral_number.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN real_estate.cadastral_number.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN real_estate.cadastral_number.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN real_estate.cadastral_number.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN real_estate.cadastral_number.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN real_estate.cadastral_number.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE real_estate.cadastral_number ADD CONSTRAINT pk_cadastral_number PRIMARY KEY (plot_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
ALTER TABLE real_estate.cadastral_number ADD CONSTRAINT uq_cadastral_number_cadastral_number UNIQUE (cadastral_number, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON real_estate.cadastral_number FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON real_estate.cadastral_number FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE real_estate.plot (
    plot_id BIGINT NOT NULL,
    area_ha NUMERIC,
    purpose TEXT,
    category TEXT,
    right_type TEXT,
    address_text TEXT,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_plot_area_not_negative CHECK (area_ha >= 0),
    CONSTRAINT ck_plot_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_plot_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_plot_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_plot_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_plot_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_plot_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_plot_plot_id FOREIGN KEY(plot_id) REFERENCES real_estate.plot_identity (id),
    CONSTRAINT fk_plot_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_plot_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE real_estate.plot IS 'what a plot is and how it may be used'",
    "COMMENT ON COLUMN real_estate.plot.plot_id IS 'which plot'",
    "COMMENT ON COLUMN real_estate.plot.area_ha IS 'area, hectares'",
    "COMMENT ON COLUMN real_estate.plot.purpose IS 'purpose as stated'",
    "COMMENT ON COLUMN real_estate.plot.category IS 'category of land, code of the cadastre'",
    "COMMENT ON COLUMN real_estate.plot.right_type IS 'kind of right, code of the cadastre'",
    "COMMENT ON COLUMN real_estate.plot.address_text IS 'address as stated'",
    "COMMENT ON COLUMN real_estate.plot.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN real_estate.plot.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN real_estate.plot.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN real_estate.plot.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN real_estate.plot.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN real_estate.plot.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN real_estate.plot.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN real_estate.plot.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE real_estate.plot ADD CONSTRAINT pk_plot PRIMARY KEY (plot_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON real_estate.plot FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON real_estate.plot FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE real_estate.plot_address (
    plot_id BIGINT NOT NULL,
    address_id BIGINT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_plot_address_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_plot_address_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_plot_address_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_plot_address_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_plot_address_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_plot_address_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_plot_address_plot_id FOREIGN KEY(plot_id) REFERENCES real_estate.plot_identity (id),
    CONSTRAINT fk_plot_address_address_id FOREIGN KEY(address_id) REFERENCES address.address (id),
    CONSTRAINT fk_plot_address_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_plot_address_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE real_estate.plot_address IS 'registered address of a plot'",
    "COMMENT ON COLUMN real_estate.plot_address.plot_id IS 'which plot'",
    "COMMENT ON COLUMN real_estate.plot_address.address_id IS 'its address'",
    "COMMENT ON COLUMN real_estate.plot_address.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN real_estate.plot_address.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN real_estate.plot_address.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN real_estate.plot_address.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN real_estate.plot_address.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN real_estate.plot_address.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN real_estate.plot_address.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN real_estate.plot_address.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE real_estate.plot_address ADD CONSTRAINT pk_plot_address PRIMARY KEY (plot_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON real_estate.plot_address FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON real_estate.plot_address FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE real_estate.owner (
    plot_id BIGINT NOT NULL,
    holder_scheme TEXT NOT NULL,
    holder_value TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_owner_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_owner_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_owner_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_owner_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_owner_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_owner_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_owner_plot_id FOREIGN KEY(plot_id) REFERENCES real_estate.plot_identity (id),
    CONSTRAINT fk_owner_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_owner_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "CREATE INDEX ix_owner_holder ON real_estate.owner (holder_value, holder_scheme)",
    "COMMENT ON TABLE real_estate.owner IS 'owners; a right lies within the life of the plot'",
    "COMMENT ON COLUMN real_estate.owner.plot_id IS 'which plot'",
    "COMMENT ON COLUMN real_estate.owner.holder_scheme IS 'IIN or BIN'",
    "COMMENT ON COLUMN real_estate.owner.holder_value IS 'the stated number; met through the crosswalk'",
    "COMMENT ON COLUMN real_estate.owner.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN real_estate.owner.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN real_estate.owner.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN real_estate.owner.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN real_estate.owner.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN real_estate.owner.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN real_estate.owner.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN real_estate.owner.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE real_estate.owner ADD CONSTRAINT pk_owner PRIMARY KEY (plot_id, holder_scheme, holder_value, valid_time WITHOUT OVERLAPS)
    """,
    r"""
ALTER TABLE real_estate.owner ADD CONSTRAINT fk_owner_plot_id_within FOREIGN KEY (plot_id, PERIOD valid_time) REFERENCES real_estate.plot_existence (plot_id, PERIOD valid_time) DEFERRABLE INITIALLY DEFERRED
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON real_estate.owner FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON real_estate.owner FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE VIEW real_estate.plot_existence_known AS SELECT * FROM real_estate.plot_existence UNION ALL SELECT * FROM real_estate.plot_existence_history
    """,
    "COMMENT ON VIEW real_estate.plot_existence_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW real_estate.cadastral_number_known AS SELECT * FROM real_estate.cadastral_number UNION ALL SELECT * FROM real_estate.cadastral_number_history
    """,
    "COMMENT ON VIEW real_estate.cadastral_number_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW real_estate.plot_known AS SELECT * FROM real_estate.plot UNION ALL SELECT * FROM real_estate.plot_history
    """,
    "COMMENT ON VIEW real_estate.plot_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW real_estate.plot_address_known AS SELECT * FROM real_estate.plot_address UNION ALL SELECT * FROM real_estate.plot_address_history
    """,
    "COMMENT ON VIEW real_estate.plot_address_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW real_estate.owner_known AS SELECT * FROM real_estate.owner UNION ALL SELECT * FROM real_estate.owner_history
    """,
    "COMMENT ON VIEW real_estate.owner_known IS 'all beliefs, current and superseded'",
)


def upgrade() -> None:
    # The driver's own cursor: the text is PostgreSQL's, colons and percent signs included.
    with op.get_bind().connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement)


def downgrade() -> None:
    op.execute("DROP SCHEMA real_estate CASCADE")
