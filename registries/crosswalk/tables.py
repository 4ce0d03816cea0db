"""Which records speak of whom: evidence, judgements, memberships, and the identifiers that follow from them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    DateTime,
    Float,
    ForeignKey,
    Identity,
    Index,
    Table,
    Text,
    event,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.schema import DDL

from registries.base import metadata
from registries.synthetic import synthetic_column
from registries.temporal import Fact, dated_fact, known_table, look_up_current, look_up_numbers

SCHEMA = "crosswalk"
RULES = "register"
"""The author of what the register's own rules and models judge."""

individual_identifier: Fact = dated_fact(
    "individual_identifier",
    SCHEMA,
    entity=Column(
        "individual_id", BigInteger, ForeignKey("individual.individual.id"), nullable=False, comment="whose number"
    ),
    key=[
        Column("scheme", Text, nullable=False, comment="IIN, RNN, SIK, IDENTITY_CARD, …"),
        Column("value", Text, nullable=False, comment="the number in normal form"),
    ],
    values=[synthetic_column("scheme", "value")],
    comment="identifiers under one person, the IIN among them; a number that ends at two persons answers nobody",
)
look_up_numbers(individual_identifier)
look_up_current(individual_identifier, "individual_id")

evidence: Table = Table(
    "evidence",
    metadata,
    Column("record_id", BigInteger, ForeignKey("provenance.record.id"), primary_key=True, comment="which record"),
    Column("scheme", Text, primary_key=True, comment="kind of identifier"),
    Column("value", Text, primary_key=True, comment="in normal form; faulty identifiers link nobody and stay out"),
    Index("ix_evidence_value", "value", "scheme"),
    schema=SCHEMA,
    comment="identifiers that records carry now: an index over their live statements, derived and rebuilt at will",
)

awaiting: Table = Table(
    "awaiting",
    metadata,
    Column("scheme", Text, primary_key=True, comment="kind of code, or NAME"),
    Column("value", Text, primary_key=True, comment="the code nobody bears yet, or the key of the name"),
    Column("record_id", BigInteger, ForeignKey("provenance.record.id"), primary_key=True, comment="who waits for it"),
    schema=SCHEMA,
    comment="records that refer to a code or a name; considered again when it arrives",
)

act_record: Table = Table(
    "act_record",
    metadata,
    Column("record_id", BigInteger, ForeignKey("provenance.record.id"), primary_key=True, comment="which record"),
    Column("act_id", BigInteger, ForeignKey("provenance.act.id"), nullable=False, comment="the act it speaks of"),
    Column("operation", Text, comment="what its clause does; null where the record is only a card of the act"),
    Column(
        "held",
        Text,
        comment="why a clause of a dated act waits for a person or for what it names; null where it took effect",
    ),
    Column(
        "other_id",
        BigInteger,
        ForeignKey("address.unit.id"),
        comment="the unit that takes in the one abolished, comes of the one split, or that the one moved comes under",
    ),
    Column(
        "other_geonym_id",
        BigInteger,
        ForeignKey("address.geonym.id"),
        comment="the geonym that takes in the one abolished, comes of the one split, or was found renamed by its new name",
    ),
    Column(
        "whole_id",
        BigInteger,
        ForeignKey("address.unit.id"),
        comment="the unit that other_id split off from, where what moved comes under a unit not there before",
    ),
    Column(
        "ends",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="whether what the clause is about is there no more from the first day on",
    ),
    CheckConstraint("whole_id IS NULL OR other_id IS NOT NULL", name="whole_beside_other"),
    CheckConstraint(
        "held IS NULL OR NOT ends AND num_nonnulls(other_id, other_geonym_id, whole_id) = 0", name="held_without_effect"
    ),
    Index("ix_act_record_act_id", "act_id"),
    Index("ix_act_record_other_id", "other_id"),
    Index("ix_act_record_other_geonym_id", "other_geonym_id"),
    schema=SCHEMA,
    comment="records that speak of acts, and what became of each clause; derived from their statements",
)

