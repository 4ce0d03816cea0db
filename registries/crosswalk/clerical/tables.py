"""Where records wait for a clerk."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

from registries.base import metadata
from registries.crosswalk.tables import SCHEMA

review_entry: Table = Table(
    "review_entry",
    metadata,
    Column(
        "record_id", BigInteger, ForeignKey("provenance.record.id"), primary_key=True, comment="whose person is asked"
    ),
    Column(
        "id",
        UUID(as_uuid=False),
        nullable=False,
        server_default=text("gen_random_uuid()"),
        comment="says nothing of the record; another whenever the question is put anew",
    ),
    Column("answer", Text, nullable=False, comment="POSSIBLE, MANY, CONFLICT, or HELD: two persons that may be one"),
    Column("because", Text, nullable=False, comment="why nothing was decided"),
    Column("rule", Text, nullable=False, comment="the rule or the model, with its version"),
    Column(
        "candidates",
        JSONB,
        nullable=False,
        comment="the best first: person, record the judgement will name, weight in bits, and its parts by field, without values",
    ),
    Column(
        "individual_id",
        BigInteger,
        ForeignKey("individual.individual.id"),
        nullable=False,
        comment="the best candidate; records that wait for the same person are worth more",
    ),
    Column("bits", Double, nullable=False, comment="how far the weight is from deciding by itself; 0: no weight would"),
    Column("worth", Double, nullable=False, comment="records that wait for the person / (1 + bits)"),
    Column("evidence", UUID(as_uuid=False), nullable=False, comment="BLAKE2b-128 of what the record says"),
    Column(
        "opened_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=text("temporal.stamp()"),
        comment="what clerks said before was about another question",
    ),
    Column("closed_at", DateTime(timezone=True), comment="when there was nothing left to ask; null while it is open"),
    CheckConstraint("answer IN ('POSSIBLE', 'MANY', 'CONFLICT', 'HELD')", name="answer_known"),
    CheckConstraint("jsonb_typeof(candidates) = 'array' AND jsonb_array_length(candidates) > 0", name="has_candidate"),
    CheckConstraint("bits >= 0 AND bits < 'Infinity'", name="bits_finite"),
    CheckConstraint("worth >= 0 AND worth < 'Infinity'", name="worth_finite"),
    CheckConstraint("closed_at >= opened_at", name="closed_after_opened"),
    Index("uq_review_entry_id", "id", unique=True),
    Index("ix_review_entry_open", text("worth DESC"), "id", postgresql_where=text("closed_at IS NULL")),
    Index("ix_review_entry_individual_id", "individual_id"),
    schema=SCHEMA,
    comment="records that linkage left undecided; derived from statements, judgements and the register",
)
