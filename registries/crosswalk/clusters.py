"""Which records are one person: a pure function of what the records say and of the judgements in force.

The order in which records, statements or judgements came does not matter: what must be ordered is ordered by source and
key, and records are linked in rounds, each from what the round before left.

1. Records that a clerk judged to be one person go together; a clerk's word comes before every rule.
2. Records whose source makes persons found them. Those that share a confirmed number are one person, unless they
   contradict each other: then none of them is joined, and each pair is left to a clerk.
3. The rest join the one person they are confirmed to be, round by round: a record may bring the number by which another
   is found. Whoever turns out to be confirmed as two persons is nobody's, and all is done again without him.
4. When no number links any more, a score in force links where it leads to one person.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from registries.crosswalk.linkage import (
    Conflict,
    Decision,
    Node,
    Number,
    People,
    Place,
    contradictions,
    decide,
    decide_pair,
    unsure,
    vouched,
)

Pair = tuple[int, int]  # two records, the lower first
# Of a person whom a record is confirmed to be, and may not join.
_CONFIRMED = (Conflict.TWO_PERSONS, Conflict.TWO_IINS)


@dataclass(frozen=True, slots=True)
class Edges:
    """The judgements in force that are not the rules': clerks' verdicts, and the pairs that a score links."""

    clerks: Mapping[Pair, str] = field(default_factory=dict)
    scored: frozenset[Pair] = frozenset()

    def of(self, verdict: str) -> Mapping[int, set[int]]:
        """By record the others that a clerk gave this verdict on it with."""
        return _both_ways(pair for pair, said in self.clerks.items() if said == verdict)

    def told_apart(self, records: Iterable[int]) -> bool:
        """Whether a clerk told any two of `records` apart."""
        several = set(records)
        apart = self.of("NEGATIVE")
        return any(apart[one] & several for one in several & apart.keys())


@dataclass(slots=True)
class Clusters:
    """`people`: the records of each, those that found them first; `decisions`: what the rules say of pairs.

    `denied`: what they would have to say of pairs that a clerk told apart; `vouched`: of pairs that a clerk decided,
    by themselves.
    """

    people: list[list[Node]]
    decisions: list[Decision]
    denied: list[Decision]
    vouched: list[Decision]


def cluster(nodes: Iterable[Node], edges: Edges) -> Clusters:
    """`nodes` must hold every record that a number or a judgement leads to from any of them."""
    ordered = sorted(nodes, key=lambda node: node.place)
    torn: dict[Place, Conflict] = {}
    while True:
        work = _Work(ordered, edges, torn)
        work.found()
        work.join()
        more = {place: why for place, why in work.torn().items() if place not in torn}
        if not more:
            return work.clusters()
        torn |= more


class _Work:
    """One attempt, with the blocks at `torn` left out of every person."""

    def __init__(self, ordered: Sequence[Node], edges: Edges, torn: Mapping[Place, Conflict]) -> None:
        self._links = _both_ways(edges.scored)
        self._apart = edges.of("NEGATIVE")
        self._torn = torn
        by_id = {node.record_id: node for node in ordered}
        self._vouched = list(_vouched(by_id, edges.clerks))
        judged = (sorted((by_id[r] for r in some), key=_place) for some in judged_together(by_id, edges))
        # Where clerks joined what they also told apart, neither word joins anything.
        whole = [[[node] for node in block] if self._told_apart(block) else [block] for block in judged]
        self._blocks = sorted((block for blocks in whole for block in blocks), key=lambda block: block[0].place)
        self._people = People()
        self._members: dict[Place, list[Node]] = {}
        self._person_of: dict[int, Place] = {}
        self._decisions: dict[int, list[Decision]] = {}
        self._between: list[Decision] = []

    def _told_apart(self, nodes: Iterable[Node]) -> bool:
        several = {node.record_id for node in nodes}
        return any(self._apart[one] & several for one in several & self._apart.keys())

    def found(self) -> None:
        """The people that records make by themselves."""
        makers = [block for block in self._blocks if any(node.makes for node in block)]
        block_of = {node.record_id: place for place, block in enumerate(makers) for node in block}
        decided = [d for d in self._pairs(makers) if block_of[d.record_id] != block_of[d.other_id]]
        linked = [(block_of[d.record_id], block_of[d.other_id]) for d in decided if d.verdict == "POSITIVE"]
        held: dict[int, Conflict] = {}
        for places in components(range(len(makers)), linked):
            blocks = [makers[place] for place in places]
            whole = [node for block in blocks for node in block]
            conflict = self._forbids(whole) if len(blocks) > 1 else None
            if conflict is not None:
                held.update((node.record_id, conflict) for node in whole)
            for block in blocks if conflict else [whole]:
                self._introduce(block)
        self._between = [
            unsure(d, held[d.record_id]) if d.verdict == "POSITIVE" and d.record_id in held else d for d in decided
        ]

    def _pairs(self, makers: Iterable[Sequence[Node]]) -> list[Decision]:
        """The verdicts on pairs of makers that share a number."""
        bearing: dict[Number, list[Node]] = defaultdict(list)
        for node in (node for block in makers for node in block if node.makes):
            for number in node.numbers:
                bearing[number].append(node)
        pairs = {(one, other) for nodes in bearing.values() for one, other in combinations(_by_place(nodes), 2)}
        decided = (decide_pair(*pair) for pair in sorted(pairs, key=lambda p: (p[0].place, p[1].place)))
        return [decision for decision in decided if decision is not None]

    def _forbids(self, whole: Sequence[Node]) -> Conflict | None:
        if self._told_apart(whole):
            return Conflict.TOLD_APART
        return next(iter(contradictions(node for node in whole if node.makes)), None)

    def _introduce(self, nodes: Sequence[Node]) -> None:
        ordered = sorted(nodes, key=lambda node: (not node.makes, node.place))
        person = ordered[0].place
        self._members[person] = []
        self._add(person, ordered)

    def _add(self, person: Place, nodes: Iterable[Node]) -> None:
        for node in nodes:
            self._people.add(person, node)
            self._members[person].append(node)
            self._person_of[node.record_id] = person

    def join(self) -> None:
        """Rounds by number until one links nobody, then one by score, and again."""
        pending = [block for block in self._blocks if block[0].record_id not in self._person_of]
        while True:
            left = self._round(pending, self._by_number)
            if len(left) == len(pending):
                left = self._round(pending, self._by_score)
            if len(left) == len(pending):
                return
            pending = left

    def _round(self, pending: Sequence[list[Node]], meant: Callable[[list[Node]], set[Place]]) -> list[list[Node]]:
        """Everybody asks about the same people; then those who are one person's join him together."""
        joining: dict[Place, list[list[Node]]] = defaultdict(list)
        for block in pending:
            people = meant(block)
            if len(people) == 1 and block[0].place not in self._torn:
                joining[next(iter(people))].append(block)
        joined: set[Place] = set()
        for person, blocks in sorted(joining.items()):
            together = not self._told_apart(node for block in blocks for node in block)
            for block in blocks if together else self._not_told_apart(person, blocks):
                self._add(person, block)
                joined.add(block[0].place)
        return [block for block in pending if block[0].place not in joined]

    def _not_told_apart(self, person: Place, blocks: list[list[Node]]) -> list[list[Node]]:
        """Of several who would be one person at once, those whom no clerk told apart from another of them."""
        everybody = {node.record_id for block in blocks for node in block}
        kept = []
        for block in blocks:
            if any(self._apart.get(node.record_id, set()) & everybody for node in block):
                for node in block:
                    self._decisions[node.record_id] = [
                        unsure(d, Conflict.TOLD_APART) if d.person == person and d.verdict == "POSITIVE" else d
                        for d in self._decisions.get(node.record_id, ())
                    ]
            else:
                kept.append(block)
        return kept

    def _never(self, block: Iterable[Node]) -> frozenset[Place]:
        """People of whom a record is judged not to be one of the block's."""
        if not self._apart:
            return frozenset()
        others = {other for node in block for other in self._apart.get(node.record_id, ())}
        return frozenset(self._person_of[other] for other in others if other in self._person_of)

    def _by_number(self, block: list[Node]) -> set[Place]:
        # Most records of a delivery meet nobody.
        if not any(map(self._people.met, block)):
            self._decisions.update((node.record_id, []) for node in block)
            return set()
        never = self._never(block)
        decided = {node.record_id: decide(node, self._people, never) for node in block}
        meant = {d.person for some in decided.values() for d in some if d.verdict == "POSITIVE"}
        if len(meant) > 1 or block[0].place in self._torn:
            conflict = self._torn.get(block[0].place, Conflict.TWO_PERSONS)
            decided = {
                record_id: [unsure(d, conflict) if d.verdict == "POSITIVE" else d for d in some]
                for record_id, some in decided.items()
            }
        self._decisions.update(decided)
        return meant

    def _by_score(self, block: list[Node]) -> set[Place]:
        """The people a score in force leads to, where no identifier speaks of anybody."""
        if any(
            d.verdict == "POSITIVE" or "conflict" in d.explanation for n in block for d in self._decisions[n.record_id]
        ):
            return set()
        never = self._never(block)
        met = {self._person_of[other] for other in self._scored(block) if other in self._person_of}
        return {p for p in met - never if not any(self._people.bears_another_iin(node, p) for node in block)}

    def _scored(self, block: Iterable[Node]) -> Iterable[int]:
        for node in block:
            yield from self._links.get(node.record_id, ())

    def torn(self) -> dict[Place, Conflict]:
        """Blocks that are confirmed as another person beside their own, or bring a number its issuer gave to two."""
        found: dict[Place, Conflict] = {}
        twice = self._issued_twice()
        for block in self._blocks:
            own = self._person_of.get(block[0].record_id)
            if own is None or any(node.makes for node in block):
                continue
            if self._is_another_too(block, own):
                found[block[0].place] = Conflict.TWO_PERSONS
            elif any(node.assigned & twice for node in block):
                found[block[0].place] = Conflict.ONE_NUMBER_TWO_PERSONS
        return found

    def _is_another_too(self, block: Iterable[Node], own: Place) -> bool:
        """Whoever else writes the number that a department issued does not move that department's own record."""
        never = self._never(block) | {own}
        return any(
            decision.verdict == "POSITIVE" or decision.explanation.get("conflict") in _CONFIRMED
            for node in block
            if len(self._people.met(node)) > 1
            for decision in decide(replace(node, numbers=node.numbers - node.assigned), self._people, never)
        )

    def _issued_twice(self) -> set[Number]:
        """Numbers that one department's records brought to two persons."""
        brought: dict[tuple[str, Number], set[Place]] = defaultdict(set)
        for person, nodes in self._members.items():
            for node in nodes:
                for number in node.assigned if not node.makes else ():
                    brought[node.place[0], number].add(person)
        return {number for (_, number), people in brought.items() if len(people) > 1}

    def clusters(self) -> Clusters:
        decisions = [*self._between]
        denied: list[Decision] = []
        for block in self._blocks:
            own = self._person_of.get(block[0].record_id)
            for node in block:
                if not node.makes:
                    decisions += self._of_record(node, own)
                    denied += self._despite(node, self._never([node]))
        return Clusters(list(self._members.values()), decisions, denied, self._vouched)

    def _of_record(self, node: Node, own: Place | None) -> list[Decision]:
        """As it joined; and of everybody else it meets now."""
        joined = [d for d in self._decisions.get(node.record_id, ()) if d.person == own or own is None]
        if own is None or len(self._people.met(node)) < 2:
            return joined
        return joined + decide(node, self._people, self._never([node]) | {own})

    def _despite(self, node: Node, never: frozenset[Place]) -> list[Decision]:
        """What the rules would say of a record and those it was told apart from."""
        if not never or not never & self._people.met(node):
            return []
        would = {decision.person: decision for decision in decide(node, self._people)}
        others = ((other, self._person_of.get(other)) for other in sorted(self._apart[node.record_id]))
        return [replace(would[person], other_id=other) for other, person in others if person in would]


