"""What happened to units, geonyms and addresses: operations, predecessors, decisions between editions of the classifier.

Only expands: new tables, which nothing older reads.

Revision: 0016; follows: 0014
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STATEMENTS = (
    r"""
CREATE TABLE address.unit_operation (
    unit_id BIGINT NOT NULL,
    operation TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_unit_operation_operation_known CHECK (operation IN ('CREATED', 'RENAMED', 'RECODED', 'MOVED', 'SPLIT', 'MERGED', 'ABOLISHED', 'RESTORED')),
    CONSTRAINT ck_unit_operation_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_unit_operation_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_unit_operation_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_unit_operation_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_unit_operation_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time)) IS TRUE),
    CONSTRAINT ck_unit_operation_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time)) IS TRUE),
    CONSTRAINT fk_unit_operation_unit_id FOREIGN KEY(unit_id) REFERENCES address.unit (id),
    CONSTRAINT fk_unit_operation_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_unit_operation_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    r"""
COMMENT ON TABLE address.unit_operation IS 'what was done to units: each operation from its first day until the next of its kind'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation.unit_id IS 'which unit'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation.operation IS 'CREATED, RENAMED, RECODED, MOVED, SPLIT, MERGED, ABOLISHED, RESTORED'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation.statement_id IS 'the statement the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation.act_id IS 'the act the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.unit_operation ADD CONSTRAINT pk_unit_operation PRIMARY KEY (unit_id, operation, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.unit_operation FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.unit_operation FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.unit_operation_history (
    unit_id BIGINT NOT NULL,
    operation TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_unit_operation_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    r"""
COMMENT ON TABLE address.unit_operation_history IS 'superseded rows of unit_operation'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation_history.unit_id IS 'which unit'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation_history.operation IS 'CREATED, RENAMED, RECODED, MOVED, SPLIT, MERGED, ABOLISHED, RESTORED'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation_history.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation_history.statement_id IS 'the statement the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation_history.act_id IS 'the act the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.unit_operation_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.unit_operation_history ADD CONSTRAINT ex_unit_operation_history_one_belief EXCLUDE USING gist (unit_id WITH =, operation WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.unit_operation_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.unit_predecessor (
    unit_id BIGINT NOT NULL,
    predecessor_id BIGINT NOT NULL,
    operation TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_unit_predecessor_operation_known CHECK (operation IN ('CREATED', 'RENAMED', 'RECODED', 'MOVED', 'SPLIT', 'MERGED', 'ABOLISHED', 'RESTORED')),
    CONSTRAINT ck_unit_predecessor_not_its_own_predecessor CHECK (predecessor_id <> unit_id),
    CONSTRAINT ck_unit_predecessor_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_unit_predecessor_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_unit_predecessor_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_unit_predecessor_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_unit_predecessor_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time)) IS TRUE),
    CONSTRAINT ck_unit_predecessor_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time)) IS TRUE),
    CONSTRAINT fk_unit_predecessor_unit_id FOREIGN KEY(unit_id) REFERENCES address.unit (id),
    CONSTRAINT fk_unit_predecessor_predecessor_id FOREIGN KEY(predecessor_id) REFERENCES address.unit (id),
    CONSTRAINT fk_unit_predecessor_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_unit_predecessor_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    r"""
CREATE INDEX ix_unit_predecessor_predecessor_id ON address.unit_predecessor (predecessor_id)
    """,
    r"""
COMMENT ON TABLE address.unit_predecessor IS 'which units came from which, n:m, from the first day of the operation on'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor.unit_id IS 'the unit that came of the operation'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor.predecessor_id IS 'the unit it came from'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor.operation IS 'CREATED, RENAMED, RECODED, MOVED, SPLIT, MERGED, ABOLISHED, RESTORED'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor.statement_id IS 'the statement the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor.act_id IS 'the act the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.unit_predecessor ADD CONSTRAINT pk_unit_predecessor PRIMARY KEY (unit_id, predecessor_id, operation, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.unit_predecessor FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.unit_predecessor FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.unit_predecessor_history (
    unit_id BIGINT NOT NULL,
    predecessor_id BIGINT NOT NULL,
    operation TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_unit_predecessor_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    r"""
CREATE INDEX ix_unit_predecessor_history_predecessor_id ON address.unit_predecessor_history (predecessor_id)
    """,
    r"""
