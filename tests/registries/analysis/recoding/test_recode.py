"""Recoding against a walk day by day, over random histories; and each reason by its own example."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registries.analysis.recoding.ground import Borne, Ground, Link, Span
from registries.analysis.recoding.outcome import SENTENCES, Outcome, Recoded
from registries.analysis.recoding.recode import Recoder
from tests.prove import examples

DAYS = 9
CODES = [f"1{number:08}" for number in range(1, 9)]


def day(number: int) -> date:
    return date(2020, 1, 1) + timedelta(days=number)


@dataclass
class Country:
    """A plain list of what happened, day by day."""

    alive: dict[int, str] = field(default_factory=dict)
    on_day: list[dict[int, str]] = field(default_factory=list)
    links: dict[int, set[tuple[int, int]]] = field(default_factory=lambda: defaultdict(set))
    born: int = 0

    def begin(self, kato: str) -> int:
        self.born += 1
        self.alive[self.born] = kato
        return self.born

    def ground(self) -> Ground:
        ground = Ground()
        for unit in range(1, self.born + 1):
            lived = [number for number, alive in enumerate(self.on_day) if unit in alive]
            for since, until in _runs(lived, lambda _: True):
                ground.lives.setdefault(unit, []).append(Span(day(since), _end(until)))
            for since, until in _runs(lived, lambda number, unit=unit: self.on_day[number][unit]):
                ground.bear(Borne(day(since), _end(until), unit=unit, kato=self.on_day[since][unit]))
        for number, links in self.links.items():
            for earlier, later in sorted(links):
                ground.link(Link(earlier, later, day(number)))
        return ground

    def became(self, unit: int, since: int, until: int) -> tuple[set[int], bool]:
        """The units of the day `until`, and whether some way ended before."""
        here, lost = {unit}, False
        for number in range(since + 1, until + 1):
            before, alive, links = self.on_day[number - 1], self.on_day[number], self.links[number]
            there: set[int] = set()
            due, met = list(here), set[int]()
            while due:
                one = due.pop()
                if one in met:
                    continue
                met.add(one)
                # What was founded or ended on the day took part in operations that followed each other on it.
                goes_on = one in before and one in alive
                to = {later for earlier, later in links if earlier == one and (one in here or not goes_on)}
                if one in alive:
                    there.add(one)
                elif not to:
                    lost = True
                due.extend(to)
            here = there
        return here, lost


def _end(until: int) -> date | None:
    return None if until == DAYS else day(until)


def _runs(numbers: list[int], said: object) -> Iterator[tuple[int, int]]:
    """Stretches of days that follow one another and on which the same is said, each with the day after it."""
    assert callable(said)
    begun: int | None = None
    for number in numbers:
        if begun is None:
            begun = number
        if number + 1 not in numbers or said(number + 1) != said(number):
            yield begun, number + 1
            begun = None


OPERATIONS = ("create", "recode", "part", "divide", "absorb", "unite", "abolish")


def happen(country: Country, number: int, what: str, pair: tuple[int, int], free: list[str]) -> None:
    """One operation on the first of a pair of units, or on both."""
    one, other = pair
    if what == "create":
        country.begin(free[0])
    elif what == "recode":
        country.alive[one] = free[0]
    elif what == "part":
        country.links[number].add((one, country.begin(free[0])))
    elif what == "divide":
        freed = country.alive.pop(one)
        country.links[number] |= {(one, country.begin(kato)) for kato in (free[0], freed)}
    elif what == "absorb":
        del country.alive[other]
        country.links[number].add((other, one))
    elif what == "unite":
        del country.alive[one], country.alive[other]
        new = country.begin(free[0])
        country.links[number] |= {(one, new), (other, new)}
    else:
        del country.alive[one]


@st.composite
def countries(draw: st.DrawFn) -> Country:
    """Nine days; on each but the first up to two operations, one after the other, on units that bear one of eight codes."""
    country = Country()
    for kato in CODES[:4]:
        country.begin(kato)
    country.on_day.append(dict(country.alive))
    for number in range(1, DAYS):
        for what in draw(st.lists(st.sampled_from(OPERATIONS), max_size=2)):
            free = draw(st.permutations([kato for kato in CODES if kato not in country.alive.values()]))
            pair = draw(st.permutations([*country.alive]))[:2]
            if free and len(pair) == 2:
                happen(country, number, what, (pair[0], pair[1]), free)
        country.on_day.append(dict(country.alive))
    return country


def plainly(country: Country, kato: str, since: int, until: int) -> tuple[str, set[int], str | None]:
    """Outcome, targets and reason by the walk day by day."""
    if not any(kato in alive.values() for alive in country.on_day):
        return "unmapped", set(), "NEVER_EXISTED"
    units = [unit for unit, borne in country.on_day[since].items() if borne == kato]
    if not units:
        return "unmapped", set(), "NOT_BORNE_ON_THAT_DAY"
    first, last = sorted((since, until))
    became = {unit: country.became(unit, first, last) for unit in country.on_day[first]}
    if since <= until:
        targets, lost = became[units[0]]
        sources = {unit for unit, (there, _) in became.items() if there & targets}
    else:
        targets = {unit for unit, (there, _) in became.items() if units[0] in there}
        lost, sources = False, {one for unit in targets for one in became[unit][0]}
    if not targets:
        return "unmapped", set(), "ABOLISHED" if since <= until else "NOT_YET_CREATED"
    if len(targets) > 1 or lost:
        return "split", targets, "PART_LOST" if lost else None
    return "merged" if len(sources) > 1 else "mapped", targets, None


@settings(max_examples=examples(300, full=20_000), deadline=None)
@given(countries(), st.sampled_from(CODES), st.integers(0, DAYS - 1), st.integers(0, DAYS - 1))
def test_recoding_is_what_a_walk_day_by_day_finds(country: Country, kato: str, since: int, until: int) -> None:
    found = Recoder(country.ground(), day(since), day(until)).recode(kato)
    outcome, units, reason = plainly(country, kato, since, until)
    assert {target.unit for target in found.targets} == units
    assert {target.kato for target in found.targets} == {country.on_day[until][unit] for unit in units}
    if since <= until or reason in {"NEVER_EXISTED", "NOT_BORNE_ON_THAT_DAY", "NOT_YET_CREATED"}:
        assert (str(found.outcome), found.reason) == (outcome, reason)
    elif found.reason != "PART_LOST":
        assert str(found.outcome) == outcome


E1, E2 = date(2022, 10, 17), date(2026, 7, 17)
BETWEEN, OLD, NEW = date(2024, 1, 1), "100000001", "100000002"


def observed(unit: int, kato: str, since: date, until: date | None = None, before: date | None = None) -> Borne:
    return Borne(since, until, before, since if until else None, "OBSERVED", unit=unit, kato=kato)


def ground(*borne: Borne) -> Ground:
    """Units that exist as long as they bear a code."""
    made = Ground()
    for one in borne:
        made.bear(one)
        lived = Span(one.since, one.until, one.starts_after, one.ends_after, one.starts_basis)
        made.lives.setdefault(one.unit, []).append(lived)
    return made


def recoded(
    made: Ground, kato: str | None, since: date = E1, until: date = E2
) -> tuple[Outcome, str | None, list[str]]:
    found: Recoded = Recoder(made, since, until).recode(kato)
    return found.outcome, found.reason, [target.kato for target in found.targets]


REUSED = ground(observed(1, OLD, E1, E2), observed(2, OLD, E2, None, E1))
GONE = (Outcome.UNMAPPED, "ABOLISHED", [])


def test_what_two_operations_of_one_day_did_is_followed_in_both_directions() -> None:
    """One is divided into 2 and 3, and of 2 comes 4; five goes into 6, and 6 into 7 which was there before."""
    begun, first, whole = E2, E1, [f"10000000{number}" for number in range(8)]
    made = ground(
        observed(1, whole[1], first, E2), observed(2, whole[2], begun), observed(3, whole[3], begun), observed(4, whole[4], begun),
        observed(5, whole[5], first, E2), observed(6, whole[6], first, E2), observed(7, whole[7], first),
    )  # fmt: skip
    for earlier, later in ((1, 2), (1, 3), (2, 4), (5, 6), (6, 7)):
        made.link(Link(earlier, later, E2))
    assert recoded(made, whole[1]) == (Outcome.SPLIT, None, [whole[2], whole[3], whole[4]])
    assert recoded(made, whole[4], E2, E1) == (Outcome.MERGED, None, [whole[1]])
    assert recoded(made, whole[5]) == (Outcome.MERGED, None, [whole[7]])
    assert recoded(made, whole[7], E2, E1) == (Outcome.SPLIT, None, [whole[5], whole[6], whole[7]])


@pytest.mark.parametrize("words", [None, "", "  "])
def test_a_row_without_a_code_has_none(words: str | None) -> None:
    assert recoded(REUSED, words) == (Outcome.UNMAPPED, "NO_CODE", [])


def test_what_is_no_code_and_what_nobody_ever_bore() -> None:
    assert recoded(REUSED, "12") == (Outcome.UNMAPPED, "MALFORMED_CODE", [])
    assert recoded(REUSED, NEW) == (Outcome.UNMAPPED, "NEVER_EXISTED", [])


def test_a_code_given_again_is_never_answered_with_its_next_bearer() -> None:
    assert recoded(REUSED, OLD) == GONE
    assert recoded(REUSED, OLD, BETWEEN) == (Outcome.UNMAPPED, "UNCERTAIN_BEARER", [])
    assert recoded(REUSED, OLD, E2, E1) == (Outcome.UNMAPPED, "NOT_YET_CREATED", [])
    assert recoded(REUSED, OLD, E2, E2) == (Outcome.MAPPED, None, [OLD])


def test_a_code_that_another_unit_bore_at_another_time_is_not_that_of_the_day() -> None:
    assert recoded(REUSED, OLD, date(2020, 1, 1)) == (Outcome.UNMAPPED, "NOT_BORNE_ON_THAT_DAY", [])


def test_what_was_before_the_first_edition_is_not_known() -> None:
    assert recoded(REUSED, OLD, E1, date(2020, 1, 1)) == (Outcome.UNMAPPED, "UNKNOWN_BEFORE", [])


def test_a_recoded_unit_is_the_same_and_between_the_editions_uncertain() -> None:
    made = ground()
    made.lives[1] = [Span(E1, None, None, None, "OBSERVED")]
    for one in (observed(1, OLD, E1, E2), observed(1, NEW, E2, None, E1)):
        made.bear(one)
    assert recoded(made, OLD) == (Outcome.MAPPED, None, [NEW])
    assert recoded(made, NEW, E2, E1) == (Outcome.MAPPED, None, [OLD])
    assert recoded(made, OLD, E1, BETWEEN) == (Outcome.UNMAPPED, "UNCERTAIN_TARGET", [])


def test_a_unit_that_waits_for_a_clerk_is_not_called_abolished() -> None:
    made = ground(observed(1, OLD, E1, E2), observed(2, OLD, E2, None, E1))
    made.held[OLD] = [(E2, "BOTH")]
    assert recoded(made, OLD) == (Outcome.UNMAPPED, "HELD_FOR_REVIEW", [])
    assert recoded(made, OLD, E2, E1) == (Outcome.UNMAPPED, "HELD_FOR_REVIEW", [])


def test_a_unit_without_a_code_on_the_day_has_no_target() -> None:
    made = ground()
    made.lives[1] = [Span(None, None)]
    made.bear(Borne(E1, BETWEEN, unit=1, kato=OLD))
    assert recoded(made, OLD) == (Outcome.UNMAPPED, "NO_CODE_ON_THAT_DAY", [])


def test_a_split_between_two_editions_is_uncertain_until_the_later() -> None:
    made = ground(observed(1, OLD, E1), observed(2, NEW, E2, None, E1))
    made.link(Link(1, 2, E2, E1))
    assert recoded(made, OLD) == (Outcome.SPLIT, None, [OLD, NEW])
    assert recoded(made, OLD, E1, BETWEEN) == (Outcome.UNMAPPED, "UNCERTAIN_TARGET", [])
    assert recoded(made, OLD, BETWEEN, E2) == (Outcome.UNMAPPED, "UNCERTAIN_BEARER", [])
    assert recoded(made, OLD, E1, E1) == (Outcome.MAPPED, None, [OLD])


def test_every_reason_has_its_sentence_in_the_guide() -> None:
    guide = (Path(__file__).resolve().parents[4] / "docs" / "analyst.md").read_text(encoding="utf-8")
    assert {reason for reason, sentence in SENTENCES.items() if f"`{reason}`: {sentence}" not in guide} == set()
