"""Forming IINs at offices that are offline for weeks, without two ever forming the same number.

An office may form only inside its leases. A lease is a rectangle: one seventh digit, a range of birth dates, a range
of serials. The book of leases is central and never grants two rectangles that meet; in a table that is
`EXCLUDE USING gist (seventh_digit WITH =, births WITH &&, serials WITH &&)`, burnt leases included, for ever.

How the 10,000 serials of a birth date and seventh digit (about 9,917 of them usable) are shared out:

* a *standing* lease, few serials over every birth date there is, lets an office serve anybody. Standing leases have
  a band of their own: one date used up would otherwise leave no serial that is free on all dates;
* a *coming* lease covers birth dates that have not come yet, sized to the office's births on a peak day;
* a *crowded* lease covers one date that many are given by default (1 January), sized to the office's expected month.

`block_size` turns an expected demand into serials, `fair_block` keeps half of what is left for whoever comes next. An
office online tops up while serials last and gives unused tails back; a lost office's leases are burnt.
Source of the arithmetic: Programme of Government Resolution 565 of 11.06.2003 (four digits for 1,229 births a day).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from registries.errors import RegistryError
from registries.identifiers import form_iin
from registries.identifiers.iin import SERIALS, spells

USABLE = 0.9917
"""Share of serials whose passes do not both give 10."""

STANDING_BAND = range(8_500, SERIALS)
"""Serials for standing leases only: four each for 300 offices, and 75 replacements of lost ones."""

OTHERS_BAND = range(STANDING_BAND.start)

MARGIN = 5.0
"""Standard deviations above the expected demand."""


class LeaseExhaustedError(RegistryError):
    """The office holds no serial for this birth date and seventh digit."""

    code = "LEASE_EXHAUSTED"


class SerialsExhaustedError(RegistryError):
    """The centre has no serial left to lease for these birth dates and seventh digit."""

    code = "SERIALS_EXHAUSTED"


class LeaseRefusedError(RegistryError):
    """What is asked cannot be a lease, or the lease is not the asker's to give back."""

    code = "LEASE_REFUSED"


class Standing(StrEnum):
    HELD = "HELD"
    RETURNED = "RETURNED"
    BURNT = "BURNT"


@dataclass(frozen=True, slots=True)
class Lease:
    """The right of one office to a rectangle of numbers. Both ranges include their ends."""

    number: int
    office: str
    seventh_digit: int
    first_birth: date
    last_birth: date
    first_serial: int
    last_serial: int

    @property
    def size(self) -> int:
        """Serials of each birth date."""
        return self.last_serial - self.first_serial + 1

    def covers(self, birth_date: date, seventh_digit: int) -> bool:
        return self.seventh_digit == seventh_digit and self.first_birth <= birth_date <= self.last_birth

    def meets_dates(self, first_birth: date, last_birth: date) -> bool:
        return self.first_birth <= last_birth and first_birth <= self.last_birth

    def meets(self, other: "Lease") -> bool:
        """Whether some number lies in both; nothing lies in a lease given back whole."""
        return (
            self.seventh_digit == other.seventh_digit
            and self.meets_dates(other.first_birth, other.last_birth)
            and max(self.first_serial, other.first_serial) <= min(self.last_serial, other.last_serial)
        )


def block_size(expected: float) -> int:
    """Serials for an expected demand: five standard deviations and three above it, and the unusable ones on top."""
    return math.ceil((expected + MARGIN * math.sqrt(expected) + 3) / USABLE)


def fair_block(expected: float, share: float, remaining: int) -> int:
    """`block_size`, but not more than the office's share of half of what is left; at least one serial."""
    return max(1, min(block_size(expected), int(remaining * share / 2)))


