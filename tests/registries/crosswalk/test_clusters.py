"""Clusters as a pure function: against a plain retelling of the rules, whatever came first, through random histories."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from registries.crosswalk.clusters import Clusters, Edges, cluster, judged_together
from registries.crosswalk.comparison import Demographics, compare, confirms
from registries.crosswalk.linkage import Node, Number
from registries.crosswalk.survivorship import Claim, surviving
from registries.crosswalk.weighing.decision import Found, Thresholds, decide
from tests.prove import examples

BORN = date(1990, 4, 9)
FIRST = date(2000, 1, 1)
FACES = (
    Demographics.of([("Ахметова", "Айгуль", "Сериковна")], [BORN], ["FEMALE"]),
    Demographics.of([("Ахметова", "Жанар", "Сериковна")], [date(1993, 7, 21)], ["FEMALE"]),
    Demographics.of([("Ахметова", "Айгуль", None)], [], []),
    Demographics.of([("Сейтов", "Болат", "Маратович")], [BORN], ["MALE"]),
)
NUMBERS: tuple[Number, ...] = (("IIN", "1"), ("IIN", "2"), ("RNN", "3"), ("CARD", "4"), ("CARD", "5"))
Pair = tuple[int, int]


def maker(number: int, iin: str, face: int = 0, *others: Number, former: str = "") -> Node:
    numbers = {("IIN", iin), *others, *([("IIN", former)] if former else [])}
    return Node(
        number, ("gbd_fl", f"{number:02d}"), True, frozenset(numbers), FACES[face],
        iins=frozenset({iin}), former=frozenset({former} if former else ()),
    )  # fmt: skip


def record(number: int, face: int, *numbers: Number, source: str = "tax", assigned: Iterable[Number] = ()) -> Node:
    return Node(
        number, (source, f"{number:02d}"), False, frozenset(numbers), FACES[face], assigned=frozenset(assigned)
    )  # fmt: skip


def grouped(found: Clusters) -> set[frozenset[int]]:
    return {frozenset(node.record_id for node in nodes) for nodes in found.people}


def together(*nodes: Node, clerks: dict[Pair, str] | None = None, scored: Iterable[Pair] = ()) -> set[frozenset[int]]:
    return grouped(cluster(nodes, Edges(clerks or {}, frozenset(scored))))


def people(*some: Sequence[int]) -> set[frozenset[int]]:
    return {frozenset(one) for one in some}


RNN, CARD, CARD2 = NUMBERS[2], NUMBERS[3], NUMBERS[4]


def test_a_clerk_s_merge_of_two_entries_makes_one_person_of_all_their_records() -> None:
    nodes = (maker(1, "1"), maker(2, "2", 1), record(3, 0, ("IIN", "1")), record(4, 1, ("IIN", "2")))
    assert together(*nodes) == people([1, 3], [2, 4])
    assert together(*nodes, clerks={(1, 2): "POSITIVE"}) == people([1, 2, 3, 4])


def test_a_clerk_s_split_is_stronger_than_a_confirmed_number_and_than_a_score() -> None:
    nodes = (maker(1, "1"), record(3, 0, ("IIN", "1")), record(4, 0))
    assert together(*nodes, scored=[(1, 4)]) == people([1, 3, 4])
    assert together(*nodes, scored=[(1, 4)], clerks={(1, 3): "NEGATIVE", (1, 4): "NEGATIVE"}) == people([1])


def test_a_number_comes_before_a_score_that_leads_to_somebody_else() -> None:
    nodes = (maker(1, "1"), maker(2, "2", 1), record(3, 0, ("IIN", "1")))
    assert together(*nodes, scored=[(2, 3)]) == people([1, 3], [2])


def test_a_score_that_leads_to_two_persons_or_to_another_iin_links_nobody() -> None:
    nodes = (maker(1, "1"), maker(2, "2", 1), record(3, 0), record(4, 0, ("IIN", "9")))
    assert together(*nodes, scored=[(1, 3), (2, 3), (1, 4)]) == people([1], [2])


def test_what_a_score_linked_brings_its_number_to_the_person() -> None:
    nodes = (maker(1, "1"), record(3, 0, RNN), record(4, 0, RNN, source="pension"))
    assert together(*nodes, scored=[(1, 3)]) == people([1, 3, 4])


def test_entries_with_two_iins_in_force_are_held_and_explained_and_one_replaced_joins() -> None:
    found = cluster([maker(1, "1", 0, CARD), maker(2, "2", 0, CARD)], Edges())
    assert grouped(found) == people([1], [2])
    assert [d.explanation["conflict"] for d in found.decisions] == ["two IINs"]
    assert together(maker(1, "1"), maker(2, "2", former="1")) == people([1, 2])


def test_a_third_entry_that_contradicts_holds_the_whole_cluster() -> None:
    dead = replace(maker(3, "1"), deaths=frozenset({date(1980, 1, 1)}))
    assert together(maker(1, "1"), maker(2, "1")) == people([1, 2])
    assert together(maker(1, "1"), maker(2, "1"), dead) == people([1], [2], [3])


def test_two_whom_a_clerk_told_apart_do_not_both_become_one_person_at_once() -> None:
    nodes = (maker(1, "1"), record(3, 0, ("IIN", "1")), record(4, 0, ("IIN", "1")))
    found = cluster(nodes, Edges({(3, 4): "NEGATIVE"}))
    assert grouped(found) == people([1])
    assert {(d.verdict, d.explanation["conflict"]) for d in found.decisions} == {("UNSURE", "a clerk told them apart")}


def test_a_number_that_its_department_gave_to_two_persons_brings_neither_record() -> None:
    nodes = (
        maker(1, "1"), maker(2, "2"),
        record(3, 0, ("IIN", "1"), CARD, assigned=[CARD]), record(4, 0, ("IIN", "2"), CARD, assigned=[CARD]),
    )  # fmt: skip
    assert together(*nodes) == people([1], [2])


def test_whoever_turns_out_to_be_another_too_is_nobody_s_and_moves_nobody_else() -> None:
    """The residence row bears one's IIN and the other's card, which the card's own issuer brings a round later."""
    nodes = (
        maker(1, "1"), maker(2, "2"),
        record(3, 0, ("IIN", "1"), CARD, assigned=[CARD]), record(4, 0, ("IIN", "2"), CARD, source="residence"),
    )  # fmt: skip
    found = cluster(nodes, Edges())
    assert grouped(found) == people([1, 3], [2])
    assert {d.explanation["conflict"] for d in found.decisions if d.record_id == 4} == {"two persons"}


