"""The column that keeps a database synthetic whole or not at all: identifiers of the other kind cannot be stored."""

from sqlalchemy import Boolean, Column, Computed, ForeignKey


def synthetic_column(scheme: str, value: str) -> Column[bool]:
    """A generated column over the SQL expressions `scheme` and `value`, tied to `provenance.database_kind`."""
    return Column(
        "synthetic",
        Boolean,
        Computed(f"provenance.is_synthetic({scheme}, {value})", persisted=True),
        ForeignKey("provenance.database_kind.synthetic"),
        comment="whether the identifier lies in the range never issued; must agree with the database's kind",
    )