@dataclass(slots=True)
class LeaseBook:
    """The centre's account of every lease ever granted, in memory and pure."""

    leases: dict[int, Lease] = field(default_factory=dict)
    standing: dict[int, Standing] = field(default_factory=dict)
    _by_digit: dict[int, set[int]] = field(default_factory=dict)

    def grant(
        self, office: str, seventh_digit: int, first_birth: date, last_birth: date, size: int, *, standing: bool = False
    ) -> Lease:
        """Lease `size` serials on every birth date of the range, fewer if no gap is that long; the lowest gap first.

        Raises SerialsExhaustedError when nothing in the band is free on all these dates, LeaseRefusedError when the
        seventh digit does not spell their century.
        """
        self._check(seventh_digit, first_birth, last_birth, size)
        gaps = list(self.gaps(seventh_digit, first_birth, last_birth, standing=standing))
        if not gaps:
            raise _no_serials()
        first, last = _choose(gaps, size)
        lease = Lease(len(self.leases) + 1, office, seventh_digit, first_birth, last_birth, first, last)
        self.leases[lease.number] = lease
        self.standing[lease.number] = Standing.HELD
        self._by_digit.setdefault(seventh_digit, set()).add(lease.number)
        return lease

    def gaps(
        self, seventh_digit: int, first_birth: date, last_birth: date, *, standing: bool = False
    ) -> Iterator[tuple[int, int]]:
        """Ranges of serials in the band, ends included, that are free on every one of these birth dates."""
        band = STANDING_BAND if standing else OTHERS_BAND
        free_from = band.start
        for first, last in sorted(self._taken(seventh_digit, first_birth, last_birth)):
            if free_from < min(first, band.stop):
                yield free_from, min(first, band.stop) - 1
            free_from = max(free_from, last + 1)
        if free_from < band.stop:
            yield free_from, band.stop - 1

    def remaining(self, seventh_digit: int, first_birth: date, last_birth: date) -> int:
        """Serials outside the standing band that are free on every one of these birth dates."""
        return sum(last - first + 1 for first, last in self.gaps(seventh_digit, first_birth, last_birth))

    def give_back(self, office: str, number: int, last_used: int | None) -> None:
        """Free the serials above `last_used`, the highest the office formed or skipped on any date (None: none).

        The office must have closed the lease before. Raises LeaseRefusedError for a lease it does not hold.
        """
        lease = self._held(office, number)
        kept = lease.first_serial - 1 if last_used is None else last_used
        if not lease.first_serial - 1 <= kept <= lease.last_serial:
            raise LeaseRefusedError("This serial is not in the lease.", next_step="Send the mark of this very lease.")
        self.standing[number] = Standing.RETURNED
        self.leases[number] = replace(lease, last_serial=kept)
        if kept < lease.first_serial:
            self._by_digit[lease.seventh_digit].discard(number)

    def burn(self, office: str) -> list[Lease]:
        """Mark every lease the office holds as lost. Nothing of them is ever granted again."""
        lost = [
            lease
            for lease in self.leases.values()
            if lease.office == office and self.standing[lease.number] is Standing.HELD
        ]
        for lease in lost:
            self.standing[lease.number] = Standing.BURNT
        return lost

    def _taken(self, seventh_digit: int, first_birth: date, last_birth: date) -> Iterator[tuple[int, int]]:
        for number in self._by_digit.get(seventh_digit, ()):
            lease = self.leases[number]
            if lease.meets_dates(first_birth, last_birth):
                yield lease.first_serial, lease.last_serial

    def _held(self, office: str, number: int) -> Lease:
        lease = self.leases.get(number)
        if lease is None or lease.office != office or self.standing[number] is not Standing.HELD:
            raise LeaseRefusedError(
                "The office does not hold this lease.", next_step="Ask the centre which leases the office holds."
            )
        return lease

    @staticmethod
    def _check(seventh_digit: int, first_birth: date, last_birth: date, size: int) -> None:
        spelt = spells(seventh_digit, first_birth) and spells(seventh_digit, last_birth)
        if not spelt or first_birth > last_birth or size < 1:
            raise LeaseRefusedError(
                "A lease is at least one serial over birth dates of one century, in order.",
                next_step="Ask for the seventh digit that belongs to the century and sex.",
            )


def _choose(gaps: list[tuple[int, int]], size: int) -> tuple[int, int]:
    """The first gap that holds `size`, else the longest there is."""
    enough = next((gap for gap in gaps if gap[1] - gap[0] + 1 >= size), None)
    first, last = enough or max(gaps, key=lambda gap: gap[1] - gap[0])
    return first, min(first + size - 1, last)


def _no_serials() -> SerialsExhaustedError:
    return SerialsExhaustedError(
        "No serial of this birth date and seventh digit is left to lease.",
        next_step=(
            "Ask the offices online to give back what they have not used. If nothing comes back, ask the holder of "
            "the National register of IIN for a ruling: no published rule says which number follows the last serial. "
            "Until then register the person without an IIN."
        ),
    )


@dataclass(slots=True)
class Office:
    """One office's device: its leases and how far it has gone in each.

    The mark moves on before a number is handed out and must be on disk by then: a device that stops in between wastes
    a serial. A device restored from a backup must be declared lost, never used again with its old marks.
    """

    name: str
    leases: dict[int, Lease] = field(default_factory=dict)
    marks: dict[tuple[int, date], int] = field(default_factory=dict)
    skipped: int = 0

    def receive(self, lease: Lease) -> None:
        """Take a lease. Raises LeaseRefusedError for another office's."""
        if lease.office != self.name:
            raise LeaseRefusedError("The lease names another office.", next_step="Ask the centre for a lease.")
        self.leases[lease.number] = lease

    def form(self, birth_date: date, seventh_digit: int) -> str:
        """The next IIN, from the lease over the fewest birth dates first. Serials that give 10 twice are skipped.

        Raises LeaseExhaustedError when no lease in hand has a serial for this birth date and seventh digit.
        """
        for lease in self._leases_for(birth_date, seventh_digit):
            for serial in range(self.next_serial(lease, birth_date), lease.last_serial + 1):
                self.marks[lease.number, birth_date] = serial + 1
                number = form_iin(birth_date, seventh_digit, serial)
                if number is not None:
                    return number
                self.skipped += 1
        raise LeaseExhaustedError(
            "The office's leases hold no serial for this birth date and seventh digit.",
            next_step="Connect and top up from the centre; until then register the person without an IIN.",
        )

    def in_hand(self, birth_date: date, seventh_digit: int) -> int:
        """Serials not yet formed or skipped."""
        leases = self._leases_for(birth_date, seventh_digit)
        return sum(lease.last_serial + 1 - self.next_serial(lease, birth_date) for lease in leases)

    def next_serial(self, lease: Lease, birth_date: date) -> int:
        return self.marks.get((lease.number, birth_date), lease.first_serial)

    def close(self, number: int) -> int | None:
        """Stop forming from a lease; the highest serial used on any birth date, None if none, for `give_back`."""
        lease = self.leases.pop(number)
        used = [mark - 1 for (of, _), mark in self.marks.items() if of == lease.number]
        return max(used, default=None)

    def _leases_for(self, birth_date: date, seventh_digit: int) -> list[Lease]:
        covering = (lease for lease in self.leases.values() if lease.covers(birth_date, seventh_digit))
        return sorted(covering, key=lambda lease: (lease.last_birth - lease.first_birth, lease.number))
