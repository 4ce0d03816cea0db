"""Which of several claims about one fact survives on which day: a pure function from claims to versions.

On every day the claim of the higher authority wins; among equals the one that begins later (the newer state of the
world); then the one that ends sooner (the tighter claim about the past); then the one delivered later; then, so that the
order of arrival decides nothing, by source, record and words. Neighbouring days with the same winner's value become one
version that rests on the statement which said it first, so that a restatement writes nothing; on one of a record that only
a weight joined to the person where nobody else says it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from registries.temporal import Version

DENIED = ("denied",)
"""Values of a claim that nothing of the kind holds: where it wins there is no version."""

Origin = tuple[str, str, str]
"""Source, key of the record, digest of the words."""
NOWHERE: Origin = ("", "", "")

BEGINNING = date.min
FOREVER = date.max


@dataclass(slots=True)
class Claim:
    """One statement's claim that `values` held on `[since, until)`; None is an open end."""

    values: tuple[object, ...]
    since: date | None
    until: date | None
    starts_basis: str
    statement_id: int
    authority: int
    delivered: date
    starts_after: date | None = None
    ends_basis: str | None = None
    ends_after: date | None = None
    origin: Origin = NOWHERE
    by_weight: bool = False

    def rank(self) -> tuple[int, date, int, date, Origin, int]:
        until = FOREVER if self.until is None else self.until
        return (
            self.authority, self.since or BEGINNING, -until.toordinal(), self.delivered, self.origin,
            self.statement_id,
        )  # fmt: skip


def surviving(claims: Sequence[Claim]) -> list[Version]:
    """The versions that `claims` about one entity and key leave, in order of their days, without overlap."""
    holding = [claim for claim in claims if _holds_at_all(claim)]
    if len(holding) == 1:
        return _alone(holding[0])
    ordered = sorted(holding, key=Claim.rank, reverse=True)
    runs = list(_runs(_pieces(ordered)))
    return [
        _version(run, before, after, _ground(run, holding))
        for before, run, after in zip([None, *runs][:-1], runs, [*runs, None][1:], strict=True)
        if run[0][2].values is not DENIED
    ]


def _alone(claim: Claim) -> list[Version]:
    """Nobody else claims anything: most facts are claimed once."""
    if claim.values is DENIED:
        return []
    return [_version([(_first(claim), _last(claim), claim)], None, None, claim.statement_id)]


def outranked(claims: Sequence[Claim]) -> list[tuple[int, Version]]:
    """The claims that lost, by statement, each on the days on which a claim of another value survives.

    Who says the same as the winner has lost nothing. A bound that is not the claim's own is the survivorship's.
    """
    if len({claim.values for claim in claims}) < 2:
        return []
    holding = sorted((claim for claim in claims if _holds_at_all(claim)), key=Claim.rank, reverse=True)
    pieces = list(_pieces(holding))
    losers = dict.fromkeys((claim.statement_id, claim.values) for claim in holding if claim.values is not DENIED)
    return [
        (statement_id, version)
        for statement_id, values in losers
        for version in _lost([c for c in holding if (c.statement_id, c.values) == (statement_id, values)], pieces)
    ]


def _lost(claims: Sequence[Claim], pieces: Iterable[tuple[date, date, Claim]]) -> Iterable[Version]:
    """Where `claims`, all of one statement and value, are outranked; neighbouring pieces joined."""
    days: list[tuple[date, date]] = []
    for since, until, winner in pieces:
        claimed = any(_first(claim) <= since and until <= _last(claim) for claim in claims)
        if claimed and winner.values != claims[0].values:
            adjoins = bool(days) and days[-1][1] == since
            days.append((days.pop()[0] if adjoins else since, until))
    for since, until in days:
        first = next((claim for claim in claims if _first(claim) == since), None)
        last = next((claim for claim in claims if _last(claim) == until), None)
        starts = (first.starts_basis, first.starts_after) if first else (CUT, None)
        ends = (last.ends_basis, last.ends_after) if last else (CUT, None)
        yield Version(
            claims[0].values,
            None if since == BEGINNING else since,
            None if until == FOREVER else until,
            *starts,
            *(ends if until != FOREVER else (None, None)),
            claims[0].statement_id,
        )


CUT = "INFERRED:survivorship"
Piece = tuple[date, date, Claim]
Bound = tuple[str, date | None]  # basis, and the last day known to lie before it


def _holds_at_all(claim: Claim) -> bool:
    return claim.since is None or claim.until is None or claim.since < claim.until


def _pieces(ordered: Sequence[Claim]) -> list[Piece]:
    """Elementary intervals with their winners; days that nobody claims are left out."""
    days = sorted({_first(claim) for claim in ordered} | {_last(claim) for claim in ordered})
    pieces = []
    for since, until in pairwise(days):
        winner = next((claim for claim in ordered if _first(claim) <= since and until <= _last(claim)), None)
        if winner is not None:
            pieces.append((since, until, winner))
    return pieces


def _runs(pieces: Iterable[Piece]) -> Iterable[list[Piece]]:
    """Neighbouring pieces of the same value."""
    run: list[Piece] = []
    for piece in pieces:
        if run and run[-1][1] == piece[0] and run[-1][2].values == piece[2].values:
            run.append(piece)
            continue
        if run:
            yield run
        run = [piece]
    if run:
        yield run


def _version(
    run: Sequence[Piece], before: Sequence[Piece] | None, after: Sequence[Piece] | None, ground: int
) -> Version:
    since, until, first, last = run[0][0], run[-1][1], run[0][2], run[-1][2]
    starts = _bound(since, before[-1][2] if before and before[-1][1] == since else None, first)
    ends = _bound(until, last, after[0][2] if after and after[0][0] == until else None)
    open_end = until == FOREVER
    return Version(
        values=first.values,
        since=None if since == BEGINNING else since,
        until=None if open_end else until,
        starts_basis=starts[0],
        starts_after=starts[1],
        ends_basis=None if open_end else ends[0],
        ends_after=None if open_end else ends[1],
        statement_id=ground,
    )


def _ground(run: Sequence[Piece], claims: Iterable[Claim]) -> int:
    """The statement a version rests on."""
    since, until, first = run[0][0], run[-1][1], run[0][2]
    if not first.by_weight:
        return first.statement_id
    others = [
        claim
        for claim in claims
        if not claim.by_weight and claim.values == first.values and _first(claim) < until and since < _last(claim)
    ]
    return min(others, key=lambda one: (_first(one), one.delivered, one.origin), default=first).statement_id


_CERTAINTY = ("STATED", "OBSERVED")


def _bound(day: date, ending: Claim | None, beginning: Claim | None) -> Bound:
    """Why the bound lies on `day`: the better of the end of one claim and the beginning of the next."""
    grounds: list[Bound] = []
    if beginning is not None and _first(beginning) == day:
        grounds.append((beginning.starts_basis, beginning.starts_after))
    if ending is not None and _last(ending) == day and ending.ends_basis is not None:
        grounds.append((ending.ends_basis, ending.ends_after))
    for basis in _CERTAINTY:
        for ground in grounds:
            if ground[0] == basis:
                return ground
    # Neither claim says so itself: a stronger claim cut the weaker one here.
    return grounds[0] if grounds else (CUT, None)


def _first(claim: Claim) -> date:
    return claim.since or BEGINNING


def _last(claim: Claim) -> date:
    return claim.until or FOREVER
