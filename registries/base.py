"""The one metadata of all registers: a PostgreSQL schema each, every constraint named by one convention."""

from sqlalchemy import MetaData, event
from sqlalchemy.schema import DDL

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# In the order of creation: a schema refers only to those before it.
SCHEMAS = {
    "temporal": "time on two axes: the transactions of the register and the functions that stamp and keep versions",
    "alphabet": "the order of lists: keys by the Kazakh alphabet and by the value of numbers",
    "provenance": "where facts come from: sources, deliveries, statements, quarantine, acts",
    "feed": "changes in commit order",
    "address": "administrative units, geonyms, buildings and premises",
    "individual": "individuals and what is true of them",
    "legal_entity": "legal entities and what is true of them",
    "real_estate": "land plots, their codes and owners",
    "crosswalk": "which records speak of whom: evidence, judgements, memberships, identifiers",
    "access": "who asks, and the log of every answer about a person",
}
EXTENSIONS = ("btree_gist", "pg_trgm")

for _extension in EXTENSIONS:
    event.listen(metadata, "before_create", DDL(f"CREATE EXTENSION IF NOT EXISTS {_extension}"))
for _schema, _comment in SCHEMAS.items():
    event.listen(metadata, "before_create", DDL(f"CREATE SCHEMA {_schema}"))
    event.listen(metadata, "before_create", DDL(f"COMMENT ON SCHEMA {_schema} IS '{_comment}'"))
