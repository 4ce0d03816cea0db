"""The identifiers of Kazakhstan, as the reference beside the checkout describes them."""

import csv
import random
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from idnumbers.nationalid import KAZ

from registries.identifiers import (
    SENTENCES,
    Kind,
    check_digit,
    form_iin,
    is_synthetic,
    okpo_check_digit,
    read,
    rnn_check_digit,
)
from registries.identifiers.rnn import PASSES
from tests.prove import examples
from tests.shared import shared

NAMED_IN_VECTORS = {"checksum-ok": "repeated-digits"}
"""Where the vectors' word for a suspicion is not ours."""

STRICTER_THAN_THE_LAW = {"date-invalid", "7th-digit-0", "7th-digit-7", "7th-digit-8", "7th-digit-9", "detail-4"}
"""What the reference says idnumbers refuses although it is lawful."""

GAPS = ["\u00a0", "\u2009", "\u200b", "\ufeff", " ", "\t", "\n"]


def made_up_iin(birth_date: date = date(1990, 11, 23), seventh: int = 7, serial: int = 25) -> str:
    number = form_iin(birth_date, seventh, serial)
    assert number is not None
    return number


def with_check_digit(first_eleven: str) -> str:
    return f"{first_eleven}{check_digit(first_eleven)}"


def test_every_published_vector_reads_as_the_reference_says() -> None:
    wrong = []
    with shared("reference/identifier-vectors.csv").open(encoding="utf-8", newline="") as file:
        vectors = list(csv.DictReader(file))
    for number, vector in enumerate(vectors, start=2):
        reading, expected = read(vector["kind"], vector["value"]), vector["valid"]
        suspicion = NAMED_IN_VECTORS.get(expected, expected)
        if reading.valid is (expected == "0") or (expected not in "01" and suspicion not in reading.suspicions):
            wrong.append((number, reading.faults, reading.suspicions))
    assert len(vectors) == 51
    assert wrong == []


def test_a_vector_without_remark_is_not_suspicious_but_for_a_foreign_length() -> None:
    with shared("reference/identifier-vectors.csv").open(encoding="utf-8", newline="") as file:
        plain = [read(row["kind"], row["value"]) for row in csv.DictReader(file) if row["valid"] == "1"]
    assert Counter(suspicion for reading in plain for suspicion in reading.suspicions) == {"foreign-length": 1}


