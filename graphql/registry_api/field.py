"""Declaring a field: what may be asked of it, its description, and the rule by which one statement reads it.

Nothing is resolved in Python: a declaration gives the schema its field, the compiler its rule, and documents and grants
the fact that it is read from.
"""

from collections.abc import Callable
from typing import Any

import strawberry

from registries.temporal.declare import Fact
from registry_api.compiler.statement import Rule


def field(
    description: str | None = None,
    *,
    compiled: Rule,
    fact: Fact | None = None,
    asked: Callable[..., Any] | None = None,
) -> Any:
    """A field read by the rule `compiled`; the signature of `asked` says its arguments."""
    metadata = {name: value for name, value in (("fact", fact), ("compiled", compiled)) if value is not None}
    if asked is None:
        return strawberry.field(description=description, metadata=metadata)
    return strawberry.field(resolver=asked, description=description, metadata=metadata)
