"""Deterministic linkage: an identifier, confirmed by one demographic field, or nothing without a person's eye.

Pure rules. An identifier that points at a person whose name and birth date disagree links nobody: it is a conflict
for clerical review. Records are considered until nothing changes, so that a record known only by a number that another
record brings is found in whatever order the two arrived.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from registries.crosswalk.comparison import Demographics, compare, confirms, explain

METHOD = "identifier-confirmed-1"

Number = tuple[str, str]  # scheme, value in normal form


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person met through `record_id`, which carries the same number."""

    entity_id: int
    record_id: int
    number: Number


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on one record against one other; `entity_id` is the person behind the other record."""

    verdict: str
    record_id: int
    entity_id: int
    explanation: Mapping[str, Any]


@dataclass(slots=True)
class People:
    """Who is known so far: the numbers their records carry and what is said of them."""

    by_number: dict[Number, list[Candidate]] = field(default_factory=lambda: defaultdict(list))
    demographics: dict[int, Demographics] = field(default_factory=dict)

    def add(self, entity_id: int, record_id: int, numbers: Iterable[Number], said: Demographics) -> None:
        for number in numbers:
            self.by_number[number].append(Candidate(entity_id, record_id, number))
        known = self.demographics.get(entity_id)
        self.demographics[entity_id] = said if known is None else known.merge(said)


def decide(numbers: Iterable[Number], said: Demographics, people: People, never: frozenset[int]) -> list[Decision]:
    """The verdicts that the people known now allow on a record; at most one is POSITIVE.

    `never` holds persons a clerk has judged this record not to be.
    """
    met: dict[int, list[Candidate]] = defaultdict(list)
    for number in sorted(set(numbers)):
        for candidate in people.by_number.get(number, ()):
            if candidate.entity_id not in never:
                met[candidate.entity_id].append(candidate)
    verdicts = [_verdict(entity_id, candidates, said, people) for entity_id, candidates in sorted(met.items())]
    confirmed = [verdict for verdict in verdicts if verdict.verdict == "POSITIVE"]
    if len(confirmed) > 1:
        return [unsure(verdict, "two persons") for verdict in verdicts]
    return verdicts


def unsure(decision: Decision, conflict: str) -> Decision:
    """The same, left to a clerk, with the conflict that forbids more."""
    return replace(decision, verdict="UNSURE", explanation={**decision.explanation, "conflict": conflict})


def _verdict(entity_id: int, candidates: Sequence[Candidate], said: Demographics, people: People) -> Decision:
    agreements = compare(said, people.demographics[entity_id])
    confirmed = confirms(agreements)
    through = min(candidate.record_id for candidate in candidates)
    explanation = {
        "identifiers": sorted({candidate.number[0] for candidate in candidates}),
        "fields": explain(agreements),
    }
    return Decision("POSITIVE" if confirmed else "UNSURE", through, entity_id, explanation)
