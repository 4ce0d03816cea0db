"""Simulate offices that form IINs offline by leases: collisions, refusals, and the share of serials wasted.

    python benchmarks/iin_leases.py [--seed N] [--json]

300 offices of unequal size, 62 days, each office offline for 30 of them; 1,000 births a day and 1,229 on one; 200
people a day of any birth date; and people of unknown birth date who are all written down on one 1 January. 2 % of the
offices lose their device. Two rules are compared: `equal` gives every office the same slice of every date at the start;
`demand` is the rule of `registries.individual.formation`, with top-ups by offices that are online.

Only numbers with seventh digit 7 and 8 are formed, and none is printed. Exits with 1 on a collision.
"""

import argparse
import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from tqdm import tqdm

from registries.identifiers.iin import SERIALS
from registries.individual.formation import (
    OTHERS_BAND,
    STANDING_BAND,
    Lease,
    LeaseBook,
    LeaseExhaustedError,
    Office,
    SerialsExhaustedError,
    Standing,
    block_size,
    fair_block,
)

DIGITS = (7, 8)
EARLIEST, LATEST = date(1927, 1, 1), date(2026, 12, 31)
START, DAYS, PEAK_DAY = date(2026, 3, 1), 62, 40
OFFICES, OFFLINE_DAYS, LOST_OFFICES = 300, 30, 6
BIRTHS, PEAK_BIRTHS, WALK_INS = 1_000, 1_229, 200
LONGEST_DELAY = 7
DEFAULT_DATE = date(1980, 1, 1)
SPARE = block_size(0.01)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who needs a number."""

    office: int
    birth_date: date
    seventh_digit: int


@dataclass
class Run:
    """One simulated course of events under one rule."""

    rule: str
    defaults: int
    seed: int
    book: LeaseBook = field(default_factory=LeaseBook)
    offices: list[Office] = field(default_factory=list)
    lost: list[Office] = field(default_factory=list)
    used_up: dict[tuple[int, date], int] = field(default_factory=dict)
    waiting: dict[int, list[Arrival]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    formed: Counter[tuple[date, int]] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        weights = [1 / (rank + 10) for rank in range(1, OFFICES + 1)]
        self.shares = [weight / sum(weights) for weight in weights]
        self.cumulative = list(accumulate(self.shares))
        self.offline_from = [self.random.randint(1, DAYS - OFFLINE_DAYS - 1) for _ in range(OFFICES)]
        self.loss_day = {office: self.random.randint(2, DAYS - 2) for office in self._some_offices(LOST_OFFICES)}
        self.offices = [Office(f"office-{index}") for index in range(OFFICES)]

    def _some_offices(self, count: int) -> list[int]:
        return self.random.sample(range(OFFICES), count)

    # who comes

    def arrivals(self) -> list[list[Arrival]]:
        """For each day, those who come on it."""
        days: list[list[Arrival]] = [[] for _ in range(DAYS)]
        for day in range(DAYS):
            for _ in range(PEAK_BIRTHS if day == PEAK_DAY else BIRTHS):
                when = min(day + self.random.randint(0, LONGEST_DELAY), DAYS - 1)
                days[when].append(self._arrival(START + timedelta(day)))
            days[day].extend(self._arrival(self._any_date()) for _ in range(WALK_INS))
        for _ in range(self.defaults):
            days[self.random.randrange(DAYS)].append(self._arrival(DEFAULT_DATE))
        return days

    def _arrival(self, birth_date: date) -> Arrival:
        office = self.random.choices(range(OFFICES), cum_weights=self.cumulative)[0]
        return Arrival(office, birth_date, self.random.choice(DIGITS))

    def _any_date(self) -> date:
        return date(1940, 1, 1) + timedelta(self.random.randrange(365 * 80))

    # what happens

    def go(self, *, quiet: bool) -> "Run":
        days = self.arrivals()
        if self.rule == "equal":
            self._slice_equally()
        for day in tqdm(range(DAYS), desc=f"{self.rule}, {self.defaults} defaults", disable=quiet):
            self._lose_devices(day)
            if self.rule == "demand":
                self._prepare(day)
            for index in filter(lambda office: self._online(office, day), list(self.waiting)):
                self._serve_all(self.waiting.pop(index), day, again=True)
            self._serve_all(days[day], day)
        self.counts["still waiting"] = sum(map(len, self.waiting.values()))
        return self

    def _online(self, office: int, day: int) -> bool:
        return not self.offline_from[office] <= day < self.offline_from[office] + OFFLINE_DAYS

    def _lose_devices(self, day: int) -> None:
        for index in (office for office, when in self.loss_day.items() if when == day):
            self.book.burn(self.offices[index].name)
            self.lost.append(self.offices[index])
            self.offices[index] = Office(self.offices[index].name)

    def _slice_equally(self) -> None:
        for office in self.offices:
            for digit in DIGITS:
                office.receive(self.book.grant(office.name, digit, EARLIEST, LATEST, OTHERS_BAND.stop // OFFICES))
                office.receive(
                    self.book.grant(office.name, digit, EARLIEST, LATEST, len(STANDING_BAND) // OFFICES, standing=True)
                )

    def _prepare(self, day: int) -> None:
        """Every office online makes itself ready for a month without a connection."""
        remaining = {digit: self.book.remaining(digit, DEFAULT_DATE, DEFAULT_DATE) for digit in DIGITS}
        for index in (office for office in range(OFFICES) if self._online(office, day)):
            for digit in DIGITS:
                self._prepare_standing(index, digit)
                self._prepare_coming(index, digit, day)
                self._prepare_crowded(index, digit, remaining[digit])

    def _prepare_standing(self, index: int, digit: int) -> None:
        office = self.offices[index]
        if not any(lease.covers(EARLIEST, digit) for lease in office.leases.values()):
            office.receive(self.book.grant(office.name, digit, EARLIEST, LATEST, SPARE, standing=True))

    def _prepare_coming(self, index: int, digit: int, day: int) -> None:
        office = self.offices[index]
        size = block_size(PEAK_BIRTHS * self.shares[index] / len(DIGITS))
        for window in range(max(0, day - LONGEST_DELAY) // 31, (day + 31) // 31 + 1):
            first, last = START + timedelta(window * 31), START + timedelta(window * 31 + 30)
            if not any(lease.seventh_digit == digit and lease.first_birth == first for lease in office.leases.values()):
                office.receive(self.book.grant(office.name, digit, first, last, size))

    def _expected_defaults(self, index: int) -> float:
        return self.defaults / len(DIGITS) * self.shares[index] * 31 / DAYS

    def _prepare_crowded(self, index: int, digit: int, remaining: int) -> None:
        """`remaining` is that of the morning; the book itself never grants more than there is."""
        office, expected, share = self.offices[index], self._expected_defaults(index), self.shares[index]
        enough = max(SPARE, expected + 2 * math.sqrt(expected))
        if office.in_hand(DEFAULT_DATE, digit) < enough and remaining * share / 2 >= 1:
            self._grant_date(office, digit, DEFAULT_DATE, fair_block(expected, share, remaining))

    def _grant_date(self, office: Office, digit: int, birth_date: date, size: int) -> None:
        office.receive(self.book.grant(office.name, digit, birth_date, birth_date, size))

    def _serve_all(self, arrivals: list[Arrival], day: int, *, again: bool = False) -> None:
        for arrival in arrivals:
            try:
                self._record(arrival, self._form(arrival, day))
            except LeaseExhaustedError:
                self._count_refusal(arrival, again=again)
                self.waiting.setdefault(arrival.office, []).append(arrival)
            except SerialsExhaustedError:
                self.counts["refused for good"] += 1

    def _count_refusal(self, arrival: Arrival, *, again: bool) -> None:
        """Once per person; a device lost while its office is offline cannot be given leases before it is back."""
        if not again:
            self.counts["refused offline"] += 1
            self.counts["of lost devices"] += not self.offices[arrival.office].leases
            self.counts["of other dates"] += arrival.birth_date != DEFAULT_DATE

    def _form(self, arrival: Arrival, day: int) -> str:
        office = self.offices[arrival.office]
        try:
            return office.form(arrival.birth_date, arrival.seventh_digit)
        except LeaseExhaustedError:
            if self.rule == "equal" or not self._online(arrival.office, day):
                raise
            self._top_up(arrival, day)
            return self._form(arrival, day)

    def _top_up(self, arrival: Arrival, day: int) -> None:
        """One connected request; before the centre says no, offices online give back what they have not used."""
        office, digit, birth_date = self.offices[arrival.office], arrival.seventh_digit, arrival.birth_date
        if self.used_up.get((digit, birth_date)) == day:
            raise SerialsExhaustedError("Used up today.")
        remaining = self.book.remaining(digit, birth_date, birth_date)
        size = fair_block(self._expected_defaults(arrival.office), self.shares[arrival.office], remaining)
        try:
            self._grant_date(office, digit, birth_date, size)
        except SerialsExhaustedError:
            self.used_up[digit, birth_date] = day
            self._recall(digit, birth_date, day)
            self._grant_date(office, digit, birth_date, 1)
        self.counts["top-ups"] += 1

    def _recall(self, digit: int, birth_date: date, day: int) -> None:
        for index in (office for office in range(OFFICES) if self._online(office, day)):
            office = self.offices[index]
            for lease in [lease for lease in office.leases.values() if lease.covers(birth_date, digit)]:
                if lease.first_birth == lease.last_birth and office.next_serial(lease, birth_date) <= lease.last_serial:
                    self.book.give_back(office.name, lease.number, office.close(lease.number))
                    self.counts["given back"] += 1

    def _record(self, arrival: Arrival, number: str) -> None:
        self.counts["collisions"] += number in self.seen
        self.seen.add(number)
        self.formed[arrival.birth_date, arrival.seventh_digit] += 1

    # what it came to

    def cell(self, birth_date: date, digit: int) -> Counter[str]:
        """Where the 10,000 serials of one birth date and seventh digit are at the end."""
        counts: Counter[str] = Counter(formed=self.formed[birth_date, digit])
        for lease, passed in self._passed(birth_date, digit):
            left = lease.size - passed
            counts["skipped"] += passed
            counts["burnt" if self.book.standing[lease.number] is Standing.BURNT else "in hand"] += left
        counts["skipped"] -= counts["formed"]
        counts["free"] = SERIALS - sum(counts.values())
        return counts

    def _passed(self, birth_date: date, digit: int) -> Iterator[tuple[Lease, int]]:
        """Each lease over the cell, with how many of its serials were formed or skipped."""
        marks = {key: mark for office in (*self.offices, *self.lost) for key, mark in office.marks.items()}
        for lease in self.book.leases.values():
            if lease.covers(birth_date, digit):
                yield lease, marks.get((lease.number, birth_date), lease.first_serial) - lease.first_serial

    def report(self) -> dict[str, object]:
        peak = START + timedelta(PEAK_DAY)
        names = (
            "collisions",
            "refused offline",
            "of lost devices",
            "of other dates",
            "refused for good",
            "still waiting",
            "top-ups",
            "given back",
        )
        return {
            "rule": self.rule,
            "defaults": self.defaults,
            "people": sum(self.formed.values()) + self._unserved(),
            "formed": sum(self.formed.values()),
            "leases": len(self.book.leases),
            **{name: self.counts[name] for name in names},
            "1 January": self._shares_of(DEFAULT_DATE),
            "peak day": self._shares_of(peak),
        }

    def _unserved(self) -> int:
        return self.counts["refused for good"] + self.counts["still waiting"]

    def _shares_of(self, birth_date: date) -> dict[str, float]:
        """Percent of the serials of this date, both seventh digits together; wasted = skipped + burnt."""
        cells = sum((self.cell(birth_date, digit) for digit in DIGITS), Counter[str]())
        total = SERIALS * len(DIGITS)
        shares = {
            name: round(100 * cells[name] / total, 2) for name in ("formed", "skipped", "burnt", "in hand", "free")
        }
        return shares | {"wasted": round(100 * (cells["skipped"] + cells["burnt"]) / total, 2)}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=20260301)
    parser.add_argument("--json", action="store_true", help="one JSON document instead of text, no progress bar")
    return parser.parse_args()


def _print(reports: list[dict[str, object]]) -> None:
    for report in reports:
        print(f"\nrule {report['rule']}, {report['defaults']} people written down on one 1 January")
        for name in list(report)[2:]:
            print(f"  {name:18} {report[name]}")


def main() -> int:
    arguments = _arguments()
    scenarios = [(rule, defaults) for defaults in (12_000, 24_000) for rule in ("equal", "demand")]
    reports = [Run(rule, defaults, arguments.seed).go(quiet=arguments.json).report() for rule, defaults in scenarios]
    if arguments.json:
        print(json.dumps({"seed": arguments.seed, "runs": reports}, indent=2))
    else:
        _print(reports)
    return 1 if any(report["collisions"] for report in reports) else 0


if __name__ == "__main__":
    sys.exit(main())
