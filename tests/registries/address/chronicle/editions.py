"""What follows from editions of the classifier: who goes on by a rule of a sentence, and the facts of everybody's lines.

A unit goes on under its name, whose bearer it alone is; without that under its code in the same unit above: so it was
renamed; under its code elsewhere nobody can tell. A clerk's word on two lines goes before all this.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from tests.registries.address.chronicle.facts import OBSERVED, Bound, Fact, Thing
from tests.registries.address.chronicle.papers import Paper, Row

Place = TypeVar("Place", str, int)
EDITION, LEVEL = 50, 10
LEVELS = {2: "REGION", 4: "DISTRICT", 6: "SUBDISTRICT"}
Verdicts = dict[tuple[str, str], bool]
"""A clerk's last word on an older and a newer line, in the order given: one unit or not."""


def level(code: str) -> str:
    return next((name for digits, name in LEVELS.items() if code.endswith("0" * (9 - digits))), "SETTLEMENT")


def above(code: str, codes: Collection[str]) -> str | None:
    """The nearest code above that is there."""
    wider = (code[:digits].ljust(9, "0") for digits in (6, 4, 2))
    return next((one for one in wider if one != code and one in codes), None)


@dataclass(eq=False)
class Unit:
    """`lines`: its rows by the days of their editions; `over`: the unit above it in the last of them.

    `untold`: days of which nobody can tell whether it went on or began, with the line in question.
    """

    key: str
    lines: dict[date, Row] = field(default_factory=dict)
    over: "Unit | None" = None
    alive: bool = True
    untold: dict[date, str] = field(default_factory=dict)

    @property
    def last(self) -> Row:
        return self.lines[max(self.lines)]

    @property
    def line(self) -> str:
        return f"{self.last.code}@{max(self.lines)}"


Link = tuple[Unit, str, Unit]
"""Who came, how, and of whom."""


@dataclass
class Comparison:
    """An edition held against the units that the earlier ones left; `found`: who each of its codes means."""

    units: list[Unit]
    edition: Paper
    verdicts: Verdicts
    found: dict[str, Unit] = field(default_factory=dict)
    untold: set[str] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows = {row.code: row for row in self.edition.rows}
        self.before = [unit for unit in self.units if unit.alive]
        self.line_of = {id(unit): unit.line for unit in self.units}
        self.codes = sorted(self.rows, key=lambda code: (len(code.rstrip("0")), code))

    def run(self) -> None:
        self._by_clerks()
        self._by_names()
        for code in self.codes:
            if code not in self.found:
                self._by_code(code)
        self._what_came_of_whom()

    def _go_on(self, code: str, unit: Unit) -> None:
        self.found[code] = unit

    def _free(self, unit: Unit, code: str) -> bool:
        return unit not in self.found.values() and self._word(unit, code) is not False

    def _word(self, unit: Unit, code: str) -> bool | None:
        return self.verdicts.get((unit.line, f"{code}@{self.edition.day}"))

    def _by_clerks(self) -> None:
        """Of those that are gone too; the later word first."""
        lines, codes = (
            {unit.line: unit for unit in self.units},
            {f"{code}@{self.edition.day}": code for code in self.codes},
        )
        for (old, new), same in reversed(self.verdicts.items()):
            if (
                same
                and old in lines
                and new in codes
                and codes[new] not in self.found
                and self._free(lines[old], codes[new])
            ):
                self._go_on(codes[new], lines[old])

    def _by_names(self) -> None:
        for code in self.codes:
            for unit in self.before:
                if code not in self.found and self._free(unit, code) and _share_a_name(unit.last, self.rows[code]):
                    self._go_on(code, unit)

    def _by_code(self, code: str) -> None:
        over = above(code, self.rows)
        above_it = None if over is None else self.found.get(over)
        for unit in [unit for unit in self.before if unit.last.code == code and self._free(unit, code)]:
            if unit.over is above_it:
                self._go_on(code, unit)
            elif (unit.over is not None and unit.over.last.code != over) or over in self.untold:
                self._hold(code, unit)
        if code not in self.found and code not in self.untold:
            self._restored(code, above_it)

    def _hold(self, code: str, unit: Unit) -> None:
        self.untold.add(code)
        unit.untold[self.edition.day] = unit.line

    def _restored(self, code: str, above_it: Unit | None) -> None:
        """A unit that was gone stands again under its code and name where it stood."""
        if any(unit.last.code == code for unit in self.before):
            return
        gone = [unit for unit in self.units if not unit.alive and unit.last.code == code]
        last = max(gone, key=lambda unit: max(unit.lines), default=None)
        if last is None or last.over is not above_it:
            return
        if self._free(last, code) and _share_a_name(last.last, self.rows[code]):
            self._go_on(code, last)

    def _what_came_of_whom(self) -> None:
        """A container that is gone went where half of its parts are; one that is new came of where they were.

        Of the two words on one pair that on who came counts.
        """
        code_of = {id(unit): code for code, unit in self.found.items()}
        born = {code: Unit(f"{code}@{self.edition.day}") for code in self.rows if code not in self.found}
        then = {**self.found, **born}
        went: list[Link] = []
        for unit in self.before:
            if id(unit) in code_of or self.edition.day in unit.untold:
                continue
            parts = [one for one in self.before if one.over is unit]
            now = [above(code_of[id(part)], self.rows) for part in parts if id(part) in code_of]
            into = _enough([one for one in now if one is not None], len(parts), unit.last.code)
            went += [(then[code], "MERGED" if len(into) == 1 else "SPLIT", unit) for code in into]
        for code, came in born.items():
            if code in self.untold:
                continue
            parts_now = [one for one in self.rows if above(one, self.rows) == code]
            were = [self.found[one].over for one in parts_now if one in self.found and self.found[one].alive]
            places = {id(one): one for one in were if one is not None}
            of = _enough([id(one) for one in were if one is not None], len(parts_now), code)
            merged = len(of) > 1 and not any(one in code_of for one in of)
            self.links += [(came, "MERGED" if merged else "SPLIT", places[one]) for one in of]
        told = {(came, of) for came, _, of in self.links}
        self.links += [link for link in went if (link[0], link[2]) not in told]
        self._advance(then)

    def _advance(self, then: Mapping[str, Unit]) -> None:
        for unit in self.before:
            unit.alive = False
        for code, unit in then.items():
            if unit not in self.units:
                self.units.append(unit)
            if code in self.untold:
                unit.untold[self.edition.day] = f"{code}@{self.edition.day}"
            unit.alive = True
            unit.lines[self.edition.day] = self.rows[code]
        for code, unit in then.items():
            over = above(code, self.rows)
            unit.over = None if over is None else then[over]


