"""The register in memory and the departments' rows against it, by the committed configuration; and what came of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import pyarrow as pa
from linking.country import DEPARTMENTS, Country

from loaders.linkage.asked import asked_table, compared
from loaders.linkage.bulk import Bulk, bulk
from registries.crosswalk.match_rows import usable_fields
from registries.crosswalk.weighing.blocking import Blocking, Index, Key
from registries.crosswalk.weighing.decision import Answer, Because, Decided, Found
from registries.crosswalk.weighing.frequencies import shares_of_values
from registries.crosswalk.weighing.matching import Described, Matched, Matcher, Near
from registries.crosswalk.weighing.model import Model
from registries.crosswalk.weighing.scorer import Record

FEWEST_USABLE = 2
SLICE = 50_000


@dataclass(slots=True)
class Register:
    """People by place, their match rows, and the index of the rows."""

    model: Model
    persons: dict[str, int] = field(default_factory=dict)
    rows: list[Record] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    index: Index | None = None

    @classmethod
    def of(cls, model: Model, country: Country) -> "Register":
        register = cls(model)
        for iin, reading in country.register():
            person = register.persons.setdefault(iin, len(register.persons))
            for row in Described.of(reading).rows():
                register.rows.append(row)
                register.owners.append(person)
        register.index = Index(Blocking(model), register.rows, int(model.thresholds["most_of_a_key"]))
        return register

    def look(self, keys: Sequence[Key]) -> Near:
        assert self.index is not None
        places, hot = self.index.found(keys)
        return [(self.owners[place], self.rows[place]) for place in places], hot

    def table(self) -> pa.Table:
        """Match rows as `Bulk` takes them."""
        columns = dict(zip(self.model.columns, zip(*self.rows, strict=True), strict=True))
        return pa.table(
            {"person": pa.array(self.owners, pa.int64())} | {n: pa.array(c, pa.string()) for n, c in columns.items()}
        )

    def matcher(self) -> Matcher:
        return Matcher(self.model, shares_of_values(self.model, self.rows), len(self.persons), self.look)


@dataclass(slots=True)
class Outcome:
    """Counts over rows. Known: the person is in the register; usable: and at least two fields are said.

    Recalls are of the usable; precision is of all automatic links. `struck` and `linked` count usable rows and right
    automatic links by kind of dirt.
    """

    rows: int = 0
    known: int = 0
    usable: int = 0
    blocked: int = 0
    automatic: int = 0
    right: int = 0
    right_usable: int = 0
    review: int = 0
    review_usable: int = 0
    because: Counter[str] = field(default_factory=Counter)
    hot: Counter[str] = field(default_factory=Counter)
    struck: Counter[str] = field(default_factory=Counter)
    linked: Counter[str] = field(default_factory=Counter)

    def count(self, true: int | None, kinds: Iterable[str], matched: Matched, near: bool) -> None:
        """`near`: whether the true person was among the candidates."""
        decided = matched.decided
        usable = true is not None and max(map(usable_fields, matched.rows), default=0) >= FEWEST_USABLE
        right = decided.person is not None and decided.person == true
        self.rows += 1
        self.known += true is not None
        self.usable += usable
        self.blocked += usable and near
        self.hot.update(matched.hot)
        self.automatic += decided.person is not None
        self.right += right
        self.right_usable += right and usable
        if decided.answer in (Answer.POSSIBLE, Answer.MANY):
            self.review += 1
            self.review_usable += usable and any(one.person == true for one in decided.candidates)
        if usable and decided.person is None:
            self.because[Because(decided.because)] += 1
        if usable:
            self.struck.update(kinds)
            self.linked.update(kinds if right else ())

    def figures(self) -> dict[str, float]:
        return {
            "precision": self.right / self.automatic,
            "recall": self.right_usable / self.usable,
            "recall_with_review": (self.right_usable + self.review_usable) / self.usable,
            "blocking_recall": self.blocked / self.usable,
            "review": self.review / self.rows,
        }


def measured(register: Register, country: Country, every: int) -> Outcome:
    """Every so manieth row of the four departments, its identifiers laid aside."""
    matcher, outcome = register.matcher(), Outcome()
    for source in DEPARTMENTS:
        for iin, kinds, reading in islice(country.rows(source), 0, None, every):
            true = register.persons.get(iin)
            matched = matcher.match(Described.of(reading))
            near = true is not None and _is_near(true, matched, register, matcher)
            outcome.count(true, kinds, matched, near)
    return outcome


def measured_in_bulk(register: Register, country: Country, threads: int) -> Outcome:
    """Every row of the four departments, a slice at a time, by the statements that the model is carried out by in bulk."""
    matcher, outcome = register.matcher(), Outcome()
    with bulk(register.model, shares_of_values(register.model, register.rows), threads=threads) as at_once:
        at_once.fill(register.table(), matcher.prior)
        for source in DEPARTMENTS:
            rows = iter(country.rows(source))
            while asked := [(iin, kinds, Described.of(reading)) for iin, kinds, reading in islice(rows, SLICE)]:
                for (iin, kinds, _), matched in zip(asked, _together(at_once, [s for *_, s in asked]), strict=True):
                    true = register.persons.get(iin)
                    outcome.count(true, kinds, matched, true is not None and _is_near(true, matched, register, matcher))
    return outcome


def _together(at_once: Bulk, asked: Sequence[Described]) -> Iterator[Matched]:
    """The records in their order; keys too common to follow are not told by name."""
    decided = at_once.decide(asked_table(row for n, said in enumerate(asked) for row in compared(n, said))).to_pylist()
    near: dict[int, list[Found]] = defaultdict(list)
    for one in at_once.candidates().select(["record", "person", "weight"]).to_pylist():
        near[one["record"]].append(Found(one["person"], one["weight"], {}))
    for one, said in zip(decided, asked, strict=True):
        answer, candidates = Answer(one["answer"]), tuple(near[one["record"]])
        margin = float("inf") if one["second"] is None else one["weight"] - one["second"]
        rows = said.rows() if answer is Answer.MATCH else [*said.rows(), *said.turned()]
        yield Matched(Decided(answer, Because(one["because"]), candidates, margin), tuple(rows), ())


def _is_near(true: int, matched: Matched, register: Register, matcher: Matcher) -> bool:
    if any(one.person == true for one in matched.decided.candidates):
        return True
    keys = [key for row in matched.rows for key in matcher.blocking.probes(row)]
    return any(person == true for person, _ in register.look(keys)[0])
