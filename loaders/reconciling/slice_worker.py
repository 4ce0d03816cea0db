"""What the processes do for a file that is answered in slices: everything but comparing, which is done for a slice at once.

A record that a number or a judgement decides, and one that is left without a match though somebody is near, is answered
as any single record is; of the others it is said here what there is to compare, and what was found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from loaders.formats import BrokenRow, Row
from loaders.linkage.asked import asked_table, compared
from loaders.reconciling.answered_file import Answer
from loaders.reconciling.worker import Desk, answered, answers_of, desk_at_hand, rejected_answer, understood
from registries.crosswalk.reconcile import Asked, Candidate, Outcome, Reconciled
from registries.crosswalk.reconcile.counter_example import changed_rows
from registries.crosswalk.reconcile.known import UNJUDGED, bearers_of, iins_of, judged_of
from registries.crosswalk.reconcile.reconciling import probability
from registries.crosswalk.weighing.decision import Answer as Decision
from registries.crosswalk.weighing.decision import Because
from registries.crosswalk.weighing.explanation import explained
from registries.crosswalk.weighing.individual import individual_model
from registries.crosswalk.weighing.scorer import Weighed

# Changes of one record that may make it match are records of their own.
MOST_CHANGES: Final = 16
Part = Sequence[Row | BrokenRow]
Levels = tuple[tuple[str, str, float], ...]  # comparison, level, bits


@dataclass(frozen=True, slots=True)
class Match:
    """A row that weight decided: why, and everybody near, the best first, as (person, weight, levels)."""

    line: int
    key: str | None
    because: str
    found: tuple[tuple[int, float, Levels], ...]


def prepare(rows: Part) -> tuple[list[Answer | None], list[str | None], pa.Table]:
    """Answers where something else than weight decides; keys; and of the rest the rows to compare, by their place."""
    desk = desk_at_hand()
    asked = [understood(row, desk) for row in rows]
    answers: list[Answer | None] = [
        rejected_answer(row.line, key, one) if isinstance(one, tuple) else None
        for row, (key, one) in zip(rows, asked, strict=True)
    ]
    weighed = _by_weight(asked, desk)
    others = [n for n, one in enumerate(answers) if one is None and n not in weighed]
    for place, one in zip(others, answers_of([(rows[n].line, *asked[n]) for n in others], desk), strict=True):
        answers[place] = one
    rows_of = (row for place, (one, linked) in weighed.items() for row in compared(place, one.said, linked))
    return answers, [key for key, _ in asked], asked_table(rows_of)


def _by_weight(asked: Sequence[tuple[str | None, object]], desk: Desk) -> dict[int, tuple[Asked, int | None]]:
    """The records, by place, that no number and no clerk says anything of; and whom each is linked to today."""
    records = {place: one for place, (_, one) in enumerate(asked) if isinstance(one, Asked)}
    bearers = bearers_of(desk.connection, (number for one in records.values() for number in one.numbers))
    borne = bearers.people.by_number.keys()
    judged = judged_of(desk.connection, [one.of for one in records.values() if one.of is not None])
    found: dict[int, tuple[Asked, int | None]] = {}
    for place, one in records.items():
        verdict = UNJUDGED if one.of is None else judged.get(one.of, UNJUDGED)
        if borne.isdisjoint(one.numbers) and verdict.verified is None and not verdict.never:
            found[place] = one, verdict.linked
    return found


def changed(rows: Part) -> pa.Table:
    """The changes after which each of these rows might match, as records numbered MOST_CHANGES x place + change."""
    desk = desk_at_hand()
    return asked_table(
        (MOST_CHANGES * place + change, False, None, row)
        for place, (_, one) in enumerate(understood(row, desk) for row in rows)
        if isinstance(one, Asked)
        for change, (_, written) in enumerate(changed_rows(one.said, without_numbers=False))
        for row in written
    )


def tell(matches: Sequence[Match]) -> list[Answer]:
    """The answers to rows that were matched."""
    desk = desk_at_hand()
    people = {person for one in matches for person, _, _ in one.found}
    iins = iins_of(desk.connection, people, desk.task.day) if people else {}
    return [answered(one.line, one.key, _reconciled(one, iins, desk.task.language)) for one in matches]


def _reconciled(one: Match, iins: dict[int, str], language: str) -> Reconciled:
    candidates = [
        Candidate(person, iins.get(person), weight, probability(weight), _outcomes(levels, language))
        for person, weight, levels in one.found
    ]
    model = individual_model()
    rule = f"{model.name}-{model.version} {model.digest}"
    if not candidates:
        return Reconciled(0, Decision.NONE.value, Because(one.because), rule=rule)
    best = candidates[0]
    return Reconciled(
        0, Decision.MATCH.value, Because(one.because), best.individual, best.iin, best.weight, best.probability, rule, candidates
    )  # fmt: skip


def _outcomes(levels: Levels, language: str) -> list[Outcome]:
    parts = explained((Weighed(*level) for level in levels), language)
    return [Outcome(part.field, part.outcome, part.weight, part.words) for part in parts]
