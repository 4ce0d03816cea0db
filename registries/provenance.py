"""Where facts come from: a source's deliveries, the records they speak of, and their statements, word for word."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    event,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, DATEMULTIRANGE, JSONB, UUID
from sqlalchemy.schema import DDL

from registries.base import metadata
from registries.entry_into_force import RULES

SCHEMA = "provenance"

# The ranges that no office issues, by kind of identifier; registries.identifiers reads them in Python.
event.listen(
    metadata,
    "before_create",
    DDL("""
CREATE OR REPLACE FUNCTION provenance.is_synthetic(scheme text, value text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE scheme
    WHEN 'IIN' THEN substr(value, 7, 1) IN ('7', '8')
    WHEN 'BIN' THEN substr(value, 5, 1) = '9'
    WHEN 'SIK' THEN value LIKE 'ZZ%%'
    WHEN 'IDENTITY_CARD' THEN value LIKE '000%%'
    WHEN 'PASSPORT' THEN value LIKE 'N000%%'
    ELSE value LIKE '99%%' END
"""),
)
event.listen(
    metadata,
    "before_create",
    DDL(
        "COMMENT ON FUNCTION provenance.is_synthetic(text, text) IS "
        "'whether an identifier lies in the range that is never issued to anybody'"
    ),
)

database_kind = Table(
    "database_kind",
    metadata,
    Column("synthetic", Boolean, primary_key=True, comment="true: synthetic people only; false: real people only"),
    Index("uq_database_kind_one", text("(true)"), unique=True),
    schema=SCHEMA,
    comment="the one row that says whether this database is synthetic; it is so whole or not at all",
)

source = Table(
    "source",
    metadata,
    Column("id", SmallInteger, Identity(always=True), primary_key=True, comment="permanent"),
    Column("name", Text, nullable=False, comment="name of the source file in loaders/sources"),
    Column("title", Text, nullable=False, comment="the department and what it hands in, for people"),
    Column("register", Text, nullable=False, comment="the register its records speak of"),
    Column("delivers", Text, nullable=False, comment="full: absence means an end; delta: changes only"),
    Column(
        "editions",
        Boolean,
        nullable=False,
        server_default="false",
        comment="whether its deliveries are editions of a classifier: a record is then a line of one edition",
    ),
    Column(
        "creates",
        Boolean,
        nullable=False,
        server_default="false",
        comment="whether a record of it that is nobody known makes an identity",
    ),
    UniqueConstraint("name"),
    CheckConstraint("delivers IN ('full', 'delta')", name="delivers_known"),
    schema=SCHEMA,
    comment="departments that hand in records",
)

STATES = ("RECEIVED", "HELD", "APPLIED", "REFUSED", "WITHDRAWN")
LIVE = "state IN ('RECEIVED', 'HELD', 'APPLIED')"

delivery = Table(
    "delivery",
    metadata,
    Column("id", Integer, Identity(always=True), primary_key=True, comment="permanent"),
    Column("source_id", SmallInteger, ForeignKey("provenance.source.id"), nullable=False, comment="who delivered"),
    Column("digest", UUID(as_uuid=False), nullable=False, comment="BLAKE2b-128 of the file as it arrived"),
    Column("file_name", Text, nullable=False, comment="name of the file without its folder"),
    Column("reference_date", Date, nullable=False, comment="the day the file describes: undated facts hold from it"),
    Column("received_at", DateTime(timezone=True), nullable=False, server_default=func.now(), comment="when it came"),
    Column("state", Text, nullable=False, comment="RECEIVED, HELD for a person, APPLIED, REFUSED or WITHDRAWN"),
    Column("refusal", Text, comment="why it was refused, held or withdrawn"),
    Column("rows_in", BigInteger, nullable=False, server_default="0", comment="rows read from the file"),
    Column("accepted", BigInteger, nullable=False, server_default="0", comment="rows that became new statements"),
    Column("duplicate", BigInteger, nullable=False, server_default="0", comment="rows whose words were known already"),
    Column("quarantined", BigInteger, nullable=False, server_default="0", comment="rows held with their reasons"),
    Column("ended", BigInteger, nullable=False, server_default="0", comment="statements a full delivery left out"),
    CheckConstraint("rows_in = accepted + duplicate + quarantined", name="conservation"),
    CheckConstraint(f"state IN {STATES}", name="state_known"),
    CheckConstraint("(state IN ('REFUSED', 'HELD', 'WITHDRAWN')) = (refusal IS NOT NULL)", name="refusal_explained"),
    Index("uq_delivery_digest", "source_id", "digest", unique=True, postgresql_where=text(LIVE)),
    schema=SCHEMA,
    comment="batches that sources handed in",
)

layout = Table(
    "layout",
    metadata,
    Column("id", Integer, Identity(always=True), primary_key=True, comment="permanent"),
    Column("source_id", SmallInteger, ForeignKey("provenance.source.id"), nullable=False, comment="whose"),
    Column("columns", ARRAY(Text), nullable=False, comment="the header of the file; empty for XML and JSON"),
    UniqueConstraint("source_id", "columns"),
    schema=SCHEMA,
    comment="headers seen, so that the words of a statement can be kept without their column names",
)

record = Table(
    "record",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True, comment="permanent"),
    Column("source_id", SmallInteger, ForeignKey("provenance.source.id"), nullable=False, comment="whose record"),
    Column("key", Text, nullable=False, comment="what the source calls the record"),
    UniqueConstraint("source_id", "key"),
    schema=SCHEMA,
    comment="things that sources keep records of, under the sources' own keys",
)

statement = Table(
    "statement",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True, comment="permanent"),
    Column("record_id", BigInteger, ForeignKey("provenance.record.id"), nullable=False, comment="what it speaks of"),
    Column("digest", UUID(as_uuid=False), nullable=False, comment="BLAKE2b-128 of the words"),
    Column("delivery_id", Integer, ForeignKey("provenance.delivery.id"), nullable=False, comment="first said in"),
    Column("line", Integer, nullable=False, comment="line of its row in that delivery's file"),
    Column("layout_id", Integer, ForeignKey("provenance.layout.id"), nullable=False, comment="header of the words"),
    Column("words", JSONB, nullable=False, comment="the row as it was delivered: a list by the layout, or an object"),
    Column(
        "present",
        DATEMULTIRANGE,
        comment="reference dates of the source's full deliveries that contain it; null: every one since the first",
    ),
    UniqueConstraint("record_id", "digest"),
    Index("ix_statement_delivery_id", "delivery_id"),
    schema=SCHEMA,
    comment="what a source said of a record, in its own words, kept once",
)

reading = Table(
    "reading",
    metadata,
    Column("statement_id", BigInteger, ForeignKey("provenance.statement.id"), primary_key=True, comment="of what"),
    Column("reading", JSONB, nullable=False, comment="identifiers, demographic fields, dated facts; compact form"),
    schema=SCHEMA,
    comment="what its source's mapping understood of a statement; derived, replaced when the mapping changes",
)

sighting = Table(
    "sighting",
    metadata,
    Column("statement_id", BigInteger, ForeignKey("provenance.statement.id"), primary_key=True, comment="repeated"),
    Column("delivery_id", Integer, ForeignKey("provenance.delivery.id"), primary_key=True, comment="by this delivery"),
    schema=SCHEMA,
    comment="delta deliveries that said again what was known; full ones are read from statement.present",
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True, comment="permanent"),
    Column("delivery_id", Integer, ForeignKey("provenance.delivery.id"), nullable=False, comment="came in"),
    Column("line", Integer, nullable=False, comment="line in the file"),
    Column("layout_id", Integer, ForeignKey("provenance.layout.id"), comment="header of the words"),
    Column("words", JSONB, nullable=False, comment="the row as delivered; a string where it could not be split"),
    Column("reasons", JSONB, nullable=False, comment="every reason at once: code, field, sentence"),
    Column("state", Text, nullable=False, server_default="HELD", comment="HELD, RELEASED or REJECTED"),
    Column("correction", JSONB, comment="the words a person put in their place on release"),
    Column("decided_by", Text, comment="who released or rejected it"),
    Column("decided_at", DateTime(timezone=True), comment="when it was released or rejected"),
    UniqueConstraint("delivery_id", "line"),
    CheckConstraint("state IN ('HELD', 'RELEASED', 'REJECTED')", name="state_known"),
    CheckConstraint("(state = 'HELD') = (decided_at IS NULL)", name="decision_dated"),
    CheckConstraint("jsonb_array_length(reasons) > 0", name="has_reason"),
    schema=SCHEMA,
    comment="rows that could not be read, with every reason",
)

due = Table(
    "due",
    metadata,
    Column("delivery_id", Integer, ForeignKey("provenance.delivery.id"), primary_key=True, comment="on whose account"),
    Column("turn", SmallInteger, primary_key=True, comment="0: the delivery's own records; then those they awaken"),
    Column("record_id", BigInteger, ForeignKey("provenance.record.id"), primary_key=True, comment="to be considered"),
    schema=SCHEMA,
    comment="records still to be applied; a batch takes the first of them and removes them in its transaction",
)

# The words of the last clause are read in Python (registries.entry_into_force); the first day follows here, and is null
# where a date that the rule needs is not known. Days must have passed *after* the day of publication: ten days after
# the 1st are over with the 11th, and the act is in force from the 12th.
event.listen(
    metadata,
    "before_create",
    DDL("""
CREATE OR REPLACE FUNCTION provenance.first_day(
    rule text, days smallint, day date, registered_on date, published_on date) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE rule
    WHEN 'DAYS_AFTER_PUBLICATION' THEN published_on + days + 1
    WHEN 'ON_PUBLICATION' THEN published_on
    WHEN 'ON_REGISTRATION' THEN registered_on
    WHEN 'FIXED_DAY' THEN day END
"""),
)
event.listen(
    metadata,
    "before_create",
    DDL(
        "COMMENT ON FUNCTION provenance.first_day(text, smallint, date, date, date) IS "
        "'the first day of an act, by its rule of entry into force; null while a date it needs is unknown'"
    ),
)
ACT_STATUSES = ("ACT", "ACT_VIA_NEWS", "NEWS", "DRAFT", "PROPOSAL", "WITHDRAWN")
_FIRST_DAY = "provenance.first_day(entry_rule, entry_days, entry_day, registered_on, published_on)"

act = Table(
    "act",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True, comment="permanent"),
    Column("title", Text, nullable=False, comment="title and number of the act, or the order of the register's keeper"),
    Column("signed_on", Date, comment="day of signature"),
    Column("registered_on", Date, comment="day of registration in the Ministry of Justice"),
    Column("published_on", Date, comment="day of first official publication"),
    Column("number", Text, comment="number in the state's database of acts, or the address it was read at"),
    Column("address", Text, comment="where the act, or the news of it, was read"),
    Column("status", Text, nullable=False, server_default="ACT", comment="ACT, ACT_VIA_NEWS, NEWS, DRAFT, …"),
    Column("entry_rule", Text, nullable=False, server_default="UNKNOWN", comment="rule of entry into force"),
    Column("entry_days", SmallInteger, comment="days that must have passed after the day of publication"),
    Column("entry_day", Date, comment="the day that the act itself names"),
    Column("first_day", Date, Computed(_FIRST_DAY, persisted=True), comment="first day in force, by rule and dates"),
    Column(
        "state",
        Text,
        Computed(
            f"CASE WHEN status <> 'ACT' THEN 'NOT_IN_FORCE' WHEN {_FIRST_DAY} IS NULL THEN 'AWAITING_DATES' "
            "ELSE 'DATED' END",
            persisted=True,
        ),
        comment="DATED takes effect on its first day; AWAITING_DATES and NOT_IN_FORCE take none",
    ),
    UniqueConstraint("title", "signed_on", postgresql_nulls_not_distinct=True),
    UniqueConstraint("number"),
    CheckConstraint(f"status IN {ACT_STATUSES}", name="status_known"),
    CheckConstraint(f"entry_rule IN {RULES}", name="entry_rule_known"),
    CheckConstraint(
        "CASE entry_rule WHEN 'DAYS_AFTER_PUBLICATION' THEN entry_days >= 0 ELSE entry_days IS NULL END IS TRUE",
        name="days_of_their_rule",
    ),
    CheckConstraint("(entry_rule = 'FIXED_DAY') = (entry_day IS NOT NULL)", name="day_of_its_rule"),
    schema=SCHEMA,
    comment="legal acts and orders that facts rest on beside statements",
)
