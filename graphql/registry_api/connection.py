"""Lists in the schema: connections by the Relay cursor specification, and the arguments of a page."""

from collections.abc import Sequence
from typing import Annotated, Any, Generic, TypeVar

import strawberry
from strawberry import UNSET

from registry_api.compiler import page
from registry_api.compiler.page import Listing
from registry_api.cursor import MOST_OF_A_PAGE
from registry_api.field import Source, field
from registry_api.moment import AsOf, KnownAt

T = TypeVar("T")

First = Annotated[int | None, strawberry.argument(description=f"Rows from the start, at most {MOST_OF_A_PAGE}; 50.")]
Last = Annotated[int | None, strawberry.argument(description="Rows from the end, instead of first.")]
After = Annotated[str | None, strawberry.argument(description="Only what stands behind this cursor.")]
Before = Annotated[str | None, strawberry.argument(description="Only what stands before this cursor.")]


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    has_next_page: bool = field(compiled=page.has_next_page)
    has_previous_page: bool = field(compiled=page.has_previous_page)
    start_cursor: str | None = field(compiled=page.start_cursor)
    end_cursor: str | None = field(compiled=page.end_cursor)


@strawberry.type
class Edge(Generic[T]):
    cursor: str = field("Where it stands in the list; a list goes on from it though it be gone.", compiled=page.cursor)
    node: T = field(compiled=page.node)


@strawberry.type
class Connection(Generic[T]):
    edges: list[Edge[T]] = field(compiled=page.edges)
    page_info: PageInfo = field(compiled=page.page_info)


def paged(  # type: ignore[no-untyped-def]
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
    as_of: AsOf = UNSET,
    known_at: KnownAt = UNSET,
):
    """The arguments of a page of a list on a day."""


def listed(listing: Listing, description: str, fact: Sequence[Source]) -> Any:
    """A field with a page of a list."""
    return field(description, fact=fact, compiled=page.connection(listing), asked=paged)
