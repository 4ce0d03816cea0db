"""Who may ask, and the log of every answer about a person."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Table,
    Text,
    event,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.schema import DDL

from registries.base import metadata

SCHEMA = "access"

consumer: Table = Table(
    "consumer",
    metadata,
    Column("name", Text, primary_key=True, comment="subject of its tokens"),
    Column("kind", Text, nullable=False, comment="portal, department or analyst"),
    Column("purpose", Text, nullable=False, comment="what it asks for, in words"),
    Column(
        "trusted_documents_only",
        Boolean,
        nullable=False,
        server_default=text("false"),
        comment="whether only the documents registered for its kind are answered",
    ),
    CheckConstraint("kind IN ('portal', 'department', 'analyst')", name="kind_known"),
    schema=SCHEMA,
    comment="systems that may ask",
)
clerk: Table = Table(
    "clerk",
    metadata,
    Column("name", Text, primary_key=True, comment="name of the clerk's account"),
    Column(
        "consumer", Text, ForeignKey("access.consumer.name"), nullable=False, comment="the system the clerk works in"
    ),
    Column(
        "reviews",
        Boolean,
        nullable=False,
        server_default=text("false"),
        comment="whether the clerk may decide who records speak of",
    ),
    schema=SCHEMA,
    comment="people who ask through a system",
)
access_log: Table = Table(
    "access_log",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True, comment="order of writing"),
    Column("logged_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp(), comment="when"),
    Column("request_id", Text, nullable=False, comment="the request's id, also in the answer's header"),
    Column(
        "individual_id",
        BigInteger,
        ForeignKey("individual.individual.id"),
        comment="the subject; null where the answer was that nobody is known",
    ),
    Column("consumer", Text, ForeignKey("access.consumer.name"), nullable=False, comment="the system that asked"),
    Column("official", Text, ForeignKey("access.clerk.name"), comment="the clerk who asked, where one did"),
    Column("fields", ARRAY(Text), nullable=False, comment="the fields answered, as paths"),
    Column("purpose", Text, nullable=False, comment="purpose the asker stated"),
    Column("document", Text, nullable=False, comment="SHA-256 of the GraphQL document"),
    Column("as_of", Date, nullable=False, comment="the day in the world that was asked for"),
    Column("known_at", DateTime(timezone=True), comment="the moment of belief asked for; null: now"),
    Index("ix_access_log_individual_id", "individual_id", "id"),
    schema=SCHEMA,
    comment="one row for every answer about a person, written in the transaction that read it",
)
event.listen(
    access_log,
    "after_create",
    DDL(
        "CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON access.access_log "
        "FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()"
    ),
)
