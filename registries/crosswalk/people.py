"""Who each record of a person speaks of: linkage brought to the database, for a batch of records."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from registries.crosswalk.claims import Said
from registries.crosswalk.comparison import Demographics, compare, confirms
from registries.crosswalk.judgement import RULES, Judgement, append, in_force
from registries.crosswalk.linkage import METHOD, Decision, Number, People, decide, unsure
from registries.crosswalk.membership import Member, members_of, new_identities, records_of
from registries.crosswalk.registers import REGISTERS
from registries.crosswalk.statements import RecordSaid, load_said

INDIVIDUAL = "individual"
# A number that more records than this carry is a placeholder somebody forgot to declare: it links nobody.
HOT = 50


@dataclass(slots=True)
class Linked:
    """The outcome for a batch: memberships of every record that was considered, and the numbers nobody carries as before."""

    said: dict[int, RecordSaid]
    before: dict[int, Member]
    after: dict[int, Member]
    dropped: set[Number]


def link(connection: Connection, records: Iterable[int], creating: frozenset[int]) -> Linked:
    """Consider `records`, and with them every record of the people they belonged to.

    `creating` are the sources whose unmatched records make a person. Links are recomputed from the statements and the
    judgements of clerks alone, so nothing holds that rests on something withdrawn.
    """
    batch = load_said(connection, records)
    before = members_of(connection, batch)
    companions = records_of(connection, INDIVIDUAL, {m.entity_id for m in before.values()})
    before |= companions
    said = batch | load_said(connection, companions.keys() - batch.keys())
    dropped = _note_evidence(connection, said)
    candidates = _candidates(connection, said)
    everyone = said | load_said(connection, candidates.keys() - said.keys())
    judged = in_force(connection, said)
    after = _settle(connection, said, before, candidates, everyone, creating, judged)
    return Linked(everyone, before, after, dropped)


def numbers_of(record: RecordSaid) -> set[Number]:
    return {(i.scheme, i.value) for s in record.statements for i in s.reading.identifiers}


def demographics_of(record: RecordSaid) -> Demographics:
    return _demographics(record.statements)


def _demographics(statements: Iterable[Said]) -> Demographics:
    readings = [said.reading for said in statements]
    return Demographics.of(
        (name for reading in readings for name in reading.names),
        (day for reading in readings for day in reading.birth_dates),
        (sex for reading in readings for sex in reading.sexes),
    )


def divided(record: RecordSaid) -> bool:
    """Whether what its source says of the record today speaks of two persons: a number was given twice."""
    today = [said for said in record.statements if any(span.until is None for span in said.spans)]
    if len(today) < 2:
        return False
    first, *others = (_demographics([said]) for said in today)
    return any(not confirms(compare(first, other)) for other in others)


def _settle(
    connection: Connection,
    said: Mapping[int, RecordSaid],
    before: Mapping[int, Member],
    candidates: Mapping[int, Member],
    everyone: Mapping[int, RecordSaid],
    creating: frozenset[int],
    judged: Mapping[tuple[int, int], Judgement],
) -> dict[int, Member]:
    people = People()
    for record_id, member in sorted(candidates.items()):
        if record_id not in said:
            _introduce(people, member.entity_id, everyone[record_id])
    after = {
        record_id: member
        for record_id, member in before.items()
        if member.founding and record_id in said and said[record_id].statements
    }
    for record_id, member in sorted(after.items()):
        _introduce(people, member.entity_id, said[record_id])
    pending = [r for r in sorted(said) if r not in after and said[r].statements]
    verdicts: dict[int, list[Decision]] = {}
    _found(connection, [r for r in pending if said[r].source_id in creating], said, people, after, verdicts, judged)
    _join([r for r in pending if r not in after], said, people, after, verdicts, judged)
    _judge(connection, said, verdicts, judged)
    return after


def _introduce(people: People, entity_id: int, record: RecordSaid) -> None:
    people.add(entity_id, record.record_id, numbers_of(record), demographics_of(record))


def _found(
    connection: Connection,
    records: Sequence[int],
    said: Mapping[int, RecordSaid],
    people: People,
    after: dict[int, Member],
    verdicts: dict[int, list[Decision]],
    judged: Mapping[tuple[int, int], Judgement],
) -> None:
    """Records that may make a person: they join one they are confirmed to be, or become one of their own."""
    fresh = iter(new_identities(connection, REGISTERS[INDIVIDUAL].identity, len(records)))
    for record_id in records:
        if not _try(record_id, said, people, after, verdicts, judged):
            after[record_id] = Member(INDIVIDUAL, next(fresh), founding=True)
            _introduce(people, after[record_id].entity_id, said[record_id])


def _join(
    records: Sequence[int],
    said: Mapping[int, RecordSaid],
    people: People,
    after: dict[int, Member],
    verdicts: dict[int, list[Decision]],
    judged: Mapping[tuple[int, int], Judgement],
) -> None:
    """Pass over the rest until a pass links nobody: one record may bring the number by which another is found."""
    pending = list(records)
    while True:
        left = [r for r in pending if not _try(r, said, people, after, verdicts, judged)]
        if len(left) == len(pending):
            return
        pending = left


def _try(
    record_id: int,
    said: Mapping[int, RecordSaid],
    people: People,
    after: dict[int, Member],
    verdicts: dict[int, list[Decision]],
    judged: Mapping[tuple[int, int], Judgement],
) -> bool:
    record = said[record_id]
    verified = _verified(record_id, after, judged)
    if verified is not None:
        after[record_id] = Member(INDIVIDUAL, verified, founding=False)
        _introduce(people, verified, record)
        return True
    decisions = decide(numbers_of(record), demographics_of(record), people, _never(record_id, after, judged))
    if divided(record):
        decisions = [unsure(decision, "one record, two persons") for decision in decisions]
    verdicts[record_id] = decisions
    positive = next((decision for decision in decisions if decision.verdict == "POSITIVE"), None)
    if positive is None:
        return False
    after[record_id] = Member(INDIVIDUAL, positive.entity_id, founding=False)
    _introduce(people, positive.entity_id, record)
    return True


def _never(record_id: int, after: Mapping[int, Member], judged: Mapping[tuple[int, int], Judgement]) -> frozenset[int]:
    """People behind records that a clerk has judged not to be this one."""
    others = _clerical(record_id, "NEGATIVE", judged)
    return frozenset(after[other].entity_id for other in others if other in after)


def _verified(record_id: int, after: Mapping[int, Member], judged: Mapping[tuple[int, int], Judgement]) -> int | None:
    """The person behind a record that a clerk has judged to be this one."""
    others = _clerical(record_id, "POSITIVE", judged)
    return min((after[other].entity_id for other in others if other in after), default=None)


def _clerical(record_id: int, verdict: str, judged: Mapping[tuple[int, int], Judgement]) -> list[int]:
    return [
        j.left_id if j.right_id == record_id else j.right_id
        for j in judged.values()
        if j.verdict == verdict and j.author != RULES and record_id in j.pair
    ]


def _judge(
    connection: Connection,
    said: Mapping[int, RecordSaid],
    verdicts: Mapping[int, Sequence[Decision]],
    judged: Mapping[tuple[int, int], Judgement],
) -> None:
    """Append what the rules now say and did not say before; clerks' judgements are left alone."""
    new = {}
    for record_id, decisions in verdicts.items():
        for d in decisions:
            made = Judgement.between(record_id, d.record_id, d.verdict, METHOD, d.explanation)
            new[made.pair] = made
    changed = [j for pair, j in new.items() if _differs(j, judged.get(pair))]
    lost = [
        Judgement(j.left_id, j.right_id, "UNSURE", METHOD, {"conflict": "the evidence is gone"})
        for pair, j in judged.items()
        if j.author == RULES and j.verdict == "POSITIVE" and pair not in new and (set(pair) <= said.keys())
    ]
    append(connection, [*changed, *lost])


