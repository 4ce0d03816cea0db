"""Sources deliveries statements.

Revision: 0002; follows: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS = (
    "CREATE SCHEMA provenance",
    r"""
COMMENT ON SCHEMA provenance IS 'where facts come from: sources, deliveries, statements, quarantine, acts'
    """,
    r"""
CREATE OR REPLACE FUNCTION provenance.is_synthetic(scheme text, value text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE scheme
    WHEN 'IIN' THEN substr(value, 7, 1) IN ('7', '8')
    WHEN 'BIN' THEN substr(value, 5, 1) = '9'
    WHEN 'SIK' THEN value LIKE 'ZZ%'
    WHEN 'IDENTITY_CARD' THEN value LIKE '000%'
    WHEN 'PASSPORT' THEN value LIKE 'N000%'
    ELSE value LIKE '99%' END
    """,
    r"""
COMMENT ON FUNCTION provenance.is_synthetic(text, text) IS 'whether an identifier lies in the range that is never issued to anybody'
    """,
    r"""
CREATE TABLE provenance.database_kind (
    synthetic BOOLEAN NOT NULL,
    CONSTRAINT pk_database_kind PRIMARY KEY (synthetic)
)
    """,
    "CREATE UNIQUE INDEX uq_database_kind_one ON provenance.database_kind ((true))",
    r"""
COMMENT ON TABLE provenance.database_kind IS 'the one row that says whether this database is synthetic; it is so whole or not at all'
    """,
    r"""
COMMENT ON COLUMN provenance.database_kind.synthetic IS 'true: synthetic people only; false: real people only'
    """,
    r"""
CREATE TABLE provenance.source (
    id SMALLINT GENERATED ALWAYS AS IDENTITY,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    register TEXT NOT NULL,
    delivers TEXT NOT NULL,
    CONSTRAINT pk_source PRIMARY KEY (id),
    CONSTRAINT uq_source_name UNIQUE (name),
    CONSTRAINT ck_source_delivers_known CHECK (delivers IN ('full', 'delta'))
)
    """,
    "COMMENT ON TABLE provenance.source IS 'departments that hand in records'",
    "COMMENT ON COLUMN provenance.source.id IS 'permanent'",
    "COMMENT ON COLUMN provenance.source.name IS 'name of the source file in loaders/sources'",
    "COMMENT ON COLUMN provenance.source.title IS 'the department and what it hands in, for people'",
    "COMMENT ON COLUMN provenance.source.register IS 'the register its records speak of'",
    "COMMENT ON COLUMN provenance.source.delivers IS 'full: absence means an end; delta: changes only'",
    r"""
CREATE TABLE provenance.act (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    title TEXT NOT NULL,
    signed_on DATE,
    registered_on DATE,
    published_on DATE,
    CONSTRAINT pk_act PRIMARY KEY (id),
    CONSTRAINT uq_act_title_signed_on UNIQUE NULLS NOT DISTINCT (title, signed_on)
)
    """,
    "COMMENT ON TABLE provenance.act IS 'legal acts and orders that facts rest on beside statements'",
    "COMMENT ON COLUMN provenance.act.id IS 'permanent'",
    r"""
COMMENT ON COLUMN provenance.act.title IS 'title and number of the act, or the order of the register''s keeper'
    """,
    "COMMENT ON COLUMN provenance.act.signed_on IS 'day of signature'",
    "COMMENT ON COLUMN provenance.act.registered_on IS 'day of registration in the Ministry of Justice'",
    "COMMENT ON COLUMN provenance.act.published_on IS 'day of first official publication'",
    r"""
CREATE TABLE provenance.delivery (
    id INTEGER GENERATED ALWAYS AS IDENTITY,
    source_id SMALLINT NOT NULL,
    digest UUID NOT NULL,
    file_name TEXT NOT NULL,
    reference_date DATE NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    state TEXT NOT NULL,
    refusal TEXT,
    rows_in BIGINT DEFAULT '0' NOT NULL,
    accepted BIGINT DEFAULT '0' NOT NULL,
    duplicate BIGINT DEFAULT '0' NOT NULL,
    quarantined BIGINT DEFAULT '0' NOT NULL,
    ended BIGINT DEFAULT '0' NOT NULL,
    CONSTRAINT pk_delivery PRIMARY KEY (id),
    CONSTRAINT ck_delivery_conservation CHECK (rows_in = accepted + duplicate + quarantined),
    CONSTRAINT ck_delivery_state_known CHECK (state IN ('RECEIVED', 'HELD', 'APPLIED', 'REFUSED', 'WITHDRAWN')),
    CONSTRAINT ck_delivery_refusal_explained CHECK ((state IN ('REFUSED', 'HELD', 'WITHDRAWN')) = (refusal IS NOT NULL)),
    CONSTRAINT fk_delivery_source_id FOREIGN KEY(source_id) REFERENCES provenance.source (id)
)
    """,
    r"""
CREATE UNIQUE INDEX uq_delivery_digest ON provenance.delivery (source_id, digest) WHERE state IN ('RECEIVED', 'HELD', 'APPLIED')
    """,
    "COMMENT ON TABLE provenance.delivery IS 'batches that sources handed in'",
    "COMMENT ON COLUMN provenance.delivery.id IS 'permanent'",
    "COMMENT ON COLUMN provenance.delivery.source_id IS 'who delivered'",
    "COMMENT ON COLUMN provenance.delivery.digest IS 'BLAKE2b-128 of the file as it arrived'",
    "COMMENT ON COLUMN provenance.delivery.file_name IS 'name of the file without its folder'",
    r"""
COMMENT ON COLUMN provenance.delivery.reference_date IS 'the day the file describes: undated facts hold from it'
    """,
    "COMMENT ON COLUMN provenance.delivery.received_at IS 'when it came'",
    r"""
COMMENT ON COLUMN provenance.delivery.state IS 'RECEIVED, HELD for a person, APPLIED, REFUSED or WITHDRAWN'
    """,
    "COMMENT ON COLUMN provenance.delivery.refusal IS 'why it was refused, held or withdrawn'",
    "COMMENT ON COLUMN provenance.delivery.rows_in IS 'rows read from the file'",
    "COMMENT ON COLUMN provenance.delivery.accepted IS 'rows that became new statements'",
    "COMMENT ON COLUMN provenance.delivery.duplicate IS 'rows whose words were known already'",
    "COMMENT ON COLUMN provenance.delivery.quarantined IS 'rows held with their reasons'",
    "COMMENT ON COLUMN provenance.delivery.ended IS 'statements a full delivery left out'",
    r"""
CREATE TABLE provenance.layout (
    id INTEGER GENERATED ALWAYS AS IDENTITY,
    source_id SMALLINT NOT NULL,
    columns TEXT[] NOT NULL,
    CONSTRAINT pk_layout PRIMARY KEY (id),
    CONSTRAINT uq_layout_source_id_columns UNIQUE (source_id, columns),
    CONSTRAINT fk_layout_source_id FOREIGN KEY(source_id) REFERENCES provenance.source (id)
)
    """,
    r"""
COMMENT ON TABLE provenance.layout IS 'headers seen, so that the words of a statement can be kept without their column names'
    """,
    "COMMENT ON COLUMN provenance.layout.id IS 'permanent'",
    "COMMENT ON COLUMN provenance.layout.source_id IS 'whose'",
    "COMMENT ON COLUMN provenance.layout.columns IS 'the header of the file; empty for XML and JSON'",
    r"""
CREATE TABLE provenance.record (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    source_id SMALLINT NOT NULL,
    key TEXT NOT NULL,
    CONSTRAINT pk_record PRIMARY KEY (id),
    CONSTRAINT uq_record_source_id_key UNIQUE (source_id, key),
    CONSTRAINT fk_record_source_id FOREIGN KEY(source_id) REFERENCES provenance.source (id)
)
    """,
    r"""
COMMENT ON TABLE provenance.record IS 'things that sources keep records of, under the sources'' own keys'
    """,
    "COMMENT ON COLUMN provenance.record.id IS 'permanent'",
    "COMMENT ON COLUMN provenance.record.source_id IS 'whose record'",
    "COMMENT ON COLUMN provenance.record.key IS 'what the source calls the record'",
    r"""
CREATE TABLE provenance.statement (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    record_id BIGINT NOT NULL,
    digest UUID NOT NULL,
    delivery_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    layout_id INTEGER NOT NULL,
    words JSONB NOT NULL,
    present DATEMULTIRANGE,
    CONSTRAINT pk_statement PRIMARY KEY (id),
    CONSTRAINT uq_statement_record_id_digest UNIQUE (record_id, digest),
    CONSTRAINT fk_statement_record_id FOREIGN KEY(record_id) REFERENCES provenance.record (id),
    CONSTRAINT fk_statement_delivery_id FOREIGN KEY(delivery_id) REFERENCES provenance.delivery (id),
    CONSTRAINT fk_statement_layout_id FOREIGN KEY(layout_id) REFERENCES provenance.layout (id)
)
    """,
    "CREATE INDEX ix_statement_delivery_id ON provenance.statement (delivery_id)",
    r"""
COMMENT ON TABLE provenance.statement IS 'what a source said of a record, in its own words, kept once'
    """,
    "COMMENT ON COLUMN provenance.statement.id IS 'permanent'",
    "COMMENT ON COLUMN provenance.statement.record_id IS 'what it speaks of'",
    "COMMENT ON COLUMN provenance.statement.digest IS 'BLAKE2b-128 of the words'",
    "COMMENT ON COLUMN provenance.statement.delivery_id IS 'first said in'",
    "COMMENT ON COLUMN provenance.statement.line IS 'line of its row in that delivery''s file'",
    "COMMENT ON COLUMN provenance.statement.layout_id IS 'header of the words'",
    r"""
COMMENT ON COLUMN provenance.statement.words IS 'the row as it was delivered: a list by the layout, or an object'
    """,
    r"""
COMMENT ON COLUMN provenance.statement.present IS 'reference dates of the source''s full deliveries that contain it; null: every one since the first'
    """,
    r"""
CREATE TABLE provenance.quarantine (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    delivery_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    layout_id INTEGER,
    words JSONB NOT NULL,
    reasons JSONB NOT NULL,
    state TEXT DEFAULT 'HELD' NOT NULL,
    correction JSONB,
    decided_by TEXT,
    decided_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_quarantine PRIMARY KEY (id),
    CONSTRAINT uq_quarantine_delivery_id_line UNIQUE (delivery_id, line),
    CONSTRAINT ck_quarantine_state_known CHECK (state IN ('HELD', 'RELEASED', 'REJECTED')),
    CONSTRAINT ck_quarantine_decision_dated CHECK ((state = 'HELD') = (decided_at IS NULL)),
    CONSTRAINT ck_quarantine_has_reason CHECK (jsonb_array_length(reasons) > 0),
    CONSTRAINT fk_quarantine_delivery_id FOREIGN KEY(delivery_id) REFERENCES provenance.delivery (id),
    CONSTRAINT fk_quarantine_layout_id FOREIGN KEY(layout_id) REFERENCES provenance.layout (id)
)
    """,
    "COMMENT ON TABLE provenance.quarantine IS 'rows that could not be read, with every reason'",
    "COMMENT ON COLUMN provenance.quarantine.id IS 'permanent'",
    "COMMENT ON COLUMN provenance.quarantine.delivery_id IS 'came in'",
    "COMMENT ON COLUMN provenance.quarantine.line IS 'line in the file'",
    "COMMENT ON COLUMN provenance.quarantine.layout_id IS 'header of the words'",
    r"""
COMMENT ON COLUMN provenance.quarantine.words IS 'the row as delivered; a string where it could not be split'
    """,
    "COMMENT ON COLUMN provenance.quarantine.reasons IS 'every reason at once: code, field, sentence'",
    "COMMENT ON COLUMN provenance.quarantine.state IS 'HELD, RELEASED or REJECTED'",
    r"""
COMMENT ON COLUMN provenance.quarantine.correction IS 'the words a person put in their place on release'
    """,
    "COMMENT ON COLUMN provenance.quarantine.decided_by IS 'who released or rejected it'",
    "COMMENT ON COLUMN provenance.quarantine.decided_at IS 'when it was released or rejected'",
    r"""
CREATE TABLE provenance.due (
    delivery_id INTEGER NOT NULL,
    turn SMALLINT NOT NULL,
    record_id BIGINT NOT NULL,
    CONSTRAINT pk_due PRIMARY KEY (delivery_id, turn, record_id),
    CONSTRAINT fk_due_delivery_id FOREIGN KEY(delivery_id) REFERENCES provenance.delivery (id),
    CONSTRAINT fk_due_record_id FOREIGN KEY(record_id) REFERENCES provenance.record (id)
)
    """,
    r"""
COMMENT ON TABLE provenance.due IS 'records still to be applied; a batch takes the first of them and removes them in its transaction'
    """,
    "COMMENT ON COLUMN provenance.due.delivery_id IS 'on whose account'",
    "COMMENT ON COLUMN provenance.due.turn IS '0: the delivery''s own records; then those they awaken'",
    "COMMENT ON COLUMN provenance.due.record_id IS 'to be considered'",
    r"""
CREATE TABLE provenance.reading (
    statement_id BIGINT NOT NULL,
    reading JSONB NOT NULL,
    CONSTRAINT pk_reading PRIMARY KEY (statement_id),
    CONSTRAINT fk_reading_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id)
)
    """,
    r"""