def test_what_a_clerk_told_apart_is_said_only_where_it_would_be_proposed_again() -> None:
    found = cluster((maker(1, "1"), record(3, 0, ("IIN", "1"))), Edges({(1, 3): "NEGATIVE"}))
    assert found.decisions == []
    assert [(d.verdict, d.record_id, d.other_id) for d in found.denied] == [("POSITIVE", 3, 1)]


# The oracle: the docstring of the module, told once more over plain sets.


def told_together(nodes: Sequence[Node], clerks: dict[Pair, str], scored: set[Pair]) -> set[frozenset[int]]:
    excluded: set[int] = set()
    while True:
        people = attempt(nodes, clerks, scored, excluded)
        wrong = {
            one
            for block in blocks_of(nodes, clerks)
            for one in [min(block, key=lambda node: node.place).record_id]
            if one not in excluded and is_torn(block, people, clerks, nodes)
        }
        if not wrong:
            return {frozenset(node.record_id for node in person) for person in people}
        excluded |= wrong


def apart(some: Iterable[Node], others: Iterable[Node], clerks: dict[Pair, str]) -> bool:
    pairs = ((min(a.record_id, b.record_id), max(a.record_id, b.record_id)) for a in some for b in others)
    return any(clerks.get(pair) == "NEGATIVE" for pair in pairs)