def _share_a_name(one: Row, other: Row) -> bool:
    return one.ru == other.ru or (bool(one.kk) and one.kk == other.kk)


def _enough(places: Sequence[Place], parts: int, code: str) -> list[Place]:
    """Of a settlement too few parts are known."""
    told = level(code) != "SETTLEMENT" and places and len(places) * 2 >= parts
    return sorted(Counter(places)) if told else []


def of_editions(papers: Iterable[Paper], verdicts: Verdicts) -> Iterable[Fact]:
    """A line holds from the day of its edition to that of the next."""
    editions = sorted(papers, key=lambda one: one.day)
    units: list[Unit] = []
    links: list[tuple[int, Link]] = []
    overs: dict[tuple[int, date], str] = {}
    for place, edition in enumerate(editions):
        compared = Comparison(units, edition, verdicts)
        compared.run()
        links += [(place, link) for link in compared.links]
        overs |= {(id(unit), edition.day): unit.over.key for unit in units if unit.alive and unit.over is not None}
    days: list[date | None] = [None, *(edition.day for edition in editions), None]
    for unit in units:
        yield from _of_unit(unit, days, overs)
    for place, (came, verb, of) in links:
        yield Fact(
            ("unit", came.key), f"from.{verb}.{of.key}", True, days[place + 1], None, EDITION, (OBSERVED, days[place])
        )


def _of_unit(unit: Unit, days: Sequence[date | None], overs: Mapping[tuple[int, date], str]) -> Iterable[Fact]:
    thing: Thing = ("unit", unit.key)
    for day, row in unit.lines.items():
        place = days.index(day)
        earlier, later = days[place - 1], days[place + 1]
        ends: Bound | None = None if later is None else (OBSERVED, day)
        said = {"existence": True, "code": row.code, "name.ru": row.ru, "name.kk": row.kk, "type": level(row.code),
                "parent": overs.get((id(unit), day))}  # fmt: skip
        for about, value in said.items():
            if value:
                weight = LEVEL if about == "type" else EDITION
                yield Fact(thing, about, value, day, later, weight, (OBSERVED, earlier), ends)
        yield Fact(thing, f"line.{row.code}@{day}", True, None, None, EDITION, (OBSERVED, None))
    for day in unit.untold:
        yield Fact(thing, f"untold.{day}", True, day, None, EDITION, (OBSERVED, None))
