"""What is to be asked of records: the answer of reconcile where it is not sure, or a pair that the rules left open."""

import json
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, text

from registries.crosswalk.clerical.worth import WEIGHED, bits_missing
from registries.crosswalk.description import described
from registries.crosswalk.judgement import RULES, JudgedBy, in_force
from registries.crosswalk.judgement import evidence_of as judged_on
from registries.crosswalk.membership import Member, members_of, records_of
from registries.crosswalk.reconcile import Asked, NothingToGoBy, Reconciled, reconcile
from registries.crosswalk.reconcile.register import register_matcher
from registries.crosswalk.statements import RecordSaid, load_said
from registries.crosswalk.weighing.explanation import kept
from registries.crosswalk.weighing.matching import Matcher
from registries.crosswalk.weighing.scorer import Weighed
from registries.temporal import stamp

INDIVIDUAL: Final = "individual"
ASKED_ABOUT: Final = (*WEIGHED, "CONFLICT")
HELD: Final = "HELD"
UNCONFIRMED: Final = "unconfirmed"
GONE: Final = "the evidence is gone"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person, the record of his that a judgement will name, and how well he fits, by names of fields and in bits."""

    individual: int
    record: int
    weight: float
    fields: list[dict[str, Any]]

    def to_json(self) -> dict[str, Any]:
        return {"person": self.individual, "record": self.record, "weight": self.weight, "fields": self.fields}


@dataclass(frozen=True, slots=True)
class Question:
    """One record and who it may speak of, the best first; never without a candidate."""

    record: int
    answer: str
    because: str
    rule: str
    candidates: list[Candidate]
    bits: float
    evidence: str


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two records that the rules left to a clerk, and why."""

    left: int
    right: int
    method: str
    conflict: str

    def other(self, record: int) -> int:
        return self.right if record == self.left else self.left


@dataclass(frozen=True, slots=True)
class _Rejected:
    """Persons that clerks said a record does not speak of: on the words of today, and on others."""

    firm: set[int]
    stale: set[int]


_NOBODY: Final = _Rejected(set(), set())


def questions(connection: Connection, records: Iterable[int]) -> dict[int, Question]:
    """What is to be asked of `records`, and of those the rules left in a pair with one of them.

    Raises MatchRowsOutdated.
    """
    wanted = set(records)
    pairs = _open_pairs(connection, wanted)
    said = load_said(connection, wanted | {one for pair in pairs for one in (pair.left, pair.right)})
    speaking = {r: record for r, record in said.items() if record.register == INDIVIDUAL and record.statements}
    members = members_of(connection, speaking)
    unlinked = {r: record for r, record in speaking.items() if r not in members}
    found = _of_unlinked(connection, unlinked)
    matcher = register_matcher(connection)
    held = _by_owner((pair for pair in pairs if {pair.left, pair.right} <= speaking.keys()), members)
    for record, several in held.items():
        if record not in found and (question := _held(record, several, speaking, members, matcher)) is not None:
            found[record] = question
    return found


def evidence_of(record: RecordSaid) -> str:
    """Digest of what a record says now, as its mapping reads it."""
    words = sorted(json.dumps(said.reading.to_json(), sort_keys=True) for said in record.statements)
    return str(UUID(bytes=blake2b("\n".join(words).encode(), digest_size=16).digest()))


def _of_unlinked(connection: Connection, unlinked: Mapping[int, RecordSaid]) -> dict[int, Question]:
    rejected = _rejected(connection, unlinked)
    asked: dict[int, Asked] = {}
    for record, one in sorted(unlinked.items()):
        numbers = {(n.scheme, n.value) for said in one.statements for n in said.reading.identifiers}
        # Whoever was rejected on other words is looked at again, as if nothing had been said of the record.
        of = None if record in rejected and rejected[record].stale else one.place
        try:
            asked[record] = Asked(tuple(sorted(numbers)), described(one), of)
        except NothingToGoBy:
            continue
    # The day is of IINs, which an entry does not keep.
    day = stamp(connection).date()
    answers = reconcile(connection, list(asked.values()), day=day, language="en", counter_examples=False)
    through = _founders(connection, {c.individual for answer in answers for c in answer.candidates})
    thresholds = register_matcher(connection).thresholds
    found = {}
    for record, told in zip(asked, answers, strict=True):
        answer, because = _put(told, rejected.get(record, _NOBODY))
        candidates = _candidates(told, through, rejected.get(record, _NOBODY).firm)
        if answer in ASKED_ABOUT and candidates:
            bits = bits_missing(answer, because, [one.weight for one in candidates], thresholds)
            evidence = evidence_of(unlinked[record])
            found[record] = Question(record, answer, because, told.rule, candidates, bits, evidence)
    return found


def _put(told: Reconciled, rejected: "_Rejected") -> tuple[str, str]:
    """The answer as it is asked: whom the rules would link, against what a clerk said of other words, is only possible."""
    if told.answer == "MATCH" and told.individual in rejected.stale:
        return "POSSIBLE", "REOPENED"
    return told.answer, str(told.because)


