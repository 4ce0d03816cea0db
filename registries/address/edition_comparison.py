"""Two states of the country compared: what became of every code, with the evidence, as plain values.

`replay` goes through editions in the order of their days; the outcome depends on the editions and the clerks'
verdicts alone, never on the order in which they arrived.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from registries.address.edition import ORDER, Country, Edition, Known, level, step
from registries.address.edition_matching import OTHER, SAME, Matching
from registries.address.unit_names import agree

RULES = "register"
BOTH, OLD, NEW = "BOTH", "OLD", "NEW"
CONTAINERS = frozenset({"REGION", "DISTRICT", "SUBDISTRICT"})
"""Whose parts tell where they went: of a settlement's hamlets too few are known."""
LEAST_SHARE = 0.5
LEAST_PARTS = 2
"""So many must have come, where earlier editions do not tell of all units and a unit may just have gone unlisted."""


class Verdict(NamedTuple):
    """What a clerk judged of two lines: one unit or not."""

    same: bool
    author: str


Verdicts = Mapping[tuple[str, str], Verdict]
"""By the records of the older and the newer line, in the order in which they were given."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a code between two editions; `old` and `new` are the records of the lines compared."""

    later_on: date
    kato: str
    side: str
    earlier_on: date
    decision: str
    became_kato: str | None
    old: str | None
    new: str | None
    evidence: Mapping[str, Any]
    review: str = "NONE"
    author: str = RULES


@dataclass(slots=True)
class Replay:
    """All decisions, and the units with the records of their lines."""

    decisions: list[Decision] = field(default_factory=list)
    country: Country = field(default_factory=Country)


def replay(editions: Iterable[Edition], verdicts: Verdicts | None = None) -> Replay:
    """Compare each edition with what is known from the earlier ones."""
    done = Replay()
    for number, edition in enumerate(editions):
        matching = Matching(done.country, edition, {pair: v.same for pair, v in (verdicts or {}).items()}).run()
        if number:
            done.decisions += _Comparison(matching, verdicts or {}).decisions()
        _advance(matching)
    return done