COMMENT ON TABLE provenance.reading IS 'what its source''s mapping understood of a statement; derived, replaced when the mapping changes'
    """,
    "COMMENT ON COLUMN provenance.reading.statement_id IS 'of what'",
    r"""
COMMENT ON COLUMN provenance.reading.reading IS 'identifiers, demographic fields, dated facts; compact form'
    """,
    r"""
CREATE TABLE provenance.sighting (
    statement_id BIGINT NOT NULL,
    delivery_id INTEGER NOT NULL,
    CONSTRAINT pk_sighting PRIMARY KEY (statement_id, delivery_id),
    CONSTRAINT fk_sighting_statement_id FOREIGN KEY(statement_id) REFERENCES provenance.statement (id),
    CONSTRAINT fk_sighting_delivery_id FOREIGN KEY(delivery_id) REFERENCES provenance.delivery (id)
)
    """,
    r"""
COMMENT ON TABLE provenance.sighting IS 'delta deliveries that said again what was known; full ones are read from statement.present'
    """,
    "COMMENT ON COLUMN provenance.sighting.statement_id IS 'repeated'",
    "COMMENT ON COLUMN provenance.sighting.delivery_id IS 'by this delivery'",
)


def upgrade() -> None:
    # The driver's own cursor: the text is PostgreSQL's, colons and percent signs included.
    with op.get_bind().connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement)


def downgrade() -> None:
    op.execute("DROP SCHEMA provenance CASCADE")
