"""Numbers of a scheme, looked up by a B-tree that nothing else can stand in for.

The temporal key of such a fact holds scheme and number too, behind the identity; the planner takes a walk through all of
that GiST index for as cheap as one look-up (measured: 4 s for one of 13,000,000 numbers). An index of its own collation
is the only one that fits a comparison in that collation, and the estimate of its rows stays right.
"""

from typing import Final

from sqlalchemy import Index

from registries.temporal.declare import Fact

COLLATION: Final = "C"


def look_up_numbers(fact: Fact) -> None:
    """Declare the B-trees over `value` and `scheme`, in the main table and in the history."""
    for table in (fact.table, fact.history):
        Index(f"ix_{table.name}_number", table.c.value.collate(COLLATION), table.c.scheme)


def bears(row: str, scheme: str, number: str) -> str:
    """SQL of whether a row of such a fact is of this number; equal under any collation that tells all letters apart."""
    return f'{row}.value COLLATE "{COLLATION}" = {number} AND {row}.scheme = {scheme}'
