"""Deterministic linkage: an identifier, confirmed by one demographic field, or nothing without a person's eye.

Pure rules. An identifier that points at a person whose name and birth date disagree links nobody: it is a conflict
for clerical review. So is a record that bears an IIN which is none of the person's: two IINs in one cluster.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from registries.crosswalk.comparison import Demographics, compare, confirms, explain

METHOD: Final = "identifier-confirmed-2"

Number = tuple[str, str]  # scheme, value in normal form
Place = tuple[str, str]  # source, key: what things stand in order by, whenever they arrived


class Conflict(StrEnum):
    """Why nothing is decided without a clerk, as an explanation says it."""

    TWO_PERSONS = "two persons"
    ONE_RECORD_TWO_PERSONS = "one record, two persons"
    TWO_IINS = "two IINs"
    TWO_LIVES = "two lives"
    BOTH_SEXES = "both sexes"
    ONE_NUMBER_TWO_PERSONS = "one department's number, two persons"
    TOLD_APART = "a clerk told them apart"
    BY_WEIGHT = "two register entries, by weight alone"


@dataclass(frozen=True, slots=True)
class Node:
    """One record as linkage sees it.

    `makes`: its source makes persons. `assigned`: numbers that this source issues. `iins`, `former`: by the issuer's
    own word in force, and replaced. `divided`: what is said of it today speaks of two persons.
    """

    record_id: int
    place: Place
    makes: bool
    numbers: frozenset[Number]
    said: Demographics
    divided: bool = False
    assigned: frozenset[Number] = frozenset()
    iins: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    deaths: frozenset[date] = frozenset()
    today: Demographics | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on one record against one other; `person` is the place of the person behind the other record."""

    verdict: str
    record_id: int
    other_id: int
    person: Place
    explanation: Mapping[str, Any]


@dataclass(slots=True)
class People:
    """Who is known so far, by the place of the first record that made them."""

    by_number: dict[Number, dict[Place, Node]] = field(default_factory=lambda: defaultdict(dict))
    demographics: dict[Place, Demographics] = field(default_factory=dict)
    iins: dict[Place, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, person: Place, node: Node) -> None:
        for number in node.numbers:
            through = self.by_number[number].get(person)
            if through is None or node.place < through.place:
                self.by_number[number][person] = node
        known = self.demographics.get(person)
        self.demographics[person] = node.said if known is None else known.merge(node.said)
        if node.makes:
            self.iins[person].update(value for scheme, value in node.numbers if scheme == "IIN")

    def bears_another_iin(self, node: Node, person: Place) -> bool:
        """Whether a record bears an IIN, and none that the person's own records do."""
        borne = {value for scheme, value in node.numbers if scheme == "IIN"}
        known = self.iins.get(person, set())
        return bool(borne and known and not borne & known)

    def met(self, node: Node) -> set[Place]:
        """The people that any number of a record leads to."""
        return {person for number in node.numbers for person in self.by_number.get(number, ())}


def decide(node: Node, people: People, never: frozenset[Place] = frozenset()) -> list[Decision]:
    """The verdicts that the people known now allow on a record; at most one is POSITIVE.

    `never` holds persons a clerk has judged this record not to be.
    """
    verdicts = [_verdict(node, person, people) for person in sorted(people.met(node) - never)]
    if node.divided:
        return [unsure(verdict, Conflict.ONE_RECORD_TWO_PERSONS) for verdict in verdicts]
    if sum(verdict.verdict == "POSITIVE" for verdict in verdicts) > 1:
        return [unsure(verdict, Conflict.TWO_PERSONS) for verdict in verdicts]
    return [
        unsure(verdict, Conflict.TWO_IINS)
        if verdict.verdict == "POSITIVE" and people.bears_another_iin(node, verdict.person)
        else verdict
        for verdict in verdicts
    ]


def unsure(decision: Decision, conflict: Conflict) -> Decision:
    """The same, left to a clerk, with the conflict that forbids more."""
    return replace(decision, verdict="UNSURE", explanation={**decision.explanation, "conflict": str(conflict)})


def decide_pair(one: Node, other: Node) -> Decision | None:
    """The verdict on two records that may each make a person; None where they share no number."""
    if not one.numbers & other.numbers:
        return None
    return _of_pair(one, other, one.said, other.said)


def vouched(one: Node, other: Node) -> Decision:
    """What two records say of each other by themselves today, whether they share a number or not."""
    return _of_pair(one, other, one.today or one.said, other.today or other.said)


def _of_pair(one: Node, other: Node, said: Demographics, told: Demographics) -> Decision:
    if one.place < other.place:
        return _of_pair(other, one, told, said)
    through = replace(other, said=told)
    decision = _compared(replace(one, said=said), other.place, [through], one.numbers & other.numbers, told)
    if one.divided or other.divided:
        return unsure(decision, Conflict.ONE_RECORD_TWO_PERSONS)
    return decision


def _verdict(node: Node, person: Place, people: People) -> Decision:
    shared = {number for number in node.numbers if person in people.by_number.get(number, ())}
    through = [people.by_number[number][person] for number in shared]
    return _compared(node, person, through, shared, people.demographics[person])


def _compared(
    node: Node, person: Place, through: Sequence[Node], shared: Iterable[Number], known: Demographics
) -> Decision:
    agreements = compare(node.said, known)
    explanation = {"identifiers": sorted({scheme for scheme, _ in shared}), "fields": explain(agreements)}
    other = min(through, key=lambda one: one.place).record_id
    return Decision("POSITIVE" if confirms(agreements) else "UNSURE", node.record_id, other, person, explanation)


def contradictions(nodes: Iterable[Node]) -> list[Conflict]:
    """What forbids several records that may each make a person to be one without a clerk's word."""
    several = list(nodes)
    in_force = set().union(*(one.iins for one in several)) - set().union(*(one.former for one in several))
    deaths = set().union(*(one.deaths for one in several))
    births = [one.said.birth_dates for one in several if one.said.birth_dates]
    found = [Conflict.TWO_IINS] if len(in_force) > 1 else []
    if len(deaths) > 1 or any(min(days) > death for days in births for death in deaths):
        found.append(Conflict.TWO_LIVES)
    sexes = [one.said.sexes for one in several if one.said.sexes]
    if sexes and not frozenset.intersection(*sexes):
        found.append(Conflict.BOTH_SEXES)
    return found
