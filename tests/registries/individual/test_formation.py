"""Offices forming IINs from leases. Only numbers with seventh digit 7 or 8, which are never issued."""

import math
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registries.identifiers import form_iin, read
from registries.individual.formation import (
    OTHERS_BAND,
    STANDING_BAND,
    LeaseBook,
    LeaseExhaustedError,
    LeaseRefusedError,
    Office,
    SerialsExhaustedError,
    Standing,
    block_size,
    fair_block,
)
from tests.prove import examples

DAY = date(2026, 3, 1)
LAST = date(2026, 12, 31)


def office_with(book: LeaseBook, name: str, size: int, *, last: date = DAY, standing: bool = False) -> Office:
    office = Office(name)
    office.receive(book.grant(name, 7, DAY, last, size, standing=standing))
    return office


def form_all(office: Office, birth_date: date = DAY) -> list[str]:
    numbers = []
    while office.in_hand(birth_date, 7):
        try:
            numbers.append(office.form(birth_date, 7))
        except LeaseExhaustedError:
            break
    return numbers


def test_an_office_forms_the_numbers_of_its_lease_in_order_and_skips_the_unusable() -> None:
    office = office_with(LeaseBook(), "Abay", 300)
    expected = [number for serial in range(300) if (number := form_iin(DAY, 7, serial)) is not None]
    assert len(expected) < 300
    assert form_all(office) == expected
    assert office.skipped == 300 - len(expected)


def test_two_offices_never_share_a_serial_of_a_day() -> None:
    book = LeaseBook()
    one, two = office_with(book, "Abay", 100), office_with(book, "Zhetisu", 100)
    assert [(lease.first_serial, lease.last_serial) for lease in book.leases.values()] == [(0, 99), (100, 199)]
    assert not set(form_all(one)) & set(form_all(two))


def test_one_lease_serves_every_birth_date_of_its_range() -> None:
    office = office_with(LeaseBook(), "Abay", 1, last=DAY + timedelta(1))
    tomorrow = DAY + timedelta(1)
    assert [read("IIN", office.form(day, 7)).birth_date_hint for day in (DAY, tomorrow)] == [DAY, tomorrow]


def test_an_exhausted_lease_is_a_refusal_that_names_the_next_step() -> None:
    office = office_with(LeaseBook(), "Abay", 1)
    office.form(DAY, 7)
    with pytest.raises(LeaseExhaustedError) as refusal:
        office.form(DAY, 7)
    assert refusal.value.code == "LEASE_EXHAUSTED"
    assert "top up" in refusal.value.next_step


def test_an_office_forms_nothing_for_a_date_or_a_seventh_digit_it_has_no_lease_for() -> None:
    office = office_with(LeaseBook(), "Abay", 10)
    for birth_date, seventh in ((DAY + timedelta(1), 7), (DAY, 8)):
        with pytest.raises(LeaseExhaustedError):
            office.form(birth_date, seventh)


def test_when_all_serials_of_a_date_are_leased_the_holder_of_the_register_must_rule() -> None:
    book = LeaseBook()
    office_with(book, "Abay", 10_000)
    assert book.remaining(7, DAY, DAY) == 0
    with pytest.raises(SerialsExhaustedError) as refusal:
        book.grant("Zhetisu", 7, DAY, DAY, 1)
    assert refusal.value.code == "SERIALS_EXHAUSTED"
    assert "ruling" in refusal.value.next_step
    assert book.grant("Zhetisu", 8, DAY, DAY, 1).first_serial == 0


def test_a_used_up_date_leaves_standing_leases_to_those_who_replace_a_lost_device() -> None:
    book = LeaseBook()
    office_with(book, "Abay", 10_000)
    lease = book.grant("Zhetisu", 7, date(1927, 1, 1), LAST, 4, standing=True)
    assert (lease.first_serial, lease.last_serial) == (8_500, 8_503)
    assert OTHERS_BAND.stop == STANDING_BAND.start


def test_the_narrow_lease_is_spent_before_the_standing_one() -> None:
    book = LeaseBook()
    office = office_with(book, "Abay", 4, last=LAST, standing=True)
    office.receive(book.grant("Abay", 7, DAY, DAY, 1))
    assert [number[7:11] for number in form_all(office)] == ["0000", "8500", "8501", "8502", "8503"]


def test_a_shorter_lease_is_granted_where_no_gap_is_long_enough() -> None:
    book = LeaseBook()
    office_with(book, "Abay", 8_490)
    assert book.grant("Zhetisu", 7, DAY, DAY, 50).size == 10


def test_a_lost_lease_is_burnt_and_never_granted_again() -> None:
    book = LeaseBook()
    office_with(book, "Abay", 100)
    assert [lease.size for lease in book.burn("Abay")] == [100]
    assert book.standing[1] is Standing.BURNT
    assert book.grant("Abay", 7, DAY, DAY, 10).first_serial == 100
    with pytest.raises(LeaseRefusedError):
        book.give_back("Abay", 1, None)


def test_the_unused_tail_of_a_lease_can_be_granted_to_another() -> None:
    book = LeaseBook()
    office = office_with(book, "Abay", 100)
    formed = [office.form(DAY, 7) for _ in range(3)]
    last = office.close(1)
    book.give_back("Abay", 1, last)
    assert last == 2
    assert (book.leases[1].size, book.standing[1]) == (3, Standing.RETURNED)
    other = office_with(book, "Zhetisu", 5)
    assert book.leases[2].first_serial == 3
    assert not set(formed) & set(form_all(other))


