"""What follows from papers: the facts of extracts, those of editions, and those of acts, day by day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby

from tests.registries.address.chronicle.editions import Verdicts, of_editions
from tests.registries.address.chronicle.facts import Belief, Fact, Thing
from tests.registries.address.chronicle.hindsight import Backwards, first_met
from tests.registries.address.chronicle.papers import EDITIONS, SORTS, Act, Clause, Paper, of_extracts, of_namings
from tests.registries.address.chronicle.read_acts import of_acts

ROUNDS = 20
TEN_DAYS_AFTER = timedelta(days=11)


def facts_of(papers: Sequence[Paper], verdicts: Verdicts) -> list[Fact]:
    """All that follows from the papers that count, and from what clerks said of lines of editions."""
    facts = [fact for source in SORTS for fact in of_extracts(one for one in papers if one.source == source)]
    # What is named by a code that no extract has brought yet waits for it.
    brought = {fact.thing for fact in facts}
    facts += [fact for fact in of_namings(papers) if fact.thing in brought]
    facts += of_editions((one for one in papers if one.source == EDITIONS), verdicts)
    backwards: list[Backwards] = []
    for _ in range(ROUNDS):
        done, found = _of_all_acts(papers, facts, backwards)
        if found == backwards:
            return [*facts, *done]
        backwards = found
    raise AssertionError("acts that are read backwards come to no end")


def _of_all_acts(
    papers: Sequence[Paper], facts: list[Fact], backwards: list[Backwards]
) -> tuple[list[Fact], list[Backwards]]:
    """Day by day, where it is known already of which streets later acts told the names; and those told then."""
    belief, met, delivered = _belief(facts), first_met(papers), first_told(papers)
    done: list[Fact] = []
    found: list[Backwards] = []
    for first_day, acts in groupby(in_force(papers), key=lambda one: one[0]):
        told, turned = of_acts([act for _, act in acts], first_day, belief, delivered, met, backwards)
        for fact in told:
            belief.add(fact)
        done += told
        found += turned
    return done, found


def in_force(papers: Sequence[Paper]) -> list[tuple[date, Act]]:
    """Acts with their first days, in order: by the last card of each, else by what its rows tell."""
    told = {number: day for paper in sorted(papers, key=lambda one: one.day) for number, day in paper.cards}
    acts = [act for paper in papers for act in paper.acts if act.status == "act"]
    dated = [(told.get(act.number, act.published), act) for act in acts]
    return sorted(((day + TEN_DAYS_AFTER, act) for day, act in dated if day is not None), key=lambda one: one[0])


def first_told(papers: Iterable[Paper]) -> dict[tuple[str, Clause], date]:
    """When each clause was delivered first: said again in the same words it is not said anew."""
    told: dict[tuple[str, Clause], date] = {}
    for paper in sorted(papers, key=lambda one: one.day, reverse=True):
        told |= {(act.number, clause): paper.day for act in paper.acts for clause in act.clauses}
    return told


def _belief(facts: Iterable[Fact]) -> Belief:
    found: dict[tuple[Thing, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.thing, fact.about].append(fact)
    return Belief(found)