membership: Fact = known_table(
    "membership",
    SCHEMA,
    key=[Column("record_id", BigInteger, ForeignKey("provenance.record.id"), nullable=False, comment="which record")],
    values=[
        Column("register", Text, nullable=False, comment="the register of the identity"),
        Column("entity_id", BigInteger, nullable=False, comment="the identity the record speaks of"),
        Column("founding", Boolean, nullable=False, comment="whether this record made the identity"),
    ],
    comment="the identity each record speaks of, as the judgements in force say",
)
Index("ix_membership_entity_id", membership.table.c.entity_id, membership.table.c.register)
# Where a merged identity led to, and whose an identity was, are asked of the past too.
Index("ix_membership_history_entity_id", membership.history.c.entity_id, membership.history.c.register)

outranked: Fact = dated_fact(
    "outranked",
    SCHEMA,
    entity=Column(
        "individual_id", BigInteger, ForeignKey("individual.individual.id"), nullable=False, comment="of whom"
    ),
    key=[
        Column("attribute", Text, nullable=False, comment="the fact that says otherwise, as individual.name"),
        Column(
            "value", Text, nullable=False, comment="what was claimed: its key and values in the order of the columns"
        ),
        Column(
            "claimed_in",
            BigInteger,
            ForeignKey("provenance.statement.id"),
            nullable=False,
            comment="the statement that claims it",
        ),
    ],
    comment="claims about persons on the days on which another claim survives; follows from the statements",
)

judgement: Table = Table(
    "judgement",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True, comment="permanent"),
    Column("left_id", BigInteger, ForeignKey("provenance.record.id"), nullable=False, comment="the lower record"),
    Column("right_id", BigInteger, ForeignKey("provenance.record.id"), nullable=False, comment="the higher record"),
    Column("verdict", Text, nullable=False, comment="POSITIVE, NEGATIVE or UNSURE"),
    Column("method", Text, nullable=False, comment="the rule or model, with its version, or clerical"),
    Column("weight", Float, comment="match weight, bits; null where a rule decided"),
    Column(
        "explanation", JSONB, nullable=False, comment="what agreed and what did not, field by field, without values"
    ),
    Column("author", Text, nullable=False, comment="who judged: the register's rules, or a clerk"),
    Column(
        "judged_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=text("temporal.stamp()"),
        comment="when the register came to believe it",
    ),
    Column(
        "evidence",
        UUID(as_uuid=False),
        comment="BLAKE2b-128 of the statements of both records that it was judged on; null: from before it was kept",
    ),
    Column(
        "judged_by",
        Text,
        Computed(
            f"CASE WHEN author <> '{RULES}' THEN 'CLERK' WHEN weight IS NULL THEN 'RULE' ELSE 'SCORE' END",
            persisted=True,
        ),
        comment="CLERK before RULE before SCORE: the last one of the first kind that judged the pair is in force",
    ),
    CheckConstraint("left_id < right_id", name="pair_ordered"),
    CheckConstraint(r"author ~ '\S'", name="author_named"),
    CheckConstraint(r"method ~ '\S'", name="method_named"),
    CheckConstraint("abs(weight) < 'Infinity'", name="weight_finite"),
    CheckConstraint("jsonb_typeof(explanation) = 'object'", name="explanation_by_name"),
    CheckConstraint("jsonb_typeof(coalesce(explanation -> 'fields', '[]')) = 'array'", name="fields_listed"),
    CheckConstraint(f"author = '{RULES}' OR coalesce(explanation ->> 'why', '') ~ '\\S'", name="clerk_says_why"),
    CheckConstraint("verdict IN ('POSITIVE', 'NEGATIVE', 'UNSURE')", name="verdict_known"),
    Index("ix_judgement_pair", "left_id", "right_id", "id"),
    Index("ix_judgement_right", "right_id"),
    schema=SCHEMA,
    comment="decisions that two records are or are not the same person; of those of a pair the last is in force, "
    "a clerk's before the rules'",
)
event.listen(
    judgement,
    "after_create",
    DDL(
        "CREATE TRIGGER refuse_loss BEFORE UPDATE OR DELETE OR TRUNCATE ON crosswalk.judgement "
        "FOR EACH STATEMENT EXECUTE FUNCTION temporal.refuse_loss()"
    ),
)
