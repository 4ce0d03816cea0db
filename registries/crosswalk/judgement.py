"""Judgements: appended, dated, never changed. Of those of a pair the last is in force, a clerk's before the rules'."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from registries.crosswalk.statements import RecordSaid
from registries.crosswalk.tables import RULES

__all__ = ["PROPOSED", "RULES", "InForce", "JudgedBy", "Judgement", "Pair", "append", "evidence_of", "in_force"]

Pair = tuple[int, int]
PROPOSED = "clerical-proposed"
"""The method of one clerk's word that a second has to share."""


class JudgedBy(StrEnum):
    """Who judged, in the order of precedence."""

    CLERK = "CLERK"
    RULE = "RULE"
    SCORE = "SCORE"


@dataclass(frozen=True, slots=True)
class Judgement:
    """`verdict` on whether two records speak of the same person; the pair is kept in ascending order.

    `weight` in bits, the prior included, where a model judged. `evidence`: what `evidence_of` gave when it was judged.
    """

    left_id: int
    right_id: int
    verdict: str
    method: str
    explanation: Mapping[str, Any]
    author: str = RULES
    weight: float | None = None
    evidence: str | None = None

    @classmethod
    def between(cls, one: int, other: int, verdict: str, method: str, explanation: Mapping[str, Any]) -> "Judgement":
        return cls(min(one, other), max(one, other), verdict, method, explanation)

    @property
    def pair(self) -> Pair:
        return self.left_id, self.right_id

    @property
    def judged_by(self) -> JudgedBy:
        if self.author != RULES:
            return JudgedBy.CLERK
        return JudgedBy.RULE if self.weight is None else JudgedBy.SCORE


@dataclass(slots=True)
class InForce:
    """The last judgements of each pair, by who judged, and which of them came last of all.

    `proposed`: one clerk's word since the last decision, which binds nobody before a second has said the same.
    """

    by: dict[JudgedBy, dict[Pair, Judgement]] = field(default_factory=lambda: {who: {} for who in JudgedBy})
    last: dict[Pair, Judgement] = field(default_factory=dict)
    proposed: dict[Pair, Judgement] = field(default_factory=dict)

    def add(self, judgement: Judgement) -> None:
        """Judgements are added in the order in which they were made."""
        self.last[judgement.pair] = judgement
        if "proposed" in judgement.explanation:
            self.proposed[judgement.pair] = judgement
            return
        self.by[judgement.judged_by][judgement.pair] = judgement
        if judgement.judged_by is JudgedBy.CLERK:
            self.proposed.pop(judgement.pair, None)

    def clerks(self) -> dict[Pair, str]:
        """Clerks' verdicts that bind; who could not tell, or took his word back, binds nobody."""
        return {pair: j.verdict for pair, j in self.by[JudgedBy.CLERK].items() if j.verdict != "UNSURE"}

    def scored(self) -> frozenset[Pair]:
        """Pairs that a model links."""
        return frozenset(pair for pair, j in self.by[JudgedBy.SCORE].items() if j.verdict == "POSITIVE")


def in_force(connection: Connection, records: Iterable[int]) -> InForce:
    """The judgements in force on pairs that any of `records` belongs to."""
    found = InForce()
    for row in connection.execute(_IN_FORCE, {"ids": sorted(set(records))}):
        judgement = Judgement(
            row.left_id, row.right_id, row.verdict, row.method, row.explanation, row.author, row.weight, row.judged_on
        )
        found.add(judgement)
    return found


def evidence_of(*records: RecordSaid | None) -> str:
    """Digest of what the sources say of `records` now: by it a judgement knows whether that has changed."""
    words = sorted(said.origin for record in records if record is not None for said in record.statements)
    return str(UUID(bytes=blake2b(json.dumps(words).encode(), digest_size=16).digest()))


def append(connection: Connection, judgements: Iterable[Judgement]) -> None:
    rows = [
        {
            "left": j.left_id, "right": j.right_id, "verdict": j.verdict, "method": j.method, "weight": j.weight,
            "explanation": json.dumps(j.explanation), "author": j.author, "evidence": j.evidence,
        }
        for j in _ordered(judgements)
    ]  # fmt: skip
    if rows:
        connection.execute(_APPEND, {"rows": json.dumps(rows)})


def _ordered(judgements: Iterable[Judgement]) -> Sequence[Judgement]:
    return sorted(judgements, key=lambda j: j.pair)


_IN_FORCE = text("""
    SELECT f.*, f.evidence::text AS judged_on FROM (
        SELECT DISTINCT ON (j.left_id, j.right_id, j.judged_by, p.proposed) j.*
          FROM unnest(CAST(:ids AS bigint[])) AS e(id)
          CROSS JOIN LATERAL (SELECT * FROM crosswalk.judgement WHERE left_id = e.id
                              UNION ALL SELECT * FROM crosswalk.judgement WHERE right_id = e.id) j
          CROSS JOIN LATERAL (SELECT j.explanation ? 'proposed') AS p(proposed)
         ORDER BY j.left_id, j.right_id, j.judged_by, p.proposed, j.id DESC) f
     ORDER BY f.id
""")
_APPEND = text("""
    INSERT INTO crosswalk.judgement (left_id, right_id, verdict, method, weight, explanation, author, evidence)
    SELECT "left", "right", verdict, method, weight, explanation::jsonb, author, evidence::uuid
      FROM json_to_recordset(CAST(:rows AS json))
        AS r("left" bigint, "right" bigint, verdict text, method text, weight float, explanation text, author text,
             evidence text)
""")
