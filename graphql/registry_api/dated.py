"""Dated facts in the schema: one declaration ties a field to the fact it is read from.

`every(fact)`, `one(fact)` and `history(fact)` make the field; the fact, which names table, key and columns, stays in the
field's metadata. Fields of the type carry the names of the fact's columns.
"""

from datetime import date
from typing import Any

import strawberry

from registries.temporal.declare import Fact
from registries.temporal.read import Versions
from registry_api.compiler import facts, lineage
from registry_api.field import field
from registry_api.moment import dated


@strawberry.interface(description="A fact with the period in which it holds in the world.")
class Dated:
    valid_from: date | None = strawberry.field(description="First day; null: always before what follows.")
    valid_to: date | None = strawberry.field(description="First day on which it holds no longer; null: open.")
    starts_basis: str = strawberry.field(description="STATED, OBSERVED or INFERRED:<rule>.")
    ends_basis: str | None = strawberry.field(description="The same of the end; null while open.")
    uncertain: bool = strawberry.field(
        description="The day lies between the last on which this, and the first on which something newer, was observed."
    )


def every(fact: Fact, description: str | None = None) -> Any:
    """A field with all that stands of `fact`, one for each of its keys."""
    return field(description, fact=fact, compiled=facts.every(fact), asked=dated)


def one(fact: Fact, description: str | None = None) -> Any:
    """A field with the one thing that stands of `fact`, or null."""
    return field(description, fact=fact, compiled=facts.one(fact), asked=dated)


def history(fact: Fact, description: str | None = None) -> Any:
    """A field with every version of `fact`."""
    return field(description, fact=Versions(fact), compiled=facts.history(fact))


def chronicle(fact: Fact, description: str | None = None) -> Any:
    """A field with every version of `fact`, by first days."""
    return field(description, fact=Versions(fact), compiled=facts.history(fact, by_day=True))


def linked(fact: Fact, own: str, other: str, description: str) -> Any:
    """A field with the rows of `fact` whose column `own` is the thing itself; `other` leads on."""
    return field(description, fact=Versions(fact), compiled=lineage.links(fact, own, other), asked=dated)
