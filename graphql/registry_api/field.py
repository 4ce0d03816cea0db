"""Declaring a field: what may be asked of it, its description, and the rule by which one statement reads it.

Nothing is resolved in Python: a declaration gives the schema its field, the compiler its rule, and documents and grants
the fact that it is read from.
"""

from collections.abc import Callable, Sequence
from typing import Any

import strawberry

from registries.temporal.declare import Fact
from registries.temporal.read import Call, Read, Versions
from registry_api.compiler.statement import Rule
from registry_api.compiler.told import PLAIN, Manner

Source = Fact | Versions | Read | Call
"""A fact is read whole (`shown`)."""


def field(
    description: str | None = None,
    *,
    compiled: Rule,
    fact: Source | Sequence[Source] = (),
    asked: Callable[..., Any] | None = None,
    manner: Manner = PLAIN,
) -> Any:
    """A field read by the rule `compiled` from the sources `fact`; the signature of `asked` says its arguments."""
    sources = tuple(fact) if isinstance(fact, Sequence) else (fact,)
    metadata = {"fact": sources, "compiled": compiled, "manner": manner}
    if asked is None:
        return strawberry.field(description=description, metadata=metadata)
    return strawberry.field(resolver=asked, description=description, metadata=metadata)
