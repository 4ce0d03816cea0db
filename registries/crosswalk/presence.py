"""When a source stood by a statement: spans between reference dates, from what its deliveries contained."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """The source said it on `since` (after not saying it on `not_yet`), last on `last_seen`, and not on `until`."""

    since: date
    until: date | None
    not_yet: date | None
    last_seen: date


def spans(knots: Sequence[date], said_on: Iterable[date]) -> list[Span]:
    """The spans of a statement.

    `knots` are the reference dates on which the source could have said it, in order (of all its full deliveries, or of
    the deltas that mention the record); `said_on` those on which it did. Dates that are not knots are ignored: their
    deliveries were withdrawn or are held.
    """
    said = set(said_on)
    found: list[Span] = []
    begun: int | None = None
    for place, knot in enumerate(knots):
        if knot in said and begun is None:
            begun = place
        elif knot not in said and begun is not None:
            found.append(_span(knots, begun, place))
            begun = None
    if begun is not None:
        found.append(_span(knots, begun, len(knots)))
    return found


def _span(knots: Sequence[date], begun: int, ended: int) -> Span:
    return Span(
        since=knots[begun],
        until=knots[ended] if ended < len(knots) else None,
        not_yet=knots[begun - 1] if begun > 0 else None,
        last_seen=knots[ended - 1],
    )
