"""Declaring fields that compute: at the root a function, below it the types of what the function finds.

Decision 0018 says how. Fields of a computed type that say nothing else are plain annotations or `strawberry.field`.
"""

from collections.abc import Callable, Sequence
from typing import Any

import strawberry

from registry_api.compiler.computing import Compute
from registry_api.compiler.computing import computed as rule
from registry_api.compiler.told import Manner
from registry_api.field import Source, field


def computed(  # noqa: PLR0913  each says one thing of the field
    description: str,
    *,
    by: Compute,
    asked: Callable[..., Any],
    fact: Source | Sequence[Source],
    most: int | None = None,
    each: str | None = None,
    effort: int = 1,
    subject: str | None = None,
    kinds: tuple[str, ...] = (),
    reviewers: bool = False,
) -> Any:
    """A field of the root that `by` computes, reading the sources `fact`; `asked` says its arguments.

    The rest is as in Manner; a list says its `most`.
    """
    manner = Manner(most, each, effort, subject, kinds=kinds, reviewers=reviewers)
    return field(description, fact=fact, compiled=rule(by, manner), asked=asked, manner=manner)


def told(
    description: str | None = None,
    *,
    most: int | None = None,
    subject: str | None = None,
    on: str | None = None,
    of_page: bool = False,
    asked: Callable[..., Any] | None = None,
) -> Any:
    """A field of a computed type that is a list, speaks of a person, or shows an identity on a day of its own."""
    metadata = {"manner": Manner(most=most, subject=subject, on=on, of_page=of_page)}
    if asked is None:
        return strawberry.field(description=description, metadata=metadata)
    return strawberry.field(resolver=asked, description=description, metadata=metadata)
