"""Dated facts in the schema: one declaration ties a field to the fact it is read from.

`every(fact, of)` and `one(fact, of)` make the field; the fact, which names table, key and columns, stays in the field's
metadata. Fields of `of` carry the names of the fact's columns.
"""

from dataclasses import fields
from datetime import date
from typing import Any, Protocol, Self

import strawberry
from strawberry import UNSET

from registries.temporal.declare import Fact
from registry_api.compiler import facts
from registry_api.inquiry import Info, Row
from registry_api.moment import AsOf, KnownAt, Subject


@strawberry.interface(description="A fact with the period in which it holds in the world.")
class Dated:
    valid_from: date | None = strawberry.field(description="First day; null: always before what follows.")
    valid_to: date | None = strawberry.field(description="First day on which it holds no longer; null: open.")
    starts_basis: str = strawberry.field(description="STATED, OBSERVED or INFERRED:<rule>.")
    ends_basis: str | None = strawberry.field(description="The same of the end; null while open.")
    uncertain: bool = strawberry.field(
        description="The day lies between the last on which this, and the first on which something newer, was observed."
    )

    @classmethod
    def of(cls, row: Row, **more: Any) -> Self:
        """From a row of `registries.temporal.state.states`; fields it does not have come in `more`."""
        named = [field.name for field in fields(cls) if field.init]
        values: dict[str, Any] = {name: row[name] for name in named if name in row and name not in more}
        if "newer" in named and "newer" not in more:
            values["newer"] = cls.of(newer) if (newer := newer_of(row)) else None
        return cls(**values, **more)


class Bearer(Protocol):
    """A type whose facts are asked for."""

    subject: Subject


def newer_of(row: Row) -> Row | None:
    """The newer version beside an uncertain one, as a row of its own."""
    if row.get("newer_starts_basis") is None:
        return None
    found = {name.removeprefix("newer_"): value for name, value in row.items() if name.startswith("newer_")}
    return {**found, "entity": row["entity"], "uncertain": False, "newer_starts_basis": None, "newer": None}


def subject_at(root: Bearer, info: Info, as_of: AsOf, known_at: KnownAt) -> Subject:
    """The subject at the point in time a field asks for."""
    return root.subject.at(info.context.override(root.subject.moment, as_of, known_at))


def every(fact: Fact, of: type[Dated], description: str | None = None) -> Any:
    """A field with all that stands of `fact`, one for each of its keys."""

    def resolve(root: Any, info: Info, as_of: AsOf = UNSET, known_at: KnownAt = UNSET):  # type: ignore[no-untyped-def]
        return [of.of(row) for row in info.context.states(fact, subject_at(root, info, as_of, known_at))]

    return strawberry.field(
        resolver=resolve, description=description, metadata={"fact": fact, "compiled": facts.every(fact)}
    )


def one(fact: Fact, of: type[Dated], description: str | None = None) -> Any:
    """A field with the one thing that stands of `fact`, or null."""

    def resolve(root: Any, info: Info, as_of: AsOf = UNSET, known_at: KnownAt = UNSET):  # type: ignore[no-untyped-def]
        rows = info.context.states(fact, subject_at(root, info, as_of, known_at))
        return of.of(rows[0]) if rows else None

    return strawberry.field(
        resolver=resolve, description=description, metadata={"fact": fact, "compiled": facts.one(fact)}
    )


def history(fact: Fact, of: type[Dated], description: str | None = None) -> Any:
    """A field with every version of `fact`."""

    def resolve(root: Any, info: Info):  # type: ignore[no-untyped-def]
        return [of.of(row) for row in info.context.versions(fact, root.subject)]

    return strawberry.field(
        resolver=resolve, description=description, metadata={"fact": fact, "compiled": facts.history(fact)}
    )