def _vouched(by_id: Mapping[int, Node], clerks: Mapping[Pair, str]) -> Iterable[Decision]:
    """Pairs that clerks joined, and entries of registers of persons that they told apart."""
    for (left, right), verdict in clerks.items():
        one, other = by_id.get(left), by_id.get(right)
        if one is None or other is None:
            continue
        if verdict == "POSITIVE":
            yield vouched(one, other)
        elif one.makes and other.makes and (decided := decide_pair(one, other)) is not None:
            yield decided


def judged_together(records: Iterable[int], edges: Edges) -> list[set[int]]:
    """The blocks of `records` that clerks joined, single ones too."""
    several = set(records)
    positive = [pair for pair, verdict in edges.clerks.items() if verdict == "POSITIVE" and several.issuperset(pair)]
    return components(several, positive)


def components(things: Iterable[int], pairs: Iterable[Pair]) -> list[set[int]]:
    """The connected components of `things`, in no order."""
    found: dict[int, set[int]] = {thing: {thing} for thing in things}
    for one, other in pairs:
        left, right = found[one], found[other]
        if left is not right:
            larger, smaller = (left, right) if len(left) >= len(right) else (right, left)
            larger |= smaller
            found.update((thing, larger) for thing in smaller)
    return list({id(some): some for some in found.values()}.values())


def _both_ways(pairs: Iterable[Pair]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for left, right in pairs:
        found[left].add(right)
        found[right].add(left)
    return found


def _place(node: Node) -> Place:
    return node.place


def _by_place(nodes: Iterable[Node]) -> list[Node]:
    return sorted(nodes, key=_place)
