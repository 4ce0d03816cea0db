"""What waits for a clerk: pairs of records of persons whose last judgement is UNSURE."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, text


@dataclass(frozen=True, slots=True)
class Side:
    """A record by its number, and whose it is; its key may be a person's number and stays out."""

    number: int
    source: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pair with the method that leaves it to a clerk; `weight` in bits where a model did."""

    left: Side
    right: Side
    method: str
    author: str
    weight: float | None
    explanation: Mapping[str, Any]

    @property
    def reason(self) -> str:
        """Why it waits, in a few words."""
        told = self.explanation
        agreed = ", ".join(f"{f['field']} {str(f['outcome']).lower()}" for f in told.get("fields", ()))
        said = ("reopened", "conflict", "proposed", "why")
        return next((str(told[name]) for name in said if name in told), agreed)

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def waiting(connection: Connection, most: int) -> Iterator[Waiting]:
    """The first `most` pairs, those that have waited longest first."""
    for row in connection.execute(_WAITING, {"most": most}):
        left, right = Side(row.left_id, row.left_source), Side(row.right_id, row.right_source)
        yield Waiting(left, right, row.method, row.author, row.weight, row.explanation)


def is_proposed(connection: Connection, one: int, other: int) -> bool:
    """Whether the last word on two records is one clerk's proposal, which a second has to share."""
    return bool(connection.scalar(_PROPOSED, {"left": min(one, other), "right": max(one, other)}))


# What was taken back is asked of nobody again: it is as if it had never been said.
_WAITING = text("""
    SELECT j.*, ls.name AS left_source, rs.name AS right_source FROM (
        SELECT DISTINCT ON (left_id, right_id) * FROM crosswalk.judgement
         WHERE method <> 'clerical-unmerge' ORDER BY left_id, right_id, id DESC) j
      JOIN provenance.record l ON l.id = j.left_id JOIN provenance.source ls ON ls.id = l.source_id
      JOIN provenance.record r ON r.id = j.right_id JOIN provenance.source rs ON rs.id = r.source_id
     WHERE j.verdict = 'UNSURE' AND ls.register = 'individual' ORDER BY j.id LIMIT :most
""")
_PROPOSED = text("""
    SELECT j.verdict = 'UNSURE' AND j.explanation ? 'proposed' FROM crosswalk.judgement j
     WHERE j.left_id = :left AND j.right_id = :right AND j.judged_by = 'CLERK' ORDER BY j.id DESC LIMIT 1
""")