def _differs(new: Judgement, old: Judgement | None) -> bool:
    if old is None:
        return True
    return old.author == RULES and (new.verdict, new.method, dict(new.explanation)) != (
        old.verdict, old.method, dict(old.explanation),
    )  # fmt: skip


def _note_evidence(connection: Connection, said: Mapping[int, RecordSaid]) -> set[Number]:
    """Bring the index of numbers in line with what the records say now; returns the numbers that a record lost."""
    rows = sorted((record_id, *number) for record_id, record in said.items() for number in numbers_of(record))
    parameters = {
        "records": sorted(said), "ids": [r[0] for r in rows], "schemes": [r[1] for r in rows],
        "values": [r[2] for r in rows],
    }  # fmt: skip
    dropped = {(row.scheme, row.value) for row in connection.execute(_DROP_EVIDENCE, parameters)}
    connection.execute(_ADD_EVIDENCE, parameters)
    return dropped


def _candidates(connection: Connection, said: Mapping[int, RecordSaid]) -> dict[int, Member]:
    """All records of the people that any number of the batch leads to."""
    numbers = sorted({number for record in said.values() for number in numbers_of(record)})
    entities = connection.scalars(
        _MET, {"schemes": [n[0] for n in numbers], "values": [n[1] for n in numbers], "hot": HOT}
    )
    return records_of(connection, INDIVIDUAL, entities)


