"""Edges of weight: what a decision appends between a record and the person it is linked to, and what ends a link."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, text

from registries.crosswalk.judgement import Judgement, Pair, evidence_of
from registries.crosswalk.linkage import Conflict
from registries.crosswalk.membership import records_of
from registries.crosswalk.people import IIN, INDIVIDUAL, Linked
from registries.crosswalk.reconcile.near import Nearby
from registries.crosswalk.statements import RecordSaid, load_said
from registries.crosswalk.weighing.decision import Answer, Decided
from registries.crosswalk.weighing.explanation import kept
from registries.crosswalk.weighing.matching import Described, Matched, Matcher

LIGHTER: Final = "the weight decides no more"
NO_MORE: Final = "a number or a clerk decides, or nothing is said any more"


@dataclass(slots=True)
class Seeker:
    """A record that is weighed: whom it is linked to by weight, and whom clerks said it is not."""

    record: int
    said: Described
    standing: Mapping[Pair, Judgement]
    linked: int | None
    never: frozenset[int]
    matched: Matched | None = None

    @property
    def decided(self) -> Decided:
        assert self.matched is not None
        return self.matched.decided


def edges_of(
    connection: Connection, linked: Linked, seekers: Sequence[Seeker], matcher: Matcher, near: Nearby
) -> list[Judgement]:
    """What is to be appended; an edge that stands as it is is not said again."""
    people = {person for one in seekers if (person := one.decided.person) is not None}
    founders = _founders(connection, people)
    said = {**linked.said, **load_said(connection, set(founders.values()) - linked.said.keys())}
    iins = _iins(connection, people) if any(_borne(linked, one.record) for one in seekers) else {}
    made: list[Judgement] = []
    for one in seekers:
        wanted = {edge.pair: edge for edge in _wanted(one, linked, founders, iins, matcher, near)}
        made += [_on(edge, said) for pair, edge in wanted.items() if _differs(edge, one.standing.get(pair))]
        made += [end(edge, LIGHTER) for pair, edge in one.standing.items() if pair not in wanted]
    return made


def end(edge: Judgement, why: str = NO_MORE) -> Judgement:
    """The edge as one that links nobody any more."""
    return replace(edge, verdict="NEGATIVE", explanation={"ended": why})


def other_of(pair: Pair, record: int) -> int:
    return pair[1] if pair[0] == record else pair[0]


def _wanted(
    one: Seeker,
    linked: Linked,
    founders: Mapping[int, int],
    iins: Mapping[int, set[str]],
    matcher: Matcher,
    near: Nearby,
) -> Iterator[Judgement]:
    person = one.decided.person
    if person is None:
        yield from _kept_open(one, linked)
    elif person in founders:
        explanation: dict[str, Any] = {"fields": _fields(one, matcher, near)}
        conflict = _conflict(linked, one.record, iins.get(person, set()))
        if conflict is not None:
            explanation["conflict"] = str(conflict)
        verdict = "POSITIVE" if conflict is None else "UNSURE"
        method = f"{matcher.model.name}-{matcher.model.version} {matcher.model.digest}"
        made = Judgement.between(one.record, founders[person], verdict, method, explanation)
        yield replace(made, weight=one.decided.candidates[0].weight)


def _conflict(linked: Linked, record: int, iins: set[str]) -> Conflict | None:
    """What forbids a link whatever it weighs, as it forbids one by a number; `iins` are those of the person."""
    if linked.free[record].divided:
        return Conflict.ONE_RECORD_TWO_PERSONS
    borne = _borne(linked, record)
    return Conflict.TWO_IINS if borne and iins and not borne & iins else None


def _kept_open(one: Seeker, linked: Linked) -> Iterator[Judgement]:
    """A link that ended is left to a clerk while its person is still one whom the record may speak of."""
    able = {found.person: found.weight for found in one.decided.candidates}
    for pair, edge in one.standing.items():
        other = linked.after.get(other_of(pair, one.record))
        if one.decided.answer is not Answer.NONE and other is not None and other.entity_id in able:
            explanation = {"ended": LIGHTER, "because": str(one.decided.because)}
            yield replace(edge, verdict="UNSURE", weight=able[other.entity_id], explanation=explanation)


def _fields(one: Seeker, matcher: Matcher, near: Nearby) -> list[dict[str, str | float]]:
    """The pair of rows that made the weight, field by field; a heavier one may meet across the two orders of the names."""
    assert one.matched is not None
    rows, best = one.matched.rows, one.decided.candidates[0]
    found, _ = near.look([key for row in rows for key in matcher.blocking.probes(row)])
    fits = {
        (row, other): matcher.scorer.score(row, other) for who, other in found if who == best.person for row in rows
    }
    made = max(fits, key=lambda pair: (matcher.named(fits[pair][1]) == best.levels, fits[pair]))
    return kept(matcher.scorer.parts(*made))


def _on(edge: Judgement, said: Mapping[int, RecordSaid]) -> Judgement:
    return replace(edge, evidence=evidence_of(*(said.get(record) for record in edge.pair)))


def _differs(new: Judgement, old: Judgement | None) -> bool:
    return old is None or (new.verdict, new.method, dict(new.explanation)) != (
        old.verdict, old.method, dict(old.explanation),
    )  # fmt: skip


def _borne(linked: Linked, record: int) -> set[str]:
    return {value for scheme, value in linked.free[record].numbers if scheme == IIN}


def _founders(connection: Connection, people: Iterable[int]) -> dict[int, int]:
    """The record that an edge to each person names: of those that founded him the first."""
    found: dict[int, int] = {}
    for record, member in sorted(records_of(connection, INDIVIDUAL, people).items()):
        if member.founding:
            found.setdefault(member.entity_id, record)
    return found


def _iins(connection: Connection, people: Iterable[int]) -> dict[int, set[str]]:
    """The IINs that sources which make persons give each of them."""
    found: dict[int, set[str]] = defaultdict(set)
    for row in connection.execute(_IINS, {"ids": sorted(people), "scheme": IIN}):
        found[row.entity_id].add(row.value)
    return found


_IINS = text("""
    SELECT m.entity_id, v.value FROM unnest(CAST(:ids AS bigint[])) AS e(id)
      JOIN crosswalk.membership m ON m.entity_id = e.id AND m.register = 'individual'
      JOIN provenance.record r ON r.id = m.record_id
      JOIN provenance.source s ON s.id = r.source_id AND s.creates
      JOIN crosswalk.evidence v ON v.record_id = m.record_id AND v.scheme = :scheme
""")