def test_a_lease_given_back_untouched_leaves_no_trace_in_the_serials() -> None:
    book = LeaseBook()
    office = office_with(book, "Abay", 100)
    book.give_back("Abay", 1, office.close(1))
    assert book.remaining(7, DAY, DAY) == OTHERS_BAND.stop


def test_a_lease_given_back_whole_meets_no_other() -> None:
    book = LeaseBook()
    office_with(book, "Abay", 5)
    office_with(book, "Zhetisu", 5)
    book.give_back("Zhetisu", 2, None)
    book.give_back("Abay", 1, None)
    whole = book.grant("Semey", 7, DAY, DAY, 100)
    assert [whole.meets(book.leases[number]) for number in (1, 2, 3)] == [False, False, True]


def test_the_tail_begins_after_the_busiest_birth_date() -> None:
    office = office_with(LeaseBook(), "Abay", 100, last=DAY + timedelta(1))
    office.form(DAY, 7)
    for _ in range(4):
        office.form(DAY + timedelta(1), 7)
    assert (office.skipped, office.close(1)) == (1, 4)


def test_only_the_holder_gives_a_lease_back_and_only_within_it() -> None:
    book = LeaseBook()
    office_with(book, "Abay", 10)
    for name, number, last_used in (("Zhetisu", 1, 3), ("Abay", 2, 3), ("Abay", 1, 10)):
        with pytest.raises(LeaseRefusedError):
            book.give_back(name, number, last_used)
    with pytest.raises(LeaseRefusedError):
        Office("Zhetisu").receive(book.leases[1])


@pytest.mark.parametrize(
    ("seventh", "first", "last", "size"),
    [(3, DAY, DAY, 1), (7, date(1926, 12, 31), DAY, 1), (7, LAST, DAY, 1), (7, DAY, DAY, 0), (0, DAY, DAY, 1)],
)
def test_what_cannot_be_a_lease_is_refused(seventh: int, first: date, last: date, size: int) -> None:
    with pytest.raises(LeaseRefusedError):
        LeaseBook().grant("Abay", seventh, first, last, size)


@pytest.mark.parametrize("expected", [0.001, 0.1, 0.5, 1, 2, 5, 20, 100, 400])
def test_a_block_of_the_expected_size_hardly_ever_runs_out(expected: float) -> None:
    usable = math.floor(block_size(expected) * 0.9917)
    term = within = math.exp(-expected)
    for count in range(1, usable + 1):
        term *= expected / count
        within += term
    assert 1 - within < 5e-6


def test_a_fair_block_leaves_half_of_what_is_left_to_the_others() -> None:
    assert block_size(3.0) == 15
    assert fair_block(3.0, share=0.01, remaining=8_500) == 15
    assert fair_block(30.0, share=0.01, remaining=8_500) == 42
    assert fair_block(30.0, share=0.01, remaining=20) == 1


class Country:
    """Offices whose devices are granted leases, form, go silent, are stolen, give back and are replaced."""

    def __init__(self) -> None:
        self.book = LeaseBook()
        self.devices = [Office(f"office-{index}") for index in range(3)]
        self.stolen: list[Office] = []
        self.formed: list[str] = []

    def act(self, verb: str, which: int, day: int, days: int, size: int) -> None:
        getattr(self, verb)(which % len(self.devices), DAY + timedelta(day), days, size)

    def grant(self, which: int, day: date, days: int, size: int) -> None:
        office = self.devices[which]
        try:
            office.receive(self.book.grant(office.name, 7, day, day + timedelta(days), size, standing=days == 3))
        except SerialsExhaustedError:
            assert self.book.remaining(7, day, day + timedelta(days)) == 0 or days == 3

    def form(self, which: int, day: date, _: int, size: int) -> None:
        self._form_with(self.devices[which], day, size)

    def form_with_a_stolen_device(self, which: int, day: date, _: int, size: int) -> None:
        for device in self.stolen[which : which + 1]:
            self._form_with(device, day, size)

    def _form_with(self, device: Office, day: date, count: int) -> None:
        try:
            for _ in range(count % 60):
                self.formed.append(device.form(day, 7))
        except LeaseExhaustedError:
            assert device.in_hand(day, 7) == 0

    def lose(self, which: int, _: date, __: int, ___: int) -> None:
        self.book.burn(self.devices[which].name)
        self.stolen.append(self.devices[which])
        self.devices[which] = Office(self.devices[which].name)

    def give_back(self, which: int, _: date, __: int, size: int) -> None:
        office = self.devices[which]
        if office.leases:
            number = sorted(office.leases)[size % len(office.leases)]
            self.book.give_back(office.name, number, office.close(number))

    def finish(self) -> None:
        """Every office takes one more lease, and every device, stolen ones too, goes on forming on every day."""
        for which, office in enumerate(self.devices):
            self.grant(which, DAY, 6, 30)
            for day in range(7):
                self._form_with(office, DAY + timedelta(day), 59)
        for device in self.stolen:
            self._form_with(device, DAY, 59)


VERBS = ["grant", "form", "give_back", "grant", "form", "form_with_a_stolen_device", "lose"]
steps = st.tuples(
    st.sampled_from(VERBS),
    st.integers(0, 2),
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(1, 40) | st.integers(1, 5_000),
)


@settings(max_examples=examples(300), deadline=None)
@given(st.lists(steps, max_size=40))
def test_no_history_of_leases_makes_two_offices_form_the_same_number(
    history: list[tuple[str, int, int, int, int]],
) -> None:
    country = Country()
    for step in history:
        country.act(*step)
    country.finish()
    assert len(set(country.formed)) == len(country.formed)
    assert not any(one.meets(other) for one, other in combinations(country.book.leases.values(), 2))
