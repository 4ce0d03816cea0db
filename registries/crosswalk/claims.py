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
from dataclasses import dataclass, replace
from datetime import date

from registries.crosswalk.presence import Span
from registries.crosswalk.reading import Reading, StatedFact
from registries.crosswalk.survivorship import Claim

OBSERVED = "OBSERVED"
INFERRED = "INFERRED:"


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of a record with its reading and the spans in which its source stood by it."""

    statement_id: int
    reading: Reading
    spans: Sequence[Span]


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
        claim = Claim(
            values=(), since=stated.since, until=stated.until, starts_basis=stated.since_basis,
            statement_id=said.statement_id, authority=stated.authority, delivered=span.since,
            ends_basis=stated.until_basis,
        )  # fmt: skip
        if _is_undated(stated, span):
            claim = replace(claim, since=span.since, starts_basis=OBSERVED, starts_after=span.not_yet)
        if stated.until is None and stated.until_basis == OBSERVED:
            claim = replace(claim, until=span.since, ends_after=span.not_yet)
        if full and claim.until is None and span.until is not None:
            claim = replace(claim, until=span.until, ends_basis=OBSERVED, ends_after=_last_seen(claim, span))
        yield FactClaim(stated, claim)


def _is_undated(stated: StatedFact, span: Span) -> bool:
    if stated.since is not None:
        return False
    back_dated = stated.since_basis.startswith(INFERRED) and (span.not_yet is None or stated.until is not None)
    return not back_dated


def _last_seen(claim: Claim, span: Span) -> date | None:
    return span.last_seen if claim.since is None or claim.since <= span.last_seen else None


def _without_corrected(made: Sequence[FactClaim]) -> list[FactClaim]:
    """Drop what a later statement of the same record says of the same thing with other dates, or corrects."""
    kept = _latest_by_rule(made)
    same: dict[object, list[FactClaim]] = defaultdict(list)
    for item in kept:
        same[_thing(item)].append(item)
    return [item for group in same.values() for item in _latest_dates(group)]


def _thing(item: FactClaim) -> object:
    return item.stated.fact, tuple(sorted(item.stated.values.items(), key=lambda pair: pair[0]))


def _latest_dates(group: Sequence[FactClaim]) -> list[FactClaim]:
    """Of statements that give the same value its own first day, the latest word counts; equal words keep the first."""
    dated = [item for item in group if item.stated.since is not None]
    if len(dated) < 2:
        return list(group)
    latest = max(dated, key=lambda item: (item.claim.delivered, item.claim.statement_id))
    bounds = (latest.claim.since, latest.claim.until)
    first = next(item for item in dated if (item.claim.since, item.claim.until) == bounds)
    return [item for item in group if item.stated.since is None] + [first]


def _latest_by_rule(made: Sequence[FactClaim]) -> list[FactClaim]:
    newest: dict[str, date] = {}
    for item in made:
        if _by_rule(item):
            newest[item.stated.fact] = max(item.claim.delivered, newest.get(item.stated.fact, date.min))
    return [item for item in made if not _by_rule(item) or item.claim.delivered == newest[item.stated.fact]]


def _by_rule(item: FactClaim) -> bool:
    return item.stated.since is not None and item.stated.since_basis.startswith(INFERRED)
