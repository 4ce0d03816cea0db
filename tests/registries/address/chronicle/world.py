"""Countries in one register: their papers are delivered, corrected and withdrawn together, their lives differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import text

from loaders.desired_state import judge
from tests.loaders.offices import Office
from tests.registries.address.chronicle.classified import CLASSIFIED, Classified
from tests.registries.address.chronicle.country import COUNTRIES, REPUBLIC, Country
from tests.registries.address.chronicle.decrees import BETWEEN, START, Authority, Op, founding, pick
from tests.registries.address.chronicle.facts import Belief, Chronicle
from tests.registries.address.chronicle.meaning import facts_of
from tests.registries.address.chronicle.papers import EDITIONS, NAMINGS, SORTS, Act, Naming, Paper

FOUNDED = "founded"
"""Acts that found something, and the papers that bring it."""
Lives = list[list[list[Op]]]
"""By country and step."""
STEPS = (
    "ar_units", "ar_units", "ar_geonyms", "ar_buildings", "kato", "kato", "kato", "kato", "judge", "renamings", "renamings",
    FOUNDED, FOUNDED, NAMINGS, NAMINGS, "act_cards", "withdraw", "correct",
)  # fmt: skip
STEPS_OF_A_HISTORY = (5, 7)
ABSENT = timedelta(days=90)
"""An edition may come late: it is of a day before that of the last."""


@dataclass
class World:
    """`papers` by their deliveries, those that count; `chronicle`: what is known at each of `moments`."""

    office: Office
    countries: list[Country] = field(default_factory=lambda: [Country(number) for number in range(COUNTRIES)])
    classified: list[Classified] = field(default_factory=lambda: [Classified(number) for number in range(CLASSIFIED)])
    papers: dict[int, Paper] = field(default_factory=dict)
    verdicts: dict[tuple[str, str], bool] = field(default_factory=dict)
    chronicle: Chronicle = field(default_factory=Chronicle)
    moments: list[datetime] = field(default_factory=list)
    taken: int = 0

    @property
    def authorities(self) -> list[Authority]:
        return [*self.countries, *self.classified]

    @property
    def codes(self) -> list[str]:
        return [code for country in (*self.countries, *self.classified) for code in country.codes]

    def live(self, steps: list[tuple[str, int]], lives: Lives) -> None:
        for source in (*SORTS, EDITIONS):
            self.deliver(self._extract(source, START))
        for place, (step, choice) in enumerate(steps):
            happening = [life[place] for life in lives]
            if step == "withdraw":
                self._withdraw(choice)
            elif step == "correct":
                self._correct(choice, happening)
            elif step == "judge":
                self._judge(happening)
            elif step == FOUNDED:
                self._found(choice, happening)
            else:
                self._happen(step, choice, happening)

    def receive(self, papers: Iterable[Paper], verdicts: Mapping[tuple[str, str], bool]) -> None:
        """Papers in this order; the words of clerks behind them, for they are about lines that are there."""
        for paper in papers:
            self.deliver(paper)
        for pair, same in verdicts.items():
            self._say(pair, same)

    def deliver(self, paper: Paper) -> None:
        report = self.office.load(paper.source, paper.content, str(paper.day))
        assert (report.state, report.quarantined) == ("APPLIED", 0), report
        if not report.unchanged:
            self.papers[report.delivery] = paper
            self._learn()

    def _happen(self, step: str, choice: int, happening: list[list[Op]]) -> None:
        self.taken += 1
        day = START + self.taken * BETWEEN
        if step in (*SORTS, EDITIONS):
            self._change(step, happening)
            self.deliver(self._extract(step, day - ABSENT if step == EDITIONS and choice % 5 == 0 else day))
            return
        belief = self.chronicle.believed()
        pairs = list(zip(self.authorities, happening, strict=True))
        if step == NAMINGS:
            self.deliver(Paper(step, day, namings=tuple(self._namings(happening))))
        elif step == "renamings":
            acts = tuple(act for country, some in pairs for act in _acts(country, some, belief, day))
            if acts:
                self.deliver(Paper(step, day, acts=acts))
        elif told := [card for country, some in pairs if some and (card := country.card(some[0])) is not None]:
            self.deliver(Paper(step, day, cards=tuple(told)))

    def _found(self, choice: int, happening: list[list[Op]]) -> None:
        """The acts come before what they found is met, or behind that; now and then its papers come much later."""
        self.taken += 1
        now, belief = START + self.taken * BETWEEN, self.chronicle.believed()
        pairs = zip(self.authorities, happening, strict=True)
        decreed = (country.decree([founding(op) for op in some], belief, now) for country, some in pairs)
        acts = tuple(act for act in decreed if act is not None)
        self.taken += 1
        met = [self._extract(source, now + BETWEEN) for source in ("ar_units", ("ar_geonyms", EDITIONS)[choice % 2])]
        for paper in (*met, Paper("renamings", now, acts=acts))[:: 1 if choice % 3 else -1]:
            self.deliver(paper)

    def _namings(self, happening: list[list[Op]]) -> Iterable[Naming]:
        """The whole book so far, with a line more in every country."""
        for country, some in zip(self.countries, happening[: len(self.countries)], strict=True):
            country.naming(some[0])
            yield from country.namings

    def _change(self, source: str, happening: list[list[Op]]) -> None:
        for country, some in zip(self.countries, happening[: len(self.countries)], strict=True):
            for op in some if source != EDITIONS else ():
                country.change(source, op)
        for classified, some in zip(self.classified, happening[len(self.countries) :], strict=True):
            for op in some if source == EDITIONS else ():
                classified.change(op)

    def _extract(self, source: str, day: date) -> Paper:
        if source == EDITIONS:
            return Paper(source, day, rows=tuple(row for c in self.classified for row in c.rows(self.taken % 4 != 1)))
        rows = [row for country in self.countries for row in country.rows(source, self.taken)]
        return Paper(source, day, rows=(*((REPUBLIC,) if source == "ar_units" else ()), *rows))

    def _judge(self, happening: list[list[Op]]) -> None:
        """A clerk's words on lines of two editions that follow each other: where nobody can tell, or against the rules."""
        editions = sorted(
            (paper for paper in self.papers.values() if paper.source == EDITIONS), key=lambda one: one.day
        )
        belief = self.chronicle.believed()
        for classified, some in zip(self.classified, happening[len(self.countries) :], strict=True):
            if len(editions) > 1 and some:
                place = some[0][1] % (len(editions) - 1)
                pair = _pair(classified, editions[place], editions[place + 1], belief, some[0])
                if pair is not None:
                    self._say(pair, some[0][2] % 3 > 0)

    def _say(self, pair: tuple[str, str], same: bool) -> None:
        old, new = pair
        judge(self.office.engine, f"kato/{old}", f"kato/{new}", same, "Aigul", "as the act says", 1_000)
        self.verdicts = {one: word for one, word in self.verdicts.items() if one != pair} | {pair: same}
        self._learn()

    def _withdraw(self, choice: int) -> None:
        """A delivery is taken back; of each register one extract remains."""
        able = [number for number, paper in self.papers.items() if not self._is_last(paper)]
        if able:
            number = able[choice % len(able)]
            self.office.withdraw(number)
            del self.papers[number]
            self._learn()

    def _is_last(self, paper: Paper) -> bool:
        alike = sum(one.source == paper.source for one in self.papers.values())
        return paper.source in (*SORTS, EDITIONS) and alike == 1

    def _correct(self, choice: int, happening: list[list[Op]]) -> None:
        """An extract was wrong: it is taken back, and another given for the same day."""
        whole = (*SORTS, EDITIONS)
        able = [number for number, paper in self.papers.items() if paper.source in whole and not self._is_last(paper)]
        if able:
            number = able[choice % len(able)]
            paper = self.papers.pop(number)
            self.office.withdraw(number)
            self._learn()
            self._change(paper.source, happening)
            self.deliver(self._extract(paper.source, paper.day))

    def _learn(self) -> None:
        with self.office.engine.connect() as connection:
            moment = connection.scalar(text("SELECT max(stamped_at) FROM temporal.transaction"))
        assert isinstance(moment, datetime)
        self.moments.append(moment)
        self.chronicle.learn(moment, facts_of(list(self.papers.values()), self.verdicts))


