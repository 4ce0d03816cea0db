"""What happened to units, geonyms and addresses: operations, predecessors, and the decisions on classifier codes.

An operation holds from its first day until the next of its kind, so that on any day the last one of each kind is found
by the temporal key and all of them are the rows of one entity. A predecessor is one from the operation's first day on.
"""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKey, Index, Text
from sqlalchemy.dialects.postgresql import JSONB

from registries.address.tables import SCHEMA
from registries.temporal import Fact, dated_fact, known_table, look_up

OPERATIONS = ("CREATED", "RENAMED", "RECODED", "MOVED", "SPLIT", "MERGED", "ABOLISHED", "RESTORED")
DECISIONS = (
    "SAME",
    "RENAMED",
    "RECODED",
    "MOVED",
    "REUSED",
    "CREATED",
    "ABOLISHED",
    "SPLIT",
    "MERGED",
    "RESTORED",
    "HELD",
)


def _operation() -> Column[str]:
    return Column("operation", Text, nullable=False, comment=", ".join(OPERATIONS))


def _operation_check() -> CheckConstraint:
    return CheckConstraint(f"operation IN {OPERATIONS}", name="operation_known")


def _entity(column: str, kind: str, comment: str) -> Column[int]:
    return Column(column, BigInteger, ForeignKey(f"address.{kind}.id"), nullable=False, comment=comment)


def _operations_of(kind: str) -> Fact:
    return dated_fact(
        f"{kind}_operation",
        SCHEMA,
        entity=_entity(f"{kind}_id", kind, f"which {kind}"),
        key=[_operation()],
        checks=[_operation_check()],
        comment=f"what was done to {kind}s: each operation from its first day until the next of its kind",
    )


def _predecessors_of(kind: str) -> Fact:
    fact = dated_fact(
        f"{kind}_predecessor",
        SCHEMA,
        entity=_entity(f"{kind}_id", kind, f"the {kind} that came of the operation"),
        key=[_entity("predecessor_id", kind, f"the {kind} it came from"), _operation()],
        checks=[_operation_check(), CheckConstraint(f"predecessor_id <> {kind}_id", name="not_its_own_predecessor")],
        comment=f"which {kind}s came from which, n:m, from the first day of the operation on",
    )
    look_up(fact, "predecessor_id")
    return fact


unit_operation: Fact = _operations_of("unit")
unit_predecessor: Fact = _predecessors_of("unit")
geonym_operation: Fact = _operations_of("geonym")
geonym_predecessor: Fact = _predecessors_of("geonym")
address_operation: Fact = _operations_of("address")
address_predecessor: Fact = _predecessors_of("address")


def _record(column: str, comment: str) -> Column[int]:
    return Column(column, BigInteger, ForeignKey("provenance.record.id"), comment=comment)


edition_decision: Fact = known_table(
    "edition_decision",
    SCHEMA,
    key=[
        Column("later_on", Date, nullable=False, comment="reference date of the later of the two editions compared"),
        Column("kato", Text, nullable=False, comment="the code the decision is about"),
        Column(
            "side",
            Text,
            nullable=False,
            comment="OLD: the unit that bore the code in the earlier edition; NEW: in the later; BOTH: the code in both",
        ),
    ],
    values=[
        Column("earlier_on", Date, nullable=False, comment="reference date of the earlier edition"),
        Column("decision", Text, nullable=False, comment=", ".join(DECISIONS)),
        Column("became_kato", Text, comment="the code of the same unit in the later edition, where it is another"),
        _record("old_record_id", "the code's line in the earlier edition"),
        _record("new_record_id", "the line in the later edition: of the code, or of the code it became"),
        Column("evidence", JSONB, nullable=False, comment="what agreed and what did not: names, parents, children"),
        Column("review", Text, nullable=False, comment="NONE: a rule decided; OPEN: waits for a clerk; DECIDED by one"),
        Column("author", Text, nullable=False, comment="who decided: the register's rules, or a clerk"),
    ],
    checks=[
        CheckConstraint(f"decision IN {DECISIONS}", name="decision_known"),
        CheckConstraint("earlier_on < later_on", name="editions_ordered"),
        CheckConstraint("(decision = 'RECODED') = (became_kato IS NOT NULL)", name="recoded_to_a_code"),
        CheckConstraint("review IN ('NONE', 'OPEN', 'DECIDED')", name="review_known"),
        CheckConstraint("(decision = 'HELD') = (review = 'OPEN')", name="held_is_open"),
        CheckConstraint(
            "side = 'OLD' AND old_record_id IS NOT NULL OR side = 'NEW' AND new_record_id IS NOT NULL "
            "OR side = 'BOTH' AND old_record_id IS NOT NULL AND new_record_id IS NOT NULL",
            name="side_has_its_lines",
        ),
    ],
    comment="what became of every code between two editions of the classifier, with the evidence; derived from the "
    "editions and the clerks' judgements, superseded decisions in the history",
)
Index("ix_edition_decision_kato", edition_decision.table.c.kato)
Index("ix_edition_decision_became_kato", edition_decision.table.c.became_kato)
Index("ix_edition_decision_old_record_id", edition_decision.table.c.old_record_id)
Index("ix_edition_decision_new_record_id", edition_decision.table.c.new_record_id)
