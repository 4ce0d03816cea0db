"""Where the unit that bore a code on one day is on another: forward through what it became, back to what it was.

A unit is permanent, so a renamed, moved or re-coded one is the same, and its code of the other day is the answer. Units
that came of others (a split, a merger) are linked to them with the day. A unit that goes on existing after a part was
split off is one of the targets. Nothing is guessed: where a day lies between two observations and the answer may
already be another, the code is unmapped and says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from registries.analysis.recoding.ground import Ground, Link, Span
from registries.analysis.recoding.outcome import Outcome, Recoded, Target, unmapped
from registries.analysis.recoding.written_code import written_code

UNCERTAIN, HELD = "UNCERTAIN_TARGET", "HELD_FOR_REVIEW"
ONE = timedelta(days=1)


@dataclass(slots=True)
class _Reached:
    """What a walk came to: units that exist on the day asked for, and why some ways ended."""

    units: set[int] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Way:
    """Forward in time or back, to the day `end`."""

    forward: bool
    end: date

    def leads(self, link: Link, day: date, goes_on: bool) -> bool:
        """Whether the link lies on the way from a unit on `day`.

        On the day of an operation it is done already. A unit that an operation led to counts as there on both sides of
        it (`goes_on`), or it took part in another operation of that day, which counts too: it was founded or ended then.
        """
        if self.forward:
            return (day < link.day if goes_on else day <= link.day) and link.day <= self.end
        return self.end < link.day and (link.day <= day if goes_on else link.day <= day + ONE)

    def sides(self, day: date) -> tuple[date, date]:
        """The days before and of the operation that led to a unit on `day`."""
        return (day - ONE, day) if self.forward else (day, day + ONE)

    def ends_at(self, link: Link, lives: Sequence[Span]) -> bool:
        """Whether the unit is (or may be) no longer there beyond the link."""
        day = link.day if self.forward else link.day - ONE
        return not any(life.holds(day) and not life.may_have_ended(day) for life in lives)

    def beyond(self, link: Link) -> tuple[int, date]:
        """The unit at the other end, and the first day on the way on which it stands there."""
        return (link.later, link.day) if self.forward else (link.earlier, link.day - ONE)


class Recoder:
    """Codes of `since` as of `until`, which may be the earlier of the two; each code is worked out once."""

    def __init__(self, ground: Ground, since: date, until: date) -> None:
        self._ground, self._since, self._until = ground, since, until
        self._done: dict[str, Recoded] = {}

    def recode(self, words: str | None) -> Recoded:
        """What comes of the code that stands in a row."""
        if words is None or not words.strip():
            return unmapped("NO_CODE")
        kato = written_code(words)
        if kato is None:
            return unmapped("MALFORMED_CODE")
        if kato not in self._ground.by_code:
            return unmapped("NEVER_EXISTED")
        if kato not in self._done:
            self._done[kato] = self._recoded(kato)
        return self._done[kato]

    def _recoded(self, kato: str) -> Recoded:
        borne = self._ground.by_code[kato]
        bearers = {one.unit for one in borne if one.holds(self._since) or one.may_have_begun(self._since)}
        if not bearers:
            return unmapped("NOT_BORNE_ON_THAT_DAY")
        if len(bearers) > 1 or self._changed_already(*bearers):
            return unmapped("UNCERTAIN_BEARER")
        [unit] = bearers
        found = self._walk(unit, self._since, self._until)
        for reason in (HELD, UNCERTAIN):
            if reason in found.ended:
                return unmapped(reason)
        if not found.units:
            return unmapped(min(found.ended))
        return self._answer(unit, found)

    def _changed_already(self, unit: int) -> bool:
        """Whether a link that begins about the first day may lie on either side of it."""
        return any(link.uncertain(self._since) for link in self._links(unit))

    def _links(self, unit: int) -> Iterator[Link]:
        yield from self._ground.later.get(unit, ())
        yield from self._ground.earlier.get(unit, ())

    def _answer(self, unit: int, found: _Reached) -> Recoded:
        targets = tuple(sorted(map(self._target, found.units), key=lambda one: one.kato if one else ""))
        if None in targets:
            return unmapped("NO_CODE_ON_THAT_DAY")
        whole = tuple(one for one in targets if one is not None)
        if len(whole) > 1 or found.ended:
            return Recoded(Outcome.SPLIT, whole, "PART_LOST" if found.ended else None)
        back = self._walk(whole[0].unit, self._until, self._since)
        if back.units - {unit}:
            return Recoded(Outcome.MERGED, whole)
        return Recoded(Outcome.MAPPED, whole)

    def _target(self, unit: int) -> Target | None:
        codes = [one.kato for one in self._ground.codes.get(unit, ()) if one.holds(self._until)]
        return Target(unit, codes[0], *self._ground.names.get(unit, (None, None))) if codes else None

    def _walk(self, unit: int, begin: date, end: date) -> _Reached:
        """From a unit of the day `begin` to those of the day `end`, along the links between."""
        found, met = _Reached(), set[tuple[int, date]]()
        way = _Way(begin <= end, end)
        due = self._step(unit, begin, (begin,), way, found)
        while due:
            here = due.pop()
            if here not in met:
                met.add(here)
                due.extend(self._step(*here, way.sides(here[1]), way, found))
        return found

    def _step(self, unit: int, day: date, sides: Sequence[date], way: _Way, found: _Reached) -> list[tuple[int, date]]:
        """Where the ways from `unit` go on; `found` takes in where it stands itself, or why its way ends."""
        beside = (self._ground.later if way.forward else self._ground.earlier).get(unit, ())
        lives = self._ground.lives.get(unit, ())
        goes_on = all(any(life.holds(side) for life in lives) for side in sides)
        links = [link for link in beside if way.leads(link, day, goes_on)]
        if any(link.uncertain(way.end) for link in beside) or self._unsure(unit, way.end):
            found.ended.add(UNCERTAIN)
        if self._held(unit, day, way):
            found.ended.add(HELD)
        if any(life.holds(way.end) for life in lives):
            found.units.add(unit)
        elif not any(way.ends_at(link, lives) for link in links):
            # Nothing led on, or only parts that were given away while the rest went on to its own end.
            found.ended.add("ABOLISHED" if way.forward else _before(lives))
        return [way.beyond(link) for link in links]

    def _unsure(self, unit: int, day: date) -> bool:
        """Whether the life or the code of a unit may be another on the day than what is told of it."""
        spans: tuple[Span, ...] = (*self._ground.lives.get(unit, ()), *self._ground.codes.get(unit, ()))
        return any(one.may_have_ended(day) or one.may_have_begun(day) for one in spans)

    def _held(self, unit: int, day: date, way: _Way) -> bool:
        """Whether it waits for a clerk what became, between the days, of a line of an edition that is this unit's."""
        first, last = sorted((day, way.end))
        other = "NEW" if way.forward else "OLD"
        return any(
            first < later_on <= last and side != other and later_on == (borne.until if way.forward else borne.since)
            for borne in self._ground.codes.get(unit, ())
            for later_on, side in self._ground.held.get(borne.kato, ())
        )


def _before(lives: Sequence[Span]) -> str:
    """Why there is nothing before a unit."""
    begun = min(lives, key=lambda life: life.since or date.min, default=None)
    observed_first = begun is not None and begun.starts_basis == "OBSERVED" and begun.starts_after is None
    return "UNKNOWN_BEFORE" if observed_first else "NOT_YET_CREATED"
