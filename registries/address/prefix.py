"""What an address begins with, kept ready: the composed text of everything before the building.

One row for each lowest parent (a geonym; a unit for buildings that lie directly in it) and each period in which the
text and its `turning` stay the same. The rows follow from the dated states of units and geonyms: `derivation` has the
functions and triggers that write them. What is not there at all is `country, [?]`, certain, with no place of its own.
"""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Identity,
    Table,
    Text,
)

from registries.address import tables
from registries.base import metadata
from registries.temporal import Fact
from registries.temporal.declare import derived_fact


def _texts() -> list[Column[str]]:
    return [
        Column("kk", Text, nullable=False, comment="everything before the building in Kazakh, the country first"),
        Column("ru", Text, nullable=False, comment="the same in Russian"),
    ]


def _turning() -> Column[object]:
    return Column("turning", Date, comment="first day of a newer state of some part; null where all is certain")


def _of(kind: str) -> Column[int]:
    return Column(f"{kind}_id", BigInteger, ForeignKey(f"address.{kind}.id"), nullable=False, comment=f"which {kind}")


geonym_prefix: Fact = derived_fact(
    "geonym_prefix",
    tables.SCHEMA,
    entity=_of("geonym"),
    values=[
        *_texts(),
        Column("placed", Boolean, nullable=False, comment="whether it is known in which unit the geonym lies"),
        _turning(),
    ],
    comment="what addresses on a geonym begin with; derived from the states of geonyms and units",
)
unit_prefix: Fact = derived_fact(
    "unit_prefix",
    tables.SCHEMA,
    entity=_of("unit"),
    values=[*_texts(), _turning()],
    comment="what addresses directly in a unit begin with; kept for units that some building names",
)
prefix_due: Table = Table(
    "prefix_due",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True, comment="order of the statements"),
    Column("kind", Text, nullable=False, comment="unit or geonym"),
    Column("ids", ARRAY(BigInteger), nullable=False, comment="whose states one statement changed"),
    CheckConstraint("kind IN ('unit', 'geonym')", name="kind_known"),
    schema=tables.SCHEMA,
    comment="whose prefixes, and those below, this transaction has still to derive; empty between transactions",
)
