"""What the rules append to the judgements of a component, and which reviews they open again.

Nothing is said twice. A pair that a clerk judged is left alone until what either record says has changed; then it is put
before him again, and his word stays in force until he changes it.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from registries.crosswalk.clusters import Clusters
from registries.crosswalk.judgement import InForce, JudgedBy, Judgement, Pair, append, evidence_of
from registries.crosswalk.linkage import METHOD, Decision
from registries.crosswalk.statements import RecordSaid

GONE = {"conflict": "the evidence is gone"}


def judged_anew(connection: Connection, said: Mapping[int, RecordSaid], found: Clusters, judged: InForce) -> set[int]:
    """Append what the rules now say and did not say before; `said` is the whole component.

    Returns the records of pairs that are left to a clerk by it.
    """
    now = {made.pair: made for made in _made(found.decisions, said)}
    before = judged.by[JudgedBy.RULE]
    clerks = judged.clerks()
    new = [made for pair, made in now.items() if _differs(made, before.get(pair)) and not _reviewed(made, pair, judged)]
    lost = [
        Judgement(*pair, "NEGATIVE", METHOD, GONE, evidence=_evidence(pair, said))
        for pair, made in before.items()
        if made.verdict != "NEGATIVE" and pair not in now and pair not in clerks and set(pair) <= said.keys()
    ]
    otherwise = {made.pair: made for made in _made([*found.denied, *found.vouched], said)}
    made = [*new, *lost, *_reopened(otherwise, judged, said)]
    append(connection, made)
    return {record_id for one in made if one.verdict == "UNSURE" for record_id in one.pair}


def _made(decisions: Iterable[Decision], said: Mapping[int, RecordSaid]) -> Iterable[Judgement]:
    for d in decisions:
        made = Judgement.between(d.record_id, d.other_id, d.verdict, METHOD, d.explanation)
        yield Judgement(*made.pair, d.verdict, METHOD, d.explanation, evidence=_evidence(made.pair, said))


def _evidence(pair: Pair, said: Mapping[int, RecordSaid]) -> str:
    return evidence_of(*(said.get(record_id) for record_id in pair))


def _differs(new: Judgement, old: Judgement | None) -> bool:
    return old is None or (new.verdict, new.method, dict(new.explanation)) != (
        old.verdict, old.method, dict(old.explanation),
    )  # fmt: skip


def _reviewed(made: Judgement, pair: Pair, judged: InForce) -> bool:
    """Whether a clerk has decided the pair, which the rules would only ask again."""
    return pair in judged.clerks() and made.verdict != "POSITIVE"


def _reopened(
    otherwise: Mapping[Pair, Judgement], judged: InForce, said: Mapping[int, RecordSaid]
) -> Iterable[Judgement]:
    """Clerks' decisions on records that say something else since, where the rules would decide otherwise."""
    for pair, decided in judged.by[JudgedBy.CLERK].items():
        if decided.verdict == "UNSURE" or decided.evidence is None or not set(pair) <= said.keys():
            continue
        evidence = _evidence(pair, said)
        rules = otherwise.get(pair)
        if rules is None or evidence in (decided.evidence, judged.last[pair].evidence):
            continue
        if rules.verdict == "POSITIVE" and decided.verdict == "POSITIVE":
            continue
        explanation = {**rules.explanation, "reopened": "what a record says has changed"}
        yield Judgement(*pair, "UNSURE", METHOD, explanation, evidence=evidence)
