"""What the authorities of a country decree: acts on things that are there, as far as is known when they are written."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar, TypeVar

from tests.registries.address.chronicle.day import named, split
from tests.registries.address.chronicle.facts import Belief
from tests.registries.address.chronicle.meaning import TEN_DAYS_AFTER
from tests.registries.address.chronicle.papers import Act, Clause
from tests.registries.address.chronicle.read_acts import (
    ABOLISH,
    MERGE,
    MERGE_STREET,
    MOVE,
    OF_STREETS,
    ONE_DAY,
    RENAME_STREET,
    RENAME_UNIT,
    SPLIT,
    SPLIT_STREET,
)

T = TypeVar("T")
Op = tuple[int, int, int]
"""Which operation, on which thing, to what: counted round among what there is."""
START, BETWEEN = date(2024, 1, 1), timedelta(days=60)
CLAUSES = (
    RENAME_UNIT, RENAME_UNIT, RENAME_STREET, RENAME_STREET, MOVE, ABOLISH, MERGE, SPLIT, SPLIT, SPLIT_STREET, MERGE_STREET,
)  # fmt: skip
FOUNDING = {MOVE, MERGE, SPLIT, SPLIT_STREET, MERGE_STREET}
Levels = dict[str, tuple[str, ...]]


@dataclass
class Authority(ABC):
    """The authorities of country `number`; the days on which their acts take effect differ. `letter`: of act numbers."""

    levels: ClassVar[Levels]
    letter: ClassVar[str]
    number: int
    acts: list[tuple[str, bool]] = field(default_factory=list)
    first_days: set[date] = field(default_factory=set)
    published: list[date] = field(default_factory=list)

    @abstractmethod
    def owns(self, key: str) -> bool: ...

    @abstractmethod
    def new_name(self, choice: int) -> str: ...

    @abstractmethod
    def found(self, kind: str, choice: int) -> str | None:
        """The bare name of a new thing, which the next papers bring; None where there is no room."""

    def decree(self, some: Sequence[Op], belief: Belief, now: date) -> Act | None:
        """An act on things that are there the day before its first day, as far as is known when it is written.

        What it founds is met later: so its day is that of the last papers, or soon after. Now and then it renamed streets
        before any paper told of them.
        """
        if not some:
            return None
        operation = CLAUSES[some[0][0] % len(CLAUSES)]
        published = START + timedelta(days=some[0][1] * 17 + some[0][2] - 120)
        if operation in FOUNDING and some[0][2] % 3:
            published = now + timedelta(days=some[0][1] % 40 - 10)
        if operation == RENAME_STREET and some[0][1] % 3 == 0:
            published = START - timedelta(days=30 + some[0][1] * 5 + some[0][2])
        published = self._with_others(some[0][1]) or self.unlike(published)
        day = published + TEN_DAYS_AFTER - ONE_DAY
        clauses = tuple(dict.fromkeys(clause for op in some for clause in self._clauses(op, belief, day)))
        if not clauses:
            return None
        number = f"V24{self.letter}{self.number:03d}{len(self.acts):04d}"
        dated, in_force = some[0][0] % 3 > 0, some[0][2] % 9 > 0
        self.acts.append((number, in_force))
        if dated:
            self.published.append(published)
        return Act(number, "act" if in_force else "draft", published if dated else None, clauses)

    def _with_others(self, choice: int) -> date | None:
        """Now and then the day of the act before it: acts of one day are read as one."""
        return self.published[-1] if self.published and choice % 2 == 0 else None

    def card(self, op: Op) -> tuple[str, date] | None:
        """The day on which one of its acts was published, or another than was told."""
        waiting = [number for number, in_force in self.acts if in_force]
        if not waiting:
            return None
        return pick(waiting, op[0]), self.unlike(START + timedelta(days=op[1] * 17 + op[2] - 90))

    def unlike(self, day: date) -> date:
        """The day, or the next on which nothing takes effect yet."""
        while day in self.first_days:
            day += ONE_DAY
        self.first_days.add(day)
        return day

    def _clauses(self, op: Op, belief: Belief, day: date) -> Sequence[Clause]:
        operation, language = CLAUSES[op[0] % len(CLAUSES)], ("ru", "kk")[op[2] % 2]
        if operation in OF_STREETS:
            return self._of_street(operation, op, belief, day, language)
        return self._of_unit(operation, op, belief, day, language)

    def _of_unit(self, operation: str, op: Op, belief: Belief, day: date, language: str) -> Sequence[Clause]:
        units = {kind: self.known(belief, "unit", day, kinds) for kind, kinds in self.levels.items()}
        if operation == MOVE:
            olds, others = (units["VILLAGE"], units["DISTRICT"]) if op[1] % 3 else (units["DISTRICT"], units["REGION"])
        else:
            olds, others = units["VILLAGE"] if op[1] % 4 else units["DISTRICT"], units["VILLAGE"]
            if operation in (MERGE, ABOLISH):
                olds = units["VILLAGE"]
        if not olds or not others:
            return ()
        kind, name = pick(olds, often_the_first(op))
        old = named(name, kind, "ru")
        if operation == RENAME_UNIT:
            new = self.new_name(op[2])
            return [
                Clause(operation, language, "", old, named(kazakh(new) if language == "kk" else new, kind, language))
            ]
        if operation == ABOLISH:
            return [Clause(operation, language, "", old, "")]
        level, other = pick(others, op[2])
        found = named(self._founded(level, op) or other, level, "ru")
        if operation != SPLIT:
            return [Clause(operation, language, "", old, found)]
        return [Clause(SPLIT, language, "", old, one) for one in self._parts(old, found, level, op)]

    def _of_street(self, operation: str, op: Op, belief: Belief, day: date, language: str) -> Sequence[Clause]:
        """Of a country whose streets nobody lists: a unit gets another name, or is divided."""
        return self._of_unit(SPLIT if operation == SPLIT_STREET else RENAME_UNIT, op, belief, day, language)

    def _founded(self, kind: str, op: Op) -> str | None:
        return self.found(kind, op[1]) if op[2] % 3 else None

    def _parts(self, old: str, other: str, kind: str, op: Op) -> Sequence[str]:
        """The thing itself and another, or two others; now and then one alone."""
        if op[1] % 7 == 0:
            return [other]
        second = None if op[2] % 2 else self._founded(kind, (op[0], op[1] + 1, op[2]))
        return [other, old if second is None else named(second, kind, "ru")]

    def known(self, belief: Belief, sort: str, day: date, kinds: Sequence[str]) -> list[tuple[str, str]]:
        """Kind and Russian name of the things of those kinds that are there on the day."""
        found = [
            self.named(belief, thing, day)
            for thing in belief.things(sort)
            if self.owns(thing[1]) and belief.on(thing, "existence", day) and belief.on(thing, "type", day) in kinds
        ]
        return [one for one in found if one is not None]

    def named(self, belief: Belief, thing: tuple[str, str], day: date) -> tuple[str, str] | None:
        name, kind = belief.on(thing, "name.ru", day), belief.on(thing, "type", day)
        if name is None or kind is None:
            return None
        word, bare = split(str(name))
        return word or str(kind), bare


def often_the_first(op: Op) -> int:
    """Which thing an act is about: several acts on one thing take effect in another order than they come in."""
    return op[1] if op[0] % 2 else 0


def founding(op: Op) -> Op:
    """The operation turned into one that founds something, by an act that is dated and in force."""
    return pick(_FOUNDING, op[0]), op[1] + (op[1] % 7 == 0), op[2] - op[2] % 3 + 1 + op[2] % 2


_FOUNDING = [n for n in range(6 * len(CLAUSES)) if CLAUSES[n % len(CLAUSES)] in FOUNDING and n % 3]


def kazakh(name: str) -> str:
    return f"Ақ{name.lower()}"


def pick(of: Sequence[T], choice: int) -> T:
    return of[choice % len(of)]
