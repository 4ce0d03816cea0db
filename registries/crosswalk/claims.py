"""From the statements of one record to claims: each stated fact with the time its source stands behind.

- A fact without a date holds from the reference date of its delivery, OBSERVED; nothing is back-dated silently.
- A fact inferred to hold from an unknown beginning does so only where the record was first met: a later statement of
  the same record that says something else was OBSERVED to differ on its own reference date.
- A fact dated by a rule from another field (a birth date holds from birth) has no history of its own: the record's
  later statement corrects the earlier one.
- In a full source absence ends what was open; in a delta only a newer statement does, by outranking the older.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from registries.crosswalk.presence import Span
from registries.crosswalk.reading import Reading, StatedFact
from registries.crosswalk.survivorship import NOWHERE, Claim, Origin

OBSERVED = "OBSERVED"
INFERRED = "INFERRED:"


@dataclass(slots=True)
class Said:
    """One statement of a record with its reading and the spans in which its source stood by it."""

    statement_id: int
    reading: Reading
    spans: Sequence[Span]
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class FactClaim:
    """A claim with the fact it is about; `stated` still holds unresolved references."""

    stated: StatedFact
    claim: Claim


def record_claims(statements: Iterable[Said], *, full: bool) -> list[FactClaim]:
    """The claims of one record; `values` of each claim are filled in where references are resolved."""
    made = [made for said in statements for span in said.spans for made in _of_span(said, span, full=full)]
    return _without_corrected(made)


def _of_span(said: Said, span: Span, *, full: bool) -> Iterable[FactClaim]:
    for stated in said.reading.facts:
        since, starts_basis, starts_after = stated.since, stated.since_basis, None
        until, ends_basis, ends_after = stated.until, stated.until_basis, None
        if _is_undated(stated, span):
            since, starts_basis, starts_after = span.since, OBSERVED, span.not_yet
        if until is None and ends_basis == OBSERVED:
            until, ends_after = span.since, span.not_yet
        if full and until is None and span.until is not None:
            until, ends_basis = span.until, OBSERVED
            ends_after = span.last_seen if since is None or since <= span.last_seen else None
        yield FactClaim(
            stated,
            Claim(
                (), since, until, starts_basis, said.statement_id, stated.authority, span.since,
                starts_after, ends_basis, ends_after, said.origin,
            ),
        )  # fmt: skip


def _is_undated(stated: StatedFact, span: Span) -> bool:
    if stated.since is not None:
        return False
    back_dated = stated.since_basis.startswith(INFERRED) and (span.not_yet is None or stated.until is not None)
    return not back_dated


def _without_corrected(made: Sequence[FactClaim]) -> list[FactClaim]:
    """Drop what a later statement of the same record says of the same thing with other dates, or corrects."""
    if len({item.claim.statement_id for item in made}) < 2:
        return list(made)
    kept = _latest_by_rule(made)
    same: dict[object, list[FactClaim]] = defaultdict(list)
    for item in kept:
        same[_thing(item)].append(item)
    return [item for group in same.values() for item in _latest_dates(group)]


def _thing(item: FactClaim) -> object:
    return item.stated.fact, tuple(sorted(item.stated.values.items()))


def _latest_dates(group: Sequence[FactClaim]) -> list[FactClaim]:
    """Of statements that date the same stretch of the same value the latest word counts; equal words keep the first."""
    dated = [item for item in group if item.stated.since is not None]
    if len(dated) < 2:
        return list(group)
    kept: list[FactClaim] = []
    for item in sorted(dated, key=lambda item: (item.claim.delivered, item.claim.origin)):
        if any(_bounds(earlier) == _bounds(item) for earlier in kept):
            continue
        kept = [earlier for earlier in kept if not _corrects(item, earlier)] + [item]
    return [item for item in group if item.stated.since is None] + kept


def _bounds(item: FactClaim) -> tuple[date | None, date | None]:
    return item.claim.since, item.claim.until


def _corrects(later: FactClaim, earlier: FactClaim) -> bool:
    """What had begun when it was said, and is said to begin again afterwards, is another stretch: a return."""
    begun, again = earlier.stated.since, later.stated.since
    assert begun is not None
    assert again is not None
    is_return = begun <= earlier.claim.delivered < again
    return not is_return and later.claim.statement_id != earlier.claim.statement_id


def _latest_by_rule(made: Sequence[FactClaim]) -> list[FactClaim]:
    newest: dict[str, date] = {}
    for item in made:
        if _by_rule(item):
            newest[item.stated.fact] = max(item.claim.delivered, newest.get(item.stated.fact, date.min))
    return [item for item in made if not _by_rule(item) or item.claim.delivered == newest[item.stated.fact]]


def _by_rule(item: FactClaim) -> bool:
    return item.stated.since is not None and item.stated.since_basis.startswith(INFERRED)
