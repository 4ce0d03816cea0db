"""Editions of the classifier held against each other: what was decided, by what evidence, and a clerk's word on the rest.

An edition is a desired state: what the country should look like on its day. The difference to what is known becomes
decisions, and these the operations of the registers (registries/address/edition_comparison.py has the rules).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, Row, text

from loaders.apply import apply, prepare
from loaders.delivery import alone
from registries.crosswalk.judgement import RULES, Judgement, append
from registries.database import transaction
from registries.errors import RegistryError
from registries.temporal import stamp

CLERICAL = "clerical"


class EditionError(RegistryError):
    code = "EDITION"


@dataclass(frozen=True, slots=True)
class Count:
    """How many codes were decided so between two editions, by which rule, and what changed beside."""

    earlier_on: date
    later_on: date
    decision: str
    rule: str
    codes: int


@dataclass(frozen=True, slots=True)
class Held:
    """A code that waits for a clerk: its lines by record, and the evidence."""

    later_on: date
    kato: str
    side: str
    old: str | None
    new: str | None
    evidence: dict[str, Any]


def counts(engine: Engine, earlier: date | None = None, later: date | None = None) -> list[Count]:
    """The table of decisions; of all pairs of editions, or of one."""
    with transaction(engine) as connection:
        rows = connection.execute(_COUNTS, {"earlier": earlier, "later": later})
        return [Count(*row) for row in rows]


def held(engine: Engine) -> Iterator[Held]:
    """The codes nobody can tell of, in order."""
    with transaction(engine) as connection:
        for row in connection.execute(_HELD):
            yield Held(*row)


def judge(engine: Engine, old: str, new: str, same: bool, by: str, why: str, batch: int) -> int:
    """A clerk's word on two lines (`source/code@day`): one unit or not; what follows is applied.

    Returns the delivery on whose account it was applied. Raises EditionError where a line is not known, or the second
    is not of a later edition, or the name of the clerk is the register's own.
    """
    if by == RULES:
        raise EditionError("that name is the register's own", next_step="name the person who decides")
    with transaction(engine) as connection:
        stamp(connection)
        left, right = _line(connection, old), _line(connection, new)
        if left.reference_date >= right.reference_date:
            raise EditionError("the second line is not of a later edition", next_step="give the older line first")
        verdict = "POSITIVE" if same else "NEGATIVE"
        made = Judgement.between(left.id, right.id, verdict, CLERICAL, {"why": why})
        append(connection, [Judgement(*made.pair, verdict, CLERICAL, made.explanation, by)])
    delivery = int(right.delivery)
    with alone(engine, right.source):
        prepare(engine, delivery)
        apply(engine, delivery, batch, lambda _: None)
    return delivery


def _line(connection: Connection, name: str) -> Row[Any]:
    source, _, key = name.partition("/")
    found = connection.execute(_LINE, {"source": source, "key": key}).one_or_none()
    if found is None:
        raise EditionError("there is no such line in an edition that counts", next_step="see registries kato held")
    return found


_COUNTS = text("""
    SELECT earlier_on, later_on, decision,
           coalesce(evidence ->> 'rule' || coalesce(', unique in the ' || (evidence ->> 'unique_in'), ''),
                    CASE WHEN decision IN ('SPLIT', 'MERGED') THEN 'parts' WHEN decision = 'REUSED' THEN 'both units told'
                         WHEN decision = 'HELD' THEN 'candidates' ELSE 'no line of it' END)
           || CASE WHEN author = 'register' THEN '' ELSE ', a clerk' END AS rule, count(*)
      FROM address.edition_decision
     WHERE (CAST(:earlier AS date) IS NULL OR earlier_on = :earlier) AND (CAST(:later AS date) IS NULL OR later_on = :later)
     GROUP BY 1, 2, 3, 4 ORDER BY 2, 1, 3, 5 DESC, 4
""")
_KEY = "(SELECT s.name || '/' || r.key FROM provenance.record r JOIN provenance.source s ON s.id = r.source_id WHERE r.id = {})"
_HELD = text(f"""
    SELECT later_on, kato, side, {_KEY.format("old_record_id")}, {_KEY.format("new_record_id")}, evidence
      FROM address.edition_decision WHERE decision = 'HELD' ORDER BY later_on, kato, side
""")
_LINE = text("""
    SELECT r.id, s.name AS source, d.reference_date, max(d.id) AS delivery FROM provenance.source s
      JOIN provenance.record r ON r.source_id = s.id AND r.key = :key
      JOIN provenance.delivery d ON d.source_id = s.id AND d.state = 'APPLIED' AND r.key LIKE '%@' || d.reference_date
     WHERE s.name = :source AND s.editions GROUP BY 1, 2, 3
""")
