"""The decision on one record, in the order of what decides. Pure: the same known and the same found give the same.

1. A number whose bearer one demographic field confirms; two such bearers are a conflict.
2. A clerk's judgement on the record itself; one that names another person than a confirmed number is a conflict.
3. A number that somebody bears and nothing that is said confirms is a conflict: contradicted, whatever the weight says;
   unconfirmed where nothing can be compared, unless the weight leads to its very bearer.
4. The weight, ahead of the second by a margin (`weighing.decision`: twins, review band).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from registries.crosswalk.comparison import Agreement, Demographics
from registries.crosswalk.linkage import METHOD, Decision, Node
from registries.crosswalk.linkage import decide as by_numbers
from registries.crosswalk.reconcile.answer import Reason
from registries.crosswalk.reconcile.known import Bearers, Judged, place_of
from registries.crosswalk.reconcile.record import Asked
from registries.crosswalk.weighing.decision import Answer, Because, Found
from registries.crosswalk.weighing.matching import Matched, Matcher
from registries.crosswalk.weighing.scorer import Record

CLERICAL = "clerical"
ASKED = ("asked", "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`found` are whom it may be, the best first; the person matched is the first of them. `rows` are what was compared."""

    answer: Answer
    because: Reason | Because
    found: tuple[Found, ...]
    rule: str
    rows: tuple[Record, ...]
    hot: tuple[str, ...] = ()

    @property
    def person(self) -> int | None:
        return self.found[0].person if self.answer is Answer.MATCH else None


def decided(asked: Asked, bearers: Bearers, judged: Judged, matcher: Matcher) -> Verdict:
    """`matcher` passes over whom a clerk judged never to be the person."""
    said = asked.said
    numbers = _by_numbers(asked, bearers, judged) if asked.numbers else []
    certain = _certain(numbers, judged)
    if certain is not None and certain[0] is Answer.MATCH:
        answer, because, person, rule = certain
        rows = tuple(said.rows())
        return Verdict(answer, because, (_found(person, rows, bearers, matcher),), rule, rows)
    matched = matcher.match(said, linked=judged.linked)
    if not numbers and certain is None:
        return _by_weight(matched, matcher)
    borne = [one.other_id for one in numbers] + ([] if judged.verified is None else [judged.verified])
    found = _together(matched, borne, bearers, matcher)
    if certain is not None:
        return Verdict(certain[0], certain[1], found, certain[3], matched.rows, matched.hot)
    return _unconfirmed(numbers, matched, found, matcher)


def _by_numbers(asked: Asked, bearers: Bearers, judged: Judged) -> list[Decision]:
    who = Demographics.of(asked.said.names, asked.said.births, asked.said.sexes)
    node = Node(0, ASKED, makes=False, numbers=frozenset(asked.numbers), said=who)
    return by_numbers(node, bearers.people, frozenset(map(place_of, judged.never)))


def _certain(numbers: Sequence[Decision], judged: Judged) -> tuple[Answer, Reason, int, str] | None:
    """What numbers and judgements say where they say it firmly."""
    confirmed = [one.other_id for one in numbers if one.verdict == "POSITIVE"]
    told = set(confirmed) | ({judged.verified} - {None})
    several = any(one.explanation.get("conflict") for one in numbers)
    if several or len(told) > 1:
        return Answer.CONFLICT, Reason.TWO_PERSONS, 0, METHOD
    if confirmed:
        return Answer.MATCH, Reason.IDENTIFIER, confirmed[0], METHOD
    if judged.verified is not None:
        return Answer.MATCH, Reason.VERIFIED, judged.verified, CLERICAL
    if any(_contradicted(one) for one in numbers):
        return Answer.CONFLICT, Reason.CONTRADICTED, 0, METHOD
    return None


def _contradicted(decision: Decision) -> bool:
    return any(one["outcome"] == Agreement.DIFFERS for one in decision.explanation["fields"])


def _by_weight(matched: Matched, matcher: Matcher) -> Verdict:
    one = matched.decided
    return Verdict(one.answer, one.because, one.candidates, _model(matcher), matched.rows, matched.hot)


def _unconfirmed(numbers: Sequence[Decision], matched: Matched, found: tuple[Found, ...], matcher: Matcher) -> Verdict:
    person = matched.decided.person
    if person is None:
        return Verdict(Answer.CONFLICT, Reason.UNCONFIRMED, found, METHOD, matched.rows, matched.hot)
    if person in {one.other_id for one in numbers}:
        return _by_weight(matched, matcher)
    return Verdict(Answer.CONFLICT, Reason.TWO_PERSONS, found, METHOD, matched.rows, matched.hot)


def _together(matched: Matched, borne: Iterable[int], bearers: Bearers, matcher: Matcher) -> tuple[Found, ...]:
    """Those found by weight and those whom numbers lead to, each once, the heaviest first."""
    found = {one.person: one for one in matched.decided.candidates}
    for person in borne:
        found.setdefault(person, _found(person, matched.rows, bearers, matcher))
    return tuple(sorted(found.values(), key=lambda one: (-one.weight, one.person)))


def _found(person: int, rows: Sequence[Record], bearers: Bearers, matcher: Matcher) -> Found:
    """How well somebody fits who was not looked for by keys; the prior alone where nothing is said to compare."""
    pairs = [(matcher.scorer.score(row, other)) for row in rows for other in bearers.rows.get(person, ())]
    weight, levels = max(pairs, default=(0.0, ()))
    named = {c.name: c.levels[level].name for c, level in zip(matcher.model.comparisons, levels, strict=False)}
    return Found(person, weight + matcher.prior, named)


def _model(matcher: Matcher) -> str:
    return f"{matcher.model.name}-{matcher.model.version} {matcher.model.digest}"