def closed(blocks: list[list[Node]], linked: Iterable[tuple[Node, Node]]) -> list[list[Node]]:
    """Blocks joined wherever a link leads from one to another, until none does."""
    links = list(linked)
    while True:
        for one, other in combinations(blocks, 2):
            if any((a in one and b in other) or (a in other and b in one) for a, b in links):
                blocks = [block for block in blocks if block is not one and block is not other] + [one + other]
                break
        else:
            return blocks


def blocks_of(nodes: Sequence[Node], clerks: dict[Pair, str]) -> list[list[Node]]:
    by_id = {node.record_id: node for node in nodes}
    joined = [(by_id[a], by_id[b]) for (a, b), v in clerks.items() if v == "POSITIVE" and a in by_id and b in by_id]
    found = []
    for block in closed([[node] for node in nodes], joined):
        found += [[node] for node in block] if apart(block, block, clerks) else [block]
    return found


def fits(node: Node, person: Sequence[Node]) -> bool:
    first, *rest = (one.said for one in person)
    return confirms(compare(node.said, first.merge(*rest)))


def meets(node: Node, person: Sequence[Node]) -> bool:
    return any(node.numbers & one.numbers for one in person)


def iins(numbers: Iterable[Number]) -> set[str]:
    return {value for scheme, value in numbers if scheme == "IIN"}


def other_iin(node: Node, person: Sequence[Node]) -> bool:
    own, theirs = iins(node.numbers), {iin for one in person if one.makes for iin in iins(one.numbers)}
    return bool(own and theirs and not own & theirs)


def contradict(nodes: Iterable[Node]) -> bool:
    makers = [node for node in nodes if node.makes]
    in_force = {iin for one in makers for iin in one.iins} - {iin for one in makers for iin in one.former}
    sexes = [one.said.sexes for one in makers if one.said.sexes]
    return len(in_force) > 1 or bool(sexes and not frozenset.intersection(*sexes))


def confirmed_people(node: Node, people: list[list[Node]], never: list[list[Node]]) -> list[list[Node]]:
    return [p for p in people if p not in never and meets(node, p) and fits(node, p)]


def attempt(nodes: Sequence[Node], clerks: dict[Pair, str], scored: set[Pair], excluded: set[int]) -> list[list[Node]]:
    blocks = blocks_of(nodes, clerks)
    makers = [block for block in blocks if any(node.makes for node in block)]
    links = [
        (a, b) for a, b in combinations([node for block in makers for node in block if node.makes], 2)
        if a.numbers & b.numbers and confirms(compare(*(n.said for n in sorted((b, a), key=lambda n: n.place))))
    ]  # fmt: skip
    people: list[list[Node]] = []
    for whole in closed(makers, links):
        parts = [block for block in makers if block[0] in whole]
        joined = len(parts) == 1 or not (apart(whole, whole, clerks) or contradict(whole))
        people += [whole] if joined else parts
    pending = [block for block in blocks if block not in makers]
    free = [block for block in pending if min(block, key=lambda n: n.place).record_id not in excluded]
    while True:
        wishes = [(block, number_leads(block, people, clerks)) for block in free]
        joining = agreed([(block, leads) for block, leads in wishes if leads is not None], clerks)
        if not joining:
            wishes = [(block, score_leads(block, people, clerks, scored)) for block in free]
            joining = agreed([(block, leads) for block, leads in wishes if leads is not None], clerks)
        if not joining:
            return people
        for block, place in joining:
            people[place] = people[place] + block
            free.remove(block)


def never_for(block: Sequence[Node], people: list[list[Node]], clerks: dict[Pair, str]) -> list[list[Node]]:
    return [person for person in people if apart(block, person, clerks)]


def number_leads(block: Sequence[Node], people: list[list[Node]], clerks: dict[Pair, str]) -> int | None:
    never = never_for(block, people, clerks)
    meant: set[int] = set()
    for node in block:
        found = confirmed_people(node, people, never)
        if len(found) == 1 and not other_iin(node, found[0]):
            meant.add(people.index(found[0]))
    return meant.pop() if len(meant) == 1 else None


