"""Where people are found by what is said of them: match rows with their blocking keys, and how common values are."""

from typing import Final

from sqlalchemy import (
    ARRAY,
    DDL,
    BigInteger,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    SmallInteger,
    Table,
    Text,
    event,
    text,
)

from registries.base import metadata
from registries.crosswalk.tables import SCHEMA

# A model may declare as many keys as there are columns for them.
MOST_KEYS: Final = 12
KEY_COLUMNS: Final = tuple(f"key_{number}" for number in range(1, MOST_KEYS + 1))
# Places of the keys that say nothing of the day: many share one, and are looked for by what they were born.
BORN_KEYS: Final = (3, 5, 6, 8, 9, 10)
# Of the texts of a row, in the order of the model's columns.
_BORN: Final = """
CREATE FUNCTION crosswalk.born(texts text[]) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN coalesce(texts[10], texts[11] || '0000', '0')::integer
"""
_BORN_SAID: Final = """
COMMENT ON FUNCTION crosswalk.born(text[]) IS
    'the birth of a match row as one number: yyyymmdd, yyyy0000 where only the year is said, 0 where nothing is'
"""


def index_of(number: int) -> str:
    """The name of the index of a key by its place."""
    return f"ix_match_row_{KEY_COLUMNS[number]}{'_born' if number in BORN_KEYS else ''}"


def _index(number: int) -> Index:
    born = (text("crosswalk.born(texts)"),) if number in BORN_KEYS else ()
    return Index(index_of(number), KEY_COLUMNS[number], *born)


for _said in (_BORN, _BORN_SAID):
    event.listen(metadata, "before_create", DDL(_said.strip()))

match_row: Table = Table(
    "match_row",
    metadata,
    Column("individual_id", BigInteger, ForeignKey("individual.individual.id"), primary_key=True, comment="of whom"),
    Column("place", SmallInteger, primary_key=True, comment="which variant of the name, from 0"),
    Column("normaliser", SmallInteger, nullable=False, comment="version of the normaliser that made the texts"),
    Column(
        "recipe", BigInteger, nullable=False, comment="hash of the columns and keys of the model they were made for"
    ),
    Column("texts", ARRAY(Text), nullable=False, comment="canonical keys in the order of the model's columns"),
    *(
        Column(name, BigInteger, comment="hash of a blocking key of the model; null where a part of it is not said")
        for name in KEY_COLUMNS
    ),
    Index("ix_match_row_recipe", "recipe"),
    *map(_index, range(len(KEY_COLUMNS))),
    schema=SCHEMA,
    comment="one row for each variant of a person's name, with blocking keys; derived from names, births and sexes in "
    "the transaction that changes them, and rebuilt at will",
)

seeking: Table = Table(
    "seeking",
    metadata,
    Column("record_id", BigInteger, ForeignKey("provenance.record.id"), primary_key=True, comment="which record"),
    Column(
        "keys", ARRAY(BigInteger), nullable=False, comment="hashes under which its person would be found, in no order"
    ),
    # Put in its place at once: a list of what is pending is read from end to end by every look-up of a key.
    Index("ix_seeking_keys", "keys", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
    schema=SCHEMA,
    comment="records that no number and no clerk leads to a person: by weight, or not at all; looked at again when somebody "
    "under one of their keys changes, and heard for nobody else's weight; derived from what they say",
)

value_share: Table = Table(
    "value_share",
    metadata,
    Column("column_name", Text, primary_key=True, comment="column of the match rows"),
    Column("value", Text, primary_key=True, comment="canonical key"),
    Column("share", Double, nullable=False, comment="of the match rows that say one"),
    CheckConstraint("share > 0 AND share <= 1", name="share_of_one"),
    schema=SCHEMA,
    comment="how common values are, as of the last count: a rare surname that agrees weighs more than a common one",
)
