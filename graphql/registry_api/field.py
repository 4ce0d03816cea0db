"""Declaring a field that is more than one fact read as it stands."""

from collections.abc import Callable
from typing import Any, cast

import strawberry
from strawberry.types.field import StrawberryField

from registries.temporal.declare import Fact


def field(
    description: str | None = None, *, fact: Fact | None = None
) -> Callable[[Callable[..., Any]], StrawberryField]:
    """A decorator for a resolver; `fact` is what it is read from and stays in the field's metadata."""

    def declare(resolver: Callable[..., Any]) -> StrawberryField:
        metadata = {} if fact is None else {"fact": fact}
        return cast(StrawberryField, strawberry.field(resolver=resolver, description=description, metadata=metadata))

    return declare