def score_leads(
    block: Sequence[Node], people: list[list[Node]], clerks: dict[Pair, str], scored: set[Pair]
) -> int | None:
    never = never_for(block, people, clerks)
    if any(confirmed_people(node, people, never) for node in block):
        return None
    tied = {other for one in block for pair in scored if one.record_id in pair for other in pair}
    found = [p for p in people if p not in never and any(node.record_id in tied for node in p)]
    found = [p for p in found if not any(other_iin(node, p) for node in block)]
    return people.index(found[0]) if len(found) == 1 else None


def agreed(wishes: list[tuple[list[Node], int]], clerks: dict[Pair, str]) -> list[tuple[list[Node], int]]:
    return [
        (block, place) for block, place in wishes
        if not any(apart(block, other, clerks) for other, there in wishes if there == place and other is not block)
    ]  # fmt: skip


def is_torn(block: list[Node], people: list[list[Node]], clerks: dict[Pair, str], nodes: Sequence[Node]) -> bool:
    own = next((person for person in people if block[0] in person), None)
    if own is None or any(node.makes for node in block):
        return False
    never = [*never_for(block, people, clerks), own]
    if any(confirmed_people(replace(n, numbers=n.numbers - n.assigned), people, never) for n in block):
        return True
    return any(
        node.assigned & one.assigned and not one.makes and one.place[0] == node.place[0]
        for node in block for person in people if person is not own for one in person
    )  # fmt: skip


# Mostly one face: where nobody is confirmed nothing is decided.
FACE = st.sampled_from((0, 0, 0, 0, 2, 2, 1, 3))
SOME = st.sets(st.sampled_from(NUMBERS), max_size=2)


@st.composite
def worlds(draw: st.DrawFn) -> list[Node]:
    nodes = []
    for number in range(draw(st.integers(1, 7))):
        if draw(st.integers(0, 2)) == 0:
            own, former = draw(st.sampled_from(["1", "2", "6"])), draw(st.sampled_from(["", "", "1"]))
            nodes.append(maker(number, own, draw(FACE), *draw(SOME), former=former if former != own else ""))
        else:
            source = draw(st.sampled_from(["tax", "pension"]))
            carried = draw(SOME)
            issued = [n for n in carried if n[0] == "CARD"] if source == "tax" else []
            nodes.append(record(number, draw(FACE), *carried, source=source, assigned=issued))
    return nodes


PAIRS = st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda p: p[0] < p[1])
CLERKS = st.dictionaries(PAIRS, st.sampled_from(["POSITIVE", "NEGATIVE"]), max_size=3)


@settings(max_examples=examples(200), deadline=None)
@given(worlds(), CLERKS, st.sets(PAIRS, max_size=2))
def test_clusters_are_those_of_the_rules_told_plainly(
    nodes: list[Node], clerks: dict[Pair, str], scored: set[Pair]
) -> None:
    assert together(*nodes, clerks=clerks, scored=scored) == told_together(nodes, clerks, scored)


@settings(max_examples=examples(200), deadline=None)
@given(worlds(), CLERKS, st.sets(PAIRS, max_size=2), st.permutations(range(7)))
def test_neither_the_order_nor_the_numbers_of_records_matter(
    nodes: list[Node], clerks: dict[Pair, str], scored: set[Pair], numbers: list[int]
) -> None:
    def pair(one: Pair) -> Pair:
        left, right = sorted(numbers[record_id] for record_id in one)
        return left, right

    again = sorted((replace(n, record_id=numbers[n.record_id]) for n in nodes), key=lambda n: n.record_id)
    edges = Edges({pair(p): v for p, v in clerks.items()}, frozenset(map(pair, scored)))
    found, other = cluster(nodes, Edges(clerks, frozenset(scored))), cluster(again, edges)

    def told(clusters: Clusters, of: list[Node]) -> object:
        place = {node.record_id: node.place for node in of}
        said = sorted(
            (d.verdict, place[d.record_id], place[d.other_id], str(d.explanation)) for d in clusters.decisions
        )
        return [[node.place for node in person] for person in clusters.people], said

    assert told(found, nodes) == told(other, again)