class _Comparison:
    def __init__(self, matching: Matching, verdicts: Verdicts) -> None:
        self.matching, self.verdicts = matching, verdicts
        self.country, self.edition = matching.country, matching.edition
        self.held_old: dict[int, dict[str, Any]] = {}
        self.held_new: dict[str, dict[str, Any]] = {}
        for (place, kato), why in sorted(matching.held.items()):
            if place not in matching.new_of and kato not in matching.old_of:
                self.held_old.setdefault(place, {})[kato] = why
                self.held_new.setdefault(kato, {})[self.country.units[place].line.kato] = why

    def decisions(self) -> Iterable[Decision]:
        matching = self.matching
        _restore(matching)
        for kato, place in sorted(matching.old_of.items()):
            if self.country.units[place].alive:
                yield self._continued(place, kato)
            else:
                yield self._row(kato, NEW, "RESTORED", place, kato, matching.why[kato])
        for kato, place in sorted(matching.bearer.items()):
            if kato in self.edition.lines and matching.new_of.get(place) != kato:
                yield self._given_again(place, kato)
        for place in sorted(self.country.living()):
            if place not in matching.new_of:
                yield from self._gone(place)
        for kato in sorted(self.edition.lines):
            if kato not in matching.old_of:
                yield from self._come(kato)

    def _row(
        self, kato: str, side: str, decision: str, place: int | None, new: str | None, evidence: Mapping[str, Any]
    ) -> Decision:
        old = None if place is None else self.country.units[place]
        line = None if new is None else self.edition.lines[new]
        day = self._earlier(old)
        records = (None if old is None else old.records[-1], None if line is None else line.record)
        author = self._judge_of(records)
        review = "OPEN" if decision == "HELD" else "NONE" if author is None else "DECIDED"
        return Decision(
            self.edition.day, kato, side, day, decision, new if decision == "RECODED" else None,
            *records, evidence, review, RULES if author is None or decision == "HELD" else author,
        )  # fmt: skip

    def _earlier(self, old: Known | None) -> date:
        """The edition compared with: the unit's last one; of one that was gone or was not there the last that told of all."""
        days = [] if old is None else [old.day]
        if (old is None or not old.alive) and self.country.whole_day is not None:
            days.append(self.country.whole_day)
        day = max(days, default=self.country.day)
        assert day is not None
        return day

    def _judge_of(self, records: tuple[str | None, str | None]) -> str | None:
        """The clerk who judged of this pair; of a line that stands alone: who parted it from another."""
        if None not in records:
            return next((v.author for pair, v in self.verdicts.items() if pair == records), None)
        return next(
            (
                v.author
                for (old, new), v in sorted(self.verdicts.items())
                if not v.same and records in ((old, None), (None, new))
            ),
            None,
        )

    def _continued(self, place: int, kato: str) -> Decision:
        """One unit in both: the gravest of what changed names the decision, the evidence lists all."""
        old, new, why = self.country.units[place].line, self.edition.lines[kato], self.matching.why[kato]
        changes = [
            *(["RECODED"] if old.kato != kato else []),
            *(["MOVED"] if self.matching.parents(place, kato) == OTHER else []),
            *(["RENAMED"] if agree(old.names, new.names) is False else []),
        ]
        decision = changes[0] if changes else "SAME"
        side = OLD if decision == "RECODED" else BOTH
        return self._row(
            old.kato, side, decision, place, kato, {**why, **({"changes": changes} if changes[1:] else {})}
        )

    def _given_again(self, place: int, kato: str) -> Decision:
        if kato in self.held_old.get(place, {}):
            return self._row(kato, BOTH, "HELD", place, kato, self.held_old[place][kato])
        came = self.matching.old_of.get(kato)
        evidence = {
            "old_unit": self.matching.new_of.get(place, "gone"),
            "new_unit": "new" if came is None else self.country.units[came].line.kato,
            "parent": self.matching.parents(place, kato),
        }
        return self._row(kato, BOTH, "REUSED", place, kato, evidence)

    def _gone(self, place: int) -> Iterable[Decision]:
        kato = self.country.units[place].line.kato
        held = {code: why for code, why in self.held_old.get(place, {}).items() if code != kato}
        if held:
            yield self._row(kato, OLD, "HELD", place, None, {"candidates": held})
        elif self.edition.whole and kato not in self.held_old.get(place, {}):
            into = self._parts_now_in(place)
            decision = "ABOLISHED" if not into else "MERGED" if len(into) == 1 else "SPLIT"
            yield self._row(kato, OLD, decision, place, None, self._flow("into", into, self._new_record))

    def _come(self, kato: str) -> Iterable[Decision]:
        held = {code: why for code, why in self.held_new.get(kato, {}).items() if code != kato}
        if held:
            if self.country.whole_day is not None or kato in self.matching.bearer:
                yield self._row(kato, NEW, "HELD", None, kato, {"candidates": held})
            return
        if kato in self.held_new:
            return
        of = self._parts_were_in(kato)
        if self.country.whole_day is None and of.total() < LEAST_PARTS:
            return
        merged = len(of) > 1 and all(place not in self.matching.new_of for place in self._places(of))
        decision = "CREATED" if not of else "MERGED" if merged else "SPLIT"
        yield self._row(kato, NEW, decision, None, kato, self._flow("from", of, self._old_record))

    # Where parts went and came from

    def _parts_now_in(self, place: int) -> Counter[str]:
        """The units above the parts of a unit that is gone; none where less than half of them is found."""
        line, parts = self.country.units[place].line, self.matching.inside[place]
        above = (
            self.edition.lines[self.matching.new_of[part]].parent for part in parts if part in self.matching.new_of
        )
        return _enough(Counter(kato for kato in above if kato is not None), len(parts), level(line.kato))

    def _parts_were_in(self, kato: str) -> Counter[str]:
        parts = self.matching.contents[kato]
        places = (
            unit.parent
            for part in parts
            if part in self.matching.old_of and (unit := self.country.units[self.matching.old_of[part]]).alive
        )
        counted = Counter(self.country.units[place].line.kato for place in places if place is not None)
        of = len(parts) if self.country.whole_day is not None else counted.total()
        return _enough(counted, of, level(kato))

    def _places(self, codes: Iterable[str]) -> Iterable[int]:
        return (self.matching.bearer[code] for code in codes if code in self.matching.bearer)

    def _flow(self, word: str, counted: Counter[str], record: Any) -> dict[str, Any]:
        if not counted:
            return {}
        return {"parts": dict(sorted(counted.items())), word: sorted(record(kato) for kato in counted)}

    def _new_record(self, kato: str) -> str:
        return self.edition.lines[kato].record

    def _old_record(self, kato: str) -> str:
        return self.country.units[self.matching.bearer[kato]].records[-1]


def _enough(counted: Counter[str], parts: int, of_level: str) -> Counter[str]:
    told = of_level in CONTAINERS and counted.total() > 0 and counted.total() >= LEAST_SHARE * parts
    return counted if told else Counter()


def _restore(matching: Matching) -> None:
    """Units that were gone stand again under the same code and name in the same unit, the outermost first."""
    country, lines = matching.country, matching.edition.lines
    by_day = sorted(enumerate(country.units), key=lambda placed: placed[1].day)
    gone = {unit.line.kato: place for place, unit in by_day if not unit.alive}
    held = {kato for _, kato in matching.held}
    for kato in sorted(
        gone.keys() & lines.keys() - held - matching.bearer.keys(), key=lambda kato: ORDER.index(step(kato))
    ):
        place = gone[kato]
        alike = agree(country.units[place].line.names, lines[kato].names) and matching.parents(place, kato) == SAME
        if alike and matching.is_open(place, kato):
            matching.match(place, kato, "restored", {"names": "agree", "parent": SAME})


def _advance(matching: Matching) -> None:
    """Bring the country to the edition: what was found goes on, what was not is gone, what is new begins."""
    country, edition = matching.country, matching.edition
    for place in list(country.living()):
        taken = country.units[place].line.kato in edition.lines
        if place not in matching.new_of and (edition.whole or taken):
            country.units[place].alive = False
    for kato, line in sorted(edition.lines.items()):
        found = matching.old_of.get(kato)
        if found is None:
            matching.old_of[kato] = len(country.units)
            country.units.append(Known(line, edition.day, None, [line.record]))
            continue
        unit = country.units[found]
        unit.line, unit.day, unit.alive = line, edition.day, True
        unit.records.append(line.record)
    for kato, line in edition.lines.items():
        country.units[matching.old_of[kato]].parent = None if line.parent is None else matching.old_of[line.parent]
    country.day = edition.day
    if edition.whole:
        country.whole_day = edition.day