COMMENT ON TABLE address.unit_predecessor_history IS 'superseded rows of unit_predecessor'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor_history.unit_id IS 'the unit that came of the operation'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor_history.predecessor_id IS 'the unit it came from'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor_history.operation IS 'CREATED, RENAMED, RECODED, MOVED, SPLIT, MERGED, ABOLISHED, RESTORED'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor_history.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor_history.statement_id IS 'the statement the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor_history.act_id IS 'the act the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.unit_predecessor_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.unit_predecessor_history ADD CONSTRAINT ex_unit_predecessor_history_one_belief EXCLUDE USING gist (unit_id WITH =, predecessor_id WITH =, operation WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.unit_predecessor_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.geonym_operation (
    geonym_id BIGINT NOT NULL,
    operation TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_geonym_operation_operation_known CHECK (operation IN ('CREATED', 'RENAMED', 'RECODED', 'MOVED', 'SPLIT', 'MERGED', 'ABOLISHED', 'RESTORED')),
    CONSTRAINT ck_geonym_operation_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_geonym_operation_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_geonym_operation_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_geonym_operation_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_geonym_operation_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time)) IS TRUE),
    CONSTRAINT ck_geonym_operation_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time)) IS TRUE),
    CONSTRAINT fk_geonym_operation_geonym_id FOREIGN KEY(geonym_id) REFERENCES address.geonym (id),
    CONSTRAINT fk_geonym_operation_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_geonym_operation_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    r"""
COMMENT ON TABLE address.geonym_operation IS 'what was done to geonyms: each operation from its first day until the next of its kind'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation.geonym_id IS 'which geonym'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation.operation IS 'CREATED, RENAMED, RECODED, MOVED, SPLIT, MERGED, ABOLISHED, RESTORED'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation.statement_id IS 'the statement the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation.act_id IS 'the act the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.geonym_operation ADD CONSTRAINT pk_geonym_operation PRIMARY KEY (geonym_id, operation, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.geonym_operation FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.geonym_operation FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.geonym_operation_history (
    geonym_id BIGINT NOT NULL,
    operation TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_geonym_operation_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    r"""
COMMENT ON TABLE address.geonym_operation_history IS 'superseded rows of geonym_operation'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation_history.geonym_id IS 'which geonym'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation_history.operation IS 'CREATED, RENAMED, RECODED, MOVED, SPLIT, MERGED, ABOLISHED, RESTORED'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation_history.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation_history.statement_id IS 'the statement the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation_history.act_id IS 'the act the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.geonym_operation_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.geonym_operation_history ADD CONSTRAINT ex_geonym_operation_history_one_belief EXCLUDE USING gist (geonym_id WITH =, operation WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.geonym_operation_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.geonym_predecessor (
    geonym_id BIGINT NOT NULL,
    predecessor_id BIGINT NOT NULL,
    operation TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_geonym_predecessor_operation_known CHECK (operation IN ('CREATED', 'RENAMED', 'RECODED', 'MOVED', 'SPLIT', 'MERGED', 'ABOLISHED', 'RESTORED')),
    CONSTRAINT ck_geonym_predecessor_not_its_own_predecessor CHECK (predecessor_id <> geonym_id),
    CONSTRAINT ck_geonym_predecessor_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_geonym_predecessor_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_geonym_predecessor_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_geonym_predecessor_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_geonym_predecessor_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time)) IS TRUE),
    CONSTRAINT ck_geonym_predecessor_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time)) IS TRUE),
    CONSTRAINT fk_geonym_predecessor_geonym_id FOREIGN KEY(geonym_id) REFERENCES address.geonym (id),
    CONSTRAINT fk_geonym_predecessor_predecessor_id FOREIGN KEY(predecessor_id) REFERENCES address.geonym (id),
    CONSTRAINT fk_geonym_predecessor_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_geonym_predecessor_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    r"""
CREATE INDEX ix_geonym_predecessor_predecessor_id ON address.geonym_predecessor (predecessor_id)
    """,
    r"""
COMMENT ON TABLE address.geonym_predecessor IS 'which geonyms came from which, n:m, from the first day of the operation on'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor.geonym_id IS 'the geonym that came of the operation'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor.predecessor_id IS 'the geonym it came from'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor.operation IS 'CREATED, RENAMED, RECODED, MOVED, SPLIT, MERGED, ABOLISHED, RESTORED'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor.statement_id IS 'the statement the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor.act_id IS 'the act the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.geonym_predecessor ADD CONSTRAINT pk_geonym_predecessor PRIMARY KEY (geonym_id, predecessor_id, operation, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.geonym_predecessor FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.geonym_predecessor FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.geonym_predecessor_history (
    geonym_id BIGINT NOT NULL,
    predecessor_id BIGINT NOT NULL,
    operation TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_geonym_predecessor_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    r"""