@settings(max_examples=examples(100), deadline=None)
@given(worlds(), CLERKS)
def test_nobody_is_in_two_clusters_and_no_clerk_s_word_is_passed_over(
    nodes: list[Node], clerks: dict[Pair, str]
) -> None:
    found = together(*nodes, clerks=clerks)
    for one, other in permutations(found, 2):
        assert not one & other
    broken = [b for b in judged_together([n.record_id for n in nodes], Edges(clerks)) if Edges(clerks).told_apart(b)]
    for (left, right), verdict in clerks.items():
        if verdict == "NEGATIVE":
            assert not any({left, right} <= one for one in found)
        elif not any(left in block for block in broken):
            whose = [one for one in found if one & {left, right}]
            assert all({left, right} <= one for one in whose) or not {left, right} <= {n.record_id for n in nodes}


# Histories: deliveries, withdrawals, the three acts of a clerk, and weighings.
BITS = Thresholds(join=2.5, hold=0.0, margin=3.0, review=-3.0, expected=0.9)
OF_WEIGHT = ("WEIGH",)


@dataclass(frozen=True)
class Act:
    """`DELIVER` and `WITHDRAW` a record by its place in the world; what a clerk says of two; or how well a record fits them.

    `bits` are the weights of the first and of the second of `pair` for `record`.
    """

    kind: str
    pair: Pair
    record: int = 0
    bits: tuple[float, float] = (0.0, 0.0)


WEIGHTS = st.sampled_from([-4.0, -1.0, 0.0, 1.0, 2.4, 2.5, 4.0, 9.0])
ACTS = st.lists(
    st.builds(
        Act, st.sampled_from(["DELIVER", "DELIVER", "WITHDRAW", "MERGE", "SPLIT", "UNMERGE", "WEIGH", "WEIGH"]),
        st.tuples(st.integers(0, 6), st.integers(0, 6)), st.integers(0, 6), st.tuples(WEIGHTS, WEIGHTS),
    ),
    max_size=12,
)  # fmt: skip


def scored_of(log: Sequence[Act], count: int) -> set[Pair]:
    """The product's way: each weighing is decided beside the link that stands; who is withdrawn loses his."""
    links: dict[int, int] = {}
    for act in log:
        record, two = act.record % count, [place % count for place in act.pair]
        if act.kind == "WITHDRAW":
            links = {one: other for one, other in links.items() if two[0] not in (one, other)}
        elif act.kind == "WEIGH" and record not in two:
            found = [Found(who, bits, {}) for who, bits in dict(zip(two, act.bits, strict=True)).items()]
            person = decide(found, BITS, linked=links.get(record)).person
            links = {one: other for one, other in links.items() if one != record}
            links |= {} if person is None else {record: person}
    return {(min(pair), max(pair)) for pair in links.items()}


def told_scores(history: Sequence[Act], count: int) -> set[Pair]:
    """The same told plainly: joined from 2.5 bits, kept from 0, and never within 3 bits of the other."""
    linked: list[tuple[int, int]] = []
    for act in history:
        record, first, second = act.record % count, act.pair[0] % count, act.pair[1] % count
        if act.kind == "WITHDRAW":
            linked = [pair for pair in linked if first not in pair]
        if act.kind != "WEIGH" or record in (first, second):
            continue
        weights = sorted({first: act.bits[0], second: act.bits[1]}.items(), key=lambda one: (-one[1], one[0]))
        if first == second:
            weights = [(first, act.bits[1])]
        best, bits = weights[0]
        alone = len(weights) == 1 or bits - weights[1][1] >= 3
        enough = bits >= 2.5 or (bits >= 0 and (record, best) in linked)
        linked = [pair for pair in linked if pair[0] != record]
        linked += [(record, best)] if alone and enough else []
    return {(min(pair), max(pair)) for pair in linked}


