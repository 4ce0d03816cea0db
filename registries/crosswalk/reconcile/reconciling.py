"""Reconciling a set of records: everything that is looked up is looked up for all of them at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from sqlalchemy import Connection

from registries.crosswalk.reconcile.answer import Candidate, CounterExample, Outcome, Reconciled
from registries.crosswalk.reconcile.cascade import Verdict, decided
from registries.crosswalk.reconcile.counter_example import Change, counter_example
from registries.crosswalk.reconcile.known import UNJUDGED, Bearers, Judged, bearers_of, iins_of, judged_of
from registries.crosswalk.reconcile.near import Nearby
from registries.crosswalk.reconcile.record import Asked
from registries.crosswalk.reconcile.register import register_matcher
from registries.crosswalk.weighing.decision import Answer, Because, Found
from registries.crosswalk.weighing.explanation import explained
from registries.crosswalk.weighing.matching import Matcher
from registries.crosswalk.weighing.narrowing import Probe
from registries.crosswalk.weighing.scorer import Record
from registries.errors import RegistryError

MOST_CANDIDATES: Final = 5
T = TypeVar("T")


@dataclass(slots=True)
class _Case:
    """A record on its way: what was decided, and the change after which it would match."""

    place: int
    asked: Asked
    matcher: Matcher
    verdict: Verdict | None = None
    change: Change | None = None


def reconcile(
    connection: Connection,
    records: Sequence[Asked | RegistryError],
    *,
    day: date,
    language: str,
    counter_examples: bool = True,
) -> list[Reconciled]:
    """An answer for each record, in their order; a record that could not be read is answered with its error.

    Nothing is written. `day`: on which the IINs told are in force; `language` of the words, kk, ru or en. Raises
    MatchRowsOutdated.
    """
    asked = [(place, one) for place, one in enumerate(records) if isinstance(one, Asked)]
    base = register_matcher(connection).for_a_set()
    near = Nearby(connection, base.model)
    bearers = bearers_of(connection, (number for _, one in asked for number in one.numbers))
    judged = judged_of(connection, [one.of for _, one in asked if one.of is not None])
    cases = [_Case(place, one, _matcher(base, near, _judged(one, judged))) for place, one in asked]
    near.fetch(key for case in cases for row in case.asked.said.rows() for key in base.blocking.probes(row))
    _complete(
        near, cases, lambda case: decided(case.asked, bearers, _judged(case.asked, judged), case.matcher), _decide
    )
    if counter_examples:
        open_ones = [case for case in cases if case.verdict is not None and case.verdict.person is None]
        _complete(near, open_ones, lambda case: _example(case, bearers), _give_example)
    told = [one for case in cases for one in _told(case)]
    iins = iins_of(connection, {one.person for one in told}, day) if told else {}
    answers = {case.place: _answer(case, bearers, iins, language) for case in cases}
    return [answers.get(place) or _error(place, one) for place, one in enumerate(records)]


def _matcher(base: Matcher, near: Nearby, judged: Judged) -> Matcher:
    return base.looking(lambda keys: near.look(keys, judged.never))


def _judged(asked: Asked, judged: Mapping[tuple[str, str], Judged]) -> Judged:
    return UNJUDGED if asked.of is None else judged.get(asked.of, UNJUDGED)


def _complete(
    near: Nearby, cases: Iterable[_Case], compute: Callable[[_Case], T], keep: Callable[[_Case, T], None]
) -> None:
    """Compute each case; where keys were missing they are fetched for all, and those cases computed again."""
    pending = list(cases)
    while pending:
        left: list[_Case] = []
        wanted: set[Probe] = set()
        for case in pending:
            found = compute(case)
            if near.missing:
                left.append(case)
                wanted |= near.missing
                near.missing.clear()
            else:
                keep(case, found)
        if wanted:
            near.fetch(wanted)
        pending = left


def _decide(case: _Case, verdict: Verdict) -> None:
    case.verdict = verdict


def _give_example(case: _Case, change: Change | None) -> None:
    case.change = change


def _example(case: _Case, bearers: Bearers) -> Change | None:
    assert case.verdict is not None
    rows = _rows(case.verdict.found[:1], case, bearers)
    return counter_example(case.asked.said, bool(case.asked.numbers), case.verdict, rows, case.matcher)


def _rows(people: Sequence[Found], case: _Case, bearers: Bearers) -> dict[int, list[Record]]:
    """The match rows of people by which the record met them."""
    assert case.verdict is not None
    found: dict[int, dict[Record, None]] = {one.person: {} for one in people}
    if not found:
        return {}
    keys = list(dict.fromkeys(key for row in case.verdict.rows for key in case.matcher.blocking.probes(row)))
    near, _ = case.matcher.look(keys)
    for person, row in near:
        if person in found:
            found[person][row] = None
    for person, rows in found.items():
        rows.update(dict.fromkeys(bearers.rows.get(person, ())))
    return {person: [*rows] for person, rows in found.items()}


def _told(case: _Case) -> list[Found]:
    assert case.verdict is not None
    return [*case.verdict.found[:MOST_CANDIDATES], *([] if case.change is None else [case.change.found])]


def _answer(case: _Case, bearers: Bearers, iins: Mapping[int, str], language: str) -> Reconciled:
    verdict = case.verdict
    assert verdict is not None
    shown = verdict.found[:MOST_CANDIDATES]
    rows = _rows(shown, case, bearers)
    candidates = [_candidate(one, case, rows[one.person], iins, language) for one in shown]
    hot = [f"too many share the key “{name}”" for name in verdict.hot]
    answer = Reconciled(
        case.place, verdict.answer.value, verdict.because, rule=verdict.rule, candidates=candidates,
        remarks=[*case.asked.remarks, *hot], counter_example=_example_told(case.change, iins, language),
    )  # fmt: skip
    if not candidates:
        return answer
    best, by_weight = candidates[0], isinstance(verdict.because, Because)
    matched = verdict.answer is Answer.MATCH
    return replace(
        answer,
        individual=best.individual if matched else None,
        iin=best.iin if matched else None,
        weight=best.weight,
        probability=best.probability if by_weight else None,
    )


def _candidate(
    found: Found, case: _Case, others: Sequence[Record], iins: Mapping[int, str], language: str
) -> Candidate:
    assert case.verdict is not None
    scorer, names = case.matcher.scorer, case.matcher.named
    pairs = [(row, other) for row in case.verdict.rows for other in others]
    # The pair that made the weight; a heavier one may meet across the two orders of the names.
    fits = {pair: scorer.score(*pair) for pair in pairs}
    best = max(pairs, key=lambda pair: (names(fits[pair][1]) == found.levels, fits[pair]), default=None)
    parts = [] if best is None else explained(scorer.parts(*best), language)
    fields = [Outcome(part.field, part.outcome, part.weight, part.words) for part in parts]
    return Candidate(found.person, iins.get(found.person), found.weight, probability(found.weight), fields)


def _example_told(change: Change | None, iins: Mapping[int, str], language: str) -> CounterExample | None:
    if change is None:
        return None
    found = change.found
    return CounterExample(
        change.code,
        change.words(language),
        found.person,
        iins.get(found.person),
        found.weight,
        probability(found.weight),
    )


def _error(place: int, error: Asked | RegistryError) -> Reconciled:
    assert isinstance(error, RegistryError)
    return Reconciled(place, "ERROR", code=error.code, message=error.message, next_step=error.next_step)


def probability(weight: float) -> float:
    """Of a weight in bits, the prior included."""
    return 1 / (1 + 2**-weight) if weight > -1_000 else 0.0
