"""What the authorities of a country decree: acts on things that are there, as far as is known when they are written."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ClassVar, TypeVar

from tests.registries.address.chronicle.facts import Belief
from tests.registries.address.chronicle.meaning import (
    ABOLISH,
    MERGE,
    MOVE,
    ONE_DAY,
    RENAME_STREET,
    RENAME_UNIT,
    TEN_DAYS_AFTER,
    named,
    split,
)
from tests.registries.address.chronicle.papers import Act, Clause

T = TypeVar("T")
Op = tuple[int, int, int]
"""Which operation, on which thing, to what: counted round among what there is."""
START, BETWEEN = date(2024, 1, 1), timedelta(days=60)
CLAUSES = (RENAME_UNIT, RENAME_UNIT, RENAME_STREET, RENAME_STREET, MOVE, ABOLISH, MERGE)
Levels = dict[str, tuple[str, ...]]


@dataclass
class Authority(ABC):
    """The authorities of country `number`; the days on which their acts take effect differ. `letter`: of act numbers."""

    levels: ClassVar[Levels]
    letter: ClassVar[str]
    number: int
    acts: list[tuple[str, bool]] = field(default_factory=list)
    first_days: set[date] = field(default_factory=set)

    @abstractmethod
    def owns(self, key: str) -> bool: ...

    @abstractmethod
    def new_name(self, choice: int) -> str: ...

    def decree(self, some: Sequence[Op], belief: Belief) -> Act | None:
        """An act on things that are there the day before its first day, as far as is known when it is written."""
        if not some:
            return None
        published = self.unlike(START + timedelta(days=some[0][1] * 17 + some[0][2] - 120))
        day = published + TEN_DAYS_AFTER - ONE_DAY
        clauses = tuple(clause for op in some if (clause := self._clause(op, belief, day)) is not None)
        if not clauses:
            return None
        number = f"V24{self.letter}{self.number:03d}{len(self.acts):04d}"
        dated, in_force = some[0][0] % 3 > 0, some[0][2] % 9 > 0
        self.acts.append((number, in_force))
        return Act(number, "act" if in_force else "draft", published if dated else None, clauses)

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

    def _clause(self, op: Op, belief: Belief, day: date) -> Clause | None:
        operation, language = CLAUSES[op[0] % len(CLAUSES)], ("ru", "kk")[op[2] % 2]
        if operation == RENAME_STREET:
            return self._of_street(op, belief, day, language)
        return self._of_unit(operation, op, belief, day, language)

    def _of_unit(self, operation: str, op: Op, belief: Belief, day: date, language: str) -> Clause | None:
        units = {kind: self.known(belief, "unit", day, kinds) for kind, kinds in self.levels.items()}
        if operation == MOVE:
            olds, others = (units["VILLAGE"], units["DISTRICT"]) if op[1] % 3 else (units["DISTRICT"], units["REGION"])
        else:
            olds, others = units["VILLAGE"] if op[1] % 4 else units["DISTRICT"], units["VILLAGE"]
            if operation in (MERGE, ABOLISH):
                olds = units["VILLAGE"]
        if not olds or not others:
            return None
        kind, name = pick(olds, often_the_first(op))
        if operation == RENAME_UNIT:
            new = self.new_name(op[2])
            other = named(kazakh(new) if language == "kk" else new, kind, language)
        else:
            other = "" if operation == ABOLISH else named(pick(others, op[2])[1], pick(others, op[2])[0], "ru")
        return Clause(operation, language, "", named(name, kind, "ru"), other)

    def _of_street(self, op: Op, belief: Belief, day: date, language: str) -> Clause | None:
        """Of a country whose streets nobody lists: a unit gets another name."""
        return self._of_unit(RENAME_UNIT, op, belief, day, language)

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


def kazakh(name: str) -> str:
    return f"Ақ{name.lower()}"


def pick(of: Sequence[T], choice: int) -> T:
    return of[choice % len(of)]
