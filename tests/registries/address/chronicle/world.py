"""Ten countries in one register: their papers are delivered, corrected and withdrawn together, their lives differ."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import text

from tests.loaders.offices import Office
from tests.registries.address.chronicle.country import BETWEEN, COUNTRIES, REPUBLIC, START, Country, Op
from tests.registries.address.chronicle.facts import Chronicle
from tests.registries.address.chronicle.meaning import facts_of
from tests.registries.address.chronicle.papers import SORTS, Act, Paper

Lives = list[list[list[Op]]]
"""By country and step."""
STEPS = (
    "ar_units",
    "ar_units",
    "ar_geonyms",
    "ar_buildings",
    "renamings",
    "renamings",
    "renamings",
    "act_cards",
    "withdraw",
    "correct",
)


@dataclass
class World:
    """`papers` by their deliveries, those that count; `chronicle`: what is known at each of `moments`."""

    office: Office
    countries: list[Country] = field(default_factory=lambda: [Country(number) for number in range(COUNTRIES)])
    papers: dict[int, Paper] = field(default_factory=dict)
    chronicle: Chronicle = field(default_factory=Chronicle)
    moments: list[datetime] = field(default_factory=list)
    taken: int = 0

    def live(self, steps: list[tuple[str, int]], lives: Lives) -> None:
        for source in SORTS:
            self.deliver(self._extract(source, START))
        for place, (step, choice) in enumerate(steps):
            happening = [life[place] for life in lives]
            if step == "withdraw":
                self._withdraw(choice)
            elif step == "correct":
                self._correct(choice, happening)
            else:
                self._happen(step, happening)

    def deliver(self, paper: Paper) -> None:
        report = self.office.load(paper.source, paper.content, str(paper.day))
        assert (report.state, report.quarantined) == ("APPLIED", 0), report
        if not report.unchanged:
            self.papers[report.delivery] = paper
            self._learn()

    def _happen(self, step: str, happening: list[list[Op]]) -> None:
        self.taken += 1
        day = START + self.taken * BETWEEN
        if step in SORTS:
            self._change(step, happening)
            self.deliver(self._extract(step, day))
            return
        belief = self.chronicle.believed()
        pairs = list(zip(self.countries, happening, strict=True))
        if step == "renamings":
            acts: list[Act] = [act for country, some in pairs if (act := country.decree(some, belief)) is not None]
            if acts:
                self.deliver(Paper(step, day, acts=tuple(acts)))
        elif told := [card for country, some in pairs if some and (card := country.card(some[0])) is not None]:
            self.deliver(Paper(step, day, cards=tuple(told)))

    def _change(self, source: str, happening: list[list[Op]]) -> None:
        for country, some in zip(self.countries, happening, strict=True):
            for op in some:
                country.change(source, op)

    def _extract(self, source: str, day: date) -> Paper:
        rows = [row for country in self.countries for row in country.rows(source, self.taken)]
        return Paper(source, day, rows=(*((REPUBLIC,) if source == "ar_units" else ()), *rows))

    def _withdraw(self, choice: int) -> None:
        """A delivery is taken back; of each register one extract remains."""
        able = [number for number, paper in self.papers.items() if not self._is_last(paper)]
        if able:
            number = able[choice % len(able)]
            self.office.withdraw(number)
            del self.papers[number]
            self._learn()

    def _is_last(self, paper: Paper) -> bool:
        return paper.source in SORTS and sum(one.source == paper.source for one in self.papers.values()) == 1

    def _correct(self, choice: int, happening: list[list[Op]]) -> None:
        """An extract was wrong: it is taken back, and another given for the same day."""
        able = [number for number, paper in self.papers.items() if paper.source in SORTS and not self._is_last(paper)]
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
        self.chronicle.learn(moment, facts_of(list(self.papers.values())))
