"""Judging: the one function behind a batch, the API and a clerk; and the three acts of a clerk.

Merge says that two records speak of one person, split that they speak of two, un-merge takes a merge back, as if it had
never been said. Each is a new judgement; the clusters, the identifiers and the registers follow in the same transaction.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection, text

from registries.crosswalk.clusters import Edges, judged_together
from registries.crosswalk.component import component
from registries.crosswalk.judgement import PROPOSED, RULES, JudgedBy, Judgement, append, evidence_of, in_force
from registries.crosswalk.membership import members_of
from registries.crosswalk.people import INDIVIDUAL
from registries.crosswalk.settle import makers_of_persons, settle
from registries.crosswalk.statements import load_said
from registries.errors import RegistryError
from registries.temporal import stamp

MERGE: Final = "clerical-merge"
SPLIT: Final = "clerical-split"
UNMERGE: Final = "clerical-unmerge"
UNDECIDED: Final = "clerical-undecided"
NUMBER_DIGITS: Final = 19
VERDICTS: Final = {MERGE: "POSITIVE", SPLIT: "NEGATIVE", UNMERGE: "UNSURE", UNDECIDED: "UNSURE"}


class JudgementRefusedError(RegistryError):
    code = "JUDGEMENT_REFUSED"


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who decides, and why; with `second` needed his word only counts when another clerk has said the same."""

    name: str
    why: str
    two_persons: bool = False


Act = Callable[[Connection, int, int, Clerk], frozenset[int]]


def judge(connection: Connection, judgements: Iterable[Judgement]) -> frozenset[int]:
    """Append judgements and settle what follows, in the transaction of `connection`; returns the persons concerned.

    Each is kept with the evidence it was judged on. Raises JudgementRefusedError for a record that is not there or not
    of a person, and where a clerk's POSITIVE would join records that a clerk told apart; then nothing is written.
    """
    stamp(connection)
    made = list(judgements)
    records = {record_id for judgement in made for record_id in judgement.pair}
    said = load_said(connection, records)
    if records - {r for r, record in said.items() if record.register == INDIVIDUAL}:
        raise JudgementRefusedError("there is no such record of a person", next_step="name it as SOURCE/KEY")
    before = members_of(connection, records)
    with connection.begin_nested():
        append(connection, [replace(j, evidence=evidence_of(*(said[r] for r in j.pair))) for j in made])
        if any(judgement.judged_by is JudgedBy.CLERK for judgement in made):
            _refuse_contradiction(connection, records)
    pending = records
    while pending:
        pending = settle(connection, pending, makers_of_persons(connection))
    after = members_of(connection, records)
    return frozenset(member.entity_id for member in (*before.values(), *after.values()))


def merge(connection: Connection, one: int, other: int, clerk: Clerk) -> frozenset[int]:
    """Two records speak of one person."""
    return _decide(connection, one, other, MERGE, clerk)


def split(connection: Connection, one: int, other: int, clerk: Clerk) -> frozenset[int]:
    """Two records speak of two persons, whatever the rules say."""
    return _decide(connection, one, other, SPLIT, clerk)


def unmerge(connection: Connection, one: int, other: int, clerk: Clerk) -> frozenset[int]:
    """Take a merge back: what holds is what the statements and the other judgements give without it.

    A clerk's is as if it had never been said. A link by weight would be made again: it is taken back by telling the
    two records apart. Raises JudgementRefusedError where neither is in force: what a number joined is split.
    """
    stamp(connection)
    pair = (min(one, other), max(one, other))
    judged = in_force(connection, pair)
    standing = judged.by[JudgedBy.CLERK].get(pair)
    if (standing is None or standing.verdict == "UNSURE") and pair in judged.scored():
        return _decide(connection, one, other, SPLIT, clerk)
    if standing is None or standing.verdict != "POSITIVE":
        raise JudgementRefusedError(
            "no clerk and no weight has merged these two records", next_step="split them where a number joined them"
        )
    return _decide(connection, one, other, UNMERGE, replace(clerk, two_persons=False))


def leave_undecided(connection: Connection, one: int, other: int, clerk: Clerk) -> frozenset[int]:
    """A clerk looked and cannot tell; the rules go on as before."""
    return _decide(connection, one, other, UNDECIDED, clerk)


def record_named(connection: Connection, name: str) -> int:
    """The record of a number, or called `source/key`. Raises JudgementRefusedError."""
    if name.isascii() and name.isdigit() and len(name) < NUMBER_DIGITS:
        return int(name)
    source, _, key = name.partition("/")
    found = connection.scalar(_RECORD, {"source": source, "key": key})
    if found is None:
        raise JudgementRefusedError("there is no such record of a person", next_step="name it as SOURCE/KEY")
    return int(found)


def _decide(connection: Connection, one: int, other: int, method: str, clerk: Clerk) -> frozenset[int]:
    stamp(connection)
    _check(one, other, clerk)
    made = replace(
        Judgement.between(one, other, VERDICTS[method], method, {"why": clerk.why.strip()}), author=clerk.name.strip()
    )
    if clerk.two_persons and not _seconded(connection, made):
        proposed = {**made.explanation, "proposed": made.verdict}
        made = replace(made, verdict="UNSURE", method=PROPOSED, explanation=proposed)
    return judge(connection, [made])


def _check(one: int, other: int, clerk: Clerk) -> None:
    if one == other:
        raise JudgementRefusedError("a record is one person with itself", next_step="name two records")
    if clerk.name.strip() in ("", RULES):
        raise JudgementRefusedError("a judgement has an author of its own", next_step="name the person who decides")
    if not clerk.why.strip():
        raise JudgementRefusedError("a clerk's judgement says why", next_step="write a sentence")


def _seconded(connection: Connection, made: Judgement) -> bool:
    """Whether another clerk proposed the same last, on the same evidence."""
    last = in_force(connection, made.pair).proposed.get(made.pair)
    if last is None or last.author == made.author or last.explanation.get("proposed") != made.verdict:
        return False
    said = load_said(connection, made.pair)
    return last.evidence == evidence_of(*(said[record_id] for record_id in made.pair))


def _refuse_contradiction(connection: Connection, records: Iterable[int]) -> None:
    """Clerks may not both join two records, however indirectly, and tell them apart."""
    connected = component(connection, records)
    edges = Edges(in_force(connection, connected).clerks())
    if any(edges.told_apart(block) for block in judged_together(connected, edges)):
        raise JudgementRefusedError(
            "clerks joined these records and told two of them apart", next_step="take one of the two judgements back"
        )


_RECORD = text("""
    SELECT r.id FROM provenance.record r JOIN provenance.source s ON s.id = r.source_id
     WHERE s.name = :source AND r.key = :key AND s.register = 'individual'
""")
