"""Land plots: a permanent identity, dated facts, and dated edges to owners."""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Numeric, Table, Text

from registries.synthetic import synthetic_column
from registries.temporal import Fact, Within, dated_fact, identity_table

SCHEMA = "real_estate"

plot: Table = identity_table("plot_identity", SCHEMA, "permanent identities of land plots")


def _of() -> Column[int]:
    return Column(
        "plot_id", BigInteger, ForeignKey("real_estate.plot_identity.id"), nullable=False, comment="which plot"
    )


plot_existence: Fact = dated_fact("plot_existence", SCHEMA, entity=_of(), comment="life of a plot")
cadastral_number: Fact = dated_fact(
    "cadastral_number",
    SCHEMA,
    entity=_of(),
    values=[
        Column("cadastral_number", Text, nullable=False, comment="RR-DDD-KKK-PPP; its districts are not KATO"),
        synthetic_column("'CADASTRE'", "cadastral_number"),
    ],
    checks=[CheckConstraint("cadastral_number ~ '^[0-9]{2}-[0-9]{3}-[0-9]{3}-[0-9]{3,}$'", name="cadastral_form")],
    unique=["cadastral_number"],
    comment="cadastral numbers",
)
plot_state: Fact = dated_fact(
    "plot",
    SCHEMA,
    entity=_of(),
    values=[
        Column("area_ha", Numeric, comment="area, hectares"),
        Column("purpose", Text, comment="purpose as stated"),
        Column("category", Text, comment="category of land, code of the cadastre"),
        Column("right_type", Text, comment="kind of right, code of the cadastre"),
        Column("address_text", Text, comment="address as stated"),
    ],
    checks=[CheckConstraint("area_ha >= 0", name="area_not_negative")],
    comment="what a plot is and how it may be used",
)
plot_address: Fact = dated_fact(
    "plot_address",
    SCHEMA,
    entity=_of(),
    values=[
        Column("address_id", BigInteger, ForeignKey("address.address.id"), nullable=False, comment="its address"),
    ],
    comment="registered address of a plot",
)
owner: Fact = dated_fact(
    "owner",
    SCHEMA,
    entity=_of(),
    key=[
        Column("holder_scheme", Text, nullable=False, comment="IIN or BIN"),
        Column("holder_value", Text, nullable=False, comment="the stated number; met through the crosswalk"),
    ],
    within=[Within("plot_id", "real_estate.plot_existence", "plot_id")],
    comment="owners; a right lies within the life of the plot",
)
Index("ix_owner_holder", owner.table.c.holder_value, owner.table.c.holder_scheme)