def _rejected(connection: Connection, unlinked: Mapping[int, RecordSaid]) -> dict[int, "_Rejected"]:
    """By record whom clerks said it does not speak of."""
    clerks = in_force(connection, unlinked).by[JudgedBy.CLERK]
    apart = [(pair, made) for pair, made in clerks.items() if made.verdict == "NEGATIVE"]
    others = {one for pair, _ in apart for one in pair}
    said = {**unlinked, **load_said(connection, others - unlinked.keys())}
    members = members_of(connection, others)
    found: dict[int, _Rejected] = {}
    for pair, made in apart:
        for record, other in (pair, pair[::-1]):
            if record in unlinked and other in members:
                persons = found.setdefault(record, _Rejected(set(), set()))
                fresh = made.evidence in (None, judged_on(*(said.get(one) for one in pair)))
                (persons.firm if fresh else persons.stale).add(members[other].entity_id)
    return found


def _candidates(answer: Reconciled, through: Mapping[int, int], never: Container[int]) -> list[Candidate]:
    """Those whom a judgement can name by a record, but for whom a clerk has rejected on the same words."""
    return [
        Candidate(
            one.individual,
            through[one.individual],
            round(one.weight, 2),
            kept(Weighed(part.field, part.outcome, part.weight) for part in one.fields),
        )
        for one in answer.candidates
        if one.individual in through and one.individual not in never
    ]


def _founders(connection: Connection, individuals: Iterable[int]) -> dict[int, int]:
    """The record that made each person; of several the first."""
    found: dict[int, int] = {}
    records = records_of(connection, INDIVIDUAL, individuals)
    for record, member in sorted(records.items(), key=lambda one: (not one[1].founding, one[0])):
        found.setdefault(member.entity_id, record)
    return found


def _by_owner(pairs: Iterable[_Pair], members: Mapping[int, Member]) -> dict[int, list[_Pair]]:
    """Each pair with the record it is asked of: the one that is nobody's yet, else the later."""
    found: dict[int, list[_Pair]] = {}
    for pair in pairs:
        # A number that leads to somebody else too is no question once it is known of whom the record speaks.
        settled = pair.conflict == UNCONFIRMED and not (_founds(pair.left, members) and _founds(pair.right, members))
        if (pair.left in members or pair.right in members) and not (
            settled and {pair.left, pair.right} <= members.keys()
        ):
            owner = pair.left if pair.left not in members else pair.right
            found.setdefault(owner, []).append(pair)
    return found


def _founds(record: int, members: Mapping[int, Member]) -> bool:
    return record in members and members[record].founding


def _held(
    record: int,
    pairs: Sequence[_Pair],
    said: Mapping[int, RecordSaid],
    members: Mapping[int, Member],
    matcher: Matcher,
) -> Question | None:
    candidates: dict[int, Candidate] = {}
    for pair in pairs:
        other = pair.other(record)
        person = members[other].entity_id
        weight, fields = _compared(said[record], said[other], matcher)
        if person not in candidates or weight > candidates[person].weight:
            candidates[person] = Candidate(person, other, weight, fields)
    ordered = sorted(candidates.values(), key=lambda one: (-one.weight, one.individual))
    first = pairs[0]
    return Question(record, HELD, _code(first.conflict), first.method, ordered, 0.0, evidence_of(said[record]))


def _code(conflict: str) -> str:
    """`two persons` as TWO_PERSONS."""
    return re.sub(r"[^A-Z]+", "_", conflict.upper()).strip("_")


def _compared(one: RecordSaid, other: RecordSaid, matcher: Matcher) -> tuple[float, list[dict[str, Any]]]:
    """Two records by the model, the best of their spellings."""
    pairs = [(left, right) for left in described(one).rows() for right in described(other).rows()]
    best = max(pairs, key=lambda pair: matcher.scorer.weigh(*pair), default=None)
    if best is None:
        return round(matcher.prior, 2), []
    return round(matcher.scorer.weigh(*best) + matcher.prior, 2), list(kept(matcher.scorer.parts(*best)))


def _open_pairs(connection: Connection, records: Iterable[int]) -> list[_Pair]:
    rows = connection.execute(_OPEN, {"ids": sorted(set(records)), "rules": RULES, "gone": GONE})
    return [_Pair(row.left_id, row.right_id, row.method, row.conflict) for row in rows]


# Left open by the rules, and since then nobody has said yes or no; a merge taken back is asked of nobody again.
_OPEN = text(f"""
    SELECT DISTINCT p.left_id, p.right_id, rules.method,
           coalesce(rules.explanation ->> 'conflict',
                    CASE WHEN rules.explanation ? 'reopened' THEN 'reopened' ELSE '{UNCONFIRMED}' END) AS conflict
      FROM unnest(CAST(:ids AS bigint[])) AS e(id)
     CROSS JOIN LATERAL (SELECT left_id, right_id FROM crosswalk.judgement WHERE left_id = e.id
                         UNION SELECT left_id, right_id FROM crosswalk.judgement WHERE right_id = e.id) p
     CROSS JOIN LATERAL (SELECT verdict FROM crosswalk.judgement j
                          WHERE j.left_id = p.left_id AND j.right_id = p.right_id AND j.method <> 'clerical-unmerge'
                          ORDER BY j.id DESC LIMIT 1) newest
     CROSS JOIN LATERAL (SELECT verdict, method, explanation FROM crosswalk.judgement j
                          WHERE j.left_id = p.left_id AND j.right_id = p.right_id AND j.author = :rules
                          ORDER BY j.id DESC LIMIT 1) rules
     WHERE newest.verdict = 'UNSURE' AND rules.verdict = 'UNSURE'
       AND rules.explanation ->> 'conflict' IS DISTINCT FROM :gone
     ORDER BY p.left_id, p.right_id
""")
