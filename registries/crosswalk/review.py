"""What waits for a clerk: pairs of records of persons on which the last word is UNSURE."""

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
        if "proposed" in told:
            return f"proposed by one clerk: {told['proposed']}"
        if "why" in told:
            return "a clerk could not tell"
        return str(told.get("reopened") or told.get("conflict") or agreed)

    def as_json(self) -> dict[str, object]:
        """Without a clerk's own words, which may name anybody."""
        told = {name: said for name, said in self.explanation.items() if name != "why"}
        return asdict(self) | {"explanation": told}


def waiting(connection: Connection, most: int) -> Iterator[Waiting]:
    """The first `most` pairs, those that have waited longest first."""
    for row in connection.execute(_WAITING, {"most": most}):
        left, right = Side(row.left_id, row.left_source), Side(row.right_id, row.right_source)
        yield Waiting(left, right, row.method, row.author, row.weight, row.explanation)


def is_proposed(connection: Connection, one: int, other: int) -> bool:
    """Whether the last word on two records is one clerk's proposal, which a second has to share."""
    return bool(connection.scalar(_PROPOSED, {"left": min(one, other), "right": max(one, other)}))


# The last word on each pair. What clerks said of it up to an un-merge is as if it had never been said.
LAST = """
    SELECT DISTINCT ON (j.left_id, j.right_id) j.* FROM crosswalk.judgement j
     WHERE NOT (j.judged_by = 'CLERK' AND EXISTS (
        SELECT FROM crosswalk.judgement u WHERE u.left_id = j.left_id AND u.right_id = j.right_id
           AND u.method = 'clerical-unmerge' AND u.id >= j.id))
     ORDER BY j.left_id, j.right_id, j.id DESC
"""
_WAITING = text(f"""
    SELECT j.*, ls.name AS left_source, rs.name AS right_source FROM ({LAST}) j
      JOIN provenance.record l ON l.id = j.left_id JOIN provenance.source ls ON ls.id = l.source_id
      JOIN provenance.record r ON r.id = j.right_id JOIN provenance.source rs ON rs.id = r.source_id
     WHERE j.verdict = 'UNSURE' AND ls.register = 'individual' ORDER BY j.id LIMIT :most
""")
_PROPOSED = text("""
    SELECT j.verdict = 'UNSURE' AND j.explanation ? 'proposed' FROM crosswalk.judgement j
     WHERE j.left_id = :left AND j.right_id = :right AND j.judged_by = 'CLERK' ORDER BY j.id DESC LIMIT 1
""")