def _acts(country: Authority, some: list[Op], belief: Belief, now: date) -> Iterable[Act]:
    """Often two at a time, that may be about one thing: which takes effect first is not told by their order."""
    again = [(last, first, other) for first, other, last in some] if some[0][1] % 2 else []
    for ops in (some, again):
        act = country.decree(ops, belief, now)
        if act is not None:
            yield act


def a_life(
    chance: Random, of: Sequence[str] = STEPS, countries: int = COUNTRIES + CLASSIFIED
) -> tuple[list[tuple[str, int]], Lives]:
    """Steps, each with a choice, and what happens to each country at each of them."""
    steps = [(chance.choice(of), chance.randrange(21)) for _ in range(chance.randint(*STEPS_OF_A_HISTORY))]
    return steps, [[_ops(chance) for _ in steps] for _ in range(countries)]


def _ops(chance: Random) -> list[Op]:
    return [(chance.randrange(61), chance.randrange(61), chance.randrange(61)) for _ in range(chance.randint(1, 3))]


def _pair(country: Classified, earlier: Paper, later: Paper, belief: Belief, op: Op) -> tuple[str, str] | None:
    """Two lines under one code, those of which nobody can tell before others; now and then under two codes."""
    olds, news = (sorted(row.code for row in paper.rows if country.owns(f"{row.code}@")) for paper in (earlier, later))
    settlements = [code for code in olds if not code.endswith("000")]
    untold = [code for code in settlements if code in news and _is_untold(belief, f"{code}@{later.day}", later.day)]
    common = untold or [code for code in settlements if code in news]
    if op[0] % 4 == 0 or not common:
        others = [code for code in news if not code.endswith("000")]
        if not settlements or not others:
            return None
        return f"{pick(settlements, op[1])}@{earlier.day}", f"{pick(others, op[2])}@{later.day}"
    code = pick(common, op[1])
    return f"{code}@{earlier.day}", f"{code}@{later.day}"


def _is_untold(belief: Belief, line: str, day: date) -> bool:
    things: Iterable[tuple[str, str]] = (thing for thing, about in belief.facts if about == f"line.{line}")
    return any((thing, f"untold.{day}") in belief.facts for thing in things)