def awakened(connection: Connection, linked: Linked) -> list[int]:
    """Unlinked records whose case has changed.

    They carry a number of somebody considered here, who may have come, been corrected or be confirmed only now; or one
    that another record carries no more, so that it leads to one person where it led to two.
    """
    numbers = sorted(linked.dropped.union(*(numbers_of(linked.said[record]) for record in linked.after)))
    parameters = {"schemes": [n[0] for n in numbers], "values": [n[1] for n in numbers], "hot": HOT}
    return list(connection.scalars(_SHARING, parameters))


_DROP_EVIDENCE = text("""
    DELETE FROM crosswalk.evidence v USING unnest(CAST(:records AS bigint[])) AS e(id)
     WHERE v.record_id = e.id AND NOT EXISTS (
        SELECT FROM unnest(CAST(:ids AS bigint[]), CAST(:schemes AS text[]), CAST(:values AS text[])) AS n(i, s, v2)
         WHERE n.i = v.record_id AND n.s = v.scheme AND n.v2 = v.value)
    RETURNING v.scheme, v.value
""")
_ADD_EVIDENCE = text("""
    INSERT INTO crosswalk.evidence (record_id, scheme, value)
    SELECT * FROM unnest(CAST(:ids AS bigint[]), CAST(:schemes AS text[]), CAST(:values AS text[]))
    ON CONFLICT DO NOTHING
""")
_CARRIERS = """
    CROSS JOIN LATERAL (
        SELECT c.record_id, count(*) OVER () AS carriers
          FROM (SELECT v.record_id FROM crosswalk.evidence v
                 WHERE v.value = n.value AND v.scheme = n.scheme LIMIT :hot + 1) c) h
"""
_MET = text(f"""
    SELECT DISTINCT m.entity_id
      FROM unnest(CAST(:schemes AS text[]), CAST(:values AS text[])) AS n(scheme, value) {_CARRIERS}
      JOIN crosswalk.membership m ON m.record_id = h.record_id AND m.register = 'individual'
     WHERE h.carriers <= :hot ORDER BY 1
""")
_SHARING = text(f"""
    SELECT DISTINCT h.record_id
      FROM unnest(CAST(:schemes AS text[]), CAST(:values AS text[])) AS n(scheme, value) {_CARRIERS}
     WHERE h.carriers <= :hot
       AND NOT EXISTS (SELECT FROM crosswalk.membership m WHERE m.record_id = h.record_id) ORDER BY 1
""")
