"""Declaring a field that is more than one fact read as it stands."""

from collections.abc import Callable
from typing import Any, cast

import strawberry
from strawberry.types.field import StrawberryField

from registries.temporal.declare import Fact
from registry_api.compiler.statement import Rule


def field(
    description: str | None = None, *, fact: Fact | None = None, compiled: Rule | None = None
) -> Callable[[Callable[..., Any]], StrawberryField]:
    """A decorator for a resolver; `fact` is what it is read from, `compiled` how one statement reads it."""

    def declare(resolver: Callable[..., Any]) -> StrawberryField:
        metadata = {name: value for name, value in (("fact", fact), ("compiled", compiled)) if value is not None}
        return cast(StrawberryField, strawberry.field(resolver=resolver, description=description, metadata=metadata))

    return declare