def remaining(history: Sequence[Act], count: int) -> tuple[set[int], dict[Pair, str]]:
    """What of a history speaks: an un-merge takes the merge before it out, as if it had never been said."""
    present: set[int] = set()
    words: list[tuple[Pair, str]] = []
    for act in history:
        left, right = sorted(place % count for place in act.pair)
        if act.kind == "DELIVER":
            present.add(act.pair[0] % count)
        elif act.kind == "WITHDRAW":
            present.discard(act.pair[0] % count)
        elif act.kind in OF_WEIGHT:
            continue
        elif left != right and act.kind == "UNMERGE":
            last = next((word for pair, word in reversed(words) if pair == (left, right)), None)
            words = [word for word in words if word[0] != (left, right)] if last == "POSITIVE" else words
        elif left != right:
            words.append(((left, right), "POSITIVE" if act.kind == "MERGE" else "NEGATIVE"))
    return present, dict(words)


def clerks_of(log: Sequence[Act], count: int) -> dict[Pair, str]:
    """The product's way: the last judgement of each pair is in force, and who took his word back binds nobody."""
    last: dict[Pair, str] = {}
    for act in log:
        left, right = sorted(place % count for place in act.pair)
        if left == right or act.kind in ("DELIVER", "WITHDRAW", *OF_WEIGHT):
            continue
        if act.kind != "UNMERGE":
            last[left, right] = {"MERGE": "POSITIVE", "SPLIT": "NEGATIVE"}[act.kind]
        elif last.get((left, right)) == "POSITIVE":
            last[left, right] = "UNSURE"
    return {pair: verdict for pair, verdict in last.items() if verdict != "UNSURE"}


def claim(node: Node) -> Claim:
    """What a record says of a person's name: the later its number the later it begins."""
    since = FIRST + timedelta(days=node.record_id % 4)
    value = (sorted(node.said.given_names)[0],)
    return Claim(
        value, since, None, "STATED", node.record_id, 90 if node.makes else 40, FIRST, origin=(*node.place, "")
    )


def registers(groups: set[frozenset[int]], nodes: Sequence[Node], day: date) -> dict[frozenset[int], object]:
    by_id = {node.record_id: node for node in nodes}
    found: dict[frozenset[int], object] = {}
    for group in groups:
        versions = surviving([claim(by_id[record_id]) for record_id in sorted(group)])
        found[group] = [version.values for version in versions if version.holds(day)]
    return found


def plain_registers(groups: set[frozenset[int]], nodes: Sequence[Node], day: date) -> dict[frozenset[int], object]:
    by_id = {node.record_id: node for node in nodes}
    found: dict[frozenset[int], object] = {}
    for group in groups:
        claims = [claim(by_id[record_id]) for record_id in group]
        held = [c for c in claims if c.since is not None and c.since <= day]
        best = max(held, key=lambda c: (c.authority, c.since, c.origin), default=None)
        found[group] = [] if best is None else [best.values]
    return found


@settings(max_examples=examples(200, full=10_000), deadline=None)
@given(worlds(), ACTS)
def test_at_every_moment_and_day_the_registers_are_those_of_what_remains(nodes: list[Node], history: list[Act]) -> None:
    for moment in range(len(history) + 1):
        present, words = remaining(history[:moment], len(nodes))
        there = [node for node in nodes if node.record_id in present]
        past = history[:moment]
        found = together(*there, clerks=clerks_of(past, len(nodes)), scored=scored_of(past, len(nodes)))
        told = told_together(there, words, told_scores(past, len(nodes)))
        for day in range(-1, 5):
            as_of = FIRST + timedelta(days=day)
            assert registers(found, there, as_of) == plain_registers(told, there, as_of)
