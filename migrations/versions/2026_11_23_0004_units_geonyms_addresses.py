"""Units geonyms addresses.

Revision: 0004; follows: 0003
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATEMENTS = (
    "CREATE SCHEMA address",
    "COMMENT ON SCHEMA address IS 'administrative units, geonyms, buildings and premises'",
    r"""
CREATE TABLE address.unit (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    CONSTRAINT pk_unit PRIMARY KEY (id)
)
    """,
    "COMMENT ON TABLE address.unit IS 'administrative units: territories, whatever their code or name'",
    "COMMENT ON COLUMN address.unit.id IS 'permanent, never reused'",
    r"""
CREATE TABLE address.geonym (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    CONSTRAINT pk_geonym PRIMARY KEY (id)
)
    """,
    "COMMENT ON TABLE address.geonym IS 'street-like parts of settlements: streets, microdistricts'",
    "COMMENT ON COLUMN address.geonym.id IS 'permanent, never reused'",
    r"""
CREATE TABLE address.address (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    CONSTRAINT pk_address PRIMARY KEY (id)
)
    """,
    "COMMENT ON TABLE address.address IS 'buildings and premises with a number'",
    "COMMENT ON COLUMN address.address.id IS 'permanent, never reused'",
    r"""
CREATE TABLE address.unit_existence_history (
    unit_id BIGINT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_unit_existence_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE address.unit_existence_history IS 'superseded rows of unit_existence'",
    "COMMENT ON COLUMN address.unit_existence_history.unit_id IS 'which unit'",
    r"""
COMMENT ON COLUMN address.unit_existence_history.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN address.unit_existence_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN address.unit_existence_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.unit_existence_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.unit_existence_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.unit_existence_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.unit_existence_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN address.unit_existence_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.unit_existence_history ADD CONSTRAINT ex_unit_existence_history_one_belief EXCLUDE USING gist (unit_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.unit_existence_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.unit_code_history (
    unit_id BIGINT NOT NULL,
    kato TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_unit_code_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE address.unit_code_history IS 'superseded rows of unit_code'",
    "COMMENT ON COLUMN address.unit_code_history.unit_id IS 'which unit'",
    r"""
COMMENT ON COLUMN address.unit_code_history.kato IS 'KATO code, 9 digits (NK RK 11); reused for other units'
    """,
    "COMMENT ON COLUMN address.unit_code_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.unit_code_history.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.unit_code_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.unit_code_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.unit_code_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.unit_code_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.unit_code_history.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN address.unit_code_history.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.unit_code_history ADD CONSTRAINT ex_unit_code_history_one_belief EXCLUDE USING gist (unit_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.unit_code_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.unit_type_history (
    unit_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_unit_type_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE address.unit_type_history IS 'superseded rows of unit_type'",
    "COMMENT ON COLUMN address.unit_type_history.unit_id IS 'which unit'",
    r"""
COMMENT ON COLUMN address.unit_type_history.kind IS 'REPUBLIC, REGION, DISTRICT, CITY, OKRUG, VILLAGE, …'
    """,
    "COMMENT ON COLUMN address.unit_type_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.unit_type_history.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.unit_type_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.unit_type_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.unit_type_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.unit_type_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.unit_type_history.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN address.unit_type_history.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.unit_type_history ADD CONSTRAINT ex_unit_type_history_one_belief EXCLUDE USING gist (unit_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.unit_type_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.unit_name_history (
    unit_id BIGINT NOT NULL,
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
    CONSTRAINT ck_unit_name_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE address.unit_name_history IS 'superseded rows of unit_name'",
    "COMMENT ON COLUMN address.unit_name_history.unit_id IS 'which unit'",
    "COMMENT ON COLUMN address.unit_name_history.language IS 'kk or ru'",
    r"""
COMMENT ON COLUMN address.unit_name_history.name IS 'name as the classifier or act writes it, blanks folded'
    """,
    "COMMENT ON COLUMN address.unit_name_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.unit_name_history.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.unit_name_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.unit_name_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.unit_name_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.unit_name_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.unit_name_history.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN address.unit_name_history.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.unit_name_history ADD CONSTRAINT ex_unit_name_history_one_belief EXCLUDE USING gist (unit_id WITH =, language WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.unit_name_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.unit_parent_history (
    unit_id BIGINT NOT NULL,
    parent_id BIGINT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_unit_parent_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE address.unit_parent_history IS 'superseded rows of unit_parent'",
    "COMMENT ON COLUMN address.unit_parent_history.unit_id IS 'which unit'",
    "COMMENT ON COLUMN address.unit_parent_history.parent_id IS 'the unit it belongs to'",
    "COMMENT ON COLUMN address.unit_parent_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.unit_parent_history.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.unit_parent_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.unit_parent_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.unit_parent_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.unit_parent_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.unit_parent_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN address.unit_parent_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.unit_parent_history ADD CONSTRAINT ex_unit_parent_history_one_belief EXCLUDE USING gist (unit_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.unit_parent_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.geonym_existence_history (
    geonym_id BIGINT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_geonym_existence_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE address.geonym_existence_history IS 'superseded rows of geonym_existence'",
    "COMMENT ON COLUMN address.geonym_existence_history.geonym_id IS 'which geonym'",
    r"""
COMMENT ON COLUMN address.geonym_existence_history.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN address.geonym_existence_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN address.geonym_existence_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.geonym_existence_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.geonym_existence_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.geonym_existence_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.geonym_existence_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN address.geonym_existence_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.geonym_existence_history ADD CONSTRAINT ex_geonym_existence_history_one_belief EXCLUDE USING gist (geonym_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.geonym_existence_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.geonym_code_history (
    geonym_id BIGINT NOT NULL,
    rko TEXT NOT NULL,
    synthetic BOOLEAN,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_geonym_code_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE address.geonym_code_history IS 'superseded rows of geonym_code'",
    "COMMENT ON COLUMN address.geonym_code_history.geonym_id IS 'which geonym'",
    r"""
COMMENT ON COLUMN address.geonym_code_history.rko IS 'registration code of the object in the address register'
    """,
    r"""
COMMENT ON COLUMN address.geonym_code_history.synthetic IS 'whether the identifier lies in the range never issued; must agree with the database''s kind'
    """,
    "COMMENT ON COLUMN address.geonym_code_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.geonym_code_history.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.geonym_code_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.geonym_code_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.geonym_code_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.geonym_code_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.geonym_code_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN address.geonym_code_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.geonym_code_history ADD CONSTRAINT ex_geonym_code_history_one_belief EXCLUDE USING gist (geonym_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.geonym_code_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.geonym_name_history (
    geonym_id BIGINT NOT NULL,
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
    CONSTRAINT ck_geonym_name_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE address.geonym_name_history IS 'superseded rows of geonym_name'",
    "COMMENT ON COLUMN address.geonym_name_history.geonym_id IS 'which geonym'",
    "COMMENT ON COLUMN address.geonym_name_history.language IS 'kk or ru'",
    "COMMENT ON COLUMN address.geonym_name_history.name IS 'name without the type word'",
    "COMMENT ON COLUMN address.geonym_name_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.geonym_name_history.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.geonym_name_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.geonym_name_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.geonym_name_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.geonym_name_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.geonym_name_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN address.geonym_name_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.geonym_name_history ADD CONSTRAINT ex_geonym_name_history_one_belief EXCLUDE USING gist (geonym_id WITH =, language WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.geonym_name_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.geonym_type_history (
    geonym_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_geonym_type_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE address.geonym_type_history IS 'superseded rows of geonym_type'",
    "COMMENT ON COLUMN address.geonym_type_history.geonym_id IS 'which geonym'",
    "COMMENT ON COLUMN address.geonym_type_history.kind IS 'STREET, AVENUE, MICRODISTRICT, …'",
    "COMMENT ON COLUMN address.geonym_type_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.geonym_type_history.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.geonym_type_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.geonym_type_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.geonym_type_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.geonym_type_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.geonym_type_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN address.geonym_type_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.geonym_type_history ADD CONSTRAINT ex_geonym_type_history_one_belief EXCLUDE USING gist (geonym_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.geonym_type_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.geonym_place_history (
    geonym_id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    parent_id BIGINT,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_geonym_place_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE address.geonym_place_history IS 'superseded rows of geonym_place'",
    "COMMENT ON COLUMN address.geonym_place_history.geonym_id IS 'which geonym'",
    "COMMENT ON COLUMN address.geonym_place_history.unit_id IS 'the unit it lies in'",
    "COMMENT ON COLUMN address.geonym_place_history.parent_id IS 'the geonym it lies in'",
    "COMMENT ON COLUMN address.geonym_place_history.valid_time IS 'when the fact holds in the world, [)'",
    r"""
COMMENT ON COLUMN address.geonym_place_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN address.geonym_place_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.geonym_place_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.geonym_place_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.geonym_place_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.geonym_place_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN address.geonym_place_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.geonym_place_history ADD CONSTRAINT ex_geonym_place_history_one_belief EXCLUDE USING gist (geonym_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.geonym_place_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.address_existence_history (
    address_id BIGINT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_address_existence_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE address.address_existence_history IS 'superseded rows of address_existence'",
    "COMMENT ON COLUMN address.address_existence_history.address_id IS 'which address'",
    r"""
COMMENT ON COLUMN address.address_existence_history.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN address.address_existence_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN address.address_existence_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.address_existence_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.address_existence_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    r"""
COMMENT ON COLUMN address.address_existence_history.statement_id IS 'the statement the fact rests on'
    """,
    "COMMENT ON COLUMN address.address_existence_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN address.address_existence_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.address_existence_history ADD CONSTRAINT ex_address_existence_history_one_belief EXCLUDE USING gist (address_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.address_existence_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.address_code_history (
    address_id BIGINT NOT NULL,
    rka TEXT NOT NULL,
    synthetic BOOLEAN,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_address_code_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE address.address_code_history IS 'superseded rows of address_code'",
    "COMMENT ON COLUMN address.address_code_history.address_id IS 'which address'",
    "COMMENT ON COLUMN address.address_code_history.rka IS 'registration code of the address, 16 digits'",
    r"""
COMMENT ON COLUMN address.address_code_history.synthetic IS 'whether the identifier lies in the range never issued; must agree with the database''s kind'
    """,
    "COMMENT ON COLUMN address.address_code_history.valid_time IS 'when the fact holds in the world, [)'",
    r"""
COMMENT ON COLUMN address.address_code_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN address.address_code_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.address_code_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.address_code_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.address_code_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.address_code_history.act_id IS 'the act the fact rests on'",
    r"""
COMMENT ON COLUMN address.address_code_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.address_code_history ADD CONSTRAINT ex_address_code_history_one_belief EXCLUDE USING gist (address_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.address_code_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.building_history (
    address_id BIGINT NOT NULL,
    unit_id BIGINT,
    geonym_id BIGINT,
    parent_id BIGINT,
    number TEXT NOT NULL,
    pointer TEXT,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_building_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE address.building_history IS 'superseded rows of building'",
    "COMMENT ON COLUMN address.building_history.address_id IS 'which address'",
    "COMMENT ON COLUMN address.building_history.unit_id IS 'the settlement, where it lies on no geonym'",
    "COMMENT ON COLUMN address.building_history.geonym_id IS 'the street it is numbered on'",
    "COMMENT ON COLUMN address.building_history.parent_id IS 'the building it is a corpus of'",
    "COMMENT ON COLUMN address.building_history.number IS 'number as registered, without its parent''s'",
    "COMMENT ON COLUMN address.building_history.pointer IS 'HOUSE, BUILDING, STRUCTURE, CORPUS, …'",
    "COMMENT ON COLUMN address.building_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.building_history.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.building_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.building_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.building_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.building_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.building_history.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN address.building_history.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.building_history ADD CONSTRAINT ex_building_history_one_belief EXCLUDE USING gist (address_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.building_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.premises_history (
    address_id BIGINT NOT NULL,
    building_id BIGINT NOT NULL,
    number TEXT NOT NULL,
    kind TEXT,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_premises_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    "COMMENT ON TABLE address.premises_history IS 'superseded rows of premises'",
    "COMMENT ON COLUMN address.premises_history.address_id IS 'which address'",
    "COMMENT ON COLUMN address.premises_history.building_id IS 'the building it is in'",
    "COMMENT ON COLUMN address.premises_history.number IS 'number inside the building'",
    "COMMENT ON COLUMN address.premises_history.kind IS 'APARTMENT, OFFICE, ROOM, …'",
    "COMMENT ON COLUMN address.premises_history.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.premises_history.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.premises_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.premises_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.premises_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.premises_history.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.premises_history.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN address.premises_history.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.premises_history ADD CONSTRAINT ex_premises_history_one_belief EXCLUDE USING gist (address_id WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.premises_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.unit_existence (
    unit_id BIGINT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_unit_existence_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_unit_existence_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_unit_existence_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_unit_existence_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_unit_existence_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_unit_existence_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_unit_existence_unit_id FOREIGN KEY(unit_id) REFERENCES address.unit (id),
    CONSTRAINT fk_unit_existence_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_unit_existence_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE address.unit_existence IS 'life of a unit'",
    "COMMENT ON COLUMN address.unit_existence.unit_id IS 'which unit'",
    "COMMENT ON COLUMN address.unit_existence.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.unit_existence.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.unit_existence.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.unit_existence.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.unit_existence.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.unit_existence.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.unit_existence.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN address.unit_existence.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.unit_existence ADD CONSTRAINT pk_unit_existence PRIMARY KEY (unit_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.unit_existence FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.unit_existence FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.unit_code (
    unit_id BIGINT NOT NULL,
    kato TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_unit_code_kato_form CHECK (kato ~ '^[0-9]{9}$'),
    CONSTRAINT ck_unit_code_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_unit_code_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_unit_code_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_unit_code_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_unit_code_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_unit_code_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_unit_code_unit_id FOREIGN KEY(unit_id) REFERENCES address.unit (id),
    CONSTRAINT fk_unit_code_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_unit_code_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE address.unit_code IS 'classifier codes of units'",
    "COMMENT ON COLUMN address.unit_code.unit_id IS 'which unit'",
    "COMMENT ON COLUMN address.unit_code.kato IS 'KATO code, 9 digits (NK RK 11); reused for other units'",
    "COMMENT ON COLUMN address.unit_code.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.unit_code.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.unit_code.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.unit_code.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.unit_code.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.unit_code.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.unit_code.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN address.unit_code.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.unit_code ADD CONSTRAINT pk_unit_code PRIMARY KEY (unit_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
ALTER TABLE address.unit_code ADD CONSTRAINT uq_unit_code_kato UNIQUE (kato, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.unit_code FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.unit_code FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.unit_type (
    unit_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_unit_type_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_unit_type_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_unit_type_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_unit_type_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_unit_type_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_unit_type_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_unit_type_unit_id FOREIGN KEY(unit_id) REFERENCES address.unit (id),
    CONSTRAINT fk_unit_type_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_unit_type_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE address.unit_type IS 'what kind of unit it is'",
    "COMMENT ON COLUMN address.unit_type.unit_id IS 'which unit'",
    "COMMENT ON COLUMN address.unit_type.kind IS 'REPUBLIC, REGION, DISTRICT, CITY, OKRUG, VILLAGE, …'",
    "COMMENT ON COLUMN address.unit_type.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.unit_type.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.unit_type.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.unit_type.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.unit_type.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.unit_type.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.unit_type.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN address.unit_type.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.unit_type ADD CONSTRAINT pk_unit_type PRIMARY KEY (unit_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.unit_type FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.unit_type FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.unit_name (
    unit_id BIGINT NOT NULL,
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
    CONSTRAINT ck_unit_name_language_known CHECK (language IN ('kk', 'ru')),
    CONSTRAINT ck_unit_name_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_unit_name_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_unit_name_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_unit_name_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_unit_name_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_unit_name_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_unit_name_unit_id FOREIGN KEY(unit_id) REFERENCES address.unit (id),
    CONSTRAINT fk_unit_name_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_unit_name_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE address.unit_name IS 'names of units'",
    "COMMENT ON COLUMN address.unit_name.unit_id IS 'which unit'",
    "COMMENT ON COLUMN address.unit_name.language IS 'kk or ru'",
    "COMMENT ON COLUMN address.unit_name.name IS 'name as the classifier or act writes it, blanks folded'",
    "COMMENT ON COLUMN address.unit_name.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.unit_name.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.unit_name.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.unit_name.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.unit_name.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.unit_name.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.unit_name.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN address.unit_name.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.unit_name ADD CONSTRAINT pk_unit_name PRIMARY KEY (unit_id, language, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.unit_name FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.unit_name FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.unit_parent (
    unit_id BIGINT NOT NULL,
    parent_id BIGINT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_unit_parent_not_inside_itself CHECK (parent_id <> unit_id),
    CONSTRAINT ck_unit_parent_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_unit_parent_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_unit_parent_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_unit_parent_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_unit_parent_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_unit_parent_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_unit_parent_unit_id FOREIGN KEY(unit_id) REFERENCES address.unit (id),
    CONSTRAINT fk_unit_parent_parent_id FOREIGN KEY(parent_id) REFERENCES address.unit (id),
    CONSTRAINT fk_unit_parent_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_unit_parent_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE address.unit_parent IS 'where a unit belongs'",
    "COMMENT ON COLUMN address.unit_parent.unit_id IS 'which unit'",
    "COMMENT ON COLUMN address.unit_parent.parent_id IS 'the unit it belongs to'",
    "COMMENT ON COLUMN address.unit_parent.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.unit_parent.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.unit_parent.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.unit_parent.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.unit_parent.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.unit_parent.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.unit_parent.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN address.unit_parent.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.unit_parent ADD CONSTRAINT pk_unit_parent PRIMARY KEY (unit_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.unit_parent FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.unit_parent FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.geonym_existence (
    geonym_id BIGINT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_geonym_existence_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_geonym_existence_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_geonym_existence_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_geonym_existence_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_geonym_existence_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_geonym_existence_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_geonym_existence_geonym_id FOREIGN KEY(geonym_id) REFERENCES address.geonym (id),
    CONSTRAINT fk_geonym_existence_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_geonym_existence_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE address.geonym_existence IS 'life of a geonym'",
    "COMMENT ON COLUMN address.geonym_existence.geonym_id IS 'which geonym'",
    "COMMENT ON COLUMN address.geonym_existence.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.geonym_existence.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.geonym_existence.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.geonym_existence.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.geonym_existence.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.geonym_existence.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.geonym_existence.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN address.geonym_existence.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.geonym_existence ADD CONSTRAINT pk_geonym_existence PRIMARY KEY (geonym_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.geonym_existence FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.geonym_existence FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.geonym_code (
    geonym_id BIGINT NOT NULL,
    rko TEXT NOT NULL,
    synthetic BOOLEAN GENERATED ALWAYS AS (provenance.is_synthetic('RKO', rko)) STORED,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_geonym_code_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_geonym_code_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_geonym_code_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_geonym_code_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_geonym_code_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_geonym_code_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_geonym_code_geonym_id FOREIGN KEY(geonym_id) REFERENCES address.geonym (id),
    CONSTRAINT fk_geonym_code_synthetic FOREIGN KEY(synthetic) REFERENCES provenance.database_kind (synthetic),
    CONSTRAINT fk_geonym_code_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_geonym_code_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE address.geonym_code IS 'codes of geonyms'",
    "COMMENT ON COLUMN address.geonym_code.geonym_id IS 'which geonym'",
    r"""
COMMENT ON COLUMN address.geonym_code.rko IS 'registration code of the object in the address register'
    """,
    r"""
COMMENT ON COLUMN address.geonym_code.synthetic IS 'whether the identifier lies in the range never issued; must agree with the database''s kind'
    """,
    "COMMENT ON COLUMN address.geonym_code.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.geonym_code.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.geonym_code.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.geonym_code.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.geonym_code.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.geonym_code.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.geonym_code.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN address.geonym_code.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.geonym_code ADD CONSTRAINT pk_geonym_code PRIMARY KEY (geonym_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
ALTER TABLE address.geonym_code ADD CONSTRAINT uq_geonym_code_rko UNIQUE (rko, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.geonym_code FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.geonym_code FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.geonym_name (
    geonym_id BIGINT NOT NULL,
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
    CONSTRAINT ck_geonym_name_language_known CHECK (language IN ('kk', 'ru')),
    CONSTRAINT ck_geonym_name_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_geonym_name_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_geonym_name_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_geonym_name_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_geonym_name_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_geonym_name_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_geonym_name_geonym_id FOREIGN KEY(geonym_id) REFERENCES address.geonym (id),
    CONSTRAINT fk_geonym_name_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_geonym_name_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE address.geonym_name IS 'names of geonyms'",
    "COMMENT ON COLUMN address.geonym_name.geonym_id IS 'which geonym'",
    "COMMENT ON COLUMN address.geonym_name.language IS 'kk or ru'",
    "COMMENT ON COLUMN address.geonym_name.name IS 'name without the type word'",
    "COMMENT ON COLUMN address.geonym_name.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.geonym_name.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.geonym_name.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.geonym_name.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.geonym_name.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.geonym_name.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.geonym_name.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN address.geonym_name.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.geonym_name ADD CONSTRAINT pk_geonym_name PRIMARY KEY (geonym_id, language, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.geonym_name FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.geonym_name FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.geonym_type (
    geonym_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_geonym_type_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_geonym_type_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_geonym_type_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_geonym_type_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_geonym_type_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_geonym_type_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_geonym_type_geonym_id FOREIGN KEY(geonym_id) REFERENCES address.geonym (id),
    CONSTRAINT fk_geonym_type_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_geonym_type_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE address.geonym_type IS 'what kind of geonym it is'",
    "COMMENT ON COLUMN address.geonym_type.geonym_id IS 'which geonym'",
    "COMMENT ON COLUMN address.geonym_type.kind IS 'STREET, AVENUE, MICRODISTRICT, …'",
    "COMMENT ON COLUMN address.geonym_type.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.geonym_type.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.geonym_type.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.geonym_type.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.geonym_type.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.geonym_type.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.geonym_type.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN address.geonym_type.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.geonym_type ADD CONSTRAINT pk_geonym_type PRIMARY KEY (geonym_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.geonym_type FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.geonym_type FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.geonym_place (
    geonym_id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    parent_id BIGINT,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_geonym_place_not_inside_itself CHECK (parent_id <> geonym_id),
    CONSTRAINT ck_geonym_place_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_geonym_place_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_geonym_place_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_geonym_place_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_geonym_place_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_geonym_place_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_geonym_place_geonym_id FOREIGN KEY(geonym_id) REFERENCES address.geonym (id),
    CONSTRAINT fk_geonym_place_unit_id FOREIGN KEY(unit_id) REFERENCES address.unit (id),
    CONSTRAINT fk_geonym_place_parent_id FOREIGN KEY(parent_id) REFERENCES address.geonym (id),
    CONSTRAINT fk_geonym_place_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_geonym_place_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE address.geonym_place IS 'where a geonym lies'",
    "COMMENT ON COLUMN address.geonym_place.geonym_id IS 'which geonym'",
    "COMMENT ON COLUMN address.geonym_place.unit_id IS 'the unit it lies in'",
    "COMMENT ON COLUMN address.geonym_place.parent_id IS 'the geonym it lies in'",
    "COMMENT ON COLUMN address.geonym_place.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.geonym_place.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.geonym_place.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.geonym_place.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.geonym_place.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.geonym_place.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.geonym_place.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN address.geonym_place.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.geonym_place ADD CONSTRAINT pk_geonym_place PRIMARY KEY (geonym_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.geonym_place FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.geonym_place FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.address_existence (
    address_id BIGINT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_address_existence_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_address_existence_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_address_existence_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_address_existence_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_address_existence_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_address_existence_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_address_existence_address_id FOREIGN KEY(address_id) REFERENCES address.address (id),
    CONSTRAINT fk_address_existence_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_address_existence_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE address.address_existence IS 'life of a building or premises'",
    "COMMENT ON COLUMN address.address_existence.address_id IS 'which address'",
    "COMMENT ON COLUMN address.address_existence.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.address_existence.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.address_existence.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.address_existence.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.address_existence.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.address_existence.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.address_existence.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN address.address_existence.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.address_existence ADD CONSTRAINT pk_address_existence PRIMARY KEY (address_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.address_existence FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.address_existence FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.address_code (
    address_id BIGINT NOT NULL,
    rka TEXT NOT NULL,
    synthetic BOOLEAN GENERATED ALWAYS AS (provenance.is_synthetic('RKA', rka)) STORED,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_address_code_rka_form CHECK (rka ~ '^[0-9]{16}$'),
    CONSTRAINT ck_address_code_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_address_code_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_address_code_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_address_code_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_address_code_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_address_code_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_address_code_address_id FOREIGN KEY(address_id) REFERENCES address.address (id),
    CONSTRAINT fk_address_code_synthetic FOREIGN KEY(synthetic) REFERENCES provenance.database_kind (synthetic),
    CONSTRAINT fk_address_code_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_address_code_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE address.address_code IS 'registration codes of addresses'",
    "COMMENT ON COLUMN address.address_code.address_id IS 'which address'",
    "COMMENT ON COLUMN address.address_code.rka IS 'registration code of the address, 16 digits'",
    r"""
COMMENT ON COLUMN address.address_code.synthetic IS 'whether the identifier lies in the range never issued; must agree with the database''s kind'
    """,
    "COMMENT ON COLUMN address.address_code.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.address_code.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.address_code.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.address_code.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.address_code.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.address_code.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.address_code.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN address.address_code.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.address_code ADD CONSTRAINT pk_address_code PRIMARY KEY (address_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
ALTER TABLE address.address_code ADD CONSTRAINT uq_address_code_rka UNIQUE (rka, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.address_code FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.address_code FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.building (
    address_id BIGINT NOT NULL,
    unit_id BIGINT,
    geonym_id BIGINT,
    parent_id BIGINT,
    number TEXT NOT NULL,
    pointer TEXT,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_building_placed CHECK (num_nonnulls(unit_id, geonym_id, parent_id) > 0),
    CONSTRAINT ck_building_not_inside_itself CHECK (parent_id <> address_id),
    CONSTRAINT ck_building_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_building_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_building_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_building_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_building_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_building_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_building_address_id FOREIGN KEY(address_id) REFERENCES address.address (id),
    CONSTRAINT fk_building_unit_id FOREIGN KEY(unit_id) REFERENCES address.unit (id),
    CONSTRAINT fk_building_geonym_id FOREIGN KEY(geonym_id) REFERENCES address.geonym (id),
    CONSTRAINT fk_building_parent_id FOREIGN KEY(parent_id) REFERENCES address.address (id),
    CONSTRAINT fk_building_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_building_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE address.building IS 'where a building stands and its number there'",
    "COMMENT ON COLUMN address.building.address_id IS 'which address'",
    "COMMENT ON COLUMN address.building.unit_id IS 'the settlement, where it lies on no geonym'",
    "COMMENT ON COLUMN address.building.geonym_id IS 'the street it is numbered on'",
    "COMMENT ON COLUMN address.building.parent_id IS 'the building it is a corpus of'",
    "COMMENT ON COLUMN address.building.number IS 'number as registered, without its parent''s'",
    "COMMENT ON COLUMN address.building.pointer IS 'HOUSE, BUILDING, STRUCTURE, CORPUS, …'",
    "COMMENT ON COLUMN address.building.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.building.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.building.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.building.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.building.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.building.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.building.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN address.building.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.building ADD CONSTRAINT pk_building PRIMARY KEY (address_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
ALTER TABLE address.building ADD CONSTRAINT fk_building_address_id_within FOREIGN KEY (address_id, PERIOD valid_time) REFERENCES address.address_existence (address_id, PERIOD valid_time) DEFERRABLE INITIALLY DEFERRED
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.building FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.building FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.premises (
    address_id BIGINT NOT NULL,
    building_id BIGINT NOT NULL,
    number TEXT NOT NULL,
    kind TEXT,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_premises_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_premises_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_premises_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_premises_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_premises_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time))),
    CONSTRAINT ck_premises_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time))),
    CONSTRAINT fk_premises_address_id FOREIGN KEY(address_id) REFERENCES address.address (id),
    CONSTRAINT fk_premises_building_id FOREIGN KEY(building_id) REFERENCES address.address (id),
    CONSTRAINT fk_premises_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_premises_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    "COMMENT ON TABLE address.premises IS 'premises inside buildings'",
    "COMMENT ON COLUMN address.premises.address_id IS 'which address'",
    "COMMENT ON COLUMN address.premises.building_id IS 'the building it is in'",
    "COMMENT ON COLUMN address.premises.number IS 'number inside the building'",
    "COMMENT ON COLUMN address.premises.kind IS 'APARTMENT, OFFICE, ROOM, …'",
    "COMMENT ON COLUMN address.premises.valid_time IS 'when the fact holds in the world, [)'",
    "COMMENT ON COLUMN address.premises.starts_basis IS 'on what basis the first day is known'",
    r"""
COMMENT ON COLUMN address.premises.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.premises.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.premises.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    "COMMENT ON COLUMN address.premises.statement_id IS 'the statement the fact rests on'",
    "COMMENT ON COLUMN address.premises.act_id IS 'the act the fact rests on'",
    "COMMENT ON COLUMN address.premises.transaction_time IS 'when the register believed it, [)'",
    r"""
ALTER TABLE address.premises ADD CONSTRAINT pk_premises PRIMARY KEY (address_id, valid_time WITHOUT OVERLAPS)
    """,
    r"""
ALTER TABLE address.premises ADD CONSTRAINT fk_premises_address_id_within FOREIGN KEY (address_id, PERIOD valid_time) REFERENCES address.address_existence (address_id, PERIOD valid_time) DEFERRABLE INITIALLY DEFERRED
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.premises FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.premises FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE VIEW address.unit_existence_known AS SELECT * FROM address.unit_existence UNION ALL SELECT * FROM address.unit_existence_history
    """,
    "COMMENT ON VIEW address.unit_existence_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW address.unit_code_known AS SELECT * FROM address.unit_code UNION ALL SELECT * FROM address.unit_code_history
    """,
    "COMMENT ON VIEW address.unit_code_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW address.unit_type_known AS SELECT * FROM address.unit_type UNION ALL SELECT * FROM address.unit_type_history
    """,
    "COMMENT ON VIEW address.unit_type_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW address.unit_name_known AS SELECT * FROM address.unit_name UNION ALL SELECT * FROM address.unit_name_history
    """,
    "COMMENT ON VIEW address.unit_name_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW address.unit_parent_known AS SELECT * FROM address.unit_parent UNION ALL SELECT * FROM address.unit_parent_history
    """,
    "COMMENT ON VIEW address.unit_parent_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW address.geonym_existence_known AS SELECT * FROM address.geonym_existence UNION ALL SELECT * FROM address.geonym_existence_history
    """,
    "COMMENT ON VIEW address.geonym_existence_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW address.geonym_code_known AS SELECT * FROM address.geonym_code UNION ALL SELECT * FROM address.geonym_code_history
    """,
    "COMMENT ON VIEW address.geonym_code_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW address.geonym_name_known AS SELECT * FROM address.geonym_name UNION ALL SELECT * FROM address.geonym_name_history
    """,
    "COMMENT ON VIEW address.geonym_name_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW address.geonym_type_known AS SELECT * FROM address.geonym_type UNION ALL SELECT * FROM address.geonym_type_history
    """,
    "COMMENT ON VIEW address.geonym_type_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW address.geonym_place_known AS SELECT * FROM address.geonym_place UNION ALL SELECT * FROM address.geonym_place_history
    """,
    "COMMENT ON VIEW address.geonym_place_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW address.address_existence_known AS SELECT * FROM address.address_existence UNION ALL SELECT * FROM address.address_existence_history
    """,
    "COMMENT ON VIEW address.address_existence_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW address.address_code_known AS SELECT * FROM address.address_code UNION ALL SELECT * FROM address.address_code_history
    """,
    "COMMENT ON VIEW address.address_code_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW address.building_known AS SELECT * FROM address.building UNION ALL SELECT * FROM address.building_history
    """,
    "COMMENT ON VIEW address.building_known IS 'all beliefs, current and superseded'",
    r"""
CREATE VIEW address.premises_known AS SELECT * FROM address.premises UNION ALL SELECT * FROM address.premises_history
    """,
    "COMMENT ON VIEW address.premises_known IS 'all beliefs, current and superseded'",
)


def upgrade() -> None:
    # The driver's own cursor: the text is PostgreSQL's, colons and percent signs included.
    with op.get_bind().connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement)


def downgrade() -> None:
    op.execute("DROP SCHEMA address CASCADE")
