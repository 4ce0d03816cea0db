"""Legal entities: a permanent identity, dated facts, and dated edges to heads and founders.

The other end of an edge is kept as stated (scheme and value), and met through the crosswalk when it is read: so a
merge, an un-merge or a superseded number moves no edge.
"""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKey, Index, Table, Text

from registries.synthetic import synthetic_column
from registries.temporal import Fact, dated_fact, identity_table, look_up_numbers

SCHEMA = "legal_entity"

legal_entity: Table = identity_table("legal_entity", SCHEMA, "permanent identities of legal entities")


def _of() -> Column[int]:
    return Column(
        "legal_entity_id", BigInteger, ForeignKey("legal_entity.legal_entity.id"), nullable=False, comment="which"
    )


def _language() -> Column[str]:
    return Column("language", Text, nullable=False, comment="kk or ru")


def _language_check() -> CheckConstraint:
    return CheckConstraint("language IN ('kk', 'ru')", name="language_known")


def _holder(*, nullable: bool) -> list[Column[str]]:
    return [
        Column("holder_scheme", Text, nullable=nullable, comment="IIN or BIN"),
        Column("holder_value", Text, nullable=nullable, comment="the stated number; met through the crosswalk"),
    ]


identifier: Fact = dated_fact(
    "identifier",
    SCHEMA,
    entity=_of(),
    key=[Column("scheme", Text, nullable=False, comment="BIN, RNN or OKPO")],
    values=[
        Column("value", Text, nullable=False, comment="the number in normal form"),
        synthetic_column("scheme", "value"),
    ],
    comment="numbers of legal entities",
)
look_up_numbers(identifier)
name: Fact = dated_fact(
    "name",
    SCHEMA,
    entity=_of(),
    key=[_language()],
    values=[Column("name", Text, nullable=False, comment="full name")],
    checks=[_language_check()],
    comment="names",
)
status: Fact = dated_fact(
    "status",
    SCHEMA,
    entity=_of(),
    values=[Column("status", Text, nullable=False, comment="status as the register of legal entities words it")],
    comment="registration status",
)
registration: Fact = dated_fact(
    "registration",
    SCHEMA,
    entity=_of(),
    values=[Column("registered_on", Date, nullable=False, comment="day of registration")],
    comment="registration; holds from that day",
)
activity: Fact = dated_fact(
    "activity",
    SCHEMA,
    entity=_of(),
    values=[Column("oked", Text, nullable=False, comment="main activity, OKED code and name as stated")],
    comment="main activity",
)
legal_address: Fact = dated_fact(
    "legal_address",
    SCHEMA,
    entity=_of(),
    key=[_language()],
    values=[Column("text", Text, nullable=False, comment="address as stated")],
    checks=[_language_check()],
    comment="legal address as text; its code where the source gives none is not guessed",
)
head: Fact = dated_fact(
    "head",
    SCHEMA,
    entity=_of(),
    values=[Column("name", Text, nullable=False, comment="name of the head as stated"), *_holder(nullable=True)],
    checks=[CheckConstraint("(holder_scheme IS NULL) = (holder_value IS NULL)", name="holder_whole")],
    comment="heads",
)
founder: Fact = dated_fact(
    "founder",
    SCHEMA,
    entity=_of(),
    key=[Column("founder_key", Text, nullable=False, comment="what tells founders of one entity apart")],
    values=[Column("name", Text, comment="name of the founder as stated"), *_holder(nullable=True)],
    checks=[CheckConstraint("(holder_scheme IS NULL) = (holder_value IS NULL)", name="holder_whole")],
    comment="founders, persons or legal entities",
)
Index("ix_head_holder", head.table.c.holder_value, head.table.c.holder_scheme)
Index("ix_founder_holder", founder.table.c.holder_value, founder.table.c.holder_scheme)