CREATE INDEX ix_geonym_predecessor_history_predecessor_id ON address.geonym_predecessor_history (predecessor_id)
    """,
    r"""
COMMENT ON TABLE address.geonym_predecessor_history IS 'superseded rows of geonym_predecessor'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor_history.geonym_id IS 'the geonym that came of the operation'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor_history.predecessor_id IS 'the geonym it came from'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor_history.operation IS 'CREATED, RENAMED, RECODED, MOVED, SPLIT, MERGED, ABOLISHED, RESTORED'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor_history.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor_history.statement_id IS 'the statement the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor_history.act_id IS 'the act the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.geonym_predecessor_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.geonym_predecessor_history ADD CONSTRAINT ex_geonym_predecessor_history_one_belief EXCLUDE USING gist (geonym_id WITH =, predecessor_id WITH =, operation WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.geonym_predecessor_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.address_operation (
    address_id BIGINT NOT NULL,
    operation TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_address_operation_operation_known CHECK (operation IN ('CREATED', 'RENAMED', 'RECODED', 'MOVED', 'SPLIT', 'MERGED', 'ABOLISHED', 'RESTORED')),
    CONSTRAINT ck_address_operation_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_address_operation_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_address_operation_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_address_operation_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_address_operation_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time)) IS TRUE),
    CONSTRAINT ck_address_operation_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time)) IS TRUE),
    CONSTRAINT fk_address_operation_address_id FOREIGN KEY(address_id) REFERENCES address.address (id),
    CONSTRAINT fk_address_operation_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_address_operation_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    r"""
COMMENT ON TABLE address.address_operation IS 'what was done to addresss: each operation from its first day until the next of its kind'
    """,
    r"""
COMMENT ON COLUMN address.address_operation.address_id IS 'which address'
    """,
    r"""
COMMENT ON COLUMN address.address_operation.operation IS 'CREATED, RENAMED, RECODED, MOVED, SPLIT, MERGED, ABOLISHED, RESTORED'
    """,
    r"""
COMMENT ON COLUMN address.address_operation.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN address.address_operation.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN address.address_operation.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.address_operation.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.address_operation.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    r"""
COMMENT ON COLUMN address.address_operation.statement_id IS 'the statement the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.address_operation.act_id IS 'the act the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.address_operation.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.address_operation ADD CONSTRAINT pk_address_operation PRIMARY KEY (address_id, operation, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.address_operation FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.address_operation FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.address_operation_history (
    address_id BIGINT NOT NULL,
    operation TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_address_operation_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    r"""
COMMENT ON TABLE address.address_operation_history IS 'superseded rows of address_operation'
    """,
    r"""
COMMENT ON COLUMN address.address_operation_history.address_id IS 'which address'
    """,
    r"""
COMMENT ON COLUMN address.address_operation_history.operation IS 'CREATED, RENAMED, RECODED, MOVED, SPLIT, MERGED, ABOLISHED, RESTORED'
    """,
    r"""
COMMENT ON COLUMN address.address_operation_history.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN address.address_operation_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN address.address_operation_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.address_operation_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.address_operation_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    r"""
COMMENT ON COLUMN address.address_operation_history.statement_id IS 'the statement the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.address_operation_history.act_id IS 'the act the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.address_operation_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.address_operation_history ADD CONSTRAINT ex_address_operation_history_one_belief EXCLUDE USING gist (address_id WITH =, operation WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.address_operation_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.address_predecessor (
    address_id BIGINT NOT NULL,
    predecessor_id BIGINT NOT NULL,
    operation TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_address_predecessor_operation_known CHECK (operation IN ('CREATED', 'RENAMED', 'RECODED', 'MOVED', 'SPLIT', 'MERGED', 'ABOLISHED', 'RESTORED')),
    CONSTRAINT ck_address_predecessor_not_its_own_predecessor CHECK (predecessor_id <> address_id),
    CONSTRAINT ck_address_predecessor_believed_now CHECK (upper_inf(transaction_time)),
    CONSTRAINT ck_address_predecessor_open_not_infinite CHECK (lower(valid_time) IS DISTINCT FROM '-infinity' AND upper(valid_time) IS DISTINCT FROM 'infinity'),
    CONSTRAINT ck_address_predecessor_one_ground CHECK (num_nonnulls(statement_id, act_id) = 1),
    CONSTRAINT ck_address_predecessor_end_has_basis CHECK (upper_inf(valid_time) = (ends_basis IS NULL)),
    CONSTRAINT ck_address_predecessor_starts_after_is_before CHECK (starts_after IS NULL OR (starts_basis = 'OBSERVED' AND starts_after < lower(valid_time)) IS TRUE),
    CONSTRAINT ck_address_predecessor_ends_after_is_inside CHECK (ends_after IS NULL OR (ends_basis = 'OBSERVED' AND ends_after < upper(valid_time)) IS TRUE),
    CONSTRAINT fk_address_predecessor_address_id FOREIGN KEY(address_id) REFERENCES address.address (id),
    CONSTRAINT fk_address_predecessor_predecessor_id FOREIGN KEY(predecessor_id) REFERENCES address.address (id),
    CONSTRAINT fk_address_predecessor_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_address_predecessor_act_id FOREIGN KEY(act_id) REFERENCES provenance.act (id)
)
    """,
    r"""
CREATE INDEX ix_address_predecessor_predecessor_id ON address.address_predecessor (predecessor_id)
    """,
    r"""
COMMENT ON TABLE address.address_predecessor IS 'which addresss came from which, n:m, from the first day of the operation on'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor.address_id IS 'the address that came of the operation'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor.predecessor_id IS 'the address it came from'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor.operation IS 'CREATED, RENAMED, RECODED, MOVED, SPLIT, MERGED, ABOLISHED, RESTORED'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor.statement_id IS 'the statement the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor.act_id IS 'the act the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.address_predecessor ADD CONSTRAINT pk_address_predecessor PRIMARY KEY (address_id, predecessor_id, operation, valid_time WITHOUT OVERLAPS)
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.address_predecessor FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.address_predecessor FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.address_predecessor_history (
    address_id BIGINT NOT NULL,
    predecessor_id BIGINT NOT NULL,
    operation TEXT NOT NULL,
    valid_time DATERANGE NOT NULL,
    starts_basis temporal.basis NOT NULL,
    starts_after DATE,
    ends_basis temporal.basis,
    ends_after DATE,
    statement_id BIGINT,
    act_id BIGINT,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_address_predecessor_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    r"""
CREATE INDEX ix_address_predecessor_history_predecessor_id ON address.address_predecessor_history (predecessor_id)
    """,
    r"""
COMMENT ON TABLE address.address_predecessor_history IS 'superseded rows of address_predecessor'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor_history.address_id IS 'the address that came of the operation'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor_history.predecessor_id IS 'the address it came from'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor_history.operation IS 'CREATED, RENAMED, RECODED, MOVED, SPLIT, MERGED, ABOLISHED, RESTORED'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor_history.valid_time IS 'when the fact holds in the world, [)'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor_history.starts_basis IS 'on what basis the first day is known'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor_history.starts_after IS 'the last day known to lie before an OBSERVED first day'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor_history.ends_basis IS 'on what basis the last day is known; null while open'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor_history.ends_after IS 'the last day the fact was OBSERVED to hold; uncertain from there on'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor_history.statement_id IS 'the statement the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor_history.act_id IS 'the act the fact rests on'
    """,
    r"""
COMMENT ON COLUMN address.address_predecessor_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.address_predecessor_history ADD CONSTRAINT ex_address_predecessor_history_one_belief EXCLUDE USING gist (address_id WITH =, predecessor_id WITH =, operation WITH =, valid_time WITH &&, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.address_predecessor_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.edition_decision (
    later_on DATE NOT NULL,
    kato TEXT NOT NULL,
    side TEXT NOT NULL,
    earlier_on DATE NOT NULL,
    decision TEXT NOT NULL,
    became_kato TEXT,
    old_record_id BIGINT,
    new_record_id BIGINT,
    evidence JSONB NOT NULL,
    review TEXT NOT NULL,
    author TEXT NOT NULL,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT pk_edition_decision PRIMARY KEY (later_on, kato, side),
    CONSTRAINT ck_edition_decision_decision_known CHECK (decision IN ('SAME', 'RENAMED', 'RECODED', 'MOVED', 'REUSED', 'CREATED', 'ABOLISHED', 'SPLIT', 'MERGED', 'RESTORED', 'HELD')),
    CONSTRAINT ck_edition_decision_editions_ordered CHECK (earlier_on < later_on),
    CONSTRAINT ck_edition_decision_recoded_to_a_code CHECK ((decision = 'RECODED') = (became_kato IS NOT NULL)),
    CONSTRAINT ck_edition_decision_review_known CHECK (review IN ('NONE', 'OPEN', 'DECIDED')),
    CONSTRAINT ck_edition_decision_held_is_open CHECK ((decision = 'HELD') = (review = 'OPEN')),
    CONSTRAINT ck_edition_decision_side_has_its_lines CHECK (side = 'OLD' AND old_record_id IS NOT NULL OR side = 'NEW' AND new_record_id IS NOT NULL OR side = 'BOTH' AND old_record_id IS NOT NULL AND new_record_id IS NOT NULL),
    CONSTRAINT fk_edition_decision_old_record_id FOREIGN KEY(old_record_id) REFERENCES provenance.record (id),
    CONSTRAINT fk_edition_decision_new_record_id FOREIGN KEY(new_record_id) REFERENCES provenance.record (id)
)
    """,
    r"""
CREATE INDEX ix_edition_decision_old_record_id ON address.edition_decision (old_record_id)
    """,
    r"""
CREATE INDEX ix_edition_decision_became_kato ON address.edition_decision (became_kato)
    """,
    r"""
CREATE INDEX ix_edition_decision_new_record_id ON address.edition_decision (new_record_id)
    """,
    r"""
CREATE INDEX ix_edition_decision_kato ON address.edition_decision (kato)
    """,
    r"""
COMMENT ON TABLE address.edition_decision IS 'what became of every code between two editions of the classifier, with the evidence; derived from the editions and the clerks'' judgements, superseded decisions in the history'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision.later_on IS 'reference date of the later of the two editions compared'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision.kato IS 'the code the decision is about'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision.side IS 'OLD: the unit that bore the code in the earlier edition; NEW: in the later; BOTH: the code in both'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision.earlier_on IS 'reference date of the earlier edition'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision.decision IS 'SAME, RENAMED, RECODED, MOVED, REUSED, CREATED, ABOLISHED, SPLIT, MERGED, RESTORED, HELD'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision.became_kato IS 'the code of the same unit in the later edition, where it is another'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision.old_record_id IS 'the code''s line in the earlier edition'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision.new_record_id IS 'the line in the later edition: of the code, or of the code it became'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision.evidence IS 'what agreed and what did not: names, parents, children'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision.review IS 'NONE: a rule decided; OPEN: waits for a clerk; DECIDED by one'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision.author IS 'who decided: the register''s rules, or a clerk'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
CREATE TRIGGER keep_version BEFORE INSERT OR UPDATE OR DELETE ON address.edition_decision FOR EACH ROW EXECUTE FUNCTION temporal.keep_version()
    """,
    r"""
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON address.edition_decision FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE TABLE address.edition_decision_history (
    later_on DATE NOT NULL,
    kato TEXT NOT NULL,
    side TEXT NOT NULL,
    earlier_on DATE NOT NULL,
    decision TEXT NOT NULL,
    became_kato TEXT,
    old_record_id BIGINT,
    new_record_id BIGINT,
    evidence JSONB NOT NULL,
    review TEXT NOT NULL,
    author TEXT NOT NULL,
    transaction_time TSTZRANGE NOT NULL,
    CONSTRAINT ck_edition_decision_history_superseded CHECK (NOT isempty(transaction_time) AND NOT upper_inf(transaction_time))
)
    """,
    r"""
COMMENT ON TABLE address.edition_decision_history IS 'superseded rows of edition_decision'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision_history.later_on IS 'reference date of the later of the two editions compared'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision_history.kato IS 'the code the decision is about'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision_history.side IS 'OLD: the unit that bore the code in the earlier edition; NEW: in the later; BOTH: the code in both'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision_history.earlier_on IS 'reference date of the earlier edition'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision_history.decision IS 'SAME, RENAMED, RECODED, MOVED, REUSED, CREATED, ABOLISHED, SPLIT, MERGED, RESTORED, HELD'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision_history.became_kato IS 'the code of the same unit in the later edition, where it is another'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision_history.old_record_id IS 'the code''s line in the earlier edition'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision_history.new_record_id IS 'the line in the later edition: of the code, or of the code it became'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision_history.evidence IS 'what agreed and what did not: names, parents, children'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision_history.review IS 'NONE: a rule decided; OPEN: waits for a clerk; DECIDED by one'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision_history.author IS 'who decided: the register''s rules, or a clerk'
    """,
    r"""
COMMENT ON COLUMN address.edition_decision_history.transaction_time IS 'when the register believed it, [)'
    """,
    r"""
ALTER TABLE address.edition_decision_history ADD CONSTRAINT ex_edition_decision_history_one_belief EXCLUDE USING gist (later_on WITH =, kato WITH =, side WITH =, transaction_time WITH &&)
    """,
    r"""
CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON address.edition_decision_history FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()
    """,
    r"""
CREATE VIEW address.unit_operation_known AS SELECT * FROM address.unit_operation UNION ALL SELECT * FROM address.unit_operation_history
    """,
    r"""
COMMENT ON VIEW address.unit_operation_known IS 'all beliefs, current and superseded'
    """,
    r"""
CREATE VIEW address.unit_predecessor_known AS SELECT * FROM address.unit_predecessor UNION ALL SELECT * FROM address.unit_predecessor_history
    """,
    r"""
COMMENT ON VIEW address.unit_predecessor_known IS 'all beliefs, current and superseded'
    """,
    r"""
CREATE VIEW address.geonym_operation_known AS SELECT * FROM address.geonym_operation UNION ALL SELECT * FROM address.geonym_operation_history
    """,
    r"""
COMMENT ON VIEW address.geonym_operation_known IS 'all beliefs, current and superseded'
    """,
    r"""
CREATE VIEW address.geonym_predecessor_known AS SELECT * FROM address.geonym_predecessor UNION ALL SELECT * FROM address.geonym_predecessor_history
    """,
    r"""
COMMENT ON VIEW address.geonym_predecessor_known IS 'all beliefs, current and superseded'
    """,
    r"""
CREATE VIEW address.address_operation_known AS SELECT * FROM address.address_operation UNION ALL SELECT * FROM address.address_operation_history
    """,
    r"""
COMMENT ON VIEW address.address_operation_known IS 'all beliefs, current and superseded'
    """,
    r"""
CREATE VIEW address.address_predecessor_known AS SELECT * FROM address.address_predecessor UNION ALL SELECT * FROM address.address_predecessor_history
    """,
    r"""
COMMENT ON VIEW address.address_predecessor_known IS 'all beliefs, current and superseded'
    """,
    r"""
CREATE VIEW address.edition_decision_known AS SELECT * FROM address.edition_decision UNION ALL SELECT * FROM address.edition_decision_history
    """,
    r"""
COMMENT ON VIEW address.edition_decision_known IS 'all beliefs, current and superseded'
    """,
)
UNDONE = (
    "DROP VIEW address.edition_decision_known",
    "DROP VIEW address.address_predecessor_known",
    "DROP VIEW address.address_operation_known",
    "DROP VIEW address.geonym_predecessor_known",
    "DROP VIEW address.geonym_operation_known",
    "DROP VIEW address.unit_predecessor_known",
    "DROP VIEW address.unit_operation_known",
    "DROP TABLE address.edition_decision",
    "DROP TABLE address.edition_decision_history",
    "DROP TABLE address.address_predecessor",
    "DROP TABLE address.address_predecessor_history",
    "DROP TABLE address.address_operation",
    "DROP TABLE address.address_operation_history",
    "DROP TABLE address.geonym_predecessor",
    "DROP TABLE address.geonym_predecessor_history",
    "DROP TABLE address.geonym_operation",
    "DROP TABLE address.geonym_operation_history",
    "DROP TABLE address.unit_predecessor",
    "DROP TABLE address.unit_predecessor_history",
    "DROP TABLE address.unit_operation",
    "DROP TABLE address.unit_operation_history",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    for statement in UNDONE:
        op.execute(statement)
