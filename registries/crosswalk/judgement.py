"""Judgements: appended, dated, never changed; the last one of a pair is in force."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

RULES = "register"


@dataclass(frozen=True, slots=True)
class Judgement:
    """`verdict` on whether two records speak of the same person; the pair is kept in ascending order."""

    left_id: int
    right_id: int
    verdict: str
    method: str
    explanation: Mapping[str, Any]
    author: str = RULES
    weight: float | None = None

    @classmethod
    def between(cls, one: int, other: int, verdict: str, method: str, explanation: Mapping[str, Any]) -> "Judgement":
        return cls(min(one, other), max(one, other), verdict, method, explanation)

    @property
    def pair(self) -> tuple[int, int]:
        return self.left_id, self.right_id


def in_force(connection: Connection, records: Iterable[int]) -> dict[tuple[int, int], Judgement]:
    """The judgements in force on pairs that any of `records` belongs to."""
    rows = connection.execute(_IN_FORCE, {"ids": sorted(set(records))})
    found = (Judgement(r.left_id, r.right_id, r.verdict, r.method, r.explanation, r.author, r.weight) for r in rows)
    return {judgement.pair: judgement for judgement in found}


def append(connection: Connection, judgements: Iterable[Judgement]) -> None:
    rows = [
        {
            "left": j.left_id, "right": j.right_id, "verdict": j.verdict, "method": j.method, "weight": j.weight,
            "explanation": json.dumps(j.explanation), "author": j.author,
        }
        for j in sorted(judgements, key=lambda j: j.pair)
    ]  # fmt: skip
    if rows:
        connection.execute(_APPEND, {"rows": json.dumps(rows)})


_IN_FORCE = text("""
    SELECT DISTINCT ON (j.left_id, j.right_id) j.*
      FROM unnest(CAST(:ids AS bigint[])) AS e(id)
      CROSS JOIN LATERAL (SELECT * FROM crosswalk.judgement WHERE left_id = e.id
                          UNION ALL SELECT * FROM crosswalk.judgement WHERE right_id = e.id) j
     ORDER BY j.left_id, j.right_id, j.id DESC
""")
_APPEND = text("""
    INSERT INTO crosswalk.judgement (left_id, right_id, verdict, method, weight, explanation, author)
    SELECT "left", "right", verdict, method, weight, explanation::jsonb, author
      FROM json_to_recordset(CAST(:rows AS json))
        AS r("left" bigint, "right" bigint, verdict text, method text, weight float, explanation text, author text)
""")