def random_numbers(seed: int, count: int) -> list[str]:
    """Half of any digits, half near the shape of an IIN or BIN, most of those with the right check digit."""
    rng = random.Random(seed)
    numbers = [f"{rng.randrange(10**12):012d}" for _ in range(count // 2)]
    while len(numbers) < count:
        month, day = rng.randrange(14), rng.choice([rng.randrange(33), rng.randrange(40, 70)])
        first = f"{rng.randrange(100):02d}{month:02d}{day:02d}{rng.randrange(10)}{rng.randrange(10_000):04d}"
        last = check_digit(first) if rng.random() < 0.9 else rng.randrange(10)
        numbers.append(f"{first}{rng.randrange(10) if last is None else last}")
    return numbers


def test_against_idnumbers_every_difference_over_iins_is_one_the_reference_explains() -> None:
    explained, unexplained, agreed = Counter[str](), 0, 0
    for number in random_numbers(20_260_301, 100_000):
        reading, theirs = read(Kind.IIN, number), KAZ.IndividualIDNumber.validate(number)
        reasons = STRICTER_THAN_THE_LAW & set(reading.suspicions)
        agreed += theirs and reading.valid
        if reading.valid and not theirs and reasons:
            explained.update(reasons)
        else:
            unexplained += theirs != reading.valid or (theirs and bool(reasons))
    assert unexplained == 0
    assert agreed > 5_000
    assert set(explained) == STRICTER_THAN_THE_LAW - {"detail-4"}


def test_against_idnumbers_every_difference_over_bins_is_one_the_reference_explains() -> None:
    explained, unexplained, agreed = Counter[str](), 0, 0
    for number in random_numbers(20_260_302, 100_000):
        reading, theirs = read(Kind.BIN, number), KAZ.BusinessIDNumber.validate(number)
        reasons = {"detail-4", "synthetic"} & set(reading.suspicions)
        agreed += theirs and reading.valid
        if reading.valid and not theirs and reasons:
            explained.update(reasons)
        else:
            unexplained += theirs != reading.valid or (theirs and bool(reasons))
    assert unexplained == 0
    assert agreed > 1_000
    assert set(explained) == {"detail-4", "synthetic"}


born = st.dates(date(1800, 1, 1), date(2099, 12, 31))
synthetic_born = st.dates(date(1927, 1, 1), date(2026, 12, 31))
serials = st.integers(0, 9_999)


@settings(max_examples=examples(200))
@given(born, st.sampled_from([0, 1]), serials)
def test_a_formed_iin_spells_its_date_and_sex(birth_date: date, woman: int, serial: int) -> None:
    number = form_iin(birth_date, (birth_date.year // 100 - 18) * 2 + 1 + woman, serial)
    if number is not None:
        reading = read(Kind.IIN, number)
        assert (reading.faults, reading.suspicions) == ((), ())
        assert reading.birth_date_hint == birth_date
        assert reading.sex_hint == ("FEMALE" if woman else "MALE")


@settings(max_examples=examples(200))
@given(synthetic_born, st.sampled_from([7, 8]), serials)
def test_a_synthetic_iin_spells_its_date_too(birth_date: date, seventh: int, serial: int) -> None:
    number = form_iin(birth_date, seventh, serial)
    if number is not None:
        reading = read(Kind.IIN, number)
        assert reading.valid
        assert reading.suspicions == (f"7th-digit-{seventh}", "synthetic")
        assert reading.birth_date_hint == birth_date
        assert reading.sex_hint == ("MALE" if seventh == 7 else "FEMALE")


@pytest.mark.parametrize(
    ("birth_date", "seventh"),
    [
        (date(1990, 1, 1), 5),
        (date(2001, 1, 1), 3),
        (date(1926, 12, 31), 7),
        (date(2027, 1, 1), 8),
        (date(1990, 1, 1), 0),
    ],
)
def test_a_seventh_digit_that_does_not_spell_the_century_forms_nothing(birth_date: date, seventh: int) -> None:
    with pytest.raises(ValueError, match="century"):
        form_iin(birth_date, seventh, 1)


def test_about_83_serials_of_a_day_form_no_number() -> None:
    days = [date(1990, 1, 1) + timedelta(37 * step) for step in range(10)]
    unusable = [sum(form_iin(day, 7, serial) is None for serial in range(10_000)) for day in days]
    assert all(75 <= count <= 92 for count in unusable)


def test_a_check_digit_is_computed_over_eleven_digits_only() -> None:
    for text in ("1" * 10, "1" * 12, "1234567890x", "１" * 11):
        with pytest.raises(ValueError, match="11 digits"):
            check_digit(text)


def test_the_second_pass_of_an_rnn_begins_one_later_not_two() -> None:
    assert PASSES[0] == (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1)
    assert PASSES[1] == (2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2)
    assert (rnn_check_digit("60090053380"), rnn_check_digit("60070057458")) == (8, 2)


@settings(max_examples=examples(200))
@given(st.text("0123456789", min_size=11, max_size=11))
def test_every_rnn_has_a_check_digit(first_eleven: str) -> None:
    right = rnn_check_digit(first_eleven)
    assert read(Kind.RNN, f"{first_eleven}{right}").valid
    assert read(Kind.RNN, f"{first_eleven}{(right + 1) % 10}").faults == ("check-digit",)


@settings(max_examples=examples(200))
@given(st.text("0123456789", min_size=7, max_size=7))
def test_every_okpo_has_a_check_digit(first_seven: str) -> None:
    right = okpo_check_digit(first_seven)
    assert read(Kind.OKPO, f"{first_seven}{right}").valid
    assert read(Kind.OKPO, f"{first_seven}{(right + 1) % 10}").faults == ("check-digit",)


def test_an_okpo_of_a_length_no_source_explains_is_suspicious_and_unchecked() -> None:
    assert read(Kind.OKPO, "990000010001").suspicions == ("branch-length", "synthetic")
    assert read(Kind.OKPO, "99000001000001").suspicions == ("foreign-length", "synthetic")
    assert read(Kind.OKPO, "990000010").faults == ("length",)


@settings(max_examples=examples(300))
@given(st.sampled_from(Kind), st.text() | st.text("0123456789NZ-: .,eE\u00a0\u200b٣１", max_size=24))
def test_reading_never_raises_and_is_stable(kind: Kind, value: str) -> None:
    reading = read(kind, value)
    assert reading.value == value
    assert set(reading.faults) | set(reading.suspicions) <= set(SENTENCES)
    assert reading.valid or reading.faults
    if reading.normal is None:
        assert not reading.valid
    else:
        again = read(kind, reading.normal)
        assert (again.normal, again.faults) == (reading.normal, reading.faults)


@settings(max_examples=examples(200))
@given(st.sampled_from(GAPS), st.sampled_from(["", " ", "-", "\u00a0", "\u2011", "\u200b"]), serials)
def test_blanks_around_and_separators_inside_are_not_part_of_a_number(around: str, inside: str, serial: int) -> None:
    number = form_iin(date(1990, 11, 23), 7, serial)
    if number is not None:
        reading = read(Kind.IIN, f"{around}{number[:6]}{inside}{number[6:]}{around}")
        assert (reading.normal, reading.valid) == (number, True)


@pytest.mark.parametrize("kind", [Kind.IIN, Kind.BIN, Kind.RNN, Kind.RKA, Kind.KATO, Kind.IDENTITY_CARD, Kind.CADASTRE])
@pytest.mark.parametrize("zero", ["０", "٠", "०", "𝟎"])
def test_digits_of_other_scripts_are_not_digits(kind: Kind, zero: str) -> None:
    assert read(kind, zero * 12).faults[:2] == ("alphabet", "foreign-digits")


def test_a_number_that_a_spreadsheet_spoilt_is_named_and_not_guessed() -> None:
    number = made_up_iin()
    for spoilt in (f"{number}.0", f"{number},00", f"{number[0]}.{number[1:-2]}E11", f"{number[0]}.{number[1:-2]}e+11"):
        reading = read(Kind.IIN, spoilt)
        assert (reading.normal, reading.faults) == (None, ("spreadsheet-number",))
    assert read(Kind.CADASTRE, "9.9170041505E11").faults == ("spreadsheet-number",)
    assert read(Kind.KATO, "990000000.0").faults == ("spreadsheet-number",)


def test_lost_leading_zeros_are_named_and_not_put_back() -> None:
    number = made_up_iin(date(2000, 9, 5))
    reading = read(Kind.IIN, number.lstrip("0"))
    assert (reading.normal, reading.faults) == (None, ("length", "leading-zeros-lost"))
    assert read(Kind.IIN, made_up_iin(date(1990, 9, 5))[:-1]).faults == ("length",)
    assert read(Kind.IDENTITY_CARD, "123456").faults == ("length", "leading-zeros-lost")
    assert read(Kind.CADASTRE, "1017004150").faults == ("length", "leading-zeros-lost")


def test_both_the_characters_and_the_length_are_named_at_once() -> None:
    assert read(Kind.IIN, "12345О").faults == ("alphabet", "length")
    assert read(Kind.SIK, "ZZIO").faults == ("alphabet", "length")


@pytest.mark.parametrize("kind", Kind)
def test_nothing_written_and_endless_text_are_faults_of_every_kind(kind: Kind) -> None:
    assert read(kind, " \u00a0\u200b\n").faults == ("empty",)
    assert read(kind, "1" * 1_000_000).faults == ("length",)
    assert not read(kind, "-").valid
    assert not read(kind, "\ud800\x00").valid


def test_zeros_and_counted_up_digits_are_placeholders() -> None:
    assert read(Kind.RNN, "0" * 12).suspicions == ("repeated-digits", "placeholder")
    assert read(Kind.IIN, "0" * 12).suspicions == ("date-invalid", "7th-digit-0", "repeated-digits", "placeholder")
    assert read(Kind.IDENTITY_CARD, "123456789").suspicions == ("placeholder",)


def test_every_repeated_digit_satisfies_the_formula_of_an_rnn_and_is_suspicious() -> None:
    readings = [read(Kind.RNN, digit * 12) for digit in "0123456789"]
    assert all(reading.valid and "repeated-digits" in reading.suspicions for reading in readings)


def test_faults_of_a_bin_name_the_month_the_type_and_the_detail() -> None:
    assert read(Kind.BIN, with_check_digit("99139000001")).faults == ("month",)
    assert read(Kind.BIN, with_check_digit("99121000001")).faults == ("type",)
    assert read(Kind.BIN, with_check_digit("99129500001")).faults == ("detail",)
    assert read(Kind.BIN, with_check_digit("99009500001")).faults == ("month", "detail")


def test_a_wrong_check_digit_keeps_the_number_readable() -> None:
    number = made_up_iin()
    mistyped = f"{number[:-1]}{(int(number[-1]) + 1) % 10}"
    reading = read(Kind.IIN, mistyped)
    assert (reading.normal, reading.faults) == (mistyped, ("check-digit",))
    assert reading.birth_date_hint == date(1990, 11, 23)


def test_29_february_of_1900_is_an_impossible_date_and_lawful() -> None:
    reading = read(Kind.IIN, with_check_digit("00022930001"))
    assert (reading.valid, reading.suspicions, reading.birth_date_hint) == (True, ("date-invalid",), None)


@pytest.mark.parametrize("seventh", "09")
def test_a_reserved_seventh_digit_gives_no_hint(seventh: str) -> None:
    reading = read(Kind.IIN, with_check_digit(f"000229{seventh}0001"))
    assert (reading.suspicions, reading.birth_date_hint, reading.sex_hint) == ((f"7th-digit-{seventh}",), None, None)


def test_only_an_iin_hints_at_a_birth_date() -> None:
    reading = read(Kind.RNN, "991123700254")
    assert (reading.birth_date_hint, reading.sex_hint) == (None, None)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("99-318-001-001", "99-318-001-001"),
        ("99318001001", "99-318-001-001"),
        ("99:318:001:1505", "99-318-001-1505"),
        ("99 318 001 001", "99-318-001-001"),
        ("99–318–001–001", "99-318-001-001"),
        ("99-318-001-001:2:14", "99-318-001-001:2:14"),
    ],
)
def test_a_cadastral_number_has_one_form_however_it_is_written(written: str, normal: str) -> None:
    reading = read(Kind.CADASTRE, written)
    assert (reading.normal, reading.valid) == (normal, True)
    assert ("object-suffix" in reading.suspicions) is (":2" in written)


def test_a_cadastral_number_with_short_parts_is_not_padded() -> None:
    assert read(Kind.CADASTRE, "99-318-1-1").faults == ("length",)


def test_the_terrain_sign_of_a_workbook_is_not_part_of_a_kato_code() -> None:
    reading = read(Kind.KATO, "9910000002")
    assert (reading.normal, reading.suspicions) == ("991000000", ("terrain-sign", "synthetic"))
    assert read(Kind.KATO, "9910000009").faults == ("length",)
    assert read(Kind.KATO, "090000000").suspicions == ("level-unknown",)


def test_document_numbers_have_their_letters_and_lengths() -> None:
    assert read(Kind.PASSPORT, " n 00012345").normal == "N00012345"
    assert read(Kind.PASSPORT, "N0001234").valid
    assert read(Kind.PASSPORT, "00012345").faults == ("prefix",)
    assert read(Kind.PASSPORT, "N000123456").faults == ("length",)
    assert read(Kind.IDENTITY_CARD, "№000123456").faults == ("alphabet", "length")
    assert read(Kind.REFUGEE_CERTIFICATE, "zz12345678").normal == "ZZ12345678"
    assert read(Kind.BIRTH_CERTIFICATE, "і-ау № 0123456").normal == "ІАУ0123456"
    assert read(Kind.BIRTH_CERTIFICATE, "unknown").faults == ("alphabet",)


def test_a_sik_has_no_letters_that_look_like_digits() -> None:
    assert read(Kind.SIK, "zz00000000000a1b").normal == "ZZ00000000000A1B"
    for letter in "ILOQ":
        assert read(Kind.SIK, f"ZZ0000000000000{letter}").faults == ("alphabet",)


@pytest.mark.parametrize(
    ("kind", "normal"),
    [
        (Kind.IIN, "901123700252"),
        (Kind.BIN, "991290000017"),
        (Kind.RNN, "990000000001"),
        (Kind.SIK, "ZZ00000000000001"),
        (Kind.OKPO, "99000008"),
        (Kind.KATO, "991000000"),
        (Kind.RKA, "9900000000000001"),
        (Kind.RKO, "990001"),
        (Kind.CADASTRE, "99-318-001-001"),
        (Kind.IDENTITY_CARD, "000123456"),
        (Kind.PASSPORT, "N00012345"),
        (Kind.BIRTH_CERTIFICATE, "990123456"),
        (Kind.REFUGEE_CERTIFICATE, "ZZ01234567"),
    ],
)
def test_every_kind_has_a_range_that_belongs_to_nobody(kind: Kind, normal: str) -> None:
    assert is_synthetic(kind, normal)
    assert "synthetic" in read(kind, normal).suspicions


def test_a_kind_may_be_named_in_any_case_and_an_unknown_one_is_refused() -> None:
    assert read("identity-card", "000123456").kind is Kind.IDENTITY_CARD
    with pytest.raises(ValueError, match="SNILS"):
        read("snils", "1")


def test_a_reading_does_not_show_its_value() -> None:
    assert "0001234" not in repr(read(Kind.PASSPORT, "N0001234"))
